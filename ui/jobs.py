"""Slow work off the screen's thread: it gets a value, never the store, and reports progress.

The two threads share a queue and nothing of Qt, so a window may close while work is under way.
"""

import contextlib
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

Work = Callable[[Callable[[int, int], None]], Any]
"""Takes what it tells its progress (done, of how many) and answers a result."""

LISTEN = 30
"""How often the screen asks how far the work is, in milliseconds."""


class _DroppedError(Exception):
    """Raised in the work's own thread, at its next sign of progress, once nobody waits for it."""


class Job(QObject):
    """One piece of work. `done` brings its result; a fault in it is told by `failed` and raised again where
    screens live.

    Work that is `dropped`, or whose parent is gone, ends at its next sign of progress; with `finish` it goes on
    (a file is being written) but nobody is told.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal()

    def __init__(self, work: Work, parent: QObject, *, finish: bool = False) -> None:
        super().__init__(parent)
        self._told: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._dropped = threading.Event()
        if not finish:
            self.destroyed.connect(_setter(self._dropped))
        self._listening = QTimer(self)
        self._listening.setInterval(LISTEN)
        self._listening.timeout.connect(self._listen)
        self._listening.start()
        threading.Thread(target=self._run, args=(work, self._told, self._dropped), name="job").start()

    def drop(self) -> None:
        """Nobody waits for the result any more."""
        self._dropped.set()
        self._listening.stop()
        self.deleteLater()

    def _run(self, work: Work, told: SimpleQueue[Callable[[], None]], dropped: threading.Event) -> None:
        """In the other thread: touches nothing of Qt."""

        def progress(finished: int, whole: int) -> None:
            if dropped.is_set():
                raise _DroppedError
            told.put(lambda: self.progressed.emit(finished, whole))

        try:
            with contextlib.suppress(_DroppedError):
                result = work(progress)
                told.put(lambda: self._end(result, None))
        except Exception as fault:  # noqa: BLE001 - carried to the screen's thread, whose error desk decides
            found = fault
            told.put(lambda: self._end(None, found))

    def _listen(self) -> None:
        with contextlib.suppress(Empty):
            while not self._dropped.is_set():
                self._told.get_nowait()()

    def _end(self, result: object, fault: Exception | None) -> None:
        self._listening.stop()
        self.deleteLater()
        if fault:
            self.failed.emit()
            raise fault
        self.done.emit(result)


def _setter(dropped: threading.Event) -> Callable[[], None]:
    """Holds the event alone: a job must not keep itself alive."""
    return lambda: dropped.set()  # noqa: PLW0108 - Qt hands the object over, which set() does not take
