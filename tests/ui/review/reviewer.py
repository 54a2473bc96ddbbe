"""Somebody who reviews a register by the keyboard alone, in the real window."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.closings import Acceptance
from riskdesk.risks import Risk
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.review.page import ReviewPage
from ui.review.reviewing import ReviewingPanel

CTRL, ALT, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
JULY_NOTE = "The position is as it was reported"


class Reviewer:
    """Has the window with a register in hand."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def desk(self) -> Desk:
        assert self.window.files.desk
        return self.window.files.desk

    @property
    def page(self) -> ReviewPage:
        return next(page for page in self.window.pages if isinstance(page, ReviewPage))

    @property
    def panel(self) -> ReviewingPanel:
        panel = self.page.panel
        assert isinstance(panel, ReviewingPanel)
        return panel

    def close_july(self) -> None:
        """A month before this one, in which every risk had the same note."""
        store = self.desk.store
        store.open_period("July 2017", dt.date(2017, 8, 1))
        store.review_unchanged([risk.id for risk in self.desk.register.risks], JULY_NOTE)
        store.close_period(acceptance=Acceptance("Bea Boss", "Known"))

    def open_august(self) -> None:
        """The next month, without the page."""
        self.desk.store.open_period("August 2017", dt.date(2017, 9, 1))

    def show(self) -> None:
        """Go to the page as its shortcut does, and wait for the month before."""
        self.press(Qt.Key.Key_3, CTRL)
        assert self.window.page is self.page
        self.wait()

    def wait(self) -> None:
        past = self.panel.past
        self.qtbot.waitUntil(
            lambda: past.register is not None or not (past.period and self.panel.desk.register.period), timeout=20_000
        )

    @property
    def focus(self) -> QWidget:
        focus = self.window.focusWidget()
        assert focus
        return focus

    def is_at(self, wanted: QWidget) -> bool:
        """Whether the keyboard is there."""
        return self.focus is wanted

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def tab_to(self, wanted: QWidget) -> None:
        for _ in range(40):
            if self.focus is wanted:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName()}")

    @property
    def listed(self) -> list[str]:
        """The references in the list."""
        return [row.thing.label for row in self.panel.list.rows.rows.shown]

    @property
    def here(self) -> str:
        """The reference of the risk whose review is on the sheet."""
        assert self.panel.sheet.risk
        return self.panel.sheet.risk.label

    def risk(self, ref: str) -> Risk:
        return next(risk for risk in self.desk.register.risks if risk.label == ref)
