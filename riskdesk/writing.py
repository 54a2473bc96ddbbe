"""Writing whole values into a file: a row with its UUID, a risk with its parts, a new register."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from riskdesk import file, history, rows, schema, scoring
from riskdesk.entities import Entity
from riskdesk.history import StepKind
from riskdesk.risks import Register, Risk
from riskdesk.rows import TABLES

Ids = dict[Entity, int]
"""The ids in the file of list entries, by their values without ids."""


def new_uuid() -> str:
    return str(uuid.uuid4())


def insert(db: Database, table: str, columns: Mapping[str, Any]) -> int:
    """Add a row with a UUID of its own; returns its id."""
    row = {"uuid": new_uuid()} | dict(columns)
    marks = ", ".join("?" for _ in row)
    return int(
        db.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values())).lastrowid or 0
    )


def write_new(part: Path, register: Register, author: str, title: str, at: dt.datetime) -> None:
    """Fill an empty file with the tables and one origin step that writes the whole register."""
    db = file.connect(part, read_only=False)
    with contextlib.closing(db), file.transaction(db, part):
        schema.migrate(db, 0)
        number = history.begin(db, StepKind.ORIGIN, author=author, title=title, at=at)
        _write_register(db, register)
        history.seal(db, number)


def _write_register(db: Database, register: Register) -> None:
    scheme = {"name": rows.clean(register.scheme.name), "definition": scoring.dump(register.scheme)}
    head = rows.write(Register, rows.facts_of(register)) | {"id": 1, "scheme_id": insert(db, "scheme", scheme)}
    insert(db, "register", head)
    ids: Ids = {}
    for entry in (*register.partners, *register.categories, *register.objectives, *register.owners):
        _entry_id(db, ids, entry)
    _write_shares(db, ids, register)
    for risk in register.risks:
        write_risk(db, ids, risk)


def _write_shares(db: Database, ids: Ids, register: Register) -> None:
    """Shares know what they belong to by the ids it had where the register came from."""
    schemes = {entry.id: ids[entry] for entry in register.objectives}
    partners = {entry.id: ids[entry] for entry in register.partners}
    for share in register.scheme_shares:
        insert(
            db,
            "scheme_share",
            {
                "objective_id": schemes[share.objective_id],
                "partner_id": partners[share.partner_id],
                "percent": share.percent,
            },
        )


def write_risk(db: Database, ids: Ids, risk: Risk) -> int:
    """Add a risk with all its parts; owners, categories and the like are added where `ids` lacks them."""
    facts = rows.write(Risk, rows.facts_of(risk) | {"category": None, "objective": None})
    for name in ("category", "objective"):
        facts[f"{name}_id"] = _entry_id(db, ids, getattr(risk, name))
    number = insert(db, "risk", facts)
    _write_links(db, ids, "risk_owner", "owner_id", number, risk.owners)
    _write_links(db, ids, "risk_partner", "partner_id", number, risk.partners)
    for score in risk.scores.values():
        insert(db, "score", rows.write(type(score), rows.facts_of(score)) | {"risk_id": number})
    for parts in (risk.controls, risk.actions, risk.as_written):
        for position, part in enumerate(parts):
            _write_part(db, ids, number, position, part)
    return number


def _write_part(db: Database, ids: Ids, risk_id: int, position: int, part: Any) -> None:
    facts = rows.facts_of(part)
    owner = facts.pop("owner", None)
    row = rows.write(type(part), facts) | {"risk_id": risk_id, "position": position}
    if owner is not None:
        row["owner_id"] = _entry_id(db, ids, owner)
    number = insert(db, TABLES[type(part)], row)
    for note in getattr(part, "notes", ()):
        insert(db, "action_note", rows.write(type(note), rows.facts_of(note)) | {"action_id": number})


def _write_links(db: Database, ids: Ids, table: str, column: str, risk_id: int, entries: Iterable[Entity]) -> None:
    for position, entry in enumerate(entries):
        insert(db, table, {"risk_id": risk_id, column: _entry_id(db, ids, entry), "position": position})


def _entry_id(db: Database, ids: Ids, entry: Entity | None) -> int | None:
    if entry is None:
        return None
    if entry not in ids:
        ids[entry] = insert(db, TABLES[type(entry)], rows.write(type(entry), rows.facts_of(entry)))
    return ids[entry]
