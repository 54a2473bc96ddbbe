"""A scheme's cells as a widget: likelihood up the side, impact along the bottom, whole from the keyboard."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.scoring import Rated, Scheme
from ui.guard import guarded

Cell = tuple[int, int]
"""An impact level and a likelihood level."""

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_BETWEEN = 2
"""Pixels between two cells."""


class CellGrid(QWidget):
    """Arrows move, Return or Space chooses; `chosen` tells a cell's impact and likelihood.

    Whoever builds on it says where the cells have room (`_grid`), what a cell says aloud (`_spoken`) and draws them.
    `_SOFT` is how much of its band's colour a cell keeps that nothing stands in, on light and on dark ground: little
    enough that what stands elsewhere stands out and every number reads at 4.5:1 on its cell.
    """

    chosen = Signal(int, int)

    _SOFT = (0.5, 0.28)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheme = scheme
        self._at: Cell = (scheme.impact[0].value, scheme.likelihood[0].value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def at(self) -> Cell:
        """The cell the keyboard is at."""
        return self._at

    def cells(self) -> list[Cell]:
        return [(i.value, k.value) for k in self.scheme.likelihood for i in self.scheme.impact]

    def box(self, cell: Cell) -> QRectF:
        """Where a cell is drawn."""
        column = [level.value for level in self.scheme.impact].index(cell[0])
        row = len(self.scheme.likelihood) - 1 - [level.value for level in self.scheme.likelihood].index(cell[1])
        grid = self._grid()
        wide, tall = grid.width() / len(self.scheme.impact), grid.height() / len(self.scheme.likelihood)
        return QRectF(grid.left() + column * wide, grid.top() + row * tall, wide - _BETWEEN, tall - _BETWEEN)

    def cell_at(self, place: QPoint) -> Cell | None:
        return next((cell for cell in self.cells() if self.box(cell).contains(place)), None)

    def _grid(self) -> QRectF:
        """The room for cells."""
        return QRectF(self.rect())

    def _spoken(self, cell: Cell) -> str:
        """What a screen reader says of a cell."""
        return self.scheme.notation(*cell)

    def _take_scheme(self, scheme: Scheme) -> None:
        if scheme is not self.scheme:
            self.scheme = scheme
            self.updateGeometry()

    def _move(self, right: int, up: int) -> None:
        impacts = [level.value for level in self.scheme.impact]
        likelihoods = [level.value for level in self.scheme.likelihood]
        column = min(max(impacts.index(self._at[0]) + right, 0), len(impacts) - 1)
        row = min(max(likelihoods.index(self._at[1]) + up, 0), len(likelihoods) - 1)
        self._at = (impacts[column], likelihoods[row])
        self._tell_cell()
        self.update()

    def _tell_cell(self) -> None:
        """Let a screen reader say the cell the keyboard is at."""
        self.setAccessibleDescription(self._spoken(self._at))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _choose(self, cell: Cell) -> None:
        self._at = cell
        self.update()
        self.chosen.emit(*cell)

    def _fill(self, rated: Rated | None, *, whole: bool) -> QColor:
        base = self.palette().color(QPalette.ColorRole.Base)
        if rated is None or rated.band is None:
            return base
        full = QColor(rated.band.fill)
        if whole:
            return full
        soft = self._SOFT[1] if base.lightness() < 128 else self._SOFT[0]
        parts = zip(full.getRgb()[:3], base.getRgb()[:3], strict=True)  # type: ignore[index]
        return QColor(*(round(soft * part + (1 - soft) * under) for part, under in parts))

    @staticmethod
    def _outline(painter: QPainter, box: QRectF, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, style))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._move(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell and event.button() == Qt.MouseButton.LeftButton:
            self._choose(cell)

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
