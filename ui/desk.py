"""The open register as a QObject: what screens read from, write through and listen to."""

from PySide6.QtCore import QObject, Signal

from riskdesk.risks import Register
from riskdesk.store import Change, Store


class Desk(QObject):
    """Hands the current register to screens and tells them what a step touched.

    Screens never patch themselves: on `changed` they read `register` again. `noticed` carries one
    quiet sentence for the status bar and whether Undo should be offered beside it.
    """

    changed = Signal(object)
    noticed = Signal(str, bool)
    closing = Signal()
    """Said before the file is closed: what waits to read it must not any more."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        store.listeners.append(self._on_step)

    @property
    def register(self) -> Register:
        return self.store.register()

    @property
    def read_only(self) -> bool:
        return self.store.read_only

    def undo(self) -> None:
        self.store.undo()

    def redo(self) -> None:
        self.store.redo()

    def follow(self) -> None:
        """Show what the writer of a read-only register wrote meanwhile."""
        self.store.refresh()

    def close(self) -> None:
        self.closing.emit()
        self.store.close()

    def _on_step(self, change: Change) -> None:
        self.changed.emit(change)
        self.noticed.emit(change.step.title, change.step in (self.store.next_undo, self.store.next_redo))
