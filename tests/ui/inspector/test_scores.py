"""Rating a risk on the form: a reason before the step, nothing lost while it waits."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from tests.ui.inspector.fund import BARE, FULL, click, current, retype, risk, titles
from ui.desk import Desk
from ui.inspector import Inspector


def test_a_score_changes_only_after_its_reason(inspector: Inspector, desk: Desk) -> None:
    click(current(inspector), 3, 3)
    assert risk(desk).scores[Stage.CURRENT].impact == 4
    assert inspector.stages.bar.what.text() == "Residual: 12 High (4 x 3) to 9 Medium (3 x 3)"
    QTest.keyClicks(inspector.stages.bar.line, "Housing agreed")
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Return)
    score = risk(desk).scores[Stage.CURRENT]
    assert (score.impact, score.likelihood, score.rationale) == (3, 3, "As printed")
    assert desk.store.last_step is not None
    assert desk.store.last_step.reason == "Housing agreed"
    assert current(inspector).chip.text == "9 Medium"
    assert inspector.stages.bar.isHidden()


def in_sight(inspector: Inspector, widget: QWidget) -> bool:
    """Whether all of it is within what the scroll shows."""
    return widget.visibleRegion().boundingRect().height() == widget.height() and inspector.isVisible()


def test_the_question_for_a_reason_is_in_sight_with_its_matrix(qtbot: QtBot, inspector: Inspector) -> None:
    panel = current(inspector)
    inspector.scrolled.verticalScrollBar().setValue(0)
    assert panel.visibleRegion().isEmpty() or not in_sight(inspector, panel)
    click(panel, 3, 4)
    qtbot.waitUntil(lambda: in_sight(inspector, inspector.stages.bar))
    assert in_sight(inspector, panel.matrix)
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: in_sight(inspector, panel.chip))


def test_without_a_reason_the_change_waits_and_says_so(inspector: Inspector, desk: Desk) -> None:
    click(current(inspector), 3, 3)
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Return)
    assert risk(desk).scores[Stage.CURRENT].impact == 4
    assert "Say why" in inspector.stages.bar.lack.text()


def test_escape_takes_the_change_back(inspector: Inspector, desk: Desk) -> None:
    click(current(inspector), 3, 3)
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Escape)
    assert inspector.stages.bar.isHidden()
    assert current(inspector).matrix.hasFocus()
    assert len(titles(desk)) == 1


def test_a_first_score_needs_no_reason(inspector: Inspector, desk: Desk) -> None:
    click(inspector.stages.panels[Stage.INHERENT], 4, 4)
    assert risk(desk).scores[Stage.INHERENT].likelihood == 4
    assert inspector.stages.bar.isHidden()


def test_levels_beside_a_stated_target_are_a_change_with_a_reason(inspector: Inspector) -> None:
    click(inspector.stages.panels[Stage.TARGET], 3, 3)
    assert inspector.stages.bar.what.text() == "Target: 12 High (as stated) to 9 Medium (3 x 3)"


def test_undo_shows_the_old_score_again(inspector: Inspector, desk: Desk) -> None:
    desk.store.rate_risk(FULL, Stage.CURRENT, 2, 2, reason="Trial")
    assert current(inspector).chip.text == "4 Low"
    desk.undo()
    assert current(inspector).chip.text == "12 High"
    assert current(inspector).matrix.cell == (4, 3)


def test_a_score_can_be_cleared_with_a_reason(inspector: Inspector, desk: Desk) -> None:
    QTest.keyClick(current(inspector).matrix, Qt.Key.Key_Delete)
    assert inspector.stages.bar.what.text() == "Residual: 12 High (4 x 3) to not scored"
    QTest.keyClicks(inspector.stages.bar.line, "Scored on the wrong risk")
    inspector.stages.bar.agree_button.click()
    assert risk(desk).scores[Stage.CURRENT].impact is None


def test_another_stated_rating_asks_why_and_escape_puts_the_old_one_back(inspector: Inspector, desk: Desk) -> None:
    stated = current(inspector).stated
    retype(stated.input, "12")
    QTest.keyClick(stated.input, Qt.Key.Key_Return)
    assert inspector.stages.bar.what.text() == "Residual: stated rating 16 to 12"
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Escape)
    assert stated.input.text() == "16"
    retype(stated.input, "12")
    QTest.keyClick(stated.input, Qt.Key.Key_Return)
    QTest.keyClicks(inspector.stages.bar.line, "Misread")
    QTest.keyClick(inspector.stages.bar.line, Qt.Key.Key_Return)
    assert risk(desk).scores[Stage.CURRENT].stated == 12
    assert inspector.stages.difference.isHidden()


def test_a_rationale_is_saved_beside_the_score(inspector: Inspector, desk: Desk) -> None:
    retype(current(inspector).rationale.input, "Vacancies above 12%")
    inspector.title.close_button.setFocus()
    assert risk(desk).scores[Stage.CURRENT].rationale == "Vacancies above 12%"


def test_a_score_waiting_for_its_reason_is_there_again_on_return(inspector: Inspector, desk: Desk) -> None:
    click(current(inspector), 3, 3)
    inspector.show_risk(BARE)
    assert inspector.stages.bar.isHidden()
    assert len(titles(desk)) == 1
    inspector.show_risk(FULL)
    assert not inspector.stages.bar.isHidden()
    assert "9 Medium" in inspector.stages.bar.what.text()


def test_a_score_with_its_reason_typed_is_saved_on_leaving(inspector: Inspector, desk: Desk) -> None:
    click(current(inspector), 3, 3)
    QTest.keyClicks(inspector.stages.bar.line, "Housing agreed")
    inspector.show_risk(BARE)
    assert risk(desk).scores[Stage.CURRENT].impact == 3
    inspector.show_risk(FULL)
    assert inspector.stages.bar.isHidden()
