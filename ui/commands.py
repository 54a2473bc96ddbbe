"""Commands as data: every one has a menu entry, a shortcut and a tooltip, and becomes a QAction."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.icons import icon

MENUS = ("File", "Edit", "View", "Risk", "Review", "Audit", "Reports", "Help")
"""The menu bar from left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for.

    `menu` is one of MENUS, or a menu in it ("File > Open sample"); `shortcut` is written the Qt way
    ("Ctrl+Shift+N"), a second one after " | "; `tip` is one sentence.
    A command that `writes` is off while the register is read-only; `enabled` is asked after each
    step and whenever a page says `told`. `group` commands stand together between lines in a menu.
    A page's command brings its page with it, unless it works `in_place`, wherever the person is.
    """

    title: str
    menu: str
    shortcut: str
    tip: str
    run: Callable[[], None]
    icon: str = ""
    writes: bool = False
    in_place: bool = False
    enabled: Callable[[], bool] | None = None
    group: str = ""

    def allowed(self, *, read_only: bool) -> bool:
        if read_only and self.writes:
            return False
        return self.enabled is None or self.enabled()


def make_action(command: Command, parent: QWidget) -> QAction:
    """The command as Qt knows it. The tooltip carries the shortcut, so that a button teaches it."""
    action = QAction(command.title, parent)
    action.setShortcuts([QKeySequence(keys) for keys in command.shortcut.split(" | ")])
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{command.tip} ({keys})" if keys else command.tip)
    action.setStatusTip(command.tip)
    if command.icon:
        action.setIcon(icon(command.icon))
    action.triggered.connect(lambda _checked=False: command.run())
    return action
