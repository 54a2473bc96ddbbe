"""Tables as an Excel workbook: text stays text whatever it begins with, dates are dates, the same facts give the same
bytes."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from riskdesk.days import british

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Value = str | int | dt.date

LONGEST = 32_767
"""What Excel takes in one cell, in UTF-16 units."""
_CUT = " … (cut here: a cell holds no more; the printed paper has the whole)"
_LIVE = ("=", "+", "-", "@", "\t")
"""What a spreadsheet, or the next program that reads it, may take for the beginning of a formula."""
_FIRST_YEAR = 1900
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`heads` are the columns' titles with their widths in letters; every row has a value for each."""

    name: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Value, ...], ...]


def sheet_of(name: str, heads: Sequence[tuple[str, float]], rows: Iterable[tuple[Value, ...]], bare: str) -> Sheet:
    """A sheet of these rows; where there are none, its first cell says so in the words of `bare`."""
    found = tuple(rows) or ((bare, *("" for _ in heads[1:])),)
    return Sheet(name, tuple(heads), found)


def workbook_bytes(sheets: Sequence[Sheet], title: str, made: dt.date, foot: str, keywords: str = "") -> bytes:
    """The whole workbook. `made` is the day it tells of as its own; `foot` stands at the foot of printed pages,
    `keywords` in the properties."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who wants a workbook pays for it

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        day = dt.datetime.combine(made, dt.time())
        told = {"title": clean(title)[:250], "author": "RiskDesk", "created": day}
        book.set_properties(told | ({"keywords": keywords} if keywords else {}))
        looks = _looks(book)
        for sheet in sheets:
            _fill(book, sheet, looks, foot)
    return out.getvalue()


def _looks(book: "Workbook") -> Mapping[str, Any]:
    body = {"text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 10}
    return {
        "head": book.add_format({**body, "bold": True, "bottom": 1, "bg_color": "#E8ECEF"}),
        "text": book.add_format(body),
        "number": book.add_format({**body, "num_format": "#,##0"}),
        "day": book.add_format({**body, "num_format": "d mmm yyyy", "align": "left"}),
    }


def _fill(book: "Workbook", sheet: Sheet, looks: Mapping[str, Any], foot: str) -> None:
    page = book.add_worksheet(sheet.name)
    for place, (title, width) in enumerate(sheet.heads):
        page.set_column(place, place, width)
        page.write_string(0, place, title, looks["head"])
    for number, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            _write(page, number, place, value, looks)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.heads) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{foot.replace('&', '&&')[:100]}&R&P / &N")


def _write(page: Any, row: int, column: int, value: Value, looks: Mapping[str, Any]) -> None:
    """Never `write`, which guesses what a text might mean."""
    if isinstance(value, int):
        page.write_number(row, column, value, looks["number"])
    elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        page.write_datetime(row, column, value, looks["day"])
    else:
        text = british(value) if isinstance(value, dt.date) else clean(value)
        page.write_string(row, column, text, looks["text"])


def clean(text: str) -> str:
    """Text that is safe in a cell: an apostrophe before what could be a formula, a mark for what no cell can hold, cut
    where a cell ends. XlsxWriter takes what stands between <r> and </r> for markup, so that gets the apostrophe too."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LETTERS)
    if plain.lstrip(" \n").startswith(_LIVE) or plain.startswith("<r>"):
        plain = f"'{plain}"
    return plain if _units(plain) <= LONGEST else _cut(plain)


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Letters(dict[int, str]):
    """What stands in a cell for each code point."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _letter(chr(code))
        return letter


@cache
def _letter(char: str) -> str:
    """Controls, direction marks and halves of characters would hide or reorder words, or break the file."""
    kind = unicodedata.category(char)
    joins = char in "\u200c\u200d"
    broken = kind in ("Cc", "Cs") or (kind == "Cf" and not joins) or ord(char) & 0xFFFE == 0xFFFE
    return _REPLACED if broken and char not in "\n\t" else char


_LETTERS = _Letters()
