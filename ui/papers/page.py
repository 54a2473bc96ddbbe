"""The papers page: a paper as it would print, beside what it is asked to be, its words and its layout."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.periods import Period
from riskdesk.reports.kinds import KINDS, PaperKind, kind_of
from riskdesk.risks import Register
from ui.commands import Command
from ui.desk import Desk
from ui.files import Files
from ui.guard import guarded
from ui.page import Page
from ui.papers.asked import Asked, Kept, Moment, settled
from ui.papers.drawing import Drawing, Drawn
from ui.papers.options import Options
from ui.papers.outbox import Outbox
from ui.papers.preview import Preview
from ui.papers.shortcuts import KEYS
from ui.papers.sidebar import TABS, WIDTH, Sidebar
from ui.papers.tools import Tools
from ui.taborder import follow_layout

if TYPE_CHECKING:
    from riskdesk.reports.issue import Made
    from ui.papers.batch import Batch
    from ui.paperview import PaperView

__all__ = ["KINDS", "PapersPage"]

SOON, AT_ONCE = 300, 0
"""Milliseconds from a step, or from a choice, to the paper that tells of it."""


_WHOLE = 1_200
"""How wide pages and sidebar are together at first; what is more goes to the pages."""


class PapersPage(Page):
    """A paper is drawn when the page is first seen, and again whenever it would not be the same any more.

    `look_wanted` asks for a closed period (its id) in place of the register, `back_wanted` for the register as it
    stands.
    """

    title = "Papers"
    icon_name = "book-open"
    search_hint = ""

    look_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        files: Files,
        previous: Callable[[], Register | None] = lambda: None,
        kept: Kept | None = None,
    ) -> None:
        """`previous` answers the register that the audit compares with, if any; `kept` is what was asked before."""
        super().__init__(desk)
        self._files, self._previous = files, previous
        self._live = files.desk or desk
        self._kept = kept or Kept()
        self._drawn: Drawn | None = None
        self._then: Callable[[Drawn], None] | None = None
        self.drawing, self.outbox = Drawing(desk, self), Outbox(desk, files, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self.preview, self.options = Preview(), Options()
        self.sidebar = Sidebar(self._live, self.options, files.ask_picture)
        self.batch: Batch | None = None
        self._build()
        self._tools = Tools(self, closed=desk.register.as_closed)
        self._connect()
        self.sidebar.setCurrentIndex(self._kept.tab)
        self._fill()

    def _build(self) -> None:
        self._left = QWidget()
        self._column = QVBoxLayout(self._left)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.preview, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.sidebar)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setChildrenCollapsible(False)
        wide = self.fontMetrics().averageCharWidth() * WIDTH
        self.splitter.setSizes([_WHOLE - wide, wide])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        for desk in {self.desk, self._live}:
            desk.changed.connect(self._on_changed)
        self.options.asked.connect(self._on_asked)
        self.options.look_wanted.connect(self._on_look)
        self.options.layouts_wanted.connect(partial(self.show_tab, "Layouts"))
        self.sidebar.currentChanged.connect(self._on_tab)
        self.sidebar.layout_wanted.connect(lambda number: self._on_asked(self.asked.but(layout_id=number)))
        self.drawing.drawn.connect(self._on_drawn)
        self.drawing.refused.connect(self._on_refused)
        self.drawing.failed.connect(self._on_failed)
        self.drawing.progressed.connect(self.preview.bar.go)
        self.preview.moved.connect(self._on_moved)
        self.preview.stopped.connect(self._on_stopped)
        self.preview.again_wanted.connect(self._draw)

    # What is asked, and whether it is there

    @property
    def asked(self) -> Asked:
        return settled(self._kept.asked, self.desk.register)

    @property
    def kind(self) -> PaperKind:
        return kind_of(self.asked.kind)

    @property
    def view(self) -> "PaperView | None":
        return self.preview.view

    @property
    def document(self) -> bytes:
        """The very bytes shown; none before the first paper is drawn."""
        return self._drawn.pdf if self._drawn else b""

    @property
    def ready(self) -> bool:
        """Whether the paper on the screen is the one asked for, as the register stands."""
        return self._drawn is not None and self._drawn.moment.is_drawn_as(self._moment())

    def _moment(self) -> Moment:
        return Moment(self.desk.register, self._previous(), self._live.store.publication(), self.asked)

    def _periods(self) -> list[Period]:
        return [period for period in reversed(self._live.register.periods) if not period.is_open]

    # What the window asks

    def tools(self) -> QWidget:
        return self._tools

    def facts(self) -> str:
        return f"{self.kind.name}, page {self.view.page} of {self.view.pages}" if self.view and self.ready else ""

    def focus_rows(self) -> None:
        (self.view or self).setFocus()

    def commands(self) -> Sequence[Command]:
        kinds = [
            Command(title=kind.name, menu="Reports", shortcut=KEYS[kind.key], tip=kind.tip,
                    run=partial(self.show_kind, kind), icon="file-text", group="kinds")
            for kind in KINDS
        ]  # fmt: skip
        tabs = [
            Command(title=tab.command, menu="Reports", shortcut=tab.keys, tip=tab.tip, group="tabs",
                    run=partial(self.show_tab, tab.title))
            for tab in TABS
        ]  # fmt: skip
        make = partial(Command, menu="Reports", group="out")
        zoom = partial(Command, menu="View", group="zoom", enabled=self._is_seen)
        return [
            *kinds,
            *tabs,
            make(title="Save paper…", shortcut="Ctrl+E", tip="Write the paper shown to a file", run=self.save,
                 icon="file-down"),
            make(title="Save as workbook…", shortcut="Ctrl+Shift+E", run=self.save_book, icon="file-down",
                 tip="Write the audit paper's facts to an Excel workbook", enabled=self._has_book),
            make(title="Print…", shortcut="Ctrl+P", tip="Print the paper shown", run=self.print, icon="printer"),
            make(title="Open paper", shortcut="Ctrl+Shift+O", run=self.open,
                 tip="Look at the paper in the computer's own program"),
            make(title="E-mail draft", shortcut="Ctrl+Shift+I", run=self.mail,
                 tip="Begin an e-mail with the paper attached; nothing is sent"),
            make(title="All papers for this meeting…", shortcut="Ctrl+Shift+V", run=self.save_all,
                 tip="Write the papers that a committee is sent into a folder"),
            zoom(title="Zoom in", shortcut="Ctrl++ | Ctrl+=", tip="Show the paper larger", run=partial(self.zoom, 1),
                 icon="zoom-in"),
            zoom(title="Zoom out", shortcut="Ctrl+-", tip="Show the paper smaller", run=partial(self.zoom, -1),
                 icon="zoom-out"),
            zoom(title="Fit the width", shortcut="Ctrl+0", tip="Show the paper as wide as the window",
                 run=self.fit_width),
        ]  # fmt: skip

    def show_kind(self, kind: PaperKind) -> None:
        self._on_asked(self.asked.but(kind=kind.key))

    def show_tab(self, title: str) -> None:
        """Show the tab of this title beside the paper, and put the keyboard into it."""
        self.sidebar.show_titled(title)

    # What leaves the page

    def save(self) -> None:
        """Ask where to, and write there what is shown; a closed period's paper is issued."""
        self._when_ready(self._save)

    def _save(self, drawn: Drawn) -> None:
        form = self.asked.form
        if target := self.outbox.ask(drawn, form):
            self.outbox.save(drawn, form, target)

    def save_book(self) -> None:
        """The same facts as a workbook, for a kind of paper that has one."""
        if self._has_book():
            self._when_ready(self._save_book)

    def _save_book(self, drawn: Drawn) -> None:
        if target := self.outbox.ask_book(drawn):
            self.outbox.save_book(drawn, target)

    def print(self) -> None:
        self._when_ready(self.outbox.print)

    def open(self) -> None:
        self._when_ready(lambda drawn: self.outbox.open(drawn, self.asked.form))

    def mail(self) -> None:
        self._when_ready(lambda drawn: self.outbox.mail(drawn, self.asked.form))

    def save_all(self) -> None:
        """Ask for a folder, and write all papers for the meeting into it."""
        from riskdesk.reports.issue import plan_meeting  # noqa: PLC0415 - once somebody asks

        self.sidebar.settle()
        moment = self._moment()
        folder = self._files.ask_folder("All papers for this meeting into")
        if folder and not (self.batch and self.batch.is_on):
            asked = moment.asked
            plan = plan_meeting(self.desk.store, moment.publication, moment.layout, (asked.form,),
                                against=moment.against, attach=asked.attach)  # fmt: skip
            self._batch().begin(plan, folder)

    def _batch(self) -> "Batch":
        from ui.papers.batch import Batch  # noqa: PLC0415 - as above

        if self.batch is None:
            self.batch = Batch()
            self.batch.folder_wanted.connect(self.outbox.show_folder)
            self.batch.written.connect(self._on_written)
            self._column.insertWidget(0, self.batch)
            self._order_tabs()
        return self.batch

    def _on_written(self, made: "Sequence[Made]") -> None:
        self.outbox.record(made)

    def _when_ready(self, then: Callable[[Drawn], None]) -> None:
        self.sidebar.settle()
        if self._drawn and self.ready:
            then(self._drawn)
        else:
            self._then = then
            self._soon.start(AT_ONCE)

    # Drawing

    def _draw(self) -> None:
        if not self.isVisible() or self.ready:
            return
        moment = self._moment()
        self._then = self._then if self._can_be_drawn(moment) else None
        if self._can_be_drawn(moment):
            self.preview.begin(self.kind.file_name)
            self.drawing.begin(moment)

    def _can_be_drawn(self, moment: Moment) -> bool:
        lack = self.options.lack(moment)
        if lack:
            self.drawing.stop()
            self._show_none(*lack)
        return not lack

    def _on_drawn(self, drawn: Drawn) -> None:
        self._drawn = drawn
        is_first = self.view is None
        self.preview.show_drawn(drawn)
        if is_first:
            self._order_tabs()
        self._fill()
        if self.hasFocus() and self.view:
            self.view.setFocus()
        then, self._then = self._then, None
        if then:
            then(drawn)

    def _order_tabs(self) -> None:
        last = follow_layout(self._left, self)
        if last:
            self.sidebar.order_tabs(last)

    def _on_refused(self, fault: RiskDeskError) -> None:
        self._then = None
        self._show_none(fault.happened, fault.todo)

    def _show_none(self, what: str, how: str) -> None:
        self.preview.show_none(what, how)
        self._tools.tell_none()

    def _on_failed(self) -> None:
        self._then = None
        self.preview.show_failed(self.kind.file_name)

    def _on_stopped(self) -> None:
        self._then = None
        self._soon.stop()
        self.drawing.stop()
        self.preview.show_stopped(self.kind.file_name)

    # Choosing and telling

    def _on_asked(self, asked: Asked) -> None:
        self._kept.asked = asked
        self._fill()
        self._soon.start(AT_ONCE)

    def _on_look(self, period_id: int) -> None:
        self._fill()  # the choice goes back until the period is there
        if period_id:
            self.look_wanted.emit(period_id)
        else:
            self.back_wanted.emit()

    def _on_tab(self, place: int) -> None:
        """A board paper is what words and layouts are for: it is shown beside them."""
        self._kept.tab = place
        if TABS[place].of_board:
            self._on_asked(self.sidebar.shown_beside(self._moment()))
        else:
            self._fill()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._fill()
            self._soon.start(SOON)

    def _fill(self) -> None:
        moment = self._moment()
        self.options.fill(moment, self._periods())
        self.sidebar.fill(moment, self._drawn)
        self._tools.fill(has_book=self.kind.key == "audit")
        self._tell_issued()
        self.told.emit()

    def _tell_issued(self) -> None:
        """Whether the very paper shown was issued, and when."""
        from ui.issuing import issued_said  # noqa: PLC0415 - only for a closed period

        said = ""
        if self.desk.register.as_closed and self._drawn and self.ready:
            said = issued_said(self._live.store, self.desk.register, self._drawn.kind, self._drawn.pdf)
        self.options.tell_issued(said)

    def _on_moved(self) -> None:
        if self.view:
            self._tools.tell_place(self.view.page, self.view.pages, self.view.zoom)
        self.told.emit()

    def _has_book(self) -> bool:
        return self.isVisible() and self.kind.key == "audit"

    def _is_seen(self) -> bool:
        return self.isVisible() and self.view is not None

    def zoom(self, steps: int) -> None:
        if self.view:
            self.view.zoom_by(steps)

    def fit_width(self) -> None:
        from ui.paperview import Fit  # noqa: PLC0415 - with its PDF reader, once a paper is there

        if self.view:
            self.view.fit(Fit.WIDTH)

    def turn(self, pages: int) -> None:
        if self.view:
            self.view.go_to(self.view.page + pages)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
        self._soon.start(AT_ONCE)
