"""The review of one risk: its score, a note, the day of the next review, and its actions."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.periods import Review
from riskdesk.risks import Risk, Status
from ui.audit.parts import Complaint, Prose, SheetArea, agree_keys
from ui.buttons import link, primary, push
from ui.desk import Desk
from ui.fields import DateEditor
from ui.guard import guarded
from ui.labels import Line as Rule
from ui.plain import Label, Paragraph
from ui.review.actionlist import ActionList
from ui.review.before import last_review
from ui.review.rescoring import Levels, Rescoring
from ui.review.words import period_of, review_said, standing_said
from ui.shorten import shortened
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, TIGHT, Type

_LONGEST_TITLE = 300
_LONGEST_NOTE = 2000
_KEYS = "Ctrl+Return saves · Alt+Up, Alt+Down other risks · Esc to the list, where N is no change"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is half typed about a risk."""

    levels: Levels | None
    reason: str
    note: str
    next_review: str


class ThisMonth(QWidget):
    """The right of the two sheets. `reviewed` follows a review that was recorded, `list_wanted` asks for the list,
    `step_wanted` for another risk so many places on."""

    reviewed = Signal()
    list_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("This period")
        self._desk = desk
        self._risk: Risk | None = None
        self._drafts: dict[int, Draft] = {}
        self.title = Paragraph(kind=Type.STRONG)
        self.state = Paragraph(kind=Type.META)
        self.given = Paragraph()
        self.score = Rescoring(desk)
        self.note = Prose("Note", "What the owner says about it this time")
        self.copied = Paragraph(kind=Type.META)
        self.next_review = DateEditor(
            Shown("Next review, where it is not the next period", Kind.DATE), lambda _day: None
        )
        self.next_set = Paragraph(kind=Type.META)
        self.actions_ = ActionList(desk)
        self.complaint = Complaint()
        self._make_buttons()
        self._build()
        self.note.textChanged.connect(self._on_typed)
        self.score.changed.connect(lambda: self.complaint.say(""))
        self.note.agreed.connect(self.save)
        agree_keys(self, self.save)

    def _make_buttons(self) -> None:
        self.copy_button = link("Copy last note", self.copy_note, tip="Begin with the last note (Ctrl+L)")
        self.save_button = primary("Save review", self.save, tip="Record this review and go to the next (Ctrl+Return)")
        self.same_button = push("No change", self.no_change, tip="As it was: a dated, signed note (N in the list)")
        self.back_button = push("Previous", lambda: self.step_wanted.emit(-1), tip="The risk before (Alt+Up)")
        self.next_button = push("Next", lambda: self.step_wanted.emit(1), tip="The risk after (Alt+Down)")
        self.keys = Paragraph(_KEYS, kind=Type.META)

    def _build(self) -> None:
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        head = QHBoxLayout()
        caption = Label("Note", kind=Type.META)
        caption.setBuddy(self.note)
        head.addWidget(caption)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        noted = QVBoxLayout()
        noted.setSpacing(TIGHT)
        noted.addLayout(head)
        noted.addWidget(self.note)
        noted.addWidget(self.copied)
        column.addLayout(noted)
        column.addWidget(self.next_review)
        column.addWidget(self.next_set)
        area = SheetArea("This period")
        for part in (self.title, self.state, self.given, self.score, self.form, self.actions_):
            area.body.addWidget(part)
        area.body.addStretch(1)
        sheet = area.widget()
        assert sheet is not None
        self.area, self.sheet = area, sheet
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._build_foot())

    def _build_foot(self) -> QWidget:
        """Below the sheet, so that it is in sight however long the sheet is."""
        self.foot = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.save_button, self.same_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.back_button, self.next_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(PAD, GAP, PAD, GAP)
        column.setSpacing(GAP)
        column.addWidget(Rule())
        column.addWidget(self.complaint)
        column.addLayout(buttons)
        column.addWidget(self.keys)
        return self.foot

    # Showing

    @property
    def risk(self) -> Risk | None:
        return self._risk

    def fill(self, risk: Risk) -> None:
        """Show a risk; what is half typed about it stays, about another is kept for when that one is shown again."""
        fresh = self._risk is None or self._risk.id != risk.id
        if fresh:
            self.leave()
        self._risk = risk
        register = self._desk.register
        self.title.setText(
            f"{shortened(risk.label, 24)}  {shortened(risk.title, _LONGEST_TITLE) or 'Not described yet'}"
        )
        self.state.setText(self._standing(risk))
        self.given.setText("\n\n".join(_given(review) for review in risk.reviews))
        self.given.setVisible(bool(risk.reviews))
        self.form.setVisible(not self._desk.read_only and register.period is not None and risk.status is Status.OPEN)
        self.foot.setHidden(self.form.isHidden())
        self.copy_button.setVisible(self._last() is not None)
        self.score.fill(risk, fresh=fresh)
        self.score.set_read_only(self.form.isHidden())
        self.next_set.setText(f"It is set for {british(risk.next_review)}." if risk.next_review else "")
        self.next_set.setVisible(risk.next_review is not None)
        if fresh:
            self._put(self._drafts.pop(risk.id, None))
            self.area.verticalScrollBar().setValue(0)
        self._tell_copied()
        if self.actions_.fill(risk):
            follow_layout(self.foot, follow_layout(self.sheet))

    def _standing(self, risk: Risk) -> str:
        owners = ", ".join(owner.name for owner in risk.owners) or "no owner"
        standing = standing_said(risk, self._desk.register)
        said = risk.status.label if risk.status is not Status.OPEN else standing
        return f"{shortened(owners, 120)}\N{NO-BREAK SPACE}· {said}" if said else shortened(owners, 120)

    def _put(self, draft: Draft | None) -> None:
        self.complaint.say("")
        self.note.put(draft.note if draft else "")
        self.next_review.reset(None)
        if draft and draft.next_review:
            self.next_review.put_draft(draft.next_review)
        if draft and draft.levels:
            self.score.put(draft.levels, draft.reason)

    def leave(self) -> None:
        """Save what is typed about its actions, and keep what is half typed about the review."""
        if self._risk is None or self._desk.read_only:
            return
        self.actions_.settle()
        moved = self.score.levels if self.score.is_moved else None
        draft = Draft(moved, self.score.reason.text(), self.note.text, self.next_review.input.text())
        if moved or draft.note or draft.next_review:
            self._drafts[self._risk.id] = draft

    def _last(self) -> Review | None:
        """The note that another one would repeat."""
        if self._risk is None:
            return None
        return self._risk.reviews[-1] if self._risk.reviews else last_review(self._desk, self._risk.id)

    def copy_note(self) -> None:
        last = self._last()
        if last and not self._desk.read_only:
            self.note.put(last.note)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self.complaint.say("")
        self._tell_copied()

    def _tell_copied(self) -> None:
        last = self._last()
        same = last is not None and bool(self.note.text) and _words(self.note.text) == _words(last.note)
        self.copied.setVisible(same)
        if last and same:
            period = period_of(last, self._desk.register.periods)
            self.copied.setText(
                f"Copied from {period.name if period else british(last.reviewed_on)}; it is marked as copied."
            )

    # Recording

    def save(self) -> bool:
        """Record the review as it is typed. False where it cannot be; one sentence says why."""
        if self._risk is None or self.form.isHidden():
            return False
        if not (self.actions_.settle() and self.next_review.settle()):
            return False
        if self.score.is_moved and not self.score.reason.text().strip():
            self.complaint.say("A score is changed with a reason. Say in a few words what changed.")
            self.score.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return self._record(self.score.levels if self.score.is_moved else None)

    def no_change(self) -> bool:
        """Leave a dated, signed note that nothing changed. Refused where another score is chosen."""
        if self._risk is None or self._desk.read_only or self._desk.register.period is None:
            return False
        if self.score.is_moved:
            self.complaint.say("Another score is chosen here. Save it with its reason, or choose the old one again.")
            return False
        return self.actions_.settle() and self.next_review.settle() and self._record(None)

    def _record(self, levels: Levels | None) -> bool:
        assert self._risk
        number, note, day = self._risk.id, self.note.text, self.next_review.known
        reason = self.score.reason.text().strip() if levels else ""
        typed = Draft(levels, self.score.reason.text(), note, self.next_review.input.text())
        self._clear()  # first: the step brings the next risk up at once, and nothing of this one is half typed then
        try:
            self._desk.store.review_risk(number, note, levels=levels, reason=reason, next_review=day)
        except RiskDeskError as fault:
            self._put(typed)
            self.complaint.say(str(fault))
            return False
        self.reviewed.emit()
        return True

    def _clear(self) -> None:
        assert self._risk
        self._put(None)
        self.score.fill(self._risk, fresh=True)

    def begin(self) -> None:
        """Put the keyboard where a review begins."""
        wanted: QWidget = self if self.form.isHidden() else self.score.impact
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list_wanted.emit()
            return
        super().keyPressEvent(event)


def _given(review: Review) -> str:
    return f"{review_said(review)}\n{shortened(review.note, _LONGEST_NOTE)}"


def _words(note: str) -> str:
    return " ".join(note.split()).casefold()
