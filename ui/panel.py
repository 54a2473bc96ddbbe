"""A panel that stands in place of the pages: a column of readable width in the middle, with a way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.buttons import link
from ui.guard import guarded
from ui.plain import Label, Paragraph
from ui.theme import PAD, ROOM, Type

COLUMN = 92
"""The width of the column, in letters: what one reads with ease, with room for a matrix beside a form."""


class Panel(QScrollArea):
    """What belongs in it goes into `body`. Escape and the link at the top go back, where there is a way back."""

    def __init__(self, title: str, lead: str, back: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._back = back
        self.setWidgetResizable(True)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(ROOM, ROOM * 2, ROOM, ROOM * 2)
        column = QWidget()
        column.setMaximumWidth(self.fontMetrics().averageCharWidth() * COLUMN)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(PAD)
        if back:
            self.body.addWidget(link("Back", back, tip="Go back (Escape)", icon_name="chevron-left"), 0, _LEFT)
        self.body.addWidget(Label(title, kind=Type.TITLE))
        if lead:
            self.body.addWidget(Paragraph(lead, kind=Type.META))
        self.setWidget(inner)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back:
            self._back()
            return
        super().keyPressEvent(event)


_LEFT = Qt.AlignmentFlag.AlignLeft
