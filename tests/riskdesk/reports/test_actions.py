"""The actions of a board paper: late first with the old dates and the new, then due next, re-dated and completed."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Meeting
from riskdesk.periods import ReviewCycle
from riskdesk.proceedings import Proceedings
from riskdesk.reports.board.actions import actions_chapter
from riskdesk.reports.marks import Table
from riskdesk.reports.sources import Sources
from riskdesk.risks import Action, ActionStatus, Owner, Status
from riskdesk.trail import Evidence
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, said
from tests.riskdesk.reports.sourced import PLAIN, after, checked, headings, known, rows, shipped, table_of

LATE = "Actions that are late, the latest first"
UNDATED = "Open risks with actions that have no date to be judged by"
LEAD = (Owner(name="Director of Finance"),)


def table(sources: Sources, caption: str) -> Table:
    return table_of(checked(actions_chapter(sources, PLAIN)), caption)


def words(sources: Sources) -> list[str]:
    return said(checked(actions_chapter(sources, PLAIN)).blocks)


def test_late_actions_are_listed_latest_first_with_owner_barrier_and_dates() -> None:
    late = (
        Action(text="Soon due", due="March 2020"),
        Action(text="Late", due="January 2020", id=8, barrier="The contract is not signed."),
        Action(text="Later still", due="31/12/2019", owner=Owner(name="Head of Care")),
    )
    sources = known(register_of(one_of("7", 2, 2, actions=late, owners=LEAD)))
    sources = dataclasses.replace(sources, evidence=Evidence(dues={8: ("June 2019", "1/10/2019")}))
    assert rows(table(sources, LATE)) == [
        ["7", "60", "Later still / what stands in the way is not recorded", "31/12/2019", "Head of Care"],
        [
            "7",
            "29",
            "Late / The contract is not signed.",
            "January 2020 / until 31 January 2020 / before: June 2019 and 1/10/2019",
            "Director of Finance (owner of the risk)",
        ],
    ]
    assert words(sources)[0] == "2 of 3 open actions were late on 29 February 2020, the longest by 60 days (risk 7)."


def test_the_year_tells_the_old_dates_and_the_new(year: Sources) -> None:
    assert [row[:2] for row in rows(table(year, LATE))] == [
        ["6", "212"], ["3", "122"], ["4", "122"], ["9", "122"], ["1", "31"],
    ]  # fmt: skip
    assert rows(table(year, LATE))[2][3] == "31/03/2018 / before: On-going 2017-19 and 31/12/2017"
    assert rows(table(year, "Given a new date")) == [
        [
            "1",
            "Development of key worker housing",
            "30/09/2018",
            "31/12/2018",
            "Moved for the third time, first due On-going 2017-19",
        ]
    ]
    assert rows(table(year, "Due next"))[0][:2] == [
        "2", "31 Jul 2018 / before: On-going 2017-19, 31/01/2018 and 30/04/2018",
    ]  # fmt: skip
    assert "1 open action is due by 31 August 2018, one review cycle on." in words(year)
    assert words(year)[-1] == "Since June 2018, no actions were completed."
    assert headings(checked(actions_chapter(year, PLAIN))) == ["Actions", "Due next", "Given a new date"]


def test_what_was_completed_since_the_last_issue_says_when_and_when_it_was_due(
    month: Callable[[str], Sources],
) -> None:
    done = rows(table(month("March 2018"), "Completed"))
    assert [row[0] for row in done] == ["4", "7", "8"], "a risk that was closed since finished its action too"
    assert done[0][1:4] == ["17 March 2018", "Write the fee uplift into the contracts for 2018/19", "31/03/2018"]
    assert "Between February 2018 and March 2018, 3 actions were completed." in words(month("March 2018"))


def due(*dues: str, **facts: object) -> Sources:
    actions = tuple(Action(text=f"Do {text}", due=text) for text in dues)
    return known(register_of(one_of("1", 2, 2, actions=actions, owners=LEAD), **facts))


def test_what_is_due_next_reaches_to_the_end_of_one_cycle() -> None:
    days = ("29/2/2020", "29/3/2020", "30/3/2020", "28/2/2020")
    assert [row[1] for row in rows(table(due(*days), "Due next"))] == ["29 Feb 2020", "29 Mar 2020"]
    quarterly = due(*days, review_cycle=ReviewCycle.QUARTERLY)
    assert "3 open actions are due by 29 May 2020, one review cycle on." in words(quarterly)


def test_a_planned_meeting_is_what_actions_are_due_before() -> None:
    meeting = Meeting(id=1, body="Board", held_on=dt.date(2020, 3, 10), started_by="Ann")
    sources = dataclasses.replace(due("5/3/2020", "20/3/2020"), proceedings=Proceedings(meetings=(meeting,)))
    assert "1 open action is due by the meeting of 10 March 2020." in words(sources)
    assert [row[2] for row in rows(table(sources, "Due next"))] == ["Do 5/3/2020"]


def test_nothing_is_late_or_next_where_the_as_at_date_is_not_recorded() -> None:
    sources = due("1/1/1999", as_at=None)
    assert words(sources) == [
        "The as-at date is not recorded, so no action can be called late.",
        "Every open action has a date by which it can be judged.",
    ]


def test_actions_without_a_usable_date_are_listed_by_risk_in_their_own_words() -> None:
    sources = due("On-going", "soon", "", "31/3/2020")
    assert rows(table(sources, UNDATED)) == [
        [
            "1",
            "Risk 1",
            "3 of 4",
            "“On-going”, no end given (1) / “soon”, not a date (1) / Not recorded (1)",
            "Director of Finance",
        ]
    ]
    assert "Without a date" in headings(checked(actions_chapter(sources, PLAIN)))


def test_one_cause_for_all_is_one_sentence() -> None:
    assert words(shipped("essex-2016")) == [
        "The as-at date is not recorded, so no action can be called late.",
        ("None of the 20 open actions has a date by which it can be judged. What is written is the same for all: "
        "not recorded."),
    ]  # fmt: skip


def test_the_real_registers_keep_their_numbers() -> None:
    assert rows(table(shipped("thurrock-2017"), LATE))[0][:2] == ["6", "123"]
    assert len(rows(table(shipped("thurrock-2017"), UNDATED))) == 2
    assert actions_chapter(shipped("thurrock-2014"), PLAIN) is None, "it has no actions at all"


def test_closed_risks_have_no_late_actions_and_an_empty_register_no_chapter() -> None:
    closed = one_of("1", 2, 2, status=Status.CLOSED, actions=(Action(text="Old", due="1/1/2019"),))
    assert actions_chapter(known(register_of(closed)), PLAIN) is None
    assert actions_chapter(known(register_of()), PLAIN) is None


def test_what_was_done_is_told_though_nothing_is_left() -> None:
    action = Action(text="Do it", uuid="a")
    one = one_of("1", 2, 2, uuid="u", actions=(action,))
    done = dataclasses.replace(one, actions=(dataclasses.replace(action, status=ActionStatus.DONE),))
    told = rows(table(after(register_of(one), register_of(done)), "Completed"))
    assert told == [["1", "date not recorded", "Do it", "not recorded", "not recorded"]]


def test_hostile_text_keeps_its_rows() -> None:
    assert len(rows(table(known(hostile_register()), LATE))) == 1


def test_a_row_too_few_stops_the_paper(year: Sources) -> None:
    chapter = checked(actions_chapter(year, PLAIN))
    lost = dataclasses.replace(chapter.counts[0], printed=4)
    with pytest.raises(RiskDeskError, match="5 late actions"):
        dataclasses.replace(chapter, counts=(lost,)).reconcile()
