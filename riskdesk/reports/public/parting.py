"""Says on a paper which part it is, what the public does not see of it, and in Part B why."""

from collections.abc import Iterator
from dataclasses import replace

from riskdesk.reports.blocks import Block, Cover, Document, Heading, Voice, Words
from riskdesk.reports.public.withheld import Withheld

_BETWEEN = " · "
_TITLE = "What is not in this paper"


def parted(document: Document, withheld: Withheld) -> Document:
    """The document as one of two parts. Without a part it is as it was, and says nothing of parts."""
    if withheld.part is None:
        return document
    marking = _marking(document.marking, withheld)
    blocks = (*_front(document, withheld, marking), *document.blocks[1:], *_end(withheld))
    return replace(document, blocks=blocks, marking=marking)


def _marking(told: str, withheld: Withheld) -> str:
    """The part before what the layout says; a paper may have named its part already, in fewer words."""
    short = withheld.part.label if withheld.part else ""
    return _BETWEEN.join((withheld.marking, *(mark for mark in told.split(_BETWEEN) if mark and mark != short)))


def _front(document: Document, withheld: Withheld, marking: str) -> Iterator[Block]:
    """A cover with facts has one more; below a title it is said in a paragraph."""
    cover = document.blocks[0]
    said = " ".join(withheld.cover)
    if isinstance(cover, Cover) and cover.facts:
        yield replace(cover, marking=marking, facts=(*cover.facts, ("Publication", said)))
        return
    yield replace(cover, marking=marking) if isinstance(cover, Cover) else cover
    if said:
        yield Words(said, Voice.QUIET)


def _end(withheld: Withheld) -> Iterator[Block]:
    if withheld.why:
        yield from withheld.why.blocks
        return
    more = [text for text in withheld.method if text not in withheld.cover]
    if more:
        yield Heading(_TITLE)
        yield from (Words(text) for text in more)
