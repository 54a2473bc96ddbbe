"""One finding whole: what it says, the readings offered, its risks as links, what was done and what can be done."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from riskdesk.audit.fields import field_words
from riskdesk.audit.findings import Finding, Severity
from riskdesk.days import british
from riskdesk.risks import Register, Stage
from riskdesk.scrutiny import Challenge, Waiver
from riskdesk.wording import counted, sentence
from ui.audit.findingbars import ChallengeBar, FindingBar, WaiveBar
from ui.audit.findingrows import Item
from ui.audit.findingstable import draw_severity
from ui.audit.parts import Complaint
from ui.audit.risklinks import RiskLinks
from ui.buttons import link, primary, push
from ui.desk import Desk
from ui.flow import Flow
from ui.guard import guarded
from ui.inview import bring_into_view, make_room
from ui.labels import Section, mark
from ui.plain import Elided, Label, Paragraph, tip
from ui.reasonbar import ReasonBar
from ui.theme import PAD, TIGHT, Type, colours

Target = tuple[int, str, int]
"""Where a finding leads: a risk's id (0 for the register), a field's name, and the id of a control or action. A field
of the control or action itself stands after a dot ("actions.due")."""

_DATES = {"actions": "due", "controls": "implemented"}
_ABOUT_DATES = frozenset(
    ("ACTION_NO_DUE_DATE", "ACTION_OVERDUE", "DUE_DATE_MOVED", "OPEN_ENDED_DATE", "DATE_PASSED", "CONTROL_UNDATED")
)
"""Rules that are about a date of a control or action."""
_MOST_WAIVERS = 3

_NOT_READY = "The register has just changed; its findings are being worked out again."


def target_of(finding: Finding, risk_id: int = 0) -> Target:
    """Where the finding leads, for one of its risks where it has several: the first that still waits."""
    parts = finding.under or (finding,)
    about = [part for part in parts if not risk_id or risk_id in [risk.id for risk in part.risks]] or list(parts)
    part = next((part for part in about if part.waiver is None), about[0])
    first = part.risks[0].id if part.risks else 0
    dated = part.rule.name in _ABOUT_DATES and part.part_id and part.field in _DATES
    field = f"{part.field}.{_DATES[part.field]}" if dated else part.field
    return risk_id or first, field, part.part_id


def waivers_of(finding: Finding) -> list[Waiver]:
    """The waivers in force of a finding or of those under it, in the order they were made."""
    found = {part.waiver.id: part.waiver for part in finding.under or (finding,) if part.waiver}
    return [found[number] for number in sorted(found)]


def withdrawn_of(finding: Finding, waivers: Iterable[Waiver]) -> list[Waiver]:
    """Those once made of the very facts the finding stands on, or of some of them, and taken back."""
    taken_back = [each for each in waivers if each.withdrawn and each.rule == finding.rule.name]
    marks = set(finding.marks) if taken_back else set()
    return [each for each in taken_back if not marks.isdisjoint(each.marks.split())]


def waiver_in_words(waiver: Waiver) -> str:
    """Who accepted it, when, until when and why."""
    until = f" until {british(waiver.expires_on)}" if waiver.expires_on else ""
    return f"Accepted by {waiver.accepted_by} on {british(waiver.accepted_on)}{until}: {waiver.reason}"


def accepted_in_words(item: Item, waivers: Sequence[Waiver]) -> str:
    """What was accepted of a finding, the latest first; what was said again and again is told once."""
    words = list(dict.fromkeys(waiver_in_words(waiver) for waiver in reversed(waivers)))
    told = words[:_MOST_WAIVERS]
    if len(words) > _MOST_WAIVERS:
        told.append(f"{len(words) - _MOST_WAIVERS:,} more are in the audit paper.")
    if 0 < item.accepted < len(item.parts):
        told.insert(0, f"{item.accepted:,} of {counted(len(item.parts), 'finding')} accepted.")
    return "\n\n".join(told)


def withdrawal_in_words(waiver: Waiver) -> str:
    """Whose waiver was taken back, by whom, when and why."""
    by = f" by {waiver.withdrawn_by}" if waiver.withdrawn_by else ""
    on = f" on {british(waiver.withdrawn_on)}" if waiver.withdrawn_on else ""
    return f"Waiver by {waiver.accepted_by} withdrawn{by}{on}: {waiver.withdrawn}"


def challenge_in_words(challenge: Challenge) -> str:
    to = f" to {challenge.sent_to}" if challenge.sent_to else ""
    asked = f"{challenge.asked_by}{to} on {british(challenge.asked_on)}: {challenge.question}"
    if challenge.answered_on is None:
        return f"{asked}\nNot answered yet."
    return f"{asked}\n{challenge.answered_by} on {british(challenge.answered_on)}: {challenge.answer}"


class Sign(QWidget):
    """The sign of a severity, as the table draws it."""

    def __init__(self) -> None:
        super().__init__()
        self.severity = Severity.ADVICE
        self.setFixedSize(QSize(14, 16))

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = colours(self.palette())
        ink = QColor(theme.alert if self.severity is Severity.ERROR else theme.text)
        draw_severity(QPainter(self), self.severity, 1, self.height() // 2, ink, QColor(theme.window))


class FindingSheet(QWidget):
    """`field_wanted` asks for a field, the next two for a score; `done` follows a step that was made here."""

    field_wanted = Signal(int, str, int)
    moderation_wanted = Signal(int, str)
    history_wanted = Signal(int, str)
    done = Signal()
    left = Signal()
    """A bar was taken back: the keyboard goes on in the table."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row = 0
        self._refusals: dict[QPushButton, str] = {}
        self.item: Item | None = None
        self.sign, self.severity = Sign(), Label(kind=Type.STRONG)
        self.name = Elided(kind=Type.META)
        self.title = Paragraph(kind=Type.TITLE)
        self.message, self.offers = Paragraph(), Paragraph()
        self.go_button = primary("Go to field", self.go, tip="Show the risk at what this is about (Enter)")
        self.waive_button = push("Waive…", self.waive)
        self.withdraw_button = push("Withdraw…", self.withdraw)
        self.challenge_button = push("Challenge…", self.challenge)
        self.moderate_button = push("Moderate…", self.moderate)
        self.waiving, self.challenging = WaiveBar(desk), ChallengeBar(desk)
        self.withdrawing = ReasonBar("Reason for taking the waiver back (kept with it)", "Withdraw waiver")
        self.lack = Complaint()
        self.standing = Section("Standing")
        self.waiver, self.withdrawn, self.challenges = Paragraph(), Paragraph(), Paragraph()
        self.about = Section("Risks")
        self.links = RiskLinks()
        self.history_button = link("Score history", self._to_history, tip="Who moved this score, when and why")
        self.why_section, self.why = Section("Why it is asked"), Paragraph()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(self.sign)
        head.addWidget(self.severity)
        head.addWidget(self.name, 1)
        self.row = Flow()
        for button in self.buttons:
            self.row.addWidget(button)
        mark(self.history_button, "flush", True)
        for told in (self.waiver, self.withdrawn, self.challenges):
            self.standing.body.addWidget(told)
        self.about.body.addWidget(self.links)
        self.about.body.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.why_section.body.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addLayout(head)
        for part in (self.title, self.message, self.offers):
            column.addWidget(part)
        column.addLayout(self.row)
        for below in (*self.bars, self.lack, self.standing, self.about, self.why_section):
            column.addWidget(below)

    def _connect(self) -> None:
        self.links.wanted.connect(self._go_to_risk)
        for bar in (self.waiving, self.challenging):
            bar.agreed.connect(self.done)
        for each in self.bars:
            each.taken_back.connect(self._leave)
        self.withdrawing.agreed.connect(self._on_withdrawn)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return self.go_button, self.waive_button, self.withdraw_button, self.challenge_button, self.moderate_button

    @property
    def bars(self) -> tuple[FindingBar | ReasonBar, ...]:
        return self.waiving, self.challenging, self.withdrawing

    @property
    def finding(self) -> Finding | None:
        return self.item.finding if self.item else None

    def fill(self, row: int, item: Item, register: Register, *, ready: bool) -> None:
        """Show the finding of a row. What is typed about the same one stays."""
        if row != self._row:
            for bar in self.bars:
                bar.hide()
            self.lack.say("")
        self._row, self.item = row, item
        for bar in (self.waiving, self.challenging):
            if bar.isVisibleTo(self):
                bar.keep_up(item.finding)
        self._tell(item.finding, register)
        self._tell_standing(item)
        self._tell_risks(item.finding, register)
        self._allow(item.finding, register, ready=ready)
        make_room(self)

    # What can be done

    def go(self) -> None:
        if self.item:
            below = self.item.risk.id if self.item.risk else 0
            self.field_wanted.emit(*target_of(self.item.finding, below))

    def waive(self) -> None:
        """Ask below the finding by whom and why it is accepted."""
        self._open(self.waiving)

    def challenge(self) -> None:
        """Ask below the finding what its owner should explain."""
        self._open(self.challenging)

    def withdraw(self) -> None:
        """Ask below the finding why its waiver is taken back."""
        waivers = waivers_of(self.finding) if self.finding else []
        if not waivers or self._desk.read_only:
            return
        self._hide_bars()
        self.withdrawing.ask(_withdrawal_of(waivers))
        make_room(self)
        bring_into_view(self.withdrawing)

    def moderate(self) -> None:
        if self.finding and self.finding.risks:
            self.moderation_wanted.emit(*self._score(self.finding))

    def _open(self, bar: FindingBar) -> None:
        if self.finding and not self._desk.read_only:
            self._hide_bars()
            bar.ask(self._row, self.finding, self.item.risk if self.item else None)
            make_room(self)

    def _hide_bars(self) -> None:
        for bar in self.bars:
            bar.hide()

    def _leave(self) -> None:
        self._hide_bars()
        self.left.emit()

    def _on_withdrawn(self, reason: str) -> None:
        waivers = waivers_of(self.finding) if self.finding else []
        taken = [self.lack.attempt(partial(self._desk.store.withdraw_waiver, each.id, reason)) for each in waivers]
        if taken and all(taken):
            self.withdrawing.hide()
            self.done.emit()

    def _to_history(self) -> None:
        if self.finding and self.finding.risks:
            self.history_wanted.emit(*self._score(self.finding))

    def _go_to_risk(self, risk_id: int) -> None:
        if self.finding:
            self.field_wanted.emit(*target_of(self.finding, risk_id))

    # What is told

    def _tell(self, finding: Finding, register: Register) -> None:
        self.sign.severity = finding.severity
        self.sign.update()
        self.severity.setText(finding.severity.word.capitalize())
        mark(self.severity, "alert", finding.severity is Severity.ERROR)
        self.name.setText(f"{finding.rule.name}, {field_words(finding.field, register).lower()}")
        self.title.setText(finding.rule.title)
        self.message.setText(finding.message)
        self.offers.setText("\n".join(("It can be read as:", *(f"\N{BULLET}  {offer}" for offer in finding.offers))))
        self.offers.setVisible(bool(finding.offers))
        self.why.setText(finding.rule.why)

    def _tell_standing(self, item: Item) -> None:
        waivers = waivers_of(item.finding)
        taken_back = withdrawn_of(item.finding, self._desk.store.scrutiny().waivers)
        words = {
            self.waiver: accepted_in_words(item, waivers),
            self.withdrawn: "\n\n".join(map(withdrawal_in_words, reversed(taken_back))),
            self.challenges: "\n\n".join(map(challenge_in_words, reversed(item.asked))),
        }
        for label, text in words.items():
            label.setText(text)
            label.setVisible(bool(text))
        heads = (("Accepted", waivers), ("Challenged", item.asked), ("No longer accepted", taken_back))
        head = next((head for head, told in heads if told), "")
        self.standing.title.setText("Accepted in part" if waivers and not item.finding.waiver else head)
        self.standing.setVisible(bool(head))

    def _tell_risks(self, finding: Finding, register: Register) -> None:
        known = {risk.id: risk for risk in register.risks}
        risks = [known.get(risk.id, risk) for risk in finding.risks]
        self.links.show_risks("", risks, register, self._stage(finding))
        self.links.head.hide()
        self.about.title.setText(sentence(counted(len(risks), "risk")))
        self.about.setVisible(bool(risks))
        self.history_button.setVisible(len(risks) == 1 and finding.field in list(Stage))

    def _allow(self, finding: Finding, register: Register, *, ready: bool) -> None:
        """Buttons that cannot be pressed say why when pointed at."""
        read_only = self._desk.store.why_read_only
        busy = "" if ready else _NOT_READY
        waived = finding.waiver is not None
        self.waive_button.setVisible(not waived)
        self.withdraw_button.setVisible(bool(waivers_of(finding)))
        alone = _alone(finding, {risk.id: risk for risk in register.risks})
        self._may(self.waive_button, "Accept this finding by name, with a reason", read_only or busy)
        self._may(self.withdraw_button, "Take the waiver back, with a reason", read_only or busy)
        asks = "Send a question about this to the risk's owner"
        self._may(self.challenge_button, asks, read_only or _askable(finding))
        self._may(self.moderate_button, "Score this risk beside its owner", read_only or alone)

    def why_not(self, button: QPushButton) -> str:
        """Why a button cannot be pressed now; "" where it can."""
        finding = self.finding
        if button is self.waive_button and finding and finding.waiver:
            return f"This finding is waived. {waiver_in_words(finding.waiver)}"
        return self._refusals.get(button, "")

    def _may(self, button: QPushButton, what: str, why_not: str) -> None:
        self._refusals[button] = why_not
        button.setEnabled(not why_not)
        button.setToolTip(tip(why_not or what))

    @staticmethod
    def _stage(finding: Finding) -> Stage:
        return Stage(finding.field) if finding.field in list(Stage) else Stage.CURRENT

    def _score(self, finding: Finding) -> tuple[int, str]:
        return finding.risks[0].id, self._stage(finding).value


def _withdrawal_of(waivers: Sequence[Waiver]) -> str:
    """What would be taken back, and how many findings that brings back."""
    many = sum(len(waiver.marks.split()) for waiver in waivers)
    back = f"; all {many:,} findings {{}} come back" if many > 1 else ""
    if len(waivers) > 1:
        return f"Withdraw {len(waivers):,} waivers{back.format('they cover')}"
    return f"Withdraw the waiver by {waivers[0].accepted_by}{back.format('it covers')}"


def _askable(finding: Finding) -> str:
    """Why no owner can be asked about a finding; "" where one can."""
    if not finding.risks:
        return "This is about the register as a whole, which has no owner to ask."
    if finding.under:
        return "Open it with Right, and challenge its risks one by one."
    return ""


def _alone(finding: Finding, known: Mapping[int, object]) -> str:
    """Why no single score stands behind a finding; "" where one does."""
    if len(finding.risks) == 1:
        return "" if finding.risks[0].id in known else "This risk is no longer in the register."
    if finding.under:
        return "Open it with Right, and moderate its risks one by one."
    return "This is not about one risk's score."
