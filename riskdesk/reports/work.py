"""How much of a paper is printed, told to who waits for it."""

from collections.abc import Callable, Iterable

from riskdesk.reports.blocks import Block, Document, Figure, Rows, Stages, Together, Turn

Progress = Callable[[int, int], None]


class Work:
    """Blocks and rows of tables, counted as they are done."""

    def __init__(self, document: Document, progress: Progress | None) -> None:
        self._done, self._whole, self._progress = 0, _weight(document.blocks), progress

    def done(self) -> None:
        """One more block or row; whoever listens may stop it all by raising."""
        self._done += 1
        if self._progress:
            self._progress(self._done, self._whole)


def _weight(blocks: Iterable[Block]) -> int:
    return sum(0 if isinstance(block, Turn) else 1 + _inside(block) for block in blocks)


def _inside(block: Block) -> int:
    match block:
        case Rows():
            return len(block.table.rows)
        case Figure():
            stages = len(block.drawing.stages) if isinstance(block.drawing, Stages) else 0
            return stages + (len(block.twin.table.rows) if block.twin else 0)
        case Together():
            return _weight(block.blocks)
        case _:
            return 0
