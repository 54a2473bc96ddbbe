"""A small risk matrix to click: one cell per pair of levels, drawn as the register's scheme says.

Likelihood runs up the side and impact along the bottom, as the scheme's own grid does. Arrows move,
Return or Space sets, Delete clears.
"""

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

from riskdesk.scoring import Rated, Scheme
from ui.columns import words_of
from ui.guard import guarded
from ui.plain import tip
from ui.theme import Type, colours, font_for

Cell = tuple[int, int]
"""An impact level and a likelihood level."""

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_ROW_HEIGHT, _GAP, _MARGIN = 26, 2, 3
_SOFT_LIGHT, _SOFT_DARK = 0.5, 0.28
"""How much of its band's colour a cell keeps that the score does not stand in, so that the score stands
out and every number reads at 4.5:1 on its cell."""


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


class Matrix(QWidget):
    """Shows where a score stands and lets a person choose another cell; it changes nothing itself."""

    chosen = Signal(int, int)
    cleared = Signal()

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheme = scheme
        self._cell: Cell | None = None
        self._wanted: Cell | None = None
        self._at: Cell = (scheme.impact[0].value, scheme.likelihood[0].value)
        self._read_only = False
        self._small = font_for(Type.META)
        self._metrics = QFontMetrics(self._small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_score(self, scheme: Scheme, impact: int | None, likelihood: int | None) -> None:
        if scheme is not self.scheme:
            self.scheme = scheme
            self.updateGeometry()
        whole = scheme.rate(impact, likelihood) is not None
        cell = (impact, likelihood) if impact is not None and likelihood is not None and whole else None
        if cell != self._cell or self._at not in self._cells():
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

    @property
    def at(self) -> Cell:
        """The cell the keyboard is at."""
        return self._at

    def box(self, cell: Cell) -> QRectF:
        """Where a cell is drawn."""
        column = [level.value for level in self.scheme.impact].index(cell[0])
        row = len(self.scheme.likelihood) - 1 - [level.value for level in self.scheme.likelihood].index(cell[1])
        grid = self._grid()
        wide, tall = grid.width() / len(self.scheme.impact), grid.height() / len(self.scheme.likelihood)
        left, top = grid.left() + column * wide, grid.top() + row * tall
        return QRectF(left, top, wide - _GAP, tall - _GAP)

    def cell_at(self, place: QPoint) -> Cell | None:
        return next((cell for cell in self._cells() if self.box(cell).contains(place)), None)

    def _cells(self) -> list[Cell]:
        return [(i.value, k.value) for k in self.scheme.likelihood for i in self.scheme.impact]

    def _grid(self) -> QRectF:
        """The room for cells: below the likelihood's name, beside its levels, above the impact's levels and name."""
        left, top, below = self._side(), self._line() + _MARGIN, 2 * self._line() + _MARGIN
        return QRectF(left, top, self.width() - left - _MARGIN + _GAP, self.height() - top - below + _GAP)

    def _side(self) -> float:
        widest = max(self._metrics.horizontalAdvance(level.label) for level in self.scheme.likelihood)
        return widest + 8

    def _line(self) -> int:
        return self._metrics.height()

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
        stands = ", set" if self._at == self._cell else ""
        self.setAccessibleDescription(cell_text(self.scheme, *self._at) + stands)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _choose(self, cell: Cell) -> None:
        self._at = cell
        self.update()
        if not self._read_only:
            self.chosen.emit(*cell)

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

    @staticmethod
    def _outline(painter: QPainter, box: QRectF, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, style))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)

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
        for cell in self._cells():
            self._draw_cell(painter, cell)
        self._draw_axes(painter)
        accent = QColor(colours(self.palette()).accent)
        if self._wanted:
            self._outline(painter, self.box(self._wanted), accent, Qt.PenStyle.DashLine)
        if self.hasFocus():
            self._outline(painter, self.box(self._at).adjusted(-3, -3, 3, 3), accent)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._move(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._read_only:
            self.cleared.emit()
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
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if cell and not self._read_only else Qt.CursorShape.ArrowCursor
        )
        self.setToolTip(tip(cell_help(self.scheme, cell)) if cell else "")

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
