"""The audit working paper on A4 portrait."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from riskdesk.reports.auditpaper import AuditPaper
from riskdesk.reports.cells import DENSE, Look
from riskdesk.reports.cover import draw_cover, tick_box
from riskdesk.reports.marks import Table
from riskdesk.reports.pages import PORTRAIT, Drawn, Identity, Pages
from riskdesk.reports.parts import BODY, heading, part
from riskdesk.reports.placed import draw_placed, placed_height
from riskdesk.reports.section import Section
from riskdesk.reports.table import Grid, Progress
from riskdesk.reports.text import QUIET, Style, shorten, wrap

SHARES = {
    "number": 40,
    "rule": 216,
    "severity": 62,
    "count": 50,
    "finding": 104,
    "refs": 50,
    "evidence": 250,
    "status": 54,
    "waived": 170,
    "standing": 100,
    "person": 96,
    "reason": 112,
    "risk": 92,
    "question": 194,
    "answer": 174,
    "score": 112,
    "outcome": 122,
    "sampled": 132,
    "stratum": 84,
    "scored": 80,
    "conclusion": 150,
    "group": 150,
    "remark": 96,
    "fault": 270,
}
_CLOSE = replace(DENSE, pad=3)
"""For the long list of rules, most of which found nothing."""
_RUNNING = Style(8, 10, colour=QUIET)
_SEAL = Style(8.5, 12, bold=True)
_LEAD = Style(9.5, 13.2)
_NAME = Style(10, 14, bold=True)
_LABEL = Style(9, 13, colour=QUIET)
_CHECK = Style(9.5, 13)
_PEN = 160.0
"""Points for the initials and the date of whoever ticks a box."""
_SIGNED = 75.0
"""Points one person's lines in the sign-off block take."""


def draw_audit(paper: AuditPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts sections, and is told at every page, since one section can fill hundreds."""
    cover = paper.cover
    pages = Pages(
        PORTRAIT,
        Identity(cover.title, cover.organisation, "Audit working paper", paper.as_at, paper.seal, cover.imprint),
    )
    done = 0

    def tell() -> None:
        if progress:
            progress(done, len(_SECTIONS))

    def on_turn() -> None:
        _running_head(pages, paper)
        tell()

    pages.on_turn = on_turn
    for done, draw in enumerate(_SECTIONS):  # noqa: B007 - told at every page
        draw(pages, paper)
    done = len(_SECTIONS)
    tell()
    return pages.finish()


def _running_head(pages: Pages, paper: AuditPaper) -> None:
    text = shorten(f"{paper.title} · audit working paper", _RUNNING, pages.width)
    pages.text((text,), _RUNNING, pages.left, pages.form.height - 34)


def _cover(pages: Pages, paper: AuditPaper) -> None:
    draw_cover(pages, paper.cover)


def _scope(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "Scope")
    _say(pages, paper.scope)


def _sealing(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "Register and seal", 60)
    _say(pages, paper.sealing)
    if paper.seal:
        pages.need(_SEAL.leading)
        pages.paragraph(paper.seal, _SEAL)


def _conclusion(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "Conclusion", 60)
    for sentence in paper.conclusion:
        pages.paragraph(sentence, BODY, 5)


def _rules(pages: Pages, paper: AuditPaper) -> None:
    _section(pages, paper.rules, _CLOSE)
    if paper.quiet_rules:
        pages.gap(8)
        told = f"Applied without finding anything: {'; '.join(paper.quiet_rules)}."
        pages.paragraph(told, _CLOSE.meta)


def _findings(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "Findings", 110)
    for place, section in enumerate(paper.findings):
        _part(pages, section, first=place == 0)


def _officers(pages: Pages, paper: AuditPaper) -> None:
    for section in (paper.waivers, paper.challenges, paper.moderations):
        _section(pages, section)


def _samples(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "Dip samples", 90 if paper.samples else 34)
    pages.paragraph(paper.samples_lead, _LEAD, 4)
    for section in paper.samples:
        _part(pages, section)


def _calibration(pages: Pages, paper: AuditPaper) -> None:
    spread = paper.spread
    heading(pages, "Calibration", placed_height(pages, spread.matrix) + 18 * len(spread.sentences) + 20)
    _say(pages, spread.sentences)
    pages.gap(8)
    draw_placed(pages, spread.matrix)
    for section in spread.groups:
        _part(pages, section)


def _checks(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "What a person must check by hand", 80)
    pages.paragraph("No program can decide these. Tick what was checked, with initials and the date.", _LEAD, 8)
    for text in paper.checks:
        _check(pages, text)


def _check(pages: Pages, text: str) -> None:
    """A box, what to check, and room for initials and a date."""
    lines = wrap(text, _CHECK, pages.width - 22 - _PEN - 14)
    height = max(len(lines) * _CHECK.leading, 20) + 8
    pages.need(height)
    tick_box(pages, pages.left, pages.y - 2)
    pages.text(lines, _CHECK, pages.left + 22, pages.y)
    x = pages.left + pages.width - _PEN
    _blank(pages, "Initials", x, pages.y, 70)
    _blank(pages, "Date", x + 78, pages.y, _PEN - 78)
    pages.down(height)


def _faults(pages: Pages, paper: AuditPaper) -> None:
    if paper.faults.said:
        _section(pages, paper.faults)


def _sign_off(pages: Pages, paper: AuditPaper) -> None:
    """On one page, where a page can hold it."""
    heading(pages, "Sign-off", _SIGNED * len(paper.signatories))
    for name in paper.signatories:
        pages.need(_SIGNED)
        pages.paragraph(name, _NAME, 6)
        half = (pages.width - 20) / 2
        for left, right in (("Name", "Post"), ("Signature", "Date")):
            _blank(pages, left, pages.left, pages.y, half)
            _blank(pages, right, pages.left + half + 20, pages.y, half)
            pages.down(24)
        pages.down(6)


def _blank(pages: Pages, label: str, x: float, top: float, width: float) -> None:
    """A word and a line to write on after it."""
    indent = 50.0 if width > 150 else 36.0 if label == "Initials" else 24.0
    pages.text((label,), _LABEL, x, top)
    pages.rule(top - 13, QUIET, 0.5, x + indent, width - indent)


def _checking(pages: Pages, paper: AuditPaper) -> None:
    heading(pages, "How to check this paper", 60)
    for text in paper.checking:
        pages.paragraph(text, _SEAL if text.startswith("riskdesk-cli") else _LEAD, 4)


_SECTIONS: Sequence[Callable[[Pages, AuditPaper], None]] = (
    _cover,
    _scope,
    _sealing,
    _conclusion,
    _rules,
    _findings,
    _officers,
    _samples,
    _calibration,
    _checks,
    _faults,
    _sign_off,
    _checking,
)


def _say(pages: Pages, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        pages.paragraph(sentence, _LEAD, 3)


def _section(pages: Pages, section: Section, look: Look = DENSE) -> None:
    grid = _grid(pages, section.table, look) if section.table.rows else None
    heading(pages, section.title, (grid.least if grid else 0) + 34)
    _say(pages, section.lead)
    if grid:
        pages.gap(5)
        grid.draw()


def _part(pages: Pages, section: Section, *, first: bool = False) -> None:
    """A section under a heading that stands already."""
    grid = _grid(pages, section.table) if section.table.rows else None
    if first:
        pages.down(-14)
    part(pages, section.title, (grid.least if grid else 0) + 30)
    _say(pages, section.lead)
    if grid:
        pages.gap(4)
        grid.draw()


def _grid(pages: Pages, table: Table, look: Look = DENSE) -> Grid:
    shares = [SHARES[column.key] for column in table.columns]
    return Grid(pages, table, shares, look, x=pages.left, width=pages.width)
