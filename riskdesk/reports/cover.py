"""The block a portrait paper begins with: whose it is, what it is, its facts, and lines for a person's pen."""

from dataclasses import dataclass

from riskdesk.reports.cells import DENSE
from riskdesk.reports.imprint import Imprint
from riskdesk.reports.pages import Pages
from riskdesk.reports.parts import grid
from riskdesk.reports.text import INK, QUIET, Style, paint, wrap

_OVER = Style(10, 13, colour=QUIET)
_TITLE = Style(24, 30, bold=True)
_KIND = Style(13, 18)
_IMPRINT = Style(10, 14, bold=True)
_LABEL = Style(9, 13, colour=QUIET)
_FACT = Style(9.5, 13)


@dataclass(frozen=True, slots=True)
class Cover:
    """`facts` are labels with what is known, `to_fill` labels with a line to write on, `boxes` words to tick."""

    organisation: str
    title: str
    kind: str
    imprint: Imprint
    facts: tuple[tuple[str, str], ...]
    to_fill: tuple[str, ...]
    boxes: tuple[str, ...] = ()


def draw_cover(pages: Pages, cover: Cover) -> None:
    pages.paragraph(cover.organisation, _OVER, 4)
    pages.paragraph(cover.title, _TITLE, 4)
    pages.paragraph(cover.kind, _KIND, 8)
    draw_imprint(pages, cover.imprint)
    pages.down(10)
    pages.rule(pages.y, INK, 0.9)
    pages.down(10)
    top, half = pages.y, pages.width / 2
    depth = max(_facts(pages, cover, half - 18), _to_fill(pages, cover, pages.left + half, half))
    pages.y = top - depth
    pages.rule(pages.y)
    if cover.imprint.signed:
        pages.down(10)
        grid(pages, cover.imprint.table, look=DENSE).draw()
    pages.down(4)


def draw_imprint(pages: Pages, imprint: Imprint) -> None:
    """Draft or closed: a draft in a frame, so that nobody overlooks it."""
    if not imprint.is_draft:
        pages.paragraph(imprint.said, _IMPRINT)
        return
    lines = wrap(imprint.said, _IMPRINT, pages.width - 16)
    height = len(lines) * _IMPRINT.leading + 8
    pages.text(lines, _IMPRINT, pages.left + 8, pages.y - 4)
    pages.canvas.setStrokeColor(paint(INK))
    pages.canvas.setLineWidth(0.9)
    pages.canvas.rect(pages.left, pages.y - height, pages.width, height)
    pages.down(height)


def _facts(pages: Pages, cover: Cover, width: float) -> float:
    """What the register says of itself, on the left; gives the points taken."""
    y, indent = pages.y, 84.0
    for label, fact in cover.facts:
        lines = wrap(fact, _FACT, width - indent)
        pages.text((label,), _LABEL, pages.left, y)
        pages.text(lines, _FACT, pages.left + indent, y)
        y -= len(lines) * _FACT.leading + 4
    return pages.y - y + 6


def _to_fill(pages: Pages, cover: Cover, x: float, width: float) -> float:
    """Lines and boxes for a person's pen, on the right."""
    y, indent = pages.y, 84.0
    for label in cover.to_fill:
        pages.text((label,), _LABEL, x, y)
        pages.rule(y - 13, QUIET, 0.4, x + indent, width - indent)
        y -= 21
    for number, word in enumerate(cover.boxes):
        left = x + number * width / len(cover.boxes)
        tick_box(pages, left, y - 5)
        pages.text((word,), _FACT, left + 14, y - 2.5)
    return pages.y - y + 24


def tick_box(pages: Pages, x: float, top: float) -> None:
    """A small square to tick."""
    pages.canvas.setStrokeColor(paint(QUIET))
    pages.canvas.setLineWidth(0.6)
    pages.canvas.rect(x, top - 9, 9, 9)
