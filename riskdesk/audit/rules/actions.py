"""Whether actions can be finished, by when, and which are late."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.rules.dates import has_two_readings
from riskdesk.audit.words import spoken
from riskdesk.dates import DueDate, DueKind, read_due
from riskdesk.risks import Action, Risk
from riskdesk.wording import clipped, counted, listed, of_all, sentence, verb

_MARKS = " .,:;-*()[]0123456789\N{BULLET}\N{EN DASH}"
_NO_DAY = (DueKind.NOT_RECORDED, DueKind.NOT_A_DATE, DueKind.ONGOING)


def _no_due_date(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        open_actions = risk.open_actions
        undated = [action for action in open_actions if action.due_date.kind in _NO_DAY]
        if undated:
            serious = case.is_serious(risk)
            yield Hit(
                f"{_how_many(len(undated), len(open_actions))} to be done by ({_why_no_day(undated)}).",
                (serious, *(action.text for action in undated)),
                (risk,),
                "actions",
                undated[0],
                Severity.ERROR if serious else None,
            )


def _how_many(undated: int, of: int) -> str:
    """ "None of the 3 open actions has a day", "2 of 3 open actions have no day"."""
    if undated == of > 1:
        return f"{'Neither' if of == 2 else 'None'} of the {counted(of, 'open action')} has a day"
    return f"{sentence(of_all(undated, of, 'open action'))} {verb(undated, 'has', 'have')} no day"


def _why_no_day(actions: Sequence[Action]) -> str:
    """Each date that is none once, and how many there are without any: "soon" is not a date and 2 have no due date."""
    dues = {action.due.strip(): action.due_date for action in actions}
    written = [due for due in dues.values() if due.kind is not DueKind.NOT_RECORDED]
    bare = sum(1 for action in actions if action.due_date.kind is DueKind.NOT_RECORDED)
    told = [f'"{clipped(due.text, 40)}" {_what_it_is(due)}' for due in written]
    if bare:
        told.append("no due date is recorded" if not written else f"{bare} {verb(bare, 'has', 'have')} no due date")
    return listed(told, 4)


def _what_it_is(due: DueDate) -> str:
    if has_two_readings(due):
        return "can be read in two ways"
    if due.kind is DueKind.NOT_A_DATE:
        return "is not a date"
    return "is a period" if due.end else "has no end" if due.start else "has no period"


def _overdue(case: Case) -> Iterator[Hit]:
    """An on-going period that ended is no day to be late by: it is told as a date that had passed."""
    for risk, action in _open_actions(case):
        due = action.due_date
        days = action.days_late(case.as_at) if due.end and due.kind is not DueKind.ONGOING else 0
        if days:
            earlier = case.evidence.dues.get(action.id)
            first = f", first due {clipped(earlier[0], 40)}" if earlier else ""
            yield Hit(
                f"{_quoted(action)} is {counted(days, 'day')} late: due {clipped(action.due, 40)}{first}.",
                (action.text, action.due),
                (risk,),
                "actions",
                action,
            )


def _due_date_moved(case: Case) -> Iterator[Hit]:
    if not case.evidence.dues:
        return
    for risk, action in _open_actions(case):
        dues = (*case.evidence.dues.get(action.id, ()), action.due)
        times = _times_moved(dues)
        if times:
            how_often = verb(times, "once", f"{times} times")
            yield Hit(
                f"{_quoted(action)} was moved {how_often}: first due {clipped(dues[0], 40)}, now "
                f"{clipped(action.due, 40) or 'without a date'}.",
                (action.text, *dues),
                (risk,),
                "actions",
                action,
            )


def _times_moved(dues: Sequence[str]) -> int:
    """How often a due date became another day; the same day written otherwise is no move."""
    return sum(1 for before, after in pairwise(dues) if _day(before) != _day(after))


def _day(due: str) -> object:
    return read_due(due).end or due.strip().casefold()


def _vague(case: Case) -> Iterator[Hit]:
    for risk, action in _open_actions(case):
        found = spoken("vague", action.text)
        if found:
            yield Hit(
                f"{_quoted(action)} has no finish ({_words(found)}): nobody can say when it is done.",
                (action.text,),
                (risk,),
                "actions",
                action,
            )
        elif found := spoken("conditional", action.text):
            yield Hit(
                f"{_quoted(action)} is conditional ({_words(found)}): who decides, and by when?",
                (action.text,),
                (risk,),
                "actions",
                action,
                Severity.ADVICE,
            )


def _open_actions(case: Case) -> Iterator[tuple[Risk, Action]]:
    for risk in case.live:
        for action in risk.actions:
            if action.status.is_open:
                yield risk, action


def _words(found: re.Match[str]) -> str:
    """A phrase as it stands in the text, without what may stand before it at the start."""
    return f'"{" ".join(found[0].split()).lstrip(_MARKS)}"'


def _quoted(action: Action) -> str:
    return f'"{clipped(action.text, 90)}"'


RULES = (
    Rule(
        "ACTION_NO_DUE_DATE",
        Severity.WARNING,
        "Actions without a day to be done by",
        "An action without a day is never late, and so is never asked about; on a serious risk that is an error.",
        _no_due_date,
        "have actions without a day to be done by",
    ),
    Rule(
        "ACTION_OVERDUE",
        Severity.ERROR,
        "Action is late",
        "Late first, with the date it was first promised for: that is what a committee asks about.",
        _overdue,
        "have a late action",
    ),
    Rule(
        "DUE_DATE_MOVED",
        Severity.WARNING,
        "Due date moved",
        "A due date that moves each time it comes near makes an action look on time (Flintshire, June 2022).",
        _due_date_moved,
        "have an action whose due date was moved",
    ),
    Rule(
        "VAGUE_ACTION",
        Severity.WARNING,
        "Action that cannot be finished",
        "To consider, to monitor or to liaise has no end, so nobody can say that it was done.",
        _vague,
        "have an action that cannot be finished",
    ),
)
