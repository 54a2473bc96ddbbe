"""What waits is said when a register is opened: late actions, risks to review, with the way there; or nothing."""

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from tests.ui.months import close_months, look_at
from ui.main_window import MainWindow


def made(place: Path, as_at: dt.date = dt.date(2018, 6, 30), name: str = "June 2018") -> Path:
    path = place / "fund.riskdesk"
    with Store.create(path, sound_register(), "Ann Author") as store:
        store.edit_register({"as_at": as_at})
        if name:
            store.open_period(name, as_at)
    return path


def test_late_actions_and_risks_to_review_are_told_with_the_way_there(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.files.open(made(tmp_path))
    bar = empty_window.startbar
    assert bar.isVisible()
    assert bar.text.text() == "2 actions are late and 2 risks wait for review."
    bar.late_button.click()
    assert empty_window.page
    assert empty_window.page.title == "Actions"
    bar.review_button.click()
    assert empty_window.page.title == "Review"


def test_it_keeps_true_while_work_is_done_and_ends_with_it(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty_window.files.open(made(tmp_path, dt.date(2017, 7, 31), "July 2017"))
    bar, desk = empty_window.startbar, empty_window.desk
    assert desk
    desk.store.review_risk(1)
    qtbot.waitUntil(lambda: bar.text.text() == "1 risk waits for review.")
    desk.store.review_risk(2)
    qtbot.waitUntil(lambda: not bar.isVisible())
    desk.undo()
    qtbot.wait(50)
    assert not bar.isVisible(), "it greets once"


@pytest.mark.parametrize("name", ["July 2017", ""])
def test_only_what_is_so_is_told(empty_window: MainWindow, tmp_path: Path, name: str) -> None:
    empty_window.files.open(made(tmp_path, dt.date(2017, 7, 31), name))
    bar = empty_window.startbar
    assert bar.isVisible() == bool(name)
    assert not bar.late_button.isVisible()
    assert bar.text.text() == ("2 risks wait for review." if name else "")


def test_it_goes_with_its_register_and_is_not_about_the_past(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    close_months(tmp_path / "months.riskdesk")
    empty_window.files.open(tmp_path / "months.riskdesk")
    bar = empty_window.startbar
    assert bar.isVisible()
    look_at(empty_window, qtbot, "July 2017")
    assert not bar.isVisible()
    empty_window.files.open(made(tmp_path))
    assert bar.isVisible()
    empty_window.files.close()
    assert not bar.isVisible()
