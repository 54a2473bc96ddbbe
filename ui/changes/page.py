"""The changes page: what changed between two periods, and how risks and bands stood over time."""

from ui.desk import Desk
from ui.tabbed import Tab, TabbedPage, TabPanel
from ui.tableview import Memory

# Panels are imported once one is wanted: the first rows of a register need none of them.


def _what_changed(desk: Desk) -> TabPanel:
    from ui.changes.whatchanged import WhatChanged  # noqa: PLC0415

    return WhatChanged(desk)


def _over_time(desk: Desk) -> TabPanel:
    from ui.changes.overtime import OverTime  # noqa: PLC0415

    return OverTime(desk)


TABS = (
    Tab("What changed", "What changed since a period, and who moved it", _what_changed, searches=True),
    Tab("Over time", "Bands by period, and each risk's way to its target", _over_time, searches=True),
)
"""The tabs from left to right."""


class ChangesPage(TabbedPage):
    """What a committee asks first."""

    title = "Changes"
    icon_name = "activity"
    tabs_named = "Parts of what changed"
    keys, first_key = "Alt+Shift+{}", 5
    menu = "Review"

    def __init__(self, desk: Desk, memory: Memory | None = None) -> None:
        super().__init__(desk, TABS, memory)

    def compare_since(self, period_id: int) -> None:
        """Show what changed since a closed period."""
        self.show_tab(0)
        panel = self.panel
        if panel is not None:
            panel.begin(period_id)
