"""The actions of a board paper: what is late, what is due next, what was given a new date and what was completed."""

import datetime as dt
from collections.abc import Iterator

from riskdesk.changed import since
from riskdesk.changewords import redated_said
from riskdesk.days import british, british_short
from riskdesk.movement import Kind
from riskdesk.reports.blocks import Block, Heading, Rows, Size, Words
from riskdesk.reports.board.due import (
    Undated,
    due_wording,
    earlier_lines,
    is_one_finding,
    late_actions,
    late_sentence,
    late_table,
    owner_of,
    undated_actions,
    undated_sentence,
    undated_table,
)
from riskdesk.reports.board.facing import planned_meeting
from riskdesk.reports.marks import Line, Table, Tone, action_state, body, in_order, strong
from riskdesk.reports.section import Section, columns
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.reviews import cycles_after
from riskdesk.risks import Action, Risk, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, long_date, natural, sentence, verb

_WIDTHS = "board"


def actions_chapter(sources: Sources, request: Request) -> Chapter | None:
    """None where no open risk has an action and none was completed or re-dated."""
    register, lates, undated = sources.register, late_actions(sources.register), undated_actions(sources.register)
    sections = [*_coming(sources, request), *_redated(sources), *_completed(sources)]
    if not any(risk.actions for risk in in_order(register, Status.OPEN)) and not any(one.said for one in sections):
        return None
    late = late_table(lates, sources.evidence)
    rows = () if is_one_finding(register, undated) else undated
    blocks: tuple[Block, ...] = (
        Heading("Actions"),
        Words(late_sentence(register, lates)),
        *_table(late, "Actions that are late, the latest first"),
        *(block for section in sections if section.said for block in section.blocks(2, Size.CLOSE, _WIDTHS)),
        *_undated(sources, undated, rows),
        *(Words(text) for section in sections if not section.said for text in section.lead),
    )
    said = sum(action.days_late(register.as_at) > 0 for _, action in _open(sources))
    counts = (
        Count(said, len(late.rows), "late actions"),
        Count(len(rows), len(undated_table(rows).rows), "risks with undated actions"),
        *(section.count for section in sections),
    )
    return Chapter("actions", blocks, counts)


def _table(table: Table, caption: str) -> tuple[Block, ...]:
    return (Rows(table, caption, Size.CLOSE, _WIDTHS),) if table.rows else ()


def _open(sources: Sources) -> Iterator[tuple[Risk, Action]]:
    """The open actions of open risks."""
    for risk in in_order(sources.register, Status.OPEN):
        for action in risk.open_actions:
            yield risk, action


def next_moment(sources: Sources, request: Request) -> tuple[dt.date, str] | None:
    """Until when an action is due next: the planned meeting, else a review cycle after the as-at date."""
    meeting, as_at = planned_meeting(sources, request), sources.register.as_at
    if meeting:
        return meeting.held_on, f"the meeting of {british(meeting.held_on)}"
    end = cycles_after(as_at, sources.register.review_cycle) if as_at else None
    return (end, f"{british(end)}, one review cycle on") if end else None


def _coming(sources: Sources, request: Request) -> Iterator[Section]:
    """What is due from the as-at date up to the next meeting or period; nothing without an as-at date."""
    moment, as_at = next_moment(sources, request), sources.register.as_at
    if moment is None or as_at is None or not any(_open(sources)):
        return
    until, said = moment
    found = [
        (day, risk, action) for risk, action in _open(sources) if (day := action.due_date.end) and as_at <= day <= until
    ]
    found.sort(key=lambda each: (each[0], natural(each[1].label)))
    number = len(found)
    lead = sentence(f"{counted(number, 'open action')} {verb(number, 'is', 'are')} due by {said}.")
    named = columns(("ref", "Ref"), ("due", "Due"), ("action", "Action"), ("owner", "Owner"), ("state", "State"))
    rows = tuple(
        (
            strong(risk.label),
            (Line(british_short(day), Tone.STRONG), *earlier_lines(action, sources.evidence)),
            body(clipped(action.text)),
            body(owner_of(action, risk)),
            body(sentence(action_state(action)) or action.status.label),
        )
        for day, risk, action in found
    )
    yield Section("Due next", (lead,), Table(named, rows), number)


def _redated(sources: Sources) -> Iterator[Section]:
    """The old date and the new."""
    movement = sources.movement
    if movement is None:
        return
    found = [(row.risk, each) for row in movement.of(Kind.REDATED) for each in row.redated]
    number = len(found)
    lead = f"{since(movement)}, {counted(number, 'action')} {verb(number, 'was', 'were')} given a new date."
    named = columns(
        ("ref", "Ref"), ("action", "Action"), ("from", "From"), ("to", "To"), ("moved_often", "How often it moved")
    )
    rows = tuple(
        (
            strong(risk.label),
            body(clipped(each.action.text)),
            body(clipped(each.before, 60)),
            body(clipped(each.action.due, 60)),
            body(_often(redated_said(each))),
        )
        for risk, each in found
    )
    yield Section("Given a new date", (lead,), Table(named, rows), number)


def _often(said: str) -> str:
    """ "Moved for the third time, first due March 2017"."""
    _, comma, often = said.partition(", ")
    return sentence(often) if comma else "Once"


def _completed(sources: Sources) -> Iterator[Section]:
    movement = sources.movement
    if movement is None:
        return
    found = [(row.risk, action) for row in movement.of(Kind.COMPLETED) for action in row.completed]
    number = len(found)
    lead = f"{since(movement)}, {counted(number, 'action')} {verb(number, 'was', 'were')} completed."
    named = columns(
        ("ref", "Ref"), ("done_on", "Done on"), ("action", "Action"), ("due", "Was due"), ("owner", "Owner")
    )
    rows = tuple(
        (
            strong(risk.label),
            body(long_date(action.done_on) if action.done_on else f"date {NOT_RECORDED}"),
            body(clipped(action.text)),
            (*body(clipped(action.due, 60)), *earlier_lines(action, sources.evidence)),
            body(owner_of(action, risk)),
        )
        for risk, action in found
    )
    yield Section("Completed", (lead,), Table(named, rows), number)


def _undated(sources: Sources, undated: tuple[Undated, ...], rows: tuple[Undated, ...]) -> tuple[Block, ...]:
    """In one sentence where every action is undated in the same words, else by risk."""
    told = undated_sentence(sources.register, undated)
    if not told:
        return ()
    if is_one_finding(sources.register, undated):
        told = f"{told} What is written is the same for all: {due_wording(undated[0].actions[0])}."
    table = _table(undated_table(rows), "Open risks with actions that have no date to be judged by")
    return (Heading("Without a date", 2), Words(told), *table) if undated else (Words(told),)
