"""Typing into the search field at 10,000 risks, against repainting the same table."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from tests.bench.filing import LARGE, made_file
from tests.bench.timing import Result, compare, timed

_TYPED = ("h", "ho", "hom", "home", "home ", "home c", "home", "hom", "ho", "")


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
    typed = itertools.cycle(_TYPED)

    def keystroke() -> None:
        table.rows.search(next(typed))
        table.viewport().repaint()

    yield compare(
        f"a filter keystroke at {LARGE:,} risks",
        "bare repaint of the table",
        lambda: timed(keystroke),
        lambda: timed(table.viewport().repaint),
        repeats=100,
        aim=1.3,
    )
    table.hide()
    desk.close()
