"""The parts a table cell is made of, measured before they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from reportlab.pdfgen.canvas import Canvas

from riskdesk.reports.chip import Chip
from riskdesk.reports.marks import Cell, Mark, Tone
from riskdesk.reports.text import QUIET, Style, paint, width_of, wrap


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
    """Lines of one style, with an optional label hanging to their left and space above."""

    __slots__ = ("gap", "height", "indent", "label", "lines", "style")

    def __init__(
        self, lines: tuple[str, ...], style: Style, indent: float = 0, label: str = "", gap: float = 0
    ) -> None:
        self.lines = lines
        self.style = style
        self.indent = indent
        self.label = label
        self.gap = gap
        self.height = gap + len(lines) * style.leading

    def split(self, room: float) -> tuple[Self | None, Self | None]:
        """What fits in the room, and what is left."""
        if self.height <= room:
            return self, None
        fitting = int((room - self.gap) // self.style.leading)
        if fitting < 1:
            return None, self
        make = type(self)
        head = make(self.lines[:fitting], self.style, self.indent, self.label, self.gap)
        return head, make(self.lines[fitting:], self.style, self.indent)

    def write(self, pen: "Pen", x: float, top: float) -> None:
        base = top - self.gap - self.style.size - (self.style.leading - self.style.size) / 4
        if self.label:
            pen.write((self.label,), self.style, x, base)
        pen.write(self.lines, self.style, x + self.indent, base)


class Pen:
    """Writes many lines as one piece of text, changing its style only where that changes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text = canvas.beginText(0, 0)
        self._style: Style | None = None

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
            if isinstance(element, Run):
                element.write(self, x, top)
            else:
                element.draw(self._canvas, x, top)
            top -= element.height

    def lift(self) -> None:
        self._canvas.drawText(self._text)


Element = Run | Chip
Stack = list[Element]


def measure(cell: Cell, width: float, look: Look) -> Stack:
    """A cell's elements at a column's width, from the top down."""
    stack: Stack = []
    hang = width_of("88. ", look.body) if any(not isinstance(item, Mark) and item.label for item in cell) else 0.0
    for item in cell:
        if isinstance(item, Mark):
            stack.append(Chip(item, width, gap=2 if stack else 0))
            continue
        style = look.style(item.tone)
        label = item.label.strip()
        gap = 3.0 if label and stack else 0.0
        stack.append(Run(wrap(item.text, style, width - hang), style, hang, label, gap))
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
