"""A page of several panels, each under a tab; adding one only adds a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.desk import Desk
from ui.guard import guarded
from ui.page import Page
from ui.tableview import Memory
from ui.taborder import follow_layout


class TabPanel(QWidget):
    """What stands under one tab. It is made when it is first seen and asked to `fill` when it is shown and something
    changed since, and after each step while it is on the screen.

    `risk_wanted` asks for a risk's form by its id, `field_wanted` for a field of it (its name as `Finding.field` gives
    it, and the id of its control or action, 0 for none; risk 0 for the register's settings), `tab_wanted` for another
    tab of the page and `page_wanted` for another page by its title, `look_wanted` for a closed period in place of the
    register and `compare_wanted` for what changed since it, both by its id, `search_cleared` for an empty search field.
    `told` says that counts, facts or what a command may do have changed.
    """

    risk_wanted = Signal(int)
    field_wanted = Signal(int, str, int)
    tab_wanted = Signal(str)
    page_wanted = Signal(str)
    look_wanted = Signal(int)
    compare_wanted = Signal(int)
    search_cleared = Signal()
    told = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def tools(self) -> QWidget | None:
        """What stands to the right of the search field while the panel is shown."""
        return None

    def status_line(self) -> str:
        """What is shown just now, for the status bar; "" when it is everything."""
        return ""

    def remember(self, memory: Memory) -> None:
        """Take over what a person chose on another day, and keep what they choose."""

    def begin(self, number: int) -> None:
        """Show the risk, period or other thing of this id; panels about the whole register need not answer."""

    def fill(self) -> None:
        """Show the register as it stands, keeping selection, and what is half typed."""

    def set_search(self, text: str) -> None:
        """Show what holds this text; panels without rows need not answer."""

    def focus_rows(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def order_tabs(self, before: QWidget | None = None) -> None:
        """Let Tab go through the panel as it is read, after another widget."""
        follow_layout(self, before)


@dataclass(frozen=True, slots=True)
class Tab:
    """What a panel is called before it is made, and what makes it."""

    title: str
    tip: str
    make: Callable[[Desk], TabPanel]
    searches: bool = False


class TabbedPage(Page):
    """Panels are made when first seen. `field_wanted` asks the window for a risk's form at a field (or, for risk 0, for
    the register's settings), `page_wanted`, `look_wanted` and `compare_wanted` for what its panels ask for,
    `search_cleared` for an empty search field."""

    search_hint = ""
    tabs_named = ""
    """What a screen reader calls the row of tabs."""
    keys, first_key = "Alt+{}", 1
    """The keys of the tabs, with {} for the place from `first_key` on."""
    menu, named = "", "{} tab"
    """The menu its tabs stand in (one of its own title where none is named), and how their commands are called."""

    field_wanted = Signal(int, str, int)
    page_wanted = Signal(str)
    look_wanted = Signal(int)
    compare_wanted = Signal(int)
    search_cleared = Signal()

    def __init__(self, desk: Desk, tabs: Sequence[Tab], memory: Memory | None = None) -> None:
        super().__init__(desk)
        self._tabs, self._memory = tuple(tabs), memory
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tabs_named)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tools = QWidget()
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._panels: dict[int, TabPanel] = {}
        self._stale: set[int] = set()
        self._search = ""
        for tab in self._tabs:
            self.tabs.addTab(QWidget(), tab.title)
            self.tabs.setTabToolTip(self.tabs.count() - 1, tab.tip)
        self.setFocusProxy(self.tabs.tabBar())
        self.tabs.currentChanged.connect(lambda _place: self._show_panel())
        desk.changed.connect(lambda _change: self._on_changed())

    # What the window asks

    def facts(self) -> str:
        return self.panel.status_line() if self.panel else ""

    def tools(self) -> QWidget | None:
        return self._tools

    def commands(self) -> Sequence[Command]:
        return [
            Command(title=self.named.format(tab.title), menu=self.menu or self.title, tip=tab.tip, group="tabs",
                    shortcut=self.keys.format(self.first_key + place), run=partial(self.show_tab, place))
            for place, tab in enumerate(self._tabs)
        ]  # fmt: skip

    def set_search(self, text: str) -> None:
        self._search = text
        if panel := self.panel:
            panel.set_search(text)

    def focus_rows(self) -> None:
        if panel := self.panel:
            panel.focus_rows()

    def want_field(self, risk_id: int, field: str, part_id: int) -> None:
        """A panel asks for a field: the window shows it."""
        self.field_wanted.emit(risk_id, field, part_id)

    # Panels

    @property
    def panel(self) -> TabPanel | None:
        """The panel on the screen; None before the page was first seen."""
        return self._panels.get(self.tabs.currentIndex())

    def show_tab(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self._show_panel()
        self.focus_rows()

    def show_titled(self, title: str) -> None:
        """Show the tab of this title, where there is one."""
        for place, tab in enumerate(self._tabs):
            if tab.title == title:
                self.show_tab(place)

    def filled(self, title: str) -> TabPanel:
        """The panel under the tab of this title, made if it is wanted for the first time and filled if it is stale."""
        return self._filled([tab.title for tab in self._tabs].index(title))

    def _filled(self, place: int) -> TabPanel:
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
        self.search_hint = "Type to filter the list" if self._tabs[place].searches else ""
        for other, panel in self._panels.items():
            if tools := panel.tools():
                tools.setVisible(other == place)
        self.told.emit()

    def _make(self, place: int) -> TabPanel:
        panel = self._tabs[place].make(self.desk)
        for asked, passed_on in (
            (panel.risk_wanted, self.risk_wanted),
            (panel.page_wanted, self.page_wanted),
            (panel.look_wanted, self.look_wanted),
            (panel.compare_wanted, self.compare_wanted),
            (panel.search_cleared, self.search_cleared),
            (panel.told, self.told),
        ):
            asked.connect(passed_on)
        panel.field_wanted.connect(self.want_field)
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

    def _order_tabs(self, panel: TabPanel) -> None:
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
