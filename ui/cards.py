"""Cards: one per control or action of a risk. Closed, a card says the essentials; open, it is the whole form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.entities import Entity
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Control, Register, Risk
from ui.buttons import link, picture, push
from ui.desk import Desk
from ui.fields import Line
from ui.form import FieldForm
from ui.guard import guarded
from ui.icons import icon
from ui.labels import mark
from ui.newentry import adder
from ui.plain import Paragraph
from ui.shorten import shortened
from ui.theme import GAP, PAD, TIGHT, Type

BETWEEN = "\N{NO-BREAK SPACE}· "
"""Between facts on one line: where the line breaks, the dot ends it and does not begin the next."""

_LONGEST = 360


@dataclass(frozen=True, slots=True)
class Essentials:
    """What a closed card says: its text, a quieter line, and what needs doing (or "")."""

    text: str
    facts: str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of card deals in and how the store is told."""

    entity: type[Entity]
    noun: str
    invitation: str
    parts: Callable[[Risk], tuple[Any, ...]]
    essentials: Callable[[Any, Register], Essentials]
    add: Callable[[int, dict[str, Any]], int]
    edit: Callable[[int, dict[str, Any]], None]
    remove: Callable[[int], None]


class CardHead(QWidget):
    """The part of a card that is always there; clicking it anywhere opens or closes the card."""

    toggled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.knob = picture("chevron-right", "Open", self.toggled.emit)
        self.text = Paragraph(parent=self)
        self.facts = Paragraph(parent=self, kind=Type.META)
        self.alert = Paragraph(parent=self, kind=Type.META)
        mark(self.alert, "alert", True)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self.text, self.facts, self.alert):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.knob, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def say(self, essentials: Essentials, name: str, *, is_open: bool) -> None:
        self.text.setText(name if is_open else shortened(essentials.text, _LONGEST))
        self.facts.setText(essentials.facts)
        self.facts.setVisible(bool(essentials.facts) and not is_open)
        self.alert.setText(essentials.alert)
        self.alert.setVisible(bool(essentials.alert) and not is_open)
        self.knob.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        what = shortened(essentials.text, 60)
        self.knob.setAccessibleName(f"{name}: {what}, {'open' if is_open else 'closed'}")
        self.knob.setToolTip("Show less" if is_open else "Show and edit everything")

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggled.emit()


class Card(QFrame):
    """One control or action. Its form is made when the card is first opened, then refilled."""

    toggled = Signal(int)

    def __init__(self, desk: Desk, trade: Trade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "card", True)
        self._desk, self._trade = desk, trade
        self.part: Any = None
        self.form: FieldForm | None = None
        self.head = CardHead(self)
        self.head.toggled.connect(self._on_head)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GAP, GAP, PAD, GAP)
        self.column.setSpacing(PAD)
        self.column.addWidget(self.head)

    def _on_head(self) -> None:
        self.toggled.emit(self.part.id)

    def fill(self, part: Any, place: int, *, is_open: bool) -> None:
        self.part = part
        name = f"{self._trade.noun.capitalize()} {place + 1}"
        self.setAccessibleName(name)
        self.head.say(self._trade.essentials(part, self._desk.register), name, is_open=is_open)
        if is_open and self.form is None:
            self.form = self._make_body()
        if self.form:
            self.body.setVisible(is_open)
            if is_open or part.id == self.form.entity_id:
                self.fill_body()

    def fill_body(self) -> None:
        assert self.form
        self.form.fill(self.part, self._desk.register)
        self.form.set_read_only(self._desk.read_only)
        self.remove_button.setVisible(not self._desk.read_only)

    def settle(self) -> bool:
        return self.form is None or self.form.settle()

    def _make_body(self) -> FieldForm:
        self.body = QWidget(self)
        form = FieldForm(self._trade.entity, self._trade.edit, adder(self._desk), parent=self.body)
        self.remove_button = link(
            f"Remove {self._trade.noun}", lambda: self._trade.remove(self.part.id), tip="Undo brings it back"
        )
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(TIGHT, 0, 0, 0)
        inner.setSpacing(PAD)
        inner.addWidget(form)
        self.add_extras(inner)
        inner.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addWidget(self.body)
        return form

    def add_extras(self, body: QVBoxLayout) -> None:
        """What a kind of card holds below its form."""


class Cards(QWidget):
    """The controls or the actions of a risk, and a line to add one."""

    grew = Signal()
    """A card was opened for the first time."""

    def __init__(self, desk: Desk, trade: Trade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._trade = desk, trade
        self._risk: Risk | None = None
        self._open: set[int] = set()
        self._drafts: dict[int, list[str]] = {}
        self.cards: list[Card] = []
        self.none = Paragraph(f"No {trade.noun} is recorded.", kind=Type.META)
        self.lack = Paragraph(parent=self, kind=Type.META)
        self.line = Line(lambda: False, self)
        self.line.setPlaceholderText(trade.invitation)
        self.line.setAccessibleName(f"Add {trade.noun}")
        self.line.returnPressed.connect(self.press)
        self.line.textEdited.connect(lambda _text: self.lack.hide())
        self.button = push(f"Add {trade.noun}", self.press, tip=f"Add this {trade.noun} (Return)")
        self._build()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.none)
        column.addLayout(self._list)
        self.lay_adding(column)
        column.addWidget(self.lack)
        self.lack.hide()

    def lay_adding(self, column: QVBoxLayout) -> None:
        """Lay out where something new is typed."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column.addLayout(row)

    def fill(self, risk: Risk) -> None:
        if self._risk is None or self._risk.id != risk.id:
            self._change_drafts(risk)
        self._risk = risk
        parts = self._trade.parts(risk)
        for place in range(len(self.cards), len(parts)):
            self.cards.append(self.make_card())
            self.cards[place].toggled.connect(self.toggle)
            self._list.addWidget(self.cards[place])
        for place, card in enumerate(self.cards):
            if place < len(parts):
                card.fill(parts[place], place, is_open=parts[place].id in self._open)
            card.setVisible(place < len(parts))
        self.none.setVisible(not parts)
        for part in (self.line, self.button):
            part.setVisible(not self._desk.read_only)

    def make_card(self) -> Card:
        return Card(self._desk, self._trade, self)

    def toggle(self, part_id: int) -> None:
        """Open or close the card of this control or action. Closing saves what is half typed."""
        card = next(card for card in self.cards if card.part.id == part_id)
        card.settle()
        self._open ^= {part_id}
        grown = card.form is None
        card.fill(card.part, self.cards.index(card), is_open=part_id in self._open)
        if grown:
            self.grew.emit()

    def card_of(self, part_id: int) -> Card | None:
        """The card of this control or action, None where the risk has no such one."""
        return next((card for card in self.cards if card.part.id == part_id and not card.isHidden()), None)

    def show_part(self, part_id: int, field: str = "") -> QWidget:
        """Open a control or an action and answer where a field of it, or its words, are typed; where a new one is, if
        it is gone."""
        if self.card_of(part_id) is None:
            return self.line if self.line.isVisibleTo(self) else self
        form = self.open(part_id).form
        assert form
        return form.editors.get(field) or next(iter(form.editors.values()))

    def open(self, part_id: int) -> Card:
        """The card of this control or action, opened."""
        if part_id not in self._open:
            self.toggle(part_id)
        return next(card for card in self.cards if card.part.id == part_id)

    def settle(self) -> bool:
        """Save what is half typed: in the cards and in the line that adds one."""
        settled = [card.settle() for card in self.cards if not card.isHidden()]
        return all([*settled, self.add()])

    def press(self) -> None:
        """Add what is typed, and be ready for the next."""
        if not self.line.text().strip():
            self.say(f"Write what the {self._trade.noun} is first.", alert=True)
        else:
            self.add()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, *, alert: bool) -> None:
        """Tell something about what is typed below the line; "" takes it away."""
        mark(self.lack, "alert", alert)
        self.lack.setText(sentence)
        self.lack.setVisible(bool(sentence))

    def add(self) -> bool:
        """Add what is typed. False if that cannot be saved; it then stays as typed."""
        text = self.line.text().strip()
        if not text or self._risk is None:
            return True
        try:
            self._trade.add(self._risk.id, {"text": text, **self.extra_facts()})
        except RiskDeskError as fault:
            self.say(str(fault), alert=True)
            return False
        self._clear()
        return True

    def lines(self) -> tuple[Line, ...]:
        """Where something new is typed."""
        return (self.line,)

    def _change_drafts(self, risk: Risk) -> None:
        """Keep what could not be added for when its risk is shown again."""
        typed = [line.text() for line in self.lines()]
        if self._risk and any(typed):
            self._drafts[self._risk.id] = typed
        self._clear()
        for line, text in zip(self.lines(), self._drafts.pop(risk.id, ()), strict=False):
            line.setText(text)

    def extra_facts(self) -> dict[str, Any]:
        """What the add line gives besides the words."""
        return {}

    def _clear(self) -> None:
        for line in self.lines():
            line.clear()
        self.lack.hide()


def control_trade(desk: Desk) -> Trade:
    store = desk.store
    return Trade(
        Control,
        "control",
        "Add a control: what is already done",
        lambda risk: risk.controls,
        _control_essentials,
        store.add_control,
        store.edit_control,
        store.remove_control,
    )


def _control_essentials(control: Control, _register: Register) -> Essentials:
    facts = (
        control.state.label,
        control.implemented,
        control.effectiveness.label if control.effectiveness else "",
        control.assurance_line.label if control.assurance_line else "",
        control.owner.name if control.owner else "",
    )
    return Essentials(control.text, BETWEEN.join(shortened(fact, 60) for fact in facts if fact), _gaps(control))


def _gaps(control: Control) -> str:
    found = {"Gap in control": control.gaps, "Gap in assurance": control.assurance_gaps}
    return "\n".join(f"{what}: {shortened(text, 120)}" for what, text in found.items() if text.strip())
