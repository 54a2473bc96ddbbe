"""The audit page: what to challenge and why, and the officer's own work, each under a tab."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from riskdesk.audit.findings import Severity
from ui.audit.auditor import Auditor
from ui.audit.calibration import CalibrationPanel
from ui.audit.challenges import ChallengesPanel
from ui.audit.moderation import ModerationPanel
from ui.audit.panel import AuditPanel
from ui.audit.proof import ProofPanel
from ui.audit.sample import SamplePanel
from ui.audit.scores import ScoresPanel
from ui.commands import Command
from ui.desk import Desk
from ui.guard import guarded
from ui.page import Page

PANELS: tuple[type[AuditPanel], ...] = (
    ChallengesPanel,
    ModerationPanel,
    SamplePanel,
    CalibrationPanel,
    ScoresPanel,
    ProofPanel,
)
"""The tabs from left to right."""


class AuditPage(Page):
    """Panels are made when first seen. `field_wanted` asks the window for a risk's form at a field."""

    title = "Audit"
    icon_name = "shield-check"
    search_hint = "Type to filter findings"

    field_wanted = Signal(int, str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.auditor = Auditor(desk, self)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of the audit")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._panels: dict[int, AuditPanel] = {}
        self._stale: set[int] = set()
        self._search = ""
        for kind in PANELS:
            self.tabs.addTab(QWidget(), kind.title)
            self.tabs.setTabToolTip(self.tabs.count() - 1, kind.tip)
        self.tabs.currentChanged.connect(lambda _place: self._show_panel())
        self.auditor.audited.connect(self._on_changed)
        desk.changed.connect(lambda _change: self._on_changed())
        self.auditor.audited.connect(self.told)

    # What the window asks

    def count(self) -> int | None:
        """Errors and warnings that wait, as they are rolled up; None until the first audit is done."""
        found = self.auditor.audit
        return found.count(Severity.ERROR) + found.count(Severity.WARNING) if found else None

    def facts(self) -> str:
        return "" if self.auditor.ready else "Auditing …"

    def commands(self) -> Sequence[Command]:
        return [
            Command(title=kind.title, menu="Audit", shortcut=f"Alt+{place}", tip=kind.tip, run=partial(self.show_tab, place - 1),
                    group="tabs")
            for place, kind in enumerate(PANELS, 1)
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
    def panel(self) -> AuditPanel | None:
        """The panel on the screen; None before the page was first seen."""
        return self._panels.get(self.tabs.currentIndex())

    def show_tab(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self._show_panel()
        self.focus_rows()

    def _show_panel(self) -> None:
        """Make the current tab's panel, if it is seen for the first time, and fill it if it is stale."""
        place = self.tabs.currentIndex()
        if not self.isVisible() or place < 0:
            return
        if place not in self._panels:
            self._panels[place] = self._make(place)
            self._stale.add(place)
        if place in self._stale:
            self._stale.discard(place)
            self._panels[place].fill()
        self._panels[place].set_search(self._search)
        self.told.emit()

    def _make(self, place: int) -> AuditPanel:
        panel = PANELS[place](self.desk, self.auditor)
        panel.field_wanted.connect(self.field_wanted)
        panel.told.connect(self.told)
        room = self.tabs.widget(place)
        assert room is not None
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        return panel

    def _on_changed(self) -> None:
        self._stale = set(self._panels)
        self._show_panel()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.auditor.hurry(True)
        self._show_panel()

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.auditor.hurry(False)
