"""Whether the bands, maps and tables of the source agree with the scheme, and whether its levels say what they mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Fact, Hit, Rule, Severity
from riskdesk.audit.places import place
from riskdesk.audit.reading import Cell, Shown, placed, shown_bands
from riskdesk.audit.words import phrases
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Level, Rated, Scheme
from riskdesk.wording import clipped, counted, listed, sentence, verb


def _band_mismatch(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    bands = {band.word for band in scheme.bands}
    told = set()
    for shown in shown_bands(case):
        rated = _meant(case, shown) if shown.word in bands else None
        if rated is None or rated.band is None or rated.word == shown.word:
            continue
        said = (id(shown.risk), shown.stage, shown.word)
        if said in told:
            continue
        told.add(said)
        yield Hit(
            f'{case.register.word(shown.stage)} is shown as {shown.word} in the source; "{scheme.name}" makes '
            f"{rated.label} {rated.word}.",
            (shown.stage.value, shown.word, rated.rating, rated.word),
            (shown.risk,),
            shown.stage.value,
        )


def _meant(case: Case, shown: Shown) -> Rated | None:
    """The rating a shown band stands for; None where its number is another, or where it fits a rating that the source
    states and its levels do not make (that is a mismatch of its own)."""
    rated, score = case.rated(shown.risk, shown.stage), shown.risk.score(shown.stage)
    stated = case.register.scheme.rate_stated(score.stated if score else None)
    if stated and rated and stated.rating != rated.rating:
        if shown.number == stated.rating:
            return stated
        if shown.number is None and stated.word == shown.word:
            return None
    return rated if rated and shown.number in (None, rated.rating) else None


def _cell(risk: Risk, stage: Stage) -> Cell | None:
    score = risk.score(stage)
    if score is None or score.impact is None or score.likelihood is None:
        return None
    return score.impact, score.likelihood


def _band_inconsistent(case: Case) -> Iterator[Hit]:
    found: dict[Cell, dict[str, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for shown in shown_bands(case):
        cell = _cell(shown.risk, shown.stage)
        if cell:
            found[cell][shown.word.casefold()].append(shown)
    for cell, by_word in sorted(found.items()):
        if len(by_word) > 1:
            yield _inconsistent(case.register, cell, list(by_word.values()))


def _inconsistent(register: Register, cell: Cell, words: Sequence[Sequence[Shown]]) -> Hit:
    several = len({shown.stage for each in words for shown in each}) > 1
    told = []
    facts: list[Fact] = [*cell]
    for each in words:
        refs = [
            clipped(shown.risk.label, 24) + (f" ({register.word(shown.stage).lower()})" if several else "")
            for shown in each
        ]
        told.append(f"{each[0].word} for {listed(list(dict.fromkeys(refs)), 6)}")
        facts += [each[0].word, *(shown.risk.label for shown in each)]
    return Hit(
        f"The same cell ({place(register.scheme, *cell)}) is shown as {listed(told)}.",
        tuple(facts),
        tuple({id(shown.risk): shown.risk for each in words for shown in each}.values()),
        words[0][0].stage.value,
    )


def _heatmap_mismatch(case: Case) -> Iterator[Hit]:
    for found in placed(case):
        cell = _cell(found.risk, found.stage)
        if cell is None or (len(found.places) == 1 and cell in found.places[0]):
            continue
        scored = place(case.register.scheme, *cell)
        score = f"its {case.register.word(found.stage).lower()} score is {scored}"
        said = f"{found.risk.label} stands at {clipped(found.text, 40)} on the heat map, but {score}."
        if not found.places:
            said = f"{found.risk.label} is not on the heat map; {score}."
        elif len(found.places) > 1:
            times = counted(len(found.places), "time")
            said = (
                f"{found.risk.label} appears {times} on the heat map ({clipped(found.text, 40)}); "
                f"it must appear once, at {scored}."
            )
        yield Hit(said, (found.stage.value, *cell, found.text), (found.risk,), found.stage.value)


_PRODUCT = re.compile(
    r"(?<![\w.,£×*-])(?<![x×*]\s)([0-9]{1,2})\s?[x×*]\s?([0-9]{1,2})\s?=\s?([0-9]{1,3})(?![\w%]|[.,][0-9]|\s?[x×*/])",
    re.IGNORECASE,
)


def _scheme_grid_wrong(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    wrong: dict[str, tuple[int, int, int]] = {}
    for found in _PRODUCT.finditer(case.register.source_note):
        first, second, shown = (int(number) for number in found.groups())
        made = [rated.rating for pair in ((first, second), (second, first)) if (rated := scheme.rate(*pair))]
        if made and shown not in made:
            wrong.setdefault(f"{first} x {second}", (first, second, shown))
    for pair, (first, second, shown) in wrong.items():
        impact, likelihood = (first, second) if scheme.axis_order[0] == "impact" else (second, first)
        rated = scheme.rate(impact, likelihood) or scheme.rate(likelihood, impact)
        if rated:
            yield Hit(
                f'The matrix printed in the source shows {shown} at {pair}; "{scheme.name}" makes it {rated.label}.',
                (first, second, shown, rated.rating),
                field="source_note",
            )


def _scale_undefined(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    axes = ((scheme.impact_word.lower(), scheme.impact), (scheme.likelihood_word.lower(), scheme.likelihood))
    bare = [(word, levels, [level for level in levels if not level.descriptor]) for word, levels in axes]
    if not case.live or not any(lacking for _, _, lacking in bare):
        return
    wholly = [word for word, levels, lacking in bare if len(lacking) == len(levels)]
    partly = [(word, [level for level in lacking if level.word]) for word, _, lacking in bare if word not in wholly]
    wordless = [(word, [level for level in lacking if not level.word]) for word, _, lacking in bare]
    told = [f"no level of {' or '.join(wholly)} says what it means"] if wholly else []
    told += _lacking(partly, "no description") + _lacking(wordless, "neither word nor description")
    facts = tuple(fact for word, _, lacking in bare for fact in (word, *(level.text for level in lacking)))
    yield Hit(f"{sentence('; '.join(told))}.", facts, field="scheme")


def _lacking(axes: Sequence[tuple[str, Sequence[Level]]], what: str) -> list[str]:
    """ "impact 2 and 3 and likelihood 4 have no description"; nothing where no level lacks it."""
    named = [f"{word} {listed([level.label for level in levels], 24)}" for word, levels in axes if levels]
    number = sum(len(levels) for _, levels in axes)
    return [f"{' and '.join(named)} {verb(number, 'has', 'have')} {what}"] if named else []


Table = dict[str, tuple[int, int]]
"""Ranges of ratings by band word, in lower case."""

_JOINING = frozenset(
    {"and", "are", "as", "band", "bands", "being", "from", "is"}
    | {"rated", "rating", "ratings", "risk", "risks", "score", "scores", "scoring"}
)


def _scheme_conflict(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    tables = [("in the source", table) for table in _tables(case.register.source_note, scheme)]
    if tables and not scheme.cells:
        own = {band.word.casefold(): (band.low or 0, band.high or 0) for band in scheme.bands}
        tables.append((f'in "{scheme.name}"', own))
    for (where, table), (elsewhere, other) in combinations(tables, 2):
        words = [word for word in table if word in other and _differ(table[word], other[word], scheme.reachable)]
        if words:
            yield Hit(
                f"Two band tables are given: {_ranges(table, words)} {where}; {_ranges(other, words)} {elsewhere}.",
                tuple(fact for each in (table, other) for word in words for fact in (word, *each[word])),
                field="source_note",
            )
    yield from _strange_appetite(case.register)


def _strange_appetite(register: Register) -> Iterator[Hit]:
    """An appetite that is no band accepts nothing and forbids nothing, so no rule on appetite could speak."""
    strange: dict[str, list[str]] = defaultdict(list)
    for word, whose in _appetites(register):
        if word and register.scheme.severity(word) < 0:
            strange[word].append(whose)
    if not strange:
        return
    told = listed([_appetite(word, whose) for word, whose in strange.items()], 4)
    are_none, them = ("is no band", "it") if len(strange) == 1 else ("are no bands", "them")
    yield Hit(
        f'The {verb(len(strange), "appetite", "appetites")} {told} {are_none} of "{register.scheme.name}": '
        f"choose {them} again.",
        (register.scheme.name, *(fact for word, whose in strange.items() for fact in (word, *whose))),
        field="appetite" if register.appetite in strange else "scheme",
    )


def _appetites(register: Register) -> Iterator[tuple[str, str]]:
    """Every appetite that may decide, with the category it belongs to, "" for the register's own."""
    yield register.appetite, ""
    of_risks = (risk.category for risk in register.risks)
    categories = [category for category in (*register.categories, *of_risks) if category]
    yield from dict.fromkeys((category.appetite, category.name) for category in categories)


def _appetite(word: str, whose: Sequence[str]) -> str:
    names = [clipped(name, 40) or "the register" for name in whose]
    return f'"{clipped(word, 40)}"' + (f" ({listed(names, 4)})" if any(whose) else "")


def _differ(one: tuple[int, int], other: tuple[int, int], reachable: Iterable[int]) -> bool:
    """Whether two ranges hold different ratings: 1-4 and 1-5 are one band where nothing makes 5."""
    return any((one[0] <= rating <= one[1]) != (other[0] <= rating <= other[1]) for rating in reachable)


def _ranges(table: Table, words: Sequence[str]) -> str:
    return ", ".join(f"{sentence(word)} {table[word][0]} to {table[word][1]}" for word in words)


def _tables(note: str, scheme: Scheme) -> list[Table]:
    """The band tables a text holds: two or more band words with a range each and nothing between them."""
    tables: list[Table] = []
    for run in _runs(note, scheme):
        table: Table = {}
        for word, edges in _paired(run):
            if word in table:
                tables.append(table)
                table = {}
            table[word] = edges
        tables.append(table)
    return [table for table in tables if len(table) > 1]


Run = list[str | tuple[int, int] | None]
"""Band words, ranges and, as None, the marks that end a line or an item, in their order."""


def _runs(note: str, scheme: Scheme) -> Iterator[Run]:
    """Stretches of text made of nothing but band words and ranges."""
    own = "|".join(re.escape(band.word) for band in sorted(scheme.bands, key=lambda band: -len(band.word)))
    token = re.compile(
        r"(?<![\w.,£/-])(?P<low>[0-9]{1,3})\s?(?:-|\N{EN DASH}|to)\s?(?P<high>[0-9]{1,3})(?![\w%/]|[.,-][0-9])"
        rf"|(?P<band>(?<!\w)(?:{own})(?!\w)|{phrases('bands').pattern})|(?P<word>[^\W\d]\w*)|(?P<mark>[,;.|\n])|[0-9]\S*",
        re.IGNORECASE,
    )
    run: Run = []
    for found in token.finditer(note):
        if found["low"]:
            run.append((int(found["low"]), int(found["high"])))
        elif found["band"] or found["mark"]:
            run.append(found["band"].casefold() if found["band"] else None)
        elif (found["word"] or "").casefold() not in _JOINING:
            yield run
            run = []
    yield run


def _paired(run: Run) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each band word with its range, before it or behind it, item by item."""
    items: list[Run] = [[]]
    for token in run:
        if token is None:
            items.append([])
        else:
            items[-1].append(token)
    for item in items:
        # "(1-25): Low 1-3" and "Low 1-3 to be watched": what stands alone at an end belongs to no pair.
        spare = 1 if len(item) % 2 and isinstance(item[0], tuple) else 0
        for one, other in zip(item[spare::2], item[spare + 1 :: 2], strict=False):
            word, edges = (one, other) if isinstance(one, str) else (other, one)
            if isinstance(word, str) and isinstance(edges, tuple):
                yield word, edges


RULES = (
    Rule(
        "BAND_MISMATCH",
        Severity.ERROR,
        "Band shown in the source is not the scheme's",
        "A board reads the word and the colour first; they must be what the scheme makes of the score.",
        _band_mismatch,
        "are shown in the source with a band that the scheme does not give them",
    ),
    Rule(
        "BAND_INCONSISTENT",
        Severity.WARNING,
        "One cell shown with two bands",
        "The same impact and likelihood shown with two words means that one of them is wrong.",
        _band_inconsistent,
    ),
    Rule(
        "HEATMAP_MISMATCH",
        Severity.ERROR,
        "Place on the source's heat map is not the score's",
        "A heat map drawn by hand drifts from its register: every risk must stand on it once, where it is scored.",
        _heatmap_mismatch,
        "do not stand once on the source's heat map, where they are scored",
    ),
    Rule(
        "SCHEME_GRID_WRONG",
        Severity.WARNING,
        "A cell of the source's matrix is not what the scheme makes it",
        "Whoever scored with a printed matrix that has a slip scored by another scheme than this one.",
        _scheme_grid_wrong,
    ),
    Rule(
        "SCALE_UNDEFINED",
        Severity.WARNING,
        "Levels that do not say what they mean",
        "Two people score alike only where each level says what it means (NPSA 2008: in a consistent manner).",
        _scale_undefined,
    ),
    Rule(
        "SCHEME_CONFLICT",
        Severity.WARNING,
        "Two band tables, or an appetite that is no band",
        "A word that two tables rate differently, or an appetite the scheme has no band for, means nothing until one "
        "is chosen.",
        _scheme_conflict,
    ),
)
