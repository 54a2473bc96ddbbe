"""The triggers that log every change to a register file and guard its log, and bringing a file up to date.

Laws: every table is STRICT with an integer primary key that is never used twice and a UUID;
CHECK constraints repeat the domain's rules; nothing is written outside a step.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache

from sqlite_utils import Database

from riskdesk import tables

APPLICATION_ID = 0x5249534B
"""The four letters RISK in the SQLite header: how a register is told from other SQLite files."""

LOGGED: Mapping[str, str] = {
    "scheme": "null",
    "register": "null",
    "partner": "null",
    "category": "null",
    "objective": "null",
    "owner": "null",
    "risk": "{row}.id",
    "score": "{row}.risk_id",
    "risk_owner": "{row}.risk_id",
    "risk_partner": "{row}.risk_id",
    "control": "{row}.risk_id",
    "action": "{row}.risk_id",
    "action_note": "(select risk_id from action where id = {row}.action_id)",
    "source_cell": "{row}.risk_id",
    "waiver": "null",
    "challenge": "{row}.risk_id",
    "moderation": "{row}.risk_id",
    "sample": "null",
    "sample_item": "{row}.risk_id",
    "period": "null",
    "sign_off": "null",
    "closing": "null",
    "paper": "null",
    "review": "{row}.risk_id",
    "forum": "null",
    "escalation": "{row}.risk_id",
    "remedial_plan": "{row}.risk_id",
    "meeting": "null",
    "agenda_item": "{row}.risk_id",
    "decision": "{row}.risk_id",
    "scheme_share": "null",
    "layout": "null",
    "logo": "null",
    "narrative": "null",
    "exemption": "{row}.risk_id",
}
"""Every domain table, parents first, with how the log finds the risk a row belongs to."""

UNIQUE: Mapping[str, tuple[str, ...]] = {
    "score": ("risk_id", "stage"),
    "closing": ("period_id",),
    "remedial_plan": ("action_id",),
    "scheme_share": ("objective_id", "partner_id"),
    "logo": ("layout_id",),
    "exemption": ("risk_id", "field"),
}
"""What must be unique in a table besides id and uuid."""

_CLOSED = "exists (select 1 from closing where period_id = {row}.%s)"

FROZEN: Mapping[str, str] = {
    "period": _CLOSED % "id",
    "sign_off": _CLOSED % "period_id",
    "review": "exists (select 1 from closing join period on period.id = period_id "
    "where period.previous_id is {row}.since_id)",
    "closing": "{row}.id is not null",
    "paper": "{row}.id is not null",
}
"""When a row can neither be changed nor deleted any more, in no step and by no undo: what belongs to a closed period.
New rows of `period`, `sign_off` and `review` cannot come into a closed one either, nor can those of an open one."""

ONLY_ADDED = frozenset({"closing", "paper"})
"""Tables whose rows are frozen from the first."""

VERSION = len(tables.MIGRATIONS)

_OPEN_STEP = "(select id from step where seal is null)"

_LOG_GUARDS = f"""
create trigger step_insert before insert on step
when new.seal is not null or {_OPEN_STEP} is not null or exists (select 1 from step where id >= new.id)
begin select raise(abort, 'riskdesk: steps are added one at a time, by RiskDesk'); end;
create trigger step_update before update on step
when old.seal is not null or new.seal is null or (new.id, new.uuid, new.at, new.author, new.title, new.reason, new.kind)
    <> (old.id, old.uuid, old.at, old.author, old.title, old.reason, old.kind) or new.undoes is not old.undoes
begin select raise(abort, 'riskdesk: a sealed step cannot be changed'); end;
create trigger step_delete before delete on step
begin select raise(abort, 'riskdesk: history cannot be deleted'); end;
create trigger change_insert before insert on change
when new.step_id is not {_OPEN_STEP} or exists (select 1 from change where id = new.id)
begin select raise(abort, 'riskdesk: history is written by the triggers alone'); end;
create trigger change_update before update on change
begin select raise(abort, 'riskdesk: history cannot be changed'); end;
create trigger change_delete before delete on change
begin select raise(abort, 'riskdesk: history cannot be deleted'); end;
"""


def migrate(db: Database, version: int, target: int | None = None) -> None:
    """Bring a file from `version` (0 is empty) to `target` (today's), inside the caller's transaction."""
    target = VERSION if target is None else target
    for name in [row["name"] for row in db.query("select name from sqlite_master where type = 'trigger'")]:
        db.execute(f'drop trigger "{name}"')
    for script in tables.MIGRATIONS[version:target]:
        _run(db, script)
    _run(db, _LOG_GUARDS)
    there = set(db.table_names())
    for table in LOGGED:
        if table in there:
            _run(db, _triggers(db, table))
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {target}")


def json_row(db: Database, table: str, row: str) -> str:
    """The SQL expression that writes a whole row as JSON, the form in which the log keeps it."""
    columns = db[table].columns_dict
    return "json_object(" + ", ".join(f"'{name}', {row}.{name}" for name in columns) + ")"


Part = tuple[str, str]
"""The name and the type of a table, index, trigger or view: a trigger may bear the name of a table."""


def parts(db: Database) -> dict[Part, str | None]:
    """Every part of a file with its SQL; also SQLite's own, whose names a forger can give to a trigger."""
    found = db.query("select name, type, sql from sqlite_master")
    return {(row["name"], row["type"]): row["sql"] for row in found}


@cache
def expected(version: int) -> Mapping[Part, str | None]:
    """The parts a file of a version has, no more and no less."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)
    try:
        migrate(db, 0, version)
        return parts(db)
    finally:
        db.close()


def _triggers(db: Database, table: str) -> str:
    unique = [("id",), ("uuid",)] + ([UNIQUE[table]] if table in UNIQUE else [])
    same = [" and ".join(f"{name} = new.{name}" for name in names) for names in unique]
    taken = " or ".join(f"exists (select 1 from {table} where {clause})" for clause in same)
    moved = " or ".join(f"exists (select 1 from {table} where {clause} and id <> old.id)" for clause in same)
    outside = f"{_OPEN_STEP} is null"
    return "".join(
        (
            _guard(table, "insert", f"{outside} or {taken}"),
            _guard(table, "update", f"{outside} or new.id <> old.id or {moved}"),
            _guard(table, "delete", outside),
            *_frozen(table),
            _log(table, "insert", "null", json_row(db, table, "new"), "new"),
            _log(table, "update", json_row(db, table, "old"), json_row(db, table, "new"), "new"),
            _log(table, "delete", json_row(db, table, "old"), "null", "old"),
        )
    )


def _guard(table: str, event: str, when: str) -> str:
    return f"""
create trigger {table}_{event}_guard before {event} on {table} when {when}
begin select raise(abort, 'riskdesk: {table} can only be written in a step, and no row may replace another'); end;
"""


def _frozen(table: str) -> Iterator[str]:
    if table not in FROZEN:
        return
    old, new = (FROZEN[table].format(row=row) for row in ("old", "new"))
    events = {"update": f"{old} or {new}", "delete": old} | ({} if table in ONLY_ADDED else {"insert": new})
    for event, when in events.items():
        yield f"""
create trigger {table}_{event}_frozen before {event} on {table} when {when}
begin select raise(abort, 'riskdesk: {table} of a closed period cannot be changed'); end;
"""


def _log(table: str, event: str, before: str, after: str, row: str) -> str:
    risk = LOGGED[table].format(row=row)
    return f"""
create trigger {table}_{event}_log after {event} on {table} begin
insert into change (step_id, table_name, row_id, risk_id, before, after)
values ({_OPEN_STEP}, '{table}', {row}.id, {risk}, {before}, {after}); end;
"""


def _run(db: Database, script: str) -> None:
    """Run a script statement by statement: sqlite3's executescript would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
