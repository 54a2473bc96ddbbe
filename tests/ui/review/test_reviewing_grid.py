"""The month reviewed in a grid: a row a risk, typed in where it stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from tests.ui.review.reviewer import SHIFT, Reviewer
from ui.main_window import MainWindow
from ui.review.grid import IMPACT, LAST, LIKELIHOOD, NOTE, REF, STATE, GridView

N, RETURN, DOWN = Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def reviewer(window: MainWindow, qtbot: QtBot) -> Reviewer:
    reviewer = Reviewer(window, qtbot)
    reviewer.close_july()
    reviewer.open_august()
    reviewer.show()
    reviewer.panel.head.grid.click()
    assert reviewer.is_at(reviewer.panel.grid.table)
    return reviewer


@pytest.fixture
def grid(reviewer: Reviewer) -> GridView:
    return reviewer.panel.grid


def refs(grid: GridView) -> list[str]:
    return [grid.table.text(row, REF) for row in range(grid.table.rowCount())]


def enter(reviewer: Reviewer, column: int, text: str) -> None:
    """Type into a cell of the row the keyboard is in, and enter it."""
    table = reviewer.panel.grid.table
    table.setCurrentCell(table.currentRow(), column)
    reviewer.type(text[0])
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor is not table
    reviewer.type(text[1:])
    reviewer.press(RETURN)
    reviewer.qtbot.waitUntil(lambda: table.state() != QAbstractItemView.State.EditingState)


def test_a_row_tells_the_last_score_and_this_one_in_words(grid: GridView) -> None:
    assert [grid.table.text(0, column) for column in (REF, LAST, IMPACT, LIKELIHOOD, STATE)] == [
        "1", "12 High", "4 Critical", "3 Likely", "Not reviewed",
    ]  # fmt: skip
    assert grid.table.rowCount() == 11


@pytest.mark.parametrize("key", [N, Qt.Key.Key_Space])
def test_one_key_says_no_change_and_goes_on(reviewer: Reviewer, grid: GridView, key: Qt.Key) -> None:
    reviewer.press(key)
    reviewer.press(key)
    assert refs(grid)[0] == "3"
    assert reviewer.page.count() == 9
    assert reviewer.is_at(grid.table)
    assert reviewer.risk("2").reviews[0].note == "No change."


def test_several_rows_are_one_step(reviewer: Reviewer, grid: GridView) -> None:
    for _ in range(3):
        reviewer.press(DOWN, SHIFT)
    steps = reviewer.desk.register.step
    reviewer.press(N)
    assert reviewer.desk.register.step == steps + 1
    assert refs(grid)[0] == "5"
    reviewer.desk.undo()
    assert reviewer.page.count() == 11


def test_another_level_waits_for_its_reason(reviewer: Reviewer, grid: GridView) -> None:
    enter(reviewer, IMPACT, "3")
    enter(reviewer, LIKELIHOOD, "2")
    assert grid.bar.isVisible()
    assert "12 High (4 x 3) to 6 Medium (3 x 2)" in grid.bar.what.text()
    assert grid.table.text(0, STATE) == "waits for its reason"
    assert reviewer.page.count() == 11
    grid.table.setCurrentCell(0, IMPACT)
    reviewer.press(N)
    assert "waits for the reason" in grid.complaint.text()
    reviewer.press(Qt.Key.Key_Tab)
    assert reviewer.is_at(grid.bar.line), "Tab leads to the question"
    reviewer.press(RETURN)
    assert grid.bar.lack.isVisible(), "no reason, no score"
    reviewer.type("Nurses came")
    reviewer.press(RETURN)
    score = reviewer.risk("1").score(Stage.CURRENT)
    assert score
    assert (score.impact, score.likelihood) == (3, 2)
    assert reviewer.risk("1").reviews[0].note == "Nurses came"
    assert grid.bar.isHidden()
    assert refs(grid)[0] == "2"
    assert reviewer.is_at(grid.table)


def test_a_score_typed_back_waits_for_nothing(reviewer: Reviewer, grid: GridView) -> None:
    enter(reviewer, IMPACT, "3")
    assert grid.bar.isVisible()
    enter(reviewer, IMPACT, "4")
    assert grid.bar.isHidden()
    enter(reviewer, IMPACT, "2")
    grid.bar.cancel_button.click()
    assert grid.table.text(0, IMPACT) == "4 Critical"


def test_what_is_no_level_is_refused_in_words(reviewer: Reviewer, grid: GridView) -> None:
    enter(reviewer, IMPACT, "7")
    assert grid.complaint.text().startswith('"7" is no level here. Type one of: 1 ')
    assert grid.table.text(0, IMPACT) == "4 Critical"
    assert grid.bar.isHidden()


def test_a_note_entered_is_the_review(reviewer: Reviewer, grid: GridView) -> None:
    enter(reviewer, NOTE, "Nothing to tell")
    assert reviewer.risk("1").reviews[0].note == "Nothing to tell", "in a note, N is a letter"
    assert refs(grid)[0] == "2"
    assert grid.table.text(0, NOTE) == ""


def test_a_note_goes_with_a_new_score(reviewer: Reviewer, grid: GridView) -> None:
    enter(reviewer, IMPACT, "3")
    enter(reviewer, NOTE, "Told by phone")
    assert reviewer.page.count() == 11
    reviewer.press(Qt.Key.Key_Tab)
    reviewer.type("Nurses came")
    reviewer.press(RETURN)
    assert reviewer.risk("1").reviews[0].note == "Told by phone"
