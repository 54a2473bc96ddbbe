"""Made-up registers of any size, the same every time: for measuring, and for tests that need many risks. And a dot."""

import base64
import datetime as dt
import random

from riskdesk.risks import Action, ActionStatus, Category, Control, ControlState, Owner, Register, Risk, Score, Stage
from riskdesk.schemes import preset

AS_AT = dt.date(2018, 1, 31)

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQ9i4CAAFdANmDK8EqAAAAAElFTkSuQmCC")
"""A picture of one blue point, as PNG: the smallest logo."""

_SERVICES = (
    "home care", "reablement", "hospital discharge", "community equipment", "carers' support", "intermediate care",
    "the single point of access", "extra care housing", "telecare", "the falls service", "dementia support",
    "residential placements", "the voluntary sector offer", "seven-day working", "shared care records",
)  # fmt: skip
_TROUBLES = (
    "cannot recruit and keep enough staff", "costs more than the pooled fund allows for",
    "does not bring emergency admissions down as planned", "is held up by procurement",
    "loses its provider at short notice", "is not used by the people it is meant for",
    "cannot share information between partners", "duplicates what the acute trust already does",
    "misses its quality standard", "depends on one-off money that ends in March",
)  # fmt: skip
_RESULTS = (
    "people stay in hospital longer than they need to", "the fund overspends and partners disagree who bears it",
    "the national conditions are not met and payment is withheld", "residents go without the support they need",
    "carers give up and demand on long-term care rises", "confidence between the partners is lost",
)  # fmt: skip
_CONTROLS = (
    "Monthly performance report to the Integrated Commissioning Executive", "Section 75 agreement signed by partners",
    "Provider forum meets every quarter", "Workforce strategy agreed with partners", "Contract monitoring visits",
    "Weekly escalation call with the acute trust", "Finance sub-group reviews the forecast",
)  # fmt: skip
_ACTIONS = (
    "Agree a recovery plan with the provider", "Recruit to the vacant posts", "Re-tender the contract",
    "Bring a business case to the board", "Train front-line staff in the new pathway", "Sign the data agreement",
    "Review eligibility with the clinical commissioning group", "Publish the market position statement",
)  # fmt: skip
_OWNERS = (
    "Director of Adult Social Care", "Strategic Lead (Commissioning)", "Chief Finance Officer", "Head of Integration",
    "Director of Commissioning", "Programme Manager", "Head of Procurement", "Service Manager (Hospital Team)",
)  # fmt: skip
_CATEGORIES = ("Financial", "Workforce", "Quality", "Information", "Delivery", "Reputation")
_DUES = ("31/03/2018", "March 2018", "Q2 2018/19", "On-going 2017-19", "Sep - 18", "30 June 2018", "2018/19", "soon")


def make_register(count: int, seed: int = 1) -> Register:
    """`count` risks, each with two controls and three actions, by the 4x4 council scheme."""
    dice = random.Random(seed)
    owners = tuple(Owner(id=place, name=name, organisation="Wherton Council") for place, name in enumerate(_OWNERS, 1))
    categories = tuple(Category(id=place, name=name) for place, name in enumerate(_CATEGORIES, 1))
    return Register(
        title=f"Made-up register of {count} risks",
        organisation="Wherton Council",
        as_at=AS_AT,
        scheme=preset("council-4x4"),
        owners=owners,
        categories=categories,
        risks=tuple(_make_risk(dice, number, owners, categories) for number in range(1, count + 1)),
    )


def _make_risk(dice: random.Random, number: int, owners: tuple[Owner, ...], categories: tuple[Category, ...]) -> Risk:
    service, trouble, result = dice.choice(_SERVICES), dice.choice(_TROUBLES), dice.choice(_RESULTS)
    impact, likelihood = dice.randint(1, 4), dice.randint(1, 4)
    return Risk(
        ref=str(number),
        heading=f"{service.removeprefix('the ').capitalize()} {trouble}",
        description=f"There is a risk that {service} {trouble}, so that {result}.",
        category=dice.choice(categories),
        owners=tuple(dice.sample(owners, dice.randint(1, 2))),
        raised_on=AS_AT - dt.timedelta(days=dice.randint(30, 400)),
        next_review=AS_AT + dt.timedelta(days=dice.randint(-20, 60)),
        scores={
            Stage.INHERENT: Score(stage=Stage.INHERENT, impact=impact, likelihood=4),
            Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood),
            Stage.TARGET: Score(stage=Stage.TARGET, impact=impact, likelihood=max(1, likelihood - 1)),
        },
        controls=tuple(
            Control(text=f"{text} ({service}).", state=dice.choice(list(ControlState)))
            for text in dice.sample(_CONTROLS, 2)
        ),
        actions=tuple(
            Action(
                text=f"{text} for {service}.",
                owner=dice.choice(owners),
                due=dice.choice(_DUES),
                status=dice.choice(list(ActionStatus)),
            )
            for text in dice.sample(_ACTIONS, 3)
        ),
    )
