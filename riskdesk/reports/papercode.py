"""The words in a paper's QR code: what a reader years later needs to ask the register whether it issued this paper."""

from dataclasses import replace

from riskdesk.reports.blocks import Block, Code, Document, Figure, Together
from riskdesk.wording import NOT_RECORDED

_SEAL = 16
"""Figures of the seal in a code: as few as keep the code easy for a camera."""

ALT = (
    "A code for a camera with the words by which this paper can be checked: its kind and number, the first figures of "
    "its seal, and its period."
)


def code_figure() -> Figure:
    """The picture to stand in a paper; `coded` fills it."""
    return Figure(Code(""), ALT)


def paper_code(document: Document) -> str:
    """ "RiskDesk board paper 3F9A-61C2-07B1, seal 3f9ac1d20b7745aa, July 2017"."""
    seal = document.seal[:_SEAL] or NOT_RECORDED
    return f"RiskDesk {document.subject.lower()} {document.paper_id}, seal {seal}, {_whose(document)}"


def _whose(document: Document) -> str:
    return document.imprint.period or f"draft {document.as_at}"


def coded(document: Document) -> Document:
    """The document with its own code in every picture made by `code_figure`, or at its end where it has none. What a
    code holds is no word of the paper, so its number stays the same."""
    words = paper_code(document)
    blocks = tuple(_coded(block, words) for block in document.blocks)
    has_one = any(map(_is_code, blocks))
    return replace(document, blocks=blocks if has_one else (*blocks, Figure(Code(words), ALT)))


def _is_code(block: Block) -> bool:
    if isinstance(block, Together):
        return any(map(_is_code, block.blocks))
    return isinstance(block, Figure) and isinstance(block.drawing, Code)


def _coded(block: Block, words: str) -> Block:
    if isinstance(block, Together):
        return replace(block, blocks=tuple(_coded(each, words) for each in block.blocks))
    if isinstance(block, Figure) and isinstance(block.drawing, Code) and not block.drawing.holds:
        return replace(block, drawing=Code(words))
    return block
