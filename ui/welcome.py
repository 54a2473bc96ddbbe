"""The first thing seen: begin with a real register, one's own, or a new one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.author import AuthorField
from ui.buttons import link, primary, push
from ui.files import SAMPLES
from ui.panel import Panel
from ui.plain import Elided, Label, Paragraph, tip
from ui.theme import GAP, PAD, ROOM, TIGHT, Type

if TYPE_CHECKING:
    from ui.main_window import MainWindow

RECENT_SHOWN = 5


class Welcome(Panel):
    """Shown while no register is open."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(
            "RiskDesk",
            "One file for your risk register: who changed which score and why, and papers that a board can trust.",
        )
        self._window = window
        self.author = AuthorField(window.settings)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        cards = QGridLayout()
        cards.setSpacing(PAD)
        for column, card in enumerate((self._sample_card(), self._own_card())):
            cards.addWidget(card, 0, column)
            cards.setColumnStretch(column, 1)
        self.body.addSpacing(PAD)
        self.body.addLayout(cards)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.author)
        self.body.addSpacing(GAP)
        self.body.addLayout(self._recent)
        self.body.addStretch(2)
        self.body.insertStretch(0, 1)
        window.settings.recent_changed.connect(self.show_recent)
        self.show_recent()

    def show_recent(self) -> None:
        """Read the list of recent files again."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        files = self._window.settings.recent()[:RECENT_SHOWN]
        if files:
            self._recent.addWidget(Label("Opened lately", kind=Type.STRONG))
            self._recent.addSpacing(TIGHT)
        for path in files:
            button = link(path.stem.replace("&", "&&"), partial(self._window.files.open, path), icon_name="file-text")
            button.setToolTip(tip(str(path)))
            button.setAccessibleName(f"Open {path.stem}")
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _sample_card(self) -> QWidget:
        card, column = _card("Look at a real register", "A copy is opened. Change what you like; the sample stays.")
        for name, (words, about) in SAMPLES.items():
            button = push(words, partial(self._window.files.open_sample, name), tip=f"Open a copy of {words}")
            button.setAccessibleDescription(about)
            column.addWidget(button)
            column.addWidget(Elided(about, kind=Type.META))
            column.addSpacing(TIGHT)
        column.addStretch(1)
        return card

    def _own_card(self) -> QWidget:
        card, column = _card("Work on your own", "Begin with a scoring scheme, or open a register you have.")
        column.addWidget(primary("New register…", self._window.show_new, tip="Begin a register (Ctrl+Shift+N)"))
        column.addWidget(Elided("Title, organisation and one of eleven schemes", kind=Type.META))
        column.addSpacing(TIGHT)
        column.addWidget(push("Open a file…", self._window.files.ask_open, tip="Open a register file (Ctrl+O)"))
        column.addWidget(Elided("A .riskdesk file from this computer or a shared folder", kind=Type.META))
        column.addStretch(1)
        return card


def _card(title: str, lead: str) -> tuple[QWidget, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
    column.setSpacing(TIGHT)
    column.addWidget(Label(title, kind=Type.STRONG))
    column.addWidget(Paragraph(lead, kind=Type.META))
    column.addSpacing(GAP)
    return card, column
