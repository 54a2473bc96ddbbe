"""Hands on the papers page: tabs opened, papers waited for, their words read."""

import pypdfium2
from pytestqt.qtbot import QtBot

from tests.ui.months import show_page
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.layouts import LayoutEditor
from ui.papers.words import WordsPanel


def show_papers(window: MainWindow, qtbot: QtBot) -> PapersPage:
    page = show_page(window, "Papers")
    assert isinstance(page, PapersPage)
    wait_for(page, qtbot)
    return page


def wait_for(page: PapersPage, qtbot: QtBot) -> None:
    """Until the paper on the screen is the one asked for."""
    qtbot.waitUntil(lambda: page.ready, timeout=30_000)


def words_of(page: PapersPage) -> WordsPanel:
    page.show_tab("Words")
    assert page.bench.sidebar.words is not None
    return page.bench.sidebar.words


def layouts_of(page: PapersPage) -> LayoutEditor:
    page.show_tab("Layouts")
    assert page.bench.sidebar.layouts is not None
    return page.bench.sidebar.layouts


def text_of(document: bytes) -> str:
    """All words of a PDF, with single spaces."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    finally:
        pdf.close()
