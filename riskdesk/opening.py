"""A register file, open: read it, write it one step at a time, undo, prove it. What a step means is store.py's."""

import contextlib
import datetime as dt
import getpass
import os
import sqlite3
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from riskdesk import file, history, proof, rows, schema, telling, writing
from riskdesk.entities import Entity
from riskdesk.errors import RiskDeskError
from riskdesk.history import Change, Step, StepKind
from riskdesk.periods import Period
from riskdesk.proof import Progress, Verdict
from riskdesk.risks import Register, Risk
from riskdesk.scrutiny import Scrutiny
from riskdesk.telling import Moment

_RELOAD_ABOVE = 500
"""More touched risks than this are read again with all the others."""

_BEHIND_RISKS = frozenset({"partner", "category", "objective", "owner"})
"""What risks are read with: where it changed, all are read again."""


def computer_user() -> str:
    """The name the computer knows its user by: the author until a person gives a better one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class OpenRegister:
    """A register file, open. One in the world may write; the rest read (`why_read_only`)."""

    def __init__(
        self,
        path: Path,
        author: str,
        *,
        clock: Callable[[], dt.datetime] = _now,
        only_read: bool = False,
        past: Database | None = None,
    ) -> None:
        """`past` is the file as it stood when a period was closed: looked at in memory, it can only be read."""
        self.path = path
        self.author = _signature(author)
        self.listeners: list[Callable[[Change], None]] = []
        self._clock = clock
        if past is None:
            file.check(path)
        self.holder: file.Holder | None = None
        self.why_read_only = ""
        self.as_closed = past is not None
        self._lease = None if only_read else self._take_lease()
        try:
            self._db = past or self._connect()
            with file.snapshot(self._db, path):
                self._stacks = history.read_stacks(self._db)
                self._last = history.last_step(self._db)
        except BaseException:
            if self._lease:
                self._lease.release()
            raise
        self._lists: Mapping[type[Entity], Mapping[int, Any]] = {}
        self._periods: tuple[Period, ...] = ()
        self._risks: dict[int, Risk] = {}
        self._register: Register | None = None
        self._scrutiny: tuple[str, Scrutiny] | None = None
        self._backed_up = False

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        register: Register,
        author: str,
        *,
        title: str = "Create register",
        clock: Callable[[], dt.datetime] = _now,
    ) -> Self:
        """Write a register value (its ids do not matter) to a new file, whole or not at all, and open it."""
        if path.exists():
            raise RiskDeskError(f"There is already a file {path.name}.", "Choose another name, or remove it first.")
        part = path.with_name(f".{path.name}.new")
        try:
            part.unlink(missing_ok=True)
            part.touch()
            writing.write_new(part, register, _signature(author), title, clock())
            part.rename(path)
            file.settle(path.parent)
        except OSError as fault:
            raise RiskDeskError(f"{path.name} cannot be made: {fault.strerror}.", "Choose another folder.") from fault
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return cls(path, author, clock=clock)

    @classmethod
    def open(cls, path: Path, author: str, *, clock: Callable[[], dt.datetime] = _now) -> Self:
        return cls(path, author, clock=clock)

    @classmethod
    def look(cls, path: Path) -> Self:
        """Open to read only, holding nothing: whoever opens the register meanwhile can write."""
        store = cls(path, "", only_read=True)
        store.why_read_only = "This register was opened to be read only."
        return store

    def close(self) -> None:
        self._db.close()
        if self._lease:
            self._lease.release()
            self._lease = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        return self._lease is None

    def _take_lease(self) -> file.Lease | None:
        obstacle = _obstacle(self.path)
        if not obstacle:
            try:
                return file.Lease(self.path, self.author, self._clock())
            except file.HeldError as held:
                self.holder = held.holder
                obstacle = str(held)
            except sqlite3.DatabaseError as fault:
                obstacle = file.unlockable(fault, self.path)
        self.why_read_only = f"{obstacle}: you can read the register, not change it."
        return None

    def _connect(self) -> Database:
        db = file.connect(self.path, read_only=self.read_only)
        try:
            version = file.check(self.path)
            file.inspect(db, self.path, version)
            return db if version == schema.VERSION else self._upgraded(db, version)
        except BaseException:
            db.close()
            raise

    def _upgraded(self, db: Database, version: int) -> Database:
        """The file brought to today's version, copied beside itself first; where it may only be read, a copy of it
        in memory is."""
        if self.read_only:
            with contextlib.closing(db):
                db = file.copy_in_memory(db)
            self.why_read_only += " It is of an older RiskDesk and shown as it stood when it was opened."
        else:
            file.keep_before_upgrade(self.path, version)
        with file.transaction(db, self.path):
            schema.migrate(db, version)
        return db

    # Reading

    def register(self) -> Register:
        """The register as it stands, one immutable value until the next step."""
        if self._register is None:
            with file.snapshot(self._db, self.path):
                if self.read_only:
                    self._last = history.last_step(self._db)  # the seal goes with the rows read beside it
                self._lists = rows.read_lists(self._db)
                self._periods = rows.read_periods(self._db)
                self._risks = {risk.id: risk for risk in rows.read_risks(self._db, self._lists, self._since)}
                self._register = self._assemble()
        return self._register

    def risk(self, risk_id: int) -> Risk:
        self.register()
        return self._risks[risk_id]

    @property
    def today(self) -> dt.date:
        """The day on this computer's calendar."""
        return self._clock().astimezone().date()

    @property
    def last_step(self) -> Step | None:
        return self._last

    @property
    def next_undo(self) -> Step | None:
        return self._stacks.undo[-1] if self._stacks.undo and not self.read_only else None

    @property
    def next_redo(self) -> Step | None:
        return self._stacks.redo[-1] if self._stacks.redo and not self.read_only else None

    def risk_history(self, risk_id: int) -> list[Moment]:
        """Everything that happened to a risk, newest first: who, when, from, to, why."""
        register = self.register()
        with file.snapshot(self._db, self.path):
            return telling.risk_history(self._db, register, risk_id)

    def previous_ratings(self) -> dict[int, tuple[int | None, int | None, int | None]]:
        """Of each risk whose current score moved since the last closed period (else since the as-at date was last set),
        what its (impact, likelihood, stated) were then, all None for one first scored since."""
        self.register()
        with file.snapshot(self._db, self.path):
            return telling.previous_ratings(self._db, self._since)

    def verify(self, progress: Progress | None = None) -> Verdict:
        return proof.verify(self._db, progress)

    def proof(self) -> Callable[[Progress | None], Verdict]:
        """What verifies the register as it is now, once, in whatever thread it is called."""
        return proof.prover(self._db)

    def save_copy(self, target: Path) -> None:
        """Raises RiskDeskError when the target cannot be written; an existing target is replaced whole."""
        if target.exists() and target.samefile(self.path):
            raise RiskDeskError("A register cannot be copied onto itself.", "Choose another name.")
        file.copy(self._db, target)

    def refresh(self) -> Change | None:
        """Read again what another program wrote since: a read-only view follows its writer. Listeners are told."""
        with file.snapshot(self._db, self.path):
            last, seen = history.last_step(self._db), self._last
            if last is None or last == seen:
                return None
            change = history.change_since(self._db, last, seen.id if seen else 0)
        self._last, self._register = last, None
        self._tell(change)
        return change

    @property
    def _since(self) -> int | None:
        return rows.since_of(self._periods, as_closed=self.as_closed)

    def _assemble(self) -> Register:
        last = (self._last.id, self._last.seal) if self._last else (0, history.NO_SEAL)
        risks = tuple(self._risks.values())
        return rows.read_head(self._db, self._lists, self._periods, risks, *last, as_closed=self.as_closed)

    # Rows, inside a step

    def _known_risk(self, risk_id: int) -> Risk:
        risk = self.risk(risk_id)
        self._must_write()
        return risk

    def _insert(self, table: str, columns: Mapping[str, Any]) -> int:
        return writing.insert(self._db, table, columns)

    def _update(self, table: str, number: int, columns: Mapping[str, Any]) -> None:
        """Write only what differs, so that a step that changes nothing is not made."""
        [row] = self._db.query(f"select * from {table} where id = ?", [number])
        changed = {name: value for name, value in columns.items() if row[name] != value}
        if changed:
            pairs = ", ".join(f"{name} = ?" for name in changed)
            self._db.execute(f"update {table} set {pairs} where id = ?", [*changed.values(), number])

    # Steps

    @contextlib.contextmanager
    def step(
        self, title: str, reason: str = "", kind: StepKind = StepKind.EDIT, undoes: int | None = None
    ) -> Iterator[None]:
        """One SQL transaction, one undo step, one notice. A step that changes nothing is not made."""
        self._must_write()
        number = 0
        with contextlib.suppress(_NothingChanged), file.transaction(self._db, self.path):
            self._must_be_last()
            number = history.begin(
                self._db,
                kind,
                author=self.author,
                title=_one_line(title),
                reason=reason,
                at=self._clock(),
                undoes=undoes,
            )
            yield
            if history.is_empty(self._db, number):
                raise _NothingChanged
            history.seal(self._db, number)
        step = history.last_step(self._db)
        if step and step.id == number:
            self._announce(history.change_since(self._db, step, step.id - 1))

    def _must_write(self) -> None:
        if self.read_only:
            raise RiskDeskError(self.why_read_only, "Save a copy to work on your own.")
        if not self._backed_up:
            file.back_up(self._db, self.path, self._clock().date())
            self._backed_up = True

    def _must_be_last(self) -> None:
        """A lock can be deleted by hand: whoever then writes second is stopped, not mixed in."""
        if history.last_seal(self._db) != (self._last.seal if self._last else history.NO_SEAL):
            raise RiskDeskError(
                f"{self.path.name} was changed by another program since it was opened: nothing was changed.",
                "Open it again.",
            )

    def _announce(self, change: Change) -> None:
        self._last = change.step
        self._stacks.add(change.step, change.tables)
        if self._register is not None:
            self._read_again(self._register, change)
        self._tell(change)

    def _tell(self, change: Change) -> None:
        for listener in tuple(self.listeners):
            listener(change)

    def _read_again(self, register: Register, change: Change) -> None:
        if change.tables & _BEHIND_RISKS or len(change.risks) > _RELOAD_ABOVE:
            self._register = None
            self.register()
            return
        found = {risk.id: risk for risk in rows.read_risks(self._db, self._lists, self._since, change.risks)}
        for number in change.risks - found.keys():
            self._risks.pop(number, None)
        self._risks.update(found)
        if change.tables & {"register", "scheme", "scheme_share", "period", "sign_off", "paper", "closing"}:
            if "closing" in change.tables:  # what was said of a risk belongs to the month that is over
                self._risks = {number: replace(risk, reviews=()) for number, risk in self._risks.items()}
            self._periods = rows.read_periods(self._db)
            self._register = self._assemble()
        else:
            risks = tuple(self._risks.values())
            self._register = replace(register, risks=risks, step=change.step.id, seal=change.step.seal)

    def undo(self) -> None:
        """Take back the latest step by a new step that is its inverse."""
        if self.next_undo is None:
            raise RiskDeskError("There is nothing to undo.")
        self._reverse(self.next_undo, StepKind.UNDO)

    def redo(self) -> None:
        if self.next_redo is None:
            raise RiskDeskError("There is nothing to redo.")
        self._reverse(self.next_redo, StepKind.REDO)

    def _reverse(self, step: Step, kind: StepKind) -> None:
        title = f"{kind.value.capitalize()} {step.what}"
        with self.step(title, kind=kind, undoes=step.id), file.snapshot(self._db, self.path):
            history.reverse(self._db, step.id)


def _signature(author: str) -> str:
    """An author's name on one line, the computer's user where none was given."""
    return " ".join(author.split()) or computer_user()


def _one_line(title: str) -> str:
    """A title of a step as menus can show it, whatever reference or name stands in it."""
    return textwrap.shorten(title, 120, placeholder=" …")


def _obstacle(path: Path) -> str:
    """What in the file itself forbids writing to it; "" where nothing does."""
    if not os.access(path, os.W_OK):
        return "This file is read-only"
    if path.stat().st_nlink > 1:  # a journal beside one name is not found by the other after a crash
        return "This file has a second name (a hard link)"
    return ""


class _NothingChanged(Exception):  # noqa: N818 - not an error: it takes an empty step back
    """Raised inside a step that wrote nothing."""


def verify_file(path: Path, progress: Progress | None = None) -> Verdict:
    """Verify a register without trusting it: also one that was altered too much to be opened.

    Raises RiskDeskError for a file that is no register at all or cannot be read.
    """
    file.check(path)
    db = file.connect(path, read_only=True)
    try:
        return proof.verify(db, progress)
    except sqlite3.Error as fault:
        raise file.told(fault, path) from fault
    finally:
        db.close()
