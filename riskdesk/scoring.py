"""Scoring schemes: levels on two axes, how they combine, and the bands. The only owner of a threshold."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import pairwise, product
from typing import Any, NoReturn

from riskdesk.errors import RiskDeskError


class Combine(StrEnum):
    """How two levels make a rating."""

    PRODUCT = "product"
    SUM = "sum"
    WEIGHTED = "weighted"
    LOOKUP = "lookup"
    CELL_ORDER = "cell_order"

    @property
    def label(self) -> str:
        return {
            "product": "impact times likelihood",
            "sum": "impact plus likelihood",
            "weighted": "the product of the levels' weights",
            "lookup": "read from a grid",
            "cell_order": "the cell's place, by likelihood then impact",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Level:
    """One step of an axis. `value` orders and multiplies; `code` is printed where the scheme uses
    letters; `weight` replaces the value in a weighted scheme."""

    value: int
    word: str = ""
    descriptor: str = ""
    code: str = ""
    weight: int | None = None

    @property
    def label(self) -> str:
        return self.code or str(self.value)

    @property
    def text(self) -> str:
        return f"{self.label} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class Band:
    """A range of ratings (or a set of cells) with its word and its two colours, `#RRGGBB`."""

    word: str
    fill: str
    ink: str
    low: int | None = None
    high: int | None = None
    descriptor: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating worked out: its number, the label people print, its band and how severe that is
    (0 is the lightest band, -1 no band)."""

    rating: int
    label: str
    band: Band | None
    severity: int

    @property
    def word(self) -> str:
        return self.band.word if self.band else ""

    @property
    def text(self) -> str:
        """Number and word together, as every screen and paper shows it."""
        return f"{self.label} {self.word}".strip()


_MOST_LEVELS = 20
_LARGEST = 10**9
"""Ratings and levels past any scheme's: a file could otherwise make the matrix take hours and a cell a page."""

Grid = tuple[tuple[int, ...], ...]
"""One row per likelihood level, lowest first; one number per impact level, lowest first."""
Cells = tuple[tuple[str, ...], ...]
"""The same shape, holding band words."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything needed to turn two levels into a rating and a band.

    `bands` run from lightest to most severe. With `cells` a band is decided by the cell, else by
    the bands' ranges. `axis_order` is how the organisation says it ("impact x likelihood").
    Raises RiskDeskError when the parts contradict each other.
    """

    key: str
    name: str
    impact: tuple[Level, ...]
    likelihood: tuple[Level, ...]
    bands: tuple[Band, ...]
    combine: Combine = Combine.PRODUCT
    grid: Grid = ()
    cells: Cells = ()
    axis_order: tuple[str, str] = ("impact", "likelihood")
    impact_word: str = "Impact"
    likelihood_word: str = "Likelihood"
    evidence: str = ""
    _table: Mapping[tuple[int, int], Rated] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check(self)
        object.__setattr__(self, "_table", {})
        object.__setattr__(self, "_table", _work_out(self))
        _check_bands(self)

    def __hash__(self) -> int:
        return hash((self.key, self.name, self.impact, self.likelihood, self.bands))

    def rate(self, impact: int | None, likelihood: int | None) -> Rated | None:
        """The rating of two levels; None when either is missing or is not a level of this scheme."""
        if impact is None or likelihood is None:
            return None
        return self._table.get((impact, likelihood))

    def rate_stated(self, stated: int | None) -> Rated | None:
        """A rating known only as a number. Its band is given only where every cell with that
        rating (or the ranges) agree on one."""
        if stated is None:
            return None
        if self.cells:
            found = {rated.band for rated in self._table.values() if rated.rating == stated}
            band = found.pop() if len(found) == 1 else None
        else:
            band = self._band_of(stated)
        label = next((rated.label for rated in self._table.values() if rated.rating == stated), str(stated))
        return Rated(stated, label, band, self.bands.index(band) if band else -1)

    def rate_levels(self, impact: int | None, likelihood: int | None, stated: int | None) -> Rated | None:
        """By the two levels; by the stated rating alone where there are none (a target often has no split)."""
        return self.rate_stated(stated) if impact is None and likelihood is None else self.rate(impact, likelihood)

    def say(self, impact: int | None, likelihood: int | None, stated: int | None) -> str:
        """A score in words: "12 High (4 x 3), stated 16"; the levels alone where the scheme does not rate them."""
        rated = self.rate_levels(impact, likelihood, stated)
        if impact is None and likelihood is None:
            return f"{rated.text} as stated" if rated else "not scored"
        made = self.notation(impact, likelihood) if impact is not None and likelihood is not None else "half scored"
        said = f"{rated.text} ({made})" if rated else f"not rated ({made})"
        return f"{said}, stated {stated}" if rated and stated not in (None, rated.rating) else said

    def impact_level(self, value: int | None) -> Level | None:
        return next((level for level in self.impact if level.value == value), None)

    def likelihood_level(self, value: int | None) -> Level | None:
        return next((level for level in self.likelihood if level.value == value), None)

    def band(self, word: str) -> Band | None:
        return next((band for band in self.bands if band.word == word), None)

    def severity(self, word: str) -> int:
        """A band's place from the lightest (0); -1 for a word that is no band of this scheme."""
        return next((place for place, band in enumerate(self.bands) if band.word == word), -1)

    def notation(self, impact: int, likelihood: int) -> str:
        """Two levels in this scheme's own order, such as "4 x 3" or "D4"."""
        first = {"impact": self.impact_level(impact), "likelihood": self.likelihood_level(likelihood)}
        labels = [level.label if level else "?" for level in (first[axis] for axis in self.axis_order)]
        return "".join(labels) if self._has_codes else " x ".join(labels)

    @property
    def formula(self) -> str:
        return self.combine.label

    @property
    def reachable(self) -> frozenset[int]:
        """Every rating some pair of levels gives."""
        return frozenset(rated.rating for rated in self._table.values())

    @property
    def _has_codes(self) -> bool:
        return any(level.code for level in (*self.impact, *self.likelihood))

    def _band_of(self, rating: int) -> Band | None:
        for band in self.bands:
            if band.low is not None and band.high is not None and band.low <= rating <= band.high:
                return band
        return None

    def _rating(self, row: int, column: int) -> int:
        likelihood, impact = self.likelihood[row], self.impact[column]
        match self.combine:
            case Combine.PRODUCT:
                return impact.value * likelihood.value
            case Combine.SUM:
                return impact.value + likelihood.value
            case Combine.WEIGHTED:
                return (impact.weight or impact.value) * (likelihood.weight or likelihood.value)
            case Combine.LOOKUP:
                return self.grid[row][column]
            case Combine.CELL_ORDER:
                return row * len(self.impact) + column + 1


def _work_out(scheme: Scheme) -> Mapping[tuple[int, int], Rated]:
    table = {}
    for row, column in product(range(len(scheme.likelihood)), range(len(scheme.impact))):
        impact, likelihood = scheme.impact[column].value, scheme.likelihood[row].value
        rating = scheme._rating(row, column)
        band = scheme.band(scheme.cells[row][column]) if scheme.cells else scheme._band_of(rating)
        label = scheme.notation(impact, likelihood) if scheme.combine is Combine.CELL_ORDER else str(rating)
        table[impact, likelihood] = Rated(rating, label, band, scheme.bands.index(band) if band else -1)
    return table


def _check(scheme: Scheme) -> None:
    _check_texts(scheme)
    _check_axes(scheme)
    _check_words_and_colours(scheme)
    _check_whole(scheme, "a grid", [rating for row in scheme.grid for rating in row])
    shape = [len(scheme.impact)] * len(scheme.likelihood)
    for grid, needed in ((scheme.grid, scheme.combine is Combine.LOOKUP), (scheme.cells, bool(scheme.cells))):
        if needed and [len(row) for row in grid] != shape:
            _refuse(scheme, "has a grid of another size than its levels", "Give every cell of the matrix a value.")


def _check_axes(scheme: Scheme) -> None:
    for name, axis in (("impact", scheme.impact), ("likelihood", scheme.likelihood)):
        values = [level.value for level in axis]
        weights = [level.weight for level in axis if level.weight is not None]
        _check_whole(scheme, f"{name} levels", [*values, *weights])
        if len(values) < 2:
            _refuse(scheme, f"has fewer than two {name} levels", "Give each axis at least two levels.")
        if len(values) > _MOST_LEVELS:
            _refuse(scheme, f"has {len(values)} {name} levels", f"Give each axis at most {_MOST_LEVELS}.")
        if values != sorted(set(values)) or values[0] < 1:
            _refuse(scheme, f"has {name} levels {_listed(values)}", "Number levels from 1 up, each once, lowest first.")
        if any(weight < 1 for weight in weights):
            _refuse(scheme, f"has {name} levels with a weight below 1", "Give weights of 1 or more.")
    if sorted(scheme.axis_order) != ["impact", "likelihood"]:
        _refuse(scheme, "does not name impact and likelihood as its axes", "Name each of the two once.")


def _check_words_and_colours(scheme: Scheme) -> None:
    words = [band.word for band in scheme.bands]
    if not words or "" in words or len(set(words)) != len(words):
        _refuse(scheme, "has bands without a word or with the same word twice", "Give each band its own word.")
    for band in scheme.bands:
        if contrast(band.fill, band.ink) < 4.5:
            _refuse(
                scheme, f"has hard-to-read text in {band.word}", "Choose colours with a contrast of at least 4.5 to 1."
            )


def _check_texts(scheme: Scheme) -> None:
    levels = [
        text for level in (*scheme.impact, *scheme.likelihood) for text in (level.word, level.descriptor, level.code)
    ]
    bands = [text for band in scheme.bands for text in (band.word, band.fill, band.ink, band.descriptor)]
    words = (scheme.key, scheme.name, scheme.impact_word, scheme.likelihood_word, scheme.evidence)
    strange = [text for text in (*words, *levels, *bands) if not isinstance(text, str)]
    if strange:
        _refuse(scheme, f"has {_listed(strange)} where words should stand", "Give words.")


def _check_whole(scheme: Scheme, where: str, numbers: Iterable[object]) -> None:
    strange = [number for number in numbers if type(number) is not int or abs(number) > _LARGEST]
    if strange:
        _refuse(scheme, f"has {where} with {_listed(strange)}", "Use whole numbers.")


def _check_bands(scheme: Scheme) -> None:
    if scheme.cells:
        strange = {word for row in scheme.cells for word in row} - {band.word for band in scheme.bands}
        if strange:
            _refuse(scheme, f"colours cells with {_listed(strange)}, which is no band", "Use the words of its bands.")
        return
    _check_whole(scheme, "bands", [edge for band in scheme.bands for edge in (band.low, band.high) if edge is not None])
    ranges = []
    for band in scheme.bands:
        if band.low is None or band.high is None or band.low > band.high:
            _refuse(scheme, f"gives {band.word} no proper range", "Give each band a lowest and a highest rating.")
        ranges.append((band.low, band.high, band.word))
    for (_, high, word), (low, _, other) in pairwise(sorted(ranges)):
        if low <= high:
            _refuse(
                scheme, f"has overlapping bands: {word} ends at {high} and {other} starts at {low}", "Move one edge."
            )
    if [word for *_, word in sorted(ranges)] != [band.word for band in scheme.bands]:
        _refuse(scheme, "lists its bands out of order", "List bands from the lowest ratings to the highest.")
    bare = sorted(rating for rating in scheme.reachable if scheme._band_of(rating) is None)
    if bare:
        _refuse(scheme, f"has no band for {_listed(bare)}", "Widen a band so that every rating falls in one.")


def _refuse(scheme: Scheme, fault: str, todo: str) -> NoReturn:
    raise RiskDeskError(f'The scheme "{scheme.name}" {fault}.', todo)


def _listed(things: Iterable[object]) -> str:
    return textwrap.shorten(", ".join(str(thing)[:24] for thing in things), 120, placeholder=" ...")


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        raise RiskDeskError(f'"{colour}" is not a colour.', "Write colours as #RRGGBB.")
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def dump(scheme: Scheme) -> str:
    """The scheme as JSON, the form in which a register keeps it."""
    facts = asdict(scheme)
    del facts["_table"]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Scheme:
    """The scheme written by `dump` or shipped in resources. Raises RiskDeskError for anything else."""
    try:
        facts: dict[str, Any] = json.loads(text)
        json.dumps(facts, ensure_ascii=False).encode()  # half a surrogate pair can be neither shown nor sealed
        return Scheme(
            **facts
            | {
                "impact": tuple(Level(**level) for level in facts["impact"]),
                "likelihood": tuple(Level(**level) for level in facts["likelihood"]),
                "bands": tuple(Band(**band) for band in facts["bands"]),
                "combine": Combine(facts.get("combine", "product")),
                "grid": tuple(tuple(row) for row in facts.get("grid", ())),
                "cells": tuple(tuple(row) for row in facts.get("cells", ())),
                "axis_order": tuple(facts.get("axis_order", ("impact", "likelihood"))),
            }
        )
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise RiskDeskError(f"This is not a scoring scheme: {fault}.", "Choose one of the shipped schemes.") from fault
