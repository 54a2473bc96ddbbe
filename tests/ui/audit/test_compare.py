"""Comparing with an earlier copy: chosen once, told wherever findings are, taken back as easily."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from riskdesk.store import Store
from tests.ui.audit.hands import Officer, book
from ui.audit.findings import FindingsPanel
from ui.audit.page import AuditPage
from ui.main_window import MainWindow


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def rules(officer: Officer) -> set[str]:
    found = officer.page.auditor.audit
    assert found
    return {one.rule.name for one in found.each}


def test_another_copy_is_chosen_told_and_left_again(
    officer: Officer, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    copy = tmp_path / "copy.riskdesk"
    Store.create(copy, book(), "Bea Other").close()
    officer.desk.store.edit_risk(officer.risk("3").id, {"description": "Worded anew"})
    before = copy.read_bytes()
    file_answers.append(copy)
    officer.do("Compare with an earlier copy…")
    qtbot.waitUntil(lambda: "COPIES_DISAGREE" in rules(officer), timeout=10_000)
    panel = officer.page.panel
    assert isinstance(panel, FindingsPanel)
    qtbot.waitUntil(lambda: "compared with another copy, as at 1 August 2017" in panel.facts.text())
    assert copy.read_bytes() == before
    officer.do("Compare as usual")
    qtbot.waitUntil(lambda: "COPIES_DISAGREE" not in rules(officer), timeout=10_000)


def test_thinking_better_of_it_changes_nothing(officer: Officer, qtbot: QtBot) -> None:
    page = AuditPage(officer.desk, None, lambda _caption: None)
    qtbot.addWidget(page)
    page.ask_previous()
    assert page.auditor.previous is None
