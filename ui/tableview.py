"""The table all pages with rows share: keeps its place by id, fits its columns, is whole from the keyboard."""

import time
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QPushButton, QTableView, QWidget

from ui.columnroom import ColumnRoom
from ui.columns import Column
from ui.guard import guarded
from ui.labels import mark
from ui.painter import CellPainter
from ui.plain import tip
from ui.rowsmodel import RowsModel
from ui.theme import GAP, Type, font_for

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAUSE = 1.0
"""Seconds after which typing in the table begins a new search for a row."""


class Memory(Protocol):
    """Where a table's columns and order are kept between two days."""

    def state(self, key: str) -> QByteArray: ...
    def keep_state(self, key: str, state: QByteArray) -> None: ...


class MoreColumns(QPushButton):
    """Stands at the right end of the heading where columns are hidden, so that nobody takes them for missing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(font_for(Type.META))
        mark(self, "link", True)
        self.hide()

    @property
    def room(self) -> int:
        """The width kept free for it."""
        return self.fontMetrics().horizontalAdvance("+9 more") + 2 * GAP

    def tell(self, names: Sequence[str]) -> None:
        """Name the columns that are hidden; none takes it away."""
        self.setText(f"+{len(names)} more")
        columns = "1 column is hidden" if len(names) == 1 else f"{len(names)} columns are hidden"
        told = f"{columns}: {', '.join(names)}. Press to choose columns."
        self.setToolTip(tip(told))
        self.setAccessibleName(told)
        self.setVisible(bool(names))

    def place(self, rows: QRect) -> None:
        """Stand in the heading above the right end of the rows (the heading itself is laid out after them)."""
        self.setGeometry(rows.right() - self.room + 1, 1, self.room, rows.top() - 2)


class TableView(QTableView):
    """Shows a RowsModel. `chosen` tells the id of the row a person went to, `opened` the one they entered."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(
        self,
        model: RowsModel[Any],
        name: str,
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = model
        self.current_id = 0
        self._column = 0
        self._name = name
        self._memory = memory
        self._typed, self._typed_at = "", 0.0
        self._fitting = False
        self.room = ColumnRoom(model.rows.columns, self._scale())
        self.setModel(model)
        self.cells = CellPainter(self, model.rows.columns, model.cell)
        self.setItemDelegate(self.cells)
        self.more = MoreColumns(self)
        self._build()
        self._remember()
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current)

    def _build(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(16)
        down.setDefaultSectionSize(self.cells.row_height)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(32)
        across.setSectionsClickable(True)
        across.setSortIndicator(self.rows.rows.columns.index(self.rows.rows.sorted_by), Qt.SortOrder.AscendingOrder)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(lambda at: self.offer_columns(across.mapToGlobal(at)))
        across.sectionResized.connect(self._on_resized)
        across.sortIndicatorChanged.connect(lambda *_: self.fit())
        self.setSortingEnabled(True)
        self.more.clicked.connect(lambda: self.offer_columns(self.more.mapToGlobal(self.more.rect().bottomLeft())))

    def go_to(self, id_: int) -> bool:
        """Make a row current and bring it into view, without telling `chosen`. False when it is not shown."""
        self.current_id = id_
        place = self.rows.rows.place(id_)
        self.cells.current = place
        if place < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            self.viewport().update()
            return False
        self.setCurrentIndex(self.rows.index(place, self._column))
        return True

    def step(self, by: int) -> None:
        """Go some rows down (or up), staying within the table."""
        count = self.rows.rowCount()
        if count:
            place = self.rows.rows.place(self.current_id)
            self._choose(min(max(place + by, 0), count - 1))

    def offer_columns(self, at: QPoint) -> None:
        """A menu that shows and hides columns."""
        menu = QMenu(self)
        shown = self.room.share(self.viewport().width())
        for place, column in enumerate(self.rows.rows.columns):
            entry = menu.addAction(str(self.rows.headerData(place, Qt.Orientation.Horizontal)))
            entry.setCheckable(True)
            entry.setChecked(column.key in shown)
            entry.setEnabled(bool(column.spare))
            entry.toggled.connect(lambda on, key=column.key: self._on_column(key, on))
        menu.addSeparator()
        menu.addAction("Show what fits").triggered.connect(lambda _checked: self._on_all_columns())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def fit(self) -> None:
        """Share the width out among the columns, and tell of those that have no room."""
        if self._fitting:
            return
        self._fitting = True
        columns, room = self.rows.rows.columns, self.viewport().width()
        self.room.needs = {column.key: self.words_in(column) for column in columns}
        widths = dict(self.room.share(room))
        if len(widths) < len(columns):
            widths = dict(self.room.share(room - self.more.room))
            widths[list(widths)[-1]] += self.more.room
        for place, column in enumerate(columns):
            self.setColumnHidden(place, column.key not in widths)
            if column.key in widths:
                self.setColumnWidth(place, widths[column.key])
        self.more.tell([self._heading(column) for column in columns if column.key not in widths])
        self.more.place(self.viewport().geometry())
        self._fitting = False

    def words_in(self, column: Column[Any]) -> int:
        """The width a column needs for its heading, with the arrow where the table is sorted by it."""
        arrow = 2 * GAP if column is self.rows.rows.sorted_by else 0
        return self.cells.heading_room(self._heading(column)) + arrow

    def _heading(self, column: Column[Any]) -> str:
        sight = self.rows.rows.sight
        return column.heading(sight.register) if sight else column.title

    def _scale(self) -> float:
        """Widths are given for a type in which ten digits take 80 pixels."""
        return self.fontMetrics().horizontalAdvance("0123456789") / 80

    def remember(self, memory: Memory) -> None:
        """Take over the columns and the order of another day, and keep them from now on."""
        self._memory = memory
        self._remember()

    def _remember(self) -> None:
        if self._memory is None:
            return
        self.room.load(bytes(self._memory.state(f"{self._name}-columns").data()))
        key, _, order = bytes(self._memory.state(f"{self._name}-order").data()).decode(errors="replace").partition(" ")
        places = {column.key: place for place, column in enumerate(self.room.columns)}
        place = places.get(key, self.horizontalHeader().sortIndicatorSection())
        self.sortByColumn(place, Qt.SortOrder.DescendingOrder if order == "down" else Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._keep())

    def _keep(self) -> None:
        if self._memory is not None:
            rows = self.rows.rows
            order = f"{rows.sorted_by.key} {'down' if rows.descending else 'up'}"
            self._memory.keep_state(f"{self._name}-columns", QByteArray(self.room.dump()))
            self._memory.keep_state(f"{self._name}-order", QByteArray(order.encode()))

    def _choose(self, place: int) -> None:
        self.setCurrentIndex(self.rows.index(place, self._column))

    def _on_column(self, key: str, on: bool) -> None:
        self.room.choose(key, shown=on, room=self.viewport().width())
        self.fit()
        self._keep()

    def _on_all_columns(self) -> None:
        self.room.forget()
        self.fit()
        self._keep()

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        column = self.rows.rows.columns[place]
        if not self._fitting and width and column is not self.room.filler:
            self.room.own_widths[column.key] = width
            self.fit()
            self._keep()

    def _on_reset(self) -> None:
        self.cells.hovered = -1
        self.go_to(self.current_id)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.cells.current, self.cells.current_column = now.row(), now.column()
        if now.isValid():
            self._column = now.column()
        if now.isValid() and (id_ := self.rows.row(now.row()).id) != self.current_id:
            self.current_id = id_
            self.chosen.emit(id_)

    def _hover(self, place: int) -> None:
        if place != self.cells.hovered:
            self.cells.hovered = place
            self.viewport().update()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    @guarded(None)
    def keyboardSearch(self, text: str) -> None:
        """Typing in the table goes to the row whose first column begins so."""
        now = time.monotonic()
        self._typed = text if now - self._typed_at > _PAUSE else self._typed + text
        self._typed_at = now
        wanted = self._typed.casefold()
        for place in range(self.rows.rowCount()):
            if self.rows.cell(place, 0).text.casefold().startswith(wanted):
                self._choose(place)
                return

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @guarded(None)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.dress()

    def dress(self) -> None:
        """Follow a new theme or font."""
        if hasattr(self, "cells"):
            self.cells.dress()
            self.more.setFont(font_for(Type.META))
            self.room.scale = self._scale()
            self.verticalHeader().setDefaultSectionSize(self.cells.row_height)
            self.fit()
            self.viewport().update()
