"""Papers inside the window: drawn from the register as it stands, turned by keyboard, saved, printed."""

import dataclasses
import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.reports.kinds import kind_of
from tests.ui.months import texts
from ui.audit.page import AuditPage
from ui.main_window import MainWindow
from ui.papers import KINDS, PapersPage
from ui.paperview import Fit, PaperView
from ui.printing import print_pages


@pytest.fixture
def papers(window: MainWindow, qtbot: QtBot) -> PapersPage:
    page = next(page for page in window.pages if isinstance(page, PapersPage))
    window.show_page(window.pages.index(page))
    qtbot.waitUntil(lambda: page.ready, timeout=20_000)
    return page


def view_of(page: PapersPage) -> PaperView:
    assert page.bench.view is not None
    return page.bench.view


def test_a_paper_is_shown_and_turned_by_keyboard(papers: PapersPage) -> None:
    view = view_of(papers)
    assert view.pages > 1
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 2
    assert "page 2 of" in view.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.pages
    assert f"page {view.pages} of {view.pages}" in papers.facts()


def test_zoom_keeps_the_page_at_hand(papers: PapersPage) -> None:
    view = view_of(papers)
    view.go_to(2)
    before = view.zoom
    view.zoom_by(1)
    assert view.zoom > before
    assert view.page == 2
    view.fit(Fit.WIDTH)
    assert view.zoom == pytest.approx(before)


def test_a_paper_is_drawn_again_when_the_register_changes(papers: PapersPage, qtbot: QtBot) -> None:
    papers.desk.store.edit_register({"title": "Another title"})
    assert not papers.ready
    qtbot.waitUntil(lambda: papers.ready, timeout=20_000)


def test_every_kind_can_be_shown_and_saved(
    papers: PapersPage, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    for kind in KINDS:
        target = tmp_path / f"{kind.file_name}.pdf"
        papers.show_kind(kind)
        qtbot.waitUntil(lambda: papers.ready, timeout=20_000)
        file_answers.append(target)
        with qtbot.waitSignal(papers.desk.noticed, timeout=20_000):
            papers.save()
        assert target.read_bytes().startswith(b"%PDF")


def show(page: PapersPage, name: str, qtbot: QtBot) -> None:
    page.show_kind(next(kind for kind in KINDS if kind.name == name))
    qtbot.waitUntil(lambda: page.ready, timeout=20_000)


def text_of(document: bytes) -> str:
    pdf = pypdfium2.PdfDocument(document)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    finally:
        pdf.close()


def test_the_audit_paper_tells_what_officers_did_and_that_the_history_holds(papers: PapersPage, qtbot: QtBot) -> None:
    papers.desk.store.challenge_risk(1, "Is it 16 or 12?")
    show(papers, "Audit paper", qtbot)
    text = text_of(papers.document)
    assert "Is it 16 or 12?" in text
    assert "The chain of seals holds over 2 steps" in text
    papers.desk.store.answer_challenge(1, "It is 12.")
    assert not papers.ready
    qtbot.waitUntil(lambda: papers.ready, timeout=20_000)
    assert "It is 12." in text_of(papers.document)


def test_the_audit_paper_is_compared_with_what_the_audit_page_is(
    papers: PapersPage, window: MainWindow, qtbot: QtBot
) -> None:
    show(papers, "Audit paper", qtbot)
    assert "compared with no earlier register" in text_of(papers.document)
    before = dataclasses.replace(papers.desk.register, title="The issue before", as_at=dt.date(2017, 7, 1))
    next(page for page in window.pages if isinstance(page, AuditPage)).auditor.compare_with(before)
    assert not papers.ready
    show(papers, "Audit paper", qtbot)
    assert "compared with another issue: “The issue before”" in text_of(papers.document)


def test_only_the_audit_paper_can_be_saved_as_a_workbook(
    papers: PapersPage, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    command = next(each for each in papers.commands() if each.title == "Save as workbook…")
    assert not command.allowed(read_only=False)
    papers.save_book()
    show(papers, "Audit paper", qtbot)
    assert command.allowed(read_only=True)
    target = tmp_path / "audit.xlsx"
    file_answers.append(target)
    with qtbot.waitSignal(papers.desk.noticed, timeout=20_000) as told:
        command.run()
    assert told.args == ["Workbook saved as audit.xlsx", False]
    assert target.read_bytes().startswith(b"PK")


def test_drawing_tells_how_far_it_is_through_facts_and_pages(papers: PapersPage, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    papers.bench.drawing.progressed.connect(lambda done, whole: told.append((done, whole)))
    show(papers, "Audit paper", qtbot)
    assert told == sorted(told)
    assert told[-1] == (100, 100)
    assert any(done < 50 for done, _ in told), "facts"
    assert any(50 < done < 100 for done, _ in told), "pages"


def test_drawing_can_be_stopped_and_begun_again_with_the_earlier_pages_there_meanwhile(
    papers: PapersPage, qtbot: QtBot
) -> None:
    before = papers.document
    papers.show_kind(kind_of("register"))
    qtbot.waitUntil(lambda: papers.bench.drawing.is_on)
    assert papers.bench.preview.view is not None
    assert papers.bench.preview.view.isVisible()
    papers.bench.preview.bar.button.click()
    assert not papers.bench.drawing.is_on
    assert "The register paper was not drawn. The pages below are as they were before." in texts(papers)
    qtbot.wait(300)
    assert papers.document is before
    assert not papers.ready
    papers.bench.preview.bar.button.click()
    qtbot.waitUntil(lambda: papers.ready, timeout=20_000)
    assert not papers.bench.preview.bar.isVisible()
    assert "Every risk in full" in papers.bench.options.kind_said.text()


def test_progress_is_shown_once_drawing_takes_long(papers: PapersPage, qtbot: QtBot) -> None:
    assert not papers.bench.preview.bar.isVisible()
    papers.bench.preview.begin("board paper")
    qtbot.waitUntil(papers.bench.preview.bar.isVisible, timeout=5_000)
    assert papers.bench.preview.bar.told.whole() == "Drawing the board paper …"
    papers.bench.preview.bar.go(30, 100)
    assert papers.bench.preview.bar.progress.value() == 30


def test_a_fault_in_drawing_is_told_and_can_be_tried_again(papers: PapersPage, qtbot: QtBot) -> None:
    papers.bench.drawing.failed.emit()
    assert "could not be drawn. The register itself is as it was." in texts(papers)
    assert papers.bench.preview.bar.button.text() == "Try again"


def test_printing_gives_every_page_upright_on_a_sheet_of_its_own(
    papers: PapersPage, tmp_path: Path, qtbot: QtBot
) -> None:
    show(papers, "Register paper", qtbot)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(papers.document, printer)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    try:
        assert len(printed) == view_of(papers).pages
        width, height = printed.get_page_size(0)
        assert width > height
    finally:
        printed.close()


def test_closing_while_a_paper_is_drawn_harms_nothing(window: MainWindow) -> None:
    page = next(page for page in window.pages if isinstance(page, PapersPage))
    window.show_page(window.pages.index(page))
    page.bench._draw()
    assert page.bench.drawing.is_on
    window.files.close()
    QTest.qWait(300)
    assert window.files.desk is None
