"""Beside the pages: what the paper is, its words, and the layouts of committees, each under a tab."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from riskdesk.publishing import Subject
from ui.audit.parts import Captioned, RiskPicker
from ui.desk import Desk
from ui.fields import Editor
from ui.papers.asked import Asked, Moment
from ui.papers.drawing import Drawn
from ui.papers.options import Options
from ui.papers.shortcuts import TABS
from ui.taborder import follow_layout

if TYPE_CHECKING:
    from ui.papers.layouts import LayoutEditor
    from ui.papers.words import WordsPanel

LEAST, WIDTH = 38, 50
"""How wide it is at least and at first, in letters."""


_PAPER, _WORDS, _LAYOUTS = range(3)


class Sidebar(QTabWidget):
    """Words and layouts are made when they are first seen. `layout_wanted` asks for the paper in a layout, by its
    id."""

    layout_wanted = Signal(int)

    def __init__(self, live: Desk, options: Options, ask_picture: Callable[[], Path | None]) -> None:
        """`live` is the register in hand, which is written to."""
        super().__init__()
        self._live, self._ask_picture = live, ask_picture
        self.options = options
        self.words: WordsPanel | None = None
        self.layouts: LayoutEditor | None = None
        self._before: QWidget | None = None
        self._generated: tuple[Drawn, Mapping[Subject, str]] | None = None
        self.setDocumentMode(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row of tabs takes the keyboard; it would be met twice
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabBar().setAccessibleName("Parts of the papers page")
        self.addTab(options, TABS[_PAPER].title)
        for tab in TABS[_WORDS:]:
            room = QWidget()
            QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
            self.addTab(room, tab.title)
        for place, tab in enumerate(TABS):
            self.setTabToolTip(place, f"{tab.tip} ({tab.keys})")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST)

    def show_titled(self, title: str) -> None:
        """Show the tab of this title, and put the keyboard into it."""
        self.setCurrentIndex([tab.title for tab in TABS].index(title))
        panels = {_PAPER: self.options, _WORDS: self.words, _LAYOUTS: self.layouts}
        if panel := panels[self.currentIndex()]:
            panel.begin()

    def order_tabs(self, before: QWidget) -> None:
        """Let the Tab key go from another widget to the tabs, and through each of them as it is read."""
        self._before = before
        QWidget.setTabOrder(before, self.tabBar())
        last: QWidget = self.tabBar()
        for panel in (self.options, self.words, self.layouts):
            if sheet := panel.widget() if panel else None:
                _stop_once(sheet)
                last = follow_layout(sheet, last) or last

    def fill(self, moment: Moment, drawn: Drawn | None) -> None:
        """Show what the tab on the screen tells at this moment; `drawn` is the paper on the screen."""
        match self.currentIndex():
            case place if place == _WORDS:
                self._fill_words(moment, drawn)
            case place if place == _LAYOUTS:
                self._fill_layouts(moment)

    def shown_beside(self, moment: Moment) -> Asked:
        """What is asked while the tab on the screen is worked in: the board paper, in a layout that can be edited."""
        asked = moment.asked.but(kind="board")
        own = moment.publication.layouts
        if self.currentIndex() == _LAYOUTS and own and all(each.id != asked.layout_id for each in own):
            asked = asked.but(layout_id=own[0].id)
        return asked

    def settle(self) -> bool:
        """Keep what is half typed. False where it cannot be kept."""
        settled = [part.settle() for part in (self.words, self.layouts) if part]
        return all(settled)

    def _fill_words(self, moment: Moment, drawn: Drawn | None) -> None:
        from ui.papers.words import Worded, WordsPanel  # noqa: PLC0415 - most who print a paper word nothing

        if self.words is None:
            self.words = WordsPanel(self._live)
            self._put(_WORDS, self.words)
        layout = moment.layout if moment.asked.layout_id > 0 else None
        self.words.fill(Worded(moment.register, moment.publication, layout, self._words_of(drawn)))

    def _fill_layouts(self, moment: Moment) -> None:
        from ui.papers.layouts import LayoutEditor  # noqa: PLC0415 - as above

        if self.layouts is None:
            self.layouts = LayoutEditor(self._live, self._ask_picture)
            self.layouts.chosen.connect(self.layout_wanted)
            self._put(_LAYOUTS, self.layouts)
        self.layouts.fill(moment.publication, moment.register, moment.asked.layout_id)

    def _put(self, place: int, panel: QWidget) -> None:
        room = self.widget(place)
        column = room.layout() if room else None
        assert column is not None
        column.addWidget(panel)
        if self._before:
            self.order_tabs(self._before)
        panel.show()  # a layout would show it only later, and the keyboard goes into it now

    def _words_of(self, drawn: Drawn | None) -> Mapping[Subject, str] | None:
        """What the program would write, by the last board paper drawn."""
        if drawn and drawn.kind.key == "board" and (self._generated is None or self._generated[0] is not drawn):
            from ui.papers.generated import generated  # noqa: PLC0415 - as above

            self._generated = (drawn, generated(drawn.sources, drawn.request))
        return self._generated[1] if self._generated else None


def _stop_once(sheet: QWidget) -> None:
    """What only hands the keyboard on to what stands inside it would be one more stop, after all the others."""
    for each in sheet.findChildren(QWidget):
        if isinstance(each, Captioned | Editor | RiskPicker):
            each.setFocusProxy(None)  # type: ignore[arg-type]
