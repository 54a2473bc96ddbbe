"""The rules on bands, maps, tables and scales: each where it fires, and where it nearly does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.risks import Category, Stage
from riskdesk.samples import load, names
from riskdesk.schemes import preset, presets
from riskdesk.scoring import Level, Scheme
from tests.riskdesk.audit.cases import case, hits, messages, moved, refs, risk

COUNCIL = "4x4 council (Thurrock-style words)"
DISTRICT = "district-5x5-cell"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Residual rating", "12 High"),
        ("Residual rating", "HIGH (12)"),
        ("Current score", "4 x 3 = 12 (High risk)"),
        ("Net", "High - 12"),
        ("RAG", "High"),
        ("Risk level", " high "),
        ("Overall risk factor (likelihood * impact)", "High"),
    ],
)
def test_a_band_shown_that_the_scheme_does_not_give_is_a_mismatch(heading: str, text: str) -> None:
    shown = risk(current=(4, 3), written={heading: text})
    low, medium, high = preset("council-4x4").bands
    stricter = replace(preset("council-4x4"), bands=(low, replace(medium, high=15), replace(high, low=16)))
    assert refs("BAND_MISMATCH", case(shown)) == []
    [hit] = hits("BAND_MISMATCH", case(shown, scheme=stricter))
    assert hit.message == f'Current is shown as High in the source; "{COUNCIL}" makes 12 Medium.'
    assert hit.field == "current"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Previous rating", "High"),
        ("Rating last quarter", "12 High"),
        ("Impact rating", "High"),
        ("Likelihood", "4 High"),
        ("Control rating", "High"),
        ("Action RAG", "High"),
        ("Risk appetite rating", "High"),
        ("Movement in score", "High"),
        ("Status", "High"),
        ("Residual", "High"),
        ("Comments", "High 4"),
        ("", "High"),
        ("Residual rating", "High until the contract is let"),
        ("Residual rating", "Amber"),
        ("Residual rating", "9 High 12"),
        ("Residual rating", "12 High"),
        ("Target rating", "High"),
        ("Inherent score", "High"),
    ],
)
def test_a_cell_that_may_mean_something_else_accuses_nobody(heading: str, text: str) -> None:
    assert refs("BAND_MISMATCH", case(risk(current=(2, 2, 4), written={heading: text}))) == []


def test_a_heading_tells_the_stage_in_the_registers_own_words_too() -> None:
    cells = {"Gross risk score": "Low", "Residual": "4 Low", "Where we want to be: rating": "High"}
    found = case(
        risk(inherent=(4, 4), current=(2, 2), target=(1, 2), written=cells),
        inherent_word="Gross",
        target_word="Where we want to be",
    )
    assert [hit.field for hit in hits("BAND_MISMATCH", found)] == ["inherent", "target"]


def test_a_score_moved_since_is_not_held_against_its_source() -> None:
    one = risk(current=(2, 2), written={"Rating": "High"})
    assert refs("BAND_MISMATCH", case(one, evidence=moved(1, Stage.CURRENT))) == []
    assert refs("BAND_MISMATCH", case(one, evidence=moved(1, Stage.TARGET))) == ["1"]


def test_a_word_that_fits_a_stated_rating_is_part_of_another_mismatch() -> None:
    stated = risk(current=(3, 3, 12), written={"Rating": "High"})
    assert refs("BAND_MISMATCH", case(stated)) == []
    assert refs("BAND_MISMATCH", case(risk(current=(3, 3, 12), written={"Rating": "12 High"}))) == []
    assert messages("BAND_MISMATCH", case(risk(current=(3, 3, 12), written={"Rating": "12 Low"}))) == [
        f'Current is shown as Low in the source; "{COUNCIL}" makes 12 High.'
    ]


def test_one_cell_shown_with_two_words_is_inconsistent() -> None:
    found = case(
        risk("1", current=(2, 3), written={"RAG": "Amber"}),
        risk("2", current=(2, 3), written={"RAG": "Green"}),
        risk("3", current=(2, 3), written={"RAG": "amber"}),
        risk("4", current=(3, 2), written={"RAG": "Green"}),
    )
    [hit] = hits("BAND_INCONSISTENT", found)
    assert hit.message == "The same cell (impact 2, likelihood 3) is shown as Amber for 1 and 3 and Green for 2."
    assert [one.ref for one in hit.risks] == ["1", "3", "2"]


def test_an_inconsistency_within_one_risk_names_its_stages() -> None:
    cells = {"Current rating": "Red", "Target rating": "Amber"}
    assert messages("BAND_INCONSISTENT", case(risk("1", current=(2, 3), target=(2, 3), written=cells))) == [
        "The same cell (impact 2, likelihood 3) is shown as Red for 1 (current) and Amber for 1 (target)."
    ]


def test_a_band_shown_twice_is_told_once() -> None:
    assert refs("BAND_MISMATCH", case(risk(current=(2, 2), written={"Score": "4 High", "RAG": "High"}))) == ["1"]


def test_other_cells_other_words_and_no_words_are_consistent() -> None:
    found = case(
        risk("1", current=(2, 3), written={"RAG": "Amber"}),
        risk("2", current=(3, 2), written={"RAG": "Green"}),
        risk("3", current=(2, 3), written={"RAG": "See note"}),
        risk("4", current=(2, 3), written={"Rating": "Unchanged"}),
        risk("5", current=6, written={"RAG": "Red"}),
    )
    assert hits("BAND_INCONSISTENT", found) == []


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("Heat map (L,I)", "4,2", "stands at 4,2 on the heat map, but its current score is impact 3, likelihood 2."),
        (
            "Matrix position",
            "4 x 2",
            "stands at 4 x 2 on the heat map, but its current score is impact 3, likelihood 2.",
        ),
        (
            "Heat map",
            "(3,2); (4,2)",
            "appears 2 times on the heat map ((3,2); (4,2)); it must appear once, at impact 3, likelihood 2.",
        ),
        (
            "Heat map",
            "3x2 and 3x2",
            "appears 2 times on the heat map (3x2 and 3x2); it must appear once, at impact 3, likelihood 2.",
        ),
    ],
)
def test_a_place_on_the_map_other_than_the_score_is_a_mismatch(heading: str, text: str, said: str) -> None:
    assert messages("HEATMAP_MISMATCH", case(risk("15", current=(3, 2), written={heading: text}))) == [f"15 {said}"]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Heat map (L,I)", "2,3"),
        ("Heat map (I x L)", "3,2"),
        ("Heat map", "2,3"),
        ("Risk matrix", "3 x 2 = 6"),
        ("Risk matrix", "6"),
        ("Risk matrix", "32"),
        ("Risk matrix", "see overleaf"),
        ("Heat map", "9,9"),
        ("Heat map", ""),
        ("Previous heat map position", "4,4"),
        ("Position", "4,4"),
    ],
)
def test_a_place_that_is_the_score_or_is_none_is_no_mismatch(heading: str, text: str) -> None:
    assert messages("HEATMAP_MISMATCH", case(risk(current=(3, 2), written={heading: text}))) == []


def test_the_axis_written_first_is_never_guessed_but_is_minded_where_it_is_told() -> None:
    assert refs("HEATMAP_MISMATCH", case(risk(current=(3, 2), written={"Heat map (likelihood, impact)": "3,2"}))) == [
        "1"
    ]
    lettered = preset("letter-number-5x5")
    assert refs("HEATMAP_MISMATCH", case(risk(current=(4, 3), written={"Matrix": "C4"}), scheme=lettered)) == []
    assert refs("HEATMAP_MISMATCH", case(risk(current=(4, 3), written={"Matrix": "D3"}), scheme=lettered)) == ["1"]


def test_a_risk_left_off_a_map_that_has_others_is_missing_from_it() -> None:
    found = case(
        risk("1", current=(3, 2), written={"Heat map": "3,2"}),
        risk("2", current=(3, 3), written={"Heat map": ""}),
        risk("3", written={"Heat map": ""}),
    )
    assert messages("HEATMAP_MISMATCH", found) == [
        "2 is not on the heat map; its current score is impact 3, likelihood 3."
    ]


def test_a_printed_matrix_with_a_slip_is_shown() -> None:
    [hit] = hits("SCHEME_GRID_WRONG", case(risk(), source_note="1x4 = 4, 2x4 = 5, 3 x 4=12. As 2x4 = 5 says"))
    assert hit.message == f'The matrix printed in the source shows 5 at 2 x 4; "{COUNCIL}" makes it 8.'
    assert hit.field == "source_note"


@pytest.mark.parametrize(
    "note",
    [
        "2x4 = 8 and 4 × 2 = 8",
        "12 x 4 = 40",
        "6 x 2 = 10",
        "2 x 4 = 8.5",
        "£2 x 4 = 9",
        "2x4 = 5%",
        "a 4x4 matrix",
        "2 x 3 x 4 = 24",
        "Key: 1 = Low / 3 = High",
    ],
)
def test_what_is_no_cell_of_the_scheme_or_a_right_one_is_no_slip(note: str) -> None:
    assert hits("SCHEME_GRID_WRONG", case(risk(), source_note=note)) == []


def test_a_lookup_grid_is_read_in_its_own_order_or_the_other() -> None:
    clinical = preset("clinical-5x5-lookup")
    assert hits("SCHEME_GRID_WRONG", case(risk(), source_note="5 x 1 = 3; 1 x 5 = 3", scheme=clinical)) == []
    [hit] = hits("SCHEME_GRID_WRONG", case(risk(), source_note="2x4 = 5", scheme=clinical))
    assert hit.message.endswith("makes it 3.")


def described(scheme: Scheme) -> Scheme:
    impact, likelihood = (
        tuple(replace(level, descriptor=f"Meaning {level.value}") for level in axis)
        for axis in (scheme.impact, scheme.likelihood)
    )
    return replace(scheme, impact=impact, likelihood=likelihood)


def test_levels_that_do_not_say_what_they_mean_are_one_finding() -> None:
    assert messages("SCALE_UNDEFINED", case(risk(), risk("2"))) == [
        "No level of impact or likelihood says what it means."
    ]
    essex = load("essex-2016").scheme
    [message] = messages("SCALE_UNDEFINED", case(risk(), scheme=essex))
    assert message == (
        "No level of impact or likelihood says what it means; impact 2, 3 and 4 and likelihood 2, 3 and 4 have "
        "neither word nor description."
    )


def test_only_the_levels_that_say_nothing_are_named() -> None:
    whole = described(preset("council-4x4"))
    assert messages("SCALE_UNDEFINED", case(risk(), scheme=whole)) == messages("SCALE_UNDEFINED", case()) == []
    one = replace(whole, impact=(*whole.impact[:3], Level(4)))
    assert messages("SCALE_UNDEFINED", case(risk(), scheme=one)) == ["Impact 4 has neither word nor description."]
    worded = replace(whole, impact=(*whole.impact[:2], Level(3), Level(4, "Critical")))
    assert messages("SCALE_UNDEFINED", case(risk(), scheme=worded)) == [
        "Impact 4 has no description; impact 3 has neither word nor description."
    ]
    axis = replace(whole, likelihood=preset("council-4x4").likelihood)
    assert messages("SCALE_UNDEFINED", case(risk(), scheme=axis)) == ["No level of likelihood says what it means."]


FOUR = "gov-5x5-4band"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "Low 1-5, Medium 6-12, High 13-16, Critical 17-25. Or: Low 1-5; Medium 6-12; High 13-14; Critical 15-25",
            "High 13 to 16, Critical 17 to 25 in the source; High 13 to 14, Critical 15 to 25 in the source.",
        ),
        (
            "Scores of 1–4 are low, 5 to 12 are medium and 13 to 19 are high.",
            'Low 1 to 4, Medium 5 to 12 in the source; Low 1 to 5, Medium 6 to 12 in "5x5 four bands',
        ),
    ],
)
def test_a_word_with_two_ranges_is_a_conflict(note: str, said: str) -> None:
    found = messages("SCHEME_CONFLICT", case(risk(), scheme=preset(FOUR), source_note=note))
    assert any(said in message for message in found), found
    assert all(message.startswith("Two band tables are given: ") for message in found)


@pytest.mark.parametrize(
    "note",
    [
        "Low 1-5, Medium 6-12, High 13-19, Critical 20-25",
        "1-5 Low; 6-12 Medium; 13-19 High; 20-25 Critical. Again: Low 1-5, Medium 6-12",
        "Low 1-5, Medium 6-13",
        "Scored (1-25): Low 1-5, Medium 6-12 and High 13-19; report risks of 15-25 high and above",
        "Low 1-5 Medium 6-12 High 13-19 Critical 20-25",
        "1-5 low\n6-12 medium\n13-19 high\n20-25 critical\n",
        "High risk 2-3 weeks, low risk 4-6 weeks",
        "Key: 1 = Low / 3 = High",
        "on a scale of 1-5 with 1 being very unlikely and 5 high",
        "the period 2017-19. High hopes 2016-17, low 2015-16",
        "Critical: 15-25",
        "High 13, Critical 20",
    ],
)
def test_one_table_or_none_is_no_conflict(note: str) -> None:
    """13 is made by no two levels of 5 x 5, so 6-13 is the same band as 6-12."""
    assert messages("SCHEME_CONFLICT", case(risk(), scheme=preset(FOUR), source_note=note)) == []


def test_bands_by_cell_have_no_ranges_to_contradict() -> None:
    words = [band.word for band in preset(DISTRICT).bands]
    note = ", ".join(f"{word} {place}-{place + 1}" for place, word in enumerate(words, 1))
    assert messages("SCHEME_CONFLICT", case(risk(), scheme=preset(DISTRICT), source_note=note)) == []


@pytest.mark.parametrize(
    ("appetite", "categories", "message"),
    [
        ("Moderate", (), f'The appetite "Moderate" is no band of "{COUNCIL}": choose it again.'),
        ("Low", ("Averse",), f'The appetite "Averse" (0) is no band of "{COUNCIL}": choose it again.'),
        (
            "Moderate",
            ("Moderate", "Averse", "Low"),
            (
                f'The appetites "Moderate" (the register and 0) and "Averse" (1) are no bands of "{COUNCIL}": '
                "choose them again."
            ),
        ),
        ("", ("", "High"), ""),
    ],
)
def test_an_appetite_that_is_no_band_is_told_once(appetite: str, categories: tuple[str, ...], message: str) -> None:
    listed = tuple(Category(name=str(place), appetite=each) for place, each in enumerate(categories))
    used = [risk(current=(4, 4), category=each) for each in listed]
    found = hits("SCHEME_CONFLICT", case(*used, appetite=appetite, categories=listed))
    assert [hit.message for hit in found] == ([message] if message else [])
    assert [hit.field for hit in found] == (["appetite" if appetite == "Moderate" else "scheme"] if message else [])


RULES = ("BAND_MISMATCH", "BAND_INCONSISTENT", "HEATMAP_MISMATCH", "SCHEME_GRID_WRONG", "SCHEME_CONFLICT")


@pytest.mark.parametrize("name", names())
def test_the_real_registers_show_no_bands_maps_or_tables_that_are_wrong(name: str) -> None:
    sample = load(name)
    found = case(*sample.risks, scheme=sample.scheme, source_note=sample.source_note)
    assert [messages(rule, found) for rule in RULES] == [[]] * len(RULES)


@given(
    st.sampled_from(["Heat map", "Residual rating", "Matrix (L x I)", "RAG"]),
    st.text("0123456789 ,;x()=-/LowHighABCDE\n£", max_size=40),
    st.sampled_from(sorted(presets())),
)
def test_no_text_breaks_a_rule(heading: str, text: str, key: str) -> None:
    one = risk(current=(2, 2, 5), written={heading: text})
    for rule in RULES:
        hits(rule, case(one, scheme=preset(key), source_note=text))
