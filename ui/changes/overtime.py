"""How risks and bands stood over time: stacks by period, every rating in a table, and one risk's way to its target."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from riskdesk.targetpath import target_path
from riskdesk.trend import Trend
from riskdesk.wording import clipped
from ui.changes.bandchart import BandChart, in_words
from ui.changes.overtimetable import OverTimeTable
from ui.changes.pathview import PathView
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.guard import guarded
from ui.plain import Paragraph
from ui.tabbed import TabPanel
from ui.theme import GAP, PAD, ROOM, Type

_LONGEST_TITLE = 140


class OverTime(TabPanel):
    """The chart and the table are one thing seen twice: going to a period in either goes there in both."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.trend: Trend | None = None
        self._seal = ""
        self.chart, self.table, self.path = BandChart(), OverTimeTable(), PathView()
        self.empty = EmptyState()
        self.said = Paragraph(kind=Type.META)
        self.title, self.sentences = Paragraph(kind=Type.STRONG), Paragraph()
        self.stack = QStackedWidget()
        self._build()
        self.chart.chosen.connect(self._on_stand)
        self.table.moved.connect(self._on_cell)
        self.table.chosen.connect(lambda _id: self._show_path())
        self.table.opened.connect(self.risk_wanted)

    def _build(self) -> None:
        upper, lower = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart, 1)
        line = QHBoxLayout()
        line.setContentsMargins(PAD, 0, PAD, GAP)
        line.addWidget(self.said)
        column.addLayout(line)
        lower.setChildrenCollapsible(False)
        lower.addWidget(self.table)
        lower.addWidget(self._path_side())
        lower.setSizes([600, 500])
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for part in (upper, lower):
            part.setMinimumHeight(9 * ROOM)
            self.splitter.addWidget(part)
        self.splitter.setSizes([400, 600])
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _path_side(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(20 * ROOM)
        column = QVBoxLayout(side)
        column.setContentsMargins(PAD, GAP, PAD, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.title)
        column.addWidget(self.path, 1)
        column.addWidget(self.sentences)
        return side

    def fill(self) -> None:
        register = self.desk.register
        if self.trend is None or register.seal != self._seal:
            self.trend, self._seal = self.desk.store.trend(), register.seal
        if not self.trend.closed:
            self.empty.say(
                "No period was closed yet, so there is nothing to show over time.",
                "Close the month on the page Review; from then on each period stands here beside the one before.",
            )
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentWidget(self.splitter)
        self.chart.show_trend(self.trend)
        self.table.show_trend(register, self.trend)
        self._say_stand(self.chart.at)
        self._show_path()
        self.told.emit()

    def begin(self, number: int) -> None:
        """Show a risk's path."""
        self.table.go_to(number)
        self._show_path()

    def set_search(self, text: str) -> None:
        self.table.search(text)
        self._show_path()

    def status_line(self) -> str:
        shown, whole = self.table.rows.rowCount(), self.table.rows.whole
        return "" if shown == whole else f"{shown:,} of {whole:,} risks shown"

    def focus_rows(self) -> None:
        (self.table if self.stack.currentWidget() is self.splitter else self).setFocus()

    def _on_stand(self, place: int) -> None:
        self.table.go_to_stand(place)
        self._say_stand(place)

    def _on_cell(self, place: int) -> None:
        if place >= 0:
            self.chart.go_to(place)
            self._say_stand(place)

    def _say_stand(self, place: int) -> None:
        if self.trend is not None and 0 <= place < len(self.trend.stands):
            self.said.setText(in_words(self.trend.stands[place]))

    def _show_path(self) -> None:
        register = self.desk.register
        risk = next((risk for risk in register.risks if risk.id == self.table.current_id), None)
        if self.trend is None or risk is None:
            self.path.show_path(None)
            return
        path = target_path(register, self.desk.store.evidence(), self.trend, risk.id)
        self.title.setText(f"{risk.label}  {clipped(risk.title, _LONGEST_TITLE)}")
        self.sentences.setText(" ".join(path.sentences))
        self.path.show_path(path)

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        """Follow a new theme or font."""
        super().changeEvent(event)
        dressed = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in dressed and hasattr(self, "table") and self.trend is not None and self.trend.closed:
            self.table.show_trend(self.desk.register, self.trend)
