"""A rating on its band's colour, with a strip whose pattern tells the severity where colour is lost."""

from collections.abc import Iterator
from contextlib import nullcontext
from math import ceil

from reportlab.pdfgen.canvas import Canvas

from riskdesk.reports.marks import Mark
from riskdesk.reports.pdf.structure import Element
from riskdesk.reports.pdf.tagged import TaggedCanvas
from riskdesk.reports.pdf.text import QUIET, RULE, Cut, Style, fitting, paint, wrap

STRIP = 7.0
_PAD = 4.0
_NUMBER = Style(10, 11.5, bold=True)
_WORDS = (Style(7.5, 9), Style(7, 8.4), Style(6.5, 8), Style(6, 7.5))
_MOST_LINES = 6


class Chip:
    """A Mark that can be measured, drawn, and never split."""

    def __init__(self, mark: Mark, width: float, gap: float = 0) -> None:
        self._mark = mark
        self._width = min(width, 74.0)
        self._gap = gap
        inner = self._width - STRIP - _PAD - 2
        self._number = wrap(mark.number, _NUMBER, inner) if mark.number else ()
        self._style = fitting(mark.word, _WORDS, inner)
        self.words = wrap(mark.word, self._style, inner)[:_MOST_LINES]
        lines = len(self._number) * _NUMBER.leading + len(self.words) * self._style.leading
        self._pad = _PAD if self._number else 1.5
        self._box = lines + 2 * self._pad - 2 * bool(self._number)
        self.height = self._box + gap + 2
        self.element: Element | str | None = None

    def split(self, room: float) -> "tuple[Chip | None, Chip | None]":
        return (self, None) if self.height <= room else (None, self)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Its band an artifact where the canvas knows of them, its words content of what it stands in."""
        with canvas.artifact() if isinstance(canvas, TaggedCanvas) else nullcontext():
            self.draw_band(canvas, x, top)
        for line, style, left, base in self.lines(x, top):
            canvas.setFillColor(paint(style.colour))
            canvas.setFont(style.font, style.size)
            canvas.drawString(left, base, line)

    def draw_band(self, canvas: Canvas, x: float, top: float) -> None:
        """What stands behind the words."""
        band(canvas, self._mark, (x, top - self._gap - self._box, self._width, self._box))

    def lines(self, x: float, top: float) -> Iterator[tuple[str, Style, float, float]]:
        """The number and the word line by line: each with its style and where it begins."""
        ink = self._mark.ink or "#0B0C0C"
        y = top - self._gap - self._pad + bool(self._number)
        last = len(self._number) + len(self.words) - 1
        for lines, style in ((self._number, _NUMBER), (self.words, self._style)):
            inked = Style(style.size, style.leading, style.bold, ink)
            for line in lines:
                yield line if isinstance(line, Cut) or not last else f"{line} ", inked, x + STRIP + _PAD, y - style.size
                last -= 1
                y -= style.leading


Box = tuple[float, float, float, float]
"""x, y of the lower left corner, width, height."""


def band(canvas: Canvas, mark: Mark, box: Box) -> None:
    """The band's colour with its strip down the left side; an outline alone where there is no band."""
    x, y, width, height = box
    if not mark.fill:
        canvas.setStrokeColor(paint(QUIET))
        canvas.setLineWidth(0.5)
        canvas.rect(x, y, width, height)
        return
    canvas.setFillColor(paint(mark.fill))
    canvas.setStrokeColor(paint(RULE))
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, width, height, fill=1, stroke=mark.severity == 0)
    hatch(canvas, mark, (x, y, STRIP, height))


def hatch(canvas: Canvas, mark: Mark, box: Box) -> None:
    """The pattern of a severity: none, dots, slanted lines, crossed lines, level lines, upright lines."""
    x, y, width, height = box
    if mark.severity <= 0:
        return
    # A long register repeats a few patterns thousands of times: each is written once and referred to.
    name = f"hatch-{mark.severity}-{mark.ink[1:]}-{width:.1f}-{height:.1f}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, width, height)
        _draw_pattern(canvas, mark, (0, 0, width, height))
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(name)
    canvas.restoreState()


def _draw_pattern(canvas: Canvas, mark: Mark, box: Box) -> None:
    x, y, width, height = box
    canvas.setStrokeColor(paint(mark.ink))
    canvas.setFillColor(paint(mark.ink))
    canvas.setLineWidth(0.7)
    match (mark.severity - 1) % 5:
        case 0:
            _dots(canvas, box)
        case 1:
            _slant(canvas, box, rising=True)
        case 2:
            _slant(canvas, box, rising=True)
            _slant(canvas, box, rising=False)
        case 3:
            canvas.lines([(x, y + 2.2 * step, x + width, y + 2.2 * step) for step in range(ceil(height / 2.2))])
        case _:
            canvas.lines([(x + 2.2 * step, y, x + 2.2 * step, y + height) for step in range(ceil(width / 2.2))])


def _dots(canvas: Canvas, box: Box) -> None:
    x, y, width, height = box
    for row in range(ceil(height / 3.4)):
        for column in range(ceil(width / 3.4)):
            canvas.rect(x + 1.4 + 3.4 * column, y + 1.4 + 3.4 * row, 0.9, 0.9, stroke=0, fill=1)


def _slant(canvas: Canvas, box: Box, *, rising: bool) -> None:
    x, y, width, height = box
    start, end = (-width, 0.0) if rising else (0.0, -width)
    steps = range(ceil((height + width) / 3) + 1)
    canvas.lines([(x, y + start + 3 * step, x + width, y + end + 3 * step) for step in steps])
