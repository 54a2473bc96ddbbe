"""How scores are spread: over the matrix, by owner and by category; crowding and ties in words.

Scores are places in an order, so nothing here is a mean: counts of risks in cells and bands, and medians nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riskdesk.audit.places import place
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.scoring import Band
from riskdesk.wording import clipped, counted, listed, verb

Cell = tuple[int, int]
"""Impact and likelihood."""

_ENOUGH = 3
"""Fewer scored risks of an owner or category than this say nothing about a habit of scoring."""


@dataclass(frozen=True, slots=True)
class Group:
    """The scored risks of one owner or category: how many in each band (lightest first), and their cells."""

    name: str
    risks: tuple[Risk, ...]
    bands: tuple[int, ...]
    cells: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one stage of a register is scored. `cells` holds the risks that stand in each cell in use."""

    stage: Stage
    cells: dict[Cell, tuple[Risk, ...]]
    unscored: tuple[Risk, ...]
    bands: tuple[Band, ...]
    owners: tuple[Group, ...]
    categories: tuple[Group, ...]
    sentences: tuple[str, ...]


def calibrate(register: Register, stage: Stage = Stage.CURRENT) -> Calibration:
    """The spread of the open risks' scores. Only risks with both levels of the scheme stand in a cell."""
    live = [risk for risk in register.risks if risk.status is Status.OPEN]
    cells: dict[Cell, list[Risk]] = defaultdict(list)
    unscored = []
    for risk in live:
        cell = _cell(register, risk, stage)
        if cell:
            cells[cell].append(risk)
        else:
            unscored.append(risk)
    scored = [risk for risks in cells.values() for risk in risks]
    return Calibration(
        stage,
        {cell: tuple(risks) for cell, risks in cells.items()},
        tuple(unscored),
        register.scheme.bands,
        _groups(register, stage, scored, lambda risk: risk.accountable.name if risk.accountable else ""),
        _groups(register, stage, scored, lambda risk: risk.category.name if risk.category else ""),
        tuple(_sentences(register, stage, cells, len(unscored))),
    )


def _cell(register: Register, risk: Risk, stage: Stage) -> Cell | None:
    score = risk.score(stage)
    if score is None or score.impact is None or score.likelihood is None:
        return None
    return (score.impact, score.likelihood) if register.scheme.rate(score.impact, score.likelihood) else None


def _groups(
    register: Register, stage: Stage, scored: Sequence[Risk], name_of: Callable[[Risk], str]
) -> tuple[Group, ...]:
    """Largest first; those without a name last."""
    found: dict[str, list[Risk]] = defaultdict(list)
    for risk in scored:
        found[name_of(risk)].append(risk)
    names = sorted(found, key=lambda name: (not name, -len(found[name]), name.casefold()))
    return tuple(_group(register, stage, name, found[name]) for name in names)


def _group(register: Register, stage: Stage, name: str, risks: Sequence[Risk]) -> Group:
    words = Counter(rated.word for risk in risks if (rated := register.rated(risk, stage)))
    bands = tuple(words[band.word] for band in register.scheme.bands)
    cells = {_cell(register, risk, stage) for risk in risks}
    remark = ""
    if len(risks) >= _ENOUGH and len(cells) == 1:
        remark = f"all {len(risks)} in one cell"
    elif len(risks) >= _ENOUGH and len(words) == 1:
        remark = f"all {len(risks)} {next(iter(words))}"
    return Group(name or "not recorded", tuple(risks), bands, len(cells), remark)


def _sentences(register: Register, stage: Stage, cells: dict[Cell, list[Risk]], unscored: int) -> list[str]:
    """What a person should notice, in words."""
    total = sum(len(risks) for risks in cells.values())
    word = register.word(stage).lower()
    if not total:
        return [f"No open risk has both levels of its {word} score."]
    told = [_crowding(register, cells, total), _ties(register, stage, cells, total)]
    told += [sentence for sentence in _never_used(register, cells) if sentence]
    if unscored:
        told.append(
            f"{counted(unscored, 'open risk')} {verb(unscored, 'has', 'have')} no {word} score with both levels."
        )
    return [f"{sentence[:1].upper()}{sentence[1:]}" for sentence in told]


def _crowding(register: Register, cells: dict[Cell, list[Risk]], total: int) -> str:
    """ "6 of 11 risks (55%) share one cell (impact 2, likelihood 2); 4 of 16 cells are used." """
    scheme = register.scheme
    whole = len(scheme.impact) * len(scheme.likelihood)
    used = f"{len(cells)} of {whole} cells {verb(len(cells), 'is', 'are')} used."
    most = max(len(risks) for risks in cells.values())
    fullest = [cell for cell, risks in cells.items() if len(risks) == most]
    if most < 2:
        return f"no two risks share a cell; {used}"
    share = f"{most} of {counted(total, 'risk')} ({most / total:.0%})"
    if len(fullest) > 1:
        return f"{counted(len(fullest), 'cell')} hold {share} each; {used}"
    refs = listed([clipped(risk.label, 24) for risk in cells[fullest[0]]])
    return f"{share} share one cell ({place(scheme, *fullest[0])}): {refs}; {used}"


def _ties(register: Register, stage: Stage, cells: dict[Cell, list[Risk]], total: int) -> str:
    """How many pairs of risks the ratings cannot put in an order."""
    pairs = total * (total - 1) // 2
    ratings = Counter(
        rated.rating for risks in cells.values() for risk in risks if (rated := register.rated(risk, stage))
    )
    tied = sum(count * (count - 1) // 2 for count in ratings.values())
    if not pairs:
        return "one risk cannot be compared with another."
    return (
        f"{tied:,} of {pairs:,} pairs of risks ({tied / pairs:.0%}) have the same rating and so no order between them."
    )


def _never_used(register: Register, cells: dict[Cell, list[Risk]]) -> list[str]:
    scheme = register.scheme
    axes = ((scheme.likelihood_word, scheme.likelihood, 1), (scheme.impact_word, scheme.impact, 0))
    told = []
    for word, levels, axis in axes:
        used = {cell[axis] for cell in cells}
        missing = [level.label for level in levels if level.value not in used]
        if missing:
            told.append(f"{word.lower()} is never {listed(missing).replace(' and ', ' or ')}.")
    return told
