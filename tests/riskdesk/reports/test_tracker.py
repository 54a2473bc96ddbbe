"""The action tracker: late first, then by day, undated last, and what ended since the last closed period."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.moving import movement
from riskdesk.publishing import Layout
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Request, Sources
from riskdesk.reports.tracker import TrackerPaper, ended, tracker_paper
from riskdesk.risks import Action, ActionStatus, Owner, Status
from riskdesk.trail import Evidence
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of
from tests.riskdesk.reports.sourced import PLAIN, rows, shipped

ACTIONS = (
    Action(id=1, text="Next month", due="31/03/2020"),
    Action(id=2, text="A day late", due="28/02/2020", owner=Owner(name="Bob"), barrier="No budget"),
    Action(id=3, text="Some day", due="On-going"),
    Action(id=4, text="Two months late", due="Q3 2019/20", status=ActionStatus.IN_PROGRESS, progress=40),
    Action(id=5, text="Done", due="31/01/2020", status=ActionStatus.DONE, done_on=dt.date(2020, 1, 30)),
    Action(id=6, text="Given up", status=ActionStatus.CANCELLED),
    Action(id=7, text="Undated"),
)
RISK = one_of("1", 4, 4, owners=(Owner(name="Ann"),), actions=ACTIONS)
EVIDENCE = Evidence(dues={2: ("On-going", "31/12/2019"), 4: ("",)})


def tracker(sources: Sources) -> TrackerPaper:
    paper = tracker_paper(sources, PLAIN)
    paper.reconcile()
    return paper


def sections(sources: Sources) -> dict[str, list[list[str]]]:
    return {section.title: rows(section.table) for section in tracker(sources).sections}


def leads(sources: Sources) -> dict[str, tuple[str, ...]]:
    return {section.title: section.lead for section in tracker(sources).sections}


def test_late_stands_first_then_by_day_then_undated() -> None:
    found = sections(Sources(register_of(RISK), evidence=EVIDENCE))
    assert {title: [row[1] for row in each] for title, each in found.items()} == {
        "Late": ["Two months late", "A day late"],
        "Due": ["Next month"],
        "Without a date": ["Some day", "Undated"],
        "Done or given up so far": ["Done", "Given up"],
    }


def test_a_row_says_whose_it_is_when_it_was_due_before_and_what_stands_in_the_way() -> None:
    found = sections(Sources(register_of(RISK), evidence=EVIDENCE))
    assert found["Late"] == [
        ["1 / Risk 1", "Two months late", "Ann / owner of the risk", "Q3 2019/20 / until 31 Dec 2019", "60 days",
         "In progress, 40% done", "not recorded"],
        ["1 / Risk 1", "A day late", "Bob", "28/02/2020 / first due On-going, then 31/12/2019", "1 day", "Not started",
         "No budget"],
    ]  # fmt: skip
    assert [row[3:5] for row in found["Without a date"]] == [
        ["On-going / no end given", "cannot be judged"],
        ["not recorded", "cannot be judged"],
    ]


def test_what_is_said_counts_the_rows() -> None:
    assert leads(Sources(register_of(RISK), evidence=EVIDENCE)) == {
        "Late": ("2 open actions are late, as at 29 February 2020. 1 of them had another date before.",),
        "Due": ("1 open action is due, the next first.",),
        "Without a date": ("2 open actions have no date by which they can be judged.",),
        "Done or given up so far": ("1 action was done and 1 was given up so far.",),
    }
    kind = tracker(Sources(register_of(RISK))).document
    assert "Action tracker, as at 29 February 2020. 5 open actions" in set(kind.blocks[0].words)


def test_what_closed_and_draft_risks_left_open_is_told_apart_and_not_called_late() -> None:
    closed = replace(RISK, ref="2", status=Status.CLOSED, actions=(Action(text="Goes on", due="1/1/2020"),))
    draft = replace(RISK, ref="3", status=Status.DRAFT, actions=(Action(text="Perhaps"),))
    found = tracker(Sources(register_of(closed, draft)))
    others = found.sections[3]
    assert others.lead == ("2 open actions belong to risks that are closed or still a draft, and are not called late.",)
    assert [row[0].split(" / ")[-1] for row in rows(others.table)] == ["closed", "draft"]
    assert [row[4] for row in rows(others.table)] == ["not late", "cannot be judged"]
    assert found.sections[0].lead == ("No open actions are late, as at 29 February 2020.",)


def test_without_an_as_at_date_nothing_is_called_late() -> None:
    found = sections(Sources(register_of(RISK, as_at=None)))
    assert found["Late"] == []
    assert {row[4] for row in found["Due"]} == {"cannot be judged"}


def test_what_ended_is_told_since_the_last_closed_period() -> None:
    before = register_of(
        replace(RISK, actions=tuple(replace(each, status=ActionStatus.NOT_STARTED) for each in ACTIONS[:5]))
    )
    now = register_of(RISK)
    assert [task.action.text for task in ended(now, before)] == ["Done", "Given up"]
    assert ended(now, now) == ()
    sources = Sources(now, movement=movement(now, now))
    assert leads(sources)["Done or given up so far"] == ("No actions were done so far.",)


def test_the_years_actions_are_those_of_its_movement(year: Sources, month: Callable[[str], Sources]) -> None:
    found = leads(year)
    assert found["Late"] == ("5 open actions are late, as at 31 July 2018. All of them had another date before.",)
    for name in ("December 2017", "March 2018"):
        sources = month(name)
        assert sources.movement
        before = sources.movement.before
        done = {task.action.id for task in ended(sources.register, before) if task.action.status is ActionStatus.DONE}
        assert done >= {action.id for row in sources.movement.rows for action in row.completed} > set()


def test_real_registers_say_how_many_of_their_actions_can_be_judged() -> None:
    essex = leads(shipped("essex-2016"))
    assert essex["Due"] == ("No other open action has a date.",)
    assert essex["Without a date"] == ("20 open actions have no date by which they can be judged.",)
    thurrock = leads(shipped("thurrock-2017"))
    assert thurrock["Late"] == ("1 open action is late, as at 1 August 2017.",)
    assert thurrock["Due"] == ("13 open actions are due, the next first.",)
    assert thurrock["Without a date"] == ("2 open actions have no date by which they can be judged.",)


def test_the_paper_lies_and_wears_its_layout() -> None:
    layout = Layout(
        name="Board", colour="#1B4B72", head="Adults", foot="In large print on request", classification="Official"
    )
    document = tracker_paper(Sources(register_of(RISK)), Request(layout=layout)).document
    assert (document.landscape, document.colour, document.marking) == (True, "#1B4B72", "Official")
    assert list(document.blocks[-1].words) == ["In large print on request"]


def test_a_lost_row_stops_the_paper() -> None:
    paper = tracker(Sources(register_of(RISK)))
    first = paper.sections[0]
    lost = replace(first, table=replace(first.table, rows=first.table.rows[1:]))
    with pytest.raises(RiskDeskError, match="Late"):
        replace(paper, sections=(lost, *paper.sections[1:])).reconcile()
    with pytest.raises(RiskDeskError, match="open actions"):
        replace(paper, sections=paper.sections[1:], open_sections=2).reconcile()


def test_text_meant_to_break_a_page_is_printed() -> None:
    assert print_document(tracker(Sources(hostile_register())).document).pages > 1
