"""A paper being made to order: its pages beside what is asked for, drawn again whenever they would differ."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.periods import Period
from riskdesk.reports.kinds import PaperKind, kind_of
from riskdesk.risks import Register
from ui.desk import Desk
from ui.guard import guarded
from ui.papers.asked import Asked, Kept, Moment, settled
from ui.papers.drawing import Drawing, Drawn
from ui.papers.options import Options
from ui.papers.preview import Preview
from ui.papers.shortcuts import TABS
from ui.papers.sidebar import WIDTH, Sidebar
from ui.taborder import follow_layout

if TYPE_CHECKING:
    from ui.paperview import PaperView

SOON, AT_ONCE = 300, 0
"""Milliseconds from a step, or from a choice, to the paper that tells of it."""

_WHOLE = 1_200
"""How wide pages and sidebar are together at first; what is more goes to the pages."""


class Bench(QWidget):
    """`told` says that the kind of paper, its pages or the page at hand are others. `look_wanted` asks for a closed
    period (its id) in place of the register, 0 for the register as it stands."""

    told = Signal()
    look_wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        live: Desk,
        previous: Callable[[], Register | None],
        kept: Kept,
        ask_picture: Callable[[], Path | None],
    ) -> None:
        """`desk` is that of the register the papers tell of, `live` that of the register in hand; `previous` answers
        the register that the audit compares with, if any; `kept` is what was asked before."""
        super().__init__()
        self.desk, self._live, self._previous, self._kept = desk, live, previous, kept
        self.drawn: Drawn | None = None
        self._then: Callable[[Drawn], None] | None = None
        self.drawing = Drawing(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self.preview, self.options = Preview(), Options()
        self.sidebar = Sidebar(live, self.options, ask_picture)
        self._build()
        self._connect()
        self.sidebar.setCurrentIndex(kept.tab)

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
        self.options.asked.connect(self.ask)
        self.options.look_wanted.connect(self._on_look)
        self.options.layouts_wanted.connect(partial(self.show_tab, "Layouts"))
        self.sidebar.currentChanged.connect(self._on_tab)
        self.sidebar.layout_wanted.connect(lambda number: self.ask(self.asked.but(layout_id=number)))
        self.drawing.drawn.connect(self._on_drawn)
        self.drawing.refused.connect(self._on_refused)
        self.drawing.failed.connect(self._on_failed)
        self.drawing.progressed.connect(self.preview.bar.go)
        self.preview.moved.connect(self.told)
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
        return self.drawn.pdf if self.drawn else b""

    @property
    def ready(self) -> bool:
        """Whether the paper on the screen is the one asked for, as the register stands."""
        return self.drawn is not None and self.drawn.moment.is_drawn_as(self.moment())

    def moment(self) -> Moment:
        return Moment(self.desk.register, self._previous(), self._live.store.publication(), self.asked)

    def _periods(self) -> list[Period]:
        return [period for period in reversed(self._live.register.periods) if not period.is_open]

    def ask(self, asked: Asked) -> None:
        """Ask for another paper."""
        self._kept.asked = asked
        self._fill()
        self._soon.start(AT_ONCE)

    def put_above(self, panel: QWidget) -> None:
        """Let something stand above the pages."""
        self._column.insertWidget(0, panel)
        self._order_tabs()

    def show_tab(self, title: str) -> None:
        """Show the tab of this title beside the paper, and put the keyboard into it."""
        self.sidebar.show_titled(title)

    def focus_pages(self) -> None:
        (self.view or self).setFocus()

    def when_ready(self, then: Callable[[Drawn], None]) -> None:
        """Do this with the paper asked for, once it is drawn, with all that was half typed in it."""
        self.sidebar.settle()
        if self.drawn and self.ready:
            then(self.drawn)
        else:
            self._then = then
            self._soon.start(AT_ONCE)

    # Drawing

    def _draw(self) -> None:
        if not self.isVisible() or self.ready:
            return
        moment = self.moment()
        if lack := self.options.lack(moment):
            self.drawing.stop()
            self._show_none(*lack)
        else:
            self.preview.begin(self.kind.file_name)
            self.drawing.begin(moment)

    def _on_drawn(self, drawn: Drawn) -> None:
        self.drawn = drawn
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
        self._show_none(fault.happened, fault.todo)

    def _show_none(self, what: str, how: str) -> None:
        self._then = None
        self.preview.show_none(what, how)
        self.told.emit()

    def _on_failed(self) -> None:
        self._then = None
        self.preview.show_failed(self.kind.file_name)

    def _on_stopped(self) -> None:
        self._then = None
        self._soon.stop()
        self.drawing.stop()
        self.preview.show_stopped(self.kind.file_name)

    # Choosing and telling

    def _on_look(self, period_id: int) -> None:
        self._fill()  # the choice goes back until the period is there
        self.look_wanted.emit(period_id)

    def _on_tab(self, place: int) -> None:
        """A board paper is what words and layouts are for: it is shown beside them."""
        self._kept.tab = place
        if TABS[place].of_board:
            self.ask(self.sidebar.shown_beside(self.moment()))
        else:
            self._fill()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._fill()
            self._soon.start(SOON)

    def _fill(self) -> None:
        moment = self.moment()
        self.options.fill(moment, self._periods())
        self.sidebar.fill(moment, self.drawn)
        self._tell_issued()
        self.told.emit()

    def _tell_issued(self) -> None:
        """Whether the very paper shown was issued, and when."""
        from ui.issuing import issued_said  # noqa: PLC0415 - only for a closed period

        said = ""
        if self.desk.register.as_closed and self.drawn and self.ready:
            said = issued_said(self._live.store, self.desk.register, self.drawn.kind, self.drawn.pdf)
        self.options.tell_issued(said)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
        self._soon.start(AT_ONCE)
