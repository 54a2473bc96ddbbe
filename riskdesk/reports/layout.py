"""A paper's facts as a PDF: the same facts give the same bytes, and a file is written whole or not at all."""

from pathlib import Path

from riskdesk.reports.pages import Drawn
from riskdesk.reports.printer import print_document
from riskdesk.reports.sources import Paper
from riskdesk.reports.table import Progress
from riskdesk.whole import refuse_folder, write_whole


def pdf_bytes(paper: Paper, progress: Progress | None = None) -> bytes:
    """The paper as a PDF document. Raises RiskDeskError when its counts and rows disagree."""
    return drawn(paper, progress).document


def write_pdf(paper: Paper, target: Path, progress: Progress | None = None) -> int:
    """Write the paper beside `target` and put it in its place when it is whole; gives the number
    of pages. `progress` is told (done, of how many). Raises RiskDeskError where it cannot be written."""
    refuse_folder(target, "paper")
    made = drawn(paper, progress)
    write_whole(target, made.document, "paper")
    return made.pages


def drawn(paper: Paper, progress: Progress | None = None) -> Drawn:
    """The document with its number of pages."""
    paper.reconcile()
    return print_document(paper.document, progress)
