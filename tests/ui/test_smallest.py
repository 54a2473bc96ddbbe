"""The window never needs more than a small screen, whatever page and tab is shown."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from riskdesk.madeup import make_year
from ui.main_window import MainWindow
from ui.review.page import ReviewPage
from ui.tabbed import TabbedPage

WIDEST, HIGHEST = 1280, 720


def test_every_page_and_tab_fits_a_small_screen(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    make_year(tmp_path / "year.riskdesk")
    empty_window.files.open(tmp_path / "year.riskdesk")
    assert empty_window.startbar.isVisible(), "with everything that may stand above a page"
    for place, page in enumerate(empty_window.pages):
        empty_window.show_page(place)
        for tab in range(page.tabs.count()) if isinstance(page, TabbedPage) else (-1,):
            if isinstance(page, TabbedPage):
                page.show_tab(tab)
            if isinstance(page, ReviewPage) and tab == page.tabs.count() - 1:
                page.start_meeting()
            qtbot.wait(50)
            least = empty_window.minimumSizeHint()
            assert least.width() <= WIDEST, (page.title, tab)
            assert least.height() <= HIGHEST, (page.title, tab)
