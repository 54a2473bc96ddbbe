"""What the audit page expects of its panels, so that adding one only adds lines."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.audit.auditor import Auditor
from ui.desk import Desk
from ui.tabbed import TabPanel


class AuditPanel(TabPanel):
    """One tab of the audit page; it is asked to `fill` after each audit, too.

    `moderation_wanted`, `history_wanted` and `challenge_wanted` ask another panel for one score: the risk's id and the
    stage's value ("" for the risk as a whole).
    """

    title = ""
    tip = ""

    moderation_wanted = Signal(int, str)
    history_wanted = Signal(int, str)
    challenge_wanted = Signal(int, str)

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.auditor = auditor

    def begin_score(self, risk_id: int, stage_value: str) -> None:
        """Show one score of one risk; panels that are not about scores need not answer."""

    def step(self, by: int) -> None:
        """Go some findings on; only the panel of findings answers."""

    def do(self, what: str) -> None:
        """Begin what a command names about the chosen finding; only the panel of findings answers."""

    def prove(self) -> None:
        """Prove the register's history. Only the panel that does so answers."""
