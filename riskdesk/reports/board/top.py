"""The top risks of a board paper: which bands they are of."""

from collections.abc import Sequence

from riskdesk.risks import Register, Risk, Stage

FEW = 10
"""How many top risks a board can look at one by one."""


def band_of(register: Register, risk: Risk) -> str:
    """The word of a risk's current band; "" without one."""
    rated = register.rated(risk, Stage.CURRENT)
    return rated.word if rated else ""


def top_bands(register: Register, live: Sequence[Risk]) -> tuple[str, ...]:
    """The highest band; of four or more bands the two highest, most severe first, while that
    leaves a board few enough risks to read: else the more severe of them that is in use."""
    words = [band.word for band in register.scheme.bands]
    top = tuple(reversed(words[-2:] if len(words) >= 4 else words[-1:]))
    found = [band_of(register, risk) for risk in live]
    if sum(found.count(word) for word in top) <= FEW:
        return top
    return next((word,) for word in top if word in found)
