"""Days on the calendar: how they are printed, and months later. Light enough for the window's first picture."""

import calendar
import datetime as dt

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def british(day: dt.date) -> str:
    """A date as screen and paper print it: "1 August 2017", whatever the computer's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def british_short(day: dt.date) -> str:
    """The short form for narrow columns: "1 Aug 2017"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on (or back), or the last day of a month too short for it."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
