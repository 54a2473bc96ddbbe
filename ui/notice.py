"""Quiet notices in the status bar: what was done, with Undo beside it; what went wrong, until it is read."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.buttons import link, picture
from ui.plain import Elided
from ui.theme import GAP, TIGHT

STAYS = 10_000
"""How long a notice of something done stays, in milliseconds. Errors stay until dismissed."""


class Notice(QWidget):
    """One sentence and at most one button. A later notice replaces an earlier one. Screen readers say it aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._offer: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.dismiss)
        self._build()
        self.hide()

    def say(self, text: str, offer: str = "", on_offer: Callable[[], None] | None = None) -> None:
        """Tell what happened; `offer` is the word on the button beside it."""
        self._show(text, error=False)
        self._offer = on_offer
        self._button.setText(offer)
        self._button.setVisible(bool(offer))
        self._timer.start()

    def warn(self, text: str) -> None:
        """Tell what went wrong; it stays until dismissed or replaced."""
        self._timer.stop()
        self._button.hide()
        self._show(text, error=True)

    def dismiss(self) -> None:
        self.hide()

    def text(self) -> str:
        return self._text.whole()

    @property
    def button(self) -> QPushButton:
        return self._button

    def _show(self, text: str, *, error: bool) -> None:
        self._text.setText(text)
        self.setProperty("error", error)
        self.style().polish(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, TIGHT // 2, TIGHT, TIGHT // 2)
        self._text = Elided("")
        self._button = link("", self._on_offer)
        for each in (self._text, self._button, picture("x", "Dismiss this notice", self.dismiss)):
            row.addWidget(each)

    def _on_offer(self) -> None:
        self.hide()
        if self._offer:
            self._offer()
