"""Text of any kind becomes measured lines of letters that the typeface has."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.reports.pdf.fonts import BOLD, REGULAR, char_widths
from riskdesk.reports.pdf.text import Style, printable, shorten, width_of, wrap
from riskdesk.wording import clipped, counted, listed, natural

SMALL = Style(8, 10)


@given(st.text())
def test_printable_text_holds_only_letters_of_both_faces(text: str) -> None:
    for char in printable(text):
        assert char == "\n" or all(ord(char) in char_widths(face) for face in (REGULAR, BOLD))


@given(st.text(), st.floats(min_value=20, max_value=300))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    for line in wrap(text, SMALL, width):
        assert width_of(line, SMALL) <= width + 0.01


@given(st.text(), st.floats(min_value=20, max_value=300))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    together = "".join("".join(wrap(text, SMALL, width)).split())
    assert together == "".join(printable(text).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ŵŷ £5 €6 – “x” …", "Ŵŷ £5 €6 – “x” …"),
        ("w\u0302", "ŵ"),
        ("Łucja Żółć", "Łucja Żółć"),
        ("←↑→↓ ⇐⇑⇒⇓ ↔↕⇔⇕ ↖↗↘↙", "←↑→↓ ⇐⇑⇒⇓ ↔↕⇔⇕ ↖↗↘↙"),
        ("a ≤ b ≥ c ≠ d ≈ −1 non‑breaking ▲▼", "a ≤ b ≥ c ≠ d ≈ −1 non‑breaking ▲▼"),
        ("⟶ ➔ ⩾", "→ → ≥"),
        ("😀", "[grinning face]"),
        ("a\0b", "a\ufffdb"),
        ("\u202eabc", "\ufffdabc"),
        ("漢", "\ufffd"),
        ("\ud800", "\ufffd"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("tab\there", "tab here"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_letters_the_typeface_lacks_are_shown_by_a_mark_or_a_name(text: str, shown: str) -> None:
    assert unicodedata.normalize("NFC", printable(text)) == shown


def test_a_long_word_is_broken_after_a_hyphen_or_slash_near_the_end_of_the_line() -> None:
    lines = wrap("commissioning-and-procurement", SMALL, 80)
    assert lines[0].endswith("-")


def test_a_very_long_text_is_shortened_to_its_line() -> None:
    line = shorten("word " * 10_000, SMALL, 100)
    assert line.endswith("…")
    assert width_of(line, SMALL) <= 100


def test_lists_and_counts_read_as_sentences() -> None:
    assert counted(0, "risk") == "no risks"
    assert counted(1, "risk") == "1 risk"
    assert counted(2500, "risk") == "2,500 risks"
    assert listed(["1"]) == "1"
    assert listed(["1", "2", "3"]) == "1, 2 and 3"
    assert listed([str(number) for number in range(20)], limit=3) == "0, 1 and 18 more"
    assert clipped("one two three", 8) == "one two\N{NO-BREAK SPACE}…"


def test_references_are_ordered_as_people_count() -> None:
    refs = ["R10", "R2", "10", "2", "R1", "0001", "9" * 5000]
    assert sorted(refs, key=natural) == ["0001", "2", "10", "9" * 5000, "R1", "R2", "R10"]
