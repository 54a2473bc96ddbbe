"""What changed between two moments of a register, risk by risk. Counts are always those of the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from riskdesk.entities import Choice
from riskdesk.risks import Action, Register, Risk, Stage
from riskdesk.scoring import Rated
from riskdesk.trail import Levels, Move, what_rates


class Kind(Choice):
    """One way in which a risk can have changed, in the order in which a committee is told of it.

    UP, DOWN and RESCORED (other levels with the same rating, or a rating made or taken away) are people's; SCHEME is a
    rating that differs though nobody moved it. DRAFTED is no longer an agreed risk; VANISHED is not there any more.
    """

    NEW = "new"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"
    VANISHED = "vanished"
    DRAFTED = "drafted"
    UP = "up"
    DOWN = "down"
    RESCORED = "rescored"
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

    @property
    def label(self) -> str:
        return {
            "reopened": "Re-opened",
            "drafted": "Made a draft",
            "rescored": "Scored otherwise",
            "scheme": "By the scheme",
            "reworded": "Re-worded",
            "redated": "Action re-dated",
            "completed": "Action completed",
            "newly_late": "Action newly late",
        }.get(self.value, self.value.capitalize().replace("_", " "))


GONE = (Kind.CLOSED, Kind.MERGED, Kind.VANISHED, Kind.DRAFTED)
"""What became of risks that are no longer open."""

PARTITION = (
    *(Kind.NEW, Kind.REOPENED, *GONE),
    *(Kind.UP, Kind.DOWN, Kind.RESCORED, Kind.SCHEME, Kind.UNCHANGED),
)
"""Every row shows exactly one of these: how the risk came or went, or else what its current score did."""


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
    made in between, oldest first, where the log tells; empty too for a score made for the first time. `before_now` is
    what the later scheme makes of the score before."""

    stage: Stage
    before: Levels
    after: Levels
    was: Rated | None
    now: Rated | None
    was_said: str
    now_said: str
    by: tuple[Move, ...] = ()
    before_now: Rated | None = None

    @property
    def by_people(self) -> bool:
        """Whether what rates the score is another, or only the scheme is."""
        return what_rates(self.before) != what_rates(self.after)


@dataclass(frozen=True, slots=True)
class Row:
    """One risk and everything that changed about it. `risk` is as it is after, or was before where it vanished;
    `before` is None for one that was not there. `periods_at_level` counts the closed periods in a row, up to `after`,
    at the same current levels; `days_at_level` the days since people last moved it, by the log, up to the as-at date;
    None where nothing tells. `merged_into` is the risk that goes on for it."""

    risk: Risk
    before: Risk | None
    kinds: tuple[Kind, ...]
    moves: tuple[StageMove, ...] = ()
    redated: tuple[Redated, ...] = ()
    completed: tuple[Action, ...] = ()
    newly_late: tuple[Action, ...] = ()
    days_at_level: int | None = None
    periods_at_level: int | None = None
    merged_into: Risk | None = None

    @property
    def main(self) -> Kind:
        """Of its kinds the one of PARTITION."""
        return next(kind for kind in self.kinds if kind in PARTITION)

    def move(self, stage: Stage) -> StageMove | None:
        return next((move for move in self.moves if move.stage is stage), None)


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed from one moment to a later one (`riskdesk.moving.movement`). `rows` hold every risk that is or was
    open in either, and those that came and were closed in between, in the later register's order; `by_id` are the same
    by the risk's id."""

    before: Register
    after: Register
    rows: tuple[Row, ...] = field(default=())
    by_id: Mapping[int, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {row.risk.id: row for row in self.rows})

    @property
    def schemes_differ(self) -> bool:
        """Whether the two were rated by different schemes: then a rating may differ though nobody moved it."""
        return self.before.scheme != self.after.scheme

    def of(self, kind: Kind) -> Sequence[Row]:
        """The rows that show this kind of change: their number is the only count there is."""
        return tuple(row for row in self.rows if kind in row.kinds)

    @property
    def partition(self) -> Mapping[Kind, Sequence[Row]]:
        """Each row once, by how it came or went or what its current score did."""
        return {kind: self.of(kind) for kind in PARTITION}

    @property
    def open_rows(self) -> Sequence[Row]:
        """The rows of the risks that are open at the later moment."""
        return tuple(row for row in self.rows if row.main not in GONE)
