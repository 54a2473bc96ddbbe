"""The rules on references: each where it fires, and where it nearly does."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from riskdesk.audit.case import Case
from riskdesk.risks import Risk, Status
from riskdesk.samples import load
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk


def embedded(ref: str, text: str, **facts: Any) -> Risk:
    """A risk whose reference stood in front of its description."""
    return risk(ref, description=text, written={"There is a risk that:": f"{ref}. {text}"}, **facts)


def test_a_reference_used_twice_is_told_with_both_risks() -> None:
    found = case(risk("3", description="DTOCs"), risk("3 ", heading="Primary Care"), risk("4"))
    [hit] = hits("DUPLICATE_REF", found)
    assert hit.message == 'Reference 3 is used by 2 risks: "DTOCs" and "Primary Care".'
    assert [each.id for each in hit.risks] == [1, 2]
    assert hit.field == "ref"


def test_a_closed_risk_keeps_its_reference() -> None:
    found = case(risk("R3"), risk("r3", status=Status.CLOSED), risk("R3", status=Status.CLOSED))
    assert messages("DUPLICATE_REF", found) == ["Reference R3 is used by 3 risks, 2 of them closed."]


@pytest.mark.parametrize(
    "others",
    [
        (risk("R3", status=Status.DRAFT),),
        (risk("R30"), risk("R-3"), risk("3")),
        (risk("9", status=Status.CLOSED), risk("9", status=Status.CLOSED)),
        (risk(""),),
    ],
)
def test_drafts_closed_ones_among_themselves_and_like_ones_share_none(others: Sequence[Risk]) -> None:
    assert refs("DUPLICATE_REF", case(risk("R3"), risk(""), *others)) == []


def test_a_risk_without_a_reference_is_told_by_its_title() -> None:
    found = case(risk("", heading="Workforce"), risk(" "), risk("0"), risk("", status=Status.DRAFT))
    assert messages("REF_MISSING", found) == ['No reference: "Workforce".', "No reference: one without a title."]


def test_a_reference_taken_from_the_text_is_told_with_the_heading() -> None:
    found = case(embedded("9", "Barriers to monitoring"))
    [message] = messages("REF_EMBEDDED", found)
    assert message == (
        'The source has no reference of its own: 9 was taken from the text under "There is a risk that:".'
    )


@pytest.mark.parametrize(
    "one",
    [
        risk("9", description="Barriers", written={"Ref": "9", "Risk": "Barriers"}),
        risk("9", description="9. Barriers", written={"Ref": "9", "Risk": "9. Barriers"}),
        risk("9", description="Barriers", written={"No.": "9", "Actions": "9. Recruit"}),
        risk("90", description="Barriers", written={"Risk": "9. Barriers"}),
        risk("9", description="Barriers"),
        risk("", description="Barriers", written={"Risk": "Barriers"}),
    ],
)
def test_a_reference_in_a_column_of_its_own_is_not(one: Risk) -> None:
    assert refs("REF_EMBEDDED", case(one)) == []


def _before(now: Case, ref: str) -> Case:
    """The same register as it was a month before, when its first risk had another reference."""
    first, *others = now.register.risks
    earlier = replace(now.register, risks=(replace(first, ref=ref), *others), as_at=dt.date(2017, 7, 1))
    return replace(now, previous=earlier)


def test_a_risk_that_had_another_reference_is_told() -> None:
    now = case(risk("R4"), risk("R5"))
    assert messages("REF_NOT_STABLE", _before(now, "R7")) == ["Reference R4 was R7 in the register as at 1 July 2017."]
    assert refs("REF_NOT_STABLE", _before(now, "R4")) == []
    assert refs("REF_NOT_STABLE", _before(now, "")) == []
    assert refs("REF_NOT_STABLE", now) == []


def ranked(*scores: tuple[int, int], first: int = 1) -> list[Risk]:
    return [embedded(str(number), f"Risk {number}", current=levels) for number, levels in enumerate(scores, first)]


FALLING = ((4, 4), (4, 3), (4, 3), (2, 3), (1, 1))


def test_numbers_of_a_list_that_follow_the_scores_are_told_of_the_register() -> None:
    [hit] = hits("REF_NOT_STABLE", case(*ranked(*FALLING)))
    assert hit.risks == ()
    assert hit.message == (
        "References 1 to 5 follow the order of the current rating: a risk that is scored anew would change its "
        "reference."
    )


@pytest.mark.parametrize(
    "risks",
    [
        ranked(*FALLING[:4]),
        ranked(*FALLING[::-1]),
        ranked((2, 3), *FALLING),
        ranked(*((2, 2),) * 6),
        ranked(*FALLING, first=3),
        [replace(one, as_written=()) for one in ranked(*FALLING)],
        [*ranked(*FALLING), embedded("6", "Unscored")],
        [*ranked(*FALLING), risk("6", current=(1, 1))],
        [*ranked(*FALLING), embedded("R6", "Lettered", current=(1, 1))],
        [],
    ],
)
def test_numbers_of_their_own_are_stable(risks: Sequence[Risk]) -> None:
    assert refs("REF_NOT_STABLE", case(*risks)) == []


def test_only_the_essex_register_ranks_its_references() -> None:
    samples = {name: load(name) for name in ("thurrock-2017", "essex-2016")}
    thurrock, essex = (case(*sample.risks, scheme=sample.scheme) for sample in samples.values())
    assert hits("REF_NOT_STABLE", thurrock) == []
    [ranks] = hits("REF_NOT_STABLE", essex)
    assert ranks.message.startswith("References 1 to 19 follow the order of the current rating")
    assert len(hits("REF_EMBEDDED", essex)) == 20
    assert [[each.id for each in hit.risks] for hit in hits("DUPLICATE_REF", essex)] == [[3, 4]]
