"""What is above the appetite, what was raised to which forum, what should be, and the remedial action plans."""

from collections.abc import Sequence

from riskdesk.days import british_short
from riskdesk.meetings import ABOVE_APPETITE, Escalation, Forum, RemedialPlan
from riskdesk.proceedings import Proceedings
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, action_state, body, order, owner_text, rating_cell
from riskdesk.reports.section import Section, columns, known, ref_of
from riskdesk.risks import Action, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, sentence, verb

NOT_RAISED = "not raised"


def raised_sections(register: Register, live: Sequence[Risk], proceedings: Proceedings | None) -> tuple[Section, ...]:
    """What a board is asked to see; nothing where neither an appetite nor a forum nor a plan is recorded."""
    found = [_above(register, live, proceedings)] if _has_appetite(register) else []
    if proceedings and proceedings.forums:
        found += [_raised(register, proceedings), _missing(register, live, proceedings)]
    if proceedings and proceedings.plans:
        found.append(_plans(register, proceedings))
    return tuple(found)


def _has_appetite(register: Register) -> bool:
    given = (register.appetite, *(category.appetite for category in register.categories))
    return any(register.scheme.severity(word) >= 0 for word in given)


def _above(register: Register, live: Sequence[Risk], proceedings: Proceedings | None) -> Section:
    above = [risk for risk in live if register.is_above_appetite(risk)]
    number = sentence(counted(len(above), "open risk"))
    lead = f"{number} {verb(len(above), 'is', 'are')} above the appetite."
    named = [("ref", "Ref"), ("raised_risk", "Risk"), ("rating", register.current_word), ("accepted", "Accepted")]
    named += [("forum", "Raised to")] if proceedings and proceedings.forums else []
    rows = tuple(_above_row(register, risk, proceedings) for risk in above)
    return Section("Above the appetite", (lead,), Table(columns(*named), rows), len(above))


def _above_row(register: Register, risk: Risk, proceedings: Proceedings | None) -> Row:
    accepted = body(f"{register.appetite_of(risk)} or lower")
    row = (*_risk_cells(risk), rating_cell(register, risk, Stage.CURRENT), accepted)
    return (*row, _where(proceedings, risk)) if proceedings and proceedings.forums else row


def _raised(register: Register, proceedings: Proceedings) -> Section:
    """Every escalation that stands, the highest forum first."""
    risks = {risk.id: risk for risk in register.risks}
    places = {forum.id: place for place, forum in enumerate(proceedings.forums)}
    standing = [each for each in proceedings.escalations if each.stands and each.risk_id in risks]
    standing.sort(key=lambda each: (-places[each.forum_id], order(register, risks[each.risk_id])))
    rows = tuple(_raised_row(risks[each.risk_id], proceedings.forum(each.forum_id), each) for each in standing)
    number = len({each.risk_id for each in standing})
    lead = sentence(f"{counted(number, 'risk')} {verb(number, 'is', 'are')} raised to a forum just now.")
    named = (("ref", "Ref"), ("raised_risk", "Risk"), ("forum", "Forum"), ("since", "Since"), ("cause", "Why"))
    return Section("Raised to forums", (lead,), Table(columns(*named), rows), len(standing))


def _raised_row(risk: Risk, forum: Forum, each: Escalation) -> Row:
    by = Line(f"raised by {known(clipped(each.raised_by, 80))}", Tone.META)
    why = Line(clipped(each.reason) or NOT_RECORDED)
    return (*_risk_cells(risk), body(clipped(forum.name, 120)), body(british_short(each.raised_on)), (why, by))


def _missing(register: Register, live: Sequence[Risk], proceedings: Proceedings) -> Section:
    """Open risks that belong to a forum by its rule and are not raised there."""
    found = [(risk, forum) for risk in live if (forum := _unmet(register, risk, proceedings))]
    number = len(found)
    lead = "Every open risk that belongs to a forum by rule is raised there."
    if found:
        lead = sentence(
            f"{counted(number, 'open risk')} {verb(number, 'belongs', 'belong')} to a forum by rule and "
            f"{verb(number, 'is', 'are')} not raised there."
        )
    rows = tuple(
        (
            *_risk_cells(risk),
            rating_cell(register, risk, Stage.CURRENT),
            (Line(clipped(forum.name, 120)), Line(_rule(forum), Tone.META)),
            _where(proceedings, risk),
        )
        for risk, forum in found
    )
    named = (
        ("ref", "Ref"),
        ("raised_risk", "Risk"),
        ("rating", register.current_word),
        ("forum", "Belongs to"),
        ("place_now", "Raised to"),
    )
    return Section("Not raised where the rule sends them", (lead,), Table(columns(*named), rows), number)


def _unmet(register: Register, risk: Risk, proceedings: Proceedings) -> Forum | None:
    forum = proceedings.due_forum(register, risk)
    there = {each.forum_id for each in proceedings.standing(risk.id)}
    return forum if forum and forum.id not in there else None


def _rule(forum: Forum) -> str:
    return "sees all above the appetite" if forum.trigger == ABOVE_APPETITE else f"sees {forum.trigger} and higher"


def _where(proceedings: Proceedings, risk: Risk) -> Cell:
    names = [clipped(proceedings.forum(each.forum_id).name, 120) for each in proceedings.standing(risk.id)]
    return tuple(Line(name) for name in names) or (Line(sentence(NOT_RAISED), Tone.STRONG),)


def _plans(register: Register, proceedings: Proceedings) -> Section:
    """The plans that are still to be carried out; the others are counted."""
    found = [(plan, *_of_plan(register, plan)) for plan in proceedings.plans]
    waiting = [(plan, risk, action) for plan, risk, action in found if risk and action and action.status.is_open]
    done = len(found) - len(waiting)
    number = counted(len(waiting), "remedial action plan")
    lead = sentence(f"{number} {verb(len(waiting), 'is', 'are')} still to be carried out.")
    if done:
        lead += f" {sentence(counted(done, 'other'))} {verb(done, 'was', 'were')} carried out or given up."
    named = (
        ("ref", "Ref"),
        ("cause", "Overspend"),
        ("since", "Noticed"),
        ("deadline", "Plan due"),
        ("plan_state", "Where it stands"),
    )
    rows = tuple(_plan_row(register, plan, risk, action) for plan, risk, action in waiting)
    return Section("Remedial action plans", (lead,), Table(columns(*named), rows), len(waiting))


def _of_plan(register: Register, plan: RemedialPlan) -> tuple[Risk | None, Action | None]:
    risk = next((risk for risk in register.risks if risk.id == plan.risk_id), None)
    action = next((each for each in risk.actions if each.id == plan.action_id), None) if risk else None
    return risk, action


def _plan_row(register: Register, plan: RemedialPlan, risk: Risk, action: Action) -> Row:
    late = action.days_late(register.as_at)
    state: list[Line] = [Line(sentence(action_state(action)) or action.status.label)]
    state += [Line(f"{counted(late, 'day')} late", Tone.STRONG)] if late else []
    state.append(Line(owner_text(risk.answers_for(action)), Tone.META))
    due = (*body(action.due), Line(f"{counted(plan.days, 'day')} after it was noticed", Tone.META))
    why = (Line(clipped(plan.reason) or NOT_RECORDED), Line(clipped(risk.title, 80), Tone.META))
    return (_ref(risk), why, body(british_short(plan.noticed_on)), due, tuple(state))


def _risk_cells(risk: Risk) -> tuple[Cell, Cell]:
    return _ref(risk), body(clipped(risk.title, 160))


def _ref(risk: Risk) -> Cell:
    closed = (Line("closed", Tone.META),) if risk.status is Status.CLOSED else ()
    return (Line(ref_of(risk), Tone.STRONG), *closed)
