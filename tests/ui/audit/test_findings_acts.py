"""What an officer does about a finding: accept it by name and take that back, challenge it, moderate the score."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.audit.findings import Finding
from riskdesk.risks import Stage
from tests.ui.audit.hands import Officer
from ui.main_window import MainWindow

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
    assert bar.lack.text() == "Say why this can be accepted."
    assert bar.reason.hasFocus()
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


def test_what_was_accepted_in_part_says_how_much_and_is_taken_back(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    for ref in ("1", "2"):
        officer.choose("NO_INHERENT", ref)
        officer.waive("Not for this one")
    officer.choose("NO_INHERENT", "1", "2", "3")
    table, detail = officer.panel.table, officer.panel.detail
    place = table.model_.rows.place(table.current_id)
    assert table.model_.cell(place, 5).text == "2 of 3 waived"
    assert table.model_.cell(place, 3).tail == "2 of these were accepted, 1 not."
    assert table.model_.cell(place, 3).spoken == detail.message.text()
    assert officer.panel.facts.text().partition(".")[0].endswith("; 1 waived in part")
    assert detail.waiver.text().startswith("2 of 3 findings accepted.")
    assert detail.waive_button.isVisible()
    detail.withdraw_button.click()
    assert detail.withdrawing.what.text() == "Withdraw 2 waivers; all 2 findings they cover come back"
    detail.withdrawing.line.setText("They were read wrongly")
    detail.withdrawing.agree()
    officer.wait()
    assert all(waiver.withdrawn for waiver in officer.desk.store.scrutiny().waivers)
    assert table.model_.cell(table.model_.rows.place(table.current_id), 5).text == "waiting"


def test_a_withdrawn_waiver_is_told_with_its_finding(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    [waiver] = officer.desk.store.scrutiny().waivers
    officer.desk.store.withdraw_waiver(waiver.id, "It was read wrongly")
    officer.wait()
    officer.choose("SCORE_MISMATCH", "1")
    told = officer.panel.detail.withdrawn
    assert told.isVisible()
    assert told.text().startswith("Waiver by Ann Author withdrawn by Ann Author on ")
    assert told.text().endswith(": It was read wrongly")
    officer.choose("SCORE_MISMATCH", "2")
    assert told.isHidden()


def test_f9_on_a_waived_finding_says_that_it_is_waived(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    officer.panel.bar.choose("Status", "waived")
    officer.do("Waive finding…")
    assert officer.window.notice.text().startswith("This finding is waived. Accepted by Ann Author on ")
    assert officer.panel.detail.waiving.isHidden()


def test_a_challenge_that_cannot_be_sent_says_why(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.do("Challenge finding…")
    assert "one by one" in officer.window.notice.text()


def test_what_is_opened_is_never_squeezed_and_no_button_is_cut(officer: Officer) -> None:
    officer.window.resize(1280, 720)
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    officer.panel.bar.choose("Status", "waived")
    detail = officer.panel.detail
    detail.withdraw_button.click()
    at_once = detail.withdrawing.line.height()
    officer.qtbot.wait(100)
    assert at_once == detail.withdrawing.line.height() > 20
    officer.panel.splitter.setSizes([2000, 1])
    officer.qtbot.waitUntil(lambda: detail.moderate_button.y() > detail.go_button.y())
    shown = [button for button in detail.buttons if button.isVisible()]
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    assert all(button.geometry().right() < detail.width() for button in shown)


def test_another_finding_is_read_from_its_top(officer: Officer) -> None:
    officer.window.resize(1280, 560)
    officer.choose("SCORE_MISMATCH", "1")
    officer.panel.detail.waive()
    bar = officer.panel.sheet.verticalScrollBar()
    officer.qtbot.waitUntil(lambda: bar.value() > 0)
    officer.choose("SCORE_MISMATCH", "2")
    assert bar.value() == 0


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
