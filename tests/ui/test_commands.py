"""Every command has a menu entry, a shortcut of its own and a tooltip, and a name a screen reader can say."""

from collections import Counter

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ui.commands import MENUS
from ui.main_window import MainWindow


def entries(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        sub = action.menu()
        found += entries(sub) if isinstance(sub, QMenu) else [action]
    return found


def test_every_command_has_entry_shortcut_and_tooltip(window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    listed = [each for menu in menus if isinstance(menu, QMenu) for each in entries(menu)]
    for command in window.menus.commands:
        action = window.menus.action(command.title)
        assert action in listed, command.title
        assert not action.shortcut().isEmpty(), command.title
        assert action.toolTip().startswith(command.tip), command.title
        assert len(command.tip) > 10, command.title
        assert command.menu.partition(" > ")[0] in MENUS, command.title


def test_menus_of_a_register_that_was_closed_are_gone(window: MainWindow, qtbot: QtBot) -> None:
    window.files.close()
    qtbot.waitUntil(lambda: len([m for m in window.menuBar().findChildren(QMenu) if m.title() == "&File"]) == 1)
    assert window.menuBar().actions()[0].text() == "&File"


def test_no_two_commands_share_keys(window: MainWindow) -> None:
    keys = Counter(key for command in window.menus.commands for key in command.shortcut.split(" | "))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_button_and_field_in_sight_has_a_name(window: MainWindow) -> None:
    for place in range(len(window.pages)):
        window.show_page(place)
        for each in (*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit),
                     *window.findChildren(QComboBox)):  # fmt: skip
            inside = isinstance(each.parent(), QComboBox | QLineEdit)
            if each.isVisible() and not inside and not each.objectName().startswith("qt_"):
                text = each.text() if isinstance(each, QAbstractButton) else ""
                assert each.accessibleName() or text, f"{type(each).__name__} on {window.pages[place].title}"


def test_commands_of_a_page_bring_their_page(window: MainWindow) -> None:
    window.show_page(0)
    window.menus.action("Board paper").trigger()
    assert window.page is not None
    assert window.page.title == "Papers"
