"""Pictures of facts on the page: counts by band, where a risk stood, the matrix, a code to scan."""

from riskdesk.reports.blocks import NOT_OPEN, Code, Figure, History, Stand, Tally
from riskdesk.reports.marks import Mark
from riskdesk.reports.pdf.chip import band
from riskdesk.reports.pdf.matrix import draw_matrix, matrix_height
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.piece import Paged
from riskdesk.reports.pdf.text import INK, QUIET, Style, paint, shorten, wrap
from riskdesk.reports.pdf.widths import CLOSE, grid
from riskdesk.reports.placing import Matrix
from riskdesk.reports.scanned import squares

_COUNT = Style(20, 24, bold=True)
_BAND_WORD = Style(9, 11)
_NUMBER = Style(10, 12, bold=True)
_SMALL = Style(7, 8.6)
_WHEN = Style(7, 9, colour=QUIET)
_CODE = Style(8.5, 12)
_MODULE = 1.5
"""Points to a side of the code's squares, half a millimetre: a telephone reads it from a desk."""


class TallyPiece(Paged):
    """One box for each band with its number."""

    _GAP = 8.0

    def __init__(self, pages: Pages, figure: Figure, tally: Tally) -> None:
        super().__init__(pages)
        self._alt, self._marks = figure.alt, tally.marks
        self._width = min(116.0, (pages.width - self._GAP * (len(self._marks) - 1)) / max(len(self._marks), 1))
        deepest = max((len(self._word(mark)) for mark in self._marks), default=0)
        self._box = 34.0 + deepest * _BAND_WORD.leading

    def _word(self, mark: Mark) -> tuple[str, ...]:
        return wrap(mark.word, _BAND_WORD, self._width - 22)[:2]

    @property
    def height(self) -> float:
        return self._box + 12

    @property
    def least(self) -> float:
        return self.height

    def draw(self) -> None:
        pages = self.pages
        pages.need(self._box)
        box = (pages.left, pages.y - self._box, pages.left + pages.width, pages.y)
        with pages.tagged("Figure", alt=self._alt, box=box):
            for place, mark in enumerate(self._marks):
                x = pages.left + place * (self._width + self._GAP)
                band(pages.canvas, mark, (x, pages.y - self._box, self._width, self._box))
                ink = mark.ink or INK
                pages.text(
                    (mark.number,), Style(_COUNT.size, _COUNT.leading, bold=True, colour=ink), x + 16, pages.y - 3
                )
                word = Style(_BAND_WORD.size, _BAND_WORD.leading, colour=ink)
                pages.text(self._word(mark), word, x + 16, pages.y - 28)
        pages.down(self.height)


class HistoryPiece(Paged):
    """A box for each moment, its name below it."""

    _MOST, _GAP, _BOX = 13, 4.0, 32.0

    def __init__(self, pages: Pages, figure: Figure, history: History) -> None:
        super().__init__(pages)
        self._alt, self._stands = figure.alt, history.stands[-self._MOST :]

    @property
    def height(self) -> float:
        return self._BOX + 2 * _WHEN.leading + 8

    @property
    def least(self) -> float:
        return self.height

    def draw(self) -> None:
        pages = self.pages
        pages.need(self.height)
        width = min(64.0, (pages.width + self._GAP) / max(len(self._stands), 1) - self._GAP)
        box = (pages.left, pages.y - self.height, pages.left + pages.width, pages.y)
        with pages.tagged("Figure", alt=self._alt, box=box):
            for place, stand in enumerate(self._stands):
                self._draw_stand(stand, pages.left + place * (width + self._GAP), width)
        pages.down(self.height)

    def _draw_stand(self, stand: Stand, x: float, width: float) -> None:
        pages, mark = self.pages, stand.mark
        if mark:
            band(pages.canvas, mark, (x, pages.y - self._BOX, width, self._BOX))
            ink, inner = mark.ink or INK, width - 14
            number = Style(_NUMBER.size, _NUMBER.leading, bold=True, colour=ink)
            pages.text((shorten(mark.number, number, inner),), number, x + 11, pages.y - 3)
            word = Style(_SMALL.size, _SMALL.leading, colour=ink)
            pages.text((shorten(mark.word, word, inner),), word, x + 11, pages.y - 17)
        else:
            pages.text(wrap(NOT_OPEN, _WHEN, width), _WHEN, x, pages.y - 3)
        pages.text(wrap(stand.when, _WHEN, width)[:2], _WHEN, x, pages.y - self._BOX - 2)


class MatrixPiece(Paged):
    """The drawing with its table beside it where both fit, below it where not."""

    def __init__(self, pages: Pages, figure: Figure, matrix: Matrix) -> None:
        super().__init__(pages)
        self._figure, self._matrix = figure, matrix

    @property
    def _width(self) -> float:
        levels = len(self._matrix.across_levels)
        return self.pages.width * (0.6 if levels < 5 else 0.66 if levels < 7 else 1)

    @property
    def least(self) -> float:
        return matrix_height(self._matrix, self._width)

    @property
    def height(self) -> float:
        twin = self._figure.twin
        return self.least + (grid(self.pages, twin).height if twin else 0.0) + 12

    def draw(self) -> None:
        pages, width = self.pages, self._width
        height = matrix_height(self._matrix, width)
        pages.need(height)
        top = pages.y
        box = (pages.left, top - height, pages.left + width, top)
        with pages.tagged("Figure", alt=self._figure.alt, box=box):
            draw_matrix(pages, self._matrix, width)
        twin, beside = self._figure.twin, pages.width - width - 16
        if twin is None:
            pages.y = top - height
            return
        side = grid(pages, twin, x=pages.left + width + 16, width=beside, look=CLOSE) if beside > 0 else None
        if side and side.height <= pages.room:
            side.draw()
            pages.y = min(pages.y, top - height)
        else:
            pages.y = top - height
            pages.gap(12)
            grid(pages, twin).draw()
        pages.down(6)


class CodePiece(Paged):
    """The code with its words beside it."""

    def __init__(self, pages: Pages, figure: Figure, code: Code) -> None:
        super().__init__(pages)
        self._figure, self._holds = figure, code.holds
        self._squares = squares(code.holds)
        self._side = len(self._squares) * _MODULE

    @property
    def height(self) -> float:
        return self._side + 10

    @property
    def least(self) -> float:
        return self.height

    def draw(self) -> None:
        pages = self.pages
        pages.need(self._side)
        top = pages.y - 2
        box = (pages.left, top - self._side, pages.left + self._side, top)
        with pages.tagged("Figure", alt=self._figure.alt, box=box):
            pages.canvas.setFillColor(paint(INK))
            for row, line in enumerate(self._squares):
                for column, is_dark in enumerate(line):
                    if is_dark:
                        x, y = pages.left + column * _MODULE, top - (row + 1) * _MODULE
                        pages.canvas.rect(x, y, _MODULE, _MODULE, stroke=0, fill=1)
        with pages.tagged("P"):
            words = wrap(self._holds, _CODE, pages.width - self._side - 16)
            pages.text(words, _CODE, pages.left + self._side + 16, top)
        pages.down(self.height)
