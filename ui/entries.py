"""One list of a register (partners, categories, objectives, owners): add, rename, remove, each a step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints

from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from riskdesk.entities import Choice, Entity, Kind, Shown, shown_fields
from riskdesk.risks import Category, Register
from ui.buttons import push
from ui.desk import Desk
from ui.edittable import Col, EditTable
from ui.fields import money_words, read_money
from ui.plain import Paragraph
from ui.theme import GAP, ROOM, Type

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is spoken of, and where a register keeps it."""

    entity: type[Entity]
    title: str
    one: str
    lead: str
    read: Callable[[Register], Sequence[Any]]


class EntryList(QWidget):
    """A table of entries with a line below it for a new one."""

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__()
        self._desk = desk
        self._listed = listed
        self._fields = shown_fields(listed.entity)
        self._entries: Sequence[Any] = ()
        self.table = EditTable(listed.title, [self._col(name, shown) for name, shown in self._fields.items()])
        self.new = QLineEdit()
        self._build()
        self.table.edited.connect(self._on_edited)
        self.table.removal_wanted.connect(self.remove)

    def fill(self, register: Register) -> None:
        self._entries = self._listed.read(register)
        none = "" if self._entries else f" There is none yet: name the first {self._listed.one} below."
        self._lead.setText(self._listed.lead + none)
        if self._listed.entity is Category:
            words = tuple(band.word for band in register.scheme.bands)
            self.table.offer(list(self._fields).index("appetite"), (NOT_RECORDED, *words))
        self.table.fill([[self._print(entry, name) for name in self._fields] for entry in self._entries])
        self.table.set_read_only(self._desk.read_only)
        self.new.setReadOnly(self._desk.read_only)
        for button in (self._add, self._remove):
            button.setEnabled(not self._desk.read_only)

    def add(self) -> None:
        name = self.new.text().strip()
        if name:
            self._desk.store.add_entry(self._listed.entity, {next(iter(self._fields)): name})
            self.new.clear()
        self.new.setFocus()

    def remove(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            self._desk.store.remove_entry(self._listed.entity, self._entries[row].id)
        else:
            self._desk.noticed.emit(f"Choose the {self._listed.one} in the list first.", False)

    def add_more_buttons(self, row: QLayout) -> None:
        """What a list offers besides, after its button for a new entry."""

    def _on_edited(self, row: int, place: int) -> None:
        name = list(self._fields)[place]
        try:
            value = self._read(name, self.table.text(row, place))
            self._desk.store.edit_entry(self._listed.entity, self._entries[row].id, {name: value})
        finally:
            self.fill(self._desk.register)

    def _print(self, entry: Any, name: str) -> str:
        value = getattr(entry, name)
        if isinstance(value, Choice):
            return value.label
        if self._fields[name].kind is Kind.MONEY:
            return money_words(value)
        return str(value) or (NOT_RECORDED if name == "appetite" else "")

    def _read(self, name: str, text: str) -> Any:
        if self._fields[name].kind is Kind.CHOICE:
            return next(each for each in self._choices(name) if each.label == text)
        if self._fields[name].kind is Kind.MONEY:
            return read_money(text)
        return "" if name == "appetite" and text == NOT_RECORDED else text

    def _choices(self, name: str) -> tuple[Choice, ...]:
        kind = get_type_hints(self._listed.entity)[name]
        return tuple(kind) if issubclass(kind, StrEnum) else ()

    def _col(self, name: str, shown: Shown) -> Col:
        if name in ("appetite", "trigger"):
            return Col(shown.label, 1, (NOT_RECORDED,), shown.hint)
        if shown.kind is Kind.CHOICE:
            return Col(shown.label, 1, tuple(each.label for each in self._choices(name)), shown.hint)
        if shown.kind is Kind.MONEY:
            return Col(shown.label, 1, (), shown.hint, number=True)
        return Col(shown.label, 2, (), shown.hint)

    def _build(self) -> None:
        one = self._listed.one
        self.new.setPlaceholderText(f"Name of a new {one}")
        self.new.setAccessibleName(f"Name of a new {one}")
        self.new.returnPressed.connect(self.add)
        self._add = push(f"Add {one}", self.add, tip=f"Add the {one} named here (Return)", icon_name="plus")
        self._remove = push(
            f"Remove {one}", lambda: self.remove(self.table.currentRow()), tip=f"Remove the chosen {one} (Delete)"
        )
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.new, 1)
        row.addWidget(self._add)
        self.add_more_buttons(row)
        row.addStretch(1)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(GAP)
        self._lead = Paragraph(kind=Type.META)
        column.addWidget(self._lead)
        column.addWidget(self.table, 1)
        column.addLayout(row)
