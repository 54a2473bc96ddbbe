"""The audit page: what to challenge and why, and the officer's own work, each under a tab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from riskdesk.audit.findings import Severity
from riskdesk.risks import Stage
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.commands import Command
from ui.desk import Desk
from ui.guard import guarded
from ui.page import Page
from ui.tableview import Memory
from ui.taborder import follow_layout


@dataclass(frozen=True, slots=True)
class Tab:
    """What a panel is called before it is made."""

    title: str
    tip: str
    searches: bool = True


TABS = (
    Tab("Findings", "What to challenge in this register, and why"),
    Tab("Challenges", "Questions sent to owners, and what they answered"),
    Tab("Moderated scores", "Score beside the owner, and agree one of the two between two people"),
    Tab("Dip sample", "Draw risks by chance, and record what the evidence says of each"),
    Tab("Calibration", "How scores are spread over the matrix, by owner and by category", searches=False),
    Tab("Score history", "Who moved a score, when, from what to what, and why", searches=False),
    Tab("Verify", "Prove that the register is what its history made, and place a printed seal", searches=False),
)
"""The tabs from left to right."""


def kinds() -> tuple[type[AuditPanel], ...]:
    """The panels of TABS. They are imported once one is wanted: the first rows of a register need none of them."""
    from ui.audit.calibration import CalibrationPanel  # noqa: PLC0415
    from ui.audit.challenges import ChallengesPanel  # noqa: PLC0415
    from ui.audit.findings import FindingsPanel  # noqa: PLC0415
    from ui.audit.moderation import ModerationPanel  # noqa: PLC0415
    from ui.audit.proof import ProofPanel  # noqa: PLC0415
    from ui.audit.sample import SamplePanel  # noqa: PLC0415
    from ui.audit.scores import ScoresPanel  # noqa: PLC0415

    return (
        FindingsPanel,
        ChallengesPanel,
        ModerationPanel,
        SamplePanel,
        CalibrationPanel,
        ScoresPanel,
        ProofPanel,
    )


class AuditPage(Page):
    """Panels are made when first seen. `field_wanted` asks the window for a risk's form at a field (or, for risk 0, for
    the register's settings), `search_cleared` for an empty search field, `seen_wanted` for this page itself."""

    title = "Audit"
    icon_name = "shield-check"
    search_hint = "Type to filter the list"
    proves = True

    field_wanted = Signal(int, str, int)
    search_cleared = Signal()
    seen_wanted = Signal()

    def __init__(
        self, desk: Desk, memory: Memory | None = None, ask_register: Callable[[str], Path | None] = lambda _: None
    ) -> None:
        """`ask_register` asks a person for a register, under a caption."""
        super().__init__(desk)
        self._memory, self._ask_register = memory, ask_register
        self.auditor = Auditor(desk, self)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of the audit")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tools = QWidget()
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._panels: dict[int, AuditPanel] = {}
        self._stale: set[int] = set()
        self._search = ""
        self._waiting: int | None = None
        for tab in TABS:
            self.tabs.addTab(QWidget(), tab.title)
            self.tabs.setTabToolTip(self.tabs.count() - 1, tab.tip)
        self.setFocusProxy(self.tabs.tabBar())
        self.tabs.currentChanged.connect(lambda _place: self._show_panel())
        self.auditor.audited.connect(self._on_audited)
        desk.changed.connect(lambda _change: self._on_changed())

    # What the window asks

    def count(self) -> int | None:
        """Errors and warnings that wait, as they are rolled up; None until the first audit is done."""
        return self._waiting

    def facts(self) -> str:
        return "" if self.auditor.ready else "Auditing …"

    def tools(self) -> QWidget | None:
        return self._tools

    def commands(self) -> Sequence[Command]:
        return [*self._finding_commands(), *self._compare_commands(), *self._tab_commands()]

    def _finding_commands(self) -> Sequence[Command]:
        def has_some() -> bool:
            return self._waiting is not None

        make = partial(Command, menu="Audit")
        return (
            make(title="Next finding", shortcut="F8", run=partial(self.step_finding, 1), in_place=True,
                 tip="Go to the field of the next finding, wherever you are", group="go"),
            make(title="Previous finding", shortcut="Shift+F8", run=partial(self.step_finding, -1), in_place=True,
                 tip="Go to the field of the finding before, wherever you are", group="go"),
            make(title="Back to findings", shortcut="Ctrl+F8", run=partial(self.show_tab, 0),
                 tip="Show the finding you came from in its list", group="go"),
            make(title="Waive finding…", shortcut="F9", run=partial(self._press, "waive"), writes=True,
                 enabled=has_some, tip="Accept the chosen finding by name, with a reason", group="do"),
            make(title="Challenge finding…", shortcut="Shift+F9", run=partial(self._press, "challenge"), writes=True,
                 enabled=has_some, tip="Ask a risk's owner about the chosen finding", group="do"),
        )  # fmt: skip

    def _compare_commands(self) -> Sequence[Command]:
        make = partial(Command, menu="Audit", group="compare")
        return (
            make(title="Compare with an earlier copy…", shortcut="Ctrl+Shift+J", run=self.ask_previous,
                 tip="Audit against an earlier register, such as a backup, or another copy of this one"),
            make(title="Compare as usual", shortcut="Ctrl+Alt+J", run=partial(self.auditor.compare_with, None),
                 enabled=lambda: self.auditor.previous is not None,
                 tip="Audit against the last closed period again, or by itself before the first is closed"),
        )  # fmt: skip

    def ask_previous(self) -> None:
        """Read the register that the audit is to compare this one with. It is only read, and let go at once."""
        path = self._ask_register("Compare with")
        if path:
            from riskdesk.store import Store  # noqa: PLC0415 - loaded with the register already

            with Store.look(path) as store:
                self.auditor.compare_with(store.register())

    def _tab_commands(self) -> Sequence[Command]:
        return [
            Command(title=tab.title, menu="Audit", shortcut=f"Alt+{place}", tip=tab.tip,
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
    def panel(self) -> AuditPanel | None:
        """The panel on the screen; None before the page was first seen."""
        return self._panels.get(self.tabs.currentIndex())

    def show_tab(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self._show_panel()
        self.focus_rows()

    def step_finding(self, by: int) -> None:
        """Go to the field of the next finding (or the one before) without showing this page on the way."""
        self._filled(0).step(by)

    def show_score(self, title: str, risk_id: int, stage_value: str) -> None:
        """Show one score of one risk under the tab of this title."""
        place = [tab.title for tab in TABS].index(title)
        self.tabs.setCurrentIndex(place)
        self._filled(place).begin(risk_id, stage_value)

    def prove(self) -> None:
        self.show_tab(len(TABS) - 1)
        self._filled(len(TABS) - 1).prove()

    def _press(self, what: str) -> None:
        """The finding's own sheet asks for names and reasons; here is only the way to it."""
        self.show_tab(0)
        self._filled(0).do(what)

    def _filled(self, place: int) -> AuditPanel:
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
        self.search_hint = type(self).search_hint if TABS[place].searches else ""
        for other, panel in self._panels.items():
            if tools := panel.tools():
                tools.setVisible(other == place)
        self.told.emit()

    def _make(self, place: int) -> AuditPanel:
        panel = kinds()[place](self.desk, self.auditor)
        panel.field_wanted.connect(self._on_field)
        for asked, passed_on in (
            (panel.search_cleared, self.search_cleared),
            (panel.told, self.told),
        ):
            asked.connect(passed_on)
        panel.moderation_wanted.connect(partial(self.show_score, "Moderated scores"))
        panel.history_wanted.connect(partial(self.show_score, "Score history"))
        panel.challenge_wanted.connect(partial(self.show_score, "Challenges"))
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

    def _on_field(self, risk_id: int, field: str, part_id: int) -> None:
        """How the scores of the whole register are spread is not a setting: it is seen here."""
        if not risk_id and field in list(Stage):
            self.seen_wanted.emit()
            self.show_tab([tab.title for tab in TABS].index("Calibration"))
        else:
            self.field_wanted.emit(risk_id, field, part_id)

    def _order_tabs(self, panel: AuditPanel) -> None:
        """Tab goes from the search field through the panel's tools to the tabs, and from there into the panel."""
        bar = self.tabs.tabBar()
        if tools := panel.tools():
            before = bar.previousInFocusChain()
            self._tool_row.addWidget(tools)
            last = follow_layout(tools, before)
            QWidget.setTabOrder(last or tools, bar)
        panel.order_tabs(bar)

    def _on_audited(self) -> None:
        found = self.auditor.audit
        self._waiting = found.count(Severity.ERROR) + found.count(Severity.WARNING) if found else None
        self._on_changed()
        self.told.emit()

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
