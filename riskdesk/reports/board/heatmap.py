"""The matrix as blocks: the picture with the same facts as a table, and the open risks that have no cell."""

from riskdesk.reports.blocks import Block, Figure, Heading, Rows, Size, Voice, Words
from riskdesk.reports.pdf.routes import routes_of
from riskdesk.reports.placing import Matrix, place_risks
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import Status
from riskdesk.wording import counted, sentence, verb


def matrix_chapter(sources: Sources, _request: Request) -> Chapter:
    """Where the weight is, where each risk stood before, and what is above the appetite."""
    matrix = place_risks(sources.register, sources.movement)
    said = sum(risk.status is Status.OPEN for risk in sources.register.risks)
    in_cells = sum(len(square.refs) for square in matrix.used)
    return Chapter(
        "matrix",
        (Heading("Heat map"), Words(matrix.crowding), *matrix_blocks(matrix)),
        (
            Count(said, matrix.references, "open risks on the matrix"),
            Count(said, in_cells + len(matrix.unplaced), "open risks in the table beside the matrix"),
        ),
    )


def matrix_blocks(matrix: Matrix, *, level: int = 2) -> tuple[Block, ...]:
    """`level` is that of the heading over what has no cell."""
    twin = Rows(matrix.table, "The cells of the matrix that hold open risks, the most severe first", Size.CLOSE)
    told: list[Block] = [Figure(matrix, matrix_alt(matrix), twin if matrix.used else None)]
    told += [Words(text, Voice.QUIET) for text in (*matrix.legend, *_undrawn(matrix))]
    if matrix.unplaced:
        told.append(Heading("Open risks not on the matrix", level))
        told.append(Rows(matrix.missing, "Open risks that have no cell on the matrix, and why"))
    return tuple(told)


def _undrawn(matrix: Matrix) -> tuple[str, ...]:
    """That more moved than a picture can show."""
    drawn = sum(len(route.refs) for route in routes_of(matrix.moved).arrows)
    left = len(matrix.moved) - drawn
    if not left:
        return ()
    has = verb(left, "has no arrow: it stands", "have no arrow: they stand")
    return (sentence(f"{counted(left, 'more that moved', 'more that moved')} {has} in the table alone."),)


def matrix_alt(matrix: Matrix) -> str:
    """Everything the picture shows, in words."""
    cells = "; ".join(f"{square.place}, {square.mark.text}: {', '.join(square.refs)}" for square in matrix.used)
    said = f"Risk matrix, {matrix.up.lower()} upwards and {matrix.across.lower()} to the right. "
    said += f"{counted(len(matrix.used), 'cell')} in use: {cells}." if cells else "No cell is in use."
    if matrix.has_line:
        above = {square.mark.word: None for row in matrix.rows for square in row if square.above}
        said += f" A heavy line goes round the cells above the appetite: {', '.join(above)}."
    moves = "; ".join(
        f"{step.ref} from {step.before} to {matrix.rows[step.new[0]][step.new[1]].place}" for step in matrix.moved
    )
    return f"{said} Moved: {moves}." if moves else said
