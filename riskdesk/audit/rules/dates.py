"""Whether dates are dates, which of them had passed, and when each risk was last looked at."""

import datetime as dt
import re
from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.future import promised
from riskdesk.audit.weighing import is_above
from riskdesk.dates import DueDate, DueKind, read_due
from riskdesk.days import british
from riskdesk.reviews import is_past
from riskdesk.risks import Action, Control, ControlState, Risk, Stage
from riskdesk.wording import clipped, counted

_CLIP = 60


def _open_ended(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        for due, actions in _dues(risk):
            said = _not_a_day(due, len(actions))
            if said:
                why, grave = said
                yield Hit(
                    f"{_whose(actions)} {_quoted(due.text)}{why}.",
                    (due.text, *(action.text for action in actions)),
                    (risk,),
                    "actions" if actions else "target_date",
                    actions[0] if len(actions) == 1 else None,
                    Severity.ERROR if grave else None,
                )


def _dues(risk: Risk) -> Iterator[tuple[DueDate, tuple[Action, ...]]]:
    """The target date, and each due date of open actions that is another, with its actions: a date that a whole row
    shares is one date."""
    target = risk.target_date.strip()
    yield read_due(target), ()
    found: dict[str, list[Action]] = {}
    for action in risk.open_actions:
        due = action.due.strip()
        if due and due != target:
            found.setdefault(due, []).append(action)
    for due, actions in found.items():
        yield read_due(due), tuple(actions)


def _whose(actions: tuple[Action, ...]) -> str:
    if not actions:
        return "Target date is"
    if len(actions) == 1:
        return f"{_quoted(actions[0].text)} is due"
    return f"{counted(len(actions), 'action')} are due"


def _quoted(text: str) -> str:
    return f'"{clipped(text, _CLIP)}"'


_TWO_READINGS = re.compile(r"(?:q(?:uarter|tr)? ?[1-4],? )?(?:19|20|21)[0-9]{2}", re.IGNORECASE)


def has_two_readings(due: DueDate) -> bool:
    """Whether it is a year, or a quarter of one, that may be a calendar year or a financial one."""
    return due.kind is DueKind.NOT_A_DATE and bool(_TWO_READINGS.fullmatch(due.text))


def _not_a_day(due: DueDate, actions: int) -> tuple[str, bool] | None:
    """Why a target date, or the due date of so many actions, names no day, and whether it says nothing at all of when;
    None for a good one."""
    unjudged = f"there is no day to judge {'them' if actions > 1 else 'it'} by"
    if has_two_readings(due):
        return ", which a calendar year and a financial year read differently", False
    if due.kind is DueKind.NOT_A_DATE:
        return f", which is not a date: {unjudged}", True
    if due.kind is not DueKind.ONGOING:
        return None
    if due.end:
        purpose = "to be done by" if actions else "to reach the target by"
        return f": a period (to {british(due.end)}), not a day {purpose}", False
    return f", with no {'end' if due.start else 'period at all'}: {unjudged}", True


def _date_passed(case: Case) -> Iterator[Hit]:
    as_at = case.as_at
    if as_at is None:
        return
    for risk in case.live:
        for due, actions in _dues(risk):
            if due.end and due.end < as_at and (_is_ongoing(due) if actions else _target_is_told(case, risk, due)):
                yield Hit(
                    f"{_whose(actions)} {_quoted(due.text)}, which {_ended(due, as_at)}.",
                    (due.text, *(action.text for action in actions)),
                    (risk,),
                    "actions" if actions else "target_date",
                    actions[0] if len(actions) == 1 else None,
                )
        yield from _controls_passed(risk, as_at)


def _is_ongoing(due: DueDate) -> bool:
    """Any other due date that passed makes the action overdue, which is a rule of its own."""
    return due.kind is DueKind.ONGOING


def _target_is_told(case: Case, risk: Risk, due: DueDate) -> bool:
    """A date passed with the risk above its target is a rule of its own; with the target reached only a period that
    calls itself on-going contradicts itself."""
    current, target = case.rated(risk, Stage.CURRENT), case.rated(risk, Stage.TARGET)
    if current is None or target is None:
        return True
    return _is_ongoing(due) and not is_above(case.register.scheme, current, target)


def _ended(due: DueDate, as_at: dt.date) -> str:
    return f"{'was' if due.start == due.end else 'ended on'} {_before(due.end or as_at, as_at)}"


def _before(day: dt.date, as_at: dt.date) -> str:
    return f"{british(day)}, before the register date {british(as_at)}"


def _controls_passed(risk: Risk, as_at: dt.date) -> Iterator[Hit]:
    for control in risk.controls:
        said = _promise_passed(control, as_at)
        if said:
            yield Hit(
                f"{_quoted(control.text)} {said}.",
                (control.text, control.implemented, control.state),
                (risk,),
                "controls",
                control,
            )


def _promise_passed(control: Control, as_at: dt.date) -> str:
    promise = promised(control.text)
    if promise and promise[1] < as_at:
        return f'is still worded "{clipped(promise[0], 80)}", and that was {_before(promise[1], as_at)}'
    if control.state is ControlState.PLANNED:
        due = read_due(control.implemented)
        if due.end and due.end < as_at:
            return f"is still planned for {_quoted(control.implemented)}, which {_ended(due, as_at)}"
    return ""


def _no_review_date(case: Case) -> Iterator[Hit]:
    cycle = case.register.review_cycle.label.lower()
    for risk in case.live:
        if risk.last_reviewed is None:
            yield Hit(f"No date of last review; the review cycle is {cycle}.", (), (risk,), "last_reviewed")


_GRAVE = 3
"""Missed cycles that make a stale score an error: by then nobody looks at the risk."""


def _stale_score(case: Case) -> Iterator[Hit]:
    as_at, cycle = case.as_at, case.register.review_cycle
    if as_at is None:
        return
    known: dict[dt.date, Severity | None] = {}
    for risk in case.live:
        last = risk.last_reviewed
        if last is None:
            continue
        if last not in known:
            grave = is_past(as_at, last, cycle, _GRAVE)
            known[last] = Severity.ERROR if grave else Severity.WARNING if is_past(as_at, last, cycle) else None
        severity = known[last]
        if severity is not None:
            days = (as_at - last).days
            yield Hit(
                f"Last reviewed on {british(last)}, {counted(days, 'day')} before the register date {british(as_at)}; "
                f"the review cycle is {cycle.label.lower()}.",
                (last.isoformat(), cycle, severity),
                (risk,),
                "last_reviewed",
                severity=severity,
            )


RULES = (
    Rule(
        "OPEN_ENDED_DATE",
        Severity.WARNING,
        "A date that is not one",
        "Without a day to be reached by nothing is ever late, so nobody ever has to answer for it.",
        _open_ended,
        "have a target or due date that names no day",
    ),
    Rule(
        "DATE_PASSED",
        Severity.ERROR,
        "A stated period or promise had passed",
        "What was to have ended or begun before the register's date and still stands there was not looked at.",
        _date_passed,
        "have a date that had passed on the register date",
    ),
    Rule(
        "NO_REVIEW_DATE",
        Severity.WARNING,
        "No date of last review",
        "Plans promise a review every month or quarter; without its date nobody knows whether it was held.",
        _no_review_date,
        "have no date of last review",
    ),
    Rule(
        "STALE_SCORE",
        Severity.WARNING,
        "Not reviewed within the cycle",
        "A score is an opinion of its day: one cycle missed wants a reason, more than three make it nobody's.",
        _stale_score,
        "were not reviewed within the cycle",
    ),
)
