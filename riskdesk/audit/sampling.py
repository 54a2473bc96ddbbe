"""Dip samples: a stratified random draw that a stated seed repeats, on any computer and any Python."""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, auto

from riskdesk.risks import Register, Risk, Stage, Status


class Strata(Flag):
    """What a sample is stratified by; several together make finer strata."""

    NONE = 0
    BAND = auto()
    OWNER = auto()
    CATEGORY = auto()

    @property
    def words(self) -> str:
        """ "band and owner"; "" for a plain random sample."""
        return " and ".join((each.name or "").lower() for each in Strata if each in self)


@dataclass(frozen=True, slots=True)
class Pick:
    """One risk drawn: from which stratum, and how it was scored, in words."""

    risk: Risk
    stratum: str
    score: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample before it is kept. `population` is how many open risks it was drawn from."""

    seed: int
    population: int
    picks: tuple[Pick, ...]


def draw(register: Register, size: int, strata: Strata, seed: int) -> Drawn:
    """Draw `size` open risks, or all where there are fewer.

    Every stratum gives at least one risk while the size allows, and beyond that its share by the largest remainder;
    where there are more strata than places, chance decides which are heard. The order of drawing is that of a hash of
    the seed and the risk's identity: adding a risk moves no other, and no library's generator is relied on.
    """
    live = [risk for risk in register.risks if risk.status is Status.OPEN]
    by_stratum: dict[str, list[Risk]] = defaultdict(list)
    for risk in sorted(live, key=lambda risk: _chance(seed, risk.uuid or risk.label)):
        by_stratum[_stratum(register, risk, strata)].append(risk)
    places = _shares({name: len(risks) for name, risks in by_stratum.items()}, min(size, len(live)), seed)
    picked = [
        Pick(risk, name, _score(register, risk)) for name in by_stratum for risk in by_stratum[name][: places[name]]
    ]
    grave = _severity if Strata.BAND in strata else (lambda _register, _risk: 0)
    in_order = sorted(picked, key=lambda pick: (-grave(register, pick.risk), pick.stratum, pick.risk.id))
    return Drawn(seed, len(live), tuple(in_order))


def _severity(register: Register, risk: Risk) -> int:
    rated = register.rated(risk, Stage.CURRENT)
    return rated.severity if rated else -2


def _chance(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{name}".encode("utf-8", "replace")).digest()


def _shares(sizes: Mapping[str, int], total: int, seed: int) -> dict[str, int]:
    """How many of each stratum: one each first, the rest by largest remainder, ties by chance."""
    if total < len(sizes):
        heard = sorted(sizes, key=lambda name: _chance(seed, name))[:total]
        return {name: int(name in heard) for name in sizes}
    whole = sum(sizes.values())
    due = {name: total * size / whole for name, size in sizes.items()} if whole else {}
    places = {name: min(size, max(1, int(due[name]))) for name, size in sizes.items()}
    rest = total - sum(places.values())
    by = 1 if rest > 0 else -1
    chance = {name: int.from_bytes(_chance(seed, name)) for name in sizes}
    waiting = [_turn(name, due, places, chance, by) for name in sizes]
    heapq.heapify(waiting)
    while rest:
        name = heapq.heappop(waiting)[-1]
        if places[name] < sizes[name] if by > 0 else places[name] > 1:
            places[name] += by
            rest -= by
            heapq.heappush(waiting, _turn(name, due, places, chance, by))
    return places


def _turn(
    name: str, due: Mapping[str, float], places: Mapping[str, int], chance: Mapping[str, int], by: int
) -> tuple[float, int, str]:
    """Whose turn it is to gain a place (or to lose one): first who is owed most (least), then by chance."""
    return -by * (due[name] - places[name]), -by * chance[name], name


def _band(register: Register, risk: Risk) -> str:
    rated = register.rated(risk, Stage.CURRENT)
    return rated.word or "no band" if rated else "not rated"


_NAMES: Mapping[Strata, Callable[[Register, Risk], str]] = {
    Strata.BAND: _band,
    Strata.OWNER: lambda _register, risk: risk.accountable.name if risk.accountable else "no owner",
    Strata.CATEGORY: lambda _register, risk: risk.category.name if risk.category else "no category",
}


def _stratum(register: Register, risk: Risk, strata: Strata) -> str:
    return ", ".join(name(register, risk) for each, name in _NAMES.items() if each in strata) or "all open risks"


def _score(register: Register, risk: Risk) -> str:
    rated = register.rated(risk, Stage.CURRENT)
    if rated is None:
        return "not rated"
    score = risk.score(Stage.CURRENT)
    if score is None or score.impact is None or score.likelihood is None:
        return f"{rated.text} as stated"
    return f"{rated.text} ({register.scheme.notation(score.impact, score.likelihood)})"
