"""Whether a rating is what its scores make: arithmetic first, since every later check relies on it."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.reading import moved_since, stages_written
from riskdesk.exchange.cells import Money, money_in
from riskdesk.risks import Risk, Score
from riskdesk.scoring import Rated, Scheme
from riskdesk.wording import listed


def _scores(case: Case) -> Iterator[tuple[Risk, Score]]:
    """Every score of every open risk."""
    for risk in case.live:
        for score in risk.scores.values():
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
            (score.stage.value, score.impact, score.likelihood, score.stated, rated.rating),
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


def _out_of_scale(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    axes = tuple(
        (name, word.lower(), {level.value for level in levels}, listed([level.label for level in levels], 24))
        for name, word, levels in (
            ("impact", scheme.impact_word, scheme.impact),
            ("likelihood", scheme.likelihood_word, scheme.likelihood),
        )
    )
    for risk, score in _scores(case):
        for name, word, values, labels in axes:
            value: int | None = getattr(score, name)
            if value is not None and value not in values:
                yield Hit(
                    f'{case.register.word(score.stage)} {word} {value} is not a level of "{scheme.name}", '
                    f"which has {labels}.",
                    (score.stage.value, name, value, labels),
                    (risk,),
                    score.stage.value,
                )


def _score_incomplete(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    impact, likelihood = scheme.impact_word.lower(), scheme.likelihood_word.lower()
    for risk, score in _scores(case):
        if (score.impact is None) == (score.likelihood is None):
            continue
        has, value = (likelihood, score.likelihood) if score.impact is None else (impact, score.impact)
        lacks = impact if score.impact is None else likelihood
        yield Hit(
            f"{case.register.word(score.stage)} {has} is scored {value} without {lacks}.",
            (score.stage.value, score.impact, score.likelihood),
            (risk,),
            score.stage.value,
        )


def _score_not_stated(case: Case) -> Iterator[Hit]:
    """Only of scores as the source has them: nobody need print a rating beside levels they chose here."""
    moved = moved_since(case)
    for risk, score in _scores(case):
        if score.stated is not None or not risk.as_written or (risk.id, score.stage) in moved:
            continue
        rated = case.register.scheme.rate(score.impact, score.likelihood)
        if rated is None or score.stage not in stages_written(case.register, risk):
            continue
        yield Hit(
            f"{case.register.word(score.stage)} rating is not printed in the source; {rated.text} is computed.",
            (score.stage.value, score.impact, score.likelihood, rated.rating),
            (risk,),
            score.stage.value,
        )


def _rating_unreachable(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    reachable = sorted(scheme.reachable)
    known = set(reachable)
    for risk, score in _scores(case):
        stated = score.stated
        if stated is None or stated in known:
            continue
        below = [rating for rating in reachable if rating < stated]
        nearest = [str(rating) for rating in (*below[-1:], *reachable[len(below) : len(below) + 1])]
        is_or_are = "are" if len(nearest) > 1 else "is"
        yield Hit(
            f"{case.register.word(score.stage)} rating is stated as {stated}, which no two levels of "
            f'"{scheme.name}" make; the nearest {is_or_are} {listed(nearest)}.',
            (score.stage.value, stated, *nearest),
            (risk,),
            score.stage.value,
        )


_TEXTS = ("description", "cause", "event", "effect", "financial_narrative")
_PERCENTAGE = re.compile(r"(?<![\d.,\-\N{EN DASH}])([0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)


def _score_rounding(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        for name in _TEXTS:
            text: str = getattr(risk, name)
            # Most texts speak of no money, and a pattern on every text would be most of an audit's time.
            if "£" not in text:
                continue
            share, amounts = _PERCENTAGE.findall(text), money_in(text)
            if len(share) != 1 or len(amounts) != 2:
                continue
            for whole, part in (amounts, amounts[::-1]):
                exact = whole.pounds * Decimal(share[0]) / 100
                if exact != part.pounds and _rounds_to(exact, part):
                    yield Hit(
                        f"{share[0]}% of {whole.text} is {_pounds(exact)}, printed as {part.text}: "
                        "they differ only by rounding.",
                        (name, share[0], whole.text, part.text),
                        (risk,),
                        name,
                    )


def _rounds_to(exact: Decimal, printed: Money) -> bool:
    """Whether an amount is printed to its last digit, or to two figures as people round ("£100k" for £102,000)."""
    number, decimals = _figures(printed)
    last_digit = Decimal(printed.pounds) / number if number else Decimal(1)
    unit = last_digit.scaleb(-decimals) if number else Decimal(1)
    two_figures = Decimal(1).scaleb(exact.adjusted() - 1)
    return any(_to_unit(exact, each) == printed.pounds for each in (unit, two_figures))


def _figures(printed: Money) -> tuple[Decimal, int]:
    """The number printed in front of its k or m, and how many decimals it has."""
    found = re.search(r"[0-9][0-9,]*(?:\.([0-9]+))?", printed.text)
    return (Decimal(found[0].replace(",", "")), len(found[1] or "")) if found else (Decimal(0), 0)


def _to_unit(amount: Decimal, unit: Decimal) -> Decimal:
    return (amount / unit).to_integral_value(ROUND_HALF_UP) * unit


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


RULES = (
    Rule(
        "SCORE_MISMATCH",
        Severity.ERROR,
        "Stated rating is not what the scores make",
        "A reader trusts the printed number; where it and its scores disagree, both readings are live.",
        _score_mismatch,
        "state a rating that their scores do not make",
    ),
    Rule(
        "OUT_OF_SCALE",
        Severity.ERROR,
        "A level that the scheme does not have",
        "A level outside the scale has no meaning anybody agreed, and no rating can be worked out from it.",
        _out_of_scale,
        "are scored with levels that the scheme does not have",
    ),
    Rule(
        "SCORE_INCOMPLETE",
        Severity.ERROR,
        "One axis scored without the other",
        "Impact or likelihood alone makes no rating, so the risk falls out of every count and of the matrix.",
        _score_incomplete,
        "have a score with one axis only",
    ),
    Rule(
        "SCORE_NOT_STATED",
        Severity.ADVICE,
        "No rating printed in the source",
        "Where the source prints no rating, nobody there checked the one that RiskDesk computes.",
        _score_not_stated,
        "come from a source that prints no rating for their scores",
    ),
    Rule(
        "RATING_UNREACHABLE",
        Severity.ERROR,
        "A stated rating that no two levels make",
        "A number between the scheme's ratings is a slip, or belongs to another scheme.",
        _rating_unreachable,
        "state a rating that no two levels make",
    ),
    Rule(
        "SCORE_ROUNDING",
        Severity.ADVICE,
        "An amount that differs from its percentage by rounding",
        "A sum in the text that is right only to the figures printed should not be read as exact.",
        _score_rounding,
        "give an amount that differs from its percentage by rounding",
    ),
)
