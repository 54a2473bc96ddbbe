"""Widgets nobody holds end on the screen's thread, whichever thread allocates meanwhile."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.app import Application


class Ring(QObject):
    """Holds itself, so that only the collector ends it; tells in which thread that was."""

    ended: list[int] = []  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        Ring.ended.append(threading.get_ident())


def _allocate() -> None:
    """More than enough for Python to collect, were it allowed to in this thread."""
    kept = [[number] for number in range(200_000)]
    kept.clear()


def test_a_ring_of_widgets_ends_on_the_screens_thread(qapp: Application, qtbot: QtBot) -> None:
    gc.collect()
    Ring.ended.clear()
    for _ in range(50):
        Ring()
    worker = threading.Thread(target=_allocate)
    worker.start()
    worker.join()
    assert Ring.ended == [], "nothing is collected in another thread"
    held = [[number] for number in range(2 * gc.get_threshold()[0])]  # so much is new that it is time to look
    qtbot.waitUntil(lambda: len(Ring.ended) == 50, timeout=10_000)
    assert set(Ring.ended) == {threading.get_ident()}
    assert held
