"""Dip samples: draw risks by chance, work through them one by one, and record what was concluded of each."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from riskdesk.days import british_short
from riskdesk.risks import Risk
from riskdesk.scrutiny import Judgement, Sample, SampleItem
from riskdesk.wording import counted
from ui.audit.auditor import Auditor
from ui.audit.conclusion import ConclusionForm
from ui.audit.drawing import DrawForm, severest_first
from ui.audit.listpanel import ListPanel
from ui.audit.parts import by_id, table
from ui.buttons import push
from ui.choices import Box
from ui.columns import Cell, Column, Sight, Tone, natural, title
from ui.desk import Desk
from ui.rows import Row
from ui.theme import GAP, PAD


@dataclass(frozen=True, slots=True)
class Drawn:
    """One risk of a sample, at its place in it."""

    item: SampleItem
    risk: Risk
    place: int


_SHORT = {
    Judgement.SUPPORTED: "supported",
    Judgement.NOT_SUPPORTED: "not supported",
    Judgement.NO_EVIDENCE: "no evidence",
}
"""The conclusions as they stand in the list, where they have little room."""


def _judgement(one: Drawn, _sight: Sight) -> Cell:
    judgement = one.item.judgement
    if judgement is None:
        return Cell("to do", Tone.MUTED)
    tone = Tone.PLAIN if judgement is Judgement.SUPPORTED else Tone.ALERT
    return Cell(_SHORT[judgement], tone, hover=one.item.conclusion)


def _judgement_order(one: Drawn, _sight: Sight) -> int | None:
    return tuple(Judgement).index(one.item.judgement) if one.item.judgement else None


COLUMNS: tuple[Column[Drawn], ...] = (
    Column("No.", "place", lambda d, _: Cell(str(d.place), Tone.MUTED), lambda d, _: d.place, width=40,
           tip="The place in the sample"),
    Column("Ref", "ref", lambda d, _: Cell(d.risk.label, Tone.STRONG), lambda d, _: natural(d.risk.label), width=48),
    Column("Risk", "risk", lambda d, s: title(d.risk, s), lambda d, _: d.risk.title.casefold(), width=150, least=110,
           lines=2, stretch=True),
    Column("Stratum", "stratum", lambda d, _: Cell(d.item.stratum),
           lambda d, s: severest_first(s.register.scheme, d.item.stratum), width=90, lines=2, spare=1,
           tip="What it was drawn from"),
    Column("Conclusion", "judgement", _judgement, _judgement_order, width=104, lines=2),
)  # fmt: skip


def _words(one: Drawn, _sight: Sight) -> tuple[str, ...]:
    judgement = one.item.judgement.label if one.item.judgement else "to do"
    return (one.risk.label, one.risk.title, one.item.stratum, one.item.score, one.item.conclusion, judgement)


def concluded(sample: Sample) -> int:
    return sum(1 for item in sample.items if item.judgement)


def named(sample: Sample, number: int) -> str:
    """A sample as it is chosen: "Sample 2: 8 risks, 7 Aug 2017, 2 concluded"."""
    done = concluded(sample)
    state = "all concluded" if done == len(sample.items) else f"{done} concluded"
    return f"Sample {number}: {counted(sample.size, 'risk')}, {british_short(sample.drawn_on)}, {state}"


def repeated(sample: Sample) -> str:
    """How it was drawn, and how anybody can draw it again."""
    by = f", stratified by {sample.strata}" if sample.strata else ", not stratified"
    return (
        f"Seed {sample.seed}: {sample.size} of {counted(sample.population, 'open risk')}{by}, drawn by "
        f"{sample.drawn_by} on {british_short(sample.drawn_on)}. The same seed, size and strata draw the same risks "
        "from the register as it stood then."
    )


class SamplePanel(ListPanel):
    """The list holds the sample chosen, the sheet the risk of it that is worked on, or the drawing of another."""

    title = "Dip sample"
    tip = "Draw risks by chance, and record what the evidence says of each"

    shares = (1, 1)

    def __init__(self, desk: Desk, auditor: Auditor, parent: QWidget | None = None) -> None:
        super().__init__(desk, auditor, table(COLUMNS, _words, "Risks of the sample"), parent)
        self._sample_id = 0
        self._numbers: list[int] = []
        self._draws = False
        self.chooser = Box()
        self.chooser.setAccessibleName("Sample")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.activated.connect(lambda place: self.show_sample(self._numbers[place]))
        self.new_button = push("New sample…", self.begin_drawing, tip="Draw another sample")
        self.head.insertWidget(0, self.chooser, 1)
        self.head.removeWidget(self.facts)
        self.facts.setContentsMargins(PAD, 0, PAD, GAP)
        self.under_head.addWidget(self.facts)
        self.head.addWidget(self.new_button)
        self.drawing = DrawForm(desk)
        self.concluding = ConclusionForm(desk)
        for form in (self.drawing, self.concluding):
            self.sheet.body.addWidget(form)
        self.sheet.body.addStretch(1)
        self.drawing.drawn.connect(self._on_drawn)
        self.drawing.taken_back.connect(self._leave_drawing)
        self.concluding.saved.connect(self._on_saved)
        self.concluding.open_wanted.connect(lambda risk_id: self.field_wanted.emit(risk_id, "current", 0))
        self.table.opened.connect(lambda _id: self.concluding.begin())
        self.order_tabs()

    # What the page asks

    def fill(self) -> None:
        samples = self.desk.store.scrutiny().samples
        self._numbers = [sample.id for sample in samples][::-1]
        if self._sample_id not in self._numbers:
            self._sample_id = self._numbers[0] if self._numbers else 0
        names = [named(sample, place) for place, sample in enumerate(samples, 1)][::-1]
        self.chooser.clear()
        self.chooser.addItems(names)
        if self._numbers:
            self.chooser.setCurrentIndex(self._numbers.index(self._sample_id))
        writes = not self.desk.read_only and bool(self.desk.register.risks)
        self.chooser.setVisible(bool(samples))
        self.new_button.setVisible(writes and bool(samples))
        self.drawing.fill()
        self._fill_items()

    def show_sample(self, sample_id: int) -> None:
        self._sample_id = sample_id
        self._draws = False
        self._fill_items()

    def begin_drawing(self) -> None:
        self._draws = True
        self._show()
        self.drawing.begin()

    def choose_row(self, id_: int) -> None:
        self._draws = False
        super().choose_row(id_)

    def show_row(self, _id: int) -> None:
        self._show()

    def say_empty(self, *, searching: bool) -> None:
        if searching:
            self.empty.say("No risk of this sample matches.", "Clear the search to see them all.")
        elif not self.desk.register.risks:
            self.empty.say("There is nothing to draw from yet.", "Add risks on the Register page first.")
        else:
            how = "A dip sample tests a few scores against their evidence, drawn by chance so that nobody chose them."
            self.empty.say("No sample has been drawn.", how)

    def focus_rows(self) -> None:
        if self.table.rows.rowCount():
            self.table.setFocus()
        elif self.drawing.isVisibleTo(self):
            self.drawing.begin()
        else:
            self.setFocus()

    # The sample

    @property
    def sample(self) -> Sample | None:
        found = self.desk.store.scrutiny().samples
        return next((sample for sample in found if sample.id == self._sample_id), None)

    def _fill_items(self) -> None:
        sample, risks = self.sample, by_id(self.desk.register)
        scheme = self.desk.register.scheme
        items = sorted(sample.items if sample else (), key=lambda item: severest_first(scheme, item.stratum))
        rows = [
            Row(item.id, Drawn(item, risks[item.risk_id], place))
            for place, item in enumerate(items, 1)
            if item.risk_id in risks
        ]
        self.table.rows.fill(rows, Sight(self.desk.register, {}))
        if self.table.rows.rows.place(self.table.current_id) < 0:
            self._go_to_next()
        self._show()

    def _chosen(self) -> Drawn | None:
        found = (row.thing for row in self.table.rows.rows.all if row.id == self.table.current_id)
        return next(found, None)

    def _show(self) -> None:
        sample, chosen = self.sample, self._chosen()
        draws = not self.desk.read_only and bool(self.desk.register.risks) and (self._draws or sample is None)
        self.drawing.setVisible(draws)
        if draws:
            self.drawing.look()
        self.drawing.cancel_button.setVisible(sample is not None)
        self.concluding.setVisible(not draws and chosen is not None)
        self.sheet.setVisible(draws or chosen is not None)
        self.facts.setText(repeated(sample) if sample else "")
        self.facts.setVisible(sample is not None)
        if sample and chosen:
            progress = f"{concluded(sample)} of {len(sample.items)} concluded"
            self.concluding.fill(chosen.item, chosen.risk, f"Risk {chosen.place} of {len(sample.items)}", progress)

    def _go_to_next(self) -> None:
        """To the next risk shown that waits for a conclusion, from the present one on and round; else stay."""
        shown = self.table.rows.rows.shown
        here = max(self.table.rows.rows.place(self.table.current_id), 0)
        waiting = [row.id for row in (*shown[here:], *shown[:here]) if row.thing.item.judgement is None]
        if waiting:
            self.table.go_to(waiting[0])
        elif self.table.rows.rows.place(self.table.current_id) < 0:
            self.table.go_to(shown[0].id if shown else 0)

    def _on_drawn(self, sample_id: int) -> None:
        self._draws = False
        self._sample_id = sample_id
        self.fill()
        self.concluding.begin()

    def _leave_drawing(self) -> None:
        self._draws = False
        self._show()
        self.focus_rows()

    def _on_saved(self) -> None:
        self._fill_items()
        self._go_to_next()
        self._show()
        self.concluding.begin()
