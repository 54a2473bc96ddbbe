"""Slow work off the screen's thread: it gets a value, never the store, and reports progress."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from ui.guard import guarded

Work = Callable[[Callable[[int, int], None]], Any]
"""Takes what it tells its progress (done, of how many) and answers a result."""


class Job(QObject):
    """One piece of work. `done` brings its result; a fault in it is raised again where screens live. A job that is
    `dropped` says nothing any more."""

    progressed = Signal(int, int)
    done = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._dropped = False
        self._ended.connect(self._on_ended)
        QThreadPool.globalInstance().start(_Runner(work, self.progressed.emit, self._ended.emit))

    def drop(self) -> None:
        """Nobody waits for the result any more."""
        self._dropped = True
        self.progressed.disconnect()

    def _on_ended(self, result: object, fault: Exception | None) -> None:
        self.deleteLater()
        if self._dropped:
            return
        if fault:
            raise fault
        self.done.emit(result)


class _Runner(QRunnable):
    def __init__(
        self, work: Work, progress: Callable[[int, int], None], ended: Callable[[object, Exception | None], None]
    ) -> None:
        super().__init__()
        self._work, self._progress, self._ended = work, progress, ended

    @guarded(None)
    def run(self) -> None:
        result, fault = None, None
        try:
            result = self._work(self._progress)
        except Exception as found:  # noqa: BLE001 - carried to the screen's thread, whose error desk decides
            fault = found
        self._ended(result, fault)
