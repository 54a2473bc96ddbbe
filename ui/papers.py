"""The papers page: the register paper and the board paper as they would print, to save or to print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.risks import Register
from ui.buttons import Button, picture, primary, push
from ui.commands import Command
from ui.desk import Desk
from ui.files import Files
from ui.guard import guarded
from ui.jobs import Job
from ui.page import Page
from ui.plain import Label
from ui.theme import GAP, Type

if TYPE_CHECKING:
    from riskdesk.reports.content import Paper
    from ui.paperview import PaperView

PDF_FILTER = "PDF (*.pdf)"


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its name and what decides its facts."""

    name: str
    file_name: str
    tip: str
    shortcut: str
    paper: Callable[[Register], "Paper"]

    def draw(self, register: Register, progress: Progress) -> bytes:
        from riskdesk.reports.layout import pdf_bytes  # noqa: PLC0415 - papers are dear to import

        return pdf_bytes(self.paper(register), progress)

    def write(self, register: Register, target: Path, progress: Progress) -> int:
        from riskdesk.reports.layout import write_pdf  # noqa: PLC0415 - as above

        return write_pdf(self.paper(register), target, progress)


def _register_paper(register: Register) -> "Paper":
    from riskdesk.reports.content import register_paper  # noqa: PLC0415 - as above

    return register_paper(register)


def _board_paper(register: Register) -> "Paper":
    from riskdesk.reports.content import board_paper  # noqa: PLC0415 - as above

    return board_paper(register)


KINDS = (
    Kind("Register paper", "register", "Every risk in full, A4 landscape", "Ctrl+Shift+P", _register_paper),
    Kind("Board paper", "board paper", "Summary, matrix, top risks and late actions", "Ctrl+B", _board_paper),
)


class PapersPage(Page):
    """A paper is drawn when the page is first seen, and again when the register has changed since."""

    title = "Papers"
    icon_name = "book-open"
    search_hint = ""

    def __init__(self, desk: Desk, files: Files) -> None:
        super().__init__(desk)
        self._files = files
        self._kind = KINDS[0]
        self._bytes = b""
        self._drawn_of: tuple[Register, Kind] | None = None
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
        if self._drawn_of is None:
            return False
        register, kind = self._drawn_of
        return register is self.desk.register and kind is self._kind

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
        self._choices.button(KINDS.index(kind)).setChecked(True)
        self._soon.start(0)

    def save(self) -> None:
        """Ask where to, and write there what is shown, off the screen's thread."""
        register, kind = self.desk.register, self._kind
        name = f"{self.desk.store.path.stem} {kind.file_name}"
        target = self._files.ask_target(f"Save the {kind.name.lower()} as", name, ".pdf", PDF_FILTER)
        if target:
            job = Job(lambda progress: kind.write(register, target, progress), self, finish=True)
            job.done.connect(lambda _pages: self.desk.noticed.emit(f"{kind.name} saved as {target.name}", False))

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
        register, kind = self.desk.register, self._kind
        self._progress.setRange(0, 0)
        self._progress.show()
        self._waiting.setText(f"Drawing the {kind.name.lower()} …")
        if not self._bytes or self._drawn_of is None or self._drawn_of[1] is not kind:
            self._stack.setCurrentIndex(0)
        self._job = Job(lambda progress: kind.draw(register, progress), self)
        self._job.progressed.connect(self._on_progress)
        self._job.done.connect(partial(self._on_drawn, register, kind))
        self._job.failed.connect(self._on_failed)

    def _on_progress(self, done: int, whole: int) -> None:
        self._progress.setRange(0, whole)
        self._progress.setValue(done)

    def _on_drawn(self, register: Register, kind: Kind, document: bytes) -> None:
        from ui.paperview import PaperView  # noqa: PLC0415 - with its PDF reader, once a paper is there

        self._job = None
        self._bytes, self._drawn_of = document, (register, kind)
        if self.view is None:
            self.view = PaperView()
            self.view.moved.connect(self._on_moved)
            self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(document, kind.name)
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
        whole.addWidget(self._stack)

    def _build_tools(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._choices = QButtonGroup(bar)
        for place, kind in enumerate(KINDS):
            button = Button(kind.name)
            button.setCheckable(True)
            button.setToolTip(f"{kind.tip} ({kind.shortcut})")
            button.clicked.connect(partial(self.show_kind, kind))
            self._choices.addButton(button, place)
            row.addWidget(button)
        self._choices.button(0).setChecked(True)
        row.addStretch(1)
        self._place, self._zoomed = Label(kind=Type.META), Label(kind=Type.META)
        for each in (
            picture("chevron-left", "Previous page", partial(self._turn, -1), tip="Previous page (Page Up)"),
            self._place,
            picture("chevron-right", "Next page", partial(self._turn, 1), tip="Next page (Page Down)"),
            picture("zoom-out", "Zoom out", partial(self._zoom, -1), tip="Zoom out (Ctrl+-)"),
            self._zoomed,
            picture("zoom-in", "Zoom in", partial(self._zoom, 1), tip="Zoom in (Ctrl++)"),
            push("Print…", self.print, tip="Print the paper shown (Ctrl+P)", icon_name="printer"),
            primary("Save as PDF…", self.save, tip="Write the paper to a PDF file (Ctrl+E)"),
        ):
            row.addWidget(each)
        return bar

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)
