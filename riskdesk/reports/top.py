"""The top risks of a board paper: which they are, by which rule, and what the board reads of each."""

from collections.abc import Sequence

from riskdesk.movement import Kind, Movement
from riskdesk.movement import Row as Moved
from riskdesk.reports.marks import Cell, Column, Line, Row, Table, Tone, body, owner_text, rating_cell, strong
from riskdesk.reports.reviewed import review_lines
from riskdesk.risks import Register, Risk, Stage
from riskdesk.wording import clipped, counted, sentence, verb

FEW = 10
"""How many top risks a board can look at one by one."""

_WAYS = {Kind.UP: "up from", Kind.DOWN: "down from", Kind.SCHEME: "by the scheme, from"}


def band_of(register: Register, risk: Risk) -> str:
    """The word of a risk's current band; "" without one."""
    rated = register.rated(risk, Stage.CURRENT)
    return rated.word if rated else ""


def top_bands(register: Register, live: Sequence[Risk]) -> tuple[str, ...]:
    """The highest band; of four or more bands the two highest, most severe first, while that
    leaves a board few enough risks to read: else the more severe of them that is in use."""
    words = [band.word for band in register.scheme.bands]
    top = tuple(reversed(words[-2:] if len(words) >= 4 else words[-1:]))
    found = [band_of(register, risk) for risk in live]
    if sum(found.count(word) for word in top) <= FEW:
        return top
    return next((word,) for word in top if word in found)


def top_rule(register: Register, live: Sequence[Risk], top: Sequence[Risk], bands: tuple[str, ...]) -> str:
    """Which risks these are, in a sentence or two."""
    stage = register.current_word.lower()
    highest = register.scheme.bands[-1].word
    which = "the two highest bands" if len(bands) > 1 else "the highest band"
    if bands[0] != highest:
        which = f"the highest band in use ({highest} is empty)"
    named = " or ".join(bands)
    if not live:
        return "There is no open risk to show."
    if not top:
        return f"No open risk has a {stage} rating of {named}, {which} of the scheme."
    number = f"{counted(len(top), 'open risk')} {verb(len(top), 'has', 'have')} a {stage} rating of {named}, {which}."
    if bands == (highest,) and len(register.scheme.bands) >= 4:
        second = register.scheme.bands[-2].word
        below = sum(band_of(register, risk) == second for risk in live)
        number += f" The {counted(below, 'risk')} rated {second} {verb(below, 'stands', 'stand')} on the matrix."
    if len(top) == 1:
        return sentence(number)
    return sentence(f"{number} Where ratings are equal the risks stand in order of reference, which is no ranking.")


def top_table(register: Register, top: Sequence[Risk], movement: Movement | None) -> Table:
    stages = [Stage.CURRENT, Stage.TARGET]
    if any(risk.score(Stage.INHERENT) for risk in top):
        stages.insert(0, Stage.INHERENT)
    columns = (
        Column("ref", "Ref"),
        Column("top_risk", "Risk"),
        Column("owner", "Owner"),
        *(Column("rating", register.word(stage)) for stage in stages),
        Column("due", f"{register.target_word} date"),
        Column("open_actions", "Open actions"),
    )
    moved = {row.risk.id: row for row in movement.rows} if movement else {}
    return Table(columns, tuple(_row(register, risk, stages, moved.get(risk.id)) for risk in top))


def _row(register: Register, risk: Risk, stages: Sequence[Stage], moved: Moved | None) -> Row:
    return (
        strong(risk.label),
        (*body(clipped(risk.title)), *review_lines(register, risk)),
        _owners(risk),
        *(_rating(register, risk, stage, moved) for stage in stages),
        body(risk.target_date),
        _actions(register, risk),
    )


def _rating(register: Register, risk: Risk, stage: Stage, moved: Moved | None) -> Cell:
    cell = rating_cell(register, risk, stage)
    if stage is not Stage.CURRENT or moved is None:
        return cell
    return (*cell, Line(which_way(moved), Tone.META))


def which_way(moved: Moved) -> str:
    """How the current rating stands to the one before: "up from 9 Medium"."""
    if moved.main is Kind.NEW:
        return "new"
    again = "re-opened, " if moved.main is Kind.REOPENED else ""
    current = moved.move(Stage.CURRENT)
    if current is None:
        return f"{again}{_unmoved(moved)}"
    return f"{again}{_WAYS.get(moved.main, 'was')} {current.was.text if current.was else 'not rated'}"


def _unmoved(moved: Moved) -> str:
    periods = moved.periods_at_level or 0
    return f"same for {periods} periods" if periods > 1 else "same as before"


def _owners(risk: Risk) -> tuple[Line, ...]:
    others = len(risk.owners) - 1
    first = Line(owner_text(risk.accountable), Tone.BODY if risk.owners else Tone.META)
    return (first, Line(f"and {counted(others, 'other')}", Tone.META)) if others > 0 else (first,)


def _actions(register: Register, risk: Risk) -> tuple[Line, ...]:
    number = len(risk.open_actions)
    late = sum(action.days_late(register.as_at) > 0 for action in risk.open_actions)
    first = Line(str(number) if number else "None")
    return (first, Line(f"{late} late", Tone.STRONG)) if late else (first,)
