"""The action tracker: every open action, late ones first, and what was done or given up since the last period."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskdesk.reports.action import asked_cell, days_late, due_cell, earlier_dues, more_lines, state_said
from riskdesk.reports.blocks import Document, Size, Words
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body
from riskdesk.reports.public.keptback import kept_back
from riskdesk.reports.section import Section, columns, risk_cell
from riskdesk.reports.sheet import Sheet, sheet_of
from riskdesk.reports.sources import Request, Sources, agree
from riskdesk.risks import Action, ActionStatus, Register, Risk, Status
from riskdesk.trail import Evidence
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, natural, sentence, verb


@dataclass(frozen=True, slots=True)
class Task:
    """An action with the risk it belongs to."""

    risk: Risk
    action: Action

    @property
    def end(self) -> dt.date | None:
        return self.action.due_date.end


@dataclass(frozen=True, slots=True)
class TrackerPaper:
    """Every open action of a register. `open_actions` is their number, whatever section they stand in."""

    sheet: Sheet
    note: str
    sections: tuple[Section, ...]
    open_sections: int
    open_actions: int

    @property
    def document(self) -> Document:
        note = (Words(self.note),) if self.note else ()
        blocks = (block for section in self.sections for block in section.blocks(1, Size.DENSE))
        return self.sheet.document((*note, *blocks), landscape=True)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        for section in self.sections:
            section.reconcile()
        printed = sum(len(section.table.rows) for section in self.sections[: self.open_sections])
        agree(self.open_actions, printed, "open actions")


def tracker_paper(sources: Sources, request: Request) -> TrackerPaper:
    """Every fact and sentence of the paper."""
    register = sources.register
    tasks = open_tasks(register)
    live = [task for task in tasks if task.risk.status is Status.OPEN]
    others = [task for task in tasks if task.risk.status is not Status.OPEN]
    sections = [_late(sources, live), _due(sources, live), _undated(sources, live)]
    sections += [_of_others(sources, others)] if others else []
    ended = _ended_section(sources)
    number = counted(len(tasks), "open action")
    return TrackerPaper(
        sheet=sheet_of(sources, request, "Action tracker", sentence(number)),
        note=_kept_back(sources, request),
        sections=(*sections, *([ended] if ended else [])),
        open_sections=len(sections),
        open_actions=sum(action.status.is_open for risk in register.risks for action in risk.actions),
    )


def _kept_back(sources: Sources, request: Request) -> str:
    """What a public paper says of the actions that are not in it."""
    live = [risk for risk in sources.register.risks if risk.status is Status.OPEN and not risk.actions]
    refs = [risk.label for risk in live if kept_back(sources, request, risk, "actions")]
    return (
        f"Actions that are exempt are not listed here: of {verb(len(refs), 'risk', 'risks')} {listed(refs, 40)}."
        if refs
        else ""
    )


def open_tasks(register: Register) -> tuple[Task, ...]:
    """Late first, the latest of them at the top, then by the day they are due; undated last."""
    found = [Task(risk, action) for risk in register.risks for action in risk.open_actions]
    return tuple(sorted(found, key=lambda task: _order(register, task)))


def _order(register: Register, task: Task) -> tuple[object, ...]:
    late = days_late(register, task.risk, task.action)
    return not late, task.end or dt.date.max, natural(task.risk.label)


def is_late(register: Register, task: Task) -> bool:
    return days_late(register, task.risk, task.action) > 0


def _late(sources: Sources, live: Sequence[Task]) -> Section:
    register = sources.register
    found = [task for task in live if is_late(register, task)]
    if register.as_at is None:
        lead = f"The as-at date is {NOT_RECORDED}, so no action can be called late."
    else:
        are = verb(len(found), "is", "are")
        lead = sentence(f"{counted(len(found), 'open action')} {are} late, {as_at_phrase(register.as_at)}.")
    return _section(sources, "Late", (" ".join((lead, *_moved(found, sources.evidence))),), found)


def _moved(found: Sequence[Task], evidence: Evidence) -> Iterator[str]:
    """How many of them were to be done earlier still."""
    moved = sum(bool(earlier_dues(task.action, evidence)) for task in found)
    if moved and len(found) == 1:
        yield "It had another date before."
    elif moved:
        yield f"{'All' if moved == len(found) else f'{moved:,}'} of them had another date before."


def _due(sources: Sources, live: Sequence[Task]) -> Section:
    found = [task for task in live if task.end and not is_late(sources.register, task)]
    lead = f"{counted(len(found), 'open action')} {verb(len(found), 'is', 'are')} due, the next first."
    return _section(sources, "Due", (sentence(lead) if found else "No other open action has a date.",), found)


def _undated(sources: Sources, live: Sequence[Task]) -> Section:
    found = [task for task in live if task.end is None]
    if not found:
        return _section(sources, "Without a date", ("Every open action has a date by which it can be judged.",), found)
    have = verb(len(found), "has no date by which it", "have no date by which they")
    return _section(
        sources, "Without a date", (sentence(f"{counted(len(found), 'open action')} {have} can be judged."),), found
    )


def _of_others(sources: Sources, found: Sequence[Task]) -> Section:
    """What goes on though its risk does not, or is asked for before its risk is agreed; none of it is called late."""
    number = counted(len(found), "open action")
    belong = verb(len(found), "belongs to a risk that is", "belong to risks that are")
    lead = sentence(f"{number} {belong} closed or still a draft, and {verb(len(found), 'is', 'are')} not called late.")
    return _section(sources, "Of closed and draft risks", (lead,), found)


def _ended_section(sources: Sources) -> Section | None:
    """None where nothing ended and no earlier period was compared."""
    before = sources.movement.before if sources.movement else None
    found = ended(sources.register, before)
    if before is None and not found:
        return None
    period = before.period if before else None
    since = f"since {clipped(period.name, 80)}" if period else "so far"
    done = sum(task.action.status is ActionStatus.DONE for task in found)
    parts = [f"{counted(done, 'action')} {verb(done, 'was', 'were')} done"]
    if left := len(found) - done:
        parts.append(f"{left:,} {verb(left, 'was', 'were')} given up")
    return _section(sources, f"Done or given up {since}", (f"{sentence(listed(parts))} {since}.",), found)


def ended(register: Register, before: Register | None) -> tuple[Task, ...]:
    """The actions that are open no more and were, or were not there, at the earlier moment; all of them without one."""
    earlier = {action.id: action for risk in before.risks for action in risk.actions} if before else {}
    found = [
        Task(risk, action)
        for risk in register.risks
        for action in risk.actions
        if not action.status.is_open and (action.id not in earlier or earlier[action.id].status.is_open)
    ]
    return tuple(sorted(found, key=lambda task: (task.action.done_on or dt.date.max, natural(task.risk.label))))


def _section(sources: Sources, title: str, lead: tuple[str, ...], found: Sequence[Task]) -> Section:
    named = columns(
        ("track_risk", "Risk"),
        ("track_action", "Action"),
        ("track_owner", "Owner"),
        ("track_due", "Due"),
        ("track_late", "Late"),
        ("track_state", "Status"),
        ("track_barrier", "Barrier"),
    )
    return Section(title, lead, Table(named, tuple(_row(sources, task) for task in found)), len(found))


def _row(sources: Sources, task: Task) -> Row:
    risk, action = task.risk, task.action
    standing = () if risk.status is Status.OPEN else (risk.status.label.lower(),)
    return (
        risk_cell(risk, *standing),
        (*body(action.text), *more_lines(action)),
        asked_cell(risk, action),
        due_cell(action, sources.evidence),
        _late_cell(sources.register, task),
        body(state_said(action)),
        body(action.barrier),
    )


def _late_cell(register: Register, task: Task) -> Cell:
    late = days_late(register, task.risk, task.action)
    if late:
        return (Line(counted(late, "day"), Tone.STRONG),)
    if not task.action.status.is_open:
        return (Line("ended", Tone.META),)
    return (Line("not late" if task.end and register.as_at else "cannot be judged", Tone.META),)
