"""Small registers for the domain's tests: real files in a temporary folder."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from riskdesk.risks import Action, Category, Control, Owner, Partner, Register, Risk, Score, Stage
from riskdesk.schemes import preset
from riskdesk.store import Store

LEAD = Owner(name="Strategic Lead")
DIRECTOR = Owner(name="Director of Commissioning", organisation="Thurrock CCG")
COUNCIL = Partner(name="Thurrock Council")
FUND = Category(name="Pooled fund")


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
