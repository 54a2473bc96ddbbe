"""Reads the change log for the audit: who moved which score, which due dates moved, when the as-at date was set."""

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from riskdesk import history, scoring
from riskdesk.errors import RiskDeskError
from riskdesk.history import Logged, Step
from riskdesk.meetings import decided_by
from riskdesk.risks import ActionStatus, Stage, Status
from riskdesk.scoring import Rated, Scheme
from riskdesk.trail import NOT_SCORED, Cause, Evidence, Issue, Levels, Move, SealFound, what_rates
from riskdesk.wording import clipped


class EvidenceReader:
    """What the audit asks of the log, read once: after a step only what followed is read, after an undo all of it."""

    def __init__(self) -> None:
        self._seen = 0
        self._known = Evidence()

    def read(self, db: Database) -> Evidence:
        """What was undone since did not happen."""
        last = next(db.query("select coalesce(max(id), 0) as id from step"))["id"]
        reversed_ = db.query("select 1 from step where id > ? and undoes is not null limit 1", [self._seen])
        if self._seen > last or list(reversed_):
            self._seen, self._known = 0, Evidence()
        if self._seen < last:
            self._known = _joined(self._known, _read_since(db, self._seen))
            self._seen = last
        return self._known


def _read_since(db: Database, seen: int) -> Evidence:
    """What the steps after number `seen` add."""
    undone, times = _undone(db), _Times(db)
    scored, closed = _scored_in(db, undone, seen), _closed_in(db, undone, seen)
    steps = _steps(db, (*scored.values(), *closed.values()), seen)
    return Evidence(
        moves=tuple(_people_moves(db, times, undone, seen)),
        dues=_earlier_dues(db, undone, seen),
        done=_done_in(db, undone, seen),
        issues=_issues(db, times, undone, seen),
        scored=scored,
        scored_at={number: steps[step].at for number, step in scored.items() if step in steps},
        closed={number: steps[step] for number, step in closed.items() if step in steps},
    )


def _joined(known: Evidence, new: Evidence) -> Evidence:
    dues = dict(known.dues)
    for number, earlier in new.dues.items():
        dues[number] = (*dues.get(number, ()), *earlier)
    return Evidence(
        moves=known.moves + new.moves,
        dues=dues,
        done={**known.done, **new.done},
        issues=known.issues + new.issues,
        scored={**new.scored, **known.scored},
        scored_at={**new.scored_at, **known.scored_at},
        closed={**known.closed, **new.closed},
    )


def _issues(db: Database, times: "_Times", undone: frozenset[int], seen: int) -> tuple[Issue, ...]:
    """The closings; until the first period is closed every new as-at date."""
    closed = [Issue(row["step_id"], _day(row["as_at"])) for row in db.query(_CLOSINGS)]
    first = closed[0].step_id if closed else None
    as_ats = (
        Issue(moment.step_id, moment.as_at)
        for moment in times.as_ats
        if moment.step_id not in undone and (first is None or moment.step_id < first)
    )
    return tuple(issue for issue in (*as_ats, *closed) if issue.step_id > seen)


_CLOSINGS = (
    "select step_id, period.as_at as as_at from change join period on period.id = json_extract(after, '$.period_id') "
    "where table_name = 'closing' and table_name in ('closing', 'paper', 'decision') order by step_id"
)


def _bodies(db: Database) -> dict[int, str]:
    """For each step in which a committee decided: which one, when, by which minute."""
    sql = (
        "select step_id, meeting.body as body, meeting.held_on as held_on, json_extract(after, '$.minute') as minute "
        "from change join meeting on meeting.id = json_extract(after, '$.meeting_id') where table_name = 'decision' "
        "and table_name in ('closing', 'paper', 'decision') and after is not null"
    )
    return {
        row["step_id"]: decided_by(row["body"], dt.date.fromisoformat(row["held_on"]), row["minute"])
        for row in db.query(sql)
    }


def score_moves(db: Database, risk_id: int, stage: Stage) -> tuple[Move, ...]:
    """Every change of a score, oldest first; a change of scheme only where it rates the score otherwise.

    Undone changes are there, marked, each followed by the step that took it back.
    """
    undone, times = _undone(db), _Times(db)
    logged = history.logged(db, "risk_id = ? and table_name = 'score'", [risk_id])
    events = [_scored(change) for change in logged if (change.after or change.before or {})["stage"] == stage]
    events += [_Event(moment.place, moment.step_id, scheme=moment.scheme) for moment in times.schemes[1:]]
    steps, bodies = _steps(db, {event.step_id for event in events}), _bodies(db)
    moves: list[Move] = []
    levels = NOT_SCORED
    for event in sorted(events, key=lambda event: event.place):
        before, levels = levels, levels if event.levels is None else event.levels
        scheme = times.scheme_before(event.place)
        was, now = scheme.rate_levels(*before), (event.scheme or scheme).rate_levels(*levels)
        if before != levels or (event.scheme and _words(was) != _words(now)):
            cause = Cause.SCHEME if event.scheme else _cause(before, levels, first=not moves)
            step = steps[event.step_id]
            said = scheme.say(*before), (event.scheme or scheme).say(*levels)
            taken_back, as_at = step.id in undone, times.as_at_before(event.place)
            body = bodies.get(step.id, "")
            moves.append(Move(step, risk_id, stage, cause, before, levels, was, now, *said, taken_back, as_at, body))
    return tuple(moves)


def _cause(before: Levels, after: Levels, *, first: bool) -> Cause:
    if first and before == NOT_SCORED:
        return Cause.FIRST
    return Cause.STATED if what_rates(before) == what_rates(after) else Cause.PERSON


def find_seal(db: Database, text: str) -> SealFound | None:
    """The step whose seal is, or begins with, what stands on a paper; None where no step has it.

    Raises RiskDeskError for a text that cannot be a seal, or is too short to tell.
    """
    wanted = "".join(text.split()).lower()
    if not re.fullmatch(f"[0-9a-f]{{{LEAST_SEAL},64}}", wanted):
        raise RiskDeskError(
            f'"{clipped(text, 70)}" is not a seal.',
            f"Give the {LEAST_SEAL} or more figures and letters (0 to 9, a to f) that stand at the foot of the paper.",
        )
    rows = list(db.query("select * from step where substr(seal, 1, ?) = ?", [len(wanted), wanted]))
    if not rows:
        return None
    step = history.read_step(rows[0])
    later = next(db.query("select count(*) as n from step where id > ?", [step.id]))["n"]
    as_ats = [moment.as_at for moment in _Times(db).as_ats if moment.step_id <= step.id]
    return SealFound(step, later, as_ats[-1] if as_ats else None)


LEAST_SEAL = 12
"""As many characters as papers print of a seal; no two steps of a file share them."""


@dataclass(frozen=True, slots=True)
class _Event:
    """What may have moved a score, at its place in the log: other levels, or another scheme."""

    place: int
    step_id: int
    levels: Levels | None = None
    scheme: Scheme | None = None


def _scored(change: Logged) -> _Event:
    return _Event(change.id, change.step_id, _levels(change.after))


@dataclass(frozen=True, slots=True)
class _SchemeSet:
    place: int
    step_id: int
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class _AsAtSet:
    place: int
    step_id: int
    as_at: dt.date | None


class _Times:
    """Which scheme and which as-at date held at each place of the log."""

    def __init__(self, db: Database) -> None:
        schemes = {row["id"]: row["definition"] for row in db.query("select id, definition from scheme")}
        loaded: dict[int, Scheme] = {}
        self.schemes: list[_SchemeSet] = []
        self.as_ats: list[_AsAtSet] = []
        for change in history.logged(db, "table_name = 'register'", []):
            before, after = change.before or {}, change.after or {}
            if before.get("scheme_id") != (number := after["scheme_id"]):
                if number not in schemes:
                    schemes |= _made_schemes(db)
                if number not in loaded:
                    loaded[number] = scoring.load(schemes[number])
                self.schemes.append(_SchemeSet(change.id, change.step_id, loaded[number]))
            if change.before is None or before["as_at"] != after["as_at"]:
                self.as_ats.append(_AsAtSet(change.id, change.step_id, _day(after["as_at"])))

    def scheme_before(self, place: int) -> Scheme:
        """The scheme in force when change number `place` was written."""
        return self.schemes[max(bisect_left(self.schemes, place, key=lambda moment: moment.place) - 1, 0)].scheme

    def as_at_before(self, place: int) -> dt.date | None:
        return self.as_ats[max(bisect_left(self.as_ats, place, key=lambda moment: moment.place) - 1, 0)].as_at


def _made_schemes(db: Database) -> dict[int, str]:
    """Every scheme there ever was, also one that an undo took away again: the log keeps what the table has lost."""
    made = history.logged(db, "table_name = 'scheme' and after is not null", [])
    return {change.row_id: change.after["definition"] for change in made if change.after}


def _undone(db: Database) -> frozenset[int]:
    """The steps that were taken back and the steps that took them back: together they changed nothing."""
    found: set[int] = set()
    for row in db.query("select id, undoes from step where undoes is not null order by id desc"):
        if row["id"] not in found:
            found |= {row["id"], row["undoes"]}
    return frozenset(found)


_LEVELS = ("impact", "likelihood", "stated")


def _people_moves(db: Database, times: _Times, undone: frozenset[int], seen: int) -> Iterator[Move]:
    """Scores that people moved after they were first made, oldest first."""
    read = [f"json_extract({side}, '$.{name}') as {side}_{name}" for side in ("before", "after") for name in _LEVELS]
    sql = (
        f"select id, step_id, row_id, risk_id, json_extract(after, '$.stage') as stage, {', '.join(read)} from change "
        "where step_id > ? and table_name = 'score' and before is not null and after is not null order by id"
    )
    rows = [row for row in db.query(sql, [seen]) if row["step_id"] not in undone]
    steps, bodies = _steps(db, {row["step_id"] for row in rows}, seen), _bodies(db)
    for row in rows:
        before, after = (_levels_of(row, side) for side in ("before", "after"))
        if what_rates(before) == what_rates(after) or (before == NOT_SCORED and not _was_scored(db, row)):
            continue
        scheme = times.scheme_before(row["id"])
        yield Move(
            steps[row["step_id"]],
            row["risk_id"],
            Stage(row["stage"]),
            Cause.PERSON,
            before,
            after,
            scheme.rate_levels(*before),
            scheme.rate_levels(*after),
            as_at=times.as_at_before(row["id"]),
            body=bodies.get(row["step_id"], ""),
        )


def _levels_of(row: Mapping[str, Any], side: str) -> Levels:
    return row[f"{side}_impact"], row[f"{side}_likelihood"], row[f"{side}_stated"]


def _was_scored(db: Database, row: Mapping[str, Any]) -> bool:
    """Whether a score that is none just now was one before: taking it away and making another moves it."""
    earlier = history.logged(db, "table_name = 'score' and row_id = ? and id < ?", [row["row_id"], row["id"]])
    return any(_levels(change.after) != NOT_SCORED for change in earlier)


def _earlier_dues(db: Database, undone: frozenset[int], seen: int) -> dict[int, tuple[str, ...]]:
    """For each action whose due date moved, those it had before, oldest first."""
    sql = (
        "select step_id, row_id, json_extract(before, '$.due') as due from change "
        "where step_id > ? and table_name = 'action' and before is not null "
        "and json_extract(before, '$.due') <> json_extract(after, '$.due') order by id"
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in db.query(sql, [seen]):
        if row["step_id"] not in undone and row["due"].strip():
            found[row["row_id"]].append(row["due"])
    return {number: tuple(dues) for number, dues in found.items()}


def _done_in(db: Database, undone: frozenset[int], seen: int) -> dict[int, int]:
    """For each action that was ever set to done, the step that last did so."""
    sql = (
        "select step_id, row_id from change where step_id > ? and table_name = 'action' and before is not null "
        "and json_extract(before, '$.status') <> ? and json_extract(after, '$.status') = ? order by id"
    )
    rows = db.query(sql, [seen, ActionStatus.DONE.value, ActionStatus.DONE.value])
    return {row["row_id"]: row["step_id"] for row in rows if row["step_id"] not in undone}


def _scored_in(db: Database, undone: frozenset[int], seen: int) -> dict[int, int]:
    """For each risk whose current score was ever made, the step that first did so."""
    sql = (
        "select step_id, risk_id from change where step_id > ? and table_name = 'score' and before is null "
        "and json_extract(after, '$.stage') = ? order by id desc"
    )
    rows = db.query(sql, [seen, Stage.CURRENT.value])
    return {row["risk_id"]: row["step_id"] for row in rows if row["step_id"] not in undone}


def _closed_in(db: Database, undone: frozenset[int], seen: int) -> dict[int, int]:
    """For each risk that was ever closed, the step that last did so."""
    sql = (
        "select step_id, row_id from change where step_id > ? and table_name = 'risk' and before is not null "
        "and json_extract(before, '$.status') <> ? and json_extract(after, '$.status') = ? order by id"
    )
    rows = db.query(sql, [seen, Status.CLOSED.value, Status.CLOSED.value])
    return {row["row_id"]: row["step_id"] for row in rows if row["step_id"] not in undone}


def _steps(db: Database, numbers: Iterable[int], seen: int = 0) -> Mapping[int, Step]:
    wanted = set(numbers)
    rows = db.query("select * from step where id > ? and seal is not null order by id", [seen])
    return {row["id"]: history.read_step(row) for row in rows if row["id"] in wanted}


def _levels(row: Mapping[str, Any] | None) -> Levels:
    return (row["impact"], row["likelihood"], row["stated"]) if row else NOT_SCORED


def _words(rated: Rated | None) -> str:
    return rated.text if rated else ""


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
