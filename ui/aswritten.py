"""The cells of the register a risk came from, exactly as they were written."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from riskdesk.risks import Risk, SourceCell
from ui.buttons import link
from ui.labels import caption, mark
from ui.longtext import GrowingText
from ui.plain import Paragraph
from ui.shorten import shortened
from ui.theme import PAD, TIGHT, Type


class CellView(QWidget):
    """One original cell under its column heading; to read and copy, not to change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Paragraph(parent=self, kind=Type.META)
        self.text = GrowingText(parent=self)
        self.text.setReadOnly(True)
        self.heading.setBuddy(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.heading)
        column.addWidget(self.text)

    def fill(self, cell: SourceCell) -> None:
        self.heading.setText(caption(shortened(cell.heading, 300)))
        self.text.setAccessibleName(f"As written: {shortened(cell.heading, 300)}")
        if self.text.exact_text() != cell.text:
            self.text.setPlainText(cell.text)


class AsWritten(QWidget):
    """All original cells of a risk, shown when asked; they stay shown for the next risks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._risk: Risk | None = None
        self.is_open = False
        self.views: list[CellView] = []
        self.button = link("", self.toggle, tip="What the source said, cell by cell")
        mark(self.button, "flush", True)
        self._list = QVBoxLayout()
        self._list.setSpacing(PAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(self.button)
        column.addLayout(self._list)

    def fill(self, risk: Risk) -> None:
        self._risk = risk
        cells = risk.as_written if self.is_open else ()
        while len(self.views) < len(cells):
            self.views.append(CellView(self))
            self._list.addWidget(self.views[-1])
        for view, cell in zip(self.views, cells, strict=False):
            view.fill(cell)
        for place, view in enumerate(self.views):
            view.setVisible(place < len(cells))
        count = len(risk.as_written)
        cells_said = "the original cell" if count == 1 else f"the {count} original cells"
        self.button.setText(f"{'Hide' if self.is_open else 'Show'} {cells_said}")

    def toggle(self) -> None:
        self.is_open = not self.is_open
        if self._risk:
            self.fill(self._risk)
