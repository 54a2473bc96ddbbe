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

from riskdesk.store import Store
from tests.made import make_register
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
    assert page.view is not None
    return page.view


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
    text = text_of(papers._bytes)
    assert "Is it 16 or 12?" in text
    assert "The chain of seals holds over 2 steps" in text
    papers.desk.store.answer_challenge(1, "It is 12.")
    assert not papers.ready
    qtbot.waitUntil(lambda: papers.ready, timeout=20_000)
    assert "It is 12." in text_of(papers._bytes)


def test_the_audit_paper_is_compared_with_what_the_audit_page_is(
    papers: PapersPage, window: MainWindow, qtbot: QtBot
) -> None:
    show(papers, "Audit paper", qtbot)
    assert "compared with no earlier register" in text_of(papers._bytes)
    before = dataclasses.replace(papers.desk.register, title="The issue before", as_at=dt.date(2017, 7, 1))
    next(page for page in window.pages if isinstance(page, AuditPage)).auditor.compare_with(before)
    assert not papers.ready
    show(papers, "Audit paper", qtbot)
    assert "compared with another issue: “The issue before”" in text_of(papers._bytes)


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


def test_the_audit_paper_can_be_dropped_while_it_is_proved_audited_and_drawn(tmp_path: Path) -> None:
    kind = next(kind for kind in KINDS if kind.name == "Audit paper")
    told: list[int] = []
    with Store.create(tmp_path / "many.riskdesk", make_register(60), "Olu Officer") as store:
        gathered = kind.gather(store, None)
    kind.draw(gathered, lambda done, _whole: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 100
    proved, audited, drawn = kind.ready // 2, range(kind.ready // 2 + 1, kind.ready), range(kind.ready + 1, 100)
    assert set(told) & set(range(1, proved))
    assert set(told) & set(audited)
    assert set(told) & set(drawn)


def test_printing_gives_every_page_upright_on_a_sheet_of_its_own(papers: PapersPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(papers._bytes, printer)
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
    page._draw()
    window.files.close()
    QTest.qWait(300)
    assert window.files.desk is None
