"""What a rule sends to a forum without being raised there, and the remedial action plans."""

from collections.abc import Sequence

from riskdesk.days import british_short
from riskdesk.meetings import ABOVE_APPETITE, Forum, RemedialPlan
from riskdesk.proceedings import Proceedings
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, action_state, body, owner_text, rating_cell
from riskdesk.reports.section import Section, columns, ref_of
from riskdesk.risks import Action, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, sentence, verb

NOT_RAISED = "not raised"


def unraised_section(register: Register, proceedings: Proceedings, found: Sequence[tuple[Risk, Forum]]) -> Section:
    """Open risks that belong to a forum by its rule and are not raised there, each with that forum."""
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


def _rule(forum: Forum) -> str:
    return "sees all above the appetite" if forum.trigger == ABOVE_APPETITE else f"sees {forum.trigger} and higher"


def _where(proceedings: Proceedings, risk: Risk) -> Cell:
    names = [clipped(proceedings.forum(each.forum_id).name, 120) for each in proceedings.standing(risk.id)]
    return tuple(Line(name) for name in names) or (Line(sentence(NOT_RAISED), Tone.STRONG),)


def plans_section(register: Register, proceedings: Proceedings) -> Section:
    """The plans that are still to be carried out; the others are counted."""
    found = [(plan, *_of_plan(register, plan)) for plan in proceedings.plans]
    waiting = [(plan, risk, action) for plan, risk, action in found if risk and action and action.status.is_open]
    done = len(found) - len(waiting)
    number = counted(len(waiting), "remedial action plan")
    lead = sentence(f"{number} {verb(len(waiting), 'is', 'are')} still to be carried out.")
    if done:
        rest = counted(done, "other") if waiting else f"{done:,}"
        lead += f" {sentence(rest)} {verb(done, 'was', 'were')} carried out or given up."
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
