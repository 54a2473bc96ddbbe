"""The frame as a person meets it: what is always in sight, undo by name, notices, reading beside a writer."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Stage
from ui.about import About
from ui.audit.page import AuditPage
from ui.audit.proof import ProofPanel
from ui.desk import Desk
from ui.errordesk import ErrorDesk, crash_dialog
from ui.main_window import MainWindow
from ui.newregister import NewRegister
from ui.registerpage import RegisterPage
from ui.settings import Settings
from ui.settingspage import SettingsPage

HOSTILE = '<b>bold</b> & <img src="file:///etc/passwd"> Ŵŷ 🙂'
Make = Callable[[Settings], MainWindow]


def desk_of(window: MainWindow) -> Desk:
    assert window.files.desk is not None
    return window.files.desk


def settings_of(window: MainWindow) -> SettingsPage:
    page = window.pages[-1]
    assert isinstance(page, SettingsPage)
    return page


def rate_first(window: MainWindow, impact: int = 1, likelihood: int = 1) -> None:
    desk = desk_of(window)
    desk.store.rate_risk(desk.register.risks[0].id, Stage.CURRENT, impact, likelihood, reason="Staff were found")


def test_title_date_seal_and_facts_are_in_sight(window: MainWindow) -> None:
    texts = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    assert "Thurrock Better Care Fund 2017-19" in texts
    assert window.header.as_at.text().strip() == "as at 1 August 2017"
    assert window.header.seal.text().strip() == f"sealed {desk_of(window).register.seal[:4]}"
    assert "11 risks, 3 High, 2 Medium, 1 action late" in texts


def test_undo_is_named_after_the_step_and_grey_without_one(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.menus.action("Undo").isEnabled()
    rate_first(window)
    qtbot.waitUntil(lambda: window.menus.action("Undo").isEnabled())
    title = desk_of(window).store.next_undo.title  # type: ignore[union-attr]
    assert window.menus.action("Undo").text() == f"Undo {title}"
    window.menus.action("Undo").trigger()
    qtbot.waitUntil(lambda: window.menus.action("Redo").isEnabled())
    assert window.menus.action("Redo").text() == f"Redo {title}"
    assert not window.menus.action("Undo").isEnabled()


def test_a_notice_offers_undo_and_after_that_redo(window: MainWindow) -> None:
    before = desk_of(window).register.risks[0].scores[Stage.CURRENT]
    rate_first(window)
    assert window.notice.isVisible()
    assert window.notice.button.text() == "Undo"
    window.notice.button.click()
    assert desk_of(window).register.risks[0].scores[Stage.CURRENT] == before
    assert window.notice.button.text() == "Redo"
    window.notice.button.click()
    assert desk_of(window).register.risks[0].scores[Stage.CURRENT].impact == 1


def test_in_a_text_field_ctrl_z_belongs_to_the_field(window: MainWindow) -> None:
    rate_first(window)
    seal = desk_of(window).register.seal
    window.activateWindow()
    window.focus_search()
    QTest.keyClicks(window.search, "work")
    QTest.keyClick(window.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.search.text() == ""
    assert desk_of(window).register.seal == seal


def test_search_reaches_the_page_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_search()
    QTest.keyClicks(window.search, "DTOC")
    assert window.page is not None
    qtbot.waitUntil(lambda: window.page is not None and window.page.facts() != "")


def test_a_second_opener_reads_and_is_told_who_writes(window: MainWindow, make_shown: Make, tmp_path: Path) -> None:
    second = make_shown(Settings(tmp_path / "second.ini"))
    second.files.open(desk_of(window).store.path)
    assert second.header.banner.isVisible()
    assert "Ann Author" in second.header.banner_text.whole()
    assert "since" in second.header.banner_text.whole()
    writing = [command for command in second.menus.commands if command.writes]
    assert writing
    assert not any(second.menus.action(command.title).isEnabled() for command in writing)
    assert all(line.isReadOnly() or not line.isEnabled() for line in editable_lines(second))


def editable_lines(window: MainWindow) -> list[QLineEdit]:
    """The lines of the settings: what a reader must not be able to change."""
    window.show_page(len(window.pages) - 1)
    return settings_of(window).register_settings.findChildren(QLineEdit)


def test_a_reader_sees_what_the_writer_writes(window: MainWindow, make_shown: Make, tmp_path: Path) -> None:
    reader = make_shown(Settings(tmp_path / "reader.ini"))
    reader.files.open(desk_of(window).store.path)
    rate_first(window)
    desk_of(reader).follow()
    assert desk_of(reader).register.risks[0].scores[Stage.CURRENT].impact == 1


def test_without_an_as_at_date_the_window_says_so_and_calls_nothing_late(window: MainWindow, qtbot: QtBot) -> None:
    window.header.as_at_wanted.emit(None)
    qtbot.waitUntil(lambda: "not recorded" in window.header.as_at.text())
    assert window.header.as_at.property("alert")
    window.header.as_at_wanted.emit(dt.date(2018, 2, 1))
    qtbot.waitUntil(lambda: "1 February 2018" in window.header.as_at.text())


def test_what_the_world_did_is_told_in_the_window(window: MainWindow) -> None:
    desk = ErrorDesk(window.warn)
    fault = RiskDeskError("The disk is full.", "Make room.")
    desk.handle(RiskDeskError, fault, None)
    assert window.notice.text() == "The disk is full. Make room."


def test_a_crash_can_be_copied(qtbot: QtBot) -> None:
    box = crash_dialog("Traceback: <b>not markup</b>")
    qtbot.addWidget(box)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert any(button.text() == "Copy details" for button in box.findChildren(QPushButton))
    box.show()
    assert box.close()


def test_no_label_reads_register_text_as_markup(window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(window)
    desk.store.edit_register({"title": HOSTILE, "organisation": HOSTILE})
    desk.store.edit_risk(desk.register.risks[0].id, {"description": HOSTILE, "heading": HOSTILE})
    for place in range(len(window.pages)):
        window.show_page(place)
    qtbot.waitUntil(lambda: HOSTILE in window.windowTitle())
    labels = window.findChildren(QLabel)
    assert labels
    assert [each.text() for each in labels if each.textFormat() != Qt.TextFormat.PlainText and each.text()] == []
    tips = [each.toolTip() for each in labels]
    assert not [each for each in tips if "<img" in each or "<b>" in each]


def test_a_file_that_is_no_register_is_refused_and_the_open_one_stays(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "letter.riskdesk"
    path.write_text("Dear Sir")
    with pytest.raises(RiskDeskError):
        window.files.open(path)
    assert desk_of(window).register.title == "Thurrock Better Care Fund 2017-19"


def test_closing_brings_the_welcome_back_and_the_file_among_the_recent(window: MainWindow, tmp_path: Path) -> None:
    window.menus.action("Close").trigger()
    assert window.files.desk is None
    assert window.is_covered
    assert window.settings.recent() == (tmp_path / "fund.riskdesk",)
    assert not window.menus.action("Save a copy…").isEnabled()


def test_what_is_half_typed_is_saved_when_the_register_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(len(window.pages) - 1)
    window.activateWindow()
    line = settings_of(window).register_settings.forms[0].editors["title"].input
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Half typed")
    path = desk_of(window).store.path
    window.files.close()
    window.files.open(path)
    assert desk_of(window).register.title == "Half typed"


def test_a_copy_is_another_file_with_the_same_register(
    window: MainWindow, tmp_path: Path, file_answers: list[Path]
) -> None:
    file_answers.append(tmp_path / "copy.riskdesk")
    title = desk_of(window).register.title
    window.files.ask_copy()
    window.files.open(tmp_path / "copy.riskdesk")
    assert desk_of(window).register.title == title


def test_a_new_register_needs_a_title_and_then_opens(
    empty_window: MainWindow, tmp_path: Path, file_answers: list[Path], qtbot: QtBot
) -> None:
    empty_window.show_new()
    panel = empty_window.findChild(NewRegister)
    assert panel is not None
    with pytest.raises(RiskDeskError):
        panel.make()
    panel.title.setText("Pooled fund 2026")
    file_answers.append(tmp_path / "new")
    panel.make()
    assert desk_of(empty_window).register.title == "Pooled fund 2026"
    assert desk_of(empty_window).store.path == tmp_path / "new.riskdesk"
    assert not empty_window.is_covered


def test_the_authors_name_is_kept_and_signs_the_next_step(window: MainWindow) -> None:
    window.show_about()
    panel = window.findChild(About)
    assert panel is not None
    panel.author.line.setText("Bea Officer")
    panel.author.keep()
    rate_first(window)
    assert desk_of(window).store.last_step.author == "Bea Officer"  # type: ignore[union-attr]


def test_a_click_on_the_seal_proves_the_register(window: MainWindow, qtbot: QtBot) -> None:
    window.header.seal.click()
    page = window.page
    assert isinstance(page, AuditPage)
    panel = page.panel
    assert isinstance(panel, ProofPanel)
    qtbot.waitUntil(lambda: "This register holds." in panel.result.text(), timeout=10_000)


def test_return_presses_the_button_that_has_the_keyboard(empty_window: MainWindow) -> None:
    empty_window.show_new()
    panel = empty_window.findChild(NewRegister)
    assert panel
    cancel = next(button for button in panel.findChildren(QPushButton) if button.text() == "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert not panel.isVisible()


def test_tab_goes_from_the_search_through_the_filters_to_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_page(1)
    window.search.setFocus()
    passed: list[str] = []
    for _ in range(4):
        at = window.focusWidget()
        passed.append(at.accessibleName() or (at.text() if isinstance(at, QCheckBox) else ""))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert passed == ["Search", "Owner", "Show finished", "Actions"]


def test_tab_misses_nothing_between_the_table_and_the_form(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert isinstance(window.page, RegisterPage)
    assert window.page.inspector.isVisible()
    window.page.focus_rows()
    passed: list[str] = []
    while "Heading" not in passed and len(passed) < 30:
        at = window.focusWidget()
        passed.append(at.accessibleName() or (at.text() if isinstance(at, QPushButton) else ""))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert passed[-4:] == ["Make draft", "Close risk", "Reference", "Heading"]
