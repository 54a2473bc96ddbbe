"""The board assurance framework: its columns, its gaps, and when it stands in the place of the risks' pages."""

from dataclasses import replace

import pytest

from riskdesk.publishing import House, Layout
from riskdesk.reports.blocks import Rows, Turn, Words
from riskdesk.reports.board.baf import baf_chapter
from riskdesk.reports.board.focus import risks_chapter
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.risks import Action, ActionStatus, AssuranceLine, Control, Objective, Owner, Status
from riskdesk.trail import Evidence
from tests.riskdesk.reports.documents import paper_of
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of
from tests.riskdesk.reports.sourced import PLAIN, checked, row_of, rows, shipped, table_of

CAPTION = "Each principal risk with its controls, assurances and the gaps in both"
CONTROLS = (
    Control(text="Weekly rota", gaps="None at night"),
    Control(text="Audit", assurance_line=AssuranceLine.THIRD, assurance="Report of May", assurance_gaps="No follow-up"),
)
ACTIONS = (
    Action(id=1, text="Raise the wage", due="31/01/2020", owner=Owner(name="Bob"), barrier="No budget"),
    Action(id=2, text="Hold a fair", due="31/03/2020"),
    Action(id=3, text="Ask", status=ActionStatus.DONE),
)
FULL = one_of(
    "1", 4, 3, cause="Wages are low", objective=Objective(name="Care at home"), owners=(Owner(name="Ann"),),
    controls=CONTROLS, actions=ACTIONS,
)  # fmt: skip


def nhs(sections: str = "") -> Request:
    return Request(layout=Layout(name="Board", house=House.NHS, sections=sections))


def framework(sources: Sources) -> Chapter:
    return checked(baf_chapter(sources, PLAIN))


def test_a_row_has_what_an_nhs_board_reads_each_under_its_own_heading() -> None:
    sources = Sources(register_of(FULL), evidence=Evidence(dues={1: ("On-going",)}))
    assert row_of(table_of(framework(sources), CAPTION), "1") == {
        "Ref": "1",
        "Principal risk": "Risk 1 / Cause: Wages are low",
        "Objective and lead": "Care at home / Lead / Ann",
        "Inherent": "not recorded",
        "Current": "12 High",
        "Target": "not recorded",
        "Controls": "Weekly rota / Audit",
        "Gaps in control": "None at night",
        "Assurances": "Line 3, independent / Report of May",
        "Gaps in assurance": "No follow-up",
        "Actions, due and owner": (
            "Raise the wage / Due 31/01/2020, first due On-going / Bob / Not started / 29 days late / "
            "Barrier: No budget / Hold a fair / Due 31/03/2020 / Not started / 1 done or given up"
        ),
    }


def test_gaps_and_assurances_bear_the_number_of_their_control() -> None:
    [row] = table_of(framework(Sources(register_of(FULL))), CAPTION).rows
    labels = [[getattr(item, "label", "") for item in cell] for cell in row[6:10]]
    assert labels == [["1.", "2."], ["1."], ["2.", " "], ["2."]]


def test_what_nobody_recorded_is_said_to_be_missing() -> None:
    chapter = framework(Sources(register_of(one_of("1", 2, 2), FULL)))
    assert set(rows(table_of(chapter, CAPTION))[1][7:]) == {"not recorded"}
    leads = [block.text for block in chapter.blocks if isinstance(block, Words)]
    assert leads[1].startswith(
        "1 risk has a gap in control recorded (1). 1 risk has a gap in assurance recorded (1). 1 risk has no assurance "
        "recorded (1)."
    )


def test_it_lies_and_what_follows_stands_again() -> None:
    blocks = framework(Sources(register_of(FULL))).blocks
    assert (blocks[0], blocks[-1]) == (Turn(landscape=True), Turn())


@pytest.mark.parametrize(("name", "number"), [("essex-2016", 20), ("thurrock-2017", 11), ("thurrock-2014", 12)])
def test_every_open_risk_of_a_real_register_has_its_row(name: str, number: int) -> None:
    assert len(table_of(framework(shipped(name)), CAPTION).rows) == number


def test_an_nhs_layout_prints_the_framework_in_place_of_the_risks() -> None:
    sources = Sources(register_of(FULL))
    for request in (nhs(), nhs("summary risks")):
        chapter = checked(risks_chapter(sources, request))
        assert chapter.key == "risks"
        assert any(isinstance(block, Rows) and block.caption == CAPTION for block in chapter.blocks)
    council = checked(risks_chapter(sources, Request(layout=replace(Layout(name="Board")))))
    assert not any(isinstance(block, Rows) and block.caption == CAPTION for block in council.blocks)


def test_a_layout_that_names_both_prints_both() -> None:
    chapter = checked(risks_chapter(Sources(register_of(FULL)), nhs("risks baf")))
    assert not any(isinstance(block, Rows) and block.caption == CAPTION for block in chapter.blocks)


def test_without_an_open_risk_there_is_none() -> None:
    assert baf_chapter(Sources(register_of(replace(FULL, status=Status.CLOSED))), PLAIN) is None


def test_the_years_gaps_are_told(year: Sources) -> None:
    told = row_of(table_of(framework(year), CAPTION), "1")
    assert told["Gaps in control"] == "The executive cannot hold providers to their recruitment plans"
    assert told["Gaps in assurance"] == "No independent check of the vacancy figures"
    assert told["Assurances"] == "Line 2, oversight / Quarterly market report to the executive"


def test_text_meant_to_break_a_page_is_printed() -> None:
    assert print_document(paper_of(*framework(Sources(hostile_register())).blocks)).pages > 3
