"""The matrix with a number of risks in each cell, on its band's colour. Arrows move, Return or Space chooses a cell."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from riskdesk.risks import Risk
from riskdesk.scoring import Level, Scheme
from riskdesk.wording import clipped, counted, listed
from ui.cellgrid import Cell, CellGrid
from ui.guard import guarded
from ui.matrix import cell_text
from ui.plain import tip
from ui.theme import GAP, TIGHT, Type, colours, font_for


class Spread(CellGrid):
    """How many risks stand in each cell; the one whose risks are listed is framed."""

    _SOFT = (0.35, 0.2)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(scheme, parent)
        self._risks: Mapping[Cell, Sequence[Risk]] = {}
        self._shown: Cell | None = None

    def show_cells(self, scheme: Scheme, risks: Mapping[Cell, Sequence[Risk]], name: str) -> None:
        self._take_scheme(scheme)
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

    def in_words(self, cell: Cell) -> str:
        """A cell in full: its levels, its rating, and the risks that stand in it."""
        risks = self._risks.get(cell, ())
        refs = f": {listed([clipped(risk.label, 24) for risk in risks])}" if risks else ""
        return f"{cell_text(self.scheme, *cell)}. {counted(len(risks), 'risk')}{refs}".replace(". no", ". No")

    def _meta(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _grid(self) -> QRectF:
        """The room for cells: below the likelihood's name, beside its levels, above the impact's levels and name."""
        tall = self._meta().height()
        widest = max(self._meta().horizontalAdvance(level.text) for level in self.scheme.likelihood)
        left = min(widest + 2, self.width() * 0.3) + GAP
        return QRectF(left, tall + TIGHT, self.width() - left, self.height() - 3 * tall - 2 * TIGHT)

    def _spoken(self, cell: Cell) -> str:
        return self.in_words(cell)

    def _choose(self, cell: Cell) -> None:
        super()._choose(cell)
        self._tell_cell()

    def _draw_cell(self, painter: QPainter, cell: Cell) -> None:
        rated, box, count = self.scheme.rate(*cell), self.box(cell), len(self._risks.get(cell, ()))
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

    def _draw_axes(self, painter: QPainter) -> None:
        painter.setFont(font_for(Type.META))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        grid, tall, scheme = self._grid(), self._meta().height(), self.scheme
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

    @guarded(QSize(320, 240))
    def sizeHint(self) -> QSize:
        tall = self._meta().height()
        row = round(tall * 2.9)
        return QSize(len(self.scheme.impact) * tall * 4 + tall * 6, len(self.scheme.likelihood) * row + tall * 4)

    @guarded(QSize(160, 120))
    def minimumSizeHint(self) -> QSize:
        tall = self._meta().height()
        return QSize(len(self.scheme.impact) * tall * 2 + tall * 4, self.sizeHint().height())

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
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if cell else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(self.in_words(cell)) if cell else "")
