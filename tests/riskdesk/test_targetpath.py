"""The path to the target: planned, gone, and the month in which the actions arrive at the rate so far."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from riskdesk.risks import Action, ActionStatus, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from riskdesk.targetpath import COMPUTED, Pace, TargetPath, target_path
from riskdesk.trail import Evidence
from riskdesk.trend import Stand, Standing, Trend
from tests.riskdesk.monthly import AUGUST, close

RAISED, AS_AT = dt.date(2016, 12, 1), dt.date(2017, 10, 1)
DONE, LEFT = ActionStatus.DONE, ActionStatus.IN_PROGRESS


def actions(finished: int, left: int) -> tuple[Action, ...]:
    """Some finished a month after the risk was raised, some still open."""
    done = (
        Action(id=place, text="Done", status=DONE, done_on=dt.date(2017, 1, 1), due="March 2017")
        for place in range(1, finished + 1)
    )
    more = (Action(id=100 + place, text="Left", status=LEFT, due="March 2018") for place in range(left))
    return (*done, *more)


def risk_of(*doing: Action, **facts: Any) -> Risk:
    scores = {
        Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3),
        Stage.TARGET: Score(stage=Stage.TARGET, impact=4, likelihood=1),
    }
    given: dict[str, Any] = {"raised_on": RAISED, "target_date": "30 April 2018", "scores": scores} | facts
    return Risk(id=1, ref="1", actions=doing, **given)


def path_of(risk: Risk, as_at: dt.date | None = AS_AT, evidence: Evidence | None = None) -> TargetPath:
    register = Register(scheme=preset("council-4x4"), as_at=as_at, risks=(risk,))
    return target_path(register, evidence or Evidence(), present(register, risk), 1)


def present(register: Register, risk: Risk) -> Trend:
    """A trend of the present alone."""
    score = risk.score(Stage.CURRENT)
    levels = (score.impact, score.likelihood, score.stated) if score else (None, None, None)
    here = {1: Standing(levels, register.rated(risk, Stage.CURRENT))} if risk.status is Status.OPEN else {}
    return Trend((), Stand(None, register.scheme, here))


def said(*doing: Action, **facts: Any) -> str:
    return " ".join(path_of(risk_of(*doing, **facts)).sentences)


def test_the_rest_arrives_at_the_rate_so_far() -> None:
    path = path_of(risk_of(*actions(2, 4)))
    assert path.sentences[1] == (
        "2 of 6 actions were finished in 10 months; at that rate the rest are finished in June 2019, 14 months after "
        "the target date (30 April 2018)."
    )
    assert path.sentences[2:] == (COMPUTED,)
    assert path.late == 14
    assert path.sentences[0] == "4 Low is to be reached by the target date (30 April 2018)."


def test_one_of_two() -> None:
    assert (
        "1 of 2 actions was finished in 10 months; at that rate the last one is finished in August 2018, 4 months "
        in (said(*actions(1, 1)))
    )


def test_before_its_day_and_in_its_month() -> None:
    assert "in December 2017, 4 months before the target date" in said(*actions(4, 1))
    assert "in December 2017, the month of the target date" in said(*actions(4, 1), target_date="December 2017")
    assert path_of(risk_of(*actions(4, 1))).late == -4


def test_none_finished_never_arrives() -> None:
    assert "None of its 3 actions was finished in 10 months: at this rate it never arrives." in said(*actions(0, 3))
    assert "Its one action was not finished in 10 months: at this rate it never arrives." in said(*actions(0, 1))
    assert path_of(risk_of(*actions(0, 3))).late is None


@pytest.mark.parametrize(
    ("finished", "begins"), [(1, "Its one action is"), (2, "Both its actions are"), (3, "All 3 actions are")]
)
def test_all_finished_and_not_there(finished: int, begins: str) -> None:
    told = said(*actions(finished, 0))
    assert f"{begins} finished, but the target is not reached: nothing more is planned that leads to it." in told
    assert COMPUTED not in told


def test_no_action_tells_nothing() -> None:
    assert "It has no action that leads to its target" in said()
    assert "It has no action that leads to its target" in said(Action(text="No", status=ActionStatus.CANCELLED))


def test_no_day_at_all() -> None:
    told = said(*(replace(action, due="soon") for action in actions(2, 4)), target_date="asap")
    assert told.startswith("No day is recorded by which its target, 4 Low, is to be reached")
    assert "finished in June 2019. " in told


def test_the_day_first_given_to_its_last_action_stands_in_for_the_target_date() -> None:
    evidence = Evidence(dues={100: ("31/12/2017", "31/01/2018")})
    path = path_of(risk_of(*actions(2, 1), target_date=""), evidence=evidence)
    assert path.plan is not None
    assert path.plan.day == dt.date(2017, 12, 31)
    assert "the last date first given to its actions (31 December 2017)" in " ".join(path.sentences)
    assert path_of(risk_of(*actions(2, 1), target_date="March 2018"), evidence=evidence).plan != path.plan


def test_late_already() -> None:
    told = said(*actions(2, 4), target_date="30 June 2017")
    assert told.startswith(
        "It is late already: 4 Low was to be reached 3 months ago, by the target date (30 June 2017). 2 of 6 actions"
    )


def test_at_its_target_and_below_it() -> None:
    at = {stage: Score(stage=stage, impact=2, likelihood=2) for stage in (Stage.CURRENT, Stage.TARGET)}
    assert said(*actions(0, 2), scores=at) == "It stands at its target, 4 Low."
    below = at | {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=1, likelihood=2)}
    assert said(*actions(0, 2), scores=below) == "It stands below its target, 4 Low, at 2 Low."


def test_what_was_finished_on_no_day_within_counts_for_nothing() -> None:
    undated = Action(id=50, text="Done some day", status=DONE)
    later = Action(id=51, text="Done tomorrow", status=DONE, done_on=dt.date(2017, 10, 2))
    told = said(undated, later, *actions(2, 4))
    assert "2 of 6 actions were finished" in told
    assert "2 more are done, but not on a day in that time." in told


def test_too_early_to_tell_a_rate() -> None:
    told = said(*actions(1, 1), raised_on=dt.date(2017, 9, 15))
    assert "too little to tell a rate by" in told
    assert "never" not in told


def test_without_an_as_at_date_nothing_is_reckoned() -> None:
    path = path_of(risk_of(*actions(2, 4)), as_at=None)
    assert path.pace is None
    assert "no as-at date" in path.sentences[1]


def test_an_arrival_too_far_off_is_not_named() -> None:
    old = risk_of(*actions(1, 60), raised_on=dt.date(2007, 10, 1))
    path = path_of(old)
    assert "not finished in a hundred years" in path.sentences[1]
    assert path.late is None
    end = Pace(dt.date(9000, 1, 1), dt.date(9999, 12, 1), 1, 1, 0)
    assert end.arrival is None


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        ({"status": Status.CLOSED}, "It is closed"),
        ({"status": Status.DRAFT}, "It is a draft"),
        ({"scores": {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=4, likelihood=3)}}, "It has no target"),
        ({"scores": {Stage.TARGET: Score(stage=Stage.TARGET, impact=4, likelihood=1)}}, "It has no score just now"),
    ],
)
def test_where_there_is_no_path(facts: dict[str, Any], begins: str) -> None:
    assert said(*actions(2, 4), **facts).startswith(begins)


def test_whole_months_gone_by() -> None:
    assert Pace(dt.date(2017, 1, 31), dt.date(2017, 2, 28), 0, 0, 0).months == 1
    assert Pace(dt.date(2017, 1, 31), dt.date(2017, 2, 27), 0, 0, 0).months == 0
    assert Pace(dt.date(2016, 12, 1), dt.date(2017, 10, 1), 0, 0, 0).months == 10


def test_the_path_gone_is_that_of_the_periods(book: Store) -> None:
    close(book)
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
    close(book, "August 2017", AUGUST)
    path = target_path(book.register(), book.evidence(), book.trend(), 1)
    assert path.start is not None
    assert (path.start.name, path.start.rated and path.start.rated.text) == ("July 2017", "12 High")
    assert [(point.name, point.rated and point.rated.text) for point in path.actual] == [
        ("July 2017", "12 High"),
        ("August 2017", "8 Medium"),
        ("Now", "8 Medium"),
    ]
    assert path.sentences == ("It stands at its target, 8 Medium, since August 2017.",)


def test_before_a_first_period_it_begins_at_its_first_score(book: Store) -> None:
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
    path = target_path(book.register(), book.evidence(), book.trend(), 1)
    assert path.start is not None
    assert (path.start.name, path.start.rated and path.start.rated.text) == ("First score", "12 High")
