"""The block a paper begins with: whose it is, what it is, its facts, and lines for a person's pen."""

import base64
from dataclasses import replace
from io import BytesIO

from reportlab.lib.utils import ImageReader

from riskdesk.publishing import Logo
from riskdesk.reports.blocks import Cover, Rows, Size
from riskdesk.reports.imprint import Imprint
from riskdesk.reports.pages import Pages
from riskdesk.reports.parts import grid
from riskdesk.reports.piece import Paged
from riskdesk.reports.text import INK, QUIET, Style, paint, wrap

_OVER = Style(10, 13, colour=QUIET)
_TITLE = Style(24, 30, bold=True)
_SHORT_TITLE = Style(18, 23, bold=True)
_KIND = Style(13, 18)
_SHORT_KIND = Style(9, 12.5)
_IMPRINT = Style(10, 14, bold=True)
_LABEL = Style(9, 13, colour=QUIET)
_FACT = Style(9.5, 13)
_SIGNED = Style(9, 12.5)
_INDENT = 84.0
_LOGO_HIGH, _LOGO_WIDE = 46.0, 150.0


class CoverPiece(Paged):
    """A cover with facts takes the upper part of a page; one without is a title above a table."""

    def __init__(self, pages: Pages, block: Cover) -> None:
        super().__init__(pages)
        self._cover = block
        self._is_short = not (block.facts or block.to_fill)

    @property
    def height(self) -> float:
        return self.pages.full_room if self._cover.facts else 120.0

    @property
    def least(self) -> float:
        return 120.0

    def draw(self) -> None:
        pages, cover = self.pages, self._cover
        if cover.logo:
            _draw_logo(pages, cover.logo, cover.organisation)
        if cover.head:
            pages.paragraph(cover.head, _OVER, 2)
        pages.paragraph(cover.organisation, _OVER, 4 if not self._is_short else 2)
        title = _SHORT_TITLE if self._is_short else _TITLE
        with pages.tagged("H1"):
            pages.paragraph(cover.title, replace(title, colour=pages.accent), 4 if not self._is_short else 2)
        pages.paragraph(cover.kind, _SHORT_KIND if self._is_short else _KIND, 5 if self._is_short else 8)
        _draw_imprint(pages, cover.imprint)
        if self._is_short:
            self._draw_short()
        else:
            self._draw_facts()

    def _draw_short(self) -> None:
        self.pages.down(4)
        for each in self._cover.imprint.signed:
            self.pages.paragraph(each.line, _SIGNED)
        self.pages.down(3)

    def _draw_facts(self) -> None:
        pages, cover = self.pages, self._cover
        pages.down(10)
        pages.rule(pages.y, pages.accent, 0.9)
        pages.down(10)
        top, half = pages.y, pages.width / 2
        depth = max(_facts(pages, cover, half - 18), _to_fill(pages, cover, pages.left + half, half))
        pages.y = top - depth
        pages.rule(pages.y)
        if cover.imprint.signed:
            pages.down(10)
            grid(pages, Rows(cover.imprint.table, "Who signed the period for each partner", Size.DENSE)).draw()
        pages.down(4)


def _draw_logo(pages: Pages, logo: Logo, organisation: str) -> None:
    """In the upper right corner, beside the words above the title."""
    picture = ImageReader(BytesIO(base64.b64decode(logo.data)))
    wide, high = picture.getSize()
    scale = min(_LOGO_WIDE / wide, _LOGO_HIGH / high)
    x = pages.left + pages.width - wide * scale
    box = (x, pages.y - high * scale, x + wide * scale, pages.y)
    with pages.tagged("Figure", alt=f"Logo of {organisation}", box=box):
        pages.canvas.drawImage(picture, x, pages.y - high * scale, wide * scale, high * scale, mask="auto")


def _draw_imprint(pages: Pages, imprint: Imprint) -> None:
    """Draft or closed: a draft in a frame, so that nobody overlooks it."""
    if not imprint.is_draft:
        pages.paragraph(imprint.said, _IMPRINT)
        return
    lines = wrap(imprint.said, _IMPRINT, pages.width - 16)
    height = len(lines) * _IMPRINT.leading + 8
    with pages.tagged("P"):
        pages.text(lines, _IMPRINT, pages.left + 8, pages.y - 4)
    pages.canvas.setStrokeColor(paint(INK))
    pages.canvas.setLineWidth(0.9)
    pages.canvas.rect(pages.left, pages.y - height, pages.width, height)
    pages.down(height)


def _facts(pages: Pages, cover: Cover, width: float) -> float:
    """What is known, on the left; gives the points taken."""
    y = pages.y
    for label, fact in cover.facts:
        labels, lines = wrap(label, _LABEL, _INDENT - 6), wrap(fact, _FACT, width - _INDENT)
        with pages.tagged("P"):
            pages.text(labels, _LABEL, pages.left, y)
            pages.text(lines, _FACT, pages.left + _INDENT, y)
        y -= max(len(labels), len(lines)) * _FACT.leading + 4
    return pages.y - y + 6


def _to_fill(pages: Pages, cover: Cover, x: float, width: float) -> float:
    """Lines and boxes for a person's pen, on the right."""
    y = pages.y
    for label in cover.to_fill:
        with pages.tagged("P"):
            pages.text((label,), _LABEL, x, y)
        pages.rule(y - 13, QUIET, 0.4, x + _INDENT, width - _INDENT)
        y -= 21
    for number, (word, is_ticked) in enumerate(cover.boxes):
        left = x + number * width / len(cover.boxes)
        tick_box(pages, left, y - 5, is_ticked=is_ticked)
        with pages.tagged("P", alt=f"{word}: {'ticked' if is_ticked else 'not ticked'}"):
            pages.text((word,), _FACT, left + 14, y - 2.5)
    return pages.y - y + 24


def tick_box(pages: Pages, x: float, top: float, *, is_ticked: bool = False) -> None:
    """A small square to tick, or one that is."""
    canvas = pages.canvas
    canvas.setStrokeColor(paint(INK if is_ticked else QUIET))
    canvas.setLineWidth(0.6)
    canvas.rect(x, top - 9, 9, 9)
    if is_ticked:
        canvas.setLineWidth(1.4)
        canvas.lines([(x + 1.8, top - 4.8, x + 3.8, top - 7), (x + 3.8, top - 7, x + 7.4, top - 2)])
