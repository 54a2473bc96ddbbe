"""The review page: open a month, review it risk by risk, close it, look back, and meet about it, each under a tab."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from ui.commands import Command
from ui.desk import Desk
from ui.tabbed import Tab, TabbedPage, TabPanel
from ui.tableview import Memory

if TYPE_CHECKING:
    from ui.review.meetings import AskTarget

# Panels are imported once one is wanted: the first rows of a register need none of them.


def _reviewing(desk: Desk) -> TabPanel:
    from ui.review.reviewing import ReviewingPanel  # noqa: PLC0415

    return ReviewingPanel(desk)


def _closing(desk: Desk) -> TabPanel:
    from ui.review.closing import ClosePanel  # noqa: PLC0415

    return ClosePanel(desk)


def _periods(desk: Desk) -> TabPanel:
    from ui.review.periods import PeriodsPanel  # noqa: PLC0415

    return PeriodsPanel(desk)


def _meetings(ask: "AskTarget") -> Callable[[Desk], TabPanel]:
    def make(desk: Desk) -> TabPanel:
        from ui.review.meetings import MeetingsPanel  # noqa: PLC0415

        return MeetingsPanel(desk, ask)

    return make


TABS: tuple[Tab, ...] = (
    Tab("Review", "Open the period, and say of each risk that is due how it stands", _reviewing, searches=True),
    Tab("Close", "What stands between now and closing the period: errors, signatures", _closing),
    Tab("Periods", "Every period, who signed it, what was found and which papers were issued", _periods, searches=True),
)
"""The tabs from left to right, before that of the meetings."""
_SITTINGS = "Every sitting of a committee with what it decided, and the way to begin one"


class ReviewPage(TabbedPage):
    """The month of the register. Its count is what waits to be reviewed."""

    title = "Review"
    icon_name = "calendar"
    tabs_named = "Parts of the month"
    keys = "Alt+Shift+{}"

    def __init__(self, desk: Desk, memory: Memory | None = None, ask: "AskTarget" = lambda *_asked: None) -> None:
        """`ask` asks a person where a meeting's papers go."""
        super().__init__(desk, (*TABS, Tab("Meetings", _SITTINGS, _meetings(ask), searches=True)), memory)

    def commands(self) -> Sequence[Command]:
        return [
            *super().commands(),
            Command(title="Start a meeting…", menu="Review", shortcut="Ctrl+Alt+M", run=self.start_meeting, writes=True,
                    tip="Choose a committee and its agenda, and go through the risks one by one", group="meet"),
        ]  # fmt: skip

    def start_meeting(self) -> None:
        self.show_titled("Meetings")
        self.filled("Meetings").begin(0)

    def count(self) -> int | None:
        """Risks still to review in the open period; None where none is open."""
        register = self.desk.register
        if register.period is None or register.as_closed:
            return None
        return sum(review_state(risk, register) is ReviewState.NOT_REVIEWED for risk in register.risks)
