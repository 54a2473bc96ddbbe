"""What is drawn over the squares of a matrix: where the appetite's line runs, and which risks stood there before."""

from collections.abc import Iterator

from riskdesk.reports.placing import Matrix, Place, Square, Step

_BESIDE = {"top": (-1, 0), "right": (0, 1), "bottom": (1, 0), "left": (0, -1)}


def squares_with_places(matrix: Matrix) -> Iterator[tuple[str, list[tuple[Square, Place]]]]:
    """Each row's level with its squares and where they are."""
    for number, (level, row) in enumerate(zip(matrix.up_levels, matrix.rows, strict=True)):
        yield level, [(square, (number, column)) for column, square in enumerate(row)]


def line_sides(matrix: Matrix, place: Place) -> tuple[str, ...]:
    """The sides of a square along which the heavy line goes round what is above the appetite."""
    if not matrix.has_line or not _is_above(matrix, place):
        return ()
    row, column = place
    return tuple(side for side, (down, along) in _BESIDE.items() if not _is_above(matrix, (row + down, column + along)))


def stood_at(matrix: Matrix, place: Place) -> tuple[tuple[Step, str], ...]:
    """The risks that stood there before, each with its square of now as it is written."""
    return tuple((step, matrix.rows[step.new[0]][step.new[1]].place) for step in matrix.moved if step.old == place)


def _is_above(matrix: Matrix, place: Place) -> bool:
    row, column = place
    inside = 0 <= row < len(matrix.rows) and 0 <= column < len(matrix.rows[row])
    return inside and matrix.rows[row][column].above
