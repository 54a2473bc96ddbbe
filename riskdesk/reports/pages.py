"""A pile of pages: margins, a cursor that moves down, and the foot of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from riskdesk.reports.fonts import load_fonts
from riskdesk.reports.imprint import Imprint
from riskdesk.reports.text import INK, QUIET, RULE, Style, paint, printable, shorten, width_of, wrap
from riskdesk.wording import NOT_RECORDED, sentence

# ReportLab would write every stream as ASCII, a quarter larger and slower, for mailers of the 1990s.
rl_config.useA85 = 0

FOOT = Style(7.5, 10, colour=QUIET)
_DRAFT = Style(7.5, 10, bold=True)
_TOTAL = "total"


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
class Identity:
    """What stands at the foot of every page and in the document's properties."""

    title: str
    organisation: str
    subject: str
    as_at: str
    seal: str
    imprint: Imprint

    @property
    def short_seal(self) -> str:
        return f"Seal {self.seal[:12]}" if self.seal else f"Seal {NOT_RECORDED}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document."""

    document: bytes
    pages: int


class Pages:
    """One document being drawn. `y` is the cursor, in points from the foot of the page.

    `on_turn` is called after a page has been turned, to draw what every page begins with.
    """

    def __init__(self, form: Format, identity: Identity) -> None:
        load_fonts()
        self.form = form
        self.identity = identity
        self.number = 1
        self.y = form.height - form.top
        self.on_turn: Callable[[], None] | None = None
        self._out = BytesIO()
        size = (form.width, form.height)
        self.canvas = Canvas(self._out, pagesize=size, invariant=1, pageCompression=1, lang="en-GB")
        self._describe()

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

    def turn(self) -> None:
        """End this page and begin the next."""
        self._foot()
        self.canvas.showPage()
        self.number += 1
        self.y = self.form.height - self.form.top
        if self.on_turn:
            self.on_turn()

    def need(self, points: float) -> None:
        """Turn the page unless that much room is left or the page is fresh."""
        if self.room < points and not self.is_fresh:
            self.turn()

    def text(self, lines: tuple[str, ...], style: Style, x: float, top: float) -> None:
        """Draw lines with the first line's box beginning at `top`."""
        write = self.canvas.beginText(x, top - style.size * 0.95 - (style.leading - style.size) / 3)
        write.setFont(style.font, style.size, style.leading)
        write.setFillColor(paint(style.colour))
        for line in lines:
            write.textLine(line)
        self.canvas.drawText(write)

    def paragraph(self, text: str, style: Style, after: float = 0, *, width: float = 0) -> None:
        """Wrapped text from the cursor down, over as many pages as it takes."""
        lines = wrap(text, style, width or self.width)
        while lines:
            self.need(min(len(lines), 2) * style.leading)
            fitting = max(1, int(self.room // style.leading))
            if fitting == len(lines) - 1 and fitting > 2:
                fitting -= 1  # never one line alone on the next page
            self.text(lines[:fitting], style, self.left, self.y)
            self.down(min(fitting, len(lines)) * style.leading)
            lines = lines[fitting:]
        self.down(after)

    def rule(self, y: float, colour: str = RULE, weight: float = 0.5, x: float = 0, width: float = 0) -> None:
        self.canvas.setStrokeColor(paint(colour))
        self.canvas.setLineWidth(weight)
        start = x or self.left
        self.canvas.line(start, y, start + (width or self.width), y)

    def mark_section(self, title: str) -> None:
        """Make the cursor's place a line of the document's outline."""
        key = f"section-{self.number}-{self.y:.0f}"
        self.canvas.bookmarkHorizontal(key, 0, self.y + 12)
        self.canvas.addOutlineEntry(title, key, 0)

    def finish(self) -> Drawn:
        """End the last page and give the whole document."""
        self._foot()
        self.canvas.showPage()
        self.canvas.beginForm(_TOTAL, 0, -4, 60, 12)
        self.canvas.setFont(FOOT.font, FOOT.size)
        self.canvas.setFillColor(paint(QUIET))
        self.canvas.drawString(0, 0, f"{self.number}")
        self.canvas.endForm()
        self.canvas.save()
        return Drawn(self._out.getvalue(), self.number)

    def _describe(self) -> None:
        identity = self.identity
        self.canvas.setTitle(printable(f"{identity.title}: {identity.subject}"))
        self.canvas.setAuthor(printable(identity.organisation))
        told = (identity.subject, identity.as_at, printable(identity.imprint.foot), identity.short_seal.lower())
        self.canvas.setSubject(", ".join(told))
        self.canvas.setCreator("RiskDesk")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def _foot(self) -> None:
        """Draft or closed; title, as-at date, seal and page number. The total is drawn last, once it is known."""
        base = self.form.bottom - 32
        self.rule(base + 23)
        self._imprint(base + 10)
        number = f"Page {self.number} of "
        # The number of pages is not known yet: two figures have room, more would stand a little into the margin.
        total = self.left + self.width - width_of(str(max(self.number, 10)), FOOT)
        start = total - width_of(number, FOOT)
        right = f"{sentence(self.identity.as_at)}   ·   {self.identity.short_seal}   ·   "
        middle = start - width_of(right, FOOT)
        title = shorten(self.identity.title, FOOT, middle - self.left - 14)
        self.canvas.setFont(FOOT.font, FOOT.size)
        self.canvas.setFillColor(paint(QUIET))
        self.canvas.drawString(self.left, base, title)
        self.canvas.drawString(middle, base, right)
        self.canvas.drawString(start, base, number)
        self.canvas.saveState()
        self.canvas.translate(total, base)
        self.canvas.doForm(_TOTAL)
        self.canvas.restoreState()
        self.canvas.setFillColor(paint(INK))

    def _imprint(self, base: float) -> None:
        imprint = self.identity.imprint
        style = _DRAFT if imprint.is_draft else FOOT
        self.canvas.setFont(style.font, style.size)
        self.canvas.setFillColor(paint(style.colour))
        self.canvas.drawString(self.left, base, shorten(imprint.foot, style, self.width))
