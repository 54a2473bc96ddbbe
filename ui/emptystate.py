"""What stands where rows would be: what belongs here and how to begin, with one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.buttons import Button
from ui.plain import Paragraph
from ui.theme import GAP, ROOM, Type


class EmptyState(QWidget):
    """One sentence large, one small, one button. `say` changes all three."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Callable[[], None] | None = None
        self._build()

    def say(self, what: str, how: str, button: str = "", run: Callable[[], None] | None = None) -> None:
        """`button` is the word on the button, "" for none; `run` is what it does."""
        self.what.setText(what)
        self.how.setText(how)
        self.how.setVisible(bool(how))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._run = run

    def _build(self) -> None:
        self.what = Paragraph(kind=Type.TITLE)
        self.how = Paragraph(kind=Type.WORK)
        self.button = Button()
        self.button.clicked.connect(self._on_clicked)
        for label in (self.what, self.how):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(GAP)
        column.addStretch(2)
        column.addWidget(self.what)
        column.addWidget(self.how)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _on_clicked(self) -> None:
        if self._run:
            self._run()
