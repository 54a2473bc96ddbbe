"""The change log in people's words: what happened to a risk, and where its score stood before."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from riskdesk import history
from riskdesk.days import british
from riskdesk.entities import Choice, Entity, shown_fields
from riskdesk.history import Logged
from riskdesk.meetings import Escalation
from riskdesk.periods import ReviewOutcome
from riskdesk.publishing import EXEMPT_FIELDS, under
from riskdesk.risks import Action, Control, Note, Register, Risk, Stage
from riskdesk.rows import TABLES, choices, kind_of
from riskdesk.scrutiny import Challenge, Moderation, SampleItem
from riskdesk.trail import Levels


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that changed, in words; empty where there was or is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One step as one risk saw it."""

    at: dt.datetime
    author: str
    title: str
    reason: str
    changes: tuple[FieldChange, ...]


def fields_said(entity: type[Entity], facts: Mapping[str, Any]) -> str:
    """The fields of a change, for the title of its step: two by name, more as what they belong to."""
    labels = shown_fields(entity)
    if 0 < len(facts) <= 2 and all(name in labels for name in facts):
        return " and ".join(labels[name].label[:1].lower() + labels[name].label[1:] for name in facts)
    return TABLES[entity]


def risk_history(db: Database, register: Register, risk_id: int) -> list[Moment]:
    """Everything logged for a risk, newest step first."""
    changes = history.logged(db, "risk_id = ?", [risk_id])
    numbers = sorted({change.step_id for change in changes})
    marks = ", ".join("?" * len(numbers))
    steps = {
        row["id"]: history.read_step(row) for row in db.query(f"select * from step where id in ({marks})", numbers)
    }
    told = _Teller(db, register)
    moments = []
    for number, group in groupby(changes, key=lambda change: change.step_id):
        step = steps[number]
        lines = tuple(line for change in group for line in told.lines(change))
        moments.append(Moment(step.at, step.author, step.title, step.reason, lines))
    return moments[::-1]


class _Teller:
    """Turns log rows into lines, with the names behind ids as the register knows them now."""

    def __init__(self, db: Database, register: Register) -> None:
        self._register = register
        self._names = {
            f"{table}_id": {row["id"]: row["name"] for row in db.query(f"select id, name from {table}")}
            for table in ("owner", "partner", "category", "objective", "forum")
        }

    def lines(self, change: Logged) -> Iterator[FieldChange]:
        match change.table:
            case "score":
                yield from self._score_lines(change)
            case "risk_owner" | "risk_partner":
                yield from self._link_lines(change)
            case "source_cell":
                pass  # what the source said never changes after it came in
            case "control" | "action" | "action_note":
                entity = {"control": Control, "action": Action, "action_note": Note}[change.table]
                yield from self._part_lines(entity, change)
            case "challenge" | "moderation" | "sample_item":
                yield from self._officer_lines(change)
            case "escalation" | "decision" | "review":
                yield from self._board_lines(change)
            case "exemption":
                yield FieldChange("Exempt", _exempt_said(change.before), _exempt_said(change.after))
            case "agenda_item" | "remedial_plan":
                pass  # the step's own title says it; the plan's action is told as one
            case _:
                yield from self._field_lines(Risk, change.before, change.after)

    def _link_lines(self, change: Logged) -> Iterator[FieldChange]:
        column, noun = ("owner_id", "Owner") if change.table == "risk_owner" else ("partner_id", "Partner")
        accountable = noun == "Owner" and change.after is not None and change.after["position"] == 0
        if change.before and change.after and not accountable:
            return  # it only moved down the list
        before = "" if change.after else self._linked(change.before, column)
        yield FieldChange("Accountable owner" if accountable else noun, before, self._linked(change.after, column))

    def _score_lines(self, change: Logged) -> Iterator[FieldChange]:
        stage = Stage((change.after or change.before or {})["stage"])
        word = self._register.word(stage)
        before, after = change.before or {}, change.after or {}
        if _levels(before) != _levels(after):
            yield FieldChange(word, self._rating(before), self._rating(after))
        if before.get("stated") != after.get("stated"):
            yield FieldChange(f"{word}, stated rating", _said(before.get("stated")), _said(after.get("stated")))
        if (before.get("rationale") or "") != (after.get("rationale") or ""):
            yield FieldChange(f"{word}, rationale", before.get("rationale", ""), after.get("rationale", ""))

    def _rating(self, row: Mapping[str, Any]) -> str:
        impact, likelihood = row.get("impact"), row.get("likelihood")
        if impact is None and likelihood is None:
            return ""
        scheme = self._register.scheme
        rated = scheme.rate(impact, likelihood)
        if rated is None:
            return f"impact {_said(impact) or 'not scored'}, likelihood {_said(likelihood) or 'not scored'}"
        return f"{scheme.notation(impact or 0, likelihood or 0)} = {rated.text}"

    def _part_lines(self, entity: type[Entity], change: Logged) -> Iterator[FieldChange]:
        noun = {Control: "Control", Action: "Action", Note: "Note on an action"}[entity]
        if change.before is None or change.after is None:
            yield FieldChange(noun, (change.before or {}).get("text", ""), (change.after or {}).get("text", ""))
            return
        for line in self._field_lines(entity, change.before, change.after):
            yield (
                line
                if line.field == noun
                else FieldChange(f"{noun}: {line.field[:1].lower()}{line.field[1:]}", line.before, line.after)
            )

    def _officer_lines(self, change: Logged) -> Iterator[FieldChange]:
        """What an officer recorded about the risk: the one text that matters of what was added or changed."""
        noun, names = {
            "challenge": ("Challenge", ("question", "answer")),
            "moderation": ("Moderated score", ("rationale", "outcome")),
            "sample_item": ("Dip sample", ("score", "judgement", "conclusion")),
        }[change.table]
        entity = {"challenge": Challenge, "moderation": Moderation, "sample_item": SampleItem}[change.table]
        before, after = change.before or {}, change.after or {}
        for name in names:
            was, now = (self._said(entity, name, row.get(name)) for row in (before, after))
            if was != now:
                first = name == names[0]
                yield FieldChange(noun if first else f"{noun}: {_label(entity, name).lower()}", was, now)
        if change.table == "moderation" and (before.get("impact"), before.get("likelihood")) != (
            after.get("impact"),
            after.get("likelihood"),
        ):
            yield FieldChange(noun, self._rating(before), self._rating(after))

    def _board_lines(self, change: Logged) -> Iterator[FieldChange]:
        """What a committee or a reviewer did about the risk: where it was raised to, or what was said of it."""
        before, after = change.before or {}, change.after or {}
        if change.table == "escalation":
            was, now = (row.get("forum_id") if row.get("lowered_on") is None else None for row in (before, after))
            yield FieldChange(
                "Raised to", self._said(Escalation, "forum_id", was), self._said(Escalation, "forum_id", now)
            )
        elif change.table == "decision":
            yield FieldChange("Decision", before.get("text", ""), after.get("text", ""))
        else:
            yield FieldChange("Review", *(row.get("note") or _outcome(row) for row in (before, after)))

    def _field_lines(
        self, entity: type[Entity], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> Iterator[FieldChange]:
        if before is None:
            yield FieldChange("Risk", "", "added")
            return
        if after is None:
            yield FieldChange("Risk", "added", "")
            return
        for name in (name for name in before if before[name] != after.get(name) and name != "position"):
            yield FieldChange(
                _label(entity, name), self._said(entity, name, before[name]), self._said(entity, name, after[name])
            )

    def _said(self, entity: type[Entity], name: str, value: Any) -> str:
        if name in self._names:
            return str(self._names[name].get(value, ""))
        if value is not None and kind_of(entity, name) is dt.date:
            return british(dt.date.fromisoformat(value))
        found = choices(entity, name).get(value)
        return found.label if isinstance(found, Choice) else _said(value)

    def _linked(self, row: Mapping[str, Any] | None, column: str) -> str:
        return self._names[column].get(row[column], "") if row else ""


def _exempt_said(row: Mapping[str, Any] | None) -> str:
    """ "Money and who bears it, paragraph 3"; "" for nothing."""
    if not row:
        return ""
    what = EXEMPT_FIELDS[row["field"]] if row["field"] else "The whole risk"
    return f"{what}, {under(row['paragraph'])}"


def _outcome(row: Mapping[str, Any]) -> str:
    return ReviewOutcome(row["outcome"]).label if row else ""


def _levels(row: Mapping[str, Any]) -> tuple[Any, Any]:
    return row.get("impact"), row.get("likelihood")


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _label(entity: type[Entity], name: str) -> str:
    shown = shown_fields(entity).get(name.removesuffix("_id"))
    return shown.label if shown else name.capitalize().replace("_", " ")


def previous_ratings(db: Database, closed: int | None) -> dict[int, Levels]:
    """Where the current scores that moved stood when period number `closed` was closed, or for None when the as-at date
    was last set; all None for one first made since."""
    first: dict[int, Logged] = {}
    baseline = _baseline(db) if closed is None else history.closing_step(db, closed)
    for change in history.logged(db, "table_name = 'score' and step_id > ?", [baseline]):
        first.setdefault(change.row_id, change)
    moved = {}
    for number, change in first.items():
        for now in db.query("select * from score where id = ? and stage = 'current'", [number]):
            before = _full(change.before or {})
            if before != _full(now):
                moved[now["risk_id"]] = before
    return moved


def _full(row: Mapping[str, Any]) -> Levels:
    return row.get("impact"), row.get("likelihood"), row.get("stated")


def _baseline(db: Database) -> int:
    """The step that last set the as-at date; the first step where none did."""
    for change in history.logged(db, "table_name = 'register'", [], "id desc"):
        if (change.before or {}).get("as_at") != (change.after or {}).get("as_at"):
            return change.step_id
    return 1
