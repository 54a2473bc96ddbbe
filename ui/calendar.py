"""A calendar that opens from a line of text."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from ui.icons import icon


def offer_calendar(line: QLineEdit, known: Callable[[], dt.date | None], picked: Callable[[dt.date], None]) -> QAction:
    """Put a calendar behind a button in the line and behind Alt+Down. Answers the button's action."""
    action = line.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
    action.setText("Pick from a calendar")
    action.setToolTip("Pick from a calendar (Alt+Down)")
    action.setShortcut(QKeySequence("Alt+Down"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: _open(line, known(), picked))
    return action


def _open(line: QLineEdit, day: dt.date | None, picked: Callable[[dt.date], None]) -> None:
    menu = QMenu(line)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    month = QCalendarWidget(menu)
    month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    month.setAccessibleName("Calendar")
    if day:
        month.setSelectedDate(QDate(day.year, day.month, day.day))
    holder = QWidgetAction(menu)
    holder.setDefaultWidget(month)
    menu.addAction(holder)

    def _on_chosen(chosen: QDate) -> None:
        menu.close()
        picked(dt.date(chosen.year(), chosen.month(), chosen.day()))

    month.clicked.connect(_on_chosen)
    month.activated.connect(_on_chosen)
    menu.popup(line.mapToGlobal(line.rect().bottomLeft()))
    month.setFocus()
