"""The keys that show a kind of paper, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

KEYS: Mapping[str, str] = {
    "board": "Ctrl+B",
    "register": "Ctrl+Shift+P",
    "changes": "Ctrl+Shift+H",
    "audit": "Ctrl+Shift+B",
    "actions": "Ctrl+F9",
    "risk": "Ctrl+F10",
    "owner": "Ctrl+F11",
}
"""By the key of the kind. A kind without keys of its own here would be refused by the tests of the menus."""


@dataclass(frozen=True, slots=True)
class SideTab:
    """`command` is what the menu calls the way to it. `of_board` marks what only board papers have."""

    title: str
    command: str
    keys: str
    tip: str
    of_board: bool = False


TABS = (
    SideTab("Paper", "Options of the paper", "F6", "Which paper, of when, for whom and as what"),
    SideTab("Words", "Words of the paper", "F7", "Summary, decisions and cover, in your own words", of_board=True),
    SideTab("Layouts", "Layouts", "Shift+F7", "How each committee wants its board paper", of_board=True),
)
"""The tabs from left to right."""
