"""The summary in words and the decisions asked: generated from the facts, or as a person wrote them."""

from riskdesk.publishing import Narrative, Subject
from riskdesk.reports.blocks import Block, Figure, Heading, Items, Tally, Voice, Words
from riskdesk.reports.board.asked import decisions
from riskdesk.reports.board.due import late_actions, undated_actions
from riskdesk.reports.board.summary import summary, tally
from riskdesk.reports.marks import in_order
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, long_date


def summary_chapter(sources: Sources, request: Request) -> Chapter:
    """What a member should know who reads one page, and what the committee is asked."""
    live = in_order(sources.register, Status.OPEN)
    shares = tally(sources.register, live)
    said = sum(risk.status is Status.OPEN for risk in sources.register.risks)
    parts = listed([f"{share.mark.number} {share.mark.word}" for share in shares])
    alt = f"{counted(said, 'open risk').capitalize()} by {sources.register.current_word.lower()} band: {parts}."
    blocks: tuple[Block, ...] = (
        Heading("Summary"),
        Figure(Tally(tuple(share.mark for share in shares)), alt),
        *_summary(sources, request),
        Heading("Decisions asked", 2),
        *_decisions(sources, request),
    )
    counts = (Count(said, sum(share.risks for share in shares), "open risks by band"),)
    return Chapter("summary", blocks, counts)


def generated_summary(sources: Sources) -> tuple[str, ...]:
    """The summary in the program's own words, a paragraph each: what a person begins to write from."""
    register = sources.register
    live = in_order(register, Status.OPEN)
    return summary(register, live, late_actions(register), undated_actions(register), sources.movement)


def generated_decisions(sources: Sources, request: Request) -> tuple[str, ...]:
    """The decisions asked in the program's own words: what a person begins to write from."""
    return decisions(sources, request)


def _summary(sources: Sources, request: Request) -> tuple[Block, ...]:
    written = written_for(sources, request, Subject.SUMMARY)
    told = tuple(lines_of(written)) if written else generated_summary(sources)
    return (*_by(written), *(Words(text, Voice.LARGE) for text in told))


def _decisions(sources: Sources, request: Request) -> tuple[Block, ...]:
    written = written_for(sources, request, Subject.DECISIONS)
    told = tuple(lines_of(written)) if written else generated_decisions(sources, request)
    body = clipped(request.layout.body, 120) if request.layout else ""
    lead = f"The {body.removeprefix('The ')} is asked to:" if body else "The committee is asked to:"
    return (Words(lead), *([] if _same_pen(sources, request) else _by(written)), Items(told, numbered=True))


def _same_pen(sources: Sources, request: Request) -> bool:
    """Whether the summary says already whose words these are, and when."""
    first, second = (written_for(sources, request, subject) for subject in (Subject.SUMMARY, Subject.DECISIONS))
    return bool(first and second and (first.written_by, first.written_on) == (second.written_by, second.written_on))


def _by(written: Narrative | None) -> tuple[Block, ...]:
    if written is None:
        return ()
    by = clipped(written.written_by, 80) or f"author {NOT_RECORDED}"
    return (Words(f"In the words of {by}, {long_date(written.written_on)}.", Voice.QUIET),)


def written_for(sources: Sources, request: Request, subject: Subject) -> Narrative | None:
    """What a person wrote in place of the program, where it says anything."""
    found = sources.publication.written(subject, sources.period_id, request.layout)
    return found if found and found.text.strip() else None


def lines_of(written: Narrative) -> list[str]:
    """Its paragraphs, or its decisions."""
    return [line.strip() for line in written.text.splitlines() if line.strip()]
