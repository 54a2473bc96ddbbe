"""What is above the appetite or was raised: why, since when, what would bring it back, who decides and by when."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Meeting
from riskdesk.reports.board.above import above_chapter
from riskdesk.reports.sources import Sources
from riskdesk.risks import Action, ActionStatus, Score, Stage
from riskdesk.store import Store
from tests.riskdesk.reports.months import BOARD, EXECUTIVE, MADE_UP, Clock, found, id_of, write_quarter
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, said
from tests.riskdesk.reports.sourced import (
    PLAIN,
    checked,
    for_body,
    headings,
    known,
    row_of,
    rows,
    shipped,
    table_of,
    told_by,
)

TABLE = "Risks above the appetite or raised to a forum"


def told(sources: Sources, ref: str) -> dict[str, str]:
    return row_of(table_of(checked(above_chapter(sources, PLAIN)), TABLE), ref)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return write_quarter(tmp_path / "f.riskdesk", Clock())


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """The same for those who only read it."""
    with write_quarter(tmp_path_factory.mktemp("quarter") / "f.riskdesk", Clock()) as store:
        return told_by(store)


def test_the_year_says_of_each_risk_why_since_when_and_who_decides(year: Sources) -> None:
    chapter = checked(above_chapter(year, PLAIN))
    assert said(chapter.blocks)[:2] == [
        "2 open risks are above the appetite.",
        "1 risk is raised to a forum.",
    ]
    assert [row[0] for row in rows(table_of(chapter, TABLE))] == ["2", "1"]
    assert list(told(year, "2").values())[2:] == [
        "12 High / Medium or lower accepted",
        "Above since 24 July 2018",
        "Target 9 High / itself above the appetite / was to be reached by 31 Jan 2018 / 1 open action, due 31 Jul 2018",
        "Health and Wellbeing Board / by rule, not raised there / meeting not recorded, review due 24 Aug 2018",
    ]
    assert list(told(year, "1").values())[2:] == [
        "12 High / Medium or lower accepted / High, and the market cannot be mended by the executive alone",
        "Above at every closing since July 2017 (12 periods) / Raised 24 Aug 2017",
        (
            "Target 12 High / itself above the appetite / was to be reached by 31 Mar 2018 / 2 open actions, the last "
            "due 31 Dec 2018 / 1 late"
        ),
        "Health and Wellbeing Board / raised by Priya Nair / meeting not recorded, review due 24 Aug 2018",
    ]


def test_since_when_is_by_the_log_and_by_what_was_closed(month: Callable[[str], Sources]) -> None:
    march, november = month("March 2018"), month("November 2017")
    assert told(march, "12")["Since"].startswith("Above at every closing since November 2017 (5 periods)")
    assert told(november, "12")["Since"] == "Above since it is new"
    assert told(november, "4")["Since"].startswith("Above since 16 September 2017")
    assert told(month("July 2017"), "1")["Since"] == "Above since it was first scored, 1 August 2017"


def test_a_risk_that_came_back_and_rose_again_counts_from_the_last_time(store: Store) -> None:
    store.rate_risk(id_of(store, "4"), Stage.CURRENT, 2, 2, reason="Better")
    store.rate_risk(id_of(store, "4"), Stage.CURRENT, 4, 4, reason="Worse")
    assert told(told_by(store), "4")["Since"].startswith("Above since 6 September 2017")


def banded(store: Store, low: int, medium: int) -> None:
    """Other bands: Low and Medium reach up to these ratings."""
    scheme = store.register().scheme
    first, second, third = scheme.bands
    bands = (replace(first, high=low), replace(second, low=low + 1, high=medium), replace(third, low=medium + 1))
    store.change_scheme(replace(scheme, bands=bands, name=f"Up to {low} and {medium}"))


def test_a_risk_that_only_the_scheme_brought_above_again_was_not_moved_there(store: Store) -> None:
    store.rate_risk(id_of(store, "4"), Stage.CURRENT, 2, 2, reason="Better")
    banded(store, 2, 3)
    assert told(told_by(store), "4")["Since"].startswith("Above since August 2017")


def test_a_closing_at_which_it_stood_within_ends_what_the_log_tells(tmp_path: Path) -> None:
    clock = Clock()
    with write_quarter(tmp_path / "f.riskdesk", clock) as store:
        banded(store, 4, 16 - 1)
        store.rate_risk(id_of(store, "4"), Stage.CURRENT, 4, 4, reason="Still")
        clock.set(10, 2)
        store.open_period("September 2017", dt.date(2017, 10, 1))
        banded(store, 4, 8)
        for levels in ((2, 2), (4, 3)):
            store.rate_risk(id_of(store, "2"), Stage.CURRENT, *levels, reason="Better, then worse")
        banded(store, 4, 12)
        store.close_period(acceptance=MADE_UP)
        banded(store, 4, 8)
        assert told(told_by(store), "2")["Since"] == "Above since the last closing"
        assert told(told_by(store), "4")["Since"].startswith("Above since 4 September 2017")


def test_without_an_appetite_a_forum_or_a_plan_there_is_no_chapter() -> None:
    assert above_chapter(shipped("thurrock-2017"), PLAIN) is None
    assert above_chapter(known(register_of()), PLAIN) is None
    assert above_chapter(known(hostile_register()), PLAIN) is None, "an appetite that is no band parts nothing"


def test_a_register_within_its_appetite_says_so() -> None:
    chapter = checked(above_chapter(known(register_of(one_of("1", 1, 1), appetite="Medium")), PLAIN))
    assert said(chapter.blocks) == ["No open risks are above the appetite."]


def test_what_would_bring_it_back_says_what_is_missing() -> None:
    bare = one_of("1", 4, 4, actions=(Action(text="A", due="soon"), Action(text="B", due="1/1/2020")))
    target = {Stage.TARGET: Score(stage=Stage.TARGET, impact=1, likelihood=1)}
    aimed = one_of("2", 4, 4, target_date="in time")
    aimed = dataclasses.replace(aimed, scores={**aimed.scores, **target})
    sources = known(register_of(bare, aimed, appetite="Low"))
    assert told(sources, "1")["What would bring it back"] == (
        "Target not recorded / 2 open actions, the last due 1 Jan 2020 / 1 late / 1 without a date"
    )
    assert told(sources, "2")["What would bring it back"] == "Target 1 Low / in time / No open action"
    assert told(sources, "2")["Who decides, by when"] == "Forum not recorded / review not recorded"
    assert told(sources, "2")["Since"] == "Above since when is not recorded"


def test_what_was_raised_says_to_whom_by_whom_when_and_why(quarter: Sources) -> None:
    sources = quarter
    assert told(sources, "4")["Why it is here"].endswith(
        "The only provider for the east of the borough leaves in November."
    )
    assert "Raised 4 Sep 2017" in told(sources, "4")["Since"]
    assert told(sources, "1")["Who decides, by when"].startswith(f"{EXECUTIVE} / raised by Ann Author / ")
    assert told(sources, "3")["Who decides, by when"].startswith(f"{BOARD} / by rule, not raised there")


def test_the_meeting_that_decides_is_the_forums_next_or_this_one(quarter: Sources) -> None:
    sources = quarter
    days = (dt.date(2017, 10, 26), dt.date(2017, 9, 28), dt.date(2017, 8, 1))
    meetings = tuple(Meeting(id=n, body=BOARD, held_on=day, started_by="Ann") for n, day in enumerate(days, 1))
    sources = dataclasses.replace(sources, proceedings=dataclasses.replace(sources.proceedings, meetings=meetings))
    assert told(sources, "4")["Who decides, by when"].endswith("meets 28 Sep 2017")
    here = row_of(table_of(checked(above_chapter(sources, for_body(BOARD))), TABLE), "4")
    assert here["Who decides, by when"].endswith("at this meeting")


def test_what_was_lowered_is_not_raised_any_more(store: Store) -> None:
    store.lower_escalation(1, "The posts are filled.")
    sources = told_by(store)
    assert said(checked(above_chapter(sources, PLAIN)).blocks)[1] == "1 risk is raised to a forum."
    assert "Raised" not in told(sources, "1")["Since"]


def test_what_a_rule_sends_to_a_forum_and_nobody_raised_is_listed(store: Store) -> None:
    missing = table_of(checked(above_chapter(told_by(store), PLAIN)), "Not raised where the rule sends them")
    assert [(row[0], *row[-2:]) for row in rows(missing)] == [
        ("1", f"{BOARD} / sees High and higher", EXECUTIVE),
        ("3", f"{BOARD} / sees High and higher", "Not raised"),
    ]
    for ref in ("1", "3"):
        store.escalate_risk(id_of(store, ref), 2, "By rule.")
    chapter = checked(above_chapter(told_by(store), PLAIN))
    assert "Every open risk that belongs to a forum by rule is raised there." in said(chapter.blocks)


def test_a_remedial_plan_says_its_deadline_and_where_it_stands(store: Store) -> None:
    [row] = rows(table_of(checked(above_chapter(told_by(store), PLAIN)), "Remedial action plans"))
    assert row[0] == "3"
    assert row[2:] == ["21 Aug 2017", "11/09/2017 / 21 days after it was noticed", "Not started / ICE"]
    plan = store.proceedings().plans[0]
    store.edit_action(plan.action_id, {"status": ActionStatus.DONE, "progress": 100})
    chapter = checked(above_chapter(told_by(store), PLAIN))
    assert said(chapter.blocks)[-1] == (
        "No remedial action plans are still to be carried out. 1 was carried out or given up."
    )


def test_a_closed_risk_that_is_still_raised_says_that_it_is_closed(store: Store) -> None:
    store.close_risk(id_of(store, "1"), "Over.", store.today)
    assert found(store, "1").closed_reason == "Over."
    chapter = checked(above_chapter(told_by(store), PLAIN))
    assert [row[0] for row in rows(table_of(chapter, TABLE))] == ["3", "4", "1 / closed"]


def test_a_row_too_few_stops_the_paper(quarter: Sources) -> None:
    chapter = checked(above_chapter(quarter, PLAIN))
    lost = dataclasses.replace(chapter.counts[0], printed=chapter.counts[0].printed - 1)
    with pytest.raises(RiskDeskError, match="above the appetite"):
        dataclasses.replace(chapter, counts=(lost, *chapter.counts[1:])).reconcile()


def test_the_parts_stand_in_the_order_of_what_asks_most(quarter: Sources) -> None:
    assert headings(checked(above_chapter(quarter, PLAIN))) == [
        "Above appetite and escalations",
        "Not raised where the rule sends them",
        "Remedial action plans",
    ]
