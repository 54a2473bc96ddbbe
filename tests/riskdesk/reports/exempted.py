"""Registers in which every text is a word of its own, with everything that can be said of risks in committees, audits
and months, so that a word that should not be printed is known wherever it stands."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from riskdesk.audit.case import Case
from riskdesk.audit.run import audit
from riskdesk.history import Step, StepKind
from riskdesk.meetings import Decision, Escalation, Forum, Meeting, RemedialPlan
from riskdesk.moving import movement
from riskdesk.periods import Closing, Period, Review, SignOff
from riskdesk.proceedings import Proceedings
from riskdesk.proof import Verdict
from riskdesk.publishing import EXEMPT_FIELDS, Exemption, Narrative, Publication, Subject
from riskdesk.reports.sources import Sources
from riskdesk.risks import (
    Action,
    Category,
    Control,
    Note,
    Objective,
    ObjectiveKind,
    Owner,
    OwnerKind,
    Partner,
    Register,
    Risk,
    Score,
    SourceCell,
    Stage,
    Status,
)
from riskdesk.schemes import preset
from riskdesk.scrutiny import Challenge, Judgement, Moderation, Sample, SampleItem, Scrutiny
from riskdesk.trail import Cause, Evidence, Move
from riskdesk.trend import Stand, Standing, Trend
from tests.riskdesk.reports.registers import SEAL

DAY = dt.date(2018, 7, 31)
AT = dt.datetime(2018, 7, 30, 9, tzinfo=dt.UTC)
PEOPLE = ("Wanda Quirrel", "Ottokar Brzyck", "Dr Minna Fjeld", "Quillifer")
"""With a post, without one, with a title, of one name."""
PEOPLE_SAID = ("quirrel", "brzyck", "fjeld", "quillifer", "sedgewyck", "thornbyr", "vexley")
"""What must not be read of those in the register, who typed, signed and closed."""
FIELDS = ("", *EXEMPT_FIELDS)


@dataclass
class Words:
    """Makes words that stand nowhere else and remembers whose they are."""

    of: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    amounts: dict[int, list[int]] = field(default_factory=dict)
    _number: int = 0

    def word(self, risk: int, group: str) -> str:
        self._number += 1
        letters = "".join(chr(ord("a") + int(figure)) for figure in f"{self._number:04d}")
        made = f"xq{letters}zj"
        self.of.setdefault((risk, group), []).append(made)
        return made

    def text(self, risk: int, group: str) -> str:
        """A few words, and among them a name that is none of the public's business."""
        return f"{self.word(risk, group)} told {PEOPLE[risk % 4]} of {self.word(risk, group)}"

    def amount(self, risk: int) -> int:
        self._number += 1
        made = 1_000_000 + self._number * 7_919
        self.amounts.setdefault(risk, []).append(made)
        return made

    def hidden(self, exemptions: tuple[Exemption, ...]) -> Iterator[str]:
        """Every word that the public must not read."""
        for each in exemptions:
            for (risk, group), made in self.of.items():
                if risk == each.risk_id and (each.field in ("", group)):
                    yield from made
            if each.field in ("", "money"):
                yield from (f"{amount:,}" for amount in self.amounts.get(each.risk_id, ()))


def people() -> tuple[Owner, ...]:
    posts = ("Head of Fountains", "", "Director of Wells", "")
    kinds: dict[str, Any] = {"kind": OwnerKind.PERSON, "organisation": "Council"}
    return tuple(
        Owner(id=number, name=name, post=post, **kinds)
        for number, (name, post) in enumerate(zip(PEOPLE, posts, strict=True), 1)
    )


def a_risk(number: int, words: Words, *, later: bool) -> Risk:
    """`later` words some of it otherwise, moves its score and money, and hands it to a person who follows another."""

    def text(group: str = "words") -> str:
        return words.text(number, group)

    owner, post = people()[number % 4], Owner(id=90 + number, name=f"Director of {words.word(number, 'owners')}")
    scores = {
        Stage.INHERENT: Score(stage=Stage.INHERENT, impact=4, likelihood=4, rationale=text("rationale")),
        Stage.CURRENT: Score(stage=Stage.CURRENT, impact=3, likelihood=4 if later else 2, rationale=text("rationale")),
        Stage.TARGET: Score(stage=Stage.TARGET, impact=2, likelihood=2, rationale=text("rationale")),
    }
    money = f"£{words.amount(number):,}"
    return Risk(
        id=number,
        uuid=f"risk-{number}",
        ref=f"R{number}",
        heading=text(),
        description=f"{text()} costs {money}",
        cause=text(),
        event=text(),
        effect=text(),
        comments=text(),
        proximity=text(),
        category=Category(id=1 + number % 2, name=f"Category {number % 2}"),
        objective=Objective(id=1 + number % 2, name=f"Scheme {number % 2}", kind=ObjectiveKind.PLAN_SCHEME),
        owners=(post, owner) if number % 2 else (owner, post),
        bearer=text("money"),
        financial_low=words.amount(number),
        financial_likely=words.amount(number),
        financial_high=words.amount(number),
        financial_narrative=text("money"),
        raised_by=PEOPLE[number % 4],
        raised_on=DAY,
        target_date="31/12/2018",
        last_reviewed=DAY,
        reviews=(Review(id=number, risk_id=number, reviewed_on=DAY, reviewer="Vita Vexley", note=text()),)
        * (number % 2),
        scores=scores,
        controls=(
            Control(id=number, text=text("controls"), owner=post, assurance=text("controls"), gaps=text("controls")),
        ),
        actions=(an_action(number, words, later=later), an_action(100 + number, words, later=later)),
        as_written=(SourceCell(heading="Risk", text=text()),),
    )


def an_action(number: int, words: Words, *, later: bool) -> Action:
    risk = number % 100
    return Action(
        id=number,
        uuid=f"action-{number}",
        text=words.text(risk, "actions"),
        owner=people()[risk % 4],
        due="30/06/2018" if later else "31/08/2018",
        barrier=words.text(risk, "actions"),
        cost=words.amount(risk),
        notes=(Note(noted_on=DAY, author="Vita Vexley", text=words.text(risk, "actions")),),
    )


def a_register(numbers: tuple[int, ...], words: Words, *, later: bool) -> Register:
    risks = tuple(a_risk(number, words, later=later) for number in numbers)
    if later and len(risks) > 1:
        risks = (replace(risks[0], merged_into=risks[1].id, status=Status.CLOSED, closed_on=DAY), *risks[1:])
        risks = (
            replace(risks[0], closed_reason=f"Merged into R{risks[1].id}: {words.text(numbers[0], 'words')}"),
            *risks[1:],
        )
    period = Period(
        id=1,
        name="July 2018",
        as_at=DAY,
        opened_by="Vita Vexley",
        opened_on=DAY,
        sign_offs=(
            SignOff(
                period_id=1,
                partner="Council",
                name="Sid Sedgewyck",
                post="Clerk to the Council",
                recorded_by="Vita Vexley",
                signed_at=AT,
            ),
        ),
        closing=Closing(period_id=1, closed_by="Tess Thornbyr", closed_on=DAY, closed_at=AT),
    )
    return Register(
        title="Pooled fund",
        organisation="Borough",
        as_at=DAY,
        appetite="Medium",
        scheme=preset("council-4x4"),
        partners=(Partner(id=1, name="Council"), Partner(id=2, name="Health board")),
        owners=(*people(), *(risk.owners[1 - risk.id % 2] for risk in risks)),
        categories=(Category(id=1, name="Category 0"), Category(id=2, name="Category 1")),
        objectives=tuple(
            Objective(id=1 + each, name=f"Scheme {each}", kind=ObjectiveKind.PLAN_SCHEME) for each in (0, 1)
        ),
        risks=risks,
        periods=(period,) if later else (),
        as_closed=later,
        seal=SEAL,
    )


def everything(numbers: tuple[int, ...], exemptions: tuple[Exemption, ...]) -> tuple[Sources, Words]:
    """The sources of every paper, of two moments of a register of these risks."""
    words = Words()
    before, after = (a_register(numbers, words, later=later) for later in (False, True))
    evidence = Evidence(
        moves=tuple(a_move(risk, words) for risk in after.risks),
        dues={action.id: ("31/01/2018",) for risk in after.risks for action in risk.actions},
    )
    stands = {risk.id: Standing((3, 4, None), after.rated(risk, Stage.CURRENT)) for risk in after.risks}
    case = Case(after, DAY, scrutiny(numbers, words), evidence, before)
    sources = Sources(
        register=after,
        movement=movement(before, after, evidence),
        proceedings=proceedings(numbers, words),
        evidence=evidence,
        trend=Trend((), Stand(after.periods[0], after.scheme, stands)),
        audit=audit(case),
        verdict=Verdict(True, ("The chain of seals holds.",)),
        publication=Publication(narratives=tuple(narratives()), exemptions=exemptions),
    )
    return sources, words


def narratives() -> Iterator[Narrative]:
    told = {
        Subject.SUMMARY: "The fund is as it was, says Wanda Quirrel.",
        Subject.AUTHOR: "Sid Sedgewyck, Clerk to the Council",
        Subject.PRESENTER: "Tess Thornbyr",
    }
    for subject, text in told.items():
        yield Narrative(period_id=1, subject=subject, text=text, written_by="Vita Vexley", written_on=DAY)


def a_move(risk: Risk, words: Words) -> Move:
    step = Step(
        risk.id,
        "",
        AT,
        "Vita Vexley",
        f"Rate risk {risk.ref}",
        words.text(risk.id, "rationale"),
        StepKind.EDIT,
        None,
        "",
    )
    return Move(step, risk.id, Stage.CURRENT, Cause.PERSON, (3, 2, None), (3, 4, None))


def proceedings(numbers: tuple[int, ...], words: Words) -> Proceedings:
    forums = (Forum(id=1, name="Executive", trigger="appetite"),)
    by: dict[str, Any] = {"raised_on": DAY, "raised_by": "Vita Vexley", "forum_id": 1}
    meeting = Meeting(
        id=1,
        body="Executive",
        held_on=DAY,
        period_id=1,
        started_by="Vita Vexley",
        agenda=numbers,
        decisions=tuple(
            Decision(
                id=each,
                meeting_id=1,
                risk_id=each,
                action_id=each,
                minute=f"6.{each}",
                text=words.text(each, "words"),
                recorded_by="Vita Vexley",
            )
            for each in numbers
        ),
    )
    return Proceedings(
        forums=forums,
        escalations=tuple(
            Escalation(id=each, risk_id=each, reason=words.text(each, "words"), **by) for each in numbers
        ),
        plans=tuple(
            RemedialPlan(
                id=each,
                risk_id=each,
                action_id=each,
                noticed_on=DAY,
                reason=words.text(each, "money"),
                started_by="Vita Vexley",
            )
            for each in numbers
        ),
        meetings=(meeting,),
        last_reviews={
            each: Review(risk_id=each, reviewed_on=DAY, reviewer="Vita Vexley", note=words.text(each, "words"))
            for each in numbers
        },
    )


def scrutiny(numbers: tuple[int, ...], words: Words) -> Scrutiny:
    """What officers asked, scored and sampled."""

    def text(number: int) -> str:
        return words.text(number, "words")

    return Scrutiny(
        challenges=tuple(
            Challenge(id=each, risk_id=each, question=text(each), asked_by="Vita Vexley", asked_on=DAY)
            for each in numbers
        ),
        moderations=tuple(
            Moderation(
                id=each,
                risk_id=each,
                stage=Stage.CURRENT,
                impact=2,
                likelihood=2,
                rationale=text(each),
                moderator="Vita Vexley",
                moderated_on=DAY,
                owner_impact=3,
                owner_likelihood=4,
                owner_rationale=text(each),
            )
            for each in numbers
        ),
        samples=(
            Sample(
                id=1,
                seed=7,
                size=len(numbers),
                population=len(numbers),
                drawn_by="Vita Vexley",
                drawn_on=DAY,
                items=tuple(
                    SampleItem(
                        risk_id=each, judgement=Judgement.SUPPORTED, conclusion=text(each), concluded_by="Vita Vexley"
                    )
                    for each in numbers
                ),
            ),
        ),
    )


def exempt(risk_id: int, field: str = "", paragraph: str = "3", **facts: Any) -> Exemption:
    given: Mapping[str, Any] = {"decided_by": "Vita Vexley", "decided_on": DAY} | facts
    return Exemption(risk_id=risk_id, field=field, paragraph=paragraph, **given)
