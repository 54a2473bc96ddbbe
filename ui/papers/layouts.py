"""The layout editor: how each committee wants its board paper, beside the pages that show at once what it does."""

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from riskdesk.entities import Kind, shown_fields
from riskdesk.publishing import Layout, Publication, usual_layouts
from riskdesk.risks import Register
from riskdesk.wording import clipped
from ui.audit.parts import Captioned, Complaint, SheetArea
from ui.buttons import primary, push
from ui.desk import Desk
from ui.form import FieldForm
from ui.guard import guarded
from ui.labels import Section
from ui.newentry import adder
from ui.papers.chapterlist import ChapterList
from ui.papers.dress import ColourEditor, LogoRow
from ui.papers.picking import Pick
from ui.plain import Paragraph, tip
from ui.theme import GAP, PAD, TIGHT, Type

_MOST_LINES = 6
_WHAT = (
    "A layout is how one committee wants its board paper: its name on the cover, the chapters in its order, its words, "
    "colour and logo. Begin with one that is often asked for."
)


class _Names(QListWidget):
    """The layouts, as tall as they are few."""

    @guarded(QSize(100, 60))
    def sizeHint(self) -> QSize:
        lines = min(max(self.count(), 1), _MOST_LINES)
        return QSize(100, max(self.sizeHintForRow(0), 1) * lines + 2 * self.frameWidth() + 2)

    @guarded(QSize(100, 60))
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class LayoutEditor(SheetArea):
    """Writes to the register in hand, also while a closed period is looked at. `chosen` asks for the paper in the
    layout of this id."""

    chosen = Signal(int)

    def __init__(self, desk: Desk, ask_picture: Callable[[], Path | None]) -> None:
        """`desk` is that of the register in hand."""
        super().__init__("Layouts")
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self._layout: Layout | None = None
        self._usual: Sequence[Layout] = ()
        self.names = _Names()
        self.names.setAccessibleName("Layouts")
        self.begin_from = Pick("Begin from")
        self.add_button = primary("Add", self.add, tip="Add a layout like this one to the register")
        self.copy_button = push("Duplicate", self.duplicate, tip="Add a layout like the chosen one")
        self.remove_button = push("Remove", self.remove, tip="Take the chosen layout out of the register")
        self.lack = Complaint()
        self.forms = [FieldForm(Layout, self._change, adder(desk), names) for names in _rows()]
        self.colour = ColourEditor(shown_fields(Layout)["colour"], lambda value: self._write("colour", value))
        self.logo = LogoRow(ask_picture, self._put_logo, self._take_logo)
        self.chapters = ChapterList()
        self.chapters.changed.connect(lambda sections: self._write("sections", sections))
        self.names.currentRowChanged.connect(self._on_row)
        self._build()

    def _build(self) -> None:
        self.what = Paragraph(_WHAT, kind=Type.META)
        adding = QHBoxLayout()
        adding.setSpacing(GAP)
        adding.addWidget(self.begin_from, 1)
        adding.addWidget(self.add_button)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        acts.addWidget(self.copy_button)
        acts.addWidget(self.remove_button)
        acts.addStretch(1)
        self.sheet = QWidget()
        parts = QVBoxLayout(self.sheet)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(PAD)
        inside: Sequence[QWidget]
        for title, inside in (
            ("Words", self.forms),
            ("Chapters", (self.chapters,)),
            ("Colour and logo", (self.colour, self.logo)),
        ):
            section = Section(title)
            for each in inside:
                section.body.addWidget(each)
            parts.addWidget(section)
        head = QVBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(self.names)
        head.addLayout(acts)
        head.addWidget(self.what)
        self.adding = QWidget()
        self.adding.setLayout(adding)
        adding.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(head)
        self.body.addWidget(Captioned("Add a layout", self.adding))
        self.body.addWidget(self.lack)
        self.body.addWidget(self.sheet)
        self.body.addStretch(1)

    @property
    def layout_id(self) -> int:
        """The layout shown; 0 where there is none."""
        return self._layout.id if self._layout else 0

    def fill(self, publication: Publication, register: Register, layout_id: int) -> None:
        """Show the layouts, and this one of them; the first one where it is none of them."""
        layouts, read_only = publication.layouts, self._desk.read_only
        self._layout = _of(publication, layout_id) or _of(publication, self.layout_id)
        self._layout = self._layout or (layouts[0] if layouts else None)
        self._offer(layouts, register, read_only=read_only)
        self.sheet.setVisible(self._layout is not None)
        if self._layout:
            moved = self._layout.id != self.forms[0].entity_id
            for form in self.forms:
                form.fill(self._layout, register)
                form.set_read_only(read_only)
            (self.colour.reset if moved else self.colour.fill)(self._layout.colour)
            self.colour.set_read_only(read_only)
            self.logo.fill(self._layout.logo, read_only=read_only)
            self.chapters.fill(self._layout.sections, read_only=read_only)

    def begin(self) -> None:
        """Put the keyboard where choosing begins."""
        (self.names if self._layout else self.begin_from).setFocus()

    def settle(self) -> bool:
        """Save what is half typed; False where it cannot be."""
        if self._layout is None or self._desk.read_only:
            return True
        settled = [*(form.settle() for form in self.forms), self.colour.settle()]
        return all(settled)

    def _offer(self, layouts: Sequence[Layout], register: Register, *, read_only: bool) -> None:
        was = self.names.blockSignals(True)
        words = [clipped(layout.name, 80) for layout in layouts]
        if words != [self.names.item(place).text() for place in range(self.names.count())]:
            self.names.clear()
            self.names.addItems(words)
            self.names.updateGeometry()
        self._ids = tuple(layout.id for layout in layouts)
        self.names.setCurrentRow(self._ids.index(self.layout_id) if self.layout_id in self._ids else -1)
        self.names.blockSignals(was)
        for place, layout in enumerate(layouts):
            self.names.item(place).setToolTip(tip(layout.body))
        self._usual = usual_layouts(register)
        offered = [(place, layout.name) for place, layout in enumerate(self._usual)]
        self.begin_from.offer([*offered, (-1, "One with nothing filled in")], self.begin_from.value)
        for each in (self.add_button, self.begin_from):
            each.setDisabled(read_only)
        for each in (self.copy_button, self.remove_button):
            each.setDisabled(read_only or not layouts)
        self.names.setVisible(bool(layouts))
        self.what.setVisible(not layouts)

    # What a person does

    def add(self) -> None:
        """Add the layout chosen to begin from."""
        place = self.begin_from.value
        self._add(self._usual[place] if place >= 0 else Layout(name="New layout"))

    def duplicate(self) -> None:
        if self._layout and self.settle():
            self._add(self._layout)

    def remove(self) -> None:
        if self._layout:
            self._desk.store.remove_layout(self._layout.id)

    def _add(self, like: Layout) -> None:
        store = self._desk.store
        name = _free(like.name, store.publication())
        facts = {name: getattr(like, name) for name in (*shown_fields(Layout), "sections")} | {"name": name}
        if self.lack.attempt(lambda: self.chosen.emit(store.add_layout(facts))):
            if like.logo:
                store.set_logo(self.layout_id, base64.b64decode(like.logo.data))
            self.forms[0].editors["name"].input.setFocus()

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._ids) and self._ids[place] != self.layout_id:
            self.settle()
            self.chosen.emit(self._ids[place])

    # Writing

    def _change(self, layout_id: int, facts: dict[str, Any]) -> None:
        self._desk.store.change_layout(layout_id, facts)

    def _write(self, name: str, value: object) -> None:
        self._change(self.layout_id, {name: value})

    def _put_logo(self, data: bytes) -> None:
        self._desk.store.set_logo(self.layout_id, data)

    def _take_logo(self) -> None:
        self._desk.store.remove_logo(self.layout_id)


def _rows() -> list[tuple[str, ...]]:
    """The shown fields but the colour: choices beside one another, words each on a line of its own."""
    shown = {name: field for name, field in shown_fields(Layout).items() if name != "colour"}
    rows: list[tuple[str, ...]] = []
    for name, field in shown.items():
        beside = bool(rows) and field.kind is Kind.CHOICE and shown[rows[-1][-1]].kind is Kind.CHOICE
        rows[len(rows) - beside :] = [(*rows[-1], name) if beside else (name,)]
    return rows


def _of(publication: Publication, layout_id: int) -> Layout | None:
    return next((layout for layout in publication.layouts if layout.id == layout_id), None)


def _free(name: str, publication: Publication) -> str:
    """A name that no layout has yet: "Board", "Board 2", "Board 3" ..."""
    free, number = name, 1
    while publication.layout(free):
        number += 1
        free = f"{name} {number}"
    return free
