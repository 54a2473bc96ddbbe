"""Every risk's rating period by period, as a table that the keyboard walks cell by cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from riskdesk.risks import Register, Risk
from riskdesk.trend import Standing, Trend
from riskdesk.wording import clipped, counted
from ui.columns import DASH, Cell, Column, Mark, Tone, words_of
from ui.guard import guarded
from ui.painter import CellPainter
from ui.plain import tip
from ui.registertable import in_order

DISPLAY, TOOL_TIP, ACCESSIBLE = (
    int(role.value)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LONGEST = 24
AT_LEVEL = "At this level"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OverTimeModel(QAbstractTableModel):
    """Rows are risks in the register's order, columns the periods; the first says for how many a risk stays put."""

    def __init__(self) -> None:
        super().__init__()
        self.risks: list[Risk] = []
        self._every: list[Risk] = []
        self._trend: Trend | None = None
        self._standing: Mapping[int, Sequence[Standing | None]] = {}
        self._at_level: Mapping[int, int] = {}
        self._words: tuple[str, ...] = ()

    def show_trend(self, register: Register, trend: Trend) -> None:
        self.beginResetModel()
        wanted = set(trend.risk_ids)
        self._trend, self._at_level = trend, trend.periods_at_level
        self._every = [risk for risk in in_order(register) if risk.id in wanted]
        self._standing = {risk.id: trend.of_risk(risk.id) for risk in self._every}
        self._narrow()
        self.endResetModel()

    def search(self, text: str) -> None:
        self.beginResetModel()
        self._words = tuple(text.casefold().split())
        self._narrow()
        self.endResetModel()

    @property
    def whole(self) -> int:
        """How many risks there are, shown or not."""
        return len(self._every)

    def _narrow(self) -> None:
        self.risks = [risk for risk in self._every if self._holds(risk)]

    def _holds(self, risk: Risk) -> bool:
        said = f"{risk.label} {risk.title}".casefold()
        return all(word in said for word in self._words)

    def cell(self, place: int, column: int) -> Cell:
        risk = self.risks[place]
        if column == 0:
            count = self._at_level.get(risk.id)
            return Cell(DASH, Tone.ABSENT) if count is None else Cell(counted(count, "period"), Tone.MUTED)
        row = self._standing[risk.id]
        standing = row[column - 1]
        if standing is None:
            return Cell(DASH, Tone.ABSENT, hover="Not open then")
        if standing.rated is None:
            return Cell("not rated", Tone.ABSENT)
        return Cell(words_of(standing.rated), band=standing.rated.band, mark=self._mark(row, column - 1))

    def _mark(self, row: Sequence[Standing | None], place: int) -> Mark | None:
        """Up or down against the period before, where the same scheme rated both."""
        assert self._trend
        before, now = (row[place - 1] if place else None), row[place]
        stands = self._trend.stands
        if (
            not before
            or not now
            or not before.rated
            or not now.rated
            or stands[place - 1].scheme != stands[place].scheme
        ):
            return None
        if before.rated.rating == now.rated.rating:
            return None
        return Mark.UP if now.rated.rating > before.rated.rating else Mark.DOWN

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.risks)

    @guarded(0)
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._trend is None else len(self._trend.stands) + 1

    @guarded(None)
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in (DISPLAY, ACCESSIBLE):
            return self.cell(index.row(), index.column()).spoken
        if role == TOOL_TIP:
            cell = self.cell(index.row(), index.column())
            return tip("\n".join(part for part in (self.risks[index.row()].title, cell.text, cell.hover) if part))
        return None

    @guarded(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if self._trend is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            if not 0 <= section < len(self.risks):
                return None
            risk = self.risks[section]
            return {DISPLAY: clipped(risk.label, _LONGEST), TOOL_TIP: tip(risk.title)}.get(role)
        if role == DISPLAY and 0 <= section <= len(self._trend.stands):
            return self._trend.stands[section - 1].name if section else AT_LEVEL
        return None


class OverTimeTable(QTableView):
    """`chosen` tells the id of the risk the keyboard went to, `moved` the place of the period (-1 for none), `opened`
    the id of the risk that was entered."""

    chosen = Signal(int)
    moved = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = OverTimeModel()
        self.current_id = 0
        self.setModel(self.rows)
        self.setAccessibleName("Ratings by period")
        self.setAccessibleDescription("Arrows go through risks and periods, Enter goes to a risk's form")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda _index: self.opened.emit(self.current_id))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_trend(self, register: Register, trend: Trend) -> None:
        """Show the trend, at the risk and period that were chosen, else at the first risk now."""
        column = self.currentIndex().column()
        self.rows.show_trend(register, trend)
        titles = [AT_LEVEL, *(stand.name for stand in trend.stands)]
        columns: list[Column[Any]] = [
            Column(title, str(place), lambda _t, _s: Cell(""), lambda _t, _s: None)
            for place, title in enumerate(titles)
        ]
        self.cells = CellPainter(self, columns, self.rows.cell)
        self.cells.by_cell = True
        self.setItemDelegate(self.cells)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        every = {id(each): each.rated for stand in trend.stands for each in stand.risks.values()}
        words = {words_of(rated) for rated in every.values() if rated}
        chip = max((self.cells.chip_room(text, marked=True) for text in words), default=0)
        for place, title in enumerate(titles):
            self.setColumnWidth(place, max(chip, self.cells.heading_room(title), self.cells.text_room("12 periods")))
        self.stay(column if 0 <= column < len(titles) else len(titles) - 1)

    def search(self, text: str) -> None:
        column = self.currentIndex().column()
        self.rows.search(text)
        self.stay(max(column, 0))

    def stay(self, column: int) -> None:
        """At the risk that was chosen, else at the first there is."""
        ids = [risk.id for risk in self.rows.risks]
        if ids:
            self.setCurrentIndex(self.rows.index(ids.index(self.current_id) if self.current_id in ids else 0, column))

    def go_to(self, risk_id: int) -> None:
        self.current_id = risk_id
        self.stay(max(self.currentIndex().column(), 0))

    def go_to_stand(self, place: int) -> None:
        """To a period, at the same risk."""
        self.setCurrentIndex(self.rows.index(max(self.currentIndex().row(), 0), place + 1))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.cells.current, self.cells.current_column = now.row(), now.column()
        self.viewport().update()
        if not now.isValid():
            return
        self.moved.emit(now.column() - 1)
        risk_id = self.rows.risks[now.row()].id
        if risk_id != self.current_id:
            self.current_id = risk_id
            self.chosen.emit(risk_id)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)
