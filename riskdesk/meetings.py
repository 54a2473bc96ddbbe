"""What goes up to committees and what they decide: forums, escalations, remedial action plans, meetings, decisions."""

import datetime as dt
from dataclasses import dataclass

from riskdesk.days import british
from riskdesk.entities import Entity, Kind, shown

ABOVE_APPETITE = "appetite"
"""The trigger of a forum that sees every risk above the appetite."""

PLAN_DAYS = 21
"""Days from noticing an overspend to the remedial action plan (section 75 agreement, section 4 of the seeds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum(Entity):
    """A body that risks are raised to, in the register's order from the lowest up. `trigger` is the lowest band that
    belongs there, ABOVE_APPETITE, or "" for a forum that nothing reaches by rule."""

    name: str = shown("Name", required=True)
    trigger: str = shown("Sees risks", hint="The lowest band that belongs there")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Entity):
    """A risk raised to a forum, by whom, when and why, until it is lowered again."""

    risk_id: int
    forum_id: int
    raised_on: dt.date
    raised_by: str
    reason: str = shown("Reason", Kind.TEXT, required=True)
    lowered_on: dt.date | None = None
    lowered_by: str = ""
    lowered_reason: str = ""

    @property
    def stands(self) -> bool:
        return self.lowered_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedialPlan(Entity):
    """A remedial action plan for an overspend; `action_id` is the action that carries its deadline and progress."""

    risk_id: int
    action_id: int
    noticed_on: dt.date
    days: int = PLAN_DAYS
    reason: str = shown("Reason", Kind.TEXT, required=True)
    started_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entity):
    """What a meeting decided, about a risk or in general. The action it asked for, and the score before and after
    in words where it changed one (`stage` as the register calls it)."""

    meeting_id: int
    risk_id: int | None = None
    action_id: int | None = None
    minute: str = shown("Minute", hint="The minute's number, such as 6.2")
    text: str = shown("Decision", Kind.TEXT, required=True)
    stage: str = ""
    score_before: str = ""
    score_after: str = ""
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Entity):
    """One sitting of a committee: the risks it goes through in order (their ids) and what it decided."""

    body: str = shown("Committee", required=True)
    held_on: dt.date = shown("Held on", Kind.DATE)
    period_id: int | None = None
    started_by: str
    agenda: tuple[int, ...] = ()
    decisions: tuple[Decision, ...] = ()


def decided_by(body: str, held_on: dt.date, minute: str) -> str:
    """ "Integrated Commissioning Executive, 27 July 2017, minute 6.2"."""
    said = f"{body}, {british(held_on)}"
    return f"{said}, minute {minute}" if minute else said
