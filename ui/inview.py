"""Scrolls what just appeared into view: a question below the fold is a question nobody was asked."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme import GAP


def bring_into_view(wanted: QWidget, *, together_with: QWidget | None = None) -> None:
    """Scroll as little as needed to show `wanted` whole, and what it belongs to above it while both fit.

    It happens once the layouts have made room for what was just shown.
    """
    QTimer.singleShot(0, wanted, partial(_bring, wanted, together_with or wanted))


def make_room(sheet: QWidget) -> None:
    """Give what was just shown its height at once: till the next turn of events it would be squeezed into the old."""
    above: QWidget | None = sheet
    while above is not None and not isinstance(above, QScrollArea):
        if layout := above.layout():
            layout.activate()
        QCoreApplication.sendEvent(above, QEvent(QEvent.Type.LayoutRequest))
        above = above.parentWidget()


def _bring(wanted: QWidget, above: QWidget) -> None:
    area = _area_of(wanted)
    sheet = area.widget() if area else None
    if area is None or sheet is None or not wanted.isVisible():
        return
    both = _place(sheet, wanted).united(_place(sheet, above))
    bar, room = area.verticalScrollBar(), area.viewport().height()
    top = min(max(bar.value(), both.bottom() + GAP - room), both.top() - GAP)
    if both.height() + 2 * GAP > room:
        top = _place(sheet, wanted).bottom() + GAP - room
    bar.setValue(top)


def _place(sheet: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(sheet, QPoint(0, 0)), widget.size())


def _area_of(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
