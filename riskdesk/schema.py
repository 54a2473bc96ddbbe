"""The tables of a register file, the triggers that log every change, and ordered migrations.

Laws: every table is STRICT with an integer primary key that is never used twice and a UUID;
CHECK constraints repeat the domain's rules; nothing is written outside a step. A new column is
a new migration at the end of `MIGRATIONS`, never an edit of an old one: `alter table ... add column`
with a constant default, which is what rows logged before it are taken to hold. A migration never
rewrites rows: that is a step's work.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache

from sqlite_utils import Database

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
}
"""Every domain table, parents first, with how the log finds the risk a row belongs to."""

UNIQUE: Mapping[str, tuple[str, ...]] = {"score": ("risk_id", "stage")}
"""What must be unique in a table besides id and uuid."""

_FIRST = """
create table step (
    id integer primary key,
    uuid text not null unique,
    at text not null,
    author text not null check (author <> ''),
    title text not null check (title <> ''),
    reason text not null,
    kind text not null check (kind in ('origin', 'edit', 'undo', 'redo')),
    undoes integer references step (id),
    seal text check (length(seal) = 64)
) strict;
create index step_open on step (id) where seal is null;

create table change (
    id integer primary key autoincrement,
    step_id integer not null references step (id),
    table_name text not null,
    row_id integer not null,
    risk_id integer,
    before text,
    after text
) strict;
create index change_step on change (step_id);
create index change_risk on change (risk_id) where risk_id is not null;
create index change_register on change (id) where table_name = 'register';
create index change_score on change (row_id) where table_name = 'score';

create table scheme (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null,
    definition text not null check (json_valid(definition))
) strict;

create table register (
    id integer primary key autoincrement check (id = 1),
    uuid text not null unique,
    title text not null check (title <> ''),
    organisation text not null,
    as_at text check (as_at = date(as_at)),
    review_cycle text not null check (review_cycle in ('monthly', 'six_weekly', 'bi_monthly', 'quarterly')),
    appetite text not null,
    appetite_statement text not null,
    inherent_word text not null check (inherent_word <> ''),
    current_word text not null check (current_word <> ''),
    target_word text not null check (target_word <> ''),
    source text not null,
    source_note text not null,
    scheme_id integer not null references scheme (id)
) strict;

create table partner (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> '')
) strict;

create table category (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    appetite text not null
) strict;

create table objective (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    kind text not null check (kind in ('objective', 'plan_scheme'))
) strict;

create table owner (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    organisation text not null,
    kind text not null check (kind in ('person', 'post', 'body'))
) strict;

create table risk (
    id integer primary key autoincrement,
    uuid text not null unique,
    ref text not null,
    heading text not null,
    description text not null,
    cause text not null,
    event text not null,
    effect text not null,
    category_id integer references category (id),
    objective_id integer references objective (id),
    response text check (response in ('treat', 'tolerate', 'transfer', 'terminate')),
    proximity text not null,
    target_date text not null,
    bearer text not null,
    financial_low integer,
    financial_likely integer,
    financial_high integer,
    financial_narrative text not null,
    status text not null check (status in ('draft', 'open', 'closed')),
    closed_on text check (closed_on = date(closed_on)),
    closed_reason text not null,
    raised_on text check (raised_on = date(raised_on)),
    raised_by text not null,
    last_reviewed text check (last_reviewed = date(last_reviewed)),
    next_review text check (next_review = date(next_review)),
    comments text not null,
    check (status <> 'closed' or closed_reason <> '')
) strict;

create table score (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    stage text not null check (stage in ('inherent', 'current', 'target')),
    impact integer check (impact > 0),
    likelihood integer check (likelihood > 0),
    stated integer,
    rationale text not null,
    unique (risk_id, stage)
) strict;

create table risk_owner (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    owner_id integer not null references owner (id),
    position integer not null
) strict;
create index risk_owner_risk on risk_owner (risk_id);
create index risk_owner_owner on risk_owner (owner_id);

create table risk_partner (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    partner_id integer not null references partner (id),
    position integer not null
) strict;
create index risk_partner_risk on risk_partner (risk_id);

create table control (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    text text not null check (text <> ''),
    state text not null check (state in ('in_place', 'partly', 'planned')),
    implemented text not null,
    effectiveness text check (effectiveness in ('effective', 'partly_effective', 'ineffective')),
    owner_id integer references owner (id),
    assurance_line text check (assurance_line in ('1', '2', '3')),
    assurance text not null,
    gaps text not null
) strict;
create index control_risk on control (risk_id);

create table action (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    text text not null check (text <> ''),
    owner_id integer references owner (id),
    due text not null,
    status text not null check (status in ('not_started', 'in_progress', 'done', 'cancelled')),
    progress integer not null check (progress between 0 and 100),
    done_on text check (done_on = date(done_on)),
    barrier text not null,
    cost integer,
    cuts text check (cuts in ('impact', 'likelihood', 'both'))
) strict;
create index action_risk on action (risk_id);

create table action_note (
    id integer primary key autoincrement,
    uuid text not null unique,
    action_id integer not null references action (id),
    noted_on text not null check (noted_on = date(noted_on)),
    author text not null,
    text text not null check (text <> '')
) strict;
create index action_note_action on action_note (action_id);

create table source_cell (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    heading text not null,
    text text not null
) strict;
create index source_cell_risk on source_cell (risk_id);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
VERSION = len(MIGRATIONS)

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


def migrate(db: Database, version: int) -> None:
    """Bring a file from `version` (0 is empty) to today's, inside the caller's transaction."""
    for name in [row["name"] for row in db.query("select name from sqlite_master where type = 'trigger'")]:
        db.execute(f'drop trigger "{name}"')
    for script in MIGRATIONS[version:]:
        _run(db, script)
    _run(db, _LOG_GUARDS)
    for table in LOGGED:
        _run(db, _triggers(db, table))
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {VERSION}")


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
def expected() -> Mapping[Part, str | None]:
    """The parts a file of today's version has, no more and no less."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)
    try:
        migrate(db, 0)
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
