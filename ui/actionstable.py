"""The actions table: groups under headings, every field edited where it stands, each edit one step."""

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyleOptionViewItem, QWidget

from riskdesk.errors import RiskDeskError
from ui import celleditors
from ui.actionrows import ACTIONS, ActionRows, Heading, Item
from ui.columns import Sight
from ui.desk import Desk
from ui.guard import guarded
from ui.painter import CellPainter, Index
from ui.rowsmodel import DISPLAY, RowsModel
from ui.tableview import Memory, TableView
from ui.theme import GAP, Type, font_for

EDIT = int(Qt.ItemDataRole.EditRole)
_CAN_BE_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TO_RISK = ("ref", "risk")
"""Columns on which a double click goes to the risk."""


class ActionsModel(RowsModel[Item]):
    """Actions in groups. What is set here is written to the register; the change comes back from there."""

    def __init__(self, desk: Desk, rows: ActionRows) -> None:
        super().__init__(rows)
        self.groups = rows
        self._desk = desk

    def read_again(self) -> None:
        self._again(lambda: self.groups.refill(Sight(self._desk.register, {})))
        self._idle.start()

    def fold(self, *, folded: bool) -> None:
        self.groups.unfolded = not folded
        self._again(self.groups.again)

    def headings(self) -> list[int]:
        return [place for place, row in enumerate(self.rows.shown) if isinstance(row, Heading)]

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows.shown[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        if ACTIONS[index.column()].field and not self._desk.read_only:
            return _CAN_BE_CHOSEN | Qt.ItemFlag.ItemIsEditable
        return _CAN_BE_CHOSEN

    @guarded(None)
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == EDIT and index.isValid():
            field = ACTIONS[index.column()].field
            return getattr(self.row(index.row()).thing.action, field) if field else None
        return super().data(index, role)

    @guarded(False)
    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        if role != EDIT or not index.isValid():
            return False
        row = self.row(index.row())
        self.write(row.id, ACTIONS[index.column()].field, value)
        return True

    def write(self, action_id: int, field: str, value: Any) -> None:
        """One step, if the value is another one. Raises RiskDeskError for what cannot be."""
        known = next(row.thing.action for row in self.rows.all if row.id == action_id)
        if getattr(known, field) != value:
            self._desk.store.edit_action(action_id, {field: value})


class ActionPainter(CellPainter):
    """Draws headings across the table, and brings editors into cells."""

    by_cell = True

    def __init__(self, view: "ActionsTable") -> None:
        super().__init__(view, ACTIONS, view.model_.cell)
        self._table = view

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not isinstance(self._table.model_.row(index.row()), Heading):
            super().paint(painter, option, index)
            return
        cell = self._table.model_.cell(index.row(), 0)
        rect = option.rect
        painter.fillRect(rect, QColor(self.theme.window))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        painter.setFont(font_for(Type.STRONG))
        painter.setPen(self._pens[cell.tone])
        painter.drawText(rect.adjusted(GAP, 0, -GAP, 0), int(Qt.AlignmentFlag.AlignVCenter), cell.text)

    @guarded(cast("QWidget", None))
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = celleditors.make_editor(ACTIONS[index.column()].field, self._table.desk.register, parent)
        if isinstance(editor, celleditors.TextBox):
            celleditors.EnterSaves(editor, lambda: self._save(editor))
        if isinstance(editor, celleditors.StatusBox):
            editor.activated.connect(lambda _place: None if editor.is_stepping else self._save(editor))
        return editor

    @guarded(None)
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        celleditors.fill(editor, index.data(EDIT))
        unsaved = self._table.take_unsaved()
        if unsaved is not None:
            celleditors.put_typed(editor, unsaved)

    @guarded(None)
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the value. What cannot be written comes back into the cell as typed, to be mended."""
        assert isinstance(model, ActionsModel)
        action_id, column = model.row(index.row()).id, index.column()
        try:
            model.write(action_id, ACTIONS[column].field, celleditors.read(editor))
        except RiskDeskError:
            self._table.mend(action_id, column, celleditors.typed(editor))
            raise

    @guarded(None)
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        cell = option.rect
        editor.setGeometry(celleditors.place(editor, cell, self._table.viewport().rect()))

    def _save(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


class ActionsTable(TableView):
    """`risk_wanted` tells the id of the risk a person wants to see."""

    risk_wanted = Signal(int)

    def __init__(self, desk: Desk, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        self.desk = desk
        self.model_ = ActionsModel(desk, ActionRows())
        self._unsaved: str | None = None
        self._spanned: list[int] = []
        super().__init__(self.model_, "actions", memory, parent)
        self.cells = ActionPainter(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Actions")
        self.setAccessibleDescription("Enter edits the cell, Ctrl+Enter goes to the risk")
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)

    @property
    def item(self) -> Item | None:
        """The action that is current."""
        place = self.model_.rows.place(self.current_id)
        return self.model_.row(place).thing if place >= 0 else None

    def mend(self, action_id: int, column: int, typed: str) -> None:
        """Open the editor again with what was typed, once the present one is gone."""

        def _edit() -> None:
            place = self.model_.rows.place(action_id)
            if place >= 0:
                self._unsaved = typed
                self.setCurrentIndex(self.model_.index(place, column))
                self.edit(self.model_.index(place, column))

        QTimer.singleShot(0, self, _edit)

    def take_unsaved(self) -> str | None:
        unsaved, self._unsaved = self._unsaved, None
        return unsaved

    def _on_reset(self) -> None:
        height = self.verticalHeader().defaultSectionSize()
        for place in self._spanned:
            if place < self.model_.rowCount():
                self.setRowHeight(place, height)
        self.clearSpans()
        self._spanned = self.model_.headings()
        for place in self._spanned:
            self.setSpan(place, 0, 1, len(ACTIONS))
            self.setRowHeight(place, height * 2 // 3)
        super()._on_reset()

    def _to_risk(self) -> None:
        if self.item:
            self.risk_wanted.emit(self.item.risk.id)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        here = self.currentIndex()
        if not enter or not here.isValid() or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or not ACTIONS[here.column()].field:
            self._to_risk()
        elif self.model_.flags(here) & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid() and ACTIONS[index.column()].key in _TO_RISK and self.item:
            self._to_risk()
            return
        super().mouseDoubleClickEvent(event)
