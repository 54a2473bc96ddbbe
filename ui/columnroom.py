"""Which columns a table shows and how wide they are: what a person chose, else what fits. Remembered by key. No Qt."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ui.columns import Column


class ColumnRoom:
    """Shares out a table's width. Columns that stretch take what is left; where there is too little, columns
    in which nothing is recorded (`bare`) go first, then the sparest, unless the person has chosen. `needs`
    is what a column's heading and words take: the least it gets, and all that a bare one gets."""

    def __init__(self, columns: Sequence[Column[Any]], scale: float = 1.0) -> None:
        self.columns = tuple(columns)
        self.scale = scale
        self.chosen: frozenset[str] | None = None
        self.own_widths: dict[str, int] = {}
        self.bare: frozenset[str] = frozenset()
        self.needs: Mapping[str, int] = {}

    def width(self, column: Column[Any]) -> int:
        needed, given = self.needs.get(column.key, 0), self.own_widths.get(column.key)
        if given or (needed and column.key in self.bare):
            return given or needed
        return max(round(column.width * self.scale), needed)

    def share(self, room: int) -> Mapping[str, int]:
        """The width of every column that is shown, by key."""
        shown = self._shown(room)
        widths = {column.key: self.width(column) for column in shown}
        spare = room - sum(widths.values())
        stretching = [column for column in shown if self._stretches(column)]
        if spare > 0 and stretching:
            parts = sum(column.width for column in stretching)
            for column in stretching[1:]:
                widths[column.key] += spare * column.width // parts
            widths[stretching[0].key] += room - sum(widths.values())
        for column in shown if spare < 0 else ():
            least = self._least(column)
            widths[column.key] = max(least, widths[column.key] + min(room - sum(widths.values()), 0))
        return widths

    def choose(self, key: str, *, shown: bool, room: int) -> None:
        """Show or hide a column; from then on the choice is the person's."""
        now = frozenset(column.key for column in self._shown(room))
        self.chosen = now | {key} if shown else now - {key}

    def forget(self) -> None:
        """Back to what fits."""
        self.chosen = None
        self.own_widths = {}

    def dump(self) -> bytes:
        chosen = sorted(self.chosen) if self.chosen is not None else None
        return json.dumps({"chosen": chosen, "widths": self.own_widths}).encode()

    def load(self, state: bytes) -> None:
        """Take what `dump` gave, also from an older version with other columns; anything else is ignored."""
        try:
            facts = json.loads(state)
            keys = {column.key for column in self.columns}
            widths = {key: int(width) for key, width in facts["widths"].items() if key in keys and int(width) > 0}
            chosen = facts["chosen"] and frozenset(facts["chosen"]) & keys
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        self.own_widths, self.chosen = widths, chosen or None

    def _shown(self, room: int) -> list[Column[Any]]:
        if self.chosen is not None:
            return [column for column in self.columns if column.key in self.chosen or not column.spare]
        shown = list(self.columns)
        for column in sorted((each for each in self.columns if each.spare), key=self._order_of_going):
            width = self.width if column.key in self.bare else self._least
            if sum(map(width, shown)) <= room:
                break
            shown.remove(column)
        return shown

    def _least(self, column: Column[Any]) -> int:
        return min(round(column.least * self.scale) or self.width(column), self.width(column))

    @property
    def filler(self) -> Column[Any] | None:
        """The column that always takes what is left over, so that no person can give it a width."""
        return next((column for column in self.columns if column.stretch and not column.spare), None)

    def _stretches(self, column: Column[Any]) -> bool:
        fixed = column.key in self.bare or column.key in self.own_widths
        return column.stretch and (column is self.filler or not fixed)

    def _order_of_going(self, column: Column[Any]) -> tuple[bool, int]:
        return column.key not in self.bare, column.spare
