"""A scheme's whole matrix, drawn in full colour with ratings and band words; cells can be painted."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.scoring import Level, Rated, Scheme
from ui.guard import guarded
from ui.theme import GAP, TIGHT, Type, colours, font_for

_GAP = 2
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}

Place = tuple[int, int]
"""Row of likelihood and column of impact, both from the lowest, as in `Scheme.cells`."""


class SchemeView(QWidget):
    """Likelihood up the side, impact along the bottom. While `paintable`, `painted` tells a cell that was clicked,
    dragged over, or chosen by keyboard."""

    painted = Signal(int, int)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._at: Place = (0, 0)
        self._paintable = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_scheme(scheme)

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def show_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._at = (min(self._at[0], len(scheme.likelihood) - 1), min(self._at[1], len(scheme.impact) - 1))
        size = f"{len(scheme.likelihood)} by {len(scheme.impact)}"
        bands = ", ".join(band.word for band in scheme.bands)
        self.setAccessibleName(f"Matrix of {scheme.name}: {size}, {scheme.formula}, bands {bands}")
        self.updateGeometry()
        self.update()

    def set_paintable(self, paintable: bool) -> None:
        self._paintable = paintable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if paintable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if paintable else Qt.CursorShape.ArrowCursor)
        self.update()

    def box(self, place: Place) -> QRectF:
        row, column = place
        grid, rows = self._grid(), len(self._scheme.likelihood)
        wide, tall = grid.width() / len(self._scheme.impact), grid.height() / rows
        return QRectF(grid.left() + column * wide, grid.top() + (rows - 1 - row) * tall, wide - _GAP, tall - _GAP)

    def _places(self) -> list[Place]:
        return [(row, col) for row in range(len(self._scheme.likelihood)) for col in range(len(self._scheme.impact))]

    def _rated(self, place: Place) -> Rated | None:
        row, column = place
        return self._scheme.rate(self._scheme.impact[column].value, self._scheme.likelihood[row].value)

    def _meta(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _grid(self) -> QRectF:
        metrics = self._meta()
        words = max(metrics.horizontalAdvance(level.text) for level in self._scheme.likelihood)
        left = min(words + 2, self.width() * 0.3) + GAP + metrics.height()
        return QRectF(left, 0, self.width() - left, self.height() - 2 * metrics.height() - GAP)

    def _draw_cell(self, painter: QPainter, place: Place) -> None:
        rated, box = self._rated(place), self.box(place)
        band = rated.band if rated else None
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(QColor(band.fill) if band else self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if rated is None:
            return
        painter.setPen(QColor(band.ink) if band else self.palette().color(QPalette.ColorRole.Text))
        metrics = self._meta()
        if box.height() < 2.2 * metrics.height():
            painter.setFont(font_for(Type.META))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rated.label)
            return
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(box.center().y() + 1)
        lower.setTop(box.center().y() + 1)
        painter.setFont(font_for(Type.STRONG))
        painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, rated.label)
        painter.setFont(font_for(Type.META))
        word = metrics.elidedText(rated.word, Qt.TextElideMode.ElideRight, int(box.width()) - TIGHT)
        painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, word)

    def _draw_axes(self, painter: QPainter) -> None:
        metrics, grid = self._meta(), self._grid()
        painter.setFont(font_for(Type.META))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for row, level in enumerate(self._scheme.likelihood):
            box = self.box((row, 0))
            room = QRectF(metrics.height(), box.top(), grid.left() - GAP - metrics.height(), box.height())
            self._draw_level(painter, room, level, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, level in enumerate(self._scheme.impact):
            box = self.box((0, column))
            room = QRectF(box.left(), grid.bottom() + TIGHT / 2, box.width(), metrics.height())
            self._draw_level(painter, room, level, Qt.AlignmentFlag.AlignHCenter)
        foot = QRectF(grid.left(), self.height() - metrics.height(), grid.width(), metrics.height())
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, self._scheme.impact_word)
        painter.save()
        painter.translate(0, grid.bottom())
        painter.rotate(-90)
        side = QRectF(0, 0, grid.height(), metrics.height())
        painter.drawText(side, Qt.AlignmentFlag.AlignHCenter, self._scheme.likelihood_word)
        painter.restore()

    def _draw_level(self, painter: QPainter, room: QRectF, level: Level, align: Qt.AlignmentFlag) -> None:
        text = self._meta().elidedText(level.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, align, text)

    def _paint_at(self, point: QPointF) -> None:
        place = next((place for place in self._places() if self.box(place).contains(point)), None)
        if self._paintable and place:
            self._at = place
            self.painted.emit(*place)
            self.update()

    @guarded(QSize(320, 240))
    def sizeHint(self) -> QSize:
        tall = self._meta().height()
        return QSize(
            len(self._scheme.impact) * tall * 5 + tall * 6, len(self._scheme.likelihood) * round(tall * 2.6) + tall * 3
        )

    @guarded(QSize(160, 120))
    def minimumSizeHint(self) -> QSize:
        tall = self._meta().height()
        return QSize(
            len(self._scheme.impact) * tall * 2 + tall * 4, len(self._scheme.likelihood) * round(tall * 1.5) + tall * 3
        )

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._places():
            self._draw_cell(painter, place)
        self._draw_axes(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
            painter.drawRoundedRect(self.box(self._at).adjusted(1, 1, -1, -1), 3, 3)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._paint_at(event.position())

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._paint_at(event.position())

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            right, up = _ARROWS[key]
            row = min(max(self._at[0] + up, 0), len(self._scheme.likelihood) - 1)
            column = min(max(self._at[1] + right, 0), len(self._scheme.impact) - 1)
            self._at = (row, column)
            self.update()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._paintable:
            self.painted.emit(*self._at)
        else:
            super().keyPressEvent(event)
