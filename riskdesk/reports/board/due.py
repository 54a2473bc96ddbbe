"""Which open actions are late, and which have no day by which anybody could say so."""

from dataclasses import dataclass

from riskdesk.dates import DueKind
from riskdesk.reports.marks import Column, Line, Table, Tone, body, in_order, owner_text, strong
from riskdesk.risks import Action, Register, Risk, Status
from riskdesk.trail import Evidence
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, long_date, of_all, sentence


@dataclass(frozen=True, slots=True)
class Late:
    """An open action past its last day."""

    risk: Risk
    action: Action
    days: int


@dataclass(frozen=True, slots=True)
class Undated:
    """An open risk with the open actions that cannot be judged, and how they were dated."""

    risk: Risk
    actions: tuple[Action, ...]


def late_actions(register: Register) -> tuple[Late, ...]:
    """Latest first; of open risks only. Empty where the as-at date is not recorded."""
    found = [
        Late(risk, action, days)
        for risk in in_order(register, Status.OPEN)
        for action in risk.open_actions
        if (days := action.days_late(register.as_at))
    ]
    return tuple(sorted(found, key=lambda late: -late.days))


def undated_actions(register: Register) -> tuple[Undated, ...]:
    """Open risks that have open actions without a last day."""
    found = (
        Undated(risk, tuple(action for action in risk.open_actions if action.due_date.end is None))
        for risk in in_order(register, Status.OPEN)
    )
    return tuple(undated for undated in found if undated.actions)


def is_one_finding(register: Register, undated: tuple[Undated, ...]) -> bool:
    """Whether every open action is undated in the same words: then one sentence says it all."""
    wordings = {due_wording(action) for row in undated for action in row.actions}
    bare = sum(len(row.actions) for row in undated)
    return len(undated) > 1 and len(wordings) == 1 and bare == _open_actions(register)


def late_table(lates: tuple[Late, ...], evidence: Evidence) -> Table:
    """With what stands in the way, and the dates each had before the one it missed."""
    columns = (
        Column("ref", "Ref"),
        Column("late", "Days late"),
        Column("action", "Action, and what stands in the way"),
        Column("due", "Due, as written"),
        Column("owner", "Owner"),
    )
    rows = tuple(
        (
            strong(late.risk.label),
            strong(f"{late.days:,}"),
            (*body(clipped(late.action.text)), barrier_line(late.action)),
            (*body(late.action.due), *_meant(late.action), *earlier_lines(late.action, evidence)),
            body(owner_of(late.action, late.risk)),
        )
        for late in lates
    )
    return Table(columns, rows)


def barrier_line(action: Action) -> Line:
    return Line(clipped(action.barrier) or f"what stands in the way is {NOT_RECORDED}", Tone.META)


def earlier_lines(action: Action, evidence: Evidence) -> tuple[Line, ...]:
    """The dates it had before, the first one first; nothing where it never moved."""
    dues = [clipped(due, 40) for due in evidence.dues.get(action.id, ())]
    return (Line(f"before: {listed(dues, 6)}", Tone.META),) if dues else ()


def undated_table(undated: tuple[Undated, ...]) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("undated_risk", "Risk"),
        Column("count", "Actions"),
        Column("why", "Due, as written"),
        Column("owner", "Owner of the risk"),
    )
    rows = tuple(
        (
            strong(row.risk.label),
            body(clipped(row.risk.title, 160)),
            body(f"{len(row.actions)} of {len(row.risk.open_actions)}"),
            tuple(Line(sentence(text)) for text in _dues(row.actions)),
            body(owner_text(row.risk.accountable)),
        )
        for row in undated
    )
    return Table(columns, rows)


def _meant(action: Action) -> tuple[Line, ...]:
    """The last day meant, where the writing is not itself that day."""
    due = action.due_date
    return () if due.kind is DueKind.DAY else (Line(f"until {long_date(due.end)}", Tone.META),)


def owner_of(action: Action, risk: Risk) -> str:
    owner = risk.answers_for(action)
    if owner is None:
        return NOT_RECORDED
    return owner_text(owner) if action.owner else f"{owner_text(owner)} (owner of the risk)"


def _dues(actions: tuple[Action, ...]) -> list[str]:
    """What was written in place of a date, each wording once, with how often it stands there."""
    wordings: dict[str, int] = {}
    for action in actions:
        wording = due_wording(action)
        wordings[wording] = wordings.get(wording, 0) + 1
    if len(wordings) == 1:
        return list(wordings)
    return [f"{wording} ({number})" for wording, number in wordings.items()]


def due_wording(action: Action) -> str:
    """What was written in place of a usable date."""
    match action.due_date.kind:
        case DueKind.NOT_RECORDED:
            return NOT_RECORDED
        case DueKind.NOT_A_DATE:
            return f"“{clipped(action.due, 60)}”, not a date"
        case _:
            return f"“{clipped(action.due, 60)}”, no end given"


def _open_actions(register: Register) -> int:
    return sum(len(risk.open_actions) for risk in register.risks if risk.status is Status.OPEN)


def late_sentence(register: Register, lates: tuple[Late, ...]) -> str:
    total = _open_actions(register)
    if not total:
        return "No open risk has an open further action."
    if register.as_at is None:
        return f"The as-at date is {NOT_RECORDED}, so no action can be called late."
    if not lates:
        return f"None of the {counted(total, 'open action')} was late on {long_date(register.as_at)}."
    refs = list(dict.fromkeys(late.risk.label for late in lates))
    be = "was" if len(lates) == 1 else "were"
    longest = f"by {counted(lates[0].days, 'day')}" if len(lates) == 1 else f"the longest by {lates[0].days:,} days"
    return (
        f"{sentence(of_all(len(lates), total, 'open action'))} {be} late on {long_date(register.as_at)}, {longest} "
        f"({'risk' if len(refs) == 1 else 'risks'} {listed(refs)})."
    )


def undated_sentence(register: Register, undated: tuple[Undated, ...]) -> str:
    total = _open_actions(register)
    bare = sum(len(row.actions) for row in undated)
    if not total:
        return ""
    if not bare:
        return "Every open action has a date by which it can be judged."
    if bare == total == 1:
        return "The one open action has no date by which it can be judged."
    if bare == total:
        return f"None of the {counted(total, 'open action')} has a date by which it can be judged."
    tail = "has no date by which it can be judged" if bare == 1 else "have no date by which they can be judged"
    return f"{bare:,} of {counted(total, 'open action')} {tail}."
