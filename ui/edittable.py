"""A small table to type in: the lists of a register and the levels and bands of a scheme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.guard import guarded
from ui.plain import tip
from ui.theme import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Col:
    """A column: `share` is its part of the room, `choices` the words it may hold (any when empty)."""

    title: str
    share: int = 1
    choices: tuple[str, ...] = ()
    hint: str = ""
    fixed: bool = False
    number: bool = False


class EditTable(QTableWidget):
    """Return or F2 edits, Delete asks to remove the row, all else is a table's. `edited` tells a cell that a person
    changed, `removal_wanted` a row."""

    edited = Signal(int, int)
    removal_wanted = Signal(int)

    def __init__(self, name: str, columns: Sequence[Col]) -> None:
        super().__init__(0, len(columns))
        self.columns = tuple(columns)
        self._read_only = False
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([column.title for column in columns])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        for place, column in enumerate(columns):
            header = self.horizontalHeaderItem(place)
            if header and column.hint:
                header.setToolTip(tip(column.hint))
            if header and column.number:
                header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column.choices:
                self.setItemDelegateForColumn(place, _Chooser(self))
        self.itemChanged.connect(lambda item: self.edited.emit(item.row(), item.column()))

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these texts. The cell a person stands in stays theirs."""
        with QSignalBlocker(self):
            self.setRowCount(len(rows))
            for row, texts in enumerate(rows):
                for place, text in enumerate(texts):
                    self._put(row, place, text)

    def offer(self, column: int, choices: tuple[str, ...]) -> None:
        """Other words for a column that has choices."""
        found = list(self.columns)
        found[column] = Col(found[column].title, found[column].share, choices, found[column].hint)
        self.columns = tuple(found)

    def hide_column(self, column: int, hide: bool) -> None:
        self.setColumnHidden(column, hide)
        self._share_room()

    def text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""

    def dye(self, row: int, column: int, fill: str, ink: str) -> None:
        """Give a cell the colours it speaks of; "" for none."""
        item = self.item(row, column)
        if item:
            with QSignalBlocker(self):
                item.setBackground(QBrush(QColor(fill)) if fill else QBrush())
                item.setForeground(QBrush(QColor(ink)) if ink else QBrush())

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        with QSignalBlocker(self):
            for row in range(self.rowCount()):
                for place in range(self.columnCount()):
                    if item := self.item(row, place):
                        item.setFlags(self._flags(place))

    def start_edit(self, row: int, column: int = 0) -> None:
        self.setCurrentCell(row, column)
        self.setFocus()

    def _put(self, row: int, place: int, text: str) -> None:
        item = self.item(row, place)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(self._flags(place))
            if self.columns[place].number:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, place, item)
        if item.text() != text:
            item.setText(text)
        item.setToolTip(tip(text) if len(text) > 20 else "")

    def _flags(self, place: int) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not self._read_only and not self.columns[place].fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _share_room(self) -> None:
        seen = [place for place in range(len(self.columns)) if not self.isColumnHidden(place)]
        whole, room = sum(self.columns[place].share for place in seen), self.viewport().width()
        for place in seen:
            self.setColumnWidth(place, room * self.columns[place].share // whole)

    @guarded(QSize(200, 100))
    def sizeHint(self) -> QSize:
        rows = min(max(self.rowCount(), 2), 12)
        return QSize(200, self.horizontalHeader().height() + rows * ROW_HEIGHT + 4)

    @guarded(QSize(100, 80))
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        removing = event.key() == Qt.Key.Key_Delete and self.state() != QAbstractItemView.State.EditingState
        if removing and self.currentRow() >= 0 and not self._read_only:
            self.removal_wanted.emit(self.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)


class _Chooser(QStyledItemDelegate):
    """Edits a cell by choosing one of the column's words."""

    def __init__(self, table: EditTable) -> None:
        super().__init__(table)
        self._table = table

    @guarded(cast("QWidget", None))
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.addItems(self._table.columns[index.column()].choices)
        box.activated.connect(lambda _place: self._end(box))
        return box

    @guarded(None)
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data()))
        editor.showPopup()

    @guarded(None)
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())

    def _end(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)
