"""Ten years of months: how large a register with them is, how fast it opens, looks back and tells its trend."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from riskdesk.closings import Acceptance
from riskdesk.days import add_months
from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.bench.filing import LARGE, made_file
from tests.bench.timing import Result, compare, said, timed
from tests.made import AS_AT, make_register

MONTHS, RISKS = 120, 500
MOVED, REDATED = 10, 15
"""Scores that move and actions that get another date each month."""
_ACCEPTED = Acceptance("Bench", "Made up")
_LARGEST = 60
"""Megabytes that a register of all these months should stay below."""


class _Clock:
    def __init__(self) -> None:
        self.now = dt.datetime.combine(AS_AT, dt.time(9), dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


def measure(folder: Path) -> Iterator[Result]:
    plain = made_file(folder, RISKS)
    file, longest = _kept_for_years(folder)
    size = file.stat().st_size / 2**20
    beside = plain.stat().st_size / 2**20
    what = f"{MONTHS} periods of {RISKS} risks"
    yield Result(what, f"{size:.1f} MB", f"{beside:.1f} MB without periods", size / _LARGEST, 1, f"of {_LARGEST} MB")
    yield Result("the slowest of these closings", said(longest), "")
    yield compare(
        f"open {what}",
        "without periods",
        lambda: timed(lambda: _open(file)),
        lambda: timed(lambda: _open(plain)),
        repeats=5,
        aim=3,
    )
    with Store.look(file) as store:
        register = store.register()
        opening = lambda: timed(lambda: _open(file))  # noqa: E731
        for what, work in (
            ("look back at the first of them", lambda: store.look_back(register.periods[0]).close()),
            ("look back at the last of them", lambda: store.look_back(register.periods[-1]).close()),
            ("the trend of all of them", store.trend),
        ):
            yield compare(
                what,
                "opening it",
                lambda work=work: timed(work),  # type: ignore[misc]
                opening,
                repeats=3,
            )
    yield _closing(folder)


def _open(file: Path) -> None:
    with Store.look(file) as store:
        store.register()


def _kept_for_years(folder: Path) -> tuple[Path, float]:
    """A register reviewed and closed every month, and how long the slowest closing took."""
    file, clock, dice, longest = folder / "years.riskdesk", _Clock(), random.Random(1), 0.0
    with Store.create(file, make_register(RISKS), "Bench", clock=clock) as store:
        for month in range(1, MONTHS + 1):
            as_at = add_months(AS_AT, month)
            clock.now = dt.datetime.combine(as_at, dt.time(9), dt.UTC)
            store.open_period(f"{as_at:%B %Y}", as_at)
            _review(store, dice, as_at)
            longest = max(longest, timed(lambda: store.close_period(acceptance=_ACCEPTED)))
    return file, longest


def _review(store: Store, dice: random.Random, as_at: dt.date) -> None:
    """Most risks say "no change", some move by a level, some actions get another date."""
    ids = [risk.id for risk in store.register().risks]
    moved = set(dice.sample(ids, MOVED))
    store.review_unchanged([number for number in ids if number not in moved], f"Looked at in {as_at:%B %Y}")
    for number in sorted(moved):
        levels = (dice.randint(1, 4), dice.randint(1, 4))
        store.review_risk(number, "The forecast changed.", levels=levels, reason="The forecast changed")
    actions = [action.id for risk in store.register().risks for action in risk.open_actions]
    for number in dice.sample(actions, REDATED):
        store.edit_action(number, {"due": f"{add_months(as_at, dice.randint(1, 9)):%d/%m/%Y}"}, reason="Held up")


def _closing(folder: Path) -> Result:
    """Closing a large register, the audit within it included, against opening it."""
    file = folder / "closing.riskdesk"
    register = replace(make_register(LARGE), title="To be closed")
    with Store.create(file, register, "Bench") as store:
        assert store.register().risks[0].score(Stage.CURRENT)
        as_at = add_months(store.today, 0)
        closing = timed(lambda: store.close_period("The month", as_at, acceptance=_ACCEPTED))
    opening = timed(lambda: _open(file))
    return Result(f"close {LARGE:,} risks", said(closing), f"{said(opening)} opening it", closing / opening)
