"""What a board paper says in the places a person may word, while nobody does."""

from collections.abc import Mapping

from riskdesk.days import british
from riskdesk.publishing import Part, Subject
from riskdesk.reports.board.facing import planned_meeting
from riskdesk.reports.board.narrative import generated_decisions, generated_summary
from riskdesk.reports.public.division import in_part
from riskdesk.reports.sources import Request, Sources


def generated(sources: Sources, request: Request) -> Mapping[Subject, str]:
    """A paragraph, or a decision, a line. For a paper that is public nothing in them is exempt."""
    if request.part is Part.A:
        sources, request, _withheld = in_part(sources, request)
    words = {
        Subject.SUMMARY: "\n".join(generated_summary(sources)),
        Subject.DECISIONS: "\n".join(generated_decisions(sources, request)),
    }
    planned = planned_meeting(sources, request)
    if planned:
        words |= {Subject.MEETING: planned.body, Subject.MEETING_DATE: british(planned.held_on)}
    return words
