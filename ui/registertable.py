"""The register's table: one row a risk. After a step only what it touched is worked out again."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Scheme
from riskdesk.store import Change
from ui.columns import REGISTER, Column, Sight, natural, words_of
from ui.desk import Desk
from ui.gather import risk_words
from ui.rows import Row, Rows
from ui.rowsmodel import RowsModel
from ui.tableview import Memory, TableView

_MOVING = frozenset({"score", "register"})
"""The tables whose changes may move a rating, or the day from which movement counts."""


_RATINGS = frozenset(stage.value for stage in Stage)
_WIDEST = 130
"""No column is made wider than this for the sake of its words."""


def register_rows() -> Rows[Risk]:
    return Rows(REGISTER, lambda risk, sight: risk_words(risk, sight.register))


def in_order(register: Register) -> list[Risk]:
    """Risks by reference as people count (2 before 10), those without one last, equal ones as entered."""
    return sorted(register.risks, key=lambda risk: (not risk.ref, natural(risk.ref)))


def renewed(rows: Rows[Risk], sight: Sight) -> Iterator[Row[Risk]]:
    """A row for every risk, kept from the last time where nothing it says can have changed."""
    before = rows.sight
    known = {row.id: row for row in rows.all} if before and sight.shares(before) else {}
    was = before.previous if before else {}
    for risk in in_order(sight.register):
        row = known.get(risk.id)
        same = row is not None and row.thing is risk and was.get(risk.id) == sight.previous.get(risk.id)
        yield row if row is not None and same else Row(risk.id, risk)


def bare(sight: Sight) -> Iterator[str]:
    """The keys of the columns in which nothing is recorded for any risk."""
    risks = sight.register.risks
    return (column.key for column in REGISTER if not any(column.holds(risk, sight) for risk in risks))


def differing(register: Register) -> set[str]:
    """The stages at which some risk's source stated another rating than the scheme computes."""
    stated = ((risk, score) for risk in register.risks for score in risk.scores.values() if score.stated is not None)
    return {
        score.stage.value
        for risk, score in stated
        if (rated := register.rated(risk, score.stage)) and rated.rating != score.stated
    }


class RegisterTable(TableView):
    """The table on the register page."""

    def __init__(self, desk: Desk, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        self.desk = desk
        self._marked: frozenset[str] = frozenset()
        super().__init__(RowsModel(register_rows()), "register", memory, parent)
        self.setAccessibleName("Risks")
        self.setAccessibleDescription("Up and down choose a risk, Enter goes to its form")
        self.read_again()

    def read_again(self, change: Change | None = None) -> None:
        """Show the register as it stands now, after a change or for the first time."""
        before = self.rows.rows.sight
        moved = change is None or change.tables & _MOVING
        previous = before.previous if before and not moved else self.desk.store.previous_ratings()
        sight = Sight(self.desk.register, previous)
        self.rows.fill(renewed(self.rows.rows, sight), sight)
        self.room.bare = frozenset(bare(sight))
        self._marked = frozenset(differing(sight.register))
        self.fit()

    def words_in(self, column: Column[Any]) -> int:
        """Ratings are shown whole, as a number without its word says little, and no category breaks in a word."""
        needed, register = super().words_in(column), self.desk.register
        if column.key in self.room.bare:
            return needed
        if column.key in _RATINGS:
            marked = column.key in self._marked
            every = (self.cells.chip_room(text, marked=marked) for text in _rating_words(register.scheme))
            return max(needed, min(max(every, default=0), _WIDEST))
        if column.key == "category":
            words = (word for category in register.categories for word in category.name.split())
            return max(needed, min(max(map(self.cells.text_room, words), default=0), _WIDEST))
        return needed


def _rating_words(scheme: Scheme) -> Iterator[str]:
    every = (scheme.rate(first.value, second.value) for first in scheme.impact for second in scheme.likelihood)
    return (words_of(rated) for rated in every if rated)
