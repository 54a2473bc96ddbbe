"""The audit of a large register, against reading the same register from its file; and proving its history."""

from collections.abc import Iterator
from pathlib import Path

from riskdesk.audit.run import audit
from riskdesk.store import Store
from tests.bench.filing import LARGE, made_file
from tests.bench.timing import Result, compare, timed


def measure(folder: Path) -> Iterator[Result]:
    file = made_file(folder, LARGE)
    with Store.look(file) as store:
        case = store.case()
        found = audit(case)
        rolled, each = len(found.findings), len(found.each)
        yield compare(
            f"audit {LARGE:,} risks, rolled up",
            "reading them from the file",
            lambda: timed(lambda: audit(case).findings),
            lambda: timed(lambda: _read(file)),
            repeats=5,
            remark=f"{len(found.rules)} rules, {each:,} findings, {rolled:,} rolled up",
        )
        yield compare(
            f"what the log tells, {LARGE:,} risks",
            "reading them from the file",
            lambda: _read_log(file),
            lambda: timed(lambda: _read(file)),
            repeats=5,
        )
        yield compare(
            f"verify {LARGE:,} risks",
            "reading them from the file",
            lambda: timed(store.verify),
            lambda: timed(lambda: _read(file)),
            repeats=3,
        )


def _read_log(file: Path) -> float:
    """Read for the first time; after a step only what is new is."""
    with Store.look(file) as store:
        store.register()
        return timed(store.evidence)


def _read(file: Path) -> None:
    with Store.look(file) as store:
        store.register()
