"""The slim bar on the left: one button per page, with a count where a count means work to do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.page import Page
from ui.plain import Label
from ui.theme import GAP, LARGE_ICON, PAD, TIGHT, Type


class PageButton(QToolButton):
    """A page's place in the bar. The count stands at the right edge and is part of the spoken name."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("pageButton")
        self.setText(f" {page.title}")  # Qt leaves too little room beside the icon
        self.setIcon(icon(page.icon_name))
        self.setIconSize(QSize(LARGE_ICON, LARGE_ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"Show {page.title} ({keys})")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GAP, 0)
        self._count = Label(kind=Type.META)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addStretch()
        row.addWidget(self._count)
        self._title = page.title
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        self._count.setText(f"{count:,}" if count else "")
        self.setAccessibleName(f"{self._title}, {count:,}" if count else self._title)


class PageBar(QWidget):
    """Buttons for the pages, the first at the top, the quiet ones (settings, help) at the foot."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, PAD, GAP, PAD)
        column.setSpacing(TIGHT)
        self._column = column
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 17)

    def set_pages(self, pages: Sequence[Page], at_foot: int) -> None:
        """Show these pages; the last `at_foot` of them stand at the bottom."""
        self._clear()
        for place, page in enumerate(pages):
            if place == len(pages) - at_foot:
                self._column.addStretch()
            button = PageButton(page, place + 1)
            self._group.addButton(button, place)
            self._column.addWidget(button)

    def set_current(self, place: int) -> None:
        self._group.button(place).setChecked(True)

    def show_counts(self, counts: Sequence[int | None]) -> None:
        for button, count in zip(self.buttons(), counts, strict=True):
            button.show_count(count)

    def buttons(self) -> list[PageButton]:
        return [button for button in self._group.buttons() if isinstance(button, PageButton)]

    def _clear(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
