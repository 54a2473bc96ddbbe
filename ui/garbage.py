"""Garbage is collected on the screen's thread alone.

Python collects in whatever thread happens to allocate. In a job's that would end widgets there: Qt locks what it takes
apart and waits for Python, which the screen's thread holds while it waits for Qt, and the window stands still for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

OFTEN = 500
"""Milliseconds between two looks at how much there may be to collect."""


class GarbageCollector(QObject):
    """Turns Python's own collecting off and does it from the event loop instead, by Python's own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(OFTEN)
        self._timer.timeout.connect(_collect)
        self._timer.start()


def _collect() -> None:
    """The oldest generation that is due, which takes the younger ones with it."""
    due = [
        old for old, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
    ]
    if due:
        gc.collect(due[-1])
