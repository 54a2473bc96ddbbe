"""A quiet bar inside the form that asks for a reason before a change becomes a step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.fields import Line
from ui.guard import guarded
from ui.labels import mark
from ui.plain import Paragraph
from ui.theme import GAP, PAD, TIGHT, Type


class ReasonBar(QFrame):
    """Says what would change and takes the reason. Return agrees, Escape takes it back."""

    agreed = Signal(str)
    taken_back = Signal()

    def __init__(self, asks: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setAutoFillBackground(True)
        self.what = Paragraph(parent=self, kind=Type.STRONG)
        self.asks = Paragraph(asks, self, kind=Type.META)
        self.line = Line(lambda: False, self)
        self.line.setAccessibleName(asks)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.agree)
        self.agree_button = Button(verb, self)
        mark(self.agree_button, "primary", True)
        self.agree_button.clicked.connect(self.agree)
        self.cancel_button = Button("Cancel", self)
        self.cancel_button.clicked.connect(self.taken_back)
        self.lack = Paragraph(parent=self, kind=Type.META)
        mark(self.lack, "alert", True)
        self._build()
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.agree_button)
        row.addWidget(self.cancel_button)
        self.extra, self.under_extra = QHBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(TIGHT)
        column.addWidget(self.what)
        column.addLayout(self.extra)
        column.addLayout(self.under_extra)
        column.addWidget(self.asks)
        column.addWidget(self.line)
        column.addWidget(self.lack)
        column.addSpacing(TIGHT)
        column.addLayout(row)

    @property
    def reason(self) -> str:
        return self.line.text().strip()

    def ask(self, what: str, reason: str = "", *, focus: bool = True) -> None:
        """Show the bar for a change described in words; with an earlier, half-typed reason."""
        self.what.setText(what)
        self.line.setText(reason)
        self.lack.hide()
        self.show()
        if focus:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def agree(self) -> None:
        if self.reason:
            self.agreed.emit(self.reason)
        else:
            self.complain("Say why in a few words; the reason is kept with the change.")
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, sentence: str) -> None:
        self.lack.setText(sentence)
        self.lack.show()

    def _on_typed(self) -> None:
        self.lack.hide()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)
