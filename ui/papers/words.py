"""The words of a board paper: they begin as the program's, are edited by a person and are kept with their period."""

from collections.abc import Mapping
from dataclasses import dataclass

from riskdesk.publishing import Layout, Narrative, Publication, Subject
from riskdesk.risks import Register
from ui.audit.parts import Captioned, SheetArea
from ui.desk import Desk
from ui.papers.picking import Pick
from ui.papers.written import PARAGRAPHS, Base, WrittenField
from ui.plain import Paragraph
from ui.theme import Type

_KEYS = "Leaving a field, or Ctrl+Return in it, keeps the words and shows them in the paper."
_ORDER = (*PARAGRAPHS, *(subject for subject in Subject if subject not in PARAGRAPHS))


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """What is worded: the papers of this register's period in this layout. `generated` is what the program would
    write, None until it is known."""

    register: Register
    publication: Publication
    layout: Layout | None
    generated: Mapping[Subject, str] | None

    @property
    def period_id(self) -> int | None:
        return self.register.period.id if self.register.period else None


class WordsPanel(SheetArea):
    """Writes to the register in hand, also for the closed period that is looked at."""

    def __init__(self, desk: Desk) -> None:
        """`desk` is that of the register in hand."""
        super().__init__("Words")
        self._desk = desk
        self._now: Worded | None = None
        self._layout_id: int | None = None
        self.lead = Paragraph(kind=Type.META)
        self.scope = Pick("These words stand in")
        self.scope.picked.connect(self._on_scope)
        self._scope_row = Captioned("These words stand in", self.scope)
        self.fields = {subject: WrittenField(subject, self._write) for subject in _ORDER}
        for each in (self.lead, self._scope_row, *self.fields.values(), Paragraph(_KEYS, kind=Type.META)):
            self.body.addWidget(each)
        self.body.addStretch(1)

    def fill(self, worded: Worded) -> None:
        """Show the words for these papers; what is half typed stays, unless they are other papers than before."""
        before, self._now = self._now, worded
        if before is None or _whose(before) != _whose(worded):
            self._layout_id = _first_scope(worded)
            self._begin()
        layout = worded.layout
        every = (None, "The papers of every layout")
        self.scope.offer([every, *([(layout.id, f"Only those of {layout.name}")] if layout else [])], self._layout_id)
        self._scope_row.setVisible(layout is not None)
        self.lead.setText(_lead(worded.register))
        for subject, field in self.fields.items():
            self._fill_field(subject, field, worded)

    def begin(self) -> None:
        """Put the keyboard where writing begins."""
        self.fields[Subject.SUMMARY].editor.input.setFocus()

    def settle(self) -> bool:
        """Keep what is half typed."""
        settled = [self._desk.read_only or field.editor.settle() for field in self.fields.values()]
        return all(settled)

    def _fill_field(self, subject: Subject, field: WrittenField, worded: Worded) -> None:
        store, read_only = self._desk.store, self._desk.read_only
        written = _very(worded, subject, self._layout_id)
        changes = store.changed_since_written(written, worded.register.step) if written else 0
        field.fill(_base(worded, subject, self._layout_id), written, changes, read_only=read_only)

    def _begin(self) -> None:
        for field in self.fields.values():
            field.editor.reset("")

    def _on_scope(self, layout_id: int | None) -> None:
        self._layout_id = layout_id
        self._begin()
        if self._now:
            self.fill(self._now)

    def _write(self, subject: Subject, text: str) -> None:
        if self._now:
            period_id, layout_id = self._now.period_id, self._layout_id
            self._desk.store.write_narrative(subject, text, period_id=period_id, layout_id=layout_id)


def _whose(worded: Worded) -> tuple[int | None, int | None]:
    return worded.period_id, worded.layout.id if worded.layout else None


def _very(worded: Worded, subject: Subject, layout_id: int | None) -> Narrative | None:
    """What was written for this very layout, or for all where that is None."""
    found = worded.publication.written(subject, worded.period_id, worded.layout if layout_id else None)
    return found if found and found.layout_id == layout_id else None


def _base(worded: Worded, subject: Subject, layout_id: int | None) -> Base:
    """What stands in the paper where nobody wrote: for one layout, what was written for all of them."""
    for_all = worded.publication.written(subject, worded.period_id) if layout_id else None
    if for_all:
        return Base(for_all.text, f"As {for_all.written_by} wrote it for every layout.")
    if worded.generated is None:
        return Base("", "Not known yet.")
    text = worded.generated.get(subject, "")
    return Base(text, "The program's words." if text else "")


def _first_scope(worded: Worded) -> int | None:
    """Words are for every layout, unless some were written for this one alone."""
    layout = worded.layout
    own = layout and any(_very(worded, subject, layout.id) for subject in Subject)
    return layout.id if layout and own else None


def _lead(register: Register) -> str:
    period = register.period
    if period is None:
        return "Kept for the next period, which takes them over when it is opened or closed."
    if register.as_closed:
        return f"Kept with {period.name} in the register in hand, though it is closed: its papers are worded so."
    return f"Kept with {period.name}."
