"""How counts, dates and lists are worded on paper."""

import datetime as dt
import re
from collections.abc import Sequence

from riskdesk.days import british

NOT_RECORDED = "not recorded"


def counted(number: int, thing: str, things: str = "") -> str:
    """`1 risk`, `3 risks`, `no risks`."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {things or thing + 's'}" if number else f"no {things or thing + 's'}"


def of_all(part: int, total: int, thing: str) -> str:
    """`2 of 3 open risks`, `all 3 open risks`, `the one open risk`."""
    if part < total:
        return f"{part:,} of {counted(total, thing)}"
    return f"the one {thing}" if total == 1 else f"all {counted(total, thing)}"


def verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def listed(things: Sequence[str], limit: int = 12) -> str:
    """`1, 2 and 3`; past the limit `1, 2 and 9 more`."""
    if len(things) > limit:
        return f"{', '.join(things[: limit - 1])} and {len(things) - limit + 1:,} more"
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def long_date(day: dt.date | None) -> str:
    """`1 August 2017`, the same whatever the machine's language."""
    return british(day) if day else NOT_RECORDED


def as_at_phrase(day: dt.date | None) -> str:
    return f"as at {long_date(day)}" if day else f"as-at date {NOT_RECORDED}"


def clipped(text: str, length: int = 240) -> str:
    """The text, or its beginning up to a word's end and an ellipsis."""
    flat = " ".join(text[: 4 * length].split())
    if len(flat) <= length:
        return flat
    return flat[:length].rsplit(" ", 1)[0].rstrip(",;:. ") + "\N{NO-BREAK SPACE}…"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


Natural = tuple[tuple[int, int, str], ...]


def natural(ref: str) -> Natural:
    """A sort key that puts 2 before 10 and R2 before R10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", ref)
    # Digits compare by length and then as text: no reference is too long to be a number.
    return tuple(
        (0, len(piece.lstrip("0")), piece.lstrip("0")) if piece[0] in "0123456789" else (1, 0, piece.casefold())
        for piece in pieces
    )
