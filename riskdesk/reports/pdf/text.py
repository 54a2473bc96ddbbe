"""Any text a register can hold, made printable and broken into measured lines.

Text is drawn as it stands, letter by letter, and never read as markup, so `<b>` prints as `<b>`.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.lib.colors import Color, HexColor

from riskdesk.reports.pdf.fonts import BOLD, REGULAR, char_widths

INK = "#14202B"
QUIET = "#4A5560"
RULE = "#C5CCD3"

MISSING = "\N{REPLACEMENT CHARACTER}"

_SPACES = "\t\v\f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000"
_SILENT = "\u00ad\u200b\u200c\u200d\u2060\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10)))
_SAME = str.maketrans("⟵⟶⟷⟸⟹⟺⬅⬆⬇➔➙➜➝➞➡⩽⩾", "←→↔⇐⇒⇔←↑↓→→→→→→≤≥")
"""Other shapes of signs that the typeface has."""


class Cut(str):
    """A line that ends inside a word, so that no space may follow it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Style:
    """A size of type with its line height, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


@cache
def paint(colour: str) -> Color:
    """A `#RRGGBB` as ReportLab wants it."""
    return HexColor(colour)


class _Letters(dict[int, str]):
    """What is printed for each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = printed = _letter(chr(code))
        return printed


def _letter(char: str) -> str:
    """The letter or another shape of it, its name in brackets for a symbol, or a mark that something is missing."""
    if char in _SPACES:
        return " "
    if char in "\n\r\u0085\u2028\u2029":
        return "\n"
    if char in _SILENT:
        return ""
    kind = unicodedata.category(char)
    has_letter = all(ord(char) in char_widths(name) for name in (REGULAR, BOLD))
    # Controls and direction marks would hide or reorder words, so they are shown even where the face has them.
    if has_letter and kind not in ("Cc", "Cf"):
        return char
    if ord(char) in _SAME:
        return chr(_SAME[ord(char)])
    name = unicodedata.name(char, "")
    return f"[{name.lower()}]" if kind == "So" and name else MISSING


_LETTERS = _Letters()


def printable(text: str) -> str:
    """The text in letters the typeface has; line ends become `\\n`."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_LETTERS)


def spaced(lines: tuple[str, ...], *, ends: bool = True) -> Iterator[str]:
    """Lines with the space after each by which their words can be told apart; none after the last where a text ends."""
    for line in lines[:-1] if ends else lines:
        yield line if isinstance(line, Cut) else f"{line} "
    if ends:
        yield from lines[-1:]


def width_of(text: str, style: Style) -> float:
    """Points the printable text takes on one line."""
    return _units(text, style.font) * style.size / 1000


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The text in lines no wider than `width` points; words too long for a line are broken."""
    limit = max(width, style.size) * 1000 / style.size
    return _cached_lines(text, style.font, limit) if len(text) < 400 else _lines(text, style.font, limit)


def fitting(text: str, styles: Sequence[Style], width: float) -> Style:
    """The first style in which no single word has to be broken; the last where none will do."""
    words = printable(text).split() or [""]
    return next((style for style in styles if max(width_of(word, style) for word in words) <= width), styles[-1])


def shorten(text: str, style: Style, width: float) -> str:
    """The text on one line, ended by an ellipsis where it does not fit."""
    line = " ".join(printable(text[:2000]).split())
    if width_of(line, style) <= width:
        return line
    while line and width_of(line + "…", style) > width:
        line = line[: -max(1, len(line) // 20)]
    return line.rstrip() + "…"


@lru_cache(maxsize=8192)
def _cached_lines(text: str, font: str, limit: float) -> tuple[str, ...]:
    return _lines(text, font, limit)


def _lines(text: str, font: str, limit: float) -> tuple[str, ...]:
    space = _units(" ", font)
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            if not word:
                continue
            units = _units(word, font)
            if line and used + space + units <= limit:
                line.append(word)
                used += space + units
                continue
            if line:
                lines.append(" ".join(line))
            if units > limit:
                *whole, end = _broken(word, font, limit)
                lines += map(Cut, whole)
                line, used = [end], _units(end, font)
            else:
                line, used = [word], units
        if line:
            lines.append(" ".join(line))
    return tuple(lines) or ("",)


def _broken(word: str, font: str, limit: float) -> list[str]:
    """The word in pieces that fit, after a hyphen or slash where one is near the end."""
    widths, pieces = char_widths(font), []
    start, used, last_seam = 0, 0.0, 0
    for place, char in enumerate(word):
        units = widths.get(ord(char), 1000.0)
        if used + units > limit and place > start:
            end = last_seam if last_seam > start + (place - start) // 2 else place
            pieces.append(word[start:end])
            used = sum(widths.get(ord(c), 1000.0) for c in word[end:place])
            start = end
        used += units
        if char in "-/–—_.,;&":
            last_seam = place + 1
    return [*pieces, word[start:]]


def _units(text: str, font: str) -> float:
    return _cached_units(text, font) if len(text) < 40 else _add_up(text, font)


@lru_cache(maxsize=32768)
def _cached_units(text: str, font: str) -> float:
    return _add_up(text, font)


def _add_up(text: str, font: str) -> float:
    widths = char_widths(font)
    return sum([widths.get(ord(char), 1000.0) for char in text])
