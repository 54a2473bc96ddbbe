"""What changed between two moments of a register, risk by risk. Counts are always those of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from riskdesk.entities import Choice
from riskdesk.risks import Action, Register, Risk, Stage
from riskdesk.scoring import Rated
from riskdesk.trail import Move


class Kind(Choice):
    """One way in which a risk can have changed, in the order in which a committee is told of it."""

    NEW = "new"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"
    UP = "up"
    DOWN = "down"
    SCHEME = "scheme"
    ABOVE_APPETITE = "above_appetite"
    BACK_WITHIN_APPETITE = "back_within_appetite"
    TARGET_CHANGED = "target_changed"
    OWNER_CHANGED = "owner_changed"
    REWORDED = "reworded"
    REDATED = "redated"
    COMPLETED = "completed"
    NEWLY_LATE = "newly_late"
    NOT_REVIEWED = "not_reviewed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Redated:
    """An action with a new due date: how often it was moved in all, and the date it had first."""

    action: Action
    before: str
    first: str
    times: int


@dataclass(frozen=True, slots=True)
class StageMove:
    """One stage's score before and after, each as its own register's scheme rates it. `by` are the moves that people
    made in between, oldest first; empty where only the scheme moved it."""

    stage: Stage
    before: tuple[int | None, int | None, int | None]
    after: tuple[int | None, int | None, int | None]
    was: Rated | None
    now: Rated | None
    was_said: str
    now_said: str
    by: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One risk and everything that changed about it. `before` is None for one that was not there, `after` never is but
    for one that vanished. `periods_at_level` counts the closed periods in a row, up to `after`, at the same current
    levels; `days_at_level` the days since people last moved it, by the log; None where the log does not tell."""

    risk: Risk
    before: Risk | None
    kinds: tuple[Kind, ...]
    moves: tuple[StageMove, ...] = ()
    redated: tuple[Redated, ...] = ()
    completed: tuple[Action, ...] = ()
    newly_late: tuple[Action, ...] = ()
    days_at_level: int | None = None
    periods_at_level: int | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed from one moment to a later one. `rows` hold every risk that is or was open in either."""

    before: Register
    after: Register
    rows: tuple[Row, ...] = field(default=())

    @property
    def schemes_differ(self) -> bool:
        """Whether the two were rated by different schemes: then a rating may differ though nobody moved it."""
        return self.before.scheme != self.after.scheme

    def of(self, kind: Kind) -> Sequence[Row]:
        """The rows that show this kind of change: their number is the only count there is."""
        return tuple(row for row in self.rows if kind in row.kinds)
