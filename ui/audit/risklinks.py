"""Risks as links: reference, rating and title, each leading to the risk's form. Long lists show more when asked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from riskdesk.risks import Register, Risk, Stage
from riskdesk.wording import clipped
from ui.buttons import link
from ui.labels import RatingChip, caption, mark
from ui.plain import Elided, Paragraph
from ui.theme import GAP, TIGHT, Type

_FIRST = 8
_MORE = 100
_LONGEST = 300


class _Entry:
    """One line of the grid, used again for one risk after another."""

    def __init__(self, links: "RiskLinks") -> None:
        self.risk_id = 0
        self.ref = link("", lambda: links.wanted.emit(self.risk_id), tip="Open the risk at this score")
        mark(self.ref, "flush", True)
        self.chip = RatingChip()
        self.title = Elided()

    def fill(self, risk: Risk, register: Register, stage: Stage) -> None:
        self.risk_id = risk.id
        self.ref.setText(caption(clipped(risk.label, 24)))
        self.ref.setAccessibleName(f"Open risk {risk.label}, {clipped(risk.title, 60)}")
        self.chip.show_rating(register.rated(risk, stage), "not rated")
        self.title.setText(clipped(risk.title, _LONGEST) or "Not described yet")

    def show(self, shown: bool) -> None:
        for part in (self.ref, self.chip, self.title):
            part.setVisible(shown)


class RiskLinks(QWidget):
    """`wanted` tells the id of the risk a person wants to see."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._risks: Sequence[Risk] = ()
        self._register: Register | None = None
        self._stage = Stage.CURRENT
        self.entries: list[_Entry] = []
        self.head = Paragraph(kind=Type.STRONG)
        self.more = link("", lambda: self._show(self._shown + _MORE))
        mark(self.more, "flush", True)
        self._shown = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.head)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_risks(self, head: str, risks: Sequence[Risk], register: Register, stage: Stage) -> None:
        self.head.setText(head)
        again = [risk.id for risk in risks] == [risk.id for risk in self._risks]
        self._risks, self._register, self._stage = risks, register, stage
        self._show(self._shown if again else _FIRST)

    def _show(self, most: int) -> None:
        assert self._register
        self._shown = max(most, _FIRST)
        shown = self._risks[: self._shown]
        while len(self.entries) < len(shown):
            entry, row = _Entry(self), len(self.entries)
            for column, part in enumerate((entry.ref, entry.chip, entry.title)):
                self._grid.addWidget(part, row, column)
            self.entries.append(entry)
        for entry, risk in zip(self.entries, shown, strict=False):
            entry.fill(risk, self._register, self._stage)
        for place, entry in enumerate(self.entries):
            entry.show(place < len(shown))
        left = len(self._risks) - len(shown)
        of = f" of {left:,}" if left > _MORE else ""
        self.more.setText(f"Show {min(left, _MORE):,} more{of}")
        self.more.setVisible(left > 0)
