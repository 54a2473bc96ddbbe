"""A document as a PDF: every block in turn, no heading without what it heads, what belongs together on one page."""

from collections.abc import Sequence
from typing import assert_never

from riskdesk.reports.blocks import (
    Block,
    Checks,
    Code,
    Cover,
    Document,
    Figure,
    Heading,
    History,
    Items,
    Pairs,
    Rows,
    Signing,
    Stages,
    Tally,
    Together,
    Turn,
    Words,
    stages_rows,
)
from riskdesk.reports.pdf.frontpage import CoverPiece
from riskdesk.reports.pdf.inked import HeadingPiece, ItemsPiece, PairsPiece, WordsPiece
from riskdesk.reports.pdf.pages import LANDSCAPE, PORTRAIT, Drawn, Identity, Pages
from riskdesk.reports.pdf.penned import ChecksPiece, SigningPiece
from riskdesk.reports.pdf.pictures import CodePiece, HistoryPiece, MatrixPiece, TallyPiece
from riskdesk.reports.pdf.piece import Paged, Piece, Told
from riskdesk.reports.pdf.table import Progress
from riskdesk.reports.pdf.text import QUIET, Style, shorten
from riskdesk.reports.pdf.widths import grid
from riskdesk.reports.placing import Matrix

_RUNNING = Style(8, 10, colour=QUIET)
_A_LOT = 150.0
"""Points of words that stand below a title well enough without what follows them."""
_FEW = 6
"""Rows that are read at one glance."""


def print_document(document: Document, progress: Progress | None = None) -> Drawn:
    """The whole document; progress counts blocks and the rows of tables."""
    pages = Pages(LANDSCAPE if document.landscape else PORTRAIT, _identity(document))
    for file in document.attachments:
        pages.attach(file.name, file.media_type, file.data, file.description)
    pages.on_turn = lambda: _running_head(pages, document.running)
    work = _Work(sum(map(_weight, document.blocks)), progress)
    _draw(pages, document.blocks, work.told)
    return pages.finish()


def _identity(document: Document) -> Identity:
    return Identity(
        document.title,
        document.organisation,
        document.subject,
        document.as_at,
        document.seal,
        document.imprint,
        paper_id=document.paper_id,
        marking=document.marking,
        colour=document.colour,
    )


class _Work:
    """How much is done, told as it grows."""

    def __init__(self, whole: int, progress: Progress | None) -> None:
        self._done, self._whole, self._progress = 0, whole, progress

    def told(self, amount: int) -> None:
        self._done += amount
        if self._progress:
            self._progress(self._done, self._whole)


def _weight(block: Block) -> int:
    if isinstance(block, Rows):
        return 1 + len(block.table.rows)
    if isinstance(block, Figure) and isinstance(block.drawing, Stages):
        return 1 + len(block.drawing.stages)
    return 1 + sum(map(_weight, block.blocks)) if isinstance(block, Together) else 1


def _draw(pages: Pages, blocks: Sequence[Block], told: Told) -> None:
    turn: Turn | None = None
    for place, block in enumerate(blocks):
        if isinstance(block, Turn):
            turn = block  # only for what follows: nothing is turned to at the end
        else:
            if turn:
                _turn(pages, turn)
                turn = None
            piece = _piece(pages, block, told)
            if isinstance(block, Heading):
                pages.need(piece.height + min(_below(pages, blocks[place + 1 :]), pages.full_room - 90))
            piece.draw()
        told(1)


def _turn(pages: Pages, turn: Turn) -> None:
    form = LANDSCAPE if turn.landscape else PORTRAIT
    if form != pages.form or not pages.is_fresh:
        pages.turn(form)


def _below(pages: Pages, blocks: Sequence[Block]) -> float:
    """What must stand under a heading on its page: the words up to the first row or picture, and that; of words alone
    those before the next heading."""
    taken, has_words = 0.0, False
    for block in blocks:
        if isinstance(block, Turn) or (isinstance(block, Heading) and (block.fresh or has_words)):
            break
        piece = _piece(pages, block)
        if not isinstance(block, Heading | Words) or taken + piece.height > _A_LOT:
            return taken + piece.least
        taken += piece.height
        has_words = has_words or isinstance(block, Words)
    return taken


class _RowsPiece(Paged):
    def __init__(self, pages: Pages, block: Rows, told: Told) -> None:
        super().__init__(pages)
        self._block, self._told = block, told
        self._grid = grid(pages, block)

    @property
    def height(self) -> float:
        return self._grid.height + 9

    @property
    def least(self) -> float:
        """A few short rows stay on one page."""
        rows = self._block.table.rows
        if not rows:
            return 0.0
        if len(rows) <= _FEW and (height := self._grid.height) <= _A_LOT:
            return height + 3
        return self._grid.least + 3

    def draw(self) -> None:
        if not self._block.table.rows:
            return
        self.pages.gap(3)
        self.pages.need(self.least - 3)
        self._grid.draw(lambda _done, _whole: self._told(1))
        self.pages.down(6)


class _TogetherPiece(Paged):
    """On one page where a page can hold it."""

    def __init__(self, pages: Pages, block: Together, told: Told) -> None:
        super().__init__(pages)
        self._blocks, self._told = block.blocks, told
        self._pieces = [_piece(pages, each) for each in block.blocks if not isinstance(each, Turn)]

    @property
    def height(self) -> float:
        return sum(piece.height for piece in self._pieces)

    @property
    def least(self) -> float:
        return self.height if self.height <= self.pages.full_room else _below(self.pages, self._blocks)

    def draw(self) -> None:
        if self.height <= self.pages.full_room:
            self.pages.need(self.height)
        _draw(self.pages, self._blocks, self._told)


def _piece(pages: Pages, block: Block, told: Told = lambda _: None) -> Piece:
    match block:
        case Heading():
            return HeadingPiece(pages, block)
        case Words():
            return WordsPiece(pages, block)
        case Items():
            return ItemsPiece(pages, block)
        case Rows():
            return _RowsPiece(pages, block, told)
        case Pairs():
            return PairsPiece(pages, block)
        case Figure():
            return _picture(pages, block, told)
        case Cover() | Checks() | Signing():
            return _form(pages, block)
        case Together():
            return _TogetherPiece(pages, block, told)
        case Turn():
            raise AssertionError("a turn of the page is no piece")
        case _:
            assert_never(block)


def _form(pages: Pages, block: Cover | Checks | Signing) -> Piece:
    match block:
        case Cover():
            return CoverPiece(pages, block)
        case Checks():
            return ChecksPiece(pages, block)
        case _:
            return SigningPiece(pages, block)


def _picture(pages: Pages, figure: Figure, told: Told) -> Piece:
    match figure.drawing:
        case Matrix():
            return MatrixPiece(pages, figure, figure.drawing)
        case Tally():
            return TallyPiece(pages, figure, figure.drawing)
        case History():
            return HistoryPiece(pages, figure, figure.drawing)
        case Stages():
            return _RowsPiece(pages, stages_rows(figure.drawing, figure.alt), told)
        case Code():
            return CodePiece(pages, figure, figure.drawing)
        case _:
            assert_never(figure.drawing)


def _running_head(pages: Pages, text: str) -> None:
    top = pages.form.height - (26 if pages.form is LANDSCAPE else 34)
    pages.text((shorten(text, _RUNNING, pages.width),), _RUNNING, pages.left, top)
