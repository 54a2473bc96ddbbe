"""What is above the appetite or was raised to a forum: why, since when, what would bring it back, who decides."""

from collections.abc import Iterator, Sequence

from riskdesk.dates import read_due
from riskdesk.days import british_short
from riskdesk.meetings import Escalation, Forum
from riskdesk.reports.blocks import Block, Heading, Rows, Size, Voice, Words
from riskdesk.reports.board.asked import is_for, unraised
from riskdesk.reports.board.dashboard import late_number
from riskdesk.reports.board.ordering import in_board_order
from riskdesk.reports.board.raised import plans_section, unraised_section
from riskdesk.reports.board.since import above_since
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, order, owner_text, rating_cell
from riskdesk.reports.section import columns, ref_of
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.reviews import review_due
from riskdesk.risks import Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, sentence, verb

_TITLE, _OWNER, _REASON, _FORUM = 90, 70, 160, 80


def above_chapter(sources: Sources, request: Request) -> Chapter | None:
    """None where neither an appetite in bands nor a forum nor a plan is recorded."""
    found = sources.proceedings
    if not (_has_appetite(sources) or found.forums or found.plans):
        return None
    risks = above_or_raised(sources)
    sections = [unraised_section(sources.register, found, unraised(sources))] if found.forums else []
    sections += [plans_section(sources.register, found)] if found.plans else []
    blocks: tuple[Block, ...] = (
        Heading("Above appetite and escalations"),
        *(Words(text) for text in _lead(sources)),
        *(_rows(sources, request, risks) if risks else ()),
        *(block for section in sections for block in section.blocks(2, Size.CLOSE)),
    )
    return Chapter("above", blocks, (*_counts(sources, risks), *(section.count for section in sections)))


def above_or_raised(sources: Sources) -> tuple[Risk, ...]:
    """The open risks above their appetite or raised to a forum in the order of the board; then others that are raised
    still."""
    raised = {each.risk_id for each in _standing(sources)}
    is_above = sources.register.is_above_appetite
    live = [risk for risk in in_board_order(sources) if is_above(risk) or risk.id in raised]
    rest = [risk for risk in sources.register.risks if risk.id in raised and risk.status is not Status.OPEN]
    return (*live, *sorted(rest, key=lambda risk: order(sources.register, risk)))


def _standing(sources: Sources) -> list[Escalation]:
    known = {risk.id for risk in sources.register.risks}
    return [each for each in sources.proceedings.escalations if each.stands and each.risk_id in known]


def _has_appetite(sources: Sources) -> bool:
    register = sources.register
    given = (register.appetite, *(category.appetite for category in register.categories))
    return any(register.scheme.severity(word) >= 0 for word in given)


def _above_number(sources: Sources) -> int:
    live = (risk for risk in sources.register.risks if risk.status is Status.OPEN)
    return sum(sources.register.is_above_appetite(risk) for risk in live)


def _lead(sources: Sources) -> Iterator[str]:
    if _has_appetite(sources):
        number = _above_number(sources)
        yield sentence(f"{counted(number, 'open risk')} {verb(number, 'is', 'are')} above the appetite.")
    if sources.proceedings.forums:
        number = len({each.risk_id for each in _standing(sources)})
        yield sentence(f"{counted(number, 'risk')} {verb(number, 'is', 'are')} raised to a forum.")


def _counts(sources: Sources, risks: Sequence[Risk]) -> Iterator[Count]:
    is_above = sources.register.is_above_appetite
    above = sum(risk.status is Status.OPEN and is_above(risk) for risk in risks)
    yield Count(_above_number(sources), above, "open risks above the appetite")
    raised = {each.risk_id for each in _standing(sources)}
    yield Count(len(raised), sum(risk.id in raised for risk in risks), "risks raised to a forum")


def _rows(sources: Sources, request: Request, risks: Sequence[Risk]) -> tuple[Block, ...]:
    named = columns(
        ("ref", "Ref"),
        ("above_risk", "Risk and owner"),
        ("above_why", "Why it is here"),
        ("above_since", "Since"),
        ("above_back", "What would bring it back"),
        ("above_who", "Who decides, by when"),
    )
    table = Table(named, tuple(_row(sources, request, risk) for risk in risks))
    told: list[Block] = [Rows(table, "Risks above the appetite or raised to a forum", Size.CLOSE, "board")]
    if any(sources.register.is_above_appetite(risk) for risk in risks):
        told.append(Words("Since when a risk is above the appetite is told by the appetite as it is now.", Voice.QUIET))
    return tuple(told)


def _row(sources: Sources, request: Request, risk: Risk) -> Row:
    closed = () if risk.status is Status.OPEN else (Line(risk.status.label.lower(), Tone.META),)
    title = clipped(risk.title, _TITLE) or f"title {NOT_RECORDED}"
    owner = clipped(owner_text(risk.accountable), _OWNER)
    return (
        (Line(ref_of(risk), Tone.STRONG), *closed),
        (Line(title), Line(owner if risk.owners else f"owner {owner}", Tone.META)),
        _why(sources, risk),
        _since(sources, risk),
        tuple(_back(sources, risk)),
        tuple(_who(sources, request, risk)),
    )


def _why(sources: Sources, risk: Risk) -> Cell:
    """Its band against the appetite; for one within it, that it was raised and why."""
    register = sources.register
    if register.is_above_appetite(risk) and risk.status is Status.OPEN:
        limit = Line(f"{register.appetite_of(risk)} or lower accepted", Tone.META)
        return (*rating_cell(register, risk, Stage.CURRENT), limit, *_reasons(sources, risk))
    return (*rating_cell(register, risk, Stage.CURRENT), *_reasons(sources, risk))


def _reasons(sources: Sources, risk: Risk) -> Iterator[Line]:
    for each in sources.proceedings.standing(risk.id):
        yield Line(clipped(each.reason, _REASON) or f"reason {NOT_RECORDED}")


def _since(sources: Sources, risk: Risk) -> Cell:
    told = []
    if sources.register.is_above_appetite(risk) and risk.status is Status.OPEN:
        told.append(Line(f"above {above_since(sources, risk)}"))
    told += [
        Line(f"raised {british_short(each.raised_on)}", Tone.META) for each in sources.proceedings.standing(risk.id)
    ]
    return tuple(Line(sentence(line.text), line.tone) for line in told)


def _back(sources: Sources, risk: Risk) -> Iterator[Line]:
    """The target and whether reaching it would be enough; what is still to be done, and by when."""
    register, target = sources.register, sources.register.rated(risk, Stage.TARGET)
    word, limit = register.target_word, register.scheme.severity(register.appetite_of(risk))
    if target is None:
        yield Line(f"{word} {NOT_RECORDED}", Tone.STRONG)
    else:
        yield Line(f"{word} {target.text}")
        if 0 <= limit < target.severity:
            yield Line("itself above the appetite", Tone.STRONG)
        day = read_due(risk.target_date).end
        if day and register.as_at and day < register.as_at:
            yield Line(f"was to be reached by {british_short(day)}", Tone.STRONG)
        else:
            when = british_short(day) if day else clipped(risk.target_date, 40) or f"date {NOT_RECORDED}"
            yield Line(f"by {when}" if day else when, Tone.META)
    yield from _actions(sources, risk)


def _actions(sources: Sources, risk: Risk) -> Iterator[Line]:
    number = len(risk.open_actions)
    if not number:
        yield Line("No open action", Tone.STRONG)
        return
    days = [end for action in risk.open_actions if (end := action.due_date.end)]
    last = f", the last due {british_short(max(days))}" if days and number > 1 else ""
    last = f", due {british_short(days[0])}" if days and number == 1 else last
    yield Line(f"{counted(number, 'open action')}{last}")
    late = late_number(sources.register, risk.open_actions)
    if late:
        yield Line(f"{late} late", Tone.STRONG)
    if len(days) < number:
        yield Line(f"{number - len(days)} without a date", Tone.META)


def _who(sources: Sources, request: Request, risk: Risk) -> Iterator[Line]:
    """Each forum it stands before, else the one a rule sends it to; then when that meets, or the risk is reviewed."""
    found = sources.proceedings
    standing = found.standing(risk.id)
    for each in standing:
        forum = found.forum(each.forum_id)
        yield Line(clipped(forum.name, _FORUM))
        yield Line(f"raised by {clipped(each.raised_by, 60) or NOT_RECORDED}", Tone.META)
        yield Line(_meets(sources, request, forum, risk), Tone.META)
    due = found.due_forum(sources.register, risk) if risk.status is Status.OPEN else None
    if due and due.id not in {each.forum_id for each in standing}:
        yield Line(clipped(due.name, _FORUM))
        yield Line("by rule, not raised there", Tone.STRONG)
        yield Line(_meets(sources, request, due, risk), Tone.META)
    if not standing and due is None:
        yield Line(f"Forum {NOT_RECORDED}", Tone.META)
        yield Line(_reviewed(sources, risk), Tone.META)


def _meets(sources: Sources, request: Request, forum: Forum, risk: Risk) -> str:
    if request.layout and request.layout.body.strip() and is_for(forum, request):
        return "at this meeting"
    as_at, name = sources.register.as_at, forum.name.strip().casefold()
    meetings = [each for each in sources.proceedings.meetings if each.body.strip().casefold() == name]
    coming = [each.held_on for each in meetings if as_at and each.held_on > as_at]
    return f"meets {british_short(min(coming))}" if coming else f"meeting {NOT_RECORDED}, {_reviewed(sources, risk)}"


def _reviewed(sources: Sources, risk: Risk) -> str:
    day = review_due(risk, sources.register)
    return f"review due {british_short(day)}" if day else f"review {NOT_RECORDED}"
