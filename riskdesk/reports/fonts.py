"""The papers' typeface, bundled so that a paper looks the same on every machine."""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources import path

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


@cache
def _face(name: str) -> TTFont:
    return TTFont(name, str(path("fonts", f"{name}.ttf")))


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
