"""Rows become values and values become rows, here and nowhere else."""

import datetime as dt
import types
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlite_utils import Database

from riskdesk import scoring
from riskdesk.entities import Choice, Entity, shown_fields
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Decision, Escalation, Forum, Meeting, RemedialPlan
from riskdesk.memo import memo
from riskdesk.periods import Closing, IssuedPaper, Period, Review, SignOff
from riskdesk.proceedings import Proceedings
from riskdesk.publishing import Exemption, Layout, Logo, Narrative, Publication
from riskdesk.risks import (
    Action,
    Category,
    Control,
    Note,
    Objective,
    Owner,
    Partner,
    Register,
    Risk,
    SchemeShare,
    Score,
    SourceCell,
)
from riskdesk.scrutiny import Challenge, Moderation, Sample, SampleItem, Scrutiny, Waiver
from riskdesk.uncollected import uncollected

Row = dict[str, Any]
E = TypeVar("E", bound=Entity)
Lists = Mapping[type[Entity], Mapping[int, Any]]
"""A register's partners, categories, objectives and owners, by id."""

TABLES: Mapping[type[Entity], str] = {
    Partner: "partner",
    Category: "category",
    Objective: "objective",
    Owner: "owner",
    Risk: "risk",
    Score: "score",
    Control: "control",
    Action: "action",
    Note: "action_note",
    SourceCell: "source_cell",
    Register: "register",
    Waiver: "waiver",
    Challenge: "challenge",
    Moderation: "moderation",
    Sample: "sample",
    SampleItem: "sample_item",
    Period: "period",
    SignOff: "sign_off",
    Closing: "closing",
    IssuedPaper: "paper",
    Review: "review",
    Forum: "forum",
    Escalation: "escalation",
    RemedialPlan: "remedial_plan",
    Meeting: "meeting",
    Decision: "decision",
    SchemeShare: "scheme_share",
    Layout: "layout",
    Logo: "logo",
    Narrative: "narrative",
    Exemption: "exemption",
}

_MADE_UP: Mapping[type[Entity], frozenset[str]] = {
    Register: frozenset({"seal", "step", "as_closed"}),
    Period: frozenset({"closing"}),
    Layout: frozenset({"logo"}),
}
"""Fields that are no columns: worked out where the value is made."""

_NEVER_NEGATIVE = frozenset({"contribution", "contingency"})

_PARTS = ("score", "risk_owner", "risk_partner", "control", "action", "source_cell")


@memo
def _kinds(entity: type[Entity]) -> Mapping[str, tuple[type, bool]]:
    """Each field's plain type and whether it may be None. Tuples and mappings are parts, not columns."""
    kinds: dict[str, tuple[type, bool]] = {}
    hints = get_type_hints(entity)
    for item in fields(entity):
        hint = hints[item.name]
        optional = isinstance(hint, types.UnionType) or get_origin(hint) is Union
        kind = next(arg for arg in get_args(hint) if arg is not type(None)) if optional else hint
        is_column = item.name not in _MADE_UP.get(entity, ())
        if isinstance(kind, type) and get_origin(kind) is None and kind is not scoring.Scheme and is_column:
            kinds[item.name] = (kind, optional)
    return kinds


@memo
def _decoders(entity: type[Entity]) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    plain: list[str] = []
    coded: list[tuple[str, Callable[[Any], Any]]] = []
    for name, (kind, _) in _kinds(entity).items():
        if issubclass(kind, Choice):
            coded.append((name, {choice.value: choice for choice in kind}.__getitem__))
        elif issubclass(kind, dt.datetime):
            coded.append((name, dt.datetime.fromisoformat))
        elif issubclass(kind, dt.date):
            coded.append((name, dt.date.fromisoformat))
        elif not issubclass(kind, Entity):
            plain.append(name)
    return tuple(plain), tuple(coded)


def read(entity: type[E], row: Row, **others: Any) -> E:
    """One row as a value; `others` are the parts that stand in other tables."""
    plain, coded = _decoders(entity)
    facts = {name: row[name] for name in plain}
    for name, decode in coded:
        value = row[name]
        facts[name] = None if value is None else decode(value)
    return entity(**facts, **others)


def write(entity: type[Entity], facts: Mapping[str, Any]) -> Row:
    """Facts about an entity as columns. Raises RiskDeskError for a value the field cannot hold."""
    kinds = _kinds(entity)
    row: Row = {}
    for name, value in facts.items():
        kind, optional = kinds[name]
        if _is_missing(entity, name, value, optional):
            raise RiskDeskError(f"{_label(entity, name)} cannot be empty.", "Give it a value.")
        if issubclass(kind, Entity):
            row[f"{name}_id"] = None if value is None else value.id
        else:
            row[name] = None if value is None else _encode(entity, name, kind, value)
    return row


def kind_of(entity: type[Entity], name: str) -> type:
    """The plain type of a field, text for anything that is not a field."""
    return _kinds(entity).get(name, (str, False))[0]


@memo
def choices(entity: type[Entity], name: str) -> Mapping[str, Choice]:
    """The answers a field offers, by the value kept in the file; empty for a field that offers none."""
    kind = kind_of(entity, name)
    return {choice.value: choice for choice in kind} if issubclass(kind, Choice) else {}


def _is_missing(entity: type[Entity], name: str, value: object, optional: bool) -> bool:
    seen = shown_fields(entity).get(name)
    blank = isinstance(value, str) and not value.strip()
    return (value is None and not optional) or (blank and seen is not None and seen.required)


def _encode(entity: type[Entity], name: str, kind: type, value: object) -> object:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise RiskDeskError(f'{_label(entity, name)} cannot be "{value}".', "Choose one of the offered values.")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        if not -(2**53) < value < 2**53:
            raise RiskDeskError(f"{_label(entity, name)} {value} is too large a number.", "Give a smaller one.")
        if value < 0 and name in _NEVER_NEGATIVE:
            raise RiskDeskError(f"{_label(entity, name)} cannot be less than nothing.", "Give it in pounds, or none.")
        return value
    return clean(str(value))


def _label(entity: type[Entity], name: str) -> str:
    item = next(item for item in fields(entity) if item.name == name)
    return item.metadata["shown"].label if "shown" in item.metadata else name.capitalize()


def clean(text: str) -> str:
    """Text as the file can hold it: characters no screen or paper can show are replaced by visible marks."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode("utf-8")


def facts_of(value: Entity) -> dict[str, Any]:
    """What `write` needs of a whole value, without its numbers."""
    return {name: getattr(value, name) for name in _kinds(type(value)) if name not in ("id", "uuid")}


def read_lists(db: Database) -> Lists:
    """Partners, categories, objectives and owners by id."""
    return {
        entity: {row["id"]: read(entity, row) for row in db.query(f"select * from {TABLES[entity]} order by id")}
        for entity in (Partner, Category, Objective, Owner)
    }


@uncollected()
def read_risks(db: Database, lists: Lists, since: int | None, ids: Iterable[int] | None = None) -> list[Risk]:
    """Risks with all their parts, in the order they were added; only those named, where named. Their reviews are those
    given since the period `since` was closed."""
    chosen = None if ids is None else sorted(ids)
    reviews, reviewed = _reviews(db, since, chosen)
    parts = {table: _by_risk(db, table, chosen) for table in _PARTS}
    notes: dict[int, list[Row]] = defaultdict(list)
    for note in _notes(db, chosen):
        notes[note["action_id"]].append(note)
    owners, partners = lists[Owner], lists[Partner]

    def assemble(row: Row) -> Risk:
        number = row["id"]
        scores = (read(Score, score) for score in parts["score"].get(number, ()))
        row["last_reviewed"] = max(filter(None, (row["last_reviewed"], reviewed.get(number))), default=None)
        return read(
            Risk,
            row,
            category=lists[Category].get(row["category_id"]),
            objective=lists[Objective].get(row["objective_id"]),
            owners=tuple(owners[link["owner_id"]] for link in parts["risk_owner"].get(number, ())),
            partners=tuple(partners[link["partner_id"]] for link in parts["risk_partner"].get(number, ())),
            reviews=tuple(reviews.get(number, ())),
            scores={score.stage: score for score in scores},
            controls=tuple(
                read(Control, item, owner=owners.get(item["owner_id"])) for item in parts["control"].get(number, ())
            ),
            actions=tuple(
                read(
                    Action,
                    item,
                    owner=owners.get(item["owner_id"]),
                    notes=tuple(read(Note, note) for note in notes.get(item["id"], ())),
                )
                for item in parts["action"].get(number, ())
            ),
            as_written=tuple(read(SourceCell, cell) for cell in parts["source_cell"].get(number, ())),
        )

    where, values = _among("id", chosen)
    return [assemble(row) for row in db.query(f"select * from risk {where} order by id", values)]


def read_register(db: Database, step: int, seal: str, *, as_closed: bool = False) -> Register:
    """The whole register as it stands."""
    lists, periods = read_lists(db), read_periods(db)
    since = since_of(periods, as_closed=as_closed)
    return read_head(db, lists, periods, tuple(read_risks(db, lists, since)), step, seal, as_closed=as_closed)


def read_head(
    db: Database,
    lists: Lists,
    periods: tuple[Period, ...],
    risks: tuple[Risk, ...],
    step: int,
    seal: str,
    *,
    as_closed: bool,
) -> Register:
    """The register's own facts around risks already read."""
    [row] = db.query("select register.*, definition from register join scheme on scheme.id = scheme_id")
    return read(
        Register,
        row,
        scheme=scoring.load(row["definition"]),
        partners=tuple(lists[Partner].values()),
        categories=tuple(lists[Category].values()),
        objectives=tuple(lists[Objective].values()),
        owners=tuple(lists[Owner].values()),
        scheme_shares=_all(db, SchemeShare),
        risks=risks,
        periods=periods,
        as_closed=as_closed,
        step=step,
        seal=seal,
    )


def read_periods(db: Database) -> tuple[Period, ...]:
    """Every period with its signatures, its end and the papers issued from it, oldest first."""
    signed = _by(db, SignOff, "period_id")
    papers = _by(db, IssuedPaper, "period_id")
    closed = _by(db, Closing, "period_id")
    return tuple(
        read(
            Period,
            row,
            sign_offs=tuple(signed[row["id"]]),
            papers=tuple(papers[row["id"]]),
            closing=next(iter(closed[row["id"]]), None),
        )
        for row in db.query("select * from period order by id")
    )


def since_of(periods: Sequence[Period], *, as_closed: bool) -> int | None:
    """The period that was closed before the one shown: what reviews of this period carry."""
    earlier = periods[:-1] if as_closed else periods
    return next((period.id for period in reversed(earlier) if not period.is_open), None)


def read_proceedings(db: Database, since: int | None) -> Proceedings:
    decisions, agendas = _by(db, Decision, "meeting_id"), defaultdict[int, list[int]](list)
    for row in db.query("select meeting_id, risk_id from agenda_item order by position, id"):
        agendas[row["meeting_id"]].append(row["risk_id"])
    last = "select * from review where id in (select max(id) from review where since_id is not ? group by risk_id)"
    return Proceedings(
        forums=_all(db, Forum),
        escalations=_all(db, Escalation),
        plans=_all(db, RemedialPlan),
        meetings=tuple(
            read(Meeting, row, agenda=tuple(agendas[row["id"]]), decisions=tuple(decisions[row["id"]]))
            for row in db.query("select * from meeting order by id")
        ),
        last_reviews={row["risk_id"]: read(Review, row) for row in db.query(last, [since])},
    )


def _all(db: Database, entity: type[E]) -> tuple[E, ...]:
    """A table's rows in the order they were added."""
    return tuple(read(entity, row) for row in db.query(f"select * from {TABLES[entity]} order by id"))


def _by(db: Database, entity: type[E], column: str) -> defaultdict[int, list[E]]:
    """A table's rows in their order, by what they belong to."""
    found: defaultdict[int, list[E]] = defaultdict(list)
    for row in db.query(f"select * from {TABLES[entity]} order by id"):
        found[row[column]].append(read(entity, row))
    return found


def _reviews(
    db: Database, since: int | None, ids: Sequence[int] | None
) -> tuple[Mapping[int, list[Review]], Mapping[int, str]]:
    """The reviews of this period by risk, and for each risk the day of its latest review of all."""
    found: dict[int, list[Review]] = defaultdict(list)
    for row in db.query("select * from review where since_id is ? order by id", [since]):
        found[row["risk_id"]].append(read(Review, row))
    where, values = _among("risk_id", ids)
    days = db.query(f"select risk_id, max(reviewed_on) as day from review {where} group by risk_id", values)
    return found, {row["risk_id"]: row["day"] for row in days}


def read_scrutiny(db: Database) -> Scrutiny:
    """Everything officers recorded, in the order it was made."""
    items: dict[int, list[SampleItem]] = defaultdict(list)
    for row in db.query("select * from sample_item order by position, id"):
        items[row["sample_id"]].append(read(SampleItem, row))
    return Scrutiny(
        waivers=_all(db, Waiver),
        challenges=_all(db, Challenge),
        moderations=_all(db, Moderation),
        samples=tuple(
            read(Sample, row, items=tuple(items[row["id"]])) for row in db.query("select * from sample order by id")
        ),
    )


def read_publication(db: Database) -> Publication:
    """What papers are printed with, in the order it was made."""
    logos = {logo.layout_id: logo for logo in _all(db, Logo)}
    layouts = tuple(replace(layout, logo=logos.get(layout.id)) for layout in _all(db, Layout))
    return Publication(layouts, _all(db, Narrative), _all(db, Exemption))


def _among(column: str, ids: Sequence[int] | None) -> tuple[str, list[int]]:
    if ids is None:
        return "", []
    return f"where {column} in ({', '.join('?' * len(ids))})", list(ids)


def _by_risk(db: Database, table: str, ids: Sequence[int] | None) -> dict[int, list[Row]]:
    where, values = _among("risk_id", ids)
    order = "id" if table == "score" else "position, id"
    found: dict[int, list[Row]] = defaultdict(list)
    for row in db.query(f"select * from {table} {where} order by {order}", values):
        found[row["risk_id"]].append(row)
    return found


def _notes(db: Database, ids: Sequence[int] | None) -> Iterable[Row]:
    where, values = _among("risk_id", ids)
    return db.query(
        "select action_note.* from action_note join action on action.id = action_id "
        f"{where} order by noted_on, action_note.id",
        values,
    )
