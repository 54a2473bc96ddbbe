"""`make guide`: writes every command and its keys into docs/guide.md, read from the real window, and every audit rule
into docs/rules.md."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.commands import Command

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDE, RULES = DOCS / "guide.md", DOCS / "rules.md"
BEGINS = {GUIDE: "On a Mac, Ctrl is the Command key.\n\n", RULES: "## Every rule\n\n"}
"""What stands before the part that is written here, to the end of each file."""


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


def rule_table() -> str:
    """One row for each rule, in the order of an audit."""
    from riskdesk.audit import rules

    rows = [f"| {rule.name} | {rule.severity.word} | {rule.title} | {rule.why} |" for rule in rules.RULES]
    return "\n".join(["| Rule | Severity | What it finds | Why it matters |", "|---|---|---|---|", *rows])


def main() -> None:
    """Write the tables; with --check only say whether they are as they stand, by the exit code."""
    for page, write in ((GUIDE, command_tables), (RULES, rule_table)):
        text = page.read_text(encoding="utf-8")
        head, begin, _ = text.partition(BEGINS[page])
        fresh = head + begin + write().rstrip() + "\n"
        if "--check" not in sys.argv:
            page.write_text(fresh, encoding="utf-8")
        elif fresh != text:
            sys.exit(f"docs/{page.name} tells something else than RiskDesk does. Run: make guide")


if __name__ == "__main__":
    main()
