"""A register before a committee in the real window, and hands to hold the meeting with."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from riskdesk.meetings import Forum, Meeting
from riskdesk.risks import Risk
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.meeting.mode import MeetingMode
from ui.review.meetings import MeetingsPanel
from ui.review.page import ReviewPage

BOARD = "Partnership board"


def desk_of(window: MainWindow) -> Desk:
    assert window.files.desk
    return window.files.desk


def panel_of(window: MainWindow) -> MeetingsPanel:
    """The meetings tab, on the screen."""
    page = next(page for page in window.pages if isinstance(page, ReviewPage))
    window.show_page(window.pages.index(page))
    page.show_titled("Meetings")
    assert isinstance(page.panel, MeetingsPanel)
    return page.panel


def name_forums(window: MainWindow) -> None:
    desk_of(window).store.add_forums([Forum(name="Service"), Forum(name=BOARD, trigger="Medium")])


def hold(window: MainWindow, body: str = BOARD) -> MeetingMode:
    """Begin a meeting about all that its committee sees."""
    panel = panel_of(window)
    panel.start()
    committee = panel.begin_form.body.lineEdit()
    assert committee is not None
    committee.selectAll()
    QTest.keyClicks(committee, body)
    panel.begin_form.agree()
    return panel.mode(meeting_of(window).id)


def meeting_of(window: MainWindow) -> Meeting:
    return desk_of(window).store.proceedings().meetings[-1]


def risk_of(window: MainWindow, ref: str) -> Risk:
    return next(risk for risk in desk_of(window).register.risks if risk.ref == ref)


def press(widget: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(widget, key, held)


def type_in(mode: MeetingMode, text: str) -> None:
    """Type where the keyboard is."""
    focused = mode.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def keys(mode: MeetingMode, *wanted: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the keyboard is."""
    for key in wanted:
        focused = mode.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)
