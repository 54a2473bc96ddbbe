"""The rules on what scores make: each where it fires, and where it nearly does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.risks import Stage, Status
from riskdesk.samples import load
from riskdesk.schemes import preset
from tests.riskdesk.audit.cases import case, hits, messages, moved, refs, risk

LEVELS = st.one_of(st.none(), st.integers(0, 6))


def test_a_stated_rating_that_its_levels_do_not_make_is_a_mismatch_with_both_readings() -> None:
    [hit] = hits("SCORE_MISMATCH", case(risk(current=(4, 3, 16)), current_word="Residual"))
    assert hit.message == "Residual rating is stated as 16, but impact 4 x likelihood 3 = 12. 16 would need 4 x 4."
    assert hit.offers == ("Likelihood 4 makes 16", "Rating 12 fits 4 x 3")
    assert refs("SCORE_MISMATCH", case(risk(current=(4, 3, 12)), risk("2", target=16))) == []


def test_both_stages_of_a_risk_mismatch_for_facts_of_their_own() -> None:
    found = hits("SCORE_MISMATCH", case(risk(inherent=(4, 3, 16), current=(4, 3, 16))))
    assert len({hit.facts for hit in found}) == 2


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 30))
def test_a_mismatch_is_exactly_a_stated_rating_other_than_the_product(
    impact: int, likelihood: int, stated: int
) -> None:
    found = hits("SCORE_MISMATCH", case(risk(current=(impact, likelihood, stated))))
    assert bool(found) == (stated != impact * likelihood)


def test_a_level_that_the_scheme_lacks_is_out_of_scale() -> None:
    found = case(
        risk("1", current=(5, 2)), risk("2", target=(1, 0)), risk("3", current=(4, 4)), risk("4", current=(None, 4))
    )
    assert [(hit.risks[0].ref, hit.field) for hit in hits("OUT_OF_SCALE", found)] == [("1", "current"), ("2", "target")]
    assert messages("OUT_OF_SCALE", found)[0] == (
        'Current impact 5 is not a level of "4x4 council (Thurrock-style words)", which has 1, 2, 3 and 4.'
    )


def test_a_weighted_scheme_has_the_levels_it_has_and_none_between() -> None:
    city = preset("city-4x4-weighted")
    assert refs("OUT_OF_SCALE", case(risk("1", current=(3, 2)), risk("2", current=(8, 2)), scheme=city)) == ["1"]


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ((4, None), "Current impact is scored 4 without likelihood."),
        ((None, 2, 8), "Current likelihood is scored 2 without impact."),
    ],
)
def test_one_axis_alone_is_incomplete(levels: tuple[int | None, ...], message: str) -> None:
    assert messages("SCORE_INCOMPLETE", case(risk(current=levels))) == [message]


def test_neither_axis_is_a_rating_stated_alone_not_an_incomplete_score() -> None:
    stated_alone = risk(current=9, target=12)
    assert refs("SCORE_INCOMPLETE", case(stated_alone, risk("3", current=(4, 4)))) == []


def test_a_risk_without_a_current_score_is_told() -> None:
    found = case(
        risk("1", target=12), risk("2", current=(None, None)), risk("3", status=Status.CLOSED), current_word="Residual"
    )
    assert refs("SCORE_INCOMPLETE", found) == ["1", "2"]
    [hit, _] = hits("SCORE_INCOMPLETE", found)
    assert (hit.message, hit.field, hit.severity) == ("The risk has no residual score.", "current", None)


def test_a_lettered_scheme_is_told_in_its_own_letters_and_order() -> None:
    scheme = preset("letter-number-5x5")
    cell = scheme.rate(4, 4)
    assert cell
    found = case(
        risk("1", current=(3, 4, cell.rating)), risk("2", current=(None, 4)), risk("3", current=(1, 9)), scheme=scheme
    )
    [hit] = hits("SCORE_MISMATCH", found)
    assert hit.message == "Current rating is stated as D4, but likelihood D x impact 3 = D3."
    assert hit.offers == ("Impact 4 makes D4", "Rating D3 fits likelihood D, impact 3")
    assert messages("SCORE_INCOMPLETE", found) == ["Current likelihood is scored D without impact."]
    assert messages("OUT_OF_SCALE", found) == [
        f'Current likelihood number 9 is not a level of "{scheme.name}", which has A, B, C, D and E.'
    ]


PRINTED = {"Probability": "3", "Impact": "3"}


def test_a_source_that_prints_no_rating_is_told_what_is_computed() -> None:
    [hit] = hits("SCORE_NOT_STATED", case(risk(current=(3, 3), written=PRINTED)))
    assert hit.message == "Current rating is not printed in the source; 9 Medium is computed."
    assert hit.field == "current"


def test_only_a_score_that_still_stands_as_its_source_has_it_lacks_a_printed_rating() -> None:
    mine = risk(current=(3, 3), written=PRINTED)
    assert refs("SCORE_NOT_STATED", case(risk(current=(3, 3)))) == []
    assert refs("SCORE_NOT_STATED", case(risk(current=(3, 3, 9), written=PRINTED))) == []
    assert refs("SCORE_NOT_STATED", case(mine, evidence=moved(1, Stage.CURRENT))) == []
    assert refs("SCORE_NOT_STATED", case(mine, evidence=moved(1, Stage.CURRENT, undone=True))) == ["1"]
    assert refs("SCORE_NOT_STATED", case(mine, evidence=moved(1, Stage.TARGET))) == ["1"]


def test_a_target_set_here_is_not_held_against_a_source_without_targets() -> None:
    found = case(risk(current=(3, 3, 9), target=(2, 2), written=PRINTED))
    assert refs("SCORE_NOT_STATED", found) == []
    with_column = case(
        risk(current=(3, 3, 9), target=(2, 2), written=PRINTED | {"Target likelihood x impact": "2 x 2"})
    )
    assert [hit.field for hit in hits("SCORE_NOT_STATED", with_column)] == ["target"]


def test_a_rating_between_those_of_the_scheme_is_unreachable() -> None:
    [message] = messages("RATING_UNREACHABLE", case(risk(target=10), target_word="Planned"))
    assert message == (
        'Planned rating is stated as 10, which no two levels of "4x4 council (Thurrock-style words)" make; '
        "the nearest are 9 and 12."
    )
    assert messages("RATING_UNREACHABLE", case(risk(current=(4, 4, 20))))[0].endswith("the nearest is 16.")
    assert refs("RATING_UNREACHABLE", case(risk(current=(4, 3, 16)), risk("2", target=9))) == []


def test_what_is_reachable_is_the_schemes_to_say() -> None:
    assert refs("RATING_UNREACHABLE", case(risk(target=5), scheme=preset("additive-3x3"))) == []
    assert refs("RATING_UNREACHABLE", case(risk(target=9), scheme=preset("additive-3x3"))) == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "£3.4m cost to be funded from the BCF – 3% variance would represent a £100k risk.",
        "A £100k risk, being 3 per cent of the £3.4m fund.",
        "2.5% of £333 is £8.",
        "1.5% of £170m would be £3m",
    ],
)
def test_an_amount_right_to_the_figures_printed_is_rounded(text: str) -> None:
    assert refs("SCORE_ROUNDING", case(risk(financial_narrative=text))) == ["1"]
    assert [hit.field for hit in hits("SCORE_ROUNDING", case(risk(effect=text)))] == ["effect"]


@pytest.mark.parametrize(
    "text",
    [
        "3% of £3.4m is £102k.",
        "3% of £3.4m would be a £140k risk.",
        "3% of £3.4m would be a £50k risk.",
        "3% to 5% of £3.4m, about £100k.",
        "£3.4m cost, £100k risk.",
        "3% of £3.4m and 3% of £5m.",
        "3% variance would represent a £100k risk; the fund is £3.4m of £9m.",
        "Between 2-3% of £3.4m, so £100k.",
    ],
)
def test_an_amount_exact_or_simply_other_is_not_rounded(text: str) -> None:
    assert refs("SCORE_ROUNDING", case(risk(financial_narrative=text))) == []


def test_the_one_sum_in_the_text_of_essex_is_shown() -> None:
    essex = load("essex-2016")
    [message] = messages("SCORE_ROUNDING", case(*essex.risks, scheme=essex.scheme))
    assert message == "3% of £3.4m is £102,000, printed as £100k: they differ only by rounding."


@given(LEVELS, LEVELS, st.one_of(st.none(), st.integers(-3, 40)), st.sampled_from(["council-4x4", "letter-number-5x5"]))
def test_no_score_breaks_a_rule(impact: int | None, likelihood: int | None, stated: int | None, key: str) -> None:
    odd = (impact, likelihood, stated)
    one = risk(
        inherent=odd, current=odd, target=odd, written={"Score": "x"}, financial_narrative=f"£{stated}m 3% £{impact}"
    )
    for rule in ("SCORE_MISMATCH", "OUT_OF_SCALE", "SCORE_INCOMPLETE", "SCORE_NOT_STATED", "RATING_UNREACHABLE",
                 "SCORE_ROUNDING"):  # fmt: skip
        hits(rule, case(one, scheme=preset(key)))


def test_a_closed_risk_is_not_audited() -> None:
    assert hits("OUT_OF_SCALE", case(risk(current=(9, 9), status=Status.CLOSED))) == []
