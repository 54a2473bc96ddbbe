"""A small risk matrix to click: one cell per pair of levels, drawn as the register's scheme says.

Likelihood runs up the side and impact along the bottom, as the scheme's own grid does. Arrows move,
Return or Space sets, Delete clears.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QWidget

from riskdesk.scoring import Scheme
from ui.cellgrid import Cell, CellGrid
from ui.columns import words_of
from ui.guard import guarded
from ui.plain import tip
from ui.theme import Type, colours, font_for

_ROW_HEIGHT, _GAP, _MARGIN = 26, 2, 3


def cell_text(scheme: Scheme, impact: int | None, likelihood: int | None) -> str:
    """A cell in full: "Impact 4 Critical, likelihood 3 Likely: 12 High"."""
    if impact is None and likelihood is None:
        return "not scored"
    first, second = level_texts(scheme, impact, likelihood)
    rated = scheme.rate(impact, likelihood)
    return f"{first}, {second[:1].lower()}{second[1:]}" + (f": {words_of(rated)}" if rated else "")


def level_texts(scheme: Scheme, impact: int | None, likelihood: int | None) -> list[str]:
    """The two levels in words: "Impact 4 Critical", "Likelihood 3 Likely"."""
    found = (scheme.impact_level(impact), scheme.likelihood_level(likelihood))
    words = (scheme.impact_word, scheme.likelihood_word)
    return [
        f"{word} {level.text if level else 'not recorded' if value is None else f'{value}, which is no level here'}"
        for word, level, value in zip(words, found, (impact, likelihood), strict=True)
    ]


def cell_help(scheme: Scheme, cell: Cell) -> str:
    """A cell in full, and what its two levels mean where the scheme says so."""
    levels = (scheme.impact_level(cell[0]), scheme.likelihood_level(cell[1]))
    meant = [f"{level.word or level.label}: {level.descriptor}" for level in levels if level and level.descriptor]
    return "\n".join([cell_text(scheme, *cell), *meant])


class Matrix(CellGrid):
    """Shows where a score stands and lets a person choose another cell; it changes nothing itself."""

    cleared = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(scheme, parent)
        self._cell: Cell | None = None
        self._wanted: Cell | None = None
        self._read_only = False
        self._small = font_for(Type.META)
        self._metrics = QFontMetrics(self._small)

    def show_score(self, scheme: Scheme, impact: int | None, likelihood: int | None) -> None:
        self._take_scheme(scheme)
        whole = scheme.rate(impact, likelihood) is not None
        cell = (impact, likelihood) if impact is not None and likelihood is not None and whole else None
        if cell != self._cell or self._at not in self.cells():
            self._at = cell or (scheme.impact[0].value, scheme.likelihood[0].value)
        self._cell, self._wanted = cell, None
        self.setAccessibleDescription(cell_text(scheme, impact, likelihood))
        self.update()

    def show_wanted(self, cell: Cell | None) -> None:
        """Outline a cell that is chosen but not recorded yet."""
        self._wanted = cell
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only

    @property
    def cell(self) -> Cell | None:
        """The cell the score stands in."""
        return self._cell

    def _grid(self) -> QRectF:
        """The room for cells: below the likelihood's name, beside its levels, above the impact's levels and name."""
        left, top, below = self._side(), self._line() + _MARGIN, 2 * self._line() + _MARGIN
        return QRectF(left, top, self.width() - left - _MARGIN + _GAP, self.height() - top - below + _GAP)

    def _side(self) -> float:
        widest = max(self._metrics.horizontalAdvance(level.label) for level in self.scheme.likelihood)
        return widest + 8

    def _line(self) -> int:
        return self._metrics.height()

    def _spoken(self, cell: Cell) -> str:
        return cell_text(self.scheme, *cell) + (", set" if cell == self._cell else "")

    def _choose(self, cell: Cell) -> None:
        if self._read_only:
            self._at = cell
            self.update()
        else:
            super()._choose(cell)

    def _draw_axes(self, painter: QPainter) -> None:
        painter.setFont(self._small)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        scheme, line, grid, middle = self.scheme, self._line(), self._grid(), Qt.AlignmentFlag.AlignCenter
        for level in scheme.likelihood:
            box = self.box((scheme.impact[0].value, level.value))
            painter.drawText(QRectF(0, box.top(), grid.left() - 4, box.height()), middle, level.label)
        for level in scheme.impact:
            box = self.box((level.value, scheme.likelihood[0].value))
            painter.drawText(QRectF(box.left(), grid.bottom(), box.width(), line), middle, level.label)
        painter.drawText(QRectF(grid.left(), grid.bottom() + line, grid.width(), line), middle, scheme.impact_word)
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, scheme.likelihood_word)

    def _draw_cell(self, painter: QPainter, cell: Cell) -> None:
        rated, box = self.scheme.rate(*cell), self.box(cell)
        stands = cell == self._cell
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill(rated, whole=stands))
        painter.drawRoundedRect(box, 3, 3)
        if rated is None:
            return
        font = font_for(Type.STRONG) if stands else self._small
        painter.setFont(font)
        ink = rated.band.ink if stands and rated.band else self.palette().color(QPalette.ColorRole.Text)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rated.label)
        if stands:
            self._outline(painter, box, self.palette().color(QPalette.ColorRole.WindowText))

    @guarded(QSize(150, 150))
    def sizeHint(self) -> QSize:
        tall = len(self.scheme.likelihood) * _ROW_HEIGHT + 3 * self._line() + 2 * _MARGIN
        return QSize(round(self._side()) + len(self.scheme.impact) * 32, tall)

    @guarded(QSize(110, 150))
    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._side()) + len(self.scheme.impact) * 14, self.sizeHint().height())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell in self.cells():
            self._draw_cell(painter, cell)
        self._draw_axes(painter)
        accent = QColor(colours(self.palette()).accent)
        if self._wanted:
            self._outline(painter, self.box(self._wanted), accent, Qt.PenStyle.DashLine)
        if self.hasFocus():
            self._outline(painter, self.box(self._at).adjusted(-3, -3, 3, 3), accent)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._read_only:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if cell and not self._read_only else Qt.CursorShape.ArrowCursor
        )
        self.setToolTip(tip(cell_help(self.scheme, cell)) if cell else "")
