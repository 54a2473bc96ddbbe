"""The chapters a board paper can have, in the order in which a board reads them when no layout says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from riskdesk.reports.board.above import above_chapter
from riskdesk.reports.board.actions import actions_chapter
from riskdesk.reports.board.baf import baf_chapter
from riskdesk.reports.board.dashboard import dashboard
from riskdesk.reports.board.focus import risks_chapter
from riskdesk.reports.board.fund import fund_chapter
from riskdesk.reports.board.heatmap import matrix_chapter
from riskdesk.reports.board.leaving import leaving_chapter
from riskdesk.reports.board.method import method_chapter
from riskdesk.reports.board.narrative import summary_chapter
from riskdesk.reports.board.quality import quality_chapter
from riskdesk.reports.changes import changes_chapter
from riskdesk.reports.sources import Chapter, Request, Sources


@dataclass(frozen=True, slots=True)
class ChapterKind:
    """`key` is what layouts know it by and `title` what a person chooses it by. `make` gives None where there is
    nothing to tell. A chapter that is not `usual` is printed only where a layout names it."""

    key: str
    title: str
    make: Callable[[Sources, Request], Chapter | None]
    usual: bool = True


CHAPTERS: tuple[ChapterKind, ...] = (
    ChapterKind("summary", "Summary and decisions", summary_chapter),
    ChapterKind("dashboard", "Dashboard", dashboard),
    ChapterKind("changes", "What changed", changes_chapter),
    ChapterKind("matrix", "Heat map", matrix_chapter),
    ChapterKind("above", "Above the appetite and escalations", above_chapter),
    ChapterKind("actions", "Actions", actions_chapter),
    ChapterKind("risks", "Risk by risk", risks_chapter),
    ChapterKind("leaving", "Emerging and closed", leaving_chapter),
    ChapterKind("quality", "Quality of the register", quality_chapter),
    ChapterKind("fund", "Pooled fund", fund_chapter),
    ChapterKind("baf", "Board assurance framework", baf_chapter, usual=False),
    ChapterKind("method", "Scale and method", method_chapter),
)


def chosen(request: Request) -> tuple[ChapterKind, ...]:
    """The chapters of a paper in their order. A key that this program does not know is passed over."""
    keys = request.layout.keys if request.layout else ()
    if not keys:
        return tuple(kind for kind in CHAPTERS if kind.usual)
    known = {kind.key: kind for kind in CHAPTERS}
    return tuple(known[key] for key in keys if key in known)
