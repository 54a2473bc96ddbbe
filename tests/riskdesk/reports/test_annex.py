"""The register paper's facts: what each row says, and in which order."""

import dataclasses
import datetime as dt

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.reports.annex import register_paper
from riskdesk.reports.marks import Line, Tone
from riskdesk.risks import Action, ActionStatus, Control, ControlState, Owner, Status
from tests.riskdesk.reports.registers import one_of, register_of, sample, texts


def column(name: str, *risks: object, row: int = 0, **facts: object) -> list[str]:
    paper = register_paper(register_of(*risks, **facts))  # type: ignore[arg-type]
    place = [found.key for found in paper.table.columns].index(name)
    return texts(paper.table.rows[row][place])


def test_columns_are_those_of_the_real_registers_in_the_words_of_the_register() -> None:
    titles = [found.title for found in register_paper(sample("thurrock-2017")).table.columns]
    assert titles == [
        "Ref", "Risk", "Existing actions (controls)", "Impact", "Likelihood", "Residual rating",
        "Further action", "Target rating", "Target date", "Owner",
    ]  # fmt: skip
    essex = [found.key for found in register_paper(sample("essex-2016")).table.columns]
    assert essex.index("likelihood") < essex.index("impact")


def test_the_first_row_of_thurrock_2017_says_everything_its_source_said() -> None:
    row = register_paper(sample("thurrock-2017")).table.rows[0]
    assert texts(row[0]) == ["1"]
    assert texts(row[3]) == ["4", "Critical"]
    assert texts(row[5]) == ["12 High", "stated 16"]
    assert texts(row[6])[0] == "Development of key worker housing"
    assert [item.label for item in row[6] if isinstance(item, Line)] == ["1.", "2.", "3."]
    assert texts(row[7]) == ["12 High"]
    assert texts(row[8]) == ["On-going 2017-19"]
    assert texts(row[9]) == [
        "Strategic Lead (Commissioning and Procurement)", "accountable", "with Director of Commissioning Thurrock CCG",
    ]  # fmt: skip


def test_what_is_not_recorded_is_said_never_left_blank() -> None:
    paper = register_paper(register_of(dataclasses.replace(one_of("1"), description="")))
    for place, cell in enumerate(paper.table.rows[0][1:], 1):
        assert texts(cell) == ["not recorded"], paper.table.columns[place]


@pytest.mark.parametrize("name", ["thurrock-2014", "thurrock-2017", "essex-2016"])
def test_no_cell_of_a_sample_is_blank(name: str) -> None:
    for row in register_paper(sample(name)).table.rows:
        assert all(text.strip() for cell in row for text in texts(cell))


def test_rows_stand_by_band_then_rating_then_reference_and_unrated_ones_last() -> None:
    risks = [one_of("x"), one_of("10", 2, 2), one_of("2", 2, 2), one_of("3", 4, 3), one_of("4", 4, 4)]
    paper = register_paper(register_of(*risks))
    assert [texts(row[0])[0] for row in paper.table.rows] == ["4", "3", "2", "10", "x"]
    assert paper.lead[1].endswith("Risks with the same rating are not ranked among themselves.")


def test_drafts_stand_with_the_open_risks_and_closed_ones_after_them_with_the_reason() -> None:
    draft = one_of("2", 1, 1, status=Status.DRAFT)
    closed = one_of("3", 4, 4, status=Status.CLOSED, closed_on=dt.date(2020, 1, 3), closed_reason="Merged with 1")
    paper = register_paper(register_of(one_of("1", 2, 2), draft, closed))
    assert [texts(row[0]) for row in paper.table.rows] == [["1"], ["2", "Draft"]]
    assert [texts(cell) for cell in paper.closed.rows[0]][3:5] == [["3 January 2020"], ["Merged with 1"]]
    assert paper.lead[0] == "1 open risk and 1 draft risk. 1 closed risk is listed after them."


def test_a_control_says_its_state_and_the_date_implemented() -> None:
    controls = (
        Control(text="Policy", implemented="April 2016"),
        Control(text="Scorecard", state=ControlState.PLANNED),
        Control(text="Forum"),
    )
    assert column("controls", one_of("1", 2, 2, controls=controls)) == [
        "Policy", "Implemented April 2016", "Scorecard", "Planned", "Forum",
    ]  # fmt: skip
    notes = register_paper(register_of(one_of("1", 2, 2, controls=controls))).notes
    assert "Dates implemented are printed where recorded: 1 of 3 controls has one." in notes


def test_an_action_says_when_it_is_due_how_it_stands_and_how_late_it_is() -> None:
    actions = (
        Action(text="A", due="January 2020", owner=Owner(name="Head of Care")),
        Action(text="B", due="1/4/2020", status=ActionStatus.IN_PROGRESS, progress=40),
        Action(text="C", status=ActionStatus.DONE, done_on=dt.date(2020, 1, 9)),
        Action(text="D"),
    )
    assert column("actions", one_of("1", 2, 2, actions=actions)) == [
        "A", "Due January 2020; Head of Care", "29 days late",
        "B", "In progress, 40% done; due 1/4/2020",
        "C", "Done 9 January 2020",
        "D", "Due not recorded",
    ]  # fmt: skip


def test_a_due_date_that_is_the_target_date_is_printed_once() -> None:
    risk = one_of("1", 2, 2, target_date="June 2020", actions=(Action(text="A", due="June 2020"),))
    assert column("actions", risk) == ["A"]
    assert any("is not the target date" in note for note in register_paper(register_of(risk)).notes)


def test_cause_event_and_effect_are_printed_beside_the_description_and_the_money() -> None:
    risk = one_of(
        "1", 2, 2, cause="Low pay", effect="Late care", financial_likely=100_000, financial_narrative="3% of the plan",
        bearer="Council",
    )  # fmt: skip
    assert column("risk", risk) == [
        "Risk 1", "Cause: Low pay", "Effect: Late care", "Financial impact: likely £100,000; 3% of the plan",
        "Who bears the money: Council",
    ]  # fmt: skip


def test_a_level_outside_the_scheme_is_shown_and_not_corrected() -> None:
    assert column("impact", one_of("1", 9, 2)) == ["9", "not a level of the scheme"]
    assert column("rating", one_of("1", 9, 2)) == ["impact 9 is not a level of the scheme"]


def test_quiet_words_are_set_quietly() -> None:
    cell = register_paper(register_of(one_of("1"))).table.rows[0][8]
    assert cell == (Line("not recorded", Tone.META),)


def test_a_paper_that_lost_a_row_refuses_to_be_printed() -> None:
    paper = register_paper(sample("thurrock-2017"))
    table = dataclasses.replace(paper.table, rows=paper.table.rows[1:])
    with pytest.raises(RiskDeskError, match="it was not written"):
        dataclasses.replace(paper, table=table).reconcile()
