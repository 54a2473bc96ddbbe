"""On a risk's form: where the risk belongs by rule and where it stands, and the way to raise and to lower it."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Escalation, Forum
from riskdesk.proceedings import Proceedings, trigger_in_words
from riskdesk.risks import Register, Risk, Status
from riskdesk.wording import listed
from ui.buttons import link, push
from ui.choices import Box
from ui.desk import Desk
from ui.inview import bring_into_view
from ui.labels import mark
from ui.plain import Label, Paragraph
from ui.reasonbar import ReasonBar
from ui.shorten import shortened
from ui.theme import GAP, TIGHT, Type

_LONGEST = 400


class Escalations(QWidget):
    """A reason that is half typed stays with its risk; leaving the risk raises nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._lowering = 0
        self._reasons: dict[int, tuple[int, int, str]] = {}
        self.due = Paragraph(parent=self)
        self.standing: list[tuple[QWidget, Paragraph, QPushButton]] = []
        self.raise_button = push("Raise…", self.begin, tip="Take this risk to a forum, with a reason")
        self.box = Box()
        self.box.setAccessibleName("Forum")
        self.box.setMinimumContentsLength(24)
        self.bar = ReasonBar("Reason (recorded with the step)", "Raise", self)
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        self.earlier = Paragraph(parent=self, kind=Type.META)
        self._build()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT)
        self.bar.extra.setSpacing(GAP)
        caption = Label("To", kind=Type.META)
        caption.setBuddy(self.box)
        self._caption = caption
        self.bar.extra.addWidget(caption)
        self.bar.extra.addWidget(self.box, 2)
        self.bar.extra.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.raise_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.due)
        column.addLayout(self._list)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.earlier)

    def fill(self, risk: Risk) -> None:
        if self._risk and self._risk.id != risk.id:
            self._leave()
        self._risk = risk
        register, found = self._desk.register, self._desk.store.proceedings()
        said, lacks = belongs(register, found, risk)
        mark(self.due, "alert", lacks)
        self.due.setText(said)
        self._fill_standing(found)
        earlier = [each for each in found.escalations if each.risk_id == risk.id and not each.stands]
        self.earlier.setText("\n".join(was_raised(found.forum(each.forum_id), each) for each in reversed(earlier)))
        self.earlier.setVisible(bool(earlier))
        self.raise_button.setVisible(risk.status is Status.OPEN and not self._desk.read_only and bool(self._free()))
        if risk.id in self._reasons and self.bar.isHidden():
            self._ask(*self._reasons.pop(risk.id), focus=False)

    def _fill_standing(self, found: Proceedings) -> None:
        assert self._risk
        raised = found.standing(self._risk.id)
        while len(self.standing) < len(raised):
            self.standing.append(self._standing_line())
        for place, (whole, words, button) in enumerate(self.standing):
            whole.setVisible(place < len(raised))
            button.setVisible(not self._desk.read_only)
            if place < len(raised):
                forum = found.forum(raised[place].forum_id)
                words.setText(is_raised(forum, raised[place]))
                button.setAccessibleName(f"Lower from {forum.name}")

    def _standing_line(self) -> tuple[QWidget, Paragraph, QPushButton]:
        whole, words = QWidget(self), Paragraph()
        button = link("Lower…", partial(self._lower, len(self.standing)), tip="Take it back, with a reason")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(words, 1)
        row.addWidget(button)
        self._list.addWidget(whole)
        return whole, words, button

    def _free(self) -> list[Forum]:
        """The forums this risk can still be raised to, the highest first."""
        assert self._risk
        found = self._desk.store.proceedings()
        taken = {each.forum_id for each in found.standing(self._risk.id)}
        return [forum for forum in reversed(found.forums) if forum.id not in taken]

    # Asking

    def ask_raise(self) -> None:
        """Ask to which forum and why; the one it belongs to by rule is proposed."""
        assert self._risk
        due = self._desk.store.proceedings().due_forum(self._desk.register, self._risk)
        self._ask(0, due.id if due else 0, "")

    def begin(self) -> None:
        """What the command asks for. Where there is nowhere to raise to, the sentence that says so comes into view."""
        if self.raise_button.isHidden():
            bring_into_view(self.due)
            self._desk.noticed.emit(self._nowhere(), False)
        else:
            self.ask_raise()
            bring_into_view(self.bar, together_with=self.due)

    def _nowhere(self) -> str:
        if self._desk.store.proceedings().forums:
            return "This risk is with every forum already."
        return "No forum is named yet: name them in the settings of this register."

    def _lower(self, place: int) -> None:
        assert self._risk
        self._ask(self._desk.store.proceedings().standing(self._risk.id)[place].id, 0, "")

    def _ask(self, lowering: int, forum_id: int, reason: str, *, focus: bool = True) -> None:
        """Ask to lower the escalation of this id, or for 0 to raise to a forum."""
        assert self._risk
        found, label = self._desk.store.proceedings(), shortened(self._risk.label, 24)
        mine = next((each for each in found.standing(self._risk.id) if each.id == lowering), None)
        if lowering and mine is None:
            return  # it was lowered meanwhile
        self._lowering = lowering
        self.box.clear()
        for forum in self._free():
            self.box.addItem(forum.name, forum.id)
        self.box.setCurrentIndex(max(0, self.box.findData(forum_id)))
        for part in (self._caption, self.box):
            part.setVisible(mine is None)
        self.bar.agree_button.setText("Lower" if mine else "Raise")
        said = f"Lower risk {label} from {found.forum(mine.forum_id).name}" if mine else f"Raise risk {label}"
        self.bar.ask(said, reason, focus=focus)

    def _leave(self) -> None:
        if self._risk and not self.bar.isHidden() and self.bar.reason:
            forum_id = self.box.currentData() or 0
            self._reasons[self._risk.id] = (self._lowering, forum_id, self.bar.line.text())
        self.bar.hide()

    def _on_agreed(self, reason: str) -> None:
        assert self._risk
        try:
            if self._lowering:
                self._desk.store.lower_escalation(self._lowering, reason)
            else:
                self._desk.store.escalate_risk(self._risk.id, self.box.currentData(), reason)
        except RiskDeskError as fault:
            self.bar.complain(str(fault))
            return
        self._on_taken_back()

    def _on_taken_back(self) -> None:
        self.bar.hide()
        if self.raise_button.isVisible():
            self.raise_button.setFocus()


def belongs(register: Register, found: Proceedings, risk: Risk) -> tuple[str, bool]:
    """Where a risk belongs by rule, and whether it stands lower than that."""
    if not found.forums:
        return "No forum is named yet: the settings of this register have a list of them.", False
    due = found.due_forum(register, risk) if risk.status is Status.OPEN else None
    raised = [found.forum(each.forum_id) for each in found.standing(risk.id)]
    stands = f" It stands with {listed([forum.name for forum in raised])}." if raised else " It is raised nowhere."
    if due is None:
        return ("No rule sends this risk to a forum." + stands, False)
    rule = f"By rule this risk belongs to {due.name} ({trigger_in_words(register.scheme, due.trigger)})."
    order = [forum.id for forum in found.forums]
    highest = max((order.index(forum.id) for forum in raised), default=-1)
    if highest == order.index(due.id):
        return f"{rule} It stands there.", False
    if highest > order.index(due.id):
        return f"{rule} It stands higher.", False
    if not raised:
        return f"{rule} It is raised nowhere yet: raise it.", True
    return f"{rule}{stands} That is lower than where it belongs: raise it.", True


def is_raised(forum: Forum, escalation: Escalation) -> str:
    who = f", by {escalation.raised_by}" if escalation.raised_by else ""
    return f"Raised to {forum.name} on {british(escalation.raised_on)}{who}: {shortened(escalation.reason, _LONGEST)}"


def was_raised(forum: Forum, escalation: Escalation) -> str:
    """One that is over, with both reasons."""
    assert escalation.lowered_on
    who = f", by {escalation.lowered_by}" if escalation.lowered_by else ""
    return (
        f"{is_raised(forum, escalation)}\n"
        f"Lowered on {british(escalation.lowered_on)}{who}: {shortened(escalation.lowered_reason, _LONGEST)}"
    )
