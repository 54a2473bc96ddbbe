"""What the table of periods shows: a line each, newest first, with what its closing froze."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riskdesk.days import british_short
from riskdesk.periods import Period
from riskdesk.wording import counted, sentence
from ui.columns import Align, Cell, Column, Sight, Tone, dated, natural

SEAL_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A period with the seal of its closing step, "" while it is open, and the numbers its closing froze."""

    period: Period
    seal: str
    facts: dict[str, Any]

    @property
    def waiting(self) -> dict[str, int]:
        """How many findings went into the closing unmended and not accepted, by the word of their severity."""
        return dict(self.facts.get("waiting", {}))


_OPEN = Cell("still open", Tone.MUTED)
_NOTHING = Cell("", Tone.ABSENT)


def _closed(told: Told, _sight: Sight) -> Cell:
    closing = told.period.closing
    return Cell(british_short(closing.closed_on), more=f"by {closing.closed_by}") if closing else _OPEN


def _risks(told: Told, _sight: Sight) -> Cell:
    return Cell(f"{told.facts['open_risks']:,}") if told.facts else _NOTHING


def _found(told: Told, _sight: Sight) -> Cell:
    if not told.facts:
        return _NOTHING
    accepted = f"{told.facts['waived']:,} accepted" if told.facts["waived"] else ""
    errors, warnings = told.waiting["error"], told.waiting["warning"]
    return Cell(sentence(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"), more=accepted)


def _signed(told: Told, _sight: Sight) -> Cell:
    names = "\n".join(f"{each.name} for {each.partner}" for each in told.period.sign_offs)
    return Cell(f"{len(told.period.sign_offs):,}", hover=names)


def _papers(told: Told, _sight: Sight) -> Cell:
    return Cell(f"{len(told.period.papers):,}", hover="\n".join(each.title for each in told.period.papers))


def words(told: Told, _sight: Sight) -> Iterable[str]:
    """What a search may find."""
    period = told.period
    signed = " ".join(f"{each.name} {each.partner}" for each in period.sign_offs)
    papers = " ".join(each.sha256 for each in period.papers)
    by = period.closing.closed_by if period.closing else "open"
    return period.name, by, signed, told.seal, papers


PERIODS: tuple[Column[Told], ...] = (
    Column("Period", "name", lambda t, _: Cell(t.period.name, Tone.STRONG), lambda t, _: natural(t.period.name),
           width=130, least=130, stretch=True),
    Column("As at", "as_at", lambda t, _: dated(t.period.as_at), lambda t, _: t.period.as_at, width=104,
           largest_first=True),
    Column("Cycle", "cycle", lambda t, _: Cell(t.period.review_cycle.label, Tone.MUTED),
           lambda t, _: t.period.review_cycle.value, width=80, spare=1),
    Column("Closed", "closed", _closed, lambda t, _: t.period.closing.closed_at if t.period.closing else None,
           width=120, lines=2, largest_first=True),
    Column("Open risks", "risks", _risks, lambda t, _: t.facts.get("open_risks"), align=Align.RIGHT, width=84, spare=2,
           tip="How many risks were open when it was closed"),
    Column("At closing", "found", _found, lambda t, _: t.waiting.get("warning"), width=140, lines=2, spare=6,
           tip="Errors and warnings that went into the closing, and what was accepted by name"),
    Column("Signed", "signed", _signed, lambda t, _: len(t.period.sign_offs), align=Align.RIGHT, width=64, spare=3,
           tip="How many signatures stand under it"),
    Column("Papers", "papers", _papers, lambda t, _: len(t.period.papers), align=Align.RIGHT, width=64, spare=4,
           tip="How many papers were issued from it"),
    Column("Seal", "seal", lambda t, _: Cell(t.seal[:SEAL_SHOWN], Tone.MUTED, hover=t.seal),
           lambda t, _: t.seal or None, width=110, spare=5, tip="The seal of the step that closed it"),
)  # fmt: skip
"""The table of periods from left to right."""
