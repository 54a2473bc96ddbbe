"""The papers that follow a month on A4 portrait: a meeting's decision list, and what changed."""

from riskdesk.reports.changes import ChangesPaper
from riskdesk.reports.cover import draw_cover
from riskdesk.reports.decisions import DecisionsPaper
from riskdesk.reports.pages import PORTRAIT, Drawn, Identity, Pages
from riskdesk.reports.parts import BODY, draw_section, heading
from riskdesk.reports.table import Progress
from riskdesk.reports.text import QUIET, Style, shorten

_RUNNING = Style(8, 10, colour=QUIET)


def draw_decisions(paper: DecisionsPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts sections."""
    cover = paper.cover
    pages = Pages(
        PORTRAIT, Identity(cover.title, cover.organisation, "Decision list", paper.as_at, paper.seal, cover.imprint)
    )
    pages.on_turn = lambda: _running_head(pages, f"{cover.title} · {cover.kind[:1].lower()}{cover.kind[1:]}")
    draw_cover(pages, cover)
    pages.down(8)
    for text in paper.lead:
        pages.paragraph(text, BODY, 5)
    for number, section in enumerate(paper.sections, 1):
        draw_section(pages, section)
        if progress:
            progress(number, len(paper.sections) + 1)
    _undecided(pages, paper.undecided)
    if progress:
        progress(len(paper.sections) + 1, len(paper.sections) + 1)
    return pages.finish()


def draw_changes(paper: ChangesPaper, progress: Progress | None) -> Drawn:
    """The whole document; progress counts sections."""
    cover = paper.cover
    pages = Pages(
        PORTRAIT, Identity(cover.title, cover.organisation, "What changed", paper.as_at, paper.seal, cover.imprint)
    )
    pages.on_turn = lambda: _running_head(pages, f"{cover.title} · {cover.kind[:1].lower()}{cover.kind[1:]}")
    draw_cover(pages, cover)
    draw_section(pages, paper.changes.section)
    if progress:
        progress(1, 2)
    if paper.numbers.said:
        draw_section(pages, paper.numbers)
    if progress:
        progress(2, 2)
    return pages.finish()


def _undecided(pages: Pages, told: tuple[str, ...]) -> None:
    heading(pages, "Not decided", 60)
    for text in told:
        pages.paragraph(text, BODY, 5)


def _running_head(pages: Pages, text: str) -> None:
    pages.text((shorten(text, _RUNNING, pages.width),), _RUNNING, pages.left, pages.form.height - 34)
