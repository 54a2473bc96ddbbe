"""The papers page: what the window asks of it, and the ways a paper leaves it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.reports.kinds import KINDS, PaperKind
from riskdesk.risks import Register
from ui.commands import Command
from ui.desk import Desk
from ui.files import Files
from ui.guard import guarded
from ui.page import Page
from ui.papers.asked import Kept
from ui.papers.outbox import Outbox
from ui.papers.shortcuts import KEYS, TABS
from ui.papers.tools import Tools

if TYPE_CHECKING:
    from riskdesk.reports.issue import Made
    from ui.papers.batch import Batch
    from ui.papers.bench import Bench
    from ui.papers.drawing import Drawn

__all__ = ["KINDS", "PapersPage"]

AUDIT = "audit"
"""The kind of paper whose facts can be had as a workbook."""


class PapersPage(Page):
    """What a paper is made on is built when the page is first seen: most who open a register print nothing.

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
        self._kept = kept or Kept()
        self._bench: Bench | None = None
        self.batch: Batch | None = None
        self.outbox = Outbox(desk, files, self)
        self._tools = Tools(self, closed=desk.register.as_closed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def bench(self) -> "Bench":
        """The paper, with what stands beside it."""
        if self._bench is None:
            from ui.papers.bench import Bench  # noqa: PLC0415 - once the page is seen

            live = self._files.desk or self.desk
            self._bench = Bench(self.desk, live, self._previous, self._kept, self._files.ask_picture)
            self._bench.told.connect(self._on_told)
            self._bench.look_wanted.connect(self._on_look)
            self._column.addWidget(self._bench)
            QWidget.setTabOrder(self, self._bench)
        return self._bench

    @property
    def ready(self) -> bool:
        """Whether the paper on the screen is the one asked for, as the register stands."""
        return self._bench is not None and self._bench.ready

    @property
    def document(self) -> bytes:
        """The very bytes shown; none before the first paper is drawn."""
        return self._bench.document if self._bench else b""

    # What the window asks

    def tools(self) -> QWidget:
        return self._tools

    def facts(self) -> str:
        view = self._bench.view if self._bench else None
        return f"{self.bench.kind.name}, page {view.page} of {view.pages}" if view and self.ready else ""

    def focus_rows(self) -> None:
        self.bench.focus_pages()

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
        self.bench.ask(self.bench.asked.but(kind=kind.key))

    def show_tab(self, title: str) -> None:
        """Show the tab of this title beside the paper, and put the keyboard into it."""
        self.bench.show_tab(title)

    # What leaves the page

    def save(self) -> None:
        """Ask where to, and write there what is shown; a closed period's paper is issued."""
        self.bench.when_ready(self._save)

    def _save(self, drawn: "Drawn") -> None:
        form = self.bench.asked.form
        if target := self.outbox.ask(drawn, form):
            self.outbox.save(drawn, form, target)

    def save_book(self) -> None:
        """The same facts as a workbook, for a kind of paper that has one."""
        if self._has_book():
            self.bench.when_ready(self._save_book)

    def _save_book(self, drawn: "Drawn") -> None:
        if target := self.outbox.ask_book(drawn):
            self.outbox.save_book(drawn, target)

    def print(self) -> None:
        self.bench.when_ready(self.outbox.print)

    def open(self) -> None:
        self.bench.when_ready(lambda drawn: self.outbox.open(drawn, self.bench.asked.form))

    def mail(self) -> None:
        self.bench.when_ready(lambda drawn: self.outbox.mail(drawn, self.bench.asked.form))

    def save_all(self) -> None:
        """Ask for a folder, and write all papers for the meeting into it."""
        from riskdesk.reports.issue import plan_meeting  # noqa: PLC0415 - once somebody asks

        self.bench.sidebar.settle()
        moment = self.bench.moment()
        folder = self._files.ask_folder("All papers for this meeting into")
        if folder and not (self.batch and self.batch.is_on):
            asked = moment.asked
            plan = plan_meeting(self.desk.store, moment.publication, moment.layout, (asked.form,),
                                against=moment.against, attach=asked.attach)  # fmt: skip
            self.batch_bar().begin(plan, folder)

    def batch_bar(self) -> "Batch":
        """Where all papers for a meeting are told of, above the pages."""
        from ui.papers.batch import Batch  # noqa: PLC0415 - as above

        if self.batch is None:
            self.batch = Batch()
            self.batch.folder_wanted.connect(self.outbox.show_folder)
            self.batch.written.connect(self._on_written)
            self.bench.put_above(self.batch)
        return self.batch

    def _on_written(self, made: "Sequence[Made]") -> None:
        self.outbox.record(made)

    # Telling and moving

    def _on_look(self, period_id: int) -> None:
        if period_id:
            self.look_wanted.emit(period_id)
        else:
            self.back_wanted.emit()

    def _on_told(self) -> None:
        bench = self.bench
        self._tools.fill(has_book=bench.kind.key == AUDIT)
        self._tools.tell_place(bench.preview.pages)
        self.told.emit()

    def _has_book(self) -> bool:
        return self.isVisible() and self.bench.kind.key == AUDIT

    def _is_seen(self) -> bool:
        return self.isVisible() and self.bench.view is not None

    def zoom(self, steps: int) -> None:
        if view := self.bench.view:
            view.zoom_by(steps)

    def fit_width(self) -> None:
        from ui.paperview import Fit  # noqa: PLC0415 - with its PDF reader, once a paper is there

        if view := self.bench.view:
            view.fit(Fit.WIDTH)

    def turn(self, pages: int) -> None:
        if view := self.bench.view:
            view.go_to(view.page + pages)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bench.show()
