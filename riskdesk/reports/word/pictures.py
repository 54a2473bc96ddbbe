"""Pictures of facts in a Word document: tables to copy and change, and a picture only for what is scanned."""

import struct
import zlib
from typing import assert_never

from riskdesk.reports.blocks import NOT_OPEN, Code, Figure, History, Stages, Stand, Tally, stages_rows
from riskdesk.reports.marks import Mark
from riskdesk.reports.outline import line_sides, squares_with_places, stood_at
from riskdesk.reports.placing import Matrix, Place, Square
from riskdesk.reports.scanned import MARGIN, squares
from riskdesk.reports.standing import INK
from riskdesk.reports.word.table import INDENT, begin, border, edged, inked, mark_run, row_xml, shading, table_xml
from riskdesk.reports.word.text import GAP, KEPT, QUIET, STRONG, paragraph, run, told
from riskdesk.reports.work import Work

_BOX, _MOMENT, _NARROW, _LABELS, _WIDEST_SQUARE = 1_900, 1_250, 1_000, 1_500, 2_400
"""Twips of a tally's box and a history's moment, and either at least; a matrix's names of rows; its squares at most."""
_DOTS = 8
"""A code's square is so many dots wide."""


def picture_xml(figure: Figure, width: int, work: Work) -> str:
    """A drawing made of cells, so many twips wide, then its twin. A code is a picture: see `code_png`."""
    drawing = figure.drawing
    match drawing:
        case Matrix():
            drawn = _matrix(drawing, figure.alt, width)
        case Tally():
            drawn = _tally(drawing, figure.alt, width)
        case History():
            drawn = _history(drawing, figure.alt, width)
        case Stages():
            drawn = table_xml(stages_rows(drawing, figure.alt), width, work)
        case Code():
            raise AssertionError("a code is a picture, not cells")
        case _:
            assert_never(drawing)
    return drawn + (table_xml(figure.twin, width, work) if figure.twin else "")


def _tally(tally: Tally, alt: str, width: int) -> str:
    """A cell for each mark, in rows of as many as there is room for."""
    return _boxes([(mark, _counted(mark)) for mark in tally.marks], alt, width, _BOX)


def _counted(mark: Mark) -> str:
    ink, edge = inked(mark), edged(mark) + INDENT
    return paragraph(run(mark.number, ink), "Count", KEPT + edge) + paragraph(run(mark.word, ink), "CellEasy", edge)


def _history(history: History, alt: str, width: int) -> str:
    return _boxes([(stand.mark, _stand(stand)) for stand in history.stands], alt, width, _MOMENT)


def _stand(stand: Stand) -> str:
    if stand.mark is None:
        gone = run(NOT_OPEN, QUIET)
        return told(stand.when, "CellDense", KEPT + INDENT) + paragraph(gone, "CellDense", INDENT)
    edge, when = edged(stand.mark) + INDENT, run(stand.when, inked(stand.mark))
    return paragraph(when, "CellDense", KEPT + edge) + paragraph(mark_run(stand.mark), "CellDense", edge)


def _boxes(boxes: list[tuple[Mark | None, str]], alt: str, width: int, wide: int) -> str:
    if not boxes:
        return ""
    wide = max(min(wide, width // len(boxes)), _NARROW)
    beside = max(1, min(len(boxes), width // wide))
    widths = [wide] * beside
    rows = []
    for at in range(0, len(boxes), beside):
        some = [*boxes[at : at + beside], *[(None, paragraph("", "CellDense"))] * beside][:beside]
        rows.append(row_xml([inside for _, inside in some], widths, looks=[_look(mark) for mark, _ in some]))
    return "".join((begin("PaperBoxes", widths, alt, alt), *rows, "</w:tbl>", GAP))


def _look(mark: Mark | None, sides: tuple[str, ...] = ()) -> str:
    """A cell on the band's colour; a heavy line on some sides."""
    if mark is None:
        return ""
    lines = "".join(border(side, "single", 36, INK) for side in ("top", "left", "bottom", "right") if side in sides)
    return (f"<w:tcBorders>{lines}</w:tcBorders>" if lines else "") + shading(mark)


def _matrix(matrix: Matrix, alt: str, width: int) -> str:
    """Levels head their rows and columns; the squares hold the references themselves."""
    levels = len(matrix.across_levels)
    square = min((width - _LABELS) // levels, _WIDEST_SQUARE)
    widths = [_LABELS, *[square] * levels]
    span = f'<w:gridSpan w:val="{levels}"/>'
    over = row_xml(
        [paragraph("", "CellDense", KEPT), paragraph(run(matrix.across, STRONG), "CellDense", KEPT)],
        [_LABELS, square * levels],
        is_head=True,
        looks=["", span],
    )
    named = [paragraph(run(text, STRONG), "CellDense", KEPT) for text in (matrix.up, *matrix.across_levels)]
    out = [begin("PaperBoxes", widths, f"{matrix.across} across, {matrix.up} up", alt), over]
    out.append(row_xml(named, widths, is_head=True))
    for level, row in squares_with_places(matrix):
        cells = [told(level, "CellDense", KEPT), *(_square(matrix, *each) for each in row)]
        looks = ["", *(_look(square.mark, line_sides(matrix, place)) for square, place in row)]
        out.append(row_xml(cells, widths, looks=looks))
    return "".join((*out, "</w:tbl>", GAP))


def _square(matrix: Matrix, square: Square, place: Place) -> str:
    """Rating, the references that stand there, and in an outline those that did."""
    mark, ink = square.mark, inked(square.mark)
    outline = f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{mark.ink[1:]}"/>' if ink else ""
    lines = [run(mark.text, ink)]
    if square.refs:
        lines.append(run(", ".join(square.refs), f"{STRONG}{ink}"))
    lines += [run(f"{step.ref} → {now}", f"{ink}{outline}") for step, now in stood_at(matrix, place)]
    lines += [""] * (3 - len(lines))
    return "".join(paragraph(line, "CellDense", KEPT + edged(mark) + INDENT) for line in lines)


def code_png(code: Code) -> bytes:
    """The code's squares, black on white, with the margin it needs; the same bytes on every machine."""
    rows = [[False] * len(squares(code.holds))] * MARGIN
    dark = [*rows, *map(list, squares(code.holds)), *rows]
    lines = []
    for row in dark:
        bits = "".join(("0" if is_dark else "1") * _DOTS for is_dark in [*[False] * MARGIN, *row, *[False] * MARGIN])
        lines += [b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")] * _DOTS
    side = len(dark) * _DOTS
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    # Not compressed: what compresses differs between machines, and the document is compressed as a whole.
    body = zlib.compress(b"".join(lines), 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
