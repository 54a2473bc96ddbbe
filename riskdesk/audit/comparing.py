"""An owner's score and an officer's beside each other: where they differ, in words."""

import re
from collections.abc import Sequence

from riskdesk.risks import Score
from riskdesk.scoring import Level, Scheme
from riskdesk.scrutiny import Moderation
from riskdesk.trail import NOT_SCORED, Levels

_STATED = re.compile(r"(?:, stated (-?\d+)|^(-?\d+)\b.* as stated)$")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def levels_of(score: Score | None) -> Levels:
    return (score.impact, score.likelihood, score.stated) if score else NOT_SCORED


def in_words(scheme: Scheme, levels: Levels) -> str:
    """ "12 High (4 x 3)", "not scored"."""
    return scheme.say(*levels)


def compared(scheme: Scheme, owner: Levels, moderated: tuple[int, int]) -> str:
    """ "Owner 12 High (4 x 3); moderated 6 Medium (2 x 3): two levels of impact lower." """
    theirs, ours = in_words(scheme, owner), in_words(scheme, (*moderated, None))
    return f"Owner {theirs}; moderated {ours}: {difference(scheme, owner, moderated)}."


def difference(scheme: Scheme, owner: Levels, moderated: tuple[int, int]) -> str:
    """ "one level of impact higher": from the owner's levels to the moderated ones. Levels are places in an order, so
    they are counted, not subtracted."""
    axes = ((scheme.impact_word, scheme.impact), (scheme.likelihood_word, scheme.likelihood))
    steps = [_steps(levels, was, now) for (_, levels), was, now in zip(axes, owner[:2], moderated, strict=True)]
    if any(step is None for step in steps):
        return "there are no two levels to compare with"
    moved = [_moved(step, word) for step, (word, _) in zip(steps, axes, strict=True) if step]
    return " and ".join(moved) if moved else "the same levels"


def _steps(levels: Sequence[Level], was: int | None, now: int) -> int | None:
    values = [level.value for level in levels]
    return values.index(now) - values.index(was) if was in values and now in values else None


def _moved(step: int, word: str) -> str:
    size = abs(step)
    number = _NUMBERS[size] if size < len(_NUMBERS) else str(size)
    return f"{number} level{'' if size == 1 else 's'} of {word.lower()} {'higher' if step > 0 else 'lower'}"


def changed_since(scheme: Scheme, moderation: Moderation, score: Score | None) -> str:
    """What the owner did to the score after it was moderated; "" where it stands as it stood then."""
    then: Levels = (moderation.owner_impact, moderation.owner_likelihood, None)
    now = levels_of(score)
    if then[:2] == now[:2]:
        return ""
    was = moderation.owner_score or in_words(scheme, then)
    return f"The owner's score changed since it was moderated: it was {was} and is {in_words(scheme, now)} now."


def owner_said(scheme: Scheme, moderation: Moderation) -> str:
    """The owner's score in the words kept with a moderated one; today's where none were kept."""
    return moderation.owner_score or in_words(scheme, owner_then(moderation))


def moderated_said(scheme: Scheme, moderation: Moderation) -> str:
    return moderation.moderated_score or in_words(scheme, (moderation.impact, moderation.likelihood, None))


def owner_then(moderation: Moderation) -> Levels:
    """The owner's levels when it was moderated or agreed, and the stated rating that the kept words tell."""
    found = _STATED.search(moderation.owner_score)
    stated = int(found[1] or found[2]) if found else None
    return (moderation.owner_impact, moderation.owner_likelihood, stated)


def is_reworded(scheme: Scheme, moderation: Moderation) -> bool:
    """Whether today's scheme would say either of the two scores otherwise than the words that were kept."""
    ours: Levels = (moderation.impact, moderation.likelihood, None)
    return (owner_said(scheme, moderation), moderated_said(scheme, moderation)) != (
        in_words(scheme, owner_then(moderation)),
        in_words(scheme, ours),
    )


def as_kept(scheme: Scheme, moderation: Moderation) -> str:
    """Both scores in the words kept with them, and their difference while the scheme still says the same."""
    both = f"Owner {owner_said(scheme, moderation)}; moderated {moderated_said(scheme, moderation)}"
    if is_reworded(scheme, moderation):
        return f"{both}. The scheme has changed since; these are the words of that day."
    return f"{both}: {difference(scheme, owner_then(moderation), (moderation.impact, moderation.likelihood))}."
