"""Every block of a paper as the HTML it means: a title is a title, a list a list, a table a table."""

import base64
from collections.abc import Sequence
from typing import assert_never

from riskdesk.reports.blocks import (
    Block,
    Checks,
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
from riskdesk.reports.leaves import Leaf, sections, title_of
from riskdesk.reports.logos import picture_of
from riskdesk.reports.web.pictures import picture_html
from riskdesk.reports.web.table import Sheet, table_html
from riskdesk.reports.web.text import apart, element, quoted
from riskdesk.reports.work import Work

_VOICES = {Voice.BODY: "", Voice.LARGE: "large", Voice.STRONG: "strong", Voice.QUIET: "quiet", Voice.CODE: "code"}
_LINE = '<span class="line"></span>'
"""Room for a pen."""


class Parts:
    """One page being written. `titles` are the sections written so far with their anchors."""

    def __init__(self, work: Work) -> None:
        self.sheet = Sheet()
        self.titles: list[tuple[str, str]] = []
        self._work = work
        self._rank = 1
        self._has_title = False

    def leaf(self, leaf: Leaf) -> str:
        return f'<div class="{leaf_class(leaf.landscape)}">{"".join(map(self._section, sections(leaf.blocks)))}</div>'

    def block(self, block: Block) -> str:
        written = self._written(block)
        self._work.done()
        return written

    def _section(self, blocks: tuple[Block, ...]) -> str:
        title = title_of(blocks[0])
        if title is None:
            return self._all(blocks)
        anchor = f"section-{len(self.titles) + 1}"
        self.titles.append((anchor, title.text))
        kind = ' class="fresh"' if title.fresh else ""
        return f'<section id="{anchor}"{kind} aria-label={quoted(title.text)}>{self._all(blocks)}</section>'

    def _all(self, blocks: Sequence[Block]) -> str:
        return "\n".join(map(self.block, blocks))

    def _written(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Words():
                return _words(block)
            case Items():
                return _items(block)
            case Rows():
                return table_html(block, self.sheet, self._work)
            case Pairs():
                return _pairs(block)
            case Figure():
                return picture_html(block, self.sheet, self._work)
            case Together():
                return f'<div class="together">{self._all(block.blocks)}</div>'
            case Cover() | Checks() | Signing() | Turn():
                return self._form(block)
            case _:
                assert_never(block)

    def _form(self, block: Cover | Checks | Signing | Turn) -> str:
        match block:
            case Cover():
                return self.cover(block)
            case Checks():
                return _checks(block)
            case Signing():
                return _signing(block)
            case Turn():
                # Leaves are told apart before their blocks are written.
                raise AssertionError("a page cannot be turned inside what stays together")
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> str:
        """Never more than one level below the heading before it, as a reader by ear expects."""
        self._rank = min(block.level + 1, self._rank + 1, 4)
        return element(f"h{self._rank}", block.text, "fresh" if block.fresh and block.level > 1 else "")

    def cover(self, cover: Cover) -> str:
        """The paper's one title, and all that stands around it."""
        name = "p" if self._has_title else "h1"
        self._has_title = True
        over = (("marking", cover.marking), ("over", cover.head), ("over", cover.organisation))
        imprint = cover.imprint
        return "".join(
            (
                *(element("p", text, kind) for kind, text in over[:1] if text),
                _logo(cover),
                *(element("p", text, kind) for kind, text in over[1:] if text),
                element(name, cover.title, "title"),
                element("p", cover.kind, "kind") if cover.kind else "",
                element("p", imprint.said, "draft" if imprint.is_draft else "closed"),
                _facts(cover),
                _list("ul", [each.line for each in imprint.signed], "signed"),
            )
        )


def leaf_class(is_landscape: bool) -> str:
    return "leaf lying" if is_landscape else "leaf"


def _logo(cover: Cover) -> str:
    if cover.logo is None:
        return ""
    data = base64.b64encode(picture_of(cover.logo)).decode("ascii")
    alt = quoted(f"Logo of {cover.organisation}")
    return f'<img class="logo" alt={alt} src="data:{cover.logo.media_type};base64,{data}">'


def _facts(cover: Cover) -> str:
    """What is known, then what a pen fills in."""
    facts = _defined(cover.facts) if cover.facts else ""
    lines = "".join(f"<p>{apart(label)} {_LINE}</p>" for label in cover.to_fill)
    boxes = "".join(_box(word, is_ticked=is_ticked) for word, is_ticked in cover.boxes)
    pen = f'<div class="pen">{lines}{f"<ul>{boxes}</ul>" if boxes else ""}</div>' if lines or boxes else ""
    return f'<div class="facts">{facts}{pen}</div>' if facts or pen else ""


def _box(word: str, *, is_ticked: bool) -> str:
    sign, told = ("\N{BALLOT BOX WITH CHECK}", "ticked") if is_ticked else ("\N{BALLOT BOX}", "not ticked")
    return f'<li><span role="img" aria-label="{told}">{sign}</span> {apart(word)}</li>'


def _words(block: Words) -> str:
    return element("p", block.text, _VOICES[block.voice])


def _items(block: Items) -> str:
    return _list("ol" if block.numbered else "ul", block.items)


def _list(name: str, items: Sequence[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<{name}{named}>{''.join(element('li', item) for item in items)}</{name}>" if items else ""


def _pairs(block: Pairs) -> str:
    return _defined(block.pairs, " two" if block.columns > 1 else "") if block.pairs else ""


def _defined(pairs: Sequence[tuple[str, str]], more: str = "") -> str:
    told = "".join(f"<div>{element('dt', label)}{element('dd', fact)}</div>" for label, fact in pairs)
    return f'<dl class="pairs{more}">{told}</dl>'


def _checks(block: Checks) -> str:
    """A box, what to check, and room for initials and a date."""
    pen = f'<span class="pen">Initials {_LINE} Date {_LINE}</span>'
    box = '<span role="img" aria-label="not ticked">\N{BALLOT BOX}</span>'
    items = "".join(f"<li>{box}{element('span', item, 'what')}{pen}</li>" for item in block.items)
    return f'<ul class="checks">{items}</ul>' if items else ""


def _signing(block: Signing) -> str:
    lines = "".join(f"<span>{word} {_LINE}</span>" for word in ("Name", "Post", "Signature", "Date"))
    return "".join(
        f'<div class="signing">{element("p", name, "strong")}<p class="pen">{lines}</p></div>' for name in block.names
    )
