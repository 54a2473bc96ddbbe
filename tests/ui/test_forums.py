"""Forums in the settings: named from the lowest up, each with what it sees by rule, in words."""

import pytest

from riskdesk.meetings import ABOVE_APPETITE, Forum
from ui.forums import ForumList
from ui.main_window import MainWindow
from ui.settingspage import SettingsPage


@pytest.fixture
def forums(window: MainWindow) -> ForumList:
    page = window.pages[-1]
    assert isinstance(page, SettingsPage)
    window.show_page(len(window.pages) - 1)
    page.show_setting("forums")
    found = page.tabs.currentWidget()
    assert isinstance(found, ForumList)
    return found


def kept(window: MainWindow) -> list[tuple[str, str]]:
    assert window.files.desk
    return [(each.name, each.trigger) for each in window.files.desk.store.proceedings().forums]


def rewrite(forums: ForumList, row: int, column: int, text: str) -> None:
    item = forums.table.item(row, column)
    assert item is not None
    item.setText(text)


def test_the_usual_three_come_in_one_step_and_go_in_one(window: MainWindow, forums: ForumList) -> None:
    assert forums.usual_button.isVisible()
    forums.usual_button.click()
    assert kept(window) == [("Service", ""), ("Partnership board", "Medium"), ("Health and Wellbeing Board", "High")]
    assert [forums.table.text(row, 1) for row in range(3)] == ["none by rule", "Medium and above", "High"]
    assert not forums.usual_button.isVisible()
    assert window.files.desk
    window.files.desk.undo()
    assert kept(window) == []


def test_with_an_appetite_the_board_in_the_middle_sees_what_is_above_it(window: MainWindow, forums: ForumList) -> None:
    assert window.files.desk
    window.files.desk.store.edit_register({"appetite": "Low"})
    forums.usual_button.click()
    assert kept(window)[1] == ("Partnership board", ABOVE_APPETITE)
    assert forums.table.text(1, 1) == "above appetite"


def test_a_forum_is_named_anew_given_another_rule_and_removed(window: MainWindow, forums: ForumList) -> None:
    forums.new.setText("Cabinet")
    forums.add()
    assert forums.table.columns[1].choices == (
        "none by rule",
        "above appetite",
        "Low and above",
        "Medium and above",
        "High",
    )
    rewrite(forums, 0, 1, "Medium and above")
    rewrite(forums, 0, 0, "The Cabinet")
    assert kept(window) == [("The Cabinet", "Medium")]
    forums.remove(0)
    assert kept(window) == []


def test_a_band_of_an_earlier_scheme_is_told_and_kept(window: MainWindow, forums: ForumList) -> None:
    assert window.files.desk
    window.files.desk.store.add_entry(Forum, {"name": "Board", "trigger": "Catastrophic"})
    assert forums.table.text(0, 1) == "Catastrophic (no band of this scheme)"
    rewrite(forums, 0, 1, "Catastrophic (no band of this scheme)")
    assert kept(window) == [("Board", "Catastrophic")]
