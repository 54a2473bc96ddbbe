"""Widgets in a row that goes on in the next line where the width ends, so that none is squeezed."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from ui.guard import guarded
from ui.theme import GAP


class Flow(QLayout):
    """Each widget is as wide as it asks to be; lines are as high as the highest in them."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GAP)

    def _lay(self, room: QRect, *, move: bool) -> int:
        """Put the widgets into the room, or only work out how high they will be in it."""
        left, top, tall = room.left(), room.top(), 0
        for item in self._items:
            if item.isEmpty():  # a hidden widget's
                continue
            size = item.sizeHint()
            if left > room.left() and left + size.width() > room.right() + 1:
                left, top, tall = room.left(), top + tall + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size.boundedTo(QSize(room.width(), size.height()))))
            left += size.width() + self.spacing()
            tall = max(tall, size.height())
        return top + tall - room.top()

    def _sizes(self) -> list[QSize]:
        return [item.sizeHint() for item in self._items if not item.isEmpty()]

    @guarded(None)
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(0)
    def count(self) -> int:
        return len(self._items)

    @guarded(None)
    def itemAt(self, place: int) -> Any:
        return self._items[place] if 0 <= place < len(self._items) else None

    @guarded(None)
    def takeAt(self, place: int) -> Any:
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    @guarded(Qt.Orientation(0))
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guarded(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(28)
    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    @guarded(None)
    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        self._lay(room, move=True)

    @guarded(QSize(0, 0))
    def sizeHint(self) -> QSize:
        sizes = self._sizes()
        across = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(across, max((size.height() for size in sizes), default=0))

    @guarded(QSize(0, 0))
    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for size in self._sizes():
            least = least.expandedTo(size)
        return least
