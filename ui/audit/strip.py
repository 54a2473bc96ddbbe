"""The trend of one score, drawn: time to the right, one lane a level, the most severe on top."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.days import british_short
from riskdesk.history import StepKind
from riskdesk.scoring import Band, Rated
from riskdesk.trail import Cause, Move, standing
from ui.columns import words_of
from ui.guard import guarded
from ui.theme import GAP, TIGHT, Type, font_for

_LANE, _LOWEST_LANE = 24, 14
_APART = 16
"""Pixels between two moves at least, so that those of one day can be told apart."""
_DOT = 4.5
NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class Lane:
    """One level that the score stood at: its number and word, and its band."""

    text: str
    band: Band | None
    order: tuple[int, int]


def lane_of(rated: Rated | None) -> Lane:
    return (
        Lane(words_of(rated), rated.band, (rated.severity, rated.rating)) if rated else Lane(NOT_RATED, None, (-2, 0))
    )


def lanes_of(moves: Sequence[Move]) -> list[Lane]:
    """Every level the score stood at, most severe first. One number and word is one lane, whichever scheme gave it."""
    rated = [move.was for move in shown(moves) if move.cause is not Cause.FIRST] + [move.now for move in shown(moves)]
    found = {lane.text: lane for lane in map(lane_of, rated)}
    return sorted(found.values(), key=lambda lane: (lane.order, lane.text), reverse=True)


def shown(moves: Sequence[Move]) -> list[Move]:
    """Those that stand, and those that were taken back; not the taking back itself."""
    return [move for move in moves if not (move.undone and move.step.kind in (StepKind.UNDO, StepKind.REDO))]


def places(moments: Sequence[dt.datetime], end: dt.datetime, left: float, right: float) -> list[float]:
    """Where moments stand between two edges: by time, but never closer than can be told apart while there is room."""
    if not moments:
        return []
    span = (end - moments[0]).total_seconds() or 1.0
    apart = min(_APART, (right - left) / (len(moments) + 1))
    found: list[float] = []
    for moment in moments:
        wanted = left + (right - left) * max(0.0, (moment - moments[0]).total_seconds()) / span
        found.append(max(wanted, found[-1] + apart) if found else wanted)
    limit = right - apart
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], limit)
        limit = found[place] - apart
    return found


class TrendStrip(QWidget):
    """Bands in their colours, with number and word at each lane. A dashed line marks a change of scheme; a hollow dot a
    move that was taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moves: Sequence[Move] = ()
        self._today = dt.date.min
        self._lanes: list[Lane] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Trend of the score")

    def show_moves(self, moves: Sequence[Move], today: dt.date, told: str) -> None:
        """`told` says in words what is drawn."""
        self._moves, self._today = moves, today
        self._lanes = lanes_of(moves)
        self.setAccessibleDescription(told)
        self.setVisible(bool(self._lanes))
        self.updateGeometry()
        self.update()

    def _meta(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _side(self) -> int:
        return max(self._meta().horizontalAdvance(lane.text) for lane in self._lanes) + 2 * GAP

    def _room(self) -> QRectF:
        """Where the lanes are: beside their words, below the marks of schemes, above the dates."""
        line = self._meta().height()
        left = self._side() + GAP
        return QRectF(left, line + TIGHT, self.width() - left - GAP, self.height() - 2 * line - 2 * TIGHT)

    def _lane_box(self, lane: Lane) -> QRectF:
        room = self._room()
        tall = room.height() / len(self._lanes)
        place = [each.text for each in self._lanes].index(lane.text)
        return QRectF(room.left(), room.top() + place * tall, room.width(), tall)

    def _draw_lanes(self, painter: QPainter) -> None:
        painter.setFont(font_for(Type.META))
        for lane in self._lanes:
            box = self._lane_box(lane)
            chip = QRectF(0.5, box.top() + 2, self._side() - 1, box.height() - 4)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.setBrush(QColor(lane.band.fill) if lane.band else self.palette().color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(chip, 3, 3)
            painter.setPen(QColor(lane.band.ink) if lane.band else self.palette().color(QPalette.ColorRole.Text))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, lane.text)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))

    def _draw_line(self, painter: QPainter, at: dict[int, float]) -> None:
        """The way of the score: level where it stood, upright where it moved. Runs to today."""
        steady = standing(self._moves)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        for place, move in enumerate(steady):
            lane, x = lane_of(move.now), at[id(move)]
            until = at[id(steady[place + 1])] if place + 1 < len(steady) else self._room().right()
            box = self._lane_box(lane)
            y, tall = box.center().y(), min(12.0, box.height() - 4)
            bar = QRectF(x, y - tall / 2, until - x, tall)
            painter.setPen(QPen(ink, 1))
            painter.setBrush(QColor(lane.band.fill) if lane.band else self.palette().color(QPalette.ColorRole.Base))
            painter.drawRect(bar)
            if place:
                before = self._lane_box(lane_of(steady[place - 1].now)).center().y()
                painter.setPen(QPen(ink, 1.5))
                painter.drawLine(QPointF(x, before), QPointF(x, y))

    def _draw_dots(self, painter: QPainter, at: dict[int, float]) -> None:
        ink, base = (self.palette().color(role) for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Base))
        for move in shown(self._moves):
            dot = QPointF(at[id(move)], self._lane_box(lane_of(move.now)).center().y())
            if move.cause is Cause.SCHEME and not move.undone:
                continue
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(base if move.undone else ink)
            painter.drawEllipse(dot, _DOT, _DOT)

    def _draw_schemes(self, painter: QPainter, at: dict[int, float]) -> None:
        painter.setFont(font_for(Type.META))
        room, line = self._room(), self._meta().height()
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5, Qt.PenStyle.DashLine)
        wide = self._meta().horizontalAdvance("scheme") + 2
        for move in standing(self._moves):
            if move.cause is Cause.SCHEME:
                x = at[id(move)]
                painter.setPen(pen)
                painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom()))
                left = min(max(x - wide / 2, 0), self.width() - wide)
                painter.drawText(QRectF(left, 0, wide, line), Qt.AlignmentFlag.AlignCenter, "scheme")

    def _draw_dates(self, painter: QPainter, at: dict[int, float]) -> None:
        """The first day and today, and each move's day where it has room."""
        painter.setFont(font_for(Type.META))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        metrics, room = self._meta(), self._room()
        days = [(at[id(move)], british_short(move.step.at.astimezone().date())) for move in shown(self._moves)]
        last = "today"
        taken = [(room.right() - metrics.horizontalAdvance(last), room.right())]
        top = room.bottom() + TIGHT / 2
        painter.drawText(QRectF(taken[0][0], top, room.right(), metrics.height()), Qt.AlignmentFlag.AlignLeft, last)
        for x, text in days:
            wide = metrics.horizontalAdvance(text)
            left = max(x - wide / 2, room.left() - GAP) if x > room.left() + 1 else x
            if all(left + wide + GAP < start or left > end + GAP for start, end in taken):
                taken.append((left, left + wide))
                painter.drawText(QRectF(left, top, wide + 2, metrics.height()), Qt.AlignmentFlag.AlignLeft, text)

    @guarded(QSize(400, 120))
    def sizeHint(self) -> QSize:
        lanes = max(len(self._lanes), 1)
        lane = max(_LOWEST_LANE, min(_LANE, 200 // lanes))
        return QSize(400, lanes * max(lane, self._meta().height() + 6) + 2 * self._meta().height() + 2 * TIGHT)

    @guarded(QSize(200, 80))
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        moves, room = shown(self._moves), self._room()
        end = max(dt.datetime.combine(self._today, dt.time.max).astimezone(), moves[-1].step.at)
        xs = places([move.step.at for move in moves], end, room.left() + _DOT + 1, room.right())
        at = {id(move): x for move, x in zip(moves, xs, strict=True)}
        self._draw_lanes(painter)
        self._draw_line(painter, at)
        self._draw_schemes(painter, at)
        self._draw_dots(painter, at)
        self._draw_dates(painter, at)
