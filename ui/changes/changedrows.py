"""The rows of what changed: one for each risk, with what happened to it in words."""

from collections.abc import Iterable
from typing import Any

from riskdesk.changewords import row_sentence
from riskdesk.movement import Kind, Movement, Row
from riskdesk.risks import Stage
from ui.columns import Cell, Column, Sight, Tone, natural
from ui.columns import title as risk_title
from ui.rows import Row as TableRow
from ui.rows import Rows


class Changed:
    """One row of the table with the movement it belongs to, which words it."""

    __slots__ = ("movement", "place", "row", "words")

    def __init__(self, movement: Movement, row: Row, place: int) -> None:
        """`place` is the row's in the order in which a committee is told."""
        self.movement, self.row, self.place = movement, row, place
        self.words = row_sentence(row, movement)


def _tone(row: Row) -> Tone:
    return Tone.MUTED if row.main is Kind.UNCHANGED else Tone.STRONG


def _kinds(changed: Changed, _sight: Sight) -> Cell:
    return Cell(changed.words)


def _score(side: str) -> Any:
    """Shows the current score before or after, as its own register's scheme rates it."""

    def show(changed: Changed, _sight: Sight) -> Cell:
        before = side == "before"
        risk = changed.row.before if before else changed.row.risk
        register = changed.movement.before if before else changed.movement.after
        if risk is None:
            return Cell("not there", Tone.ABSENT)
        rated = register.rated(risk, Stage.CURRENT)
        return Cell(rated.text, band=rated.band) if rated else Cell("not rated", Tone.ABSENT)

    return show


def _score_order(side: str) -> Any:
    def key(changed: Changed, _sight: Sight) -> Any:
        before = side == "before"
        risk = changed.row.before if before else changed.row.risk
        register = changed.movement.before if before else changed.movement.after
        rated = register.rated(risk, Stage.CURRENT) if risk else None
        return (rated.severity, rated.rating) if rated else None

    return key


def _levels(changed: Changed, _sight: Sight) -> Cell:
    """Days and periods at this level, where the log tells."""
    row = changed.row
    if row.days_at_level is None:
        return Cell("not known", Tone.ABSENT)
    periods = f"{row.periods_at_level} {'period' if row.periods_at_level == 1 else 'periods'}"
    return Cell(f"{row.days_at_level:,} days", more=periods if row.periods_at_level else "")


def _order(changed: Changed, _sight: Sight) -> Any:
    return changed.row.days_at_level


COLUMNS: tuple[Column[Changed], ...] = (
    Column("Change", "change", lambda c, _: Cell(c.row.main.label, _tone(c.row)), lambda c, _: c.place, width=96,
           lines=2, tip="What happened to the risk, in the order in which a committee is told"),
    Column("Ref", "ref", lambda c, _: Cell(c.row.risk.label, Tone.STRONG), lambda c, _: natural(c.row.risk.label),
           width=48),
    Column("Risk", "risk", lambda c, s: risk_title(c.row.risk, s), lambda c, _: c.row.risk.title.casefold(),
           width=200, least=140, lines=2, stretch=True),
    Column("Before", "before", _score("before"), _score_order("before"), width=88, largest_first=True,
           tip="As the scheme of that time rated it"),
    Column("After", "after", _score("after"), _score_order("after"), width=88, largest_first=True),
    Column("What changed", "what", _kinds, lambda c, _: c.words.casefold(), width=320, least=200, lines=2,
           stretch=True),
    Column("At this level", "level", _levels, _order, width=92, largest_first=True, spare=1,
           tip="Days since people last moved the score, and closed periods in a row at the same levels"),
)  # fmt: skip
"""The columns from left to right."""


def words(changed: Changed, _sight: Sight) -> Iterable[str]:
    """What a search may find."""
    risk = changed.row.risk
    return (text.casefold() for text in (risk.label, risk.title, risk.description, changed.words))


def changed_rows() -> Rows[Changed]:
    return Rows(COLUMNS, words)


def table_rows(movement: Movement, rows: Iterable[Row]) -> Iterable[TableRow[Changed]]:
    """The rows in the order given, each with its risk's id."""
    return (TableRow(row.risk.id, Changed(movement, row, place)) for place, row in enumerate(rows))
