"""The pages of the paper asked for, and above them how far the next ones are when that takes long."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.buttons import push
from ui.emptystate import EmptyState
from ui.labels import mark
from ui.papers.drawing import Drawn
from ui.plain import Elided
from ui.theme import GAP, PAD, TIGHT, Type

if TYPE_CHECKING:
    from ui.paperview import PaperView

LONG = 1000
"""From here on, in milliseconds, drawing is worth telling of."""


class WorkBar(QFrame):
    """How far some work is, with a button to stop it, or what came of it. `stopped` tells of the button."""

    stopped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        mark(self, "bar", True)
        self.setAutoFillBackground(True)
        self._run: Callable[[], None] = self.stopped.emit
        self.told = Elided(kind=Type.STRONG)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(name)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
        self.button: QPushButton = push("Cancel", self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self.told, 1)
        row.addWidget(self.progress)
        row.addWidget(self.button)
        self.hide()

    def _act(self) -> None:
        self._run()

    def begin(self, words: str) -> None:
        """Tell of work under way. It is not shown by this."""
        self._run = self.stopped.emit
        self.told.setText(words)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.button.setText("Cancel")
        self.button.setToolTip("Stop; nothing is changed")

    def go(self, done: int, whole: int) -> None:
        self.progress.setRange(0, whole)
        self.progress.setValue(done)

    def end(self, words: str, button: str, run: Callable[[], None], tip: str) -> None:
        """Say what came of it, and offer what to do next."""
        self._run = run
        self.told.setText(words)
        self.progress.hide()
        self.button.setText(button)
        self.button.setToolTip(tip)
        self.show()


class Preview(QWidget):
    """`moved` tells that another page is at hand, `stopped` that a person would not wait, `again_wanted` that they
    would after all. The view of the pages is made once there are some."""

    moved = Signal()
    stopped = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view: PaperView | None = None
        self.bar = WorkBar("Drawing the paper")
        self.bar.stopped.connect(self.stopped)
        self.empty = EmptyState()
        self.empty.say("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG)
        self._long.timeout.connect(self.bar.show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    @property
    def pages(self) -> "PaperView | None":
        """The pages on the screen; None where something else is said in their place."""
        return self.view if self.view and self._stack.currentWidget() is self.view else None

    def begin(self, what: str) -> None:
        """A paper is being drawn; the pages of the one before stay meanwhile."""
        self.bar.begin(f"Drawing the {what} …")
        if self.view is None:
            self.empty.say(f"Drawing the {what} …", "")
        if not self.bar.isVisible():
            self._long.start()

    def show_drawn(self, drawn: Drawn) -> None:
        from ui.paperview import PaperView  # noqa: PLC0415 - with its PDF reader, once a paper is there

        self._end()
        if self.view is None:
            self.view = PaperView()
            self.view.moved.connect(self.moved)
            self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(drawn.pdf, drawn.kind.name)

    def show_none(self, what: str, how: str) -> None:
        """Nothing can be drawn from what was chosen."""
        self._end()
        self.empty.say(what, how)
        self._stack.setCurrentWidget(self.empty)

    def show_stopped(self, what: str) -> None:
        self._say_not_drawn(f"The {what} was not drawn.", "Draw it")

    def show_failed(self, what: str) -> None:
        self._say_not_drawn(f"The {what} could not be drawn. The register itself is as it was.", "Try again")

    def _say_not_drawn(self, words: str, button: str) -> None:
        self._long.stop()
        old = " The pages below are as they were before." if self.view else ""
        self.bar.end(words + old, button, self.again_wanted.emit, "Draw the paper as it is asked for now")
        if self.view is None:
            self.empty.say(words, "")

    def _end(self) -> None:
        self._long.stop()
        self.bar.hide()
