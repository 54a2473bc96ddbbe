"""`make guide`: writes the list of every command and its keys into docs/guide.md, read from the real window."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.commands import Command

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide.md"
BEGIN = "On a Mac, Ctrl is the Command key.\n\n"


def command_tables() -> str:
    """One table for each menu, in the order of the menu bar."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from riskdesk.samples import load
    from ui import theme
    from ui.app import Application, make_window
    from ui.settings import Settings

    app = Application(["riskdesk"])
    theme.apply(app, theme.Look.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Settings(Path(folder) / "settings.ini"))
        window.files.create(Path(folder) / "sample.riskdesk", load("thurrock-2017"), "Guide")
        told = "\n".join(_lines(window.menus.commands))
        window.close()
    return told


def _lines(commands: "list[Command]") -> Iterator[str]:
    from ui.commands import MENUS

    for menu in MENUS:
        yield f"### {menu}\n\n| Command | Keys | What it does |\n|---|---|---|"
        for command in commands:
            if command.menu.partition(" > ")[0] == menu:
                yield f"| {command.title} | {command.shortcut.replace(' | ', ' or ')} | {command.tip} |"
        yield ""


def main() -> None:
    """Write the tables; with --check only say whether they are as they stand, by the exit code."""
    text = GUIDE.read_text(encoding="utf-8")
    head, begin, _ = text.partition(BEGIN)
    fresh = head + begin + command_tables().rstrip() + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if fresh == text else "docs/guide.md tells other commands than the window has. Run: make guide")
    GUIDE.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
