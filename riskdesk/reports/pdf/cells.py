"""The parts a table cell is made of, measured before they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from riskdesk.reports.marks import Cell, Mark, Tone
from riskdesk.reports.pdf.chip import Chip
from riskdesk.reports.pdf.structure import Element
from riskdesk.reports.pdf.tagged import TaggedCanvas
from riskdesk.reports.pdf.text import QUIET, Style, paint, spaced, width_of, wrap


@dataclass(frozen=True, slots=True)
class Look:
    """A table's type and spacing."""

    body: Style
    strong: Style
    meta: Style
    head: Style
    pad: float
    gutter: float

    def style(self, tone: Tone) -> Style:
        return {Tone.BODY: self.body, Tone.STRONG: self.strong, Tone.META: self.meta}[tone]


DENSE = Look(
    body=Style(8, 10.4),
    strong=Style(8, 10.4, bold=True),
    meta=Style(7, 9.2, colour=QUIET),
    head=Style(7.5, 9.5, bold=True),
    pad=5,
    gutter=9,
)
EASY = Look(
    body=Style(9, 12.2),
    strong=Style(9, 12.2, bold=True),
    meta=Style(8, 10.6, colour=QUIET),
    head=Style(8, 10.5, bold=True),
    pad=6,
    gutter=11,
)


class Run:
    """Lines of one style, with an optional label hanging to their left and space above. `element` is the paragraph
    they are content of, once they are drawn in parts. Lines end `right` of where they would begin, if that is given."""

    __slots__ = ("element", "gap", "height", "indent", "is_last", "label", "lines", "right", "style")

    def __init__(
        self, lines: tuple[str, ...], style: Style, indent: float = 0, label: str = "", gap: float = 0
    ) -> None:
        self.lines = lines
        self.style = style
        self.indent = indent
        self.label = label
        self.gap = gap
        self.height = gap + len(lines) * style.leading
        self.element: Element | str | None = None
        self.is_last = True
        self.right = 0.0

    def split(self, room: float) -> tuple[Self | None, Self | None]:
        """What fits in the room, and what is left."""
        if self.height <= room:
            return self, None
        fitting = int((room - self.gap) // self.style.leading)
        if fitting < 1:
            return None, self
        make = type(self)
        head = make(self.lines[:fitting], self.style, self.indent, self.label, self.gap)
        tail = make(self.lines[fitting:], self.style, self.indent)
        head.is_last = False
        head.right = tail.right = self.right
        head.element = tail.element = self.element
        return head, tail

    def write(self, pen: "Pen", x: float, top: float) -> None:
        base = top - self.gap - self.style.size - (self.style.leading - self.style.size) / 4
        if self.label:
            pen.write((f"{self.label} ",), self.style, x, base)
        if self.right:
            self._write_right(pen, x, base)
        else:
            pen.write(spaced(self.lines, ends=self.is_last), self.style, x + self.indent, base)

    def _write_right(self, pen: "Pen", x: float, base: float) -> None:
        for line, told in zip(self.lines, spaced(self.lines, ends=self.is_last), strict=True):
            pen.write((told,), self.style, x + self.right - width_of(line, self.style), base)
            base -= self.style.leading


class Pen:
    """Writes many lines as one piece of text, changing its style only where that changes."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self._text: Any = canvas.beginText(0, 0)
        self._style: Style | None = None
        self._is_marked = False

    def write(self, lines: Iterable[str], style: Style, x: float, base: float) -> None:
        """Lines below one another, the first standing on `base`."""
        if style != self._style:
            self._text.setFont(style.font, style.size, style.leading)
            if self._style is None or style.colour != self._style.colour:
                self._text.setFillColor(paint(style.colour))
            self._style = style
        self._text.setTextOrigin(x, base)
        for line in lines:
            self._text.textLine(line)

    def draw(self, stack: "Stack", x: float, top: float) -> None:
        """A cell's elements from the top down; the text appears when the pen is lifted."""
        for element in stack:
            self._draw(element, x, top)
            top -= element.height

    def draw_cell(self, stack: "Stack", x: float, top: float, cell: Element | None) -> None:
        """The same as content of a table's cell, several parts as its paragraphs; without a cell it is an artifact."""
        for element in stack:
            self._begin(element.element or cell)
            self._draw(element, x, top)
            self._text._code.append("EMC")
            top -= element.height

    def _begin(self, owner: Element | str | None) -> None:
        self._is_marked = True
        self._text._code.append(self._canvas.opening(owner))

    def _draw(self, element: "Piece", x: float, top: float) -> None:
        if isinstance(element, Run):
            element.write(self, x, top)
            return
        element.draw_band(self._canvas, x, top)
        for line, style, left, base in element.lines(x, top):
            self.write((line,), style, left, base)

    def lift(self) -> None:
        if self._is_marked:
            self._canvas.draw_marked(self._text)
        else:
            self._canvas.drawText(self._text)


Piece = Run | Chip
Stack = list[Piece]


def measure(cell: Cell, width: float, look: Look, *, number: bool = False) -> Stack:
    """A cell's elements at a column's width, from the top down; those of a `number` stand at its right."""
    stack: Stack = []
    hang = width_of("88. ", look.body) if any(not isinstance(item, Mark) and item.label for item in cell) else 0.0
    for item in cell:
        if isinstance(item, Mark):
            stack.append(Chip(item, width, gap=2 if stack else 0))
            continue
        style = look.style(item.tone)
        label = item.label.strip()
        gap = 3.0 if label and stack else 0.0
        run = Run(wrap(item.text, style, width - hang), style, hang, label, gap)
        run.right = width if number else 0.0
        stack.append(run)
    return stack


def height_of(stack: Stack) -> float:
    return sum(element.height for element in stack)


def take(stack: Stack, room: float) -> tuple[Stack, Stack]:
    """The elements, or parts of them, that fit in the room, and the rest."""
    taken: Stack = []
    for place, element in enumerate(stack):
        head, tail = element.split(room)
        if head is not None:
            taken.append(head)
            room -= head.height
        if tail is not None:
            return taken, [tail, *stack[place + 1 :]]
    return taken, []
