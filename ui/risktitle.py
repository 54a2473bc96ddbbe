"""The top of the inspector: reference, heading and status, and the way to open, close and reopen a risk."""

import datetime as dt

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Risk, Status
from ui.buttons import link
from ui.desk import Desk
from ui.fields import DateEditor
from ui.plain import Label, Paragraph
from ui.reasonbar import ReasonBar
from ui.review.words import standing_said
from ui.shorten import shortened
from ui.theme import GAP, Type

_LONGEST_HEADING = 160
_SHORT = 24
"""Characters that a choice of risks is at least wide."""


class RiskTitle(QWidget):
    """Says which risk this is and how it stands. Risks are never deleted: they close, with a reason and a date."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._reasons: dict[int, str] = {}
        self.reference = Label(kind=Type.META)
        self.heading = Paragraph(kind=Type.TITLE)
        self.wording = Paragraph(kind=Type.STRONG)
        self.closed = Paragraph(kind=Type.META)
        self.reviewed = Paragraph(kind=Type.META)
        self.open_button = link("Open draft", self._on_open, tip="Make this draft an open risk")
        self.draft_button = link("Make draft", self._on_draft, tip="Take this risk back to a draft, not yet agreed")
        self.close_button = link("Close risk", self._on_close, tip="Close this risk, with a reason and a date")
        self.reopen_button = link("Reopen risk", self._on_reopen, tip="Open this closed risk again, with a reason")
        self.bar = ReasonBar("Reason (recorded with the step)", "Close risk", self)
        self.closed_on = DateEditor(Shown("Closed on", Kind.DATE), lambda _day: None, self)
        self.into = QComboBox(self)
        self.into.setAccessibleName("Merged into")
        self.into.setToolTip("Where the risk goes on in another: choose that one")
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.into.setMinimumContentsLength(_SHORT)
        self.into.currentIndexChanged.connect(lambda _place: self._name_button())
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.reference)
        row.addStretch(1)
        for button in (self.draft_button, *self._buttons()):
            row.addWidget(button)
        self.bar.extra.addWidget(self.closed_on)
        self.bar.extra.addWidget(self.into, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (row, self.heading, self.wording, self.closed, self.reviewed, self.bar):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.open_button, self.close_button, self.reopen_button

    def fill(self, risk: Risk, *, read_only: bool) -> None:
        if self._risk and self._risk.id != risk.id:
            self._leave()
        self._risk = risk
        self.reference.setText(f"Risk {shortened(risk.label, _SHORT)} · {risk.status.label}")
        self.heading.setText(shortened(risk.heading, _LONGEST_HEADING))
        self.heading.setVisible(bool(risk.heading))
        self.wording.setText(shortened(risk.title, _LONGEST_HEADING) or "Not described yet")
        self.wording.setVisible(not risk.heading)
        self.closed.setText(_closed_in_words(risk))
        self.closed.setVisible(risk.status is Status.CLOSED)
        standing = standing_said(risk, self._desk.register)
        self.reviewed.setText(standing)
        self.reviewed.setVisible(bool(standing))
        for button, status in zip(self._buttons(), (Status.DRAFT, Status.OPEN, Status.CLOSED), strict=True):
            button.setVisible(risk.status is status and not read_only)
        self.draft_button.setVisible(self.close_button.isVisibleTo(self))
        if risk.id in self._reasons and self.bar.isHidden():
            self._ask(self._reasons.pop(risk.id))

    def _leave(self) -> None:
        """Keep a half-typed reason for when the risk is shown again; leaving never closes a risk."""
        if self._risk and not self.bar.isHidden() and self.bar.reason:
            self._reasons[self._risk.id] = self.bar.line.text()
        self.bar.hide()

    def _ask(self, reason: str = "") -> None:
        assert self._risk
        closing = self._risk.status is not Status.CLOSED
        self.closed_on.setVisible(closing)
        self.closed_on.reset(self._desk.register.as_at or dt.datetime.now().astimezone().date())
        self._offer_others(closing=closing)
        self._name_button()
        self.bar.ask(
            f"{'Close' if closing else 'Reopen'} risk {shortened(self._risk.label, _SHORT)}", reason, focus=not reason
        )

    def _offer_others(self, *, closing: bool) -> None:
        """The open risks that this one can go on in."""
        assert self._risk
        with QSignalBlocker(self.into):
            self.into.clear()
            self.into.addItem("Not merged into another", 0)
            for risk in self._desk.register.risks:
                if risk.status is Status.OPEN and risk.id != self._risk.id:
                    self.into.addItem(f"Merged into {risk.label} {shortened(risk.title, 3 * _SHORT)}", risk.id)
        self.into.setVisible(closing and self.into.count() > 1)

    def _name_button(self) -> None:
        closed = self._risk is not None and self._risk.status is Status.CLOSED
        merges = self.into.currentData()
        self.bar.agree_button.setText("Reopen risk" if closed else "Merge risk" if merges else "Close risk")

    def _on_open(self) -> None:
        assert self._risk
        self._desk.store.open_risk(self._risk.id)

    def _on_draft(self) -> None:
        assert self._risk
        self._desk.store.draft_risk(self._risk.id)

    def _on_close(self) -> None:
        self._ask()

    def _on_reopen(self) -> None:
        self._ask()

    def _on_agreed(self, reason: str) -> None:
        assert self._risk
        if not self.closed_on.settle():
            return
        try:
            if self._risk.status is Status.CLOSED:
                self._desk.store.reopen_risk(self._risk.id, reason)
            elif self.closed_on.known is None:
                raise RiskDeskError("A risk is closed on a day.", "Write day, month and year, such as 31/3/2018.")
            elif self.into.currentData():
                self._desk.store.merge_risk(self._risk.id, self.into.currentData(), reason, self.closed_on.known)
            else:
                self._desk.store.close_risk(self._risk.id, reason, self.closed_on.known)
        except RiskDeskError as fault:
            self.bar.complain(str(fault))
            return
        self._on_taken_back()

    def _on_taken_back(self) -> None:
        self.bar.hide()
        next(button for button in (*self._buttons(), self.bar) if button is self.bar or button.isVisible()).setFocus()


def _closed_in_words(risk: Risk) -> str:
    when = f"Closed on {british(risk.closed_on)}" if risk.closed_on else "Closed, the day is not recorded"
    return f"{when}: {shortened(risk.closed_reason, 2 * _LONGEST_HEADING) or 'reason not recorded'}"
