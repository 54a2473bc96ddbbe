"""Pictures of facts in a web page: made of text and tables where they can be, so that they can be read and copied."""

from typing import assert_never

from riskdesk.reports.blocks import NOT_OPEN, Code, Figure, History, Stages, Stand, Tally, stages_rows
from riskdesk.reports.outline import line_sides, squares_with_places, stood_at
from riskdesk.reports.placing import Matrix, Place, Square
from riskdesk.reports.scanned import MARGIN, squares
from riskdesk.reports.web.table import Sheet, figure_html, mark_html, table_html
from riskdesk.reports.web.text import apart, attributes, element, quoted, said
from riskdesk.reports.work import Work


def picture_html(figure: Figure, sheet: Sheet, work: Work) -> str:
    """The drawing, and its twin beside it where there is room."""
    drawn = _drawing(figure, sheet, work)
    if figure.twin is None:
        return drawn
    return f'<div class="beside">{drawn}<div class="twin">{table_html(figure.twin, sheet, work)}</div></div>'


def _drawing(figure: Figure, sheet: Sheet, work: Work) -> str:
    drawing = figure.drawing
    match drawing:
        case Matrix():
            return figure_html(figure.alt, _matrix(drawing, sheet), "plot")
        case Tally():
            return figure_html(figure.alt, _tally(drawing, sheet), "tally")
        case History():
            return figure_html(figure.alt, _history(drawing, sheet), "history")
        case Stages():
            return figure_html(figure.alt, table_html(stages_rows(drawing, figure.alt), sheet, work), "stages")
        case Code():
            return _code(figure.alt, drawing)
        case _:
            assert_never(drawing)


def _tally(tally: Tally, sheet: Sheet) -> str:
    return f"<ul>{''.join(mark_html(mark, sheet, 'li') for mark in tally.marks)}</ul>"


def _history(history: History, sheet: Sheet) -> str:
    return f"<ol>{''.join(_stand(stand, sheet) for stand in history.stands)}</ol>"


def _stand(stand: Stand, sheet: Sheet) -> str:
    where = mark_html(stand.mark, sheet) if stand.mark else element("span", NOT_OPEN, "meta")
    return f"<li>{element('span', stand.when, 'when')} {where}</li>"


def _matrix(matrix: Matrix, sheet: Sheet) -> str:
    """Levels head their rows and columns; the squares hold the references themselves."""
    across = "".join(_head("col", level) for level in matrix.across_levels)
    rows = "".join(
        f"<tr>{_head('row', level)}{''.join(_square(matrix, *each, sheet) for each in row)}</tr>"
        for level, row in squares_with_places(matrix)
    )
    return (
        f"<table><caption>{said(matrix.across)} across, {said(matrix.up)} up</caption><thead>"
        f'<tr><td></td><th scope="colgroup" colspan="{len(matrix.across_levels)}">{said(matrix.across)}</th></tr>'
        f"<tr>{_head('col', matrix.up)}{across}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _head(scope: str, text: str) -> str:
    return f'<th scope="{scope}"{attributes(text)}>{said(text)}</th>'


def _square(matrix: Matrix, square: Square, place: Place, sheet: Sheet) -> str:
    """Rating, the references that stand there, and in an outline those that did."""
    refs = ", ".join(f"<bdi>{said(ref)}</bdi>" for ref in square.refs)
    held = f' <span class="refs">{refs}</span>' if refs else ""
    left = "".join(
        f' <span class="was"><bdi>{said(step.ref)}</bdi> → {said(now)}</span>' for step, now in stood_at(matrix, place)
    )
    kinds = " ".join((sheet.mark(square.mark), "square", *(f"line-{side}" for side in line_sides(matrix, place))))
    return f'<td class="{kinds}"><span class="rated">{apart(square.mark.text)}</span>{held}{left}</td>'


def _code(alt: str, code: Code) -> str:
    """The code as one path, with the words it holds below it."""
    rows = squares(code.holds)
    side = len(rows) + 2 * MARGIN
    path = "".join(
        f"M{column + MARGIN} {row + MARGIN}h1v1h-1z"
        for row, dark in enumerate(rows)
        for column, is_dark in enumerate(dark)
        if is_dark
    )
    drawn = f'<svg role="img" aria-label={quoted(alt)} viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
    return f'<figure class="code">{drawn}{element("figcaption", code.holds)}</figure>'
