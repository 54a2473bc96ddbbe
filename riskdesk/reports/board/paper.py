"""The board paper: a cover, and the chapters its committee wants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from riskdesk.reports.blocks import Block, Cover, Document, Voice, Words, document_of
from riskdesk.reports.board.chapters import chosen
from riskdesk.reports.board.facing import cover_facts, cover_to_fill, purpose_boxes
from riskdesk.reports.imprint import imprint
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A board's view of a register at one moment. `foot` are the layout's own words after the last chapter."""

    cover: Cover
    as_at: str
    seal: str
    chapters: tuple[Chapter, ...]
    foot: str = ""
    colour: str = ""

    @property
    def title(self) -> str:
        return self.cover.title

    def chapter(self, key: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.key == key), None)

    @property
    def document(self) -> Document:
        blocks: list[Block] = [self.cover, *(block for chapter in self.chapters for block in chapter.blocks)]
        blocks += [Words(text, Voice.QUIET) for text in self.foot.splitlines() if text.strip()]
        told = document_of(self.cover, "Board paper", self.as_at, self.seal, blocks)
        return replace(told, running=f"{self.title} · board paper", colour=self.colour)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        for chapter in self.chapters:
            chapter.reconcile()


def board_paper(sources: Sources, request: Request | None = None) -> BoardPaper:
    """Every fact and sentence of the board paper, in the order its layout asks for."""
    request = request or Request()
    register = sources.register
    return BoardPaper(
        cover=_cover(sources, request),
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        chapters=_made(sources, request),
        foot=request.layout.foot if request.layout else "",
        colour=request.layout.colour if request.layout else "",
    )


def _made(sources: Sources, request: Request) -> tuple[Chapter, ...]:
    made: Sequence[Chapter | None] = [kind.make(sources, request) for kind in chosen(request)]
    return tuple(chapter for chapter in made if chapter)


def _cover(sources: Sources, request: Request) -> Cover:
    register, layout = sources.register, request.layout
    return Cover(
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        kind=f"Board paper on the risk register, {as_at_phrase(register.as_at)}",
        imprint=imprint(register),
        facts=cover_facts(sources, request),
        to_fill=cover_to_fill(sources, request),
        boxes=purpose_boxes(request),
        head=clipped(layout.head, 160) if layout else "",
        logo=layout.logo if layout else None,
    )
