"""A new risk is offered the next reference in the register's own style."""

import pytest

from riskdesk.references import next_reference


@pytest.mark.parametrize(
    ("references", "following"),
    [
        (["1", "2", "11"], "12"),
        (["0001", "0009"], "0010"),
        (["BCF-7", "BCF-12", "BCF-3"], "BCF-13"),
        (["99"], "100"),
        (["3", "3"], "4"),
        (["", "A"], ""),
        ([], ""),
        (["Risk 4a", "5 "], "6"),
    ],
)
def test_the_next_reference_follows_the_highest(references: list[str], following: str) -> None:
    assert next_reference(references) == following
