"""The dashboard: every open risk in one row, in the order of the board, with where it stands and which way it goes."""

import dataclasses
from collections.abc import Callable

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.reports.blocks import Turn
from riskdesk.reports.board.dashboard import dashboard
from riskdesk.reports.board.ordering import in_board_order
from riskdesk.reports.marks import Table
from riskdesk.reports.sources import Chapter, Count, Sources
from riskdesk.risks import Action, ActionStatus, Category, Owner, Risk, Score, Stage, Status
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, said
from tests.riskdesk.reports.sourced import PLAIN, after, checked, known, row_of, rows, shipped, table_of


def table(sources: Sources) -> Table:
    return table_of(checked(dashboard(sources, PLAIN)), "Every open risk in one row")


def titles(sources: Sources) -> list[str]:
    return [column.title for column in table(sources).columns]


def aged(ref: str, impact: int, likelihood: int, **facts: object) -> Risk:
    return one_of(ref, impact, likelihood, uuid=ref, **facts)


def test_the_year_stands_by_band_then_by_movement_then_by_reference(year: Sources) -> None:
    assert [row[0] for row in rows(table(year))] == ["2", "1", "3", "4", "9", "12", "5", "6", "7", "10"]
    assert row_of(table(year), "2") == {
        "Ref": "2",
        "Risk and owner": "Failure to check and reduce Delayed Transfers of Care (DTOC). / "
        "Strategic Lead (Commissioning and Procurement), and 1 other",
        "Residual": "12 High",
        "Target": "9 High",
        "Movement": "↑ Up from 8 Medium / ↑ up from 8 Medium in March 2018",
        "Appetite": "Above Medium",
        "Next milestone": "31 Jul 2018 / Co-ordinated action across the whole\xa0…",
        "Actions": "1 open / 2 done",
    }


def test_a_movement_is_told_since_the_last_period_and_over_the_last_four(
    year: Sources, month: Callable[[str], Sources]
) -> None:
    told = {row[0]: row[4] for row in rows(table(year))}
    assert told["1"] == "Same as before / ↓ down from 16 High in March 2018"
    assert told["7"] == "Same for 12 periods"
    assert told["3"] == "Same as before / ↓ down from 12 High in March 2018"
    june = {row[0]: row[4] for row in rows(table(month("June 2018")))}
    assert june["12"] == "Re-opened, same as before / ↓ down from 12 High in February 2018"
    assert june["3"] == "↓ Down from 12 High / ↓ down from 12 High in February 2018"


def test_what_is_late_and_what_is_next_is_told_by_its_day(year: Sources) -> None:
    told = {row[0]: row[-2:] for row in rows(table(year))}
    assert told["1"] == ["31 Dec 2018 / Development of key worker housing", "2 open / 1 late / 2 done"]
    assert told["12"] == ["None ahead / target date was 31 Mar 2018", "0 open / 2 done"]
    late = next(late for late in year.register.risks if late.ref == "1").open_actions[-1]
    assert late.days_late(year.register.as_at) == 31


def test_columns_that_would_say_nothing_are_left_out_and_named() -> None:
    thurrock, essex = shipped("thurrock-2017"), shipped("essex-2016")
    assert titles(thurrock) == ["Ref", "Risk and owner", "Residual", "Target", "Next milestone", "Actions"]
    assert titles(essex) == ["Ref", "Risk and owner", "Current", "Next milestone", "Actions"]
    [told] = said(checked(dashboard(essex, PLAIN)).blocks)
    assert told.startswith("20 open risks, one row each. The most severe band stands first")
    assert told.endswith(
        "Not recorded for any open risk, and so not shown: inherent rating, target rating and appetite. "
        "No earlier period was compared, so no movement is shown."
    )


def test_both_risks_of_one_reference_have_a_row() -> None:
    essex = rows(table(shipped("essex-2016")))
    assert [row[0] for row in essex].count("3") == 2
    assert len(essex) == 20
    assert len(rows(table(shipped("thurrock-2014")))) == 12


def test_three_ratings_lie_on_a_page_of_their_own() -> None:
    scores = {stage: Score(stage=stage, impact=2, likelihood=2) for stage in Stage}
    lying = checked(dashboard(known(register_of(dataclasses.replace(one_of("1"), scores=scores))), PLAIN))
    assert [column.title for column in table_of(lying, "Every open risk in one row").columns][2:5] == [
        "Inherent",
        "Current",
        "Target",
    ]
    assert [block.landscape for block in lying.blocks if isinstance(block, Turn)] == [True, False]
    assert not any(isinstance(block, Turn) for block in checked(dashboard(shipped("essex-2016"), PLAIN)).blocks)


def test_a_risk_that_moved_stands_before_those_of_its_band_that_did_not() -> None:
    before = register_of(aged("1", 4, 4), aged("2", 3, 3), aged("3", 1, 1))
    sources = after(before, register_of(aged("1", 4, 4), aged("2", 4, 3), aged("3", 2, 2), aged("4", 2, 2)))
    assert [risk.ref for risk in in_board_order(sources)] == ["2", "1", "3", "4"]
    assert [row[3] for row in rows(table(sources))] == [
        "↑ Up from 9 Medium",
        "Same as before",
        "↑ Up from 1 Low",
        "New",
    ]


def test_a_risk_without_a_rating_stands_last_and_says_so() -> None:
    sources = known(register_of(one_of("1"), one_of("2", 1, 1), appetite="Low"))
    assert [row[0:1] + row[2:4] for row in rows(table(sources))] == [
        ["2", "1 Low", "Within Low"],
        ["1", "not recorded", "Cannot be judged"],
    ]


def test_an_appetite_of_its_category_or_of_no_band_is_told() -> None:
    own = Category(name="Money", appetite="Low")
    sources = known(register_of(one_of("1", 3, 3, category=own), one_of("2", 3, 3), appetite="Cautious"))
    assert [row[3] for row in rows(table(sources))] == ["Above Low", "Cautious is no band of the scheme"]


def test_actions_and_milestones_of_every_sort() -> None:
    actions = (
        Action(text="Done", status=ActionStatus.DONE),
        Action(text="Late", due="1/1/2020"),
        Action(text="Coming", due="March 2020"),
        Action(text="Some day", due="soon"),
    )
    busy = one_of("1", 2, 2, actions=actions, target_date="1/3/2020", owners=(Owner(name="A"), Owner(name="B")))
    undated = one_of("2", 2, 2, actions=actions[3:])
    bare = one_of("3", 2, 2)
    told = rows(table(known(register_of(busy, undated, bare))))
    assert [row[-2:] for row in told] == [
        ["1 Mar 2020 / target date", "3 open / 1 late / 1 done"],
        ["Date not recorded / 1 open action without a date", "1 open / 0 done"],
        ["Date not recorded", "None"],
    ]
    undatable = table(known(register_of(busy, as_at=None)))
    assert rows(undatable)[0][-2:] == ["1 Jan 2020 / Late", "3 open / 1 done"], "without an as-at date none is past"


def test_only_open_risks_have_a_row_and_without_any_there_is_no_dashboard() -> None:
    closed, draft = one_of("2", 4, 4, status=Status.CLOSED), one_of("3", 4, 4, status=Status.DRAFT)
    assert [row[0] for row in rows(table(known(register_of(one_of("1", 1, 1), closed, draft))))] == ["1"]
    assert dashboard(known(register_of(closed, draft)), PLAIN) is None


def test_hostile_text_keeps_its_row() -> None:
    told = rows(table(known(hostile_register())))
    assert len(told) == 2
    assert "not recorded" in told[1][1]


def test_a_row_too_few_stops_the_paper() -> None:
    with pytest.raises(RiskDeskError, match="open risks on the dashboard"):
        Chapter("dashboard", (), (Count(2, 1, "open risks on the dashboard"),)).reconcile()


def test_a_period_of_another_scheme_is_no_movement() -> None:
    low = register_of(aged("1", 3, 2))
    scheme = low.scheme
    bands = (dataclasses.replace(scheme.bands[0], high=6), dataclasses.replace(scheme.bands[1], low=7), scheme.bands[2])
    sources = after(low, dataclasses.replace(low, scheme=dataclasses.replace(scheme, bands=bands, name="Other")))
    assert rows(table(sources))[0][3] == "By the scheme, from 6 Medium"
