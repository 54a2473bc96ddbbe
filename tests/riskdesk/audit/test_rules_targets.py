"""The rules on targets and appetite: each where it fires, and where it nearly does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.audit.findings import Severity
from riskdesk.audit.run import audit
from riskdesk.risks import Action, ActionStatus, Category, Control, Cuts, Response
from riskdesk.schemes import preset
from tests.riskdesk.audit.cases import Levels, case, hits, messages, refs, risk

OPEN = Action(text="Recruit two nurses")
DONE = Action(text="Recruit two nurses", status=ActionStatus.DONE)
LEVEL = st.integers(1, 4)


def test_a_missing_target_is_graver_above_the_appetite() -> None:
    found = case(
        risk("1", current=(4, 3)),
        risk("2", current=(2, 2)),
        risk("3"),
        risk("4", current=(4, 3), target=(4, 2)),
        risk("5", current=(4, 3), target=(None, None)),
        appetite="Medium",
    )
    said = hits("TARGET_MISSING", found)
    assert [(hit.risks[0].ref, hit.severity) for hit in said] == [
        ("1", Severity.ERROR),
        ("2", None),
        ("3", None),
        ("5", Severity.ERROR),
    ]
    assert said[0].message == "No target rating is set (current 12 High), although it is above the appetite Medium."
    assert said[2].message == "No target rating is set."


def test_what_is_tolerated_within_the_appetite_needs_no_target() -> None:
    tolerated = risk(current=(4, 3), response=Response.TOLERATE)
    assert refs("TARGET_MISSING", case(tolerated, appetite="High")) == []
    assert refs("TARGET_MISSING", case(tolerated)) == []
    assert refs("TARGET_MISSING", case(tolerated, appetite="Medium")) == ["1"]


def test_a_target_above_the_current_score_is_told_by_rating_and_by_axis() -> None:
    found = case(
        risk("1", current=(2, 2), target=6),
        risk("2", current=(3, 3), target=(4, 1)),
        risk("3", current=(2, 3), target=(2, 3)),
        risk("4", current=(2, 3), target=4),
        risk("5", target=16),
    )
    assert messages("TARGET_ABOVE_CURRENT", found) == [
        "Target is above current: rating 6 Medium against 4 Low.",
        "Target is above current: impact 4 against 3.",
    ]


def test_a_target_is_compared_with_what_the_levels_make_and_says_so() -> None:
    assert messages("TARGET_ABOVE_CURRENT", case(risk(current=(3, 3, 16), target=12))) == [
        "Target is above current: rating 12 High against 9 Medium as scored (stated as 16)."
    ]
    assert refs("TARGET_ABOVE_CURRENT", case(risk(current=(4, 3, 16), target=12))) == []


@given(LEVEL, LEVEL, LEVEL, LEVEL)
def test_a_target_is_above_equal_or_below_and_never_two_of_them(i: int, j: int, k: int, m: int) -> None:
    found = case(risk(current=(i, j), target=k * m, actions=(Action(text="Recruit", cuts=Cuts.BOTH),)))
    assert bool(hits("TARGET_ABOVE_CURRENT", found)) == (k * m > i * j)
    assert bool(hits("TARGET_EQUALS_CURRENT", found)) == (k * m == i * j)


def test_a_target_equal_to_the_score_needs_a_decision_while_actions_are_open() -> None:
    assert messages("TARGET_EQUALS_CURRENT", case(risk(current=(2, 2), target=4, actions=(OPEN, OPEN, DONE)))) == [
        "Target 4 Low equals current while 2 actions are open: choose Tolerate or set a lower target."
    ]


DISTRICT = preset("district-5x5-cell")


def test_the_same_number_in_another_band_is_no_equal_target() -> None:
    """That scheme makes 3 x 2 a Medium 6 and 2 x 3 a Low 6."""
    lower = case(risk(current=(3, 2), target=(2, 3), actions=(OPEN,)), scheme=DISTRICT)
    assert refs("TARGET_EQUALS_CURRENT", lower) == []
    idle = case(risk(current=(3, 2), target=(2, 3)), scheme=DISTRICT)
    assert messages("TARGET_WITHOUT_NEW_ACTION", idle) == ["Target falls from 6 Medium to 6 Low, with no open action."]


def test_a_target_whose_band_nobody_can_tell_equals_the_same_number() -> None:
    stated = case(
        risk("1", current=(3, 2), target=6, actions=(OPEN,)), risk("2", target=6, current=(3, 2)), scheme=DISTRICT
    )
    assert refs("TARGET_EQUALS_CURRENT", stated) == ["1"]
    assert refs("TARGET_WITHOUT_NEW_ACTION", stated) == []


def test_an_equal_target_beside_a_mismatch_says_what_it_would_mean() -> None:
    [message] = messages("TARGET_EQUALS_CURRENT", case(risk(current=(4, 3, 16), target=12, actions=(OPEN,))))
    assert message == (
        "Target 12 High equals current as scored (4 x 3) while 1 action is open: if the stated 16 is the error, "
        "no reduction is planned."
    )


@pytest.mark.parametrize(
    ("current", "target", "response", "action"),
    [
        ((2, 2), 4, Response.TOLERATE, OPEN),
        ((2, 2), 4, Response.TREAT, DONE),
        ((2, 2), 2, None, OPEN),
        ((2, 3), 4, None, OPEN),
        ((2, None), 4, None, OPEN),
    ],
)
def test_tolerated_finished_or_lower_is_no_equal_target(
    current: Levels, target: Levels, response: Response | None, action: Action
) -> None:
    found = case(risk(current=current, target=target, response=response, actions=(action,)))
    assert refs("TARGET_EQUALS_CURRENT", found) == []


def test_a_target_of_one_number_has_no_split() -> None:
    found = case(
        risk("1", target=9), risk("2", target=(3, 3)), risk("3", target=(3, None, 9)), risk("4", target=(None, None))
    )
    assert messages("TARGET_NO_SPLIT", found) == [
        "Target 9 Medium has no impact and likelihood: which of them is to fall is not said."
    ]


def test_a_target_that_only_a_lower_impact_can_make_is_told() -> None:
    [hit] = hits("TARGET_NEEDS_LOWER_IMPACT", case(risk(current=(4, 3), target=9, actions=(OPEN,))))
    assert hit.message == (
        "Target 9 Medium can be reached from 4 x 3 only by cutting impact to 3; no open action is marked as "
        "cutting impact."
    )
    split = case(risk(current=(4, 3), target=(2, 3), actions=(Action(text="Talk", cuts=Cuts.LIKELIHOOD),)))
    [message] = messages("TARGET_NEEDS_LOWER_IMPACT", split)
    assert message.startswith("Target 6 Medium (2 x 3) is reached from 4 x 3 only by cutting impact to 2; ")


@pytest.mark.parametrize(
    ("current", "target", "to"), [((4, 2), 2, "1 or 2"), ((4, 2), 6, "3"), ((3, 2), 4, "2"), ((4, 1), 2, "2")]
)
def test_neither_axis_may_rise_on_the_way_to_a_target(current: Levels, target: int, to: str) -> None:
    [message] = messages("TARGET_NEEDS_LOWER_IMPACT", case(risk(current=current, target=target)))
    assert f"only by cutting impact to {to};" in message


@pytest.mark.parametrize(
    ("current", "target", "action"),
    [
        ((4, 3), 9, Action(text="Insure", cuts=Cuts.IMPACT)),
        ((4, 3), 9, Action(text="Insure", cuts=Cuts.BOTH)),
        ((4, 3), 8, OPEN),
        ((4, 3), (4, 2), OPEN),
        ((4, 3), (4, 2, 9), OPEN),
        ((3, 3), 6, OPEN),
        ((4, 3), 12, OPEN),
        ((4, 2), 9, OPEN),
        ((4, 1), (3, 3), OPEN),
        ((4, 3), 10, OPEN),
        (12, 9, OPEN),
    ],
)
def test_a_target_that_a_lower_likelihood_can_make_needs_no_lower_impact(
    current: Levels, target: Levels, action: Action
) -> None:
    assert refs("TARGET_NEEDS_LOWER_IMPACT", case(risk(current=current, target=target, actions=(action,)))) == []


def test_an_action_that_is_done_cuts_nothing_more() -> None:
    done = Action(text="Insure", cuts=Cuts.IMPACT, status=ActionStatus.DONE)
    assert refs("TARGET_NEEDS_LOWER_IMPACT", case(risk(current=(4, 3), target=9, actions=(done,)))) == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "Continuation of existing actions",
        "CONTINUE EXISTING monitoring.",
        "Continue to monitor",
        "Business as usual; no further action.",
        "Maintain current controls and continue monitoring",
    ],
)
def test_a_target_falls_by_nothing_new(text: str) -> None:
    [hit] = hits("TARGET_WITHOUT_NEW_ACTION", case(risk(current=(4, 3), target=9, actions=(Action(text=text),))))
    assert hit.message.startswith(
        "Target falls from 12 High to 9 Medium, but the open action goes on with what exists: "
    )
    assert text.rstrip(".") in hit.message
    assert hit.part


@pytest.mark.parametrize(
    "text",
    [
        "Maintain current controls and recruit two nurses",
        "Use workforce redesign techniques and continue to monitor",
        "Continuity plan for providers",
        "Continue existing work. Re-tender the contract",
        "Replace existing controls",
    ],
)
def test_an_action_with_something_new_in_it_is_new(text: str) -> None:
    found = case(risk(current=(4, 3), target=9, actions=(Action(text="Continue existing work"), Action(text=text))))
    assert refs("TARGET_WITHOUT_NEW_ACTION", found) == []


def test_a_target_falls_with_no_open_action() -> None:
    found = case(
        risk("1", current=(4, 3), target=9, actions=(DONE,)),
        risk("2", current=(4, 3), target=12),
        risk("3", current=(2, 3), target=9),
        risk("4", current=(4, 3)),
    )
    assert messages("TARGET_WITHOUT_NEW_ACTION", found) == [
        "Target falls from 12 High to 9 Medium, with no open action."
    ]


def test_a_target_date_gone_by_is_told_while_the_risk_is_above_its_target() -> None:
    found = case(risk(current=(4, 3), target=9, target_date="On-going 2016-17"))
    [message] = messages("TARGET_DATE_PASSED", found)
    assert message == (
        'Target date "On-going 2016-17" is past (31 March 2017; the register is as at 1 August 2017); current '
        "12 High is still above target 9 Medium."
    )


@pytest.mark.parametrize("date", ["1 August 2017", "On-going 2017-19", "On-going", "soon", "", "from April 2016"])
def test_a_date_not_yet_past_or_no_date_is_not_passed(date: str) -> None:
    assert refs("TARGET_DATE_PASSED", case(risk(current=(4, 3), target=9, target_date=date))) == []


def test_a_target_reached_or_a_register_without_a_date_is_not_late() -> None:
    assert refs("TARGET_DATE_PASSED", case(risk(current=(3, 3), target=9, target_date="31/07/2017"))) == []
    late = risk(current=(4, 3), target=9, target_date="31/07/2017")
    assert refs("TARGET_DATE_PASSED", case(late)) == ["1"]
    assert refs("TARGET_DATE_PASSED", case(late, as_at=None)) == []


def test_above_appetite_something_must_be_open_and_someone_must_have_agreed() -> None:
    averse = Category(name="Safety", appetite="Low")
    found = case(
        risk("1", current=(4, 3), actions=(DONE,)),
        risk("2", current=(4, 3), actions=(OPEN,), response=Response.TOLERATE),
        risk("3", current=(3, 3), response=Response.TOLERATE),
        risk("4", current=(3, 3), category=averse, response=Response.TREAT),
        risk("5"),
        appetite="Medium",
    )
    assert messages("ABOVE_APPETITE_NO_ACTION", found) == [
        "Current 12 High is above the appetite Medium with no open action.",
        "Current 9 Medium is above the appetite Low with no open action.",
    ]
    assert messages("ABOVE_APPETITE_TOLERATED", found) == [
        "Current 12 High is above the appetite Medium, yet it is tolerated: who agreed, and when?"
    ]


def test_without_an_appetite_nothing_is_above_it() -> None:
    found = case(risk(current=(4, 4), response=Response.TOLERATE))
    assert refs("ABOVE_APPETITE_NO_ACTION", found) == refs("ABOVE_APPETITE_TOLERATED", found) == []


@given(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 9))] * 3),
    st.tuples(*[st.one_of(st.none(), st.integers(0, 26))] * 3),
    st.sampled_from(["council-4x4", "letter-number-5x5", "clinical-5x5-lookup", "city-4x4-weighted"]),
)
def test_no_scores_break_a_rule(current: tuple[int | None, ...], target: tuple[int | None, ...], key: str) -> None:
    one = risk(inherent=current, current=current, target=target, target_date="2016/17", actions=(OPEN,))
    for rule in ("TARGET_MISSING", "TARGET_ABOVE_CURRENT", "TARGET_EQUALS_CURRENT", "TARGET_NO_SPLIT",
                 "TARGET_NEEDS_LOWER_IMPACT", "TARGET_WITHOUT_NEW_ACTION", "TARGET_DATE_PASSED",
                 "RESIDUAL_ABOVE_INHERENT", "RESIDUAL_EQUALS_INHERENT"):  # fmt: skip
        hits(rule, case(one, scheme=preset(key)))


STRICTER = replace(
    preset("council-4x4"),
    bands=(
        replace(preset("council-4x4").bands[0], high=1),
        replace(preset("council-4x4").bands[1], low=2, high=3),
        replace(preset("council-4x4").bands[2], low=4),
    ),
)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("ABOVE_APPETITE_NO_ACTION", {"current": (3, 3)}),
        ("ABOVE_APPETITE_TOLERATED", {"current": (3, 3), "response": Response.TOLERATE}),
        ("TARGET_MISSING", {"current": (3, 3)}),
        ("TARGET_DATE_PASSED", {"current": (3, 3), "target": 6, "target_date": "March 2017"}),
        ("TARGET_EQUALS_CURRENT", {"current": (3, 3), "target": 9, "actions": (OPEN,)}),
        ("TARGET_NO_SPLIT", {"target": 9}),
        ("TARGET_NEEDS_LOWER_IMPACT", {"current": (3, 3), "target": (1, 3)}),
        ("TARGET_WITHOUT_NEW_ACTION", {"current": (3, 3), "target": 6}),
        ("RESIDUAL_EQUALS_INHERENT", {"inherent": (3, 3), "current": (3, 3), "controls": (Control(text="Panel"),)}),
    ],
)
def test_a_scheme_that_makes_an_accepted_risk_graver_ends_its_waivers(rule: str, facts: dict[str, Any]) -> None:
    marks = [
        audit(case(risk("1", **facts), risk("2"), scheme=scheme, appetite="Low")).of_rule(rule)[0].marks
        for scheme in (preset("council-4x4"), STRICTER)
    ]
    assert marks[0] != marks[1]
