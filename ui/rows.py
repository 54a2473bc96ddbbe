"""The rows behind a table: an own list, sorted by real values and searched through its words. No Qt."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, Generic, TypeVar

from ui.columns import Cell, Column, Sight
from ui.vocabulary import Vocabulary

T = TypeVar("T")
Test = Callable[[T], bool]

_COLD = -1
"""The number of a row whose words are not worked out yet."""
_OUTDATED = 1000
"""Rows as they were before they changed may be this many, and as many as there are rows, before the
words are gathered anew."""


class Row(Generic[T]):
    """One thing in a table. `number` is its own in the vocabulary; `group` keeps rows together whatever
    column they are sorted by."""

    __slots__ = ("cells", "group", "id", "number", "thing")

    def __init__(self, id_: int, thing: T, group: int = 0) -> None:
        self.id = id_
        self.thing = thing
        self.group = group
        self.number = _COLD
        # Not an empty list: ten thousand of them would cost the first fill most of its time.
        self.cells: list[Cell | None] | None = None


class Rows(Generic[T]):
    """Keeps every row in order, those that pass the tests, and of these the ones shown. `gather`
    gives the different words, lowered, that a search may find in a thing."""

    def __init__(self, columns: Sequence[Column[T]], gather: Callable[[T, Sight], Iterable[str]]) -> None:
        self.columns = tuple(columns)
        self.sight: Sight | None = None
        self.all: list[Row[T]] = []
        self.shown: list[Row[T]] = []
        self.sorted_by: Column[T] = self.columns[0]
        self.descending = False
        self._gather = gather
        self._natural: list[Row[T]] = []
        self._passing: list[Row[T]] = []
        self._passing_numbers: list[int] | None = None
        self._found: list[Row[T]] = []
        self._cold: list[Row[T]] = []
        self._by_id: dict[int, Row[T]] = {}
        self._vocabulary = Vocabulary()
        self._words: tuple[str, ...] = ()
        self._tests: tuple[Test[T], ...] = ()

    def fill(self, rows: Iterable[Row[T]], sight: Sight) -> None:
        """Take these rows, given in their natural order. A row may be one kept from the last time."""
        self._natural = list(rows)
        self.sight = sight
        self._by_id = {row.id: row for row in self._natural}
        if self._vocabulary.size > 2 * len(self._natural) + _OUTDATED:
            self._vocabulary = Vocabulary()
            for row in self._natural:
                row.number = _COLD
        self._cold = [row for row in self._natural if row.number == _COLD]
        self.sort(self.sorted_by, descending=self.descending)

    def sort(self, column: Column[T], *, descending: bool) -> None:
        """Order all rows by a column's values; equal ones keep their natural order, unrecorded ones stand last."""
        self.sorted_by, self.descending = column, descending
        sight = self.sight
        if sight is not None:
            self.all = _sorted(self._natural, lambda row: column.sort(row.thing, sight), descending=descending)
        self._test()

    def search(self, text: str) -> list[Row[T]]:
        """The rows that hold every word of the text, each perhaps within a longer word, for `show`."""
        self._words = tuple(text.casefold().split())
        return self._holding()

    def show(self, found: list[Row[T]]) -> None:
        """Show what a search found."""
        self._found = found
        self.shown = self.arrange(found)

    def is_shown(self, found: list[Row[T]]) -> bool:
        """Whether these very rows are shown already."""
        return found == self._found

    def keep(self, tests: Sequence[Test[T]]) -> None:
        """Show rows that pass every test as well."""
        self._tests = tuple(tests)
        self._test()

    def again(self) -> None:
        """Arrange what is shown once more."""
        self.shown = self.arrange(self._found)

    def cell(self, place: int, column: int) -> Cell:
        """What a shown row says in a column, worked out the first time it is looked at."""
        row = self.shown[place]
        if row.cells is None:
            row.cells = [None] * len(self.columns)
        cell = row.cells[column]
        if cell is None:
            assert self.sight is not None
            cell = row.cells[column] = self.columns[column].show(row.thing, self.sight)
        return cell

    def place(self, id_: int) -> int:
        """Where a row is shown, -1 where it is not."""
        with contextlib.suppress(KeyError, ValueError):
            return self.shown.index(self._by_id[id_])
        return -1

    def arrange(self, rows: list[Row[T]]) -> list[Row[T]]:
        """What stands in the table for these rows; a table with headings puts them in here."""
        return rows

    def warm(self, count: int) -> bool:
        """Work out the words of some rows ahead of time; whether more are waiting."""
        if self.sight is None:
            return False
        for row in self._cold[:count]:
            row.number = self._vocabulary.add(self._gather(row.thing, self.sight))
        del self._cold[:count]
        return bool(self._cold)

    def _test(self) -> None:
        rows = self.all
        for test in self._tests:
            rows = [row for row in rows if test(row.thing)]
        self._passing, self._passing_numbers = rows, None
        self.show(self._holding())

    def _holding(self) -> list[Row[T]]:
        """Of the rows that pass, those that hold the words searched for."""
        if not self._words:
            return self._passing
        self.warm(len(self._cold))
        holds = self._vocabulary.holding(self._words)
        return list(compress(self._passing, map(holds.__getitem__, self._numbers())))

    def _numbers(self) -> list[int]:
        """The numbers of the rows that pass: gathering them takes longer than the search."""
        if self._passing_numbers is None:
            self._passing_numbers = [row.number for row in self._passing]
        return self._passing_numbers


def _sorted(rows: list[Row[T]], key: Callable[[Row[T]], Any], *, descending: bool) -> list[Row[T]]:
    keyed = [(key(row), row) for row in rows]
    recorded = [pair for pair in keyed if pair[0] is not None]
    recorded.sort(key=lambda pair: pair[0], reverse=descending)
    ordered = [row for _, row in recorded] + [row for value, row in keyed if value is None]
    # Python's sort is stable, so groups stay whole and keep the order just made inside them.
    return sorted(ordered, key=lambda row: row.group)
