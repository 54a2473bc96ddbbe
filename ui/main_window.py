"""The frame: menus, page bar, header, search field, the pages and the status bar. No business."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QStackedWidget, QStatusBar, QVBoxLayout, QWidget

from ui.files import Files
from ui.guard import guarded
from ui.header import Header
from ui.icons import icon
from ui.lookback import LookBack, Shelf
from ui.menus import Menus, frame_commands
from ui.notice import Notice
from ui.page import Page
from ui.pagebar import PageBar
from ui.plain import Elided
from ui.settings import Settings
from ui.startbar import StartBar
from ui.taborder import follow_layout
from ui.theme import GAP, PAD, Type

if TYPE_CHECKING:
    from riskdesk.risks import Register
    from ui.desk import Desk

PAGES_AT_FOOT = 1
"""How many pages stand at the foot of the bar: the settings."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the frame is filled with; each is made when it is first wanted, and handed the window."""

    pages: Callable[["MainWindow"], Sequence[Page]]
    welcome: Callable[["MainWindow"], QWidget]
    new: Callable[["MainWindow"], QWidget]
    shortcuts: Callable[["MainWindow"], QWidget]
    about: Callable[["MainWindow"], QWidget]


class MainWindow(QMainWindow):
    """One register at a time, with the welcome while there is none, or one of its closed periods in place of it.
    `appeared` follows the first picture."""

    appeared = Signal()

    def __init__(self, settings: Settings, rooms: Rooms) -> None:
        super().__init__()
        self.settings = settings
        self.files = Files(settings, self)
        self._rooms = rooms
        self.looking, self.startbar = LookBack(self), StartBar()
        self._live: Shelf | None = None
        self._over: QWidget | None = None
        self._start: QWidget | None = None
        self._appeared = False
        self._shown: Register | None = None
        self._line = ""
        self._refreshing = QTimer(self, singleShot=True, interval=0)
        self._refreshing.timeout.connect(self._refresh)
        self._build()
        self.menus = Menus(self)
        self.menus.fill(frame_commands(self), self.pages)
        self.files.opened.connect(self._on_opened)
        self.files.closing.connect(self._on_closing)
        self.files.closed.connect(self._on_closed)
        self.setWindowTitle("RiskDesk")
        self.resize(1280, 720)
        self.restoreGeometry(settings.state("geometry"))

    # Pages

    @property
    def desk(self) -> "Desk | None":
        """The register that the pages show: the one in hand, or the closed period looked at."""
        return self.looking.past.desk if self.looking.past else self.files.desk

    @property
    def shelf(self) -> Shelf | None:
        return self.looking.past or self._live

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.shelf.pages if self.shelf else ()

    @property
    def page(self) -> Page | None:
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    @property
    def is_covered(self) -> bool:
        """Whether something else stands in place of the pages."""
        return self._outer.currentWidget() is not self._work

    def show_welcome(self) -> None:
        if self._start is None:
            self._start = self._rooms.welcome(self)
            self._outer.addWidget(self._start)
        self._outer.setCurrentWidget(self._start)

    def show_new(self) -> None:
        self._show_over(self._rooms.new(self))

    def show_help(self) -> None:
        self._show_over(self._rooms.shortcuts(self))

    def show_about(self) -> None:
        self._show_over(self._rooms.about(self))

    def _show_over(self, panel: QWidget) -> None:
        self.leave_over()
        self._over = panel
        self._outer.addWidget(panel)
        self._outer.setCurrentWidget(panel)
        panel.setFocus()
        self.refresh_soon()

    def leave_over(self) -> None:
        """Go back from a panel to the pages, or to the welcome."""
        if self._over:
            self._outer.removeWidget(self._over)
            self._over.deleteLater()
            self._over = None
        if self.files.desk is None:
            self.show_welcome()
        else:
            self._outer.setCurrentWidget(self._work)
            self._focus_rows()
        self.refresh_soon()

    def show_page(self, place: int) -> None:
        shelf = self.shelf
        if shelf is None or not 0 <= place < len(shelf.pages):
            return
        self.leave_over()
        shelf.place = place
        page = shelf.pages[place]
        self._stack.setCurrentWidget(page)
        self._tools.setCurrentWidget(shelf.tools[place])
        self._bar.set_current(place)
        self._offer_search(page)
        page.set_search(self.search.text())
        page.focus_rows()
        self.refresh_soon()

    def show_titled(self, title: str) -> None:
        """Show the page of this title, where there is one."""
        self.show_page(next((place for place, page in enumerate(self.pages) if page.title == title), -1))

    def _offer_search(self, page: Page) -> None:
        """The search field stands only where there is something to search; a page may change its mind with `told`."""
        self.search.setPlaceholderText(page.search_hint)
        self.search.setVisible(bool(page.search_hint))
        tools = page.tools()
        offered = (each for each in (tools.children() if tools else ()) if isinstance(each, QWidget))
        self._toolrow.setVisible(bool(page.search_hint) or any(not each.isHidden() for each in offered))

    def step_page(self, by: int) -> None:
        if self.pages:
            here = self.pages.index(self.page) if self.page else 0
            self.show_page((here + by) % len(self.pages))

    def show_risk(self, risk_id: int) -> None:
        self.show_page(0)
        self.pages[0].show_risk(risk_id)

    def show_field(self, risk_id: int, field: str, part_id: int) -> None:
        """A field of a risk on its form; for risk 0 one of the register itself, in its settings."""
        if risk_id:
            self.show_page(0)
            self.pages[0].show_field(risk_id, field, part_id)
        else:
            self.show_page(len(self.pages) - PAGES_AT_FOOT)
            self.pages[-PAGES_AT_FOOT].show_setting(field)

    def focus_search(self) -> None:
        if self.page and not self.page.search_hint:
            self.show_page(0)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Telling

    def warn(self, text: str) -> bool:
        """Show an error in the window; False while it is not on the screen."""
        if not self.isVisible():
            return False
        self.notice.warn(text)
        return True

    def refresh_soon(self) -> None:
        """Ask pages for counts, facts and commands once the present event is over, however often this is called."""
        self._refreshing.start()

    def _refresh(self) -> None:
        desk = self.desk
        self.menus.refresh(desk)
        if desk is None:
            self._facts.setText("")
            self._shown = None
            return
        self._show_register(desk)
        if self.page:
            self._offer_search(self.page)
        self._bar.show_counts([page.count() for page in self.pages])
        facts = (self._line, self.page.facts() if self.page else "")
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))

    def _show_register(self, desk: "Desk") -> None:
        """What is worked out from all risks: only after a step, never for a keystroke in a filter."""
        register = desk.register
        if register is self._shown:
            return
        from ui.statusline import status_line  # noqa: PLC0415 - needs the domain, the first picture does not

        self._shown, self._line = register, status_line(register)
        self.header.show_register(register)
        if self.startbar.isVisible():
            self.startbar.greet(register)
        self.header.show_saved(desk.store.last_step)
        self.header.show_read_only("" if self.looking.is_on else desk.store.why_read_only)
        self.header.as_at.setDisabled(desk.read_only)
        closed = f"{register.period.name}, closed - " if self.looking.is_on and register.period else ""
        self.setWindowTitle(f"{closed}{register.title or desk.store.path.name} - RiskDesk")

    def _on_noticed(self, desk: "Desk", text: str, undoable: bool) -> None:
        """A step of the register in hand can also be made, and taken back, while a closed period is looked at."""
        if not undoable:
            self.notice.say(text)
        elif desk.store.next_redo and text.startswith("Undo "):
            self.notice.say(text, "Redo", desk.redo)
        else:
            self.notice.say(text, "Undo", desk.undo)

    # A register comes and goes

    def _on_opened(self) -> None:
        desk = self.files.desk
        assert desk is not None
        self._live = Shelf(desk)
        self.fill(self._live)
        self.bring()
        self.startbar.greet(desk.register)

    def fill(self, shelf: Shelf) -> None:
        """Make the pages of the register at hand."""
        shelf.fill(self._rooms.pages(self), self._stack, self._tools)
        for page in shelf.pages:
            if tools := page.tools():
                last = follow_layout(tools, self.search if page.search_hint else self.header.seal)
                self.setTabOrder(last or self.search, page.focusProxy() or page)
            page.told.connect(self.refresh_soon)
            page.risk_wanted.connect(self.show_risk)
        shelf.desk.changed.connect(self.refresh_soon)
        shelf.desk.noticed.connect(partial(self._on_noticed, shelf.desk))

    def bring(self) -> None:
        """Show the pages of the register at hand as they were left."""
        shelf = self.shelf
        assert shelf is not None
        self._bar.set_pages(shelf.pages, PAGES_AT_FOOT)
        self.menus.fill(frame_commands(self), shelf.pages)
        self.search.setText(shelf.search)
        self.show_page(shelf.place)
        self._refresh()

    def put_away(self, shelf: Shelf) -> None:
        shelf.put_away(self._stack, self._tools)

    def save_typed(self) -> None:
        """What is half typed is saved before its page goes out of sight."""
        if focused := self.focusWidget():
            focused.clearFocus()

    def _on_closing(self) -> None:
        self.save_typed()
        self.notice.dismiss()
        self.looking.end()
        self.startbar.hide()
        if self._live:
            shelf, self._live = self._live, None
            self.put_away(shelf)

    def _on_closed(self) -> None:
        self.menus.fill(frame_commands(self), ())
        self.setWindowTitle("RiskDesk")
        self.show_welcome()
        self.refresh_soon()

    # Building

    def _build(self) -> None:
        self._outer = QStackedWidget()
        self._outer.addWidget(QWidget())
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._bar = PageBar()
        self._bar.chosen.connect(self.show_page)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.header = Header()
        self.header.as_at_wanted.connect(self._on_as_at)
        self.header.proof_wanted.connect(self.verify)
        self.header.copy_wanted.connect(self.files.ask_copy)
        self._stack = QStackedWidget()
        self.startbar.page_wanted.connect(self.show_titled)
        for each in (self.header, self.looking.banner, self.startbar, self._build_toolrow(), self._stack):
            column.addWidget(each)
        column.setStretch(4, 1)
        row.addWidget(self._bar)
        row.addLayout(column, 1)
        self._outer.addWidget(self._work)
        self.setCentralWidget(self._outer)
        self._build_status()

    def _build_toolrow(self) -> QWidget:
        self._toolrow = QWidget()
        row = QHBoxLayout(self._toolrow)
        row.setContentsMargins(PAD, GAP, PAD, GAP)
        row.setSpacing(GAP)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search")
        self.search.setToolTip("What is typed here filters the page (Ctrl+F)")
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._focus_rows)
        self._tools = QStackedWidget()
        row.addWidget(self.search, 1)
        row.addWidget(self._tools, 3)
        return self._toolrow

    def _build_status(self) -> None:
        status = QStatusBar()
        self._facts = Elided(kind=Type.META)
        self.notice = Notice()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(PAD, 0, PAD, 0)
        status.addWidget(self._facts, 1)
        status.addPermanentWidget(self.notice)
        self.setStatusBar(status)

    def _on_search(self, text: str) -> None:
        if self.page:
            self.page.set_search(text)

    def _focus_rows(self) -> None:
        if self.page:
            self.page.focus_rows()

    def _on_as_at(self, day: object) -> None:
        if self.desk:
            self.desk.store.edit_register({"as_at": day})

    def quit(self) -> None:
        self.close()

    def verify(self) -> None:
        """Prove the whole file, and show what was found."""
        for place, page in enumerate(self.pages):
            if page.proves:
                self.show_page(place)
                page.prove()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the search field for the rows, Down goes from it into them."""
        if self.search.hasFocus() and self.page and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
            self.page.focus_rows()
            return
        super().keyPressEvent(event)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._appeared:
            self._appeared = True
            QTimer.singleShot(0, self.appeared.emit)

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.keep_state("geometry", self.saveGeometry())
        self.files.close()
        super().closeEvent(event)
