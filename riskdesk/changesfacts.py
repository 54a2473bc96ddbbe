"""What changed as plain JSON values, for other programs. The names here are a promise: add, never rename."""

from collections.abc import Callable
from typing import Any

from riskdesk.changed import moment, row_sentence, sentences, table
from riskdesk.changewords import fields_reworded
from riskdesk.movement import PARTITION, Kind, Movement, Redated, Row, StageMove
from riskdesk.risks import Action, Register, Risk, Stage
from riskdesk.scoring import Rated
from riskdesk.trail import Levels, Move


def changes_facts(movement: Movement) -> dict[str, Any]:
    """What changed between two moments. `counts` are those of the rows by kind, those of `partition` add up to all
    rows; `actions` counts the actions in them. Times are UTC, dates ISO; what is not recorded or told by the log is
    null or an empty list."""
    return {
        "title": movement.after.title,
        "from": _moment(movement.before),
        "to": _moment(movement.after),
        "schemes_differ": movement.schemes_differ,
        "sentences": list(sentences(movement)),
        "rows": len(movement.rows),
        "partition": {kind.value: len(movement.of(kind)) for kind in PARTITION},
        "counts": {kind.value: len(movement.of(kind)) for kind in Kind},
        "actions": {
            "redated": sum(len(row.redated) for row in movement.rows),
            "completed": sum(len(row.completed) for row in movement.rows),
            "newly_late": sum(len(row.newly_late) for row in movement.rows),
        },
        "risks": [_row(movement, row) for row in table(movement)],
    }


def _moment(register: Register) -> dict[str, Any]:
    period = register.period if register.as_closed else None
    return {
        "said": moment(register),
        "period": period.name if period else None,
        "as_at": register.as_at.isoformat() if register.as_at else None,
        "scheme": {"key": register.scheme.key, "name": register.scheme.name},
        "appetite": register.appetite,
        "seal": register.seal,
    }


def _row(movement: Movement, row: Row) -> dict[str, Any]:
    before = movement.before.rated(row.before, Stage.CURRENT) if row.before else None
    gone = row.main is Kind.VANISHED
    return {
        "ref": row.risk.label,
        "title": row.risk.title,
        "said": row_sentence(row, movement),
        "kinds": [kind.value for kind in row.kinds],
        "rating": {
            "from": _rated(before),
            "to": None if gone else _rated(movement.after.rated(row.risk, Stage.CURRENT)),
        },
        "moves": [_move(move) for move in row.moves],
        "closed": _closed(row),
        "owners": _from_to(row, Kind.OWNER_CHANGED, lambda risk: [owner.name for owner in risk.owners]),
        "target_date": _from_to(row, Kind.TARGET_CHANGED, lambda risk: risk.target_date),
        "reworded": list(fields_reworded(row)),
        "redated": [_redated(each) for each in row.redated],
        "completed": [_action(action) for action in row.completed],
        "newly_late": [
            _action(action) | {"days_late": action.days_late(movement.after.as_at)} for action in row.newly_late
        ],
        "days_at_level": row.days_at_level,
        "periods_at_level": row.periods_at_level,
    }


def _from_to(row: Row, kind: Kind, fact: Callable[[Risk], Any]) -> dict[str, Any] | None:
    """A fact before and after; null where it did not change."""
    return {"from": fact(row.before), "to": fact(row.risk)} if row.before and kind in row.kinds else None


def _closed(row: Row) -> dict[str, Any] | None:
    """`actions_go_on`: closed is not eliminated."""
    if row.main not in (Kind.CLOSED, Kind.MERGED):
        return None
    risk = row.risk
    return {
        "reason": risk.closed_reason,
        "on": risk.closed_on.isoformat() if risk.closed_on else None,
        "merged_into": row.merged_into.label if row.merged_into else None,
        "actions_go_on": len(risk.open_actions),
    }


def _move(move: StageMove) -> dict[str, Any]:
    """`by_people` false is a rating that only the scheme made another. `from_by_new_scheme` is what the later scheme
    makes of the score before."""
    return {
        "stage": move.stage.value,
        "by_people": move.by_people,
        "from": _levels(move.before) | {"said": move.was_said} | {"rated": _rated(move.was)},
        "to": _levels(move.after) | {"said": move.now_said} | {"rated": _rated(move.now)},
        "from_by_new_scheme": _rated(move.before_now),
        "by": [_by(each) for each in move.by],
    }


def _by(move: Move) -> dict[str, Any]:
    return {
        "step": move.step.id,
        "at": move.step.at.isoformat(),
        "author": move.step.author,
        "reason": move.step.reason,
        "committee": move.body or None,
        "from": _levels(move.before),
        "to": _levels(move.after),
    }


def _levels(levels: Levels) -> dict[str, Any]:
    impact, likelihood, stated = levels
    return {"impact": impact, "likelihood": likelihood, "stated": stated}


def _rated(rated: Rated | None) -> dict[str, Any] | None:
    return {"rating": rated.rating, "band": rated.word or None} if rated else None


def _redated(redated: Redated) -> dict[str, Any]:
    return _action(redated.action) | {"from": redated.before, "first": redated.first, "times": redated.times}


def _action(action: Action) -> dict[str, Any]:
    return {"text": action.text, "due": action.due, "status": action.status.value}
