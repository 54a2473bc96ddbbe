"""A section of a paper: what it says, the rows behind it, and how many of them it says there are."""

import datetime as dt
from dataclasses import dataclass

from riskdesk.reports.blocks import Block, Heading, Rows, Size, Words
from riskdesk.reports.marks import Cell, Column, Line, Table, Tone
from riskdesk.reports.sources import Count, agree
from riskdesk.risks import Risk
from riskdesk.wording import NOT_RECORDED, clipped, long_date

_NO_TABLE = Table((), ())


@dataclass(frozen=True, slots=True)
class Section:
    """`lead` is said before the table; `said` is how many rows the paper says there are."""

    title: str
    lead: tuple[str, ...]
    table: Table = _NO_TABLE
    said: int = 0

    def reconcile(self) -> None:
        agree(self.said, len(self.table.rows), f"rows under “{self.title}”")

    @property
    def count(self) -> Count:
        return Count(self.said, len(self.table.rows), f"rows under “{self.title}”")

    def blocks(self, level: int = 1, size: Size = Size.EASY, widths: str = "") -> tuple[Block, ...]:
        """Under a heading of its own."""
        told: list[Block] = [Heading(self.title, level), *(Words(text) for text in self.lead)]
        if self.table.rows:
            told.append(Rows(self.table, self.title, size, widths))
        return tuple(told)


def columns(*named: tuple[str, str]) -> tuple[Column, ...]:
    """Columns by what the layout knows them by and their titles."""
    return tuple(Column(key, title) for key, title in named)


def numbers(*named: tuple[str, str]) -> tuple[Column, ...]:
    """Columns of amounts, which stand right under one another and are never broken."""
    return tuple(Column(key, title, brief=True, number=True) for key, title in named)


def ref_of(risk: Risk) -> str:
    """Its reference; one that is longer than a line is cut, since it stands in many rows."""
    return clipped(risk.label, 40) or NOT_RECORDED


def risk_cell(risk: Risk | None, *more: str) -> Cell:
    """Its reference and title, and what else is to be said of it."""
    if risk is None:
        return (Line(NOT_RECORDED, Tone.META),)
    title = clipped(risk.title, 80) or f"title {NOT_RECORDED}"
    return (Line(ref_of(risk), Tone.STRONG), Line(title, Tone.META), *(Line(text, Tone.META) for text in more))


def known(text: str) -> str:
    return text if text.strip() else NOT_RECORDED


def by_whom(done: str, name: str, on: dt.date | None) -> str:
    """ "Asked by Bea Boss on 1 August 2017"."""
    return f"{done} by {known(name)} on {long_date(on)}" if on else f"{done} by {known(name)}, date {NOT_RECORDED}"
