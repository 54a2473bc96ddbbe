"""What a fund's risks could cost: parts add up to the whole for any split, and nothing recorded is made smaller."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.exposure import (
    Amounts,
    apportion,
    by_bearer,
    by_scheme,
    left_of,
    shares,
    stakes,
    total,
    without_amount,
)
from riskdesk.risks import Objective, ObjectiveKind, Partner, Register, Risk, SchemeShare, Split, Status
from tests.riskdesk.reports.registers import one_of, register_of

COUNCIL = Partner(id=1, name="Thurrock Council", contribution=26_000_000)
CCG = Partner(id=2, name="Thurrock CCG", contribution=14_000_000)
CARE = Objective(id=1, name="Home care", kind=ObjectiveKind.PLAN_SCHEME)
BEDS = Objective(id=2, name="Beds", kind=ObjectiveKind.PLAN_SCHEME)
AIM = Objective(id=3, name="Live well")


def risk(ref: str, low: int | None = None, likely: int | None = None, high: int | None = None, **facts: Any) -> Risk:
    return one_of(ref, 2, 2, financial_low=low, financial_likely=likely, financial_high=high, **facts)


def fund(*risks: Risk, **facts: Any) -> Register:
    return register_of(*risks, partners=(COUNCIL, CCG), objectives=(CARE, BEDS, AIM), **facts)


def test_the_whole_is_that_of_the_open_risks_with_an_amount() -> None:
    closed = risk("3", 1, 1, 1, status=Status.CLOSED)
    register = fund(risk("1", 10, 20, 30), risk("2"), closed, risk("4", 1, 2, 3), risk("5", status=Status.DRAFT))
    assert total(stakes(register)) == Amounts(11, 22, 33)
    assert [each.ref for each in without_amount(register)] == ["2"]


@pytest.mark.parametrize(
    ("recorded", "taken"),
    [
        ((None, 20, None), (20, 20, 20)),
        ((None, None, 30), (30, 30, 30)),
        ((10, None, None), (10, 10, 10)),
        ((10, None, 30), (10, 30, 30)),
        ((None, 20, 30), (20, 20, 30)),
        ((10, 20, None), (10, 20, 20)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_a_missing_figure_is_the_next_higher_one_else_the_next_lower(
    recorded: tuple[int | None, ...], taken: tuple[int, ...]
) -> None:
    [stake] = stakes(fund(risk("1", *recorded)))
    assert stake.amounts.each == taken
    assert stake.is_filled == (None in recorded)


def test_a_high_figure_below_a_low_one_is_told_and_added_as_recorded() -> None:
    [one, other] = stakes(fund(risk("1", 30, 20, 10), risk("2", 30, None, 10)))
    assert one.amounts == Amounts(30, 20, 10)
    assert one.is_out_of_order
    assert other.is_out_of_order
    assert not stakes(fund(risk("1", 10, 10, 10)))[0].is_out_of_order


def test_money_is_told_by_plan_scheme_and_an_objective_of_another_kind_is_none() -> None:
    register = fund(
        risk("1", likely=5), risk("2", likely=7, objective=BEDS), risk("3", likely=1, objective=AIM),
        risk("4", likely=9, objective=CARE), risk("5", likely=2, objective=BEDS),
    )  # fmt: skip
    found = by_scheme(register, stakes(register))
    assert [(group.name, group.amounts.likely) for group in found] == [("Home care", 9), ("Beds", 9), ("", 6)]


def test_who_bears_it_is_one_however_it_was_written() -> None:
    bearers = ("the CCGs & SRG", "thurrock  council.", "THE CCGS AND SRG", "", " ", "Thurrock Council")
    register = fund(*(risk(str(place), likely=place, bearer=text) for place, text in enumerate(bearers, 1)))
    found = by_bearer(register, stakes(register))
    assert [(group.name, group.amounts.likely) for group in found] == [
        ("Thurrock Council", 8), ("the CCGs & SRG", 4), ("", 9),
    ]  # fmt: skip


def test_equal_parts_leave_the_odd_pound_with_the_first() -> None:
    register = fund(risk("1", 101, 200, 303), split=Split.EQUAL)
    made = shares(register, stakes(register))
    assert made
    assert [share.amounts.each for share in made.shares] == [(51, 100, 152), (50, 100, 151)]


def test_pro_rata_is_by_contribution() -> None:
    register = fund(risk("1", 40, 100, 1_000), split=Split.PRO_RATA)
    made = shares(register, stakes(register))
    assert made
    assert [share.amounts.each for share in made.shares] == [(26, 65, 650), (14, 35, 350)]


def test_pro_rata_needs_every_contribution() -> None:
    register = fund(risk("1", 40, 100, 1_000), split=Split.PRO_RATA)
    for given_by_other in (None, -1):
        lacking = replace(register, partners=(COUNCIL, replace(CCG, contribution=given_by_other)))
        assert shares(lacking, stakes(lacking)) is None
    nothing = replace(register, partners=(replace(COUNCIL, contribution=0), replace(CCG, contribution=0)))
    assert shares(nothing, stakes(nothing)) is None
    assert shares(replace(register, split=None), stakes(register)) is None
    assert shares(replace(register, partners=(), split=Split.EQUAL), stakes(register)) is None


def test_by_scheme_what_no_share_covers_is_shared_by_nobody() -> None:
    agreed = (
        SchemeShare(objective_id=1, partner_id=1, percent=75),
        SchemeShare(objective_id=1, partner_id=2, percent=25),
        SchemeShare(objective_id=2, partner_id=1, percent=90),
    )
    risks = (risk("1", likely=101, objective=CARE), risk("2", likely=7, objective=BEDS), risk("3", likely=5))
    register = fund(*risks, split=Split.BY_SCHEME, scheme_shares=agreed)
    made = shares(register, stakes(register))
    assert made
    assert [share.amounts.likely for share in made.shares] == [76, 25]
    assert (made.unshared.likely, made.schemes) == (12, ("Beds", "No plan scheme"))
    assert made.amounts == total(stakes(register))


def test_a_contingency_is_left_or_missing_at_each_estimate() -> None:
    assert left_of(100, Amounts(40, 100, 250)) == Amounts(60, 0, -150)


def test_nothing_can_be_shared_without_a_weight() -> None:
    with pytest.raises(ValueError, match="share"):
        apportion(10, [0, 0])


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=9))
def test_parts_add_up_to_the_whole_and_are_within_a_pound_of_their_due(whole: int, weights: list[int]) -> None:
    if sum(weights):
        parts = apportion(whole, weights)
        assert sum(parts) == whole
        assert all(
            abs(part * sum(weights) - whole * weight) < sum(weights)
            for part, weight in zip(parts, weights, strict=True)
        )


amounts = st.none() | st.integers(0, 10**10)
schemes = st.sampled_from([None, CARE, BEDS, AIM])
bearers = st.sampled_from(["", "Thurrock Council", "thurrock ccg", "Both", "both."])
facts = st.tuples(amounts, amounts, amounts, schemes, bearers)


@given(st.lists(facts, max_size=8), st.sampled_from(Split), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_every_way_of_telling_it_comes_to_the_same_whole(
    told: list[tuple[int | None, int | None, int | None, Objective | None, str]], split: Split, percents: list[int]
) -> None:
    agreed = tuple(
        SchemeShare(objective_id=1 + place // 2, partner_id=1 + place % 2, percent=percent)
        for place, percent in enumerate(percents)
    )
    risks = [risk(str(place), *each[:3], objective=each[3], bearer=each[4]) for place, each in enumerate(told)]
    register = fund(*risks, split=split, scheme_shares=agreed)
    found = stakes(register)
    for groups in (by_scheme(register, found), by_bearer(register, found)):
        assert sum((group.amounts for group in groups), Amounts()) == total(found)
        assert sum(len(group.stakes) for group in groups) == len(found)
    made = shares(register, found)
    assert made
    assert made.amounts == total(found)
