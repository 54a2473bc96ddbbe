"""Parts the board paper's sections share: headings and column widths."""

from collections.abc import Sequence
from dataclasses import replace

from riskdesk.reports.cells import EASY, Look
from riskdesk.reports.marks import Table
from riskdesk.reports.pages import Pages
from riskdesk.reports.section import Section
from riskdesk.reports.table import Grid
from riskdesk.reports.text import Style, wrap

BODY = Style(10, 14)
CLOSE = replace(EASY, body=Style(8.5, 11.5), strong=Style(8.5, 11.5, bold=True), pad=4, gutter=7)
"""For a table that stands beside a drawing."""
_SECTION = Style(15, 20, bold=True)
_PART = Style(10.5, 14, bold=True)
_LEAST_BELOW = 34.0
"""Points of text that must follow a heading on its page."""
_A_LOT = 150.0
"""Points of words that stand below a title well enough without their table."""

SHARES = {
    "ref": 34,
    "top_risk": 156,
    "undated_risk": 150,
    "owner": 108,
    "rating": 67,
    "due": 66,
    "open_actions": 44,
    "late": 34,
    "action": 170,
    "count": 44,
    "why": 96,
    "level": 34,
    "word": 90,
    "weight": 40,
    "descriptor": 240,
    "band": 74,
    "range": 110,
    "stage": 56,
    "stated": 40,
    "computed": 70,
    "place": 30,
    "square": 60,
    "refs": 66,
    "unplaced": 200,
    "reason": 180,
    "partner": 140,
    "signer": 100,
    "post": 120,
    "signed": 136,
    "raised_risk": 140,
    "accepted": 114,
    "forum": 92,
    "place_now": 114,
    "since": 56,
    "cause": 125,
    "deadline": 90,
    "plan_state": 100,
    "number": 26,
    "minute": 46,
    "agenda_risk": 230,
    "outcome": 90,
    "decided_risk": 110,
    "decision": 180,
    "committee_score": 104,
    "new_action": 200,
    "changed": 160,
    "from": 67,
    "to": 67,
    "kind": 130,
    "which": 280,
}


def heading(pages: Pages, title: str, below: float = _LEAST_BELOW) -> None:
    """A section's title, never alone at the foot of a page; `below` is what must follow it there."""
    pages.gap(26)
    pages.need(_SECTION.leading + 8 + min(below, pages.full_room - 40))
    pages.mark_section(title)
    pages.paragraph(title, _SECTION, 8)


def part(pages: Pages, title: str, below: float = _LEAST_BELOW) -> None:
    """A title inside a section."""
    pages.gap(14)
    pages.need(_PART.leading + 4 + min(below, pages.full_room - 40))
    pages.paragraph(title, _PART, 4)


def grid(pages: Pages, table: Table, *, x: float = 0, width: float = 0, look: Look = EASY) -> Grid:
    """A table at its usual column widths, over the whole measure unless a place is given."""
    shares = [SHARES[column.key] for column in table.columns]
    return Grid(pages, table, shares, look, x=x or pages.left, width=width or pages.width)


def draw_section(pages: Pages, section: Section) -> None:
    """A section under a title of its own."""
    heading(pages, section.title, _below(pages, section))
    _draw_rows(pages, section)


def draw_part(pages: Pages, section: Section) -> None:
    """A section under a heading that stands already."""
    part(pages, section.title, _below(pages, section))
    _draw_rows(pages, section)


def _below(pages: Pages, section: Section) -> float:
    said = lead_height(pages, section.lead)
    if said > _A_LOT:
        return _LEAST_BELOW
    return said + (grid(pages, section.table).least + 4 if section.table.rows else 0)


def lead_height(pages: Pages, lead: Sequence[str]) -> float:
    """Points that what is said before a table takes, so that a title, its words and the first row stay together."""
    return sum(len(wrap(text, BODY, pages.width)) * BODY.leading + 5 for text in lead)


def _draw_rows(pages: Pages, section: Section) -> None:
    for text in section.lead:
        pages.paragraph(text, BODY, 5)
    if section.table.rows:
        pages.gap(3)
        grid(pages, section.table).draw()
