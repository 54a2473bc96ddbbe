"""The tables of the scheme editor: levels, bands with their colours, and the grid of a lookup scheme."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.scoring import Combine, contrast
from ui.buttons import Button, push
from ui.edittable import Col, EditTable
from ui.plain import Label
from ui.schemedraft import BandText, Draft, LevelText
from ui.theme import GAP, TIGHT, Type

PALETTE = {
    "Lightest": ("#E8F1F8", "#0B0C0C"),
    "Light": ("#FFD166", "#0B0C0C"),
    "Dark": ("#E4742A", "#0B0C0C"),
    "Darkest": ("#7A1210", "#FFFFFF"),
}
"""The colour-blind-safe ladder: lightness falls steadily, so that it survives grey printing."""


class LevelTable(QWidget):
    """The levels of one axis, the highest at the bottom."""

    changed = Signal()

    _FIELDS = ("value", "code", "word", "descriptor", "weight")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._levels: list[LevelText] = []
        self.table = EditTable(
            title,
            [
                Col("Level", 2, number=True),
                Col("Letter", 2, hint="Printed in place of the number where the scheme uses letters"),
                Col("Word", 5),
                Col("What it means", 9),
                Col("Weight", 2, hint="Used in place of the level by a weighted rule", number=True),
            ],
        )
        self.table.edited.connect(self._on_edited)
        self.table.removal_wanted.connect(self._remove)
        _stack(self, title, self.table, [
            push("Add level", self._add, tip=f"Add a level above the highest ({title})", icon_name="plus"),
            push("Remove", lambda: self._remove(self.table.currentRow()), tip="Remove the chosen level (Delete)"),
        ])  # fmt: skip

    def show_levels(self, levels: list[LevelText], combine: Combine) -> None:
        self._levels = levels
        self.table.hide_column(4, combine is not Combine.WEIGHTED)
        self.table.fill([[getattr(level, name) for name in self._FIELDS] for level in levels])
        self.table.updateGeometry()

    def _on_edited(self, row: int, column: int) -> None:
        setattr(self._levels[row], self._FIELDS[column], self.table.text(row, column))
        self.changed.emit()

    def _add(self) -> None:
        values = [int(level.value) for level in self._levels if level.value.strip().isdigit()]
        self._levels.append(LevelText(str(max(values, default=0) + 1)))
        self.changed.emit()

    def _remove(self, row: int) -> None:
        if 0 <= row < len(self._levels) and len(self._levels) > 1:
            del self._levels[row]
            self.changed.emit()


class BandTable(QWidget):
    """The bands from lightest to most severe, each in its own colours with their contrast."""

    changed = Signal()

    _FIELDS = ("word", "low", "high", "fill", "ink", "", "descriptor")
    _CONTRAST = 5

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.table = EditTable(
            "Bands, lightest first",
            [
                Col("Word", 4),
                Col("From", 2, number=True),
                Col("To", 2, number=True),
                Col("Ground", 4, hint="The band's colour, #RRGGBB"),
                Col("Letters", 4, hint="The colour of letters on it, #RRGGBB"),
                Col("Contrast", 3, hint="At least 4.5 to 1, so that everyone can read it", fixed=True),
                Col("What it asks for", 5),
            ],
        )
        self.table.edited.connect(self._on_edited)
        self.table.removal_wanted.connect(self._remove)
        self.colour = Button("Colour")
        self.colour.setToolTip("Give the chosen band one of the colours everyone can tell apart")
        menu = QMenu(self.colour)
        for word, pair in PALETTE.items():
            menu.addAction(f"{word}  {pair[0]}").triggered.connect(self._dyer(*pair))
        self.colour.setMenu(menu)
        _stack(self, "Bands, lightest first", self.table, [
            push("Add band", self._add, tip="Add a band above the most severe", icon_name="plus"),
            push("Remove", lambda: self._remove(self.table.currentRow()), tip="Remove the chosen band (Delete)"),
            self.colour,
        ])  # fmt: skip

    @property
    def chosen(self) -> str:
        """The word of the band that is painted with."""
        bands = self._draft.bands if self._draft else []
        return bands[max(0, self.table.currentRow())].word if bands else ""

    def show_draft(self, draft: Draft) -> None:
        self._draft = draft
        for column in (1, 2):
            self.table.hide_column(column, draft.by_cell)
        self.table.fill([self._texts(band) for band in draft.bands])
        for row, band in enumerate(draft.bands):
            found = _contrast_of(band)
            fill, ink = (band.fill, band.ink) if found else ("", "")
            for column in (3, 4, self._CONTRAST):
                self.table.dye(row, column, fill, ink)
        self.table.updateGeometry()

    def _texts(self, band: BandText) -> list[str]:
        found = _contrast_of(band)
        told = f"{found:.1f} : 1" if found else "no colour"
        return [getattr(band, name) if name else told for name in self._FIELDS]

    def _on_edited(self, row: int, column: int) -> None:
        assert self._draft is not None
        text = self.table.text(row, column)
        if column == 0:
            self._draft.rename_band(row, text)
        else:
            setattr(self._draft.bands[row], self._FIELDS[column], text)
        self.changed.emit()

    def _dyer(self, fill: str, ink: str) -> Callable[[], None]:
        def dye() -> None:
            row = self.table.currentRow()
            if self._draft and 0 <= row < len(self._draft.bands):
                self._draft.bands[row].fill, self._draft.bands[row].ink = fill, ink
                self.changed.emit()

        return dye

    def _add(self) -> None:
        if self._draft:
            fill, ink = PALETTE["Darkest"]
            self._draft.bands.append(BandText("", fill=fill, ink=ink))
            self.changed.emit()
            self.table.start_edit(len(self._draft.bands) - 1)

    def _remove(self, row: int) -> None:
        if self._draft and 0 <= row < len(self._draft.bands) and len(self._draft.bands) > 1:
            del self._draft.bands[row]
            self.changed.emit()


class GridTable(QWidget):
    """The ratings of a lookup scheme, laid out as the matrix is: the highest likelihood at the top."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self._column.addWidget(Label("Ratings, laid out as the matrix", kind=Type.STRONG))
        self.table: EditTable | None = None

    def show_draft(self, draft: Draft) -> None:
        self._draft = draft
        self.setVisible(draft.combine is Combine.LOOKUP)
        if self.isHidden():
            return
        wide = len(draft.impact)
        if self.table is None or self.table.columnCount() != wide + 1:
            self._make(draft)
        assert self.table is not None
        rows = list(zip(draft.likelihood, draft.grid, strict=True))
        self.table.fill([[f"{level.value} {level.word}".strip(), *row] for level, row in reversed(rows)])

    def _make(self, draft: Draft) -> None:
        if self.table:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
        heads = [Col(f"{level.value} {level.word}".strip(), 2, number=True) for level in draft.impact]
        self.table = EditTable("Ratings of the grid", [Col(draft.likelihood_word, 3, fixed=True), *heads])
        self.table.edited.connect(self._on_edited)
        self._column.addWidget(self.table)

    def _on_edited(self, row: int, column: int) -> None:
        assert self._draft is not None
        assert self.table is not None
        self._draft.grid[len(self._draft.grid) - 1 - row][column - 1] = self.table.text(row, column)
        self.changed.emit()


def _contrast_of(band: BandText) -> float | None:
    try:
        return contrast(band.fill.strip(), band.ink.strip())
    except (RiskDeskError, IndexError):
        return None


def _stack(whole: QWidget, title: str, table: EditTable, buttons: list[QPushButton]) -> None:
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(Label(title, kind=Type.STRONG))
    column.addWidget(table)
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
