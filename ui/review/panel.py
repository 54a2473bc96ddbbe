"""What the review page expects of its panels, so that adding one only adds lines."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.tableview import Memory
from ui.taborder import follow_layout


class ReviewPanel(QWidget):
    """One tab of the review page. It is made when it is first seen and asked to `fill` when it is shown and something
    changed since, and after each step while it is on the screen.

    `risk_wanted` asks for a risk's form by its id, `field_wanted` for a field of it (as the audit page's panels do),
    `tab_wanted` for another tab by its title, `search_cleared` for an empty search field. `told` says that counts,
    facts or what a command may do have changed.
    """

    risk_wanted = Signal(int)
    field_wanted = Signal(int, str, int)
    tab_wanted = Signal(str)
    search_cleared = Signal()
    told = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def tools(self) -> QWidget | None:
        """What stands to the right of the search field while the panel is shown."""
        return None

    def remember(self, memory: Memory) -> None:
        """Take over what a person chose on another day, and keep what they choose."""

    def facts(self) -> str:
        """What is shown just now, for the status bar; "" when it is everything."""
        return ""

    def order_tabs(self, before: QWidget | None = None) -> None:
        """Let Tab go through the panel as it is read, after another widget."""
        follow_layout(self, before)

    def fill(self) -> None:
        """Show the register as it stands, keeping selection, and what is half typed."""

    def set_search(self, text: str) -> None:
        """Show what holds this text; panels without rows need not answer."""

    def focus_rows(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()
