"""Files made, replaced and opened by the window; starting it; and what starting must not load."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.schemes import preset
from ui.app import Application, check_display, open_wanted, read_arguments
from ui.errordesk import LOG, LOG_SIZE, start_log
from ui.files import SAMPLES
from ui.main_window import MainWindow

LOADED = "import sys, ui.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def title_of(window: MainWindow) -> str:
    assert window.files.desk is not None
    return window.files.desk.register.title


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_opened_as_a_copy_in_the_documents(
    empty_window: MainWindow, home: Path, name: str, qtbot: QtBot
) -> None:
    for _ in range(2):
        empty_window.files.close()
        empty_window.files.open_sample(name)
        qtbot.waitUntil(lambda: empty_window.files.desk is not None, timeout=60_000)
    assert empty_window.files.desk is not None
    path = empty_window.files.desk.store.path
    assert path.name == f"{name} 2.riskdesk"
    assert path.is_relative_to(home)


def test_a_replaced_file_comes_back_when_the_new_one_cannot_be_made(empty_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "kept.riskdesk"
    path.write_bytes(b"kept")
    broken = preset("council-4x4")
    with pytest.raises(AttributeError):
        empty_window.files.create(path, broken, "Create register")  # type: ignore[arg-type]
    assert path.read_bytes() == b"kept"
    assert list(tmp_path.glob(".*.replaced")) == []


def test_the_open_register_cannot_be_replaced_by_another(window: MainWindow) -> None:
    assert window.files.desk is not None
    with pytest.raises(RiskDeskError, match="is open"):
        window.files.open_sample("essex-2016", window.files.desk.store.path)
    assert title_of(window) == "Thurrock Better Care Fund 2017-19"


def test_a_name_without_its_ending_never_replaces_a_file_unasked(
    window: MainWindow, tmp_path: Path, file_answers: list[Path]
) -> None:
    (tmp_path / "other.riskdesk").write_bytes(b"other")
    file_answers.append(tmp_path / "other")
    with pytest.raises(RiskDeskError, match="already a file"):
        window.files.ask_copy()
    assert (tmp_path / "other.riskdesk").read_bytes() == b"other"


def test_the_command_line_opens_a_sample_into_a_file(empty_window: MainWindow, tmp_path: Path) -> None:
    target = tmp_path / "demo.riskdesk"
    for _ in range(2):  # a second start replaces the first copy
        open_wanted(empty_window, read_arguments(["--sample", "essex-2016", "--into", str(target)]))
        assert title_of(empty_window) == "Essex Better Care Fund 2016/17"
        empty_window.files.close()


def test_the_program_opens_the_file_it_is_started_with(window: MainWindow, tmp_path: Path) -> None:
    """A second process: the register is opened once its window has appeared."""
    script = """
        import sys
        from ui import app
        make = app.make_window
        def watched(settings):
            window = make(settings)
            window.files.opened.connect(lambda desk: (print(desk.register.title), app.Application.exit(0)))
            return window
        app.make_window = watched
        sys.exit(app.main(["riskdesk", sys.argv[1]]))
    """
    copy = tmp_path / "start.riskdesk"
    assert window.files.desk
    window.files.desk.store.save_copy(copy)
    command = [sys.executable, "-X", "utf8", "-c", textwrap.dedent(script), str(copy)]
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env={**os.environ, **home}, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "Thurrock Better Care Fund 2017-19", done.stderr


def test_a_file_that_cannot_be_opened_leaves_the_welcome(empty_window: MainWindow, tmp_path: Path) -> None:
    with pytest.raises(RiskDeskError):
        open_wanted(empty_window, read_arguments([str(tmp_path / "missing.riskdesk")]))
    assert empty_window.files.desk is None
    assert empty_window.is_covered


def test_a_file_that_the_desktop_hands_over_is_asked_for(qapp: Application, tmp_path: Path) -> None:
    asked: list[str] = []
    qapp.file_wanted.connect(asked.append)
    QApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "a.riskdesk"))))
    assert asked == [str(tmp_path / "a.riskdesk")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RiskDeskError, match="needs a display"):
        check_display()


def test_a_fault_is_logged_and_a_large_log_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "riskdesk.log"
    file.parent.mkdir()
    file.write_text("x" * (LOG_SIZE + 1))
    before = list(LOG.handlers)
    try:
        start_log(file)
        LOG.error("A fault")
    finally:
        for handler in set(LOG.handlers) - set(before):
            LOG.removeHandler(handler)
            handler.close()
    assert "A fault" in file.read_text()
    assert (tmp_path / "logs" / "riskdesk.old.log").stat().st_size > LOG_SIZE


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()
    assert "PySide6" in told
    assert {"sqlite_utils", "reportlab", "pypdfium2", "PIL", "click"} & set(told) == set()


def test_without_a_documents_folder_a_sample_is_kept_where_a_person_finds_it(
    empty_window: MainWindow, home: Path
) -> None:
    (home / "Documents").rmdir()
    empty_window.files.open_sample("thurrock-2014")
    assert empty_window.files.desk
    assert empty_window.files.desk.store.path.parent == home
