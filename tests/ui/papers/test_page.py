"""The whole page: it fits a small screen, all on it has a name, and the keyboard goes through it as it is read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.reports.issue import plan_meeting
from tests.ui.papers.hands import layouts_of, wait_for
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.shortcuts import TABS

INPUTS = (QAbstractButton, QLineEdit, QComboBox, QListWidget, QPlainTextEdit)


@pytest.fixture
def full(months: PapersPage) -> PapersPage:
    """With a layout, so that every tab shows all it has."""
    layouts_of(months).add()
    return months


@pytest.mark.parametrize("tab", [tab.title for tab in TABS])
def test_every_tab_fits_a_small_screen_with_all_that_may_stand_above_the_pages(
    full: PapersPage, empty_window: MainWindow, qtbot: QtBot, tab: str
) -> None:
    full.show_tab(tab)
    batch, store = full.batch_bar(), full.desk.store
    batch._show_written([])
    batch.show()
    full.bench.preview.bar.begin("Drawing")
    full.bench.preview.bar.show()
    assert plan_meeting(store, store.publication()).file_names
    qtbot.wait(50)
    least = empty_window.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 720
    empty_window.resize(1280, 720)
    qtbot.wait(50)
    for each in shown_inputs(full):
        right = each.mapTo(full, each.rect().topRight()).x()
        assert right <= full.width(), each.accessibleName()


@pytest.mark.parametrize("tab", [tab.title for tab in TABS])
def test_everything_to_operate_has_a_name(full: PapersPage, qtbot: QtBot, tab: str) -> None:
    full.show_tab(tab)
    full.batch_bar().show()
    unnamed = [each for each in shown_inputs(full) if not each.accessibleName() and not getattr(each, "text", str)()]
    assert unnamed == []


def shown_inputs(page: PapersPage) -> list[QWidget]:
    found = [each for kind in INPUTS for each in page.findChildren(kind) if each.isVisible()]
    return [each for each in found if not each.objectName().startswith("qt_") and not _is_inside(each)]


def _is_inside(each: QWidget) -> bool:
    return isinstance(each.parent(), QComboBox | QLineEdit)


def test_the_keyboard_goes_from_the_pages_through_the_options_as_they_are_read(
    papers: PapersPage, empty_window: MainWindow, qtbot: QtBot
) -> None:
    empty_window.activateWindow()
    qtbot.waitUntil(empty_window.isActiveWindow)
    papers.focus_rows()
    options = papers.bench.options
    seen = [focused()]
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    assert seen == [
        papers.bench.view, papers.bench.sidebar.tabBar(), options.kind, options.layout_, options.edit_button,
        options.period, options.part, options.attach, options.format, seen[-1],
    ]  # fmt: skip
    assert not papers.isAncestorOf(seen[-1]), seen[-1].accessibleName()
    for before in reversed(seen[:-1]):
        QTest.keyClick(focused(), Qt.Key.Key_Backtab)
        assert focused() is before


@pytest.mark.parametrize("tab", [tab.title for tab in TABS])
def test_the_keyboard_goes_down_every_tab_and_out_of_it(
    full: PapersPage, empty_window: MainWindow, qtbot: QtBot, tab: str
) -> None:
    empty_window.activateWindow()
    qtbot.waitUntil(empty_window.isActiveWindow)
    full.show_tab(tab)
    full.bench.sidebar.tabBar().setFocus()
    sheet = full.bench.sidebar.currentWidget()
    seen = []
    for _ in range(60):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if not full.isAncestorOf(focused()):
            break
        seen.append(focused())
    else:
        raise AssertionError("the keyboard goes round in the page")
    assert len(seen) == len(set(seen)) > 5
    places = [each.mapTo(sheet, each.rect().center()) for each in seen]
    tops = [place.y() // 12 for place in places]
    assert tops == sorted(tops)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found
    return found


def test_keys_lead_into_every_tab(papers: PapersPage, empty_window: MainWindow, qtbot: QtBot) -> None:
    empty_window.activateWindow()
    qtbot.waitUntil(empty_window.isActiveWindow)
    for tab in TABS:
        empty_window.menus.action(tab.command).trigger()
        assert papers.bench.sidebar.tabText(papers.bench.sidebar.currentIndex()) == tab.title
        sheet = papers.bench.sidebar.currentWidget()
        assert sheet
        assert sheet.isAncestorOf(focused())


def test_zooming_and_turning_are_told(papers: PapersPage, qtbot: QtBot) -> None:
    wait_for(papers, qtbot)
    assert papers.bench.view
    papers.turn(1)
    assert papers._tools.place.text() == f"Page 2 of {papers.bench.view.pages}"
    before = papers._tools.zoomed.text()
    papers.zoom(1)
    assert papers._tools.zoomed.text() != before
    papers.fit_width()
    assert papers._tools.zoomed.text() == before
