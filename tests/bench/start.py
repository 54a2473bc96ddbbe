"""Starting: from the command to the first paint, the real window on a sample against a bare one."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from riskdesk import samples
from riskdesk.store import Store
from tests.bench.timing import Result, compare, run_apart


def measure(folder: Path) -> Iterator[Result]:
    file = folder / "thurrock-2017.riskdesk"
    Store.create(file, samples.load("thurrock-2017"), "Bench").close()
    home = {"HOME": str(folder.absolute()), "XDG_CONFIG_HOME": str(folder.absolute())}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}

    def start(*arguments: str | Path) -> float:
        return run_apart([sys.executable, "-m", "tests.bench.firstpaint", *arguments], environment).seconds

    for side in (["bare"], ["rows", file]):  # the first start compiles modules and warms the disk
        start(*side)
    for what, until in (("start to first paint", "window"), ("start to the register's rows", "rows")):
        yield compare(
            what,
            "bare PySide6 window",
            lambda until=until: start(until, file),  # type: ignore[misc]
            lambda: start("bare"),
            repeats=9,
            aim=1.5,
            remark="Thurrock 2017",
        )
