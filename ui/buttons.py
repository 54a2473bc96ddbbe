"""The few kinds of button, made one way each."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from ui.guard import guarded
from ui.icons import icon


class Button(QPushButton):
    """Return presses it as Space does; outside of dialogs Qt leaves Return alone."""

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_return(self, event):
            super().keyPressEvent(event)


class PictureButton(QToolButton):
    """Return presses it as Space does."""

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_return(self, event):
            super().keyPressEvent(event)


def pressed_by_return(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether this key was Return, which then has pressed the button (once, however long it is held)."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def push(text: str, run: Callable[[], object], *, tip: str = "", icon_name: str = "") -> QPushButton:
    button = Button(text)
    button.setToolTip(tip)
    if icon_name:
        button.setIcon(icon(icon_name))
    button.clicked.connect(lambda _checked: run())
    return button


def primary(text: str, run: Callable[[], object], *, tip: str = "") -> QPushButton:
    """The one thing a panel is for."""
    button = push(text, run, tip=tip)
    button.setProperty("primary", True)
    return button


def link(text: str, run: Callable[[], object], *, tip: str = "", icon_name: str = "") -> QPushButton:
    button = push(text, run, tip=tip, icon_name=icon_name)
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def picture(icon_name: str, name: str, run: Callable[[], object], *, tip: str = "") -> QToolButton:
    """An icon alone; `name` is what a screen reader says and, without `tip`, what the pointer is told."""
    button = PictureButton()
    button.setIcon(icon(icon_name))
    button.setAccessibleName(name)
    button.setToolTip(tip or name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked: run())
    return button
