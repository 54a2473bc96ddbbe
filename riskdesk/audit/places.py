"""How a place in the matrix is worded: by the levels' own labels, in the scheme's own order of axes."""

from riskdesk.scoring import Level, Scheme

_Levels = tuple[Level, ...]


def label(levels: _Levels, value: int | None) -> str:
    """What an axis calls a level: "D", "4"; the number itself where the axis has no such level, "?" without one."""
    if value is None:
        return "?"
    return next((level.label for level in levels if level.value == value), str(value))


def place(scheme: Scheme, impact: int | None, likelihood: int | None, joined: str = ", ") -> str:
    """ "impact 2, likelihood 2"."""
    told = {
        "impact": f"{scheme.impact_word.lower()} {label(scheme.impact, impact)}",
        "likelihood": f"{scheme.likelihood_word.lower()} {label(scheme.likelihood, likelihood)}",
    }
    return joined.join(told[axis] for axis in scheme.axis_order)


def pair(scheme: Scheme, impact: int | None, likelihood: int | None) -> str:
    """ "4 x 3", "D4", and "4 x ?" where one is missing. Levels off the scale are told by their numbers."""
    labels = {"impact": label(scheme.impact, impact), "likelihood": label(scheme.likelihood, likelihood)}
    joined = "" if has_codes(scheme.impact + scheme.likelihood) else " x "
    return joined.join(labels[axis] for axis in scheme.axis_order)


def has_codes(levels: _Levels) -> bool:
    """Whether levels are called by letters rather than by their numbers."""
    return any(level.code for level in levels)


def stated(scheme: Scheme, rating: int) -> str:
    """A rating that is only a number, as the scheme prints it: "D4" where its cells have names, else "16"."""
    rated = scheme.rate_stated(rating)
    return rated.label if rated else str(rating)
