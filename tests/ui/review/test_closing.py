"""The close tab: what stands in the way is told from top to bottom, mended there, and one button ends the period."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.closings import Signature
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from tests.ui.months import JULY, show_page, texts
from ui.main_window import MainWindow
from ui.review.closing import ClosePanel
from ui.review.page import ReviewPage
from ui.review.periods import PeriodsPanel

COUNCIL, CCG = Signature("Thurrock Council", "Ann Author", "Director"), Signature("Thurrock CCG", "Cy Chair", "Chair")


class Secretary:
    """Works the close tab of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot, path: Path) -> None:
        self.window, self.qtbot = window, qtbot
        window.files.open(path)
        window.activateWindow()
        self.show()

    def show(self) -> None:
        self.page.show_titled("Close")
        self.wait()

    @property
    def page(self) -> ReviewPage:
        page = show_page(self.window, "Review")
        assert isinstance(page, ReviewPage)
        return page

    @property
    def panel(self) -> ClosePanel:
        panel = self.page.filled("Close")
        assert isinstance(panel, ClosePanel)
        return panel

    @property
    def store(self) -> Store:
        assert self.window.desk
        return self.window.desk.store

    def wait(self) -> None:
        """Until the audit is of the register as it stands."""
        panel = self.panel
        self.qtbot.waitUntil(lambda: panel.check.ready and panel.check.audit is panel._shown, timeout=20_000)

    def sign(self) -> None:
        for signature in (COUNCIL, CCG):
            self.store.sign_off(signature)
        self.wait()

    @property
    def rules(self) -> list[str]:
        return [card.finding.rule.name for card in self.panel._cards]


@pytest.fixture
def secretary(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Secretary:
    path = tmp_path / "fund.riskdesk"
    with Store.create(path, sound_register(), "Ann Author") as store:
        store.open_period("July 2017", JULY)
    return Secretary(empty_window, qtbot, path)


def test_what_was_not_reviewed_is_listed_and_does_not_block(secretary: Secretary) -> None:
    store, panel = secretary.store, secretary.panel
    assert panel.reviewed.text().startswith("None of 2 open risks was reviewed yet. You can close all the same")
    store.review_risk(1)
    secretary.sign()
    assert panel.reviewed.text().startswith("1 of 2 open risks was reviewed.")
    assert [entry.ref.text() for entry in panel.unreviewed.entries if entry.ref.isVisible()] == ["2"]
    assert panel.close_button.isEnabled()
    store.review_risk(2)
    assert panel.reviewed.text() == "All 2 open risks were reviewed."
    assert not panel.unreviewed.isVisible()


def test_a_risk_not_reviewed_is_one_press_away(secretary: Secretary) -> None:
    secretary.panel.unreviewed.entries[1].ref.click()
    assert secretary.window.page
    assert secretary.window.page.title == "Register"


def test_errors_block_and_lead_to_their_field(secretary: Secretary) -> None:
    secretary.sign()
    assert secretary.rules == []
    secretary.store.review_risk(1, levels=(3, 3), reason="Posts are filled")
    secretary.wait()
    panel = secretary.panel
    assert secretary.rules == ["TARGET_ABOVE_CURRENT"]
    assert not panel.close_button.isEnabled()
    assert panel.why_not.text() == "1 error stands in the way: mend, or accept by name, it above."
    panel._cards[0].show_button.click()
    assert secretary.window.page
    assert secretary.window.page.title == "Register"


def test_an_error_is_accepted_by_name_beside_it_and_blocks_no_more(secretary: Secretary) -> None:
    secretary.sign()
    secretary.store.review_risk(1, levels=(3, 3), reason="Posts are filled")
    secretary.wait()
    panel = secretary.panel
    panel._cards[0].accept_button.click()
    assert panel.waiving.isVisible()
    assert panel.errors.indexOf(panel.waiving) == panel.errors.indexOf(panel._cards[0]) + 1
    panel.waiving.agree_button.click()
    assert "Say why" in panel.waiving.lack.text(), "nothing is accepted without a reason"
    QTest.keyClicks(panel.waiving.reason, "The axes differ; settled in August")
    panel.waiving.agree_button.click()
    secretary.wait()
    assert secretary.rules == []
    assert "1 error was accepted by name." in panel.found.text()
    assert panel.close_button.isEnabled()
    [waiver] = secretary.store.scrutiny().waivers
    assert (waiver.accepted_by, waiver.reason) == ("Ann Author", "The axes differ; settled in August")


def test_a_half_typed_reason_outlives_the_next_audit(secretary: Secretary) -> None:
    panel = secretary.panel
    panel._cards[1].accept_button.click()
    QTest.keyClicks(panel.waiving.reason, "Half ty")
    secretary.store.edit_risk(2, {"comments": "Elsewhere"})
    secretary.wait()
    assert panel.waiving.isVisible()
    assert panel.waiving.reason.text == "Half ty"


def test_open_challenges_are_told_and_warnings_only_counted(secretary: Secretary) -> None:
    secretary.store.challenge_risk(1, "Is it 16 or 12?")
    secretary.wait()
    told = texts(secretary.panel)
    assert "1 challenge waits for an answer. That does not stand in the way." in told
    assert "Is it 16 or 12? (asked by Ann Author" in told
    assert "warnings" in secretary.panel.found.text()
    secretary.panel.audit_link.click()
    assert secretary.window.page
    assert secretary.window.page.title == "Audit"


def test_partners_sign_with_name_and_post(secretary: Secretary) -> None:
    panel = secretary.panel
    assert secretary.rules == ["SIGN_OFF_MISSING", "SIGN_OFF_MISSING"]
    assert [(row.partner, row.told.text()) for row in panel._rows] == [
        ("Thurrock Council", "Not signed"),
        ("Thurrock CCG", "Not signed"),
    ]
    panel._cards[1].show_button.click()
    assert panel.signing.what.text() == "Sign July 2017 for Thurrock CCG"
    assert panel.signing.name.text() == "Ann Author"
    panel.signing.name.setText("Cy Chair")
    QTest.keyClick(panel.signing.name, Qt.Key.Key_Return)
    QTest.keyClicks(panel.signing.post, "Chair")
    QTest.keyClick(panel.signing.post, Qt.Key.Key_Return)
    secretary.wait()
    assert not panel.signing.isVisible()
    assert panel._rows[1].told.text().startswith("Cy Chair, Chair, signed on ")
    assert panel._rows[1].told.text().endswith(", recorded by Ann Author")
    assert secretary.rules == ["SIGN_OFF_MISSING"]


def test_a_signature_without_a_name_is_not_taken(secretary: Secretary) -> None:
    panel = secretary.panel
    panel._rows[0].button.click()
    panel.signing.name.setText(" ")
    panel.signing.sign_button.click()
    assert panel.signing.lack.text() == "Say who signs."
    QTest.keyClick(panel.signing.name, Qt.Key.Key_Escape)
    assert not panel.signing.isVisible()
    assert secretary.store.register().periods[0].sign_offs == ()


def test_a_change_after_a_signature_is_told_but_another_signature_is_none(secretary: Secretary) -> None:
    secretary.sign()
    assert [row.since.text() for row in secretary.panel._rows] == ["", ""]
    secretary.store.edit_risk(2, {"comments": "Reworded"})
    assert [row.since.text() for row in secretary.panel._rows] == ["Signed, and 1 change since."] * 2


def test_a_signature_is_withdrawn_with_a_reason(secretary: Secretary) -> None:
    secretary.sign()
    panel = secretary.panel
    panel._rows[0].button.click()
    assert panel.withdrawing.isVisible()
    QTest.keyClicks(panel.withdrawing.line, "Signed too early")
    QTest.keyClick(panel.withdrawing.line, Qt.Key.Key_Return)
    secretary.wait()
    assert [each.partner for each in secretary.store.register().periods[0].sign_offs] == ["Thurrock CCG"]
    assert not panel.withdrawing.isVisible()
    assert secretary.rules == ["SIGN_OFF_MISSING"]


def test_one_press_closes_the_period_and_shows_it_in_the_list(secretary: Secretary) -> None:
    secretary.sign()
    panel = secretary.panel
    assert panel.close_button.text() == "Close July 2017"
    panel.close_button.click()
    [period] = secretary.store.register().periods
    assert period.closing
    seal = secretary.store.seal_at(period)
    assert secretary.window.notice.text() == f"July 2017 is closed and sealed: {seal[:12]}…"
    assert not secretary.window.notice.button.isVisible(), "closing is not undone"
    assert isinstance(secretary.page.panel, PeriodsPanel)
    secretary.qtbot.waitUntil(lambda: not secretary.window.menus.action("Undo").isEnabled())


def test_without_an_open_period_it_points_to_where_one_is_opened(secretary: Secretary) -> None:
    secretary.sign()
    panel = secretary.panel
    panel.close_button.click()
    secretary.page.show_titled("Close")
    assert panel.empty.isVisible()
    assert panel.empty.what.text() == "July 2017 is closed, and no other period is open."
    panel.empty.button.click()
    assert secretary.page.tabs.currentIndex() == 0


def test_what_cannot_be_closed_is_said_in_words_and_stays_open(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "empty.riskdesk"
    with Store.create(path, replace(sound_register(), risks=(), partners=()), "Ann Author") as store:
        store.open_period("July 2017", JULY)
    secretary = Secretary(empty_window, qtbot, path)
    panel = secretary.panel
    for _ in range(len(panel._cards)):
        panel._cards[0].accept_button.click()
        QTest.keyClicks(panel.waiving.reason, "Known")
        panel.waiving.agree_button.click()
        secretary.wait()
    panel.close_button.click()
    assert panel.lack.text().startswith("The register is empty: there is nothing to close.")
    assert secretary.store.register().periods[0].is_open


def test_a_reader_sees_all_of_it_and_can_do_none(secretary: Secretary, tmp_path: Path) -> None:
    secretary.window.files.close()
    with Store.open(tmp_path / "fund.riskdesk", "Bea Other"):
        secretary.window.files.open(tmp_path / "fund.riskdesk")
        secretary.show()
        panel = secretary.panel
        assert not panel.close_button.isEnabled()
        assert "Bea Other has this register open" in panel.why_not.text()
        assert not any(row.button.isVisible() for row in panel._rows)
        assert panel.why_not.isVisible()


def test_nothing_on_the_sheet_is_squeezed(secretary: Secretary, qtbot: QtBot) -> None:
    panel = secretary.panel
    panel._cards[0].accept_button.click()
    panel._ask_signature("Thurrock CCG")
    qtbot.wait(50)
    for part in (panel._cards[0].show_button, panel.signing.name, panel.waiving.who, panel.close_button):
        assert part.height() >= part.minimumSizeHint().height(), part.accessibleName()
