"""Tables drawn row by row with measured heights: the header on every page, long rows carried over.

A row moves whole to the next page. Only a row longer than a page is split, and every part of it
begins with the row's reference. Time grows with the text, memory with one row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riskdesk.reports.cells import Look, Pen, Run, Stack, height_of, measure, take
from riskdesk.reports.marks import Line, Row, Table, Tone
from riskdesk.reports.pages import Pages
from riskdesk.reports.text import INK, RULE, printable, width_of, wrap
from riskdesk.reports.words import clipped

_A_FEW_LINES = 60.0
_WIDEST_REFERENCE = 76.0

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Track:
    """Where a column stands."""

    x: float
    width: float


class Grid:
    """One table on its pages."""

    def __init__(
        self, pages: Pages, table: Table, shares: Sequence[float], look: Look, *, x: float, width: float
    ) -> None:
        """`shares` divide the width among the columns."""
        self._pages = pages
        self._table = table
        self._look = look
        self._x, self._width = x, width
        self._tracks = _tracks(_with_room_for_references(shares, table, look, width), x, width, look.gutter)
        self._head = [
            Run(wrap(clipped(column.title, 60), look.head, track.width), look.head)
            for column, track in zip(table.columns, self._tracks, strict=True)
        ]
        self._head_height = max(run.height for run in self._head) + look.pad + 2

    @property
    def height(self) -> float:
        """Points the whole table takes on one page."""
        return self._head_height + sum(self._row_height(self._measure(row)) for row in self._table.rows)

    @property
    def least(self) -> float:
        """Points the header and the first row take, so that a heading never stands without them."""
        first = self._row_height(self._measure(self._table.rows[0])) if self._table.rows else 0
        return self._head_height + (first if first <= self._most else _A_FEW_LINES)

    def draw(self, progress: Progress | None = None) -> None:
        """Draw every row from the cursor down, turning pages as needed."""
        rows = self._table.rows
        if not rows:
            return
        self._pages.need(self.least)
        self._draw_head()
        for number, row in enumerate(rows, 1):
            self._draw_row(row)
            if progress:
                progress(number, len(rows))

    @property
    def _most(self) -> float:
        """The tallest row a page can hold."""
        return self._pages.full_room - self._head_height

    def _measure(self, row: Row) -> list[Stack]:
        return [measure(cell, track.width, self._look) for cell, track in zip(row, self._tracks, strict=True)]

    def _row_height(self, stacks: list[Stack]) -> float:
        return max(height_of(stack) for stack in stacks) + 2 * self._look.pad

    def _draw_row(self, row: Row) -> None:
        stacks = self._measure(row)
        height = self._row_height(stacks)
        if height > self._pages.room and height <= self._most:
            self._turn()
        while height > self._pages.room:
            stacks = self._draw_part(row, stacks)
            height = self._row_height(stacks)
        self._draw_whole(stacks, height)

    def _draw_part(self, row: Row, stacks: list[Stack]) -> list[Stack]:
        """Draw what fits, turn the page, and give what is left with its reference on top."""
        room = self._pages.room - 2 * self._look.pad
        parts = [take(stack, room) for stack in stacks]
        if any(taken for taken, _ in parts[1:]):
            self._draw_whole([taken for taken, _ in parts], self._pages.room)
            rest = [left for _, left in parts]
            rest[0] = self._continued(row)
        else:
            rest = stacks
        self._turn()
        return rest

    def _continued(self, row: Row) -> Stack:
        label = next((item.text for item in row[0] if isinstance(item, Line)), "")
        again = (Line(clipped(label, 24), Tone.STRONG), Line("continued", Tone.META))
        return measure(again, self._tracks[0].width, self._look)

    def _draw_whole(self, stacks: list[Stack], height: float) -> None:
        top = self._pages.y - self._look.pad
        pen = Pen(self._pages.canvas)
        for stack, track in zip(stacks, self._tracks, strict=True):
            pen.draw(stack, track.x, top)
        pen.lift()
        self._pages.down(height)
        self._pages.rule(self._pages.y, RULE, 0.5, self._x, self._width)

    def _draw_head(self) -> None:
        lowest = max(run.height for run in self._head)
        pen = Pen(self._pages.canvas)
        for run, track in zip(self._head, self._tracks, strict=True):
            # Titles of different lengths stand on one line, at the foot of the header.
            run.write(pen, track.x, self._pages.y - (lowest - run.height))
        pen.lift()
        self._pages.down(self._head_height)
        self._pages.rule(self._pages.y, INK, 0.9, self._x, self._width)

    def _turn(self) -> None:
        self._pages.turn()
        self._draw_head()


def _with_room_for_references(shares: Sequence[float], table: Table, look: Look, width: float) -> list[float]:
    """The shares, the first of them large enough for the longest reference, within reason."""
    refs = (item.text for row in table.rows for item in row[0] if isinstance(item, Line))
    longest = max((width_of(printable(ref[:40]), look.strong) for ref in refs), default=0.0)
    wanted = min(longest + 1, _WIDEST_REFERENCE)
    free = width - look.gutter * (len(shares) - 1)
    others = sum(shares[1:])
    return [max(shares[0], wanted * others / (free - wanted)), *shares[1:]]


def _tracks(shares: Sequence[float], x: float, width: float, gutter: float) -> list[Track]:
    free = width - gutter * (len(shares) - 1)
    tracks = []
    for share in shares:
        part = free * share / sum(shares)
        tracks.append(Track(x, part))
        x += part + gutter
    return tracks
