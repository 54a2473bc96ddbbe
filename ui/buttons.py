"""The few kinds of button, made one way each."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.icons import icon


def push(text: str, run: Callable[[], object], *, tip: str = "", icon_name: str = "") -> QPushButton:
    button = QPushButton(text)
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
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setAccessibleName(name)
    button.setToolTip(tip or name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked: run())
    return button
