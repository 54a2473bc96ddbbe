"""Typing into the search field at 10,000 risks, against repainting the same table."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.filing import LARGE, made_file
from tests.bench.timing import Result, compare, timed

if TYPE_CHECKING:
    from ui.registertable import RegisterTable

_TYPED = (
    "reablement", "discharge", "equip", "carers' long", "xylophone", "telecare overspend", "dementia prov", "pooled",
    "procurement q2", "zzgl", "section 75", "workforce agree", "overdue", "nurs", "7300", "jun 2018", "fall high",
    "voluntary withheld", "seven-day", "bvqt", "identif", "integration quality", "market", "wherton", "4 low",
)  # fmt: skip
"""Parts of what made-up registers say, and what none of them says."""


def beginnings() -> list[str]:
    """What stands in the search field after each letter, every text typed after the one before. Nothing
    is searched for twice."""
    return list(dict.fromkeys(text[:end] for text in _TYPED for end in range(1, len(text) + 1)))


def measure(folder: Path) -> Iterator[Result]:
    from PySide6.QtWidgets import QApplication

    from riskdesk.store import Store
    from ui.desk import Desk
    from ui.registertable import RegisterTable

    app = QApplication.instance() or QApplication([])
    desk = Desk(Store.open(made_file(folder, LARGE), "Bench"))
    table = RegisterTable(desk)
    table.resize(1200, 800)
    table.show()
    while table.rows.rows.warm(250):
        app.processEvents()
    app.processEvents()
    for what, texts in (("typed", beginnings()), ("taken back", beginnings()[::-1])):
        yield _compare(table, what, texts)
    table.hide()
    desk.close()


def _compare(table: "RegisterTable", what: str, texts: list[str]) -> Result:
    waiting = iter(texts)

    def keystroke() -> None:
        table.rows.search(next(waiting))
        table.viewport().repaint()

    return compare(
        f"a letter {what} at {LARGE:,} risks",
        "bare repaint of the table",
        lambda: timed(keystroke),
        lambda: timed(table.viewport().repaint),
        repeats=len(texts),
        aim=1.3,
        remark=f"median of {len(texts)}, each text new" if what == "typed" else "",
    )
