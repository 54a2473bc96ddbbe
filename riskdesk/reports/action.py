"""One action on paper: whom it is asked of, when it is due and was due before, and where it stands."""

from collections.abc import Iterator

from riskdesk.dates import DueKind
from riskdesk.days import british_short
from riskdesk.reports.marks import Cell, Line, Tone, action_state, body, owner_text
from riskdesk.risks import Action, Register, Risk, Status
from riskdesk.trail import Evidence
from riskdesk.wording import clipped, counted, listed, long_date, sentence


def asked_cell(risk: Risk, action: Action) -> Cell:
    """The action's own owner, else the one accountable for the risk, said to be so."""
    owner = risk.answers_for(action)
    if owner is None:
        return body("")
    whose = () if action.owner else (Line("owner of the risk", Tone.META),)
    return Line(owner_text(owner)), *whose


def days_late(register: Register, risk: Risk, action: Action) -> int:
    """What a closed risk left undone, or a draft asks for, is not late."""
    return action.days_late(register.as_at) if risk.status is Status.OPEN else 0


def due_cell(action: Action, evidence: Evidence) -> Cell:
    """The day as it was written, what is meant by it, and the days it was due before."""
    return (*body(action.due), *(Line(text, Tone.META) for text in _meant(action)), *_before(action, evidence))


def _meant(action: Action) -> Iterator[str]:
    due = action.due_date
    if due.kind is DueKind.NOT_A_DATE:
        yield "not a date"
    elif due.kind is not DueKind.NOT_RECORDED and due.end is None:
        yield "no end given"
    elif due.end and due.kind is not DueKind.DAY:
        yield f"until {british_short(due.end)}"


def _before(action: Action, evidence: Evidence) -> tuple[Line, ...]:
    dues = earlier_dues(action, evidence)
    if not dues:
        return ()
    first, *others = (clipped(due, 60) for due in dues)
    then = f", then {listed(others, 6)}" if others else ""
    return (Line(f"first due {first}{then}", Tone.META),)


def earlier_dues(action: Action, evidence: Evidence) -> tuple[str, ...]:
    """The dates it had before the one it has, oldest first; one that was nothing is none."""
    return tuple(due for due in evidence.dues.get(action.id, ()) if due.strip() and due != action.due)


def state_said(action: Action) -> str:
    """ "Not started", "In progress, 40% done", "Done 3 August 2017"."""
    return sentence(action_state(action)) or action.status.label


def state_lines(register: Register, risk: Risk, action: Action) -> tuple[Line, ...]:
    """Where it stands, how late it is and what stands in the way."""
    late = days_late(register, risk, action)
    told = [Line(state_said(action))]
    told += [Line(f"{counted(late, 'day')} late", Tone.STRONG)] if late else []
    told += [Line(f"Barrier: {action.barrier}")] if action.barrier.strip() else []
    return tuple(told)


def more_lines(action: Action) -> tuple[Line, ...]:
    """What else is recorded of it: its cost, what it should bring down, its log."""
    told = [f"Cost: £{action.cost:,}"] if action.cost is not None else []
    told += [f"Should cut: {action.cuts.label.lower()}"] if action.cuts else []
    told += [
        f"{long_date(note.noted_on)}{f', {note.author}' if note.author else ''}: {note.text}" for note in action.notes
    ]
    return tuple(Line(text, Tone.META) for text in told)
