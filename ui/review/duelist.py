"""The list of risks to review: what is due, or all of them with their state in words."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Register, Risk, Status
from ui.columns import Column, Sight, lowered, natural, reference, reviewed, reviewed_order, title
from ui.guard import guarded
from ui.registertable import in_order
from ui.rows import Row, Rows
from ui.rowsmodel import RowsModel
from ui.tableview import TableView

NO_CHANGE_KEYS = (Qt.Key.Key_N, Qt.Key.Key_Space)
DUE: tuple[Column[Risk], ...] = (
    Column("Ref", "ref", reference, lambda r, _: natural(r.ref) if r.ref else None, width=40),
    Column("Risk", "risk", title, lambda r, _: lowered(r.title), width=120, least=90, lines=2, stretch=True),
    Column("State", "reviewed", reviewed, reviewed_order, width=118, lines=2),
)  # fmt: skip


def risks_shown(register: Register, *, all_of_them: bool) -> list[Risk]:
    """Those still to review, in the order of the register; or every open one."""
    risks = in_order(register)
    if all_of_them:
        return [risk for risk in risks if risk.status is Status.OPEN or risk.reviews]
    return [risk for risk in risks if review_state(risk, register) is ReviewState.NOT_REVIEWED]


def _gather(risk: Risk, _sight: Sight) -> Iterable[str]:
    return set(f"{risk.label} {risk.title}".casefold().split())


class DueTable(TableView):
    """N says "no change" of the risk chosen, Return and Right go into its review."""

    same = Signal()

    def __init__(self) -> None:
        super().__init__(RowsModel(Rows(DUE, _gather)), "due")
        self.setAccessibleName("Risks to review")
        self.setAccessibleDescription("N: no change. Return goes into the review")

    @property
    def ids(self) -> list[int]:
        """The risks in the list, as they stand in it."""
        return [row.id for row in self.rows.rows.shown]

    def show_risks(self, risks: Iterable[Risk], register: Register) -> None:
        self.rows.fill([Row(risk.id, risk) for risk in risks], Sight(register, {}))

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in NO_CHANGE_KEYS:
            self.same.emit()
        elif plain and event.key() == Qt.Key.Key_Right:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)
