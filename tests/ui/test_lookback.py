"""Looking back: a closed period in the same window with every page working, and the register in hand untouched."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.ui.months import close_months, look_at, period_id, show_page, shown, texts
from ui.actionspage import ActionsPage
from ui.audit.findings import FindingsPanel
from ui.audit.page import AuditPage
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.registerpage import RegisterPage


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    close_months(tmp_path / "fund.riskdesk")
    empty_window.files.open(tmp_path / "fund.riskdesk")
    return empty_window


def register_page(window: MainWindow) -> RegisterPage:
    page = window.pages[0]
    assert isinstance(page, RegisterPage)
    return page


def levels(window: MainWindow) -> tuple[int | None, int | None]:
    assert window.desk
    score = window.desk.store.risk(1).score(Stage.CURRENT)
    assert score
    return score.impact, score.likelihood


def test_the_banner_and_the_title_bar_say_what_is_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    look_at(window, qtbot, "July 2017")
    banner = window.looking.banner
    assert banner.isVisible()
    told = banner.text.text()
    assert told.startswith("You are looking at July 2017, as at 31 July 2017, closed ")
    assert told.endswith("It cannot be changed any more.")
    assert window.windowTitle().startswith("July 2017, closed - Better Care Fund")
    assert not window.header.banner.isVisible()
    window.looking.come_back()
    assert not banner.isVisible()
    assert window.windowTitle() == "Better Care Fund - RiskDesk"


def test_pages_show_the_register_as_it_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    assert levels(window) == (4, 4)
    look_at(window, qtbot, "July 2017")
    assert levels(window) == (4, 3)
    page = register_page(window)
    page.table.go_to(1)
    assert "12 High" in [page.table.rows.cell(0, column).text for column in range(len(page.table.rows.rows.columns))]


def test_every_page_works_on_the_closed_period(window: MainWindow, qtbot: QtBot) -> None:
    look_at(window, qtbot, "August 2017")
    for place, page in enumerate(window.pages):
        window.show_page(place)
        qtbot.wait(20)
        assert window.page is page
        assert page.desk is window.desk
    audit = show_page(window, "Audit")
    assert isinstance(audit, AuditPage)
    qtbot.waitUntil(lambda: audit.auditor.ready, timeout=20_000)
    assert audit.auditor.audit
    assert audit.auditor.audit.case.closing
    papers = show_page(window, "Papers")
    assert isinstance(papers, PapersPage)
    qtbot.waitUntil(lambda: papers.ready, timeout=20_000)
    actions = show_page(window, "Actions")
    assert isinstance(actions, ActionsPage)
    assert actions.table.model_.rowCount() > 0


def test_coming_back_finds_page_selection_and_search_as_they_were(window: MainWindow, qtbot: QtBot) -> None:
    page = register_page(window)
    page.table.go_to(2)
    window.search.setText("delayed")
    live = window.desk
    look_at(window, qtbot, "July 2017")
    assert window.search.text() == ""
    window.show_page(2)
    window.search.setText("something else")
    window.menus.action("Back to today").trigger()
    assert window.desk is live
    assert window.page is page
    assert window.search.text() == "delayed"
    assert page.table.current_id == 2


def test_the_register_in_hand_stays_held_for_writing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    look_at(window, qtbot, "July 2017")
    with Store.open(tmp_path / "fund.riskdesk", "Bea Other") as other:
        assert other.read_only
    window.looking.come_back()
    assert window.desk
    window.desk.store.edit_register({"title": "Still mine"})
    assert window.desk.register.title == "Still mine"


def test_nothing_can_be_changed_or_undone_in_the_past(window: MainWindow, qtbot: QtBot) -> None:
    assert window.menus.action("Undo").isEnabled()
    look_at(window, qtbot, "July 2017")
    for title in ("Undo", "Redo", "As-at date…", "Save a copy…"):
        assert not window.menus.action(title).isEnabled(), title
    assert not window.header.as_at.isEnabled()
    assert window.desk
    with pytest.raises(RiskDeskError, match="You are looking at July 2017"):
        window.desk.store.edit_register({"title": "Another past"})
    window.looking.come_back()
    assert window.menus.action("Undo").isEnabled()
    assert window.header.as_at.isEnabled()


def test_keys_and_menu_lead_there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.menus.action("Back to today").isEnabled()
    window.menus.action("Look at the last closed period").trigger()
    qtbot.waitUntil(lambda: window.looking.is_on, timeout=20_000)
    assert shown(window) == "August 2017"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_T, both)
    assert not window.looking.is_on
    menu = window.menus._periods
    assert menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["August 2017", "July 2017"]


def test_from_one_closed_period_to_another(window: MainWindow, qtbot: QtBot) -> None:
    look_at(window, qtbot, "July 2017")
    chooser = window.looking.banner.chooser
    assert [chooser.itemText(place) for place in range(chooser.count())] == ["August 2017", "July 2017"]
    assert chooser.currentText() == "July 2017"
    chooser.activated.emit(0)
    qtbot.waitUntil(lambda: shown(window) == "August 2017", timeout=20_000)
    assert chooser.currentText() == "August 2017"
    window.looking.come_back()
    assert shown(window) == "September 2017"


def test_closing_the_file_while_looking_back_ends_both(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    look_at(window, qtbot, "July 2017")
    window.files.close()
    assert window.pages == ()
    assert not window.looking.is_on
    with Store.open(tmp_path / "fund.riskdesk", "Bea Other") as other:
        assert not other.read_only


def test_another_file_opened_while_looking_back_is_shown_as_it_is(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look_at(window, qtbot, "July 2017")
    window.files.open_sample("thurrock-2017", tmp_path / "other.riskdesk")
    assert not window.looking.banner.isVisible()
    assert window.desk is window.files.desk
    assert len(window.pages) > 4


def test_who_leaves_before_the_past_is_there_is_not_taken_to_it(window: MainWindow, qtbot: QtBot) -> None:
    window.looking.look(period_id(window, "July 2017"))
    window.files.close()
    qtbot.wait(500)
    assert not window.looking.is_on
    assert window.is_covered


def audited(window: MainWindow, qtbot: QtBot) -> AuditPage:
    page = show_page(window, "Audit")
    assert isinstance(page, AuditPage)
    qtbot.waitUntil(lambda: page.auditor.ready, timeout=20_000)
    return page


def test_the_audit_says_that_it_is_compared_with_the_last_closed_period(window: MainWindow, qtbot: QtBot) -> None:
    page = audited(window, qtbot)
    assert isinstance(page.panel, FindingsPanel)
    assert "compared with August 2017, as at 31 August 2017" in texts(page)
    case = page.auditor.audit and page.auditor.audit.case
    assert case
    assert case.is_earlier
    assert case.previous is page.desk.store.closed_register(page.desk.store.period_named("August 2017")), "read once"
    look_at(window, qtbot, "August 2017")
    assert "compared with July 2017, as at 31 July 2017" in texts(audited(window, qtbot))
