"""The rules on inherent, current and target side by side: each where it fires, and where it nearly does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.risks import Control, ControlState, Status
from riskdesk.samples import load
from riskdesk.schemes import preset
from tests.riskdesk.audit.cases import Levels, case, hits, messages, refs, risk

LEVEL = st.integers(1, 4)


def test_a_score_above_the_one_without_controls_is_told_with_both() -> None:
    [hit] = hits("RESIDUAL_ABOVE_INHERENT", case(risk(inherent=(3, 3), current=(4, 3)), current_word="Residual"))
    assert hit.message == "Residual is above inherent: impact 4 against 3 and rating 12 High against 9 Medium."
    assert hit.field == "current"


def test_one_axis_above_is_told_though_the_product_falls() -> None:
    found = case(risk(inherent=(2, 4), current=(3, 2)))
    assert messages("RESIDUAL_ABOVE_INHERENT", found) == ["Current is above inherent: impact 3 against 2."]


def test_ratings_stated_alone_are_compared_too() -> None:
    assert refs("RESIDUAL_ABOVE_INHERENT", case(risk(inherent=9, current=12), risk("2", inherent=12, current=9))) == [
        "1"
    ]


def test_letters_are_named_as_the_scheme_prints_them() -> None:
    found = case(risk(inherent=(1, 2), current=(1, 3)), scheme=preset("letter-number-5x5"))
    assert messages("RESIDUAL_ABOVE_INHERENT", found) == [
        "Current is above inherent: likelihood C against B and rating C1 Low against B1 Low."
    ]


def test_a_place_in_the_matrix_is_no_amount() -> None:
    """B1 comes after A5 in the order of cells, and is the lighter band."""
    lettered = preset("letter-number-5x5")
    found = case(risk("1", inherent=(5, 1), current=(1, 1)), risk("2", inherent=6, current=5), scheme=lettered)
    assert refs("RESIDUAL_ABOVE_INHERENT", found) == ["2"]


def test_cells_of_one_rating_are_told_apart_by_their_bands() -> None:
    district = preset("district-5x5-cell")
    heavier, lighter = sorted(((3, 2), (2, 3)), key=lambda cell: -_severity(cell))
    assert _severity(heavier) > _severity(lighter)
    found = case(risk(inherent=lighter, current=heavier), scheme=district)
    assert "rating 6" in messages("RESIDUAL_ABOVE_INHERENT", found)[0]


def _severity(cell: tuple[int, int]) -> int:
    rated = preset("district-5x5-cell").rate(*cell)
    assert rated
    return rated.severity


@given(LEVEL, LEVEL, LEVEL, LEVEL)
def test_a_current_score_is_above_exactly_where_an_axis_is(i: int, j: int, k: int, m: int) -> None:
    """A product cannot rise with neither factor."""
    assert bool(hits("RESIDUAL_ABOVE_INHERENT", case(risk(inherent=(i, j), current=(k, m))))) == (k > i or m > j)


def test_missing_levels_are_not_above_anything() -> None:
    found = case(
        risk("1", current=(4, 4)), risk("2", inherent=(1, None), current=(None, 4)), risk("3", inherent=(2, 2))
    )
    assert hits("RESIDUAL_ABOVE_INHERENT", found) == []


IN_PLACE, PLANNED = Control(text="Forum"), Control(text="Strategy", state=ControlState.PLANNED)


def test_controls_that_have_moved_nothing_are_counted() -> None:
    found = case(risk(inherent=(4, 3), current=(4, 3, 12), controls=(IN_PLACE, IN_PLACE, PLANNED)))
    assert messages("RESIDUAL_EQUALS_INHERENT", found) == [
        "2 controls are listed, but the current score is the inherent one still, 12 High."
    ]
    assert refs("RESIDUAL_EQUALS_INHERENT", case(risk(inherent=12, current=12, controls=(IN_PLACE,)))) == ["1"]


@pytest.mark.parametrize(
    ("inherent", "current", "controls"),
    [
        ((4, 3), (4, 3), ()),
        ((4, 3), (4, 3), (PLANNED,)),
        ((4, 3), (3, 4), (IN_PLACE,)),
        ((4, 3), (4, 2), (IN_PLACE,)),
        (12, 9, (IN_PLACE,)),
        (12, (4, 3), (IN_PLACE,)),
        ((None, None), (None, None), (IN_PLACE,)),
    ],
)
def test_a_moved_score_or_no_control_in_place_is_no_fault(
    inherent: Levels, current: Levels, controls: tuple[Control, ...]
) -> None:
    assert refs("RESIDUAL_EQUALS_INHERENT", case(risk(inherent=inherent, current=current, controls=controls))) == []


def test_a_score_without_its_inherent_is_told_where_the_register_knows_more_stages() -> None:
    found = case(
        risk("1", current=(2, 2)), risk("2", current=(2, 2), target=4), risk("3", inherent=(2, 2), current=(2, 2))
    )
    assert refs("NO_INHERENT", found) == ["1", "2"]
    assert refs("ONE_STAGE_ONLY", found) == []
    assert [hit.field for hit in hits("NO_INHERENT", found)] == ["inherent", "inherent"]


def test_a_register_of_one_stage_is_told_so_and_nothing_else() -> None:
    found = case(risk("1", current=(2, 2)), risk("2", current=6), risk("3"), risk("4", current=(None, None)))
    assert refs("ONE_STAGE_ONLY", found) == ["1", "2"]
    assert refs("NO_INHERENT", found) == []


def test_an_unscored_risk_or_a_closed_ones_stages_count_for_nothing() -> None:
    found = case(risk("1", inherent=(2, 2), current=(2, 2)), risk("2", target=4), risk("3"))
    assert refs("NO_INHERENT", found) == []
    closed = case(risk("1", current=(2, 2)), risk("2", inherent=(2, 2), target=4, status=Status.CLOSED))
    assert refs("ONE_STAGE_ONLY", closed) == ["1"]
    assert refs("NO_INHERENT", closed) == []
    assert hits("ONE_STAGE_ONLY", case()) == hits("NO_INHERENT", case()) == []


@pytest.mark.parametrize(
    ("name", "rule", "other"),
    [
        ("thurrock-2014", "ONE_STAGE_ONLY", "NO_INHERENT"),
        ("thurrock-2017", "NO_INHERENT", "ONE_STAGE_ONLY"),
        ("essex-2016", "ONE_STAGE_ONLY", "NO_INHERENT"),
    ],
)
def test_every_risk_of_the_real_registers_lacks_a_stage(name: str, rule: str, other: str) -> None:
    sample = load(name)
    found = case(*sample.risks, scheme=sample.scheme)
    assert len(hits(rule, found)) == len(sample.risks)
    assert hits(other, found) == []
