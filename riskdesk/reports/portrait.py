"""The board paper on A4 portrait."""

from riskdesk.reports.board import BoardPaper
from riskdesk.reports.cells import EASY
from riskdesk.reports.chip import band
from riskdesk.reports.closing import draw_method
from riskdesk.reports.matrix import draw_matrix, matrix_height
from riskdesk.reports.pages import PORTRAIT, Drawn, Identity, Pages
from riskdesk.reports.parts import BODY, CLOSE, grid, heading, part
from riskdesk.reports.table import Progress
from riskdesk.reports.text import INK, QUIET, Style, paint, shorten, wrap

_OVER = Style(10, 13, colour=QUIET)
_TITLE = Style(24, 30, bold=True)
_KIND = Style(13, 18)
_LABEL = Style(9, 13, colour=QUIET)
_FACT = Style(9.5, 13)
_SUMMARY = Style(11, 16)
_COUNT = Style(20, 24, bold=True)
_BAND_WORD = Style(9, 11)
_RUNNING = Style(8, 10, colour=QUIET)


def draw_board(paper: BoardPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts sections."""
    identity = Identity(paper.title, paper.organisation, "Board paper", paper.as_at, paper.seal)
    pages = Pages(PORTRAIT, identity)
    pages.on_turn = lambda: _running_head(pages, paper)
    sections = (_cover, _summary, _matrix, _top, _actions, _method)
    for number, section in enumerate(sections, 1):
        section(pages, paper)
        if progress:
            progress(number, len(sections))
    return pages.finish()


def _running_head(pages: Pages, paper: BoardPaper) -> None:
    text = shorten(f"{paper.title} · board paper", _RUNNING, pages.width)
    pages.text((text,), _RUNNING, pages.left, pages.form.height - 34)


def _cover(pages: Pages, paper: BoardPaper) -> None:
    pages.paragraph(paper.organisation, _OVER, 4)
    pages.paragraph(paper.title, _TITLE, 4)
    pages.paragraph(f"Board paper on the risk register, {paper.as_at}", _KIND, 12)
    pages.rule(pages.y, INK, 0.9)
    pages.down(10)
    top, half = pages.y, pages.width / 2
    depth = max(_facts(pages, paper, half - 18), _to_fill(pages, paper, pages.left + half, half))
    pages.y = top - depth
    pages.rule(pages.y)
    pages.down(4)


def _facts(pages: Pages, paper: BoardPaper, width: float) -> float:
    """What the register says of itself, on the left; gives the points taken."""
    y, indent = pages.y, 84.0
    for label, fact in paper.cover:
        lines = wrap(fact, _FACT, width - indent)
        pages.text((label,), _LABEL, pages.left, y)
        pages.text(lines, _FACT, pages.left + indent, y)
        y -= len(lines) * _FACT.leading + 4
    return pages.y - y + 6


def _to_fill(pages: Pages, paper: BoardPaper, x: float, width: float) -> float:
    """Lines and boxes for a person's pen, on the right."""
    y, indent = pages.y, 84.0
    for label in paper.to_fill:
        pages.text((label,), _LABEL, x, y)
        pages.rule(y - 13, QUIET, 0.4, x + indent, width - indent)
        y -= 21
    for number, purpose in enumerate(paper.purposes):
        left = x + number * width / len(paper.purposes)
        pages.canvas.setStrokeColor(paint(QUIET))
        pages.canvas.setLineWidth(0.6)
        pages.canvas.rect(left, y - 14, 9, 9)
        pages.text((purpose,), _FACT, left + 14, y - 2.5)
    return pages.y - y + 24


def _summary(pages: Pages, paper: BoardPaper) -> None:
    heading(pages, "Summary", 140)
    _tally(pages, paper)
    for sentence in paper.summary:
        pages.paragraph(sentence, _SUMMARY, 6)


def _tally(pages: Pages, paper: BoardPaper) -> None:
    """One box for each band with the number of open risks in it."""
    gap = 8.0
    width = min(116.0, (pages.width - gap * (len(paper.tally) - 1)) / len(paper.tally))
    deepest = max(len(wrap(share.mark.word, _BAND_WORD, width - 22)[:2]) for share in paper.tally)
    height = 34.0 + deepest * _BAND_WORD.leading
    for place, share in enumerate(paper.tally):
        x = pages.left + place * (width + gap)
        band(pages.canvas, share.mark, (x, pages.y - height, width, height))
        ink = share.mark.ink or INK
        number = Style(_COUNT.size, _COUNT.leading, bold=True, colour=ink)
        word = Style(_BAND_WORD.size, _BAND_WORD.leading, colour=ink)
        pages.text((share.mark.number,), number, x + 16, pages.y - 3)
        pages.text(wrap(share.mark.word, word, width - 22)[:2], word, x + 16, pages.y - 28)
    pages.down(height + 12)


def _matrix(pages: Pages, paper: BoardPaper) -> None:
    """The drawing with its table beside it where both fit, below it where not."""
    matrix = paper.matrix
    levels = len(matrix.across_levels)
    width = pages.width * (0.6 if levels < 5 else 0.66 if levels < 7 else 1)
    height = matrix_height(matrix, width)
    heading(pages, "The risk matrix", height + 44)
    pages.paragraph(matrix.crowding, BODY, 10)
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


def _top(pages: Pages, paper: BoardPaper) -> None:
    heading(pages, "Top risks", 110)
    pages.paragraph(paper.top_rule, BODY, 8)
    grid(pages, paper.top, look=CLOSE if len(paper.top.columns) > 7 else EASY).draw()


def _actions(pages: Pages, paper: BoardPaper) -> None:
    heading(pages, "Actions late or without a date", 90)
    pages.paragraph(paper.late_lead, BODY, 8)
    grid(pages, paper.late).draw()
    if paper.undated_lead:
        pages.gap(12)
        pages.paragraph(paper.undated_lead, BODY, 8)
        grid(pages, paper.undated).draw()


def _method(pages: Pages, paper: BoardPaper) -> None:
    draw_method(pages, paper.method)
