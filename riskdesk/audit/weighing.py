"""Which of two scores is the graver one: by rating, however levels are combined, and axis by axis."""

from riskdesk.risks import Score
from riskdesk.scoring import Combine, Rated, Scheme


def is_above(scheme: Scheme, one: Rated, other: Rated) -> bool:
    """Whether one rating is graver than another. Ratings that have no order between them are not.

    A cell's place in the matrix is no amount, so there the bands decide, and within a band both axes. Elsewhere the
    ratings do, and between equal ones the bands, since a scheme may colour 2 x 3 and 3 x 2 differently; a rating stated
    without its levels may then have no band, and is neither.
    """
    if scheme.combine is not Combine.CELL_ORDER:
        known = one.band is not None and other.band is not None
        return one.rating > other.rating or (one.rating == other.rating and known and one.severity > other.severity)
    if one.severity != other.severity:
        return one.severity > other.severity
    columns = len(scheme.impact)
    mine, theirs = divmod(one.rating - 1, columns), divmod(other.rating - 1, columns)
    return mine != theirs and mine[0] >= theirs[0] and mine[1] >= theirs[1]


def is_level(scheme: Scheme, one: Rated, other: Rated) -> bool:
    """Whether two ratings are the same and neither is the graver."""
    return one.rating == other.rating and not is_above(scheme, one, other) and not is_above(scheme, other, one)


def axes_above(scheme: Scheme, one: Score, other: Score) -> list[str]:
    """The axes on which a score stands above another, in words: "impact 3 against 2". By itself each axis counts: a
    product can fall while one of them rises."""
    axes = (
        (scheme.impact_word, scheme.impact_level, one.impact, other.impact),
        (scheme.likelihood_word, scheme.likelihood_level, one.likelihood, other.likelihood),
    )
    told = []
    for word, level_of, value, than in axes:
        if value is not None and than is not None and value > than:
            labels = [level.label if (level := level_of(each)) else str(each) for each in (value, than)]
            told.append(f"{word.lower()} {labels[0]} against {labels[1]}")
    return told
