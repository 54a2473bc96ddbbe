"""Tables drawn row by row with measured heights: the header on every page, long rows carried over.

A row moves whole to the next page. Only a row longer than a page is split, and every part of it
begins with the row's reference. Time grows with the text, memory with one row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riskdesk.reports.marks import Line, Row, Table, Tone
from riskdesk.reports.pdf.cells import Look, Pen, Run, Stack, height_of, measure, take
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.structure import Element, facts_of
from riskdesk.reports.pdf.tagged import ARTIFACT
from riskdesk.reports.pdf.text import RULE, printable, width_of, wrap
from riskdesk.wording import clipped

_A_FEW_LINES = 60.0
_WIDEST_WORD = 76.0

_HEADS_COLUMN = facts_of("TH", scope="Column")
_HEADS_ROW = facts_of("TH", scope="Row")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Track:
    """Where a column stands."""

    x: float
    width: float


class Grid:
    """One table on its pages."""

    def __init__(
        self,
        pages: Pages,
        table: Table,
        shares: Sequence[float],
        look: Look,
        *,
        x: float,
        width: float,
        caption: str = "",
    ) -> None:
        """`shares` divide the width among the columns. `caption` says what the table holds to who cannot see it."""
        self._caption = caption
        self._pages = pages
        self._table = table
        self._look = look
        self._x, self._width = x, width
        free = width - look.gutter * (len(shares) - 1)
        self._tracks = _tracks(shares, _least(table, look), x, free, look.gutter)
        self._head = [
            Run(wrap(clipped(column.title, 60), look.head, track.width), look.head)
            for column, track in zip(table.columns, self._tracks, strict=True)
        ]
        for run, column, track in zip(self._head, table.columns, self._tracks, strict=True):
            run.right = track.width if column.number else 0.0
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
        with self._pages.tagged("Table", summary=self._caption):
            with self._pages.tagged("THead"), self._pages.tagged("TR"):
                self._draw_head(is_first=True)
            with self._pages.tagged("TBody"):
                for number, row in enumerate(rows, 1):
                    with self._pages.tagged("TR"):
                        self._draw_row(row)
                    if progress:
                        progress(number, len(rows))

    @property
    def _most(self) -> float:
        """The tallest row a page can hold."""
        return self._pages.full_room - self._head_height

    def _measure(self, row: Row) -> list[Stack]:
        return [
            measure(cell, track.width, self._look, number=column.number)
            for cell, track, column in zip(row, self._tracks, self._table.columns, strict=True)
        ]

    def _row_height(self, stacks: list[Stack]) -> float:
        return max(height_of(stack) for stack in stacks) + 2 * self._look.pad

    def _draw_row(self, row: Row) -> None:
        stacks = self._measure(row)
        opened: list[Element] = []
        cells = [self._cell(stack, place, opened) for place, stack in enumerate(stacks)]
        height = self._row_height(stacks)
        if height > self._pages.room and height <= self._most:
            self._turn()
        while height > self._pages.room:
            stacks = self._draw_part(row, stacks, cells)
            height = self._row_height(stacks)
        self._draw_whole(stacks, height, cells)
        for element in opened:
            self._pages.canvas.tree.close(element)

    def _cell(self, stack: Stack, place: int, opened: list[Element]) -> Element:
        """A cell of the row, of which the first heads it; several lines in one are paragraphs. All are `opened`."""
        canvas = self._pages.canvas
        tag, facts = ("TH", _HEADS_ROW) if place == 0 else ("TD", "")
        cell = canvas.tree.open(tag, canvas.element, facts)
        opened.append(cell)
        if len(stack) > 1:
            for part in stack:
                part.element = canvas.tree.open("P", cell)
                opened.append(part.element)
        return cell

    def _draw_part(self, row: Row, stacks: list[Stack], cells: list[Element]) -> list[Stack]:
        """Draw what fits, turn the page, and give what is left with its reference on top."""
        room = self._pages.room - 2 * self._look.pad
        parts = [take(stack, room) for stack in stacks]
        if any(taken for taken, _ in parts[1:]) or not any(stacks[1:]):
            self._draw_whole([taken for taken, _ in parts], self._pages.room, cells)
            rest = [left for _, left in parts]
            rest[0] = [*self._continued(row), *rest[0]]
        else:
            rest = stacks
        self._turn()
        return rest

    def _continued(self, row: Row) -> Stack:
        """The reference again, for the eye: who is read to knows which row it is."""
        label = next((item.text for item in row[0] if isinstance(item, Line)), "")
        again = (Line(clipped(label, 24), Tone.STRONG), Line("continued", Tone.META))
        stack = measure(again, self._tracks[0].width, self._look)
        for element in stack:
            element.element = ARTIFACT
        return stack

    def _draw_whole(self, stacks: list[Stack], height: float, cells: list[Element]) -> None:
        top = self._pages.y - self._look.pad
        pen = Pen(self._pages.canvas)
        for stack, track, cell in zip(stacks, self._tracks, cells, strict=True):
            pen.draw_cell(stack, track.x, top, cell)
        pen.lift()
        self._pages.down(height)
        self._pages.rule(self._pages.y, RULE, 0.5, self._x, self._width)

    def _draw_head(self, *, is_first: bool) -> None:
        """Content once, an artifact wherever it is repeated."""
        lowest = max(run.height for run in self._head)
        canvas = self._pages.canvas
        pen = Pen(canvas)
        for run, track in zip(self._head, self._tracks, strict=True):
            cell = canvas.tree.open("TH", canvas.element, _HEADS_COLUMN) if is_first else None
            # Titles of different lengths stand on one line, at the foot of the header.
            pen.draw_cell([run], track.x, self._pages.y - (lowest - run.height), cell)
            if cell:
                canvas.tree.close(cell)
        pen.lift()
        self._pages.down(self._head_height)
        self._pages.rule(self._pages.y, self._pages.accent, 0.9, self._x, self._width)

    def _turn(self) -> None:
        self._pages.turn()
        self._draw_head(is_first=False)


def _least(table: Table, look: Look) -> list[float]:
    """Points each column needs so that its heading, a reference or a level's word stays in one piece, within reason."""
    least = []
    for place, column in enumerate(table.columns):
        words = dict.fromkeys(column.title.split(), look.head)
        if place == 0 or column.brief:
            words |= {word: look.strong for text in _texts(table, place) for word in text.split()}
        widest = max((width_of(printable(word[:40]), style) for word, style in words.items()), default=0.0)
        least.append(min(widest + 1, _WIDEST_WORD))
    return least


def _texts(table: Table, place: int) -> set[str]:
    return {item.text for row in table.rows for item in row[place] if isinstance(item, Line)}


def _tracks(shares: Sequence[float], least: Sequence[float], x: float, free: float, gutter: float) -> list[Track]:
    """Columns side by side: those that need more than their share get it, the others share what is left."""
    if sum(least) > free:
        least = [0.0] * len(shares)
    needy: set[int] = set()
    while more := _short(shares, least, free, needy):
        needy |= more
    part = _part(shares, least, free, needy)
    tracks = []
    for place, share in enumerate(shares):
        tracks.append(Track(x, least[place] if place in needy else share * part))
        x += tracks[-1].width + gutter
    return tracks


def _part(shares: Sequence[float], least: Sequence[float], free: float, needy: set[int]) -> float:
    """Points to a share, for the columns that are not needy."""
    rest = free - sum(least[place] for place in needy)
    return rest / sum(share for place, share in enumerate(shares) if place not in needy)


def _short(shares: Sequence[float], least: Sequence[float], free: float, needy: set[int]) -> set[int]:
    """The further columns that a share of what is left would leave short."""
    part = _part(shares, least, free, needy)
    return {place for place, share in enumerate(shares) if place not in needy and share * part < least[place]}
