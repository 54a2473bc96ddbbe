"""A panel with a list on the left and, on the right, a sheet about what is chosen in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.audit.parts import SheetArea
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.plain import Paragraph
from ui.tableview import TableView
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, ROOM, Type


class ListPanel(AuditPanel):
    """`head` is the row above the list, with the quiet line of `facts` in it; `under_head` the room below that row;
    `sheet.body` the room beside the list."""

    shares = (1, 1)
    """How the list and the sheet share the width at first."""

    def __init__(self, desk: Desk, auditor: Auditor, table: TableView, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, parent)
        self.table = table
        self.empty = EmptyState()
        self.facts = Paragraph(kind=Type.META)
        self.sheet = SheetArea(self.title)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        self.head.setContentsMargins(PAD, GAP, PAD, GAP)
        self.head.addWidget(self.facts, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(table)
        self.stack.addWidget(self.empty)
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        self.under_head = QVBoxLayout()
        column.addLayout(self.under_head)
        column.addWidget(self.stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.left, self.sheet):
            part.setMinimumWidth(20 * ROOM)
            self.splitter.addWidget(part)
        self.splitter.setSizes([1000 * share for share in self.shares])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        table.chosen.connect(self.choose_row)
        table.rows.narrowed.connect(self._on_narrowed)

    def order_tabs(self, before: QWidget | None = None) -> None:
        """Tab goes through the head and the list, then down the sheet. Called once both are laid out."""
        sheet = self.sheet.widget()
        assert sheet is not None
        follow_layout(sheet, follow_layout(self.left, before))

    def choose_row(self, id_: int) -> None:
        """A person went to a row of the list."""
        self.show_row(id_)

    def show_row(self, id_: int) -> None:
        """Show what belongs to a row of the list on the sheet; 0 where there is none."""

    def say_empty(self, *, searching: bool) -> None:
        """Word the empty list: nothing is there, or nothing matches the search."""

    def keep_place(self) -> int:
        """Stay at the row that was chosen, else go to the first. Answers its id, 0 where there is none."""
        rows = self.table.rows.rows
        if rows.place(self.table.current_id) < 0:
            self.table.go_to(rows.shown[0].id if rows.shown else 0)
        return self.table.current_id if rows.shown else 0

    def set_search(self, text: str) -> None:
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.setFocus()
        elif self.empty.button.isVisible():
            self.empty.button.setFocus()
        else:
            self.setFocus()

    def _on_narrowed(self) -> None:
        found = self.table.rows.rowCount()
        self.stack.setCurrentWidget(self.table if found else self.empty)
        if not found:
            self.say_empty(searching=bool(self.table.rows.rows.all))
