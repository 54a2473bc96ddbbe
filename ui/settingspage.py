"""The settings page: the register itself, its scoring scheme, its four lists and its forums, each under a tab."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from riskdesk.risks import Category, Objective, Owner, Partner
from ui.commands import Command
from ui.desk import Desk
from ui.entries import EntryList, Listed
from ui.forums import ForumList
from ui.guard import guarded
from ui.page import Page
from ui.registersettings import RegisterSettings
from ui.schemeeditor import SchemeEditor

LISTS = (
    Listed(
        Partner, "Partners", "partner", "The bodies that share this register, such as a council and an NHS body.",
        lambda register: register.partners,
    ),
    Listed(
        Category, "Categories", "category", "What risks are about. A category can have an appetite of its own.",
        lambda register: register.categories,
    ),
    Listed(
        Objective, "Objectives", "objective", "The objectives or plan schemes that risks stand against.",
        lambda register: register.objectives,
    ),
    Listed(
        Owner, "Owners", "owner", "People, posts and bodies that answer for risks, controls and actions.",
        lambda register: register.owners,
    ),
)  # fmt: skip


class SettingsPage(Page):
    """Tabs are made when the page is first seen, and filled again after a step while they are seen."""

    title = "Settings"
    icon_name = "settings"
    search_hint = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Settings of this register")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._stale = True
        desk.changed.connect(self._on_changed)

    def commands(self) -> list[Command]:
        return [
            Command(title="Scoring scheme…", menu="Edit", shortcut="Ctrl+Shift+G", icon="grid-3x3", group="register",
                    tip="Choose another scheme, or edit levels, words, bands and colours", run=self.show_scheme),
        ]  # fmt: skip

    def focus_rows(self) -> None:
        self.tabs.tabBar().setFocus()

    def show_scheme(self) -> None:
        self._make()
        self.tabs.setCurrentWidget(self.scheme)
        self.scheme.setFocus()

    def show_setting(self, field: str) -> None:
        """A field of the register, or the tab of the scheme or of a list; what has no place leads to the first tab."""
        self._make()
        if field == "scheme":
            self.show_scheme()
            return
        titles = {each.table.accessibleName().lower(): place for place, each in enumerate(self.lists)}
        if field in titles:
            self.tabs.setCurrentWidget(self.lists[titles[field]])
            self.lists[titles[field]].table.setFocus()
            return
        self.tabs.setCurrentWidget(self.register_settings)
        self.register_settings.show_field(field)

    def _make(self) -> None:
        if self.tabs.count():
            return
        self.register_settings = RegisterSettings(self.desk)
        self.scheme = SchemeEditor(self.desk)
        self.lists = [*(EntryList(self.desk, listed) for listed in LISTS), ForumList(self.desk)]
        self.tabs.addTab(self.register_settings, "Register")
        self.tabs.addTab(self.scheme, "Scoring scheme")
        for each in self.lists:
            self.tabs.addTab(each, each.table.accessibleName())

    def _fill(self) -> None:
        register = self.desk.register
        self.register_settings.fill(register)
        self.scheme.fill(register)
        for each in self.lists:
            each.fill(register)
        self._stale = False

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()
        if self._stale:
            self._fill()
