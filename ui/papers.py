"""The papers page: the register, board and audit papers as they would print, to save or to print."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.risks import Register
from ui.buttons import picture, primary, push
from ui.commands import Command
from ui.desk import Desk
from ui.files import Files
from ui.guard import guarded
from ui.jobs import Job, Work
from ui.page import Page
from ui.paperkinds import KINDS, Kind
from ui.plain import Label, Paragraph
from ui.theme import GAP, PAD, TIGHT, Type

if TYPE_CHECKING:
    from ui.paperview import PaperView

__all__ = ["KINDS", "PapersPage"]

PDF_FILTER = "PDF (*.pdf)"
BOOK_FILTER = "Excel workbook (*.xlsx)"

Shown = tuple[Register, Register | None, Kind]
"""What a paper tells of: the register, the one it is compared with, and the kind of paper."""


class PapersPage(Page):
    """A paper is drawn when the page is first seen, and again when the register has changed since."""

    title = "Papers"
    icon_name = "book-open"
    search_hint = ""

    def __init__(self, desk: Desk, files: Files, previous: Callable[[], Register | None] = lambda: None) -> None:
        """`previous` answers the register that the audit compares with, if any."""
        super().__init__(desk)
        self._files, self._previous = files, previous
        self._kind = KINDS[0]
        self._bytes = b""
        self._drawn_of: Shown | None = None
        self._job: Job | None = None
        self._then: Callable[[], None] | None = None
        self._stack = QStackedWidget()
        self.view: PaperView | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self._build()
        self._bar = self._build_tools()
        desk.changed.connect(self._on_changed)

    @property
    def ready(self) -> bool:
        """Whether the paper on the screen is this register's, as it stands."""
        return self._drawn_of is not None and all(
            drawn is wanted for drawn, wanted in zip(self._drawn_of, self._wanted(), strict=True)
        )

    def _wanted(self) -> Shown:
        return self.desk.register, self._previous(), self._kind

    def tools(self) -> QWidget:
        return self._bar

    def facts(self) -> str:
        return f"{self._kind.name}, page {self.view.page} of {self.view.pages}" if self.view and self.ready else ""

    def commands(self) -> Sequence[Command]:
        kinds = [
            Command(title=kind.name, menu="Reports", shortcut=kind.shortcut, tip=kind.tip,
                    run=partial(self.show_kind, kind), icon="file-text", group="kinds")
            for kind in KINDS
        ]  # fmt: skip
        return [
            *kinds,
            Command(title="Save as PDF…", menu="Reports", shortcut="Ctrl+E", tip="Write the paper shown to a PDF file",
                    run=self.save, icon="file-down", group="out"),
            Command(title="Save as workbook…", menu="Reports", shortcut="Ctrl+Shift+E",
                    tip="Write the audit paper's facts to an Excel workbook", run=self.save_book, icon="file-down",
                    group="out", enabled=self._has_book),
            Command(title="Print…", menu="Reports", shortcut="Ctrl+P", tip="Print the paper shown",
                    run=self.print, icon="printer", group="out"),
            Command(title="Zoom in", menu="View", shortcut="Ctrl++ | Ctrl+=", tip="Show the paper larger",
                    run=partial(self._zoom, 1), icon="zoom-in", group="zoom", enabled=self._is_seen),
            Command(title="Zoom out", menu="View", shortcut="Ctrl+-", tip="Show the paper smaller",
                    run=partial(self._zoom, -1), icon="zoom-out", group="zoom", enabled=self._is_seen),
            Command(title="Fit the width", menu="View", shortcut="Ctrl+0", tip="Show the paper as wide as the window",
                    run=self._fit_width, group="zoom", enabled=self._is_seen),
        ]  # fmt: skip

    def show_kind(self, kind: Kind) -> None:
        self._kind = kind
        self._book_button.setVisible(kind.book is not None)
        self.told.emit()
        self.chooser.setCurrentIndex(KINDS.index(kind))
        self._soon.start(0)

    def save(self) -> None:
        """Ask where to, and write there what is shown, off the screen's thread; a closed period's paper is issued."""
        kind = self._kind
        if self.desk.register.as_closed:
            self._when_ready(self._issue)
            return
        target = self._ask(f"Save the {kind.name.lower()} as", ".pdf", PDF_FILTER)
        if target:
            gathered = kind.gather(self.desk.store, self._previous())
            self._write(lambda progress: kind.write(gathered, target, progress), f"{kind.name} saved as {target.name}")

    def _issue(self) -> None:
        from ui.issuing import issue  # noqa: PLC0415 - only for a closed period

        target = self._ask(f"Issue the {self._kind.name.lower()} as", ".pdf", PDF_FILTER)
        live = self._files.desk
        if target and self.view and live:
            said = issue(live.store, self.desk.register, self._kind, self._bytes, self.view.pages, target)
            self.desk.noticed.emit(said, False)
            self._tell_issued()

    def _tell_issued(self) -> None:
        """Beside the tools: whether the very paper shown was issued, and when."""
        from ui.issuing import issued_said  # noqa: PLC0415 - as above

        live, closed = self._files.desk, self.desk.register.as_closed
        said = issued_said(live.store, self.desk.register, self._kind, self._bytes) if live and closed else ""
        self._issued.setText(said)
        self._issued.setVisible(bool(said))

    def save_book(self) -> None:
        """The same facts as a workbook, for a kind of paper that has one."""
        book = self._kind.book
        target = self._ask(f"Save the {self._kind.name.lower()} as a workbook", ".xlsx", BOOK_FILTER) if book else None
        if book and target:
            gathered = self._kind.gather(self.desk.store, self._previous())
            self._write(lambda progress: book(gathered, target, progress), f"Workbook saved as {target.name}")

    def _ask(self, caption: str, suffix: str, kinds: str) -> Path | None:
        name = f"{self.desk.store.path.stem} {self._kind.file_name}"
        return self._files.ask_target(caption, name, suffix, kinds)

    def _write(self, work: Work, notice: str) -> None:
        job = Job(work, self, finish=True)
        job.done.connect(lambda _result: self.desk.noticed.emit(notice, False))

    def print(self) -> None:
        self._when_ready(self._print)

    def focus_rows(self) -> None:
        (self.view or self).setFocus()

    # Drawing

    def _draw(self) -> None:
        if self.ready or not self.isVisible():
            return
        if self._job:
            self._job.drop()
        wanted, kind = self._wanted(), self._kind
        self._progress.setRange(0, 0)
        self._progress.show()
        self._waiting.setText(f"Drawing the {kind.name.lower()} …")
        if not self._bytes or self._drawn_of is None or self._drawn_of[-1] is not kind:
            self._stack.setCurrentIndex(0)
        gathered = kind.gather(self.desk.store, wanted[1])
        self._job = Job(lambda progress: kind.draw(gathered, progress), self)
        self._job.progressed.connect(self._on_progress)
        self._job.done.connect(partial(self._on_drawn, wanted))
        self._job.failed.connect(self._on_failed)

    def _on_progress(self, done: int, whole: int) -> None:
        self._progress.setRange(0, whole)
        self._progress.setValue(done)

    def _on_drawn(self, shown: Shown, document: bytes) -> None:
        from ui.paperview import PaperView  # noqa: PLC0415 - with its PDF reader, once a paper is there

        self._job = None
        self._bytes, self._drawn_of = document, shown
        if self.view is None:
            self.view = PaperView()
            self.view.moved.connect(self._on_moved)
            self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(document, shown[-1].name)
        self._tell_issued()
        if self.hasFocus():
            self.view.setFocus()
        then, self._then = self._then, None
        if then:
            then()

    def _on_failed(self) -> None:
        self._job, self._then = None, None
        self._progress.hide()
        self._waiting.setText("This paper could not be drawn. The register itself is as it was.")
        self._stack.setCurrentIndex(0)

    def _when_ready(self, then: Callable[[], None]) -> None:
        if self.ready:
            then()
        else:
            self._then = then
            self._soon.start(0)

    def _print(self) -> None:
        from ui.printing import ask_and_print  # noqa: PLC0415 - loads the system's printing

        ask_and_print(self._bytes, f"{self.desk.register.title} - {self._kind.name}", self.window())

    # Telling and moving

    def _on_changed(self) -> None:
        self._soon.start(300)

    def _on_moved(self) -> None:
        if self.view:
            self._place.setText(f"Page {self.view.page} of {self.view.pages}")
            self._zoomed.setText(f"{self.view.zoom:.0%}")
        self.told.emit()

    def _has_book(self) -> bool:
        return self.isVisible() and self._kind.book is not None

    def _is_seen(self) -> bool:
        return self.isVisible() and self.view is not None

    def _zoom(self, steps: int) -> None:
        if self.view:
            self.view.zoom_by(steps)

    def _fit_width(self) -> None:
        from ui.paperview import Fit  # noqa: PLC0415 - as above

        if self.view:
            self.view.fit(Fit.WIDTH)

    def _turn(self, pages: int) -> None:
        if self.view:
            self.view.go_to(self.view.page + pages)

    def _build(self) -> None:
        self._waiting = Label(kind=Type.META)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Drawing the paper")
        self._progress.setFixedWidth(self.fontMetrics().averageCharWidth() * 50)
        wait = QWidget()
        middle = QVBoxLayout(wait)
        middle.addStretch()
        middle.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch()
        self._stack.addWidget(wait)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._issued = Paragraph(kind=Type.META)
        self._issued.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        self._issued.hide()
        whole.addWidget(self._issued)
        whole.addWidget(self._stack)

    def _build_tools(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Paper")
        for place, kind in enumerate(KINDS):
            self.chooser.addItem(kind.name)
            self.chooser.setItemData(place, f"{kind.tip} ({kind.shortcut})", Qt.ItemDataRole.ToolTipRole)
        self.chooser.activated.connect(lambda place: self.show_kind(KINDS[place]))
        row.addWidget(self.chooser)
        row.addStretch(1)
        self._place, self._zoomed = Label(kind=Type.META), Label(kind=Type.META)
        self._book_button = push(
            "Save as workbook…", self.save_book, tip="Write the same facts to an Excel workbook (Ctrl+Shift+E)"
        )
        self._book_button.hide()
        for each in (
            picture("chevron-left", "Previous page", partial(self._turn, -1), tip="Previous page (Page Up)"),
            self._place,
            picture("chevron-right", "Next page", partial(self._turn, 1), tip="Next page (Page Down)"),
            picture("zoom-out", "Zoom out", partial(self._zoom, -1), tip="Zoom out (Ctrl+-)"),
            self._zoomed,
            picture("zoom-in", "Zoom in", partial(self._zoom, 1), tip="Zoom in (Ctrl++)"),
            push("Print…", self.print, tip="Print the paper shown (Ctrl+P)", icon_name="printer"),
            self._book_button,
            self._save_button(),
        ):
            row.addWidget(each)
        return bar

    def _save_button(self) -> QPushButton:
        if self.desk.register.as_closed:
            tip = "Write the paper and record it with its period, so that it is known ever after (Ctrl+E)"
            return primary("Issue…", self.save, tip=tip)
        return primary("Save as PDF…", self.save, tip="Write the paper to a PDF file (Ctrl+E)")

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)
