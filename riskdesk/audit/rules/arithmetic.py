"""Whether a rating is what its scores make: arithmetic first, since every later check relies on it."""

from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.risks import Risk, Score, Stage
from riskdesk.scoring import Rated, Scheme
from riskdesk.wording import listed


def _scores(case: Case) -> Iterator[tuple[Risk, Score]]:
    """Every score of every open risk, in the order of the stages."""
    for risk in case.live:
        for stage in Stage:
            score = risk.scores.get(stage)
            if score is not None:
                yield risk, score


def _score_mismatch(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    for risk, score in _scores(case):
        rated = scheme.rate(score.impact, score.likelihood)
        if rated is None or score.stated is None or score.stated == rated.rating:
            continue
        makers = _makers(scheme, score.stated)
        would = f"{score.stated} would need {listed(makers, 6)}" if makers else f"No two levels make {score.stated}"
        yield Hit(
            f"{case.register.word(score.stage)} rating is stated as {score.stated}, but "
            f"{_in_words(scheme, score)} = {rated.rating}. {would}.",
            (score.impact, score.likelihood, score.stated),
            (risk,),
            score.stage.value,
            offers=_readings(scheme, score, rated),
        )


def _in_words(scheme: Scheme, score: Score) -> str:
    """ "impact 4 x likelihood 3", in the scheme's own order."""
    values = {"impact": score.impact, "likelihood": score.likelihood}
    words = {"impact": scheme.impact_word, "likelihood": scheme.likelihood_word}
    return " x ".join(f"{words[axis].lower()} {values[axis]}" for axis in scheme.axis_order)


def _makers(scheme: Scheme, rating: int) -> list[str]:
    """The pairs of levels that make a rating, as the scheme writes them."""
    pairs = [(impact.value, likelihood.value) for impact in scheme.impact for likelihood in scheme.likelihood]
    return [scheme.notation(*pair) for pair in pairs if (made := scheme.rate(*pair)) and made.rating == rating]


def _readings(scheme: Scheme, score: Score, rated: Rated) -> tuple[str, ...]:
    """Both readings of a mismatch, and which axis alone could be the slip. None is preferred."""
    offers = []
    for level in scheme.likelihood:
        made = scheme.rate(score.impact, level.value)
        if made and made.rating == score.stated:
            offers.append(f"{scheme.likelihood_word} {level.label} makes {score.stated}")
    for level in scheme.impact:
        made = scheme.rate(level.value, score.likelihood)
        if made and made.rating == score.stated:
            offers.append(f"{scheme.impact_word} {level.label} makes {score.stated}")
    fits = scheme.notation(score.impact or 0, score.likelihood or 0)
    return (*offers, f"Rating {rated.label} fits {fits}")


RULES = (
    Rule(
        "SCORE_MISMATCH",
        Severity.ERROR,
        "Stated rating is not what the scores make",
        "A reader trusts the printed number; where it and its scores disagree, both readings are live.",
        _score_mismatch,
        "state a rating that their scores do not make",
    ),
)
