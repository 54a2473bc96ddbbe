"""Sources of chapters: of a real register, of small ones, of a store with everything it can tell."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from riskdesk.audit.case import Case
from riskdesk.audit.earlier import compared
from riskdesk.audit.run import audit
from riskdesk.moving import movement
from riskdesk.publishing import Layout
from riskdesk.reports.blocks import Block, Figure, Heading, Rows, Tally, Together
from riskdesk.reports.marks import Table
from riskdesk.reports.placing import Matrix
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.risks import Register
from riskdesk.store import Store
from tests.riskdesk.reports.registers import sample, texts

PLAIN = Request()
TODAY = dt.date(2020, 3, 2)


def for_body(body: str) -> Request:
    return Request(layout=Layout(name=body, body=body))


def known(register: Register) -> Sources:
    """A register with nothing beside it but its audit."""
    return Sources(register, audit=audit(Case(register, register.as_at or TODAY)))


def shipped(name: str) -> Sources:
    return known(sample(name))


def after(before: Register, register: Register) -> Sources:
    """A register with what changed since an earlier one, paired by identity."""
    return dataclasses.replace(known(register), movement=movement(before, register))


def told_by(store: Store) -> Sources:
    """Everything a store tells of the moment it stands at."""
    register = store.register()
    return Sources(
        register,
        movement=store.movement(register.last_closed) if register.last_closed else None,
        proceedings=store.proceedings(),
        evidence=store.evidence(),
        trend=store.trend(),
        audit=audit(compared(store.case(), store)()),
    )


def checked(chapter: Chapter | None) -> Chapter:
    """A chapter that is there and keeps its counts."""
    assert chapter is not None
    chapter.reconcile()
    return chapter


def headings(chapter: Chapter) -> list[str]:
    return [block.text for block in chapter.blocks if isinstance(block, Heading)]


def table_of(chapter: Chapter, caption: str) -> Table:
    return next(block.table for block in chapter.blocks if isinstance(block, Rows) and block.caption == caption)


def rows(table: Table) -> list[list[str]]:
    """Each row's cells, the lines of each in one text."""
    return [[" / ".join(texts(cell)) for cell in row] for row in table.rows]


def row_of(table: Table, ref: str) -> dict[str, str]:
    """The row of one reference by the titles of its columns."""
    found = next(row for row in rows(table) if row[0].split(" / ")[0] == ref)
    return dict(zip([column.title for column in table.columns], found, strict=True))


def drawings(blocks: Iterable[Block]) -> list[object]:
    told: list[object] = []
    for block in blocks:
        if isinstance(block, Figure):
            told.append(block.drawing)
        elif isinstance(block, Together):
            told += drawings(block.blocks)
    return told


def matrix_in(chapter: Chapter) -> Matrix:
    return next(each for each in drawings(chapter.blocks) if isinstance(each, Matrix))


def tally_in(chapter: Chapter) -> list[str]:
    return [mark.text for each in drawings(chapter.blocks) if isinstance(each, Tally) for mark in each.marks]
