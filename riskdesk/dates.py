"""Due dates as people write them, in UK order: what was written is kept, what it means is read, never guessed.

Two readings are refused because councils mean both: a bare year ("2018") and a quarter of a bare
year ("Q2 2018") may be calendar or financial. Financial years run from 1 April to 31 March.
"""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from riskdesk.days import MONTHS, add_months


class DueKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    RANGE = "range"
    ONGOING = "ongoing"
    NOT_RECORDED = "not_recorded"
    NOT_A_DATE = "not_a_date"


@dataclass(frozen=True, slots=True)
class DueDate:
    """`start` and `end` are the first and last day meant (inclusive); None where there is none."""

    text: str
    kind: DueKind
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def understood(self) -> bool:
        return self.kind not in (DueKind.NOT_RECORDED, DueKind.NOT_A_DATE)


# Longer than any date a person writes, short enough that no text is slow to read or worth caching.
_LONGEST = 200
# "2017-27" may be ten years; "2018-31" is a slip of the pen.
_LONGEST_PLAN = 10


def read_due(text: str) -> DueDate:
    """What a written due date means. Text that is not a date is kept and flagged as such; never raises.

    "end of March 2018" is the day 31 March; "Sep 15" is September 2015 (in UK order a number after
    the month is its year); "from April 2016" is on-going with a start and no end.
    """
    if len(text) > _LONGEST:
        return DueDate(text, DueKind.NOT_A_DATE if text.strip() else DueKind.NOT_RECORDED)
    return _read(text)


class _Period(NamedTuple):
    kind: DueKind
    start: dt.date | None
    end: dt.date | None


_YEAR4 = r"((?:19|20|21)[0-9]{2})"
_YEAR = r"((?:19|20|21)[0-9]{2}|[0-9]{2})"
_NUMBER = r"([0-9]{1,2})"
_ORDINAL = rf"{_NUMBER}(?:st|nd|rd|th)?"
_MONTH_NUMBER = {
    spelling: place
    for place, month in enumerate(MONTHS, start=1)
    for spelling in (month.lower(), month[:3].lower(), *(["sept"] if month == "September" else []))
}
_MONTH = f"({'|'.join(sorted(_MONTH_NUMBER, key=len, reverse=True))})"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|r|rs|rsday|nesday|urday)? )?"
_FINANCIAL = r"(?:fy|financial year|f/y)"
_QUARTER = r"(?:q|qtr|quarter) ?([1-4])"

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_ONGOING = re.compile(r"on[ -]?going(?:[ :;-]+(?P<after>.+))?|(?P<before>.+?)[ :;-]+on[ -]?going")
_UNTIL = re.compile(r"(?:to|until|till|up to|by|through to) ")
_PREPOSITION = re.compile(r"(?:due by|due|by|on|in|during|no later than)(?: the)? ")
_END_OF = re.compile(r"(?:the )?end(?: of)?(?: the)?[ -]")
_ONWARDS = re.compile(r"(?:from|since) (.+)|(.+) onwards?")
_SPAN = re.compile(r"(?:from )?(.+?) (?:to|until|till) (?:the )?(.+)|between (.+?) and (.+)")


@lru_cache(maxsize=4096)
def _read(text: str) -> DueDate:
    plain = _tidy(text)
    if plain in ("", "not recorded"):
        return DueDate(text, DueKind.NOT_RECORDED)
    period = _ongoing(plain) or _point_or_range(plain) or _open_ended(plain)
    return DueDate(text, *period) if period else DueDate(text, DueKind.NOT_A_DATE)


def _tidy(text: str) -> str:
    """Lower case, plain dashes and spaces, none of the marks that carry no meaning."""
    visible = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    plain = _DASHES.sub("-", visible.lower())
    plain = re.sub(r"[(),]|(?<=[a-z])\.", " ", plain)
    plain = " ".join(plain.split())
    return re.sub(r" ?([/-]) ?", r"\1", plain).strip(" .;")


def _ongoing(text: str) -> _Period | None:
    match = _ONGOING.fullmatch(text)
    if match is None:
        return None
    rest = match["after"] or match["before"]
    if rest is None:
        return _Period(DueKind.ONGOING, None, None)
    until = _UNTIL.match(rest)
    period = _point_or_range(rest[until.end() :]) if until else _point_or_range(rest) or _open_ended(rest)
    if period is None:
        return None
    start = None if until or period.kind is DueKind.DAY else period.start
    return _Period(DueKind.ONGOING, start, period.end)


def _open_ended(text: str) -> _Period | None:
    match = _ONWARDS.fullmatch(text)
    period = _point(match[1] or match[2]) if match else None
    return _Period(DueKind.ONGOING, period.start, None) if period else None


def _point_or_range(text: str) -> _Period | None:
    return _point(_without(_PREPOSITION, text)) or _range(text)


def _point(text: str) -> _Period | None:
    """One day, month, quarter, financial year or run of financial years."""
    rest = _without(_END_OF, text)
    for pattern, build in _POINTS:
        match = pattern.fullmatch(rest)
        period = build(*match.groups()) if match else None
        if period:
            return period if rest == text else _Period(DueKind.DAY, period.end, period.end)
    return None


def _without(prefix: re.Pattern[str], text: str) -> str:
    match = prefix.match(text)
    return text[match.end() :] if match else text


def _range(text: str) -> _Period | None:
    """Two points. A dash may stand inside a date too, so every dash is tried and only one may fit."""
    match = _SPAN.fullmatch(text)
    if match:
        return _span(match[1] or match[3], match[2] or match[4])
    text = _without(re.compile("from "), text)
    places = (place for place, mark in enumerate(text) if mark == "-")
    found = {period for place in places if (period := _span(text[:place], text[place + 1 :]))}
    return found.pop() if len(found) == 1 else None


def _span(left: str, right: str) -> _Period | None:
    last = _point(right)
    first = (_point(left) or _borrowed(left, last)) if last else None
    if not last or not first or not first.start or not last.end or first.start > last.end:
        return None
    return _Period(DueKind.RANGE, first.start, last.end)


def _borrowed(left: str, last: _Period) -> _Period | None:
    """A first half that leaves its year (or month) to the second: "Jan-Mar 2018", "1 to 31 March 2018"."""
    if last.start is None:
        return None
    if last.kind is DueKind.QUARTER:
        year = add_months(last.start, -3).year
        return _point(f"{left} {year}/{year + 1}")
    if last.kind is DueKind.DAY and re.fullmatch(_ORDINAL, left):
        return _point(f"{left} {MONTHS[last.start.month - 1].lower()} {last.start.year}")
    if last.kind in (DueKind.DAY, DueKind.MONTH):
        return _point(f"{left} {last.start.year}")
    return None


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _day(year: str, month: int, day: str) -> _Period | None:
    if not 1 <= month <= 12 or not 1 <= int(day) <= calendar.monthrange(_full_year(year), month)[1]:
        return None
    date = dt.date(_full_year(year), month, int(day))
    return _Period(DueKind.DAY, date, date)


def _named_day(weekday: str | None, day: str, month: str, year: str) -> _Period | None:
    period = _day(year, _MONTH_NUMBER[month], day)
    if period and period.start and weekday and period.start.weekday() != _WEEKDAYS.index(weekday):
        return None
    return period


def _month(year: str, month: int) -> _Period | None:
    if not 1 <= month <= 12:
        return None
    start = dt.date(_full_year(year), month, 1)
    return _Period(DueKind.MONTH, start, add_months(start, 1) - dt.timedelta(days=1))


def _quarter(first: str, second: str, quarter: str) -> _Period | None:
    years = _years(first, second)
    if years is None or years.start is None or years.kind is not DueKind.FINANCIAL_YEAR:
        return None
    start = add_months(years.start, 3 * (int(quarter) - 1))
    return _Period(DueKind.QUARTER, start, add_months(start, 3) - dt.timedelta(days=1))


def _years(first: str, second: str) -> _Period | None:
    """Financial years: "2016/17" is one; "2017-19" and "2017-2019" are the two that end on 31 March 2019."""
    begin = _full_year(first)
    until = int(second) if len(second) == 4 else begin // 100 * 100 + int(second)
    if until < begin and (begin + 1) % 100 == 0 and second == "00":
        until += 100
    if until <= begin or (len(second) == 2 and until - begin > _LONGEST_PLAN):
        return None
    kind = DueKind.FINANCIAL_YEAR if until == begin + 1 else DueKind.RANGE
    return _Period(kind, dt.date(begin, 4, 1), dt.date(until, 3, 31))


_Build = Callable[..., _Period | None]
_POINTS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_NUMBER}([/.-]){_NUMBER}\2{_YEAR}", lambda day, _, month, year: _day(year, int(month), day)),
        (rf"{_YEAR4}([/.-]){_NUMBER}\2{_NUMBER}", lambda year, _, month, day: _day(year, int(month), day)),
        (rf"{_WEEKDAY}(?:the )?{_ORDINAL}(?: of)?[ -]?{_MONTH}[ -]?{_YEAR}", _named_day),
        (rf"{_MONTH} {_ORDINAL} {_YEAR4}", lambda month, day, year: _named_day(None, day, month, year)),
        (rf"{_MONTH}[ /-]?['’]?{_YEAR}", lambda month, year: _month(year, _MONTH_NUMBER[month])),
        (rf"{_NUMBER}[/.-]{_YEAR4}", lambda month, year: _month(year, int(month))),
        (rf"{_FINANCIAL}? ?{_YEAR4}[/-]{_YEAR}", _years),
        (rf"{_FINANCIAL} ?([0-9]{{2}})[/-]([0-9]{{2}})", _years),
        # Only where the two numbers cannot be years: "2018-03" is a month, "2011-12" a financial year.
        (rf"{_YEAR4}-([0-9]{{2}})", lambda year, month: _month(year, int(month))),
        (
            rf"{_QUARTER}[ -](?:of )?(?:{_FINANCIAL} ?)?{_YEAR}[/-]{_YEAR}",
            lambda quarter, first, second: _quarter(first, second, quarter),
        ),
        (rf"{_YEAR}[/-]{_YEAR}[ -]{_QUARTER}", _quarter),
    )
)
