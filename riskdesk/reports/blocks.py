"""What every paper is made of before it is a PDF, a web page or a Word document: headings, words, tables, pictures.

A paper decides its facts and gives a `Document`. The three printers only draw it: none of them knows a register.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import TypeAlias

from riskdesk.publishing import Logo
from riskdesk.reports.imprint import Imprint
from riskdesk.reports.marks import Cell, Column, Line, Mark, Row, Table, Tone, body
from riskdesk.reports.placing import Matrix
from riskdesk.wording import NOT_RECORDED


class Voice(Enum):
    """How a paragraph speaks. CODE is a command or a seal, set apart and never hyphenated."""

    BODY = "body"
    LARGE = "large"
    STRONG = "strong"
    QUIET = "quiet"
    CODE = "code"


class Size(Enum):
    """How densely a table is set: for reading, beside a picture, a register of many words, a long list of few."""

    EASY = "easy"
    CLOSE = "close"
    DENSE = "dense"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a section of the paper, 2 a part of it, 3 a title inside that; the paper's own title stands on the
    cover. A `fresh` one begins a page, or stands below the few lines of one just begun."""

    text: str
    level: int = 1
    fresh: bool = False

    @property
    def words(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str
    voice: Voice = Voice.BODY

    @property
    def words(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is one paragraph."""

    items: tuple[str, ...]
    numbered: bool = False

    @property
    def words(self) -> Iterator[str]:
        yield from self.items


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. `caption` says what it holds to who cannot see where it stands; the first cell of a row heads it.
    `widths` names the set of column widths it is set by (`riskdesk.reports.pdf.widths`)."""

    table: Table
    caption: str
    size: Size = Size.EASY
    widths: str = ""

    @property
    def words(self) -> Iterator[str]:
        yield from _table(self.table)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what is known, such as the facts of one risk; `columns` side by side where there is room."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1

    @property
    def words(self) -> Iterator[str]:
        for pair in self.pairs:
            yield from pair


@dataclass(frozen=True, slots=True)
class Tally:
    """One box for each mark, its number a count and its word what is counted."""

    marks: tuple[Mark, ...]


NOT_OPEN = "not open"
"""What a history says of a moment at which the risk did not stand on the register as an open one."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One moment of a history: what it is called and where the risk stood, None where it was not open."""

    when: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class History:
    """A risk's current rating at the latest closed periods and now, oldest first."""

    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a risk: its word, its mark (None: not rated), its two levels in words and why it was scored so."""

    word: str
    mark: Mark | None
    levels: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Stages:
    """Inherent, current and target beside one another."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with the words it holds."""

    holds: str


Drawing: TypeAlias = Matrix | Tally | History | Stages | Code


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of facts. `alt` says in words all that it shows. `twin` is the same as a table, printed beside or below
    it where it is given."""

    drawing: Drawing
    alt: str
    twin: Rows | None = None

    @property
    def words(self) -> Iterator[str]:
        """A code's are left out: it holds the number that the paper's words are given."""
        if isinstance(self.drawing, Code):
            return
        yield self.alt
        if self.twin:
            yield from self.twin.words


@dataclass(frozen=True, slots=True)
class Cover:
    """What a paper begins with. `facts` are labels with what is known, `to_fill` labels with a line for a pen, `boxes`
    words with whether they are ticked; `head` stands above the organisation, `marking` says who may read the paper."""

    organisation: str
    title: str
    kind: str
    imprint: Imprint
    facts: tuple[tuple[str, str], ...] = ()
    to_fill: tuple[str, ...] = ()
    boxes: tuple[tuple[str, bool], ...] = ()
    head: str = ""
    logo: Logo | None = None
    marking: str = ""

    @property
    def words(self) -> Iterator[str]:
        yield from (self.marking, self.head, self.organisation, self.title, self.kind, self.imprint.said)
        for pair in self.facts:
            yield from pair
        yield from self.to_fill
        yield from (word for word, _ in self.boxes)
        for each in self.imprint.signed:
            yield each.line


@dataclass(frozen=True, slots=True)
class Checks:
    """Things for a person to tick by hand, each with room for initials and a date."""

    items: tuple[str, ...]

    @property
    def words(self) -> Iterator[str]:
        yield from self.items


@dataclass(frozen=True, slots=True)
class Signing:
    """Lines for each of these to sign on."""

    names: tuple[str, ...]

    @property
    def words(self) -> Iterator[str]:
        yield from self.names


@dataclass(frozen=True, slots=True)
class Turn:
    """A new page, upright or lying."""

    landscape: bool = False

    @property
    def words(self) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where a page can hold them: half a page on one risk."""

    blocks: "tuple[Block, ...]"

    @property
    def words(self) -> Iterator[str]:
        yield from words_of(self.blocks)


Block: TypeAlias = Heading | Words | Items | Rows | Pairs | Figure | Cover | Checks | Signing | Turn | Together


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the paper."""

    name: str
    media_type: str
    data: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `subject` is its kind, such as "Board paper"; `running` stands at the head of every later page;
    `colour` is the layout's for headings and rules, "" for the house's own."""

    subject: str
    title: str
    organisation: str
    as_at: str
    seal: str
    imprint: Imprint
    running: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    marking: str = ""
    colour: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def paper_id(self) -> str:
        """Twelve figures that are the same for the same words, in whatever format they are printed."""
        said = sha256()
        whose = (self.subject, self.title, self.organisation, self.as_at, self.seal, self.imprint.foot, self.marking)
        for text in (*whose, *words_of(self.blocks)):
            said.update(text.encode("utf-8", "replace") + b"\0")
        figures = said.hexdigest()[:12].upper()
        return "-".join((figures[:4], figures[4:8], figures[8:]))


def document_of(cover: Cover, subject: str, as_at: str, seal: str, blocks: Iterable[Block]) -> Document:
    """A document that begins with this cover and is called what it says."""
    running = f"{cover.title} · {cover.kind[:1].lower()}{cover.kind[1:]}"
    return Document(subject, cover.title, cover.organisation, as_at, seal, cover.imprint, running, tuple(blocks))


def stages_rows(stages: Stages, caption: str) -> Rows:
    """The stages as a table, a row each."""
    named = (("stage", "Stage"), ("rating", "Rating"), ("levels", "Levels"), ("rationale", "Why it was scored so"))
    rows: list[Row] = []
    for stage in stages.stages:
        rating: Cell = (stage.mark,) if stage.mark else (Line(NOT_RECORDED, Tone.META),)
        levels = tuple(Line(text) for text in stage.levels) or (Line(NOT_RECORDED, Tone.META),)
        rows.append(((Line(stage.word, Tone.STRONG),), rating, levels, body(stage.why)))
    return Rows(Table(tuple(Column(key, title) for key, title in named), tuple(rows)), caption, Size.CLOSE)


def words_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every word of some blocks, in the order in which they are read."""
    for block in blocks:
        yield from block.words


def _table(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield column.title
    for row in table.rows:
        for cell in row:
            for item in cell:
                yield f"{item.label} {item.text}".strip() if isinstance(item, Line) else item.text
