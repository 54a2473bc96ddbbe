"""A register with closed months in the real window, and hands to look at them."""

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from riskdesk.closings import Signature
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from ui.main_window import MainWindow
from ui.page import Page

JULY, AUGUST, SEPTEMBER = dt.date(2017, 7, 31), dt.date(2017, 8, 31), dt.date(2017, 9, 30)
BOTH = (Signature("Thurrock Council", "Ann Author", "Director"), Signature("Thurrock CCG", "Cy Chair", "Chair"))


def close_months(path: Path) -> None:
    """July and August 2017 closed and signed, with a score moved between them; September open."""
    with Store.create(path, sound_register(), "Ann Author") as store:
        store.review_unchanged([1, 2])
        store.close_period("July 2017", JULY, signatures=BOTH)
        store.open_period("August 2017", AUGUST)
        store.review_risk(1, levels=(4, 4), reason="More posts fell vacant")
        store.close_period("August 2017", AUGUST, signatures=BOTH)
        store.open_period("September 2017", SEPTEMBER)


def period_id(window: MainWindow, name: str) -> int:
    assert window.files.desk
    return window.files.desk.store.period_named(name).id


def look_at(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.looking.look(period_id(window, name))
    qtbot.waitUntil(lambda: window.looking.is_on and shown(window) == name, timeout=20_000)


def shown(window: MainWindow) -> str:
    """The name of the period that the pages tell of."""
    assert window.desk
    period = window.desk.register.period
    return period.name if period else ""


def page_of(window: MainWindow, title: str) -> Page:
    return next(page for page in window.pages if page.title == title)


def show_page(window: MainWindow, title: str) -> Page:
    page = page_of(window, title)
    window.show_page(window.pages.index(page))
    return page


def texts(widget: QWidget) -> str:
    """All that stands on labels and buttons in sight."""
    found = [each for each in widget.findChildren(QWidget) if each.isVisible() and hasattr(each, "text")]
    return "\n".join(each.text() for each in found if callable(each.text))
