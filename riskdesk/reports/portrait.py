"""The board paper on A4 portrait."""

from riskdesk.reports.board import BoardPaper
from riskdesk.reports.cells import EASY
from riskdesk.reports.chip import band
from riskdesk.reports.closing import draw_method
from riskdesk.reports.cover import Cover, draw_cover
from riskdesk.reports.pages import PORTRAIT, Drawn, Identity, Pages
from riskdesk.reports.parts import BODY, CLOSE, draw_part, draw_section, grid, heading, lead_height
from riskdesk.reports.placed import draw_placed, placed_height
from riskdesk.reports.table import Progress
from riskdesk.reports.text import INK, QUIET, Style, shorten, wrap

_SUMMARY = Style(11, 16)
_COUNT = Style(20, 24, bold=True)
_BAND_WORD = Style(9, 11)
_RUNNING = Style(8, 10, colour=QUIET)


def draw_board(paper: BoardPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts sections."""
    identity = Identity(paper.title, paper.organisation, "Board paper", paper.as_at, paper.seal, paper.imprint)
    pages = Pages(PORTRAIT, identity)
    pages.on_turn = lambda: _running_head(pages, paper)
    sections = (_cover, _summary, _changes, _matrix, _top, _raised, _actions, _method)
    for number, section in enumerate(sections, 1):
        section(pages, paper)
        if progress:
            progress(number, len(sections))
    return pages.finish()


def _running_head(pages: Pages, paper: BoardPaper) -> None:
    text = shorten(f"{paper.title} · board paper", _RUNNING, pages.width)
    pages.text((text,), _RUNNING, pages.left, pages.form.height - 34)


def _cover(pages: Pages, paper: BoardPaper) -> None:
    kind = f"Board paper on the risk register, {paper.as_at}"
    facts = (paper.cover, paper.to_fill, paper.purposes)
    draw_cover(pages, Cover(paper.organisation, paper.title, kind, paper.imprint, *facts))


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


def _changes(pages: Pages, paper: BoardPaper) -> None:
    if paper.changes:
        draw_section(pages, paper.changes.section)


def _matrix(pages: Pages, paper: BoardPaper) -> None:
    heading(pages, "The risk matrix", placed_height(pages, paper.matrix) + 44)
    pages.paragraph(paper.matrix.crowding, BODY, 10)
    draw_placed(pages, paper.matrix)


def _top(pages: Pages, paper: BoardPaper) -> None:
    table = grid(pages, paper.top, look=CLOSE if len(paper.top.columns) > 7 else EASY)
    heading(pages, "Top risks", lead_height(pages, (paper.top_rule,)) + (table.least if paper.top.rows else 0) + 3)
    pages.paragraph(paper.top_rule, BODY, 8)
    table.draw()


def _raised(pages: Pages, paper: BoardPaper) -> None:
    if not paper.raised:
        return
    first, *others = paper.raised
    draw_section(pages, first)
    for section in others:
        draw_part(pages, section)


def _actions(pages: Pages, paper: BoardPaper) -> None:
    late, undated = grid(pages, paper.late), grid(pages, paper.undated)
    below = lead_height(pages, (paper.late_lead,)) + (late.least if paper.late.rows else 0) + 3
    heading(pages, "Actions late or without a date", below)
    pages.paragraph(paper.late_lead, BODY, 8)
    late.draw()
    if paper.undated_lead:
        pages.gap(12)
        pages.need(lead_height(pages, (paper.undated_lead,)) + (undated.least if paper.undated.rows else 0) + 3)
        pages.paragraph(paper.undated_lead, BODY, 8)
        undated.draw()


def _method(pages: Pages, paper: BoardPaper) -> None:
    draw_method(pages, paper.method)
