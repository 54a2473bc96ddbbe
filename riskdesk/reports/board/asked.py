"""The decisions a committee is asked for, worked out from the facts: each names its risks and says why it is asked."""

from collections.abc import Iterator, Sequence

from riskdesk.changed import since
from riskdesk.changewords import for_the, named, reason_said
from riskdesk.dates import read_due
from riskdesk.days import british
from riskdesk.meetings import Forum
from riskdesk.movement import Kind
from riskdesk.reports.board.due import late_actions
from riskdesk.reports.board.ordering import in_board_order
from riskdesk.reports.board.summary import differences
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Response, Risk, Stage, Status
from riskdesk.wording import as_at_phrase, clipped, counted, listed, natural, verb

_TOLD_EACH = 3
"""As many are told each with its facts, more by reference."""

_ABOVE_RULES = frozenset({"ABOVE_APPETITE_NO_ACTION", "ABOVE_APPETITE_TOLERATED"})


def decisions(sources: Sources, request: Request) -> tuple[str, ...]:
    """Each a sentence that begins with what the committee is to do; the last asks to note the register."""
    found = (
        *_waiting(sources, request),
        *_above(sources),
        *_unraised(sources),
        *_targets(sources),
        *_late(sources),
        *_settled(sources),
        *_stated(sources),
        *_owners(sources),
        *_appetite(sources),
        *_accepted(sources),
        *_redated(sources),
        *_errors(sources),
    )
    when = as_at_phrase(sources.register.as_at)
    if found:
        return (*found, f"Note the rest of the register ({when}).")
    return (f"Note the register ({when}); nothing in it asks for a decision.",)


def is_for(forum: Forum, request: Request) -> bool:
    """Whether a forum is the committee the paper is for; without a layout that names one, every forum may be."""
    body = request.layout.body.strip() if request.layout else ""
    return not body or forum.name.strip().casefold() == body.casefold()


def _waiting(sources: Sources, request: Request) -> Iterator[str]:
    """What was raised to this committee and stands there: one by one where they are few."""
    found = sources.proceedings
    for forum in reversed([forum for forum in found.forums if is_for(forum, request)]):
        name = f"the {clipped(forum.name, 80)}"
        there = [(risk, each) for risk in in_board_order(sources) for each in found.standing(risk.id)]
        mine = [(risk, each) for risk, each in there if each.forum_id == forum.id]
        if len(mine) > _TOLD_EACH:
            yield f"Decide on {_risks([risk for risk, _ in mine])}, raised to {name}."
            continue
        for risk, each in mine:
            why = reason_said(each.reason)
            yield f"Decide on {named(risk)}, raised to {name} on {british(each.raised_on)}{f': {why}' if why else ''}."


def _above(sources: Sources) -> Iterator[str]:
    """Above the appetite without a named person who has accepted it with a reason."""
    accepted = accepted_above(sources)
    bare = [risk for risk in _over(sources) if risk.id not in accepted]
    if not bare:
        return
    limits = sorted({sources.register.appetite_of(risk) for risk in bare})
    limit = limits[0] if len(limits) == 1 else f"{listed(limits)}, as its category has it"
    it = verb(len(bare), "it", "them")
    yield f"Accept {_risks(bare)} above the appetite ({limit}), with a reason, or agree what brings {it} back."


def _over(sources: Sources) -> list[Risk]:
    return [risk for risk in in_board_order(sources) if sources.register.is_above_appetite(risk)]


def _accepted(sources: Sources) -> Iterator[str]:
    accepted = accepted_above(sources)
    known = [risk for risk in _over(sources) if risk.id in accepted]
    if known:
        who = listed(sorted({accepted[risk.id] for risk in known}))
        yield f"Note that {_risks(known)} {verb(len(known), 'is', 'are')} above the appetite, which {who} accepted."


def accepted_above(sources: Sources) -> dict[int, str]:
    """Who accepted, with a reason, that a risk is above the appetite; by the risk's id."""
    found = sources.audit.each if sources.audit else ()
    return {
        risk.id: clipped(each.waiver.accepted_by, 80)
        for each in found
        if each.waiver and each.rule.name in _ABOVE_RULES
        for risk in each.risks
    }


def _unraised(sources: Sources) -> Iterator[str]:
    """Open risks that belong to a forum by its rule and were not raised there."""
    missing = unraised(sources)
    for forum in dict.fromkeys(forum for _, forum in missing):
        risks = [risk for risk, due in missing if due is forum]
        rule = verb(len(risks), "its rating sends it", "their ratings send them")
        yield (
            f"Take {_risks(risks)} up at the {clipped(forum.name, 80)}, where {rule} by rule, or say why "
            f"{verb(len(risks), 'it does', 'they do')} not belong there."
        )


def unraised(sources: Sources) -> tuple[tuple[Risk, Forum], ...]:
    """The open risks that are not raised where a rule sends them, each with that forum."""
    found, register = sources.proceedings, sources.register
    due = ((risk, found.due_forum(register, risk)) for risk in in_board_order(sources))
    return tuple(
        (risk, forum)
        for risk, forum in due
        if forum and forum.id not in {each.forum_id for each in found.standing(risk.id)}
    )


def _targets(sources: Sources) -> Iterator[str]:
    """Target dates gone by with the risk still above its target."""
    passed = target_passed(sources)
    if passed:
        word, one = sources.register.target_word.lower(), len(passed) == 1
        stands = "it stands" if one else "they stand"
        why = (
            f"its {word} date has passed and the {word} is not"
            if one
            else f"their {word} dates have passed and no {word} is"
        )
        yield f"Agree a new {word} date for {_risks(passed)}, or accept where {stands}: {why} reached."


def target_passed(sources: Sources) -> tuple[Risk, ...]:
    register = sources.register
    return tuple(risk for risk in in_board_order(sources) if _has_passed(sources, risk) and register.as_at)


def _has_passed(sources: Sources, risk: Risk) -> bool:
    register, day = sources.register, read_due(risk.target_date).end
    current, target = register.rated(risk, Stage.CURRENT), register.rated(risk, Stage.TARGET)
    if day is None or register.as_at is None or current is None or target is None:
        return False
    return day < register.as_at and current.rating > target.rating


def _late(sources: Sources) -> Iterator[str]:
    lates = late_actions(sources.register)
    if lates:
        risks, days = _risks(_each_once([late.risk for late in lates])), counted(lates[0].days, "day")
        if len(lates) == 1:
            yield f"Ask the owner of the one late action ({risks}; by {days}) when it is to be done."
            return
        number = counted(len(lates), "late action")
        yield f"Ask the owners of {number} ({risks}; the longest by {days}) when they are to be done."


def _redated(sources: Sources) -> Iterator[str]:
    movement = sources.movement
    rows = movement.of(Kind.REDATED) if movement else ()
    if movement and rows:
        number = sum(len(row.redated) for row in rows)
        most = max(each.times for row in rows for each in row.redated)
        often = f", {'' if number == 1 else 'one of them '}{for_the(most)}" if most > 1 else ""
        told = f"{counted(number, 'action')} {verb(number, 'was', 'were')} given a new date{often}"
        yield f"Note that {_inside(since(movement))} {told} ({_risks([row.risk for row in rows])})."


def _inside(said: str) -> str:
    return f"{said[:1].lower()}{said[1:]}"


def _stated(sources: Sources) -> Iterator[str]:
    """Where the source prints another rating than its levels make: the paper does not choose."""
    found = differences(sources.register, in_board_order(sources))
    if found:
        told = " ".join(each.sentence for each in found[:_TOLD_EACH])
        more = len(found) - _TOLD_EACH
        yield f"Say which rating stands. {told}{f' So are {more:,} more.' if more > 0 else ''}"


def _owners(sources: Sources) -> Iterator[str]:
    bare = [risk for risk in in_board_order(sources) if not risk.owners]
    if bare:
        number = counted(len(bare), "open risk")
        yield f"Name who answers for {number} without an owner ({_refs(bare)})."


def _appetite(sources: Sources) -> Iterator[str]:
    register = sources.register
    risks = in_board_order(sources)
    if risks and not any(register.appetite_of(risk).strip() for risk in risks):
        yield "Agree how much risk is accepted: no appetite is recorded, so no risk can be called above it."


def _errors(sources: Sources) -> Iterator[str]:
    """Errors of the audit that a person accepted so that the register could be issued."""
    found = sources.audit.findings if sources.audit else ()
    waived = [each for each in found if each.severity == 0 and each.waiver]
    if waived:
        who = listed(sorted({clipped(each.waiver.accepted_by, 80) for each in waived if each.waiver}))
        refs = _risks(_each_once([risk for each in waived for risk in each.risks]))
        told = f"{counted(len(waived), 'error')} of the audit {verb(len(waived), 'stands', 'stand')} unmended"
        yield f"Note that {told}, accepted by {who}{f' ({refs})' if refs else ''}."


def _settled(sources: Sources) -> Iterator[str]:
    """At the target, within the appetite, with nothing more to do."""
    risks = [risk for risk in in_board_order(sources) if _is_settled(sources, risk)]
    if risks:
        it = verb(len(risks), "it stands at its target", "each stands at its target")
        yield (
            f"Say whether {_risks(risks)} can be closed or {verb(len(risks), 'is', 'are')} to be tolerated: {it} "
            "with no open action."
        )


def _is_settled(sources: Sources, risk: Risk) -> bool:
    register = sources.register
    current, target = register.rated(risk, Stage.CURRENT), register.rated(risk, Stage.TARGET)
    if current is None or target is None or risk.open_actions or risk.response is Response.TOLERATE:
        return False
    return current.rating <= target.rating and not register.is_above_appetite(risk) and risk.status is Status.OPEN


def _each_once(risks: Sequence[Risk]) -> list[Risk]:
    return list({id(risk): risk for risk in risks}.values())


def _risks(risks: Sequence[Risk]) -> str:
    """ "risks 1, 3 and 9"; "" for none."""
    return f"{_risks_word(risks)} {_refs(risks)}" if risks else ""


def _refs(risks: Sequence[Risk]) -> str:
    return listed(sorted((clipped(risk.label, 24) for risk in risks), key=natural))


def _risks_word(risks: Sequence[Risk]) -> str:
    return verb(len(risks), "risk", "risks")
