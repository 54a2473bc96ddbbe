"""How a score came to stand where it stands: who moved it, when, from what to what and why, by the change log."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from riskdesk.history import Step
from riskdesk.risks import Stage
from riskdesk.scoring import Rated

Levels = tuple[int | None, int | None, int | None]
"""A score's impact, likelihood and stated rating."""

NOT_SCORED: Levels = (None, None, None)


class Cause(StrEnum):
    """What changed a score. Only PERSON is a movement: a scheme change rates the same levels otherwise, and a rating
    stated beside levels that stay rates nothing."""

    FIRST = "first"
    PERSON = "person"
    SCHEME = "scheme"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Move:
    """One change of one stage's score. `was` and `now` are as the scheme of that moment rated it, None for unrated;
    `was_said` and `now_said` the two scores in that scheme's words.

    `undone` marks a step that was taken back since, and the step that took it back: together they moved nothing.
    `as_at` is the register's as-at date at that moment. `body` is the committee that decided it, with its minute, ""
    for a score that an owner or officer moved.
    """

    step: Step
    risk_id: int
    stage: Stage
    cause: Cause
    before: Levels
    after: Levels
    was: Rated | None = None
    now: Rated | None = None
    was_said: str = ""
    now_said: str = ""
    undone: bool = False
    as_at: dt.date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A moment at which a period was closed, or before the first was the as-at date set anew: what was before it
    belongs to the issue before."""

    step_id: int
    as_at: dt.date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the change log tells the audit. Ids are those of the register's risks and actions.

    `moves` are those people made, oldest first, first scores left out; `dues` the due dates an action had before the
    one it has, oldest first; `done` the number of the step in which an action was last set to done; `scored` that of
    the step in which a risk's current score was first made, `scored_at` its moment; `closed` the step in which a risk
    was last closed. `of_risk` are the moves by risk.
    """

    moves: tuple[Move, ...] = ()
    dues: Mapping[int, Sequence[str]] = field(default_factory=dict)
    done: Mapping[int, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    scored: Mapping[int, int] = field(default_factory=dict)
    scored_at: Mapping[int, dt.datetime] = field(default_factory=dict)
    closed: Mapping[int, Step] = field(default_factory=dict)
    of_risk: Mapping[int, Sequence[Move]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[int, list[Move]] = {}
        for move in self.moves:
            found.setdefault(move.risk_id, []).append(move)
        object.__setattr__(self, "of_risk", found)


def what_rates(levels: Levels) -> tuple[int | None, ...]:
    """Of impact, likelihood and stated rating, those that decide the rating."""
    return levels[2:] if levels[:2] == (None, None) else levels[:2]


def standing(moves: Sequence[Move]) -> tuple[Move, ...]:
    """The moves that were not taken back."""
    return tuple(move for move in moves if not move.undone)


def days_at_level(moves: Sequence[Move], today: dt.date) -> int | None:
    """Days since people last moved the score, or first made it. None for a score that was never made."""
    moved = (Cause.FIRST, Cause.PERSON)
    last = next((move for move in reversed(standing(moves)) if move.cause in moved), None)
    return max(0, (today - last.step.at.date()).days) if last else None


@dataclass(frozen=True, slots=True)
class SealFound:
    """The step a seal belongs to, how many steps came after it, and the as-at date that held then."""

    step: Step
    later: int
    as_at: dt.date | None
