"""The decision list: what a meeting decided, asked for and left open."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Decision, Meeting
from riskdesk.reports.decisions import DecisionsPaper, decisions_paper
from riskdesk.reports.issue import write_pdf
from riskdesk.reports.section import Section
from riskdesk.risks import Action
from tests.riskdesk.reports.months import EXECUTIVE, Clock, meet, write_quarter
from tests.riskdesk.reports.reading import bare, pdf_bytes, read
from tests.riskdesk.reports.registers import HOSTILE, one_of, register_of, texts

DAY = dt.date(2020, 3, 3)


def rows(section: Section) -> list[list[list[str]]]:
    return [[texts(cell) for cell in row] for row in section.table.rows]


@pytest.fixture
def paper(tmp_path: Path) -> DecisionsPaper:
    clock = Clock()
    with write_quarter(tmp_path / "f.riskdesk", clock) as store:
        number = meet(store, clock)
        return decisions_paper(store.register(), store.meeting(number))


def test_the_paper_says_which_committee_met_and_when(paper: DecisionsPaper) -> None:
    assert paper.cover.kind == f"Decisions of the {EXECUTIVE}, 27 September 2017"
    assert dict(paper.cover.facts) == {
        "Committee": EXECUTIVE,
        "Held on": "27 September 2017",
        "Period": "August 2017",
        "Register as at": "1 September 2017",
        "Recorded by": "Ann Author",
    }
    assert paper.cover.to_fill == ("Chair", "Minutes taken by", "Agreed on")
    assert paper.lead == (
        "4 risks were on the agenda and 3 decisions were recorded.",
        "1 decision changed a score and 1 new action was asked for. That score is the committee's, not the owner's.",
    )


def test_decisions_are_numbered_with_minute_risk_and_the_score_from_and_to(paper: DecisionsPaper) -> None:
    first, second, third = rows(paper.decisions)
    assert first[0] == ["1"]
    assert first[1] == ["6.2"]
    assert first[2][0] == "4"
    assert first[3] == ["Buy interim cover for six months and report monthly."]
    assert first[4] == ["Residual", "from 16 High (4 x 4)", "to 12 High (4 x 3)"]
    assert second[4] == ["not changed"]
    assert (third[2], third[4]) == (["In general"], ["no score"])


def test_new_actions_say_who_and_by_when(paper: DecisionsPaper) -> None:
    [row] = rows(paper.actions)
    assert row == [
        ["4"],
        ["Let the interim contract"],
        ["Strategic Lead (Commissioning and Procurement) (owner of the risk)"],
        ["31/10/2017"],
        ["6.2"],
    ]


def test_the_agenda_keeps_its_order_and_what_was_not_decided_is_named(paper: DecisionsPaper) -> None:
    assert [(row[1], row[4]) for row in rows(paper.agenda)] == [
        (["4"], ["Decision 1"]),
        (["1"], ["Nothing decided"]),
        (["3"], ["Decision 2"]),
        (["2"], ["Nothing decided"]),
    ]
    assert paper.undecided[0] == "Nothing was decided on 2 of 4 risks on the agenda:"
    assert paper.undecided[1].startswith("Risk 1: Workforce and capacity")


def test_everything_is_printed_in_its_order_as_a_draft_until_a_period_closes(
    paper: DecisionsPaper, tmp_path: Path
) -> None:
    target = tmp_path / "decisions.pdf"
    assert write_pdf(paper, target) == len(read(target.read_bytes()))
    sheets = read(pdf_bytes(paper))
    text = bare(" ".join(sheet.text.rsplit("\n", 2)[0] for sheet in sheets))
    places = [text.index(bare(told)) for told in (*paper.lead, "DecisionsNo.", "NewactionsRef", *paper.undecided)]
    assert places == sorted(places)
    assert all("Draft, not issued" in sheet.text.splitlines()[-2] for sheet in sheets)
    assert pdf_bytes(paper) == pdf_bytes(paper)


def test_a_meeting_that_decided_nothing_says_so() -> None:
    empty = decisions_paper(
        register_of(one_of("1", 4, 4)), Meeting(body="The Board", held_on=DAY, started_by="Ann", agenda=(1,))
    )
    assert empty.cover.kind == "Decisions of the Board, 3 March 2020"
    assert empty.lead == ("1 risk was on the agenda and no decisions were recorded.",)
    assert empty.decisions.lead == ("The meeting recorded no decision.",)
    assert empty.actions.lead == ("The meeting asked for no new action.",)
    assert empty.undecided == ("Nothing was decided on 1 of 1 risk on the agenda:", "Risk 1: Risk 1")
    assert len(read(pdf_bytes(empty))) == 1


def test_a_meeting_without_an_agenda_or_with_nothing_left_says_so() -> None:
    decision = Decision(meeting_id=1, risk_id=1, text="Noted", recorded_by="Ann")
    register = register_of(one_of("1", 4, 4))
    done = Meeting(body="Board", held_on=DAY, started_by="Ann", agenda=(1,), decisions=(decision,))
    assert decisions_paper(register, done).undecided == ("Something was decided on every risk on the agenda.",)
    bare_meeting = dataclasses.replace(done, agenda=())
    assert decisions_paper(register, bare_meeting).undecided == ("No risk was on the agenda.",)


def test_an_action_or_a_risk_that_is_gone_is_said_to_be_gone() -> None:
    decisions = (
        Decision(meeting_id=1, risk_id=1, action_id=99, text="Do it", recorded_by="Ann"),
        Decision(meeting_id=1, risk_id=77, action_id=98, text="Do that", recorded_by="Ann"),
    )
    meeting = Meeting(body="Board", held_on=DAY, started_by="Ann", agenda=(77,), decisions=decisions)
    paper = decisions_paper(register_of(one_of("1", 4, 4)), meeting)
    assert [row[1] for row in rows(paper.actions)] == [["This action is no longer in the register."]] * 2
    pdf_bytes(paper)


def test_hostile_and_endless_words_stay_on_the_page() -> None:
    action = Action(id=5, text=HOSTILE * 20, due=HOSTILE)
    decision = Decision(
        meeting_id=1, risk_id=1, action_id=5, minute="W" * 90, text="word " * 3_000 + "end", stage=HOSTILE,
        score_before="W" * 80, score_after=HOSTILE, recorded_by=HOSTILE,
    )  # fmt: skip
    shorter = dataclasses.replace(decision, text="word " * 100)
    decisions = (decision, *(shorter,) * 10)
    meeting = Meeting(body=HOSTILE * 5, held_on=DAY, started_by="", agenda=tuple(range(1, 20)), decisions=decisions)
    risks = [one_of(f"{HOSTILE} {number}", 4, 4, actions=(action,)) for number in range(1, 20)]
    sheets = read(pdf_bytes(decisions_paper(register_of(*risks, title=HOSTILE), meeting)))
    assert sum(sheet.text.split().count("word") for sheet in sheets) == 4_000
    for sheet in sheets:
        assert all(char["x0"] >= 50 and char["x1"] <= sheet.width - 46 for char in sheet.chars)
        assert all(char["top"] >= 20 and char["bottom"] <= sheet.height - 20 for char in sheet.chars)


@pytest.mark.parametrize("part", ["agenda", "decisions", "actions"])
def test_a_paper_that_lost_a_row_refuses_to_be_printed(paper: DecisionsPaper, part: str) -> None:
    section = getattr(paper, part)
    table = dataclasses.replace(section.table, rows=section.table.rows[1:])
    short = dataclasses.replace(section, table=table, said=len(table.rows))
    with pytest.raises(RiskDeskError, match="it was not written"):
        pdf_bytes(dataclasses.replace(paper, **{part: short}))
