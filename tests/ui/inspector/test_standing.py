"""A risk's status and its history on the form."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from riskdesk.risks import Stage, Status
from tests.ui.inspector.fund import BARE, FULL, retype, risk
from ui.desk import Desk
from ui.inspector import Inspector


def test_a_risk_is_closed_with_reason_and_day_and_re_opened(inspector: Inspector, desk: Desk) -> None:
    title = inspector.title
    title.close_button.click()
    retype(title.closed_on.input, "31/7/2019")
    QTest.keyClicks(title.bar.line, "Delivered")
    QTest.keyClick(title.bar.line, Qt.Key.Key_Return)
    assert risk(desk).status is Status.CLOSED
    assert risk(desk).closed_on == dt.date(2019, 7, 31)
    assert title.closed.text() == "Closed on 31 July 2019: Delivered"
    title.reopen_button.click()
    QTest.keyClicks(title.bar.line, "Came back")
    title.bar.agree_button.click()
    assert risk(desk).status is Status.OPEN


def test_leaving_a_half_typed_closing_closes_nothing(inspector: Inspector, desk: Desk) -> None:
    inspector.title.close_button.click()
    QTest.keyClicks(inspector.title.bar.line, "Deli")
    inspector.show_risk(BARE)
    assert risk(desk).status is Status.OPEN
    inspector.show_risk(FULL)
    assert inspector.title.bar.line.text() == "Deli"


def test_a_closing_without_a_day_is_refused(inspector: Inspector, desk: Desk) -> None:
    inspector.title.close_button.click()
    retype(inspector.title.closed_on.input, "soon")
    QTest.keyClicks(inspector.title.bar.line, "Delivered")
    QTest.keyClick(inspector.title.bar.line, Qt.Key.Key_Return)
    assert risk(desk).status is Status.OPEN
    assert "is not a day" in inspector.title.closed_on.problem


def test_history_says_who_when_from_to_and_why_newest_first(inspector: Inspector, desk: Desk) -> None:
    desk.store.rate_risk(FULL, Stage.CURRENT, 3, 3, reason="Housing <b>agreed</b>")
    newest = inspector.history.entries[0].text
    assert "Ann Author" in newest
    assert "Rate risk 1" in newest
    assert "Why: Housing <b>agreed</b>" in newest
    assert "Residual: 4 x 3 = 12 High → 3 x 3 = 9 Medium" in newest
    assert "Create register" in inspector.history.entries[1].text


def test_long_history_is_shown_when_asked(inspector: Inspector, desk: Desk) -> None:
    for count in range(12):
        desk.store.edit_risk(FULL, {"comments": str(count)})
    history = inspector.history
    assert sum(not entry.isHidden() for entry in history.entries) == 8
    history.more.click()
    assert sum(not entry.isHidden() for entry in history.entries) == 13
    assert history.more.isHidden()


def test_a_risk_is_merged_into_another_that_goes_on(inspector: Inspector, desk: Desk) -> None:
    title = inspector.title
    title.close_button.click()
    title.into.setCurrentIndex(title.into.findData(BARE))
    assert title.bar.agree_button.text() == "Merge risk"
    QTest.keyClicks(title.bar.line, "The two are one")
    title.bar.agree_button.click()
    assert risk(desk).status is Status.CLOSED
    assert risk(desk).merged_into == BARE
    title.reopen_button.click()
    assert not title.into.isVisible()
    assert title.bar.agree_button.text() == "Reopen risk"
    QTest.keyClicks(title.bar.line, "They are two after all")
    title.bar.agree_button.click()
    assert risk(desk).merged_into is None
