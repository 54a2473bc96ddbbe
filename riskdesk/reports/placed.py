"""The matrix on its page: the drawing with its table beside it where both fit, below it where not."""

from riskdesk.reports.matrix import draw_matrix, matrix_height
from riskdesk.reports.pages import Pages
from riskdesk.reports.parts import CLOSE, grid, part
from riskdesk.reports.placing import Matrix


def draw_placed(pages: Pages, matrix: Matrix) -> None:
    """From the cursor down; open risks without a cell are listed after it."""
    width = _width(pages, matrix)
    height = matrix_height(matrix, width)
    pages.need(height)
    top = pages.y
    draw_matrix(pages, matrix, width)
    beside = pages.width - width - 16
    side = grid(pages, matrix.table, x=pages.left + width + 16, width=beside, look=CLOSE) if beside > 0 else None
    if side and side.height <= pages.room:
        side.draw()
        pages.y = min(pages.y, top - height)
    else:
        pages.y = top - height
        pages.gap(12)
        grid(pages, matrix.table).draw()
    if matrix.unplaced:
        part(pages, "Open risks not on the matrix")
        grid(pages, matrix.missing).draw()


def placed_height(pages: Pages, matrix: Matrix) -> float:
    """Points the drawing takes: what a heading above it must leave room for."""
    return matrix_height(matrix, _width(pages, matrix))


def _width(pages: Pages, matrix: Matrix) -> float:
    levels = len(matrix.across_levels)
    return pages.width * (0.6 if levels < 5 else 0.66 if levels < 7 else 1)
