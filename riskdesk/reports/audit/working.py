"""The audit working paper in its order: every section as blocks."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from riskdesk.reports.blocks import Block, Checks, Heading, Rows, Signing, Size, Voice, Words
from riskdesk.reports.board.heatmap import matrix_blocks
from riskdesk.reports.section import Section

if TYPE_CHECKING:
    from riskdesk.reports.audit.paper import AuditPaper


def working_blocks(paper: "AuditPaper") -> tuple[Block, ...]:
    return tuple(_blocks(paper))


def _blocks(paper: "AuditPaper") -> Iterator[Block]:
    yield paper.cover
    yield from _said("Scope", paper.scope)
    yield from _said("Register and seal", paper.sealing)
    if paper.seal:
        yield Words(paper.seal, Voice.CODE)
    yield from _said("Conclusion", paper.conclusion)
    yield from _rules(paper)
    yield from _parts("Findings", "", paper.findings)
    for section in (paper.waivers, paper.challenges, paper.moderations):
        yield from section.blocks(1, Size.DENSE, "audit")
    yield from _parts("Dip samples", paper.samples_lead, paper.samples)
    yield from _said("Calibration", paper.spread.sentences)
    yield from matrix_blocks(paper.spread.matrix)
    for section in paper.spread.groups:
        yield from section.blocks(2, Size.DENSE, "audit")
    yield Heading("What a person must check by hand")
    yield Words("No program can decide these. Tick what was checked, with initials and the date.")
    yield Checks(paper.checks)
    if paper.faults.said:
        yield from paper.faults.blocks(1, Size.DENSE, "audit")
    yield Heading("Sign-off")
    yield Signing(paper.signatories)
    yield Heading("How to check this paper")
    for text in paper.checking:
        yield Words(text, Voice.CODE if text.startswith("riskdesk-cli") else Voice.BODY)


def _said(title: str, texts: Sequence[str]) -> Iterator[Block]:
    yield Heading(title)
    for text in texts:
        yield Words(text)


def _rules(paper: "AuditPaper") -> Iterator[Block]:
    section = paper.rules
    yield Heading(section.title)
    for text in section.lead:
        yield Words(text)
    if section.table.rows:
        yield Rows(section.table, section.title, Size.TIGHT, "audit")
    if paper.quiet_rules:
        yield Words(f"Applied without finding anything: {'; '.join(paper.quiet_rules)}.", Voice.QUIET)


def _parts(title: str, lead: str, sections: Sequence[Section]) -> Iterator[Block]:
    yield Heading(title)
    if lead:
        yield Words(lead)
    for section in sections:
        yield from section.blocks(2, Size.DENSE, "audit")
