"""How the scores of the whole register are spread."""

from collections import Counter
from collections.abc import Iterator, Sequence

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.places import place
from riskdesk.risks import Stage
from riskdesk.scoring import Level, Scheme
from riskdesk.wording import verb

_ENOUGH = 5
"""Fewer scored risks than this cannot crowd."""

Cell = tuple[int, int]
"""Impact and likelihood."""


def _clustered_scores(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    cells = _cells(case)
    total = sum(cells.values())
    if total < _ENOUGH:
        return
    cell, most = max(cells.items(), key=lambda found: (found[1], found[0]))
    if 2 * most < total:
        return
    whole = len(scheme.impact) * len(scheme.likelihood)
    never = _never(scheme, cells)
    yield Hit(
        f"{most:,} of {total:,} risks ({most / total:.0%}) sit in one cell ({place(scheme, *cell)}); "
        f"{len(cells)} of {whole} cells {verb(len(cells), 'is', 'are')} used{f'; {never}' if never else ''}.",
        (*cell, most, total, len(cells)),
        field=Stage.CURRENT.value,
    )


def _cells(case: Case) -> Counter[Cell]:
    """How many open risks stand in each cell of the scheme by their current score."""
    scheme = case.register.scheme
    scores = (risk.score(Stage.CURRENT) for risk in case.live)
    found = Counter((score.impact, score.likelihood) for score in scores if score)
    return Counter(
        {
            (impact, likelihood): count
            for (impact, likelihood), count in found.items()
            if impact is not None and likelihood is not None and scheme.rate(impact, likelihood)
        }
    )


def _never(scheme: Scheme, cells: Counter[Cell]) -> str:
    """ "likelihood is never 1 or 4, impact never 1"; "" where every level is used."""
    axes = ((scheme.likelihood_word, scheme.likelihood, 1), (scheme.impact_word, scheme.impact, 0))
    told: list[str] = []
    for word, levels, axis in axes:
        unused = _unused(levels, {cell[axis] for cell in cells})
        if unused:
            told.append(f"{word.lower()} {'' if told else 'is '}never {_either(unused)}")
    return ", ".join(told)


def _either(labels: Sequence[str]) -> str:
    """ "1, 2 or 4"."""
    return " or ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)


def _unused(levels: Sequence[Level], used: set[int]) -> list[str]:
    return [level.label for level in levels if level.value not in used]


RULES = (
    Rule(
        "CLUSTERED_SCORES",
        Severity.ADVICE,
        "Scores crowd in one cell",
        "Where half of the risks share one cell, the matrix cannot say which comes first (Cox 2008).",
        _clustered_scores,
    ),
)
