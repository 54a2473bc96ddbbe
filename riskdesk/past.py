"""The file as it stood at an earlier step, in memory: what the log added since is taken back."""

import json

from sqlite_utils import Database

from riskdesk import schema


def as_it_stood(past: Database, step_id: int) -> Database:
    """Take a copy of the file in memory back to what every table, step and change was after step number `step_id`.

    It is whole: it can be read, audited and verified as the file could then. Takes as long as what was changed since
    is long.
    """
    past.execute("pragma foreign_keys = off")
    past.execute("begin")
    for row in list(past.query("select name from sqlite_master where type = 'trigger'")):
        past.execute(f'drop trigger "{row["name"]}"')
    first = "select min(id) from change where step_id > ? group by table_name, row_id"
    since = past.query(f"select table_name, row_id, before from change where id in ({first}) order by id", [step_id])
    for row in list(since):
        _put_back(past, row["table_name"], row["row_id"], row["before"])
    past.execute("delete from change where step_id > ?", [step_id])
    past.execute("delete from step where id > ?", [step_id])
    schema.migrate(past, schema.VERSION)
    past.execute("commit")
    past.execute("pragma foreign_keys = on")
    return past


def _put_back(past: Database, table: str, row_id: int, before: str | None) -> None:
    """Make one row what it was. Raises ValueError where an altered log names what is not ours."""
    if table not in schema.LOGGED:
        raise ValueError(f"the log names {table}, which is no table of a register")
    past.execute(f"delete from {table} where id = ?", [row_id])
    if before is None:
        return
    row = json.loads(before)
    if not row.keys() <= past[table].columns_dict.keys():
        raise ValueError(f"the log names columns that {table} does not have")
    marks = ", ".join("?" for _ in row)
    past.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
