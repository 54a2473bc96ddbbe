"""The actions page: what is still to be done, the late first, edited where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.store import Change
from ui.actionrows import ACTION_FILTERS, Heading, LateCount
from ui.actionstable import ActionsTable
from ui.addbar import AddBar
from ui.calendarfile import AskTarget, save_calendar
from ui.commands import Command
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.filters import FilterBar
from ui.guard import guarded
from ui.page import Page
from ui.plain import Paragraph
from ui.tableview import Memory
from ui.theme import GAP, PAD, Type


class ActionsPage(Page):
    """`search_cleared` asks the window to empty its search field."""

    title = "Actions"
    icon_name = "list-checks"
    search_hint = "Type to filter actions"

    search_cleared = Signal()

    def __init__(
        self,
        desk: Desk,
        memory: Memory | None = None,
        ask: AskTarget = lambda *_asked: None,
        parent: QWidget | None = None,
    ) -> None:
        """`ask` asks a person where a calendar goes."""
        super().__init__(desk, parent)
        self._ask = ask
        self._search = ""
        self.bar = FilterBar(ACTION_FILTERS)
        self.unfold = QCheckBox("Show finished")
        self.table = ActionsTable(desk, memory)
        self.adding = AddBar()
        self.empty = EmptyState()
        self.hint = Paragraph(kind=Type.META)
        self._stale = True
        self._late = LateCount()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.unfold.setToolTip("Show actions that are done, cancelled, or of a closed risk")
        self.bar.row.insertWidget(len(self.bar.drops), self.unfold)
        self.hint.setText(
            "The as-at date of this register is not recorded, so no action is called late. "
            "Set it with Edit, As-at date (Ctrl+D)."
        )
        self.hint.setContentsMargins(PAD, GAP, PAD, GAP)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hint)
        column.addWidget(self.adding)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_step)
        self.table.risk_wanted.connect(self.risk_wanted)
        self.table.chosen.connect(lambda _id: self._leave_adding())
        self.table.model_.narrowed.connect(self._on_narrowed)
        self.unfold.toggled.connect(lambda on: self.table.model_.fold(folded=not on))
        self.bar.changed.connect(self._on_filter)
        self.bar.cleared.connect(self._on_cleared)
        self.adding.agreed.connect(self._on_add_agreed)
        self.adding.taken_back.connect(self._leave_adding)

    def count(self) -> int | None:
        """How many actions are late; None where lateness cannot be judged or nothing is late."""
        return self._late.of(self.desk.register) or None

    def facts(self) -> str:
        shown, whole = self.table.model_.groups.count, self._whole
        return f"{shown:,} of {whole:,} actions shown" if shown != whole else ""

    def tools(self) -> QWidget | None:
        return self.bar

    def set_search(self, text: str) -> None:
        self._search = text
        self.table.model_.search(text)

    def focus_rows(self) -> None:
        """Begin at the first action: the first row is a heading, from which no arrow key leads on."""
        if self.table.item is None:
            actions = (row for row in self.table.model_.rows.shown if not isinstance(row, Heading))
            if first := next(actions, None):
                self.table.go_to(first.id)
        self.table.setFocus()

    def commands(self) -> Sequence[Command]:
        def is_chosen() -> bool:
            return self.table.item is not None

        return (
            Command(title="Add action…", menu="Risk", shortcut="Ctrl+Shift+A", writes=True, run=self.add_action,
                    enabled=is_chosen, tip="Add an action to the risk of the chosen one", group="actions"),
            Command(title="Save calendar…", menu="Reports", shortcut="Ctrl+Alt+K", run=self.save_calendar,
                    tip="Write next reviews and due dates as a calendar: of the owner chosen, or of all", group="out"),
            Command(title="Show finished actions", menu="View", shortcut="Ctrl+Shift+F", run=self.unfold.toggle,
                    tip="Show or fold away what is done or cancelled", group="table"),
        )  # fmt: skip

    def add_action(self) -> None:
        """Ask above the table what is to be done, then add it to the chosen action's risk."""
        if item := self.table.item:
            title = item.risk.title
            short = title if len(title) < 80 else f"{title[:80]} …"
            self.adding.ask(f"New action of risk {item.risk.label}: {short}")

    def save_calendar(self) -> None:
        """The dates of the owner chosen in the filter, else of everybody."""
        register, chosen = self.desk.register, self.bar.drops["Owner"].value
        owner = next((each for each in register.owners if each.id == chosen), None)
        said = save_calendar(register, owner, self.desk.store.path.stem, self._ask)
        if said:
            self.desk.noticed.emit(said, False)

    @property
    def _whole(self) -> int:
        return len(self.table.model_.rows.all)

    def _on_add_agreed(self, text: str, due: str) -> None:
        if item := self.table.item:
            number = self.desk.store.add_action(item.risk.id, {"text": text, "due": due})
            self._leave_adding()
            self.table.go_to(number)

    def _leave_adding(self) -> None:
        if self.adding.isVisibleTo(self):
            self.adding.hide()
            self.table.setFocus()

    def _on_step(self, _change: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._read_again()

    def _read_again(self) -> None:
        """Take the register as it stands. Put off while nobody sees the page."""
        self._stale = False
        if self.bar.offer(self.desk.register):
            self._on_filter()
        self.table.model_.read_again()
        self._tell_as_at()

    def _on_filter(self) -> None:
        self.table.model_.keep(self.bar.tests(self.desk.register))

    def _on_cleared(self) -> None:
        self.search_cleared.emit()
        self.set_search("")

    def _tell_as_at(self) -> None:
        self.hint.setVisible(self.desk.register.as_at is None)

    def _on_narrowed(self) -> None:
        found, whole = self.table.model_.rowCount(), self._whole
        self.bar.tell(self.table.model_.groups.count, whole, "action", searching=bool(self._search.strip()))
        self.stack.setCurrentWidget(self.table if found else self.empty)
        if not whole:
            self.empty.say(
                "This register has no actions yet.", "Add what is still to be done on the form of each risk."
            )
        elif not found:
            how = "The search and the filter leave nothing to show."
            self.empty.say("No action matches.", how, "Clear the filters", self.bar.clear)
        self.told.emit()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read_again()
        super().showEvent(event)
