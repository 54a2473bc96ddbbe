"""A paper's blocks as the leaves they are bound in and the sections they tell, for printers that nest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskdesk.reports.blocks import Block, Document, Heading, Together, Turn


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands between two turns of the page."""

    landscape: bool
    blocks: tuple[Block, ...]


def leaves(document: Document) -> Iterator[Leaf]:
    """Every leaf with something on it."""
    lies, blocks = document.landscape, list[Block]()
    for block in (*document.blocks, Turn()):
        if not isinstance(block, Turn):
            blocks.append(block)
            continue
        if blocks:
            yield Leaf(lies, tuple(blocks))
        lies, blocks = block.landscape, []


def sections(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks up to each heading of level 1, and from it to the next."""
    begun = 0
    for place, block in enumerate(blocks):
        if place > begun and title_of(block):
            yield tuple(blocks[begun:place])
            begun = place
    if blocks[begun:]:
        yield tuple(blocks[begun:])


def title_of(block: Block) -> Heading | None:
    """The heading of level 1 a block is or begins with."""
    match block:
        case Heading(level=1):
            return block
        case Together(blocks=(first, *_)):
            return title_of(first)
        case _:
            return None
