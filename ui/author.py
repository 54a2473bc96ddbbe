"""The one question RiskDesk asks about a person: the name that their steps are signed with."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.plain import Label
from ui.settings import Settings
from ui.theme import GAP, Type


class AuthorField(QWidget):
    """Your name, kept as soon as the field is left. Empty means the computer's user."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        caption = Label("Your name")
        self.line = QLineEdit(settings.author)
        self.line.setAccessibleName("Your name")
        self.line.setMaxLength(200)
        self.line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.line.setToolTip("Every step you make in a register is signed with this name")
        self.line.editingFinished.connect(self.keep)
        caption.setBuddy(self.line)
        self.setFocusProxy(self.line)
        row.addWidget(caption)
        row.addWidget(self.line, 2)
        row.addWidget(Label("stands with every change you make", kind=Type.META), 3)

    def keep(self) -> None:
        if self.line.text().strip() != self._settings.author:
            self._settings.set_author(self.line.text())
        self.line.setText(self._settings.author)
