"""The periods tab: every period newest first, and the chosen one whole beside the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.periods import Closing
from ui.audit.parts import SheetArea, table
from ui.columns import Sight
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.review.periodscolumns import PERIODS, Told, words
from ui.review.periodssheet import PeriodSheet
from ui.rows import Row
from ui.tabbed import TabPanel
from ui.taborder import follow_layout
from ui.theme import ROOM


class PeriodsPanel(TabPanel):
    """What was closed can be looked at, compared and checked from here. Return looks at the period chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._known: dict[int, Told] = {}
        self._search = ""
        self.table = table(PERIODS, words, "periods")
        self.table.setAccessibleName("Periods")
        self.empty = EmptyState()
        self.sheet = SheetArea("Period")
        self.detail = PeriodSheet(desk)
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sheet.body.addWidget(self.detail)
        self.sheet.body.addStretch(1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.table, self.sheet):
            part.setMinimumWidth(20 * ROOM)
            self.splitter.addWidget(part)
        self.splitter.setSizes([2000, 1000])
        self.table.sortByColumn([column.key for column in PERIODS].index("as_at"), Qt.SortOrder.DescendingOrder)
        for shown in (self.splitter, self.empty):
            self.stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._look)
        self.table.rows.narrowed.connect(self._on_narrowed)
        self.detail.look_wanted.connect(self.look_wanted)
        self.detail.compare_wanted.connect(self.compare_wanted)
        self.detail.close_wanted.connect(lambda: self.tab_wanted.emit("Close"))

    # What the page asks

    def fill(self) -> None:
        register = self.desk.register
        self._known = {period.id: told for period in register.periods if (told := self._told(period.id))}
        rows = [Row(told.period.id, told) for told in reversed(self._known.values())]
        self.table.rows.fill(rows, Sight(register, {}))
        self._keep_place()

    def begin(self, number: int) -> None:
        """Choose a period."""
        self.table.go_to(number)
        self._keep_place()

    def order_tabs(self, before: QWidget | None = None) -> None:
        sheet = self.sheet.widget()
        assert sheet is not None
        if before:
            QWidget.setTabOrder(before, self.table)
        follow_layout(sheet, self.table)

    def set_search(self, text: str) -> None:
        self._search = text
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        shown = self.table if self.stack.currentWidget() is self.splitter else self.empty.button
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_line(self) -> str:
        shown, whole = self.table.rows.rowCount(), len(self._known)
        return f"{shown:,} of {whole:,} periods shown" if shown != whole else ""

    def _told(self, period_id: int) -> Told | None:
        """A period with what its closing froze, which is unpacked once."""
        period = next((each for each in self.desk.register.periods if each.id == period_id), None)
        known = self._known.get(period_id)
        if period is None or (known and known.period == period):
            return known
        if known and known.seal:
            return Told(period, known.seal, known.facts)
        return Told(period, self.desk.store.seal_at(period), _facts_of(period.closing))

    def _keep_place(self) -> None:
        """Stay at the period chosen, else go to the newest."""
        rows = self.table.rows.rows
        if rows.place(self.table.current_id) < 0:
            self.table.go_to(rows.shown[0].id if rows.shown else 0)
        self._show(self.table.current_id)

    def _show(self, period_id: int) -> None:
        told = self._known.get(period_id)
        self.sheet.setVisible(told is not None)
        if told:
            self.detail.fill(told)
            self.order_tabs()

    def _look(self, period_id: int) -> None:
        told = self._known.get(period_id)
        if told and told.period.closing:
            self.look_wanted.emit(period_id)

    def _on_narrowed(self) -> None:
        found = self.table.rows.rowCount()
        self.stack.setCurrentWidget(self.splitter if found else self.empty)
        if self._known and not found:
            self.empty.say(
                "No period matches.", "The search leaves nothing to show.", "Clear", self.search_cleared.emit
            )
        elif not found:
            how = "A period is opened under the tab Review; once it is closed it can be looked at for ever."
            self.empty.say("No period was opened yet.", how, "Go to Review", lambda: self.tab_wanted.emit("Review"))
        self.told.emit()


def _facts_of(closing: Closing | None) -> dict[str, object]:
    return closing.findings if closing else {}
