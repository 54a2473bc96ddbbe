"""A program killed while it closes a period: the period is closed and whole, or open as it was."""

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from riskdesk.closings import Acceptance
from riskdesk.opening import verify_file
from riskdesk.risks import Register, Stage
from riskdesk.store import Store
from tests.children import child
from tests.made import make_register

CLOSE = """
    import sys, time; from pathlib import Path
    from riskdesk.closings import Acceptance
    from riskdesk.store import Store
    book = Store.open(Path(sys.argv[1]), "Killed")
    book.register()
    print("closing", flush=True)
    book.close_period("January 2018", acceptance=Acceptance("Bea Boss", "Known"))
    print("closed", flush=True)
    time.sleep(60)
"""
PATIENCE = 60


@pytest.fixture
def large(path: Path) -> tuple[Path, Register]:
    """A register of some hundred risks with scores that were moved, and the register as it is read from its file."""
    with Store.create(path, make_register(300), "Ann") as store:
        store.rate_risk(1, Stage.CURRENT, 2, 2, reason="Better")
        return path, store.register()


Moment = Callable[["Watched"], None]


class Watched:
    """The file from before another program begins to close it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._journal = path.with_name(f"{path.name}-journal")
        self._was = path.stat().st_mtime_ns

    @property
    def is_begun(self) -> bool:
        """Something of the step is written, first of all its journal."""
        return self._journal.exists() or self.is_written

    @property
    def is_written(self) -> bool:
        """The step is being committed: the file itself is written."""
        return self.path.stat().st_mtime_ns != self._was

    @property
    def is_committed(self) -> bool:
        return self.is_written and not self._journal.exists()


def _killed(path: Path, moment: Moment) -> bool:
    """Let another program close the register and kill it at a moment; whether it had said by then that it is closed."""
    watched, process = Watched(path), child(CLOSE, path)
    try:
        assert process.stdout
        assert process.stdout.readline() == "closing\n"
        moment(watched)
        process.send_signal(signal.SIGKILL)
        said = process.communicate(timeout=PATIENCE)[0]
    finally:
        process.kill()
    assert process.returncode == -signal.SIGKILL
    return "closed" in said


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "the moment never came"


def _later(seconds: float) -> Moment:
    def moment(watched: Watched) -> None:
        _until(lambda: watched.is_begun)
        time.sleep(seconds)

    return moment


MOMENTS: dict[str, Moment] = {
    "at once": lambda _: None,
    **{f"{seconds} s into the step": _later(seconds) for seconds in (0.0, 0.05, 0.15, 0.4, 0.8)},
    "in the commit": lambda watched: _until(lambda: watched.is_written),
    "after the commit": lambda watched: _until(lambda: watched.is_committed),
}


@pytest.mark.skipif(os.name != "posix", reason="nothing is killed like this elsewhere")
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_killed_closing_leaves_the_period_closed_or_open_as_before(
    large: tuple[Path, Register], moment: Moment
) -> None:
    path, before = large
    said_closed = _killed(path, moment)
    with Store.open(path, "Ann") as again:
        assert not again.read_only
        assert again.verify().sound
        if again.register().periods:
            [period] = again.register().periods
            assert period.closing is not None
            assert period.closing.closed_by == "Killed"
            assert period.closing.findings["waiting"]["error"] == 0
            _only_closed(again.register(), before)
        else:
            assert not said_closed, "what was told to be closed stays closed"
            assert again.register() == before
            assert again.scrutiny().waivers == ()
            assert again.next_undo is not None
            again.close_period("January 2018", acceptance=Acceptance("Bea Boss", "Known"))
            _only_closed(again.register(), before)
        assert again.next_undo is None
    assert verify_file(path).sound


def _only_closed(now: Register, before: Register) -> None:
    """A closing writes one step, and of the register nothing but its period."""
    assert now.step == before.step + 1
    assert replace(now, periods=(), step=0, seal="") == replace(before, step=0, seal="")
    assert [(each.name, each.as_at) for each in now.periods] == [("January 2018", dt.date(2018, 1, 31))]
