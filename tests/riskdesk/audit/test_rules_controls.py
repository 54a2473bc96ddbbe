"""The rules on controls: each where it fires, and where it nearly does."""

import datetime as dt

import pytest

from riskdesk.risks import Control, ControlState
from riskdesk.samples import load
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Metrics for each service are in development together with reports.", "in development"),
        ("Detailed plans awaited", "awaited"),
        ("Scorecard being developed", "being developed"),
        ("Schemes of delegation and [...] are required", "are required"),
        ("A strategy is required at an early stage", "is required at an early stage"),
        ("Investment will be required", "will be"),
        ("A panel, which all partners asked for; it will need a chair", "will need"),
        ("A panel is\nrequired. All partners agree.", "is required"),
    ],
)
def test_a_control_worded_as_future_is_told(text: str, words: str) -> None:
    [hit] = hits("CONTROL_NOT_IN_PLACE", case(risk(controls=(Control(text=text),))))
    assert hit.message.endswith(f' is listed as in place but worded as future ("{words}").')
    assert (hit.field, hit.part) == ("controls", Control(text=text))


@pytest.mark.parametrize(
    "text",
    [
        "Two signatures are required for any payment",
        "Policy ensures that breaches will be reported to the Board",
        "Any overspend will be reported within 21 days",
        "Training is given so that staff will need less supervision",
        "Change is planned, implemented and managed effectively",
        "Nurses call patients awaiting discharge",
        "Contingency plan to alleviate cost pressures that may arise",
        "Development board established in 2016",
    ],
)
def test_a_control_that_states_a_rule_or_exists_is_not(text: str) -> None:
    assert refs("CONTROL_NOT_IN_PLACE", case(risk(controls=(Control(text=text),)))) == []


@pytest.mark.parametrize("state", [ControlState.PLANNED, ControlState.PARTLY])
def test_a_control_that_says_it_is_not_in_place_is_honest(state: ControlState) -> None:
    control = Control(text="Scorecard being developed", state=state)
    assert refs("CONTROL_NOT_IN_PLACE", case(risk(controls=(control,)))) == []


def test_a_promise_that_passed_is_told_once() -> None:
    row = risk(controls=(Control(text="Monitoring to be in place from April 2016."),))
    assert refs("CONTROL_NOT_IN_PLACE", case(row)) == []
    assert refs("DATE_PASSED", case(row)) == ["1"]
    for as_at in (None, dt.date(2016, 3, 1)):
        assert refs("CONTROL_NOT_IN_PLACE", case(row, as_at=as_at)) == ["1"]


def test_controls_without_any_date_are_told_for_each_risk() -> None:
    found = case(
        risk("1", controls=(Control(text="Board set up"), Control(text="Section 75 agreement signed"))),
        risk("2", controls=(Control(text="Board set up"),)),
    )
    assert messages("CONTROL_UNDATED", found) == [
        "Not one of the 2 controls in place has a date implemented.",
        "The one control in place has no date implemented.",
    ]
    assert [hit.part for hit in hits("CONTROL_UNDATED", found)] == [Control(text="Board set up")] * 2


@pytest.mark.parametrize(
    "control",
    [
        Control(text="Board set up", implemented="March 2017"),
        Control(text="Board set up", implemented="from April 2016"),
        Control(text="Board set up on 3 May 2016"),
        Control(text="Framework was agreed in 2014"),
        Control(text="Reviewed by audit 03/05/16"),
        Control(text="Board set up", state=ControlState.PLANNED),
        Control(text="Board set up", state=ControlState.PARTLY),
    ],
)
def test_one_date_or_no_control_in_place_is_enough(control: Control) -> None:
    undated = () if control.state is not ControlState.IN_PLACE else (Control(text="Panel set up"),)
    assert refs("CONTROL_UNDATED", case(risk(controls=(control, *undated)), risk("2"))) == []


@pytest.mark.parametrize("implemented", ["soon", "On-going", "TBC"])
def test_what_is_no_date_dates_no_control(implemented: str) -> None:
    row = risk(controls=(Control(text="Board set up", implemented=implemented),))
    assert refs("CONTROL_UNDATED", case(row)) == ["1"]


def test_the_thurrock_registers_name_the_controls_still_to_come() -> None:
    rows = {name: {hit.risks[0].id for hit in hits("CONTROL_NOT_IN_PLACE", case(*load(name).risks))} for name in _NAMES}
    assert rows == {"thurrock-2017": {2, 7, 9}, "thurrock-2014": {1, 5, 7, 10, 12}}


def test_without_a_date_of_its_own_no_promise_of_the_draft_had_passed() -> None:
    found = case(*load("thurrock-2014").risks, as_at=None)
    assert {hit.risks[0].id for hit in hits("CONTROL_NOT_IN_PLACE", found)} == {1, 5, 7, 10, 11, 12}


_NAMES = ("thurrock-2017", "thurrock-2014")
