"""The register paper on A4 landscape."""

from math import sqrt

from riskdesk.reports.annex import RegisterPaper
from riskdesk.reports.cells import DENSE
from riskdesk.reports.cover import draw_imprint
from riskdesk.reports.marks import Table
from riskdesk.reports.pages import LANDSCAPE, Drawn, Identity, Pages
from riskdesk.reports.table import Grid, Progress
from riskdesk.reports.text import QUIET, Style, shorten

SHARES = {
    "ref": 40,
    "risk": 136,
    "controls": 136,
    "impact": 46,
    "likelihood": 46,
    "rating": 58,
    "actions": 136,
    "target": 58,
    "target_date": 50,
    "owner": 80,
    "closed_risk": 240,
    "closed_on": 70,
    "reason": 170,
}
PROSE = ("risk", "controls", "actions")
LEAST_PROSE = 46.0
_ORGANISATION = Style(9, 12, colour=QUIET)
_TITLE = Style(18, 23, bold=True)
_RUNNING = Style(8, 10, colour=QUIET)
_LEAD = Style(9, 12.5)
_HEADING = Style(12, 16, bold=True)
_NOTE = Style(8, 11, colour=QUIET)


def draw_register(paper: RegisterPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts risks."""
    identity = Identity(paper.title, paper.organisation, "Risk register", paper.as_at, paper.seal, paper.imprint)
    pages = Pages(LANDSCAPE, identity)
    _begin(pages, paper)
    total = paper.live_risks + paper.closed_risks

    def live_done(done: int, _: int) -> None:
        if progress:
            progress(done, total)

    def closed_done(done: int, _: int) -> None:
        if progress:
            progress(paper.live_risks + done, total)

    pages.on_turn = lambda: _running_head(pages, paper)
    _grid(pages, paper.table).draw(live_done)
    if paper.closed.rows:
        _closed(pages, paper, closed_done)
    return pages.finish()


def _begin(pages: Pages, paper: RegisterPaper) -> None:
    """The title block of the first page."""
    above = [paper.organisation]
    if paper.partners:
        above.append(f"Partners: {paper.partners}")
    for text, style, after in (
        (" · ".join(above), _ORGANISATION, 2.0),
        (paper.title, _TITLE, 2.0),
        (f"Risk register, {paper.as_at}", _LEAD, 5.0),
    ):
        pages.paragraph(text, style, after)
    draw_imprint(pages, paper.imprint)
    pages.down(4)
    for each in paper.imprint.signed:
        pages.paragraph(each.line, _LEAD)
    pages.down(3)
    for text, style, after in (
        (" ".join(paper.lead), _NOTE, 1.0),
        (" ".join(paper.notes), _NOTE, 12.0),
    ):
        pages.paragraph(text, style, after)


def _running_head(pages: Pages, paper: RegisterPaper) -> None:
    """A quiet line in the top margin of every later page."""
    text = shorten(f"{paper.title} · {paper.as_at}", _RUNNING, pages.width)
    pages.text((text,), _RUNNING, pages.left, pages.form.height - 26)


def _grid(pages: Pages, table: Table) -> Grid:
    shares = balanced(table)
    return Grid(pages, table, shares, DENSE, x=pages.left, width=pages.width)


def _closed(pages: Pages, paper: RegisterPaper, progress: Progress) -> None:
    grid = _grid(pages, paper.closed)
    pages.down(18)
    pages.need(_HEADING.leading + 6 + grid.least)
    pages.paragraph(paper.closed_heading, _HEADING, 6)
    grid.draw(progress)


def balanced(table: Table) -> list[float]:
    """The columns' shares. Those that hold prose divide their space by how much they have to say,
    so that a register without further actions does not print an empty third of a page."""
    shares: dict[str, float] = {column.key: SHARES[column.key] for column in table.columns}
    said = {}
    for place, column in enumerate(table.columns):
        if column.key in PROSE:
            said[column.key] = sqrt(sum(len(item.text) for row in table.rows for item in row[place]))
    together, space = sum(said.values()), sum(shares[key] for key in said) - LEAST_PROSE * len(said)
    if together:
        shares |= {key: LEAST_PROSE + space * amount / together for key, amount in said.items()}
    return list(shares.values())
