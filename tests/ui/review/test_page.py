"""The review page as a page: where it stands, what it counts, what it offers while no period is open."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from riskdesk.periods import Period, ReviewCycle, ReviewState
from riskdesk.risks import Register
from riskdesk.schemes import preset
from riskdesk.store import Store
from tests.ui.review.reviewer import CTRL, Reviewer
from ui.columns import Sight, reviewed
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.registerpage import RegisterPage
from ui.review.opening import named_month, next_day, proposed
from ui.review.page import TABS
from ui.review.reviewing import ReviewingPanel


@pytest.fixture
def reviewer(window: MainWindow, qtbot: QtBot) -> Reviewer:
    return Reviewer(window, qtbot)


def test_the_page_stands_after_actions(reviewer: Reviewer) -> None:
    titles = [page.title for page in reviewer.window.pages]
    assert titles.index("Review") == titles.index("Actions") + 1
    assert TABS[0].title == "Review"


def test_the_page_counts_what_waits_in_the_open_period(reviewer: Reviewer) -> None:
    assert reviewer.page.count() is None
    reviewer.open_august()
    assert reviewer.page.count() == 11
    reviewer.desk.store.review_risk(reviewer.risk("1").id)
    assert reviewer.page.count() == 10


def test_a_risk_to_review_later_does_not_wait(reviewer: Reviewer) -> None:
    reviewer.open_august()
    reviewer.desk.store.edit_risk(reviewer.risk("4").id, {"next_review": dt.date(2018, 1, 1)})
    assert reviewer.page.count() == 10
    reviewer.show()
    assert "4" not in reviewer.listed
    assert "1 not due this period" in reviewer.panel.head.facts.whole()


def test_a_period_is_opened_in_place(reviewer: Reviewer) -> None:
    reviewer.show()
    opening = reviewer.panel.opening
    assert reviewer.is_at(opening.name)
    assert (opening.name.text(), opening.follows.text()) == ("August 2017", "It is the first of this register.")
    reviewer.press(Qt.Key.Key_A, CTRL)
    reviewer.press(Qt.Key.Key_Delete)
    reviewer.press(Qt.Key.Key_Return)
    assert "needs a name" in opening.complaint.text()
    reviewer.type("The first")
    reviewer.tab_to(opening.cycle)
    reviewer.type("Quarterly")
    reviewer.press(Qt.Key.Key_Return, CTRL)
    period = reviewer.desk.register.period
    assert period
    assert (period.name, period.review_cycle) == ("The first", ReviewCycle.QUARTERLY)
    assert reviewer.panel.head.name.text() == "The first"


def test_a_period_without_a_day_is_refused(reviewer: Reviewer) -> None:
    reviewer.show()
    opening = reviewer.panel.opening
    opening.as_at.input.setText("")
    opening.button.click()
    assert "has an as-at date" in opening.complaint.text()
    opening.as_at.input.setText("the other day")
    opening.button.click()
    assert opening.as_at.problem
    assert reviewer.desk.register.period is None


@pytest.mark.parametrize(
    ("day", "cycle", "next_"),
    [
        (dt.date(2017, 8, 31), ReviewCycle.MONTHLY, dt.date(2017, 9, 30)),
        (dt.date(2017, 9, 30), ReviewCycle.MONTHLY, dt.date(2017, 10, 31)),
        (dt.date(2017, 8, 15), ReviewCycle.QUARTERLY, dt.date(2017, 11, 15)),
        (dt.date(2017, 8, 1), ReviewCycle.SIX_WEEKLY, dt.date(2017, 9, 12)),
    ],
)
def test_the_next_day_is_one_cycle_on(day: dt.date, cycle: ReviewCycle, next_: dt.date) -> None:
    assert next_day(day, cycle) == next_


def test_a_name_is_proposed_from_the_last_name_and_else_from_the_day() -> None:
    register = Register(title="Fund", scheme=preset("council-4x4"), as_at=dt.date(2017, 9, 1))
    assert proposed(register) == ("September 2017", dt.date(2017, 9, 1))
    assert proposed(replace(register, as_at=None)) == ("", None)
    assert named_month("July 2017") == dt.date(2017, 7, 1)
    assert named_month("Quarter 2") is None
    taken = Period(id=1, name="september 2017", as_at=dt.date(2017, 9, 1), opened_on=dt.date(2017, 9, 1))
    assert proposed(replace(register, periods=(taken,)))[0] == "1 September 2017"


def test_a_read_only_register_offers_nothing_to_open(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.riskdesk"
    Store.create(path, Register(title="Fund", scheme=preset("council-4x4")), "Ann Author").close()
    desk = Desk(Store.look(path))
    panel = ReviewingPanel(desk)
    qtbot.addWidget(panel)
    panel.fill()
    assert panel.opening.fields.isHidden()
    assert panel.opening.button.isHidden()
    assert "read-only" in panel.opening.how.text()
    desk.close()


def test_the_register_tells_and_filters_by_how_risks_stand(reviewer: Reviewer) -> None:
    page = reviewer.window.pages[0]
    assert isinstance(page, RegisterPage)
    offered = page.bar.drops["Status"]
    assert offered.findText("Not reviewed this period") < 0
    reviewer.open_august()
    store = reviewer.desk.store
    store.review_risk(reviewer.risk("1").id, "As before")
    store.review_risk(reviewer.risk("1").id, "As  before")
    store.edit_risk(reviewer.risk("2").id, {"next_review": dt.date(2018, 1, 1)})
    told = [reviewed(reviewer.risk(ref), Sight(reviewer.desk.register, {})).spoken for ref in ("1", "2", "3")]
    assert told[0].endswith(", copied note")
    assert told[1:] == ["Not due, this period", "Not reviewed, this period"]
    column = [column.key for column in page.table.rows.rows.columns].index("reviewed")
    assert page.table.rows.cell(2, column).spoken == told[2]
    offered.choose(ReviewState.NOT_REVIEWED)
    assert page.table.rows.rowCount() == 9
    offered.choose(ReviewState.REVIEWED)
    assert [row.thing.ref for row in page.table.rows.rows.shown] == ["1"]


def test_rows_are_told_anew_when_a_period_opens(reviewer: Reviewer) -> None:
    page = reviewer.window.pages[0]
    assert isinstance(page, RegisterPage)
    column = [column.key for column in page.table.rows.rows.columns].index("reviewed")
    assert page.table.rows.cell(0, column).spoken == "no period open"
    reviewer.desk.store.open_period("August 2017", dt.date(2017, 8, 1))
    assert page.table.rows.cell(0, column).spoken == "Not reviewed, this period"


def test_a_risks_form_tells_how_it_stands(reviewer: Reviewer) -> None:
    page = reviewer.window.pages[0]
    assert isinstance(page, RegisterPage)
    line = page.inspector.title.reviewed
    assert line.isHidden()
    reviewer.open_august()
    assert line.text() == "Not reviewed this period"
    reviewer.desk.store.review_risk(reviewer.risk("1").id)
    assert line.text().startswith("Reviewed on ")
    assert line.text().endswith("by Ann Author: no change")
