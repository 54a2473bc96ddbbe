"""The phrases that rules listen for. They are data in resources, so that a list can grow without code."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

import resources


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(resources.path("words", "audit.json").read_text(encoding="utf-8"))
    return found


@cache
def phrases(name: str) -> re.Pattern[str]:
    """One list as a pattern that finds any of its phrases as whole words, whatever their case and spacing."""
    longest_first = sorted(_lists()[name], key=len, reverse=True)
    found = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)
