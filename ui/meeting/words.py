"""What a meeting reads of a risk and of its own decisions, in words."""

import datetime as dt
from collections.abc import Iterator, Sequence

from riskdesk.days import british
from riskdesk.meetings import Decision, Meeting, decided_by
from riskdesk.proceedings import Proceedings
from riskdesk.risks import Action, Effectiveness, Register, Risk
from riskdesk.wording import counted
from ui.cards import BETWEEN
from ui.fields import days_late, reading
from ui.shorten import shortened

_LONGEST = 1_200


def meeting_name(meeting: Meeting) -> str:
    return decided_by(meeting.body, meeting.held_on, "")


def described(risk: Risk) -> Iterator[tuple[str, str]]:
    """The risk's own words, each with its caption; a title that is one of them is not said twice."""
    for caption, text in (
        ("", risk.description),
        ("Because of", risk.cause),
        ("there is a risk that", risk.event),
        ("which would lead to", risk.effect),
    ):
        if text.strip() and text != risk.title:
            yield caption, shortened(text, _LONGEST)


def actions_in_order(risk: Risk) -> list[Action]:
    """The open actions by the day they are due, so those late come first; those without a day last."""
    return sorted(risk.open_actions, key=lambda action: action.due_date.end or dt.date.max)


def action_line(action: Action, risk: Risk, register: Register) -> tuple[str, bool]:
    """An action on a line, and whether it is late."""
    late = days_late(action.days_late(register.as_at))
    due = f"due {action.due}" if action.due.strip() else "no due date"
    end = reading(action.due_date)
    if end and end != action.due.strip() and action.due_date.end:
        due += f" ({end})"
    answers = risk.answers_for(action)
    facts = (late, due, answers.name if answers else "no owner", action.status.label.lower(), _done(action))
    return f"{shortened(action.text, 300)}\n{BETWEEN.join(fact for fact in facts if fact)}", bool(late)


def _done(action: Action) -> str:
    return f"{action.progress}% done" if action.progress else ""


def controls_line(risk: Risk) -> str:
    """How many controls, and how many of them are said to work."""
    if not risk.controls:
        return "No control is recorded."
    works = sum(1 for control in risk.controls if control.effectiveness is Effectiveness.EFFECTIVE)
    gaps = sum(1 for control in risk.controls if (control.gaps + control.assurance_gaps).strip())
    said = f"{counted(len(risk.controls), 'control')}, {works or 'none'} said to be effective"
    return f"{said}, {counted(gaps, 'with a gap', 'with gaps')}." if gaps else f"{said}."


def owners_line(risk: Risk) -> str:
    if not risk.owners:
        return "No owner is recorded."
    first, *others = (f"{one.name} ({one.organisation})" if one.organisation else one.name for one in risk.owners)
    return f"{first}; with {', '.join(others)}" if others else first


def appetite_line(register: Register, risk: Risk) -> tuple[str, bool]:
    """How the risk stands to what is accepted, and whether it is above it."""
    limit = register.appetite_of(risk)
    if register.scheme.severity(limit) < 0:
        return "No appetite is recorded.", False
    above = register.is_above_appetite(risk)
    return (f"Above what we accept ({limit})." if above else f"Within what we accept ({limit})."), above


def decided(found: Proceedings, risk_id: int) -> list[tuple[Meeting, Decision]]:
    """Every decision about a risk (0 for those about none), newest first."""
    return [
        (meeting, decision)
        for meeting in reversed(found.meetings)
        for decision in reversed(meeting.decisions)
        if (decision.risk_id or 0) == risk_id
    ]


def decision_lines(decision: Decision, register: Register) -> str:
    """A decision with what it moved and asked for, line by line."""
    minute = f"Minute {decision.minute}: " if decision.minute else ""
    lines = [f"{minute}{shortened(decision.text, _LONGEST)}"]
    if decision.score_after:
        was = decision.score_before or "not scored"
        lines.append(f"{decision.stage} score by the committee: {was} to {decision.score_after}")
    action = next((each for risk in register.risks for each in risk.actions if each.id == decision.action_id), None)
    if action:
        lines.append(f"New action: {new_action(action)}")
    return "\n".join(lines)


def new_action(action: Action) -> str:
    owner = action.owner.name if action.owner else "no owner"
    return f"{shortened(action.text, 300)} ({owner}, {f'due {action.due}' if action.due.strip() else 'no due date'})"


def earlier_decision(meeting: Meeting, decision: Decision, register: Register) -> str:
    """A decision with the meeting it was made in, for whoever sits in another."""
    return f"{meeting.body}, {british(meeting.held_on)}\n{decision_lines(decision, register)}"


def counted_decisions(decisions: Sequence[Decision]) -> str:
    new = sum(1 for each in decisions if each.action_id)
    moved = sum(1 for each in decisions if each.score_after)
    parts = (
        counted(len(decisions), "decision"),
        counted(new, "new action") if new else "",
        f"{counted(moved, 'score')} changed" if moved else "",
    )
    return ", ".join(part for part in parts if part)
