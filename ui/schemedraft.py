"""A scheme while it is being edited: texts as they are typed, which `build` turns into a Scheme or one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from riskdesk.errors import RiskDeskError
from riskdesk.scoring import Band, Combine, Level, Scheme

OWN = "own"
"""The key of a scheme that is none of the shipped ones."""


@dataclass(slots=True)
class LevelText:
    value: str
    word: str = ""
    descriptor: str = ""
    code: str = ""
    weight: str = ""

    def read(self, axis: str) -> Level:
        value = _whole(self.value, f"The {axis} level")
        weight = _whole(self.weight, f"The weight of {axis} {value}") if self.weight.strip() else None
        return Level(value, self.word.strip(), self.descriptor.strip(), self.code.strip(), weight)


@dataclass(slots=True)
class BandText:
    word: str
    low: str = ""
    high: str = ""
    fill: str = "#E8F1F8"
    ink: str = "#0B0C0C"
    descriptor: str = ""

    def read(self, *, by_cell: bool) -> Band:
        low, high = (None, None) if by_cell else (self._edge(self.low), self._edge(self.high))
        return Band(self.word.strip(), _colour(self.fill), _colour(self.ink), low, high, self.descriptor.strip())

    def _edge(self, text: str) -> int:
        return _whole(text, f"An edge of {self.word or 'a band'}")


@dataclass(slots=True)
class Draft:
    """What the editor shows. `cells` and `grid` run like Scheme's: a row per likelihood level, lowest first."""

    name: str
    combine: Combine
    impact: list[LevelText]
    likelihood: list[LevelText]
    bands: list[BandText]
    impact_word: str
    likelihood_word: str
    axis_order: tuple[str, str]
    evidence: str
    by_cell: bool
    cells: list[list[str]] = field(default_factory=list)
    grid: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, scheme: Scheme) -> "Draft":
        return cls(
            name=scheme.name,
            combine=scheme.combine,
            impact=[_level_text(level) for level in scheme.impact],
            likelihood=[_level_text(level) for level in scheme.likelihood],
            bands=[_band_text(band) for band in scheme.bands],
            impact_word=scheme.impact_word,
            likelihood_word=scheme.likelihood_word,
            axis_order=scheme.axis_order,
            evidence=scheme.evidence,
            by_cell=bool(scheme.cells),
            cells=_words(scheme),
            grid=[[str(number) for number in row] for row in _ratings(scheme)],
        )

    def build(self, like: Sequence[Scheme] = ()) -> Scheme:
        """The scheme these texts make; one of `like` itself where it is the same in all but the key.
        Raises RiskDeskError with what is wrong."""
        made = self._make(OWN, self.evidence)
        for known in like:
            if self._make(known.key, known.evidence) == known:
                return known
        return made

    def fit(self) -> None:
        """Give the cells and the grid as many rows and columns as there are levels; new ones copy their neighbour."""
        self.cells = _fitted(self.cells, len(self.likelihood), len(self.impact))
        self.grid = _fitted(self.grid, len(self.likelihood), len(self.impact))

    def paint(self, row: int, column: int, word: str) -> None:
        self.cells[row][column] = word

    def rename_band(self, place: int, word: str) -> None:
        """The cells of a band keep it under its new word."""
        old, self.bands[place].word = self.bands[place].word, word
        self.cells = [[word if cell == old else cell for cell in row] for row in self.cells]

    def _make(self, key: str, evidence: str) -> Scheme:
        return Scheme(
            key=key,
            name=self.name.strip() or "Unnamed scheme",
            impact=tuple(level.read("impact") for level in self.impact),
            likelihood=tuple(level.read("likelihood") for level in self.likelihood),
            bands=tuple(band.read(by_cell=self.by_cell) for band in self.bands),
            combine=self.combine,
            grid=self._read_grid() if self.combine is Combine.LOOKUP else (),
            cells=tuple(tuple(row) for row in self.cells) if self.by_cell else (),
            axis_order=self.axis_order,
            impact_word=self.impact_word.strip() or "Impact",
            likelihood_word=self.likelihood_word.strip() or "Likelihood",
            evidence=evidence,
        )

    def _read_grid(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(_whole(text, "A rating in the grid") for text in row) for row in self.grid)


def _level_text(level: Level) -> LevelText:
    weight = "" if level.weight is None else str(level.weight)
    return LevelText(str(level.value), level.word, level.descriptor, level.code, weight)


def _band_text(band: Band) -> BandText:
    low, high = ("" if edge is None else str(edge) for edge in (band.low, band.high))
    return BandText(band.word, low, high, band.fill, band.ink, band.descriptor)


def _words(scheme: Scheme) -> list[list[str]]:
    rated = [[scheme.rate(i.value, k.value) for i in scheme.impact] for k in scheme.likelihood]
    return [[each.word if each else "" for each in row] for row in rated]


def _ratings(scheme: Scheme) -> list[list[int]]:
    rated = [[scheme.rate(i.value, k.value) for i in scheme.impact] for k in scheme.likelihood]
    return [[each.rating if each else 0 for each in row] for row in rated]


def _fitted(cells: list[list[str]], rows: int, columns: int) -> list[list[str]]:
    wide = [[*row[:columns], *[row[-1] if row else ""] * (columns - len(row))] for row in cells[:rows]]
    last = wide[-1] if wide else [""] * columns
    return [*wide, *[list(last) for _ in range(rows - len(wide))]]


def _whole(text: str, what: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        said = f'is "{text.strip()}"' if text.strip() else "is empty"
        raise RiskDeskError(f"{what} {said}.", "Write a whole number.") from None


def _colour(text: str) -> str:
    clean = text.strip().upper()
    if len(clean) != 7 or not clean.startswith("#"):
        raise RiskDeskError(f'"{text.strip()}" is not a colour.', "Write colours as #RRGGBB.")
    return clean
