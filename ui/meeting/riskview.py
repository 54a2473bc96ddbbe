"""One risk as a meeting looks at it: what it is, where it stands, what changed, what is being done and decided."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from riskdesk.meetings import Meeting
from riskdesk.proceedings import Proceedings
from riskdesk.risks import Register, Risk, Score, Stage
from ui.escalations import belongs
from ui.guard import guarded
from ui.labels import Line, RatingChip
from ui.matrix import Matrix, level_texts
from ui.meeting.large import LEAD, SMALL, TEXT, TITLE, Large, font_of
from ui.meeting.words import (
    action_line,
    actions_in_order,
    appetite_line,
    controls_line,
    decided,
    decision_lines,
    described,
    earlier_decision,
    owners_line,
)
from ui.shorten import shortened
from ui.theme import PAD, ROOM, TIGHT

_LONGEST_TITLE = 240
_MOST_ACTIONS = 12
_MATRIX = 190


class _Sheet(QWidget):
    """Its height follows from its width alone; wrapped labels would ask for the height of a narrow one."""

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Block(QWidget):
    """A captioned run of texts, as many as there are; empty it is not shown."""

    def __init__(self, title: str, times: float = TEXT) -> None:
        super().__init__()
        self._times, self._scale = times, 1.0
        self.title = Large(SMALL, strong=True, quiet=True)
        self.title.setText(title)
        self.texts: list[Large] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(TIGHT)
        self.column.addWidget(self.title)

    def grow(self, scale: float) -> None:
        self._scale = scale

    def say(self, lines: Iterable[tuple[str, bool]]) -> None:
        """Show these texts; those marked True need doing."""
        found = list(lines)
        while len(self.texts) < len(found):
            self.texts.append(Large(self._times))
            self.texts[-1].grow(self._scale)
            self.column.addWidget(self.texts[-1])
        for place, label in enumerate(self.texts):
            label.setVisible(place < len(found))
            label.setText(found[place][0] if place < len(found) else "")
            label.alert(place < len(found) and found[place][1])
        self.setVisible(bool(found))

    @property
    def text(self) -> str:
        return "\n".join(label.text() for label in self.texts if label.text())


class StageBlock(QWidget):
    """One stage: its word, its rating in its band's colour, and the two levels in words."""

    def __init__(self) -> None:
        super().__init__()
        self.word = Large(SMALL, strong=True, quiet=True)
        self.chip = RatingChip()
        self.chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.levels = Large(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for widget in (self.word, self.chip, self.levels):
            column.addWidget(widget)
        column.addStretch(1)

    def grow(self, scale: float) -> None:
        self.chip.setFont(font_of(LEAD, scale, strong=True))
        self.chip.updateGeometry()

    def fill(self, register: Register, risk: Risk, stage: Stage) -> None:
        score = risk.score(stage)
        self.word.setText(register.word(stage))
        self.chip.show_rating(register.rated(risk, stage), "not scored")
        self.levels.setText("\n".join(_levels(register, score)))


def _levels(register: Register, score: Score | None) -> list[str]:
    if score is None or (score.impact is None and score.likelihood is None):
        return []
    return level_texts(register.scheme, score.impact, score.likelihood)


class RiskView(QScrollArea):
    """One scroll; arrows up and down move it, which the keyboard is on between two decisions."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.setAccessibleName("The risk before the meeting")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Large(TITLE, strong=True)
        self.standing = Large(SMALL, quiet=True)
        self.words = Block("", LEAD)
        self.words.title.hide()
        self.stages = {stage: StageBlock() for stage in Stage}
        self.matrix = Matrix(register.scheme)
        self.matrix.set_read_only(True)
        self.matrix.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.appetite = Large(TEXT)
        self.changes = Block("What changed")
        self.open_actions = Block("Further actions, those late first")
        self.facts = Block("Owner and controls")
        self.forum = Block("Escalation")
        self.decisions = Block("Decided at this meeting")
        self.earlier = Block("Decided before", SMALL)
        self._rules = (Line(), Line())
        self.setWidget(self._build())

    def _build(self) -> QWidget:
        sheet = _Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(PAD)
        scores = QHBoxLayout()
        scores.setSpacing(ROOM)
        for stage_block in self.stages.values():
            scores.addWidget(stage_block, 3)
        scores.addWidget(self.matrix, 3)
        left, right = QVBoxLayout(), QVBoxLayout()
        halves_of: tuple[tuple[QVBoxLayout, tuple[QWidget, ...]], ...] = (
            (left, (self.decisions, self.changes, self.open_actions)),
            (right, (self.appetite, self.facts, self.forum, self.earlier)),
        )
        for half, blocks in halves_of:
            half.setSpacing(ROOM)
            for block in blocks:
                half.addWidget(block)
            half.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(2 * ROOM)
        halves.addLayout(left, 5)
        halves.addLayout(right, 3)
        for part in (self.title, self.standing, self.words, self._rules[0]):
            column.addWidget(part)
        column.addLayout(scores)
        column.addWidget(self._rules[1])
        column.addLayout(halves)
        column.addStretch(1)
        return sheet

    def grow(self, scale: float) -> None:
        for stage_block in self.stages.values():
            stage_block.grow(scale)
        for block in self.blocks:
            block.grow(scale)
        self.matrix.setFixedHeight(round(_MATRIX * scale))

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.words, self.changes, self.open_actions, self.facts, self.forum, self.decisions, self.earlier

    def show_risk(self, register: Register, found: Proceedings, meeting: Meeting, risk: Risk) -> None:
        title = shortened(risk.title, _LONGEST_TITLE) or "Not described yet"
        self.title.setText(f"Risk {shortened(risk.label, 24)}: {title}")
        self.standing.setText(_standing(risk))
        self.standing.setVisible(bool(self.standing.text()))
        self.words.say((f"{caption} {text}".strip(), False) for caption, text in described(risk))
        self._show_scored(shown=True)
        for stage, block in self.stages.items():
            block.setVisible(stage is not Stage.INHERENT or risk.score(stage) is not None)
            block.fill(register, risk, stage)
        score = risk.score(Stage.CURRENT)
        self.matrix.show_score(register.scheme, score.impact if score else None, score.likelihood if score else None)
        self.matrix.setAccessibleName(f"{register.word(Stage.CURRENT)} score")
        said, above = appetite_line(register, risk)
        self.appetite.setText(said)
        self.appetite.alert(above)
        actions = actions_in_order(risk)
        lines = [action_line(action, risk, register) for action in actions[:_MOST_ACTIONS]]
        if len(actions) > _MOST_ACTIONS:
            lines.append((f"and {len(actions) - _MOST_ACTIONS} more", False))
        self.open_actions.say(lines or [("No action is open.", False)])
        self.facts.say([(owners_line(risk), False), (controls_line(risk), False)])
        self.forum.say([belongs(register, found, risk)] if found.forums else [])
        self._show_decisions(register, found, meeting, risk.id)

    def show_general(self, register: Register, found: Proceedings, meeting: Meeting) -> None:
        """What the meeting decides about no risk in particular."""
        self.title.setText("General business")
        self.standing.setText("Decisions about no risk in particular.")
        self.standing.show()
        for block in (self.words, self.changes, self.open_actions, self.facts, self.forum):
            block.say(())
        self._show_scored(shown=False)
        self._show_decisions(register, found, meeting, 0)

    def say_changes(self, title: str, lines: Iterable[str]) -> None:
        self.changes.title.setText(title)
        self.changes.say((line, False) for line in lines)

    def _show_scored(self, *, shown: bool) -> None:
        for part in (*self.stages.values(), self.matrix, self.appetite, *self._rules):
            part.setVisible(shown)

    def _show_decisions(self, register: Register, found: Proceedings, meeting: Meeting, risk_id: int) -> None:
        every = decided(found, risk_id)
        self.decisions.say(
            (decision_lines(each, register), False) for held, each in reversed(every) if held.id == meeting.id
        )
        self.earlier.say(
            (earlier_decision(held, each, register), False) for held, each in every if held.id != meeting.id and risk_id
        )


def _standing(risk: Risk) -> str:
    """What is worth saying under the title: its category and objective, and that it is not open."""
    parts = (
        risk.category.name if risk.category else "",
        risk.objective.name if risk.objective else "",
        "" if risk.status.label == "Open" else risk.status.label,
    )
    return ", ".join(part for part in parts if part)
