"""The Tab key follows what people read: from top to bottom, whenever parts of a form were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(root: QWidget, before: QWidget | None = None) -> QWidget | None:
    """Let Tab go from `before` through everything inside `root` in the order its layouts show it.

    Qt keeps the order in which widgets were made, so that a card made later would come last of all.
    Answers the last stop.
    """
    for widget in _stops(root.layout()):
        if before is not None and before.nextInFocusChain() is not widget:
            QWidget.setTabOrder(before, widget)
        before = widget
    return before


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item else None
        if item and widget is None:
            yield from _stops(item.layout())
        elif widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                yield widget
            yield from _stops(widget.layout())
