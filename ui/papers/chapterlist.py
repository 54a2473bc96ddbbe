"""The chapters of a board paper as a list: ticked to be printed, moved up and down to stand in another order."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from riskdesk.reports.board.chapters import CHAPTERS
from ui.audit.parts import Complaint
from ui.buttons import push
from ui.guard import guarded
from ui.plain import Paragraph
from ui.theme import GAP, TIGHT, Type

_KEY = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_KEYS = "Space ticks, Alt+Up and Alt+Down move; the mouse drags."


class _List(QListWidget):
    """As tall as its lines. `moved` tells that the chosen one goes up (-1) or down (1)."""

    moved = Signal(int)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
            return
        super().keyPressEvent(event)

    @guarded(QSize(100, 100))
    def sizeHint(self) -> QSize:
        return QSize(100, max(self.sizeHintForRow(0), 1) * self.count() + 2 * self.frameWidth() + 2)

    @guarded(QSize(100, 100))
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChapterList(QWidget):
    """`changed` tells the keys as a layout keeps them: separated by spaces, "" for the usual ones."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known = ""
        self.list = _List()
        self.list.setAccessibleName("Chapters")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.moved.connect(self.move_by)
        self.list.currentRowChanged.connect(lambda _place: self._offer())
        self.list.itemChanged.connect(lambda _item: self._on_changed())
        self.list.model().rowsMoved.connect(lambda *_: self._on_changed())
        self.up = push("Move up", partial(self.move_by, -1), tip="Print this chapter earlier (Alt+Up)")
        self.down = push("Move down", partial(self.move_by, 1), tip="Print this chapter later (Alt+Down)")
        self.usual = push("As usual", self.put_usual, tip="The chapters a board paper has when no layout chooses")
        self.lack = Complaint()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.up, self.down, self.usual):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.list)
        column.addWidget(self.lack)
        column.addLayout(row)
        column.addWidget(Paragraph(_KEYS, kind=Type.META))

    @property
    def sections(self) -> str:
        """The ticked ones in their order, as a layout keeps them."""
        ticked = [key for key, on in self._lines() if on]
        return "" if ticked == usual_keys() else " ".join(ticked)

    def fill(self, sections: str, *, read_only: bool = False) -> None:
        """Show what a layout keeps; chapters that are not ticked stay where they stand."""
        if not self.list.count() or sections != self.sections:
            self._put(sections)
        self._known = sections
        self.lack.say("")
        self.setDisabled(read_only)
        self._offer()

    def move_by(self, by: int) -> None:
        """Move the chosen chapter up (-1) or down (1)."""
        here = self.list.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.list.count():
            return
        was = self.list.model().blockSignals(True)
        item = self.list.takeItem(here)
        self.list.model().blockSignals(was)
        self.list.insertItem(there, item)
        self.list.setCurrentRow(there)
        self._on_changed()

    def put_usual(self) -> None:
        self._put("")
        self._on_changed()

    def _lines(self) -> list[tuple[str, bool]]:
        items = [self.list.item(place) for place in range(self.list.count())]
        return [(str(item.data(_KEY)), item.checkState() is _ON) for item in items]

    def _put(self, sections: str) -> None:
        titles = {kind.key: kind.title for kind in CHAPTERS}
        ticked = sections.split() or usual_keys()
        rest = [key for key in titles if key not in ticked]
        was = self.list.blockSignals(True)
        place = self.list.currentRow()
        self.list.clear()
        for key in (*ticked, *rest):
            item = QListWidgetItem(titles.get(key, f"{key} (a chapter of another RiskDesk)"))
            item.setData(_KEY, key)
            item.setFlags(_FLAGS)
            item.setCheckState(_ON if key in ticked else _OFF)
            self.list.addItem(item)
        self.list.setCurrentRow(place)
        self.list.blockSignals(was)
        self.list.updateGeometry()

    def _on_changed(self) -> None:
        self._offer()
        if not any(on for _, on in self._lines()):
            self._put(self._known)
            self.lack.say("A paper has at least one chapter. Tick another one first.")
            return
        self.lack.say("")
        if self.sections != self._known:
            self._known = self.sections
            self.changed.emit(self._known)

    def _offer(self) -> None:
        here, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(here > 0)
        self.down.setEnabled(0 <= here < last)
        self.usual.setEnabled(bool(self._known))


_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsUserCheckable
    | Qt.ItemFlag.ItemIsDragEnabled
)


def usual_keys() -> Sequence[str]:
    return [kind.key for kind in CHAPTERS if kind.usual]
