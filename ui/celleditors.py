"""Editors inside a table cell, one for each kind of field: made, filled, read and placed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from riskdesk.entities import Kind, shown_fields
from riskdesk.risks import Action, ActionStatus, Owner, Register
from ui.choices import Box
from ui.fields import read_day
from ui.filters import named_owners
from ui.guard import guarded

_TALL = 5
"""Lines an editor of longer text has room for."""


def make_editor(field: str, register: Register, parent: QWidget) -> QWidget:
    """The widget that edits this field of an action."""
    shown = shown_fields(Action)[field]
    editor = _MAKERS.get(shown.kind, _line)(register, parent)
    editor.setAccessibleName(shown.label)
    if isinstance(editor, QLineEdit):
        editor.setPlaceholderText(shown.hint)
    editor.setAutoFillBackground(True)
    return editor


def fill(editor: QWidget, value: Any) -> None:
    match editor:
        case QPlainTextEdit():
            editor.setPlainText(value)
            editor.selectAll()
        case QSpinBox():
            editor.setValue(value)
        case OwnerBox():
            editor.setEditText(value.name if value else "")
            if line := editor.lineEdit():
                line.selectAll()
        case QComboBox():
            editor.setCurrentIndex(editor.findData(value))
        case DayLine():
            editor.setText(f"{value:%d/%m/%Y}" if value else "")
        case QLineEdit():
            editor.setText(value)


def read(editor: QWidget) -> Any:
    """What the person entered. Raises RiskDeskError where it cannot be that kind of value."""
    match editor:
        case QPlainTextEdit():
            return editor.toPlainText().strip()
        case QSpinBox():
            return editor.value()
        case OwnerBox():
            return editor.owner()
        case QComboBox():
            return ActionStatus(editor.currentData())
        case DayLine():
            return read_day(editor.text())
        case QLineEdit():
            return editor.text().strip()
    return None


def typed(editor: QWidget) -> str:
    """What stands in a place to type, whether it can be read or not."""
    match editor:
        case QPlainTextEdit():
            return editor.toPlainText()
        case QLineEdit():
            return editor.text()
        case QComboBox():
            return editor.currentText()
    return ""


def put_typed(editor: QWidget, text: str) -> None:
    """Give back what was typed and could not be saved."""
    match editor:
        case QPlainTextEdit():
            editor.setPlainText(text)
        case QLineEdit():
            editor.setText(text)
        case QComboBox():
            editor.setEditText(text)


def place(editor: QWidget, cell: QRect, within: QRect) -> QRect:
    """Where an editor stands: in its cell, longer text below it as far as it needs, always inside the table."""
    tall = editor.fontMetrics().lineSpacing() * _TALL + 12 if isinstance(editor, QPlainTextEdit) else cell.height()
    wide = max(cell.width(), editor.fontMetrics().averageCharWidth() * _wide(editor))
    wide, tall = min(wide, within.width()), max(min(tall, within.height()), cell.height())
    left = max(within.left(), min(cell.left(), within.right() - wide))
    top = max(within.top(), min(cell.top(), within.bottom() - tall))
    return QRect(left, top, wide, tall)


def _wide(editor: QWidget) -> int:
    """How many letters an editor shows at least, whatever its column does."""
    match editor:
        case QPlainTextEdit() | OwnerBox():
            return 40
        case QComboBox():
            return 20
        case _:
            return 14


class OwnerBox(QComboBox):
    """Owners by name; a name that is not in the list becomes a new owner."""

    def __init__(self, register: Register, parent: QWidget) -> None:
        super().__init__(parent)
        self._owners = {owner.id: owner for owner in register.owners}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems([name for name, _ in named_owners(self._owners.values())])

    def owner(self) -> Owner | None:
        name = self.currentText().strip()
        if not name:
            return None
        known = (owner for owner in self._owners.values() if owner.name.casefold() == name.casefold())
        return next(known, Owner(name=name))


class StatusBox(Box):
    """Statuses; Enter is left to the table, which saves once the key is dealt with."""

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)


class DayLine(QLineEdit):
    """One day, or nothing."""


class TextBox(QPlainTextEdit):
    """Longer text. Enter saves; Shift+Enter begins a new line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setToolTip("Enter saves, Shift+Enter begins a new line, Escape leaves it as it was")


class EnterSaves(QObject):
    """Lets Enter end the editing of a longer text, which would take it for a new line."""

    def __init__(self, editor: TextBox, save: Callable[[], None]) -> None:
        super().__init__(editor)
        self._save = save
        editor.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            return True
        return False


def _line(_register: Register, parent: QWidget) -> QWidget:
    return QLineEdit(parent)


def _day(_register: Register, parent: QWidget) -> QWidget:
    line = DayLine(parent)
    line.setToolTip("A day such as 31/3/2018; empty where it is not done yet")
    return line


def _text(_register: Register, parent: QWidget) -> QWidget:
    return TextBox(parent)


def _choice(_register: Register, parent: QWidget) -> QWidget:
    box = StatusBox(parent=parent)
    for status in ActionStatus:
        box.addItem(status.label, status)
    return box


def _percent(_register: Register, parent: QWidget) -> QWidget:
    box = QSpinBox(parent)
    box.setRange(0, 100)
    box.setSingleStep(10)
    box.setSuffix("%")
    return box


_MAKERS: dict[Kind, Callable[[Register, QWidget], QWidget]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _day,
    Kind.PERCENT: _percent,
    Kind.PICK: OwnerBox,
}
