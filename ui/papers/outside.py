"""Handing a file to the system's own programs: one to look at a paper, one to write an e-mail, one to show a folder."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from riskdesk.errors import RiskDeskError
from riskdesk.whole import write_whole


def open_outside(path: Path) -> None:
    """Raises RiskDeskError where no program takes it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise RiskDeskError(f"No program on this computer opens {path.name}.", f"It is in {path.parent}.")


def put_aside(name: str, content: bytes, what: str) -> Path:
    """Write a file that is only for looking at: it is gone when RiskDesk ends. Every one has a folder of its own, as
    some programs keep a file to themselves while they show it."""
    path = Path(tempfile.mkdtemp(dir=_aside())) / _safe(name)
    write_whole(path, content, what)
    return path


@cache
def _aside() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="riskdesk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _safe(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    clean = "".join(letter if letter.isalnum() or letter in " -_," else "-" for letter in stem or ending).strip()
    return f"{clean[:100] or 'paper'}{dot}{ending if dot else ''}"
