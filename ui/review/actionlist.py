"""A risk's open actions on the review sheet, each edited where it stands; every edit is a step of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.risks import Action, Risk
from riskdesk.wording import sentence
from ui.desk import Desk
from ui.fields import DueEditor, Editor
from ui.form import make_editor
from ui.labels import mark
from ui.newentry import adder
from ui.plain import Paragraph
from ui.review.words import moved_said
from ui.shorten import shortened
from ui.theme import GAP, PAD, TIGHT, Type

_FIELDS = {"status": 3, "progress": 2, "due": 4}
"""The fields on one line, and how they share it; the barrier has the line below."""

_LONGEST = 400


class ActionRow(QFrame):
    """One action: its words, then status, per cent, due date with what it was before, and what stands in the way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        mark(self, "card", True)
        self._desk = desk
        self._id = 0
        self.text = Paragraph()
        self.owner = Paragraph(kind=Type.META)
        self.moved = Paragraph(kind=Type.META)
        self.editors: dict[str, Editor] = {name: self._editor(name) for name in (*_FIELDS, "barrier")}
        self._build()

    def _editor(self, name: str) -> Editor:
        return make_editor(Action, name, lambda value: self._save(name, value), adder(self._desk))

    def _save(self, name: str, value: Any) -> None:
        self._desk.store.edit_action(self._id, {name: value})

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(PAD)
        for name, share in _FIELDS.items():
            row.addWidget(self.editors[name], share)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, GAP, PAD, GAP)
        column.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self.text)
        words.addWidget(self.owner)
        column.addLayout(words)
        column.addLayout(row)
        column.addWidget(self.moved)
        column.addWidget(self.editors["barrier"])

    def fill(self, action: Action, risk: Risk, dues: Sequence[str], place: int) -> None:
        fresh = action.id != self._id
        self._id = action.id
        name = f"Action {place + 1}"
        self.setAccessibleName(name)
        self.text.setText(shortened(action.text, _LONGEST))
        owner = risk.answers_for(action)
        self.owner.setText(owner.name if owner else "No owner")
        self.moved.setText(sentence(moved_said(tuple(dues))))
        self.moved.setVisible(bool(dues))
        for field, editor in self.editors.items():
            if fresh:
                editor.reset(getattr(action, field))
            else:
                editor.fill(getattr(action, field))
            editor.name_input(f"{name}, {editor.shown.label.lower()}")
            editor.set_read_only(self._desk.read_only)
        due = self.editors["due"]
        if isinstance(due, DueEditor):
            due.tell_lateness(action.days_late(self._desk.register.as_at))

    def settle(self) -> bool:
        """Save what is half typed; False where some of it cannot be."""
        settled = [editor.settle() for editor in self.editors.values()]
        return all(settled)


class ActionList(QWidget):
    """Those actions that are open, and those that were when the risk was brought up: one just done stays in sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk_id = 0
        self._seen: set[int] = set()
        self.caption = Paragraph(kind=Type.STRONG)
        self.rows: list[ActionRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.caption)
        column.addLayout(self._list)

    def fill(self, risk: Risk) -> bool:
        """Show a risk's actions. True where rows were made that Tab does not know yet."""
        if risk.id != self._risk_id:
            self._risk_id, self._seen = risk.id, set()
        self._seen |= {action.id for action in risk.open_actions}
        actions = [action for action in risk.actions if action.id in self._seen]
        dues: Mapping[int, Sequence[str]] = self._desk.store.evidence().dues if actions else {}
        grown = len(actions) > len(self.rows)
        while len(self.rows) < len(actions):
            self.rows.append(ActionRow(self._desk))
            self._list.addWidget(self.rows[-1])
        for place, row in enumerate(self.rows):
            if place < len(actions):
                row.fill(actions[place], risk, dues.get(actions[place].id, ()), place)
            row.setVisible(place < len(actions))
        self.caption.setText("Open actions" if actions else "No action is open.")
        return grown

    def settle(self) -> bool:
        settled = [row.settle() for row in self.rows if not row.isHidden()]
        return all(settled)
