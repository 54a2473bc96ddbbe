"""What the audit page expects of its panels, so that adding one only adds lines."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.audit.auditor import Auditor
from ui.desk import Desk
from ui.tableview import Memory
from ui.taborder import follow_layout


class AuditPanel(QWidget):
    """One tab of the audit page. It is made when it is first seen and asked to `fill` when it is shown and something
    changed since, and after each step or audit while it is on the screen.

    `field_wanted` asks for a risk's form at a field: the risk's id, the field's name as `Finding.field` gives it (with
    one of a control's or an action's own after a dot), and the id of the control or action (0 for none).
    `moderation_wanted`, `history_wanted` and `challenge_wanted` ask another panel for one score: the risk's id and the
    stage's value ("" for the risk as a whole). `told` says that the count changed, `search_cleared` asks for an empty
    search field.
    """

    title = ""
    tip = ""

    field_wanted = Signal(int, str, int)
    moderation_wanted = Signal(int, str)
    history_wanted = Signal(int, str)
    challenge_wanted = Signal(int, str)
    search_cleared = Signal()
    told = Signal()

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.auditor = auditor

    def tools(self) -> QWidget | None:
        """Filters that stand to the right of the search field while the panel is shown."""
        return None

    def remember(self, memory: Memory) -> None:
        """Take over what a person chose on another day, and keep what they choose."""

    def begin(self, risk_id: int, stage_value: str) -> None:
        """Show one score of one risk; panels that are not about scores need not answer."""

    def step(self, by: int) -> None:
        """Go some findings on; only the panel of findings answers."""

    def do(self, what: str) -> None:
        """Begin what a command names about the chosen finding; only the panel of findings answers."""

    def order_tabs(self, before: QWidget | None = None) -> None:
        """Let Tab go through the panel as it is read, after another widget."""
        follow_layout(self, before)

    def fill(self) -> None:
        """Show the register and the audit as they stand, keeping selection, and what is half typed."""

    def prove(self) -> None:
        """Prove the register's history. Only the panel that does so answers."""

    def set_search(self, text: str) -> None:
        """Show what holds this text; panels without rows need not answer."""

    def focus_rows(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()
