"""The slim list at the side of a meeting: every risk of the agenda with its number, and which are decided on."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from riskdesk.meetings import Meeting
from riskdesk.risks import Risk
from riskdesk.wording import counted
from ui.cards import BETWEEN
from ui.guard import guarded
from ui.plain import tip
from ui.shorten import shortened


class AgendaList(QListWidget):
    """`wanted` tells the place of the item a person chose."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Agenda")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentRowChanged.connect(self.wanted)

    def fill(self, risks: Sequence[Risk], meeting: Meeting) -> None:
        """The risks in their order, and general business as the last item."""
        self.blockSignals(True)
        place = self.currentRow()
        self.clear()
        for number, risk in enumerate(risks, 1):
            made = sum(1 for each in meeting.decisions if each.risk_id == risk.id)
            self._add(f"{number}.  Risk {shortened(risk.label, 16)}", made, shortened(risk.title, 120))
        general = sum(1 for each in meeting.decisions if each.risk_id is None)
        self._add("General business", general, "Decisions about no risk")
        self.setCurrentRow(place)
        self.blockSignals(False)

    def go_to(self, place: int) -> None:
        self.blockSignals(True)
        self.setCurrentRow(place)
        self.blockSignals(False)
        self.scrollToItem(self.item(place))

    def _add(self, name: str, made: int, title: str) -> None:
        item = QListWidgetItem(f"{name}{BETWEEN}{counted(made, 'decision')}\n{title}" if made else f"{name}\n{title}")
        item.setToolTip(tip(item.text()))
        self.addItem(item)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it dressed, and each item knows how high it is."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    @guarded(QSize(160, 100))
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100)
