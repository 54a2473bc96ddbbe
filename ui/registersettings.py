"""What a register says of itself: title, date, review cycle, appetite, its three stages' words, fund and source."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from riskdesk.entities import Entity, shown_fields
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register
from riskdesk.scoring import Scheme
from ui.desk import Desk
from ui.entries import NOT_RECORDED
from ui.form import FieldForm
from ui.fund import LEAD, FundSettings
from ui.inview import bring_into_view
from ui.labels import Section
from ui.plain import Label, Paragraph
from ui.taborder import follow_layout
from ui.theme import PAD, ROOM, TIGHT, Type

_COLUMN = 96
_SECTIONS = (
    ("Register", "", ("title", "organisation", "as_at", "review_cycle")),
    (
        "Words for the three stages",
        "Every screen and paper uses these. Many registers say Residual for current.",
        ("inherent_word", "current_word", "target_word"),
    ),
    ("Source", "Where the register came from, if it was taken over from a document.", ("source", "source_note")),
)


class RegisterSettings(QScrollArea):
    """One scroll of sections. A field is saved when it is left, as one step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.forms: list[FieldForm] = []
        self.appetite = QComboBox()
        self.fund = FundSettings(desk)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = self._build()
        self.setWidget(self._sheet)
        self.appetite.activated.connect(self._on_appetite)

    def fill(self, register: Register) -> None:
        for form in self.forms:
            form.fill(register, register)
            form.set_read_only(self._desk.read_only)
        self.fund.fill(register)
        _offer_bands(self.appetite, register.scheme, register.appetite)
        self.appetite.setEnabled(not self._desk.read_only)
        follow_layout(self._sheet)

    def show_field(self, name: str) -> None:
        """Put the keyboard on a field; the title where there is none of this name."""
        forms = (*self.forms, self.fund.form)
        editors = {name: editor for form in forms for name, editor in form.editors.items()}
        wanted = self.appetite if name == "appetite" else editors.get(name, editors["title"])
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(wanted)

    def _save(self, _register_id: int, facts: dict[str, Any]) -> None:
        self._desk.store.edit_register(facts)

    def _on_appetite(self, place: int) -> None:
        try:
            self._desk.store.edit_register({"appetite": self.appetite.itemData(place)})
        finally:
            self.fill(self._desk.register)

    def _build(self) -> QWidget:
        inner, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(inner)
        row.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(self.fontMetrics().averageCharWidth() * _COLUMN)
        row.addWidget(holder, 1)
        row.addStretch(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        sections = [self._section(title, lead, self._form(names)) for title, lead, names in _SECTIONS]
        sections.insert(1, self._section("Appetite", "Risks above it are said to be so.", self._appetite_form()))
        sections.insert(-1, self._section("Pooled fund", LEAD, self.fund))
        for section in sections:
            column.addWidget(section)
        column.addStretch(1)
        return inner

    def _section(self, title: str, lead: str, body: QWidget) -> QWidget:
        section = Section(title)
        if lead:
            section.body.addWidget(Paragraph(lead, kind=Type.META))
        section.body.addWidget(body)
        return section

    def _form(self, names: tuple[str, ...]) -> FieldForm:
        form = FieldForm(Register, self._save, _adds_nothing, names)
        self.forms.append(form)
        return form

    def _appetite_form(self) -> QWidget:
        shown = shown_fields(Register)["appetite"]
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(Label(shown.hint, kind=Type.META))
        self.appetite.setAccessibleName(f"{shown.label}: {shown.hint}")
        self.appetite.setToolTip(f"{shown.hint}. Categories can have their own.")
        self.appetite.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        column.addWidget(self.appetite)
        column.addSpacing(PAD)
        column.addWidget(self._form(("appetite_statement",)))
        return whole


def _adds_nothing(entity: type[Entity], name: str) -> Entity:
    """A register's own fields are words and dates: none of them picks from a list that could be added to."""
    raise RiskDeskError(f'"{name}" cannot be added as {entity.__name__.lower()} here.', "Use the tab with that list.")


def _offer_bands(box: QComboBox, scheme: Scheme, chosen: str) -> None:
    """The scheme's bands, lightest first; a word that is none of them stays in sight until a person chooses again."""
    box.clear()
    box.addItem(NOT_RECORDED, "")
    for band in scheme.bands:
        box.addItem(band.word, band.word)
    if chosen and scheme.band(chosen) is None:
        box.addItem(f"{chosen} (no band of this scheme)", chosen)
    box.setCurrentIndex(box.findData(chosen))
