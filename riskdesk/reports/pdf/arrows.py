"""What is drawn over a matrix: the appetite's line, and outlined references with arrows to where risks stand now."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from riskdesk.reports.pdf.pages import Pages
from riskdesk.reports.pdf.routes import Route, Routes
from riskdesk.reports.pdf.text import INK, Style, paint, printable, shorten, width_of
from riskdesk.reports.placing import Matrix, Place

FOOT, SIDE = 12.0, 6.0
"""Points that one arrow keeps free at the foot and at the right side of a cell."""

_HALO = "#FFFFFF"
_HOLLOW = Style(7.5, 9)
_HEAD = 3.4
_INTO = 6.0
"""Points by which an arrow goes into the new cell."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the cells are: the grid's left and top, a cell with the gap after it, and that gap."""

    x: float
    top: float
    cell_width: float
    cell_height: float
    gap: float

    def left_of(self, column: int) -> float:
        return self.x + column * self.cell_width

    def top_of(self, row: int) -> float:
        return self.top - row * self.cell_height

    def box_of(self, place: Place) -> tuple[float, float, float, float]:
        """Left, top, width and height."""
        row, column = place
        return self.left_of(column), self.top_of(row), self.cell_width - self.gap, self.cell_height - self.gap


def draw_line(pages: Pages, matrix: Matrix, plot: Plot) -> None:
    """The heavy line between cells above the appetite and cells within it."""
    lines = [*_upright_edges(matrix, plot), *_level_edges(matrix, plot)]
    for colour, weight in ((_HALO, 5.0), (INK, 2.6)):
        _stroke(pages, colour, weight)
        for x1, y1, x2, y2 in lines:
            pages.canvas.line(x1, y1, x2, y2)


Edge = tuple[float, float, float, float]


def _upright_edges(matrix: Matrix, plot: Plot) -> list[Edge]:
    half = plot.gap / 2
    return [
        (x, plot.top_of(row) + half, x, plot.top_of(row + 1) + half)
        for row, squares in enumerate(matrix.rows)
        for column, (one, other) in enumerate(pairwise(squares))
        if one.above != other.above
        for x in (plot.left_of(column + 1) - half,)
    ]


def _level_edges(matrix: Matrix, plot: Plot) -> list[Edge]:
    half = plot.gap / 2
    return [
        (plot.left_of(column) - half, y, plot.left_of(column + 1) - half, y)
        for row, (upper, lower) in enumerate(pairwise(matrix.rows))
        for column, (one, other) in enumerate(zip(upper, lower, strict=True))
        if one.above != other.above
        for y in (plot.top_of(row + 1) + half,)
    ]


def _stroke(pages: Pages, colour: str, weight: float) -> None:
    pages.canvas.setStrokeColor(paint(colour))
    pages.canvas.setLineWidth(weight)
    pages.canvas.setLineCap(2)


def draw_routes(pages: Pages, matrix: Matrix, plot: Plot, routes: Routes) -> None:
    """Every arrow with its outlined references; the arrows of one cell lie beside one another."""
    for route in routes.arrows:
        ink = matrix.rows[route.old[0]][route.old[1]].mark.ink or INK
        left, right, middle = _draw_hollow(pages, plot, route, ink, routes.side_of(route.old) * SIDE)
        _draw_arrow(pages, _way(plot, route, (left, right, middle)))


def _draw_hollow(pages: Pages, plot: Plot, route: Route, ink: str, free: float) -> tuple[float, float, float]:
    """The references that moved, in an outline at the foot of their old cell, so far from its right side; gives its
    left, right and middle."""
    x, top, width, height = plot.box_of(route.old)
    said = _said(route.refs, width - 16 - free)
    box, foot = width_of(said, _HOLLOW) + 5, top - height + 1.5 + route.foot * FOOT
    right = x + width - 2 - free
    canvas = pages.canvas
    canvas.setStrokeColor(paint(ink))
    canvas.setLineWidth(0.6)
    canvas.roundRect(right - box, foot, box, FOOT - 2, 2)
    pages.text((said,), Style(_HOLLOW.size, _HOLLOW.leading, colour=ink), right - box + 2.5, foot + FOOT - 1.9)
    return right - box, right, foot + FOOT / 2 - 1


def _said(refs: Sequence[str], width: float) -> str:
    """Their references where they fit, else how many they are."""
    said = ", ".join(" ".join(printable(ref[:40]).split()) for ref in refs)
    if width_of(said, _HOLLOW) <= width:
        return said
    return shorten(f"{len(refs)} risks" if len(refs) > 1 else said, _HOLLOW, width)


def _way(plot: Plot, route: Route, hollow: tuple[float, float, float]) -> list[Point]:
    """Along the foot of the row, then along the side of the column, up to the edge of the new cell."""
    left, right, middle = hollow
    x, top, width, height = plot.box_of(route.new)
    goes_right = route.new[1] > route.old[1]
    start = (right if goes_right else left, middle)
    if route.is_level:
        return [start, (x - plot.gap / 2 if goes_right else x + width - 1, middle)]
    side = x + width - 3 - route.side * SIDE
    goes_up = route.new[0] < route.old[0]
    end = top - height + _INTO if goes_up else top - _INTO
    if route.new[1] == route.old[1]:
        edge = middle + (FOOT / 2 - 1 if goes_up else 1 - FOOT / 2)
        return [(side, edge), (side, end)]
    return [start, (side, middle), (side, end)]


def _draw_arrow(pages: Pages, way: Sequence[Point]) -> None:
    """Thin, with a pale edge so that it is seen on every band."""
    canvas = pages.canvas
    (x1, y1), (x2, y2) = way[-2:]
    across, up = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    tip = (x2 + across * _HEAD, y2 + up * _HEAD)
    for colour, weight in ((_HALO, 2.4), (INK, 0.9)):
        _stroke(pages, colour, weight)
        path = canvas.beginPath()
        path.moveTo(*way[0])
        for point in way[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
        canvas.setFillColor(paint(INK))
        path = canvas.beginPath()
        path.moveTo(*tip)
        path.lineTo(x2 - up * _HEAD / 1.6, y2 - across * _HEAD / 1.6)
        path.lineTo(x2 + up * _HEAD / 1.6, y2 + across * _HEAD / 1.6)
        path.close()
        canvas.drawPath(path, fill=1, stroke=colour == _HALO)
