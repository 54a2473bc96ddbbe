"""What stays in sight whatever page is shown: title, as-at date, seal, when it was last saved, who holds the file."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from riskdesk.days import british
from ui.buttons import PictureButton, link, picture
from ui.icons import icon
from ui.plain import Elided, Label, tip
from ui.theme import GAP, PAD, TIGHT, Type

if TYPE_CHECKING:
    from riskdesk.risks import Register
    from riskdesk.store import Step

SEAL_SHOWN = 4
"""How many letters of a seal are shown: enough to see that it changed. The whole of it is in the tooltip."""


class Header(QWidget):
    """One line above the pages, and below it the banner of a register that can only be read."""

    as_at_wanted = Signal(object)
    proof_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._as_at: dt.date | None = None
        self._build()

    def show_register(self, register: "Register") -> None:
        """The words on buttons begin with a space: Qt leaves too little room beside an icon."""
        self._title.setText(register.title or "Untitled register")
        self._organisation.setText(register.organisation)
        self._as_at = register.as_at
        date = british(register.as_at) if register.as_at else ""
        self.as_at.setText(f" as at {date}" if date else " as-at date not recorded")
        self.as_at.setProperty("alert", not date)
        self.as_at.style().polish(self.as_at)
        self.seal.setText(f" sealed {register.seal[:SEAL_SHOWN]}" if register.seal else " not sealed")
        self.seal.setToolTip(tip(f"Seal of the latest step: {register.seal}\nPress to check the whole register."))

    def show_saved(self, step: "Step | None") -> None:
        if step is None:
            self.saved.setText("")
            return
        at = step.at.astimezone()
        today = at.date() == dt.datetime.now().astimezone().date()
        self.saved.setText(f"saved {at:%H:%M}" if today else f"saved {british(at.date())}")
        self.saved.setToolTip(tip(f"{step.title}, by {step.author}, {british(at.date())} at {at:%H:%M}"))

    def show_read_only(self, why: str) -> None:
        """The banner; "" takes it away."""
        self.banner_text.setText(f"Read-only. {why}" if why else "")
        self.banner.setVisible(bool(why))
        self.as_at.setEnabled(not why)

    def choose_as_at(self) -> None:
        """Offer a calendar below the date."""
        chooser = _Calendar(self._as_at, self)
        chooser.chosen.connect(self.as_at_wanted)
        chooser.move(self.as_at.mapToGlobal(QPoint(0, self.as_at.height())))
        chooser.show()
        chooser.focus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line())
        column.addWidget(self._banner())

    def _line(self) -> QWidget:
        line = QFrame()
        line.setObjectName("header")
        row = QHBoxLayout(line)
        row.setContentsMargins(PAD, GAP, PAD, GAP)
        row.setSpacing(PAD)
        self._title = Elided(kind=Type.TITLE)
        self._organisation = Elided(kind=Type.META)
        self.as_at = _quiet("calendar", "Change the as-at date: the day on which lateness is judged")
        self.as_at.clicked.connect(self.choose_as_at)
        self.seal = _quiet("shield-check", "")
        self.seal.clicked.connect(self.proof_wanted)
        self.saved = Label(kind=Type.META)
        row.addWidget(self._title)
        row.addWidget(self._organisation, alignment=Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        for each in (self.as_at, self.seal, self.saved):
            row.addWidget(each)
        return line

    def _banner(self) -> QWidget:
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        lock = picture("lock", "Read-only", lambda: None)
        lock.setEnabled(False)
        self.banner_text = Elided()
        row.addWidget(lock)
        row.addWidget(self.banner_text, 1)
        row.addWidget(link("Save a copy to work on", self.copy_wanted.emit, tip="Make a copy that you can change"))
        self.banner.hide()
        return self.banner


class _Calendar(QFrame):
    """A calendar that closes once a day is chosen, or on Escape."""

    chosen = Signal(object)

    def __init__(self, day: dt.date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("As-at date")
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMinimumHeight(self.fontMetrics().height() * 13)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        if day:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(self._on_chosen)
        self.calendar.clicked.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        column.addWidget(self.calendar)
        column.addWidget(link("Not recorded", lambda: self._end(None), tip="Take the as-at date away"))

    def focus(self) -> None:
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_chosen(self, day: QDate) -> None:
        self._end(dt.date(day.year(), day.month(), day.day()))

    def _end(self, day: dt.date | None) -> None:
        self.close()
        self.chosen.emit(day)


def _quiet(icon_name: str, tooltip: str) -> QToolButton:
    button = PictureButton()
    button.setIcon(icon(icon_name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setToolTip(tooltip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
