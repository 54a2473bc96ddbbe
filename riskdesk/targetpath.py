"""The way to a risk's target: planned against actual, and when its actions will have arrived at the rate so far.

Scores are ordinal: none is ever put between two others. What is reckoned with is the dates of the actions alone.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.dates import read_due
from riskdesk.days import MONTHS, add_months, british
from riskdesk.risks import Action, ActionStatus, Register, Risk, Stage, Status
from riskdesk.scoring import Rated
from riskdesk.trail import Evidence
from riskdesk.trend import Trend
from riskdesk.wording import counted, sentence, verb

COMPUTED = "Computed from the dates of its actions, not from its score."
"""Stands under every reckoning of an arrival."""

_FURTHEST = 36_525
"""Days ahead past which no arrival is named."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where the risk stood at a moment; `day` is None for a present without an as-at date."""

    name: str
    day: dt.date | None
    rated: Rated | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The last day on which the target was to be reached. `by` says whose day it is."""

    day: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class Pace:
    """What the actions did between two days: `finished` in it, `left` still to do, `other` done on no day within."""

    since: dt.date
    until: dt.date
    finished: int
    left: int
    other: int

    @property
    def months(self) -> int:
        """Whole months gone by."""
        months = _month(self.until) - _month(self.since)
        return months if add_months(self.since, months) <= self.until else months - 1

    @property
    def arrival(self) -> dt.date | None:
        """The day on which the last one is done at the rate so far; None for never, too far off, or no rate yet."""
        if not self.finished or self.months < 1:
            return None
        days = math.ceil(self.left * (self.until - self.since).days / self.finished)
        return self.until + dt.timedelta(days=days) if days < min(_FURTHEST, (dt.date.max - self.until).days) else None


@dataclass(frozen=True, slots=True)
class TargetPath:
    """One risk on its way: `start` and `target` with `plan` are the planned path, `actual` the one gone. `late` is how
    many months after the planned month the actions arrive, None where nothing tells."""

    risk: Risk
    start: Point | None
    target: Rated | None
    plan: Plan | None
    actual: tuple[Point, ...]
    pace: Pace | None
    sentences: tuple[str, ...]

    @property
    def late(self) -> int | None:
        if self.pace is None or self.plan is None or self.pace.arrival is None:
            return None
        return _month(self.pace.arrival) - _month(self.plan.day)


def target_path(register: Register, evidence: Evidence, trend: Trend, risk_id: int) -> TargetPath:
    """The path of a risk of the register that `evidence` and `trend` were read beside."""
    risk = next(each for each in register.risks if each.id == risk_id)
    actual = _actual(register, trend, risk)
    plan, pace = _plan(risk, evidence), _pace(register, risk, actual)
    start, target = _start(register, evidence, trend, risk), register.rated(risk, Stage.TARGET)
    bare = TargetPath(risk, start, target, plan, actual, pace, ())
    said = tuple(_sentences(register, bare))
    return TargetPath(risk, start, target, plan, actual, pace, said)


def _actual(register: Register, trend: Trend, risk: Risk) -> tuple[Point, ...]:
    found = ((stand, stand.risks.get(risk.id)) for stand in trend.stands)
    return tuple(
        Point(stand.name, stand.period.as_at if stand.period else register.as_at, standing.rated)
        for stand, standing in found
        if standing
    )


def _start(register: Register, evidence: Evidence, trend: Trend, risk: Risk) -> Point | None:
    """Where it stood as its first period was closed; before there is one, its first score."""
    first = next((stand for stand in trend.closed if risk.id in stand.risks), None)
    if first and first.period:
        return Point(first.name, first.period.as_at, first.risks[risk.id].rated)
    moves = [move for move in evidence.moves if move.risk_id == risk.id and move.stage is Stage.CURRENT]
    rated = moves[0].was if moves else register.rated(risk, Stage.CURRENT)
    return Point("First score", risk.raised_on or register.as_at, rated) if rated else None


def _plan(risk: Risk, evidence: Evidence) -> Plan | None:
    """By the target date; where that tells no last day, by the last of the dates first given to its actions."""
    day = read_due(risk.target_date).end
    if day:
        return Plan(day, "the target date")
    first = (read_due(_first_due(action, evidence)).end for action in _wanted(risk))
    days = [day for day in first if day]
    return Plan(max(days), "the last date first given to its actions") if days else None


def _first_due(action: Action, evidence: Evidence) -> str:
    earlier = evidence.dues.get(action.id, ())
    return earlier[0] if earlier else action.due


def _wanted(risk: Risk) -> tuple[Action, ...]:
    return tuple(action for action in risk.actions if action.status is not ActionStatus.CANCELLED)


def _pace(register: Register, risk: Risk, actual: Sequence[Point]) -> Pace | None:
    """Since the risk was raised, where that is recorded, else since its first closed period."""
    days = [day for day in (risk.raised_on, *(point.day for point in actual)) if day]
    until, actions = register.as_at, _wanted(risk)
    if until is None or not actions:
        return None
    since = min([*days, until])
    done = [action for action in actions if action.status is ActionStatus.DONE]
    finished = sum(1 for action in done if action.done_on and since <= action.done_on <= until)
    return Pace(since, until, finished, len(actions) - len(done), len(done) - finished)


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


def _sentences(register: Register, path: TargetPath) -> Sequence[str]:
    risk, now = path.risk, register.rated(path.risk, Stage.CURRENT)
    if risk.status is not Status.OPEN:
        return (f"It is {'a draft' if risk.status is Status.DRAFT else 'closed'}: no path is followed.",)
    if path.target is None:
        return ("It has no target that can be rated, so there is no path to follow.",)
    if now is None:
        return ("It has no score just now, so nothing tells how far it is from its target.",)
    if now.rating <= path.target.rating:
        return (_reached(path, now),)
    told = [_planned(register, path), *_rated(path)]
    return tuple(told)


def _reached(path: TargetPath, now: Rated) -> str:
    assert path.target
    since: Point | None = None
    for point in reversed(path.actual):
        if point.rated is None or point.rated.rating > path.target.rating:
            break
        since = point
    began = f", since {since.name}" if since and since is not path.actual[-1] else ""
    where = "at its target" if now.rating == path.target.rating else f"below its target, {path.target.text}"
    return f"It stands {where}{f', {now.text}' if now.rating == path.target.rating else f', at {now.text}'}{began}."


def _planned(register: Register, path: TargetPath) -> str:
    assert path.target
    plan, as_at = path.plan, register.as_at
    if plan is None:
        return (
            f"No day is recorded by which its target, {path.target.text}, is to be reached: neither its target date "
            "nor a due date of its actions tells one."
        )
    if as_at and plan.day < as_at:
        months = Pace(plan.day, as_at, 0, 0, 0).months
        ago = f"{counted(months, 'month')} ago" if months else "less than a month ago"
        return f"It is late already: {path.target.text} was to be reached {ago}, by {plan.by} ({british(plan.day)})."
    return f"{path.target.text} is to be reached by {plan.by} ({british(plan.day)})."


def _rated(path: TargetPath) -> Sequence[str]:
    """What the actions' own dates say of the arrival."""
    pace = path.pace
    if not _wanted(path.risk):
        return ("It has no action that leads to its target, so nothing tells when it arrives.",)
    if pace is None:
        return ("The register has no as-at date to reckon its actions from, so nothing tells when it arrives.",)
    whole = pace.finished + pace.left
    if not pace.left:
        return (
            f"{_all_done(pace)} finished, but the target is not reached: nothing more is planned that leads to it.",
        )
    if pace.months < 1:
        return ("Less than a month has gone by since it was first recorded: too little to tell a rate by.",)
    span = counted(pace.months, "month")
    others = (f"{sentence(counted(pace.other, 'more is', 'more are'))} done, but not on a day in that time.",)
    told = _arrival_said(path, pace, whole, span)
    return (told, *(others if pace.other else ()), COMPUTED)


def _all_done(pace: Pace) -> str:
    done = pace.finished + pace.other
    return {1: "Its one action is", 2: "Both its actions are"}.get(done, f"All {done} actions are")


def _arrival_said(path: TargetPath, pace: Pace, whole: int, span: str) -> str:
    if not pace.finished:
        none = f"None of its {whole} actions was finished" if whole > 1 else "Its one action was not finished"
        return f"{none} in {span}: at this rate it never arrives."
    begun = f"{pace.finished} of {whole} actions {verb(pace.finished, 'was', 'were')} finished in {span}; at that rate"
    rest = "the last one is" if pace.left == 1 else "the rest are"
    arrival = pace.arrival
    if arrival is None:
        return f"{begun} {rest} not finished in a hundred years."
    when = f"{begun} {rest} finished in {MONTHS[arrival.month - 1]} {arrival.year}"
    return f"{when}{_late_said(path)}."


def _late_said(path: TargetPath) -> str:
    plan, late = path.plan, path.late
    if plan is None or late is None:
        return ""
    day = f"{plan.by} ({british(plan.day)})"
    if late > 0:
        return f", {counted(late, 'month')} after {day}"
    return f", {counted(-late, 'month')} before {day}" if late < 0 else f", the month of {day}"
