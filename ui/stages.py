"""The three scores of a risk side by side: a matrix to click, the rating in words, what the source stated, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.entities import Kind, Shown, shown_fields
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register, Risk, Score, Stage
from riskdesk.scoring import Rated, Scheme
from ui.cellgrid import Cell
from ui.columns import words_of
from ui.desk import Desk
from ui.fields import WholeEditor
from ui.guard import guarded
from ui.inview import bring_into_view
from ui.labels import RatingChip, mark
from ui.longtext import TextEditor
from ui.matrix import Matrix, level_texts
from ui.plain import Paragraph
from ui.reasonbar import ReasonBar
from ui.theme import GAP, PAD, Type

_STACK_BELOW = 330
_STATED = Shown("Stated rating", Kind.LINE, hint="The rating the source printed, kept as it is")


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of a score that waits for its reason: other levels (None for not scored), or another stated rating."""

    stage: Stage
    cell: Cell | None = None
    stated: int | None = None
    is_stated: bool = False


class StagePanel(QWidget):
    """One stage: its word, rating, matrix, stated rating and rationale."""

    chosen = Signal(int, int)
    cleared = Signal()

    def __init__(
        self,
        scheme: Scheme,
        state: Callable[[Any], None],
        explain: Callable[[Any], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.word = Paragraph(kind=Type.STRONG)
        self.chip = RatingChip(self)
        self.matrix = Matrix(scheme, self)
        self.levels = Paragraph(kind=Type.META)
        self.stated = WholeEditor(_STATED, state, self)
        self.rationale = TextEditor(shown_fields(Score)["rationale"], explain, self)
        self.rationale.input.set_least(2)
        self.matrix.chosen.connect(self.chosen)
        self.matrix.cleared.connect(self.cleared)
        self._build()

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (left, (self.word, self.chip, self.matrix)),
            (right, (self.levels, self.stated, self.rationale)),
        ):
            column.setSpacing(GAP)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(GAP)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)

    def lie(self, *, flat: bool) -> None:
        """Words beside the matrix instead of below it."""
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)

    def show_score(self, register: Register, stage: Stage, score: Score | None, rated: Rated | None) -> None:
        word = register.word(stage)
        impact, likelihood = (score.impact, score.likelihood) if score else (None, None)
        self.word.setText(word)
        self.chip.show_rating(rated, "not scored" if impact is None and likelihood is None else "not rated")
        self.matrix.show_score(register.scheme, impact, likelihood)
        self.matrix.setAccessibleName(f"{word} score, {self.chip.text}")
        self.levels.setText(_levels_in_words(register.scheme, impact, likelihood, stated_only=rated is not None))
        self.stated.name_input(f"{word}, stated rating")
        self.rationale.name_input(f"{word}, rationale")

    def fill(self, score: Score | None, *, fresh: bool) -> None:
        stated, rationale = (score.stated, score.rationale) if score else (None, "")
        for editor, value in ((self.stated, stated), (self.rationale, rationale)):
            if fresh:
                editor.reset(value)
            else:
                editor.fill(value)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.matrix, self.stated, self.rationale):
            part.set_read_only(read_only)


class Stages(QWidget):
    """The three stages of a risk, and the bar that asks why before a score moves."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._wishes: dict[int, tuple[Wish, str]] = {}
        self.panels = {stage: self._panel(stage) for stage in Stage}
        self.difference = Paragraph(parent=self)
        mark(self.difference, "note", True)
        self.bar = ReasonBar("Reason for the change (recorded with the score)", "Rate", self)
        self.bar.agreed.connect(self._on_agreed)
        self.bar.taken_back.connect(self._on_taken_back)
        self._build()

    def _panel(self, stage: Stage) -> StagePanel:
        panel = StagePanel(
            self._desk.register.scheme,
            lambda value: self._state(stage, value),
            lambda value: self._explain(stage, value),
            self,
        )
        panel.chosen.connect(lambda impact, likelihood: self._wish(Wish(stage, (impact, likelihood))))
        panel.cleared.connect(lambda: self._wish(Wish(stage)))
        return panel

    def _build(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(PAD)
        for panel in self.panels.values():
            self._row.addWidget(panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addLayout(self._row)
        column.addWidget(self.bar)
        column.addWidget(self.difference)

    def fill(self, risk: Risk) -> None:
        """Show a risk's scores; half-typed matter of the same risk stays."""
        fresh = self._risk is None or risk.id != self._risk.id
        if fresh:
            self._leave()
        self._risk = risk
        register, told = self._desk.register, []
        for stage, panel in self.panels.items():
            score = risk.score(stage)
            panel.show_score(register, stage, score, register.rated(risk, stage))
            panel.fill(score, fresh=fresh)
            said = difference(register.scheme, score)
            if said:
                told.append(f"{register.word(stage)}: {said}")
        self.difference.setText("\n".join(told))
        self.difference.setVisible(bool(told))
        self._show_wish(focus=False)

    def settle(self) -> bool:
        """Save what is half typed. A new score without its reason waits; it is there again on return."""
        settled = [part.settle() for panel in self.panels.values() for part in (panel.stated, panel.rationale)]
        if not self.bar.isHidden() and self.bar.reason:
            self.bar.agree()
        return all(settled)

    def set_read_only(self, read_only: bool) -> None:
        for panel in self.panels.values():
            panel.set_read_only(read_only)

    def _explain(self, stage: Stage, rationale: str) -> None:
        assert self._risk
        self._desk.store.explain_score(self._risk.id, stage, rationale)

    def _state(self, stage: Stage, stated: int | None) -> None:
        """A stated rating typed for the first time is a record; another one in its place is a change with a reason."""
        assert self._risk
        score = self._risk.score(stage)
        if score is None or score.stated is None:
            self._desk.store.state_rating(self._risk.id, stage, stated)
        else:
            self._wish(Wish(stage, stated=stated, is_stated=True))

    def _wish(self, wish: Wish) -> None:
        """Rate at once where nothing was rated before; else ask why first."""
        assert self._risk
        other, reason = self._wishes.get(self._risk.id, (None, ""))
        if other and other.stage is not wish.stage and self.bar.reason:
            self.bar.agree()
            if self._risk.id in self._wishes:
                return  # it could not be recorded; the bar says why
        self._wishes.pop(self._risk.id, None)
        if is_first(self._risk.score(wish.stage)):
            if wish.cell:
                self._record(wish, "")
        elif wish.is_stated or wish.cell != _levels(self._risk.score(wish.stage)):
            same = other is not None and other.stage is wish.stage
            self._wishes[self._risk.id] = (wish, self.bar.reason or reason if same else "")
        self._show_wish(focus=True)

    def _show_wish(self, *, focus: bool) -> None:
        assert self._risk
        wish, reason = self._wishes.get(self._risk.id, (None, ""))
        for stage, panel in self.panels.items():
            panel.matrix.show_wanted(wish.cell if wish and wish.stage is stage else None)
        if wish is None:
            self.bar.hide()
            return
        typed = reason if focus or self.bar.isHidden() else self.bar.line.text()
        self.bar.ask(wish_in_words(self._desk.register, self._risk, wish), typed, focus=focus)
        if focus:
            bring_into_view(self.bar, together_with=self.panels[wish.stage])

    def _leave(self) -> None:
        """Keep a half-typed reason for when the risk is shown again."""
        if self._risk and self._risk.id in self._wishes:
            wish, _ = self._wishes[self._risk.id]
            self._wishes[self._risk.id] = (wish, self.bar.line.text())
        self.bar.hide()

    def _on_agreed(self, reason: str) -> None:
        assert self._risk
        wish, _ = self._wishes[self._risk.id]
        had_focus = self.bar.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        try:
            del self._wishes[self._risk.id]
            self._record(wish, reason)
        except RiskDeskError as fault:
            self._wishes[self._risk.id] = (wish, reason)
            self.bar.complain(str(fault))
            return
        self._show_wish(focus=False)
        if had_focus:
            self._focus(wish)

    def _on_taken_back(self) -> None:
        assert self._risk
        wish, _ = self._wishes.pop(self._risk.id)
        self.panels[wish.stage].fill(self._risk.score(wish.stage), fresh=wish.is_stated)
        self._show_wish(focus=False)
        self._focus(wish)

    def _focus(self, wish: Wish) -> None:
        """Back to where the change began."""
        panel = self.panels[wish.stage]
        began = panel.stated if wish.is_stated else panel.matrix
        began.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(began, together_with=panel.word)

    def _record(self, wish: Wish, reason: str) -> None:
        assert self._risk
        if wish.is_stated:
            self._desk.store.state_rating(self._risk.id, wish.stage, wish.stated, reason=reason)
        else:
            impact, likelihood = wish.cell or (None, None)
            self._desk.store.rate_risk(self._risk.id, wish.stage, impact, likelihood, reason=reason)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _STACK_BELOW
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        for panel in self.panels.values():
            panel.lie(flat=narrow)


def is_first(score: Score | None) -> bool:
    """Whether nothing was scored or stated before."""
    return score is None or (score.impact is None and score.likelihood is None and score.stated is None)


def _levels(score: Score | None) -> Cell | None:
    return (
        (score.impact, score.likelihood)
        if score and score.impact is not None and score.likelihood is not None
        else None
    )


def _levels_in_words(scheme: Scheme, impact: int | None, likelihood: int | None, *, stated_only: bool) -> str:
    if impact is not None or likelihood is not None:
        return "\n".join(level_texts(scheme, impact, likelihood))
    if stated_only:
        return "As stated,\nwithout its levels"
    return "Levels not\nrecorded"


def wish_in_words(register: Register, risk: Risk, wish: Wish) -> str:
    """What would change: "Current: 12 High (4 x 3) to 9 Medium (3 x 3)"."""
    score, word = risk.score(wish.stage), register.word(wish.stage)
    if wish.is_stated:
        before = score.stated if score else None
        return f"{word}: stated rating {before} to {wish.stated if wish.stated is not None else 'none'}"
    return f"{word}: {_in_words(register.scheme, _levels(score), score)} to {_in_words(register.scheme, wish.cell)}"


def _in_words(scheme: Scheme, cell: Cell | None, score: Score | None = None) -> str:
    rated = scheme.rate(*cell) if cell else None
    if cell and rated:
        return f"{words_of(rated)} ({scheme.notation(*cell)})"
    stated = scheme.rate_stated(score.stated) if score else None
    return f"{words_of(stated)} (as stated)" if stated else "not scored"


def difference(scheme: Scheme, score: Score | None) -> str:
    """Where the source's rating is not what its levels make: both readings in words, neither preferred."""
    cell = _levels(score)
    rated = scheme.rate(*cell) if cell else None
    if score is None or score.stated is None or cell is None or rated is None or rated.rating == score.stated:
        return ""
    made = f"The source states {score.stated}; {scheme.notation(*cell)} makes {rated.rating}."
    makers = [scheme.notation(i.value, k.value) for i in scheme.impact for k in scheme.likelihood
              if (other := scheme.rate(i.value, k.value)) and other.rating == score.stated]  # fmt: skip
    stated = scheme.rate_stated(score.stated)
    either = (
        f"If {words_of(stated) if stated else score.stated} is meant, the levels would be {' or '.join(makers)}"
        if makers
        else f"No two levels make {score.stated}"
    )
    return f"{made} {either}; if {scheme.notation(*cell)} is meant, the rating is {words_of(rated)}."
