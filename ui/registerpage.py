"""The register page: every risk in a table, the chosen one's form beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.references import next_reference
from riskdesk.risks import Risk, Status
from riskdesk.store import Change
from ui.commands import Command
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.filters import REGISTER_FILTERS, FilterBar
from ui.guard import guarded
from ui.page import Page
from ui.registertable import RegisterTable
from ui.tableview import Memory
from ui.theme import ROOM

if TYPE_CHECKING:
    from ui.inspector import Inspector

_KEY, _FORM = "register-splitter", "register-form"
_SHOWN, _HIDDEN = b"shown", b"hidden"
_FORM_WIDTH, _TABLE_WIDTH = 470, 850
"""How wide form and table are at first, for a type in which ten digits take 80 pixels. What is left
over goes to the table, but a fifth of it to the form."""


class RegisterPage(Page):
    """`search_cleared` asks the window to empty its search field. The form is made once the table is on the screen."""

    title = "Register"
    icon_name = "table-2"
    search_hint = "Type to filter risks"

    search_cleared = Signal()

    def __init__(self, desk: Desk, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._memory = memory
        self._search = ""
        self.bar = FilterBar(REGISTER_FILTERS)
        self.table = RegisterTable(desk, memory)
        self.form = QWidget()
        self._inspector: Inspector | None = None
        self.empty = EmptyState()
        self._build()
        self._connect()
        self._on_narrowed()
        self._show_first()
        self.form.installEventFilter(self)

    @property
    def inspector(self) -> "Inspector":
        """The chosen risk's form."""
        self._make_form()
        assert self._inspector
        return self._inspector

    def _make_form(self) -> None:
        if self._inspector is None:
            from ui.inspector import Inspector  # noqa: PLC0415 - a third of the way to the first rows

            self._inspector = Inspector(self.desk)
            self._form_room.addWidget(self._inspector)
            self._inspector.show()
            self._show_in_form(self.table.current_id or None)

    def _show_in_form(self, risk_id: int | None) -> None:
        if self._inspector:
            self._inspector.show_risk(risk_id)

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.stack)
        self._form_room = QVBoxLayout(self.form)
        self._form_room.setContentsMargins(0, 0, 0, 0)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self._own_sizes = bool(self._memory and self.splitter.restoreState(self._memory.state(_KEY)))
        self.form.setHidden(bool(self._memory and bytes(self._memory.state(_FORM).data()) == _HIDDEN))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        self.stack.setMinimumWidth(20 * ROOM)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_step)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _id: self._enter_form())
        self.table.rows.narrowed.connect(self._on_narrowed)
        self.bar.changed.connect(self._on_filter)
        self.bar.cleared.connect(self._on_cleared)
        self.bar.offer(self.desk.register)
        self.splitter.splitterMoved.connect(lambda *_: self._on_moved())

    @property
    def risk(self) -> Risk | None:
        """The risk whose form is open."""
        return next((risk for risk in self.desk.register.risks if risk.id == self.table.current_id), None)

    def facts(self) -> str:
        shown, whole = self.table.rows.rowCount(), len(self.desk.register.risks)
        return f"{shown:,} of {whole:,} risks shown" if shown != whole else ""

    def tools(self) -> QWidget | None:
        return self.bar

    def set_search(self, text: str) -> None:
        self._search = text
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        self.table.setFocus()

    def show_risk(self, risk_id: int) -> None:
        """Bring a risk into view, clearing filters that hide it."""
        if self.table.rows.rows.place(risk_id) < 0:
            self.bar.clear()
        self.table.go_to(risk_id)
        self._show_in_form(risk_id)
        self.show_form(shown=True)
        self.told.emit()

    def show_field(self, risk_id: int, field: str, part_id: int) -> None:
        self.show_risk(risk_id)
        if self.risk and self.risk.id == risk_id:
            self.inspector.show_field(field, part_id)

    def show_form(self, *, shown: bool) -> None:
        """Show the form beside the table, or give the table the whole width; remembered."""
        if self.form.isHidden() != shown:
            return
        self.form.setVisible(shown)
        if not shown:
            self.table.setFocus()
        if self._memory:
            self._memory.keep_state(_FORM, QByteArray(_SHOWN if shown else _HIDDEN))

    def toggle_form(self) -> None:
        self.show_form(shown=self.form.isHidden())

    def commands(self) -> Sequence[Command]:
        def is_live() -> bool:
            return self.risk is not None and self.risk.status is not Status.CLOSED

        def is_open() -> bool:
            return self.risk is not None and self.risk.status is Status.OPEN

        def is_closed() -> bool:
            return self.risk is not None and self.risk.status is Status.CLOSED

        def is_draft() -> bool:
            return self.risk is not None and self.risk.status is Status.DRAFT

        return (
            Command(title="New risk", menu="Risk", shortcut="Ctrl+N", icon="plus", writes=True, run=self.add_risk,
                    tip="Add a risk and begin to describe it", group="new"),
            Command(title="Open draft", menu="Risk", shortcut="Ctrl+Shift+D", writes=True, run=self.open_risk,
                    enabled=is_draft, tip="Make this draft an open risk", group="state"),
            Command(title="Make draft", menu="Risk", shortcut="Ctrl+Shift+M", writes=True, run=self.draft_risk,
                    enabled=is_open, tip="Set this risk apart as a draft, not agreed yet", group="state"),
            Command(title="Close risk…", menu="Risk", shortcut="Ctrl+Shift+W", writes=True, run=self.close_risk,
                    enabled=is_live, tip="Close this risk, with a reason; it stays in the register", group="state"),
            Command(title="Reopen risk…", menu="Risk", shortcut="Ctrl+Shift+R", writes=True, run=self.reopen_risk,
                    enabled=is_closed, tip="Open this closed risk again, with a reason", group="state"),
            Command(title="Raise risk…", menu="Risk", shortcut="Ctrl+Alt+U", writes=True, run=self.raise_risk,
                    enabled=is_open, tip="Take this risk to a higher forum, with a reason", group="board"),
            Command(title="Start remedial action plan…", menu="Risk", shortcut="Ctrl+Alt+P", writes=True,
                    run=self.start_plan, enabled=is_open, tip="Start the plan that an overspend asks for in 21 days",
                    group="board"),
            Command(title="Keep out of public papers…", menu="Risk", shortcut="Ctrl+Alt+X", writes=True,
                    run=self.exempt_risk, enabled=lambda: self.risk is not None, group="board",
                    tip="Exempt this risk, or a part of it, from what the public sees"),
            Command(title="Next risk", menu="Risk", shortcut="Alt+PgDown", icon="chevron-down",
                    run=lambda: self.table.step(1), tip="Go to the next risk shown", group="go"),
            Command(title="Previous risk", menu="Risk", shortcut="Alt+PgUp", icon="chevron-up",
                    run=lambda: self.table.step(-1), tip="Go to the risk shown before", group="go"),
            Command(title="Columns…", menu="View", shortcut="Ctrl+Shift+C", run=self._offer_columns,
                    tip="Choose the columns of the register's table", group="table"),
            Command(title="Show or hide the form", menu="View", shortcut="F4", run=self.toggle_form,
                    tip="Give the table the whole width, or show the chosen risk's form beside it", group="table"),
        )  # fmt: skip

    def add_risk(self) -> None:
        risk_id = self.desk.store.add_risk({"ref": next_reference(risk.ref for risk in self.desk.register.risks)})
        self.show_risk(risk_id)
        self.inspector.focus_heading()

    def open_risk(self) -> None:
        if self.risk:
            self.desk.store.open_risk(self.risk.id)

    def draft_risk(self) -> None:
        if self.risk:
            self.desk.store.draft_risk(self.risk.id)

    def close_risk(self) -> None:
        """Ask on the form why and on which day, then close."""
        self._press(self.inspector.title.close_button)

    def reopen_risk(self) -> None:
        """Ask on the form why, then open again."""
        self._press(self.inspector.title.reopen_button)

    def raise_risk(self) -> None:
        """Ask on the form to which forum and why, then raise."""
        self.show_form(shown=True)
        self.inspector.escalations.begin()

    def start_plan(self) -> None:
        """Ask on the form which overspend a remedial action plan is for, then start it."""
        self.show_form(shown=True)
        self.inspector.remedial.begin()

    def exempt_risk(self) -> None:
        """Ask on the form what the public does not see, under which paragraph and why."""
        self.show_form(shown=True)
        self.inspector.public.begin()

    def _press(self, button: QPushButton) -> None:
        """The form asks for reasons; here is only the way to it."""
        self.show_form(shown=True)
        self.inspector.show_top()
        button.click()

    def _offer_columns(self) -> None:
        header = self.table.horizontalHeader()
        self.table.offer_columns(header.mapToGlobal(header.rect().bottomLeft()))

    def _show_first(self) -> None:
        if self.table.rows.rowCount():
            self.table.go_to(self.table.rows.row(0).id)
        self._show_in_form(self.table.current_id or None)

    def _on_step(self, change: Change) -> None:
        if self.bar.offer(self.desk.register):
            self._on_filter()
        self.table.read_again(change)
        if self.risk is None:
            self._show_first()

    def _on_filter(self) -> None:
        self.table.rows.keep(self.bar.tests(self.desk.register))

    def _on_cleared(self) -> None:
        self.search_cleared.emit()
        self.set_search("")

    def _on_chosen(self, risk_id: int) -> None:
        self._show_in_form(risk_id)
        self.told.emit()

    def _on_narrowed(self) -> None:
        shown, whole = self.table.rows.rowCount(), len(self.desk.register.risks)
        self.bar.tell(shown, whole, "risk", searching=bool(self._search.strip()))
        self.stack.setCurrentWidget(self.table if shown else self.empty)
        if not whole and self.desk.read_only:
            self.empty.say("This register has no risks yet.", "")
        elif not whole:
            how = "Press Ctrl+N to describe the first."
            self.empty.say("This register has no risks yet.", how, "New risk", self.add_risk)
        elif not shown:
            how = "The search and the filters leave nothing to show."
            self.empty.say("No risk matches.", how, "Clear the filters", self.bar.clear)
        self.told.emit()

    def _enter_form(self) -> None:
        self.show_form(shown=True)
        self.inspector.setFocus()

    def _on_pictured(self) -> None:
        if self.isVisible():  # the register may have been closed meanwhile
            self._make_form()

    def _on_moved(self) -> None:
        self._own_sizes = True
        if self._memory:
            self._memory.keep_state(_KEY, QByteArray(self.splitter.saveState()))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the form after the first picture, in which its place is still bare."""
        if event.type() == QEvent.Type.Paint and watched is self.form:
            self.form.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_pictured)
        return super().eventFilter(watched, event)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until a person moves the handle, the table gets most of a wide window."""
        super().resizeEvent(event)
        if not self._own_sizes:
            scale, width = self.table.room.scale, self.width()
            form = round(scale * _FORM_WIDTH + max(0, width - scale * (_FORM_WIDTH + _TABLE_WIDTH)) / 5)
            self.splitter.setSizes([width - form, form])
