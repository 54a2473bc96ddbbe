"""Labels with their facts, and what a person fills in by hand, in a Word document."""

from collections.abc import Sequence

from riskdesk.reports.blocks import Checks, Cover, Signing
from riskdesk.reports.standing import QUIET as QUIET_INK
from riskdesk.reports.word.table import begin, border, row_xml
from riskdesk.reports.word.text import GAP, KEPT, QUIET, TAB, paragraph, run, told

_LABEL, _BOX, _PEN, _ROOM = 1_800, 360, 1_500, 400
"""Twips that labels, boxes, initials and dates are wide, and a line for a pen is high."""
_STYLE, _BELOW = "CellEasy", '<w:spacing w:before="60" w:after="20"/>'
_LOW = '<w:vAlign w:val="bottom"/>'
_TICKED, _EMPTY = "\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"


def pairs_xml(pairs: Sequence[tuple[str, str]], columns: int, width: int) -> str:
    """Each label beside its fact, `columns` of them beside one another."""
    if not pairs:
        return ""
    beside = max(1, min(columns, 2))
    widths = [_LABEL, width // beside - _LABEL] * beside
    rows = []
    for at in range(0, len(pairs), beside):
        some = [*pairs[at : at + beside], *[("", "")] * beside][:beside]
        cells = [cell for label, fact in some for cell in (_label(label), told(fact, _STYLE, _BELOW))]
        rows.append(row_xml(cells, widths, is_whole=sum(len(fact) for _, fact in some) < 900))
    return "".join((begin("PaperForm", widths, "Facts"), *rows, "</w:tbl>", GAP))


def filled_xml(cover: Cover, width: int) -> str:
    """A label with a line for each thing a pen fills in, then the boxes that are ticked or not."""
    widths = [_LABEL, width // 2 - _LABEL]
    looks = [_LOW, _line()]
    rows = [row_xml([_label(label), paragraph("", _STYLE)], widths, looks=looks, tall=_ROOM) for label in cover.to_fill]
    table = "".join((begin("PaperForm", widths, "To be filled in"), *rows, "</w:tbl>", GAP)) if rows else ""
    boxes = TAB.join(run(f"{_TICKED if ticked else _EMPTY} {word}") for word, ticked in cover.boxes)
    stops = "".join(f'<w:tab w:val="left" w:pos="{1_900 * place}"/>' for place in range(1, len(cover.boxes)))
    return table + (paragraph(boxes, "Normal", f"<w:tabs>{stops}</w:tabs>" if stops else "") if boxes else "")


def checks_xml(block: Checks, width: int) -> str:
    """A box, what to check, and room for initials and a date."""
    if not block.items:
        return ""
    widths = [_BOX, width - _BOX - 2 * _PEN, _PEN, _PEN]
    looks = ["", "", _line(), _line()]
    rows = [
        row_xml(
            [told(_EMPTY, _STYLE, _BELOW), told(item, _STYLE, _BELOW), _label("Initials"), _label("Date")],
            widths,
            looks=looks,
        )
        for item in block.items
    ]
    return "".join((begin("PaperForm", widths, "Things to check"), *rows, "</w:tbl>", GAP))


def signing_xml(block: Signing, width: int) -> str:
    return "".join(_signed(name, width) for name in block.names)


def _signed(name: str, width: int) -> str:
    """The lines of one person, on one page."""
    half = width // 2
    widths = [1_100, half - 1_100] * 2
    rows = "".join(
        row_xml(
            [_label(left), paragraph("", _STYLE, KEPT), _label(right), paragraph("", _STYLE)],
            widths,
            looks=[_LOW, _line(), _LOW, _line()],
            tall=_ROOM,
        )
        for left, right in (("Name", "Post"), ("Signature", "Date"))
    )
    return "".join((told(name, "Lead", KEPT), begin("PaperForm", widths, "To be signed"), rows, "</w:tbl>", GAP))


def _label(text: str) -> str:
    return paragraph(run(text, QUIET), _STYLE, f"{KEPT}{_BELOW}")


def _line() -> str:
    """The lower edge of a cell, to write on."""
    return f"<w:tcBorders>{border('bottom', 'single', 4, QUIET_INK)}</w:tcBorders>{_LOW}"
