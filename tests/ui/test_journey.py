"""A fund manager's day through the real window, from the welcome to the papers, by mouse and keyboard alone."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from riskdesk.cli import commands
from riskdesk.risks import ActionStatus, Risk, Stage
from riskdesk.store import Store
from ui.actionrows import ACTIONS
from ui.actionspage import ActionsPage
from ui.inspector import Inspector
from ui.main_window import MainWindow
from ui.papers import KINDS, PapersPage
from ui.registerpage import RegisterPage
from ui.settings import Settings
from ui.welcome import Welcome

CTRL = Qt.KeyboardModifier.ControlModifier
REASON = "Two providers joined the framework"
ACTION = "Write to the two providers"


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, held)


def write(line: QWidget, text: str) -> None:
    """Type in place of what stands there."""
    click(line)
    press(line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(line, text)


def button(within: QWidget, text: str) -> QPushButton:
    return next(each for each in within.findChildren(QPushButton) if each.text() == text and each.isVisible())


class Day:
    """The window as the person uses it, and what the file says meanwhile."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def first(self) -> Risk:
        assert self.window.files.desk
        return self.window.files.desk.register.risks[0]

    @property
    def form(self) -> Inspector:
        page = self.window.pages[0]
        assert isinstance(page, RegisterPage)
        return page.inspector

    def command(self, title: str, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        """Press a command's keys as soon as the menus have caught up with the step before."""
        self.qtbot.waitUntil(lambda: self.window.menus.action(title).isEnabled())
        press(QApplication.focusWidget() or self.window, key, held)

    def close(self) -> None:
        self.command("Close", Qt.Key.Key_W, CTRL)
        assert self.window.files.desk is None

    def begin(self, author: str) -> Path:
        """From the welcome: sign with a name and open the sample."""
        welcome = self.window.findChild(Welcome)
        assert welcome
        write(welcome.author.line, author)
        click(button(welcome, "Thurrock 2017-19"))
        assert self.window.files.desk
        return self.window.files.desk.store.path

    def rate(self, impact: int, likelihood: int, reason: str) -> None:
        panel = self.form.stages.panels[Stage.CURRENT]
        click(panel.matrix, panel.matrix.box((impact, likelihood)).center().toPoint())
        line = self.form.stages.bar.line
        self.qtbot.waitUntil(lambda: line.visibleRegion().boundingRect().height() == line.height())
        QTest.keyClicks(line, reason)
        press(line, Qt.Key.Key_Return)

    def add_action(self, text: str, due: str) -> None:
        cards = self.form.action_cards
        write(cards.line, text)
        press(cards.line, Qt.Key.Key_Tab)
        assert cards.due.hasFocus()
        QTest.keyClicks(cards.due, due)
        press(cards.due, Qt.Key.Key_Return)

    def finish_action(self, text: str) -> None:
        """On the actions page, found by typing and finished in its own cell."""
        press(self.window, Qt.Key.Key_2, CTRL)
        page = self.window.page
        assert isinstance(page, ActionsPage)
        press(self.window, Qt.Key.Key_F, CTRL)
        QTest.keyClicks(self.window.search, text)
        press(self.window.search, Qt.Key.Key_Down)
        column = next(place for place, each in enumerate(ACTIONS) if each.key == "status")
        while page.table.currentIndex().column() < column:
            press(page.table, Qt.Key.Key_Right)
        press(page.table, Qt.Key.Key_Return)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QComboBox)
        QTest.keyClicks(editor, "Done")
        press(editor, Qt.Key.Key_Return)
        QApplication.processEvents()  # Qt saves when the key is dealt with

    def save_papers(self, folder: Path, answers: list[Path]) -> dict[str, str]:
        """The text of both papers, saved by the menu's keys."""
        press(self.window, Qt.Key.Key_6, CTRL)
        page = self.window.page
        assert isinstance(page, PapersPage)
        said = {}
        for kind in KINDS:
            QTest.keyClicks(page.bench.options.kind, kind.name[:3])
            self.qtbot.waitUntil(lambda: page.ready, timeout=20_000)
            answers.append(folder / f"{kind.file_name}.pdf")
            with self.qtbot.waitSignal(page.desk.noticed, timeout=20_000):
                press(self.window, Qt.Key.Key_E, CTRL)
            said[kind.name] = _text_of(folder / f"{kind.file_name}.pdf")
        return said


def _text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.fixture
def day(make_shown: Callable[[Settings], MainWindow], tmp_path: Path, qtbot: QtBot) -> Day:
    """A first start: nobody has said their name yet."""
    window = make_shown(Settings(tmp_path / "first.ini"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Day(window, qtbot)


def test_a_fund_managers_day(day: Day, tmp_path: Path, file_answers: list[Path]) -> None:
    path = day.begin("Fiona Fund")
    assert day.window.header.as_at.text().strip() == "as at 1 August 2017"

    day.rate(4, 2, REASON)
    assert (day.first.scores[Stage.CURRENT].impact, day.first.scores[Stage.CURRENT].likelihood) == (4, 2)
    day.command("Undo", Qt.Key.Key_Z, CTRL)
    assert day.first.scores[Stage.CURRENT].likelihood == 3
    assert day.window.notice.isVisible()
    click(button(day.window.notice, "Redo"))
    assert day.first.scores[Stage.CURRENT].likelihood == 2
    assert f"Why: {REASON}" in [entry.reason.text() for entry in day.form.history.entries]

    day.add_action(ACTION, "31/03/2018")
    assert (day.first.actions[-1].text, day.first.actions[-1].due_date.end) == (ACTION, dt.date(2018, 3, 31))
    day.finish_action(ACTION)
    assert day.first.actions[-1].status is ActionStatus.DONE

    said = day.save_papers(tmp_path, file_answers)
    assert "8 Medium" in said["Register paper"]
    assert ACTION in said["Register paper"]
    assert all("as at 1 August 2017" in text for text in said.values())

    day.close()
    again = Store.open(path, "Reader")
    try:
        assert again.verify().sound
        assert again.last_step
        assert again.last_step.author == "Fiona Fund"
        score = again.register().risks[0].scores[Stage.CURRENT]
        assert (score.impact, score.likelihood) == (4, 2)
    finally:
        again.close()
    told = json.loads(CliRunner().invoke(commands, ["show", str(path), "--json"]).stdout)
    assert told["risks"][0]["actions"][-1]["due"] == "31/03/2018"


def test_reopening_from_the_welcome_shows_the_day_before(day: Day) -> None:
    path = day.begin("Fiona Fund")
    day.rate(4, 2, REASON)
    day.close()
    welcome = day.window.findChild(Welcome)
    assert welcome
    links = (each for each in welcome.findChildren(QPushButton) if each.text() == path.stem)
    day.qtbot.waitUntil(next(links).isVisible)
    click(button(welcome, path.stem))
    assert day.form.stages.panels[Stage.CURRENT].chip.text == "8 Medium"
