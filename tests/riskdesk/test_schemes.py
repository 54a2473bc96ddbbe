"""The shipped schemes say what their sources say, and a change of scheme is foretold in full."""

import json
from dataclasses import replace
from itertools import pairwise, product

import pytest

import resources
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Category, Register, Risk, Score, Stage
from riskdesk.schemes import effects, preset, presets
from riskdesk.scoring import Combine, Rated, contrast, dump, load, luminance

KEYS = tuple(presets())
FIVE = range(1, 6)


def rated(key: str, impact: int, likelihood: int) -> Rated:
    found = preset(key).rate(impact, likelihood)
    assert found
    return found


def test_all_eleven_schemes_ship_and_no_file_is_left_out() -> None:
    assert len(KEYS) == 11
    assert {file.stem for file in resources.path("schemes").glob("*.json")} == set(KEYS)
    assert [scheme.key for scheme in presets().values()] == list(KEYS)
    assert presets() is presets()


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_scheme_is_whole(key: str) -> None:
    scheme = preset(key)
    assert load(dump(scheme)) == scheme
    assert scheme.evidence.endswith(".")
    for impact, likelihood in product(scheme.impact, scheme.likelihood):
        found = scheme.rate(impact.value, likelihood.value)
        assert found
        assert found.band in scheme.bands


@pytest.mark.parametrize("key", KEYS)
def test_bands_are_readable_and_darken_with_severity(key: str) -> None:
    found = preset(key).bands
    assert all(contrast(band.fill, band.ink) >= 4.5 for band in found)
    for lighter, darker in pairwise(found):
        assert luminance(lighter.fill) > luminance(darker.fill)


@pytest.mark.parametrize("key", KEYS)
def test_a_higher_level_never_lowers_the_band(key: str) -> None:
    scheme = preset(key)
    table = [[rated(key, i.value, j.value).severity for i in scheme.impact] for j in scheme.likelihood]
    for line in (*table, *zip(*table, strict=True)):
        assert list(line) == sorted(line)


def test_a_council_rates_four_by_three_as_twelve_high() -> None:
    assert rated("council-4x4", 4, 3).text == "12 High"


def test_the_same_twelve_has_another_band_elsewhere() -> None:
    words = [rated(key, 4, 3).text for key in ("nhs-5x5-npsa", "gov-5x5-4band", "public-5x5-3band")]
    assert words == ["12 High", "12 Medium", "12 Medium"]


def test_fenland_bands_two_by_three_and_three_by_two_apart() -> None:
    assert rated("district-5x5-cell", 2, 3).text == "6 Low"
    assert rated("district-5x5-cell", 3, 2).text == "6 Medium"
    stated = preset("district-5x5-cell").rate_stated(6)
    assert stated
    assert stated.band is None


def test_the_clinical_grid_is_the_published_one() -> None:
    rows = ["11223", "12234", "22334", "23345", "34455"]
    for likelihood, impact in product(FIVE, FIVE):
        assert rated("clinical-5x5-lookup", impact, likelihood).label == rows[likelihood - 1][impact - 1]
    assert rated("clinical-5x5-lookup", 5, 5).text == "5 Unacceptable"
    assert rated("clinical-5x5-lookup", 1, 5).word == "Undesirable"
    worst = preset("clinical-5x5-lookup").bands[3]
    assert (worst.word, worst.descriptor) == ("Mandatory control", "Mandatory elimination or control")


def test_npsa_bands_are_those_commonly_published() -> None:
    bands = [(band.word, band.low, band.high) for band in preset("nhs-5x5-npsa").bands]
    assert bands == [("Low", 1, 3), ("Moderate", 4, 6), ("High", 8, 12), ("Extreme", 15, 25)]


def test_the_city_weighs_impact() -> None:
    assert rated("city-4x4-weighted", 4, 2).text == "8 Amber"
    assert rated("city-4x4-weighted", 8, 3).text == "24 Red"
    assert rated("city-4x4-weighted", 8, 2).text == "16 Red"
    assert preset("city-4x4-weighted").rate(3, 1) is None


def test_letters_and_numbers_are_printed_as_the_cell() -> None:
    assert rated("letter-number-5x5", 4, 4).text == "D4 High"
    assert rated("letter-number-5x5", 5, 1).label == "A5"
    for impact, likelihood in product(FIVE, FIVE):
        mirrored = rated("letter-number-5x5", likelihood, impact)
        assert rated("letter-number-5x5", impact, likelihood).word == mirrored.word


def test_probability_and_impact_add_up() -> None:
    assert [rated("additive-3x3", level, level).text for level in (1, 2, 3)] == ["2 Low", "4 Medium", "6 High"]
    assert preset("additive-3x3").combine is Combine.SUM


def test_levels_a_source_left_without_words_stay_without() -> None:
    assert [level.word for level in preset("bcf-5x5-2016").impact] == [
        "Relatively small impact",
        "",
        "",
        "",
        "Major impact",
    ]
    assert all(level.word == "" for level in preset("district-5x5-cell").impact)


def test_the_source_s_own_word_for_an_axis_is_kept() -> None:
    consequence = {key for key in KEYS if preset(key).impact_word == "Consequence"}
    assert consequence == {"nhs-5x5-npsa", "public-5x5-3band", "clinical-5x5-lookup"}


def test_an_unknown_scheme_is_refused_and_the_choices_named() -> None:
    with pytest.raises(RiskDeskError, match="council-4x4"):
        preset("6x6")


def test_shipped_files_hold_nothing_but_a_scheme() -> None:
    for key in KEYS:
        text = resources.path("schemes", f"{key}.json").read_text(encoding="utf-8")
        assert json.loads(text)["key"] == key
        assert "\n  " in text


def scored(ref: str, **scores: tuple[int | None, int | None, int | None]) -> Risk:
    found = {
        Stage(stage): Score(stage=Stage(stage), impact=impact, likelihood=likelihood, stated=stated)
        for stage, (impact, likelihood, stated) in scores.items()
    }
    return Risk(ref=ref, scores=found)


def council(*risks: Risk) -> Register:
    return Register(scheme=preset("council-4x4"), current_word="Residual", risks=risks)


def test_a_change_of_scheme_lists_every_rating_that_would_change() -> None:
    before = council(
        scored("1", current=(4, 3, 16), target=(None, None, 12)),
        scored("2", current=(1, 1, None)),
        scored("3"),
    )
    found = effects(before, preset("gov-5x5-4band"))
    assert [effect.sentence for effect in found] == [
        "Risk 1, residual: 12 High becomes 12 Medium.",
        "Risk 1, target: 12 High becomes 12 Medium.",
    ]
    assert not any(effect.needs_person for effect in found)
    assert found[0].stage is Stage.CURRENT
    assert found[0].risk is before.risks[0]


def test_a_level_the_new_scheme_lacks_is_listed_and_kept() -> None:
    before = council(scored("1", current=(4, 4, None)), scored("2", current=(4, 3, None), target=(None, None, 9)))
    found = effects(before, preset("bcf-3x3-2014"))
    kept = '"3x3 Low/Medium/High (Thurrock BCF 2014)". It is kept as it is until a person scores it again.'
    assert [effect.sentence for effect in found] == [
        f"Risk 1, residual: impact 4 and probability 4 are no levels of {kept}",
        f"Risk 2, residual: impact 4 is no level of {kept}",
        "Risk 2, target: 9 Medium becomes 9 High.",
    ]
    assert [effect.needs_person for effect in found] == [True, True, False]
    assert found[0].before
    assert found[0].after is None


def test_a_stated_rating_the_new_scheme_cannot_give_is_listed() -> None:
    (found,) = effects(council(scored("1", target=(None, None, 16))), preset("bcf-3x3-2014"))
    assert found.needs_person
    assert "the rating 16 is none of" in found.sentence


def test_an_appetite_that_is_no_band_of_the_new_scheme_is_listed() -> None:
    before = replace(
        council(), appetite="Medium", categories=(Category(name="Finance", appetite="High"), Category(name="People"))
    )
    assert [effect.sentence for effect in effects(before, preset("nhs-5x5-npsa"))] == [
        'The appetite of the register, "Medium", is no band of "5x5 NHS (NPSA 2008)". Choose it again.'
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_scheme_changed_to_itself_changes_nothing(key: str) -> None:
    scheme = preset(key)
    risks = tuple(
        scored(str(place), current=(impact.value, likelihood.value, None))
        for place, (impact, likelihood) in enumerate(product(scheme.impact, scheme.likelihood))
    )
    assert effects(Register(scheme=scheme, risks=risks, appetite=scheme.bands[0].word), scheme) == ()
