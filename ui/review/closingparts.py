"""What the close tab is put together from: an error that blocks, a partner's signature, an open challenge."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.findings import Finding
from riskdesk.closings import Signature
from riskdesk.days import british
from riskdesk.periods import SignOff
from riskdesk.risks import Risk
from riskdesk.scrutiny import Challenge
from riskdesk.wording import clipped, counted, listed
from ui.audit.parts import Captioned, Complaint, line
from ui.buttons import link, primary, push
from ui.desk import Desk
from ui.guard import guarded
from ui.inview import bring_into_view
from ui.labels import mark
from ui.plain import Paragraph
from ui.theme import GAP, PAD, TIGHT, Type

_MOST_REFS = 8


class ErrorCard(QFrame):
    """A finding that stands in the way. The bar in which it is accepted comes below it."""

    def __init__(self, finding: Finding, show: Callable[[], None], accept: Callable[[], None] | None) -> None:
        """`accept` is None where nothing can be written."""
        super().__init__()
        mark(self, "card", True)
        self.finding = finding
        unsigned = finding.rule.name == "SIGN_OFF_MISSING"
        about = f"Risk {listed(finding.refs, _MOST_REFS)}: " if finding.risks else ""
        self.show_button = link(
            "Sign" if unsigned else "Show", show, tip="Go to the signature" if unsigned else "Go to the field"
        )
        self.show_button.setAccessibleName(f"{self.show_button.text()}: {finding.message}")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, GAP, PAD, GAP)
        column.setSpacing(TIGHT)
        column.addWidget(Paragraph(f"{about}{finding.message}"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(Paragraph(finding.rule.name, kind=Type.META), 1)
        row.addWidget(self.show_button)
        if accept:
            self.accept_button = push("Accept by name…", accept, tip="Take this on yourself, with a reason")
            self.accept_button.setAccessibleName(f"Accept by name: {finding.message}")
            row.addWidget(self.accept_button)
        column.addLayout(row)


class ChallengeLine(QWidget):
    """A question that waits for its owner; it does not stand in the way."""

    def __init__(self, challenge: Challenge, risk: Risk | None, show: Callable[[], None]) -> None:
        super().__init__()
        label = risk.label if risk else f"#{challenge.risk_id}"
        asked = f"asked by {challenge.asked_by or 'somebody'} on {british(challenge.asked_on)}"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        ref = link(f"Risk {clipped(label, 24)}".replace("&", "&&"), show, tip="Open the risk")
        mark(ref, "flush", True)
        row.addWidget(ref, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(f"{clipped(challenge.question, 300)} ({asked})"), 1)


class SignatureRow(QWidget):
    """A partner, and who signed for it, or the button to sign."""

    sign_wanted = Signal(str)
    withdraw_wanted = Signal(object)

    def __init__(self, partner: str, signed: SignOff | None, later: int, *, writable: bool) -> None:
        """`later` is how many steps changed the register since the signature."""
        super().__init__()
        self.partner = partner
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Paragraph(partner, kind=Type.STRONG))
        self.told = Paragraph(signed_in_words(signed) if signed else "Not signed", kind=Type.META)
        column.addWidget(self.told)
        self.since = Paragraph(kind=Type.META)
        mark(self.since, "alert", True)
        if later:
            self.since.setText(f"Signed, and {counted(later, 'change')} since.")
            column.addWidget(self.since)
        row.addLayout(column, 1)
        if signed is None:
            self.button = push("Sign…", lambda: self.sign_wanted.emit(partner), tip="Sign the period as it stands")
        else:
            self.button = push(
                "Withdraw…", lambda: self.withdraw_wanted.emit(signed), tip="Take the signature back, with a reason"
            )
        self.button.setAccessibleName(f"{self.button.text().rstrip('…')} for {partner}")
        self.button.setVisible(writable)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


def signed_in_words(signed: SignOff) -> str:
    """Such as "Cy Chair, Chair, signed on 1 August 2017 at 13:00"."""
    at = signed.signed_at.astimezone()
    who = ", ".join(part for part in (signed.name, signed.post) if part)
    by = f", recorded by {signed.recorded_by}" if signed.recorded_by not in ("", signed.name) else ""
    return f"{who}, signed on {british(at.date())} at {at:%H:%M}{by}"


class SignBar(QFrame):
    """Takes name and post of who signs for a partner. Return agrees, Escape takes it back."""

    signed = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        mark(self, "bar", True)
        self.setAutoFillBackground(True)
        self._desk = desk
        self.partner = ""
        self.what = Paragraph(kind=Type.STRONG)
        self.name = line("Name", self._to_post)
        self.post = line("Post", self.agree)
        self.post.setPlaceholderText("Director of Adult Social Care")
        self.lack = Complaint()
        self.sign_button = primary("Sign", self.agree, tip="Record this signature under the period as it stands")
        self.cancel_button = push("Cancel", self.taken_back.emit, tip="Do not sign (Esc)")
        inputs = QHBoxLayout()
        inputs.setSpacing(PAD)
        inputs.addWidget(Captioned("Name", self.name), 1)
        inputs.addWidget(Captioned("Post", self.post), 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.sign_button)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(GAP)
        column.addWidget(self.what)
        column.addLayout(inputs)
        column.addWidget(self.lack)
        column.addLayout(row)
        self.hide()

    def ask(self, partner: str, period: str) -> None:
        """Show the bar for a partner; what is half typed for the same one is still there."""
        if partner != self.partner:
            self.partner = partner
            self.name.setText(self._desk.store.author)
            self.post.clear()
        self.lack.say("")
        self.what.setText(f"Sign {period} for {partner}")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def agree(self) -> None:
        if not self.name.text().strip():
            self.lack.say("Say who signs.")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        partner, signature = self.partner, Signature(self.partner, self.name.text(), self.post.text())
        self.partner = ""
        if self.lack.attempt(lambda: self._desk.store.sign_off(signature)):
            self.signed.emit()
        else:
            self.partner = partner

    def _to_post(self) -> None:
        self.post.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)
