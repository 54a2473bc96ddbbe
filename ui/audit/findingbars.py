"""The bars in which a finding is accepted, or sent to its owner as a question, beside the finding itself."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.findings import Finding
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Risk, Stage
from riskdesk.wording import counted
from ui.audit.parts import Captioned, Complaint, Prose, line, told
from ui.buttons import primary, push
from ui.choices import Box
from ui.desk import Desk
from ui.fields import DateEditor
from ui.guard import guarded
from ui.inview import bring_into_view
from ui.plain import Paragraph
from ui.theme import GAP, PAD, Type


class FindingBar(QFrame):
    """A bar about one finding at a time. `agreed` follows the step, Escape takes the bar back; what is typed about a
    finding is still there when the bar is asked for the same one again."""

    agreed = Signal()
    taken_back = Signal()
    verb, tip = "", ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setAutoFillBackground(True)
        self.desk = desk
        self.finding: Finding | None = None
        self.below: Risk | None = None
        self._row = 0
        self.what = Paragraph(kind=Type.STRONG)
        self.lack = Complaint()
        self.agree_button = primary(self.verb, self.agree, tip=self.tip)
        self.cancel_button = push("Cancel", self.taken_back.emit, tip="Leave the finding as it is (Esc)")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(GAP)
        column.addWidget(self.what)
        self.lay_inputs(column)
        column.addWidget(self.lack)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.agree_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        self.hide()

    def lay_inputs(self, column: QVBoxLayout) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        """Empty the inputs and fill in what is known of another finding."""
        raise NotImplementedError

    def record(self, finding: Finding) -> None:
        """Write what the inputs say. Raises RiskDeskError for what cannot be."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    def missing(self) -> tuple[QWidget, str] | None:
        """Where something has still to be given, and the sentence that asks for it; None where all is there."""
        raise NotImplementedError

    def ask(self, row: int, finding: Finding, below: Risk | None = None) -> None:
        """Show the bar for the finding of a row, which may stand below one of its risks."""
        self.finding, self.below = finding, below
        if row != self._row:
            self.begin()
            self._row = row
        self.lack.say("")
        self.keep_up(finding)
        self.show()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def keep_up(self, finding: Finding) -> None:
        """The same finding as the latest audit words it."""
        self.finding = finding

    def agree(self) -> None:
        finding = self.finding
        if finding is None or self.desk.read_only:
            return
        if gap := self.missing():
            where, sentence = gap
            self.lack.say(sentence)
            where.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self)
        elif self.lack.attempt(lambda: self.record(finding)):
            self._row = 0
            self.hide()
            self.agreed.emit()
        else:
            bring_into_view(self)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


class WaiveBar(FindingBar):
    """Accept a finding by name, with a reason and perhaps a last day."""

    verb, tip = "Waive finding", "Accept it by name until its facts change (Ctrl+Enter)"

    def lay_inputs(self, column: QVBoxLayout) -> None:
        self.who = line("Accepted by", self._to_reason)
        self.reason = Prose("Reason", "Why this can be accepted", 2)
        self.reason.agreed.connect(self.agree)
        self.until = DateEditor(
            Shown("Expires on (stays until the facts change if none is given)", Kind.DATE), _nothing
        )
        self.until.name_input("Expires on")
        for part in (Captioned("Accepted by", self.who), Captioned("Reason", self.reason), self.until):
            column.addWidget(part)

    @property
    def first(self) -> QWidget:
        return self.reason

    def begin(self) -> None:
        self.who.setText(self.desk.store.author)
        self.reason.put("")
        self.until.reset(None)

    def keep_up(self, finding: Finding) -> None:
        super().keep_up(finding)
        many = len(finding.under)
        self.what.setText(f"Accept this for {counted(many, 'finding')} at once" if many else "Accept this finding")

    def missing(self) -> tuple[QWidget, str] | None:
        if not self.who.text().strip():
            return self.who, "Say who accepts this."
        return None if self.reason.text else (self.reason, "Say why this can be accepted.")

    def agree(self) -> None:
        if self.until.settle():
            super().agree()

    def record(self, finding: Finding) -> None:
        self.desk.store.accept_finding(
            finding, accepted_by=self.who.text(), reason=self.reason.text, expires_on=self.until.known
        )

    def _to_reason(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class ChallengeBar(FindingBar):
    """Ask the owner of a risk about a finding. Where it is about several risks one of them is chosen."""

    verb, tip = "Send challenge", "Record this question to the owner (Ctrl+Enter)"

    def lay_inputs(self, column: QVBoxLayout) -> None:
        self.risk_box = Box()
        self.risk_box.setAccessibleName("Risk")
        self.risk_box.currentIndexChanged.connect(lambda _place: self._name_owner())
        self.which = Captioned("Risk", self.risk_box)
        self.sent_to = line("Sent to", self._to_question)
        self.question = Prose("Question", "What should the owner explain?", 3)
        self.question.agreed.connect(self.agree)
        for part in (self.which, Captioned("Sent to", self.sent_to), Captioned("Question", self.question)):
            column.addWidget(part)

    @property
    def first(self) -> QWidget:
        return self.question

    @property
    def risk(self) -> Risk | None:
        """The risk chosen, by its id: the finding may be about others than when it was chosen."""
        risks = self.finding.risks if self.finding else ()
        return next((risk for risk in risks if risk.id == self.risk_box.currentData()), None)

    def begin(self) -> None:
        self.question.put("")
        with QSignalBlocker(self.risk_box):
            self.risk_box.clear()
            self._offer(self.below.id if self.below else 0)
        self._name_owner()

    def keep_up(self, finding: Finding) -> None:
        super().keep_up(finding)
        chosen = self.risk_box.currentData()
        with QSignalBlocker(self.risk_box):
            self._offer(chosen or -1)
        if self.risk is None:
            self._name_owner()
        self.which.setVisible(len(finding.risks) > 1 or self.risk is None)
        risk = self.risk
        self.what.setText(f"Challenge the owner of risk {risk.label}" if risk else "Challenge the owner")

    def _offer(self, chosen: int) -> None:
        """Offer the finding's risks. The one chosen stays chosen; where it is gone nobody is asked in its place."""
        risks = self.finding.risks if self.finding else ()
        offered = [(told(risk), risk.id) for risk in risks]
        box = self.risk_box
        if offered != [(box.itemText(place), box.itemData(place)) for place in range(box.count())]:
            box.clear()
            for words, risk_id in offered:
                box.addItem(words, risk_id)
            box.setCurrentIndex(box.findData(chosen) if chosen else 0)

    def missing(self) -> tuple[QWidget, str] | None:
        if self.risk is None:
            return self.risk_box, "Choose the risk whose owner is asked."
        return None if self.question.text else (self.question, "Write what the owner should explain.")

    def record(self, finding: Finding) -> None:
        risk = self.risk
        if risk is None:
            raise RiskDeskError("No risk is chosen.", "Choose the risk whose owner is asked.")
        self.desk.store.challenge_risk(
            risk.id,
            self.question.text,
            rule=finding.rule.name,
            stage=Stage(finding.field) if finding.field in list(Stage) else None,
            subject=finding.message,
            sent_to=self.sent_to.text(),
        )

    def _name_owner(self) -> None:
        owner = self.risk.accountable if self.risk else None
        self.sent_to.setText(owner.name if owner else "")
        self.sent_to.setPlaceholderText("no owner recorded")
        if self.risk:
            self.what.setText(f"Challenge the owner of risk {self.risk.label}")

    def _to_question(self) -> None:
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)


def _nothing(_value: object) -> None:
    """The day is written with the waiver, not by itself."""
