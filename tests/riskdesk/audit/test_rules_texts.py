"""The rules on texts: each where it fires, and where it nearly does."""

from typing import Any

import pytest

from riskdesk.risks import Action, Control, Owner, Status
from riskdesk.samples import load
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk

SHARED = "Payment arrangements will be simplified with healthcare providers paid direct for CCGs"


def test_drafting_text_is_told_with_its_field_and_the_words_around_it() -> None:
    control = Control(text="Governance including delegation, dispute resolution processes and [...] are required")
    found = case(risk("1", controls=(control,)), risk("2", effect="Impact on budgets tbc."))
    first, second = hits("PLACEHOLDER", found)
    assert first.message == (
        'Drafting text left in the control: "… dispute resolution processes and [...] are required".'
    )
    assert (first.field, first.part) == ("controls", control)
    assert second.message == 'Drafting text left in the effect: "Impact on budgets tbc.".'
    assert (second.field, second.part) == ("effect", None)


@pytest.mark.parametrize(
    "facts",
    [
        {"ref": "TBC"},
        {"description": "Who pays??"},
        {"comments": "Lorem ipsum dolor"},
        {"owners": (Owner(name="TBD"),)},
        {"actions": (Action(text="Act", barrier="tba"),)},
        {"controls": (Control(text="Act", gaps="[…]"),)},
        {"financial_narrative": "Up to £xx"},
        {"heading": "x" * 3},
    ],
)
def test_drafting_text_is_found_in_every_text_of_a_risk(facts: dict[str, Any]) -> None:
    assert refs("PLACEHOLDER", case(risk(**{"ref": "1", **facts}))) == [str(facts.get("ref", "1"))]


@pytest.mark.parametrize(
    "text",
    [
        "The TBCX scheme [see appendix]",
        "Why does it fail?",
        "Insert a new valve in the pipe",
        "The list is too long, far from finished",
        "Costs of £100k ... and more",
    ],
)
def test_finished_text_is_not(text: str) -> None:
    assert refs("PLACEHOLDER", case(risk(description=text, target_date="TBC"))) == []


def test_what_the_register_says_of_itself_is_read_too() -> None:
    found = case(
        risk("1", written={"Risk Owner ??": "Ann", "Risk": "One"}),
        risk("2", written={"Risk Owner ??": "Bea", "Risk": "Two"}),
        source_note="Please provide details. This is far too long and needs condensing in a few key risks",
    )
    note, heading = hits("PLACEHOLDER", found)
    assert (note.field, note.risks, heading.field, heading.risks) == ("source_note", (), "source", ())
    assert note.message == (
        'Drafting text left in "What the source said": "Please provide details. This is far too long and needs '
        'condensing in a few key risks".'
    )
    assert heading.message == 'Drafting text left in a heading of the source: "Risk Owner ??".'


def test_the_same_sentence_in_two_risks_is_told_once_with_both() -> None:
    found = case(
        risk("4", actions=(Action(text=f"Agree cash flow plans. {SHARED}."), Action(text=f"{SHARED}"))),
        risk("5", effect=SHARED),
        risk("6", actions=(Action(text=f"{SHARED.upper()}"),)),
    )
    [hit] = hits("DUPLICATE_TEXT", found)
    assert [each.ref for each in hit.risks] == ["4", "6"]
    assert hit.message == f'The wording of an action is shared by 4 and 6: "{SHARED}".'
    assert hit.field == "actions"


def test_eight_words_are_enough_to_be_the_same() -> None:
    words = "One two three four five six seven eight"
    assert refs("DUPLICATE_TEXT", case(risk("1", effect=words), risk("2", effect=f"{words}."))) == ["1", "2"]


def test_sentences_that_the_same_risks_share_are_one_finding() -> None:
    other = "ECC is underwriting the financial risk of any further overspends on social care"
    both = f"{SHARED}. {other}."
    found = case(risk("1", description=both), risk("2", description=both), risk("3", description=f"{other}."))
    assert messages("DUPLICATE_TEXT", found) == [
        f'The wording of a description is shared by 1 and 2: "{SHARED}".',
        f'The wording of a description is shared by 1, 2 and 3: "{other}".',
    ]
    found = case(risk("1", description=both), risk("2", description=both))
    assert messages("DUPLICATE_TEXT", found) == [
        f'The wording of a description is shared by 1 and 2: "{SHARED}" and 1 more sentence.'
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reports are sent to the Board monthly", "Reports are sent to the Board monthly"),
        (SHARED, SHARED.replace("CCGs", "councils")),
        (f"{SHARED} {SHARED}", SHARED),
        ("One two three four five six seven", "One two three four five six seven"),
    ],
)
def test_short_or_like_sentences_are_not_the_same(one: str, other: str) -> None:
    assert refs("DUPLICATE_TEXT", case(risk("1", effect=one), risk("2", effect=other))) == []


def test_a_sentence_twice_in_one_risk_or_in_a_closed_one_is_not_shared() -> None:
    twice = risk("1", controls=(Control(text=SHARED), Control(text=SHARED)))
    assert refs("DUPLICATE_TEXT", case(twice, risk("2", controls=(Control(text=SHARED),), status=Status.CLOSED))) == []


def test_the_real_registers_share_what_the_experts_found() -> None:
    found = {
        name: [[each.id for each in hit.risks] for hit in hits("DUPLICATE_TEXT", case(*load(name).risks))]
        for name in ("thurrock-2014", "thurrock-2017", "essex-2016")
    }
    assert found == {"thurrock-2014": [[9, 12]], "thurrock-2017": [], "essex-2016": [[5, 6], [14, 19]]}


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"event": "Homes close"}, "cause", "The event is given without its cause and its effect."),
        ({"event": "Homes close", "cause": "Fees"}, "effect", "The event is given without its effect."),
        ({"event": "Homes close", "effect": "Beds"}, "cause", "The event is given without its cause."),
        (
            {"description": "Failure to check and reduce Delayed Transfers of Care (DTOC)."},
            "description",
            '"Failure to check and reduce Delayed Transfers of Care (DTOC)." gives neither a cause nor an effect.',
        ),
    ],
)
def test_a_risk_without_cause_or_effect_is_told(facts: dict[str, str], field: str, says: str) -> None:
    [hit] = hits("DESCRIPTION_FORM", case(risk(**facts)))
    assert (hit.message, hit.field) == (says, field)


@pytest.mark.parametrize(
    "facts",
    [
        {"event": "Homes close", "cause": "Fees", "effect": "Beds"},
        {"description": "Failure to reduce DTOC leads to fines"},
        {"description": "Lack of transparency hampers the ability to work together"},
        {"description": "Inability to recruit due to low pay"},
        {"description": "Lack of capacity in primary care", "effect": "Longer waits"},
        {"description": "Homes close; failure to act is costly"},
        {"cause": "Fees"},
        {},
    ],
)
def test_a_risk_that_says_either_is_not(facts: dict[str, str]) -> None:
    assert refs("DESCRIPTION_FORM", case(risk(**facts))) == []
