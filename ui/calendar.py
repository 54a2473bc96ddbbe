"""A calendar that opens from a line of text."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QToolButton, QWidget, QWidgetAction

from ui.icons import icon
from ui.theme import ROOM


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
    month = _make_month(menu)
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


def _make_month(parent: QWidget) -> QCalendarWidget:
    """A month in British order. Weekends are days like others: colour is for bands and for what needs doing."""
    month = QCalendarWidget(parent)
    month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        month.setWeekdayTextFormat(weekday, month.weekdayTextFormat(Qt.DayOfWeek.Monday))
    for name, arrow in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        button = month.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(icon(arrow))
    month.setMinimumHeight(month.sizeHint().height() + 2 * ROOM)
    month.setAccessibleName("Calendar")
    return month
