"""Which rows hold which words: a search reads the different words, far fewer than all that is written. No Qt."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

_BLOCK = 4096
"""Rows whose words are kept together, so that a word of a single row costs little however many rows there are."""
_SHORT = 3
"""Parts with fewer letters stand in so many words that each word is tried by itself."""
_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


class Vocabulary:
    """Grows by one row's words at a time. Rows are numbered as they come; a row that changed is taken in
    again under a new number, and nobody asks for the old one."""

    def __init__(self) -> None:
        self.size = 0
        self._blocks: list[_Block] = []

    def add(self, words: Iterable[str]) -> int:
        """Take in the different words of a row; its number."""
        number, place = self.size, self.size % _BLOCK
        if not place:
            self._blocks.append(_Block())
        self._blocks[-1].add(place, words)
        self.size += 1
        return number

    def holding(self, parts: Sequence[str]) -> bytes:
        """For each number 1 where every part stands within some word of the row, else 0."""
        return b"".join(_flags(reduce(and_, map(block.holding, parts), _EVERY)) for block in self._blocks)


class _Block:
    """The words of some rows. Many rows are one number, whose lowest bit is the first of them."""

    def __init__(self) -> None:
        self._rows_of: dict[str, int] = {}
        self._text = ""

    def add(self, place: int, words: Iterable[str]) -> None:
        rows_of, row = self._rows_of, 1 << place
        for word in words:
            rows_of[word] = rows_of.get(word, 0) | row
        self._text = ""

    def holding(self, part: str) -> int:
        return reduce(or_, map(self._rows_of.__getitem__, self._words_with(part)), 0)

    def _words_with(self, part: str) -> list[str]:
        if len(part) < _SHORT:
            return [word for word in self._rows_of if part in word]
        text = self._text = self._text or "\n".join(["", *self._rows_of, ""])
        words, at = [], text.find(part)
        while at >= 0:
            end = text.index("\n", at)
            words.append(text[text.rindex("\n", 0, at) + 1 : end])
            at = text.find(part, end)
        return words


_EVERY = (1 << _BLOCK) - 1


def _flags(rows: int) -> bytes:
    """One byte a row, 1 or 0."""
    return f"{rows:0{_BLOCK}b}".encode().translate(_TRUTH)[::-1]
