"""The periods tab: every period newest first, the chosen one whole, and the ways from there to the past."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from riskdesk.store import Store
from tests.ui.months import close_months, show_page, shown, texts
from ui.main_window import MainWindow
from ui.review.page import ReviewPage
from ui.review.periods import PeriodsPanel


def open_periods(window: MainWindow) -> PeriodsPanel:
    page = show_page(window, "Review")
    assert isinstance(page, ReviewPage)
    page.show_titled("Periods")
    assert isinstance(page.panel, PeriodsPanel)
    return page.panel


@pytest.fixture
def panel(empty_window: MainWindow, tmp_path: Path) -> PeriodsPanel:
    path = tmp_path / "fund.riskdesk"
    close_months(path)
    with Store.open(path, "Ann Author") as store:
        store.issue_paper(store.period_named("July 2017"), "board", "Board paper", b"%PDF-1.7 the paper", 3)
    empty_window.files.open(path)
    return open_periods(empty_window)


def cells(panel: PeriodsPanel, key: str) -> list[str]:
    rows = panel.table.rows
    column = [each.key for each in rows.rows.columns].index(key)
    return [rows.cell(place, column).spoken for place in range(rows.rowCount())]


def test_periods_stand_newest_first_with_what_their_closing_froze(panel: PeriodsPanel) -> None:
    store = panel.desk.store
    assert cells(panel, "name") == ["September 2017", "August 2017", "July 2017"]
    assert cells(panel, "as_at") == ["30 Sep 2017", "31 Aug 2017", "31 Jul 2017"]
    assert cells(panel, "closed")[0] == "still open"
    assert cells(panel, "closed")[2].endswith(", by Ann Author")
    assert cells(panel, "risks") == ["", "2", "2"]
    assert cells(panel, "found")[2].startswith("No errors, ")
    assert cells(panel, "signed") == ["0", "2", "2"]
    assert cells(panel, "papers") == ["0", "0", "1"]
    july = store.period_named("July 2017")
    assert cells(panel, "seal")[::2] == ["", store.seal_at(july)[:12]]


def test_the_seal_is_that_of_the_closing_step_whatever_followed(panel: PeriodsPanel) -> None:
    july = panel.desk.store.period_named("July 2017")
    with panel.desk.store.look_back(july) as past:
        assert cells(panel, "seal")[2] == past.register().seal[:12]


def test_the_chosen_period_is_told_whole(panel: PeriodsPanel) -> None:
    panel.begin(panel.desk.store.period_named("July 2017").id)
    told = texts(panel.detail)
    assert "As at 31 July 2017, monthly. Opened on " in told
    assert "Cy Chair, Chair, signed on " in told
    assert "Warning (risk 1): " in told
    assert "Board paper" in told
    assert "by Ann Author, 3 pages, RiskDesk " in told


def test_the_sha_of_a_paper_and_the_seal_can_be_copied_whole(panel: PeriodsPanel) -> None:
    july = panel.desk.store.period_named("July 2017")
    panel.begin(july.id)
    sha = july.papers[0].sha256
    assert f"SHA-256 {sha[:12]}…" in texts(panel.detail)
    copies = [each for each in panel.detail.findChildren(QPushButton) if each.isVisible() and each.text() == "Copy"]
    copies[0].click()
    assert QGuiApplication.clipboard().text() == sha
    copies[1].click()
    assert QGuiApplication.clipboard().text() == panel.desk.store.seal_at(july)


def test_a_period_is_looked_at_by_button_and_by_return(
    panel: PeriodsPanel, empty_window: MainWindow, qtbot: QtBot
) -> None:
    panel.begin(panel.desk.store.period_named("July 2017").id)
    assert panel.detail.look_button.text() == "Look at July 2017"
    panel.detail.look_button.click()
    qtbot.waitUntil(lambda: empty_window.looking.is_on, timeout=20_000)
    assert shown(empty_window) == "July 2017"
    empty_window.looking.come_back()
    panel.begin(panel.desk.store.period_named("August 2017").id)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: empty_window.looking.is_on, timeout=20_000)
    assert shown(empty_window) == "August 2017"
    assert cells(open_periods(empty_window), "name") == ["August 2017", "July 2017"], "later ones were not there yet"


def test_what_changed_since_is_asked_for_by_the_period(panel: PeriodsPanel, empty_window: MainWindow) -> None:
    asked: list[int] = []
    panel.compare_wanted.connect(asked.append)
    july = panel.desk.store.period_named("July 2017")
    panel.begin(july.id)
    panel.detail.compare_button.click()
    assert asked == [july.id]
    assert empty_window.page
    assert empty_window.page.title == "Changes"


def test_the_open_period_leads_to_its_closing(panel: PeriodsPanel, empty_window: MainWindow) -> None:
    assert not panel.detail.look_button.isVisible()
    panel.detail.close_button.click()
    page = empty_window.page
    assert isinstance(page, ReviewPage)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Close"


def test_a_paper_is_found_by_its_sha_and_a_period_by_who_signed(panel: PeriodsPanel) -> None:
    sha = panel.desk.store.period_named("July 2017").papers[0].sha256
    panel.set_search(sha[:16])
    assert cells(panel, "name") == ["July 2017"]
    panel.set_search("cy chair")
    assert cells(panel, "name") == ["August 2017", "July 2017"]
    panel.set_search("nothing of the kind")
    assert panel.empty.isVisible()


def test_without_any_period_it_says_how_one_begins(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.files.open_sample("thurrock-2017", tmp_path / "fund.riskdesk")
    panel = open_periods(empty_window)
    assert panel.empty.what.text() == "No period was opened yet."
    panel.empty.button.click()
    page = empty_window.page
    assert isinstance(page, ReviewPage)
    assert page.tabs.currentIndex() == 0
