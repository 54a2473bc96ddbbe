"""A pile of pages: margins, a cursor that moves down, and what stands at the head and foot of every page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab import rl_config

from riskdesk.reports.pdf.attached import attach
from riskdesk.reports.pdf.fonts import load_fonts
from riskdesk.reports.pdf.identity import Identity
from riskdesk.reports.pdf.structure import Box, Element, facts_of
from riskdesk.reports.pdf.tagged import PAGE_FOOT, PAGE_HEAD, TaggedCanvas
from riskdesk.reports.pdf.text import INK, QUIET, RULE, Style, paint, printable, shorten, spaced, width_of, wrap
from riskdesk.scoring import contrast
from riskdesk.wording import clipped, sentence

__all__ = ["FOOT", "LANDSCAPE", "PORTRAIT", "Drawn", "Format", "Identity", "Pages"]

# ReportLab would write every stream as ASCII, a quarter larger and slower, for mailers of the 1990s.
rl_config.useA85 = 0

FOOT = Style(7.5, 10, colour=QUIET)
_LOUD = Style(7.5, 10, bold=True)
_MARKING = Style(8, 10, bold=True)
_TOTAL = "total"
_BETWEEN = "   ·   "
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True, slots=True)
class Format:
    """A page's size and margins in points."""

    width: float
    height: float
    side: float
    top: float
    bottom: float


LANDSCAPE = Format(841.89, 595.28, side=36, top=44, bottom=56)
PORTRAIT = Format(595.28, 841.89, side=52, top=60, bottom=66)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document."""

    document: bytes
    pages: int


class Pages:
    """One document being drawn. `y` is the cursor, in points from the foot of the page.

    `on_turn` is called after a page has been turned, to draw what every page begins with. What is drawn outside of
    `tagged` is an artifact, which is not read aloud; a paragraph tags itself.
    """

    def __init__(self, form: Format, identity: Identity) -> None:
        load_fonts()
        self.form = form
        self.identity = identity
        self.number = 1
        self.y = form.height - form.top
        self.on_turn: Callable[[], None] | None = None
        self.canvas = TaggedCanvas((form.width, form.height))
        self._sections = 0
        self._level = 0
        self._heading = -1
        self._describe()
        self._head()

    @property
    def left(self) -> float:
        return self.form.side

    @property
    def width(self) -> float:
        return self.form.width - 2 * self.form.side

    @property
    def room(self) -> float:
        """Points left above the bottom margin."""
        return self.y - self.form.bottom

    @property
    def full_room(self) -> float:
        return self.form.height - self.form.top - self.form.bottom

    @property
    def accent(self) -> str:
        """The colour of headings and rules: the layout's, where it can be read on white."""
        colour = self.identity.colour
        return colour if colour and contrast(colour, "#FFFFFF") >= 4.5 else INK

    def down(self, points: float) -> None:
        self.y -= points

    def gap(self, points: float) -> None:
        """Space between parts, which the top of a page does not need."""
        if not self.is_fresh:
            self.y -= points

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y >= self.form.height - self.form.top

    def turn(self, form: Format | None = None) -> None:
        """End this page and begin the next, of another size from here on where one is given."""
        self._foot()
        self.canvas.showPage()
        self.number += 1
        if form is not None and form != self.form:
            self.form = form
            self.canvas.setPageSize((form.width, form.height))
        self.y = self.form.height - self.form.top
        self._head()
        if self.on_turn:
            with self.canvas.artifact(PAGE_HEAD):
                self.on_turn()

    def need(self, points: float) -> None:
        """Turn the page unless that much room is left or the page is fresh."""
        if self.room < points and not self.is_fresh:
            self.turn()

    @contextmanager
    def tagged(
        self,
        tag: str,
        alt: str = "",
        scope: str = "",
        summary: str = "",
        *,
        numbering: str = "",
        box: Box | None = None,
    ) -> Iterator[Element]:
        """What is drawn inside is a new element of the document's structure, under the one it stands in, over as many
        pages as it takes: "H1", "P", "L" with "LI" (and "Lbl", "LBody"), "Table", "TH", "Figure", "Sect" and so on.
        A heading stands at most one level below the one before. `numbering` of a list is "Decimal" where it is
        numbered; `box` is where a figure stands on its page."""
        if tag in _HEADINGS:
            self._heading = min(_HEADINGS.index(tag), self._heading + 1)
            tag = _HEADINGS[self._heading]
        said = {"alt": printable(alt), "scope": scope, "summary": printable(summary), "numbering": numbering}
        with self.canvas.tagged(tag, facts_of(tag, **said, box=box)) as element:
            yield element

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is not read aloud: it is decoration, or said elsewhere already."""
        with self.canvas.artifact():
            yield

    def text(self, lines: tuple[str, ...], style: Style, x: float, top: float, *, ends: bool = True) -> None:
        """Draw lines with the first line's box beginning at `top`; unless it `ends` with them, their text goes on."""
        write = self.canvas.beginText(x, top - style.size * 0.95 - (style.leading - style.size) / 3)
        write.setFont(style.font, style.size, style.leading)
        write.setFillColor(paint(style.colour))
        for line in spaced(lines, ends=ends):
            write.textLine(line)
        self.canvas.drawText(write)

    def paragraph(self, text: str, style: Style, after: float = 0, *, width: float = 0) -> None:
        """Wrapped text from the cursor down, over as many pages as it takes."""
        if self.canvas.takes_content:
            self._flow(text, style, width)
        else:
            with self.tagged("P"):
                self._flow(text, style, width)
        self.down(after)

    def _flow(self, text: str, style: Style, width: float) -> None:
        lines = wrap(text, style, width or self.width)
        while lines:
            self.need(min(len(lines), 2) * style.leading)
            fitting = max(1, int(self.room // style.leading))
            if fitting == len(lines) - 1 and fitting > 2:
                fitting -= 1  # never one line alone on the next page
            self.text(lines[:fitting], style, self.left, self.y, ends=fitting >= len(lines))
            self.down(min(fitting, len(lines)) * style.leading)
            lines = lines[fitting:]

    def rule(self, y: float, colour: str = RULE, weight: float = 0.5, x: float = 0, width: float = 0) -> None:
        with self.artifact():
            self.canvas.setStrokeColor(paint(colour))
            self.canvas.setLineWidth(weight)
            start = x or self.left
            self.canvas.line(start, y, start + (width or self.width), y)

    def mark_section(self, title: str, level: int = 1) -> None:
        """Make the cursor's place a line of the document's outline, under the last line of the level above."""
        self._sections += 1
        self._level = max(1, min(level, self._level + 1))
        key = f"section-{self._sections}"
        self.canvas.bookmarkHorizontal(key, 0, self.y + 12)
        self.canvas.addOutlineEntry(_in_short(title), key, self._level - 1)

    def attach(self, name: str, media_type: str, data: bytes, description: str) -> None:
        """Let a file travel inside the document: data behind what is printed."""
        attach(self.canvas, name, media_type, data, printable(description))

    def finish(self) -> Drawn:
        """End the last page and give the whole document."""
        self._foot()
        self.canvas.showPage()
        self.canvas.beginForm(_TOTAL, 0, -4, 60, 12)
        self.canvas.setFont(FOOT.font, FOOT.size)
        self.canvas.setFillColor(paint(QUIET))
        self.canvas.drawString(0, 0, f"{self.number}")
        self.canvas.endForm()
        return Drawn(self.canvas.finish(), self.number)

    def _describe(self) -> None:
        identity = self.identity
        told = (identity.subject, identity.as_at, identity.imprint.foot, identity.short_seal.lower(), identity.marking)
        self.canvas.setTitle(_in_short(f"{identity.title}: {identity.subject}"))
        self.canvas.setAuthor(_in_short(identity.organisation))
        self.canvas.setSubject(_in_short(", ".join(part for part in told if part)))
        self.canvas.setKeywords(printable(identity.keywords))
        self.canvas.setCreator("RiskDesk")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def _head(self) -> None:
        """Who may read the page, above whatever else stands there."""
        if not self.identity.marking:
            return
        with self.canvas.artifact(PAGE_HEAD):
            line = shorten(self.identity.marking, _MARKING, self.width)
            self.text((line,), _MARKING, self.left, self.form.height - self.form.top * 0.36)

    def _foot(self) -> None:
        """Draft or closed and who may read it; title, as-at date, seal, paper and page number."""
        base = self.form.bottom - 32
        self.rule(base + 23)
        with self.canvas.artifact(PAGE_FOOT):
            self._upper_foot(base + 10)
            self._lower_foot(base)
            self.canvas.setFillColor(paint(INK))

    def _upper_foot(self, base: float) -> None:
        imprint = self.identity.imprint
        marking = shorten(self.identity.marking, _LOUD, self.width / 2) if self.identity.marking else ""
        taken = width_of(marking, _LOUD) + 14 if marking else 0
        style = _LOUD if imprint.is_draft else FOOT
        self._write(shorten(imprint.foot, style, self.width - taken), style, self.left, base)
        self._write(marking, _LOUD, self.left + self.width - width_of(marking, _LOUD), base)

    def _lower_foot(self, base: float) -> None:
        """The total is drawn last, once it is known."""
        number = f"Page {self.number} of "
        # The number of pages is not known yet: two figures have room, more would stand a little into the margin.
        total = self.left + self.width - width_of(str(max(self.number, 10)), FOOT)
        right = _BETWEEN.join(["", *self.identity.short_names, number])
        start = total - width_of(right, FOOT)
        as_at = shorten(sentence(self.identity.as_at), FOOT, (start - self.left) * 0.6)
        middle = start - width_of(as_at, FOOT)
        title = shorten(self.identity.title, FOOT, middle - self.left - 14)
        for text, x in ((title, self.left), (as_at, middle), (right, start)):
            self._write(text, FOOT, x, base)
        self.canvas.saveState()
        self.canvas.translate(total, base)
        self.canvas.doForm(_TOTAL)
        self.canvas.restoreState()

    def _write(self, text: str, style: Style, x: float, base: float) -> None:
        self.canvas.setFont(style.font, style.size)
        self.canvas.setFillColor(paint(style.colour))
        self.canvas.drawString(x, base, text)


def _in_short(text: str) -> str:
    """For a viewer's title bar, its list of properties and its bookmarks."""
    return clipped(printable(text), 1000)
