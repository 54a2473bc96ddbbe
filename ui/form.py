"""Forms made from an entity's shown fields: a field added to the words of the domain appears here by itself."""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, get_args, get_type_hints

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from riskdesk.entities import Entity, Kind, Shown, shown_fields
from riskdesk.risks import Category, Objective, Owner, Register
from ui.buttons import link
from ui.choices import Added, ChoiceEditor, PickEditor
from ui.fields import DateEditor, DueEditor, Editor, LineEditor, MoneyEditor, PercentEditor, Save
from ui.labels import caption, mark
from ui.longtext import TextEditor
from ui.theme import PAD

SaveField = Callable[[int, dict[str, Any]], None]
"""Saves one fact, by field name, of the entity with this id."""

_LINES: Mapping[Kind, type[LineEditor]] = {
    Kind.LINE: LineEditor,
    Kind.DATE: DateEditor,
    Kind.DUE: DueEditor,
    Kind.MONEY: MoneyEditor,
    Kind.PERCENT: PercentEditor,
}


def make_editor(entity: type[Entity], name: str, save: Save, added: Added, parent: QWidget | None = None) -> Editor:
    """The editor for a shown field, by its kind and type."""
    shown = shown_fields(entity)[name]
    kind, optional = _type_of(entity, name)
    if shown.kind is Kind.CHOICE:
        return ChoiceEditor(shown, save, tuple(kind), optional=optional, parent=parent)
    if shown.kind is Kind.PICK:
        return PickEditor(shown, save, kind, added, parent)
    if shown.kind is Kind.TEXT:
        return TextEditor(shown, save, parent)
    return _LINES[shown.kind](shown, save, parent)


def _type_of(entity: type[Entity], name: str) -> tuple[Any, bool]:
    hint = get_type_hints(entity)[name]
    if isinstance(hint, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None)), True
    return hint, False


def entries_of(register: Register, entity: type[Entity]) -> Sequence[Any]:
    """The register's own list of this kind."""
    lists: Mapping[type[Entity], Sequence[Any]] = {
        Category: register.categories,
        Objective: register.objectives,
        Owner: register.owners,
    }
    return lists[entity]


class FieldForm(QWidget):
    """The editors of some or all shown fields of one entity, refilled for one entity after another.

    What is not saved when the form moves on to another entity is kept and shown again on return.
    """

    def __init__(
        self,
        entity: type[Entity],
        save: SaveField,
        added: Added,
        names: Sequence[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._id = 0
        self._kept: dict[tuple[int, str], Any] = {}
        self._folded: tuple[str, ...] = ()
        self._is_folded = False
        self._read_only = False
        self.unfold_button = link("", self.unfold)
        self.unfold_button.hide()
        mark(self.unfold_button, "flush", True)
        self.editors: dict[str, Editor] = {}
        for name in shown_fields(entity) if names is None else names:
            self.editors[name] = make_editor(entity, name, self._saver(name, save), added, self)
        self._build()

    def _saver(self, name: str, save: SaveField) -> Save:
        return lambda value: save(self._id, {name: value})

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(PAD)
        for column in range(6):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        shown = {name: editor.shown for name, editor in self.editors.items()}
        for row, names in enumerate(rows_of(shown)):
            for name, (start, span) in zip(names, _spans(names), strict=True):
                grid.addWidget(self.editors[name], row, start, 1, span)
            self._say_stem_once(names)
        grid.addWidget(self.unfold_button, grid.rowCount(), 0, 1, 6)

    def _say_stem_once(self, names: Sequence[str]) -> None:
        """ "Financial impact, low", "Likely", "High": said in full three times, all would be cut."""
        first, *others = (self.editors[name] for name in names)
        stem, comma, _ = first.shown.label.rpartition(", ")
        for editor in others:
            if comma and editor.shown.label.startswith(stem + comma):
                editor.caption.setText(caption(editor.shown.label.removeprefix(stem + comma).capitalize()))

    def fold(self, names: Sequence[str], invitation: str) -> None:
        """Put these fields behind a link with this wording wherever all of them are empty."""
        self._folded = tuple(names)
        self.unfold_button.setText(invitation)

    def reveal(self, name: str) -> Editor:
        """A field's editor, unfolded where it was folded away."""
        if name in self._folded and self._is_folded:
            self._show_folded(True)
        return self.editors[name]

    def unfold(self) -> None:
        """Show the folded fields and begin with the first."""
        self._show_folded(True)
        self.editors[self._folded[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_folded(self, shown: bool) -> None:
        for name in self._folded:
            self.editors[name].setVisible(shown)
        self._is_folded = not shown
        self._offer_unfolding()

    def _offer_unfolding(self) -> None:
        self.unfold_button.setVisible(bool(self._folded) and self._is_folded and not self._read_only)

    @property
    def entity_id(self) -> int:
        """The entity shown, 0 before the first."""
        return self._id

    def fill(self, value: Any, register: Register) -> None:
        """Show an entity. The same one again keeps half-typed matter; call `settle` before showing another."""
        moved = value.id != self._id
        if moved:
            self._keep()
            self._id = value.id
        for name, editor in self.editors.items():
            if isinstance(editor, PickEditor):
                editor.offer(entries_of(register, _type_of(self._entity, name)[0]))
            if moved:
                editor.reset(getattr(value, name))
            else:
                editor.fill(getattr(value, name))
        if moved:
            self._put_kept()
            self._show_folded(False)
        if any(self.editors[name].known or self.editors[name].is_dirty for name in self._folded):
            self._show_folded(True)

    def settle(self) -> bool:
        """Save whatever is half typed; False if some of it cannot be saved (it stays as typed)."""
        settled = [editor.settle() for editor in self.editors.values()]
        return all(settled)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._offer_unfolding()
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def _keep(self) -> None:
        for name, editor in self.editors.items():
            draft = editor.draft()
            if draft is not None:
                self._kept[self._id, name] = draft

    def _put_kept(self) -> None:
        for name, editor in self.editors.items():
            draft = self._kept.pop((self._id, name), None)
            if draft is not None:
                editor.put_draft(draft)


_ROOMY = (Kind.DUE, Kind.PICK)
"""Kinds whose words ("On-going 2017-19", a post) would be cut on a third of the form."""


def rows_of(shown: Mapping[str, Shown]) -> Iterator[tuple[str, ...]]:
    """How fields stand beside each other: long text alone, short ones by twos, or by threes where that
    leaves none alone and cuts no words. Three amounts of money belong on one row."""
    for is_long, names in groupby(shown, lambda name: shown[name].kind is Kind.TEXT):
        if is_long:
            yield from ((name,) for name in names)
        else:
            yield from _short_rows(list(names), shown)


def _short_rows(names: list[str], shown: Mapping[str, Shown]) -> Iterator[tuple[str, ...]]:
    money = [name for name in names if shown[name].kind is Kind.MONEY]
    if len(money) == 3 < len(names):
        yield from _short_rows([name for name in names if name not in money], shown)
        yield tuple(money)
        return
    while names:
        count = 3 if len(names) == 3 and not any(shown[name].kind in _ROOMY for name in names) else 2
        yield tuple(names[:count])
        names = names[count:]


def _spans(names: Sequence[str]) -> list[tuple[int, int]]:
    """Start and width of each field of a row, in sixths."""
    if names[0] == "ref" and len(names) == 2:
        return [(0, 1), (1, 5)]
    wide = 6 // len(names)
    return [(place * wide, wide) for place in range(len(names))]
