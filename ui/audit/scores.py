"""The history of one score: who moved it, when, from what to what and why; what a scheme change did stands apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.audit.listing import how
from riskdesk.days import british, british_short
from riskdesk.history import StepKind
from riskdesk.risks import Risk, Stage, Status
from riskdesk.scoring import Scheme
from riskdesk.trail import Cause, Levels, Move, days_at_level, standing
from riskdesk.wording import as_at_phrase, counted, sentence
from ui.audit.auditor import Auditor
from ui.audit.panel import AuditPanel
from ui.audit.parts import Captioned, RiskPicker, StagePicker, by_id, table
from ui.audit.strip import TrendStrip
from ui.buttons import link
from ui.columns import Cell, Column, Sight, Tone, words_of
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.labels import RatingChip
from ui.plain import Label, Paragraph
from ui.rows import Row
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, Type

_TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class Told:
    """One move, at its place in the history, with the scheme its levels are written by."""

    move: Move
    place: int
    scheme: Scheme


def _score(told: Told, levels: Levels, *, before: bool) -> Cell:
    move = told.move
    rated, text = (move.was, move.was_said) if before else (move.now, move.now_said)
    if rated is None:
        return Cell(text, Tone.ABSENT)
    stated = f"stated {levels[2]}" if levels[2] not in (None, rated.rating) else ""
    return Cell(words_of(rated), band=rated.band, more=stated, hover=text)


def cause(move: Move) -> str:
    """What made the change, in a few words."""
    return sentence(how(move))


def _cause(told: Told, _sight: Sight) -> Cell:
    move = told.move
    plain = move.cause is not Cause.SCHEME and not move.undone
    return Cell(cause(move), Tone.PLAIN if plain else Tone.MUTED, hover=move.step.title)


def _reason(told: Told, _sight: Sight) -> Cell:
    reason = told.move.step.reason
    return Cell(reason) if reason else Cell("no reason recorded", Tone.ABSENT)


def _when(told: Told, _sight: Sight) -> Cell:
    at = told.move.step.at.astimezone()
    return Cell(british_short(at.date()), more=f"{at:%H:%M}, {told.move.step.author}")


COLUMNS: tuple[Column[Told], ...] = (
    Column("When and who", "when", _when, lambda t, _: t.place, width=128, largest_first=True),
    Column("From", "from", lambda t, _: _score(t, t.move.before, before=True), lambda t, _: t.place, width=100),
    Column("To", "to", lambda t, _: _score(t, t.move.after, before=False), lambda t, _: t.place, width=100),
    Column("By what", "how", _cause, lambda t, _: cause(t.move), width=112, lines=2,
           tip="Only people move scores; a change of scheme rates the same levels otherwise"),
    Column("Reason", "reason", _reason, lambda t, _: t.move.step.reason.casefold() or None, width=160, least=110,
           lines=2, stretch=True),
    Column("As at", "period", lambda t, _: Cell(british_short(t.move.as_at)) if t.move.as_at
           else Cell("not recorded", Tone.ABSENT), lambda t, _: t.move.as_at, width=100, spare=1,
           tip="The register's as-at date when the score changed"),
)  # fmt: skip


def _words(told: Told, _sight: Sight) -> tuple[str, ...]:
    step = told.move.step
    return (step.author, step.reason, cause(told.move), british_short(step.at.astimezone().date()))


def totals(moves: Sequence[Move]) -> str:
    """ "Moved twice by people, once rated otherwise by a scheme change; 1 change was taken back." """
    steady = standing(moves)
    if not steady:
        return "Never scored."
    people = sum(1 for move in steady if move.cause is Cause.PERSON)
    schemes = sum(1 for move in steady if move.cause is Cause.SCHEME)
    back = sum(1 for move in moves if move.undone and move.step.kind not in (StepKind.UNDO, StepKind.REDO))
    decided = sum(1 for move in steady if move.body)
    told = f"Moved {_times(people)} by people" if people else "Never moved by a person"
    if decided:
        told += f" ({_times(decided)} by a committee)"
    if schemes:
        changes = "a scheme change" if schemes == 1 else "scheme changes"
        told += f", {_times(schemes)} rated otherwise by {changes}, which is no movement"
    if back:
        told += f"; {counted(back, 'change was', 'changes were')} taken back"
    return f"{told}."


def _times(number: int) -> str:
    return _TIMES.get(number, f"{number} times")


class ScoresPanel(AuditPanel):
    """One stage of one risk at a time: how long it stands where it stands, the trend, and every change."""

    title = "Score history"
    tip = "Who moved a score, when, from what to what, and why"

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, parent)
        self.picker = RiskPicker()
        self.stage = StagePicker()
        self.chip = RatingChip()
        self.days = Label(kind=Type.STRONG)
        self.totals = Paragraph()
        self.strip = TrendStrip()
        self.table = table(COLUMNS, _words, "Every change of this score")
        self.challenge_button = link("Challenge…", self._challenge, tip="Ask the risk's owner about this score")
        self.open_button = link("Open the risk", self._open, tip="Go to this score on the risk's form")
        self.empty = EmptyState()
        self._build()
        self.picker.picked.connect(lambda _id: self._show())
        self.stage.picked.connect(lambda _stage: self._show())
        self.table.opened.connect(lambda _id: self._open())

    def _build(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(GAP)
        choice.addWidget(Captioned("Risk", self.picker), 4)
        choice.addWidget(Captioned("Stage", self.stage), 1)
        self.found = QWidget()
        standing_ = QHBoxLayout()
        standing_.setSpacing(PAD)
        standing_.addWidget(self.chip)
        standing_.addWidget(self.days)
        standing_.addWidget(self.totals, 1)
        standing_.addWidget(self.challenge_button)
        standing_.addWidget(self.open_button)
        inner = QVBoxLayout(self.found)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(PAD)
        inner.addLayout(standing_)
        inner.addWidget(self.strip)
        inner.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(PAD)
        column.addLayout(choice)
        column.addWidget(self.empty, 1)
        column.addWidget(self.found, 1)
        follow_layout(self)

    @property
    def risk(self) -> Risk | None:
        return by_id(self.desk.register).get(self.picker.risk_id)

    def fill(self) -> None:
        register = self.desk.register
        self.picker.offer(register)
        self.stage.offer(register)
        if not self.picker.risk_id:
            first = next((risk for risk in register.risks if risk.status is Status.OPEN), None)
            chosen = first or next(iter(register.risks), None)
            self.picker.show_risk(chosen.id if chosen else 0)
        self._show()

    def begin_score(self, risk_id: int, stage_value: str) -> None:
        """Show one score of one risk."""
        self.picker.offer(self.desk.register)
        self.picker.show_risk(risk_id)
        self.stage.show_stage(Stage(stage_value))
        self._show()

    def set_search(self, text: str) -> None:
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        self.picker.setFocus()

    def _show(self) -> None:
        risk, register, stage = self.risk, self.desk.register, self.stage.stage
        moves = self.desk.store.score_moves(risk.id, stage) if risk else ()
        for part in (self.picker, self.stage):
            part.setEnabled(risk is not None)
        self.challenge_button.setVisible(not self.desk.read_only)
        self.found.setVisible(bool(moves))
        self.empty.setVisible(not moves)
        if risk is None:
            self.empty.say("There is no score to follow yet.", "Every score is followed from the day it is made.")
            return
        if not moves:
            word = register.word(stage).lower()
            self.empty.say(f"The {word} score of risk {risk.label} was never made.", "Choose another stage or risk.")
        self._show_standing(risk, stage, moves)
        scheme = register.scheme
        rows = [Row(place, Told(move, place, scheme)) for place, move in enumerate(moves, 1)]
        self.table.rows.fill(rows, Sight(register, {}))

    def _show_standing(self, risk: Risk, stage: Stage, moves: Sequence[Move]) -> None:
        register, today = self.desk.register, self.desk.store.today
        self.chip.show_rating(register.rated(risk, stage), "not rated")
        days = days_at_level(moves, today)
        last = next((move for move in reversed(standing(moves)) if move.cause is not Cause.SCHEME), None)
        since = f" (since {british(last.step.at.astimezone().date())})" if last else ""
        self.days.setText(f"{counted(days, 'day') if days else 'Less than a day'} at this level{since}")
        self.days.setVisible(days is not None)
        self.totals.setText(totals(moves))
        self.strip.show_moves(moves, today, in_words(moves))

    def _challenge(self) -> None:
        if self.risk:
            self.challenge_wanted.emit(self.risk.id, self.stage.stage.value)

    def _open(self) -> None:
        if self.risk:
            self.field_wanted.emit(self.risk.id, self.stage.stage.value, 0)


def in_words(moves: Sequence[Move]) -> str:
    """What the strip draws, for those who do not see it."""
    told = [
        f"{british_short(move.step.at.astimezone().date())} {words_of(move.now) if move.now else 'not rated'}, "
        f"{cause(move).lower()}, {as_at_phrase(move.as_at)}"
        for move in moves
    ]
    return "; ".join(told)
