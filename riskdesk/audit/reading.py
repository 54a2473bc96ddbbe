"""What the cells of a source say of a score: which stage a heading means, the band shown, the place on a heat map.

Headings differ from register to register, so one that could mean something else ("Previous rating", "Impact rating",
"Action RAG") is left alone: a cell not read is a finding missed, one read wrongly is a false accusation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from riskdesk.audit.case import Case
from riskdesk.audit.words import phrases
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Scheme
from riskdesk.trail import standing

StageWords = tuple[str, str, str]
"""What a register calls inherent, target and current."""

Cell = tuple[int, int]
"""Impact and likelihood."""

_LONGEST = 60
"""Longer than any cell that holds only a band or a few places on a map."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading is about. `rates`: it speaks of a rating, so a band word alone under it is one. `order` is how it
    says a pair is written, None where it does not."""

    stage: Stage
    rates: bool
    maps: bool
    order: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A band word as a source's cell shows it for a stage, with the number beside it, if any."""

    risk: Risk
    stage: Stage
    word: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """The places on a heat map that a source gives a risk. Each is the cells it may mean: two where neither its heading
    nor its letters say which axis comes first."""

    risk: Risk
    stage: Stage
    text: str
    places: tuple[frozenset[Cell], ...]


def moved_since(case: Case) -> frozenset[tuple[int, Stage]]:
    """The risks (by id) and stages that people scored anew: what the source says of them is about an older score."""
    return frozenset((move.risk_id, move.stage) for move in standing(case.evidence.moves))


def stages_written(register: Register, risk: Risk) -> frozenset[Stage]:
    """The stages that a risk's source has a column for. A score whose stage is unsaid is a current one."""
    return _stages(tuple([cell.heading for cell in risk.as_written]), _stage_words(register))


@lru_cache(maxsize=256)
def _stages(headings: tuple[str, ...], words: StageWords) -> frozenset[Stage]:
    return frozenset({Stage.CURRENT, *(read.stage for heading in headings if (read := _read(heading, words)))})


def shown_bands(case: Case) -> Iterator[Shown]:
    """Every cell of the source that holds a band word and no more than a number beside it."""
    words = _stage_words(case.register)
    known = {band.word.casefold(): band.word for band in case.register.scheme.bands}
    moved = moved_since(case)
    for risk in case.live:
        for cell in risk.as_written:
            text = cell.text
            if not text or len(text) > _LONGEST:
                continue
            heading = _read(cell.heading, words)
            if heading is None or heading.maps or (risk.id, heading.stage) in moved:
                continue
            word, number = _band_in(text)
            if number is None and not heading.rates:
                continue
            band = known.get(word.casefold()) or (word if phrases("bands").fullmatch(word) else "")
            if band:
                yield Shown(risk, heading.stage, band, number)


def placed(case: Case) -> Iterator[Placed]:
    """Every cell of the source under a heading that speaks of the heat map, and can be read as places on it.

    An empty cell counts as no place where the same column has places for other risks.
    """
    words = _stage_words(case.register)
    moved = moved_since(case)
    found = []
    used = set()
    known: dict[tuple[str, str], tuple[frozenset[Cell], ...]] = {}
    for risk in case.live:
        for cell in risk.as_written:
            heading = _read(cell.heading, words)
            if heading is None or not heading.maps or (risk.id, heading.stage) in moved:
                continue
            key = cell.heading, cell.text
            if key not in known:
                known[key] = _places(case.register.scheme, cell.text, heading.order)
            places = known[key]
            if places:
                used.add(cell.heading)
            if places or not cell.text.strip():
                found.append((cell.heading, Placed(risk, heading.stage, cell.text.strip(), places)))
    yield from (one for column, one in found if column in used)


def _stage_words(register: Register) -> StageWords:
    return register.inherent_word, register.target_word, register.current_word


@lru_cache(maxsize=4096)
def _read(text: str, words: StageWords) -> Heading | None:
    """What a heading says of a score; None where it is about something else."""
    plain = " ".join(text.split()).casefold()
    if not plain or len(plain) > 200 or phrases("headings aside").search(plain):
        return None
    impact, likelihood = phrases("headings impact").search(plain), phrases("headings likelihood").search(plain)
    maps = bool(phrases("headings map").search(plain))
    stage, told = _stage(plain, words)
    rates = bool(phrases("headings rating").search(plain))
    if bool(impact) != bool(likelihood) or not (told or rates or maps):
        return None
    return Heading(stage, rates, maps, _order(plain))


def _stage(plain: str, words: StageWords) -> tuple[Stage, bool]:
    """The stage a heading means, and whether it says so."""
    for stage, own in zip((Stage.INHERENT, Stage.TARGET, Stage.CURRENT), words, strict=True):
        called = re.search(rf"(?<!\w){re.escape(own.casefold())}(?!\w)", plain)
        if called or phrases(f"headings {stage.value}").search(plain):
            return stage, True
    return Stage.CURRENT, False


_PAIR_ORDER = re.compile(r"\b(impact|i|consequence|c|severity|s|likelihood|l|probability|p)\s*(?:[x×*,/]|and|by)\s*"
                         r"(impact|i|consequence|c|severity|s|likelihood|l|probability|p)\b")  # fmt: skip


def _order(plain: str) -> tuple[str, str] | None:
    found = _PAIR_ORDER.search(plain)
    if found is None:
        return None
    first, second = ("likelihood" if word[0] in "lp" else "impact" for word in found.groups())
    return (first, second) if first != second else None


_BAND = re.compile(
    r"\W*(?:[0-9]{1,3}\s*[x×*]\s*[0-9]{1,3}\s*=\s*)?(?:([0-9]{1,3})\W+)?"
    r"([^\W\d]+(?:[ -][^\W\d]+){0,2})(?:\W+([0-9]{1,3}))?\W*"
)


@lru_cache(maxsize=4096)
def _band_in(text: str) -> tuple[str, int | None]:
    """ "12 High", "High (12)" and "High risk" give ("High", 12 or None); ("", None) for anything else."""
    found = _BAND.fullmatch(" ".join(text.split()))
    if found is None or (found[1] and found[3]):
        return "", None
    number = found[1] or found[3]
    return re.sub(" risk$", "", found[2], flags=re.IGNORECASE), int(number) if number else None


_PIECES = re.compile(
    r"\s*[;&|]\s*|\s+and\s+|(?<=[0-9a-z)]),\s+(?=\(|[0-9a-z]+ ?[x×*,] ?[0-9a-z]|[a-z][0-9])|(?<=\)) (?=\()"
)
_PLACE = re.compile(
    r"\(?(?:([a-z])\s?[-,x]?\s?([0-9]{1,2})|([0-9]{1,2})\s?[-,]?\s?([a-z])|([0-9]{1,2})\s?[x×*,]\s?([0-9]{1,2}))\)?"
    r"(?:\s?=\s?[0-9]{1,3})?"
)


def _places(scheme: Scheme, text: str, order: tuple[str, str] | None) -> tuple[frozenset[Cell], ...]:
    """ "4,2", "(4,2); (3,2)", "4 x 2", "D4". Nothing where any of the text is something else, or off the map."""
    plain = " ".join(text.split()).casefold()
    found: list[frozenset[Cell]] = []
    for piece in _PIECES.split(plain) if 0 < len(plain) <= _LONGEST else ():
        match = _PLACE.fullmatch(piece)
        cells = _cells(scheme, [part for part in match.groups() if part], order) if match else frozenset()
        if not cells:
            return ()
        found.append(cells)
    return tuple(found)


def _cells(scheme: Scheme, pair: list[str], order: tuple[str, str] | None) -> frozenset[Cell]:
    """The cells of the scheme that two labels may mean, in the order told or in either."""
    levels = ([(level.label.casefold(), level.value) for level in axis] for axis in (scheme.impact, scheme.likelihood))
    impact, likelihood = (dict(axis) for axis in levels)
    ways = [pair] if order == ("impact", "likelihood") else [pair[::-1]] if order else [pair, pair[::-1]]
    return frozenset((impact[one], likelihood[other]) for one, other in ways if one in impact and other in likelihood)
