"""What people call the fields that findings concern."""

import dataclasses

import pytest

from riskdesk.audit.fields import field_words
from riskdesk.samples import load

THURROCK = load("thurrock-2017")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("target_date", "Target date"),
        ("source_note", "What the source said"),
        ("as_at", "As-at date"),
        ("owners", "Owners"),
        ("scheme", "Scoring scheme"),
        ("no_such_field", "No such field"),
        ("", ""),
    ],
)
def test_a_field_has_its_label_or_its_name_in_plain_letters(field: str, words: str) -> None:
    assert field_words(field, THURROCK) == words


def test_a_stages_score_has_the_registers_own_word_for_it() -> None:
    own = dataclasses.replace(THURROCK, inherent_word="Gross", current_word="Net", target_word="Aim")
    assert [field_words(stage, own) for stage in ("inherent", "current", "target")] == [
        "Gross score", "Net score", "Aim score",
    ]  # fmt: skip
