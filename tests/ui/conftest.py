"""The real window on real files: the product's own Application, settings and home in a temporary folder, and no
dialog that a test did not foresee."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ui import theme
from ui.app import Application, make_window
from ui.main_window import MainWindow
from ui.settings import Settings


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    return Application


@pytest.fixture(autouse=True)
def dressed(qapp: Application) -> None:
    """In light; dressing anew takes time, so only where nobody did or a test left it dark."""
    if not qapp.styleSheet() or theme.colours() is not theme.LIGHT:
        theme.apply(qapp, theme.Look.LIGHT)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    (place / "Documents").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(place))
    return place


@pytest.fixture(autouse=True)
def file_answers(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the person answers to the next file dialogs; one that is not foreseen fails the test."""
    answers: list[Path] = []

    def answer(_parent: object, caption: str, *_rest: object) -> tuple[str, str]:
        assert answers, f'nobody foresaw the dialog "{caption}"'
        return str(answers.pop(0)), ""

    def answer_folder(_parent: object, caption: str, *_rest: object) -> str:
        return answer(_parent, caption)[0]

    def refuse(*_: object) -> None:
        raise AssertionError("nobody foresaw a message box")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer_folder)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    return answers


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "riskdesk.ini")
    settings.set_author("Ann Author")
    return settings


@pytest.fixture
def make_shown(qtbot: QtBot) -> Iterator[Callable[[Settings], MainWindow]]:
    """Windows on the screen; what is still open at the end is closed."""
    made: list[MainWindow] = []

    def build(settings: Settings) -> MainWindow:
        window = make_window(settings)
        made.append(window)
        window.resize(1366, 768)
        window.show_welcome()
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield build
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def empty_window(make_shown: Callable[[Settings], MainWindow], settings: Settings) -> MainWindow:
    return make_shown(settings)


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the Thurrock register of 2017."""
    empty_window.files.open_sample("thurrock-2017", tmp_path / "fund.riskdesk")
    return empty_window
