"""Whether a rating is what its scores make: arithmetic first, since every later check relies on it."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from riskdesk.audit.case import Case
from riskdesk.audit.comparing import levels_of
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.places import has_codes, label, pair, place, stated
from riskdesk.audit.reading import moved_since, stages_written
from riskdesk.exchange.cells import Money, money_in
from riskdesk.risks import Risk, Score, Stage
from riskdesk.scoring import Level, Rated, Scheme
from riskdesk.trail import NOT_SCORED
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
        yield Hit(
            f"{case.register.word(score.stage)} rating is stated as {stated(scheme, score.stated)}, but "
            f"{place(scheme, score.impact, score.likelihood, ' x ')} = {rated.label}.{_needed(scheme, score.stated)}",
            (score.stage.value, score.impact, score.likelihood, score.stated, rated.rating),
            (risk,),
            score.stage.value,
            offers=_readings(scheme, score, rated),
        )


def _needed(scheme: Scheme, rating: int) -> str:
    """Which levels a rating would need; nothing where its name says so itself ("D4")."""
    makers, said = _makers(scheme, rating), stated(scheme, rating)
    if not makers:
        return f" No two levels make {said}."
    return "" if makers == [said] else f" {said} would need {listed(makers, 6)}."


def _makers(scheme: Scheme, rating: int) -> list[str]:
    """The pairs of levels that make a rating, as the scheme writes them."""
    pairs = [(impact.value, likelihood.value) for impact in scheme.impact for likelihood in scheme.likelihood]
    return [scheme.notation(*pair) for pair in pairs if (made := scheme.rate(*pair)) and made.rating == rating]


def _readings(scheme: Scheme, score: Score, rated: Rated) -> tuple[str, ...]:
    """Both readings of a mismatch, and which axis alone could be the slip. None is preferred."""
    offers = []
    said = stated(scheme, score.stated or 0)
    for level in scheme.likelihood:
        made = scheme.rate(score.impact, level.value)
        if made and made.rating == score.stated:
            offers.append(f"{scheme.likelihood_word} {level.label} makes {said}")
    for level in scheme.impact:
        made = scheme.rate(level.value, score.likelihood)
        if made and made.rating == score.stated:
            offers.append(f"{scheme.impact_word} {level.label} makes {said}")
    fits = pair(scheme, score.impact, score.likelihood)
    if fits == rated.label:
        fits = place(scheme, score.impact, score.likelihood)
    return (*offers, f"Rating {rated.label} fits {fits}")


def _out_of_scale(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    words = {"impact": (scheme.impact_word, scheme.impact), "likelihood": (scheme.likelihood_word, scheme.likelihood)}
    axes = tuple(
        (name, _called(word, levels), {level.value for level in levels}, listed([level.label for level in levels], 24))
        for name, (word, levels) in ((axis, words[axis]) for axis in scheme.axis_order)
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


def _called(word: str, levels: tuple[Level, ...]) -> str:
    """What stands before a number that is no level: where levels are letters, that it is a number."""
    return f"{word.lower()} number" if has_codes(levels) else word.lower()


def _score_incomplete(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        if levels_of(risk.score(Stage.CURRENT)) == NOT_SCORED:
            yield Hit(
                f"The risk has no {case.register.current_word.lower()} score.",
                (Stage.CURRENT.value, None, None),
                (risk,),
                Stage.CURRENT.value,
            )
    yield from _half_scored(case)


def _half_scored(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    impact, likelihood = scheme.impact_word.lower(), scheme.likelihood_word.lower()
    for risk, score in _scores(case):
        if (score.impact is None) == (score.likelihood is None):
            continue
        has, value, lacks = impact, label(scheme.impact, score.impact), likelihood
        if score.impact is None:
            has, value, lacks = likelihood, label(scheme.likelihood, score.likelihood), impact
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
        number = score.stated
        if number is None or number in known:
            continue
        below = [rating for rating in reachable if rating < number]
        nearest = [stated(scheme, rating) for rating in (*below[-1:], *reachable[len(below) : len(below) + 1])]
        is_or_are = "are" if len(nearest) > 1 else "is"
        yield Hit(
            f"{case.register.word(score.stage)} rating is stated as {number}, which no two levels of "
            f'"{scheme.name}" make; the nearest {is_or_are} {listed(nearest)}.',
            (score.stage.value, number, *nearest),
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
        "No score, or one axis without the other",
        "Without both impact and likelihood there is no rating: the risk falls out of every count and of the matrix.",
        _score_incomplete,
        "have no current score, or a score with one axis only",
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
