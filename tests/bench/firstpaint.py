"""One start, in a process of its own, that ends at a paint: `bare`, `window FILE` or `rows FILE`.

The bare window is the floor: a QMainWindow with a menu, a dock and a table of its own, and nothing else.
"""

import os
import sys
from typing import Any


def end_at_first_paint(window: Any) -> None:
    """Leave the process as soon as the window's first picture has been drawn."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, _leave)
            return False

    window.watch = Watch()
    window.installEventFilter(window.watch)


def _leave() -> None:
    os._exit(0)


def bare() -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QTableWidget, QTableWidgetItem

    app = QApplication([])
    window = QMainWindow()
    window.menuBar().addMenu("File").addAction("Close")
    table = QTableWidget(20, 8)
    for row in range(20):
        for column in range(8):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    window.setCentralWidget(table)
    dock = QDockWidget("Details")
    dock.setWidget(QLabel("Details"))
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.resize(1280, 720)
    end_at_first_paint(window)
    window.show()
    app.exec()


def real(file: str, *, until_rows: bool) -> None:
    """RiskDesk itself, to its first paint or until the register's rows have been painted."""
    from ui import app

    make = app.make_window

    def watched(settings: Any) -> Any:
        window: Any = make(settings)
        if until_rows:
            window.files.opened.connect(lambda _: end_at_first_paint(window.pages[0].table.viewport()))
        else:
            end_at_first_paint(window)
        return window

    app.make_window = watched
    app.main(["riskdesk", file])


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        real(sys.argv[2], until_rows=sys.argv[1] == "rows")
