"""Moderated scores: scored beside the owner, compared in words, settled by two people, and never lost half typed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Risk, Score, Stage
from riskdesk.scrutiny import Outcome
from riskdesk.store import Store
from tests.ui.audit.workroom import agree, empty, fund, lay_desk, made_risk, press, risk_ids, show
from ui.audit.moderation import ModerationPanel
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ModerationPanel:
    return show(qtbot, desk, ModerationPanel)


def click(panel: ModerationPanel, impact: int, likelihood: int) -> None:
    matrix = panel.officer.matrix
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.box((impact, likelihood)).center().toPoint())


def moderate(panel: ModerationPanel, impact: int = 2, likelihood: int = 3, why: str = "Contained twice") -> None:
    click(panel, impact, likelihood)
    panel.rationale.put(why)
    panel.record()


def test_the_first_open_risk_stands_ready(panel: ModerationPanel, desk: Desk) -> None:
    assert panel.picker.risk_id == risk_ids(desk)[0]
    assert panel.owner.chip.text == "12 High"
    assert panel.owner_rationale.text() == "Why 1"
    assert panel.officer.chip.text == "not scored"
    assert panel.stage.currentText() == "Residual"


def test_a_chosen_cell_is_compared_in_words_and_changes_nothing(panel: ModerationPanel, desk: Desk) -> None:
    click(panel, 2, 3)
    assert panel.difference.text() == ("Owner 12 High (4 x 3); moderated 6 Medium (2 x 3): two levels of impact lower.")
    assert desk.store.scrutiny().moderations == ()
    assert desk.store.risk(risk_ids(desk)[0]).scores[Stage.CURRENT].impact == 4


def test_the_keyboard_scores_as_the_mouse_does(panel: ModerationPanel, desk: Desk) -> None:
    matrix = panel.officer.matrix
    matrix.setFocus()
    press(matrix, Qt.Key.Key_Right)
    press(matrix, Qt.Key.Key_Up)
    press(matrix, Qt.Key.Key_Return)
    QTest.keyClicks(panel.rationale, "By the figures")
    agree(panel.rationale)
    [recorded] = desk.store.scrutiny().moderations
    assert (recorded.impact, recorded.likelihood, recorded.rationale) == (2, 2, "By the figures")


def test_levels_are_said_in_words(panel: ModerationPanel) -> None:
    assert panel.owner.levels.text() == "Impact 4 Critical, likelihood 3 Likely"


def test_a_moderated_score_needs_its_rationale(panel: ModerationPanel, desk: Desk) -> None:
    click(panel, 2, 3)
    panel.record_button.click()
    assert "rationale" in panel.lack.text()
    assert desk.store.scrutiny().moderations == ()


def test_a_moderated_score_needs_its_cell(panel: ModerationPanel, desk: Desk) -> None:
    panel.rationale.put("Because")
    panel.record_button.click()
    assert "matrix" in panel.lack.text()
    assert desk.store.scrutiny().moderations == ()


def test_the_owners_score_stays_beside_the_recorded_one(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    assert desk.store.risk(risk_ids(desk)[0]).scores[Stage.CURRENT].impact == 4
    assert panel.officer.matrix.cell == (2, 3)
    assert panel.facts.text() == "1 open moderated score, 0 agreed"
    assert panel.table.current_id == desk.store.scrutiny().moderations[0].id


def test_a_second_one_replaces_the_first_while_it_is_open(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    moderate(panel, 3, 3, "Seen again")
    [only] = desk.store.scrutiny().moderations
    assert (only.impact, only.rationale) == (3, "Seen again")


def test_the_same_person_cannot_agree_alone(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    panel.agreeing.choices[Outcome.MODERATOR].setChecked(True)
    panel.agreeing.other.setText("ann author")
    panel.agreeing.agree()
    assert panel.agreeing.lack.text().startswith("Two people agree a score")
    assert panel.agreeing.lack.isVisible()
    assert desk.store.scrutiny().moderations[0].is_open


def test_which_score_is_agreed_must_be_chosen(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    panel.agreeing.other.setText("Bea Boss")
    press(panel.agreeing.other, Qt.Key.Key_Return)
    assert panel.agreeing.lack.text() == "Choose which of the two scores is agreed."
    assert desk.store.scrutiny().moderations[0].is_open


def test_two_people_settle_it(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    panel.agreeing.choices[Outcome.MODERATOR].setChecked(True)
    panel.agreeing.other.setText("Bea Boss")
    panel.agreeing.note.setText("At the panel of March")
    panel.agreeing.agree()
    assert desk.store.risk(risk_ids(desk)[0]).scores[Stage.CURRENT].impact == 2
    assert panel.agreeing.isHidden()
    assert panel.agree_button.isHidden()
    assert panel.settled.isVisible()
    for words in ("Ann Author and Bea Boss", "The moderated score is taken", "At the panel of March"):
        assert words in panel.settled.text()


def test_what_was_agreed_keeps_its_words(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    number = desk.store.scrutiny().moderations[0].id
    desk.store.agree_score(number, Outcome.OWNER, agreed_with="Bea Boss")
    panel.table.setCurrentIndex(panel.table.rows.index(0, 0))
    assert panel.table.rows.cell(0, 2).band is not None
    assert "two levels of impact lower" in panel.settled.text()
    assert "Owner's rationale: Why 1" in panel.settled.text()
    scheme = desk.register.scheme
    low, middle, high = scheme.bands
    stricter = (low, replace(middle, word="Middling"), high)
    desk.store.change_scheme(replace(scheme, bands=stricter), reason="Committee")
    assert [panel.table.rows.cell(0, place).text for place in (2, 3)] == ["12 High", "6 Medium (2 x 3)"]
    assert panel.table.rows.cell(0, 3).band is None
    assert "Owner 12 High (4 x 3); moderated 6 Medium (2 x 3). The scheme has changed since" in panel.settled.text()


def test_the_choices_say_their_scores(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    assert panel.agreeing.choices[Outcome.OWNER].text() == "The owner's score stands (12 High)"
    assert panel.agreeing.choices[Outcome.MODERATOR].text() == "The moderated score is taken (6 Medium)"
    desk.store.rate_risk(risk_ids(desk)[0], Stage.CURRENT, 3, 3, reason="New")
    assert panel.agreeing.choices[Outcome.OWNER].text() == "The owner's score stands (9 Medium)"


def test_one_thing_is_asked_at_a_time(panel: ModerationPanel) -> None:
    moderate(panel)
    assert panel.record_button.isVisible()
    panel.agree_button.click()
    assert panel.record_button.isHidden()


def test_ctrl_return_agrees_to_what_is_asked(panel: ModerationPanel, desk: Desk) -> None:
    panel.officer.matrix.setFocus()
    click(panel, 2, 3)
    panel.rationale.put("Contained")
    agree(panel.officer.matrix)
    [recorded] = desk.store.scrutiny().moderations
    assert recorded.impact == 2
    panel.agree_button.click()
    panel.agreeing.choices[Outcome.OWNER].setChecked(True)
    panel.agreeing.other.setText("Bea Boss")
    panel.agreeing.note.setFocus()
    agree(panel.agreeing.note)
    assert desk.store.scrutiny().moderations[0].outcome is Outcome.OWNER


def test_a_stated_rating_stands_beside_the_owners_score(qtbot: QtBot, tmp_path: Path) -> None:
    score = Score(stage=Stage.CURRENT, impact=4, likelihood=3, stated=16)
    desk = lay_desk(tmp_path, fund(replace(made_risk("1", 4, 3), scores={Stage.CURRENT: score})))
    panel = show(qtbot, desk, ModerationPanel)
    assert panel.owner.head.text() == "Owner's score (stated 16)"
    moderate(panel)
    assert panel.table.rows.cell(0, 2).more == "stated 16"
    panel.agree_button.click()
    assert panel.agreeing.choices[Outcome.OWNER].text().endswith("(12 High, stated 16)")
    desk.close()


def test_challenge_leads_to_a_question_about_the_score(panel: ModerationPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.challenge_wanted)
    panel.challenge_button.click()
    assert spy.at(0) == [risk_ids(desk)[0], "current"]


def test_the_row_that_looks_chosen_is_shown(qtbot: QtBot, desk: Desk) -> None:
    last = risk_ids(desk)[-1]
    number = desk.store.moderate_score(last, Stage.CURRENT, 3, 3, rationale="Other")
    desk.store.agree_score(number, Outcome.OWNER, agreed_with="Bea Boss")
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, ModerationPanel)
    assert panel.picker.risk_id == last
    assert panel.settled.isVisible()
    assert panel.challenge_button.isHidden()
    reader.close()


def test_a_long_risk_is_read_from_its_beginning(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, fund(replace(made_risk("1", 4, 3), heading="A title that goes on and on " * 5)))
    panel = show(qtbot, desk, ModerationPanel)
    moderate(panel)
    desk.store.add_risk({"ref": "2"})
    line = panel.picker.box.lineEdit()
    assert line
    assert line.cursorPosition() == 0
    panel.picker.box.setFocus()
    assert "…" not in line.text()[:60]
    line.clearFocus()
    panel.picker.resize(160, panel.picker.height())
    assert re.fullmatch("1  A( title)?( that)?( goes)?( on)?\N{NO-BREAK SPACE}…", line.text())
    assert panel.picker.risk_id == risk_ids(desk)[0]
    desk.close()


def test_escape_takes_the_agreement_back(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    press(panel.agreeing.other, Qt.Key.Key_Escape)
    assert panel.agreeing.isHidden()
    assert panel.agree_button.isVisible()
    assert desk.store.scrutiny().moderations[0].is_open


def test_an_undone_moderation_closes_the_agreement(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    panel.agree_button.click()
    desk.undo()
    assert panel.agreeing.isHidden()
    assert panel.officer.chip.text == "not scored"
    assert panel.rationale.text == ""


def test_a_score_the_owner_changed_since_is_told(panel: ModerationPanel, desk: Desk) -> None:
    moderate(panel)
    assert panel.changed.isHidden()
    desk.store.rate_risk(risk_ids(desk)[0], Stage.CURRENT, 3, 3, reason="New")
    assert panel.changed.text() == (
        "The owner's score changed since it was moderated: it was 12 High (4 x 3) and is 9 Medium (3 x 3) now."
    )


def test_half_a_moderation_is_kept_for_each_score(panel: ModerationPanel, desk: Desk) -> None:
    click(panel, 1, 1)
    panel.rationale.put("Half")
    desk.store.edit_register({"title": "Another"})
    assert (panel.officer.chip.text, panel.rationale.text) == ("1 Low", "Half")
    panel.begin_score(risk_ids(desk)[1], "target")
    assert (panel.officer.chip.text, panel.rationale.text) == ("not scored", "")
    assert panel.stage.stage is Stage.TARGET
    panel.begin_score(risk_ids(desk)[0], "current")
    assert (panel.officer.chip.text, panel.rationale.text) == ("1 Low", "Half")


def test_a_row_of_the_list_brings_its_scores(panel: ModerationPanel, desk: Desk) -> None:
    desk.store.moderate_score(risk_ids(desk)[2], Stage.CURRENT, 3, 3, rationale="Other")
    panel.begin_score(risk_ids(desk)[0], "current")
    panel.table.setCurrentIndex(panel.table.rows.index(0, 0))
    assert panel.picker.risk_id == risk_ids(desk)[2]
    assert panel.rationale.text == "Other"


def test_the_link_leads_to_the_score(panel: ModerationPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.field_wanted)
    panel.stage.setCurrentIndex(2)
    panel.open_button.click()
    assert spy.at(0) == [risk_ids(desk)[0], "target", 0]
    history = QSignalSpy(panel.history_wanted)
    panel.history_button.click()
    assert history.at(0) == [risk_ids(desk)[0], "target"]


def test_scores_without_levels_are_said_as_such(qtbot: QtBot, tmp_path: Path) -> None:
    stated = Risk(ref="S", heading="Stated", scores={Stage.CURRENT: Score(stage=Stage.CURRENT, stated=12)})
    desk = lay_desk(tmp_path, fund(stated, made_risk("2", 1, 1)))
    panel = show(qtbot, desk, ModerationPanel)
    assert panel.owner.levels.text() == "As stated, without its levels"
    click(panel, 1, 1)
    assert panel.difference.text().startswith("Owner 12 High as stated; moderated 1 Low (1 x 1): there are no two")
    desk.close()


def test_an_empty_register_says_where_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, empty())
    panel = show(qtbot, desk, ModerationPanel)
    assert panel.sheet.isHidden()
    assert panel.empty.what.text() == "There is no score to moderate yet."
    desk.close()


def test_a_read_only_register_is_compared_and_not_scored(qtbot: QtBot, desk: Desk) -> None:
    desk.store.moderate_score(risk_ids(desk)[0], Stage.CURRENT, 2, 3, rationale="Contained")
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, ModerationPanel)
    assert panel.officer.chip.text == "6 Medium"
    assert panel.record_button.isHidden()
    assert panel.agree_button.isHidden()
    click(panel, 4, 4)
    assert panel.officer.chip.text == "6 Medium"
    reader.close()
