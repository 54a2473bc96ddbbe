"""Emerging and closed: drafts with who raised them, and what left with the reason and who closed it."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from riskdesk.reports.board.leaving import leaving_chapter
from riskdesk.reports.sources import Sources
from riskdesk.risks import Action, Owner, Status
from tests.riskdesk.reports.months import Clock, id_of, write_quarter
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, said
from tests.riskdesk.reports.sourced import PLAIN, after, checked, known, rows, shipped, table_of, told_by


def closed(sources: Sources) -> list[list[str]]:
    return rows(table_of(checked(leaving_chapter(sources, PLAIN)), "Closed"))


def words(sources: Sources) -> list[str]:
    return said(checked(leaving_chapter(sources, PLAIN)).blocks)


def test_the_year_says_who_closed_what_and_why(month: Callable[[str], Sources]) -> None:
    [may], [april] = closed(month("May 2018")), closed(month("April 2018"))
    assert may[0] == "12"
    assert may[2:] == [
        "8 Medium",
        "The winter of 2017/18 is over; the lessons are in the plan for the next",
        "Priya Nair / on 17 May 2018",
    ]
    assert april[3] == (
        "Merged into 3: Both are about understanding the plan; one owner reports on both / "
        "closed is not eliminated: 1 action goes on"
    )
    assert "Between March 2018 and April 2018, 1 risk left the register." in words(month("April 2018"))


def test_where_nothing_came_or_left_that_is_said(year: Sources) -> None:
    assert words(year) == [
        "No emerging risk is recorded: the register holds no draft.",
        "Since June 2018, no risks left the register.",
    ]
    assert words(shipped("thurrock-2017"))[1] == "No risks are closed in the register."
    assert leaving_chapter(known(register_of()), PLAIN) is None


def test_a_draft_says_who_raised_it_when_and_how_near_it_is() -> None:
    one = one_of("2", 2, 2, status=Status.DRAFT, raised_by="Bea Boss", raised_on=dt.date(2020, 1, 7))
    one = dataclasses.replace(one, proximity="Next winter", owners=(Owner(name="Head of Care"),))
    sources = known(register_of(one, one_of("1", status=Status.DRAFT)))
    assert words(sources)[0] == "2 emerging risks are drafts: they are not agreed yet and counted nowhere else."
    assert rows(table_of(checked(leaving_chapter(sources, PLAIN)), "Emerging")) == [
        ["1", "Risk 1 / owner not recorded", "not recorded", "not recorded / date not recorded"],
        ["2", "Risk 2 / Head of Care", "Next winter", "Bea Boss / 7 Jan 2020"],
    ]


def test_every_way_of_leaving_is_told_apart() -> None:
    def aged(ref: str, **facts: object) -> object:
        return one_of(ref, 3, 3, uuid=ref, **facts)

    before = register_of(*(aged(ref) for ref in "12345"))  # type: ignore[arg-type]
    now = register_of(
        aged("1", status=Status.CLOSED, closed_reason="Over", actions=(Action(text="Go on"),)),  # type: ignore[arg-type]
        aged("2", status=Status.CLOSED, closed_reason="Merged into 5: The same", merged_into=5),  # type: ignore[arg-type]
        aged("3", status=Status.DRAFT),  # type: ignore[arg-type]
        aged("5"),  # type: ignore[arg-type]
    )
    sources = after(before, now)
    assert [[row[0], row[2], row[3]] for row in closed(sources)] == [
        ["1", "9 Medium", "Over / closed is not eliminated: 1 action goes on"],
        ["2", "9 Medium", "Merged into 5: The same"],
        ["3", "9 Medium", "A draft again"],
        ["4", "9 Medium", "Not in the register any more, without having been closed"],
    ]
    assert words(sources)[-1] == (
        "Since 29 February 2020, 4 risks left the register: 1 closed, 1 merged, 1 vanished, 1 made a draft again."
    )


def test_without_an_earlier_period_all_that_is_closed_is_told() -> None:
    sources = known(register_of(one_of("1", 2, 2, status=Status.CLOSED, closed_on=dt.date(2020, 1, 2))))
    assert closed(sources) == [["1", "Risk 1", "4 Low", "not recorded", "not recorded / on 2 January 2020"]]


def test_the_log_tells_who_closed_it_also_after_another_time(tmp_path: Path) -> None:
    clock = Clock()
    with write_quarter(tmp_path / "f.riskdesk", clock) as store:
        store.author = "Cas Chief"
        store.close_risk(id_of(store, "6"), "Over.", store.today)
        assert closed(told_by(store))[0][4] == "Cas Chief / on 6 September 2017"
        store.undo()
        assert store.evidence().closed.keys() == {id_of(store, "5")}
        store.redo()
        store.reopen_risk(id_of(store, "6"), "Not over.")
        store.author = "Dee Deputy"
        store.close_risk(id_of(store, "6"), "Over now.", store.today)
        assert closed(told_by(store))[0][3:] == [
            "Over now. / closed is not eliminated: 1 action goes on",
            "Dee Deputy / on 6 September 2017",
        ]


def test_hostile_text_keeps_its_row() -> None:
    assert len(closed(known(hostile_register()))) == 1
