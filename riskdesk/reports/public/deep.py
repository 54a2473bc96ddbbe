"""Goes through everything that a value is made of: dataclasses, tuples and mappings, however deep."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum, auto
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
        match _shape(type(each)):
            case _Shape.MAPPING:
                left.extend(each.values())
            case _Shape.LIST:
                left.extend(reversed(each))
            case _Shape.THING if id(each) not in seen:
                seen.add(id(each))
                yield each
                left.extend(getattr(each, name) for name in reversed(_made_from(type(each))))


def strings(value: Any) -> Iterator[str]:
    """Every text in a value; choices are none."""
    for each in (value, *things(value)):
        is_thing = _shape(type(each)) is _Shape.THING
        held = [getattr(each, name) for name in _made_from(type(each))] if is_thing else [each]
        while held:
            one = held.pop(0)
            if type(one) is str:
                yield one
            elif _shape(type(one)) is _Shape.MAPPING:
                held.extend(one.values())
            elif _shape(type(one)) is _Shape.LIST:
                held.extend(one)


class _Shape(Enum):
    """What can be gone into, and how."""

    PLAIN = auto()
    LIST = auto()
    MAPPING = auto()
    THING = auto()


@memo
def _shape(kind: type[Any]) -> _Shape:
    if issubclass(kind, Mapping):
        return _Shape.MAPPING
    if issubclass(kind, tuple | list):
        return _Shape.LIST
    return _Shape.THING if is_dataclass(kind) else _Shape.PLAIN


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
        match _shape(kind):
            case _Shape.PLAIN:
                return value
            case _Shape.LIST:
                made = [self.of(each) for each in value]
                return value if _same(made, value) else kind(made)
            case _Shape.MAPPING:
                held = {key: self.of(each) for key, each in value.items()}
                return value if _same(held.values(), value.values()) else held
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
