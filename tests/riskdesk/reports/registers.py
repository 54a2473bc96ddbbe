"""Registers the papers' tests are about."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from riskdesk import samples
from riskdesk.movement import Movement
from riskdesk.proceedings import Proceedings
from riskdesk.reports.blocks import Block, Items, Rows, Together, Words
from riskdesk.reports.board.paper import BoardPaper, board_paper
from riskdesk.reports.marks import Cell, Mark, Table
from riskdesk.reports.sources import Chapter, Sources
from riskdesk.risks import Action, Control, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset

SEAL = "3f9a12bc04de77aa" * 4
HOSTILE = "<b>bold</b> & <img src='/etc/passwd'> 😀 \0 \u202eevil\u202c → ▲ 漢字 e\u0302 \ud800 ŵŷ £€"
PRINTED = "<b>bold</b> & <img src='/etc/passwd'> [grinning face] \ufffd \ufffdevil\ufffd → ▲"


def numbered(register: Register) -> Register:
    """The same register with the ids a file would give."""
    risks = tuple(dataclasses.replace(risk, id=number) for number, risk in enumerate(register.risks, 1))
    return dataclasses.replace(register, risks=risks, seal=SEAL)


def sample(name: str) -> Register:
    return numbered(samples.load(name))


def scored(impact: int | None, likelihood: int | None, stated: int | None = None) -> dict[Stage, Score]:
    return {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood, stated=stated)}


def one_of(ref: str, impact: int | None = None, likelihood: int | None = None, **facts: object) -> Risk:
    """A risk with a current score."""
    risk = Risk(id=1, ref=ref, description=f"Risk {ref}", scores=scored(impact, likelihood))
    return dataclasses.replace(risk, **facts)  # type: ignore[arg-type]


def register_of(*risks: Risk, **facts: object) -> Register:
    register = Register(title="Pooled fund", as_at=dt.date(2020, 2, 29), scheme=preset("council-4x4"), risks=risks)
    return numbered(dataclasses.replace(register, **facts))  # type: ignore[arg-type]


def hostile_register() -> Register:
    """Text meant to break a paper, in every field a paper prints."""
    nasty = one_of(
        HOSTILE,
        4,
        4,
        heading=HOSTILE,
        description=HOSTILE,
        owners=(Owner(name=HOSTILE, organisation=HOSTILE),),
        controls=(Control(text=HOSTILE), Control(text="W" * 1000)),
        actions=(Action(text=HOSTILE, due=HOSTILE), Action(text="x/" * 800, due="1/1/2019")),
        target_date=HOSTILE,
    )
    endless = one_of("2", 1, 1, description="word " * 4_000)
    closed = one_of("3", 2, 2, status=Status.CLOSED, closed_reason=HOSTILE, comments=HOSTILE)
    return register_of(nasty, endless, closed, title=HOSTILE, organisation=HOSTILE, source=HOSTILE, appetite=HOSTILE)


def texts(cell: Cell) -> list[str]:
    return [item.text for item in cell]


def mark_in(cell: Cell) -> str:
    return next(item.text for item in cell if isinstance(item, Mark))


def board(register: Register, movement: Movement | None = None, proceedings: Proceedings | None = None) -> BoardPaper:
    """The board paper with every usual chapter that such sources can fill."""
    return board_paper(Sources(register, movement=movement, proceedings=proceedings or Proceedings()))


def chapter(paper: BoardPaper, key: str) -> Chapter:
    found = paper.chapter(key)
    assert found is not None, key
    return found


def said(blocks: Iterable[Block]) -> list[str]:
    """Every paragraph and every item of a list, in order."""
    told: list[str] = []
    for block in blocks:
        if isinstance(block, Words):
            told.append(block.text)
        elif isinstance(block, Items):
            told += block.items
        elif isinstance(block, Together):
            told += said(block.blocks)
    return told


def tables(blocks: Iterable[Block]) -> list[Table]:
    """Every table that is no twin of a picture, in order."""
    told: list[Table] = []
    for block in blocks:
        if isinstance(block, Rows):
            told.append(block.table)
        elif isinstance(block, Together):
            told += tables(block.blocks)
    return told
