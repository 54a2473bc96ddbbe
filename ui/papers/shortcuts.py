"""The keys that show a kind of paper."""

from collections.abc import Mapping

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
