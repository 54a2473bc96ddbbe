"""Three real registers that ship with RiskDesk, kept cell by cell as they were published.

The files hold what was printed and what each column means; everything else is read from the cells
here. Choices made where a cell holds more than its column asks for:

- Prose behind an impact score goes to the financial narrative where it speaks of money, else to
  the effect. The one amount a text itself calls a risk ("a £100k risk") is the likely impact.
- An owner cell that says who bears the impact is kept whole as the bearer, and no owner is invented.
- Every further action carries its row's target date; a row's owner is the risk's, not each action's.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import resources
from riskdesk.errors import RiskDeskError
from riskdesk.exchange.cells import risk_amount, speaks_of_money, split_items, split_reference, split_score
from riskdesk.exchange.owners import names_bearer, owner_kind, split_owners
from riskdesk.periods import ReviewCycle
from riskdesk.risks import Action, Category, Control, Owner, Partner, Register, Risk, Score, SourceCell, Stage
from riskdesk.schemes import preset

_NAMES = ("thurrock-2014", "thurrock-2017", "essex-2016")
_T = TypeVar("_T")


def names() -> tuple[str, ...]:
    """The samples, in the order in which they are offered."""
    return _NAMES


def load(name: str) -> Register:
    """A shipped register as a value, its ids all 0. Raises RiskDeskError naming the choices."""
    if name not in _NAMES:
        raise RiskDeskError(f'There is no sample "{name}".', f"Choose one of: {', '.join(_NAMES)}.")
    return read_sample(resources.path("samples", f"{name}.json"))


def read_sample(file: Path) -> Register:
    """The register in a sample file. Raises RiskDeskError when it is missing or is no sample."""
    try:
        return _register(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise RiskDeskError(
            f'The sample "{file.stem}" is missing or damaged.',
            f"Install RiskDesk again, or choose another of: {', '.join(_NAMES)}.",
        ) from fault


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed risk: its cells by what their columns mean, and exactly as they were written."""

    section: str
    cells: Mapping[str, str]
    written: tuple[SourceCell, ...]

    def cell(self, meaning: str) -> str:
        return self.cells.get(meaning, "")

    def number(self, meaning: str) -> int | None:
        number, prose = split_score(self.cell(meaning))
        if prose:
            raise ValueError(prose)
        return number


def _register(facts: Mapping[str, Any]) -> Register:
    risks = tuple(_risk(row) for row in _rows(facts["columns"], facts["rows"]))
    as_at = facts["as_at"]
    return Register(
        title=_text(facts["title"]),
        organisation=_text(facts["organisation"]),
        as_at=dt.date.fromisoformat(as_at) if as_at else None,
        review_cycle=ReviewCycle(facts["review_cycle"]),
        source=_text(facts["source"]["document"]),
        source_note=_source_note(facts["source"]),
        scheme=preset(facts["scheme"]),
        partners=tuple(Partner(name=_text(name)) for name in facts["partners"]),
        categories=_each_once(risk.category for risk in risks if risk.category),
        owners=_each_once(owner for risk in risks for owner in risk.owners),
        risks=risks,
        **_stage_words(facts["words"]),
    )


def _stage_words(words: Mapping[str, object]) -> dict[str, Any]:
    return {f"{stage.value}_word": _text(words[stage.value]) for stage in Stage if stage.value in words}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _source_note(source: Mapping[str, Any]) -> str:
    """What the document says around its table, one paragraph each."""
    parts = [source["heading"], source.get("document_dates"), *source.get("preamble", ())]
    parts += [source.get("key_text"), source.get("surrounding_text")]
    return "\n".join(_text(part) for part in parts if part)


def _each_once(things: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(things))


def _rows(columns: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, Any]]) -> Iterator[_Row]:
    section = ""
    for row in rows:
        if "section" in row:
            section = _text(row["section"])
            continue
        pairs = [(column, _text(text)) for column, text in zip(columns, row["cells"], strict=True)]
        written = tuple(SourceCell(heading=_text(column["heading"]), text=text) for column, text in pairs)
        yield _Row(section, {column["means"]: text for column, text in pairs}, written)


def _risk(row: _Row) -> Risk:
    ref, description = row.cell("ref"), row.cell("description")
    if "ref" not in row.cells:
        ref, description = split_reference(description)
    impact, prose = split_score(row.cell("impact"))
    about_money = speaks_of_money(prose)
    bears = names_bearer(row.cell("owners"))
    return Risk(
        ref=ref,
        description=description,
        effect=_joined(row.cell("effect"), "" if about_money else prose),
        category=Category(name=row.section) if row.section else None,
        owners=() if bears else _owners(row.cell("owners")),
        bearer=row.cell("owners") if bears else "",
        financial_likely=risk_amount(prose),
        financial_narrative=prose if about_money else "",
        target_date=row.cell("target_date"),
        scores=_scores(row, impact),
        controls=tuple(Control(text=item) for item in split_items(row.cell("controls"))),
        actions=tuple(Action(text=item, due=row.cell("target_date")) for item in split_items(row.cell("actions"))),
        as_written=row.written,
    )


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _owners(cell: str) -> tuple[Owner, ...]:
    return tuple(Owner(name=name, kind=owner_kind(name)) for name in split_owners(cell))


def _scores(row: _Row, impact: int | None) -> Mapping[Stage, Score]:
    """The current score with the rating the source printed, and the target where one is printed."""
    current = Score(
        stage=Stage.CURRENT, impact=impact, likelihood=row.number("likelihood"), stated=row.number("current_rating")
    )
    target = row.number("target_rating")
    if target is None:
        return {Stage.CURRENT: current}
    return {Stage.CURRENT: current, Stage.TARGET: Score(stage=Stage.TARGET, stated=target)}
