"""The file: opening a large register against a small one, a durable step against plain SQLite."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.bench.timing import Result, compare, timed
from tests.made import make_register

LARGE, SMALL = 10_000, 20


def made_file(folder: Path, count: int) -> Path:
    file = folder / f"{count}.riskdesk"
    if not file.exists():
        Store.create(file, make_register(count), "Bench").close()
    return file


def measure(folder: Path) -> Iterator[Result]:
    large, small = made_file(folder, LARGE), made_file(folder, SMALL)
    yield compare(
        f"open {LARGE:,} risks, {3 * LARGE:,} actions",
        f"for {SMALL} risks",
        lambda: timed(lambda: _open(large)),
        lambda: timed(lambda: _open(small)),
        repeats=7,
        aim=LARGE / SMALL,
        remark="500 times the work",
    )
    for file, count in ((small, SMALL), (large, LARGE)):
        yield _measure_step(folder, file, count)


def _open(file: Path) -> None:
    with Store.open(file, "Bench") as store:
        store.register()


def _measure_step(folder: Path, file: Path, count: int) -> Result:
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("pragma synchronous = full")
    plain.execute("create table if not exists score (id integer primary key, likelihood integer)")
    plain.execute("insert or replace into score values (1, 0)")
    levels = itertools.cycle((1, 2))
    with Store.open(file, "Bench") as store:
        risk_id = store.register().risks[0].id

        def step() -> None:
            store.rate_risk(risk_id, Stage.CURRENT, 3, next(levels), reason="Measured")

        def transaction() -> None:
            plain.execute("begin immediate")
            plain.execute("update score set likelihood = likelihood + 1 where id = 1")
            plain.execute("commit")

        for _ in range(3):  # the first step of a day also keeps a backup
            step()
            transaction()
        result = compare(
            f"one durable step at {count:,} risks",
            "plain sqlite3, FULL",
            lambda: timed(step),
            lambda: timed(transaction),
            repeats=60,
            aim=3,
        )
    plain.close()
    return result
