"""The matrix as facts: which open risk stands in which cell, the same as a table, and how crowded it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskdesk.movement import Kind, Movement
from riskdesk.reports.marks import (
    Cell,
    Column,
    Line,
    Mark,
    Table,
    Tone,
    body,
    in_order,
    marked,
    strong,
    why_unrated,
)
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.scoring import Level, Scheme
from riskdesk.wording import as_at_phrase, clipped, counted, listed, of_all, sentence, verb

Place = tuple[int, int]
"""A cell in the drawing: its row from the top and its column from the left, both from 0."""


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the matrix, in words and with the references that stand in it. `above` is whether its band is above
    the appetite that holds overall; `was` says which of its references stood elsewhere before, and where."""

    place: str
    words: str
    mark: Mark
    rating: int
    refs: tuple[str, ...]
    above: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A risk that stands in another cell than before; `before` is the old cell as it is written."""

    ref: str
    old: Place
    new: Place
    before: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An open risk that has no cell, and why."""

    ref: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows run from the highest likelihood down, columns from the lowest impact up, as in the window.
    `said` is the order in which a cell is written, such as "Impact x likelihood"."""

    across: str
    up: str
    said: str
    across_levels: tuple[str, ...]
    up_levels: tuple[str, ...]
    rows: tuple[tuple[Square, ...], ...]
    used: tuple[Square, ...]
    unplaced: tuple[Unplaced, ...]
    crowding: str
    moved: tuple[Step, ...] = ()
    legend: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The used cells as rows, saying what the drawing says."""
        columns = (Column("place", self.said), Column("square", "Rating"), Column("refs", "Risks"))
        if not any(square.was for square in self.used):
            return Table(columns, tuple(_used(square) for square in self.used))
        rows = tuple((*_used(square), _was(square)) for square in self.used)
        return Table((*columns, Column("was", "Was")), rows)

    @property
    def has_line(self) -> bool:
        """Whether some cells are above the appetite and others are not, so that a line parts them."""
        return len({square.above for row in self.rows for square in row}) > 1

    @property
    def missing(self) -> Table:
        """The open risks that have no cell."""
        columns = (Column("ref", "Ref"), Column("unplaced", "Risk"), Column("reason", "Why it has no cell"))
        return Table(columns, tuple((strong(risk.ref), body(risk.title), body(risk.reason)) for risk in self.unplaced))

    @property
    def references(self) -> int:
        """How many references are printed, in cells and beside them."""
        return sum(len(square.refs) for row in self.rows for square in row) + len(self.unplaced)


Pair = tuple[int, int]
"""An impact and a likelihood."""


def place_risks(register: Register, movement: Movement | None = None) -> Matrix:
    """Every open risk once, at its current levels; those without a cell are listed with the reason. With a movement
    it is also told where each stood before."""
    scheme = register.scheme
    placed: dict[Pair, list[str]] = defaultdict(list)
    unplaced = []
    for risk in in_order(register, Status.OPEN):
        pair = _pair(scheme, risk)
        if pair is None:
            unplaced.append(Unplaced(risk.label, clipped(risk.title), _reason(register, risk)))
        else:
            placed[pair].append(risk.label)
    before = _Before(register, movement)
    rows = _rows(register, placed, before.told)
    used = [square for row in rows for square in row if square.refs]
    used.sort(key=lambda square: (-square.mark.severity, -square.rating))
    return Matrix(
        across=scheme.impact_word,
        up=scheme.likelihood_word,
        said=" x ".join(_axis_word(scheme, axis) for axis in scheme.axis_order).capitalize(),
        across_levels=tuple(level.text for level in scheme.impact),
        up_levels=tuple(level.text for level in reversed(scheme.likelihood)),
        rows=rows,
        used=tuple(used),
        unplaced=tuple(unplaced),
        crowding=_crowding(used, len(scheme.impact) * len(scheme.likelihood)),
        moved=before.steps,
        legend=tuple(_legend(register, rows, before)),
    )


class _Before:
    """Where the open risks stood at the moment compared with: as steps of the drawing, and in words by new cell."""

    def __init__(self, register: Register, movement: Movement | None) -> None:
        self.name = _named(movement.before) if movement else ""
        self.told: dict[Pair, list[str]] = defaultdict(list)
        steps = []
        rows = {row.risk.id: row for row in movement.open_rows} if movement else {}
        for risk in in_order(register, Status.OPEN):
            row, new = rows.get(risk.id), _pair(register.scheme, risk)
            if row is None or new is None:
                continue
            old = _pair(register.scheme, row.before) if row.before else None
            if row.main in (Kind.NEW, Kind.REOPENED):
                self.told[new].append(f"{risk.label} {row.main.label.lower()}")
            elif old is None:
                self.told[new].append(f"{risk.label} in no cell")
            elif old != new:
                before = register.scheme.notation(*old)
                self.told[new].append(f"{risk.label} in {before}")
                steps.append(Step(risk.label, _place(register.scheme, old), _place(register.scheme, new), before))
        self.steps = tuple(steps)


def _named(before: Register) -> str:
    return before.period.name if before.period else f"the register {as_at_phrase(before.as_at)}"


def _place(scheme: Scheme, pair: Pair) -> Place:
    impacts, likelihoods = ([level.value for level in axis] for axis in (scheme.impact, scheme.likelihood))
    return len(likelihoods) - 1 - likelihoods.index(pair[1]), impacts.index(pair[0])


def _legend(register: Register, rows: Sequence[Sequence[Square]], before: _Before) -> Iterator[str]:
    """What the line and the outlined references mean, or why there is no line."""
    own = [category for category in register.categories if register.scheme.severity(category.appetite) >= 0]
    if len({square.above for row in rows for square in row}) > 1:
        yield f"The heavy line parts what is above the appetite, {register.appetite}, from what is within it."
    elif register.scheme.severity(register.appetite) >= 0:
        yield f"No cell is above the appetite, {register.appetite}, so no line is drawn."
    else:
        yield f"No appetite in bands of the scheme is recorded{' overall' if own else ''}, so no line is drawn."
    if own:
        named = listed([f"{clipped(category.name, 60)} ({category.appetite})" for category in own])
        yield f"These categories have an appetite of their own, whatever the line says: {named}."
    if before.steps:
        it = verb(len(before.steps), "it stands", "each stands")
        yield f"A reference in an outline is where a risk stood in {before.name}; the arrow leads to where {it} now."


def _used(square: Square) -> tuple[Cell, Cell, Cell]:
    return strong(square.place), (square.mark,), body(", ".join(square.refs))


def _was(square: Square) -> Cell:
    return tuple(Line(text) for text in square.was) or (Line("none moved", Tone.META),)


def _pair(scheme: Scheme, risk: Risk) -> Pair | None:
    score = risk.score(Stage.CURRENT)
    if score is None or score.impact is None or score.likelihood is None:
        return None
    return (score.impact, score.likelihood) if scheme.rate(score.impact, score.likelihood) else None


def _reason(register: Register, risk: Risk) -> str:
    reason = why_unrated(register, risk, Stage.CURRENT)
    score = risk.score(Stage.CURRENT)
    scheme = register.scheme
    if score is None or (score.impact is None and score.likelihood is None):
        reason = f"{scheme.impact_word.lower()} and {scheme.likelihood_word.lower()} not recorded"
    if score and score.stated is not None:
        reason += f"; stated as {score.stated}"
    return sentence(reason)


def _axis_word(scheme: Scheme, axis: str) -> str:
    return scheme.impact_word if axis == "impact" else scheme.likelihood_word


def _rows(
    register: Register, placed: Mapping[Pair, Sequence[str]], was: Mapping[Pair, Sequence[str]]
) -> tuple[tuple[Square, ...], ...]:
    scheme = register.scheme
    return tuple(
        tuple(_square(register, impact, likelihood, placed, was) for impact in scheme.impact)
        for likelihood in reversed(scheme.likelihood)
    )


def _square(
    register: Register,
    impact: Level,
    likelihood: Level,
    placed: Mapping[Pair, Sequence[str]],
    was: Mapping[Pair, Sequence[str]],
) -> Square:
    scheme, limit = register.scheme, register.scheme.severity(register.appetite)
    at, pair = {"impact": impact, "likelihood": likelihood}, (impact.value, likelihood.value)
    rated = scheme.rate(*pair)
    if rated is None:
        raise AssertionError("a scheme rates every pair of its own levels")
    return Square(
        place=scheme.notation(*pair),
        words=", ".join(f"{_axis_word(scheme, axis).lower()} {at[axis].text}" for axis in scheme.axis_order),
        mark=marked(rated),
        rating=rated.rating,
        refs=tuple(placed.get(pair, ())),
        above=0 <= limit < rated.severity,
        was=tuple(was.get(pair, ())),
    )


def _crowding(used: Sequence[Square], cells: int) -> str:
    """One sentence on how the risks share the cells."""
    total = sum(len(square.refs) for square in used)
    if not total:
        return "No open risk stands in a cell."
    spread = f"{counted(len(used), 'cell')} of {cells} {verb(len(used), 'is', 'are')} used."
    fullest = max(len(square.refs) for square in used)
    if fullest == 1:
        return f"No two risks share a cell; {spread}"
    crowded = [square for square in used if len(square.refs) == fullest]
    whole = counted(total, "open risk")
    if len(crowded) > 1:
        return f"The fullest cells hold {fullest} of {whole} each: {_places(crowded)}. {sentence(spread)}"
    where = f"{crowded[0].place} ({crowded[0].words}), rated {crowded[0].mark.text}"
    share = sentence(of_all(fullest, total, "open risk"))
    return f"{share} share one cell: {where}. {sentence(spread)}"


def _places(squares: Sequence[Square]) -> str:
    return listed([f"{square.place} ({square.mark.text})" for square in squares])
