"""The review page: open a month, review it risk by risk, close it, look back, and meet about it, each under a tab."""

from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from ui.desk import Desk
from ui.tabbed import Tab, TabbedPage, TabPanel
from ui.tableview import Memory

# Panels are imported once one is wanted: the first rows of a register need none of them.


def _reviewing(desk: Desk) -> TabPanel:
    from ui.review.reviewing import ReviewingPanel  # noqa: PLC0415

    return ReviewingPanel(desk)


TABS: tuple[Tab, ...] = (
    Tab("Review", "Open the period, and say of each risk that is due how it stands", _reviewing, searches=True),
)
"""The tabs from left to right."""


class ReviewPage(TabbedPage):
    """The month of the register. Its count is what waits to be reviewed."""

    title = "Review"
    icon_name = "calendar"
    tabs_named = "Parts of the month"
    keys = "Alt+Shift+{}"

    def __init__(self, desk: Desk, memory: Memory | None = None) -> None:
        super().__init__(desk, TABS, memory)

    def count(self) -> int | None:
        """Risks still to review in the open period; None where none is open."""
        register = self.desk.register
        if register.period is None or register.as_closed:
            return None
        return sum(review_state(risk, register) is ReviewState.NOT_REVIEWED for risk in register.risks)
