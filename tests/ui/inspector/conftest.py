"""A real register file on a desk, and the form that shows its first risk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.inspector.fund import lay_desk, show
from ui.desk import Desk
from ui.inspector import Inspector


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def inspector(qtbot: QtBot, desk: Desk) -> Inspector:
    return show(qtbot, desk)
