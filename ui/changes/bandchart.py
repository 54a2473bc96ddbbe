"""How many risks stood in each band, period by period: stacks of colour and pattern, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from riskdesk.scoring import Band
from riskdesk.trend import Stand, Trend
from riskdesk.wording import as_at_phrase, counted, listed
from ui.guard import guarded
from ui.plain import tip
from ui.theme import GAP, PAD, TIGHT, Type, colours, font_for

_PATTERNS = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
)
"""From the lightest band up: where colours cannot be told apart, these can."""
_STRENGTH = 110
_WIDEST = 90
_SWATCH = 14
NO_BAND = "No band"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


Counts = tuple[tuple[Band | None, int], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One band of one stack, from the lightest up; `band` is None for risks that stand in none."""

    band: Band | None
    severity: int
    count: int


def pattern_of(severity: int) -> Qt.BrushStyle:
    """What a band is hatched with, by its place from the lightest."""
    return _PATTERNS[severity % len(_PATTERNS)]


def in_words(stand: Stand) -> str:
    """A period in full: "July 2017, as at 31 July 2017: 10 open risks, 2 Very high, 5 High and 3 Low"."""
    when = f", {as_at_phrase(stand.period.as_at)}" if stand.period else ""
    counts = [
        f"{count:,} {band.word if band else NO_BAND.lower()}" for band, count in reversed(stand.counts()) if count
    ]
    parts = f": {listed(counts)}" if counts else ""
    return f"{stand.name}{when}, {counted(len(stand.risks), 'open risk')}{parts}."


def _legend(stands: Sequence[Stand], counts: Sequence[Counts]) -> list[tuple[Band | None, int]]:
    """Every band there is with its place from the lightest, the most severe first, once each."""
    found: dict[tuple[int, str, str], tuple[Band | None, int]] = {}
    for stand, numbers in zip(stands, counts, strict=True):
        for severity, band in enumerate(stand.scheme.bands):
            found[severity, band.word, band.fill] = band, severity
        if numbers[-1][1]:
            found[-1, "", ""] = None, -1
    return [found[key] for key in sorted(found, reverse=True)]


class BandChart(QWidget):
    """Left and right go from period to period; `chosen` tells the place of the one the keyboard or mouse is at."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stands: Sequence[Stand] = ()
        self._counts: Sequence[Counts] = ()
        self._legend: Sequence[tuple[Band | None, int]] = ()
        self._at = 0
        self.setAccessibleName("Bands by period")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    @property
    def at(self) -> int:
        """The place of the period chosen."""
        return self._at

    def show_trend(self, trend: Trend) -> None:
        """Show other stands; the last is chosen where the one that was is gone."""
        new = len(self._stands) != len(trend.stands)
        self._stands = trend.stands
        self._counts = [stand.counts() for stand in self._stands]
        self._legend = _legend(self._stands, self._counts)
        self._at = len(self._stands) - 1 if new else self._at
        self._tell()
        self.update()

    def go_to(self, place: int) -> None:
        """Choose a period without telling."""
        if 0 <= place < len(self._stands) and place != self._at:
            self._at = place
            self._tell()
            self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(in_words(self._stands[self._at]) if self._stands else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Where things stand

    def _small(self) -> QFontMetrics:
        return QFontMetrics(font_for(Type.META))

    def _room(self) -> QRectF:
        """The room for stacks: above the periods' names, left of the legend."""
        words = [band.word if band else NO_BAND for band, _ in self._legend]
        legend = max((self._small().horizontalAdvance(word) for word in words), default=0) + _SWATCH + 3 * GAP
        foot = self._small().height() + TIGHT
        return QRectF(PAD, GAP, self.width() - legend - 2 * PAD, self.height() - foot - 2 * GAP)

    def _slot(self, place: int) -> QRectF:
        """The whole width and height a period has."""
        room = self._room()
        wide = room.width() / max(len(self._stands), 1)
        return QRectF(room.left() + place * wide, room.top(), wide, room.height())

    def _bar(self, place: int) -> QRectF:
        slot = self._slot(place)
        wide = min(max(slot.width() - max(2.0, slot.width() / 8), 1.0), float(_WIDEST))
        return QRectF(slot.center().x() - wide / 2, slot.top(), wide, slot.height())

    def place_at(self, x: float) -> int | None:
        """The period at a distance from the left, None beside them."""
        return next((n for n in range(len(self._stands)) if self._slot(n).left() <= x < self._slot(n).right()), None)

    # Drawing

    def _draw_part(self, painter: QPainter, box: QRectF, part: _Part) -> None:
        theme = colours(self.palette())
        fill = QColor(part.band.fill if part.band else theme.base)
        painter.fillRect(box, fill)
        if part.band:
            ink = QColor(part.band.ink)
            ink.setAlpha(_STRENGTH)
            painter.fillRect(box, QBrush(ink, pattern_of(part.severity)))
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        self._draw_number(painter, box, part, fill)

    def _draw_number(self, painter: QPainter, box: QRectF, part: _Part, fill: QColor) -> None:
        """On a patch without pattern, where there is room for it."""
        text, metrics = f"{part.count:,}", QFontMetrics(font_for(Type.STRONG))
        wide, tall = metrics.horizontalAdvance(text) + 2 * TIGHT, metrics.capHeight() + TIGHT
        if not part.count or box.width() < wide or box.height() < tall:
            return
        patch = QRectF(0, 0, wide, min(metrics.height(), box.height() - 2))
        patch.moveCenter(box.center())
        painter.fillRect(patch, fill)
        painter.setPen(QColor(part.band.ink if part.band else colours(self.palette()).text))
        painter.setFont(font_for(Type.STRONG))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_stack(self, painter: QPainter, place: int, most: int) -> None:
        bar = self._bar(place)
        unit, bottom = bar.height() / max(most, 1), bar.bottom()
        counts = self._counts[place]
        parts = [_Part(None, -1, counts[-1][1])]
        parts += [_Part(band, severity, count) for severity, (band, count) in enumerate(counts[:-1])]
        for part in parts:
            if part.count:
                bottom -= part.count * unit
                self._draw_part(painter, QRectF(bar.left(), bottom, bar.width(), part.count * unit), part)

    def _draw_names(self, painter: QPainter) -> None:
        """As many periods' names as have room; the one chosen stands in any case."""
        metrics = self._small()
        painter.setFont(font_for(Type.META))
        top, tall = self._room().bottom() + TIGHT, metrics.height()
        taken: list[QRectF] = []
        order = [self._at, *range(len(self._stands) - 1, -1, -1)]
        for place in order:
            text, slot = self._stands[place].name, self._slot(place)
            wide = min(metrics.horizontalAdvance(text) + 2, max(slot.width(), 96.0))
            box = QRectF(slot.center().x() - wide / 2, top, wide, tall)
            box.moveLeft(min(max(box.left(), 0), self.width() - wide))
            if any(box.adjusted(-GAP, 0, GAP, 0).intersects(other) for other in taken):
                continue
            taken.append(box)
            role = colours(self.palette()).text if place == self._at else colours(self.palette()).meta
            painter.setPen(QColor(role))
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, short)

    def _draw_legend(self, painter: QPainter) -> None:
        metrics, theme = self._small(), colours(self.palette())
        painter.setFont(font_for(Type.META))
        left, top = self._room().right() + 2 * GAP, self._room().top()
        for place, (band, severity) in enumerate(self._legend):
            swatch = QRectF(left, top + place * (_SWATCH + GAP), _SWATCH, _SWATCH)
            self._draw_part(painter, swatch, _Part(band, severity, 0))
            painter.setPen(QColor(theme.text))
            at = QPointF(swatch.right() + GAP, swatch.center().y() + (metrics.ascent() - metrics.descent()) / 2)
            painter.drawText(at, band.word if band else NO_BAND)

    def _draw_schemes(self, painter: QPainter) -> None:
        """A broken line where the scheme is another one from then on."""
        painter.setPen(QPen(QColor(colours(self.palette()).text), 1, Qt.PenStyle.DashLine))
        for place in range(1, len(self._stands)):
            if self._stands[place].scheme != self._stands[place - 1].scheme:
                slot = self._slot(place)
                painter.drawLine(slot.topLeft(), slot.bottomLeft())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stands:
            return
        painter = QPainter(self)
        most = max(len(stand.risks) for stand in self._stands)
        for place in range(len(self._stands)):
            self._draw_stack(painter, place, most)
        self._draw_schemes(painter)
        self._draw_names(painter)
        self._draw_legend(painter)
        theme = colours(self.palette())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.text), 2))
        painter.drawRect(self._bar(self._at).adjusted(-2, -2, 2, 2))

    # The hand

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._stands):
            self.go_to(place)
            self.chosen.emit(place)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(self._at + _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else len(self._stands) - 1)
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x())
        self.setToolTip(tip(in_words(self._stands[place])) if place is not None else "")

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @guarded(QSize(400, 200))
    def sizeHint(self) -> QSize:
        return QSize(600, 11 * self._small().height())

    @guarded(QSize(200, 100))
    def minimumSizeHint(self) -> QSize:
        return QSize(300, 7 * self._small().height())
