"""One risk's way to its target as steps over time: planned in a broken line, gone in a whole one, ratings as rows."""

import datetime as dt
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.days import british_short
from riskdesk.scoring import Rated
from riskdesk.targetpath import Point, TargetPath
from ui.guard import guarded
from ui.theme import GAP, PAD, TIGHT, Type, colours, font_for

_SOFT = 70
"""How much of its band's colour, of 255, a row keeps."""
_DOT, _TARGET = 4.0, 6


class PathView(QWidget):
    """Every rating on the way has a row of its own, the most severe on top: ratings have an order and no distance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: TargetPath | None = None
        self.setAccessibleName("Path to the target")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_path(self, path: TargetPath | None) -> None:
        self._path = path
        self.setAccessibleDescription(_spoken(path) if path else "")
        self.update()

    # Where things stand

    def _small(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _rows(self, path: TargetPath) -> list[Rated]:
        """Every rating there is on the path once, the most severe first."""
        found = [point.rated for point in (*path.actual, *([path.start] if path.start else [])) if point.rated]
        found += [path.target] if path.target else []
        once = {(rated.severity, rated.rating, rated.text): rated for rated in found}
        return [once[key] for key in sorted(once, reverse=True)]

    def _days(self, path: TargetPath) -> tuple[dt.date, dt.date] | None:
        points = (point.day for point in (*path.actual, *([path.start] if path.start else [])))
        days = [day for day in points if day]
        days += [path.plan.day] if path.plan else []
        if not days:
            return None
        return min(days), max(*days, min(days) + dt.timedelta(days=30))

    def _room(self, rows: list[Rated]) -> QRectF:
        """The room for lines: right of the ratings' words, above the days."""
        words = max((self._small().horizontalAdvance(rated.text) for rated in rows), default=0)
        left = words + GAP + PAD
        return QRectF(left, GAP, self.width() - left - 2 * PAD, self.height() - 2 * self._small().height() - 2 * GAP)

    # Drawing

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        path = self._path
        days = self._days(path) if path else None
        if path is None or days is None or not self._rows(path):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(self, painter, path, self._rows(path), days, self._room(self._rows(path))).draw()

    @guarded(QSize(300, 180))
    def sizeHint(self) -> QSize:
        return QSize(420, 11 * self._small().height())

    @guarded(QSize(200, 100))
    def minimumSizeHint(self) -> QSize:
        return QSize(260, 8 * self._small().height())


class _Drawing:
    """One picture of one path."""

    def __init__(
        self,
        view: QWidget,
        painter: QPainter,
        path: TargetPath,
        rows: list[Rated],
        days: tuple[dt.date, dt.date],
        room: QRectF,
    ) -> None:
        self._painter, self._path, self._rows, self._room = painter, path, rows, room
        self._first, self._last = days
        self._theme = colours(view.palette())
        self._metrics = QFontMetrics(font_for(Type.META))
        painter.setFont(font_for(Type.META))

    def draw(self) -> None:
        self._draw_rows()
        self._draw_days()
        self._draw_plan()
        self._draw_actual()

    def _x(self, day: dt.date) -> float:
        whole = max((self._last - self._first).days, 1)
        return self._room.left() + self._room.width() * (day - self._first).days / whole

    def _y(self, rated: Rated) -> float:
        place = next(n for n, row in enumerate(self._rows) if _key(row) == _key(rated))
        return self._room.top() + (place + 0.5) * self._room.height() / len(self._rows)

    def _draw_rows(self) -> None:
        tall = self._room.height() / len(self._rows)
        for place, rated in enumerate(self._rows):
            box = QRectF(self._room.left() - GAP, self._room.top() + place * tall, self._room.width() + 2 * GAP, tall)
            if rated.band:
                soft = QColor(rated.band.fill)
                soft.setAlpha(_SOFT)
                self._painter.fillRect(box.adjusted(0, 1, 0, -1), soft)
            self._painter.setPen(QColor(self._theme.line))
            self._painter.drawLine(box.bottomLeft(), box.bottomRight())
            self._painter.setPen(QColor(self._theme.text))
            words = QRectF(0, box.top(), box.left() - TIGHT, tall)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._painter.drawText(words, right, rated.text)

    def _draw_days(self) -> None:
        """The first day, the last, and the planned one where it is neither and has room."""
        days = [self._first, self._last]
        days += [self._path.plan.day] if self._path.plan else []
        taken: list[QRectF] = []
        self._painter.setPen(QColor(self._theme.meta))
        for day in days:
            text = british_short(day)
            wide = self._metrics.horizontalAdvance(text) + 2
            box = QRectF(self._x(day) - wide / 2, self._room.bottom() + TIGHT, wide, self._metrics.height())
            box.moveLeft(min(box.left(), self._room.right() + GAP - wide))
            if not any(box.adjusted(-GAP, 0, GAP, 0).intersects(other) for other in taken):
                taken.append(box)
                self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self._draw_key()

    def _draw_key(self) -> None:
        """Which line is which, under the days."""
        top = self._room.bottom() + TIGHT + self._metrics.height()
        left, middle = self._room.left(), top + self._metrics.height() / 2 + 1
        for text, pen in (("Actual", self._whole()), ("Planned", self._broken())):
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(left, middle), QPointF(left + 24, middle))
            self._painter.setPen(QColor(self._theme.meta))
            base = middle + (self._metrics.ascent() - self._metrics.descent()) / 2
            self._painter.drawText(QPointF(left + 24 + TIGHT, base), text)
            left += 24 + TIGHT + self._metrics.horizontalAdvance(text) + 2 * PAD

    def _whole(self) -> QPen:
        return QPen(QColor(self._theme.text), 2)

    def _broken(self) -> QPen:
        return QPen(QColor(self._theme.accent), 2, Qt.PenStyle.DashLine)

    def _draw_plan(self) -> None:
        """From where it stood, level until the planned day, then down to the target: how it gets there nobody says."""
        start, target, plan = self._path.start, self._path.target, self._path.plan
        if plan is None or target is None:
            return
        at = QPointF(self._x(plan.day), self._y(target))
        self._painter.setPen(self._broken())
        if start and start.rated and start.day and start.day <= plan.day:
            y = self._y(start.rated)
            corner = QPointF(at.x(), y)
            self._painter.drawLine(QPointF(self._x(start.day), y), corner)
            self._painter.drawLine(corner, at)
        self._painter.setPen(QPen(QColor(self._theme.accent), 2))
        self._painter.setBrush(QColor(self._theme.base))
        sides = ((0, -_TARGET), (_TARGET, 0), (0, _TARGET), (-_TARGET, 0))
        self._painter.drawPolygon(QPolygonF([at + QPointF(*side) for side in sides]))

    def _draw_actual(self) -> None:
        """Level from each period to the next, with a dot where a period tells of it."""
        self._painter.setPen(self._whole())
        points = [point for point in self._path.actual if point.day]
        for before, after in pairwise(points):
            self._draw_step(before, after)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.text))
        dot = min(_DOT, max(1.0, self._room.width() / (4 * max(len(points), 1))))
        for point in points:
            if point.rated and point.day:
                self._painter.drawEllipse(QPointF(self._x(point.day), self._y(point.rated)), dot, dot)

    def _draw_step(self, before: Point, after: Point) -> None:
        if before.rated is None or after.rated is None or before.day is None or after.day is None:
            return
        y, x = self._y(before.rated), self._x(after.day)
        self._painter.drawLine(QPointF(self._x(before.day), y), QPointF(x, y))
        self._painter.drawLine(QPointF(x, y), QPointF(x, self._y(after.rated)))


def _key(rated: Rated) -> tuple[int, int, str]:
    return rated.severity, rated.rating, rated.text


def _spoken(path: TargetPath) -> str:
    """The way gone, each rating once where it stays."""
    said: list[str] = []
    last = ""
    for point in path.actual:
        text = point.rated.text if point.rated else "not rated"
        if text != last:
            said.append(f"{point.name}: {text}")
        last = text
    target = f" Target: {path.target.text}." if path.target else ""
    return f"{'; '.join(said)}.{target}"
