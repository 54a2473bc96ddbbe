"""The table of findings: groups under headings, rolled-up findings that open and close, a sign for each severity."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from riskdesk.audit.findings import Finding, Severity
from riskdesk.audit.run import Audit
from riskdesk.scrutiny import Challenge
from riskdesk.wording import counted
from ui.audit.findingrows import COLUMNS, FindingRows, Grouping, Heading, Item
from ui.columnroom import ColumnRoom
from ui.columns import Column, Tone
from ui.guard import guarded
from ui.painter import CellPainter, Index
from ui.rows import Row
from ui.rowsmodel import ACCESSIBLE, DISPLAY, RowsModel
from ui.tableview import TableView
from ui.theme import GAP, PAD, TIGHT, Type, font_for

_CAN_BE_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_KNOB, _SIGN = 14, 13
"""How wide the triangle is that opens a row, and the sign of a severity."""
_LOW_HEADINGS = 300
"""With more headings than this each is as high as a row: giving so many a height of their own takes time."""


class FindingsModel(RowsModel[Item]):
    """Findings in groups."""

    def __init__(self) -> None:
        self.findings = FindingRows()
        super().__init__(self.findings)

    def want(self, passes: Callable[[Finding], bool]) -> None:
        """Show the findings that pass."""
        self._again(lambda: self.findings.narrow(passes))

    def read(self, audit: Audit, challenges: Iterable[Challenge], grouping: Grouping) -> None:
        self._again(lambda: self.findings.read(audit, challenges, grouping))
        self._idle.start()

    def open(self, id_: int, *, opened: bool) -> None:
        """Show or fold away what stands under a rolled-up finding."""
        (self.findings.opened.add if opened else self.findings.opened.discard)(id_)
        self._again(self.findings.again)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.row(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return _CAN_BE_CHOSEN

    @guarded(None)
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        told = super().data(index, role)
        if role != ACCESSIBLE or index.column() or not index.isValid():
            return told
        row = self.row(index.row())
        under = row.thing.finding.under
        if isinstance(row, Heading) or not under:
            return told
        return f"{told}, {counted(len(under), 'finding')}, {'opened' if row.id in self.findings.opened else 'closed'}"


class FindingRoom(ColumnRoom):
    """Leaves out columns that only repeat the headings, unless a person chose the columns."""

    def _shown(self, room: int) -> list[Column[Any]]:
        shown = super()._shown(room)
        return [column for column in shown if self.chosen is not None or column.key not in self.bare]


class FindingPainter(CellPainter):
    """Draws headings across the table, and before each severity its sign and, where it opens, a triangle."""

    def __init__(self, view: "FindingsTable") -> None:
        super().__init__(view, COLUMNS, view.model_.cell)
        self._table = view

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._table.model_.row(index.row())
        if isinstance(row, Heading):
            self._heading(painter, option, row.words)
        elif index.column() == 0:
            self._severity(painter, option, index, row)
        else:
            super().paint(painter, option, index)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        """Every cell draws its own part of the one line, so that no cells need be joined."""
        rect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(self.theme.window))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        painter.setFont(font_for(Type.STRONG))
        painter.setPen(self._pens[Tone.STRONG])
        left = self._table.columnViewportPosition(0)
        room = self._table.viewport().width() - left - 2 * GAP
        (text,) = self.lines(words, self._strong, room, 1) or ("",)
        line = QRectF(left + GAP, rect.top(), room + GAP, rect.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _severity(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Row[Item]) -> None:
        rect = option.rect
        x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        self._ground(painter, index.row(), 0, (x, y, width, height))
        cell = self._table.model_.cell(index.row(), 0)
        left = x + GAP + (PAD if row.thing.top else 0)
        if row.thing.finding.under:
            opened = row.id in self._table.model_.findings.opened
            draw_knob(painter, left, y + height // 2, self._pens[Tone.PLAIN], opened=opened)
        left += _KNOB
        colour = self._pens[cell.tone]
        draw_severity(painter, row.thing.finding.severity, left, y + height // 2, colour, QColor(self.theme.base))
        left += _SIGN - TIGHT
        self._text(painter, cell, COLUMNS[0], (left, y, x + width - left, height))


class FindingsTable(TableView):
    """`opened` tells the id of the finding whose field a person wants to see."""

    turned = Signal()
    """A rolled-up finding was opened or closed."""

    def __init__(self) -> None:
        self.model_ = FindingsModel()
        self._low: list[int] = []
        super().__init__(self.model_, "findings")
        self.room = FindingRoom(COLUMNS, self._scale())
        self.cells = FindingPainter(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Findings")
        self.setAccessibleDescription("Enter goes to the field; Right and Left open and close what is rolled up")

    @property
    def item(self) -> Item | None:
        """The finding that is current."""
        place = self.model_.rows.place(self.current_id)
        return self.model_.row(place).thing if place >= 0 else None

    def turn(self, *, opened: bool) -> None:
        """Open or close the current finding; closing one that stands under another closes that."""
        item, id_ = self.item, self.current_id
        if item is None:
            return
        if item.top and not opened:
            id_ = item.top
            self.go_to(id_)
            self.chosen.emit(id_)
        elif not item.finding.under:
            return
        if opened != (id_ in self.model_.findings.opened):
            self.model_.open(id_, opened=opened)
            self.turned.emit()

    def toggle(self) -> None:
        if self.item and self.item.finding.under:
            self.turn(opened=self.current_id not in self.model_.findings.opened)

    def group_by(self, grouping: Grouping) -> None:
        """Leave the rule's name to the headings where they say it, and its room to the findings."""
        self.room.bare = frozenset({"rule"}) if grouping is Grouping.RULE else frozenset()
        self.fit()

    def to_end(self, *, last: bool) -> None:
        """Go to the first or the last finding shown."""
        shown = self.model_.rows.shown
        places = range(len(shown) - 1, -1, -1) if last else range(len(shown))
        place = next((place for place in places if shown[place].id > 0), -1)
        if place >= 0:
            self._choose(place)

    def _on_reset(self) -> None:
        height = self.verticalHeader().defaultSectionSize()
        for place in self._low:
            if place < self.model_.rowCount():
                self.setRowHeight(place, height)
        heads = [place for place, row in enumerate(self.model_.rows.shown) if row.id < 0]
        self._low = heads if len(heads) <= _LOW_HEADINGS else []
        for place in self._low:
            self.setRowHeight(place, height * 2 // 3)
        super()._on_reset()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.turn(opened=event.key() == Qt.Key.Key_Right)
        elif event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.to_end(last=event.key() == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and not isinstance(self.model_.row(index.row()), Heading):
            knob = self.columnViewportPosition(0) + GAP + _KNOB
            if event.button() == Qt.MouseButton.LeftButton and event.position().x() < knob:
                self.toggle()

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens what is rolled up, and goes to the field of a single finding."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or isinstance(self.model_.row(index.row()), Heading):
            return
        if self.model_.row(index.row()).thing.finding.under:
            self.toggle()
        else:
            self.opened.emit(self.current_id)


def draw_knob(painter: QPainter, x: int, middle: int, colour: QColor, *, opened: bool) -> None:
    """A triangle that points to the right, or down where what is under the row is shown."""
    right = [QPointF(x + 1, middle - 4), QPointF(x + 6, middle), QPointF(x + 1, middle + 4)]
    down = [QPointF(x, middle - 2), QPointF(x + 8, middle - 2), QPointF(x + 4, middle + 3)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(down if opened else right))
    painter.restore()


def draw_severity(painter: QPainter, severity: Severity, x: int, middle: int, ink: QColor, paper: QColor) -> None:
    """A sign 12 wide and each of another shape: a filled disc with a bar, a triangle, a ring with a dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box, centre = QRectF(x + 0.5, middle - 5.5, 11, 11), QPointF(x + 6, middle)
    painter.setPen(QPen(ink, 1.4))
    if severity is Severity.ERROR:
        painter.setBrush(ink)
        painter.drawEllipse(box)
        painter.fillRect(QRectF(x + 3, middle - 1, 6, 2), paper)
    elif severity is Severity.WARNING:
        painter.drawPolygon(QPolygonF([QPointF(x + 6, middle - 5), QPointF(x + 11.5, middle + 5),
                                       QPointF(x + 0.5, middle + 5)]))  # fmt: skip
        painter.fillRect(QRectF(x + 5.2, middle - 1.5, 1.6, 3), ink)
        painter.fillRect(QRectF(x + 5.2, middle + 2.4, 1.6, 1.4), ink)
    else:
        painter.drawEllipse(box)
        painter.setBrush(ink)
        painter.drawEllipse(centre, 1.2, 1.2)
    painter.restore()
