"""What a risk was when the last period closed: its score, who reviewed it and what they said, its actions."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.periods import Period, Review
from riskdesk.risks import Action, Register, Risk, Stage
from ui.audit.parts import SheetArea
from ui.desk import Desk
from ui.jobs import Job
from ui.labels import RatingChip, mark
from ui.plain import Paragraph
from ui.review.words import closed_said, period_of, review_said
from ui.shorten import shortened
from ui.theme import GAP, TIGHT, Type

_LONGEST_NOTE = 2000
_LONGEST_ACTION = 400


class Past(QObject):
    """The register as the last period froze it, looked up beside the screen's thread. `ready` says that it is there."""

    ready = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._period_id = 0
        self.register: Register | None = None
        desk.closing.connect(self._drop)

    @property
    def period(self) -> Period | None:
        return self._desk.register.last_closed

    def want(self) -> None:
        """Begin to look it up, unless it is there or on its way."""
        period = self.period
        if period is None:
            self._drop()
            self._period_id, self.register = 0, None
        elif period.id != self._period_id:
            self._drop()
            self._period_id, self.register = period.id, None
            opener = self._desk.store.past_of(period)
            self._job = Job(lambda _progress: _read(opener), self)
            self._job.done.connect(self._on_read)

    def risk(self, risk_id: int) -> Risk | None:
        """The risk as it was; None where it was not in the register, or is not looked up yet."""
        risks = self.register.risks if self.register else ()
        return next((risk for risk in risks if risk.id == risk_id), None)

    def _drop(self) -> None:
        if self._job:
            self._job.drop()
            self._job = None

    def _on_read(self, register: Register) -> None:
        self._job, self.register = None, register
        self.ready.emit()


def _read(opener: Callable[[], object]) -> Register:
    from riskdesk.store import Store  # noqa: PLC0415 - loaded with the register already

    store = opener()
    assert isinstance(store, Store)
    with store:
        return store.register()


class Before(SheetArea):
    """The left of the two sheets. Nothing on it can be changed."""

    def __init__(self, desk: Desk, past: Past) -> None:
        super().__init__("Last period")
        self._desk, self._past = desk, past
        self.head = Paragraph(kind=Type.STRONG)
        self.chip = RatingChip()
        self.score = Paragraph(kind=Type.META)
        self.reviewed = Paragraph(kind=Type.META)
        self.note = Paragraph()
        self.caption = Paragraph("Actions as they stood", kind=Type.STRONG)
        self.lines: list[_ActionLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        for part in (self.head, self.chip, self.score, self.reviewed, self.note, self.caption):
            self.body.addWidget(part)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def fill(self, risk: Risk) -> None:
        period, register = self._past.period, self._past.register
        was = self._past.risk(risk.id)
        self.head.setText(closed_said(period) if period else "Before")
        self._fill_score(was, register)
        if period is None:
            self.score.setText("No period was closed before this one, so there is nothing to compare with.")
        elif register is None:
            self.score.setText(f"Looking up {period.name} …")
        elif was is None:
            self.score.setText("This risk was not in the register then.")
        self._fill_review(last_review(self._desk, risk.id))
        self._fill_actions(was.actions if was else (), known=was is not None)

    def _fill_score(self, was: Risk | None, register: Register | None) -> None:
        self.chip.setVisible(was is not None)
        if was is None or register is None:
            return
        score = was.score(Stage.CURRENT)
        self.chip.show_rating(register.rated(was, Stage.CURRENT), "not scored")
        self.score.setText(_levels_said(register, score.impact, score.likelihood) if score else "")

    def _fill_review(self, review: Review | None) -> None:
        if review is None:
            self.reviewed.setText("No earlier review is recorded.")
        else:
            self.reviewed.setText(self._missed(review) + review_said(review))
        mark(self.reviewed, "alert", bool(review and review.copied))
        self.note.setText(shortened(review.note, _LONGEST_NOTE) if review else "")
        self.note.setVisible(review is not None)

    def _missed(self, review: Review) -> str:
        """Says that the last review is older than the last period."""
        last, given = self._past.period, period_of(review, self._desk.register.periods)
        return f"Not reviewed in {last.name}. " if last and given and given.id != last.id else ""

    def _fill_actions(self, actions: tuple[Action, ...], *, known: bool) -> None:
        while len(self.lines) < len(actions):
            self.lines.append(_ActionLine())
            self._list.addWidget(self.lines[-1])
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(actions))
            if place < len(actions):
                line.fill(actions[place])
        self.caption.setVisible(known)
        self.caption.setText("Actions as they stood" if actions else "It had no action.")


class _ActionLine(QWidget):
    """One action in its words, with its facts in a quieter line."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Paragraph()
        self.facts = Paragraph(kind=Type.META)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.text)
        column.addWidget(self.facts)

    def fill(self, action: Action) -> None:
        due = f"Due {shortened(action.due, 60)}" if action.due.strip() else "No due date"
        barrier = f"Barrier: {shortened(action.barrier, 120)}" if action.barrier else ""
        facts = (due, f"{action.status.label}, {action.progress}%", barrier)
        self.text.setText(shortened(action.text, _LONGEST_ACTION))
        self.facts.setText("\N{NO-BREAK SPACE}· ".join(fact for fact in facts if fact))


def last_review(desk: Desk, risk_id: int) -> Review | None:
    """The latest review before the period shown."""
    return desk.store.proceedings().last_reviews.get(risk_id)


def _levels_said(register: Register, impact: int | None, likelihood: int | None) -> str:
    scheme = register.scheme
    axes = (
        (scheme.impact_word, scheme.impact_level(impact)),
        (scheme.likelihood_word, scheme.likelihood_level(likelihood)),
    )
    return "\n".join(f"{word}: {level.text}" for word, level in axes if level)
