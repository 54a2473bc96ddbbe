"""Draws one paper after another off the screen's thread; what was gathered for one serves the next where it can."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from riskdesk.errors import RiskDeskError
from riskdesk.reports.issue import Format, Made, make_paper
from riskdesk.reports.kinds import Need, PaperKind, gather, kind_of
from ui.desk import Desk
from ui.jobs import Job
from ui.papers.asked import Moment

if TYPE_CHECKING:
    from riskdesk.reports.blocks import Document
    from riskdesk.reports.sources import Progress, Request, Sources

_GATHERED = 50
"""The share of the work, in hundredths, that is done when its facts are gathered and only drawing is left."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A paper that was drawn: for which moment, from what, and the very bytes that are shown, saved and printed."""

    moment: Moment
    kind: PaperKind
    sources: "Sources"
    request: "Request"
    made: Made

    @property
    def pdf(self) -> bytes:
        return self.made.document

    def work(self, form: Format) -> "Callable[[Progress], Made]":
        """What gives this paper in a format, in any thread; as PDF it is what was drawn."""
        if form is Format.PDF:
            return lambda _progress: self.made
        return lambda progress: make_paper(self.kind, self.sources, self.request, form, progress)

    def document(self) -> "Document":
        """What the paper says, in any thread."""
        return self.kind.make(self.sources, self.request).document


class Drawing(QObject):
    """`drawn` brings a Drawn, `progressed` how far it is in hundredths; `refused` brings the RiskDeskError that says
    why there can be no such paper, and `failed` tells of a fault."""

    drawn = Signal(object)
    refused = Signal(object)
    progressed = Signal(int, int)
    failed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._last: Drawn | None = None
        desk.closing.connect(self.stop)

    @property
    def is_on(self) -> bool:
        return self._job is not None

    def begin(self, moment: Moment) -> None:
        """Draw for this moment, in place of what is under way."""
        self.stop()
        kind = kind_of(moment.asked.kind)
        sources, request = self._sources(moment, kind), request_of(moment, kind)
        self._job = Job(lambda progress: _draw(moment, kind, sources, request, progress), self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def stop(self) -> None:
        """Give up what is under way."""
        if self._job:
            self._job.drop()
            self._job = None

    def _sources(self, moment: Moment, kind: PaperKind) -> "Callable[[Progress | None], Sources]":
        last = self._last
        if last and last.kind.needs == kind.needs and last.moment.has_facts_of(moment):
            again = replace(last.sources, publication=moment.publication)
            return lambda _progress: again
        return gather(self._desk.store, kind, moment.publication, against=moment.against, previous=moment.previous)

    def _on_done(self, result: Drawn | RiskDeskError) -> None:
        self._job = None
        if isinstance(result, RiskDeskError):
            self.refused.emit(result)
        else:
            self._last = result
            self.drawn.emit(result)

    def _on_failed(self) -> None:
        self._job = None
        self.failed.emit()


def request_of(moment: Moment, kind: PaperKind) -> "Request":
    from riskdesk.reports.sources import Request  # noqa: PLC0415 - papers are dear to import

    asked = moment.asked
    # What was chosen for one kind of paper is remembered, and means nothing to another.
    risk_id = asked.risk_id or None if kind.key == "risk" else None
    owner = asked.owner if kind.key == "owner" else ""
    part = None if kind.key == "audit" else asked.part  # an audit is no paper for the public
    return Request(moment.layout, part, risk_id, owner, asked.attach)


def _draw(
    moment: Moment,
    kind: PaperKind,
    sources: "Callable[[Progress | None], Sources]",
    request: "Request",
    progress: "Progress",
) -> Drawn | RiskDeskError:
    """In the other thread. Why there can be no such paper is an answer like another: it is told where the pages would
    be."""
    gathered = sources(_one_after_another(_part(progress, 0, _GATHERED), 2 if Need.PROOF in kind.needs else 1))
    try:
        made = make_paper(kind, gathered, request, Format.PDF, _part(progress, _GATHERED, 100))
    except RiskDeskError as fault:
        return fault
    return Drawn(moment, kind, gathered, request, made)


def _one_after_another(progress: "Progress", pieces: int) -> "Progress":
    """Progress of several pieces of work, each told from its beginning, as that of one."""
    at, last = 0, 0

    def told(done: int, whole: int) -> None:
        nonlocal at, last
        at, last = min(at + (done < last), pieces - 1), done
        progress(at * whole + done, pieces * whole)

    return told


def _part(progress: "Progress", start: int, end: int) -> "Progress":
    """Progress of one part of the work, told as hundredths of the whole from `start` to `end`."""
    return lambda done, whole: progress(start + (end - start) * done // max(whole, 1), 100)
