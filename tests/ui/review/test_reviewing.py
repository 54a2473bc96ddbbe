"""A month reviewed by the keyboard alone, in the real window, on a real register."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from riskdesk.closings import Acceptance
from riskdesk.periods import ReviewOutcome
from riskdesk.risks import Stage
from tests.ui.review.reviewer import ALT, CTRL, JULY_NOTE, Reviewer
from ui.fields import LineEditor
from ui.main_window import MainWindow

REFS = [str(number) for number in range(1, 12)]
N, RETURN, ESCAPE = Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def reviewer(window: MainWindow, qtbot: QtBot) -> Reviewer:
    """With July closed, and nothing open."""
    reviewer = Reviewer(window, qtbot)
    reviewer.close_july()
    return reviewer


@pytest.fixture
def august(reviewer: Reviewer) -> Reviewer:
    reviewer.open_august()
    reviewer.show()
    return reviewer


def test_eleven_risks_are_reviewed_without_a_mouse(reviewer: Reviewer) -> None:
    reviewer.show()
    assert reviewer.page.count() is None
    opening = reviewer.panel.opening
    assert (opening.name.text(), opening.as_at.input.text()) == ("August 2017", "01/09/2017")
    assert opening.follows.text().startswith("It follows July 2017, closed ")
    reviewer.press(RETURN)
    reviewer.wait()
    assert reviewer.is_at(reviewer.panel.list), "the keyboard goes to what is due"
    assert (reviewer.listed, reviewer.here, reviewer.page.count()) == (REFS, "1", 11)

    reviewer.press(N)
    assert (reviewer.here, reviewer.page.count()) == ("2", 10)
    assert [review.note for review in reviewer.risk("1").reviews] == ["No change."]

    rescore(reviewer)
    copy(reviewer)
    redate(reviewer)
    reviewer.press(ESCAPE)
    assert reviewer.is_at(reviewer.panel.list)
    while reviewer.page.count():
        reviewer.press(N)
    assert reviewer.panel.finished.what.text() == "Everything due has been reviewed: 11 of 11"
    assert reviewer.is_at(reviewer.panel.finished.button)
    assert {review.reviewer for risk in reviewer.desk.register.risks for review in risk.reviews} == {"Ann Author"}
    with reviewer.qtbot.waitSignal(reviewer.panel.tab_wanted) as asked:
        reviewer.press(RETURN)
    assert asked.args == ["Close"]


def rescore(reviewer: Reviewer) -> None:
    """Another impact of risk 2: refused without a reason, then recorded with it."""
    sheet = reviewer.panel.sheet
    reviewer.press(RETURN)
    assert reviewer.is_at(sheet.score.impact)
    reviewer.type("2")
    assert sheet.score.chip.text == "6 Medium"
    reviewer.press(RETURN, CTRL)
    assert sheet.complaint.text() == "A score is changed with a reason. Say in a few words what changed."
    assert reviewer.is_at(sheet.score.reason)
    assert reviewer.page.count() == 10
    reviewer.type("Beds were opened")
    reviewer.press(RETURN, CTRL)
    [review] = reviewer.risk("2").reviews
    score = reviewer.risk("2").score(Stage.CURRENT)
    assert score
    assert (score.impact, review.outcome, review.note) == (2, ReviewOutcome.CHANGED, "Beds were opened")
    assert (reviewer.here, reviewer.page.count()) == ("3", 9)
    assert reviewer.is_at(sheet.score.impact), "the next review begins at once"


def copy(reviewer: Reviewer) -> None:
    """The last note once more, seen to be a copy before and after it is recorded."""
    sheet = reviewer.panel.sheet
    assert sheet.copied.isHidden()
    reviewer.press(Qt.Key.Key_L, CTRL)
    assert sheet.note.text == JULY_NOTE
    assert sheet.copied.text() == "Copied from July 2017; it is marked as copied."
    reviewer.type("!")
    assert sheet.copied.isHidden()
    reviewer.press(Qt.Key.Key_Backspace)
    assert sheet.copied.isVisible()
    reviewer.press(RETURN, CTRL)
    [review] = reviewer.risk("3").reviews
    assert (review.note, review.copied) == (JULY_NOTE, 1)
    assert sheet.note.text == "", "the next note starts empty"


def redate(reviewer: Reviewer) -> None:
    """Go to a risk with an open action that has a due date, and give it a later one."""
    sheet = reviewer.panel.sheet
    while not any(action.due for action in reviewer.risk(reviewer.here).open_actions):
        reviewer.press(Qt.Key.Key_Down, ALT)
    ref = reviewer.here
    before = next(action for action in reviewer.risk(ref).open_actions if action.due)
    row = next(row for row in sheet.actions_.rows if row.editors["due"].known == before.due)
    due = row.editors["due"].input
    reviewer.tab_to(due)
    reviewer.press(Qt.Key.Key_A, CTRL)
    reviewer.type("31/12/2018")
    reviewer.press(RETURN)
    assert next(action for action in reviewer.risk(ref).actions if action.id == before.id).due == "31/12/2018"
    assert row.moved.text() == f"Was {before.due}, moved once"
    assert reviewer.here == ref, "an action is a step of its own"
    assert reviewer.risk(ref).reviews == ()
    reviewer.press(RETURN, CTRL)
    assert len(reviewer.risk(ref).reviews) == 1


def test_a_review_taken_back_is_due_again_and_chosen(august: Reviewer) -> None:
    for _ in REFS:
        august.press(N)
    assert august.page.count() == 0
    august.press(Qt.Key.Key_Z, CTRL)
    assert (august.listed, august.here, august.page.count()) == (["11"], "11", 1)
    assert august.is_at(august.panel.list)
    august.press(Qt.Key.Key_Z, CTRL)
    assert (august.listed, august.here) == (["10", "11"], "10")


def test_stopping_and_going_on_shows_the_first_still_due(august: Reviewer) -> None:
    august.press(N)
    august.press(N)
    path = august.desk.store.path
    august.window.files.close()
    august.window.files.open(path)
    august.show()
    assert (august.here, august.page.count()) == ("3", 9)
    assert august.panel.head.told.text() == "2 of 11 reviewed"
    assert august.panel.head.bar.value() == 2


def test_what_the_last_period_held_stands_beside_it(august: Reviewer) -> None:
    before = august.panel.before
    assert before.head.text().startswith("July 2017, closed ")
    assert before.chip.text == "12 High"
    assert before.note.text() == JULY_NOTE
    assert "by Ann Author: no change" in before.reviewed.text()
    shown = [line.text.text() for line in before.lines if not line.isHidden()]
    assert len(shown) == len(august.risk("1").actions) > 0


def test_the_past_stays_while_this_month_changes(august: Reviewer) -> None:
    risk = august.risk("1")
    august.desk.store.rate_risk(risk.id, Stage.CURRENT, 1, 1, reason="Better")
    august.desk.store.edit_action(risk.actions[0].id, {"text": "Something else"})
    assert august.panel.before.chip.text == "12 High"
    assert "Something else" not in [line.text.text() for line in august.panel.before.lines]
    assert august.panel.sheet.score.chip.text == "1 Low"


def test_what_is_half_typed_waits_for_its_risk(august: Reviewer) -> None:
    sheet = august.panel.sheet
    august.press(RETURN)
    august.type("1")
    august.tab_to(sheet.note)
    august.type("Half a thought")
    august.press(Qt.Key.Key_Down, ALT)
    assert (august.here, sheet.note.text, sheet.score.is_moved) == ("2", "", False)
    august.press(Qt.Key.Key_Up, ALT)
    assert (august.here, sheet.note.text, sheet.score.is_moved) == ("1", "Half a thought", True)
    august.press(ESCAPE)
    august.press(N)
    assert "Another score is chosen here" in sheet.complaint.text()
    assert august.page.count() == 11


def test_all_risks_are_shown_with_their_state_in_words(august: Reviewer) -> None:
    august.press(N)
    august.panel.head.switch.click()
    table = august.panel.list
    states = [table.rows.cell(place, 2).spoken for place in range(table.rows.rowCount())]
    assert len(states) == 11
    assert states[0].endswith("no change")
    assert set(states[1:]) == {"Not reviewed, this period"}


def test_a_risk_reviewed_already_can_be_reviewed_again(august: Reviewer) -> None:
    august.press(N)
    august.panel.head.switch.click()
    august.panel.list.setFocus()
    august.panel.step(-1)
    assert august.here == "1"
    assert august.panel.sheet.given.text().endswith("No change.")
    august.press(RETURN)
    august.tab_to(august.panel.sheet.note)
    august.type("On second thoughts")
    august.press(RETURN, CTRL)
    assert [review.note for review in august.risk("1").reviews] == ["No change.", "On second thoughts"]


def test_a_later_next_review_is_kept_and_one_that_is_no_day_is_refused(august: Reviewer) -> None:
    sheet = august.panel.sheet
    august.press(RETURN)
    august.tab_to(sheet.next_review.input)
    august.type("soon")
    august.press(RETURN, CTRL)
    assert sheet.next_review.problem
    assert august.page.count() == 11
    august.press(Qt.Key.Key_A, CTRL)
    august.type("1/3/2117")
    august.press(RETURN, CTRL)
    kept = august.risk("1").next_review
    assert kept
    assert f"{kept:%d/%m/%Y}" == "01/03/2117"


def test_a_search_narrows_what_is_due_and_says_so(august: Reviewer) -> None:
    august.window.search.setText("workforce")
    assert august.listed == ["1"]
    august.window.search.setText("nowhere to be found")
    assert august.panel.finished.what.text() == "No risk matches."
    august.panel.finished.button.click()
    assert august.listed == REFS


def test_a_closed_period_is_looked_at_as_it_was(august: Reviewer, qtbot: QtBot) -> None:
    closed = august.desk.register.last_closed
    assert closed
    august.desk.store.review_risk(august.risk("1").id, "Later")
    august.window.looking.look(closed.id)
    qtbot.waitUntil(lambda: august.page.desk.register.as_closed, timeout=20_000)
    august.press(Qt.Key.Key_3, CTRL)
    panel = august.panel
    assert panel.desk.register.as_closed
    assert panel.sheet.form.isHidden()
    assert panel.sheet.foot.isHidden()
    assert panel.sheet.given.text().endswith(JULY_NOTE)
    assert panel.sheet.score.chip.text == "12 High"
    august.tab_to(panel.sheet.score.impact)
    august.type("1")
    assert not panel.sheet.score.is_moved
    assert panel.head.told.text() == "11 of 11 reviewed"
    assert len(panel.list.ids) == 11
    august.press(ESCAPE)
    august.press(N)
    editors = [editor for row in panel.sheet.actions_.rows for editor in row.editors.values() if row.isVisible()]
    assert editors
    assert {each.input.isReadOnly() for each in editors if isinstance(each, LineEditor)} == {True}


def test_a_closed_period_stands_beside_the_one_before_it(august: Reviewer, qtbot: QtBot) -> None:
    august.desk.store.review_unchanged([risk.id for risk in august.desk.register.risks])
    august.desk.store.rate_risk(august.risk("1").id, Stage.CURRENT, 1, 1, reason="Better")
    august.desk.store.close_period(acceptance=Acceptance("Bea Boss", "Known"))
    closed = august.desk.register.last_closed
    assert closed
    august.window.looking.look(closed.id)
    qtbot.waitUntil(lambda: august.page.desk.register.as_closed, timeout=20_000)
    august.show()
    assert august.panel.before.head.text().startswith("July 2017, closed ")
    assert august.panel.before.chip.text == "12 High"
    assert august.panel.sheet.score.chip.text == "1 Low"


def test_the_open_period_is_given_another_name_where_it_stands(august: Reviewer) -> None:
    head = august.panel.head
    head.rename_button.click()
    assert head.line.selectedText() == "August 2017"
    head.line.setText("August 2017, second look")
    august.press(RETURN)
    assert august.desk.register.period
    assert august.desk.register.period.name == head.name.text() == "August 2017, second look"
    assert head.line.isHidden()
    head.rename_button.click()
    head.line.setText("Never mind")
    august.press(ESCAPE)
    assert head.name.isVisible()
    assert head.name.text() == "August 2017, second look"
    head.rename_button.click()
    head.line.setText("July 2017")
    with august.qtbot.capture_exceptions() as raised:
        august.press(RETURN)
    assert "already a period July 2017" in str(raised[0][1])
