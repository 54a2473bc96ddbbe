"""The trend, read in one pass over the log, says what looking back at each period says, whatever was done between."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.risks import Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from riskdesk.trend import Standing, Trend
from tests.riskdesk.conftest import JULY, Clock, sound_register
from tests.riskdesk.monthly import ACCEPTED, AUGUST, close


def standings(register: Register) -> dict[int, Standing]:
    """What a register says for itself of its open risks."""
    return {
        risk.id: Standing(levels(risk), register.rated(risk, Stage.CURRENT))
        for risk in register.risks
        if risk.status is Status.OPEN
    }


def levels(risk: Risk) -> tuple[int | None, int | None, int | None]:
    score = risk.score(Stage.CURRENT) or Score(stage=Stage.CURRENT)
    return score.impact, score.likelihood, score.stated


def check(store: Store) -> Trend:
    """Every stand of the trend against the register looked back at."""
    trend, register = store.trend(), store.register()
    periods = [period for period in register.periods if not period.is_open]
    assert [stand.period for stand in trend.closed] == periods
    for stand, period in zip(trend.closed, periods, strict=True):
        with store.look_back(period) as past:
            assert dict(stand.risks) == standings(past.register())
            assert stand.scheme == past.register().scheme
    assert dict(trend.now.risks) == standings(register)
    for stand in trend.stands:
        assert sum(count for _, count in stand.counts()) == len(stand.risks)
    return trend


ACTS: dict[str, Callable[[Store, int], object]] = {
    "rate": lambda store, n: store.rate_risk(n % 2 + 1, Stage.CURRENT, n % 4 + 1, n % 3 + 1, reason="Moved"),
    "target": lambda store, n: store.rate_risk(n % 2 + 1, Stage.TARGET, 1, n % 4 + 1, reason="Moved"),
    "state": lambda store, n: store.state_rating(n % 2 + 1, Stage.CURRENT, n),
    "clear": lambda store, n: store.rate_risk(n % 2 + 1, Stage.CURRENT, None, None, reason="Not known"),
    "word": lambda store, n: store.edit_risk(n % 2 + 1, {"comments": str(n)}),
    "status": lambda store, n: toggle(store, n % 2 + 1),
    "add": lambda store, n: store.add_risk({"ref": f"N{n}", "description": "New"}),
    "scheme": lambda store, n: store.change_scheme(preset(("council-4x4", "nhs-5x5-npsa")[n % 2])),
    "undo": lambda store, _: store.undo() if store.next_undo else None,
    "redo": lambda store, _: store.redo() if store.next_redo else None,
    "close": lambda store, n: closed(store),
}


def toggle(store: Store, risk_id: int) -> None:
    if store.risk(risk_id).status is Status.CLOSED:
        store.reopen_risk(risk_id, "Back again")
    else:
        store.close_risk(risk_id, "Over", store.today)


def closed(store: Store) -> None:
    count = len(store.register().periods)
    close(store, f"Period {count}", JULY + dt.timedelta(days=count), acceptance=ACCEPTED)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from([*ACTS, "close", "rate"]), st.integers(0, 11)), max_size=20))
def test_the_trend_says_what_looking_back_at_each_period_says(walk: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "walk.riskdesk"
        with Store.create(file, sound_register(), "Ann Author", clock=Clock()) as store:
            for act, number in walk:
                ACTS[act](store, number)
            check(store)


def test_without_a_closed_period_there_is_the_present_alone(book: Store) -> None:
    trend = check(book)
    assert trend.closed == ()
    assert [stand.name for stand in trend.stands] == ["Now"]
    assert trend.periods_at_level == {1: 0, 2: 0}


def test_periods_at_a_level_are_counted_back_from_the_last_closed(book: Store) -> None:
    close(book)
    close(book, "August 2017", AUGUST)
    assert book.trend().periods_at_level == {1: 2, 2: 2}
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
    assert book.trend().periods_at_level == {1: 0, 2: 2}
    close(book, "September 2017", dt.date(2017, 9, 30))
    assert book.trend().periods_at_level == {1: 1, 2: 3}


def test_a_level_left_and_taken_again_is_counted_from_then(book: Store) -> None:
    close(book)
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
    close(book, "August 2017", AUGUST)
    book.rate_risk(1, Stage.CURRENT, 4, 3, reason="Vacant again")
    close(book, "September 2017", dt.date(2017, 9, 30))
    assert book.trend().periods_at_level[1] == 1


def test_a_rating_stated_beside_levels_that_stay_is_no_other_level(book: Store) -> None:
    close(book)
    book.state_rating(1, Stage.CURRENT, 16)
    assert book.trend().periods_at_level[1] == 1


def test_a_closed_risk_leaves_the_trend_and_keeps_its_past(book: Store) -> None:
    close(book)
    book.close_risk(2, "It is over", book.today)
    trend = check(book)
    assert [standing and standing.rated and standing.rated.text for standing in trend.of_risk(2)] == ["4 Low", None]
    assert trend.risk_ids == (1, 2)
    assert 2 not in trend.periods_at_level


def test_looked_back_at_a_period_the_trend_ends_with_it(book: Store) -> None:
    first = close(book)
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
    close(book, "August 2017", AUGUST)
    with book.look_back(first) as past:
        trend = check(past)
        assert [stand.name for stand in trend.stands] == ["July 2017"]
        assert trend.periods_at_level[1] == 1
    assert [stand.name for stand in book.trend().stands] == ["July 2017", "August 2017", "Now"]


def test_each_period_is_rated_by_the_scheme_it_had(book: Store) -> None:
    close(book)
    book.change_scheme(preset("nhs-5x5-npsa"))
    trend = check(book)
    assert trend.closed[0].scheme.key != trend.now.scheme.key
    assert trend.now.counts()[-1] == (None, 0)


def test_bands_are_counted_from_the_lightest_and_what_has_none_comes_last(book: Store) -> None:
    book.rate_risk(2, Stage.CURRENT, None, None, reason="Not known")
    counts = book.trend().now.counts()
    assert [band.word if band else "" for band, _ in counts][-1] == ""
    assert {band.word: count for band, count in counts if band and count} == {"High": 1}
    assert counts[-1] == (None, 1)
