"""Steps, the sealed change log, undo and redo, and the proof that the log and the tables agree."""

import contextlib
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from riskdesk import file, schema
from riskdesk.rows import clean

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

NO_SEAL = "0" * 64
"""What the first step's seal is chained to."""


class StepKind(StrEnum):
    ORIGIN = "origin"
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did: who, when (UTC), what, why. `seal` chains it to every step before."""

    id: int
    uuid: str
    at: dt.datetime
    author: str
    title: str
    reason: str
    kind: StepKind
    undoes: int | None
    seal: str

    @property
    def what(self) -> str:
        """What was done at first, without the Undo or Redo that brought it here: the words of a menu entry."""
        return self.title.split(" ", 1)[1] if self.kind in (StepKind.UNDO, StepKind.REDO) else self.title


@dataclass(frozen=True, slots=True)
class Change:
    """What a step wrote, read back from the log: the risks and tables it touched."""

    step: Step
    risks: frozenset[int]
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the change log. `before` and `after` are whole rows; None for not there."""

    id: int
    step_id: int
    table: str
    row_id: int
    risk_id: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file's history holds, and what was checked or found, in sentences; `in_brief` is one line of it."""

    sound: bool
    sentences: tuple[str, ...]
    in_brief: str = ""


def begin(
    db: Database,
    kind: StepKind,
    *,
    author: str,
    title: str,
    at: dt.datetime,
    reason: str = "",
    undoes: int | None = None,
) -> int:
    """Open a step inside a running transaction and return its number."""
    number = int(next(db.query("select coalesce(max(id), 0) + 1 as id from step"))["id"])
    moment = at.isoformat(timespec="milliseconds")
    values = [number, str(uuid.uuid4()), moment, clean(author), clean(title), clean(reason), kind.value, undoes]
    db.execute(
        "insert into step (id, uuid, at, author, title, reason, kind, undoes) values (?, ?, ?, ?, ?, ?, ?, ?)", values
    )
    return number


def seal(db: Database, number: int) -> str:
    """Seal the open step over the previous seal and everything the step wrote."""
    previous = last_seal(db)
    [row] = db.query("select * from step where id = ?", [number])
    result = compute_seal(previous, row, _raw_changes(db, number))
    db.execute("update step set seal = ? where id = ?", [result, number])
    return result


def last_seal(db: Database) -> str:
    """The newest seal; an open step has none yet."""
    rows = list(db.query("select seal from step where seal is not null order by id desc limit 1"))
    return str(rows[0]["seal"]) if rows else NO_SEAL


def compute_seal(previous: str, step: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the previous seal, the step and its changes, one JSON array a line."""
    digest = hashlib.sha256()
    facts = [step[name] for name in ("id", "uuid", "at", "author", "title", "reason", "kind", "undoes")]
    digest.update(_line([previous, *facts]))
    for change in changes:
        names = ("id", "table_name", "row_id", "risk_id", "before", "after")
        digest.update(_line([change[name] for name in names]))
    return digest.hexdigest()


def _line(facts: list[Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _raw_changes(db: Database, number: int) -> Iterator[dict[str, Any]]:
    return db.query("select * from change where step_id = ? order by id", [number])


def is_empty(db: Database, number: int) -> bool:
    return not list(db.query("select 1 from change where step_id = ? limit 1", [number]))


def read_step(row: Mapping[str, Any]) -> Step:
    if row["seal"] is None:
        raise ValueError(f"step {row['id']} was never sealed")
    return Step(
        **{name: row[name] for name in ("id", "uuid", "author", "title", "reason", "undoes", "seal")},
        at=dt.datetime.fromisoformat(row["at"]),
        kind=StepKind(row["kind"]),
    )


def last_step(db: Database) -> Step | None:
    rows = list(db.query("select * from step order by id desc limit 1"))
    return read_step(rows[0]) if rows else None


def change_since(db: Database, step: Step, seen: int) -> Change:
    """All that was written after step number `seen` up to `step`, as one change."""
    rows = list(db.query("select distinct risk_id, table_name from change where step_id > ?", [seen]))
    risks = frozenset(row["risk_id"] for row in rows if row["risk_id"] is not None)
    return Change(step, risks, frozenset(row["table_name"] for row in rows))


def logged(db: Database, where: str, values: list[Any], order: str = "id") -> list[Logged]:
    """Rows of the log, decoded. `where` and `order` are SQL of our own, never a user's."""
    rows = db.query(f"select * from change where {where} order by {order}", values)
    return [
        Logged(
            row["id"],
            row["step_id"],
            row["table_name"],
            row["row_id"],
            row["risk_id"],
            json.loads(row["before"]) if row["before"] else None,
            json.loads(row["after"]) if row["after"] else None,
        )
        for row in rows
    ]


class Stacks:
    """What can be undone and redone, top last."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.undo: list[Step] = []
        self.redo: list[Step] = []
        for step in steps:
            self.add(step)

    def add(self, step: Step) -> None:
        """Take in the next step. A new edit ends every redo, an origin also every undo."""
        match step.kind:
            case StepKind.ORIGIN:
                self.undo, self.redo = [], []
            case StepKind.EDIT:
                self.undo.append(step)
                self.redo = []
            case StepKind.UNDO:
                self.undo.pop()
                self.redo.append(step)
            case StepKind.REDO:
                self.redo.pop()
                self.undo.append(step)


def read_stacks(db: Database) -> Stacks:
    return Stacks(map(read_step, db.query("select * from step order by id")))


def reverse(db: Database, number: int) -> None:
    """Write the inverse of a step inside the open one, last change first."""
    for change in logged(db, "step_id = ?", [number], "id desc"):
        _check_names(db, change)
        if change.before is None:
            db.execute(f"delete from {change.table} where id = ?", [change.row_id])
        elif change.after is None:
            names = list(change.before)
            marks = ", ".join("?" for _ in names)
            columns = ", ".join(names)
            db.execute(f"insert into {change.table} ({columns}) values ({marks})", list(change.before.values()))
        else:
            names = [name for name in change.before if change.before[name] != change.after.get(name)]
            pairs = ", ".join(f"{name} = ?" for name in names)
            values = [change.before[name] for name in names]
            db.execute(f"update {change.table} set {pairs} where id = ?", [*values, change.row_id])


def _check_names(db: Database, change: Logged) -> None:
    """The log of an altered file could name anything; only our tables and columns go into SQL."""
    if change.table not in schema.LOGGED:
        raise ValueError(f"change {change.id} is of no table of ours")
    if not {*(change.before or ()), *(change.after or ())} <= db[change.table].columns_dict.keys():
        raise ValueError(f"change {change.id} is of columns that are not ours")


def verify(db: Database, progress: Progress | None = None) -> Verdict:
    """Recompute every seal and replay the log from empty; say what was found, first things first."""
    return proof(db)(progress)


def proof(db: Database) -> Callable[[Progress | None], Verdict]:
    """What verifies the register as it is at this moment, whenever and in whatever thread it is called, once.

    It works on a copy in memory, so that nobody who uses the register waits.
    """
    copy = file.copy_in_memory(db)

    def prove(progress: Progress | None) -> Verdict:
        with contextlib.closing(copy):
            # What is no UTF-8 was never sealed: it must show as altered, not stop the proof.
            copy.conn.text_factory = lambda text: text.decode(errors="replace")
            return _verify(copy, progress)

    return prove


def _verify(db: Database, progress: Progress | None) -> Verdict:
    if {"step", "change"} & {name for name, _ in _altered(db)}:
        return Verdict(False, tuple(_altered_parts(db)))
    steps = list(db.query("select * from step order by id"))
    changes = next(db.query("select count(*) as n from change"))["n"]
    tell = _Teller(progress, 2 * changes)
    faults = [*_altered_parts(db), *_broken_chain(db, steps, tell), *_broken_replay(db, tell)]
    if faults:
        return Verdict(False, tuple(faults))
    last = steps[-1]["seal"] if steps else NO_SEAL
    return Verdict(
        True,
        (
            f"The chain of seals holds over {len(steps)} {_plural(len(steps), 'step')}, the last sealed {last}.",
            f"Replaying {changes} logged {_plural(changes, 'change')} from empty gives exactly the rows in the file.",
            *_backward_clocks(steps),
        ),
        f"Sound: the seals of {len(steps)} {_plural(len(steps), 'step')} hold, and they make exactly this register.",
    )


def _backward_clocks(steps: list[dict[str, Any]]) -> Iterator[str]:
    """Steps dated before the one they follow. A computer's clock may have been set; a person should know."""
    for earlier, later in pairwise(steps):
        if later["at"] < earlier["at"]:
            yield f"Step {later['id']} is dated {later['at']}, before the step it follows ({earlier['at']})."


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _expected(db: Database) -> Mapping[schema.Part, str | None]:
    """What a file of this one's version consists of: one that was not upgraded yet is whole all the same."""
    version = int(next(db.query("pragma user_version"))["user_version"])
    return schema.expected(min(max(version, 1), schema.VERSION))


def _altered(db: Database) -> set[schema.Part]:
    found, ours = schema.parts(db), _expected(db)
    return {part for part, _ in found.items() ^ ours.items()}


class _Teller:
    """Tells progress every so often: each change is looked at twice, for its seal and in the replay."""

    _EVERY = 1000

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0

    def one(self) -> None:
        self._done += 1
        if self._progress and (self._done % self._EVERY == 0 or self._done == self._whole):
            self._progress(self._done, self._whole)

    def each(self, changes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for change in changes:
            yield change
            self.one()


def _altered_parts(db: Database) -> Iterator[str]:
    found, ours = schema.parts(db), _expected(db)
    for part in sorted(_altered(db)):
        if part not in found:
            yield f'The part "{part[0]}" that RiskDesk put in the file is missing.'
        elif part not in ours:
            yield f'The file holds a part "{part[0]}" that RiskDesk did not put there.'
        else:
            yield f'The part "{part[0]}" was altered.'


def _broken_chain(db: Database, steps: list[dict[str, Any]], tell: _Teller) -> Iterator[str]:
    previous = NO_SEAL
    for place, step in enumerate(steps, start=1):
        if step["id"] != place:
            yield f"Step {place} is missing: the next one found is step {step['id']}."
            return
        if step["seal"] != compute_seal(previous, step, tell.each(_raw_changes(db, step["id"]))):
            yield f'Step {step["id"]} ("{step["title"]}", {step["author"]}, {step["at"]}) is not as it was sealed.'
        previous = step["seal"] or NO_SEAL
    strays = next(db.query("select count(*) as n from change where step_id not in (select id from step)"))["n"]
    if strays:
        yield f"{strays} logged {_plural(strays, 'change')} belong to no step."


def _broken_replay(db: Database, tell: _Teller) -> Iterator[str]:
    """Play the log from empty. Columns added since a row was logged count as their default."""
    altered, there = _altered(db), _expected(db)
    present = [table for table in schema.LOGGED if (table, "table") in there and (table, "table") not in altered]
    defaults = {table: _defaults(db, table) for table in present}
    replayed: dict[tuple[str, int], dict[str, Any]] = {}
    every = "select id, step_id, table_name, row_id, before, after from change order by id"
    for row in tell.each(db.query(every)):
        key = (row["table_name"], row["row_id"])
        filled = defaults.get(row["table_name"], {})
        try:
            before, after = _filled(row["before"], filled), _filled(row["after"], filled)
        except (ValueError, TypeError, RecursionError):
            yield f"{_told_change(row)} cannot be read."
            continue
        if replayed.get(key) != before:
            yield f"{_told_change(row)} does not follow from the ones before it."
        if after is None:
            replayed.pop(key, None)
        else:
            replayed[key] = after
    for table in present:
        for row in db.query(f"select {table}.id as id, {schema.json_row(db, table, table)} as row from {table}"):
            logged_row, live = replayed.pop((table, row["id"]), None), json.loads(row["row"])
            if logged_row != live:
                yield _differs(table, row["id"], logged_row, live)
    for table, row_id in sorted(replayed):
        yield f"Row {row_id} of {table} is in the log but gone from the file."


def _told_change(row: Mapping[str, Any]) -> str:
    return f"Change {row['id']} in step {row['step_id']} (row {row['row_id']} of {row['table_name']})"


def _filled(row: str | None, defaults: Mapping[str, Any]) -> dict[str, Any] | None:
    return None if row is None else {**defaults, **json.loads(row)}


def _defaults(db: Database, table: str) -> dict[str, Any]:
    """What each column with a default holds where nothing was given."""
    columns = [column for column in db[table].columns if column.default_value is not None]
    if not columns:
        return {}
    values = ", ".join(f"{column.default_value} as {column.name}" for column in columns)
    return next(db.query(f"select {values}"))


def _differs(table: str, row_id: int, logged_row: Mapping[str, Any] | None, live: Mapping[str, Any]) -> str:
    if logged_row is None:
        return f"Row {row_id} of {table} is in the file but was never logged."
    names = ", ".join(name for name in live if live[name] != logged_row.get(name))
    return f"Row {row_id} of {table} was changed without a step: {names}."
