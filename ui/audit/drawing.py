"""Draws a dip sample: its size, strata and seed, and what they would draw, before it is kept."""

import secrets
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from riskdesk.audit import sampling
from riskdesk.audit.sampling import Strata
from riskdesk.risks import Register, Status
from riskdesk.scoring import Scheme
from riskdesk.wording import counted, listed, of_all, sentence
from ui.audit.parts import Captioned, Complaint, line, table
from ui.buttons import primary, push
from ui.columns import Align, Cell, Column, Sight, Tone
from ui.desk import Desk
from ui.plain import Paragraph
from ui.rows import Row
from ui.theme import GAP, PAD, Type

_USUAL = 8
_LONGEST_SEED = 15
_SOON = 120
"""Milliseconds after the last key until the preview is drawn."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: its place from the most severe on, how many risks it holds, and which would be drawn."""

    place: int
    name: str
    holds: int
    drawn: tuple[str, ...]


COLUMNS: tuple[Column[Stratum], ...] = (
    Column("Stratum", "name", lambda s, _: Cell(s.name), lambda s, _: s.place, width=150, lines=2, stretch=True),
    Column("Drawn", "count", lambda s, _: Cell(f"{len(s.drawn)} of {s.holds:,}", Tone.PLAIN if s.drawn else Tone.MUTED),
           lambda s, _: len(s.drawn), align=Align.RIGHT, width=72, largest_first=True),
    Column("Risks", "refs", lambda s, _: Cell(listed(s.drawn) or "none", Tone.PLAIN if s.drawn else Tone.MUTED),
           lambda s, _: listed(s.drawn).casefold(), width=120, lines=2),
)  # fmt: skip


class DrawForm(QWidget):
    """`drawn` tells the id of the sample that was kept."""

    drawn = Signal(int)
    taken_back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._drawn: sampling.Drawn | None = None
        self._drawn_from: Register | None = None
        self.size_ = QSpinBox()
        self.size_.setAccessibleName("How many risks to draw")
        self.size_.setRange(1, 1)
        self.size_.lineEdit().setTextMargins(GAP, 0, 0, 0)
        self.strata = {each: QCheckBox((each.name or "").lower()) for each in Strata}
        self.strata[Strata.BAND].setChecked(True)
        self.seed = line("Seed", self.keep)
        self.seed.setMaxLength(_LONGEST_SEED + 1)
        self.told = Paragraph(kind=Type.META)
        self.preview = table(COLUMNS, lambda stratum, _: (stratum.name, *stratum.drawn), "What would be drawn")
        self.lack = Complaint()
        self.draw_button = primary("Draw sample", self.keep, tip="Keep this sample and begin to work on it")
        self.cancel_button = push("Cancel", self.taken_back.emit, tip="Back to the sample chosen")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SOON)
        self._wait.timeout.connect(self._draw)
        self._build()
        self._seed_anew()
        self._sized = False
        self.size_.valueChanged.connect(self._on_sized)
        self.seed.textChanged.connect(lambda _text: self._wait.start())
        for box in self.strata.values():
            box.toggled.connect(lambda _on: self._wait.start())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(PAD)
        column.addWidget(Paragraph("New sample", kind=Type.TITLE))
        numbers = QHBoxLayout()
        numbers.setSpacing(PAD)
        numbers.addWidget(Captioned("Size", self.size_))
        numbers.addWidget(Captioned("Seed (any whole number; it repeats the draw)", self.seed), 1)
        column.addLayout(numbers)
        boxes = QHBoxLayout()
        boxes.setSpacing(PAD)
        for box in self.strata.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        stratify = QWidget()
        stratify.setLayout(boxes)
        boxes.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Captioned("Draw from each", stratify))
        column.addWidget(self.told)
        column.addWidget(self.preview)
        self.preview.setMinimumHeight(6 * self.preview.verticalHeader().defaultSectionSize())
        column.addWidget(self.lack)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.draw_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)

    def begin(self) -> None:
        self.size_.setFocus(Qt.FocusReason.OtherFocusReason)
        self.size_.selectAll()

    def fill(self) -> None:
        live = sum(1 for risk in self._desk.register.risks if risk.status is Status.OPEN)
        typed = self.size_.value() if self._sized else _USUAL
        was = self.size_.blockSignals(True)
        self.size_.setRange(1, max(live, 1))
        self.size_.setValue(min(typed, max(live, 1)))
        self.size_.blockSignals(was)

    def look(self) -> None:
        """Preview the draw from the register as it stands, if that was not done yet."""
        if self._drawn_from is not self._desk.register:
            self._draw()

    def keep(self) -> None:
        """Keep the sample that is previewed, and think of another seed for the next."""
        self._draw()
        drawn = self._drawn
        if drawn is None or self._desk.read_only:
            return
        numbers: list[int] = []
        if self.lack.attempt(lambda: numbers.append(self._desk.store.draw_sample(drawn, self._chosen()))):
            self._seed_anew()
            self.drawn.emit(numbers[0])

    def _chosen(self) -> Strata:
        chosen = Strata.NONE
        for each, box in self.strata.items():
            if box.isChecked():
                chosen |= each
        return chosen

    def _seed_anew(self) -> None:
        self.seed.setText(str(100_000 + secrets.randbelow(900_000)))

    def _on_sized(self) -> None:
        self._sized = True
        self._wait.start()

    def _seed_typed(self) -> int | None:
        text = self.seed.text().strip()
        plain = text.removeprefix("-")
        return int(text) if plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST_SEED else None

    def _draw(self) -> None:
        """Work out what would be drawn, and show it by stratum."""
        self._wait.stop()
        seed, register, strata = self._seed_typed(), self._desk.register, self._chosen()
        self.lack.say("" if seed is not None else f"The seed is a whole number of up to {_LONGEST_SEED} figures.")
        self._drawn, self._drawn_from = None, register
        strata_shown: list[Stratum] = []
        if seed is not None:
            drawn = self._drawn = sampling.draw(register, self.size_.value(), strata, seed)
            whole = sampling.draw(register, drawn.population, strata, seed)
            strata_shown = _by_stratum(register.scheme, drawn, whole)
            heard = sum(1 for each in strata_shown if each.drawn)
            of = f", from {heard} of {counted(len(strata_shown), 'stratum', 'strata')}" if strata else ""
            risks = of_all(len(drawn.picks), drawn.population, "open risk")
            self.told.setText(f"This would draw {risks}{of}." if drawn.picks else "There is no open risk to draw from.")
        else:
            self.told.setText("")
        rows = [Row(place, each) for place, each in enumerate(strata_shown, 1)]
        self.preview.rows.fill(rows, Sight(register, {}))
        self.draw_button.setEnabled(self._drawn is not None and bool(self._drawn.picks))


def severest_first(scheme: Scheme, stratum: str) -> tuple[int, str]:
    """Orders strata by the band they are of, the most severe first, and then by their names."""
    name = stratum.casefold()
    words = [band.word.casefold() for band in scheme.bands]
    found = [place for place, word in enumerate(words) if name == word or name.startswith(f"{word}, ")]
    return -max(found, default=-1), name


def _by_stratum(scheme: Scheme, drawn: sampling.Drawn, whole: sampling.Drawn) -> list[Stratum]:
    holds = Counter(pick.stratum for pick in whole.picks)
    refs: dict[str, list[str]] = {name: [] for name in holds}
    for pick in drawn.picks:
        refs[pick.stratum].append(pick.risk.label)
    names = sorted(holds, key=lambda name: severest_first(scheme, name))
    return [Stratum(place, sentence(name), holds[name], tuple(refs[name])) for place, name in enumerate(names)]
