"""Which risk or action of one register is which of another: by what stays true, then by the file, then by its name."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from riskdesk.entities import Entity

E = TypeVar("E", bound=Entity)
Key = Callable[[E], Hashable]
"""What a thing is known by; something empty where it is not known by that."""


def paired(before: Sequence[E], after: Sequence[E], name: Callable[[E], str]) -> dict[int, E]:
    """For the place of each thing in `after` the one of `before` that it was, each used once; new ones are left out.

    Two that both have a uuid and not the same one are never the same by their ids, which are only a file's own. A name
    tells only where nobody else has it.
    """
    found: dict[int, E] = {}
    left = list(before)
    keys: tuple[tuple[Key[E], bool], ...] = (
        (lambda thing: thing.uuid, True),
        (lambda thing: thing.id, False),
        (lambda thing: " ".join(name(thing).split()).casefold(), True),
    )
    for key, whatever_uuid in keys:
        places = [place for place in range(len(after)) if place not in found]
        if not left or not places:
            break
        known, wanted = _alone(key, left), _alone(key, (after[place] for place in places))
        for place in places:
            was = known.get(key(after[place])) if key(after[place]) in wanted else None
            if was is not None and (whatever_uuid or not (was.uuid and after[place].uuid)):
                found[place] = was
        used = {id(was) for was in found.values()}
        left = [thing for thing in left if id(thing) not in used]
    return found


def _alone(key: Key[E], things: Iterable[E]) -> dict[Hashable, E]:
    """Things by their key, those that share one or have none left out."""
    held = [(key(thing), thing) for thing in things]
    often = Counter(found for found, _ in held)
    return {found: thing for found, thing in held if found and often[found] == 1}
