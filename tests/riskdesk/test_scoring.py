"""One place decides ratings and bands, and a scheme that contradicts itself never comes to be."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.errors import RiskDeskError
from riskdesk.scoring import Band, Combine, Level, Scheme, contrast, dump, load

INK = "#0B0C0C"


def levels(count: int) -> tuple[Level, ...]:
    return tuple(Level(value) for value in range(1, count + 1))


def bands(*ranges: tuple[str, int, int]) -> tuple[Band, ...]:
    return tuple(Band(word, "#FFFFFF", INK, low, high) for word, low, high in ranges)


COUNCIL = Scheme(
    key="council",
    name="Council",
    impact=levels(4),
    likelihood=levels(4),
    bands=bands(("Low", 1, 4), ("Medium", 6, 9), ("High", 12, 16)),
)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Any scheme of any combine rule, its bands cutting the reachable ratings anywhere."""
    combine = draw(st.sampled_from(Combine))
    impact, likelihood = (_axis(draw, combine) for _ in range(2))
    rows, columns = len(likelihood), len(impact)
    grid = tuple(tuple(draw(st.integers(1, 9)) for _ in range(columns)) for _ in range(rows))
    whole = Scheme("any", "Any", impact, likelihood, bands(("All", -(10**9), 10**9)), combine, grid)
    cuts = sorted(draw(st.sets(st.sampled_from(sorted(whole.reachable)), max_size=3)))
    edges = [-(10**9), *cuts, 10**9]
    found = [(f"Band {low}", low + (low > -(10**9)), high) for low, high in pairwise(edges)]
    return replace(whole, bands=bands(*found))


def _axis(draw: st.DrawFn, combine: Combine) -> tuple[Level, ...]:
    values = sorted(draw(st.sets(st.integers(1, 20), min_size=2, max_size=6)))
    weights = st.integers(1, 9) if combine is Combine.WEIGHTED else st.none()
    return tuple(Level(value, draw(st.text(max_size=5)), weight=draw(weights)) for value in values)


def cells_of(scheme: Scheme) -> Sequence[tuple[int, int]]:
    return [(impact.value, likelihood.value) for impact, likelihood in product(scheme.impact, scheme.likelihood)]


@given(schemes())
def test_every_cell_of_every_scheme_has_a_rating_and_a_band(scheme: Scheme) -> None:
    for impact, likelihood in cells_of(scheme):
        rated = scheme.rate(impact, likelihood)
        assert rated
        assert rated.band is scheme.bands[rated.severity]
        assert rated.text == f"{rated.label} {rated.band.word}"
        stated = scheme.rate_stated(rated.rating)
        assert stated
        assert stated.band == rated.band


@given(schemes())
def test_a_scheme_is_the_same_after_being_written_and_read(scheme: Scheme) -> None:
    again = load(dump(scheme))
    assert again == scheme
    assert hash(again) == hash(scheme)
    assert [again.rate(*cell) for cell in cells_of(again)] == [scheme.rate(*cell) for cell in cells_of(scheme)]


@given(schemes(), st.integers(), st.integers())
def test_a_level_that_is_none_is_never_clamped_to_one(scheme: Scheme, impact: int, likelihood: int) -> None:
    known = scheme.impact_level(impact) and scheme.likelihood_level(likelihood)
    assert (scheme.rate(impact, likelihood) is not None) == bool(known)
    assert scheme.rate(None, likelihood) is None
    assert scheme.rate(impact, None) is None


def test_combine_rules_differ_as_they_say() -> None:
    two = tuple(Level(value, weight=value * 10) for value in (1, 2))
    grid = ((7, 8), (9, 9))

    def rating(combine: Combine) -> int:
        scheme = Scheme("any", "Any", two, two, bands(("All", 1, 400)), combine, grid)
        rated = scheme.rate(2, 1)
        assert rated
        return rated.rating

    ratings = {combine: rating(combine) for combine in Combine}
    expected = [2, 3, 200, 8, 2]
    assert ratings == dict(zip(Combine, expected, strict=True))


def test_a_stated_rating_has_a_band_even_where_no_cell_gives_it() -> None:
    assert [COUNCIL.rate_stated(stated).text for stated in (16, 7, 5, 99)] == ["16 High", "7 Medium", "5", "99"]  # type: ignore[union-attr]
    assert COUNCIL.rate_stated(None) is None


def test_a_stated_rating_has_no_band_where_cells_disagree() -> None:
    cells = (("Low", "Low"), ("High", "High"))
    scheme = replace(COUNCIL, impact=levels(2), likelihood=levels(2), cells=cells)
    assert [scheme.rate_stated(stated).word for stated in (1, 2, 4)] == ["Low", "", "High"]  # type: ignore[union-attr]


def test_a_stated_cell_is_labelled_with_its_letter() -> None:
    letters = tuple(Level(value, code=code) for value, code in enumerate("AB", start=1))
    scheme = Scheme(
        "letters",
        "Letters",
        levels(2),
        letters,
        bands(("All", 1, 4)),
        Combine.CELL_ORDER,
        axis_order=("likelihood", "impact"),
    )
    assert [scheme.rate_stated(place).label for place in (1, 2, 3, 4)] == ["A1", "A2", "B1", "B2"]  # type: ignore[union-attr]
    assert scheme.notation(2, 1) == "A2"


def test_two_levels_are_written_in_the_scheme_s_own_order() -> None:
    assert COUNCIL.notation(4, 3) == "4 x 3"
    assert replace(COUNCIL, axis_order=("likelihood", "impact")).notation(4, 3) == "3 x 4"


def refusal(**changes: Any) -> str:
    with pytest.raises(RiskDeskError) as refused:
        replace(COUNCIL, **changes)
    assert refused.value.todo
    assert refused.value.happened.startswith('The scheme "Council" ')
    return refused.value.happened


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"bands": bands(("Low", 1, 6), ("High", 6, 16))}, "overlapping bands: Low ends at 6 and High starts at 6"),
        ({"bands": bands(("Low", 1, 4), ("High", 12, 16))}, "no band for 6, 8, 9"),
        ({"bands": bands(("High", 6, 16), ("Low", 1, 4))}, "out of order"),
        ({"bands": bands(("Low", 4, 1), ("High", 5, 16))}, "no proper range"),
        ({"bands": (Band("Low", "#FFFFFF", INK),)}, "no proper range"),
        ({"bands": ()}, "bands without a word"),
        ({"bands": bands(("Low", 1, 4), ("Low", 5, 16))}, "the same word twice"),
        ({"bands": (Band("Low", "#777777", INK, 1, 16),)}, "hard-to-read text in Low"),
        ({"impact": levels(1)}, "fewer than two impact levels"),
        ({"likelihood": tuple(reversed(levels(4)))}, "likelihood levels 4, 3, 2, 1"),
        ({"impact": (Level(0), Level(1))}, "impact levels 0, 1"),
        ({"impact": (Level(1), Level(2, weight=0))}, "weight below 1"),
        ({"impact": (Level(1), Level(True))}, "impact levels with True"),
        ({"impact": (Level(1), Level(10**9 + 1))}, "impact levels with 1000000001"),
        ({"impact": levels(21)}, "21 impact levels"),
        ({"impact_word": 7}, "has 7 where words should stand"),
        ({"axis_order": ("impact", "impact")}, "does not name impact and likelihood"),
        ({"cells": (("Low",) * 4,) * 3}, "grid of another size"),
        ({"cells": (("Grave",) * 4,) * 4}, "colours cells with Grave"),
        ({"combine": Combine.LOOKUP, "grid": ()}, "grid of another size"),
        ({"combine": Combine.LOOKUP, "grid": ((1.5,) * 4,) * 4}, "a grid with 1.5"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused_with_a_sentence(changes: dict[str, Any], fault: str) -> None:
    assert fault in refusal(**changes)


@pytest.mark.parametrize("colour", ["red", "#FFF", "#12345", "#GGGGGG", "", "#FFFFFF\n"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(RiskDeskError, match="is not a colour"):
        contrast(colour, INK)


def test_contrast_is_measured_as_in_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


WHOLE = json.loads(dump(COUNCIL))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "7",
        "{}",
        "[" * 100_000,
        '"\x00"',
        json.dumps(WHOLE | {"surprise": 1}),
        json.dumps(WHOLE | {"impact": [{"value": "1"}, {"value": "2"}]}),
        json.dumps(WHOLE | {"combine": "guess"}),
        json.dumps({key: value for key, value in WHOLE.items() if key != "bands"}),
        json.dumps(WHOLE | {"bands": [{"word": "Low", "fill": 7, "ink": None, "low": 1, "high": 16}]}),
    ],
)
def test_what_is_no_scheme_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RiskDeskError):
        load(text)
