"""Findings sent on: a question to an owner, a moderated score, a score's history; and what a reader may do."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Risk, Stage
from tests.ui.audit.hands import Officer, book
from ui.audit.findingrows import Grouping
from ui.audit.moderation import ModerationPanel
from ui.audit.scores import ScoresPanel
from ui.main_window import MainWindow
from ui.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


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
    assert officer.panel.detail.challenging.lack.text() == "Write what the owner should explain."
    assert officer.panel.detail.challenging.question.hasFocus()
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


@pytest.fixture
def shared(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    """Three risks of six share a reference, and their owners are about to be asked whose it is."""
    register = book()
    same = tuple(replace(risk, ref="1") for risk in register.risks[:3])
    others = tuple(Risk(ref=ref, heading="Another") for ref in ("7", "8", "9"))
    officer = Officer(empty_window, qtbot, tmp_path, replace(register, risks=(*same, *others)))
    officer.choose("DUPLICATE_REF")
    officer.panel.detail.challenge()
    officer.panel.detail.challenging.question.put("Whose reference is it?")
    return officer


def test_a_challenge_follows_the_risk_chosen_where_another_leaves_the_finding(shared: Officer) -> None:
    third = shared.desk.register.risks[2]
    bar = shared.panel.detail.challenging
    bar.risk_box.setCurrentIndex(2)
    shared.desk.store.edit_risk(shared.desk.register.risks[1].id, {"ref": "2"})
    shared.wait()
    assert bar.isVisible()
    assert bar.risk_box.count() == 2
    bar.agree()
    [asked] = shared.desk.store.scrutiny().challenges
    assert asked.risk_id == third.id


def test_where_the_risk_chosen_leaves_the_finding_nobody_is_asked_in_its_place(shared: Officer) -> None:
    bar = shared.panel.detail.challenging
    bar.risk_box.setCurrentIndex(1)
    shared.desk.store.edit_risk(shared.desk.register.risks[1].id, {"ref": "2"})
    shared.wait()
    shared.desk.store.edit_risk(shared.desk.register.risks[2].id, {"comments": "Seen"})
    shared.wait()
    assert (bar.risk_box.currentIndex(), bar.sent_to.text()) == (-1, "")
    bar.agree()
    assert bar.lack.text() == "Choose the risk whose owner is asked."
    assert bar.risk_box.hasFocus()
    assert shared.desk.store.scrutiny().challenges == ()


def test_below_a_risk_that_risk_is_asked_about(shared: Officer) -> None:
    shared.panel.grouping.setCurrentIndex(list(Grouping).index(Grouping.RISK))
    shared.panel.grouping.activated.emit(shared.panel.grouping.currentIndex())
    rows = [
        row for row in shared.panel.table.model_.findings.findings if row.thing.finding.rule.name == "DUPLICATE_REF"
    ]
    shared.panel.table.go_to(rows[2].id)
    shared.panel.choose_row(rows[2].id)
    shared.panel.detail.challenge()
    assert shared.panel.detail.challenging.risk == shared.desk.register.risks[2]


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
