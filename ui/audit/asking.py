"""The form of a question to a risk's owner, about the risk or one of its scores."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.comparing import in_words, levels_of
from riskdesk.risks import Register, Risk, Stage
from ui.audit.parts import Captioned, Complaint, Prose, RiskPicker, by_id, line
from ui.buttons import primary, push
from ui.choices import Box
from ui.desk import Desk
from ui.plain import Paragraph
from ui.theme import GAP, PAD, Type

_ABOUT: tuple[Stage | None, ...] = (None, *Stage)
"""What a question can be about; None is the risk as a whole."""


class AskForm(QWidget):
    """A question about any risk. What is typed stays until it is sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._risks: dict[int, Risk] = {}
        self.picker = RiskPicker()
        self.about = Box()
        self.about.setAccessibleName("About")
        self.about.addItems(["The risk as a whole", *(f"{stage.label} score" for stage in Stage)])
        self.sent_to = line("Sent to", self._to_question)
        self.question = Prose("Question", "What should the owner explain?", 4)
        self.lack = Complaint()
        self.send_button = primary("Send challenge", lambda: None, tip="Record this question (Ctrl+Enter)")
        self.cancel_button = push("Cancel", lambda: None, tip="Back to the list; what is typed stays")
        self.picker.picked.connect(lambda _id: self._name_owner())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(Paragraph("New challenge", kind=Type.TITLE))
        column.addWidget(Captioned("Risk", self.picker))
        column.addWidget(Captioned("About", self.about))
        column.addWidget(Captioned("Sent to (the accountable owner unless another is named)", self.sent_to))
        column.addWidget(Captioned("Question", self.question))
        column.addWidget(self.lack)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.send_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)

    @property
    def is_begun(self) -> bool:
        return bool(self.question.text)

    def fill(self, register: Register) -> None:
        self._risks = by_id(register)
        self.picker.offer(register)
        for place, stage in enumerate(_ABOUT):
            if stage:
                self.about.setItemText(place, f"{register.word(stage)} score")
        self._name_owner()

    def show_subject(self, risk_id: int, stage: Stage | None = None) -> None:
        """Choose the risk, and what about it."""
        self.picker.show_risk(risk_id)
        self.about.setCurrentIndex(_ABOUT.index(stage))
        self._name_owner()

    def send(self) -> int:
        """The id of the new challenge; 0 where it cannot be sent, which is then said."""
        made = 0
        self.picker.settle()
        risk, stage = self._risks.get(self.picker.risk_id), _ABOUT[self.about.currentIndex()]
        scheme = self._desk.register.scheme
        score = in_words(scheme, levels_of(risk.score(stage))) if risk and stage else ""

        def write() -> None:
            nonlocal made
            made = self._desk.store.challenge_risk(
                self.picker.risk_id, self.question.text, stage=stage, subject=score, sent_to=self.sent_to.text()
            )

        if not self.picker.risk_id:
            self.lack.say("Choose the risk it is about.")
        elif not self.question.text:
            self.lack.say("Write down the question first.")
        elif self.lack.attempt(write):
            self.question.put("")
            self.sent_to.clear()
            self.about.setCurrentIndex(0)
            self._name_owner()
        return made

    def _name_owner(self) -> None:
        risk = self._risks.get(self.picker.risk_id)
        owner = risk.accountable.name if risk and risk.accountable else ""
        self.sent_to.setPlaceholderText(owner or ("no owner recorded" if risk else ""))

    def _to_question(self) -> None:
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)
