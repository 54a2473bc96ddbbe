"""Opening, making, copying and closing register files: one register in the window at a time."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from riskdesk.errors import RiskDeskError
from ui.settings import Settings

if TYPE_CHECKING:
    from riskdesk.risks import Register
    from riskdesk.scoring import Scheme
    from riskdesk.store import Store
    from ui.desk import Desk

SUFFIX = ".riskdesk"
FILTER = f"Risk registers (*{SUFFIX});;All files (*)"
LOOK_AGAIN = 2_000
"""How often a read-only view looks whether its writer wrote, in milliseconds."""

SAMPLES = {
    "thurrock-2017": ("Thurrock 2017-19", "11 risks, 4 by 4, targets without a date"),
    "essex-2016": ("Essex 2016/17", "20 risks, 5 by 5, joint owners, two risks numbered 3"),
    "thurrock-2014": ("Thurrock 2014", "12 risks, 3 by 3, no references and no owners"),
    "thurrock-year": ("A year of Thurrock (made up)", "12 closed months, invented, to see every page full"),
}


class Files(QObject):
    """The file in hand. The store and all that reads files is imported when the first one is opened, so that
    the window is on the screen before."""

    opened = Signal(object)
    closing = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self.desk: Desk | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_AGAIN)
        self._looking.timeout.connect(self._look_again)
        settings.author_changed.connect(self._on_author)

    def open(self, path: Path) -> None:
        """Open a register in place of the one in hand, which stays when the new one cannot be opened."""
        from riskdesk.store import Store  # noqa: PLC0415 - costs more than the first paint

        if self.desk and path.absolute() == self.desk.store.path.absolute():
            return
        self._take(Store.open(path, self._settings.author))

    def create(self, path: Path, register: "Register", title: str) -> None:
        """Write a register to a new file and open it. A file dialog has asked before replacing one."""
        from riskdesk.store import Store  # noqa: PLC0415 - as above

        self._refuse_open(path)
        with _set_aside(path):
            store = Store.create(path, register, self._settings.author, title=title)
        self._take(store)

    def _refuse_open(self, path: Path) -> None:
        if self.desk and path.absolute() == self.desk.store.path.absolute():
            raise RiskDeskError("This register is open and cannot be replaced by another.", "Choose another name.")

    def create_from(self, path: Path, title: str, organisation: str, scheme: "Scheme") -> None:
        from riskdesk.risks import Register  # noqa: PLC0415 - as above

        register = Register(title=title, organisation=organisation, scheme=scheme)
        self.create(path, register, "Create register")

    def open_sample(self, name: str, into: Path | None = None) -> None:
        """Open a fresh copy of a shipped register: the sample itself is never changed."""
        from riskdesk import madeup  # noqa: PLC0415 - as above
        from riskdesk.samples import load  # noqa: PLC0415 - as above

        target = into or _free_name(_sample_folder(), name)
        if name == madeup.NAME:
            self._make_year(target)
        else:
            self.create(target, load(name), "Open sample register")

    def _make_year(self, target: Path) -> None:
        """Hundreds of steps of twelve months: made off the screen's thread, and opened once it is whole."""
        from riskdesk import madeup  # noqa: PLC0415 - as above
        from ui.jobs import Job  # noqa: PLC0415 - as above

        self._refuse_open(target)

        def work(progress: Callable[[int, int], None]) -> None:
            with _set_aside(target):
                madeup.make_year(target, progress)

        job = Job(work, self, finish=True)
        job.done.connect(lambda _made: self.open(target))

    def close(self) -> None:
        if self.desk is None:
            return
        self._looking.stop()
        self.closing.emit()
        self.desk.close()
        self.desk = None
        self.closed.emit()

    # Asking for a file

    def ask_open(self) -> None:
        if found := self.ask_register("Open a register"):
            self.open(found)

    def ask_register(self, caption: str) -> Path | None:
        """A register that is there already; None when the person thought better of it."""
        found, _ = QFileDialog.getOpenFileName(self._window, caption, str(self._settings.last_folder), FILTER)
        return Path(found) if found else None

    def ask_create(self, title: str, organisation: str, scheme: "Scheme") -> bool:
        """True once the new register is open, False when the person thought better of it."""
        path = self.ask_target("Save the new register as", title)
        if path is None:
            return False
        self.create_from(path, title, organisation, scheme)
        return True

    def ask_copy(self) -> None:
        if self.desk is None:
            return
        path = self.ask_target("Save a copy as", f"{self.desk.store.path.stem} copy")
        if path:
            self.desk.store.save_copy(path)
            if self.desk.read_only:
                self.open(path)
            else:
                self.desk.noticed.emit(f"Copy saved as {path.name}", False)

    def ask_target(self, caption: str, name: str, suffix: str = SUFFIX, kinds: str = FILTER) -> Path | None:
        clean = "".join(letter if letter.isalnum() or letter in " -_,&" else "-" for letter in name).strip()
        proposal = self._settings.last_folder / f"{clean or 'register'}{suffix}"
        found, _ = QFileDialog.getSaveFileName(self._window, caption, str(proposal), kinds)
        if not found:
            return None
        path = Path(found)
        if path.suffix:
            return path
        path = path.with_suffix(suffix)
        if path.exists():  # the dialog asked about the name without its ending
            raise RiskDeskError(f"There is already a file {path.name}.", "Choose another name.")
        return path

    def ask_folder(self, caption: str) -> Path | None:
        """A folder that is there already; None when the person thought better of it."""
        found = QFileDialog.getExistingDirectory(self._window, caption, str(self._settings.last_folder))
        return Path(found) if found else None

    def ask_picture(self) -> Path | None:
        found, _ = QFileDialog.getOpenFileName(
            self._window, "Choose a logo", str(self._settings.last_folder), "Pictures (*.png *.jpg *.jpeg)"
        )
        return Path(found) if found else None

    def _take(self, store: "Store") -> None:
        from ui.desk import Desk  # noqa: PLC0415 - as above

        try:
            store.register()
        except BaseException:
            store.close()
            raise
        self.close()
        self.desk = Desk(store, self)
        self._settings.remember(store.path)
        if store.read_only:
            self._looking.start()
        self.opened.emit(self.desk)

    def _look_again(self) -> None:
        if self.desk:
            self.desk.follow()

    def _on_author(self, name: str) -> None:
        if self.desk:
            self.desk.store.author = name


@contextlib.contextmanager
def _set_aside(path: Path) -> Iterator[None]:
    """Make way for a new file of this name; the old one is back in its place if the new one cannot be made."""
    aside = path.with_name(f".{path.name}.replaced")
    try:
        if not path.exists():
            yield
            return
        path.replace(aside)
        try:
            yield
        except BaseException:
            aside.replace(path)
            raise
        aside.unlink()
    except OSError as fault:
        raise RiskDeskError(f"{path.name} cannot be replaced: {fault.strerror}.", "Choose another name.") from fault


def _sample_folder() -> Path:
    """Where a person finds it again, with the papers saved beside it: never in a hidden folder."""
    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def _free_name(folder: Path, name: str) -> Path:
    """A name no file has yet: "essex-2016.riskdesk", "essex-2016 2.riskdesk" ..."""
    folder.mkdir(parents=True, exist_ok=True)
    path, number = folder / f"{name}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} {number}{SUFFIX}"
    return path
