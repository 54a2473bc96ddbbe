"""The rules on history: each where it fires, and where it nearly does."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from riskdesk.audit.case import Case
from riskdesk.history import Step, StepKind
from riskdesk.risks import Action, ActionStatus, Risk, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from riskdesk.trail import Cause, Evidence, Issue, Levels, Move
from tests.riskdesk.audit.cases import AS_AT, case, hits, messages, refs, risk
from tests.riskdesk.conftest import small_register

JULY = dt.date(2017, 7, 1)
DONE = Action(id=7, text="Recruit", status=ActionStatus.DONE)


def move(before: Levels, after: Levels, *, number: int = 5, reason: str = "", **facts: Any) -> Move:
    """A person's move of the first risk's current score."""
    scheme = preset("council-4x4")
    at = dt.datetime(2017, 7, 3, 12, tzinfo=dt.UTC)
    step = Step(number, f"s{number}", at, "Ann Author", "Rate risk", reason, StepKind.EDIT, None, "seal")
    was, now = scheme.rate_levels(*before), scheme.rate_levels(*after)
    said = scheme.say(*before), scheme.say(*after)
    made = Move(step, 1, Stage.CURRENT, Cause.PERSON, before, after, was, now, *said, as_at=AS_AT)
    return replace(made, **facts)


def issues(*steps: int) -> tuple[Issue, ...]:
    return tuple(Issue(step, AS_AT + dt.timedelta(days=step)) for step in steps)


def earlier(*risks: Risk, **facts: Any) -> Case:
    """What a register was, with the risks' own ids and uuids."""
    return case(*risks, **{"as_at": JULY, **facts})


def test_a_move_without_a_reason_is_told_with_who_and_when() -> None:
    silent = Evidence(moves=(move((4, 3, None), (3, 3, None), reason="  "),))
    found = case(risk("1", current=(3, 3)), risk("2"), evidence=silent, current_word="Residual")
    [hit] = hits("SCORE_CHANGED_NO_REASON", found)
    assert hit.message == (
        "Residual moved from 12 High (4 x 3) to 9 Medium (3 x 3) by Ann Author on 3 July 2017 with no reason recorded."
    )
    assert (hit.risks[0].ref, hit.field) == ("1", "current")


def test_every_stage_and_every_move_asks_for_a_reason() -> None:
    found = Evidence(
        moves=(
            move((4, 3, None), (3, 3, None)),
            move((3, 3, None), (None, None, 12), number=6),
            move((None, None, 9), (None, None, 4), number=7, stage=Stage.TARGET),
        )
    )
    assert messages("SCORE_CHANGED_NO_REASON", case(risk(current=12), evidence=found))[1:] == [
        (
            "Current moved from 9 Medium (3 x 3) to 12 High as stated by Ann Author on 3 July 2017 with no reason "
            "recorded."
        ),
        "Target moved from 9 Medium as stated to 4 Low as stated by Ann Author on 3 July 2017 with no reason recorded.",
    ]


@pytest.mark.parametrize(
    "made",
    [
        move((4, 3, None), (3, 3, None), reason="Two nurses recruited"),
        move((4, 3, None), (3, 3, None), undone=True),
        move((4, 3, None), (3, 3, None), cause=Cause.SCHEME),
        move((4, 3, None), (3, 3, None), risk_id=2),
        move((4, 3, None), (3, 3, None), risk_id=3),
    ],
)
def test_a_reason_a_step_taken_back_or_a_change_of_scheme_is_enough(made: Move) -> None:
    found = case(risk("1", current=(3, 3)), risk("2", status=Status.CLOSED), evidence=Evidence(moves=(made,)))
    assert refs("SCORE_CHANGED_NO_REASON", found) == []


def test_two_bands_since_the_register_before_are_told() -> None:
    before = earlier(risk("1", current=(4, 4)), risk("2", current=(3, 3)), risk("3"), risk("4", current=(1, 1)))
    found = case(
        risk("1", current=(1, 1)),
        risk("2", current=(2, 2)),
        risk("3", current=(4, 4)),
        risk("4", current=(4, 4)),
        risk("5", current=(4, 4)),
        previous=before.register,
    )
    assert messages("BIG_MOVE", found) == [
        "Current moved 2 bands in one period, from 16 High to 1 Low.",
        "Current moved 2 bands in one period, from 1 Low to 16 High.",
    ]
    assert refs("BIG_MOVE", found) == ["1", "4"]


def test_another_copy_of_the_register_is_no_earlier_one() -> None:
    copy = earlier(risk("1", current=(4, 4)), risk("2"), as_at=AS_AT).register
    found = case(risk("1", current=(1, 1)), previous=copy)
    assert refs("BIG_MOVE", found) == []
    assert messages("VANISHED", found) == []


def test_a_change_of_scheme_is_no_move_of_bands() -> None:
    before = earlier(risk("1", current=(2, 2)), scheme=preset("bcf-3x3-2014"))
    assert refs("BIG_MOVE", case(risk("1", current=(2, 2)), previous=before.register)) == []


@pytest.mark.parametrize("rule", ["BIG_MOVE", "NEVER_MOVED"])
def test_a_scheme_that_calls_the_score_another_band_ends_a_waiver(rule: str) -> None:
    council = preset("council-4x4")
    low, medium, high = council.bands
    graver = replace(council, bands=(low, medium, replace(high, word="Severe")))
    before = earlier(risk("1", current=(1, 1))).register
    log = Evidence(issues=issues(1, 20, 30, 40), done={7: 25}, scored={1: 1})
    row = risk("1", current=(4, 4), actions=(DONE,))
    one, other = (hits(rule, case(row, scheme=each, evidence=log, previous=before)) for each in (council, graver))
    assert one[0].facts != other[0].facts


def test_without_a_register_before_the_log_tells_the_period() -> None:
    log = Evidence(moves=(move((4, 4, None), (2, 3, None)), move((2, 3, None), (1, 1, None), number=6)))
    assert refs("BIG_MOVE", case(risk("1", current=(1, 1)), evidence=log)) == ["1"]
    old = Evidence(moves=(move((4, 4, None), (1, 1, None), as_at=JULY),))
    assert refs("BIG_MOVE", case(risk("1", current=(1, 1)), evidence=old)) == []
    there_and_back = Evidence(moves=(move((4, 4, None), (1, 1, None)), move((1, 1, None), (4, 4, None), number=6)))
    assert refs("BIG_MOVE", case(risk("1", current=(4, 4)), evidence=there_and_back)) == []
    target = Evidence(moves=(move((4, 4, None), (1, 1, None), stage=Stage.TARGET),))
    assert refs("BIG_MOVE", case(risk("1", current=(1, 1)), evidence=target)) == []


def test_a_score_that_outlives_its_actions_is_told() -> None:
    log = Evidence(issues=issues(1, 20, 30, 40), done={7: 25}, scored={1: 1})
    found = case(risk("1", current=(4, 3), actions=(DONE, Action(id=8, text="Open"))), evidence=log)
    assert messages("NEVER_MOVED", found) == ["Current 12 High is unchanged for 3 issues, while 1 action was done."]


@pytest.mark.parametrize(
    "log",
    [
        Evidence(issues=issues(1, 20, 30), done={7: 25}, scored={1: 1}),
        Evidence(issues=issues(1, 20, 30, 40), scored={1: 1}),
        Evidence(issues=issues(1, 20, 30, 40), done={8: 25}, scored={1: 1}),
        Evidence(issues=issues(1, 20, 30, 40), done={7: 45}, scored={1: 22}),
        Evidence(
            issues=issues(1, 20, 30, 40),
            done={7: 45},
            scored={1: 1},
            moves=(move((4, 4, None), (4, 3, None), number=25),),
        ),
        Evidence(
            issues=issues(1, 20, 30, 40, 50, 60),
            done={7: 25},
            scored={1: 1},
            moves=(move((4, 4, None), (4, 3, None), number=35),),
        ),
    ],
    ids=["two issues", "nothing done", "another's action", "a young risk", "moved lately", "done before it moved"],
)
def test_a_score_that_moved_or_had_no_time_to_is_not(log: Evidence) -> None:
    assert refs("NEVER_MOVED", case(risk("1", current=(4, 3), actions=(DONE,)), evidence=log)) == []


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ((1, 2, 3), 3),
        ((1, 9, 2), 2),
        ((1, 9, 2, 3), 3),
        ((1, 2, 2, 2), 2),
        ((1, 9, 1, 2), 2),
        ((3, 2, 1), 1),
        ((1, None, 2, 3), 3),
        ((1, 8, 9, 2, 3), 3),
    ],
)
def test_a_date_corrected_or_set_again_is_no_issue_of_its_own(days: tuple[int | None, ...], counted: int) -> None:
    dates = [dt.date(2017, 8, day) if day else None for day in days]
    log = Evidence(issues=tuple(Issue(step, date) for step, date in enumerate(dates, 10)), done={7: 25}, scored={1: 1})
    found = messages("NEVER_MOVED", case(risk("1", current=(4, 3), actions=(DONE,)), evidence=log))
    assert [f"for {counted} issues" in message for message in found] == ([True] if counted >= 3 else [])


def test_a_move_is_told_in_the_words_of_the_scheme_it_was_made_by() -> None:
    made = move((4, 3, None), (3, 3, None), was_said="12 Severe (4 x 3)", now_said="9 Low (3 x 3)")
    [message] = messages("SCORE_CHANGED_NO_REASON", case(risk("1", current=(3, 3)), evidence=Evidence(moves=(made,))))
    assert message.startswith("Current moved from 12 Severe (4 x 3) to 9 Low (3 x 3) by ")


def test_a_log_that_begins_later_counts_every_issue_it_knows() -> None:
    log = Evidence(issues=issues(1, 20, 30), done={7: 25})
    assert refs("NEVER_MOVED", case(risk("1", current=(4, 3), actions=(DONE,)), evidence=log)) == ["1"]


def test_an_action_opened_again_is_not_done() -> None:
    log = Evidence(issues=issues(1, 20, 30, 40), done={7: 25}, scored={1: 1})
    again = replace(DONE, status=ActionStatus.IN_PROGRESS)
    assert refs("NEVER_MOVED", case(risk("1", current=(4, 3), actions=(again,)), evidence=log)) == []


def test_only_the_current_score_has_to_move() -> None:
    log = Evidence(
        issues=issues(1, 20, 30, 40),
        done={7: 25},
        moves=(move((None, None, 9), (None, None, 4), number=35, stage=Stage.TARGET),),
    )
    assert refs("NEVER_MOVED", case(risk("1", current=(4, 3), actions=(DONE,)), evidence=log)) == ["1"]


def test_a_risk_gone_from_the_register_is_told() -> None:
    before = earlier(risk("R1"), risk("R7", heading="Care homes"), risk("R9", status=Status.CLOSED))
    [hit] = hits("VANISHED", case(risk("R1"), previous=before.register))
    assert hit.message == (
        'Risk R7 ("Care homes") was open in the register as at 1 July 2017; here it is neither open nor closed.'
    )
    assert (hit.risks, hit.field, hit.facts) == ((), "ref", ("u2", "R7"))


def test_a_risk_closed_renumbered_or_made_again_has_not_vanished() -> None:
    before = earlier(risk("R1"), risk("R2"), risk("R3")).register
    known = (risk("R1", status=Status.CLOSED), risk("R20"), risk("R3"))
    assert messages("VANISHED", case(*known, previous=before)) == []
    made_again = replace(before, risks=tuple(replace(one, uuid=f"other {one.uuid}") for one in before.risks))
    assert len(messages("VANISHED", case(*known, previous=made_again))) == 1
    assert messages("VANISHED", case(*known)) == []


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "r.riskdesk", small_register(), "Ann Author") as made:
        yield made


def _month(store: Store, month: int) -> None:
    store.edit_register({"as_at": dt.date(2018, month, 1)})


def test_a_real_log_tells_who_moved_what_without_a_reason(store: Store) -> None:
    store.rate_risk(1, Stage.CURRENT, 4, 2, reason="Recruited")
    assert refs("SCORE_CHANGED_NO_REASON", store.case()) == []
    store.rate_risk(2, Stage.CURRENT, 4, 4, reason="")
    assert refs("SCORE_CHANGED_NO_REASON", store.case()) == ["2"]
    assert refs("BIG_MOVE", store.case()) == ["2"]
    store.undo()
    assert refs("SCORE_CHANGED_NO_REASON", store.case()) == []


def test_a_real_log_tells_which_score_never_moved(store: Store) -> None:
    action = store.register().risks[0].actions[0]
    store.edit_action(action.id, {"status": ActionStatus.DONE})
    for month in (1, 2, 3):
        assert refs("NEVER_MOVED", store.case()) == []
        _month(store, month)
    assert refs("NEVER_MOVED", store.case()) == ["1"]
    store.rate_risk(1, Stage.CURRENT, 4, 2, reason="Recruited")
    assert refs("NEVER_MOVED", store.case()) == []


def test_a_risk_raised_lately_had_no_time_to_move(store: Store) -> None:
    for month in (1, 2, 3):
        _month(store, month)
    number = store.add_risk({"ref": "3"})
    store.rate_risk(number, Stage.CURRENT, 4, 4, reason="New")
    last = store.last_step
    assert last
    assert store.evidence().scored[number] == last.id
    action = store.add_action(number, {"text": "Recruit"})
    store.edit_action(action, {"status": ActionStatus.DONE})
    assert refs("NEVER_MOVED", store.case()) == []


def test_a_score_taken_back_was_never_made(store: Store) -> None:
    number = store.add_risk({"ref": "3"})
    store.rate_risk(number, Stage.CURRENT, 4, 4, reason="New")
    store.undo()
    assert number not in store.evidence().scored
