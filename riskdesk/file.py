"""One register file on disk: recognising it, opening it, holding it for writing, copying it."""

import contextlib
import datetime as dt
import os
import re
import shutil
import socket
import sqlite3
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from riskdesk import schema
from riskdesk.days import british
from riskdesk.errors import RiskDeskError

KEPT_BACKUPS = 10
_HEADER = b"SQLite format 3\x00"
_UNREADABLE = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a register open for writing, on which computer, since when (UTC)."""

    author: str
    host: str
    since: dt.datetime


def check(path: Path) -> int:
    """The schema version of a register file, read from its header without opening it as a database.

    Raises RiskDeskError for a file that is missing, not SQLite, another program's, cut short or newer.
    A file whose journal is still there was cut off in a step: SQLite mends it first, when it is opened.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting for ever
            raise RiskDeskError(f"{path.name} cannot be read: it is not a file.", "Open a file made by RiskDesk.")
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise RiskDeskError(f"There is no file {path}.", "Check the name, or open another file.") from None
    except OSError as fault:
        raise RiskDeskError(f"{path.name} cannot be read: {fault.strerror}.", "Check that you may open it.") from fault
    if len(header) < 100 or not header.startswith(_HEADER):
        raise RiskDeskError(f"{path.name} is not a RiskDesk register.", "Open a file that ends in .riskdesk.")
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise RiskDeskError(f"{path.name} is a database of another program.", "Open a file made by RiskDesk.")
    page = int.from_bytes(header[16:18], "big")
    whole = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    if size < whole and not path.with_name(f"{path.name}-journal").exists():
        raise RiskDeskError(f"{path.name} is cut short: part of it is missing.", "Open the latest backup beside it.")
    version = int.from_bytes(header[60:64], "big")
    if version > schema.VERSION:
        raise RiskDeskError(f"{path.name} was written by a newer RiskDesk.", "Update RiskDesk to open it.")
    if version < 1:
        raise RiskDeskError(f"{path.name} was altered by another program: its version is gone.", "Open a backup.")
    return version


def connect(path: Path, *, read_only: bool) -> Database:
    """Open a file with the settings everything else relies on: nothing returned before it is on disk.

    What a killed process left half done is rolled back, before a read-only opening too.
    """
    mode = "ro" if read_only else "rw"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        db = Database(connection, execute_plugins=False)
        for pragma in (
            "busy_timeout = 5000",
            "foreign_keys = on",
            "recursive_triggers = on",
            "cell_size_check = on",
            "synchronous = full",
        ):
            db.execute(f"pragma {pragma}")
        if not read_only:
            db.execute("pragma journal_mode = delete")
        db.execute("select 1 from sqlite_master").fetchone()  # makes SQLite look for a journal to roll back
    except sqlite3.Error as fault:
        left_half_done = getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK
        if left_half_done and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
            connect(path, read_only=False).close()
            return connect(path, read_only=True)
        raise told(fault, path) from fault
    return db


def inspect(db: Database, path: Path, version: int) -> None:
    """Refuse a damaged file, or one whose tables or triggers are not exactly ours of that version.

    A hostile or altered file could otherwise run its own triggers inside our steps.
    """
    try:
        found, ours = schema.parts(db), schema.expected(version)
        for part in sorted(found.keys() | ours.keys()):
            if part not in found or part not in ours or found[part] != ours[part]:
                raise RiskDeskError(
                    f'{path.name} was altered by another program: its part "{part[0]}" is not as RiskDesk made it.',
                    'Open a backup; "riskdesk-cli verify" says more.',
                )
        answer = str(next(db.query("pragma quick_check(1)"))["quick_check"])
    except sqlite3.Error as fault:
        raise told(fault, path) from fault
    if answer != "ok":
        raise RiskDeskError(f"{path.name} is damaged: {answer}.", "Open the latest backup beside it.")


@contextlib.contextmanager
def snapshot(db: Database, path: Path) -> Iterator[None]:
    """One consistent look at a file that another program may be writing in. Raises RiskDeskError, and says so
    plainly, for rows that cannot be read: RiskDesk did not write them so, or reads them wrongly."""
    own = not db.conn.in_transaction
    try:
        if own:
            db.execute("begin")
        yield
    except _UNREADABLE as fault:
        said = told(fault, path) if isinstance(fault, sqlite3.Error) else fault
        if isinstance(said, RiskDeskError):
            raise said from fault
        raise RiskDeskError(
            f"{path.name} holds something that RiskDesk cannot read ({_first_words(fault)}).",
            'Open a backup; "riskdesk-cli verify" says more.',
        ) from fault
    finally:
        if own and db.conn.in_transaction:
            db.conn.rollback()


def _first_words(fault: Exception) -> str:
    return textwrap.shorten(f"{type(fault).__name__}: {fault}", 80, placeholder=" ...")


@contextlib.contextmanager
def transaction(db: Database, path: Path) -> Iterator[None]:
    """One durable transaction. Whatever goes wrong, nothing of it stays."""
    try:
        db.execute("begin immediate")
        yield
        db.execute("commit")
    except BaseException as fault:
        if db.conn.in_transaction:
            db.conn.rollback()
        if isinstance(fault, sqlite3.Error):
            raise told(fault, path) from fault
        raise


def told(fault: sqlite3.Error, path: Path) -> Exception:
    """The sentence for a fault of the world; the fault itself when it is ours."""
    code = getattr(fault, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return RiskDeskError(
            f"{path.name} was left in the middle of a step and can only be put right where it may be written.",
            "Copy it with its -journal file to a folder of yours and open it there.",
        )
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return RiskDeskError(
            f"{path.name} was moved, removed or replaced while it was open: nothing was changed.",
            "Open it again where it is now.",
        )
    code &= 0xFF
    sentences = {
        sqlite3.SQLITE_FULL: ("The disk is full: nothing was changed.", "Make room and try again."),
        sqlite3.SQLITE_IOERR: (f"{path.name} cannot be written: nothing was changed.", "Check the disk and try again."),
        sqlite3.SQLITE_READONLY: (
            f"{path.name} is read-only: nothing was changed.",
            "Save a copy where you may write.",
        ),
        sqlite3.SQLITE_BUSY: (f"{path.name} is busy in another program.", "Try again in a moment."),
        sqlite3.SQLITE_CORRUPT: (f"{path.name} is damaged.", "Open the latest backup beside it."),
        sqlite3.SQLITE_NOTADB: (f"{path.name} is damaged.", "Open the latest backup beside it."),
        sqlite3.SQLITE_CANTOPEN: (f"{path.name} cannot be opened here.", "Check the folder and your permissions."),
    }
    return RiskDeskError(*sentences[code]) if code in sentences else fault


class HeldError(Exception):
    """Another program holds the register for writing; says who, where and since when."""

    def __init__(self, holder: Holder | None) -> None:
        self.holder = holder
        if holder is None:
            super().__init__("Another program has this register open")
            return
        since = holder.since.astimezone()
        when = f"{since:%H:%M} on {british(since.date())}"
        super().__init__(f"{holder.author} has this register open on {holder.host} since {when}")


def unlockable(fault: sqlite3.Error, path: Path) -> str:
    """Why no lock could be written beside a register."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return "The disk is full"
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
        return f"The file {lock_path(path).name} beside this register is in the way"
    return "This folder is read-only"


class Lease:
    """Holds a register for writing, across programs and machines.

    The lock is a small SQLite file beside the register in which a transaction is kept open: others
    can read in it who holds the register, none can begin one of their own, and the system lets go
    of it when the holder dies, so a lock is never stale.
    """

    def __init__(self, path: Path, author: str, since: dt.datetime) -> None:
        """Raises HeldError when another holds the register, sqlite3.Error when no lock can be written beside it."""
        self.register = path
        self.path = lock_path(path)
        holder = Holder(author, socket.gethostname(), since)
        while not self._take(holder):
            pass  # the previous holder removed the file as it closed: a lock on a removed file holds nothing

    def _take(self, holder: Holder) -> bool:
        self._connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            self._lock(holder)
            if self.path.stat().st_ino == self._file:
                return True
        except FileNotFoundError:
            pass  # removed meanwhile
        except sqlite3.Error as fault:
            self._connection.close()
            code = getattr(fault, "sqlite_errorcode", 0)
            if code & 0xFF == sqlite3.SQLITE_BUSY:
                raise HeldError(read_holder(self.register)) from fault
            if code != sqlite3.SQLITE_READONLY_DBMOVED:
                raise
        self._connection.close()
        return False

    def _lock(self, holder: Holder) -> None:
        run = self._connection.execute
        run("pragma synchronous = off")  # a lock means nothing after a power cut
        run("create table if not exists holder (author text, host text, since text)")
        self._file = self.path.stat().st_ino
        run("begin immediate")
        run("delete from holder")
        run("insert into holder values (?, ?, ?)", (holder.author, holder.host, holder.since.isoformat()))
        run("commit")
        run("begin immediate")

    def release(self) -> None:
        with contextlib.suppress(OSError):  # Windows refuses to remove an open file; an unlocked one does no harm
            if self.path.stat().st_ino == self._file:
                self.path.unlink()
        self._connection.close()


def lock_path(path: Path) -> Path:
    """The lock beside the file itself, whatever link it was reached by."""
    path = path.resolve()
    return path.with_name(f".{path.name}.lock")


def read_holder(path: Path) -> Holder | None:
    """Who holds a register for writing, as far as the lock beside it tells."""
    lock = lock_path(path)
    if not lock.exists():
        return None
    with contextlib.closing(sqlite3.connect(f"{lock.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("select author, host, since from holder").fetchone()
            return Holder(str(row[0]), str(row[1]), dt.datetime.fromisoformat(row[2])) if row else None
        except (sqlite3.Error, ValueError, TypeError):
            return None  # a lock written by hand; who holds it is told as "another program"


def copy_in_memory(db: Database) -> Database:
    """A copy of an open register at this moment that any thread may read, and that nobody else can change."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.conn.backup(connection)
    return Database(connection, execute_plugins=False)


def copy(db: Database, target: Path) -> None:
    """A whole copy of an open register through SQLite's backup API; no half file on failure."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as connection:
            db.conn.backup(connection)
        part.replace(target)
        settle(target.parent)
    except (OSError, sqlite3.Error) as fault:
        with contextlib.suppress(OSError):
            part.unlink()
        raise RiskDeskError(f"{target.name} could not be written: {fault}.", "Choose another folder.") from fault


def settle(folder: Path) -> None:
    """Make a rename in a folder durable, where the system can."""
    with contextlib.suppress(OSError):  # Windows cannot open a folder; there the rename is journalled
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def back_up(db: Database, path: Path, today: dt.date) -> Path | None:
    """Keep one backup a day beside the register, the latest ten; None when today's is there already."""
    folder = path.with_name(f"{path.stem} backups")
    target = folder / f"{path.stem} {today.isoformat()}.riskdesk"
    if target.exists():
        return None
    try:
        folder.mkdir(exist_ok=True)
        copy(db, target)
    except (OSError, RiskDeskError) as fault:
        raise RiskDeskError(
            f"No backup could be kept, so nothing was changed: {fault}", "Make room on the disk."
        ) from fault
    _remove_oldest(folder, path.stem, target)
    return target


def _remove_oldest(folder: Path, stem: str, newest: Path) -> None:
    """Keep the latest ten, and the one just made though the clock may have been set back."""
    named = re.compile(re.escape(stem) + r" \d{4}-\d\d-\d\d\.riskdesk")
    earlier = sorted(entry for entry in folder.iterdir() if named.fullmatch(entry.name) and entry != newest)
    for old in earlier[: 1 - KEPT_BACKUPS]:
        with contextlib.suppress(OSError):  # one backup too many does no harm
            old.unlink()


def keep_before_upgrade(path: Path, version: int) -> Path:
    """Copy a file beside itself before it is migrated from an older version; an earlier copy stays."""
    numbers = ("", *(f" ({number})" for number in range(2, 1000)))
    names = (f"{path.stem} before upgrade from {version}{number}{path.suffix}" for number in numbers)
    target = next(found for name in names if not (found := path.with_name(name)).exists())
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copy2(path, part)
        part.rename(target)
        settle(target.parent)
    except OSError as fault:
        with contextlib.suppress(OSError):
            part.unlink()
        raise RiskDeskError(f"{path.name} is older and cannot be copied before upgrading.", "Make room.") from fault
    return target
