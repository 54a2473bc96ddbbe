"""Scale and method: what a 12 means, what the paper does not claim, and how to check it."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.reports.blocks import Block, Heading, Rows, Voice, Words
from riskdesk.reports.board.summary import differences
from riskdesk.reports.marks import Cell, Column, Line, Mark, Table, body, in_order, strong
from riskdesk.reports.papercode import code_figure
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.risks import Register, Risk, Status
from riskdesk.scoring import Band, Level, Scheme
from riskdesk.wording import NOT_RECORDED, sentence

_CAUTION = (
    "Ratings are places in an order, not amounts. Two risks with the same rating can differ widely, so this paper "
    "adds up no ratings, averages none, and ranks nothing inside an equal rating. A rating should not by itself "
    "decide where money goes."
)
_STATED = (
    "“Stated” is the rating that the source printed. It is kept as it was and never corrected: where it differs from "
    "the computed rating a person has to decide which is right."
)
_SEALED = (
    "Every change to the register is recorded with who made it, when and why, and sealed. The seal below stands for "
    "the register and its whole history as printed here; its first twelve characters are at the foot of each page."
)
_VERIFY = (
    "To check this paper against the file, run “riskdesk-cli verify FILE” and compare the seal. "
    "A seal reveals tampering; it does not prevent it."
)


@dataclass(frozen=True, slots=True)
class Method:
    """The last section of the board paper."""

    lead: tuple[str, ...]
    scales: tuple[tuple[str, Table], ...]
    bands: Table
    appetite: tuple[str, ...]
    stated: Table
    stated_lead: str
    checking: tuple[str, ...]
    seal: str


def method_chapter(sources: Sources, _request: Request) -> Chapter:
    """Scale and method, with how to check the paper."""
    register = sources.register
    return Chapter("method", _blocks(method(register, in_order(register, Status.OPEN))))


def _blocks(told: Method) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("Scale and method"), *(Words(text) for text in told.lead)]
    for word, scale in told.scales:
        blocks += [Heading(word, 2), Rows(scale, f"The levels of {word.lower()}")]
    blocks += [Heading("Bands", 2), Rows(told.bands, "The bands, the most severe first")]
    blocks += [Heading("Appetite", 2), *(Words(text) for text in told.appetite)]
    blocks += [Heading("Stated and computed ratings", 2), Words(told.stated_lead)]
    if told.stated.rows:
        blocks.append(Rows(told.stated, "Ratings that the source states otherwise than the scheme works them out"))
    blocks += [Heading("Checking this paper", 2), *(Words(text) for text in told.checking)]
    if told.seal:
        blocks.append(Words(told.seal, Voice.CODE))
    blocks.append(code_figure())
    return tuple(blocks)


def method(register: Register, live: Sequence[Risk]) -> Method:
    """How this register scores, taken from its scheme."""
    scheme = register.scheme
    words = {"impact": scheme.impact_word, "likelihood": scheme.likelihood_word}
    levels = {"impact": scheme.impact, "likelihood": scheme.likelihood}
    stated = _stated(register, (*live, *in_order(register, Status.DRAFT)))
    return Method(
        lead=_lead(register),
        scales=_scales([(words[axis], levels[axis]) for axis in scheme.axis_order]),
        bands=_bands(scheme),
        appetite=_appetite(register),
        stated=stated,
        stated_lead=_STATED if stated.rows else f"{_STATED} No such difference is recorded.",
        checking=_checking(register),
        seal=register.seal,
    )


def _lead(register: Register) -> tuple[str, ...]:
    scheme = register.scheme
    by = "by the cell of the matrix" if scheme.cells else "by the rating"
    words = {"impact": scheme.impact_word, "likelihood": scheme.likelihood_word}
    first, second = (words[axis] for axis in scheme.axis_order)
    return (
        f"Scheme: {scheme.name}. Levels are written as {first.lower()}, then {second.lower()}.",
        f"A rating is {scheme.formula}; the band is decided {by}.",
        _CAUTION,
    )


def _scales(axes: Sequence[tuple[str, Sequence[Level]]]) -> tuple[tuple[str, Table], ...]:
    """A table for each axis; one for both where the levels are the same numbers and have only words."""
    made = tuple((word, _scale(word, levels)) for word, levels in axes)
    (first, one), (second, other) = made
    if any(len(table.columns) > 2 for _, table in made) or [row[0] for row in one.rows] != [
        row[0] for row in other.rows
    ]:
        return made
    rows = tuple((*left, right[1]) for left, right in zip(one.rows, other.rows, strict=True))
    return ((sentence(f"{first.lower()} and {second.lower()}"), Table((*one.columns, other.columns[1]), rows)),)


def _scale(word: str, levels: Sequence[Level]) -> Table:
    weighted = any(level.weight is not None for level in levels)
    described = any(level.descriptor for level in levels)
    columns = [Column("level", "Level"), Column("word", word)]
    columns += [Column("weight", "Weight")] if weighted else []
    columns += [Column("descriptor", "Description")] if described else []
    rows: list[tuple[Cell, ...]] = []
    for level in reversed(levels):
        row = [strong(level.label), body(level.word)]
        row += [body(str(level.weight or level.value))] if weighted else []
        row += [body(level.descriptor)] if described else []
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _bands(scheme: Scheme) -> Table:
    described = any(band.descriptor for band in scheme.bands)
    columns = (
        Column("band", "Band"),
        Column("range", "Cells" if scheme.cells else "Ratings"),
        *((Column("descriptor", "Meaning"),) if described else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    for severity, band in reversed(list(enumerate(scheme.bands))):
        mark = Mark("", band.word, severity, band.fill, band.ink)
        row: tuple[Cell, ...] = ((mark,), (Line(_range(scheme, band)),))
        rows.append((*row, body(band.descriptor)) if described else row)
    return Table(columns, tuple(rows))


def _range(scheme: Scheme, band: Band) -> str:
    if not scheme.cells:
        return str(band.low) if band.low == band.high else f"{band.low} to {band.high}"
    places = [
        scheme.notation(impact.value, likelihood.value)
        for likelihood in reversed(scheme.likelihood)
        for impact in scheme.impact
        if (rated := scheme.rate(impact.value, likelihood.value)) and rated.band == band
    ]
    return ", ".join(places) or "No cell"


def _appetite(register: Register) -> tuple[str, ...]:
    told = [f"Appetite overall: {register.appetite or NOT_RECORDED}."]
    told += [f"{category.name}: {category.appetite}." for category in register.categories if category.appetite]
    if register.appetite_statement:
        told.append(register.appetite_statement)
    return tuple(told)


def _stated(register: Register, risks: Sequence[Risk]) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("stage", "Stage"),
        Column("stated", "Stated"),
        Column("computed", "Computed"),
        Column("descriptor", "In words"),
    )
    rows = tuple(
        (strong(found.ref), body(found.stage), body(str(found.stated)), body(found.computed), body(found.sentence))
        for found in differences(register, risks)
    )
    return Table(columns, rows)


def _checking(register: Register) -> tuple[str, ...]:
    if not register.seal:
        return (f"The seal of the register is {NOT_RECORDED}, so this paper cannot be checked against a file.",)
    return _SEALED, _VERIFY
