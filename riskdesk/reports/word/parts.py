"""Every block of a paper as Word knows it: a title has a heading's style, a list a list's, a table heads its pages."""

from collections.abc import Callable, Sequence
from typing import assert_never

from riskdesk.reports.blocks import (
    Block,
    Checks,
    Code,
    Cover,
    Figure,
    Heading,
    Items,
    Pairs,
    Rows,
    Signing,
    Together,
    Turn,
    Voice,
    Words,
)
from riskdesk.reports.leaves import Leaf
from riskdesk.reports.logos import picture_of
from riskdesk.reports.word.forms import checks_xml, filled_xml, pairs_xml, signing_xml
from riskdesk.reports.word.pictures import code_png, picture_xml
from riskdesk.reports.word.table import table_xml
from riskdesk.reports.word.text import KEPT, kept, paragraph, told
from riskdesk.reports.work import Work

_VOICES = {
    Voice.BODY: "Normal",
    Voice.LARGE: "Large",
    Voice.STRONG: "Lead",
    Voice.QUIET: "Small",
    Voice.CODE: "Code",
}
_LOGO = (150.0, 46.0)
_CODE = (96.0, 96.0)
"""The most points a picture is wide and high."""

Placed = Callable[[bytes, tuple[float, float], str], str]
"""Takes a picture into the document: its bytes, the most points it may take, and what it shows; gives its run."""


class Parts:
    """One document being written. `lists` is how many numbered lists it has so far."""

    def __init__(self, work: Work, place: Placed) -> None:
        self.lists = 0
        self._work, self._place = work, place
        self._width = 0
        self._rank = 0
        self._has_title = False

    def leaf(self, leaf: Leaf, width: int) -> str:
        """What stands between two turns, on pages with so many twips to write on."""
        self._width = width
        return self._all(leaf.blocks)

    def _all(self, blocks: Sequence[Block]) -> str:
        following = (*blocks[1:], None)
        return "".join(self._block(block, after) for block, after in zip(blocks, following, strict=True))

    def _block(self, block: Block, after: Block | None) -> str:
        written = self._written(block)
        self._work.done()
        leads = isinstance(block, Words) and isinstance(after, Rows | Figure | Items)
        return kept(f"{written}<w:p>").removesuffix("<w:p>") if leads else written

    def _written(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Words():
                return told(block.text, _VOICES[block.voice])
            case Items():
                return self._items(block)
            case Rows():
                return table_xml(block, self._width, self._work)
            case Pairs():
                return pairs_xml(block.pairs, block.columns, self._width)
            case Figure():
                return self._figure(block)
            case Together():
                return kept(self._all(block.blocks))
            case Cover() | Checks() | Signing() | Turn():
                return self._form(block)
            case _:
                assert_never(block)

    def _form(self, block: Cover | Checks | Signing | Turn) -> str:
        match block:
            case Cover():
                return self._cover(block)
            case Checks():
                return checks_xml(block, self._width)
            case Signing():
                return signing_xml(block, self._width)
            case Turn():
                # Leaves are told apart before their blocks are written.
                raise AssertionError("a page cannot be turned inside what stays together")
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> str:
        """Never more than one level below the heading before it."""
        self._rank = min(block.level, self._rank + 1, 3)
        fresh = "<w:pageBreakBefore/>" if block.fresh else ""
        return told(block.text, f"Heading{self._rank}", fresh)

    def _items(self, block: Items) -> str:
        if not block.numbered:
            return "".join(told(item, "ListBullet") for item in block.items)
        self.lists += 1
        # Each list has a number of its own, or it would count on from the one before; 1 and 2 are the styles' own.
        own = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists + 2}"/></w:numPr>'
        return "".join(told(item, "ListNumber", own) for item in block.items)

    def _figure(self, figure: Figure) -> str:
        if isinstance(figure.drawing, Code):
            drawn = self._place(code_png(figure.drawing), _CODE, figure.alt)
            return paragraph(drawn, "Normal", KEPT) + told(figure.drawing.holds, "Code")
        return picture_xml(figure, self._width, self._work)

    def _cover(self, cover: Cover) -> str:
        style = "Lead" if self._has_title else "Title"
        self._has_title = True
        imprint = cover.imprint
        over = (told(text, "Over") for text in (cover.head, cover.organisation) if text)
        return "".join(
            (
                told(cover.marking, "Lead") if cover.marking else "",
                self._logo(cover),
                *over,
                told(cover.title, style),
                told(cover.kind, "Subtitle") if cover.kind else "",
                told(imprint.said, "Draft" if imprint.is_draft else "Lead"),
                pairs_xml(cover.facts, 1, self._width),
                filled_xml(cover, self._width),
                *(told(each.line, "Normal") for each in imprint.signed),
            )
        )

    def _logo(self, cover: Cover) -> str:
        if cover.logo is None:
            return ""
        drawn = self._place(picture_of(cover.logo), _LOGO, f"Logo of {cover.organisation}")
        return paragraph(drawn, "Normal", '<w:jc w:val="right"/>')
