"""Part A and Part B of a paper from one register: the same sources with all that is exempt taken out, or marked."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from riskdesk.changewords import fields_reworded
from riskdesk.errors import RiskDeskError
from riskdesk.movement import Kind, Movement, Row
from riskdesk.moving import owners_said
from riskdesk.publishing import EXEMPT_FIELDS, Part
from riskdesk.reports.public.deep import Rewriter
from riskdesk.reports.public.exempt import WHOLE, Hold, figures_of, under_all
from riskdesk.reports.public.posts import Posts
from riskdesk.reports.public.redact import Redaction
from riskdesk.reports.public.withheld import Exempted, Withheld
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Action, Control, Risk, Score, Status
from riskdesk.wording import natural

Piece = TypeVar("Piece", Control, Action)

_NAMES = ("heading", "description", "event", "cause")
"""The fields that a risk's title is taken from, in their order."""


def in_part(sources: Sources, request: Request) -> tuple[Sources, Request, Withheld]:
    """What a paper is made from and asked to be, as the readers of its part may see it. Raises RiskDeskError where the
    public asks for a risk that is wholly exempt."""
    match request.part:
        case Part.A:
            seen, withheld = public(sources)
            return seen, _public_request(sources, request), withheld
        case Part.B:
            seen, withheld = marked(sources)
            return seen, request, withheld
    return sources, request, Withheld()


def _public_request(sources: Sources, request: Request) -> Request:
    if request.risk_id and Redaction(sources).is_whole(request.risk_id):
        raise RiskDeskError("This risk is exempt, so the public cannot be given it.", "Print it in Part B.")
    posts = Posts(sources)
    layout = posts.rewriter().of(request.layout) if request.layout else None
    return replace(request, layout=layout, owner=posts.author(request.owner))


# Part A


def public(sources: Sources) -> tuple[Sources, Withheld]:
    """The sources with everything exempt taken out and posts in place of names, so that every paper can be made from
    them as it is. Counts made from them are those of what the public sees."""
    redaction = Redaction(sources)
    seen = replace(redacted(redaction), verdict=sources.verdict)
    named: Sources = Posts(sources).rewriter().of(seen)
    if seen.audit and named.audit:
        from riskdesk.reports.public.redactaudit import remarked  # noqa: PLC0415 - its rules are read only where there is one

        named = replace(named, audit=remarked(named.audit, seen.audit))
    movement = _as_seen(named.movement) if named.movement else None
    return replace(named, movement=movement), Withheld(Part.A, tuple(_counted(_exempted(sources, redaction))))


def redacted(redaction: Redaction) -> Sources:
    """Without what is exempt, and with the names there are."""
    seen, audit = redaction.sources(), redaction.given.audit
    if audit is None:
        return seen
    from riskdesk.reports.public.redactaudit import audit_without  # noqa: PLC0415 - its rules are read only where there is one

    return replace(seen, audit=audit_without(audit, redaction))


def _as_seen(movement: Movement) -> Movement:
    return replace(movement, rows=tuple(_row_as_seen(row) for row in movement.rows))


def _row_as_seen(row: Row) -> Row:
    """Without the changes of which nothing is to be seen any more: a person who followed another in the same post,
    words that are withheld before and after."""
    gone = {
        Kind.OWNER_CHANGED: row.before is None or owners_said(row.before) == owners_said(row.risk),
        Kind.REWORDED: not fields_reworded(row),
        Kind.REDATED: not row.redated,
        Kind.COMPLETED: not row.completed,
        Kind.NEWLY_LATE: not row.newly_late,
    }
    return replace(row, kinds=tuple(kind for kind in row.kinds if not gone.get(kind, False)))


def _counted(exempted: Iterable[Exempted]) -> Iterable[Exempted]:
    """What Part A may know of it: no reference of a risk that is wholly exempt, and no reason."""
    for each in exempted:
        yield replace(each, ref="" if each.field == WHOLE else each.ref, reason="", decided_by="")


# Part B


def marked(sources: Sources) -> tuple[Sources, Withheld]:
    """The sources with everything, and marks where something is not for the public."""
    redaction = Redaction(sources)
    withheld = Withheld(Part.B, tuple(_exempted(sources, redaction)))
    if not redaction.holds:
        return sources, withheld
    actions: dict[int, Action] = {}

    def mark(risk: Risk) -> Risk:
        hold = redaction.holds.get(redaction.id_of(risk))
        if hold is None:
            return risk
        found = _marked(risk, hold)
        actions.update((id(was), now) for was, now in zip(risk.actions, found.actions, strict=True))
        return found

    marks = Rewriter(str, instead={Risk: mark, Action: lambda action: actions.get(id(action), action)})
    found: Sources = marks.of(sources)
    return found, withheld


def _marked(risk: Risk, hold: Hold) -> Risk:
    whole, controls, actions = (_mark(hold, field) for field in (WHOLE, "controls", "actions"))
    title = next((name for name in _NAMES if getattr(risk, name).strip()), "heading")
    first = whole or _mark(hold, "words") or "[Part exempt]"
    facts: dict[str, Any] = {title: _after(first, getattr(risk, title))}
    if whole:
        return replace(risk, **facts)
    money = _mark(hold, "money") if risk.financial_narrative.strip() or figures_of(risk) else ""
    facts |= {"financial_narrative": _after(money, risk.financial_narrative)} if money else {}
    facts["scores"] = {stage: _marked_score(score, hold) for stage, score in risk.scores.items()}
    facts["controls"] = tuple(_marked_part(part, controls) for part in risk.controls)
    facts["actions"] = tuple(_marked_part(part, actions) for part in risk.actions)
    return replace(risk, **facts)


def _mark(hold: Hold, field: str = WHOLE) -> str:
    paragraphs = hold.paragraphs.get(field)
    return f"[Exempt, {under_all(paragraphs)}]" if paragraphs else ""


def _after(mark: str, text: str) -> str:
    return f"{mark} {text}".strip()


def _marked_score(score: Score, hold: Hold) -> Score:
    mark = _mark(hold, "rationale")
    return replace(score, rationale=_after(mark, score.rationale)) if mark and score.rationale else score


def _marked_part(part: Piece, mark: str) -> Piece:
    return replace(part, text=_after(mark, part.text)) if mark else part


# What is exempt


def _exempted(sources: Sources, redaction: Redaction) -> Iterable[Exempted]:
    """Of the risks that a paper can tell of, by reference; a draft is in none."""
    shown = [risk for risk in sources.register.risks if risk.status is not Status.DRAFT]
    shown += [row.risk for row in sources.movement.rows] if sources.movement else []
    labels: dict[int, str] = {}
    for risk in shown:
        labels.setdefault(redaction.id_of(risk), risk.label)
    found = [each for each in sources.publication.exemptions if each.risk_id in labels]
    order = [WHOLE, *EXEMPT_FIELDS]
    for each in sorted(found, key=lambda each: (natural(labels[each.risk_id]), each.risk_id, order.index(each.field))):
        ref = labels[each.risk_id]
        yield Exempted(ref, each.field, each.paragraph, each.reason, each.decided_by, each.decided_on)
