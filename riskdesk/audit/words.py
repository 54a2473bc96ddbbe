"""The phrases that rules listen for. They are data in resources, so that a list can grow without code.

A phrase in a list that begins with "^" counts only at the start of a text (whatever mark, number or "to" stands before
it), and one that ends in "." only at the end of a clause: "is required." is not in "is required to".
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

import resources

_START = r"\A[\W\d_]*(?:to\s+)?"
_CLAUSE_ENDS = r"(?=\s*(?:[.,;:!?)\]\n]|[-\N{EN DASH}]\s|\Z)|\s+(?:and|but|or)\b)"


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(resources.path("words", "audit.json").read_text(encoding="utf-8"))
    return found


@cache
def phrases(name: str) -> re.Pattern[str]:
    """One list as a pattern that finds any of its phrases as whole words, whatever their case and spacing."""
    longest_first = sorted(_lists()[name], key=lambda phrase: len(_plain(phrase)), reverse=True)
    return re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)


def spoken(name: str, text: str) -> re.Match[str] | None:
    """The first phrase of a list in a text. Most texts hold none, and are told by plain search, which is far faster."""
    lowered = text.lower()
    return phrases(name).search(text) if any(word in lowered for word in _telling(name)) else None


@cache
def _telling(name: str) -> tuple[str, ...]:
    """A word of each phrase, the longest one: where none of them stands, no phrase does."""
    return tuple(sorted({max(_plain(phrase).lower().split(), key=len) for phrase in _lists()[name]}))


def _plain(phrase: str) -> str:
    return phrase.removeprefix("^").removesuffix(".")


def _pattern(phrase: str) -> str:
    plain = _plain(phrase)
    begins = r"(?<!\w)" if plain[0].isalnum() else ""
    start = _START if phrase.startswith("^") else ""
    ends = _CLAUSE_ENDS if phrase.endswith(".") else r"(?!\w)" if plain[-1].isalnum() else ""
    words = r"\s+".join(map(re.escape, plain.split()))
    return f"{start}{begins}{words}{ends}"
