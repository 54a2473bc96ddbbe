"""What changed: the sentences, the counts and the rows behind them are one and the same comparison."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from riskdesk.closings import Acceptance
from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from ui.changes.page import ChangesPage
from ui.changes.whatchanged import NOW, WhatChanged
from ui.desk import Desk
from ui.plain import Paragraph

ACCEPTED = Acceptance("Bea Boss", "Known")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """July and August 2017 closed: the first risk went down between them and up since; the second is closed now."""
    with Store.create(tmp_path / "fund.riskdesk", sound_register(), "Ann Author") as made:
        made.close_period("July 2017", dt.date(2017, 7, 31), acceptance=ACCEPTED)
        made.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
        made.close_period("August 2017", dt.date(2017, 8, 31), acceptance=ACCEPTED)
        made.rate_risk(1, Stage.CURRENT, 4, 4, reason="Vacant <b>again</b>")
        made.close_risk(2, "It is over", dt.date(2017, 8, 31))
        yield made


def shown(store: Store, qtbot: QtBot) -> WhatChanged:
    page = ChangesPage(Desk(store))
    qtbot.addWidget(page)
    page.resize(1100, 640)
    with qtbot.waitExposed(page):
        page.show()
    panel = page.panel
    assert isinstance(panel, WhatChanged)
    if store.register().last_closed:
        wait(panel, qtbot)
    return panel


def wait(panel: WhatChanged, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.movement is not None and not panel.waiting.isVisible(), timeout=10_000)


@pytest.fixture
def panel(store: Store, qtbot: QtBot) -> WhatChanged:
    return shown(store, qtbot)


def rows(panel: WhatChanged) -> dict[str, str]:
    """By reference, what the table says happened."""
    model = panel.table.rows
    keys = [column.key for column in model.rows.columns]
    return {
        model.cell(place, keys.index("ref")).text: model.cell(place, keys.index("what")).text
        for place in range(model.rowCount())
    }


def sentences(panel: WhatChanged) -> list[str]:
    return [text.text() for text in panel.findChildren(Paragraph) if text.isVisible()]


def counts(panel: WhatChanged) -> dict[str, int]:
    found = [button.text() for button in panel.findChildren(QPushButton) if button.isCheckable() and button.isVisible()]
    return {text.rpartition(" ")[0]: int(text.rpartition(" ")[2]) for text in found}


def choose(panel: WhatChanged, name: str) -> None:
    for button in panel.findChildren(QPushButton):
        if button.isCheckable() and button.text().startswith(name):
            button.click()
            return
    raise AssertionError(name)


def test_the_last_period_is_compared_with_today(panel: WhatChanged) -> None:
    assert panel.before.currentText() == "August 2017"
    assert panel.after.currentText() == "Today"
    assert rows(panel)["1"].startswith("Rose from 8 Medium")
    assert "It is over" in rows(panel)["2"]


def test_text_of_the_register_is_read_letter_by_letter(panel: WhatChanged) -> None:
    assert any("Vacant <b>again</b>" in text for text in sentences(panel))


def test_every_count_is_that_of_the_rows_it_shows(panel: WhatChanged, qtbot: QtBot) -> None:
    told = counts(panel)
    assert told["All"] == len(rows(panel)) == 2
    for name, number in told.items():
        choose(panel, name)
        assert panel.table.rows.rowCount() == number
    choose(panel, "Up")
    assert list(rows(panel)) == ["1"]
    assert panel.status_line() == "1 of 2 risks shown"


def test_two_periods_are_compared_as_they_were(panel: WhatChanged, qtbot: QtBot) -> None:
    panel.before.setCurrentText("July 2017")
    panel.after.setCurrentText("August 2017")
    panel.after.activated.emit(panel.after.currentIndex())
    wait(panel, qtbot)
    qtbot.waitUntil(lambda: "Fell" in rows(panel).get("1", ""))
    assert "Posts filled" in rows(panel)["1"]
    assert "It is over" not in rows(panel)["2"]


def test_a_period_that_is_not_later_is_refused_in_words(panel: WhatChanged, qtbot: QtBot) -> None:
    panel.after.setCurrentText("August 2017")
    panel.after.activated.emit(panel.after.currentIndex())
    refused = "August 2017 is not later than August 2017: choose a later period, or today."
    qtbot.waitUntil(lambda: refused in sentences(panel))
    assert rows(panel) == {}


def test_begin_compares_with_today(panel: WhatChanged, store: Store, qtbot: QtBot) -> None:
    panel.begin(store.register().periods[0].id)
    assert panel.before.currentText() == "July 2017"
    assert panel.after.currentData() == NOW
    wait(panel, qtbot)


def test_a_step_shows_at_once_and_the_choice_stays(panel: WhatChanged, store: Store, qtbot: QtBot) -> None:
    panel.begin(store.register().periods[0].id)
    wait(panel, qtbot)
    store.add_risk({"ref": "3", "description": "A new one"})
    qtbot.waitUntil(lambda: "3" in rows(panel), timeout=10_000)
    assert panel.before.currentText() == "July 2017"


def test_the_keyboard_opens_a_risk(panel: WhatChanged, qtbot: QtBot) -> None:
    panel.focus_rows()
    with qtbot.waitSignal(panel.risk_wanted) as asked:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == [panel.table.current_id]


def test_without_a_closed_period_it_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "new.riskdesk", sound_register(), "Ann Author") as made:
        panel = shown(made, qtbot)
        assert panel.stack.currentWidget() is panel.empty
        assert "No period was closed yet" in panel.empty.what.text()


def test_a_closed_period_is_compared_with_those_before_it(store: Store, qtbot: QtBot) -> None:
    with store.look_back(store.register().periods[1]) as stood:
        panel = shown(stood, qtbot)
        assert [panel.before.itemText(place) for place in range(panel.before.count())] == ["July 2017"]
        assert panel.after.currentText() == "August 2017"
        assert "Fell" in rows(panel)["1"]
