"""Rows as a Qt model: tells the view what is shown now. No proxy: sorting and filtering happen in the rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ui.columns import Align, Cell, Sight
from ui.guard import guarded
from ui.plain import tip
from ui.rows import Row, Rows, Test

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

# Comparing a role with an enum costs more than all the rest of `data`.
DISPLAY, TOOL_TIP, ALIGNMENT, ACCESSIBLE, INITIAL_ORDER = (
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.InitialSortOrderRole,
    )
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()
_WARM = 250
"""Rows whose search text is worked out at a time while nothing else happens."""


class RowsModel(QAbstractTableModel, Generic[T]):
    """A table of things. `narrowed` is said when other rows are shown than before."""

    narrowed = Signal()

    def __init__(self, rows: Rows[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._on_idle)

    def fill(self, rows: Iterable[Row[T]], sight: Sight) -> None:
        self._again(lambda: self.rows.fill(rows, sight))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.rows.columns) - 1)
        self._idle.start()

    def search(self, text: str) -> None:
        found = self.rows.search(text)
        if self.rows.is_shown(found):
            self.narrowed.emit()
        else:
            self._again(lambda: self.rows.show(found))

    def keep(self, tests: Sequence[Test[T]]) -> None:
        self._again(lambda: self.rows.keep(tests))

    def cell(self, place: int, column: int) -> Cell:
        return self.rows.cell(place, column)

    def row(self, place: int) -> Row[T]:
        return self.rows.shown[place]

    def _again(self, change: Callable[[], None]) -> None:
        """Do what changes the rows shown, between Qt's two signals."""
        self.beginResetModel()
        try:
            change()
        finally:
            self.endResetModel()
        self.narrowed.emit()

    def _on_idle(self) -> None:
        if not self.rows.warm(_WARM):
            self._idle.stop()

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows.shown)

    @guarded(0)
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows.columns)

    @guarded(None)
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in (DISPLAY, ACCESSIBLE):
            return self.cell(index.row(), index.column()).spoken
        if role == TOOL_TIP:
            cell = self.cell(index.row(), index.column())
            return tip("\n".join(part for part in (cell.text, cell.more, cell.hover) if part))
        return None

    @guarded(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.rows.columns):
            return None
        column = self.rows.columns[section]
        if role == DISPLAY:
            return column.heading(self.rows.sight.register) if self.rows.sight else column.title
        if role == TOOL_TIP:
            return tip(column.tip)
        if role == ALIGNMENT:
            sorted_by = column is self.rows.sorted_by  # the arrow stands at the right end of its heading
            return _RIGHT if column.align is Align.RIGHT and not sorted_by else _LEFT
        if role == INITIAL_ORDER:
            return Qt.SortOrder.DescendingOrder if column.largest_first else Qt.SortOrder.AscendingOrder
        return None

    @guarded(None)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.rows.columns):
            descending = order == Qt.SortOrder.DescendingOrder
            self._again(lambda: self.rows.sort(self.rows.columns[column], descending=descending))
