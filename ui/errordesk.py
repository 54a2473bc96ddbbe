"""The one place where errors end: the world's as a sentence in the window, ours as a log entry and a crash dialog."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from riskdesk import __version__
from riskdesk.errors import RiskDeskError

LOG = logging.getLogger("riskdesk")
LOG_SIZE = 500_000


class ErrorDesk(QObject):
    """Takes every exception that nobody caught. `warn` shows a sentence in the window, or answers False before
    there is one."""

    def __init__(self, warn: Callable[[str], bool]) -> None:
        super().__init__()
        self._warn = warn
        self._told: QMessageBox | None = None
        self._crash: QMessageBox | None = None

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda fault: self.handle(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def handle(self, kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault or kind(), trace)
        elif isinstance(fault, RiskDeskError):
            LOG.info("%s", fault)
            if not self._warn(str(fault)):
                self._told = _box(QMessageBox.Icon.Warning, fault.happened, fault.todo)
                self._told.open()
        else:
            details = "".join(traceback.format_exception(kind, fault, trace))
            LOG.error("%s", details)
            QTimer.singleShot(0, self, lambda: self._show_crash(details))

    def _show_crash(self, details: str) -> None:
        """One dialog at a time: a fault in painting would come back with every frame."""
        if self._crash:
            return
        self._crash = crash_dialog(details)
        self._crash.finished.connect(self._on_crash_closed)
        self._crash.open()

    def _on_crash_closed(self) -> None:
        self._crash = None


def with_versions(details: str) -> str:
    """What went wrong, and on what: all that a report of a bug needs."""
    python, system = platform.python_version(), platform.platform()
    return f"{details}\nRiskDesk {__version__}, Python {python}, Qt {qVersion()}, {system}"


def crash_dialog(details: str) -> QMessageBox:
    told = with_versions(details)
    box = _box(
        QMessageBox.Icon.Critical,
        "RiskDesk met a fault of its own.",
        "Every step that was noticed is safely in your file. You can go on; if it happens again, "
        "copy the details and send them to whoever looks after RiskDesk for you.",
    )
    box.setDetailedText(told)
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # stay open after copying
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told))
    box.setEscapeButton(box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole))
    return box


def start_log(file: Path | None = None) -> None:
    """Log where this system keeps logs; a log grown large is set aside, in place of the one before. (The standard
    rotating handler would bring in the network library before the first paint.)"""
    target = file or platformdirs.user_log_path("riskdesk", appauthor=False) / "riskdesk.log"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size > LOG_SIZE:
            target.replace(target.with_suffix(".old.log"))
        handler = logging.FileHandler(target, encoding="utf-8", delay=True)
    except OSError:  # a home that cannot be written must not keep anyone from working
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _box(kind: QMessageBox.Icon, happened: str, todo: str) -> QMessageBox:
    box = QMessageBox()
    box.setIcon(kind)
    box.setWindowTitle("RiskDesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(happened)
    box.setInformativeText(todo)
    return box
