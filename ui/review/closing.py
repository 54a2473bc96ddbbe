"""The close tab: what stands between now and the end of the period, and the button that ends it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.audit.findings import Finding
from riskdesk.audit.run import Audit
from riskdesk.closings import errors_waiting
from riskdesk.periods import Period, SignOff
from riskdesk.risks import Register, Risk, Stage
from riskdesk.wording import counted, sentence, verb
from ui.audit.findingbars import WaiveBar
from ui.audit.findingsheet import target_of
from ui.audit.parts import Complaint, SheetArea, by_id
from ui.audit.risklinks import RiskLinks
from ui.buttons import link, primary
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.guard import guarded
from ui.inview import bring_into_view, make_room
from ui.labels import Section, mark
from ui.plain import Paragraph
from ui.reasonbar import ReasonBar
from ui.review.closingcheck import ClosingCheck
from ui.review.closingparts import ChallengeLine, ErrorCard, SignatureRow, SignBar
from ui.review.closingwords import FOR_GOOD, found_in_words, reviewed_in_words, signers
from ui.tabbed import TabPanel
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, Type

_COLUMN = 110
"""The width of the sheet, in letters."""
_MOST_ERRORS = 50
_MOST_CHALLENGES = 20


class ClosePanel(TabPanel):
    """Read from top to bottom: reviewed, found, signed, closed. It audits while it is on the screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.check = ClosingCheck(desk, self)
        self.reviewed = Paragraph()
        self.unreviewed = RiskLinks()
        self.found = Paragraph()
        self.progress = QProgressBar()
        self.errors = QVBoxLayout()
        self.waiving = WaiveBar(desk)
        self.waiving.agree_button.setText("Accept by name")
        self.challenges = QVBoxLayout()
        self.audit_link = link("Show the audit", lambda: self.page_wanted.emit("Audit"), tip="All that was found")
        self.signatures = QVBoxLayout()
        self.signing = SignBar(desk)
        self.withdrawing = ReasonBar("Reason", "Withdraw")
        self.why_not = Paragraph(kind=Type.STRONG)
        self.lack = Complaint()
        self.close_button = primary("Close", self.close_period, tip="Freeze the register as this period's")
        self.empty = EmptyState()
        self.sheet = SheetArea("Close the period")
        self._cards: list[ErrorCard] = []
        self._rows: list[SignatureRow] = []
        self._shown: Audit | None = None
        self._withdrawn: SignOff | None = None
        self._failed = False
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QWidget()
        column.setMaximumWidth(self.fontMetrics().averageCharWidth() * _COLUMN)
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(PAD * 2)
        self.ending = Section("Close")
        for section, parts in (
            (Section("Reviewed"), (self.reviewed, self.unreviewed)),
            (Section("Found"), (self.found, self.progress, self.errors, self.challenges, self.audit_link)),
            (Section("Signed"), (self.signatures,)),
            (self.ending, (Paragraph(FOR_GOOD), self.why_not, self.lack, self.close_button)),
        ):
            for part in parts:
                if isinstance(part, QVBoxLayout):
                    part.setSpacing(GAP)
                    section.body.addLayout(part)
                else:
                    left = part in (self.audit_link, self.close_button)
                    section.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0))
            body.addWidget(section)
        mark(self.audit_link, "flush", True)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("How far the audit is")
        row = QHBoxLayout()  # it asks the column for its height at the width it really gets
        row.addWidget(column, 100)
        row.addStretch(1)
        self.sheet.body.addLayout(row)
        self.sheet.body.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sheet)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.unreviewed.wanted.connect(self.risk_wanted)
        self.waiving.taken_back.connect(self._leave_waiving)
        self.waiving.agreed.connect(self.focus_rows)
        self.signing.taken_back.connect(self._leave_signing)
        self.signing.signed.connect(self._leave_signing)
        self.withdrawing.taken_back.connect(self._leave_signing)
        self.withdrawing.agreed.connect(self._on_withdraw)
        self.check.checked.connect(self._on_checked)
        self.check.failed.connect(self._on_failed)
        self.check.progressed.connect(self._on_progress)

    # What the page asks

    def order_tabs(self, before: QWidget | None = None) -> None:
        sheet = self.sheet.widget()
        assert sheet is not None
        follow_layout(sheet, before)

    def fill(self) -> None:
        register = self.desk.register
        period = register.period
        if period is None or not period.is_open:
            self._say_nothing_open(period)
            return
        self.stack.setCurrentWidget(self.sheet)
        self.check.want()
        self.lack.say("")
        self._tell_reviewed(register)
        self._fill_challenges(register)
        self._fill_signatures(register, period)
        self._tell_found(period)
        self._settle()

    def _settle(self) -> None:
        """Whatever was just shown has its height, and its turn with the Tab key."""
        self.order_tabs()
        make_room(self.ending)
        for bar in (self.waiving, self.signing, self.withdrawing):
            if bar.isVisible():
                make_room(bar)

    def focus_rows(self) -> None:
        if self.stack.currentWidget() is self.empty:
            (self.empty.button if self.empty.button.isVisible() else self).setFocus()
        elif self.close_button.isEnabled():
            self.close_button.setFocus()
        else:
            first = next((each.show_button for each in self._cards), None)
            (first or next((each.button for each in self._rows), self.audit_link)).setFocus()

    def _say_nothing_open(self, period: Period | None) -> None:
        self.check.leave()
        self.stack.setCurrentWidget(self.empty)
        if period:
            self.empty.say(f"{period.name} is closed.", "Its signatures, findings and papers stand under Periods.")
            return
        last = self.desk.register.last_closed
        what = f"{last.name} is closed, and no other period is open." if last else "No period is open."
        how = "A period is opened under the tab Review, with a name and an as-at date; then it can be closed here."
        self.empty.say(what, how, "Go to Review", partial(self.tab_wanted.emit, "Review"))

    # Reviewed

    def _tell_reviewed(self, register: Register) -> None:
        told, missing = reviewed_in_words(register)
        self.reviewed.setText(told)
        self.unreviewed.setVisible(bool(missing))
        if missing:
            self.unreviewed.show_risks("Not reviewed this period", missing, register, Stage.CURRENT)

    # Found

    def _tell_found(self, period: Period) -> None:
        audit = self.check.audit
        self.progress.setVisible(not self.check.ready and not self._failed)
        if audit and audit is not self._shown and self.check.ready:
            self._shown = audit
            self._fill_errors(audit)
        if self._failed and not self.check.ready:
            self.found.setText("The register could not be audited, so it cannot be closed now.")
        elif audit is None:
            self.found.setText("The register is being audited …")
        else:
            self.found.setText(found_in_words(audit))
        self._tell_close(period)

    def _fill_errors(self, audit: Audit) -> None:
        self.waiving.setParent(None)
        _clear(self.errors)
        waiting = errors_waiting(audit)
        self._cards = [self._card(place, finding) for place, finding in enumerate(waiting[:_MOST_ERRORS], 1)]
        for card in self._cards:
            self.errors.addWidget(card)
        if len(waiting) > len(self._cards):
            more = counted(len(waiting) - len(self._cards), "more error")
            self.errors.addWidget(Paragraph(f"{sentence(more)} on the page Audit.", kind=Type.META))
        asked = self.waiving.finding
        same = next((card for card in self._cards if asked and card.finding.marks == asked.marks), None)
        if same:
            self._put_below(same)
            self.waiving.keep_up(same.finding)
        else:
            self.waiving.finding = None
            self.waiving.hide()

    def _card(self, place: int, finding: Finding) -> ErrorCard:
        accept = None if self.desk.read_only else partial(self._ask_waiver, place)
        return ErrorCard(finding, partial(self._show_finding, finding), accept)

    def _ask_waiver(self, place: int) -> None:
        card = self._cards[place - 1]
        self._put_below(card)
        self.waiving.ask(place, card.finding)
        self._settle()

    def _put_below(self, card: ErrorCard) -> None:
        self.errors.removeWidget(self.waiving)
        self.errors.insertWidget(self.errors.indexOf(card) + 1, self.waiving)

    def _leave_waiving(self) -> None:
        finding = self.waiving.finding
        self.waiving.hide()
        button = next((card.show_button for card in self._cards if card.finding is finding), None)
        (button or self).setFocus()

    def _show_finding(self, finding: Finding) -> None:
        if finding.rule.name != "SIGN_OFF_MISSING":
            self.field_wanted.emit(*target_of(finding))
            return
        uuids = {partner.uuid: partner.name for partner in self.desk.register.partners}
        self._ask_signature(next(uuids[fact] for fact in finding.facts if fact in uuids))

    def _fill_challenges(self, register: Register) -> None:
        _clear(self.challenges)
        asked = [each for each in self.desk.store.scrutiny().challenges if each.is_open]
        if not asked:
            return
        waits = f"{counted(len(asked), 'challenge waits', 'challenges wait')} for an answer"
        head = f"{sentence(waits)}. That does not stand in the way."
        self.challenges.addWidget(Paragraph(head))
        risks: dict[int, Risk] = by_id(register)
        for each in asked[:_MOST_CHALLENGES]:
            show = partial(self.risk_wanted.emit, each.risk_id)
            self.challenges.addWidget(ChallengeLine(each, risks.get(each.risk_id), show))

    def _on_progress(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)

    def _on_checked(self) -> None:
        self._failed = False
        self._again()

    def _on_failed(self) -> None:
        self._failed = True
        self._again()

    def _again(self) -> None:
        period = self.desk.register.period
        if period and period.is_open:
            self._tell_found(period)
            self._settle()

    # Signed

    def _fill_signatures(self, register: Register, period: Period) -> None:
        for bar in (self.signing, self.withdrawing):
            bar.setParent(None)
        _clear(self.signatures)
        signed = {each.partner: each for each in period.sign_offs}
        self._rows = []
        for name in dict.fromkeys((*signers(register), *signed)):
            sign_off = signed.get(name)
            later = self.desk.store.changed_since(sign_off) if sign_off else 0
            row = SignatureRow(name, sign_off, later, writable=not self.desk.read_only)
            row.sign_wanted.connect(self._ask_signature)
            row.withdraw_wanted.connect(self._ask_withdrawal)
            self._rows.append(row)
            self.signatures.addWidget(row)
        if not self._rows:
            self.signatures.addWidget(Paragraph("This register names neither partners nor an organisation to sign."))
        asked = self.signing.partner
        row_asked = next((row for row in self._rows if asked and row.partner == asked and asked not in signed), None)
        self.signing.hide()
        self.withdrawing.hide()
        if row_asked:
            self.signatures.insertWidget(self.signatures.indexOf(row_asked) + 1, self.signing)
            self.signing.show()

    def _ask_signature(self, partner: str) -> None:
        row, period = self._row_of(partner), self.desk.register.period
        if row and period and not self.desk.read_only:
            self.withdrawing.hide()
            self.signatures.insertWidget(self.signatures.indexOf(row) + 1, self.signing)
            self.signing.ask(partner, period.name)
            self._settle()

    def _ask_withdrawal(self, signed: SignOff) -> None:
        if row := self._row_of(signed.partner):
            self._withdrawn = signed
            self.signing.hide()
            self.signatures.insertWidget(self.signatures.indexOf(row) + 1, self.withdrawing)
            self.withdrawing.ask(f"Withdraw the signature of {signed.name} for {signed.partner}")
            bring_into_view(self.withdrawing)
            self._settle()

    def _on_withdraw(self, reason: str) -> None:
        signed = self._withdrawn
        if signed and self.lack.attempt(lambda: self.desk.store.withdraw_sign_off(signed.id, reason)):
            self._leave_signing()

    def _leave_signing(self) -> None:
        partner = self.signing.partner or (self._withdrawn.partner if self._withdrawn else "")
        self.signing.partner, self._withdrawn = "", None
        self.signing.hide()
        self.withdrawing.hide()
        row = self._row_of(partner)
        if row:
            row.button.setFocus()
        else:
            self.focus_rows()

    def _row_of(self, partner: str) -> SignatureRow | None:
        return next((row for row in self._rows if row.partner == partner), None)

    # Closed

    def _tell_close(self, period: Period) -> None:
        why_not = self._why_not()
        self.ending.title.setText(f"Close {period.name}")
        self.close_button.setText(f"Close {period.name}".replace("&", "&&"))
        self.close_button.setEnabled(not why_not)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        self.told.emit()

    def _why_not(self) -> str:
        """Why the period cannot be closed now; "" where it can."""
        audit = self.check.audit
        if self.desk.read_only:
            return self.desk.store.why_read_only
        if self._failed and not self.check.ready:
            return "The register could not be audited."
        if audit is None or not self.check.ready:
            return "The register is being audited."
        if audit.faults:
            return "The register was not audited whole. The page Audit says which rule could not be run."
        waiting = errors_waiting(audit)
        if not waiting:
            return ""
        stands = counted(len(waiting), "error stands", "errors stand")
        return f"{sentence(stands)} in the way: mend, or accept by name, {verb(len(waiting), 'it', 'each')} above."

    def close_period(self) -> None:
        """Close the open period with the audit that stands above."""
        period, store = self.desk.register.period, self.desk.store
        if period is None or self._why_not():
            return
        if self.lack.attempt(lambda: store.close_period(checked=self.check.audit)):
            closed = next(each for each in store.register().periods if each.id == period.id)
            told = f"{period.name} is closed and sealed: {store.seal_at(closed)[:12]}…"
            self.tab_wanted.emit("Periods")
            self.desk.noticed.emit(told, False)

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.check.leave()


def _clear(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
