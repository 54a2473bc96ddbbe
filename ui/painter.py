"""Draws table cells straight from the rows: no roles are asked, wrapped lines are kept, bands are chips of colour."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from riskdesk.scoring import Band
from ui.columns import Align, Cell, Column, Mark, Tone
from ui.guard import guarded
from ui.theme import GAP, TIGHT, Colours, Type, colours, font_for

Index = QModelIndex | QPersistentModelIndex
Rect = tuple[int, int, int, int]
"""Left, top, width and height."""

_KEPT = 8000
"""Wrapped texts kept: several screens full, small in memory."""
_MARK_ROOM = 12
_LONGEST = 600
"""More letters than two lines of any column hold, so that a huge text costs no more than a long one."""


class CellPainter(QStyledItemDelegate):
    """A delegate that is handed the rows (`cell_of`) and told which row is current or hovered. `by_cell`
    frames the current cell as well, where cells are what a person works on."""

    by_cell = False

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]], cell_of: Callable[[int, int], Cell]) -> None:
        super().__init__(view)
        self.current = -1
        self.current_column = -1
        self.hovered = -1
        self._view = view
        self._columns = columns
        self._cell_of = cell_of
        self.dress()

    def dress(self) -> None:
        """Take the colours and fonts of the moment; the view calls it when theme or font change."""
        theme = self.theme = colours(self._view.palette())
        self._work, self._strong, self._meta = (font_for(kind) for kind in (Type.WORK, Type.STRONG, Type.META))
        self._metrics = {id(font): QFontMetrics(font) for font in (self._work, self._strong, self._meta)}
        self._fonts = dict.fromkeys(Tone, self._work) | {
            Tone.STRONG: self._strong,
            Tone.ALERT: self._strong,
            Tone.ABSENT: self._meta,
        }
        self._pens = _pens(theme)
        self._line, self._accent = QColor(theme.line), QColor(theme.accent)
        self._selected, self._hover = QColor(theme.notice), QColor(theme.hover)
        self._chips: dict[Band, tuple[QColor, QColor, QColor]] = {}
        self._widths: dict[tuple[str, int], int] = {}
        self._wrapped: dict[tuple[str, int, int, int, str], tuple[str, ...]] = {}

    @property
    def row_height(self) -> int:
        """Room for two lines of work text."""
        return 2 * self._metrics[id(self._work)].lineSpacing() + GAP

    def lines(self, text: str, font: QFont, width: int, most: int, tail: str = "") -> tuple[str, ...]:
        """The text in at most so many lines, the last one elided before the tail."""
        key = (text, id(font), width, most, tail)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > _KEPT:
                self._wrapped.clear()
            found = self._wrapped[key] = wrap(text, font, width, most, tail)
        return found

    def width(self, text: str, font: QFont) -> int:
        """How much room a short text takes. The few there are stay known."""
        found = self._widths.get((text, id(font)))
        if found is None:
            found = self._widths[text, id(font)] = self._metrics[id(font)].horizontalAdvance(text)
        return found

    def text_room(self, text: str) -> int:
        """The width of a column in which a text stands whole. Letters take parts of pixels, so there is one more."""
        return self.width(text, self._work) + 2 * GAP + 1

    def heading_room(self, text: str) -> int:
        """The width of a column whose heading is shown whole."""
        return self.width(text, self._strong) + 2 * GAP + 1

    def chip_room(self, text: str, *, marked: bool) -> int:
        """The width of a column in which a chip says this whole, beside a mark."""
        return self.width(text, self._strong) + 4 * TIGHT + 2 + (_MARK_ROOM if marked else 0)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, column = index.row(), index.column()
        rect: Rect = option.rect.getRect()  # type: ignore[assignment]
        self._ground(painter, place, column, rect)
        cell = self._cell_of(place, column)
        if cell.band is not None:
            self._chip(painter, cell, cell.band, rect)
        else:
            self._text(painter, cell, self._columns[column], rect)

    @guarded(QSize(80, 26))
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._columns[index.column()].width, self.row_height)

    def _ground(self, painter: QPainter, place: int, column: int, rect: Rect) -> None:
        x, y, width, height = rect
        if place == self.current:
            painter.fillRect(x, y, width, height, self._selected)
        elif place == self.hovered:
            painter.fillRect(x, y, width, height, self._hover)
        painter.fillRect(x, y + height - 1, width, 1, self._line)
        if place == self.current:
            if self._view.hasFocus():
                painter.fillRect(x, y, width, 1, self._accent)
                painter.fillRect(x, y + height - 1, width, 1, self._accent)
            if column == 0:
                painter.fillRect(x, y, 3, height, self._accent)
            if self.by_cell and column == self.current_column and self._view.hasFocus():
                painter.setPen(QPen(self._accent, 2))
                painter.drawRect(x + 1, y + 1, width - 2, height - 2)

    def _chip(self, painter: QPainter, cell: Cell, band: Band, rect: Rect) -> None:
        x, y, width, height = rect
        fill, edge, ink = self._chips.get(band) or self._chips.setdefault(band, _chip_colours(band))
        metrics = self._metrics[id(self._strong)]
        small = self._metrics[id(self._meta)]
        tall = metrics.height() + TIGHT
        top = y + (height - tall - (small.lineSpacing() if cell.more else 0)) // 2
        painter.fillRect(x + TIGHT, top, width - 2 * TIGHT, tall, edge)
        painter.fillRect(x + TIGHT + 1, top + 1, width - 2 * TIGHT - 2, tall - 2, fill)
        room = width - 4 * TIGHT - (_MARK_ROOM if cell.mark else 0)
        (text,) = self.lines(cell.text, self._strong, room, 1) or ("",)
        painter.setFont(self._strong)
        painter.setPen(ink)
        painter.drawText(x + 2 * TIGHT, top + (tall + metrics.ascent() - metrics.descent()) // 2, text)
        if cell.mark is not None:
            draw_mark(painter, cell.mark, x + width - 2 * TIGHT - 9, top + tall // 2, ink)
        if cell.more:
            (more,) = self.lines(cell.more, self._meta, width - 3 * TIGHT, 1) or ("",)
            painter.setFont(self._meta)
            painter.setPen(self._pens[cell.more_tone])
            painter.drawText(x + 2 * TIGHT, top + tall + small.ascent(), more)

    def _text(self, painter: QPainter, cell: Cell, column: Column[Any], rect: Rect) -> None:
        x, y, width, height = rect
        indent = 13 if cell.mark is not None else 0
        room = width - 2 * GAP - indent
        font = self._fonts[cell.tone]
        text = cell.short if cell.short and self.width(cell.text, font) > room else cell.text
        lines = self.lines(text, font, room, 1 if cell.more else column.lines, cell.tail)
        more = self.lines(cell.more, self._meta, room, 1) if cell.more else ()
        metrics, small = self._metrics[id(font)], self._metrics[id(self._meta)]
        tall = metrics.lineSpacing() * len(lines) + small.lineSpacing() * len(more)
        base = y + (height - tall) // 2 + metrics.ascent()
        left = x + GAP + indent
        if cell.mark is not None:
            draw_mark(painter, cell.mark, x + GAP, base - metrics.xHeight() // 2, self._pens[Tone.PLAIN])
        painter.setFont(font)
        painter.setPen(self._pens[cell.tone])
        for line in lines:
            at = left if column.align is Align.LEFT else x + width - GAP - metrics.horizontalAdvance(line)
            painter.drawText(at, base, line)
            base += metrics.lineSpacing()
        if more:
            base += small.ascent() - metrics.ascent()
            painter.setFont(self._meta)
            painter.setPen(self._pens[cell.more_tone])
            at = left if column.align is Align.LEFT else x + width - GAP - small.horizontalAdvance(more[0])
            painter.drawText(at, base, more[0])


def wrap(text: str, font: QFont, width: int, most: int, tail: str = "") -> tuple[str, ...]:
    """A text broken at words into at most so many lines of a width. What does not fit ends in three
    dots; the tail ends the last line whole."""
    plain = " ".join(text[:_LONGEST].split())
    if not plain or width <= 0:
        return ()
    metrics = QFontMetrics(font)
    tail = f" {tail}" if tail else ""
    ends = width - metrics.horizontalAdvance(tail)
    if most == 1 or metrics.horizontalAdvance(plain) <= ends:
        return (metrics.elidedText(plain, Qt.TextElideMode.ElideRight, ends) + tail,)
    lines = _broken(plain, font, width, most)
    return *lines[:-1], metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, ends) + tail


def _broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The first lines of a text; the last of them holds all the rest."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width - 1)  # Qt breaks by parts of pixels, and elides by whole ones
        last = len(lines) == most - 1
        lines.append(_from(text, line.textStart(), None if last else line.textLength()))
    layout.endLayout()
    return lines


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _from(text: str, start: int, length: int | None) -> str:
    """A part of a text by Qt's count, in which an emoji is two."""
    units = text.encode("utf-16-le", "surrogatepass")
    part = units[2 * start :] if length is None else units[2 * start : 2 * (start + length)]
    return part.decode("utf-16-le", "replace").strip()


def draw_mark(painter: QPainter, mark: Mark, x: int, middle: int, colour: QColor) -> None:
    """A sign 9 wide: a triangle up or down, or "not equal"."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    if mark is Mark.DIFFERS:
        for top in (middle - 3, middle + 1):
            painter.fillRect(QRectF(x, top, 9, 1.6), colour)
        painter.setPen(colour)
        painter.drawLine(QPointF(x + 2, middle + 5), QPointF(x + 7, middle - 5))
    else:
        tip, foot = (middle - 4, middle + 4) if mark is Mark.UP else (middle + 4, middle - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x, foot), QPointF(x + 9, foot), QPointF(x + 4.5, tip)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _pens(theme: Colours) -> dict[Tone, QColor]:
    return {
        Tone.PLAIN: QColor(theme.text),
        Tone.STRONG: QColor(theme.text),
        Tone.MUTED: QColor(theme.meta),
        Tone.ABSENT: QColor(theme.meta),
        Tone.ALERT: QColor(theme.alert),
    }


def _chip_colours(band: Band) -> tuple[QColor, QColor, QColor]:
    fill = QColor(band.fill)
    return fill, fill.darker(135), QColor(band.ink)
