"""This month's score: two levels in words, the band they make, and a reason once they are others than before."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from riskdesk.risks import Risk, Stage
from riskdesk.scoring import Level, Scheme
from ui.audit.parts import Captioned
from ui.choices import Box
from ui.desk import Desk
from ui.fields import Line
from ui.labels import RatingChip
from ui.plain import Paragraph, tip
from ui.stages import Wish, wish_in_words
from ui.theme import GAP, PAD, Type

Levels = tuple[int | None, int | None]


def levels_of(risk: Risk) -> Levels:
    """The current score's impact and likelihood."""
    score = risk.score(Stage.CURRENT)
    return (score.impact, score.likelihood) if score else (None, None)


class Rescoring(QWidget):
    """`changed` follows every choice and every letter of the reason."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._risk: Risk | None = None
        self._base: Levels = (None, None)
        self._scheme: Scheme | None = None
        self.impact, self.likelihood = Box(), Box()
        self.chip = RatingChip()
        self.move_line = Paragraph(kind=Type.META)
        self.reason = Line(lambda: False)
        self.reason.setAccessibleName("Reason for the new score")
        self.reason.setPlaceholderText("What changed, in a few words; it is kept with the score")
        self.reason.textEdited.connect(lambda _text: self.changed.emit())
        for box in self._boxes:
            box.currentIndexChanged.connect(lambda _place: self._on_chosen())
        self._build()

    @property
    def _boxes(self) -> tuple[Box, Box]:
        return self.impact, self.likelihood

    def _build(self) -> None:
        self._axes = [Captioned("", box) for box in self._boxes]
        row = QHBoxLayout()
        row.setSpacing(PAD)
        for axis in self._axes:
            row.addWidget(axis, 3)
        rated = Captioned("Rating", self.chip)
        row.addWidget(rated, 2)
        self.reason_room = Captioned("Reason for the new score", self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.move_line)
        column.addWidget(self.reason_room)

    @property
    def levels(self) -> Levels:
        return self.impact.currentData(), self.likelihood.currentData()

    @property
    def is_moved(self) -> bool:
        return self.levels != self._base

    def fill(self, risk: Risk, *, fresh: bool) -> None:
        """Show a risk's score; levels chosen and not saved yet stay unless it is another risk."""
        kept = None if fresh or not self.is_moved else self.levels
        self._risk, self._base = risk, levels_of(risk)
        self._offer(self._desk.register.scheme)
        self.put(kept or self._base, self.reason.text() if kept else "")

    def put(self, levels: Levels, reason: str = "") -> None:
        for box, value in zip(self._boxes, levels, strict=True):
            was = box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(was)
        self.reason.setText(reason)
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        for box in self._boxes:
            box.lock(read_only)

    def _offer(self, scheme: Scheme) -> None:
        """The levels of the scheme, and what is recorded where that is none of them."""
        axes = zip(self._boxes, self._axes, (scheme.impact, scheme.likelihood), self._base, strict=True)
        words = iter((scheme.impact_word, scheme.likelihood_word))
        for box, room, levels, value in axes:
            word = next(words)
            room.caption.setText(word.replace("&", "&&"))
            box.setAccessibleName(f"{word}, {self._desk.register.word(Stage.CURRENT).lower()}")
            was = box.blockSignals(True)
            box.clear()
            if value is None or all(level.value != value for level in levels):
                box.addItem("not scored" if value is None else f"{value}, not a level", value)
            for level in levels:
                box.addItem(level.text, level.value)
            box.blockSignals(was)
        self._scheme = scheme

    def _on_chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        if self._risk is None or self._scheme is None:
            return
        impact, likelihood = self.levels
        rated = self._scheme.rate(impact, likelihood)
        if not self.is_moved:
            rated = self._desk.register.rated(self._risk, Stage.CURRENT)
        self.chip.show_rating(rated, "not rated")
        for box, level in zip(self._boxes, self._chosen(), strict=True):
            box.setToolTip(tip(level.descriptor if level else ""))
        self.move_line.setVisible(self.is_moved)
        self.reason_room.setVisible(self.is_moved)
        if self.is_moved:
            cell = (impact, likelihood) if impact is not None and likelihood is not None else None
            self.move_line.setText(wish_in_words(self._desk.register, self._risk, Wish(Stage.CURRENT, cell)))

    def _chosen(self) -> tuple[Level | None, Level | None]:
        assert self._scheme
        impact, likelihood = self.levels
        return self._scheme.impact_level(impact), self._scheme.likelihood_level(likelihood)
