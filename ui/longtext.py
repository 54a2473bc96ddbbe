"""The editor of longer text: plain, growing with what is written, scrolling inside once it is tall."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from riskdesk.entities import Shown
from ui.fields import NOT_RECORDED, Editor, Save
from ui.guard import guarded

_MOST_LINES = 12


class GrowingText(QPlainTextEdit):
    """Plain text as tall as its words, from one line to twelve. Says `left` when the person is done with it."""

    left = Signal()

    def __init__(self, revert: Callable[[], bool] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revert = revert
        self._least = 1
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)

    def set_least(self, lines: int) -> None:
        """Never be lower than this many lines."""
        self._least = lines
        self._fit()

    def exact_text(self) -> str:
        """What is typed. `toPlainText` would turn no-break spaces into plain ones."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _fit(self) -> None:
        """Grow or shrink; asks only as many paragraphs for their height as can be seen."""
        line = self.fontMetrics().lineSpacing()
        most = _MOST_LINES * line
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid() and height < most:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        wanted = max(self._least * line, min(most, height))
        around = self.height() - self.viewport().height()
        tall = round(wanted + 2 * self.document().documentMargin()) + max(around, 4)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if height > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if tall != self.height() or self.minimumHeight() != tall:
            self.setFixedHeight(tall)

    @guarded(QSize(120, 28))
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.minimumHeight())

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self._revert and self._revert():
            event.accept()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the form, not a text that merely lies under the pointer."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TextEditor(Editor):
    """Some paragraphs of plain text. Return makes a new line; Ctrl+Return or leaving saves."""

    input: GrowingText

    def __init__(self, shown: Shown, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(shown, save, parent)
        text = GrowingText(self.revert, self)
        text.setPlaceholderText(shown.hint)
        text.left.connect(self.settle)
        self._build(text)

    def set_read_only(self, read_only: bool) -> None:
        self.input.setReadOnly(read_only)
        self.input.setPlaceholderText(NOT_RECORDED if read_only else self.shown.hint)

    def _put(self, value: Any) -> None:
        self.input.setPlainText(value)

    def _typed(self) -> str:
        return self.input.exact_text()

    def _retype(self, draft: Any) -> None:
        self.input.setPlainText(draft)

    def _read(self) -> Any:
        return self.input.exact_text().strip()
