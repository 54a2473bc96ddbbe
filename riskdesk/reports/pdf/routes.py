"""Which way the arrows of a matrix go, so that none runs over the references in a cell.

An arrow leaves the outlined references at the foot of the old cell, runs along the foot of that row, then up or down
along the right side of the new cell's column. The feet and sides it uses are kept free in every cell it passes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskdesk.reports.placing import Place, Step

FEET, SIDES = 3, 2
"""As many arrows run beside one another along the foot of a row and the side of a column; what moved besides them is
told in the table alone."""


@dataclass(frozen=True, slots=True)
class Route:
    """One arrow: the references that moved together, from which cell to which, along which foot and which side (from
    0; the first is the outermost)."""

    refs: tuple[str, ...]
    old: Place
    new: Place
    foot: int
    side: int

    @property
    def is_level(self) -> bool:
        return self.old[0] == self.new[0]


@dataclass(frozen=True, slots=True)
class Routes:
    """All arrows, and how many feet and sides each cell must keep free."""

    arrows: tuple[Route, ...] = ()
    feet: Mapping[Place, int] | None = None
    sides: Mapping[Place, int] | None = None

    @property
    def most_feet(self) -> int:
        return max(self.feet.values(), default=0) if self.feet else 0

    def foot_of(self, place: Place) -> int:
        return self.feet.get(place, 0) if self.feet else 0

    def side_of(self, place: Place) -> int:
        return self.sides.get(place, 0) if self.sides else 0


def routes_of(steps: Sequence[Step]) -> Routes:
    """Risks that went the same way share an arrow; the longest ways are found first."""
    together: dict[tuple[Place, Place], list[str]] = defaultdict(list)
    for step in steps:
        together[step.old, step.new].append(step.ref)
    feet: dict[Place, set[int]] = defaultdict(set)
    sides: dict[Place, set[int]] = defaultdict(set)
    arrows = []
    for (old, new), refs in sorted(together.items(), key=lambda way: (-_length(*way[0]), way[0])):
        level, upright = _level(old, new), _upright(old, new)
        foot, side = _free(feet, level), _free(sides, upright)
        if foot >= FEET or side >= SIDES:
            continue
        for place in level:
            feet[place].add(foot)
        for place in upright:
            sides[place].add(side)
        arrows.append(Route(tuple(refs), old, new, foot, side))
    return Routes(tuple(arrows), _most(feet), _most(sides))


def _length(old: Place, new: Place) -> int:
    return abs(old[0] - new[0]) + abs(old[1] - new[1])


def _level(old: Place, new: Place) -> list[Place]:
    """The cells along whose feet it runs: at least its own, in which its references stand."""
    first, last = sorted((old[1], new[1]))
    return [(old[0], column) for column in range(first, last + 1)]


def _upright(old: Place, new: Place) -> list[Place]:
    """The cells along whose sides it runs, none where it stays in its row."""
    if old[0] == new[0]:
        return []
    first, last = sorted((old[0], new[0]))
    return [(row, new[1]) for row in range(first, last + 1)]


def _free(taken: Mapping[Place, set[int]], places: Iterable[Place]) -> int:
    """The outermost one that is free in all these cells."""
    used = {number for place in places for number in taken.get(place, ())}
    return next(number for number in range(len(used) + 1) if number not in used)


def _most(taken: Mapping[Place, set[int]]) -> dict[Place, int]:
    return {place: max(numbers) + 1 for place, numbers in taken.items()}
