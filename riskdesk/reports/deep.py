"""Goes through everything that a value is made of: dataclasses, tuples and mappings, however deep."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from riskdesk.memo import memo

_NAMING = frozenset({"author", "reviewer", "moderator", "sent_to", "agreed_with"})


def names_somebody(field: str) -> bool:
    """Whether a field says who did something: `closed_by`, `author`."""
    return field.endswith("_by") or field in _NAMING


def things(value: Any) -> Iterator[Any]:
    """Every dataclass in a value and in one another, each once."""
    seen: set[int] = set()
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, Mapping):
            left.extend(each.values())
        elif isinstance(each, tuple | list):
            left.extend(reversed(each))
        elif is_dataclass(each) and not isinstance(each, type) and id(each) not in seen:
            seen.add(id(each))
            yield each
            left.extend(getattr(each, name) for name in reversed(_made_from(type(each))))


def strings(value: Any) -> Iterator[str]:
    """Every text in a value; choices are none."""
    if type(value) is str:
        yield value
    for each in (value, *things(value)):
        yield from _own(each)


def _own(value: Any) -> Iterator[str]:
    """The texts right in a value: its fields, or what they list."""
    if is_dataclass(value) and not isinstance(value, type):
        held: Any = [getattr(value, name) for name in _made_from(type(value))]
    else:
        held = [value]
    while held:
        each = held.pop(0)
        if type(each) is str:
            yield each
        elif isinstance(each, Mapping):
            held.extend(each.values())
        elif isinstance(each, tuple | list):
            held.extend(each)


@memo
def _made_from(kind: type[Any]) -> tuple[str, ...]:
    """The fields a dataclass is made from; what it works out of them is not one."""
    return tuple(field.name for field in fields(kind) if field.init)


class Rewriter:
    """Makes the same value with other texts. What needs no other text stays the very object it was, and one object that
    stands in several places stays one.

    `named` is for the texts of fields that name somebody, `text` for all others; `instead` gives what stands in place
    of a whole thing of a kind, which is not gone into.
    """

    def __init__(
        self,
        text: Callable[[str], str],
        named: Callable[[str], str] | None = None,
        instead: Mapping[type[Any], Callable[[Any], Any]] | None = None,
    ) -> None:
        self._text, self._named = text, named or text
        self._instead = instead or {}
        # What was gone through is kept beside what was made of it: an id is only good while its object lives.
        self._made: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return self._text(value)
        if kind is tuple or kind is list:
            made = [self.of(each) for each in value]
            return value if _same(made, value) else kind(made)
        if isinstance(value, Mapping):
            held = {key: self.of(each) for key, each in value.items()}
            return value if _same(held.values(), value.values()) else held
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if id(value) not in self._made:
            self._made[id(value)] = (value, self._thing(kind, value))
        return self._made[id(value)][1]

    def _thing(self, kind: type[Any], value: Any) -> Any:
        if kind in self._instead:
            return self._instead[kind](value)
        changed = {}
        for name in _made_from(kind):
            was = getattr(value, name)
            now = self._named(was) if type(was) is str and names_somebody(name) else self.of(was)
            if now is not was and now != was:
                changed[name] = now
        return replace(value, **changed) if changed else value


def _same(made: Any, was: Any) -> bool:
    return all(new is old for new, old in zip(made, was, strict=True))
