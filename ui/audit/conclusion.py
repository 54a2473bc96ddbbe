"""One risk of a dip sample: what it says of its score, and what the officer concludes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from riskdesk.days import british_short
from riskdesk.risks import Risk, Stage
from riskdesk.scrutiny import Judgement, SampleItem
from ui.audit.parts import Captioned, Complaint, Prose, agree_keys
from ui.buttons import link, primary
from ui.desk import Desk
from ui.labels import Line, RatingChip, mark
from ui.plain import Elided, Label, Paragraph
from ui.theme import GAP, PAD, TIGHT, Type

Typed = tuple[Judgement | None, str]


class ConclusionForm(QWidget):
    """The keys 1, 2 and 3 choose a judgement, Ctrl+Return saves. What is half typed is kept with its risk."""

    saved = Signal()
    open_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._item: SampleItem | None = None
        self._risk_id = 0
        self._known: Typed = (None, "")
        self._drafts: dict[int, Typed] = {}
        self.place = Paragraph(kind=Type.META)
        self.head = Paragraph(kind=Type.TITLE)
        self.risk = Paragraph()
        self.now = RatingChip()
        self.then = Elided(kind=Type.META)
        self.stratum = Paragraph(kind=Type.META)
        self.rationale = Paragraph()
        self.open_button = link("Open the risk", self._open, tip="Go to the score on the risk's form")
        mark(self.open_button, "flush", True)
        self.judgements = {
            judgement: QRadioButton(f"{key}  {judgement.label}") for key, judgement in enumerate(Judgement, 1)
        }
        self._group = QButtonGroup(self)
        self.reasons = Prose("Reasons", "What the evidence says", 3)
        self.lack = Complaint()
        self.save_button = primary("Save and next", self.save, tip="Record this conclusion (Ctrl+Enter)")
        self.recorded = Paragraph(kind=Type.META)
        agree_keys(self, self.save)
        self._build()
        for key, (judgement, button) in enumerate(self.judgements.items(), 1):
            self._group.addButton(button)
            button.setToolTip(f"Key {key}")
            shortcut = QShortcut(QKeySequence(str(key)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda chosen=judgement: self.choose(chosen))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self.place, self.head, self.risk):
            column.addWidget(part)
        rating = QHBoxLayout()
        rating.setSpacing(GAP)
        self.word = Label()
        rating.addWidget(self.word)
        rating.addWidget(self.now)
        rating.addWidget(self.then)
        rating.addStretch(1)
        rating.addWidget(self.open_button)
        column.addLayout(rating)
        for part in (self.stratum, self.rationale):
            column.addWidget(part)
        column.addWidget(Line())
        column.addSpacing(TIGHT)
        for button in self.judgements.values():
            column.addWidget(button)
        column.addSpacing(TIGHT)
        column.addWidget(Captioned("Reasons (needed unless the score is supported)", self.reasons))
        column.addWidget(self.lack)
        foot = QHBoxLayout()
        foot.setSpacing(PAD)
        foot.addWidget(self.recorded, 1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    @property
    def judgement(self) -> Judgement | None:
        return next((judgement for judgement, button in self.judgements.items() if button.isChecked()), None)

    def choose(self, judgement: Judgement) -> None:
        if not self._desk.read_only:
            self.judgements[judgement].setChecked(True)
            self.judgements[judgement].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.lack.say("")

    def begin(self) -> None:
        """Put the keyboard where the work is done."""
        if not self.isHidden():
            self.judgements[self.judgement or Judgement.SUPPORTED].setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, item: SampleItem, risk: Risk, place: str, progress: str) -> None:
        """Show an item; the same one again keeps what is half typed."""
        moved = self._item is None or item.id != self._item.id
        if moved:
            self._keep_draft()
        if moved or self._typed == self._known:
            self._known = (item.judgement, item.conclusion)
            self._put(self._drafts.pop(item.id, self._known))
        self._item, self._risk_id = item, risk.id
        self._tell(item, risk)
        self.place.setText(f"{place}, {progress}")

    def save(self) -> None:
        item, judgement, reasons = self._item, self.judgement, self.reasons.text
        if item is None or self._desk.read_only:
            return
        if judgement is None:
            self.lack.say("Choose one of the three conclusions first: keys 1, 2 and 3.")
        elif self.lack.attempt(lambda: self._desk.store.conclude_item(item.id, judgement, reasons)):
            self._known = self._typed
            self.saved.emit()

    def _tell(self, item: SampleItem, risk: Risk) -> None:
        register, writes = self._desk.register, not self._desk.read_only
        score = risk.score(Stage.CURRENT)
        self.head.setText(f"Risk {risk.label}")
        self.risk.setText(risk.title or "Not described yet")
        self.word.setText(f"{register.word(Stage.CURRENT)} score now")
        self.now.show_rating(register.rated(risk, Stage.CURRENT), "not rated")
        self.then.setText(f"when drawn: {item.score}")
        owner = risk.accountable.name if risk.accountable else "not recorded"
        self.stratum.setText(f"Stratum: {item.stratum}. Owner: {owner}")
        rationale = score.rationale if score else ""
        self.rationale.setText(f"Rationale: {rationale}" if rationale else "No rationale is recorded for this score.")
        done = item.concluded_on
        self.recorded.setText(f"Concluded by {item.concluded_by} on {british_short(done)}" if done else "")
        for button in self.judgements.values():
            button.setEnabled(writes)
        self.reasons.setReadOnly(not writes)
        self.save_button.setVisible(writes)

    @property
    def _typed(self) -> Typed:
        return self.judgement, self.reasons.text

    def _put(self, typed: Typed) -> None:
        judgement, text = typed
        self._group.setExclusive(False)
        for each, button in self.judgements.items():
            button.setChecked(each is judgement)
        self._group.setExclusive(True)
        self.reasons.put(text)
        self.lack.say("")

    def _keep_draft(self) -> None:
        if self._item and self._typed != self._known:
            self._drafts[self._item.id] = self._typed

    def _open(self) -> None:
        self.open_wanted.emit(self._risk_id)
