"""On a risk's form: where it belongs and stands, raising and lowering with a reason, and the remedial action plan."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.days import british
from riskdesk.meetings import Escalation, Forum
from riskdesk.risks import ActionStatus, Stage
from tests.ui.inspector.fund import BARE, FULL, lay_desk, retype, risk, show
from ui.desk import Desk
from ui.inspector import Inspector
from ui.main_window import MainWindow
from ui.registerpage import RegisterPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    desk.store.add_forums(
        [Forum(name="Service"), Forum(name="Board", trigger="Medium"), Forum(name="HWB", trigger="High")]
    )
    yield desk
    desk.close()


@pytest.fixture
def inspector(qtbot: QtBot, desk: Desk) -> Inspector:
    return show(qtbot, desk)


def standing(desk: Desk, risk_id: int = FULL) -> tuple[Escalation, ...]:
    return desk.store.proceedings().standing(risk_id)


def raise_it(inspector: Inspector, forum: str, reason: str) -> None:
    parts = inspector.escalations
    parts.raise_button.click()
    parts.box.setCurrentText(forum)
    QTest.keyClicks(parts.bar.line, reason)
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Return)


def test_the_form_says_where_a_risk_belongs_and_that_it_stands_lower(desk: Desk, inspector: Inspector) -> None:
    due = inspector.escalations.due
    assert due.text() == "By rule this risk belongs to HWB (High). It is raised nowhere yet: raise it."
    assert due.property("alert") is True
    raise_it(inspector, "Board", "Nobody can be found")
    assert "It stands with Board. That is lower than where it belongs" in due.text()
    raise_it(inspector, "HWB", "The Board asks for help")
    assert due.text() == "By rule this risk belongs to HWB (High). It stands there."
    assert due.property("alert") is False


def test_the_forum_it_belongs_to_is_proposed_and_a_reason_is_asked(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.escalations
    parts.raise_button.click()
    assert parts.box.currentText() == "HWB"
    assert [parts.box.itemText(place) for place in range(parts.box.count())] == ["HWB", "Board", "Service"]
    parts.bar.agree_button.click()
    assert not standing(desk)
    assert "Say why" in parts.bar.lack.text()


def test_a_raised_risk_is_lowered_with_a_reason_and_both_are_kept(desk: Desk, inspector: Inspector) -> None:
    raise_it(inspector, "HWB", "Nobody can be found")
    parts = inspector.escalations
    whole, words, button = parts.standing[0]
    today = british(desk.store.today)
    assert words.text() == f"Raised to HWB on {today}, by Ann Author: Nobody can be found"
    button.click()
    assert not parts.box.isVisible()
    QTest.keyClicks(parts.bar.line, "Twelve were hired")
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Return)
    assert not standing(desk)
    assert whole.isHidden()
    assert f"Lowered on {today}, by Ann Author: Twelve were hired" in parts.earlier.text()
    desk.undo()
    assert standing(desk)
    assert not whole.isHidden()


def test_a_half_typed_reason_waits_with_its_risk(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.escalations
    parts.raise_button.click()
    parts.box.setCurrentText("Board")
    QTest.keyClicks(parts.bar.line, "Nobody can")
    inspector.show_risk(BARE)
    assert parts.bar.isHidden()
    assert parts.due.text() == "No rule sends this risk to a forum. It is raised nowhere."
    inspector.show_risk(FULL)
    assert parts.bar.line.text() == "Nobody can"
    assert parts.box.currentText() == "Board"
    assert not standing(desk)


def test_without_forums_the_form_says_where_they_are_named(qtbot: QtBot, tmp_path: Path) -> None:
    bare = lay_desk(tmp_path)
    inspector = show(qtbot, bare)
    assert "No forum is named yet" in inspector.escalations.due.text()
    assert inspector.escalations.raise_button.isHidden()
    bare.close()


def test_a_plan_shows_its_deadline_before_it_is_started_and_runs_as_an_action(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.remedial
    assert parts.lead.text().startswith("This risk has money")
    parts.start_button.click()
    retype(parts.noticed.input, "3/8/2017")
    assert parts.deadline.text() == "Due 24 August 2017, 21 days after it was noticed, as section 75 agreements ask."
    QTest.keyClicks(parts.bar.line, "Placements cost more")
    QTest.keyClick(parts.bar.line, Qt.Key.Key_Return)
    [plan] = desk.store.proceedings().plans
    assert (plan.noticed_on, plan.days) == (dt.date(2017, 8, 3), 21)
    action = risk(desk).actions[-1]
    assert action.due_date.end == dt.date(2017, 8, 24)
    assert parts.lines[0].text().endswith("Its action is not started, 707 days late.")
    assert parts.lines[0].property("alert") is True
    desk.store.edit_action(action.id, {"status": ActionStatus.DONE})
    assert parts.lines[0].text().endswith("Its action is done.")
    assert parts.lines[0].property("alert") is False


def test_another_deadline_is_allowed_and_said_to_be_another(desk: Desk, inspector: Inspector) -> None:
    parts = inspector.remedial
    parts.start_button.click()
    retype(parts.noticed.input, "3/8/2017")
    retype(parts.days.input, "30")
    assert parts.deadline.text().endswith("30 days after it was noticed; section 75 agreements ask for 21.")
    retype(parts.noticed.input, "not known")
    parts.bar.line.setText("Placements")
    parts.bar.agree()
    assert not desk.store.proceedings().plans
    assert "is not a day" in parts.noticed.problem


def test_a_risk_without_money_is_offered_a_plan_and_a_closed_one_is_not(desk: Desk, inspector: Inspector) -> None:
    inspector.show_risk(BARE)
    assert not inspector.remedial.lead.text().startswith("This risk has money")
    assert inspector.remedial.start_button.isVisibleTo(inspector)
    desk.store.close_risk(BARE, "Over", dt.date(2019, 7, 1))
    assert not inspector.remedial.isVisibleTo(inspector)


def test_both_are_begun_from_the_risk_menu(window: MainWindow) -> None:
    page = window.pages[0]
    assert isinstance(page, RegisterPage)
    window.menus.action("Start remedial action plan…").trigger()
    assert page.inspector.remedial.bar.isVisible()
    window.menus.action("Raise risk…").trigger()
    assert window.notice.text().startswith("No forum is named yet")
    page.desk.store.add_forums([Forum(name="Board", trigger="High")])
    window.menus.action("Raise risk…").trigger()
    assert page.inspector.escalations.bar.line.hasFocus()
    assert page.risk
    assert page.desk.register.rated(page.risk, Stage.CURRENT)
