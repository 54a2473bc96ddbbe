"""The words a search looks through: everything people see of a risk and its parts, lowered, each word once. No Qt."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from riskdesk.days import british_short
from riskdesk.entities import Choice, shown_fields
from riskdesk.risks import Action, Control, Owner, Partner, Register, Risk, Stage


def risk_words(risk: Risk, register: Register) -> set[str]:
    """Everything said about a risk: its fields, people, ratings, controls and actions."""
    ratings = (register.rated(risk, stage) for stage in Stage)
    parts = [
        risk.label,
        *said(Risk, risk),
        risk.status.label,
        risk.closed_reason,
        *(partner.name for partner in risk.partners),
        *(word for one in risk.owners for word in (one.name, one.organisation, one.post)),
        *(rated.text for rated in ratings if rated),
        *(score.rationale for score in risk.scores.values()),
        *(word for control in risk.controls for word in said(Control, control)),
        *(word for action in risk.actions for word in said(Action, action)),
    ]
    return _words(parts)


def action_words(action: Action, risk: Risk) -> set[str]:
    """Everything said about an action, and which risk it belongs to."""
    notes = (note.text for note in action.notes)
    parts = [risk.label, risk.title, *said(Action, action), *notes]
    return _words(parts)


def _words(parts: Iterable[str]) -> set[str]:
    """The different words. Nothing is found across two of them, as a search asks for words."""
    return set("\n".join(parts).casefold().split())


def said(entity: type, thing: Any) -> Iterator[str]:
    for name in _names(entity):
        value = getattr(thing, name)
        if value:
            yield value if type(value) is str else _text(value)


@cache
def _names(entity: type) -> tuple[str, ...]:
    return tuple(shown_fields(entity))


def _text(value: Any) -> str:
    match value:
        case Choice():
            return value.label
        case dt.date():
            return british_short(value)
        case Owner():
            return f"{value.name} {value.organisation} {value.post}"
        case Partner():
            return value.name
        case int():
            return str(value)
        case _:
            return str(getattr(value, "name", value))
