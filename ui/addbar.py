"""A strip above the actions table in which an action of the chosen risk is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from riskdesk.dates import read_due
from riskdesk.entities import shown_fields
from riskdesk.risks import Action
from ui.buttons import primary, push
from ui.fields import reading
from ui.guard import guarded
from ui.labels import mark
from ui.plain import Label
from ui.theme import GAP, PAD, TIGHT, Type


class AddBar(QFrame):
    """Takes the words and the due date. `agreed` carries both as written; Escape leaves."""

    agreed = Signal(str, str)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setAutoFillBackground(True)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.what = Label(kind=Type.STRONG)
        self.text, self.due = QLineEdit(), QLineEdit()
        for line, name, hint in (
            (self.text, "Action", "What is to be done"),
            (self.due, "Due", shown_fields(Action)["due"].hint),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
            line.returnPressed.connect(self.agree)
        self.due.textChanged.connect(self._tell_meaning)
        self.foot = Label(kind=Type.META)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.text, 3)
        row.addWidget(self.due, 2)
        row.addWidget(primary("Add action", self.agree, tip="Add this action to the risk (Enter)"))
        row.addWidget(push("Cancel", self.taken_back.emit, tip="Add nothing (Esc)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(TIGHT)
        column.addWidget(self.what)
        column.addLayout(row)
        column.addWidget(self.foot)

    def ask(self, what: str) -> None:
        """Show the strip for one risk, named in `what`."""
        self.what.setText(what)
        self.text.clear()
        self.due.clear()
        self._say("")
        self.show()
        self.text.setFocus()

    def agree(self) -> None:
        if self.text.text().strip():
            self.agreed.emit(self.text.text().strip(), self.due.text().strip())
        else:
            self._say("Write what is to be done first.", alert=True)
            self.text.setFocus()

    def _tell_meaning(self, text: str) -> None:
        due = read_due(text)
        self._say(f"Due: {reading(due)}" if text.strip() else "", alert=bool(text.strip()) and not due.understood)

    def _say(self, sentence: str, *, alert: bool = False) -> None:
        mark(self.foot, "alert", alert)
        self.foot.setText(sentence)
        self.foot.setVisible(bool(sentence))

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
            return
        super().keyPressEvent(event)
