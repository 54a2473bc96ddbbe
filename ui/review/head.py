"""The top of the review tab: which period is open and how far its review is; `tools` say how it is looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QWidget

from riskdesk.days import british
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Register
from ui.buttons import Button, link
from ui.fields import Line
from ui.plain import Elided, Label
from ui.review.words import closed_said
from ui.theme import GAP, PAD, Type


def progress_of(register: Register) -> tuple[int, int]:
    """How many risks were reviewed, of how many that were due."""
    states = [review_state(risk, register) for risk in register.risks]
    done = states.count(ReviewState.REVIEWED)
    return done, done + states.count(ReviewState.NOT_REVIEWED)


class ReviewHead(QWidget):
    """`all_wanted` tells the switch, `grid_wanted` the choice between one risk at a time and the grid, `renamed`
    another name for the open period."""

    renamed = Signal(str)
    all_wanted = Signal(bool)
    grid_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label(kind=Type.TITLE)
        self.line = Line(self._leave_line, self)
        self.line.setAccessibleName("Name of the period")
        self.line.returnPressed.connect(self._on_renamed)
        self.line.hide()
        self.rename_button = link("Rename", self._ask_name, tip="Give the open period another name")
        self.facts = Elided(kind=Type.META)
        self.told = Label(kind=Type.STRONG)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Risks reviewed")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(PAD)
        self.bar.setFixedWidth(12 * PAD)
        self.switch = QCheckBox("Show all risks")
        self.switch.setToolTip("Show what was reviewed, and what is not due, as well")
        self.switch.toggled.connect(self.all_wanted)
        self.one, self.grid = self._choice("One at a time"), self._choice("Grid")
        self.one.setChecked(True)
        self._group = QButtonGroup(self)
        for button in (self.one, self.grid):
            self._group.addButton(button)
        self.grid.toggled.connect(self.grid_wanted)
        self._build()

    def _choice(self, words: str) -> QPushButton:
        button = Button(words)
        button.setCheckable(True)
        button.setToolTip("One risk beside what it was" if words != "Grid" else "Every risk a row, to type in")
        return button

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, GAP, PAD, GAP)
        row.setSpacing(PAD)
        for part in (self.name, self.line, self.rename_button, self.told, self.bar):
            row.addWidget(part)
        row.addWidget(self.facts, 1)
        self.tools = QWidget()
        choices = QHBoxLayout(self.tools)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(GAP)
        choices.addStretch(1)
        for choice in (self.switch, self.one, self.grid):
            choices.addWidget(choice)

    def show_for(self, register: Register, *, read_only: bool) -> None:
        """Tell of the period, and offer what there is to choose; nothing of both while none is open."""
        self.setVisible(register.period is not None)
        for choice in (self.one, self.grid):
            choice.setVisible(register.period is not None)
        self.switch.setVisible(register.period is not None and not read_only)
        self.rename_button.setVisible(self.switch.isVisibleTo(self.tools) and self.line.isHidden())
        self.fill(register)

    def _ask_name(self) -> None:
        self.line.setText(self.name.text())
        self._turn(asking=True)
        self.line.selectAll()
        self.line.setFocus()

    def _on_renamed(self) -> None:
        self._leave_line()
        self.renamed.emit(self.line.text())

    def _leave_line(self) -> bool:
        """Put the line away; whether it was there."""
        asked = not self.line.isHidden()
        self._turn(asking=False)
        self.rename_button.setFocus()
        return asked

    def _turn(self, *, asking: bool) -> None:
        self.line.setVisible(asking)
        self.name.setVisible(not asking)
        self.rename_button.setVisible(not asking)

    def fill(self, register: Register) -> None:
        period, last = register.period, register.last_closed
        if period is None:
            return
        done, due = progress_of(register)
        later = sum(review_state(risk, register) is ReviewState.NOT_DUE for risk in register.risks)
        self.name.setText(period.name)
        self.told.setText(f"{done:,} of {due:,} reviewed")
        self.bar.setMaximum(max(due, 1))
        self.bar.setValue(done)
        facts = (
            f"As at {british(period.as_at)}",
            f"follows {closed_said(last)}" if last else "the first period",
            f"{later:,} not due this period" if later else "",
        )
        self.facts.setText("  ·  ".join(fact for fact in facts if fact))
