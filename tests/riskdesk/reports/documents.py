"""Papers made by hand: every block and drawing there is, and text meant to break a printer."""

import dataclasses
import datetime as dt
from typing import get_args

from riskdesk.publishing import Logo
from riskdesk.reports.blocks import (
    Attachment,
    Block,
    Checks,
    Code,
    Cover,
    Document,
    Drawing,
    Figure,
    Heading,
    History,
    Items,
    Pairs,
    Rows,
    Signing,
    Size,
    Stage,
    Stages,
    Stand,
    Tally,
    Together,
    Turn,
    Voice,
    Words,
)
from riskdesk.reports.imprint import Imprint, Signed
from riskdesk.reports.marks import Column, Line, Mark, Table, Tone, body, strong
from riskdesk.reports.placing import Step, place_risks
from tests.riskdesk.reports.registers import HOSTILE, SEAL, one_of, register_of

SQUARE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQdioGAAEfALFoHkHzAAAAAElFTkSuQmCC"
"""A picture of one dot, as a layout keeps it."""
MARKS = (
    Mark("1", "Low", 0, "#E8F1F8", "#0B0C0C"),
    Mark("6", "Medium", 1, "#FFD166", "#0B0C0C"),
    Mark("12", "High", 2, "#E4742A", "#0B0C0C"),
    Mark("16", "Extreme", 3, "#7A1210", "#FFFFFF"),
    Mark("20", "Fifth", 4, "#7A1210", "#FFFFFF"),
    Mark("25", "Sixth", 5, "#7A1210", "#FFFFFF"),
    Mark("7", "no band", -1, "", ""),
)
DRAFT = Imprint(is_draft=True, said="Draft, not issued from a closed period.", foot="Draft, not issued")
CLOSED = Imprint(
    is_draft=False,
    said="July 2017, closed 3 August 2017 by Bea Boss.",
    foot="July 2017, closed 3 August 2017 by Bea Boss",
    signed=(Signed("Council", "Bea Boss", "Strategic Lead", "3 August 2017, 14:02 UTC"), Signed("NHS trust")),
)
TABLE = Table(
    (Column("ref", "Ref"), Column("top_risk", "Risk"), Column("rating", "Current"), Column("action", "Actions")),
    tuple(
        (
            strong(f"R{number}"),
            (Line(f"Risk {number}", Tone.STRONG), Line("Owned by the board", Tone.META)),
            (mark, Line("stated 9", Tone.STRONG)),
            (Line("Recruit", label="1."), Line("Train", label="2.")),
        )
        for number, mark in enumerate(MARKS, 1)
    ),
)
ROWS = Rows(TABLE, "The risks by hand", Size.EASY)
MATRIX = place_risks(register_of(one_of("1", 4, 3), one_of("2", 4, 3), one_of("3", 1, 1), one_of("4")))
MOVED = dataclasses.replace(
    MATRIX,
    rows=tuple(
        tuple(dataclasses.replace(square, above=square.mark.severity > 1) for square in row) for row in MATRIX.rows
    ),
    moved=(Step("1", (3, 0), (1, 3), "1 x 1"),),
)
STAGES = Stages(
    (
        Stage("Inherent", MARKS[3], ("4 Major", "4 Certain"), "Nobody answers the telephone."),
        Stage("Current", MARKS[2], ("4 Major", "3 Likely"), "Half of the posts are filled."),
        Stage("Target", None, (), ""),
    )
)
HISTORY = History((Stand("April 2017", None), Stand("May 2017", MARKS[2]), Stand("Now", MARKS[1])))
DRAWINGS: tuple[Drawing, ...] = (MATRIX, Tally(MARKS[:4]), HISTORY, STAGES, Code(f"riskdesk:{SEAL[:12]}"))
COVER = Cover(
    organisation="Wherton Council",
    title="Pooled fund",
    kind="Board paper",
    imprint=CLOSED,
    facts=(("Register as at", "29 February 2020"), ("Partners", "not recorded")),
    to_fill=("Meeting", "Presented by"),
    boxes=(("To decide", True), ("To note", False)),
    head="Adults, housing and health",
    logo=Logo(layout_id=1, media_type="image/png", data=SQUARE),
    marking="Official",
)
BLOCKS: tuple[Block, ...] = (
    COVER,
    Heading("Summary"),
    *(Words(f"A paragraph that is {voice.value}.", voice) for voice in Voice),
    Items(("One thing", "Another thing")),
    Items(("First", "Second"), numbered=True),
    Heading("Asked of the board", 2),
    Items(("Agree", "Note"), numbered=True),
    Heading("Pictures", fresh=True),
    *(Figure(drawing, f"What drawing {number} shows.") for number, drawing in enumerate(DRAWINGS, 1)),
    Figure(MATRIX, "The same beside its table.", Rows(MATRIX.table, "The used squares", Size.CLOSE)),
    Heading("A risk", 3),
    Together((Heading("R1 Staff", 2), Pairs((("Owner", "Director"), ("Category", "not recorded")), columns=2))),
    Pairs((("Review", "monthly"),)),
    Turn(landscape=True),
    Heading("The register"),
    ROWS,
    dataclasses.replace(ROWS, size=Size.CLOSE),
    dataclasses.replace(ROWS, size=Size.DENSE),
    Turn(),
    Heading("By hand"),
    Checks(("The minutes agree", "The money agrees")),
    Signing(("Chief finance officer", "Accountable officer")),
)
EVERYTHING = Document(
    subject="Board paper",
    title="Pooled fund",
    organisation="Wherton Council",
    as_at="as at 29 February 2020",
    seal=SEAL,
    imprint=CLOSED,
    running="Pooled fund · board paper",
    blocks=BLOCKS,
    marking="Official",
    colour="#1B4B72",
)
DAY = dt.date(2020, 2, 29)
ATTACHMENT = Attachment("register.csv", "text/csv", b"Ref\r\nR1\r\n", "The register's data")


def kinds_in(blocks: tuple[Block, ...]) -> set[type]:
    """Every kind of block and drawing in some blocks."""
    found: set[type] = set()
    for block in blocks:
        found.add(type(block))
        if isinstance(block, Together):
            found |= kinds_in(block.blocks)
        if isinstance(block, Figure):
            found.add(type(block.drawing))
    return found


def all_kinds() -> set[type]:
    return {*get_args(Block), *get_args(Drawing)}


def paper_of(*blocks: Block, **facts: object) -> Document:
    """A draft of these blocks alone."""
    return dataclasses.replace(EVERYTHING, imprint=DRAFT, blocks=blocks, **facts)  # type: ignore[arg-type]


def hostile_paper(text: str = HOSTILE) -> Document:
    """The text everywhere a paper can hold one."""
    mark = Mark(text, text, 2, "#E4742A", "#0B0C0C")
    cell = (Line(text), Line(text, Tone.META, text), mark)
    table = Table((Column("ref", text), Column("top_risk", text)), ((strong(text), cell), (cell, body(text))))
    rows = Rows(table, text)
    imprint = Imprint(is_draft=True, said=text, foot=text, signed=(Signed(text, text, text, text),))
    cover = Cover(text, text, text, imprint, ((text, text),), (text,), ((text, True),), text, marking=text)
    register = register_of(one_of(text, 4, 4), one_of("2", 1, 1))
    matrix = place_risks(register)
    stages = Stages((Stage(text, mark, (text,), text),))
    blocks: tuple[Block, ...] = (
        cover,
        Heading(text),
        *(Words(text, voice) for voice in Voice),
        Items((text, text)),
        rows,
        Pairs(((text, text),)),
        Figure(matrix, text, Rows(matrix.table, text)),
        Figure(Tally((mark,)), text),
        Figure(History((Stand(text, mark), Stand(text, None))), text),
        Figure(stages, text),
        Checks((text,)),
        Signing((text,)),
    )
    return Document(text, text, text, text, text, imprint, text, blocks, marking=text, colour=text)
