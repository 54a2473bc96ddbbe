"""A paper's facts as a PDF: the same facts give the same bytes, and a file is written whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from riskdesk.errors import RiskDeskError
from riskdesk.reports.content import BoardPaper, Paper
from riskdesk.reports.landscape import draw_register
from riskdesk.reports.pages import Drawn
from riskdesk.reports.portrait import draw_board
from riskdesk.reports.table import Progress


def pdf_bytes(paper: Paper, progress: Progress | None = None) -> bytes:
    """The paper as a PDF document. Raises RiskDeskError when its counts and rows disagree."""
    return _drawn(paper, progress).document


def write_pdf(paper: Paper, target: Path, progress: Progress | None = None) -> int:
    """Write the paper beside `target` and put it in its place when it is whole; gives the number
    of pages. `progress` is told (done, of how many). Raises RiskDeskError where it cannot be written."""
    if target.exists() and not target.is_file():
        raise RiskDeskError(f"{target} is no place for a paper.", "Give the name of a file.")
    drawn = _drawn(paper, progress)
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as out:
                out.write(drawn.document)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as fault:
        raise RiskDeskError(
            f"The paper could not be written to {target}: {fault.strerror or fault}.",
            "Nothing was left half-written. Close the file if it is open elsewhere, or choose another place.",
        ) from fault
    return drawn.pages


def _drawn(paper: Paper, progress: Progress | None) -> Drawn:
    paper.reconcile()
    return draw_board(paper, progress) if isinstance(paper, BoardPaper) else draw_register(paper, progress)
