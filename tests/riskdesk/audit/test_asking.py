"""What a challenge is about, said one way everywhere."""

import datetime as dt
from typing import Any

import pytest

from riskdesk.audit.asking import about
from riskdesk.risks import Register, Stage
from riskdesk.schemes import preset
from riskdesk.scrutiny import Challenge

FUND = Register(title="Fund", scheme=preset("council-4x4"), current_word="Residual")


def asked(**facts: Any) -> Challenge:
    return Challenge(risk_id=1, question="Why?", asked_on=dt.date(2017, 8, 1), **facts)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "The risk as a whole"),
        ({"subject": "The second paragraph"}, "The risk as a whole: The second paragraph"),
        ({"stage": Stage.CURRENT}, "Residual score"),
        ({"stage": Stage.CURRENT, "subject": " 12 High (4 x 3) "}, "Residual score: 12 High (4 x 3)"),
        ({"rule": "A_RULE_OF_ANOTHER_DAY", "stage": Stage.CURRENT}, "A_RULE_OF_ANOTHER_DAY"),
    ],
)
def test_a_challenge_says_what_it_is_about(facts: dict[str, Any], told: str) -> None:
    assert about(asked(**facts), FUND) == told


def test_a_rule_is_called_by_its_title() -> None:
    said = about(asked(rule="SCORE_MISMATCH", subject="Stated 16"), FUND)
    assert said.endswith(": Stated 16")
    assert "SCORE_MISMATCH" not in said
