"""The lists of phrases: what they find in a text, and that none of them is broken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from riskdesk.audit.words import phrases, spoken

LISTS = json.loads(resources.path("words", "audit.json").read_text(encoding="utf-8"))
OWNERS = json.loads(resources.path("words", "owners.json").read_text(encoding="utf-8"))
PAIRS = [(name, phrase) for name, found in LISTS.items() for phrase in found]


def said(name: str, text: str) -> str:
    found = spoken(name, text)
    return found[0] if found else ""


@pytest.mark.parametrize(("name", "phrase"), PAIRS, ids=[f"{name}: {phrase}" for name, phrase in PAIRS])
def test_every_phrase_of_every_list_is_found(name: str, phrase: str) -> None:
    plain = phrase.removeprefix("^").removesuffix(".")
    assert spoken(name, plain.upper()), phrase
    assert spoken(name, plain if phrase.startswith("^") else f"A plan, {plain}."), phrase


@pytest.mark.parametrize("found", [*LISTS.values(), *OWNERS.values()])
def test_no_list_says_a_thing_twice(found: list[str]) -> None:
    assert found
    assert len({phrase.casefold() for phrase in found}) == len(found)


def test_words_are_found_whole_in_any_case_and_spacing() -> None:
    assert said("placeholders", "Figures tbc") == "tbc"
    assert said("placeholders", "far\n too  LONG") == "far\n too  LONG"
    assert said("placeholders", "The TBCX scheme and the belonging") == ""
    assert said("placeholders", "Owner ??") == "??"


def test_a_phrase_of_the_start_counts_only_there() -> None:
    assert said("vague", "Monitor activity") == "Monitor"
    assert said("vague", " - 2. To monitor activity") == " - 2. To monitor"
    for text in ("Monitoring of activity", "Buy a monitor for the ward", "Close liaison with partners"):
        assert said("vague", text) == "", text


def test_a_phrase_of_the_end_counts_only_where_a_clause_ends() -> None:
    for text in (
        "A strategy is required",
        "A strategy is required. However, it waits.",
        "A strategy is required and will be written",
        "A strategy (one is required)",
        "A strategy is required – soon",
    ):
        assert said("vague", text) == "is required", text
    for text in ("All staff sign as is required by law", "Agree what is required, why, and by when"):
        assert said("vague", text) == "", text


@given(st.sampled_from(sorted(LISTS)), st.lists(st.sampled_from([phrase for _, phrase in PAIRS] + ["x", ".", "to"])))
def test_the_fast_way_finds_what_the_pattern_finds(name: str, pieces: list[str]) -> None:
    text = " ".join(piece.removeprefix("^") for piece in pieces)
    fast, slow = spoken(name, text), phrases(name).search(text)
    assert (fast and fast.span()) == (slow and slow.span())
