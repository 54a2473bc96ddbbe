"""One place of a paper that a person may word: it begins with the program's words and says whose they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.days import british
from riskdesk.entities import Kind, Shown
from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Narrative, Subject
from riskdesk.wording import counted
from ui.buttons import link
from ui.fields import Editor, LineEditor, Save, read_day
from ui.labels import mark
from ui.longtext import TextEditor
from ui.plain import Paragraph
from ui.theme import TIGHT, Type

PARAGRAPHS = (Subject.SUMMARY, Subject.DECISIONS)
"""What is more than a line."""

_HINTS = {
    Subject.SUMMARY: "One paragraph a line",
    Subject.DECISIONS: "One decision a line; they are numbered in the paper",
    Subject.MEETING: "Health and Wellbeing Board",
    Subject.MEETING_DATE: "12 September 2017",
    Subject.AUTHOR: "Name and post",
    Subject.PRESENTER: "Name and post",
    Subject.VERSION: "Draft 2, or Final",
}


class DayEditor(LineEditor):
    """A day in whatever words; one that can be read is kept as papers print it."""

    def _read(self) -> Any:
        text = str(super()._read())
        try:
            day = read_day(text)
        except RiskDeskError:
            return text
        return british(day) if day else ""


@dataclass(frozen=True, slots=True)
class Base:
    """What stands in the paper while nobody writes in this place, and whose words those are."""

    text: str
    said: str


class WrittenField(QWidget):
    """`write` takes the words, "" for those that stood there before."""

    def __init__(self, subject: Subject, write: Callable[[Subject, str], None]) -> None:
        super().__init__()
        self.subject = subject
        self._write = write
        self._base, self._known = Base("", ""), ""
        self.editor = _editor(subject, self._on_saved)
        self.said = Paragraph(kind=Type.META)
        self.since = Paragraph(kind=Type.META)
        mark(self.since, "alert", True)
        self.back_button = link("", self._go_back, tip="Let the paper say what it said before somebody wrote")
        mark(self.back_button, "flush", True)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.editor)
        column.addLayout(row)
        column.addWidget(self.since)

    def fill(self, base: Base, written: Narrative | None, changes: int, *, read_only: bool) -> None:
        """`changes` is how many steps changed the register since a person wrote."""
        self._base, self._known = base, written.text if written else base.text
        self.editor.fill(self._known)
        self.editor.set_read_only(read_only)
        self.said.setText(_written_said(written) if written else base.said)
        self.said.setVisible(bool(self.said.text()))
        self.since.setText(f"The register has changed since, in {counted(changes, 'step')}: read it again.")
        self.since.setVisible(bool(written and changes))
        self.back_button.setText("Use the program's words" if base.text else "Leave it empty")
        self.back_button.setAccessibleName(f"{self.back_button.text()}: {self.subject.label.lower()}")
        self.back_button.setVisible(written is not None and not read_only)

    def _on_saved(self, text: str) -> None:
        self._write(self.subject, "" if text == self._base.text else text)
        if not text:  # the editor then shows what it saved, the paper what stood there before
            QTimer.singleShot(0, self, lambda: self.editor.fill(self._known))

    def _go_back(self) -> None:
        self.editor.revert()
        self._write(self.subject, "")
        self.editor.input.setFocus()


def _editor(subject: Subject, save: Save) -> Editor:
    hint = _HINTS[subject]
    if subject not in PARAGRAPHS:
        made = (DayEditor if subject is Subject.MEETING_DATE else LineEditor)(Shown(subject.label, hint=hint), save)
        made.input.setPlaceholderText(hint)
        return made
    longer = TextEditor(Shown(subject.label, Kind.TEXT, hint), save)
    longer.input.set_least(4)
    return longer


def _written_said(written: Narrative) -> str:
    return f"Written by {written.written_by} on {british(written.written_on)}."
