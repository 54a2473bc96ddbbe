"""What the log tells of scores: every move with its cause, undone ones apart, and what a printed seal stands for."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.errors import RiskDeskError
from riskdesk.risks import ActionStatus, Stage
from riskdesk.schemes import preset
from riskdesk.store import Store
from riskdesk.trail import Cause, Move, days_at_level, standing
from tests.riskdesk.conftest import small_register

BEGAN = dt.datetime(2017, 8, 1, 9, tzinfo=dt.UTC)


class Clock:
    """A day that the test moves on."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, days: int) -> None:
        self.now += dt.timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(path: Path, clock: Clock) -> Iterator[Store]:
    with Store.create(path, small_register(), "Ann Author", clock=clock) as store:
        yield store


def told(moves: tuple[Move, ...]) -> list[tuple[str, str, str]]:
    return [(move.cause.value, move.was.text if move.was else "", move.now.text if move.now else "") for move in moves]


def test_a_score_begins_with_how_it_came_in(timed: Store) -> None:
    [first] = timed.score_moves(1, Stage.CURRENT)
    assert (first.cause, first.before, first.after) == (Cause.FIRST, (None, None, None), (4, 3, 16))
    assert first.step.id == 1
    assert timed.score_moves(2, Stage.TARGET) == ()


def test_every_move_has_who_when_from_to_why_and_the_period(timed: Store, clock: Clock) -> None:
    clock.wait(5)
    timed.edit_register({"as_at": dt.date(2017, 9, 1)})
    timed.author = "Bea Boss"
    timed.rate_risk(1, Stage.CURRENT, 4, 2, reason="Recruited")
    move = timed.score_moves(1, Stage.CURRENT)[-1]
    assert (move.step.author, move.step.reason, move.step.at) == ("Bea Boss", "Recruited", clock.now)
    assert (move.before, move.after, move.as_at) == ((4, 3, 16), (4, 2, None), dt.date(2017, 9, 1))
    assert told((move,)) == [("person", "12 High", "8 Medium")]


def test_another_stage_or_another_risk_moves_nothing_here(timed: Store) -> None:
    timed.rate_risk(1, Stage.TARGET, 2, 2, reason="x")
    timed.rate_risk(2, Stage.CURRENT, 4, 4, reason="x")
    timed.explain_score(1, Stage.CURRENT, "Because")
    assert len(timed.score_moves(1, Stage.CURRENT)) == 1


def test_a_scheme_change_is_marked_and_is_no_movement(timed: Store, clock: Clock) -> None:
    clock.wait(10)
    timed.change_scheme(preset("nhs-5x5-npsa"), reason="As the NHS does")
    moves = timed.score_moves(2, Stage.CURRENT)
    assert told(moves) == [("first", "", "4 Low"), ("scheme", "4 Low", "4 Moderate")]
    assert timed.evidence().moves == ()
    assert days_at_level(moves, dt.date(2017, 8, 31)) == 30


def test_a_scheme_change_that_rates_the_same_is_not_told(timed: Store) -> None:
    timed.change_scheme(preset("city-4x4-weighted"))
    timed.rate_risk(2, Stage.CURRENT, 2, 1, reason="x")
    assert [move.cause for move in timed.score_moves(2, Stage.CURRENT)] == [Cause.FIRST, Cause.SCHEME, Cause.PERSON]
    timed.change_scheme(preset("city-4x4-weighted"))
    assert len(timed.score_moves(2, Stage.CURRENT)) == 3


def test_a_move_is_rated_by_the_scheme_of_its_moment(timed: Store) -> None:
    timed.rate_risk(2, Stage.CURRENT, 3, 3, reason="x")
    timed.change_scheme(preset("nhs-5x5-npsa"))
    timed.rate_risk(2, Stage.CURRENT, 5, 5, reason="y")
    assert told(timed.score_moves(2, Stage.CURRENT)) == [
        ("first", "", "4 Low"),
        ("person", "4 Low", "9 Medium"),
        ("scheme", "9 Medium", "9 High"),
        ("person", "9 High", "25 Extreme"),
    ]
    assert told(timed.evidence().moves) == [("person", "4 Low", "9 Medium"), ("person", "9 High", "25 Extreme")]


def test_what_was_undone_is_listed_and_moved_nothing(timed: Store, clock: Clock) -> None:
    timed.rate_risk(2, Stage.CURRENT, 3, 3, reason="x")
    timed.undo()
    moves = timed.score_moves(2, Stage.CURRENT)
    assert [move.undone for move in moves] == [False, True, True]
    assert len(standing(moves)) == 1
    assert timed.evidence().moves == ()
    timed.redo()
    assert [move.after[:2] for move in timed.evidence().moves] == [(3, 3)]
    timed.undo()
    timed.redo()
    timed.undo()
    assert timed.evidence().moves == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from(["rate", "undo", "redo"]), max_size=14))
def test_standing_moves_lead_from_the_first_score_to_the_present_one(
    tmp_path_factory: pytest.TempPathFactory, walk: list[str]
) -> None:
    with Store.create(tmp_path_factory.mktemp("walk") / "a.riskdesk", small_register(), "Ann") as store:
        for place, step in enumerate(walk):
            if step == "rate":
                store.rate_risk(2, Stage.CURRENT, 1 + place % 4, 1 + place % 3, reason=f"{place}")
            elif step == "undo" and store.next_undo:
                store.undo()
            elif step == "redo" and store.next_redo:
                store.redo()
        moves, score = standing(store.score_moves(2, Stage.CURRENT)), store.risk(2).score(Stage.CURRENT)
        assert score
        assert moves[-1].after == (score.impact, score.likelihood, score.stated)
        for earlier, later in pairwise(moves):
            assert earlier.after == later.before


def test_days_at_a_level_count_from_the_last_standing_move(timed: Store, clock: Clock) -> None:
    clock.wait(3)
    timed.rate_risk(2, Stage.CURRENT, 3, 3, reason="x")
    clock.wait(4)
    timed.rate_risk(2, Stage.CURRENT, 1, 1, reason="x")
    timed.undo()
    clock.wait(5)
    assert days_at_level(timed.score_moves(2, Stage.CURRENT), timed.today) == 9
    assert days_at_level((), timed.today) is None


def test_earlier_due_dates_of_an_action_are_kept_oldest_first(timed: Store) -> None:
    action = timed.risk(1).actions[0]
    for due in ("June 2018", "", "July 2018", "August 2018"):
        timed.edit_action(action.id, {"due": due})
    timed.undo()
    assert timed.evidence().dues == {action.id: ("March 2018", "June 2018")}
    timed.edit_action(action.id, {"status": ActionStatus.DONE})
    assert timed.last_step
    assert timed.evidence().done == {action.id: timed.last_step.id}


def test_each_setting_of_the_as_at_date_is_an_issue(timed: Store) -> None:
    timed.edit_register({"as_at": dt.date(2017, 9, 1)})
    timed.edit_register({"title": "Fund"})
    timed.edit_register({"as_at": dt.date(2017, 10, 1)})
    timed.undo()
    assert [issue.as_at for issue in timed.evidence().issues] == [dt.date(2017, 8, 1), dt.date(2017, 9, 1)]


def test_a_printed_seal_leads_to_its_step_and_period(timed: Store) -> None:
    printed = timed.register().seal
    timed.edit_register({"as_at": dt.date(2017, 9, 1)})
    timed.rate_risk(2, Stage.CURRENT, 3, 3, reason="x")
    found = timed.seal_of(f" {printed[:6].upper()} {printed[6:12]} ")
    assert found
    assert (found.step.id, found.later, found.as_at) == (1, 2, dt.date(2017, 8, 1))
    latest = timed.seal_of(timed.register().seal)
    assert latest
    assert (latest.step.id, latest.later, latest.as_at) == (3, 0, dt.date(2017, 9, 1))
    assert timed.seal_of("0" * 12) is None


@pytest.mark.parametrize("text", ["", "abc", "f" * 11, "f" * 65, "not a seal at all", "' or 1=1 --"])
def test_what_cannot_be_a_seal_is_refused_in_a_sentence(timed: Store, text: str) -> None:
    with pytest.raises(RiskDeskError, match="is not a seal"):
        timed.seal_of(text)


def test_a_risk_added_later_has_its_own_beginning(timed: Store) -> None:
    number = timed.add_risk({"ref": "3"})
    timed.rate_risk(number, Stage.CURRENT, 2, 2, reason="First look")
    timed.rate_risk(number, Stage.CURRENT, 2, 3, reason="Second look")
    assert [move.cause for move in timed.score_moves(number, Stage.CURRENT)] == [Cause.FIRST, Cause.PERSON]
    assert [move.risk_id for move in timed.evidence().moves] == [number]


def test_a_rating_stated_beside_the_same_levels_is_no_movement(timed: Store) -> None:
    timed.state_rating(2, Stage.CURRENT, 9)
    assert timed.evidence().moves == ()
    timed.state_rating(1, Stage.TARGET, 9, reason="Agreed")
    assert told(timed.evidence().moves) == [("person", "12 High", "9 Medium")]


def test_a_register_without_risks_has_nothing_to_tell(path: Path) -> None:
    empty = small_register()
    with Store.create(path, type(empty)(title="Empty", scheme=empty.scheme), "Ann") as store:
        assert store.evidence().moves == ()
        number = store.add_risk({})
        assert store.score_moves(number, Stage.CURRENT) == ()


def test_a_score_taken_away_and_made_again_was_moved(timed: Store) -> None:
    timed.rate_risk(2, Stage.CURRENT, None, None, reason="Not agreed")
    timed.rate_risk(2, Stage.CURRENT, 1, 1)
    causes = [move.cause for move in timed.score_moves(2, Stage.CURRENT)]
    assert causes == [Cause.FIRST, Cause.PERSON, Cause.PERSON]
    assert [move.step.reason for move in timed.evidence().moves] == ["Not agreed", ""]


def test_a_rating_stated_beside_levels_that_stay_does_not_begin_a_new_level(timed: Store, clock: Clock) -> None:
    clock.wait(10)
    timed.state_rating(2, Stage.CURRENT, 9)
    moves = timed.score_moves(2, Stage.CURRENT)
    assert moves[-1].cause is Cause.STATED
    assert days_at_level(moves, timed.today) == 10


def test_an_old_score_keeps_the_words_of_its_own_scheme(timed: Store) -> None:
    timed.rate_risk(2, Stage.CURRENT, 3, 3, reason="x")
    timed.change_scheme(preset("city-4x4-weighted"))
    said = [(move.was_said, move.now_said) for move in timed.score_moves(2, Stage.CURRENT)]
    assert said[1] == ("4 Low (2 x 2)", "9 Medium (3 x 3)")
    assert said[2][0] == "9 Medium (3 x 3)"
    assert said[2][1] != said[2][0]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from(["rate", "due", "as at", "done", "undo", "redo"]), min_size=3, max_size=12))
def test_evidence_read_step_by_step_is_what_is_read_at_once(
    tmp_path_factory: pytest.TempPathFactory, walk: list[str]
) -> None:
    with Store.create(tmp_path_factory.mktemp("walk") / "a.riskdesk", small_register(), "Ann") as store:
        action = store.risk(1).actions[0].id
        for place, step in enumerate(walk):
            match step:
                case "rate":
                    store.rate_risk(2, Stage.CURRENT, 1 + place % 4, 1 + place % 3)
                case "due":
                    store.edit_action(action, {"due": f"{place + 1} May 2018"})
                case "as at":
                    store.edit_register({"as_at": dt.date(2017, 9, 1 + place)})
                case "done":
                    store.edit_action(action, {"status": list(ActionStatus)[place % 4]})
                case "undo" if store.next_undo:
                    store.undo()
                case "redo" if store.next_redo:
                    store.redo()
            by_steps = store.evidence()
        with Store.look(store.path) as fresh:
            assert fresh.evidence() == by_steps


def test_a_scheme_that_was_undone_is_still_known(timed: Store) -> None:
    timed.change_scheme(preset("nhs-5x5-npsa"))
    timed.undo()
    assert [move.undone for move in timed.score_moves(2, Stage.CURRENT)] == [False, True, True]
