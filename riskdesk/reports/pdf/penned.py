"""What a person fills in by hand: things to tick, and lines to sign on."""

from riskdesk.reports.blocks import Checks, Signing
from riskdesk.reports.pdf.frontpage import tick_box
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.piece import Paged
from riskdesk.reports.pdf.text import QUIET, Style, wrap

_NAME = Style(10, 14, bold=True)
_LABEL = Style(9, 13, colour=QUIET)
_CHECK = Style(9.5, 13)
_PEN = 160.0
"""Points for the initials and the date of whoever ticks a box."""
_SIGNED = 75.0
"""Points one person's lines take."""


class ChecksPiece(Paged):
    """A box, what to check, and room for initials and a date."""

    def __init__(self, pages: Pages, block: Checks) -> None:
        super().__init__(pages)
        self._items = block.items

    def _lines(self, item: str) -> tuple[str, ...]:
        return wrap(item, _CHECK, self.pages.width - 22 - _PEN - 14)

    def _tall(self, item: str) -> float:
        return max(len(self._lines(item)) * _CHECK.leading, 20) + 8

    @property
    def height(self) -> float:
        return sum(self._tall(item) for item in self._items)

    @property
    def least(self) -> float:
        return self._tall(self._items[0]) if self._items else 0.0

    def draw(self) -> None:
        if not self._items:
            return
        with self.pages.tagged("L", numbering="None"):
            for item in self._items:
                self._draw_item(item)

    def _draw_item(self, item: str) -> None:
        pages, height = self.pages, self._tall(item)
        pages.need(height)
        tick_box(pages, pages.left, pages.y - 2)
        with pages.tagged("LI"), pages.tagged("LBody"):
            pages.text(self._lines(item), _CHECK, pages.left + 22, pages.y)
            x = pages.left + pages.width - _PEN
            _blank(pages, "Initials", x, pages.y, 70)
            _blank(pages, "Date", x + 78, pages.y, _PEN - 78)
        pages.down(height)


class SigningPiece(Paged):
    """A person's lines stay on one page."""

    def __init__(self, pages: Pages, block: Signing) -> None:
        super().__init__(pages)
        self._names = block.names

    @property
    def height(self) -> float:
        return _SIGNED * len(self._names)

    @property
    def least(self) -> float:
        return min(self.height, self.pages.full_room - 60)

    def draw(self) -> None:
        pages = self.pages
        half = (pages.width - 20) / 2
        for name in self._names:
            pages.need(_SIGNED)
            pages.paragraph(name, _NAME, 6)
            for left, right in (("Name", "Post"), ("Signature", "Date")):
                with pages.tagged("P"):
                    _blank(pages, left, pages.left, pages.y, half)
                    _blank(pages, right, pages.left + half + 20, pages.y, half)
                pages.down(24)
            pages.down(6)


def _blank(pages: Pages, label: str, x: float, top: float, width: float) -> None:
    """A word and a line to write on after it."""
    indent = 50.0 if width > 150 else 36.0 if label == "Initials" else 24.0
    pages.text((label,), _LABEL, x, top)
    pages.rule(top - 13, QUIET, 0.5, x + indent, width - indent)
