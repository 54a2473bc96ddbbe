"""The block a paper begins with: whose it is, what it is, its facts, and lines for a person's pen."""

from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader

from riskdesk.publishing import Logo
from riskdesk.reports.blocks import Cover, Rows, Size
from riskdesk.reports.imprint import Imprint
from riskdesk.reports.logos import screen_picture
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.piece import Paged
from riskdesk.reports.pdf.text import INK, QUIET, Style, paint, wrap
from riskdesk.reports.pdf.widths import grid

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
        left, right = _columns(_entries(cover), half - 18)
        depth = max(
            _draw_column(pages, left, pages.left, half - 18), _draw_column(pages, right, pages.left + half, half)
        )
        pages.y = top - depth
        pages.rule(pages.y)
        if cover.imprint.signed:
            pages.down(10)
            grid(pages, Rows(cover.imprint.table, "Who signed the period for each partner", Size.DENSE)).draw()
        pages.down(4)


def _draw_logo(pages: Pages, logo: Logo, organisation: str) -> None:
    """In the upper right corner, beside the words above the title."""
    picture = ImageReader(screen_picture(logo))
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label with its fact, with a line to fill (no fact), or the boxes to tick (no label)."""

    label: str = ""
    fact: str | None = None
    boxes: tuple[tuple[str, bool], ...] = ()

    def height(self, width: float) -> float:
        if self.fact is None:
            return 24.0 if self.boxes else 21.0
        lines = wrap(self.fact, _FACT, width - _INDENT)
        return max(len(wrap(self.label, _LABEL, _INDENT - 6)), len(lines)) * _FACT.leading + 4


def _entries(cover: Cover) -> list[_Entry]:
    entries = [_Entry(label, fact) for label, fact in cover.facts]
    entries += [_Entry(label) for label in cover.to_fill]
    return [*entries, *([_Entry(boxes=cover.boxes)] if cover.boxes else [])]


def _columns(entries: list[_Entry], width: float) -> tuple[list[_Entry], list[_Entry]]:
    """The first half of the height on the left; what a pen fills stands on the right."""
    heights = [entry.height(width) for entry in entries]
    facts = sum(entry.fact is not None for entry in entries)
    place = next((n for n in range(facts) if sum(heights[:n]) >= sum(heights[n:])), facts)
    return entries[:place], entries[place:]


def _draw_column(pages: Pages, entries: list[_Entry], x: float, width: float) -> float:
    """From the cursor's height down, which stays where it is; gives the points taken."""
    y = pages.y
    for entry in entries:
        if entry.fact is not None:
            with pages.tagged("P"):
                pages.text(wrap(entry.label, _LABEL, _INDENT - 6), _LABEL, x, y, ends=False)
                pages.text(wrap(entry.fact, _FACT, width - _INDENT), _FACT, x + _INDENT, y)
        elif entry.boxes:
            _draw_boxes(pages, entry.boxes, x, width, y)
        else:
            with pages.tagged("P"):
                pages.text((entry.label,), _LABEL, x, y)
            pages.rule(y - 13, QUIET, 0.4, x + _INDENT, width - _INDENT)
        y -= entry.height(width)
    return pages.y - y + 6


def _draw_boxes(pages: Pages, boxes: tuple[tuple[str, bool], ...], x: float, width: float, y: float) -> None:
    for number, (word, is_ticked) in enumerate(boxes):
        left = x + number * width / len(boxes)
        tick_box(pages, left, y - 5, is_ticked=is_ticked)
        with pages.tagged("P", alt=f"{word}: {'ticked' if is_ticked else 'not ticked'}"):
            pages.text((word,), _FACT, left + 14, y - 2.5)


def tick_box(pages: Pages, x: float, top: float, *, is_ticked: bool = False) -> None:
    """A small square to tick, or one that is."""
    canvas = pages.canvas
    canvas.setStrokeColor(paint(INK if is_ticked else QUIET))
    canvas.setLineWidth(0.6)
    canvas.rect(x, top - 9, 9, 9)
    if is_ticked:
        canvas.setLineWidth(1.4)
        canvas.lines([(x + 1.8, top - 4.8, x + 3.8, top - 7), (x + 3.8, top - 7, x + 7.4, top - 2)])
