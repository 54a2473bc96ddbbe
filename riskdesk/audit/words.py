"""The phrases that rules listen for. They are data in resources, so that a list can grow without code.

A phrase in a list that begins with "^" counts only at the start of a text (whatever mark, number or "to" stands before
it), and one that ends in "." only at the end of a clause: "is required." is not in "is required to". A comma ends no
clause: what stands between two of them is an aside.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

import resources

_START = r"\A[\W\d_]*(?:to\s+)?"
_CLAUSE_ENDS = r"(?=\s*(?:[.;:!?)\]\n]|[-\N{EN DASH}]\s|\Z)|\s+(?:and|but|or)\b)"


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(resources.path("words", "audit.json").read_text(encoding="utf-8"))
    return found


@cache
def phrases(name: str) -> re.Pattern[str]:
    """One list as a pattern that finds any of its phrases as whole words, whatever their case and spacing."""
    return _any_of(_lists()[name])


def spoken(name: str, text: str) -> re.Match[str] | None:
    """The first phrase of a list in a text. Most texts hold none, and are told by plain search, which is far faster."""
    starts, plain = _quickly(name)
    if starts and starts.match(text):
        return phrases(name).search(text)
    lowered = text.lower()
    if "  " in lowered or "\n" in lowered or "\t" in lowered or "\N{NO-BREAK SPACE}" in lowered:
        lowered = " ".join(lowered.split())
    for phrase in plain:
        if phrase in lowered:
            return phrases(name).search(text)
    return None


@cache
def _quickly(name: str) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    """What tells that a text holds no phrase: those of a text's start as a pattern, the others as plain text, where
    "xxx" stands for "xxxx" too."""
    starts = [phrase for phrase in _lists()[name] if phrase.startswith("^")]
    plain = {" ".join(_plain(phrase).lower().split()) for phrase in _lists()[name] if phrase not in starts}
    least = sorted(one for one in plain if not any(other in one for other in plain - {one}))
    return _any_of(starts) if starts else None, tuple(least)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: len(_plain(phrase)), reverse=True)
    return re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)


def _plain(phrase: str) -> str:
    return phrase.removeprefix("^").removesuffix(".")


def _pattern(phrase: str) -> str:
    plain = _plain(phrase)
    begins = r"(?<!\w)" if plain[0].isalnum() else ""
    start = _START if phrase.startswith("^") else ""
    ends = _CLAUSE_ENDS if phrase.endswith(".") else r"(?!\w)" if plain[-1].isalnum() else ""
    words = r"\s+".join(map(re.escape, plain.split()))
    return f"{start}{begins}{words}{ends}"
