"""What stands on a board paper's cover: whose meeting it is for, who wrote it, what it asks, and lines for a pen."""

from riskdesk.days import british
from riskdesk.meetings import Meeting
from riskdesk.publishing import Purpose, Subject
from riskdesk.reports.board.narrative import written_for
from riskdesk.reports.sources import Request, Sources
from riskdesk.wording import NOT_RECORDED, clipped, listed, long_date

_WRITTEN = (Subject.MEETING, Subject.MEETING_DATE, Subject.AUTHOR, Subject.PRESENTER, Subject.VERSION)
_FOR_A_PEN = _WRITTEN[:4]
"""What is asked of whoever presents a paper; a version that nobody gave is no line to fill."""


def cover_facts(sources: Sources, request: Request) -> tuple[tuple[str, str], ...]:
    """Labels with what is known, in the order of the cover."""
    register, layout = sources.register, request.layout
    written = _written(sources, request)
    body = clipped(layout.body, 120) if layout else ""
    classification = clipped(layout.classification, 120) if layout else ""
    return (
        *((("Committee", body),) if body else ()),
        *((subject.label, written[subject]) for subject in _WRITTEN if subject in written),
        ("Register as at", long_date(register.as_at)),
        ("Organisation", clipped(register.organisation) or NOT_RECORDED),
        ("Partners", clipped(listed([partner.name for partner in register.partners])) or NOT_RECORDED),
        ("Prepared from", clipped(register.source) or f"Source document {NOT_RECORDED}"),
        ("Review cycle", register.review_cycle.label),
        *((("Classification", classification),) if classification else ()),
    )


def cover_to_fill(sources: Sources, request: Request) -> tuple[str, ...]:
    """What nobody wrote: a label with a line for a pen."""
    known = set(_written(sources, request))
    if request.layout and request.layout.body.strip():
        known.add(Subject.MEETING)
    return tuple(subject.label for subject in _FOR_A_PEN if subject not in known)


def purpose_boxes(request: Request) -> tuple[tuple[str, bool], ...]:
    """The three purposes, with the layout's own ticked."""
    chosen = request.layout.purpose if request.layout else None
    return tuple((f"To {purpose.value}", purpose is chosen) for purpose in Purpose)


def _written(sources: Sources, request: Request) -> dict[Subject, str]:
    """What a person wrote; of the meeting, what is planned where nobody wrote anything."""
    found = {subject: written_for(sources, request, subject) for subject in _WRITTEN}
    told = {subject: clipped(each.text, 160) for subject, each in found.items() if each}
    planned = planned_meeting(sources, request)
    if planned:
        told.setdefault(Subject.MEETING_DATE, british(planned.held_on))
        if not (request.layout and request.layout.body.strip()):
            told.setdefault(Subject.MEETING, clipped(planned.body, 160))
    return told


def planned_meeting(sources: Sources, request: Request) -> Meeting | None:
    """The next meeting on or after the as-at date that has decided nothing yet: of the layout's committee where it
    names one."""
    as_at = sources.register.as_at
    body = request.layout.body.strip().casefold() if request.layout else ""
    coming = [
        meeting
        for meeting in sources.proceedings.meetings
        if as_at and meeting.held_on >= as_at and not meeting.decisions
        if not body or meeting.body.strip().casefold() == body
    ]
    return min(coming, key=lambda meeting: meeting.held_on, default=None)
