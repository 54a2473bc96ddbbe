"""What tables show, as data: a column is one line saying what it is called, shows, sorts by and needs in width."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Generic, TypeVar

from riskdesk.days import british_short
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_due, review_state
from riskdesk.risks import Owner, Register, Risk, Score, Stage, Status
from riskdesk.scoring import Band, Rated
from riskdesk.trail import Levels
from ui.review.words import came_of, review_said

T = TypeVar("T")


class Tone(Enum):
    """How loud a text is: absent where nothing is recorded, alert where something needs doing."""

    PLAIN = auto()
    ABSENT = auto()
    MUTED = auto()
    STRONG = auto()
    ALERT = auto()


class Mark(Enum):
    """A small drawn sign, with the word that says it aloud. Drawn, as no font can be trusted to have it."""

    UP = "up"
    DOWN = "down"
    DIFFERS = "differs"


class Align(Enum):
    LEFT = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as people read it. `more` is a second, smaller line, `tail` ends the first and is never
    cut; `mark` stands beside the text; with a `band` the cell is coloured by it; `hover` tells more, and
    all of it where text is cut; `short` is drawn where the text needs more than the one line there is."""

    text: str
    tone: Tone = Tone.PLAIN
    tail: str = ""
    more: str = ""
    more_tone: Tone = Tone.MUTED
    band: Band | None = None
    mark: Mark | None = None
    hover: str = ""
    short: str = ""

    @property
    def spoken(self) -> str:
        """Everything the cell says, in one line, for screen readers."""
        first = f"{self.text} {self.tail}".strip()
        if self.mark is Mark.DIFFERS:
            parts = (first, self.more, self.hover)
        else:
            parts = (f"{self.mark.value} {first}" if self.mark else first, self.more, "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a row says besides the thing itself: the register around it and its ratings at the last closed period."""

    register: Register
    previous: Mapping[int, Levels]

    def shares(self, other: "Sight") -> bool:
        """Whether rows worked out under the other sight still hold, their own risk being the same."""
        mine, theirs = self.register, other.register
        return _around(mine) == _around(theirs)


def _around(register: Register) -> tuple[Any, ...]:
    """What a risk's row says besides the risk."""
    period = register.period
    return register.as_at, register.review_cycle, register.scheme, period and (period.id, period.as_at)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of things of type T. `sort` answers None for what is not recorded, which stands last
    in either direction. Where the window is narrow, columns go in the order of `spare` (0 never
    goes), those first for which no thing `holds` anything; the others only once stretching ones have shrunk
    to `least`. Where it is wide, `stretch` columns take the room. `field` is what editing in place changes."""

    title: str
    key: str
    show: Callable[[T, Sight], Cell]
    sort: Callable[[T, Sight], Any]
    align: Align = Align.LEFT
    width: int = 100
    least: int = 0
    tip: str = ""
    largest_first: bool = False
    lines: int = 1
    spare: int = 0
    stretch: bool = False
    field: str = ""
    holds: Callable[[T, Sight], bool] = lambda _thing, _sight: True

    def heading(self, register: Register) -> str:
        """The title in the register's own words for the stages."""
        words = {stage.value: register.word(stage) for stage in Stage}
        return self.title.format(**words)


DASH = "\N{EN DASH}"
NOT_RECORDED = Cell("not recorded", Tone.ABSENT, short=DASH)


@lru_cache(maxsize=1 << 16)
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Orders "2" before "10" and "R2b" before "R10", ignoring case."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.strip().casefold())
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)


def said(text: str) -> Cell:
    return Cell(text) if text.strip() else NOT_RECORDED


def dated(day: dt.date | None) -> Cell:
    return Cell(british_short(day)) if day else NOT_RECORDED


def lowered(text: str) -> str | None:
    return text.casefold() if text.strip() else None


def reference(risk: Risk, _sight: Sight) -> Cell:
    if risk.ref:
        return Cell(risk.ref, Tone.STRONG)
    hover = "This risk has no reference of its own; RiskDesk calls it by this number."
    return Cell(risk.label, Tone.MUTED, hover=hover)


def reference_order(risk: Risk, _sight: Sight) -> Any:
    return natural(risk.ref) if risk.ref else None


def title(risk: Risk, _sight: Sight) -> Cell:
    tone = Tone.MUTED if risk.status is Status.CLOSED else Tone.PLAIN
    return Cell(risk.title, tone) if risk.title.strip() else Cell("not described yet", Tone.ABSENT)


def owner(risk: Risk, _sight: Sight) -> Cell:
    if not risk.owners:
        return NOT_RECORDED
    others = len(risk.owners) - 1
    return Cell(risk.owners[0].name, tail=f"+{others}" if others else "", hover=_owners_in_words(risk.owners))


def _owners_in_words(owners: tuple[Owner, ...]) -> str:
    first, *others = (f"{one.name} ({one.organisation})" if one.organisation else one.name for one in owners)
    return "\n".join([f"Accountable: {first}", *(f"With: {name}" for name in others)])


def rating(stage: Stage) -> Callable[[Risk, Sight], Cell]:
    """Shows a stage's number and word in its band; what the source stated is told where it differs."""

    def show(risk: Risk, sight: Sight) -> Cell:
        score = risk.score(stage)
        rated = sight.register.rated(risk, stage)
        if rated is None:
            return _unrated(score, sight)
        differs = score is not None and score.stated is not None and score.stated != rated.rating
        hover = f"stated {score.stated}, computed {rated.rating}" if score and differs else _why(score, sight)
        return Cell(words_of(rated), band=rated.band, mark=Mark.DIFFERS if differs else None, hover=hover)

    return show


def words_of(rated: Rated) -> str:
    """A number never stands without its word, even where no band can be told."""
    return rated.text if rated.band else f"{rated.label} no band"


def _why(score: Score | None, sight: Sight) -> str:
    if score is None or score.impact is None or score.likelihood is None:
        return "A rating without its impact and likelihood"
    scheme = sight.register.scheme
    impact, likelihood = scheme.impact_level(score.impact), scheme.likelihood_level(score.likelihood)
    parts = ((scheme.impact_word, impact), (scheme.likelihood_word, likelihood))
    lines = [f"{word}: {level.text}" for word, level in parts if level]
    return "\n".join([*lines, *([score.rationale] if score.rationale else [])])


def _unrated(score: Score | None, sight: Sight) -> Cell:
    if score is None or (score.impact is None and score.likelihood is None):
        return NOT_RECORDED
    if score.impact is None or score.likelihood is None:
        return Cell("half scored", Tone.ALERT, mark=Mark.DIFFERS, hover="One of the two levels is missing.")
    levels = f"Impact {score.impact} and likelihood {score.likelihood}"
    hover = f"{levels} are not both levels of {sight.register.scheme.name}."
    return Cell("not a level", Tone.ALERT, mark=Mark.DIFFERS, hover=hover)


def rating_order(stage: Stage) -> Callable[[Risk, Sight], Any]:
    def key(risk: Risk, sight: Sight) -> Any:
        rated = sight.register.rated(risk, stage)
        return (rated.severity, rated.rating) if rated else None

    return key


def _before(risk: Risk, sight: Sight) -> Rated | None:
    return sight.register.scheme.rate_levels(*sight.previous[risk.id])


def movement(risk: Risk, sight: Sight) -> Cell:
    """What the current rating did since the last closed period."""
    if risk.id not in sight.previous:
        return Cell("unchanged", Tone.ABSENT, short=DASH)
    before, now = _before(risk, sight), sight.register.rated(risk, Stage.CURRENT)
    if before is None:
        return Cell("newly rated") if now else Cell("not rated", Tone.ABSENT)
    was = words_of(before)
    if now is None:
        return Cell("rating taken away", more=f"was {was}")
    if now.rating == before.rating:
        return Cell("same rating", Tone.MUTED, more="other levels", hover=f"Still {was}, from other levels.")
    return Cell(f"from {was}", mark=Mark.UP if now.rating > before.rating else Mark.DOWN)


def movement_order(risk: Risk, sight: Sight) -> Any:
    """Up, then unchanged, then down. Ratings are ordinal, so the size of a step ranks nothing."""
    if risk.id not in sight.previous:
        return 0
    before, now = _before(risk, sight), sight.register.rated(risk, Stage.CURRENT)
    if before is None or now is None:
        return 0
    return (now.rating > before.rating) - (now.rating < before.rating)


def late_actions(risk: Risk, as_at: dt.date | None) -> int:
    """How many actions are late at the as-at date. What a closed risk left undone is not late."""
    if risk.status is Status.CLOSED:
        return 0
    return sum(1 for action in risk.open_actions if action.days_late(as_at))


def open_actions(risk: Risk, sight: Sight) -> Cell:
    if not risk.actions:
        return Cell("none", Tone.ABSENT)
    late = late_actions(risk, sight.register.as_at)
    count = len(risk.open_actions)
    hover = f"{count} open of {len(risk.actions)}"
    return Cell(f"{count} open", more=f"{late} late" if late else "", more_tone=Tone.ALERT, hover=hover)


def open_actions_order(risk: Risk, sight: Sight) -> Any:
    """By how many are late, then by how many are open."""
    return late_actions(risk, sight.register.as_at), len(risk.open_actions)


def next_review(risk: Risk, sight: Sight) -> Cell:
    due = review_due(risk, sight.register)
    if due is None:
        return NOT_RECORDED if risk.status is not Status.CLOSED else Cell("closed", Tone.ABSENT)
    as_at = sight.register.as_at
    if as_at and due < as_at:
        return Cell(british_short(due), more="overdue", more_tone=Tone.ALERT)
    return Cell(british_short(due))


def reviewed(risk: Risk, sight: Sight) -> Cell:
    """How a risk stands in the period: when it was reviewed and what came of it, or that it was not."""
    state = review_state(risk, sight.register)
    if state is ReviewState.REVIEWED:
        review = risk.reviews[-1]
        hover = f"{review_said(review)}\n{review.note}"
        return Cell(british_short(review.reviewed_on), more=came_of(review), hover=hover)
    if state is None:
        return Cell(risk.status.label.lower() if risk.status is not Status.OPEN else "no period open", Tone.ABSENT)
    first, _, rest = state.label.partition(" this ")
    tone = Tone.ALERT if state is ReviewState.NOT_REVIEWED else Tone.MUTED
    return Cell(first, tone, more=f"this {rest}", more_tone=tone)


def reviewed_order(risk: Risk, sight: Sight) -> int:
    """What is still to review stands first."""
    return _REVIEW_STATES.index(review_state(risk, sight.register))


_REVIEW_STATES = (ReviewState.NOT_REVIEWED, ReviewState.REVIEWED, ReviewState.NOT_DUE, None)


def status(risk: Risk, _sight: Sight) -> Cell:
    if risk.status is not Status.CLOSED:
        return Cell(risk.status.label, Tone.MUTED if risk.status is Status.DRAFT else Tone.PLAIN)
    when = f" on {british_short(risk.closed_on)}" if risk.closed_on else ""
    return Cell(risk.status.label, Tone.MUTED, hover=f"Closed{when}: {risk.closed_reason or 'reason not recorded'}")


_STATUSES = tuple(Status)
_RATED = "The {word} rating and its band"


def _scored(stage: Stage) -> Callable[[Risk, Sight], bool]:
    return lambda risk, _sight: stage in risk.scores


REGISTER: tuple[Column[Risk], ...] = (
    Column("Ref", "ref", reference, reference_order, width=48, tip="The register's own reference"),
    Column("Risk", "risk", title, lambda r, _: lowered(r.title), width=200, least=150,
           lines=2, stretch=True),
    Column("Category", "category", lambda r, _: said(r.category.name if r.category else ""),
           lambda r, _: lowered(r.category.name if r.category else ""), width=92, lines=2, spare=2,
           holds=lambda r, _: r.category is not None),
    Column("Owner", "owner", owner, lambda r, _: lowered(r.owners[0].name) if r.owners else None, width=104,
           tip="The accountable owner, and how many others", lines=2, spare=5, stretch=True,
           holds=lambda r, _: bool(r.owners)),
    Column("{inherent}", "inherent", rating(Stage.INHERENT), rating_order(Stage.INHERENT), width=84,
           tip="The rating before any control", largest_first=True, spare=6, holds=_scored(Stage.INHERENT)),
    Column("{current}", "current", rating(Stage.CURRENT), rating_order(Stage.CURRENT), width=84,
           tip="The rating with the controls in place now", largest_first=True),
    Column("{target}", "target", rating(Stage.TARGET), rating_order(Stage.TARGET), width=84,
           tip="The rating aimed at", largest_first=True, spare=7, holds=_scored(Stage.TARGET)),
    Column("Movement", "movement", movement, movement_order, width=84,
           tip="Since the last closed period; before the first, since the as-at date was last set", largest_first=True,
           lines=2, spare=4,
           holds=lambda r, s: r.id in s.previous),
    Column("Actions", "actions", open_actions, open_actions_order, width=68,
           tip="Open actions, and how many are late at the as-at date", largest_first=True, spare=8,
           holds=lambda r, _: bool(r.actions)),
    Column("Next review", "review", next_review, lambda r, s: review_due(r, s.register), width=100, spare=3,
           holds=lambda r, _: r.next_review is not None or r.last_reviewed is not None),
    Column("Reviewed", "reviewed", reviewed, reviewed_order, width=118, spare=5, lines=2,
           tip="How each risk stands in the period that is open",
           holds=lambda r, s: review_state(r, s.register) is not None),
    Column("Status", "status", status, lambda r, _: _STATUSES.index(r.status), width=64, spare=1,
           holds=lambda r, _: r.status is not Status.OPEN),
)  # fmt: skip
"""The register page's columns from left to right."""
