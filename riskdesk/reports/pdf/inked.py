"""Text on the page: headings, paragraphs, lists, labels with their facts."""

from collections.abc import Sequence
from dataclasses import replace

from riskdesk.reports.blocks import Heading, Items, Pairs, Voice, Words
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.piece import Paged
from riskdesk.reports.pdf.text import QUIET, Style, width_of, wrap

_HEADINGS = {1: (Style(15, 20, bold=True), 26.0, 8.0), 2: (Style(11, 14.5, bold=True), 15.0, 4.0),
             3: (Style(9.5, 12.5, bold=True), 9.0, 3.0)}  # fmt: skip
"""Each level's type, the space above it and the space below."""

_NEARLY_FRESH = 0.85
"""The share of a page that may be free still for a title that begins one: a page is not left for a few lines."""

_VOICES = {
    Voice.BODY: (Style(10, 14), 5.0),
    Voice.LARGE: (Style(11, 16), 6.0),
    Voice.STRONG: (Style(10, 14, bold=True), 4.0),
    Voice.QUIET: (Style(8, 11, colour=QUIET), 3.0),
    Voice.CODE: (Style(8.5, 12, bold=True), 4.0),
}
_ITEM = Style(10, 14)
_LABEL = Style(9, 13, colour=QUIET)
_FACT = Style(9.5, 13)
_GAP = 18.0


class HeadingPiece(Paged):
    """A title. Whoever draws it sees to it that what follows stands on the same page."""

    def __init__(self, pages: Pages, block: Heading) -> None:
        super().__init__(pages)
        self._block = block
        style, self._above, self._below = _HEADINGS[min(block.level, 3)]
        self._style = replace(style, colour=pages.accent) if block.level == 1 else style

    @property
    def height(self) -> float:
        lines = len(wrap(self._block.text, self._style, self.pages.width))
        return self._above + lines * self._style.leading + self._below

    @property
    def least(self) -> float:
        return self.height

    def draw(self) -> None:
        pages, level = self.pages, self._block.level
        if self._block.fresh and pages.room < _NEARLY_FRESH * pages.full_room:
            pages.turn()
        pages.gap(self._above)
        pages.mark_section(self._block.text, level)
        with pages.tagged(f"H{level + 1}"):
            pages.paragraph(self._block.text, self._style, self._below)


class WordsPiece(Paged):
    def __init__(self, pages: Pages, block: Words) -> None:
        super().__init__(pages)
        self._text = block.text
        self._tag = "Code" if block.voice is Voice.CODE else "P"
        self._style, self._after = _VOICES[block.voice]

    @property
    def _lines(self) -> int:
        return len(wrap(self._text, self._style, self.pages.width))

    @property
    def height(self) -> float:
        return self._lines * self._style.leading + self._after

    @property
    def least(self) -> float:
        return min(self._lines, 2) * self._style.leading

    def draw(self) -> None:
        with self.pages.tagged("P"):
            self.pages.paragraph(self._text, self._style, self._after)


class ItemsPiece(Paged):
    """A list with hanging numbers or dots."""

    def __init__(self, pages: Pages, block: Items) -> None:
        super().__init__(pages)
        self._items = block.items
        self._numbering = "Decimal" if block.numbered else "Disc"
        self._labels = [f"{number}." if block.numbered else "•" for number in range(1, len(block.items) + 1)]
        self._hang = max((width_of(label, _ITEM) for label in self._labels), default=0.0) + 7

    def _lines(self, item: str) -> tuple[str, ...]:
        return wrap(item, _ITEM, self.pages.width - self._hang)

    @property
    def height(self) -> float:
        return sum(len(self._lines(item)) * _ITEM.leading + 3 for item in self._items) + 3

    @property
    def least(self) -> float:
        return min(len(self._lines(self._items[0])), 2) * _ITEM.leading if self._items else 0.0

    def draw(self) -> None:
        if not self._items:
            return
        with self.pages.tagged("L", numbering=self._numbering):
            for label, item in zip(self._labels, self._items, strict=True):
                with self.pages.tagged("LI"):
                    self._draw_item(label, self._lines(item))
        self.pages.down(3)

    def _draw_item(self, label: str, lines: tuple[str, ...]) -> None:
        pages = self.pages
        pages.need(min(len(lines), 2) * _ITEM.leading)
        with pages.tagged("Lbl"):
            pages.text((label,), _ITEM, pages.left, pages.y)
        with pages.tagged("LBody"):
            while lines:
                fitting = max(1, int(pages.room // _ITEM.leading))
                pages.text(lines[:fitting], _ITEM, pages.left + self._hang, pages.y)
                pages.down(min(fitting, len(lines)) * _ITEM.leading)
                lines = lines[fitting:]
                if lines:
                    pages.turn()
        pages.down(3)


class PairsPiece(Paged):
    """Labels with their facts, in one column or two."""

    def __init__(self, pages: Pages, block: Pairs) -> None:
        super().__init__(pages)
        self._pairs = block.pairs
        self._columns = max(1, block.columns)
        widest = max((width_of(label, _LABEL) for label, _ in block.pairs), default=0.0)
        self._indent = min(max(widest + 10, 60.0), 130.0)

    @property
    def _width(self) -> float:
        return (self.pages.width - _GAP * (self._columns - 1)) / self._columns

    def _row(self, pair: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        label, fact = pair
        return wrap(label, _LABEL, self._indent - 8), wrap(fact, _FACT, self._width - self._indent)

    def _height(self, pair: tuple[str, str]) -> float:
        label, fact = self._row(pair)
        return max(len(label), len(fact)) * _FACT.leading + 2

    def _ranks(self) -> list[Sequence[tuple[str, str]]]:
        """The pairs that stand beside one another."""
        return [self._pairs[at : at + self._columns] for at in range(0, len(self._pairs), self._columns)]

    @property
    def height(self) -> float:
        return sum(max(self._height(pair) for pair in rank) for rank in self._ranks()) + 6

    @property
    def least(self) -> float:
        return min(self.height, 2 * _FACT.leading)

    def draw(self) -> None:
        for rank in self._ranks():
            tall = max(self._height(pair) for pair in rank)
            if tall > self.pages.full_room:
                for pair in rank:
                    self._draw_long(pair)
                continue
            self.pages.need(tall)
            for place, pair in enumerate(rank):
                self._draw_pair(pair, self.pages.left + place * (self._width + _GAP))
            self.pages.down(tall)
        self.pages.down(6)

    def _draw_pair(self, pair: tuple[str, str], x: float) -> None:
        label, fact = self._row(pair)
        with self.pages.tagged("P"):
            self.pages.text(label, _LABEL, x, self.pages.y)
            self.pages.text(fact, _FACT, x + self._indent, self.pages.y)

    def _draw_long(self, pair: tuple[str, str]) -> None:
        """What is longer than a page: the label, and the words below it over the whole measure."""
        self.pages.paragraph(pair[0], _LABEL)
        self.pages.paragraph(pair[1], _FACT, 4)
