"""A closed list whose answers carry values: what is chosen is told, what is offered may change."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal

from ui.choices import Box
from ui.plain import tip


class Pick(Box):
    """`picked` tells the value that a person chose, and never one that `offer` put there."""

    picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxVisibleItems(24)
        self._values: tuple[Any, ...] = ()
        self.currentIndexChanged.connect(self._on_moved)

    def offer(self, answers: Sequence[tuple[Any, str]], chosen: Any, tips: Sequence[str] = ()) -> None:
        """Offer these values under these words; the first one stands where the chosen one is none of them."""
        values, words = tuple(value for value, _ in answers), [word for _, word in answers]
        was = self.blockSignals(True)
        if (values, words) != (self._values, [self.itemText(place) for place in range(self.count())]):
            self.clear()
            self.addItems(words)
            self._values = values
            for place, each in enumerate(tips):
                self.setItemData(place, tip(each), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.blockSignals(was)
        self.setToolTip(tip(self.currentText()))

    @property
    def value(self) -> Any:
        place = self.currentIndex()
        return self._values[place] if place >= 0 else None

    def choose(self, value: Any) -> None:
        """Choose as a person does."""
        self.setCurrentIndex(self._values.index(value))

    def _on_moved(self, place: int) -> None:
        self.setToolTip(tip(self.currentText()))
        if place >= 0:
            self.picked.emit(self._values[place])
