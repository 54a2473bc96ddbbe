"""The register's table: one row a risk. After a step only what it touched is worked out again."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from riskdesk.risks import Register, Risk
from riskdesk.store import Change
from ui.columns import REGISTER, Sight, natural
from ui.desk import Desk
from ui.gather import risk_words
from ui.rows import Row, Rows
from ui.rowsmodel import RowsModel
from ui.tableview import Memory, TableView

_MOVING = frozenset({"score", "register"})
"""The tables whose changes may move a rating, or the day from which movement counts."""


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


class RegisterTable(TableView):
    """The table on the register page."""

    def __init__(self, desk: Desk, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        self.desk = desk
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
