"""What one cell of somebody's risk register holds: lists, owners, a score with prose behind it, money, a reference.

Pure functions that take text as it was written and lose none of it. Where a cell may be read in
two ways it is left whole: a person can split it later, but cannot see that it was split wrongly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_NUMBERED = re.compile(r"\s*\(?([0-9]{1,3})(?![0-9])(?:([.):])(?![0-9])\s*|\s+(?=\S))")
_BULLET = re.compile(
    "\\s*(?:[\u2022\u00b7\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u2043\uf0b7*]|[-\u2013\u2014](?=\\s))\\s*"
)
_INLINE = re.compile(r"(?<=[.;:!?])\s+(?=[0-9]{1,3}[.)]\s)")
_REFERENCE = re.compile(r"\s*([A-Za-z]{0,4}[ -]?[0-9]{1,4}[a-z]?)\s*[.):](?![0-9])\s*(\S.*)", re.DOTALL)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SCORE = re.compile(
    r"\s*([0-9]{1,3})(?:\s*$|[.:;]?\s+(?![-\u2013/%&x*]|(?:to|or|million|k|m|bn|thousand)\b)(\S.*))", re.DOTALL
)
_AMOUNT = re.compile(
    "£\\s?((?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\\.[0-9]{1,2})?)(?![0-9])(?!,[0-9])(?!\\s?[-\u2013]\\s?[0-9])"
    "(?:\\s?(thousand|million|billion|bn|k|m)\\b|(?![A-Za-z]))",
    re.IGNORECASE,
)
_TIMES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_MONEY_WORDS = re.compile(r"\b(?:financ\w+|cost\w*|fund\w*|budget\w*|overspen\w+|savings?)\b", re.IGNORECASE)


def split_items(text: str) -> tuple[str, ...]:
    """The separate items of a cell, their numbers and bullets taken off.

    Items are numbered from 1 on ("1.", "2)", "2.Enhanced", "2 Thurrock"), bulleted, or one to a
    line. Lines under a numbered item, and bullets or lines under a lead-in that ends in a colon,
    belong to that item. Raises nothing; a cell that is no list is one item, an empty cell none.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ()
    items = _numbered(lines) or _bulleted(lines) or _one_per_line(lines)
    found = tuple(item for pieces in items if (item := "".join(pieces).strip()))
    return found or (text.strip(),)


_Items = list[list[str]]
"""Each item in the pieces it was put together from."""


def _numbered(lines: list[str]) -> _Items:
    """Items numbered 1, 2, 3 ...; none where the numbers do not run so. Text in front of a 1 is
    an item of its own, or the lead-in of the first where it ends in a colon."""
    items: _Items = []
    before: list[str] = []
    for line, mark in _with_marks(lines):
        match = _NUMBERED.match(line)
        # "1 in 4 homes" is no item: the first number needs its stop, later ones stand in a row already.
        if match and int(match[1]) == len(items) + 1 and (match[2] or items):
            items.append([line[match.end() :]])
        else:
            (items[-1] if items else before).extend((mark, line.strip()))
    if not items or not before:
        return items
    if before[-1].endswith(":"):
        return [[*before, "\n", *items[0]], *items[1:]]
    return [before, *items]


def _with_marks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Lines, and the pieces of lines that begin with a number, with the space that stood before each."""
    for line in lines:
        for place, piece in enumerate(_INLINE.split(line)):
            yield piece, " " if place else "\n"


def _bulleted(lines: list[str]) -> _Items:
    """Items with a bullet each; none unless the first line has one."""
    if not _BULLET.match(lines[0]):
        return []
    items: _Items = []
    for line in lines:
        match = _BULLET.match(line)
        if match:
            items.append([line[match.end() :]])
        else:
            items[-1].extend(("\n", line.strip()))
    return items


def _one_per_line(lines: list[str]) -> _Items:
    """Lines as items, except under a lead-in; a line that begins in lower case goes on with the one before."""
    items: _Items = []
    under_lead_in = lines[0].rstrip().endswith(":")
    for line in lines:
        if items and (under_lead_in or _BULLET.match(line) or line.lstrip()[0].islower()):
            items[-1].extend(("\n", line.strip()))
        else:
            items.append([line])
    return items


def split_reference(text: str) -> tuple[str, str]:
    """A reference in front of a text, and the text: "1. It is not ..." gives ("1", "It is not ...").

    ("", text) where there is none. A year or a decimal number is no reference.
    """
    match = _REFERENCE.fullmatch(text)
    if match is None or _YEAR.fullmatch(match[1]):
        return "", text
    return match[1], match[2]


def split_score(text: str) -> tuple[int | None, str]:
    """The score at the head of a cell and the prose after it: "5 Risk falls on ..." gives (5, "Risk falls on ...").

    (None, text) where the cell does not begin with one whole number that stands alone.
    """
    match = _SCORE.fullmatch(text)
    if match is None:
        return None, text.strip()
    return int(match[1]), (match[2] or "").strip()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as it was written and in whole pounds (pence rounded half up)."""

    text: str
    pounds: int


def money_in(text: str) -> tuple[Money, ...]:
    """Every amount in pounds ("£3.4m", "£100k", "£3,400") in its order. A span such as "£50-250k" is left alone."""
    return tuple(Money(match[0], _pounds(match)) for match in _amounts(text))


def risk_amount(text: str) -> int | None:
    """The pounds a text itself calls the risk ("a £100k risk"); None unless exactly one amount is so called."""
    called = {_pounds(match) for match in _amounts(text) if re.match(r"\s+risk\b", text[match.end() : match.end() + 9])}
    return called.pop() if len(called) == 1 else None


def speaks_of_money(text: str) -> bool:
    """Whether prose is about money: an amount, or words such as cost, funding, financial."""
    return bool(_MONEY_WORDS.search(text) or _AMOUNT.search(text))


def _amounts(text: str) -> Iterator[re.Match[str]]:
    return _AMOUNT.finditer(text)


def _pounds(match: re.Match[str]) -> int:
    amount = Decimal(match[1].replace(",", "")) * _TIMES[(match[2] or "").lower()]
    return int(amount.to_integral_value(ROUND_HALF_UP))
