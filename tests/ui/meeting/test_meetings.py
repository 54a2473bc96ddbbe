"""The meetings tab: a meeting begins with its agenda and afterwards tells what was decided, on paper and by date."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from tests.ui.meeting.sitting import BOARD, desk_of, hold, meeting_of, name_forums, panel_of, press, risk_of
from ui.main_window import MainWindow
from ui.review.meetings import MeetingsPanel


@pytest.fixture
def panel(window: MainWindow) -> MeetingsPanel:
    name_forums(window)
    return panel_of(window)


def refs(window: MainWindow) -> list[str]:
    risks = {risk.id: risk.ref for risk in desk_of(window).register.risks}
    return [risks[number] for number in meeting_of(window).agenda]


def test_the_empty_tab_says_how_a_meeting_begins(panel: MeetingsPanel) -> None:
    assert panel.empty.what.text() == "No meeting was held yet."
    panel.empty.button.click()
    assert panel.begin_form.isVisible()
    assert panel.begin_form.body.hasFocus()


def test_a_forums_meeting_proposes_what_the_forum_sees_gravest_first(window: MainWindow, panel: MeetingsPanel) -> None:
    form = panel.begin_form
    panel.start()
    every = len([*desk_of(window).register.risks])
    assert form.count.text() == f"{every} risks on the agenda"
    form.body.setCurrentText(BOARD)
    register = desk_of(window).register
    rated = [register.rated(risk, Stage.CURRENT) for risk in register.risks if risk.id in form.agenda.ticked()]
    assert {found.band.word for found in rated if found and found.band} == {"High", "Medium"}
    assert "High" in form.agenda.item(0).text()
    form.begin_button.click()
    assert refs(window) == ["1", "2", "3", "4", "5"]


def test_a_risk_is_taken_off_and_another_moved_up_by_the_keyboard(window: MainWindow, panel: MeetingsPanel) -> None:
    panel.start()
    form = panel.begin_form
    form.body.setEditText("Finance and Performance Group")
    form.agenda.setFocus()
    form.agenda.setCurrentRow(0)
    press(form.agenda, Qt.Key.Key_Space)
    form.agenda.setCurrentRow(2)
    press(form.agenda, Qt.Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    assert form.agenda.currentRow() == 1
    press(form.agenda, Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert meeting_of(window).body == "Finance and Performance Group"
    assert refs(window)[:2] == ["3", "2"]
    assert "1" not in refs(window)


def test_ticks_made_by_hand_stay_until_another_committee_is_named(panel: MeetingsPanel) -> None:
    panel.start()
    form = panel.begin_form
    typed = form.body.lineEdit()
    assert typed is not None
    QTest.keyClicks(typed, BOARD)
    assert len(form.agenda.ticked()) == 5
    form.agenda.item(0).setCheckState(Qt.CheckState.Unchecked)
    press(typed, Qt.Key.Key_Space)
    assert len(form.agenda.ticked()) == 4
    typed.selectAll()
    QTest.keyClicks(typed, "Cabinet")
    assert len(form.agenda.ticked()) == 11


def test_a_meeting_without_a_committee_or_a_day_is_not_begun(window: MainWindow, panel: MeetingsPanel) -> None:
    panel.start()
    form = panel.begin_form
    form.begin_button.click()
    assert "one of a committee" in form.complaint.text()
    form.body.setEditText(BOARD)
    form.held_on.input.setText("soon")
    form.begin_button.click()
    assert form.held_on.problem
    assert not desk_of(window).store.proceedings().meetings
    press(form.body, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_afterwards_the_sheet_tells_decisions_actions_and_what_was_left(
    window: MainWindow, panel: MeetingsPanel
) -> None:
    mode = hold(window)
    store, risk = desk_of(window).store, risk_of(window, "2")
    action = {"text": "Report on vacancies", "due": "31/10/2017"}
    store.record_decision(
        meeting_of(window).id, "Accept it", risk_id=risk.id, minute="6.2", levels=(2, 2), action=action
    )
    store.record_decision(meeting_of(window).id, "Thank the officers", minute="9")
    mode.leave()
    sheet = panel.meeting_sheet
    assert sheet.facts.text().endswith("5 risks on the agenda, 2 decisions, 1 new action, 1 score changed.")
    decided = sheet.decisions.items[0].words.text()
    assert decided.startswith("Minute 6.2: Accept it\nResidual score by the committee: ")
    assert "New action: Report on vacancies (no owner, due 31/10/2017)" in decided
    assert not sheet.decisions.items[1].general.isHidden()
    assert "Not started" in sheet.new_actions.items[0].words.text()
    assert [item.words.text() for item in sheet.agenda.items] == [
        "Not decided on",
        "1 decision",
        *3 * ["Not decided on"],
    ]
    sheet.decisions.items[0].link.click()
    assert window.page is window.pages[0]


def test_decisions_are_saved_as_pdf_and_actions_as_a_calendar(
    window: MainWindow, panel: MeetingsPanel, file_answers: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    hold(window).leave()
    sheet, store = panel.meeting_sheet, desk_of(window).store
    assert not sheet.paper_button.isVisible()
    action = {"text": "Report on vacancies", "due": "31/10/2017"}
    store.record_decision(meeting_of(window).id, "Accept it", risk_id=risk_of(window, "2").id, action=action)
    paper, calendar = tmp_path / "decisions.pdf", tmp_path / "actions.ics"
    file_answers += [paper, calendar]
    sheet.paper_button.click()
    qtbot.waitUntil(lambda: window.notice.text() == "Decision list saved as decisions.pdf", timeout=20_000)
    with pypdfium2.PdfDocument(paper) as document:
        assert "Accept it" in document[0].get_textpage().get_text_range()
    sheet.calendar_button.click()
    qtbot.waitUntil(lambda: window.notice.text() == "Actions saved as actions.ics", timeout=20_000)
    assert "Report on vacancies" in calendar.read_text(encoding="utf-8")


def test_without_a_due_action_no_calendar_is_offered(window: MainWindow, panel: MeetingsPanel) -> None:
    hold(window).leave()
    desk_of(window).store.record_decision(meeting_of(window).id, "Thank the officers")
    assert panel.meeting_sheet.paper_button.isVisible()
    assert not panel.meeting_sheet.calendar_button.isVisible()


def test_the_command_leads_to_the_form(window: MainWindow) -> None:
    window.menus.action("Start a meeting…").trigger()
    assert panel_of(window).begin_form.isVisible()


def test_the_tab_fits_a_narrow_window(window: MainWindow, panel: MeetingsPanel) -> None:
    panel.start()
    assert window.minimumSizeHint().width() <= 1280
    panel.begin_form.taken_back.emit()
    hold(window).leave()
    QTest.qWait(0)
    assert window.minimumSizeHint().width() <= 1280
