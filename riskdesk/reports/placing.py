"""The matrix as facts: which open risk stands in which cell, the same as a table, and how crowded it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskdesk.reports.marks import Column, Mark, Table, body, in_order, marked, strong, why_unrated
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.scoring import Level, Scheme
from riskdesk.wording import clipped, counted, listed, of_all, sentence, verb


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the matrix, in words and with the references that stand in it."""

    place: str
    words: str
    mark: Mark
    rating: int
    refs: tuple[str, ...]


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

    @property
    def table(self) -> Table:
        """The used cells as rows, saying what the drawing says."""
        columns = (Column("place", self.said), Column("square", "Rating"), Column("refs", "Risks"))
        return Table(
            columns,
            tuple((strong(square.place), (square.mark,), body(", ".join(square.refs))) for square in self.used),
        )

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


def place_risks(register: Register) -> Matrix:
    """Every open risk once, at its current levels; those without a cell are listed with the reason."""
    scheme = register.scheme
    placed: dict[Pair, list[str]] = defaultdict(list)
    unplaced = []
    for risk in in_order(register, Status.OPEN):
        pair = _pair(scheme, risk)
        if pair is None:
            unplaced.append(Unplaced(risk.label, clipped(risk.title), _reason(register, risk)))
        else:
            placed[pair].append(risk.label)
    rows = _rows(scheme, placed)
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
    )


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


def _rows(scheme: Scheme, placed: Mapping[Pair, Sequence[str]]) -> tuple[tuple[Square, ...], ...]:
    return tuple(
        tuple(_square(scheme, impact, likelihood, placed) for impact in scheme.impact)
        for likelihood in reversed(scheme.likelihood)
    )


def _square(scheme: Scheme, impact: Level, likelihood: Level, placed: Mapping[Pair, Sequence[str]]) -> Square:
    at = {"impact": impact, "likelihood": likelihood}
    rated = scheme.rate(impact.value, likelihood.value)
    if rated is None:
        raise AssertionError("a scheme rates every pair of its own levels")
    return Square(
        place=scheme.notation(impact.value, likelihood.value),
        words=", ".join(f"{_axis_word(scheme, axis).lower()} {at[axis].text}" for axis in scheme.axis_order),
        mark=marked(rated),
        rating=rated.rating,
        refs=tuple(placed.get((impact.value, likelihood.value), ())),
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
