"""The matrix drawn from the register: references in cells, words on the axes, the appetite's line, what moved."""

from riskdesk.reports.pdf.arrows import FOOT, SIDE, Plot, draw_line, draw_routes
from riskdesk.reports.pdf.chip import STRIP, band
from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.routes import routes_of
from riskdesk.reports.pdf.text import INK, Style, fitting, printable, shorten, width_of, wrap
from riskdesk.reports.placing import Matrix, Square

_AXIS = Style(9, 12, bold=True)
_LEVEL = Style(7.5, 9.2)
_CORNERS = (Style(6.5, 8), Style(6, 7.4), Style(5.5, 7))
_SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)
_MOST = 120
"""More references than any cell has room for."""
_LABELS = 56.0
_GAP = 1.5


def matrix_height(matrix: Matrix, width: float) -> float:
    """Points from the top of the drawing to its foot."""
    rows = len(matrix.rows)
    foot = max(len(wrap(level, _LEVEL, _cell_width(matrix, width))) for level in matrix.across_levels)
    return _AXIS.leading + 5 + rows * _cell_height(matrix) + 5 + foot * _LEVEL.leading + _AXIS.leading + 6


def draw_matrix(pages: Pages, matrix: Matrix, width: float) -> None:
    """Draw at the cursor's height from the left margin; the cursor stays where it was."""
    grid_top = pages.y - _AXIS.leading - 5
    plot = Plot(pages.left + _LABELS, grid_top, _cell_width(matrix, width), _cell_height(matrix), _GAP)
    routes = routes_of(matrix.moved)
    pages.text((shorten(matrix.up, _AXIS, width),), _AXIS, pages.left, pages.y)
    for row, (level, squares) in enumerate(zip(matrix.up_levels, matrix.rows, strict=True)):
        lines = wrap(level, _LEVEL, _LABELS - 8)[:4]
        middle = plot.top_of(row) - (plot.cell_height - len(lines) * _LEVEL.leading) / 2
        pages.text(lines, _LEVEL, pages.left, middle)
        for column, square in enumerate(squares):
            place = row, column
            free = routes.side_of(place) * SIDE, routes.foot_of(place) * FOOT
            _draw_square(pages, square, plot.box_of(place), free)
    draw_line(pages, matrix, plot)
    draw_routes(pages, matrix, plot, routes)
    _draw_foot(pages, matrix, plot, plot.top_of(len(matrix.rows)) - 3)


def _cell_width(matrix: Matrix, width: float) -> float:
    return (width - _LABELS) / len(matrix.across_levels)


def _cell_height(matrix: Matrix) -> float:
    """Higher by what the arrows need at the feet of the cells."""
    return {2: 74.0, 3: 68.0, 4: 60.0, 5: 54.0}.get(len(matrix.rows), 44.0) + routes_of(matrix.moved).most_feet * FOOT


def _draw_foot(pages: Pages, matrix: Matrix, plot: Plot, top: float) -> None:
    deepest = 1
    for column, level in enumerate(matrix.across_levels):
        lines = wrap(level, _LEVEL, plot.cell_width - 5)[:4]
        deepest = max(deepest, len(lines))
        pages.text(lines, _LEVEL, plot.left_of(column), top)
    word = shorten(matrix.across, _AXIS, plot.cell_width * len(matrix.across_levels))
    pages.text((word,), _AXIS, plot.x, top - deepest * _LEVEL.leading - 4)


def _draw_square(
    pages: Pages, square: Square, box: tuple[float, float, float, float], free: tuple[float, float]
) -> None:
    """One cell: the band with its pattern, number and word in the corner, references below. So many points at its right
    and its foot are left `free` for arrows."""
    x, top, width, height = box
    band(pages.canvas, square.mark, (x, top - height, width, height))
    ink = square.mark.ink or INK
    left, inner = x + STRIP + 4, width - STRIP - 7 - free[0]
    plain = fitting(square.mark.text, _CORNERS, inner)
    corner = Style(plain.size, plain.leading, colour=ink)
    named = wrap(square.mark.text, corner, inner)[:2]
    pages.text(tuple(shorten(line, corner, inner) for line in named), corner, left, top - 2.5)
    used = len(named) * corner.leading + 4
    if not square.refs:
        return
    lines, style = fit_references(square.refs, inner, height - used - 2 - free[1])
    pages.text(lines, Style(style.size, style.leading, bold=True, colour=ink), left, top - used)


def fit_references(refs: tuple[str, ...], width: float, height: float) -> tuple[tuple[str, ...], Style]:
    """The references in lines that fit the cell: as large as they can be, at the smallest size
    followed by "+n more" where they cannot all stand there."""
    style = Style(_SIZES[0], _SIZES[0] * 1.2, bold=True)
    for size in _SIZES if len(refs) <= _MOST else ():
        style = Style(size, size * 1.2, bold=True)
        lines = _flow(refs, style, width)
        if len(lines) * style.leading <= height and all(width_of(line, style) <= width for line in lines):
            return lines, style
    style = Style(_SIZES[-1], _SIZES[-1] * 1.2, bold=True)
    for kept in range(min(len(refs) - 1, _MOST), 0, -1):
        named = (shorten(ref, style, width) for ref in refs[:kept])
        lines = _flow((*named, _more(len(refs) - kept, style, width)), style, width)
        if len(lines) * style.leading <= height:
            return lines, style
    return (_more(len(refs), style, width),) if len(refs) > 1 else (shorten(refs[0], style, width),), style


def _more(number: int, style: Style, width: float) -> str:
    full = f"+{number} more"
    return full if width_of(full, style) <= width else f"+{number}"


def _flow(refs: tuple[str, ...], style: Style, width: float) -> tuple[str, ...]:
    """References after one another with commas, never broken inside."""
    lines: list[str] = []
    for place, ref in enumerate(refs):
        piece = " ".join(printable(ref).split()) + ("," if place < len(refs) - 1 else "")
        if lines and width_of(f"{lines[-1]} {piece}", style) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return tuple(lines)
