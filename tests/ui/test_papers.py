"""Papers inside the window: drawn from the register as it stands, turned by keyboard, saved, printed."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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


def test_both_kinds_can_be_shown_and_saved(
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
