"""The proof that a file is what its sealed history says: every seal recomputed, the whole log replayed from empty."""

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from riskdesk import file, schema
from riskdesk.days import british
from riskdesk.history import NO_SEAL, changes_of, compute_seal
from riskdesk.wording import clipped

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file's history holds, and what was checked or found, in sentences; `in_brief` is one line of it."""

    sound: bool
    sentences: tuple[str, ...]
    in_brief: str = ""


def verify(db: Database, progress: Progress | None = None) -> Verdict:
    """Recompute every seal and replay the log from empty; say what was found, first things first."""
    return prover(db)(progress)


def prover(db: Database) -> Callable[[Progress | None], Verdict]:
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
    # What was done to rows and steps comes first: whoever did it mostly had to take guards away, all of them alike.
    broken_chain = list(_broken_chain(db, steps, tell))
    faults = [*_broken_replay(db, tell), *broken_chain, *_altered_parts(db)]
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
            follows = f"before the step it follows ({_when(earlier['at'])})"
            yield f"Step {later['id']} is dated {_when(later['at'])}, {follows}."


def _when(text: str) -> str:
    """A moment in British form; as it stands where somebody made something else of it."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{british(at.date())}, {at:%H:%M} UTC"


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
    altered = sorted(_altered(db), key=lambda part: (part not in found, part[1] != "table", part))
    named = altered if len(altered) <= _MOST_PARTS else altered[: _MOST_PARTS - 1]
    yield from _altered_each(named, found, ours)
    if len(named) < len(altered):
        yield f"{len(altered) - len(named)} more parts of the file are not as RiskDesk made them."


_MOST_PARTS = 6
"""As many altered parts are named one by one."""


def _altered_each(
    altered: Iterable[schema.Part],
    found: Mapping[schema.Part, str | None],
    ours: Mapping[schema.Part, str | None],
) -> Iterator[str]:
    for part in altered:
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
        if step["seal"] != compute_seal(previous, step, tell.each(changes_of(db, step["id"]))):
            told = f'"{step["title"]}", {step["author"]}, {_when(step["at"])}'
            yield f"Step {step['id']} ({told}) is not as it was sealed."
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
    labels = _labels(db) if "risk" in present else {}
    for table in present:
        for row in db.query(f"select {table}.id as id, {schema.json_row(db, table, table)} as row from {table}"):
            logged_row, live = replayed.pop((table, row["id"]), None), json.loads(row["row"])
            if logged_row != live:
                yield _differs(f"Row {row['id']} of {table}{_whose(table, live, labels)}", logged_row, live)
    for table, row_id in sorted(replayed):
        whose = _whose(table, replayed[table, row_id], labels)
        yield f"Row {row_id} of {table}{whose} is in the log but gone from the file."


def _labels(db: Database) -> dict[int, str]:
    """What people call each risk."""
    return {row["id"]: row["ref"] or f"#{row['id']}" for row in db.query("select id, ref from risk")}


def _whose(table: str, row: Mapping[str, Any], labels: Mapping[int, str]) -> str:
    """ " (risk 2, current)": the risk a row belongs to, and the stage of a score."""
    risk_id = row.get("id") if table == "risk" else row.get("risk_id")
    if risk_id is None:
        return ""
    stage = f", {row['stage']}" if row.get("stage") else ""
    return f" (risk {labels.get(risk_id, f'#{risk_id}')}{stage})"


def _told_change(row: Mapping[str, Any]) -> str:
    return f"Change {row['id']} in step {row['step_id']} (row {row['row_id']} of {row['table_name']})"


def _filled(row: str | None, defaults: Mapping[str, Any]) -> dict[str, Any] | None:
    return None if row is None else {**defaults, **json.loads(row)}


def _defaults(db: Database, table: str) -> dict[str, Any]:
    """What each column holds where nothing was given: a row logged before a column was there is taken to hold that."""
    values = ", ".join(f"{column.default_value or 'null'} as {column.name}" for column in db[table].columns)
    return next(db.query(f"select {values}"))


def _differs(what: str, logged_row: Mapping[str, Any] | None, live: Mapping[str, Any]) -> str:
    if logged_row is None:
        return f"{what} is in the file but was never logged."
    moved = [name for name in live if live[name] != logged_row.get(name)]
    told = (f"{name}, {_said(logged_row.get(name))} in the history, {_said(live[name])} in the file" for name in moved)
    return f"{what} was changed without a step: {'; '.join(told)}."


def _said(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    return str(value) if isinstance(value, int) else f'"{clipped(str(value), 60)}"'
