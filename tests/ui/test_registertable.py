"""The register's table on a real file: its model, its place after changes, its keys."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from riskdesk.risks import Action, Category, Owner, Register, Risk, Score, Stage
from riskdesk.schemes import preset
from riskdesk.store import Store
from ui.desk import Desk
from ui.registertable import RegisterTable

NASTY = "<b>bold</b> & <img src=x> 😀 ŵŷ\0"


class Kept:
    """Remembers like the settings do, in memory."""

    def __init__(self) -> None:
        self.states: dict[str, QByteArray] = {}

    def state(self, key: str) -> QByteArray:
        return self.states.get(key, QByteArray())

    def keep_state(self, key: str, state: QByteArray) -> None:
        self.states[key] = state


def scored(impact: int, likelihood: int) -> dict[Stage, Score]:
    return {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)}


def register() -> Register:
    money, people = Category(name="Money"), Category(name="People")
    lead, board = Owner(name="Lead"), Owner(name="Board")
    late = Action(text="Recruit", due="March 2017", owner=lead)
    return Register(
        title="Fund",
        as_at=dt.date(2017, 8, 1),
        scheme=preset("council-4x4"),
        categories=(money, people),
        owners=(lead, board),
        risks=(
            Risk(ref="10", heading="Tenth", scores=scored(4, 4), category=money, owners=(lead, board)),
            Risk(ref="2", heading="Second", scores=scored(2, 2), category=people, owners=(board,), actions=(late,)),
            Risk(ref="1", heading="First", description="x" * 100_000),
            Risk(ref="3", heading=NASTY, scores=scored(3, 4)),
        ),
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Store.create(tmp_path / "r.riskdesk", register(), "Ann"))
    yield made
    made.close()


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> RegisterTable:
    made = RegisterTable(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.read_again)
    made.resize(900, 400)
    made.show()
    return made


def refs(table: RegisterTable) -> list[str]:
    return [row.thing.ref for row in table.rows.rows.shown]


def id_of(desk: Desk, ref: str) -> int:
    return next(risk.id for risk in desk.register.risks if risk.ref == ref)


def test_the_model_keeps_qt_s_rules(table: RegisterTable, desk: Desk, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.rows)  # type: ignore[no-untyped-call]
    table.rows.search("first")
    table.rows.sort(5, Qt.SortOrder.DescendingOrder)
    table.rows.search("")
    desk.store.edit_risk(id_of(desk, "2"), {"heading": "Other"})


def test_it_opens_in_the_order_of_references(table: RegisterTable) -> None:
    assert refs(table) == ["1", "2", "3", "10"]


def test_a_change_keeps_the_place_by_id(table: RegisterTable, desk: Desk) -> None:
    table.go_to(id_of(desk, "3"))
    desk.store.edit_risk(id_of(desk, "3"), {"ref": "99"})
    assert refs(table) == ["1", "2", "10", "99"]
    assert table.currentIndex().row() == 3
    assert table.current_id == id_of(desk, "99")


def test_sorting_and_filtering_keep_the_place_and_it_comes_back_with_its_row(table: RegisterTable, desk: Desk) -> None:
    two = id_of(desk, "2")
    table.go_to(two)
    table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert table.rows.row(table.currentIndex().row()).id == two
    table.rows.search("tenth")
    assert not table.currentIndex().isValid()
    table.rows.search("")
    assert table.rows.row(table.currentIndex().row()).id == two


def test_a_change_of_the_table_does_not_tell_that_a_person_chose(
    table: RegisterTable, desk: Desk, qtbot: QtBot
) -> None:
    table.go_to(id_of(desk, "2"))
    with qtbot.assertNotEmitted(table.chosen):
        desk.store.edit_risk(id_of(desk, "1"), {"heading": "Changed"})
        table.rows.search("e")


def test_arrows_choose_and_enter_opens(table: RegisterTable, desk: Desk, qtbot: QtBot) -> None:
    table.go_to(id_of(desk, "1"))
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == [id_of(desk, "2")]
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [id_of(desk, "2")]


def test_typing_goes_to_the_reference(table: RegisterTable, desk: Desk) -> None:
    table.go_to(id_of(desk, "3"))
    table.keyboardSearch("1")
    assert table.current_id == id_of(desk, "1")
    table.keyboardSearch("0")
    assert table.current_id == id_of(desk, "10")


def test_steps_stay_within_the_table(table: RegisterTable, desk: Desk) -> None:
    table.go_to(id_of(desk, "3"))
    for _ in range(5):
        table.step(1)
    assert table.current_id == id_of(desk, "10")
    for _ in range(9):
        table.step(-1)
    assert table.current_id == id_of(desk, "1")


def test_tooltips_show_register_text_letter_by_letter(table: RegisterTable) -> None:
    index = table.rows.index(2, 1)
    told = str(table.rows.data(index, int(Qt.ItemDataRole.ToolTipRole)))
    assert "&lt;img" in told
    assert "<img" not in told


def test_movement_appears_with_the_step_that_moved_it(table: RegisterTable, desk: Desk) -> None:
    risk = id_of(desk, "2")
    desk.store.rate_risk(risk, Stage.CURRENT, 4, 4, reason="worse")
    place = table.rows.rows.place(risk)
    keys = [column.key for column in table.rows.rows.columns]
    assert table.rows.cell(place, keys.index("movement")).spoken == "up from 4 Low"
    desk.undo()
    assert table.rows.cell(place, keys.index("movement")).spoken == "unchanged"


def test_columns_go_where_there_is_no_room_and_come_back(table: RegisterTable) -> None:
    table.resize(600, 400)
    table.fit()
    keys = [column.key for column in table.rows.rows.columns]
    assert table.isColumnHidden(keys.index("status"))
    assert not table.isColumnHidden(keys.index("current"))
    table.resize(1900, 400)
    table.fit()
    assert not any(table.isColumnHidden(place) for place in range(len(keys)))


def test_hidden_columns_are_told_at_the_end_of_the_heading_and_chosen_from_there(
    table: RegisterTable, qtbot: QtBot
) -> None:
    table.resize(600, 400)
    hidden = [
        str(table.rows.headerData(place, Qt.Orientation.Horizontal))
        for place in range(table.rows.columnCount())
        if table.isColumnHidden(place)
    ]
    assert table.more.isVisible()
    assert table.more.text() == f"+{len(hidden)} more"
    assert table.more.accessibleName().startswith(f"{len(hidden)} columns are hidden: {', '.join(hidden)}.")
    assert table.more.geometry().right() == table.viewport().geometry().right()
    QTest.keyClick(table.more, Qt.Key.Key_Space)
    [menu] = table.findChildren(QMenu)
    menu.close()
    table.resize(1900, 400)
    assert not table.more.isVisible()


def test_columns_with_nothing_in_them_go_before_those_with_something(table: RegisterTable, desk: Desk) -> None:
    keys = [column.key for column in table.rows.rows.columns]
    assert table.room.bare == {"inherent", "target", "movement", "review", "reviewed", "status"}
    table.resize(660, 400)
    assert table.isColumnHidden(keys.index("review"))
    assert not table.isColumnHidden(keys.index("category"))
    for risk in desk.register.risks:
        desk.store.edit_risk(risk.id, {"next_review": dt.date(2018, 1, 1), "category": None})
    assert "review" not in table.room.bare
    assert table.isColumnHidden(keys.index("category"))
    assert not table.isColumnHidden(keys.index("review"))


def test_a_rating_stands_whole_in_its_column_beside_its_mark(table: RegisterTable, desk: Desk) -> None:
    place = [column.key for column in table.rows.rows.columns].index("current")
    before = table.columnWidth(place)
    desk.store.state_rating(id_of(desk, "10"), Stage.CURRENT, 12)
    assert table.columnWidth(place) == max(before, table.cells.chip_room("9 Medium", marked=True))


def test_what_is_not_recorded_is_said_in_full_where_only_a_dash_has_room(table: RegisterTable) -> None:
    place = [column.key for column in table.rows.rows.columns].index("inherent")
    index = table.rows.index(0, place)
    assert table.rows.cell(0, place).short == "\N{EN DASH}"
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "not recorded"
    assert "not recorded" in index.data(int(Qt.ItemDataRole.ToolTipRole))


def test_a_score_first_made_since_the_as_at_date_is_newly_rated(table: RegisterTable, desk: Desk) -> None:
    first = id_of(desk, "1")
    place = [column.key for column in table.rows.rows.columns].index("movement")
    assert table.rows.cell(table.rows.rows.place(first), place).spoken == "unchanged"
    desk.store.edit_register({"as_at": dt.date(2017, 11, 1)})
    desk.store.rate_risk(first, Stage.CURRENT, 3, 3, reason="judged")
    cell = table.rows.cell(table.rows.rows.place(first), place)
    assert (cell.spoken, cell.mark) == ("newly rated", None)
    new = desk.store.add_risk({"ref": "11"})
    desk.store.rate_risk(new, Stage.CURRENT, 2, 2, reason="judged")
    assert table.rows.cell(table.rows.rows.place(new), place).spoken == "newly rated"
    desk.store.edit_register({"as_at": dt.date(2018, 2, 1)})
    assert table.rows.cell(table.rows.rows.place(first), place).spoken == "unchanged"


def test_columns_are_chosen_from_a_menu_and_reference_and_risk_always_stay(table: RegisterTable) -> None:
    table.offer_columns(QPoint(0, 0))
    [menu] = table.findChildren(QMenu)
    entries = {entry.text(): entry for entry in menu.actions() if entry.isCheckable()}
    assert not entries["Ref"].isEnabled()
    assert not entries["Risk"].isEnabled()
    entries["Status"].setChecked(True)
    keys = [column.key for column in table.rows.rows.columns]
    assert not table.isColumnHidden(keys.index("status"))
    menu.close()


def test_order_and_widths_are_remembered(desk: Desk, qtbot: QtBot) -> None:
    kept = Kept()
    first = RegisterTable(desk, kept)
    qtbot.addWidget(first)
    first.resize(1900, 400)
    first.show()
    first.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    first.setColumnWidth(2, 177)
    again = RegisterTable(desk, kept)
    qtbot.addWidget(again)
    again.resize(1900, 400)
    again.show()
    assert refs(again) == ["10", "3", "2", "1"]
    assert again.columnWidth(2) == 177
    assert again.horizontalHeader().sortIndicatorSection() == 5


def test_it_paints_every_kind_of_cell(table: RegisterTable, desk: Desk) -> None:
    desk.store.rate_risk(id_of(desk, "2"), Stage.CURRENT, 4, 4)
    desk.store.state_rating(id_of(desk, "10"), Stage.CURRENT, 12)
    table.resize(1900, 400)
    table.go_to(id_of(desk, "2"))
    assert not table.grab().isNull()


def test_a_big_register_is_filtered_without_losing_count(tmp_path: Path, qtbot: QtBot) -> None:
    many = tuple(Risk(ref=str(number), heading=f"risk {'even' if number % 2 else 'odd'}") for number in range(2000))
    desk = Desk(
        Store.create(tmp_path / "m.riskdesk", Register(title="Many", scheme=preset("council-4x4"), risks=many), "Ann")
    )
    made = RegisterTable(desk)
    qtbot.addWidget(made)
    made.rows.search("even")
    assert made.rows.rowCount() == 1000
    qtbot.waitUntil(lambda: not made.rows.rows.warm(0))
    made.rows.search("")
    assert made.rows.rowCount() == 2000
    desk.close()
