"""The panel at the bottom of a meeting where a decision is written down: its minute, its words, a score, an action."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.dates import read_due
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Owner, Register, Risk, Stage
from riskdesk.scoring import Level
from ui.audit.parts import Captioned, Complaint, Prose, agree_keys, line
from ui.buttons import primary, push
from ui.choices import Box, keep_typed, make_picker, named
from ui.columns import words_of
from ui.desk import Desk
from ui.fields import reading
from ui.guard import guarded
from ui.labels import mark
from ui.plain import Paragraph
from ui.shorten import shortened
from ui.theme import GAP, PAD, TIGHT, Type

AS_IT_IS = "as it is"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed about one risk, until it is recorded."""

    minute: str = ""
    text: str = ""
    impact: int | None = None
    likelihood: int | None = None
    action: str = ""
    owner: str = ""
    due: str = ""


class Deciding(QFrame):
    """Ctrl+Return records, Escape puts the panel away and keeps what is typed for that risk. `left` says that it is
    put away, recorded or not."""

    left = Signal()

    def __init__(self, desk: Desk, meeting_id: int) -> None:
        super().__init__()
        self.setProperty("bar", True)
        self.setAutoFillBackground(True)
        self.setAccessibleName("Record a decision")
        self._desk, self._meeting_id = desk, meeting_id
        self._risk: Risk | None = None
        self._drafts: dict[int, Draft] = {}
        self.what = Paragraph(kind=Type.STRONG)
        self.minute = line("Minute", self.agree)
        self.minute.setPlaceholderText("such as 6.2")
        self.text = Prose("Decision", "What was decided", lines=2)
        self.impact, self.likelihood = Box(), Box()
        self.moves = Paragraph(kind=Type.META)
        self.action = line("New action", self.agree)
        self.action.setPlaceholderText("What is to be done, if anything")
        self.owner = make_picker(self)
        self.owner.setAccessibleName("Owner of the new action")
        self.due = line("Due date of the new action", self.agree)
        self.due.setPlaceholderText("such as 31/03/2018")
        self.meaning = Paragraph(kind=Type.META)
        self.complaint = Complaint()
        self._build()
        for box in (self.impact, self.likelihood):
            box.currentIndexChanged.connect(lambda _place: self._tell_move())
        self.due.textChanged.connect(self._tell_meaning)
        self.text.agreed.connect(self.agree)
        agree_keys(self, self.agree)
        self.hide()

    def _build(self) -> None:
        first, self._score, self._action = QHBoxLayout(), QWidget(), QWidget()
        score, action = QHBoxLayout(self._score), QHBoxLayout(self._action)
        self._impact, self._likelihood = Captioned("", self.impact), Captioned("", self.likelihood)
        for row, parts in (
            (first, ((Captioned("Minute", self.minute), 1), (Captioned("Decision", self.text), 7))),
            (score, ((self._impact, 3), (self._likelihood, 3), (self.moves, 6))),
            (action, ((Captioned("New action", self.action), 6), (Captioned("Owner", self.owner), 3),
                      (Captioned("Due", self.due), 2))),
        ):  # fmt: skip
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GAP)
            for widget, share in parts:
                row.addWidget(widget, share)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.complaint, 1)
        buttons.addWidget(self.meaning, 1)
        self.save_button = primary("Record decision", self.agree, tip="Record it in one step (Ctrl+Return)")
        buttons.addWidget(self.save_button)
        buttons.addWidget(push("Put away", self.put_away, tip="Keep what is typed for later (Esc)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(TIGHT)
        column.addWidget(self.what)
        column.addLayout(first)
        column.addWidget(self._score)
        column.addWidget(self._action)
        column.addLayout(buttons)

    # Showing

    def begin(self, risk: Risk | None) -> None:
        """Write a decision about a risk, or for None about none; what was half typed about it is there again."""
        self._risk = risk
        register = self._desk.register
        self.what.setText(f"Decision on risk {shortened(risk.label, 24)}" if risk else "General decision")
        for part in (self._score, self._action):
            part.setVisible(risk is not None)
        self._offer(register)
        self._put(self._drafts.get(risk.id if risk else 0, Draft(minute=self._next_minute())))
        self.complaint.say("")
        self.show()
        (self.minute if not self.minute.text() else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide the panel; what is typed waits for its risk."""
        if self.isHidden():
            return
        number, typed = self._risk.id if self._risk else 0, self._typed()
        if typed.text or typed.action or typed.impact is not None or typed.likelihood is not None:
            self._drafts[number] = typed
        else:
            self._drafts.pop(number, None)
        self.hide()
        self.left.emit()

    def has_draft(self, risk_id: int) -> bool:
        return risk_id in self._drafts

    def _next_minute(self) -> str:
        """After 6.2 comes 6.3: most minutes count on. Nothing where the last one does not end in a number."""
        decisions = self._desk.store.meeting(self._meeting_id).decisions
        last = next((each.minute for each in reversed(decisions) if each.minute), "")
        stem, dot, number = last.rpartition(".")
        return f"{stem}{dot}{int(number) + 1}" if dot and number.isascii() and number.isdigit() else ""

    def _offer(self, register: Register) -> None:
        scheme, word = register.scheme, register.word(Stage.CURRENT)
        for box, holder, axis, levels in (
            (self.impact, self._impact, scheme.impact_word, scheme.impact),
            (self.likelihood, self._likelihood, scheme.likelihood_word, scheme.likelihood),
        ):
            holder.caption.setText(f"{word} {axis.lower()}".replace("&", "&&"))
            box.setAccessibleName(f"{word} {axis.lower()}, as the committee scores it")
            _offer_levels(box, levels)
        keep_typed(self.owner, ["", *(named(owner) for owner in register.owners)])

    def _put(self, draft: Draft) -> None:
        self.minute.setText(draft.minute)
        self.text.put(draft.text)
        self.impact.setCurrentIndex(max(0, self.impact.findData(draft.impact)))
        self.likelihood.setCurrentIndex(max(0, self.likelihood.findData(draft.likelihood)))
        self.action.setText(draft.action)
        self.owner.setEditText(draft.owner)
        self.due.setText(draft.due)
        self._tell_move()
        self._tell_meaning(draft.due)

    def _typed(self) -> Draft:
        return Draft(
            self.minute.text(),
            self.text.exact_text(),
            self.impact.currentData(),
            self.likelihood.currentData(),
            self.action.text(),
            self.owner.currentText(),
            self.due.text(),
        )

    def _tell_move(self) -> None:
        """What the score would become, before it is recorded."""
        levels, said = self._levels(), ""
        if self._risk and levels:
            register = self._desk.register
            now, was = register.scheme.rate(*levels), register.rated(self._risk, Stage.CURRENT)
            before = words_of(was) if was else "not scored"
            said = f"{before} to {words_of(now) if now else 'not rated'}; it will be marked as the committee's score."
        elif self._risk and (self.impact.currentData() or self.likelihood.currentData()):
            said = "Choose both levels: the risk has no score yet."
        self.moves.setText(said or "The score stays as it is unless the committee chooses another.")

    def _tell_meaning(self, text: str) -> None:
        due = read_due(text)
        mark(self.meaning, "alert", bool(text.strip()) and not due.understood)
        self.meaning.setText(f"Due: {reading(due)}" if text.strip() else "")

    # Recording

    def _levels(self) -> tuple[int, int] | None:
        """The score chosen; a level left as it is comes from the score there is."""
        impact, likelihood = self.impact.currentData(), self.likelihood.currentData()
        if impact is None and likelihood is None:
            return None
        score = self._risk.score(Stage.CURRENT) if self._risk else None
        impact = impact if impact is not None else score.impact if score else None
        likelihood = likelihood if likelihood is not None else score.likelihood if score else None
        return (impact, likelihood) if impact is not None and likelihood is not None else None

    def _new_action(self) -> dict[str, Any] | None:
        """The facts of the action asked for. Raises RiskDeskError for an owner or a date of no action."""
        text, name = self.action.text().strip(), self.owner.currentText().strip()
        if not text:
            if name or self.due.text().strip():
                raise RiskDeskError("The new action has no words.", "Write what is to be done.")
            return None
        known = (owner for owner in self._desk.register.owners if name.casefold() in _names(owner))
        owner = next(known, Owner(name=name)) if name else None
        return {"text": text, "owner": owner, "due": self.due.text().strip()}

    def agree(self) -> bool:
        """Record it. False where it was refused; the panel says why and keeps what is typed."""
        if not self.complaint.attempt(self._record):
            return False
        self._drafts.pop(self._risk.id if self._risk else 0, None)
        self.hide()
        self.left.emit()
        return True

    def _record(self) -> None:
        levels, about = self._levels(), self._risk
        chosen = self.impact.currentData() is not None or self.likelihood.currentData() is not None
        if about and chosen and levels is None:
            raise RiskDeskError("The risk has no score yet.", "Choose both levels, or neither.")
        self._desk.store.record_decision(
            self._meeting_id,
            self.text.text,
            risk_id=about.id if about else None,
            minute=self.minute.text(),
            levels=levels if about else None,
            action=self._new_action() if about else None,
        )

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


def _names(owner: Owner) -> tuple[str, str]:
    return named(owner).casefold(), owner.name.casefold()


def _offer_levels(box: Box, levels: tuple[Level, ...]) -> None:
    was = box.blockSignals(True)
    box.clear()
    box.addItem(AS_IT_IS, None)
    for level in levels:
        box.addItem(level.text, level.value)
    box.blockSignals(was)
