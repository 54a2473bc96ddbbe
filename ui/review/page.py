"""The review page: open a month, review it risk by risk, close it, look back, and meet about it, each under a tab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from ui.commands import Command
from ui.desk import Desk
from ui.guard import guarded
from ui.page import Page
from ui.review.panel import ReviewPanel
from ui.tableview import Memory
from ui.taborder import follow_layout


@dataclass(frozen=True, slots=True)
class Tab:
    """What a panel is called before it is made, and what makes it."""

    title: str
    tip: str
    make: Callable[[Desk], ReviewPanel]
    searches: bool = False


# Panels are imported once one is wanted: the first rows of a register need none of them.


def _reviewing(desk: Desk) -> ReviewPanel:
    from ui.review.reviewing import ReviewingPanel  # noqa: PLC0415

    return ReviewingPanel(desk)


TABS: tuple[Tab, ...] = (Tab("Review", "Open the period, and say of each risk that is due how it stands", _reviewing),)
"""The tabs from left to right."""


class ReviewPage(Page):
    """Panels are made when first seen. `field_wanted` asks the window for a risk's form at a field (or, for risk 0, for
    the register's settings), `search_cleared` for an empty search field."""

    title = "Review"
    icon_name = "calendar"
    search_hint = ""

    field_wanted = Signal(int, str, int)
    search_cleared = Signal()

    def __init__(self, desk: Desk, memory: Memory | None = None) -> None:
        super().__init__(desk)
        self._memory = memory
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of the month")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tools = QWidget()
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._panels: dict[int, ReviewPanel] = {}
        self._stale: set[int] = set()
        self._search = ""
        for tab in TABS:
            self.tabs.addTab(QWidget(), tab.title)
            self.tabs.setTabToolTip(self.tabs.count() - 1, tab.tip)
        self.setFocusProxy(self.tabs.tabBar())
        self.tabs.currentChanged.connect(lambda _place: self._show_panel())
        desk.changed.connect(lambda _change: self._on_changed())

    # What the window asks

    def count(self) -> int | None:
        """Risks still to review in the open period; None where none is open."""
        register = self.desk.register
        if register.period is None or register.as_closed:
            return None
        return sum(review_state(risk, register) is ReviewState.NOT_REVIEWED for risk in register.risks)

    def facts(self) -> str:
        return self.panel.facts() if self.panel else ""

    def tools(self) -> QWidget | None:
        return self._tools

    def commands(self) -> Sequence[Command]:
        return [
            Command(title=f"{tab.title} tab", menu="Review", shortcut=f"Alt+Shift+{place}", tip=tab.tip,
                    run=partial(self.show_tab, place - 1), group="tabs")
            for place, tab in enumerate(TABS, 1)
        ]  # fmt: skip

    def set_search(self, text: str) -> None:
        self._search = text
        if panel := self.panel:
            panel.set_search(text)

    def focus_rows(self) -> None:
        if panel := self.panel:
            panel.focus_rows()

    # Panels

    @property
    def panel(self) -> ReviewPanel | None:
        """The panel on the screen; None before the page was first seen."""
        return self._panels.get(self.tabs.currentIndex())

    def show_tab(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self._show_panel()
        self.focus_rows()

    def show_titled(self, title: str) -> None:
        """Show the tab of this title, where there is one."""
        for place, tab in enumerate(TABS):
            if tab.title == title:
                self.show_tab(place)

    def _filled(self, place: int) -> ReviewPanel:
        """A panel, made if it is wanted for the first time and filled if it is stale."""
        if place not in self._panels:
            self._panels[place] = self._make(place)
            self._stale.add(place)
        if place in self._stale:
            self._stale.discard(place)
            self._panels[place].fill()
        return self._panels[place]

    def _show_panel(self) -> None:
        """Fill the current tab, and show its tools, while somebody sees the page."""
        place = self.tabs.currentIndex()
        if not self.isVisible() or place < 0:
            return
        self._filled(place).set_search(self._search)
        self.search_hint = "Type to filter the list" if TABS[place].searches else ""
        for other, panel in self._panels.items():
            if tools := panel.tools():
                tools.setVisible(other == place)
        self.told.emit()

    def _make(self, place: int) -> ReviewPanel:
        panel = TABS[place].make(self.desk)
        for asked, passed_on in (
            (panel.risk_wanted, self.risk_wanted),
            (panel.field_wanted, self.field_wanted),
            (panel.search_cleared, self.search_cleared),
            (panel.told, self.told),
        ):
            asked.connect(passed_on)
        panel.tab_wanted.connect(self.show_titled)
        if self._memory:
            panel.remember(self._memory)
        room = self.tabs.widget(place)
        assert room is not None
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        panel.show()  # a layout would show it only later, and the keyboard goes into it now
        self._order_tabs(panel)
        return panel

    def _order_tabs(self, panel: ReviewPanel) -> None:
        """Tab goes from the search field through the panel's tools to the tabs, and from there into the panel."""
        bar = self.tabs.tabBar()
        if tools := panel.tools():
            before = bar.previousInFocusChain()
            self._tool_row.addWidget(tools)
            last = follow_layout(tools, before)
            QWidget.setTabOrder(last or tools, bar)
        panel.order_tabs(bar)

    def _on_changed(self) -> None:
        self._stale = set(self._panels)
        self._show_panel()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_panel()
