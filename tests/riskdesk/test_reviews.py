"""The next review follows the risk's own date first, then the register's cycle."""

import datetime as dt

import pytest

from riskdesk.periods import ReviewCycle
from riskdesk.reviews import review_due
from riskdesk.risks import Register, Risk
from riskdesk.schemes import preset

LAST = dt.date(2017, 12, 31)


def register(cycle: ReviewCycle) -> Register:
    return Register(scheme=preset("council-4x4"), review_cycle=cycle)


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        (ReviewCycle.MONTHLY, dt.date(2018, 1, 31)),
        (ReviewCycle.SIX_WEEKLY, dt.date(2018, 2, 11)),
        (ReviewCycle.BI_MONTHLY, dt.date(2018, 2, 28)),
        (ReviewCycle.QUARTERLY, dt.date(2018, 3, 31)),
    ],
)
def test_a_review_is_due_one_cycle_after_the_last(cycle: ReviewCycle, expected: dt.date) -> None:
    assert review_due(Risk(last_reviewed=LAST), register(cycle)) == expected


def test_every_cycle_has_a_length() -> None:
    assert all(review_due(Risk(last_reviewed=LAST), register(cycle)) for cycle in ReviewCycle)


def test_a_date_set_for_the_risk_comes_first() -> None:
    own = dt.date(2018, 6, 1)
    assert review_due(Risk(last_reviewed=LAST, next_review=own), register(ReviewCycle.MONTHLY)) == own


def test_nothing_recorded_makes_nothing_due() -> None:
    assert review_due(Risk(), register(ReviewCycle.MONTHLY)) is None


def test_the_end_of_the_calendar_makes_nothing_due() -> None:
    assert review_due(Risk(last_reviewed=dt.date.max), register(ReviewCycle.QUARTERLY)) is None
    assert review_due(Risk(last_reviewed=dt.date.max), register(ReviewCycle.SIX_WEEKLY)) is None
