"""The form that opens a period: its name, its day and how often risks are reviewed, each proposed from the last."""

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from riskdesk.days import MONTHS, add_months, british
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.periods import ReviewCycle
from riskdesk.risks import Register
from ui.audit.parts import Captioned, Complaint, agree_keys, line
from ui.buttons import primary
from ui.choices import Box
from ui.desk import Desk
from ui.fields import DateEditor
from ui.plain import Paragraph
from ui.review.words import closed_said
from ui.theme import PAD, ROOM, Type

_MONTHS_OF = {ReviewCycle.MONTHLY: 1, ReviewCycle.BI_MONTHLY: 2, ReviewCycle.QUARTERLY: 3}
_LETTERS = 64


def proposed(register: Register) -> tuple[str, dt.date | None]:
    """The name and the as-at date of the period that would come next."""
    last = register.last_closed
    day = next_day(last.as_at, register.review_cycle) if last else register.as_at
    named = named_month(last.name) if last else None
    month = next_day(named, register.review_cycle) if named else day
    name = f"{MONTHS[month.month - 1]} {month.year}" if month else ""
    taken = {period.name.casefold() for period in register.periods}
    if day and name.casefold() in taken:
        name = british(day)
    return name, day


def named_month(name: str) -> dt.date | None:
    """The first day of a month that a period is named after; None for another kind of name."""
    word, _, year = name.partition(" ")
    if word.capitalize() not in MONTHS or not (year.isascii() and year.isdigit() and len(year) == 4 and int(year)):
        return None
    return dt.date(int(year), MONTHS.index(word.capitalize()) + 1, 1)


def next_day(day: dt.date, cycle: ReviewCycle) -> dt.date:
    """One cycle on; the last day of a month stays the last."""
    if cycle is ReviewCycle.SIX_WEEKLY:
        return day + dt.timedelta(days=42)
    later = add_months(day, _MONTHS_OF[cycle])
    if (day + dt.timedelta(days=1)).day == 1:
        return add_months(later.replace(day=1), 1) - dt.timedelta(days=1)
    return later


class OpeningForm(QWidget):
    """Stands where reviews would be while no period is open."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._proposed: tuple[str, dt.date | None] | None = None
        self.what = Paragraph("No period is open.", kind=Type.TITLE)
        self.how = Paragraph()
        self.follows = Paragraph(kind=Type.META)
        self.name: QLineEdit = line("Name of the period", self.open)
        self.as_at = DateEditor(Shown("As-at date", Kind.DATE), lambda _day: None)
        self.cycle = Box()
        self.cycle.setAccessibleName("Review cycle")
        for cycle in ReviewCycle:
            self.cycle.addItem(cycle.label, cycle)
        self.complaint = Complaint()
        self.button = primary("Open the period", self.open, tip="Open it, and begin to review (Ctrl+Return)")
        self._build()
        agree_keys(self, self.open)

    def _build(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(PAD)
        fields.addWidget(Captioned("Name of the period", self.name), 3)
        fields.addWidget(self.as_at, 2)
        fields.addWidget(Captioned("Review cycle", self.cycle), 2)
        self.fields = QWidget()
        self.fields.setLayout(fields)
        fields.setContentsMargins(0, 0, 0, 0)
        press = QHBoxLayout()
        press.addWidget(self.button)
        press.addStretch(1)
        room = QWidget()
        room.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS * 3 // 2)
        column = QVBoxLayout(room)
        column.setContentsMargins(ROOM, 2 * ROOM, ROOM, ROOM)
        column.setSpacing(PAD)
        for part in (self.what, self.how, self.follows, self.fields, self.complaint):
            column.addWidget(part)
        column.addLayout(press)
        column.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(room, 100)
        across.addStretch(1)

    def fill(self) -> None:
        """Propose the next period; what a person typed stays until another one would be proposed."""
        register, writes = self._desk.register, not self._desk.read_only
        last = register.last_closed
        self.how.setText(_HOW if writes else "This register is read-only, so none can be opened here.")
        self.follows.setText(f"It follows {closed_said(last)}." if last else "It is the first of this register.")
        for part in (self.fields, self.button, self.follows):
            part.setVisible(writes)
        wanted = proposed(register)
        if wanted != self._proposed:
            self._proposed = wanted
            self.name.setText(wanted[0])
            self.as_at.reset(wanted[1])
            self.cycle.setCurrentIndex(self.cycle.findData(register.review_cycle))
            self.complaint.say("")

    def open(self) -> bool:
        """Open the period as typed; one sentence says why where that cannot be."""
        return self.as_at.settle() and self.complaint.attempt(self._open)

    def _open(self) -> None:
        if self.as_at.known is None:
            raise RiskDeskError("A period has an as-at date.", "Give the day it tells of, such as 30/9/2017.")
        self._desk.store.open_period(self.name.text(), self.as_at.known, ReviewCycle(self.cycle.currentData()))

    def begin(self) -> None:
        (self.name if self.name.isVisibleTo(self) else self).setFocus()


_HOW = (
    "A period is one month (or other cycle) of the register. While it is open, every risk that is due is reviewed: "
    "one key for no change, a reason for a new score. When all are reviewed it is signed and closed, and from then "
    "on stands as it was."
)
