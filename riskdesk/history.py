"""Steps, the sealed change log, undo and redo, and the proof that the log and the tables agree."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from riskdesk import schema
from riskdesk.rows import clean

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
    result = compute_seal(previous, row, changes_of(db, number))
    db.execute("update step set seal = ? where id = ?", [result, number])
    return result


def last_seal(db: Database) -> str:
    """The newest seal; an open step has none yet."""
    rows = list(db.query("select seal from step where seal is not null order by id desc limit 1"))
    return str(rows[0]["seal"]) if rows else NO_SEAL


def all_seals(db: Database) -> frozenset[str]:
    """The seal of every step: what any earlier copy of this file bears."""
    return frozenset(row["seal"] for row in db.query("select seal from step where seal is not null"))


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


def changes_of(db: Database, number: int) -> Iterator[dict[str, Any]]:
    return db.query("select * from change where step_id = ? order by id", [number])


def closing_step(db: Database, period_id: int) -> int:
    """The number of the step that closed a period: the last one that belongs to it."""
    closings = "table_name = 'closing' and table_name in ('closing', 'paper', 'decision')"
    sql = f"select step_id from change where {closings} and json_extract(after, '$.period_id') = ?"
    return int(next(db.query(sql, [period_id]))["step_id"])


def seal_of(db: Database, number: int) -> str:
    return str(next(db.query("select seal from step where id = ?", [number]))["seal"])


def steps_after(db: Database, seal: str, but: Sequence[str]) -> int:
    """How many steps after the one with this seal wrote to another table than those of `but`."""
    others = f"table_name not in ({', '.join('?' for _ in but)})"
    after = "step_id > (select id from step where seal = ?)"
    sql = f"select count(distinct step_id) as steps from change where {others} and {after}"
    return int(next(db.query(sql, [*but, seal]))["steps"])


def steps_after_row(db: Database, table: str, row_id: int, until: int, but: Iterable[str]) -> int:
    """How many steps up to number `until` came after the last that wrote this row, and wrote to another table than
    these."""
    names = list(but)
    others = f"table_name not in ({', '.join('?' for _ in names)})"
    last = "select max(step_id) from change where table_name = ? and row_id = ?"
    sql = f"select count(distinct step_id) as steps from change where {others} and step_id > ({last}) and step_id <= ?"
    return int(next(db.query(sql, [*names, table, row_id, until]))["steps"])


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

    def add(self, step: Step, tables: Iterable[str] = ()) -> None:
        """Take in the next step, which wrote to `tables`. A new edit ends every redo, an origin and the closing of a
        period also every undo; that a paper was issued can neither be undone nor ends anything."""
        if "closing" in tables:
            self.undo, self.redo = [], []
            return
        if "paper" in tables:
            return
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
    """What can be undone now: nothing from before the last closing."""
    final = "select step_id from change where table_name = '{0}' and table_name in ('closing', 'paper', 'decision')"
    last = f"id > (select coalesce(max(step_id), 0) from ({final.format('closing')}))"
    edits = f"select * from step where {last} and id not in ({final.format('paper')}) order by id"
    return Stacks(map(read_step, db.query(edits)))


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
