"""A made-up quarter of the Thurrock 2017 register: three closed months and an open one, on a clock of its own."""

import dataclasses
import datetime as dt
from pathlib import Path

from riskdesk import samples
from riskdesk.closings import Acceptance, Signature
from riskdesk.meetings import ABOVE_APPETITE, Forum
from riskdesk.risks import ActionStatus, Partner, Risk, Stage
from riskdesk.store import Store

COUNCIL, CCG = "Thurrock Council", "NHS Thurrock CCG"
EXECUTIVE = "Integrated Commissioning Executive"
BOARD = "Health and Wellbeing Board"
MADE_UP = Acceptance("Cathy Clerk", "Made up for a test.")
SIGNED = Signature(COUNCIL, "Bea Boss", "Strategic Lead")


class Clock:
    """Goes on by a minute whenever it is asked."""

    def __init__(self) -> None:
        self.now = dt.datetime(2017, 8, 1, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now

    def set(self, month: int, day: int) -> None:
        self.now = dt.datetime(2017, month, day, 9, 0, tzinfo=dt.UTC)


def begin(path: Path, clock: Clock) -> Store:
    register = dataclasses.replace(
        samples.load("thurrock-2017"), appetite="Medium", partners=(Partner(name=COUNCIL), Partner(name=CCG))
    )
    store = Store.create(path, register, "Ann Author", clock=clock)
    store.add_entry(Forum, {"name": EXECUTIVE, "trigger": ABOVE_APPETITE})
    store.add_entry(Forum, {"name": BOARD, "trigger": "High"})
    return store


def found(store: Store, ref: str) -> Risk:
    return next(risk for risk in store.register().risks if risk.ref == ref)


def id_of(store: Store, ref: str) -> int:
    return found(store, ref).id


def close_july(store: Store, clock: Clock) -> None:
    """Reviewed but for risks 9 and 10, signed by one of two partners."""
    clock.set(8, 2)
    store.open_period("July 2017", dt.date(2017, 8, 1))
    for ref in ("1", "2", "3", "4"):
        store.review_risk(id_of(store, ref), f"Looked at {ref} with the providers.")
    store.review_unchanged([id_of(store, ref) for ref in ("5", "6", "7", "8", "11")])
    store.escalate_risk(id_of(store, "1"), 1, "Care homes cannot fill one post in five.")
    clock.set(8, 3)
    store.close_period(signatures=[SIGNED], acceptance=MADE_UP)


def close_august(store: Store, clock: Clock) -> None:
    """Risk 4 up, 2 down, 5 closed, 12 new; an action done and another dated anew; a plan for an overspend."""
    clock.set(9, 4)
    store.open_period("August 2017", dt.date(2017, 9, 1))
    store.review_risk(id_of(store, "4"), levels=(4, 4), reason="The provider gave notice on 21 August.")
    store.review_risk(id_of(store, "2"), levels=(3, 3), reason="The Section 75 agreement was signed.")
    store.review_risk(id_of(store, "1"), "Looked at 1 with the providers.")
    store.close_risk(id_of(store, "5"), "The scheme has ended.", dt.date(2017, 9, 4))
    new = store.add_risk({"ref": "12", "heading": "Winter pressures", "description": "Winter comes early."})
    store.rate_risk(new, Stage.CURRENT, 3, 2)
    first, second = found(store, "1").actions[:2]
    store.edit_action(first.id, {"status": ActionStatus.DONE, "progress": 100, "done_on": dt.date(2017, 8, 30)})
    store.edit_action(second.id, {"due": "31/10/2017"})
    store.start_remedial_plan(id_of(store, "3"), "Home care is £240,000 over.", noticed_on=dt.date(2017, 8, 21))
    store.escalate_risk(id_of(store, "4"), 2, "The only provider for the east of the borough leaves in November.")
    clock.set(9, 6)
    store.close_period(signatures=[SIGNED], acceptance=MADE_UP)


def meet(store: Store, clock: Clock) -> int:
    """A meeting after August was closed: two decisions on risks, one in general, one risk left undecided."""
    clock.set(9, 27)
    number = store.start_meeting(EXECUTIVE, dt.date(2017, 9, 27), [id_of(store, ref) for ref in ("4", "1", "3", "2")])
    store.record_decision(
        number,
        "Buy interim cover for six months and report monthly.",
        risk_id=id_of(store, "4"),
        minute="6.2",
        levels=(4, 3),
        action={"text": "Let the interim contract", "due": "31/10/2017"},
    )
    store.record_decision(number, "Note the plan and see it again in October.", risk_id=id_of(store, "3"), minute="6.3")
    store.record_decision(number, "Ask each partner to name a deputy for sign-off.", minute="7.1")
    return number


def write_quarter(path: Path, clock: Clock) -> Store:
    store = begin(path, clock)
    close_july(store, clock)
    close_august(store, clock)
    return store
