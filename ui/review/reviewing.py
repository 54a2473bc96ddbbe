"""The review tab: what is due in the open period, one risk at a time or as a grid."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.risks import Risk
from ui.audit.parts import by_id
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.guard import guarded
from ui.review.before import Before, Past
from ui.review.duelist import DueTable, risks_shown
from ui.review.grid import GridView
from ui.review.head import ReviewHead, progress_of
from ui.review.opening import OpeningForm
from ui.review.thismonth import ThisMonth
from ui.tabbed import TabPanel
from ui.taborder import follow_layout
from ui.theme import ROOM


class ReviewingPanel(TabPanel):
    """Says of each risk that is due how it stands. The list is on the left, last period's sheet beside it, this one's
    on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._due: set[int] = set()
        self._period_id = 0
        self._waiting = 0
        self.past = Past(desk, self)
        self.head = ReviewHead()
        self.list = DueTable()
        self.before = Before(desk, self.past)
        self.sheet = ThisMonth(desk)
        self.grid = GridView(desk, self.past)
        self.opening = OpeningForm(desk)
        self.finished = EmptyState()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part, least in ((self.list, 15), (self.before, 13), (self.sheet, 24)):
            part.setMinimumWidth(least * ROOM)
            self.splitter.addWidget(part)
        self.splitter.setSizes([310, 270, 560])
        for place, share in enumerate((2, 2, 5)):
            self.splitter.setStretchFactor(place, share)
        self.stack = QStackedWidget()
        for shown in (self.opening, self.splitter, self.grid, self.finished):
            self.stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.head.renamed.connect(self.desk.store.rename_period)
        self.head.all_wanted.connect(lambda _on: self.fill())
        self.head.grid_wanted.connect(lambda _on: self._on_view())
        self.list.chosen.connect(self._show_risk)
        self.list.opened.connect(lambda _id: self.sheet.begin())
        self.list.same.connect(self._on_same)
        self.sheet.list_wanted.connect(self.focus_rows)
        self.sheet.reviewed.connect(self._on_reviewed)
        self.sheet.step_wanted.connect(self.step)
        self.past.ready.connect(self._on_past)
        for keys, run in (
            ("Alt+Up", lambda: self.step(-1)),
            ("Alt+Down", lambda: self.step(1)),
            ("Ctrl+L", self.sheet.copy_note),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # What the page asks

    def tools(self) -> QWidget | None:
        return self.head.tools

    def set_search(self, text: str) -> None:
        self.list.rows.search(text)
        if self.desk.register.period:
            self._fill_grid()
            self._show_part()

    def status_line(self) -> str:
        register = self.desk.register
        done, due = progress_of(register)
        if register.period is None or done == due:
            return ""
        return f"{due - done:,} not reviewed" if register.as_closed else f"{due - done:,} still to review"

    def order_tabs(self, before: QWidget | None = None) -> None:
        last = before
        for part in (self.list, self.grid.table):
            if last:
                QWidget.setTabOrder(last, part)
            last = part
        for room in (self.sheet.sheet, self.sheet, self.grid.bar, self.opening):
            last = follow_layout(room, last) or last

    def fill(self) -> None:
        register = self.desk.register
        self.head.show_for(register, read_only=self.desk.read_only)
        if register.period is None:
            self._due, self._period_id = set(), 0
            self.opening.fill()
            self._turn_to(self.opening)
            return
        self.past.want()
        self._fill_list()
        self._show_part()

    def _fill_list(self) -> None:
        """Fill list and grid, staying where a person was: at the risk chosen, else at the one that came back, else at
        the one that follows."""
        register, period = self.desk.register, self.desk.register.period
        before, here = self.list.ids, self.list.current_id
        shown = risks_shown(register, all_of_them=self._all)
        due = {risk.id for risk in risks_shown(register, all_of_them=False)}
        same = period is not None and period.id == self._period_id
        back = due - self._due if same else set()
        self._due, self._period_id = due, period.id if period else 0
        self.list.show_risks(shown, register)
        ids = self.list.ids
        self._go_to(next(iter(back)) if len(back) == 1 else _follower(before, here, ids))
        self._waiting = len(shown)
        self._fill_grid()

    def _fill_grid(self) -> None:
        """The rows of the list, in its order, so that search and order hold here too."""
        risks = by_id(self.desk.register)
        self.grid.fill([risks[number] for number in self.list.ids])

    def _go_to(self, risk_id: int) -> None:
        self.list.go_to(risk_id)
        self._show_risk(risk_id)

    @property
    def _all(self) -> bool:
        """Whether risks that are not to review are shown too; always where nothing can be reviewed."""
        return self.head.switch.isChecked() or self.desk.read_only

    def _show_part(self) -> None:
        if self.list.ids:
            self._turn_to(self.grid if self.head.grid.isChecked() else self.splitter)
            return
        done, due = progress_of(self.desk.register)
        if self._waiting:
            how = "The search leaves nothing to show."
            self.finished.say("No risk matches.", how, "Clear the search", self.search_cleared.emit)
        elif due:
            what = f"Everything due has been reviewed: {done:,} of {due:,}"
            go = partial(self.tab_wanted.emit, "Close")
            self.finished.say(what, "Next it is signed and closed.", "Go to Close", go)
        else:
            self.finished.say("Nothing is due in this period.", "Open risks are due unless their next review is later.")
        self._turn_to(self.finished)

    def _turn_to(self, wanted: QWidget) -> None:
        """Show one of the four; the keyboard follows where it was in the one before."""
        focus = self.window().focusWidget()
        inside = focus is not None and self.stack.isAncestorOf(focus)
        turned = self.stack.currentWidget() is not wanted
        self.stack.setCurrentWidget(wanted)
        if inside and turned:
            self.focus_rows()

    def _show_risk(self, risk_id: int) -> None:
        risk: Risk | None = by_id(self.desk.register).get(risk_id)
        if risk:
            self.before.fill(risk)
            self.sheet.fill(risk)

    # Going on

    def step(self, by: int) -> None:
        """Go to another risk of the list; the keyboard stays where it is."""
        if self.stack.currentWidget() is self.splitter:
            self.list.step(by)

    def focus_rows(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self.opening:
            self.opening.begin()
        elif shown is self.splitter:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self.grid:
            self.grid.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            wanted: QWidget = self.finished.button if self.finished.button.isVisibleTo(self) else self.head.switch
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_same(self) -> None:
        if self.list.ids and not self.desk.read_only:
            self.sheet.no_change()

    def _on_reviewed(self) -> None:
        """From the sheet the next review begins at once; from the list the keyboard stays there."""
        focus = self.focusWidget()
        if focus and self.sheet.isAncestorOf(focus) and self.stack.currentWidget() is self.splitter:
            self.sheet.begin()

    def _on_view(self) -> None:
        self.sheet.leave()
        self._show_part()
        self.focus_rows()

    def _on_past(self) -> None:
        self._show_risk(self.list.current_id)
        self._fill_grid()

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere saves what is typed about actions."""
        if not event.spontaneous() and not self.desk.read_only:
            self.sheet.actions_.settle()
        super().hideEvent(event)


def _follower(before: list[int], here: int, now: list[int]) -> int:
    """The risk chosen where it is still in the list, else the next after it that is, else the first; 0 for none."""
    if here in now or not now:
        return here if here in now else 0
    later = before[before.index(here) + 1 :] if here in before else []
    return next((number for number in later if number in now), now[0])
