"""The next reference in a register's own style. References belong to the user: this one is only proposed."""

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)


def next_reference(references: Iterable[str]) -> str:
    """One more than the highest number, written as that one is ("0009" gives "0010", "BCF-7" gives "BCF-8").

    "" where no reference ends in a number: then the register has no such style to follow.
    """
    found = [match for reference in references if (match := _NUMBERED.fullmatch(reference.strip()))]
    if not found:
        return ""
    prefix, number = max(found, key=lambda match: int(match[2])).groups()
    return f"{prefix}{int(number) + 1:0{len(number)}d}"
