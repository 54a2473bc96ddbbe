"""All papers for a meeting into a folder: how far that is, then what was written and the way to it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout

from riskdesk.reports.issue import Made, Meeting, meeting_papers, write_paper
from riskdesk.wording import counted, sentence
from ui.buttons import push
from ui.guard import guarded
from ui.jobs import Job
from ui.labels import mark
from ui.papers.preview import WorkBar
from ui.theme import GAP, PAD, TIGHT

if TYPE_CHECKING:
    from riskdesk.reports.sources import Progress

_MOST_LINES = 6


class _StoppedError(Exception):
    """Raised in the work's own thread once a person stopped it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written before the work ended, or was stopped."""

    made: tuple[Made, ...]
    is_whole: bool


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
    """`written` tells what papers there are now; `folder_wanted` asks for the folder they are in."""

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
        self.open_button = push(
            "Open the folder", lambda: self.folder_wanted.emit(self._folder), tip="Show the papers in their folder",
            icon_name="folder-open",
        )  # fmt: skip
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 0, PAD, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.lines, 1)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.hide()

    @property
    def is_on(self) -> bool:
        return self._job is not None

    def begin(self, meeting: Meeting, folder: Path) -> None:
        """Write the papers into the folder. Raises RiskDeskError where one would replace a file of another kind."""
        meeting.refuse_others(folder)
        self._folder, self._stop = folder, threading.Event()
        self.lines.hide()
        self.open_button.hide()
        self.bar.begin(f"Writing {counted(len(meeting.file_names), 'paper')} into “{folder.name}” …")
        self.bar.show()
        self.show()
        stop = self._stop
        self._job = Job(lambda progress: _write(meeting, folder, progress, stop.is_set), self)
        self._job.progressed.connect(self.bar.go)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def stop(self) -> None:
        """Write no more; what is written stays."""
        self._stop.set()
        self.bar.told.setText("Stopping …")

    def _on_done(self, written: Written) -> None:
        self._job = None
        count = sentence(counted(len(written.made), "paper"))
        said = f"{count} written into “{self._folder.name}”."
        self._end(said if written.is_whole else f"Stopped. {said}")
        self.lines.clear()
        self.lines.addItems([_line(each) for each in written.made])
        self.lines.updateGeometry()
        self.lines.setVisible(bool(written.made))
        self.open_button.setVisible(bool(written.made))
        self.written.emit(written)

    def _on_failed(self) -> None:
        self._job = None
        self._end("Not every paper could be written. What was written stays; the register itself is as it was.")
        self.open_button.show()

    def _end(self, words: str) -> None:
        self.bar.end(words, "Close", self.hide, "Put this list away")


def _write(meeting: Meeting, folder: Path, progress: "Progress", is_stopped: Callable[[], bool]) -> Written:
    """In the other thread: each paper is written as it is made."""
    made: list[Made] = []

    def told(done: int, whole: int) -> None:
        if is_stopped():
            raise _StoppedError
        progress(done, whole)

    try:
        for each in meeting_papers(meeting, told):
            write_paper(each, folder / each.file_name)
            made.append(each)
    except _StoppedError:
        return Written(tuple(made), is_whole=False)
    return Written(tuple(made), is_whole=True)


def _line(made: Made) -> str:
    size = f"{max(len(made.document) // 1024, 1):,} KB"
    return ", ".join((made.file_name, *([counted(made.pages, "page")] if made.pages else []), size))
