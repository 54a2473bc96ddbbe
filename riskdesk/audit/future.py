"""Reads whether a control that should exist is worded as one that does not yet, and by when it was promised."""

import datetime as dt
import re

from riskdesk.audit.words import phrases, spoken
from riskdesk.dates import read_due
from riskdesk.days import MONTHS

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_YEAR = "(?:19|20|21)[0-9]{2}"
_DATED = re.compile(
    rf"(?<![\w/.-])(?:(?:[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -])?(?:{_MONTH}),?[ -]{_YEAR}"
    rf"|[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-](?:{_YEAR}|[0-9]{{2}})|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|(?:Q[1-4] )?{_YEAR}[/-](?:{_YEAR}|[0-9]{{2}}))(?![\w/-])",
    re.IGNORECASE,
)
"""A day, month, quarter or financial year in the midst of a text."""

_IN_A_YEAR = re.compile(rf"\b(?:in|since|from|by|during|until|early|mid|late)[ -]{_YEAR}\b", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_SENTENCE_ENDS = re.compile(r"[.;!?](?=\s|\Z)|\n")
_FROM_THEN_ON = re.compile(
    r"\b(?:from|since|starting|beginning|commencing)(?: in| on)?(?: early| the)?\s*\Z", re.IGNORECASE
)


def unfinished(text: str) -> re.Match[str] | None:
    """The words that put a control in the future; None for one worded as existing.

    "Breaches will be reported" may be a plan or a rule: after a word that makes it a rule ("ensures that", "any") it is
    taken for one.
    """
    found = spoken("future", text)
    if found:
        return found
    found = spoken("future or rule", text)
    if found and phrases("ruling").search(_SENTENCE_ENDS.split(text[: found.start()])[-1]):
        return None
    return found


def names_a_date(text: str) -> bool:
    """Whether a text says when: a day, a month of a year, a year."""
    return bool(_DIGIT.search(text) and (_DATED.search(text) or _IN_A_YEAR.search(text)))


def promised(text: str) -> tuple[str, dt.date] | None:
    """What a control worded as future says of its day, from those words on ("to be in place from April 2016"), and the
    day by which it was to be so: the last one meant, the first one where it is to hold from then on."""
    future = unfinished(text) if _DIGIT.search(text) else None
    if future is None:
        return None
    rest = _SENTENCE_ENDS.split(text[future.start() :])[0]
    found = _DATED.search(rest)
    due = read_due(found[0].replace(",", "")) if found else None
    if found is None or due is None or due.start is None or due.end is None:
        return None
    day = due.start if _FROM_THEN_ON.search(rest[: found.start()]) else due.end
    return " ".join(rest[: found.end()].split()), day
