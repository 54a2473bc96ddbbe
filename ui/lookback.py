"""Looking back: a closed period opened beside the register in hand, and what says so above its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QWidget

from riskdesk.days import british
from ui.buttons import picture, push
from ui.jobs import Job
from ui.page import Page
from ui.plain import Paragraph
from ui.theme import GAP, PAD, TIGHT, Type

if TYPE_CHECKING:
    from riskdesk.periods import Period
    from riskdesk.risks import Register
    from riskdesk.store import Store
    from ui.desk import Desk
    from ui.main_window import MainWindow


@dataclass
class Shelf:
    """The pages of one register, and where a person stood in them."""

    desk: "Desk"
    pages: tuple[Page, ...] = ()
    tools: tuple[QWidget, ...] = ()
    place: int = 0
    search: str = ""

    def fill(self, pages: Sequence[Page], stack: QStackedWidget, tools: QStackedWidget) -> None:
        self.pages = tuple(pages)
        self.tools = tuple(page.tools() or QWidget() for page in pages)
        for page, tool in zip(self.pages, self.tools, strict=True):
            stack.addWidget(page)
            tools.addWidget(tool)

    def put_away(self, stack: QStackedWidget, tools: QStackedWidget) -> None:
        for room, widgets in ((stack, self.pages), (tools, self.tools)):
            # The one on the screen last: taking it out first would show, and so make, the pages after it.
            shown = room.currentWidget()
            last = tuple(each for each in widgets if each is shown)
            for widget in (*(each for each in widgets if each is not shown), *last):
                room.removeWidget(widget)
                widget.hide()
                widget.deleteLater()


def looked_at(register: "Register") -> str:
    """Such as "You are looking at July 2017, as at 1 August 2017, closed 3 August 2017. ..." """
    period = register.period
    if period is None or period.closing is None:
        return ""
    dates = f"as at {british(period.as_at)}, closed {british(period.closing.closed_on)}"
    return f"You are looking at {period.name}, {dates}. It cannot be changed any more."


class LookBack(QObject):
    """Shows a closed period in place of the register in hand, which stays open meanwhile and is afterwards as it was
    left. A period is opened off the screen's thread."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self.past: Shelf | None = None
        self.banner = PastBanner()
        self.banner.back_wanted.connect(self.come_back)
        self.banner.period_wanted.connect(self.look)

    @property
    def is_on(self) -> bool:
        return self.past is not None

    def periods(self) -> list["Period"]:
        """Those there are to look at, newest first, whichever is looked at now."""
        desk = self._window.files.desk
        return [period for period in reversed(desk.register.periods) if not period.is_open] if desk else []

    def look(self, period_id: int) -> None:
        """Open a closed period; one that is still being opened is given up."""
        desk = self._window.files.desk
        period = next((each for each in self.periods() if each.id == period_id), None)
        if desk is None or period is None:
            return
        self._window.save_typed()
        self._drop()
        self._window.notice.say(f"Opening {period.name} …")
        look = desk.store.past_of(period)
        self._job = Job(lambda _progress: _read(look), self)
        self._job.done.connect(self._on_opened)
        self._job.failed.connect(self._on_failed)

    def come_back(self) -> None:
        """Return to the register in hand."""
        if self.end():
            self._window.bring()

    def end(self) -> bool:
        """Close the period looked at, or give up opening one. False where none was looked at."""
        self._drop()
        self.banner.hide()
        if self.past is None:
            return False
        shelf, self.past = self.past, None
        self._window.put_away(shelf)
        shelf.desk.close()
        shelf.desk.deleteLater()
        return True

    def _on_opened(self, store: "Store") -> None:
        from ui.desk import Desk  # noqa: PLC0415 - loaded with the register already

        self._job = None
        self._window.notice.dismiss()
        self._window.startbar.hide()
        here = self._window.shelf
        assert here is not None
        here.search = self._window.search.text()
        self.end()
        self.past = Shelf(Desk(store, self), place=here.place)
        self.banner.show_past(store.register(), self.periods())
        self._window.fill(self.past)
        self._window.bring()

    def _on_failed(self) -> None:
        self._job = None
        self._window.notice.dismiss()

    def _drop(self) -> None:
        if self._job:
            self._job.drop()
            self._job = None


def _read(look: Callable[[], "Store"]) -> "Store":
    """In the other thread: all of the past that its first page shows."""
    store = look()
    try:
        store.register()
    except BaseException:
        store.close()
        raise
    return store


class PastBanner(QFrame):
    """Above the pages of a closed period: what it is, the other periods, and the way back."""

    back_wanted = Signal()
    period_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._periods: Sequence[Period] = ()
        lock = picture("lock", "It cannot be changed any more", lambda: None)
        lock.setEnabled(False)
        self.text = Paragraph(kind=Type.STRONG)
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Closed period")
        self.chooser.setToolTip("Look at another closed period")
        self.chooser.setMaxVisibleItems(24)
        self.chooser.activated.connect(self._on_chosen)
        self.back_button = push("Back to today", self.back_wanted.emit, tip="Back to the register as it is now")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        row.setSpacing(GAP)
        row.addWidget(lock)
        row.addWidget(self.text, 1)
        row.addWidget(self.chooser)
        row.addWidget(self.back_button)
        self.hide()

    def show_past(self, past: "Register", periods: Sequence["Period"]) -> None:
        """Tell of the closed register shown, and offer the periods closed by now."""
        self.text.setText(looked_at(past))
        self._periods = periods
        self.chooser.clear()
        self.chooser.addItems([period.name for period in self._periods])
        shown = past.period.id if past.period else 0
        ids = [period.id for period in self._periods]
        self.chooser.setCurrentIndex(ids.index(shown) if shown in ids else -1)
        self.show()

    def _on_chosen(self, place: int) -> None:
        self.period_wanted.emit(self._periods[place].id)
