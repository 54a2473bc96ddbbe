"""The editors that offer answers: a closed list, and the entries of one of the register's own lists."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from riskdesk.entities import Choice, Entity, Shown
from riskdesk.errors import RiskDeskError
from ui.buttons import Button
from ui.fields import LONGEST_LINE, NOT_RECORDED, Editor, Save
from ui.guard import guarded
from ui.labels import mark
from ui.plain import tip

Added = Callable[[type[Entity], str], Entity]
"""Adds an entry of this kind and name to the register's list and answers it."""


class Box(QComboBox):
    """A combo box that leaves the wheel to the form until it is clicked, and tells a step through its
    list with the arrows (`is_stepping`) from an answer."""

    def __init__(self, revert: Callable[[], bool] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revert = revert
        self.is_stepping = False
        self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def lock(self, locked: bool) -> None:
        """Show the answer at full strength and take none: a disabled box would be too faint to read."""
        self._locked = locked
        mark(self, "locked", locked)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, locked)
        line = self.lineEdit()
        if line:
            line.setReadOnly(locked)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._locked:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isEditable():
            self.activated.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape and self._revert and self._revert():
            event.accept()
            return
        self.is_stepping = True
        try:
            super().keyPressEvent(event)
        finally:
            self.is_stepping = False

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """One of a closed list. Arrows only look; Return, leaving the field or picking with the mouse saves."""

    input: Box

    def __init__(
        self, shown: Shown, save: Save, choices: Sequence[Choice], *, optional: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(shown, save, parent)
        self._answers: list[Choice | None] = [*([None] if optional else []), *choices]
        box = Box(self.revert, self)
        box.addItems([answer.label if answer else NOT_RECORDED for answer in self._answers])
        self._build(box)
        box.activated.connect(self._on_activated)
        box.installEventFilter(self)

    def set_read_only(self, read_only: bool) -> None:
        self.input.lock(read_only)

    def _on_activated(self, _place: int) -> None:
        if not self.input.is_stepping:
            self.settle()

    def _put(self, value: Any) -> None:
        self.input.setCurrentIndex(self._answers.index(value))

    def _typed(self) -> int:
        return self.input.currentIndex()

    def _retype(self, draft: Any) -> None:
        self.input.setCurrentIndex(draft)

    def _read(self) -> Any:
        return self._answers[self.input.currentIndex()]

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and _is_left(event):
            self.settle()
        return super().eventFilter(watched, event)


class PickEditor(Editor):
    """An entry of one of the register's lists, found by typing. An unknown name is kept as typed and
    can be added to the list from here."""

    input: Box

    def __init__(
        self, shown: Shown, save: Save, entity: type[Entity], added: Added, parent: QWidget | None = None
    ) -> None:
        super().__init__(shown, save, parent)
        self._entity = entity
        self._added = added
        self._entries: Sequence[Any] = ()
        self._build(make_picker(self, self.revert))
        self.add_button = Button(f"Add to the list of {_plural(entity)}", self)
        mark(self.add_button, "link", True)
        mark(self.add_button, "flush", True)
        self.add_button.clicked.connect(self._on_add)
        self.add_button.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.add_button)
        self.input.activated.connect(self._on_activated)
        line = self.input.lineEdit()
        assert line is not None
        line.setPlaceholderText(NOT_RECORDED)
        line.editingFinished.connect(self.settle)
        line.textEdited.connect(self._refresh)

    def offer(self, entries: Sequence[Any]) -> None:
        """Take over the register's list; what is typed or shown stays."""
        if entries == self._entries:
            return
        self._entries = entries
        keep_typed(self.input, ["", *(named(entry) for entry in entries)])

    def name_input(self, name: str) -> None:
        super().name_input(name)
        line = self.input.lineEdit()
        if line:
            line.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        self.input.lock(read_only)

    def settle(self) -> bool:
        settled = super().settle()
        self.add_button.setVisible(not settled)
        return settled

    def reset(self, value: Any) -> None:
        super().reset(value)
        if hasattr(self, "_add"):
            self.add_button.hide()

    def _on_activated(self, _place: int) -> None:
        if not self.input.is_stepping:
            self.settle()

    def _on_add(self) -> None:
        value = self._added(self._entity, self.input.currentText().strip())
        self._entries = (*self._entries, value)
        self.settle()

    def _put(self, value: Any) -> None:
        self.input.setCurrentIndex(-1)
        self.input.setEditText(named(value) if value else "")
        self.input.setToolTip(tip(named(value)) if value else tip(self.shown.hint))
        line = self.input.lineEdit()
        if line and not self.input.hasFocus():
            line.setCursorPosition(0)

    def _typed(self) -> str:
        return self.input.currentText()

    def _retype(self, draft: Any) -> None:
        self.input.setEditText(draft)

    def _read(self) -> Any:
        text = self.input.currentText().strip()
        if not text or text == NOT_RECORDED:
            return None
        for entry in self._entries:
            if text.casefold() in (named(entry).casefold(), entry.name.casefold()):
                return entry
        raise RiskDeskError(f"This name is not in the list of {_plural(self._entity)} yet.")


def named(entry: Any) -> str:
    """A list entry as it is picked: its name, and its organisation where it has one."""
    organisation = getattr(entry, "organisation", "")
    return f"{entry.name}, {organisation}" if organisation else str(entry.name)


def make_picker(parent: QWidget, revert: Callable[[], bool] | None = None) -> Box:
    """A box one types in, which offers every entry that holds the typed words."""
    box = Box(revert, parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line, completer = box.lineEdit(), box.completer()
    assert line is not None
    assert completer is not None
    line.setMaxLength(LONGEST_LINE)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box


def keep_typed(box: Box, offers: list[str]) -> None:
    """Offer another list without touching what stands in the box."""
    typed = box.currentText()
    was = box.blockSignals(True)
    box.clear()
    box.addItems(offers)
    box.setCurrentIndex(-1)
    box.setEditText(typed)
    box.blockSignals(was)


def _plural(entity: type[Entity]) -> str:
    word = entity.__name__.lower()
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _is_left(event: QEvent) -> bool:
    return isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.PopupFocusReason
