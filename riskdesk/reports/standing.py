"""What stands in the foot of every paper, and in which colour its titles are, for the web page and for Word."""

import re
from dataclasses import replace

from riskdesk.reports.blocks import Cover, Document
from riskdesk.scoring import contrast
from riskdesk.wording import NOT_RECORDED, clipped, sentence

INK = "#14202B"
QUIET = "#4A5560"
RULE = "#C5CCD3"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def foot(document: Document) -> tuple[str, ...]:
    """Draft or closed; title, as-at date, seal and the paper's own number."""
    seal = f"Seal {document.seal[:12]}" if document.seal else f"Seal {NOT_RECORDED}"
    named = (clipped(document.title, 90), sentence(document.as_at), seal, f"Paper {document.paper_id}")
    return document.imprint.foot, " · ".join(part for part in named if part)


def is_colour(text: str) -> bool:
    """Whether it is a `#RRGGBB`."""
    return _COLOUR.fullmatch(text) is not None


def rule_colour(document: Document) -> str:
    return document.colour if is_colour(document.colour) else INK


def title_colour(document: Document) -> str:
    """The layout's colour, unless titles in it would be hard to read."""
    colour = rule_colour(document)
    return colour if contrast(colour, "#FFFFFF") >= 4.5 else INK


def begun(document: Document) -> Document:
    """The document with a cover: a paper that has none begins with its title."""
    if document.blocks and isinstance(document.blocks[0], Cover):
        return document
    cover = Cover(document.organisation, document.title, document.subject, document.imprint, marking=document.marking)
    return replace(document, blocks=(cover, *document.blocks))
