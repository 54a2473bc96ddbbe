"""The audit page as a page: tabs, what is made when, filters that stand aside, the Tab key, a quick start."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from tests.ui.audit.hands import Officer
from ui.audit.challenges import ChallengesPanel
from ui.audit.page import kinds
from ui.audit.panel import AuditPanel
from ui.main_window import MainWindow

ROOT = Path(__file__).parents[3]


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def test_the_page_stands_after_review_and_before_papers(window: MainWindow) -> None:
    titles = [page.title for page in window.pages]
    assert titles.index("Review") < titles.index("Audit") == titles.index("Papers") - 1


def test_a_tab_is_called_what_its_panel_is(officer: Officer) -> None:
    assert [(tab.title, tab.tip) for tab in officer.page._tabs] == [(kind.title, kind.tip) for kind in kinds()]


def test_every_tab_has_a_command_that_shows_it_with_the_keyboard_in_it(officer: Officer) -> None:
    officer.window.show_page(0)
    for place, tab in enumerate(officer.page._tabs):
        officer.do(tab.title)
        assert officer.window.page is officer.page
        assert officer.page.tabs.currentIndex() == place
        panel = officer.page.panel
        assert panel
        focus = officer.focus
        assert panel is focus or panel.isAncestorOf(focus), tab.title


def test_a_panel_is_made_when_it_is_first_seen(officer: Officer) -> None:
    assert list(officer.page._panels) == [0]
    officer.page.show_tab(3)
    assert list(officer.page._panels) == [0, 3]


def test_a_panel_out_of_sight_is_filled_again_when_it_is_seen(officer: Officer) -> None:
    officer.page.show_tab(1)
    officer.page.show_tab(0)
    officer.desk.store.challenge_risk(officer.risk("1").id, "Why?")
    officer.page.show_tab(1)
    panel = officer.page.panel
    assert isinstance(panel, ChallengesPanel)
    assert panel.facts.text() == "1 open challenge, 0 answered"


@pytest.mark.parametrize("title", ["Moderated scores", "Score history"])
def test_a_score_is_challenged_from_where_it_is_seen(officer: Officer, title: str) -> None:
    risk = officer.risk("3")
    officer.page.show_score(title, risk.id, "target")
    asking = officer.page.panel
    assert isinstance(asking, AuditPanel)
    asking.challenge_wanted.emit(risk.id, "target")
    panel = officer.page.panel
    assert isinstance(panel, ChallengesPanel)
    assert panel.asking.picker.risk_id == risk.id
    assert panel.asking.about.currentText() == f"{officer.desk.register.word(Stage.TARGET)} score"
    assert officer.focus is panel.asking.question


def test_filters_of_findings_stand_aside_on_other_tabs(officer: Officer) -> None:
    bar = officer.panel.bar
    assert bar.isVisible()
    officer.page.show_tab(1)
    assert bar.isHidden()
    officer.page.show_tab(0)
    assert bar.isVisible()


def test_the_search_reaches_the_tab_that_is_shown(officer: Officer) -> None:
    officer.window.search.setText("nowhere")
    assert officer.lines == []
    officer.page.show_tab(4)
    officer.window.search.setText("")
    officer.page.show_tab(0)
    assert len(officer.lines) > 3


def test_the_search_field_stands_only_where_something_is_searched(officer: Officer) -> None:
    search, tabs = officer.window.search, officer.page.tabs
    top = tabs.mapTo(officer.window, tabs.rect().topLeft())
    for place, tab in enumerate(officer.page._tabs):
        officer.page.show_tab(place)
        officer.window._refresh()
        assert search.isVisible() is tab.searches, tab.title
        assert tabs.mapTo(officer.window, tabs.rect().topLeft()) == top, "the tabs stay where they are"
    officer.window.show_page(0)
    assert search.isVisible()
    officer.show()
    assert search.isHidden()


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def test_tab_goes_from_the_search_through_filters_and_tabs_into_the_findings(officer: Officer) -> None:
    officer.window.search.setFocus()
    passed: list[str] = []
    for _ in range(10):
        passed.append(name_of(officer.focus))
        QTest.keyClick(officer.focus, Qt.Key.Key_Tab)
    assert passed == [
        "Search", "Severity", "Owner", "Status", "Group by", "Parts of the audit", "Findings",
        "Go to field", "Waive…", "Challenge…",
    ]  # fmt: skip


def test_the_first_rows_of_a_register_need_no_rule() -> None:
    code = "import sys, ui.app, ui.audit.page; print(*(name for name in sys.modules if 'audit.r' in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_the_page_count_waits_for_the_first_audit(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    officer = Officer(empty_window, qtbot, tmp_path, shown=False)
    assert officer.page.count() is None
    qtbot.waitUntil(lambda: officer.page.count() is not None, timeout=20_000)
