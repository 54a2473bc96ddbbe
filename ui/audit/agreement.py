"""The bar in which two people settle a moderated score: which one is agreed, by whom else, and a note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from riskdesk.audit.comparing import levels_of
from riskdesk.risks import Risk
from riskdesk.scoring import Scheme
from riskdesk.scrutiny import Moderation, Outcome
from riskdesk.trail import Levels
from ui.audit.parts import Captioned, Complaint, line
from ui.buttons import primary, push
from ui.columns import words_of
from ui.desk import Desk
from ui.guard import guarded
from ui.inview import bring_into_view
from ui.labels import caption
from ui.plain import Paragraph
from ui.theme import GAP, PAD, Type


class AgreeBar(QFrame):
    """`agreed` follows the step; what the store refuses is said in the bar. Escape takes it back."""

    agreed = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setAutoFillBackground(True)
        self._desk = desk
        self._id = 0
        self.what = Paragraph(kind=Type.STRONG)
        self.choices = {outcome: QRadioButton(outcome.label) for outcome in Outcome}
        self._group = QButtonGroup(self)
        for button in self.choices.values():
            self._group.addButton(button)
        self.other = line("Agreed with", self.agree)
        self.note = line("Note", self.agree)
        self.lack = Complaint()
        self._build()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(GAP)
        column.addWidget(self.what)
        for button in self.choices.values():
            column.addWidget(button)
        column.addWidget(Captioned("Agreed with (somebody other than the moderator)", self.other))
        column.addWidget(Captioned("Note", self.note))
        column.addWidget(self.lack)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(primary("Agree score", self.agree, tip="Record the agreement with both names (Enter)"))
        row.addWidget(push("Cancel", self.taken_back.emit, tip="Agree nothing (Esc)"))
        column.addLayout(row)

    @property
    def outcome(self) -> Outcome | None:
        return next((outcome for outcome, button in self.choices.items() if button.isChecked()), None)

    def ask(self, moderation: Moderation, risk: Risk | None) -> None:
        """Show the bar for a moderated score. What was typed for the same one is still there."""
        if moderation.id != self._id:
            self._clear()
            self._id = moderation.id
            owner = risk.accountable if risk else None
            self.other.setPlaceholderText(f"such as {owner.name}" if owner else "a name")
        self.what.setText(f"{moderation.moderator} moderated this score. Which one is agreed?")
        self.tell(moderation, risk)
        self.lack.say("")
        self.show()
        self.choices[self.outcome or Outcome.OWNER].setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def tell(self, moderation: Moderation, risk: Risk | None) -> None:
        """Say beside each choice which score it is."""
        scheme = self._desk.register.scheme
        levels: dict[Outcome, Levels] = {
            Outcome.OWNER: levels_of(risk.score(moderation.stage) if risk else None),
            Outcome.MODERATOR: (moderation.impact, moderation.likelihood, None),
        }
        for outcome, button in self.choices.items():
            button.setText(caption(f"{outcome.label} ({_rating(scheme, levels[outcome])})"))

    def agree(self) -> None:
        outcome = self.outcome
        if outcome is None:
            self.lack.say("Choose which of the two scores is agreed.")
            return
        number, other, note = self._id, self.other.text(), self.note.text()
        store = self._desk.store
        if self.lack.attempt(lambda: store.agree_score(number, outcome, agreed_with=other, agreement=note)):
            self._clear()
            self.hide()
            self.agreed.emit()
        else:
            bring_into_view(self)

    def _clear(self) -> None:
        self._id = 0
        self._group.setExclusive(False)
        for button in self.choices.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.other.clear()
        self.note.clear()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


def _rating(scheme: Scheme, levels: Levels) -> str:
    """ "12 High", "12 High, stated 16"; as the scheme says it where it cannot be rated."""
    rated = scheme.rate_levels(*levels)
    if rated is None:
        return scheme.say(*levels)
    stated = levels[2]
    return words_of(rated) if stated in (None, rated.rating) else f"{words_of(rated)}, stated {stated}"
