"""The register page on a real file: filters, the form beside the table, commands, empty states."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from riskdesk.risks import Category, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from ui.commands import Command
from ui.desk import Desk
from ui.filters import LIVE, NONE
from ui.inspector import Inspector
from ui.registerpage import RegisterPage


def scored(impact: int, likelihood: int) -> dict[Stage, Score]:
    return {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)}


MONEY, PEOPLE = Category(name="Money"), Category(name="People")
LEAD, BOARD = Owner(name="Lead"), Owner(name="Board")


def register() -> Register:
    return Register(
        title="Fund",
        scheme=preset("council-4x4"),
        categories=(MONEY, PEOPLE),
        owners=(LEAD, BOARD),
        risks=(
            Risk(ref="1", heading="Cash", scores=scored(4, 4), category=MONEY, owners=(LEAD, BOARD)),
            Risk(ref="2", heading="Staff", scores=scored(2, 2), category=PEOPLE, owners=(BOARD,)),
            Risk(ref="3", heading="Data", scores=scored(4, 3), status=Status.DRAFT),
        ),
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Store.create(tmp_path / "r.riskdesk", register(), "Ann"))
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RegisterPage:
    made = RegisterPage(desk)
    qtbot.addWidget(made)
    qtbot.addWidget(made.bar)
    made.resize(1200, 700)
    made.show()
    return made


def refs(page: RegisterPage) -> list[str]:
    return [row.thing.ref for row in page.table.rows.rows.shown]


def command(page: RegisterPage, title: str) -> Command:
    return next(each for each in page.commands() if each.title == title)


def owner_id(desk: Desk, name: str) -> int:
    return next(owner.id for owner in desk.register.owners if owner.name == name)


def test_the_form_appears_by_itself_once_the_table_has(page: RegisterPage, qtbot: QtBot) -> None:
    assert page.findChild(Inspector) is None, "the table comes first"
    qtbot.waitUntil(lambda: page.findChild(Inspector) is not None)


def test_a_new_risk_is_offered_the_next_reference(page: RegisterPage, desk: Desk) -> None:
    page.add_risk()
    assert desk.register.risks[-1].ref == "4"


def test_the_first_risk_is_chosen_and_its_form_open(page: RegisterPage, desk: Desk) -> None:
    assert page.risk is not None
    assert page.risk.ref == "1"
    assert page.inspector.risk_id == page.risk.id


def test_going_down_opens_the_next_form(page: RegisterPage) -> None:
    command(page, "Next risk").run()
    assert page.risk is not None
    assert page.risk.ref == "2"
    assert page.inspector.risk_id == page.risk.id


def test_each_filter_narrows_and_all_hold_together(page: RegisterPage, desk: Desk) -> None:
    page.bar.choose("Band", "High")
    assert refs(page) == ["1", "3"]
    page.bar.choose("Owner", owner_id(desk, "Board"))
    assert refs(page) == ["1"]
    assert page.bar.count.text() == "1 of 3 risks"
    assert page.facts() == "1 of 3 risks shown"
    page.bar.clear()
    assert refs(page) == ["1", "2", "3"]
    page.bar.choose("Category", NONE)
    assert refs(page) == ["3"]
    page.bar.clear()
    page.bar.choose("Status", Status.DRAFT)
    assert refs(page) == ["3"]
    page.bar.choose("Status", LIVE)
    assert refs(page) == ["1", "2", "3"]


def test_drop_downs_offer_what_the_register_has(page: RegisterPage) -> None:
    def offered(box: QComboBox) -> list[str]:
        return [box.itemText(place) for place in range(box.count())]

    assert offered(page.bar.drops["Band"]) == ["Any band", "High", "Medium", "Low", "Not rated"]
    assert offered(page.bar.drops["Category"]) == ["Any category", "Money", "People", "No category"]
    assert offered(page.bar.drops["Owner"]) == ["Any owner", "Board", "Lead", "No owner"]


def test_a_filter_whose_value_is_gone_lets_go(page: RegisterPage, desk: Desk) -> None:
    page.bar.choose("Owner", owner_id(desk, "Lead"))
    assert refs(page) == ["1"]
    board = next(owner for owner in desk.register.owners if owner.name == "Board")
    assert page.risk is not None
    desk.store.set_owners(page.risk.id, [board])
    assert refs(page) == ["1", "2", "3"]


def test_a_rating_that_leaves_the_band_leaves_the_filtered_table(page: RegisterPage, desk: Desk) -> None:
    page.bar.choose("Band", "High")
    assert page.risk is not None
    desk.store.rate_risk(page.risk.id, Stage.CURRENT, 1, 1, reason="mended")
    assert refs(page) == ["3"]
    assert page.inspector.risk_id is not None


def test_a_search_without_result_teaches_the_way_back(page: RegisterPage, qtbot: QtBot) -> None:
    page.set_search("nothing of the kind")
    assert page.stack.currentWidget() is page.empty
    assert page.empty.what.text() == "No risk matches."
    with qtbot.waitSignal(page.search_cleared):
        page.empty.button.click()
    assert page.stack.currentWidget() is page.table
    assert refs(page) == ["1", "2", "3"]


def test_an_empty_register_says_how_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Store.create(tmp_path / "e.riskdesk", Register(title="New", scheme=preset("council-4x4")), "Ann"))
    page = RegisterPage(desk)
    qtbot.addWidget(page)
    qtbot.addWidget(page.bar)
    assert page.empty.what.text() == "This register has no risks yet."
    page.empty.button.click()
    assert len(desk.register.risks) == 1
    assert page.stack.currentWidget() is page.table
    assert page.risk is not None
    desk.close()


def test_a_new_risk_is_shown_even_where_a_filter_would_hide_it(page: RegisterPage, desk: Desk) -> None:
    page.bar.choose("Band", "High")
    page.set_search("cash")
    command(page, "New risk").run()
    assert len(desk.register.risks) == 4
    assert page.risk is not None
    assert page.risk.title == ""
    assert page.inspector.risk_id == page.risk.id
    assert page.table.currentIndex().isValid()


def test_commands_follow_the_state_of_the_risk(page: RegisterPage, desk: Desk) -> None:
    assert command(page, "Close risk…").allowed(read_only=False)
    assert not command(page, "Reopen risk…").allowed(read_only=False)
    assert not command(page, "New risk").allowed(read_only=True)
    assert page.risk is not None
    desk.store.close_risk(page.risk.id, "over", dt.date(2018, 1, 2))
    assert not command(page, "Close risk…").allowed(read_only=False)
    assert command(page, "Reopen risk…").allowed(read_only=False)


def test_undoing_a_new_risk_shows_another(page: RegisterPage, desk: Desk) -> None:
    page.add_risk()
    desk.undo()
    assert page.risk is not None
    assert page.inspector.risk_id == page.risk.id


def test_a_risk_asked_for_from_elsewhere_comes_through_the_filters(page: RegisterPage, desk: Desk) -> None:
    page.bar.choose("Band", "Low")
    wanted = next(risk.id for risk in desk.register.risks if risk.ref == "3")
    page.show_risk(wanted)
    assert page.table.current_id == wanted
    assert page.inspector.risk_id == wanted
    assert page.table.currentIndex().isValid()


def test_every_command_has_a_menu_a_shortcut_and_a_tip(page: RegisterPage) -> None:
    for each in page.commands():
        assert each.menu
        assert each.shortcut
        assert each.tip


class Kept:
    """Remembers like the settings do, in memory."""

    def __init__(self) -> None:
        self.states: dict[str, QByteArray] = {}

    def state(self, key: str) -> QByteArray:
        return self.states.get(key, QByteArray())

    def keep_state(self, key: str, state: QByteArray) -> None:
        self.states[key] = state


def test_the_form_gives_way_to_the_table_and_stays_away_on_another_day(desk: Desk, qtbot: QtBot) -> None:
    kept = Kept()
    for _day in range(2):
        page = RegisterPage(desk, kept)
        qtbot.addWidget(page)
        qtbot.addWidget(page.bar)
        page.resize(1200, 700)
        page.show()
        if page.inspector.isVisible():
            command(page, "Show or hide the form").run()
        assert not page.inspector.isVisible()
        qtbot.waitUntil(lambda page=page: page.table.width() > 1190)  # type: ignore[misc]


def test_the_form_comes_back_when_it_is_asked_for(page: RegisterPage, desk: Desk) -> None:
    ways: tuple[Callable[[], object], ...] = (
        page.toggle_form,
        page.add_risk,
        page.close_risk,
        lambda: page.show_risk(desk.register.risks[0].id),
        lambda: QTest.keyClick(page.table, Qt.Key.Key_Return),
    )
    for way in ways:
        page.show_form(shown=False)
        way()
        assert page.inspector.isVisible()


def test_what_is_half_typed_is_saved_when_the_form_goes(page: RegisterPage, desk: Desk) -> None:
    heading = page.inspector.forms["Risk"].editors["heading"].findChild(QLineEdit)
    assert heading is not None
    heading.setText("Cash and more")
    page.toggle_form()
    assert desk.register.risks[0].heading == "Cash and more"


@pytest.mark.parametrize("width", [1230, 1460, 1780])
def test_table_and_form_share_the_window_until_a_person_moves_the_handle(page: RegisterPage, width: int) -> None:
    page.resize(width, 700)
    table, form = page.splitter.sizes()
    assert 420 <= form <= 560
    assert table >= 1.6 * form
    if width > 1700:
        assert not page.table.more.isVisible()
    page.splitter.setSizes([width - 700, 700])
    page.splitter.splitterMoved.emit(width - 700, 1)
    page.resize(width + 10, 700)
    assert page.splitter.sizes()[1] == 700
