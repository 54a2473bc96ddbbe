"""Emerging and closed: the risks that are not agreed yet, and those that left, why and by whose hand."""

from collections.abc import Sequence

from riskdesk.changed import since
from riskdesk.days import british, british_short
from riskdesk.movement import GONE, Kind
from riskdesk.movement import Row as Moved
from riskdesk.reports.blocks import Block, Heading, Size, Words
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, owner_text, rating_cell, strong
from riskdesk.reports.section import Section, columns, known
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.risks import Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, natural, sentence, verb

_TITLE, _REASON = 160, 300


def leaving_chapter(sources: Sources, _request: Request) -> Chapter | None:
    """None for a register without any risk."""
    if not sources.register.risks:
        return None
    sections = (_emerging(sources), _closed(sources))
    blocks: list[Block] = [Heading("Emerging and closed")]
    for section in sections:
        told = section.blocks(2, Size.CLOSE, "board") if section.said else tuple(Words(text) for text in section.lead)
        blocks += told
    return Chapter("leaving", tuple(blocks), tuple(section.count for section in sections))


def _emerging(sources: Sources) -> Section:
    """The drafts: seen, and not agreed to be risks of the register."""
    drafts = [risk for risk in sources.register.risks if risk.status is Status.DRAFT]
    drafts.sort(key=lambda risk: natural(risk.label))
    number = len(drafts)
    lead = "No emerging risk is recorded: the register holds no draft."
    if drafts:
        is_ = verb(number, "is a draft: it is", "are drafts: they are")
        lead = sentence(f"{counted(number, 'emerging risk')} {is_} not agreed yet and counted nowhere else.")
    named = columns(
        ("ref", "Ref"), ("gone_risk", "Risk"), ("proximity", "When it could happen"), ("gone_by", "Raised by and on")
    )
    return Section("Emerging", (lead,), Table(named, tuple(_draft(risk) for risk in drafts)), number)


def _draft(risk: Risk) -> Row:
    on = british_short(risk.raised_on) if risk.raised_on else f"date {NOT_RECORDED}"
    return (
        strong(risk.label),
        (*body(clipped(risk.title, _TITLE)), Line(_owned(risk), Tone.META)),
        body(clipped(risk.proximity, 120)),
        (Line(clipped(risk.raised_by, 80) or NOT_RECORDED), Line(on, Tone.META)),
    )


def _owned(risk: Risk) -> str:
    return owner_text(risk.accountable) if risk.owners else f"owner {NOT_RECORDED}"


def _closed(sources: Sources) -> Section:
    """Since the last closed period; all there are where none was compared."""
    rows = _gone_since(sources)
    number = len(rows)
    named = columns(
        ("ref", "Ref"),
        ("gone_risk", "Risk"),
        ("rating", "Last rating"),
        ("gone_why", "Why it left"),
        ("gone_by", "Who, and when"),
    )
    return Section("Closed", (_closed_lead(sources, rows),), Table(named, rows), number)


def _closed_lead(sources: Sources, rows: Sequence[Row]) -> str:
    number = len(rows)
    if sources.movement is None:
        done = verb(number, "is closed", "are closed")
        return sentence(f"{counted(number, 'risk')} {done} in the register.")
    left = [len(sources.movement.of(kind)) for kind in GONE]
    words = ("closed", "merged", "vanished", "made a draft again")
    parts = [f"{count:,} {word}" for count, word in zip(left, words, strict=True) if count]
    told = f": {', '.join(parts)}" if len(parts) > 1 else ""
    return f"{since(sources.movement)}, {counted(number, 'risk')} left the register{told}."


def _gone_since(sources: Sources) -> tuple[Row, ...]:
    if sources.movement:
        rows = [row for row in sources.movement.rows if row.main in GONE]
        rows.sort(key=lambda row: natural(row.risk.label))
        return tuple(_gone(sources, row) for row in rows)
    closed = [risk for risk in sources.register.risks if risk.status is Status.CLOSED]
    closed.sort(key=lambda risk: natural(risk.label))
    return tuple(_row(sources, risk, Line(clipped(risk.closed_reason, _REASON) or NOT_RECORDED)) for risk in closed)


def _gone(sources: Sources, row: Moved) -> Row:
    if row.main is Kind.VANISHED:
        return _row(sources, row.risk, Line("Not in the register any more, without having been closed", Tone.STRONG))
    if row.main is Kind.DRAFTED:
        return _row(sources, row.risk, Line("A draft again", Tone.STRONG))
    # A merger's reason names the risk that goes on; it is told whether or not that one is still there.
    return _row(sources, row.risk, Line(clipped(row.risk.closed_reason, _REASON) or NOT_RECORDED))


def _row(sources: Sources, risk: Risk, why: Line) -> Row:
    left = len(risk.open_actions)
    goes = f"closed is not eliminated: {counted(left, 'action')} {verb(left, 'goes', 'go')} on"
    gone = sources.movement if risk.status is Status.OPEN else None
    return (
        strong(risk.label),
        body(clipped(risk.title, _TITLE)),
        rating_cell(gone.before if gone else sources.register, risk, Stage.CURRENT),
        (why, Line(goes, Tone.META)) if left and risk.status is Status.CLOSED else (why,),
        _who(sources, risk),
    )


def _who(sources: Sources, risk: Risk) -> Cell:
    """Who closed it, by the log, on the day that is recorded."""
    if risk.status is not Status.CLOSED:
        return (Line(NOT_RECORDED, Tone.META),)
    step = sources.evidence.closed.get(risk.id)
    on = f"on {british(risk.closed_on)}" if risk.closed_on else f"date {NOT_RECORDED}"
    return Line(known(clipped(step.author, 80)) if step else NOT_RECORDED), Line(on, Tone.META)
