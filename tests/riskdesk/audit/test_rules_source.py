"""The rules on what a source says around its register, on the as-at date, and on copies."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from riskdesk.risks import Action, ActionStatus, Category, Control, ControlState, Note, Owner, Response, Risk, Status
from riskdesk.samples import load
from tests.riskdesk.audit.cases import AS_AT, case, hits, messages, refs, risk

LATER, EARLIER = AS_AT + dt.timedelta(days=1), AS_AT - dt.timedelta(days=1)


def some(count: int) -> list[Risk]:
    return [risk(f"R{place}") for place in range(1, count + 1)]


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("provides an overview of the top 10 risks identified", "top 10 risks"),
        ("The TEN key risks are below", "TEN key risks"),
        ("Our twelve\nstrategic risks", "twelve strategic risks"),
        ("Of 10 risks, 4 risks are High", "10 risks"),
    ],
)
def test_a_source_that_speaks_of_another_number_of_risks_is_quoted(note: str, quoted: str) -> None:
    [hit] = hits("COUNT_CLAIM", case(*some(11), source_note=note))
    assert hit.message == f'The source speaks of "{quoted}"; the register holds 11.'
    assert hit.field == "source_note"


@pytest.mark.parametrize(
    "note",
    [
        "the top 11 risks",
        "eleven risks",
        "Of the 11 risks, 4 risks are High",
        "10 controls",
        "at 10 o'clock risks were discussed",
        "2.10 risks",
        "10 new houses, risks and all",
        "",
    ],
)
def test_a_true_number_or_one_of_something_else_claims_nothing_false(note: str) -> None:
    assert hits("COUNT_CLAIM", case(*some(11), source_note=note)) == []


def test_drafts_and_risks_added_here_since_are_not_what_the_source_spoke_of() -> None:
    came = [replace(one, as_written=risk(written={"Ref": one.ref}).as_written) for one in some(10)]
    note = "the top 10 risks"
    assert hits("COUNT_CLAIM", case(*came, risk("new"), source_note=note)) == []
    assert hits("COUNT_CLAIM", case(*some(10), risk("new", status=Status.DRAFT), source_note=note)) == []
    assert len(hits("COUNT_CLAIM", case(*some(10), risk("new"), source_note=note))) == 1
    assert len(hits("COUNT_CLAIM", case(*came[:9], risk("new"), source_note=note))) == 1
    closed = [*some(9), risk("old", status=Status.CLOSED)]
    assert hits("COUNT_CLAIM", case(*closed, source_note=note)) == []


def test_references_that_run_to_another_number_than_there_are_risks_are_told() -> None:
    found = case(*(risk(ref) for ref in ("1", "2", "3", "3", "4")))
    assert messages("COUNT_CLAIM", found) == [
        "References run to 4; the register holds 5 risks, since 3 is used more than once."
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),
        ("1", "2", "4", "4"),
        ("1", "1", ""),
        ("R1", "R1"),
        ("2", "3", "3", "3"),
        ("1", "3", "3", "3"),
        (),
    ],
)
def test_references_with_gaps_letters_or_blanks_are_no_count(numbers: tuple[str, ...]) -> None:
    assert hits("COUNT_CLAIM", case(*(risk(ref) for ref in numbers))) == []


def test_the_real_registers_say_how_many_they_are() -> None:
    thurrock, essex, early = (load(name) for name in ("thurrock-2017", "essex-2016", "thurrock-2014"))
    assert messages("COUNT_CLAIM", case(*thurrock.risks, source_note=thurrock.source_note)) == [
        'The source speaks of "top 10 risks"; the register holds 11.'
    ]
    assert messages("COUNT_CLAIM", case(*essex.risks, source_note=essex.source_note)) == [
        "References run to 19; the register holds 20 risks, since 3 is used more than once."
    ]
    assert messages("COUNT_CLAIM", case(*early.risks, source_note=early.source_note)) == []


def test_a_register_without_a_date_is_told_once() -> None:
    [hit] = hits("AS_AT_STALE", case(*some(3), as_at=None))
    assert hit.message == "No as-at date is recorded, so nothing can be judged late."
    assert hit.field == "as_at"
    assert hits("AS_AT_STALE", case(as_at=None)) == []
    assert hits("AS_AT_STALE", case(*some(3))) == []


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"last_reviewed": LATER}, "was last reviewed"),
        ({"raised_on": LATER}, "was raised"),
        ({"closed_on": LATER, "status": Status.CLOSED}, "was closed"),
        ({"actions": (Action(text="A", status=ActionStatus.DONE, done_on=LATER),)}, "had an action done"),
        ({"actions": (Action(text="A", notes=(Note(noted_on=LATER, text="N"),)),)}, "had an action noted on"),
        ({"controls": (Control(text="C", implemented="2 August 2017"),)}, "had a control put in place"),
        ({"controls": (Control(text="C", implemented="Q3 2017/18"),)}, "had a control put in place"),
    ],
)
def test_what_happened_after_the_as_at_date_is_told(facts: dict[str, Any], what: str) -> None:
    [hit] = hits("AS_AT_STALE", case(risk("7", **facts), risk("8", last_reviewed=AS_AT)))
    assert hit.message.startswith("1 risk mentions what happened after the as-at date 1 August 2017: ")
    assert hit.message.endswith(f"when 7 {what}.")
    assert [one.ref for one in hit.risks] == ["7"]


@pytest.mark.parametrize(
    "facts",
    [
        {"last_reviewed": AS_AT, "raised_on": EARLIER, "next_review": LATER},
        {"actions": (Action(text="A", due="2 August 2017"),)},
        {"controls": (Control(text="C", implemented="2 August 2017", state=ControlState.PLANNED),)},
        {"controls": (Control(text="C", implemented="2017/18"),)},
        {"controls": (Control(text="C", implemented="soon"),)},
        {"last_reviewed": LATER, "status": Status.DRAFT},
    ],
)
def test_what_is_planned_or_of_the_day_itself_is_not_after_it(facts: dict[str, Any]) -> None:
    assert hits("AS_AT_STALE", case(risk(**facts))) == []


def test_many_later_days_are_one_finding_with_the_latest() -> None:
    found = case(risk("1", last_reviewed=LATER), risk("2", last_reviewed=LATER + dt.timedelta(days=9)), risk("3"))
    [message] = messages("AS_AT_STALE", found)
    assert message == (
        "2 risks mention what happened after the as-at date 1 August 2017: the latest is 11 August 2017, when 2 was "
        "last reviewed."
    )


ONE = risk(
    "2",
    description="Failure to check and reduce Delayed Transfers of Care (DTOC)",
    category=Category(id=1, name="Strategic"),
    owners=(Owner(id=1, name="ICE"),),
    controls=(Control(id=1, text="Forum"),),
    actions=(Action(id=1, text="Liaison", due="On-going"),),
    current=(4, 3, 12),
)


def copies(here: Risk, *there: Risk, as_at: dt.date | None = AS_AT) -> list[str]:
    other = case(*there, as_at=as_at).register
    return messages("COPIES_DISAGREE", case(here, previous=other))


def test_two_copies_that_differ_are_told_field_by_field() -> None:
    there = replace(ONE, description=ONE.description.replace("DTOC", "DTC"), response=Response.TREAT)
    told, answered = copies(ONE, there)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "Description of 2: '… Delayed Transfers of Care (DTOC)' here, '… Delayed Transfers of Care (DTC)' there."
    )
    assert answered == "Response of 2: 'not recorded' here, 'Treat' there."


def test_scores_owners_controls_and_actions_of_copies_are_compared() -> None:
    there = risk(
        "2",
        description=ONE.description,
        category=Category(id=9, name="Strategic"),
        owners=(Owner(id=5, name="CMT"),),
        controls=(Control(id=8, text="Panel"),),
        actions=(Action(id=8, text="Liaison", due="June 2018"),),
        current=(4, 3, 16),
        target=9,
    )
    assert copies(ONE, there) == [
        "Current score of 2: '12 High (4 x 3), stated as 12' here, '12 High (4 x 3), stated as 16' there.",
        "Target score of 2: 'not recorded' here, '9 Medium' there.",
        "Owners of 2: 'ICE' here, 'CMT' there.",
        "Controls of 2: 'Forum (In place)' here, 'Panel (In place)' there.",
        "Actions of 2: 'Liaison (Not started, due On-going)' here, 'Liaison (Not started, due June 2018)' there.",
    ]


def test_the_same_text_under_other_ids_is_no_difference() -> None:
    there = replace(
        ONE,
        category=Category(id=7, name="Strategic"),
        owners=(Owner(id=7, name="ICE"),),
        controls=(Control(id=7, text="Forum"),),
        actions=(Action(id=7, text="Liaison", due="On-going"),),
    )
    assert copies(ONE, there) == []


def test_a_register_of_another_date_is_an_earlier_issue_and_no_copy() -> None:
    there = replace(ONE, heading="Other")
    assert copies(ONE, there, as_at=EARLIER) == []
    assert hits("COPIES_DISAGREE", case(ONE)) == []


def test_a_risk_in_one_copy_only_is_told_and_one_that_cannot_be_matched_is_not() -> None:
    other = case(replace(ONE, heading="A"), replace(ONE, heading="B"), risk("9"), risk("")).register
    found = case(ONE, risk("8"), risk(""), previous=other)
    assert messages("COPIES_DISAGREE", found) == ["8 stands only in this copy.", "9 stands only in the other copy."]
    assert refs("COPIES_DISAGREE", found) == ["8", ""]
