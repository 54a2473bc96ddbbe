"""What the window expects of a page, so that adding a page only adds lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.commands import Command

if TYPE_CHECKING:
    from ui.desk import Desk


class Page(QWidget):
    """One place in the bar on the left.

    The window owns the search field: what is typed there reaches the current page through
    `set_search`. A page says `told` when its count or facts may have changed, and `risk_wanted`
    (a risk's id) when a person asks to see a risk that another page shows. After a step the
    window asks every page for count, facts and commands' `enabled` again, so a page need only
    say `told` for changes of its own, such as a selection or a filter.
    """

    title = ""
    icon_name = ""
    search_hint = "Type to filter"
    proves = False

    told = Signal()
    risk_wanted = Signal(int)

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def count(self) -> int | None:
        """How much work waits here, shown beside the title; None where a number means nothing."""
        return None

    def facts(self) -> str:
        """What is shown just now ("5 of 20 risks shown"), for the status bar; "" when it is everything."""
        return ""

    def commands(self) -> Sequence[Command]:
        """What the menus offer for this page. Asked once; choosing one shows the page first."""
        return ()

    def tools(self) -> QWidget | None:
        """Filters and buttons that stand to the right of the search field while the page is shown."""
        return None

    def set_search(self, text: str) -> None:
        """Show what holds this text; "" shows everything. Called on every keystroke."""

    def focus_rows(self) -> None:
        """Put the keyboard on the page's main list: on showing the page, and on Down or Return in the search field."""
        self.setFocus()

    def show_risk(self, risk_id: int) -> None:
        """Bring a risk into view. Only the page that holds risks needs to answer."""

    def show_field(self, risk_id: int, field: str, part_id: int) -> None:
        """Put the keyboard on a field of a risk, or on its control or action of this id. Only the page that holds risks
        needs to answer."""

    def prove(self) -> None:
        """Prove the register's history and show what was found. Only a page that `proves` needs to answer."""

    def show_setting(self, field: str) -> None:
        """Put the keyboard on a field of the register itself. Only the settings need to answer."""
