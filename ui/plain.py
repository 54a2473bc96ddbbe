"""Register text is somebody else's text: it is shown letter by letter, never read as markup."""

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import Type, font_for


class Label(QLabel):
    """A QLabel that never guesses at rich text. Every label of the window is one."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, kind: Type = Type.WORK) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font_for(kind))
        if kind is Type.META:
            self.setProperty("meta", True)
        self.setText(text)


class Paragraph(Label):
    """A label whose text wraps, and whose height follows."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, kind: Type = Type.WORK) -> None:
        super().__init__(text, parent, kind=kind)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)


class Elided(Label):
    """A label of one line that gives way when there is no room, and tells all on hover."""

    def setText(self, text: str) -> None:
        self._whole = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        return self._whole

    @guarded(QSize(0, 0))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        super().setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
        self.updateGeometry()


def tip(text: str) -> str:
    """Register text made safe for a tooltip: Qt would read `<img src=...>` in it, and would not wrap a long line."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if text else ""
