"""All papers for a meeting into a folder: how far that is, then what was written and the way to it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout

from riskdesk.errors import RiskDeskError
from riskdesk.reports.issue import Made, Meeting, meeting_papers, write_paper
from riskdesk.wording import counted, sentence
from ui.buttons import push
from ui.guard import guarded
from ui.jobs import Job
from ui.labels import mark
from ui.papers.preview import WorkBar
from ui.plain import Paragraph, tip
from ui.theme import GAP, PAD, TIGHT

if TYPE_CHECKING:
    from riskdesk.reports.sources import Progress

_MOST_LINES = 6


class _StoppedError(Exception):
    """Raised in the work's own thread once a person stopped it."""


class _Lines(QListWidget):
    """As tall as it has lines, up to a few."""

    @guarded(QSize(100, 40))
    def sizeHint(self) -> QSize:
        lines = min(max(self.count(), 1), _MOST_LINES)
        return QSize(100, max(self.sizeHintForRow(0), 1) * lines + 2 * self.frameWidth() + 2)

    @guarded(QSize(100, 40))
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Batch(QFrame):
    """None is written before every one could be made. `written` tells what papers there are now; `folder_wanted` asks
    for the folder they are in."""

    written = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        mark(self, "bar", True)
        self.setAutoFillBackground(True)
        self._folder = Path()
        self._job: Job | None = None
        self._stop = threading.Event()
        self.bar = WorkBar("Writing the papers")
        self.bar.stopped.connect(self.stop)
        self.lines = _Lines()
        self.lines.setAccessibleName("Papers written")
        self.why = Paragraph()
        self.why.setContentsMargins(PAD, 0, PAD, TIGHT)
        self.open_button = push(
            "Open the folder", lambda: self.folder_wanted.emit(self._folder), tip="Show the papers in their folder",
            icon_name="folder-open",
        )  # fmt: skip
        self.lines.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below = QVBoxLayout()
        below.setContentsMargins(PAD, 0, PAD, GAP)
        below.setSpacing(GAP)
        below.addWidget(self.lines)
        below.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.bar)
        column.addWidget(self.why)
        column.addLayout(below)
        self.hide()

    @property
    def is_on(self) -> bool:
        return self._job is not None

    def begin(self, meeting: Meeting, folder: Path) -> None:
        """Write the papers into the folder. Raises RiskDeskError where one would replace a file of another kind."""
        meeting.refuse_others(folder)
        self._folder, self._stop = folder, threading.Event()
        for each in (self.why, self.lines, self.open_button):
            each.hide()
        self.bar.begin(f"Writing {counted(len(meeting.file_names), 'paper')} into “{folder.name}” …")
        self.bar.show()
        self.show()
        stop = self._stop
        self._job = Job(lambda progress: _write(meeting, folder, progress, stop.is_set), self)
        self._job.progressed.connect(self.bar.go)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def stop(self) -> None:
        """Make no more, and write none; what is being written by then is written to its end."""
        self._stop.set()
        self.bar.told.setText("Stopping …")

    def _on_done(self, result: list[Made] | RiskDeskError | None) -> None:
        self._job = None
        if result is None:
            self._end("Stopped. Nothing was written.")
        elif isinstance(result, RiskDeskError):
            self._end("Nothing was written.")
            self.why.setText(str(result))
            self.why.show()
        else:
            self._show_written(result)

    def _show_written(self, made: list[Made]) -> None:
        self._end(sentence(f"{counted(len(made), 'paper')} written into “{self._folder.name}”."))
        self.lines.clear()
        self.lines.addItems([_line(each) for each in made])
        for place, each in enumerate(made):
            self.lines.item(place).setToolTip(tip(_line(each)))
        self.lines.updateGeometry()
        self.lines.show()
        self.open_button.show()
        self.written.emit(made)

    def _on_failed(self) -> None:
        self._job = None
        self._end("Not every paper could be written; those in the folder are whole. The register is as it was.")
        self.open_button.show()

    def _end(self, words: str) -> None:
        self.bar.end(words, "Close", self.hide, "Put this list away")


def _write(
    meeting: Meeting, folder: Path, progress: "Progress", is_stopped: Callable[[], bool]
) -> list[Made] | RiskDeskError | None:
    """In the other thread: what was written, why nothing was, or None where a person stopped it."""

    def told(done: int, whole: int) -> None:
        if is_stopped():
            raise _StoppedError
        progress(done, whole)

    try:
        made = list(meeting_papers(meeting, told))
    except _StoppedError:
        return None
    except RiskDeskError as fault:
        return fault
    if is_stopped():
        return None
    for each in made:
        write_paper(each, folder / each.file_name)
    return made


def _line(made: Made) -> str:
    size = f"{max(len(made.document) // 1024, 1):,} KB"
    return ", ".join((made.file_name, *([counted(made.pages, "page")] if made.pages else []), size))
