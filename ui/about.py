"""Help inside the window: every command with its keys, and what RiskDesk is and keeps on this computer."""

from functools import partial
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QGridLayout

import resources
from riskdesk import __version__
from ui.author import AuthorField
from ui.buttons import link
from ui.commands import MENUS
from ui.panel import Panel
from ui.plain import Label, Paragraph
from ui.theme import GAP, PAD, TIGHT, Type

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Shortcuts(Panel):
    """Made from the commands themselves, so that it cannot be out of date."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__("Keyboard shortcuts", "Tab moves on, Shift+Tab back, F10 opens the menus.", window.leave_over)
        grid = QGridLayout()
        grid.setHorizontalSpacing(PAD * 2)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(2, 1)
        for menu in MENUS:
            commands = [each for each in window.menus.commands if each.menu.partition(" > ")[0] == menu]
            if not commands:
                continue
            grid.addWidget(Label(menu, kind=Type.STRONG), grid.rowCount(), 0, 1, 3)
            for command in commands:
                row = grid.rowCount()
                keys = " or ".join(_native(each) for each in command.shortcut.split(" | "))
                grid.addWidget(Label(keys), row, 0)
                grid.addWidget(Label(command.title), row, 1)
                grid.addWidget(Paragraph(command.tip, kind=Type.META), row, 2)
            grid.setRowMinimumHeight(grid.rowCount(), GAP)
        self.body.addLayout(grid)
        self.body.addStretch(1)


class About(Panel):
    """Version, the person's name, and where things are kept."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(
            f"RiskDesk {__version__}",
            "Keeps an organisation's risk register in one file, proves who changed which score, and prints papers. "
            "Nothing leaves this computer.",
            window.leave_over,
        )
        self.author = AuthorField(window.settings)
        self.setFocusProxy(self.author)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.author)
        self.body.addSpacing(GAP)
        for words, folder in (
            ("Settings are kept in", platformdirs.user_config_path("riskdesk", appauthor=False)),
            ("The log is kept in", platformdirs.user_log_path("riskdesk", appauthor=False)),
        ):
            self.body.addWidget(Paragraph(f"{words} {folder}"))
        for words, file in (
            ("Licence of the font Noto Sans", resources.path("fonts", "OFL.txt")),
            ("Licence of the Lucide icons", resources.path("icons", "LICENSE")),
        ):
            button = link(words, partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file))), tip=str(file))
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
