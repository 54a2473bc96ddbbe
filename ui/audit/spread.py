"""The matrix with a number of risks in each cell, on its band's colour. Arrows move, Return or Space chooses a cell."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.risks import Risk
from riskdesk.scoring import Level, Rated, Scheme
from riskdesk.wording import clipped, counted, listed
from ui.guard import guarded
from ui.matrix import Cell, cell_text
from ui.plain import tip
from ui.theme import GAP, TIGHT, Type, colours, font_for

_GAP = 2
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_SOFT_LIGHT, _SOFT_DARK = 0.35, 0.2
"""How much of its colour an empty cell keeps."""


class Spread(QWidget):
    """Likelihood up the side, impact along the bottom. `chosen` tells a cell's impact and likelihood."""

    chosen = Signal(int, int)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._risks: Mapping[Cell, Sequence[Risk]] = {}
        self._at: Cell = (scheme.impact[0].value, scheme.likelihood[0].value)
        self._shown: Cell | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_cells(self, scheme: Scheme, risks: Mapping[Cell, Sequence[Risk]], name: str) -> None:
        if scheme is not self._scheme:
            self._scheme = scheme
            self.updateGeometry()
        self._risks = risks
        if self._at not in self.cells():
            self._at = self.cells()[0]
        self.setAccessibleName(name)
        self._tell_cell()
        self.update()

    def mark_cell(self, cell: Cell | None) -> None:
        """Frame the cell whose risks are listed; the keyboard begins there."""
        self._shown = cell
        if cell in self.cells() and not self.hasFocus():
            assert cell
            self._at = cell
            self._tell_cell()
        self.update()

    def cells(self) -> list[Cell]:
        return [(i.value, k.value) for k in self._scheme.likelihood for i in self._scheme.impact]

    def in_words(self, cell: Cell) -> str:
        """A cell in full: its levels, its rating, and the risks that stand in it."""
        risks = self._risks.get(cell, ())
        refs = f": {listed([clipped(risk.label, 24) for risk in risks])}" if risks else ""
        return f"{cell_text(self._scheme, *cell)}. {counted(len(risks), 'risk')}{refs}".replace(". no", ". No")

    def box(self, cell: Cell) -> QRectF:
        """Where a cell is drawn."""
        column = [level.value for level in self._scheme.impact].index(cell[0])
        row = len(self._scheme.likelihood) - 1 - [level.value for level in self._scheme.likelihood].index(cell[1])
        grid = self._grid()
        wide, tall = grid.width() / len(self._scheme.impact), grid.height() / len(self._scheme.likelihood)
        return QRectF(grid.left() + column * wide, grid.top() + row * tall, wide - _GAP, tall - _GAP)

    def cell_at(self, place: QPoint) -> Cell | None:
        return next((cell for cell in self.cells() if self.box(cell).contains(place)), None)

    def _meta(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _grid(self) -> QRectF:
        """The room for cells: below the likelihood's name, beside its levels, above the impact's levels and name."""
        tall = self._meta().height()
        widest = max(self._meta().horizontalAdvance(level.text) for level in self._scheme.likelihood)
        left = min(widest + 2, self.width() * 0.3) + GAP
        return QRectF(left, tall + TIGHT, self.width() - left, self.height() - 3 * tall - 2 * TIGHT)

    def _move(self, right: int, up: int) -> None:
        impacts = [level.value for level in self._scheme.impact]
        likelihoods = [level.value for level in self._scheme.likelihood]
        column = min(max(impacts.index(self._at[0]) + right, 0), len(impacts) - 1)
        row = min(max(likelihoods.index(self._at[1]) + up, 0), len(likelihoods) - 1)
        self._at = (impacts[column], likelihoods[row])
        self._tell_cell()
        self.update()

    def _tell_cell(self) -> None:
        """Let a screen reader say the cell the keyboard is at."""
        self.setAccessibleDescription(self.in_words(self._at))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _choose(self, cell: Cell) -> None:
        self._at = cell
        self._tell_cell()
        self.update()
        self.chosen.emit(*cell)

    def _draw_cell(self, painter: QPainter, cell: Cell) -> None:
        rated, box, count = self._scheme.rate(*cell), self.box(cell), len(self._risks.get(cell, ()))
        band = rated.band if rated else None
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self._fill(rated, whole=bool(count)))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if rated is None:
            return
        painter.setPen(QColor(band.ink) if band and count else self.palette().color(QPalette.ColorRole.Text))
        small = self._meta()
        room = box.adjusted(TIGHT, 2, -TIGHT, -2)
        painter.setFont(font_for(Type.META))
        word = small.elidedText(rated.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, word)
        if count:
            painter.setFont(font_for(Type.TITLE))
            upper = QRectF(room)
            upper.setBottom(room.bottom() - small.height() + 2)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"{count:,}")

    def _fill(self, rated: Rated | None, *, whole: bool) -> QColor:
        base = self.palette().color(QPalette.ColorRole.Base)
        if rated is None or rated.band is None:
            return base
        full = QColor(rated.band.fill)
        if whole:
            return full
        soft = _SOFT_DARK if base.lightness() < 128 else _SOFT_LIGHT
        parts = zip(full.getRgb()[:3], base.getRgb()[:3], strict=True)  # type: ignore[index]
        return QColor(*(round(soft * part + (1 - soft) * under) for part, under in parts))

    def _draw_axes(self, painter: QPainter) -> None:
        painter.setFont(font_for(Type.META))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        grid, tall, scheme = self._grid(), self._meta().height(), self._scheme
        middle = Qt.AlignmentFlag.AlignVCenter
        for level in scheme.likelihood:
            box = self.box((scheme.impact[0].value, level.value))
            room = QRectF(0, box.top(), grid.left() - GAP, box.height())
            self._draw_level(painter, room, level, Qt.AlignmentFlag.AlignRight | middle)
        for level in scheme.impact:
            box = self.box((level.value, scheme.likelihood[0].value))
            room = QRectF(box.left(), grid.bottom() + TIGHT / 2, box.width(), tall)
            self._draw_level(painter, room, level, Qt.AlignmentFlag.AlignHCenter | middle)
        foot = QRectF(grid.left(), self.height() - tall, grid.width(), tall)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, scheme.impact_word)
        painter.drawText(QRectF(0, 0, self.width(), tall), Qt.AlignmentFlag.AlignLeft, scheme.likelihood_word)

    def _draw_level(self, painter: QPainter, room: QRectF, level: Level, align: Qt.AlignmentFlag) -> None:
        fits = self._meta().horizontalAdvance(level.text) <= room.width()
        painter.drawText(room, align, level.text if fits else level.label)

    def _outline(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)

    @guarded(QSize(320, 240))
    def sizeHint(self) -> QSize:
        tall = self._meta().height()
        row = round(tall * 2.9)
        return QSize(len(self._scheme.impact) * tall * 4 + tall * 6, len(self._scheme.likelihood) * row + tall * 4)

    @guarded(QSize(160, 120))
    def minimumSizeHint(self) -> QSize:
        tall = self._meta().height()
        return QSize(len(self._scheme.impact) * tall * 2 + tall * 4, self.sizeHint().height())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell in self.cells():
            self._draw_cell(painter, cell)
        self._draw_axes(painter)
        if self._shown in self.cells():
            assert self._shown
            self._outline(painter, self.box(self._shown), self.palette().color(QPalette.ColorRole.WindowText))
        if self.hasFocus():
            self._outline(painter, self.box(self._at).adjusted(-2, -2, 2, 2), QColor(colours(self.palette()).accent))

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
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if cell else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(self.in_words(cell)) if cell else "")

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
