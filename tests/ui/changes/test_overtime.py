"""Over time: the stacks, the table and the path say the same, and the keyboard goes through all of them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from riskdesk.closings import Acceptance
from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from ui import theme
from ui.changes.bandchart import pattern_of
from ui.changes.overtime import OverTime
from ui.columns import Mark
from ui.desk import Desk

ACCEPTED = Acceptance("Bea Boss", "Known")


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2017, 7, 31, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """July and August 2017 closed: the first risk went down between them and up since; the second is closed now."""
    clock = Clock()
    with Store.create(tmp_path / "fund.riskdesk", sound_register(), "Ann Author", clock=clock) as made:
        made.close_period("July 2017", dt.date(2017, 7, 31), acceptance=ACCEPTED)
        made.rate_risk(1, Stage.CURRENT, 4, 2, reason="Posts filled")
        clock.now += dt.timedelta(days=31)
        made.close_period("August 2017", dt.date(2017, 8, 31), acceptance=ACCEPTED)
        made.rate_risk(1, Stage.CURRENT, 4, 4, reason="Vacant again")
        made.close_risk(2, "It is over", dt.date(2017, 8, 31))
        yield made


@pytest.fixture
def panel(store: Store, qtbot: QtBot) -> OverTime:
    return shown(store, qtbot)


def shown(store: Store, qtbot: QtBot) -> OverTime:
    made = OverTime(Desk(store))
    qtbot.addWidget(made)
    made.resize(1100, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.fill()
    made.focus_rows()
    return made


def rows(panel: OverTime) -> list[list[str]]:
    model = panel.table.rows
    return [[model.cell(row, column).text for column in range(model.columnCount())] for row in range(model.rowCount())]


def press(panel: OverTime, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, key)


def test_every_risk_has_its_rating_of_every_period(panel: OverTime) -> None:
    headings = [
        panel.table.rows.headerData(place, Qt.Orientation.Horizontal) for place in range(panel.table.rows.columnCount())
    ]
    assert headings == ["At this level", "July 2017", "August 2017", "Now"]
    assert rows(panel) == [["no periods", "12 High", "8 Medium", "16 High"], ["–", "4 Low", "4 Low", "–"]]
    assert [panel.table.rows.cell(0, column).mark for column in (1, 2, 3)] == [None, Mark.DOWN, Mark.UP]
    assert panel.table.rows.headerData(0, Qt.Orientation.Vertical) == "1"


def test_the_table_and_the_chart_are_at_one_period(panel: OverTime) -> None:
    assert panel.chart.at == 2
    assert panel.said.text() == "Now, 1 open risk: 1 High."
    press(panel, Qt.Key.Key_Left)
    assert panel.chart.at == 1
    assert panel.said.text() == "August 2017, as at 31 August 2017, 2 open risks: 1 Medium and 1 Low."
    panel.chart.setFocus()
    press(panel, Qt.Key.Key_Left)
    assert panel.table.currentIndex().column() == 1
    assert panel.chart.accessibleDescription().startswith("July 2017, as at 31 July 2017, 2 open risks: 1 High and 1")
    press(panel, Qt.Key.Key_Left)
    assert panel.chart.at == 0
    press(panel, Qt.Key.Key_End)
    assert panel.table.currentIndex().column() == 3


def test_a_click_chooses_a_period(panel: OverTime) -> None:
    room = panel.chart.rect()
    QTest.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=QPoint(room.left() + 30, room.center().y()))
    assert panel.chart.at == 0
    assert panel.table.currentIndex().column() == 1


def test_the_path_of_the_risk_gone_to_is_told_in_words(panel: OverTime) -> None:
    assert panel.title.text() == "1  Workforce and capacity"
    assert "8 Medium is to be reached by the last date first given to its actions" in panel.sentences.text()
    assert panel.path.accessibleDescription() == (
        "July 2017: 12 High; August 2017: 8 Medium; Now: 16 High. Target: 8 Medium."
    )
    press(panel, Qt.Key.Key_Down)
    assert panel.title.text() == "2  Delayed transfers"
    assert panel.sentences.text() == "It is closed: no path is followed."


def test_enter_asks_for_the_risk(panel: OverTime, qtbot: QtBot) -> None:
    press(panel, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.risk_wanted) as asked:
        press(panel, Qt.Key.Key_Return)
    assert asked.args == [2]


def test_a_step_is_followed_and_the_place_kept(panel: OverTime, store: Store) -> None:
    press(panel, Qt.Key.Key_Left)
    store.rate_risk(1, Stage.CURRENT, 2, 2, reason="Less")
    panel.fill()
    assert rows(panel)[0][-1] == "4 Low"
    assert panel.table.currentIndex().column() == 2
    assert panel.chart.at == 1


def test_the_search_narrows_the_table(panel: OverTime) -> None:
    panel.set_search("delayed")
    assert [row[1] for row in rows(panel)] == ["4 Low"]
    assert panel.status_line() == "1 of 2 risks shown"
    assert panel.title.text() == "2  Delayed transfers"
    panel.set_search("nowhere")
    assert rows(panel) == []
    panel.set_search("")
    assert panel.status_line() == ""
    assert len(rows(panel)) == 2


@pytest.mark.parametrize("look", [theme.Look.LIGHT, theme.Look.DARK])
def test_bands_are_drawn_in_their_own_colours_and_patterns(
    store: Store, qtbot: QtBot, qapp: QApplication, look: theme.Look
) -> None:
    theme.apply(qapp, look)
    panel = shown(store, qtbot)
    drawn = panel.chart.grab().toImage()
    seen = {drawn.pixelColor(x, y).name() for x in range(0, drawn.width(), 2) for y in range(drawn.height())}
    bands = {band.word: band for band in store.register().scheme.bands}
    assert {QColor(bands[word].fill).name() for word in ("High", "Medium", "Low")} <= seen
    assert len({pattern_of(place) for place in range(len(bands))}) == len(bands)
    path = panel.path.grab().toImage()
    assert len({path.pixelColor(x, y).name() for x in range(path.width()) for y in range(0, path.height(), 3)}) > 5


def test_before_a_period_was_closed_it_says_how_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "new.riskdesk", sound_register(), "Ann Author") as made:
        panel = shown(made, qtbot)
        assert panel.stack.currentWidget() is panel.empty
        assert panel.empty.what.text().startswith("No period was closed yet")


def test_looked_back_at_a_period_it_ends_with_it(store: Store, qtbot: QtBot) -> None:
    with store.look_back(store.register().periods[0]) as past:
        panel = shown(past, qtbot)
        assert rows(panel) == [["1 period", "12 High"], ["1 period", "4 Low"]]


def test_ten_years_of_months_are_drawn_where_there_is_room_for_few_names(store: Store, qtbot: QtBot) -> None:
    day = dt.datetime(2017, 10, 1, 12, tzinfo=dt.UTC)
    for number in range(30):
        store._clock = lambda at=day + dt.timedelta(days=number): at  # type: ignore[misc]
        store.close_period(f"Period {number}", (day + dt.timedelta(days=number)).date(), acceptance=ACCEPTED)
    panel = shown(store, qtbot)
    assert panel.table.rows.columnCount() == 34
    assert not panel.chart.grab().isNull()
    assert panel.minimumSizeHint().width() <= 1000
