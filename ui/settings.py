"""What RiskDesk remembers on this computer: the author's name, the theme, recent files, the window's place.

Nothing here belongs to a register; losing it loses no work.
"""

import getpass
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from ui.theme import Look

RECENT = 8


class Settings(QObject):
    """A small ini file in the user's configuration folder."""

    author_changed = Signal(str)
    recent_changed = Signal()

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()
        target = file or platformdirs.user_config_path("riskdesk", appauthor=False) / "riskdesk.ini"
        self._store = QSettings(str(target), QSettings.Format.IniFormat)

    @property
    def author(self) -> str:
        """The name every step is signed with: the one given, else the computer's user."""
        return self._text("author") or computer_user()

    @property
    def author_given(self) -> bool:
        return bool(self._text("author"))

    def set_author(self, name: str) -> None:
        self._store.setValue("author", name.strip())
        self.author_changed.emit(self.author)

    @property
    def look(self) -> Look:
        text = self._text("theme")
        return Look(text) if text in list(Look) else Look.SYSTEM

    def set_look(self, choice: Look) -> None:
        self._store.setValue("theme", str(choice))

    def recent(self) -> tuple[Path, ...]:
        """Files opened lately that are still there, newest first."""
        return tuple(path for path in map(Path, self._list("recent")) if path.is_file())

    def remember(self, file: Path) -> None:
        file = file.absolute()
        others = [path for path in self.recent() if path != file]
        self._store.setValue("recent", [str(path) for path in (file, *others)][:RECENT])
        self.recent_changed.emit()

    def forget_recent(self) -> None:
        self._store.remove("recent")
        self.recent_changed.emit()

    @property
    def last_folder(self) -> Path:
        """Where file dialogs begin: beside the last file, else the documents folder."""
        recent = self.recent()
        return recent[0].parent if recent else platformdirs.user_documents_path()

    def state(self, key: str) -> QByteArray:
        found = self._store.value(f"window/{key}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_state(self, key: str, state: QByteArray) -> None:
        self._store.setValue(f"window/{key}", state)

    def _text(self, key: str) -> str:
        found = self._store.value(key, "")
        return found if isinstance(found, str) else ""

    def _list(self, key: str) -> Sequence[str]:
        """QSettings gives a list of one back as a string, an empty one as None."""
        found = self._store.value(key)
        return [found] if isinstance(found, str) else [each for each in found or () if isinstance(each, str)]


def computer_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in some containers
        return "unknown"
