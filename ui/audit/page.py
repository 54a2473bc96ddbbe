"""The audit page: what to challenge and why, and the officer's own work, each under a tab."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from riskdesk.audit.findings import Severity
from riskdesk.risks import Stage
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.commands import Command
from ui.desk import Desk
from ui.guard import guarded
from ui.tabbed import Tab, TabbedPage
from ui.tableview import Memory

_TABS = (
    ("Findings", "What to challenge in this register, and why", True),
    ("Challenges", "Questions sent to owners, and what they answered", True),
    ("Moderated scores", "Score beside the owner, and agree one of the two between two people", True),
    ("Dip sample", "Draw risks by chance, and record what the evidence says of each", True),
    ("Calibration", "How scores are spread over the matrix, by owner and by category", False),
    ("Score history", "Who moved a score, when, from what to what, and why", False),
    ("Verify", "Prove that the register is what its history made, and place a printed seal", False),
)
"""The tabs from left to right: title, tip, and whether there is something to search."""


def kinds() -> tuple[type[AuditPanel], ...]:
    """The panels of these tabs, imported once one is wanted: the first rows of a register need none of them."""
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


class AuditPage(TabbedPage):
    """`seen_wanted` asks the window for this page itself."""

    title = "Audit"
    icon_name = "shield-check"
    search_hint = "Type to filter the list"
    tabs_named = "Parts of the audit"
    named = "{}"
    proves = True

    seen_wanted = Signal()

    def __init__(
        self, desk: Desk, memory: Memory | None = None, ask_register: Callable[[str], Path | None] = lambda _: None
    ) -> None:
        """`ask_register` asks a person for a register, under a caption."""
        tabs = [
            Tab(title, tip, partial(self._panel_at, place), searches)
            for place, (title, tip, searches) in enumerate(_TABS)
        ]
        auditor = Auditor(desk)  # hears of a step before the panels do: what they show then is the audit before it
        super().__init__(desk, tabs, memory)
        auditor.setParent(self)
        self.auditor, self._ask_register = auditor, ask_register
        self._waiting: int | None = None
        self.auditor.audited.connect(self._on_audited)

    # What the window asks

    def count(self) -> int | None:
        """Errors and warnings that wait, as they are rolled up; None until the first audit is done."""
        return self._waiting

    def facts(self) -> str:
        return "" if self.auditor.ready else "Auditing …"

    def commands(self) -> Sequence[Command]:
        return [*self._finding_commands(), *self._compare_commands(), *super().commands()]

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

    # Panels

    def step_finding(self, by: int) -> None:
        """Go to the field of the next finding (or the one before) without showing this page on the way."""
        self._audit_panel("Findings").step(by)

    def show_score(self, title: str, risk_id: int, stage_value: str) -> None:
        """Show one score of one risk under the tab of this title."""
        self.tabs.setCurrentIndex([tab.title for tab in self._tabs].index(title))
        self._audit_panel(title).begin_score(risk_id, stage_value)

    def prove(self) -> None:
        self.show_titled("Verify")
        self._audit_panel("Verify").prove()

    def _press(self, what: str) -> None:
        """The finding's own sheet asks for names and reasons; here is only the way to it."""
        self.show_tab(0)
        self._audit_panel("Findings").do(what)

    def want_field(self, risk_id: int, field: str, part_id: int) -> None:
        """How the scores of the whole register are spread is not a setting: it is seen here."""
        if not risk_id and field in list(Stage):
            self.seen_wanted.emit()
            self.show_titled("Calibration")
        else:
            super().want_field(risk_id, field, part_id)

    def _panel_at(self, place: int, desk: Desk) -> AuditPanel:
        panel = kinds()[place](desk, self.auditor)
        panel.moderation_wanted.connect(partial(self.show_score, "Moderated scores"))
        panel.history_wanted.connect(partial(self.show_score, "Score history"))
        panel.challenge_wanted.connect(partial(self.show_score, "Challenges"))
        return panel

    def _audit_panel(self, title: str) -> AuditPanel:
        panel = self.filled(title)
        assert isinstance(panel, AuditPanel)
        return panel

    def _on_audited(self) -> None:
        found = self.auditor.audit
        self._waiting = found.count(Severity.ERROR) + found.count(Severity.WARNING) if found else None
        self._on_changed()
        self.told.emit()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.auditor.hurry(True)

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.auditor.hurry(False)
