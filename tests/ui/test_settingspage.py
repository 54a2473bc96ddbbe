"""The settings of a register: every change is one step, a refused one leaves what was there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Category, OwnerKind, Partner, Register
from ui.entries import NOT_RECORDED, EntryList
from ui.main_window import MainWindow
from ui.settingspage import SettingsPage


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    page = window.pages[-1]
    assert isinstance(page, SettingsPage)
    window.show_page(len(window.pages) - 1)
    return page


def list_of(page: SettingsPage, title: str) -> EntryList:
    return next(each for each in page.lists if each.table.accessibleName() == title)


def rewrite(entries: EntryList, row: int, column: int, text: str) -> None:
    item = entries.table.item(row, column)
    assert item is not None
    item.setText(text)


def register_of(page: SettingsPage) -> Register:
    return page.desk.register


def test_an_entry_is_added_renamed_and_removed_each_as_one_step(page: SettingsPage) -> None:
    categories = list_of(page, "Categories")
    categories.new.setText("Workforce")
    QTest.keyClick(categories.new, Qt.Key.Key_Return)
    assert [each.name for each in register_of(page).categories] == ["Workforce"]
    rewrite(categories, 0, 0, "People")
    assert [each.name for each in register_of(page).categories] == ["People"]
    page.desk.undo()
    assert categories.table.text(0, 0) == "Workforce"
    categories.table.setCurrentCell(0, 0)
    QTest.keyClick(categories.table, Qt.Key.Key_Delete)
    assert register_of(page).categories == ()


def test_a_category_has_an_appetite_from_the_schemes_bands(page: SettingsPage) -> None:
    page.desk.store.add_entry(Category, {"name": "Money"})
    categories = list_of(page, "Categories")
    assert categories.table.columns[1].choices == (NOT_RECORDED, "Low", "Medium", "High")
    rewrite(categories, 0, 1, "Medium")
    assert register_of(page).categories[0].appetite == "Medium"
    rewrite(categories, 0, 1, NOT_RECORDED)
    assert register_of(page).categories[0].appetite == ""


def test_an_owner_can_become_a_body(page: SettingsPage) -> None:
    owners = list_of(page, "Owners")
    before = register_of(page).owners[0].name
    rewrite(owners, 0, 2, OwnerKind.BODY.label)
    found = next(each for each in register_of(page).owners if each.name == before)
    assert found.kind is OwnerKind.BODY


def test_a_refused_name_leaves_what_was_there(page: SettingsPage, qtbot: object) -> None:
    partners = list_of(page, "Partners")
    names = [each.name for each in register_of(page).partners]
    with pytest.raises(RiskDeskError):
        page.desk.store.edit_entry(Partner, register_of(page).partners[0].id, {"name": " "})
    partners.fill(register_of(page))
    assert partners.table.text(0, 0) == names[0]


def test_the_appetite_is_chosen_among_bands(page: SettingsPage) -> None:
    box = page.register_settings.appetite
    assert [box.itemText(place) for place in range(box.count())] == [NOT_RECORDED, "Low", "Medium", "High"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert register_of(page).appetite == "Medium"
    assert page.desk.store.last_step is not None


def test_a_reader_cannot_write_in_a_list(page: SettingsPage) -> None:
    entries = list_of(page, "Owners")
    entries.table.set_read_only(True)
    item = entries.table.item(0, 0)
    assert item is not None
    assert not item.flags() & Qt.ItemFlag.ItemIsEditable
