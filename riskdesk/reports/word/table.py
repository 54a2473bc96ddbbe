"""Tables and marks in a Word document, written as one piece of XML: cell by cell would take a minute for a thousand."""

from collections.abc import Sequence

from riskdesk.reports.blocks import Rows, Size
from riskdesk.reports.marks import Cell, Line, Mark, Table, Tone
from riskdesk.reports.pdf.widths import shares_of
from riskdesk.reports.plain import plain
from riskdesk.reports.standing import QUIET as QUIET_INK
from riskdesk.reports.standing import is_colour
from riskdesk.reports.word.text import GAP, KEPT, QUIET, STRONG, TAB, paragraph, quoted, run
from riskdesk.reports.work import Work
from riskdesk.scoring import luminance

_STYLES = {Size.EASY: "CellEasy", Size.CLOSE: "CellClose", Size.DENSE: "CellDense", Size.TIGHT: "CellTight"}
_TONES = {Tone.BODY: "", Tone.STRONG: STRONG, Tone.META: QUIET}
_LETTER = {Size.EASY: 112, Size.CLOSE: 106, Size.DENSE: 94, Size.TIGHT: 94}
"""Twips that a letter takes at most, on average over a word."""
_GUTTER, _CHIP = 140, 1_400
_WIDEST_WORD = 1_700
_WHOLE_ROW = 900
"""Letters up to which a row is not broken over two pages."""
_RIGHT = '<w:jc w:val="right"/>'
_EDGES = ("dotted", "dashed", "double", "triple", "thick")
"""The edge of each severity, for who sees no colour; the pattern of the paper's marks is not to be had in Word."""

INDENT = '<w:ind w:left="130"/>'
"""Room for the edge of a severity."""


def table_xml(rows: Rows, width: int, work: Work) -> str:
    """A table so many twips wide whose head is repeated on every page; nothing where it has no columns."""
    table, style = rows.table, _STYLES[rows.size]
    if not table.columns:
        return ""
    widths = allotted(shares_of(rows), _least(table, rows.size), width)
    ends = [_RIGHT if column.number else "" for column in table.columns]
    heads = [
        paragraph(run(column.title, STRONG), style, KEPT + end) for column, end in zip(table.columns, ends, strict=True)
    ]
    out = [begin("PaperTable", widths, rows.caption), row_xml(heads, widths, is_head=True)]
    for row in table.rows:
        cells = [cell_xml(cell, style, wide, end) for cell, wide, end in zip(row, widths, ends, strict=True)]
        letters = sum(len(item.text) for cell in row for item in cell)
        out.append(row_xml(cells, widths, is_whole=letters < _WHOLE_ROW))
        work.done()
    return "".join((*out, "</w:tbl>", GAP))


def begin(style: str, widths: Sequence[int], title: str, alt: str = "") -> str:
    """A table up to its first row. `alt` says in words what a drawing made of cells shows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    more = f"<w:tblDescription w:val={quoted(alt)}/>" if alt else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(title)}/>{more}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def row_xml(
    cells: Sequence[str],
    widths: Sequence[int],
    *,
    is_head: bool = False,
    is_whole: bool = True,
    looks: Sequence[str] = (),
    tall: int = 0,
) -> str:
    """A row of cells that hold paragraphs already, so many twips `tall` at least. `looks` are further properties of
    each cell."""
    how = "<w:cantSplit/>" if is_whole else ""
    how += f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall else ""
    how += "<w:tblHeader/>" if is_head else ""
    more = looks or [""] * len(widths)
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{cell}</w:tc>'
        for cell, width, look in zip(cells, widths, more, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{how}</w:trPr>' if how else ''}{inside}</w:tr>"


def cell_xml(cell: Cell, style: str, wide: int, end: str = "") -> str:
    """The paragraphs of a cell so wide, of which it needs one at least. `end` is where they end, as a property."""
    return "".join(_item(item, style, wide, end) for item in cell) or paragraph("", style)


def _item(item: Line | Mark, style: str, wide: int, end: str) -> str:
    if isinstance(item, Mark):
        return _mark(item, style, wide)
    tone = _TONES[item.tone]
    if not item.label:
        return paragraph(run(item.text, tone), style, end)
    hung = '<w:tabs><w:tab w:val="left" w:pos="300"/></w:tabs><w:ind w:left="300" w:hanging="300"/>'
    return paragraph(f"{run(item.label.strip(), tone)}{TAB}{run(item.text, tone)}", style, hung)


def _mark(mark: Mark, style: str, wide: int) -> str:
    """Number and word on the band's colour, with the edge of its severity, no wider than it need be."""
    narrow = f' w:right="{wide - _GUTTER - _CHIP}"' if wide - _GUTTER > _CHIP else ""
    if not shading(mark):
        edges = "".join(border(side, "single", 4, QUIET_INK, 2) for side in ("top", "left", "bottom", "right"))
        return paragraph(mark_run(mark), style, f'<w:pBdr>{edges}</w:pBdr><w:ind w:left="60"{narrow}/>')
    return paragraph(mark_run(mark), style, f'{edged(mark)}{shading(mark)}<w:ind w:left="130"{narrow}/>')


def mark_run(mark: Mark) -> str:
    ink = inked(mark)
    number = run(f"{mark.number} ", f"{STRONG}{ink}") if mark.number else ""
    return number + run(mark.word, ink)


def inked(mark: Mark) -> str:
    """The colour of what is written on the band's colour."""
    return f'<w:color w:val="{mark.ink[1:]}"/>' if shading(mark) else ""


def shading(mark: Mark) -> str:
    """The band's colour behind a paragraph or a cell."""
    known = is_colour(mark.fill) and is_colour(mark.ink)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{mark.fill[1:]}"/>' if known else ""


def edged(mark: Mark) -> str:
    """The left edge of a paragraph, whose kind tells the severity where colour is lost."""
    if mark.severity <= 0 or not shading(mark):
        return ""
    kind = _EDGES[(mark.severity - 1) % len(_EDGES)]
    return f"<w:pBdr>{border('left', kind, 24, min(mark.fill, mark.ink, key=luminance), 4)}</w:pBdr>"


def border(side: str, kind: str, eighths: int, colour: str, space: int = 0) -> str:
    """One border; its weight is in eighths of a point."""
    return f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour[1:]}"/>'


def allotted(shares: Sequence[float], least: Sequence[int], whole: int) -> list[int]:
    """Twips for each column: those that need more than their share get it, the others share what is left."""
    if sum(least) > whole:
        least = [0] * len(shares)
    needy: set[int] = set()
    while True:
        rest = whole - sum(least[place] for place in needy)
        free = sum(share for place, share in enumerate(shares) if place not in needy)
        part = rest / free if free else 0.0
        more = {place for place, share in enumerate(shares) if place not in needy and share * part < least[place]}
        if not more:
            break
        needy |= more
    return [least[place] if place in needy else int(share * part) for place, share in enumerate(shares)]


def _least(table: Table, size: Size) -> list[int]:
    """Twips each column needs so that its heading, a reference or a mark's word stays in one piece, within reason."""
    least = []
    for place, column in enumerate(table.columns):
        words = set(column.title.split())
        for row in table.rows:
            for item in row[place]:
                if isinstance(item, Mark) or place == 0 or column.brief:
                    words |= set(item.text.split())
        longest = max((len(plain(word[:40])) for word in words), default=0)
        least.append(min(longest * _LETTER[size] + _GUTTER + 120, _WIDEST_WORD))
    return least
