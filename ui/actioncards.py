"""The cards of further actions: due dates read as written, days late at the as-at date, and a log of notes."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.dates import read_due
from riskdesk.days import british_short
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Action, Note, Register
from ui.buttons import push
from ui.cards import BETWEEN, Card, Cards, Essentials, Trade
from ui.desk import Desk
from ui.fields import DueEditor, Line, days_late, reading
from ui.labels import mark
from ui.plain import Label, Paragraph
from ui.shorten import shortened
from ui.theme import GAP, TIGHT, Type

_LONGEST_NOTE = 2000


def action_trade(desk: Desk) -> Trade:
    store = desk.store
    return Trade(
        Action,
        "action",
        "Add an action: what is still to be done",
        lambda risk: risk.actions,
        action_essentials,
        store.add_action,
        store.edit_action,
        store.remove_action,
    )


def action_essentials(action: Action, register: Register) -> Essentials:
    due = f"Due {action.due} ({reading(action.due_date)})" if action.due.strip() else "No due date"
    facts = (
        due,
        action.status.label + (f", {action.progress}%" if action.progress else ""),
        action.owner.name if action.owner else "No owner",
        f"{len(action.notes)} note{'s' if len(action.notes) > 1 else ''}" if action.notes else "",
    )
    late = days_late(action.days_late(register.as_at))
    return Essentials(action.text, BETWEEN.join(shortened(fact, 80) for fact in facts if fact), late.capitalize())


class ActionCard(Card):
    """An action with its log."""

    def add_extras(self, body: QVBoxLayout) -> None:
        self.notes = Notes(self._desk, self)
        body.addWidget(self.notes)

    def fill_body(self) -> None:
        super().fill_body()
        assert self.form
        due = self.form.editors["due"]
        if isinstance(due, DueEditor):
            due.tell_lateness(self.part.days_late(self._desk.register.as_at))
        self.notes.fill(self.part)

    def settle(self) -> bool:
        settled = super().settle()
        return settled and (self.form is None or self.notes.add())


class ActionCards(Cards):
    """The actions of a risk; the line that adds one takes its due date as well."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.due = Line(lambda: False)
        super().__init__(desk, action_trade(desk), parent)
        self.due.setPlaceholderText("Due, such as 31/03/2018")
        self.due.setAccessibleName("Due date of the new action")
        self.due.returnPressed.connect(self.press)
        self.due.textEdited.connect(self._on_due)

    def lay_adding(self, column: QVBoxLayout) -> None:
        """The words on a line of their own: beside a due date they would have no room."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.due, 1)
        row.addWidget(self.button)
        column.addWidget(self.line)
        column.addLayout(row)

    def make_card(self) -> Card:
        return ActionCard(self._desk, self._trade, self)

    def fill(self, risk: Any) -> None:
        super().fill(risk)
        self.due.setVisible(not self._desk.read_only)

    def extra_facts(self) -> dict[str, Any]:
        return {"due": self.due.text().strip()}

    def _on_due(self, text: str) -> None:
        due = read_due(text)
        self.say(reading(due), alert=bool(text.strip()) and not due.understood)

    def lines(self) -> tuple[Line, ...]:
        return self.line, self.due


class Notes(QWidget):
    """The dated log of an action, newest first, and a line to add to it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._action: Action | None = None
        self._drafts: dict[int, str] = {}
        self.caption = Label("Notes", self, kind=Type.META)
        self.lack = Paragraph(parent=self, kind=Type.META)
        mark(self.lack, "alert", True)
        self.lines: list[Paragraph] = []
        self.line = Line(lambda: False, self)
        self.line.setPlaceholderText("Add a note, dated today")
        self.line.setAccessibleName("Add a note")
        self.line.setObjectName("new note")
        self.line.returnPressed.connect(self.add)
        self.button = push("Add note", self.add, tip="Add this note (Return)")
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.caption)
        column.addLayout(self._list)
        column.addLayout(row)
        column.addWidget(self.lack)

    def fill(self, action: Action) -> None:
        if self._action is None or action.id != self._action.id:
            if self._action and self.line.text():
                self._drafts[self._action.id] = self.line.text()
            self.lack.hide()
            self.line.setText(self._drafts.pop(action.id, ""))
        self._action = action
        newest_first = action.notes[::-1]
        while len(self.lines) < len(newest_first):
            self.lines.append(Paragraph(parent=self))
            self._list.addWidget(self.lines[-1])
        for line, note in zip(self.lines, newest_first, strict=False):
            line.setText(note_text(note))
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(newest_first))
        for part in (self.line, self.button):
            part.setVisible(not self._desk.read_only)
        self.caption.setVisible(bool(action.notes) or not self._desk.read_only)

    def add(self) -> bool:
        """Add the typed note, dated today. False if that cannot be saved; it then stays as typed."""
        text = self.line.text().strip()
        if not text or self._action is None:
            return True
        try:
            self._desk.store.note_action(self._action.id, text, dt.datetime.now().astimezone().date())
        except RiskDeskError as fault:
            self.lack.setText(str(fault))
            self.lack.show()
            return False
        self.line.clear()
        self.lack.hide()
        return True


def note_text(note: Note) -> str:
    author = f", {note.author}" if note.author else ""
    return f"{british_short(note.noted_on)}{author}: {shortened(note.text, _LONGEST_NOTE)}"
