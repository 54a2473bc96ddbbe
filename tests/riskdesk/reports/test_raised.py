"""What a board is asked to see: above the appetite, raised or not raised to forums, remedial action plans."""

import dataclasses
from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.proceedings import Proceedings
from riskdesk.reports.content import board_paper
from riskdesk.reports.layout import pdf_bytes
from riskdesk.reports.section import Section
from riskdesk.risks import ActionStatus
from riskdesk.store import Store
from tests.riskdesk.reports.months import BOARD, EXECUTIVE, Clock, found, id_of, write_quarter
from tests.riskdesk.reports.reading import bare, read
from tests.riskdesk.reports.registers import one_of, register_of, texts


def sections(store: Store) -> dict[str, Section]:
    return {each.title: each for each in board_paper(store.register(), None, store.proceedings()).raised}


def rows(section: Section) -> list[list[str]]:
    return [[text for cell in row for text in texts(cell)] for row in section.table.rows]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return write_quarter(tmp_path / "f.riskdesk", Clock())


def test_without_appetite_forums_or_plans_there_is_no_section() -> None:
    assert board_paper(register_of(one_of("1", 4, 4)), None, Proceedings()).raised == ()


def test_without_proceedings_only_the_appetite_is_told() -> None:
    [only] = board_paper(register_of(one_of("1", 4, 4), one_of("2", 1, 1), appetite="Medium")).raised
    assert only.lead == ("1 open risk is above the appetite.",)
    assert rows(only) == [["1", "Risk 1", "16 High", "Medium or lower"]]


def test_a_register_within_its_appetite_says_so() -> None:
    [only] = board_paper(register_of(one_of("1", 1, 1), appetite="Medium")).raised
    assert only.lead == ("No open risks are above the appetite.",)


def test_each_risk_above_the_appetite_says_where_it_was_raised_to(store: Store) -> None:
    told = {row[0]: row[-1] for row in rows(sections(store)["Above the appetite"])}
    assert told == {"4": BOARD, "1": EXECUTIVE, "3": "Not raised"}


def test_what_was_raised_says_since_when_why_and_by_whom_the_highest_forum_first(store: Store) -> None:
    raised = sections(store)["Raised to forums"]
    assert raised.lead == ("2 risks are raised to a forum just now.",)
    assert [row[2:] for row in rows(raised)] == [
        [BOARD, "4 Sep 2017", "The only provider for the east of the borough leaves in November.",
         "raised by Ann Author"],
        [EXECUTIVE, "2 Aug 2017", "Care homes cannot fill one post in five.", "raised by Ann Author"],
    ]  # fmt: skip


def test_what_was_lowered_is_not_raised_any_more(store: Store) -> None:
    store.lower_escalation(1, "The posts are filled.")
    assert [row[0] for row in rows(sections(store)["Raised to forums"])] == ["4"]


def test_what_a_rule_sends_to_a_forum_and_nobody_raised_is_listed(store: Store) -> None:
    missing = sections(store)["Not raised where the rule sends them"]
    assert missing.lead == ("2 open risks belong to a forum by rule and are not raised there.",)
    assert [(row[0], *row[-3:]) for row in rows(missing)] == [
        ("1", BOARD, "sees High and higher", EXECUTIVE),
        ("3", BOARD, "sees High and higher", "Not raised"),
    ]
    for ref in ("1", "3"):
        store.escalate_risk(id_of(store, ref), 2, "By rule.")
    missing = sections(store)["Not raised where the rule sends them"]
    assert missing.lead == ("Every open risk that belongs to a forum by rule is raised there.",)


def test_a_remedial_plan_says_its_deadline_and_where_it_stands(store: Store) -> None:
    [row] = rows(sections(store)["Remedial action plans"])
    assert row[0] == "3"
    assert row[3:] == ["21 Aug 2017", "11/09/2017", "21 days after it was noticed", "Not started", "ICE"]
    store.edit_register({"as_at": store.today})
    late = rows(sections(store)["Remedial action plans"])[0]
    assert not any("late" in text for text in late), "6 September is before the deadline"
    plan = store.proceedings().plans[0]
    store.edit_action(plan.action_id, {"status": ActionStatus.DONE, "progress": 100})
    done = sections(store)["Remedial action plans"]
    assert done.lead == ("No remedial action plans are still to be carried out. 1 other was carried out or given up.",)


def test_a_closed_risk_that_is_still_raised_says_that_it_is_closed(store: Store) -> None:
    store.close_risk(id_of(store, "1"), "Over.", store.today)
    assert found(store, "1").closed_reason == "Over."
    assert ["1", "closed"] in [row[:2] for row in rows(sections(store)["Raised to forums"])]


def test_every_word_is_printed_and_a_lost_row_stops_the_paper(store: Store) -> None:
    paper = board_paper(store.register(), None, store.proceedings())
    text = bare(" ".join(sheet.text.rsplit("\n", 2)[0] for sheet in read(pdf_bytes(paper))))
    for section in paper.raised:
        for told in (section.title, *section.lead):
            assert bare(told) in text
    first = paper.raised[0]
    table = dataclasses.replace(first.table, rows=first.table.rows[1:])
    broken = dataclasses.replace(paper, raised=(dataclasses.replace(first, table=table), *paper.raised[1:]))
    with pytest.raises(RiskDeskError, match="Above the appetite"):
        pdf_bytes(broken)
