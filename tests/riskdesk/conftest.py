"""Small registers for the domain's tests: real files in a temporary folder."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from riskdesk.risks import Action, Category, Control, Owner, Partner, Register, Risk, Score, Stage
from riskdesk.schemes import preset
from riskdesk.store import Store

LEAD = Owner(name="Strategic Lead")
DIRECTOR = Owner(name="Director of Commissioning", organisation="Thurrock CCG")
COUNCIL = Partner(name="Thurrock Council")
CCG = Partner(name="Thurrock CCG")
FUND = Category(name="Pooled fund")
JULY = dt.date(2017, 7, 31)


def small_register() -> Register:
    """Two risks on a 4x4 scheme; the first is scored 4 x 3 and stated as 16."""
    first = Risk(
        ref="1",
        description="Workforce and capacity",
        category=FUND,
        owners=(LEAD, DIRECTOR),
        partners=(COUNCIL,),
        scores={
            Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3, stated=16, rationale="As printed"),
            Stage.TARGET: Score(stage=Stage.TARGET, stated=12),
        },
        controls=(Control(text="Executive established"),),
        actions=(Action(text="Key worker housing", due="March 2018", owner=LEAD), Action(text="Grow the market")),
    )
    second = Risk(
        ref="2",
        heading="Delayed transfers",
        owners=(LEAD,),
        scores={Stage.CURRENT: Score(stage=Stage.CURRENT, impact=2, likelihood=2)},
    )
    return Register(
        title="Better Care Fund",
        organisation="Thurrock Council",
        as_at=dt.date(2017, 8, 1),
        scheme=preset("council-4x4"),
        partners=(COUNCIL,),
        categories=(FUND,),
        owners=(LEAD, DIRECTOR),
        risks=(first, second),
    )


def sound_register() -> Register:
    """The small register with two partners and nothing in it that an audit calls an error."""
    register = small_register()
    given = register.risks[0]
    first = replace(
        given,
        actions=(given.actions[0], replace(given.actions[1], due="31/03/2018")),
        scores={
            Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3, rationale="Posts are vacant"),
            Stage.TARGET: Score(stage=Stage.TARGET, impact=4, likelihood=2),
        },
    )
    return replace(register, as_at=JULY, appetite="Medium", partners=(COUNCIL, CCG), risks=(first, *register.risks[1:]))


class Clock:
    """A computer's clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = dt.datetime(2017, 8, 1, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fund.riskdesk"


@pytest.fixture
def make(path: Path) -> Iterator[Callable[[], Store]]:
    """Make the small register in its file; what is still open at the end is closed."""
    stores: list[Store] = []

    def build() -> Store:
        stores.append(Store.create(path, small_register(), "Ann Author"))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


@pytest.fixture
def store(make: Callable[[], Store]) -> Store:
    return make()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(path: Path, clock: Clock) -> Iterator[Store]:
    """A register whose month can be closed, in its file, by the tests' clock."""
    with Store.create(path, sound_register(), "Ann Author", clock=clock) as store:
        yield store
