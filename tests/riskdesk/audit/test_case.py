"""Which of two registers stands before the other, and which is only another copy of it."""

import datetime as dt
from dataclasses import replace

import pytest

from riskdesk.audit.case import Case
from riskdesk.risks import Register
from tests.riskdesk.audit.cases import AS_AT, case, messages, refs, risk

NOW = replace(case(risk("1", current=(1, 1))).register, seal="c")
BEFORE = replace(case(risk("1", current=(4, 4)), risk("2")).register, seal="b")


def compared(previous: Register | None, *seals: str) -> Case:
    return Case(NOW, AS_AT, previous=previous, seals=frozenset(seals))


@pytest.mark.parametrize(
    ("previous", "seals", "is_earlier"),
    [
        (BEFORE, "abc", True),
        (BEFORE, "", False),
        (replace(BEFORE, seal="x"), "abc", False),
        (replace(BEFORE, seal="c"), "abc", False),
        (replace(BEFORE, seal="x", as_at=dt.date(2017, 7, 1)), "abc", True),
        (replace(BEFORE, seal="x", as_at=None), "abc", True),
    ],
    ids=["a backup", "seals unknown", "another file", "the same file", "an earlier month", "without a date"],
)
def test_a_seal_of_this_file_or_another_date_makes_a_register_an_earlier_one(
    previous: Register, seals: str, is_earlier: bool
) -> None:
    found = compared(previous, *seals)
    assert (found.is_earlier, found.is_copy) == (is_earlier, not is_earlier)


def test_with_nothing_to_compare_with_there_is_neither() -> None:
    assert not compared(None, "b").is_earlier
    assert not compared(None, "b").is_copy


def test_a_backup_of_the_same_day_is_compared_as_what_was_before() -> None:
    backup, copy = compared(BEFORE, "b", "c"), compared(replace(BEFORE, seal="x"), "b", "c")
    assert messages("COPIES_DISAGREE", backup) == []
    assert messages("VANISHED", backup) == [
        "Risk 2 was open in an earlier copy of this register; here it is neither open nor closed."
    ]
    assert refs("BIG_MOVE", backup) == ["1"]
    assert len(messages("COPIES_DISAGREE", copy)) == 2
    assert messages("VANISHED", copy) == []
    assert refs("BIG_MOVE", copy) == []


def test_a_register_compared_with_is_named_by_what_tells_it_from_this_one() -> None:
    july = dt.date(2017, 7, 1)
    renamed = replace(BEFORE, risks=(replace(BEFORE.risks[0], ref="7"),), seal="x")
    for previous, said in (
        (replace(renamed, seal="b"), "was 7 in an earlier copy of this register"),
        (replace(renamed, as_at=july), "was 7 in the register as at 1 July 2017"),
        (renamed, "is 7 in the other copy of this register"),
    ):
        assert messages("REF_NOT_STABLE", compared(previous, "b")) == [f"Reference 1 {said}."]
