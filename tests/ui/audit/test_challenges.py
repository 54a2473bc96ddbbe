"""The challenges panel: open ones first, answers recorded inline, questions about any risk, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.ui.audit.workroom import Clock, agree, empty, lay_desk, press, risk_ids, show
from ui.audit.challenges import ChallengesPanel
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    first, second, *_ = risk_ids(desk)
    asked = desk.store.challenge_risk(first, "Why did it fall?", stage=Stage.CURRENT)
    desk.store.answer_challenge(asked, "Two providers joined.")
    desk.store.challenge_risk(second, "Who bears the loss?", rule="SCORE_MISMATCH", subject="Stated as 16")
    desk.store.challenge_risk(first, "What if <b>both</b> leave?")
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ChallengesPanel:
    return show(qtbot, desk, ChallengesPanel)


def questions(panel: ChallengesPanel) -> list[str]:
    return [row.thing.challenge.question for row in panel.table.rows.rows.shown]


def choose(panel: ChallengesPanel, question: str) -> None:
    row = next(row for row in panel.table.rows.rows.shown if row.thing.challenge.question == question)
    panel.table.setCurrentIndex(panel.table.rows.index(panel.table.rows.rows.place(row.id), 0))


def test_open_challenges_come_first(panel: ChallengesPanel) -> None:
    assert questions(panel)[-1] == "Why did it fall?"
    assert panel.facts.text() == "2 open challenges, 1 answered"


def test_a_challenge_says_what_it_is_about(panel: ChallengesPanel) -> None:
    choose(panel, "Who bears the loss?")
    assert panel.answering.subject.text().endswith("Stated as 16")
    assert "SCORE_MISMATCH" not in panel.answering.subject.text()
    choose(panel, "Why did it fall?")
    assert panel.answering.subject.text() == "About: Residual score"
    assert "sent to Strategic Lead" in panel.answering.when.text()


def test_text_is_shown_letter_by_letter(panel: ChallengesPanel) -> None:
    choose(panel, "What if <b>both</b> leave?")
    assert panel.answering.question.textFormat() is Qt.TextFormat.PlainText
    assert panel.answering.question.text() == "What if <b>both</b> leave?"


def test_an_answer_is_recorded_with_whom_it_was_sent_to(panel: ChallengesPanel, desk: Desk) -> None:
    choose(panel, "Who bears the loss?")
    assert panel.answering.who.text() == "Strategic Lead"
    panel.answering.answer.setFocus()
    QTest.keyClicks(panel.answering.answer, "The pooled fund.")
    agree(panel.answering.answer)
    answered = next(one for one in desk.store.scrutiny().challenges if one.question == "Who bears the loss?")
    assert (answered.answer, answered.answered_by) == ("The pooled fund.", "Strategic Lead")
    assert panel.facts.text() == "1 open challenge, 2 answered"
    assert panel.answering.save_button.text() == "Correct answer"


def test_an_empty_answer_is_refused_in_a_sentence(panel: ChallengesPanel, desk: Desk) -> None:
    choose(panel, "Who bears the loss?")
    panel.answering.save_button.click()
    assert "cannot be empty" in panel.answering.lack.text()
    assert panel.answering.lack.isVisible()
    assert len(desk.store.scrutiny().open_challenges) == 2


def test_a_half_typed_answer_survives_steps_and_other_rows(panel: ChallengesPanel, desk: Desk) -> None:
    choose(panel, "Who bears the loss?")
    QTest.keyClicks(panel.answering.answer, "Half")
    desk.store.edit_register({"title": "Another"})
    assert panel.answering.answer.text == "Half"
    choose(panel, "Why did it fall?")
    assert panel.answering.answer.text == "Two providers joined."
    choose(panel, "Who bears the loss?")
    assert panel.answering.answer.text == "Half"


def test_an_answer_that_is_undone_leaves_the_field(panel: ChallengesPanel, desk: Desk) -> None:
    choose(panel, "Who bears the loss?")
    QTest.keyClicks(panel.answering.answer, "Wrong")
    panel.answering.save()
    desk.undo()
    assert panel.answering.answer.text == ""
    assert panel.facts.text() == "2 open challenges, 1 answered"


def test_a_question_goes_to_any_risk_and_its_owner(panel: ChallengesPanel, desk: Desk) -> None:
    panel.ask_button.click()
    panel.asking.picker.box.setEditText("3")
    line = panel.asking.picker.box.lineEdit()
    assert line
    press(line, Qt.Key.Key_Return)
    assert panel.asking.sent_to.placeholderText() == "Director of Commissioning"
    QTest.keyClicks(panel.asking.question, "Is it really 4?")
    agree(panel.asking.question)
    asked = desk.store.scrutiny().challenges[-1]
    assert (asked.question, asked.sent_to, asked.risk_id) == (
        "Is it really 4?",
        "Director of Commissioning",
        risk_ids(desk)[2],
    )
    assert panel.table.current_id == asked.id
    assert panel.answering.isVisible()


def test_a_question_may_be_about_one_score(panel: ChallengesPanel, desk: Desk) -> None:
    third = risk_ids(desk)[2]
    panel.begin_score(third, "current")
    assert panel.asking.about.currentText() == "Residual score"
    assert panel.asking.question.hasFocus()
    QTest.keyClicks(panel.asking.question, "Why so low?")
    agree(panel.asking.sent_to)
    asked = desk.store.scrutiny().challenges[-1]
    assert (asked.risk_id, asked.stage, asked.subject) == (third, Stage.CURRENT, "4 Low (2 x 2)")
    assert panel.answering.subject.text() == "About: Residual score: 4 Low (2 x 2)"
    panel.ask()
    assert panel.asking.about.currentText() == "The risk as a whole"


def test_a_risk_typed_and_not_entered_is_the_one_asked_about(panel: ChallengesPanel, desk: Desk) -> None:
    panel.ask()
    panel.asking.question.put("Why?")
    panel.asking.picker.box.setEditText("5")
    line = panel.asking.picker.box.lineEdit()
    assert line
    line.setFocus()
    agree(line)
    assert desk.store.scrutiny().challenges[-1].risk_id == risk_ids(desk)[4]


def test_who_wrote_an_answer_down_is_told(panel: ChallengesPanel) -> None:
    choose(panel, "Why did it fall?")
    assert "Answered by Strategic Lead, recorded by Ann Author on" in panel.answering.answered.text()
    place = next(p for p in range(3) if panel.table.rows.cell(p, 4).text != "open")
    assert panel.table.rows.cell(place, 4).more.startswith("Strategic Lead, recorded by Ann Author")
    panel.answering.who.setText("Ann Author")
    panel.answering.save()
    assert "recorded by" not in panel.answering.answered.text()


def test_a_question_without_words_is_refused(panel: ChallengesPanel, desk: Desk) -> None:
    panel.ask()
    panel.asking.send_button.click()
    assert panel.asking.lack.text() == "Write down the question first."
    assert len(desk.store.scrutiny().challenges) == 3


def test_a_half_typed_question_stays_while_one_looks_elsewhere(panel: ChallengesPanel) -> None:
    panel.ask()
    QTest.keyClicks(panel.asking.question, "Half")
    choose(panel, "Why did it fall?")
    assert panel.asking.isHidden()
    panel.ask()
    assert panel.asking.question.text == "Half"


def test_the_search_looks_into_questions_and_answers(panel: ChallengesPanel) -> None:
    panel.set_search("providers")
    assert questions(panel) == ["Why did it fall?"]
    panel.set_search("nothing of the kind")
    assert panel.stack.currentWidget() is panel.empty
    assert panel.empty.what.text() == "No challenge matches."
    panel.set_search("")
    assert len(questions(panel)) == 3


def test_the_link_leads_to_the_score_asked_about(panel: ChallengesPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.field_wanted)
    choose(panel, "Why did it fall?")
    panel.answering.open_button.click()
    assert spy.at(0) == [risk_ids(desk)[0], "current", 0]


def test_without_challenges_the_panel_says_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path)
    panel = show(qtbot, desk, ChallengesPanel)
    assert panel.empty.isVisible()
    assert panel.sheet.isHidden()
    panel.empty.button.click()
    assert panel.asking.isVisible()
    desk.close()


def test_an_empty_register_has_nothing_to_challenge(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, empty())
    panel = show(qtbot, desk, ChallengesPanel)
    assert panel.empty.what.text() == "There is nothing to challenge yet."
    assert panel.empty.button.isHidden()
    desk.close()


def test_a_read_only_register_takes_neither_question_nor_answer(qtbot: QtBot, desk: Desk) -> None:
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, ChallengesPanel)
    choose(panel, "Why did it fall?")
    panel.begin_score(risk_ids(desk)[0], "current")
    assert panel.asking.isHidden()
    assert panel.ask_button.isHidden()
    assert panel.answering.writing.isHidden()
    assert "Two providers joined." in panel.answering.answered.text()
    reader.close()


def test_days_are_those_of_the_register(tmp_path: Path, qtbot: QtBot) -> None:
    clock = Clock()
    desk = lay_desk(tmp_path, clock=clock)
    clock.on(10)
    desk.store.challenge_risk(risk_ids(desk)[0], "Why?")
    panel = show(qtbot, desk, ChallengesPanel)
    assert "11 Mar 2017" in panel.answering.when.text()
    desk.close()


def test_somebody_else_may_answer(panel: ChallengesPanel, desk: Desk) -> None:
    choose(panel, "Who bears the loss?")
    panel.answering.answer.put("The fund.")
    panel.answering.who.setText("Finance Clerk")
    panel.answering.save()
    answered = next(one for one in desk.store.scrutiny().challenges if one.question == "Who bears the loss?")
    assert answered.answered_by == "Finance Clerk"
