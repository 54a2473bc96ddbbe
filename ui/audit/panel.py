"""What the audit page expects of its panels, so that adding one only adds lines."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.audit.auditor import Auditor
from ui.desk import Desk


class AuditPanel(QWidget):
    """One tab of the audit page. It is made when it is first seen and asked to `fill` when it is shown and something
    changed since, and after each step or audit while it is on the screen.

    `field_wanted` asks for a risk's form at a field: the risk's id, the field's name as `Finding.field` gives it, and
    the id of the control or action (0 for none). `told` says that the count changed.
    """

    title = ""
    tip = ""

    field_wanted = Signal(int, str, int)
    told = Signal()

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.auditor = auditor

    def fill(self) -> None:
        """Show the register and the audit as they stand, keeping selection, and what is half typed."""

    def set_search(self, text: str) -> None:
        """Show what holds this text; panels without rows need not answer."""

    def focus_rows(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()
