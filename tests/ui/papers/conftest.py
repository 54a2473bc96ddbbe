"""No test hands a file to a real program: what would be opened is kept, and looked at."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from tests.ui.months import close_months
from tests.ui.papers.hands import show_papers
from ui.main_window import MainWindow
from ui.papers import PapersPage


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the system was asked to open."""
    files: list[Path] = []

    def take(url: QUrl) -> bool:
        files.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return files


@pytest.fixture(scope="session")
def closed_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with July and August 2017 closed, to be copied: closing takes time."""
    path = tmp_path_factory.mktemp("months") / "fund.riskdesk"
    close_months(path)
    return path


@pytest.fixture
def path(closed_months: Path, tmp_path: Path) -> Path:
    """A register of its own with closed months."""
    return Path(shutil.copy(closed_months, tmp_path))


@pytest.fixture
def months(path: Path, empty_window: MainWindow, qtbot: QtBot) -> PapersPage:
    """The papers page of a register with July and August closed, with its first paper drawn."""
    empty_window.files.open(path)
    return show_papers(empty_window, qtbot)


@pytest.fixture
def papers(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> PapersPage:
    """The papers page of a register of two risks, with its first paper drawn."""
    with Store.create(tmp_path / "fund.riskdesk", sound_register(), "Ann Author"):
        pass
    empty_window.files.open(tmp_path / "fund.riskdesk")
    return show_papers(empty_window, qtbot)
