"""Meeting mode: through the agenda by the keyboard alone, decisions in one step each, and nothing lost on leaving."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from riskdesk.audit.listing import how
from riskdesk.risks import Stage
from tests.ui.meeting.sitting import desk_of, hold, keys, meeting_of, name_forums, panel_of, risk_of, type_in
from tests.ui.months import close_months
from ui.main_window import MainWindow
from ui.meeting.large import scale_of
from ui.meeting.mode import MeetingMode

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def mode(window: MainWindow, qtbot: QtBot) -> MeetingMode:
    name_forums(window)
    mode = hold(window)
    qtbot.waitUntil(mode.isActiveWindow)
    return mode


def test_a_meeting_is_held_by_the_keyboard_alone(window: MainWindow, mode: MeetingMode) -> None:
    assert mode.isFullScreen()
    assert mode.place.whole() == "1 of 5"
    keys(mode, Qt.Key.Key_Right)
    assert mode.place.whole() == "2 of 5"
    before, steps = risk_of(window, "2"), desk_of(window).register.step
    keys(mode, Qt.Key.Key_D)
    type_in(mode, "6.2")
    keys(mode, Qt.Key.Key_Tab)
    type_in(mode, "Accept it for a quarter")
    keys(mode, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert mode.focusWidget() is mode.deciding.likelihood
    keys(mode, Qt.Key.Key_Down, Qt.Key.Key_Tab)
    type_in(mode, "Report on vacancies")
    keys(mode, Qt.Key.Key_Tab)
    type_in(mode, "Strategic Lead")
    keys(mode, Qt.Key.Key_Tab)
    type_in(mode, "31/10/2017")
    keys(mode, Qt.Key.Key_Return, held=_CTRL)
    after = risk_of(window, "2")
    [decision] = meeting_of(window).decisions
    assert (decision.minute, decision.text) == ("6.2", "Accept it for a quarter")
    assert desk_of(window).register.step == steps + 1
    was, now = before.score(Stage.CURRENT), after.score(Stage.CURRENT)
    assert was
    assert now
    assert (now.impact, now.likelihood) == (was.impact, 1)
    action = after.actions[-1]
    assert action.owner
    assert (action.text, action.owner.name, action.due) == ("Report on vacancies", "Strategic Lead", "31/10/2017")
    assert how(desk_of(window).store.score_moves(after.id, Stage.CURRENT)[-1]).endswith("minute 6.2")
    assert "Minute 6.2: Accept it for a quarter" in mode.view.decisions.text
    assert mode.agenda.item(1).text().startswith("2.  Risk 2\N{NO-BREAK SPACE}· 1 decision")
    keys(mode, Qt.Key.Key_Z, held=_CTRL)
    assert meeting_of(window).decisions == ()
    assert risk_of(window, "2") == before
    keys(mode, Qt.Key.Key_Escape)
    assert not mode.isVisible()


def test_arrows_and_pages_go_through_the_agenda_and_stop_at_its_ends(mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_Left)
    assert mode.place.whole() == "1 of 5"
    keys(mode, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert mode.view.title.text().startswith("Risk 2: ")
    keys(mode, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert mode.place.whole() == "General business"
    keys(mode, Qt.Key.Key_Home)
    assert mode.place.whole() == "1 of 5"
    mode.agenda.setCurrentRow(3)
    assert mode.place.whole() == "4 of 5"


def test_letters_and_arrows_belong_to_what_is_typed_while_a_decision_is_written(mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_D)
    mode.deciding.text.setFocus()
    type_in(mode, "Dd")
    keys(mode, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert mode.deciding.text.text == "Dd"
    assert mode.place.whole() == "1 of 5"
    mode.deciding.impact.setFocus()
    keys(mode, Qt.Key.Key_Right)
    assert mode.place.whole() == "1 of 5"


def test_what_is_half_typed_waits_with_its_risk_even_after_leaving(window: MainWindow, mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_D)
    mode.deciding.text.setFocus()
    type_in(mode, "Accept")
    mode.deciding.likelihood.setCurrentIndex(2)
    mode.agenda.setCurrentRow(1)
    assert mode.deciding.isHidden()
    keys(mode, Qt.Key.Key_D)
    assert mode.deciding.text.text == ""
    keys(mode, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert not mode.isVisible()
    panel_of(window).meeting_sheet.go_on_button.click()
    mode.go_to(0)
    assert mode.decide_button.text() == "Go on with the decision"
    mode.decide_button.click()
    assert mode.deciding.text.text == "Accept"
    assert mode.deciding.likelihood.currentIndex() == 2
    assert meeting_of(window).decisions == ()


def test_what_is_refused_stays_as_typed_and_says_why(window: MainWindow, mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_D)
    deciding = mode.deciding
    assert not deciding.agree()
    assert "needs its words" in deciding.complaint.text()
    deciding.text.put("Ask again")
    deciding.due.setText("31/10/2017")
    assert not deciding.agree()
    assert "no words" in deciding.complaint.text()
    deciding.due.clear()
    score = risk_of(window, "1").score(Stage.CURRENT)
    assert score
    deciding.impact.setCurrentIndex(deciding.impact.findData(score.impact))
    assert not deciding.agree()
    assert "has this score already" in deciding.complaint.text()
    deciding.impact.setCurrentIndex(0)
    assert deciding.agree()
    assert meeting_of(window).decisions[0].text == "Ask again"


def test_the_panel_says_what_a_new_score_makes_and_whose_it_is(mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_D)
    assert mode.deciding.moves.text().startswith("The score stays as it is")
    mode.deciding.likelihood.setCurrentIndex(1)
    assert mode.deciding.moves.text() == "12 High to 4 Low; it will be marked as the committee's score."


def test_a_decision_about_no_risk_has_neither_score_nor_action(window: MainWindow, mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_End, Qt.Key.Key_D)
    assert not mode.deciding.impact.isVisible()
    assert not mode.deciding.action.isVisible()
    mode.deciding.minute.setText("9.9")
    mode.deciding.text.put("Thank the officers")
    assert mode.deciding.agree()
    assert meeting_of(window).decisions[0].risk_id is None
    assert "Minute 9.9: Thank the officers" in mode.view.decisions.text
    keys(mode, Qt.Key.Key_D)
    assert mode.deciding.minute.text() == "9.10"


def test_the_meeting_itself_is_not_undone_from_under_those_who_sit_in_it(window: MainWindow, mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_Z, held=_CTRL)
    assert mode.isVisible()
    assert mode.notice.text() == "Nothing of this meeting is left to undo."
    desk_of(window).undo()
    assert not mode.isVisible()
    assert desk_of(window).store.proceedings().meetings == ()


def test_a_risk_that_was_decided_on_before_says_by_whom(window: MainWindow, mode: MeetingMode) -> None:
    store, risk = desk_of(window).store, risk_of(window, "1")
    earlier = store.start_meeting("Cabinet", store.today, [risk.id])
    store.record_decision(earlier, "Keep it", risk_id=risk.id, minute="3")
    assert mode.view.earlier.text.startswith("Cabinet, ")
    assert "Minute 3: Keep it" in mode.view.earlier.text
    assert mode.view.decisions.text == ""


def test_actions_stand_late_ones_first_and_an_unfinished_one_says_so(window: MainWindow, mode: MeetingMode) -> None:
    store, risk = desk_of(window).store, risk_of(window, "1")
    store.add_action(risk.id, {"text": "Due long ago", "due": "1/6/2017"})
    first = mode.view.open_actions.texts[0]
    assert first.text().startswith("Due long ago\n61 days late")
    assert first.property("alert") is True


def test_closing_the_register_ends_the_meeting(window: MainWindow, mode: MeetingMode) -> None:
    window.files.close()
    assert not mode.isVisible()


def test_everything_is_larger_on_a_larger_screen(mode: MeetingMode) -> None:
    mode.showNormal()
    mode.resize(1280, 720)
    small = [QFont(each.font()).pointSizeF() for each in (mode.view.title, mode.agenda, mode.decide_button)]
    mode.resize(1920, 1080)
    large = [QFont(each.font()).pointSizeF() for each in (mode.view.title, mode.agenda, mode.decide_button)]
    assert all(after > 1.4 * before for before, after in zip(small, large, strict=True))
    assert (scale_of(800, 600), scale_of(1280, 720), scale_of(2560, 1440)) == (1.0, 1.0, 2.0)


def test_it_fits_a_small_meeting_room_screen(mode: MeetingMode) -> None:
    keys(mode, Qt.Key.Key_D)
    hint = mode.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 720


def test_it_says_what_changed_since_the_last_closed_period(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    close_months(tmp_path / "months.riskdesk")
    empty_window.files.open(tmp_path / "months.riskdesk")
    first = desk_of(empty_window).register.risks[0]
    desk_of(empty_window).store.rate_risk(first.id, Stage.CURRENT, 2, 2, reason="Posts were filled")
    mode = hold(empty_window, "Cabinet")
    mode.go_to([risk.id for risk in mode.risks].index(first.id))
    qtbot.waitUntil(lambda: "Comparing" not in mode.view.changes.text, timeout=20_000)
    assert mode.view.changes.text.startswith("Fell from 16 High (4 x 4) to 4 Low (2 x 2)")
    assert mode.view.changes.title.text() == "What changed since August 2017"
    assert "Posts were filled" in mode.view.changes.text
