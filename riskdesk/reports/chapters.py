"""The chapters a board paper can have, in the order in which a board reads them when no layout says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from riskdesk.reports.changes import changes_chapter
from riskdesk.reports.dashboard import dashboard
from riskdesk.reports.method import method_chapter
from riskdesk.reports.narrative import summary_chapter
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
    ChapterKind("method", "Scale and method", method_chapter),
)


def chosen(request: Request) -> tuple[ChapterKind, ...]:
    """The chapters of a paper in their order. A key that this program does not know is passed over."""
    keys = request.layout.keys if request.layout else ()
    if not keys:
        return tuple(kind for kind in CHAPTERS if kind.usual)
    known = {kind.key: kind for kind in CHAPTERS}
    return tuple(known[key] for key in keys if key in known)
