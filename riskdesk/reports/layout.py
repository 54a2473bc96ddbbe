"""A paper's facts as a PDF: the same facts give the same bytes, and a file is written whole or not at all."""

from pathlib import Path

from riskdesk.reports.committee import draw_changes, draw_decisions
from riskdesk.reports.content import BoardPaper, ChangesPaper, DecisionsPaper, Paper, RegisterPaper
from riskdesk.reports.landscape import draw_register
from riskdesk.reports.pages import Drawn
from riskdesk.reports.portrait import draw_board
from riskdesk.reports.table import Progress
from riskdesk.whole import refuse_folder, write_whole


def pdf_bytes(paper: Paper, progress: Progress | None = None) -> bytes:
    """The paper as a PDF document. Raises RiskDeskError when its counts and rows disagree."""
    return _drawn(paper, progress).document


def write_pdf(paper: Paper, target: Path, progress: Progress | None = None) -> int:
    """Write the paper beside `target` and put it in its place when it is whole; gives the number
    of pages. `progress` is told (done, of how many). Raises RiskDeskError where it cannot be written."""
    refuse_folder(target, "paper")
    drawn = _drawn(paper, progress)
    write_whole(target, drawn.document, "paper")
    return drawn.pages


def _drawn(paper: Paper, progress: Progress | None) -> Drawn:
    paper.reconcile()
    match paper:
        case BoardPaper():
            return draw_board(paper, progress)
        case RegisterPaper():
            return draw_register(paper, progress)
        case ChangesPaper():
            return draw_changes(paper, progress)
        case DecisionsPaper():
            return draw_decisions(paper, progress)
        case _:
            from riskdesk.reports.working import draw_audit  # noqa: PLC0415 - with the audit and its rules

            return draw_audit(paper, progress)
