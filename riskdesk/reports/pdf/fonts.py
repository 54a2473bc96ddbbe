"""The papers' typeface, bundled so that a paper looks the same on every machine."""

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources import path

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


class _Face(TTFont):
    """ReportLab's font, quicker at what most text is made of."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text in codes of the subsets that hold its letters; ASCII is in the first under its own."""
        if text and text.isascii() and text.isprintable():
            return [(0, text.encode("ascii"))]
        pieces: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return pieces


@cache
def _face(name: str) -> TTFont:
    return _Face(name, str(path("fonts", f"{name}.ttf")))


@cache
def load_fonts() -> None:
    """Register the two faces with ReportLab, once in a process."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(_face(name))


@cache
def char_widths(name: str) -> dict[int, float]:
    """Thousandths of the type size by code point; a code point that is not here has no letter."""
    widths: dict[int, float] = _face(name).face.charWidths
    return {code: width for code, width in widths.items() if code <= 0xFFFF}
