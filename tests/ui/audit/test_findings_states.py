"""The findings where there is little to show: a rule that fails, nothing found, an audit under way."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.run import audit
from riskdesk.risks import Register, Stage
from riskdesk.schemes import preset
from tests.ui.audit.hands import Officer, book
from ui.audit.findingrows import Grouping
from ui.audit.findings import FindingsPanel
from ui.audit.page import AuditPage
from ui.main_window import MainWindow


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def group(officer: Officer, by: Grouping) -> None:
    box = officer.panel.grouping
    box.setCurrentIndex(list(Grouping).index(by))
    box.activated.emit(box.currentIndex())


def judge(officer: Officer, *rules: Rule) -> None:
    """Show an audit of the register by these rules instead of the shipped ones."""
    officer.page.auditor.audit = audit(officer.desk.store.case(), rules=rules)
    officer.page.auditor.audited.emit()


def _quiet(_case: Case) -> Iterable[Hit]:
    return ()


def _broken(_case: Case) -> Iterable[Hit]:
    raise ZeroDivisionError("of a bug")


QUIET = Rule("QUIET", Severity.ERROR, "Quiet", "Why.", _quiet)
BROKEN = Rule("BROKEN", Severity.ERROR, "Broken", "Why.", _broken)


def test_a_rule_that_could_not_be_run_is_told_and_hides_no_other(officer: Officer) -> None:
    found = officer.page.auditor.audit
    assert found
    judge(officer, *found.rules, BROKEN)
    assert officer.panel.faulty.text() == "1 rule could not be run: BROKEN. This is a bug; copy the details."
    assert officer.panel.faults.isVisible()
    assert officer.lines[1] == "SCORE_MISMATCH 1"
    officer.panel.copy_faults()
    assert "ZeroDivisionError: of a bug" in QGuiApplication.clipboard().text()
    judge(officer, *found.rules)
    assert officer.panel.faults.isHidden()


def test_nothing_found_says_what_was_checked(officer: Officer) -> None:
    judge(officer, QUIET)
    assert officer.panel.empty.what.text() == "Nothing to challenge."
    assert officer.panel.empty.how.text() == "1 rule was checked on 3 open risks."
    assert officer.panel.empty.button.isHidden()


def test_without_risks_there_is_nothing_to_audit(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    officer = Officer(empty_window, qtbot, tmp_path, Register(title="New", scheme=preset("council-4x4")))
    judge(officer, QUIET)
    assert officer.panel.empty.what.text() == "There is nothing to audit yet."


def test_where_all_is_closed_the_page_says_so(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    register = book()
    officer = Officer(empty_window, qtbot, tmp_path, replace(register, risks=register.risks[-1:]))
    judge(officer, QUIET)
    assert officer.panel.empty.what.text() == "No risk is open."


def test_while_the_first_audit_runs_the_page_says_so(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.files.create(tmp_path / "book.riskdesk", book(), "Ann Author")
    empty_window.show_titled("Audit")
    page = empty_window.page
    assert isinstance(page, AuditPage)
    assert isinstance(page.panel, FindingsPanel)
    assert page.panel.empty.what.text() == "The register is being audited."
    assert page.facts() == "Auditing …"


def test_a_long_audit_shows_how_far_it_is_and_keeps_what_was_found(officer: Officer) -> None:
    before = officer.lines
    officer.page.auditor.progressed.emit(3, 10)
    assert officer.panel.progress.isVisible()
    assert officer.lines == before
    officer.page.auditor.progressed.emit(10, 10)
    assert officer.panel.progress.isHidden()


def test_an_audit_that_failed_takes_the_progress_away(officer: Officer) -> None:
    officer.page.auditor.progressed.emit(3, 10)
    officer.page.auditor.failed.emit()
    assert officer.panel.progress.isHidden()


@pytest.mark.parametrize("by", list(Grouping))
def test_the_model_keeps_qts_rules(officer: Officer, qtmodeltester: ModelTester, by: Grouping) -> None:
    group(officer, by)
    model = officer.panel.table.model_
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    if by is not Grouping.RISK:
        officer.choose("NO_INHERENT")
        officer.panel.table.turn(opened=True)
    officer.panel.bar.choose("Severity", Severity.ADVICE)
    officer.panel.set_search("inherent")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_finding_keeps_its_row_while_its_evidence_changes(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "1")
    row = officer.panel.table.current_id
    officer.desk.store.state_rating(officer.risk("1").id, Stage.CURRENT, 15, reason="Read again")
    officer.wait()
    assert officer.panel.table.current_id == row
    assert officer.panel.detail.finding
    assert "stated as 15" in officer.panel.detail.finding.message


def test_the_as_at_date_of_the_case_is_the_registers(officer: Officer) -> None:
    found = officer.page.auditor.audit
    assert found
    assert found.case.as_at == dt.date(2017, 8, 1)
