"""The rows behind a table: an own list, sorted by real values and filtered over one lowered text a row. No Qt."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from ui.columns import Cell, Column, Sight

T = TypeVar("T")
Test = Callable[[T], bool]

_KNOWN = 40
"""How many searches are remembered, so that taking letters back costs nothing."""


class Row(Generic[T]):
    """One thing in a table. `text` is what the search looks through, "" until it is worked out;
    `group` keeps rows together whatever column they are sorted by."""

    __slots__ = ("cells", "group", "id", "text", "thing")

    def __init__(self, id_: int, thing: T, group: int = 0) -> None:
        self.id = id_
        self.thing = thing
        self.group = group
        self.text = ""
        # Not an empty list: ten thousand of them would cost the first fill most of its time.
        self.cells: list[Cell | None] | None = None


class Rows(Generic[T]):
    """Keeps every row in order, those that pass the tests, and of these the ones shown. `gather`
    gives all that a search may find in a thing."""

    def __init__(self, columns: Sequence[Column[T]], gather: Callable[[T, Sight], str]) -> None:
        self.columns = tuple(columns)
        self.sight: Sight | None = None
        self.all: list[Row[T]] = []
        self.shown: list[Row[T]] = []
        self.sorted_by: Column[T] = self.columns[0]
        self.descending = False
        self._gather = gather
        self._natural: list[Row[T]] = []
        self._passing: list[Row[T]] = []
        self._found: list[Row[T]] = []
        self._cold: list[Row[T]] = []
        self._by_id: dict[int, Row[T]] = {}
        self._words: tuple[str, ...] = ()
        self._known: dict[tuple[str, ...], list[Row[T]]] = {(): []}
        self._tests: tuple[Test[T], ...] = ()

    def fill(self, rows: Iterable[Row[T]], sight: Sight) -> None:
        """Take these rows, given in their natural order. A row may be one kept from the last time."""
        self._natural = list(rows)
        self.sight = sight
        self._by_id = {row.id: row for row in self._natural}
        self._cold = [row for row in self._natural if not row.text]
        self.sort(self.sorted_by, descending=self.descending)

    def sort(self, column: Column[T], *, descending: bool) -> None:
        """Order all rows by a column's values; equal ones keep their natural order, unrecorded ones stand last."""
        self.sorted_by, self.descending = column, descending
        sight = self.sight
        if sight is not None:
            self.all = _sorted(self._natural, lambda row: column.sort(row.thing, sight), descending=descending)
        self._test()

    def search(self, text: str) -> list[Row[T]]:
        """The rows that hold every word, for `show`. What was found a few keystrokes ago is still known."""
        self._words = words = tuple(text.casefold().split())
        if words not in self._known:
            if len(self._known) > _KNOWN:
                self._forget()
            self._known[words] = self._holding(self._nearest(words))
        return self._known[words]

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
        """Work out the search text of some rows ahead of time; whether more are waiting."""
        if self.sight is None:
            return False
        for row in self._cold[:count]:
            row.text = self._gather(row.thing, self.sight) or " "
        del self._cold[:count]
        return bool(self._cold)

    def _test(self) -> None:
        rows = self.all
        for test in self._tests:
            rows = [row for row in rows if test(row.thing)]
        self._passing = rows
        self._forget()
        self.show(self._holding(rows))

    def _forget(self) -> None:
        self._known = {(): self._passing}

    def _nearest(self, words: tuple[str, ...]) -> list[Row[T]]:
        """The fewest rows known to hold all that do: longer words can only be found where shorter ones were."""
        wider = (
            found for before, found in self._known.items() if all(any(old in new for new in words) for old in before)
        )
        return min(wider, key=len)

    def _holding(self, rows: list[Row[T]]) -> list[Row[T]]:
        if self._words:
            self.warm(len(self._cold))
        for word in self._words:
            rows = [row for row in rows if word in row.text]
        return rows


def _sorted(rows: list[Row[T]], key: Callable[[Row[T]], Any], *, descending: bool) -> list[Row[T]]:
    keyed = [(key(row), row) for row in rows]
    recorded = [pair for pair in keyed if pair[0] is not None]
    recorded.sort(key=lambda pair: pair[0], reverse=descending)
    ordered = [row for _, row in recorded] + [row for value, row in keyed if value is None]
    # Python's sort is stable, so groups stay whole and keep the order just made inside them.
    return sorted(ordered, key=lambda row: row.group)
