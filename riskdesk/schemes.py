"""The scoring schemes that ship with RiskDesk, and what changing a register's scheme would do to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import resources
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Register, Risk, Score, Stage
from riskdesk.scoring import Rated, Scheme, load

_ORDER = (
    "bcf-3x3-2014",
    "council-4x4",
    "city-4x4-weighted",
    "nhs-5x5-npsa",
    "bcf-5x5-2016",
    "district-5x5-cell",
    "gov-5x5-4band",
    "public-5x5-3band",
    "clinical-5x5-lookup",
    "additive-3x3",
    "letter-number-5x5",
)


@cache
def presets() -> Mapping[str, Scheme]:
    """The shipped schemes by key, in the order in which they are offered.

    Raises RiskDeskError when a file is missing or is not a scheme.
    """
    return MappingProxyType({key: _shipped(key) for key in _ORDER})


def preset(key: str) -> Scheme:
    """One shipped scheme. Raises RiskDeskError naming the choices for a key that is none of them."""
    found = presets().get(key)
    if found is None:
        raise RiskDeskError(f'There is no scoring scheme "{key}".', f"Choose one of: {', '.join(presets())}.")
    return found


def _shipped(key: str) -> Scheme:
    file = resources.path("schemes", f"{key}.json")
    try:
        return load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise RiskDeskError(f'The scoring scheme "{key}" cannot be read.', "Install RiskDesk again.") from fault


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a change of scheme would do. `risk` and `stage` are None for an appetite.

    `needs_person` marks what the new scheme cannot express; it is kept as it is until a person decides.
    """

    sentence: str
    risk: Risk | None = None
    stage: Stage | None = None
    before: Rated | None = None
    after: Rated | None = None
    needs_person: bool = False


def effects(register: Register, new_scheme: Scheme) -> tuple[Effect, ...]:
    """Every rating or band that `new_scheme` would change, every score and appetite it cannot express.

    In the register's order of risks and stages, appetites last. Nothing listed is ever clamped.
    """
    found: list[Effect] = []
    for risk in register.risks:
        scores = (risk.score(stage) for stage in Stage)
        found.extend(
            effect for score in scores if score and (effect := _score_effect(register, new_scheme, risk, score))
        )
    return (*found, *_appetite_effects(register, new_scheme))


def _score_effect(register: Register, scheme: Scheme, risk: Risk, score: Score) -> Effect | None:
    before = register.rated(risk, score.stage)
    subject = f"Risk {risk.label}, {register.word(score.stage).lower()}"
    if score.impact is None and score.likelihood is None:
        after = scheme.rate_stated(score.stated)
        strange = f"the rating {score.stated} is none" if after and after.rating not in scheme.reachable else ""
    else:
        after = scheme.rate(score.impact, score.likelihood)
        strange = _strange_levels(scheme, score)
    if strange:
        sentence = f'{subject}: {strange} of "{scheme.name}". It is kept as it is until a person scores it again.'
        return Effect(sentence, risk, score.stage, before, after, needs_person=True)
    if _same(before, after):
        return None
    return Effect(f"{subject}: {_say(before)} becomes {_say(after)}.", risk, score.stage, before, after)


def _strange_levels(scheme: Scheme, score: Score) -> str:
    """The levels of a score that the scheme does not have, in words; "" when it has them all."""
    strange = []
    if score.impact is not None and scheme.impact_level(score.impact) is None:
        strange.append(f"{scheme.impact_word.lower()} {score.impact}")
    if score.likelihood is not None and scheme.likelihood_level(score.likelihood) is None:
        strange.append(f"{scheme.likelihood_word.lower()} {score.likelihood}")
    verb = "are no levels" if len(strange) > 1 else "is no level"
    return f"{' and '.join(strange)} {verb}" if strange else ""


def _same(before: Rated | None, after: Rated | None) -> bool:
    if before is None or after is None:
        return before is after
    return (before.rating, before.text) == (after.rating, after.text)


def _say(rated: Rated | None) -> str:
    if rated is None:
        return "no rating"
    return rated.text if rated.band else f"{rated.text} (no band)"


def _appetite_effects(register: Register, scheme: Scheme) -> Iterator[Effect]:
    for subject, word in _appetites(register):
        if word and scheme.band(word) is None:
            yield Effect(
                f'The appetite {subject}, "{word}", is no band of "{scheme.name}". Choose it again.', needs_person=True
            )


def _appetites(register: Register) -> Iterable[tuple[str, str]]:
    yield "of the register", register.appetite
    for category in register.categories:
        yield f'of the category "{category.name}"', category.appetite
