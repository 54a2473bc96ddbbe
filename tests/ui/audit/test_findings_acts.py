"""What an officer does about a finding: accept it by name and take that back, challenge it, moderate the score."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.audit.findings import Finding
from riskdesk.risks import Stage
from tests.ui.audit.hands import Officer
from ui.audit.moderation import ModerationPanel
from ui.audit.scores import ScoresPanel
from ui.main_window import MainWindow
from ui.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def test_a_finding_is_accepted_by_name_with_a_reason(officer: Officer) -> None:
    finding = officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive_button.click()
    bar = officer.panel.detail.waiving
    assert bar.who.text() == "Ann Author"
    assert bar.reason.hasFocus()
    QTest.keyClicks(bar.reason, "The source is wrong")
    bar.until.input.setText("31/12/2099")
    officer.press(Qt.Key.Key_Return, CTRL)
    [waiver] = officer.desk.store.scrutiny().waivers
    assert (waiver.rule, waiver.message) == ("SCORE_MISMATCH", finding.message)
    assert (waiver.accepted_by, waiver.reason) == ("Ann Author", "The source is wrong")
    assert waiver.expires_on == dt.date(2099, 12, 31)
    assert bar.isHidden()


def test_an_accepted_finding_goes_and_the_next_takes_its_place(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    errors = officer.errors
    officer.waive("Seen")
    assert officer.lines[:2] == [f"[Errors ({errors - 1})]", "SCORE_MISMATCH 2"]
    assert officer.panel.detail.finding
    assert officer.panel.detail.finding.refs == ("2",)
    assert officer.panel.table.hasFocus()
    officer.panel.bar.choose("Status", "waived")
    assert officer.lines == ["[Errors (1)]", "SCORE_MISMATCH 1"]
    assert officer.panel.table.model_.cell(1, 5).spoken == "waived, by Ann Author"
    assert "Accepted by Ann Author" in officer.panel.detail.waiver.text()


def test_without_a_reason_nothing_is_accepted_and_what_is_typed_stays(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.do("Waive finding…")
    bar = officer.panel.detail.waiving
    bar.who.setText("Bea Officer")
    bar.agree_button.click()
    assert bar.lack.text()
    assert bar.who.text() == "Bea Officer"
    assert officer.desk.store.scrutiny().waivers == ()


@pytest.mark.parametrize("day", ["31/12/2001", "soon"])
def test_a_day_that_cannot_be_is_told_beside_it(officer: Officer, day: str) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    bar = officer.panel.detail.waiving
    bar.reason.put("Seen")
    bar.until.input.setText(day)
    bar.agree_button.click()
    assert bar.isVisible()
    assert bar.lack.text() or bar.until.problem
    assert officer.desk.store.scrutiny().waivers == ()


def test_escape_takes_the_bar_back(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    officer.press(Qt.Key.Key_Escape)
    assert officer.panel.detail.waiving.isHidden()
    assert officer.panel.table.hasFocus()


def test_half_a_reason_survives_steps_and_other_findings(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    QTest.keyClicks(officer.panel.detail.waiving.reason, "Half")
    officer.desk.store.edit_risk(officer.risk("2").id, {"comments": "Seen"})
    officer.wait()
    assert officer.panel.detail.waiving.isVisible()
    officer.choose("SCORE_MISMATCH", "2")
    assert officer.panel.detail.waiving.isHidden()
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    assert officer.panel.detail.waiving.reason.text == "Half"


def test_another_finding_begins_with_an_empty_reason(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    QTest.keyClicks(officer.panel.detail.waiving.reason, "Half")
    officer.choose("SCORE_MISMATCH", "2")
    officer.panel.detail.waive()
    assert officer.panel.detail.waiving.reason.text == ""


def test_what_is_rolled_up_is_accepted_as_one_and_undone_as_one(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.detail.waive()
    assert officer.panel.detail.waiving.what.text() == "Accept this for 3 findings at once"
    officer.panel.detail.waiving.cancel_button.click()
    officer.waive("The scheme has none")
    assert not any("NO_INHERENT" in line for line in officer.lines)
    [waiver] = officer.desk.store.scrutiny().waivers
    assert len(waiver.marks.split()) == 3
    officer.do("Undo")
    officer.wait()
    assert "NO_INHERENT 1+2+3" in officer.lines
    assert officer.desk.store.scrutiny().waivers == ()


def test_one_of_what_is_rolled_up_can_be_accepted_alone(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    officer.choose("NO_INHERENT", "2")
    officer.waive("Not for this one")
    assert [line for line in officer.lines if "NO_INHERENT" in line] == [
        "NO_INHERENT 1+2+3",
        "  NO_INHERENT 1",
        "  NO_INHERENT 3",
    ]


def test_an_accepted_finding_comes_back_when_the_score_changes(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    assert "SCORE_MISMATCH 1" not in officer.lines
    officer.desk.store.edit_risk(officer.risk("1").id, {"comments": "Another field"})
    officer.wait()
    assert "SCORE_MISMATCH 1" not in officer.lines
    officer.desk.store.state_rating(officer.risk("1").id, Stage.CURRENT, 15, reason="Read again")
    officer.wait()
    assert "SCORE_MISMATCH 1" in officer.lines


def test_a_waiver_is_taken_back_with_a_reason(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    officer.panel.bar.choose("Status", "waived")
    detail = officer.panel.detail
    assert detail.waive_button.isHidden()
    detail.withdraw_button.click()
    detail.withdrawing.agree_button.click()
    assert "Say why" in detail.withdrawing.lack.text()
    QTest.keyClicks(detail.withdrawing.line, "It was read wrongly")
    officer.press(Qt.Key.Key_Return)
    officer.wait()
    [waiver] = officer.desk.store.scrutiny().waivers
    assert waiver.withdrawn == "It was read wrongly"
    officer.panel.bar.clear()
    assert "SCORE_MISMATCH 1" in officer.lines


def test_taking_back_a_waiver_of_many_says_how_many_come_back(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.waive("The scheme has none")
    officer.panel.bar.choose("Status", "waived")
    officer.panel.table.turn(opened=True)
    officer.choose("NO_INHERENT", "2")
    officer.panel.detail.withdraw_button.click()
    assert officer.panel.detail.withdrawing.what.text().endswith("; all 3 findings it covers come back")


def test_where_all_was_accepted_the_page_says_so_and_shows_it(officer: Officer) -> None:
    for finding in found(officer):
        officer.desk.store.accept_finding(finding, accepted_by="Ann Author", reason="Seen")
    officer.wait()
    assert officer.panel.empty.what.text() == "No finding waits."
    officer.panel.empty.button.click()
    assert len(officer.lines) > 6


def found(officer: Officer) -> tuple[Finding, ...]:
    audit = officer.page.auditor.audit
    assert audit
    return audit.findings


def test_while_the_findings_are_worked_out_again_none_can_be_accepted(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.desk.store.edit_risk(officer.risk("2").id, {"comments": "Seen"})
    assert not officer.panel.detail.waive_button.isEnabled()
    assert "worked out again" in officer.panel.detail.waive_button.toolTip()
    officer.wait()
    assert officer.panel.detail.waive_button.isEnabled()


def test_a_finding_is_sent_to_the_accountable_owner_as_a_question(officer: Officer) -> None:
    finding = officer.choose("SCORE_MISMATCH", "2")
    officer.panel.detail.challenge_button.click()
    bar = officer.panel.detail.challenging
    assert bar.question.hasFocus()
    assert bar.sent_to.text() == "Director of Commissioning"
    assert bar.which.isHidden()
    QTest.keyClicks(bar.question, "Is it 8 or 9?")
    officer.press(Qt.Key.Key_Return, CTRL)
    [asked] = officer.desk.store.scrutiny().challenges
    assert (asked.question, asked.sent_to) == ("Is it 8 or 9?", "Director of Commissioning")
    assert (asked.rule, asked.stage, asked.subject) == ("SCORE_MISMATCH", Stage.CURRENT, finding.message)
    officer.wait()
    place = officer.panel.table.model_.rows.place(officer.panel.table.current_id)
    assert officer.panel.table.model_.cell(place, 5).spoken == "challenged, sent to Director of Commissioning"
    assert "Not answered yet." in officer.panel.detail.challenges.text()
    officer.desk.store.answer_challenge(asked.id, "It is 9.")
    officer.wait()
    assert officer.panel.table.model_.cell(place, 5).text == "answered"
    assert "It is 9." in officer.panel.detail.challenges.text()


def test_a_question_without_words_is_refused_in_a_sentence(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    officer.do("Challenge finding…")
    officer.panel.detail.challenging.agree_button.click()
    assert officer.panel.detail.challenging.lack.text()
    assert officer.desk.store.scrutiny().challenges == ()


def test_of_what_is_shared_the_risk_asked_about_is_chosen(officer: Officer) -> None:
    officer.desk.store.edit_risk(officer.risk("2").id, {"ref": "1"})
    officer.wait()
    officer.choose("DUPLICATE_REF")
    officer.panel.detail.challenge()
    bar = officer.panel.detail.challenging
    assert bar.which.isVisible()
    bar.risk_box.setCurrentIndex(1)
    assert bar.sent_to.text() == "Director of Commissioning"
    bar.question.put("Whose reference is it?")
    bar.agree()
    [asked] = officer.desk.store.scrutiny().challenges
    assert asked.risk_id == officer.desk.register.risks[1].id


@pytest.mark.parametrize(("rule", "why"), [("SCALE_UNDEFINED", "no owner to ask"), ("NO_INHERENT", "one by one")])
def test_where_nobody_can_be_asked_the_button_says_why(officer: Officer, rule: str, why: str) -> None:
    officer.choose(rule)
    for button in (officer.panel.detail.challenge_button, officer.panel.detail.moderate_button):
        assert not button.isEnabled()
    assert why in officer.panel.detail.challenge_button.toolTip()


def test_moderating_leads_to_that_score_under_its_tab(officer: Officer) -> None:
    officer.choose("TARGET_ABOVE_CURRENT", "3")
    officer.panel.detail.moderate_button.click()
    panel = officer.page.panel
    assert isinstance(panel, ModerationPanel)
    assert panel.picker.risk_id == officer.risk("3").id
    assert panel.stage.stage is Stage.TARGET


def test_a_scores_history_is_one_press_away(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    officer.panel.detail.history_button.click()
    panel = officer.page.panel
    assert isinstance(panel, ScoresPanel)
    assert (panel.picker.risk_id, panel.stage.stage) == (officer.risk("2").id, Stage.CURRENT)


def test_a_reader_can_look_but_not_record(
    officer: Officer, make_shown: Callable[[Settings], MainWindow], tmp_path: Path
) -> None:
    reader = make_shown(Settings(tmp_path / "reader.ini"))
    reader.files.open(officer.desk.store.path)
    officer.window = reader
    officer.show()
    officer.choose("SCORE_MISMATCH", "1")
    detail = officer.panel.detail
    for button in (detail.waive_button, detail.challenge_button, detail.moderate_button):
        assert not button.isEnabled()
        assert "Ann Author" in button.toolTip()
    assert detail.go_button.isEnabled()
    for bar in detail.bars:
        assert bar.isHidden()
    assert not reader.menus.action("Waive finding…").isEnabled()
