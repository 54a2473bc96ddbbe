"""What changed between two periods, or since one: sentences a committee member reads, and the table behind them."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from riskdesk.movement import Kind, Movement
from riskdesk.periods import Period
from ui.buttons import link
from ui.changes.changedrows import Changed, changed_rows, table_rows
from ui.columns import Sight
from ui.desk import Desk
from ui.emptystate import EmptyState
from ui.flow import Flow
from ui.jobs import Job
from ui.labels import mark
from ui.plain import Label, Paragraph
from ui.rowsmodel import RowsModel
from ui.tabbed import TabPanel
from ui.tableview import Memory, TableView
from ui.theme import GAP, PAD, ROOM, Type

if TYPE_CHECKING:
    from ui.jobs import Work

NOW = 0
"""Stands for the register as it is, where a period's id is asked for."""


class WhatChanged(TabPanel):
    """Compares a closed period with a later one or with today. The work is done off the screen's thread."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.movement: Movement | None = None
        self._job: Job | None = None
        self._kind: Kind | None = None
        self.table = TableView(RowsModel(changed_rows()), "changes")
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self._said = QVBoxLayout()
        self._counts = Flow()
        self._build()
        self.table.opened.connect(self.risk_wanted)
        desk.closing.connect(self._stop)

    def _build(self) -> None:
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setAccessibleName("From period")
        self.after.setAccessibleName("To period, or today")
        for box in (self.before, self.after):
            box.activated.connect(lambda _place: self._compare())
        head = QHBoxLayout()
        head.setContentsMargins(PAD, GAP, PAD, 0)
        head.setSpacing(GAP)
        for widget in (Label("From", kind=Type.META), self.before, Label("to", kind=Type.META), self.after):
            head.addWidget(widget)
        self.waiting = Label("Comparing …", kind=Type.META)
        self.waiting.hide()
        head.addWidget(self.waiting)
        head.addStretch(1)
        self._told = QWidget()
        self._said.setContentsMargins(PAD, GAP, PAD, GAP)
        self._said.setSpacing(GAP)
        self._told.setLayout(self._said)
        reading = QScrollArea()
        reading.setWidgetResizable(True)
        reading.setWidget(self._told)
        reading.setFrameShape(QScrollArea.Shape.NoFrame)
        reading.setAccessibleName("What changed, in sentences")
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        counts = QWidget()
        counts.setLayout(self._counts)
        counts.setContentsMargins(PAD, GAP, PAD, GAP)
        column.addWidget(counts)
        column.addWidget(self.table, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        reading.setMinimumHeight(5 * ROOM)
        lower.setMinimumHeight(6 * ROOM)
        for part in (reading, lower):
            self.splitter.addWidget(part)
        self.splitter.setSizes([400, 600])
        shown = QWidget()
        whole = QVBoxLayout(shown)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.splitter, 1)
        self.stack.addWidget(shown)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # What the page asks

    def remember(self, memory: Memory) -> None:
        self.table.remember(memory)

    def fill(self) -> None:
        periods = self._closed()
        if not periods:
            self.empty.say(
                "No period was closed yet, so there is nothing to compare with.",
                "Close the month on the page Review; from then on this page tells what changed since.",
            )
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentIndex(0)
        self._offer(periods)
        self._compare()

    def begin(self, number: int) -> None:
        """Show what changed since the period of this id."""
        place = self.before.findData(number)
        if place >= 0:
            self.before.setCurrentIndex(place)
            self.after.setCurrentIndex(self.after.findData(NOW))
            self._compare()

    def set_search(self, text: str) -> None:
        self.table.rows.search(text)

    def focus_rows(self) -> None:
        (self.table if self.stack.currentIndex() == 0 else self).setFocus()

    def status_line(self) -> str:
        if self.movement is None:
            return ""
        shown, whole = self.table.rows.rowCount(), len(self.movement.rows)
        return "" if shown == whole else f"{shown:,} of {whole:,} risks shown"

    # Comparing

    def _closed(self) -> Sequence[Period]:
        """Periods to compare with: those closed before the moment shown, newest first."""
        register = self.desk.register
        earlier = register.periods[:-1] if register.as_closed else register.periods
        return [period for period in reversed(earlier) if not period.is_open]

    def _offer(self, periods: Sequence[Period]) -> None:
        """Fill the two lists, keeping what was chosen."""
        register = self.desk.register
        today = register.period.name if register.as_closed and register.period else "Today"
        for box, offers in (
            (self.before, [(period.name, period.id) for period in periods]),
            (self.after, [(today, NOW), *((period.name, period.id) for period in periods)]),
        ):
            chosen = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for text, number in offers:
                    box.addItem(text, number)
                box.setCurrentIndex(max(box.findData(chosen), 0))

    def _compare(self) -> None:
        self._stop()
        numbers = {period.id: period for period in self._closed()}
        before, after = numbers.get(self.before.currentData()), numbers.get(self.after.currentData())
        if before is None:
            return
        if after is not None and after.id <= before.id:
            self._refuse(before, after)
            return
        compared = self.desk.store.comparing(before, after)
        work: Work = lambda _progress: compared()  # noqa: E731 - what a Job takes
        self.waiting.show()
        self._job = Job(work, self)
        self._job.done.connect(self._on_compared)
        self._job.failed.connect(self.waiting.hide)

    def _refuse(self, before: Period, after: Period) -> None:
        self.movement = None
        self._say("", [f"{after.name} is not later than {before.name}: choose a later period, or today."])
        self.table.rows.fill((), Sight(self.desk.register, {}))
        self._count(())

    def _stop(self) -> None:
        if self._job:
            self._job.drop()
            self._job = None
        self.waiting.hide()

    def _on_compared(self, movement: Movement) -> None:
        from riskdesk.changed import headline, sentences, table  # noqa: PLC0415 - with the movement, once there is one

        self._job = None
        self.waiting.hide()
        self.movement = movement
        head = headline(movement)
        self._say(head, [text for text in sentences(movement) if text != head])
        self._count([kind for kind in Kind if movement.of(kind)])
        self.table.rows.fill(table_rows(movement, table(movement)), Sight(movement.after, {}))
        self._keep()
        self.told.emit()

    # Showing

    def _say(self, headline: str, sentences: Sequence[str]) -> None:
        _empty(self._said)
        if headline:
            self._said.addWidget(_selectable(Paragraph(headline, kind=Type.STRONG)))
        for text in sentences:
            self._said.addWidget(_selectable(Paragraph(text)))
        self._said.addStretch(1)

    def _count(self, kinds: Sequence[Kind]) -> None:
        """One link for each kind of change there is: its number is that of the rows it shows."""
        _empty(self._counts)
        if self._kind not in kinds:
            self._kind = None
        movement = self.movement
        for kind in (None, *kinds) if movement else ():
            number = len(movement.of(kind) if kind else movement.rows) if movement else 0
            button = link(f"{kind.label if kind else 'All'} {number:,}", partial(self._choose, kind))
            button.setCheckable(True)
            button.setChecked(kind is self._kind)
            mark(button, "chosen", kind is self._kind)
            self._counts.addWidget(button)

    def _choose(self, kind: Kind | None) -> None:
        self._kind = kind
        self._count([each for each in Kind if self.movement and self.movement.of(each)])
        self._keep()
        self.told.emit()

    def _keep(self) -> None:
        kind = self._kind

        def holds(changed: Changed) -> bool:
            return kind is None or kind in changed.row.kinds

        self.table.rows.keep((holds,))
        if self.table.rows.rows.shown and self.table.rows.rows.place(self.table.current_id) < 0:
            self.table.go_to(self.table.rows.rows.shown[0].id)


def _empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            widget.deleteLater()


def _selectable(text: Paragraph) -> Paragraph:
    """Officers copy sentences into papers of their own."""
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
