"""What goes up to committees and comes back: escalations, remedial action plans, meetings and their decisions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from riskdesk import rows
from riskdesk.closings import Closings
from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import PLAN_DAYS, Decision, Escalation, Forum, Meeting, RemedialPlan, decided_by
from riskdesk.risks import Action, Risk, Stage
from riskdesk.wording import counted, sentence

PLAN_TEXT = "Remedial action plan for the overspend"


class Boards(Closings):
    """An open register and what committees do about its risks."""

    # Forums and escalation

    def add_forums(self, forums: Sequence[Forum]) -> None:
        """Add some forums, from the lowest up, in one step."""
        columns = [rows.write(Forum, {"name": forum.name, "trigger": forum.trigger}) for forum in forums]
        with self.step(f"Add {counted(len(columns), 'forum')}"):
            for each in columns:
                self._insert("forum", each)

    def escalate_risk(self, risk_id: int, forum_id: int, reason: str) -> int:
        """Raise a risk to a forum; returns the escalation's id."""
        risk, forum = self._known_risk(risk_id), self.proceedings().forum(forum_id)
        if any(each.forum_id == forum_id for each in self.proceedings().standing(risk_id)):
            raise RiskDeskError(f"Risk {risk.label} is with {forum.name} already.", "Lower it first.")
        if not reason.strip():
            raise RiskDeskError("A risk is raised with a reason.", f"Say what {forum.name} should know.")
        facts = {
            "risk_id": risk_id,
            "forum_id": forum_id,
            "raised_on": self.today,
            "raised_by": self.author,
            "reason": reason.strip(),
            "lowered_by": "",
            "lowered_reason": "",
        }
        with self.step(f"Raise risk {risk.label} to {forum.name}", reason):
            number = self._insert("escalation", rows.write(Escalation, facts))
        return number

    def lower_escalation(self, escalation_id: int, reason: str) -> None:
        """Take a risk back from a forum."""
        found = next((each for each in self.proceedings().escalations if each.id == escalation_id), None)
        if found is None or not found.stands:
            raise RiskDeskError("This risk is no longer raised there.", "Look at the list again.")
        if not reason.strip():
            raise RiskDeskError("A risk is lowered with a reason.", "Say why the forum need not see it any more.")
        risk, forum = self._known_risk(found.risk_id), self.proceedings().forum(found.forum_id)
        facts = {"lowered_on": self.today, "lowered_by": self.author, "lowered_reason": reason.strip()}
        with self.step(f"Lower risk {risk.label} from {forum.name}", reason):
            self._update("escalation", escalation_id, rows.write(Escalation, facts))

    # Remedial action plan

    def start_remedial_plan(
        self, risk_id: int, reason: str, *, noticed_on: dt.date | None = None, days: int = PLAN_DAYS
    ) -> int:
        """Start a plan against an overspend: an action due `days` after it was noticed. Returns the plan's id."""
        risk, day = self._known_risk(risk_id), noticed_on or self.today
        if not reason.strip():
            raise RiskDeskError("A remedial action plan needs its reason.", "Say which overspend it is for.")
        if days < 1:
            raise RiskDeskError(f"{days} days is no deadline.", f"The agreement's is {PLAN_DAYS}.")
        if day > self.today:
            raise RiskDeskError(f"{british(day)} is still to come.", "Give the day the overspend was noticed.")
        due = day + dt.timedelta(days=days)
        action = Action(text=f"{PLAN_TEXT}: {reason.strip()}", due=f"{due:%d/%m/%Y}")
        with self.step(f"Start remedial action plan for risk {risk.label}", reason):
            action_id = self._insert_action(risk, rows.facts_of(action))
            facts = {
                "risk_id": risk_id,
                "action_id": action_id,
                "noticed_on": day,
                "days": days,
                "reason": reason.strip(),
                "started_by": self.author,
            }
            number = self._insert("remedial_plan", rows.write(RemedialPlan, facts))
        return number

    def _insert_action(self, risk: Risk, facts: Mapping[str, Any]) -> int:
        """Only inside a step."""
        [last] = self._db.query("select coalesce(max(position), -1) as n from action where risk_id = ?", [risk.id])
        plain = {name: value for name, value in facts.items() if name != "owner"}
        place = {"risk_id": risk.id, "position": last["n"] + 1}
        return self._insert("action", rows.write(Action, plain) | self._part_owner(facts) | place)

    # Meetings

    def start_meeting(self, body: str, held_on: dt.date, risk_ids: Sequence[int]) -> int:
        """Begin a meeting that goes through these risks in this order; returns its id."""
        body = " ".join(body.split())
        for number in risk_ids:
            self._known_risk(number)
        period = self.register().period or self.register().last_closed
        facts = {
            "body": body,
            "held_on": held_on,
            "period_id": period.id if period else None,
            "started_by": self.author,
        }
        columns = rows.write(Meeting, facts)
        with self.step(f"Start meeting of {body}, {british(held_on)}"):
            number = self._insert("meeting", columns)
            for position, risk_id in enumerate(dict.fromkeys(risk_ids)):
                self._insert("agenda_item", {"meeting_id": number, "risk_id": risk_id, "position": position})
        return number

    def record_decision(
        self,
        meeting_id: int,
        text: str,
        *,
        risk_id: int | None = None,
        minute: str = "",
        levels: tuple[int, int] | None = None,
        action: Mapping[str, Any] | None = None,
    ) -> int:
        """Write down what the meeting decided, in one step with the score it set (`levels`: impact and likelihood of
        the current stage) and the action it asked for (facts of an Action). Returns the decision's id."""
        meeting = self.meeting(meeting_id)
        risk = self._known_risk(risk_id) if risk_id else None
        if not text.strip():
            raise RiskDeskError("A decision needs its words.", "Write down what was decided.")
        if risk is None and (levels or action):
            raise RiskDeskError("A score or an action belongs to a risk.", "Choose the risk first.")
        facts: dict[str, Any] = {"stage": "", "score_before": "", "score_after": ""}
        if risk and levels:
            facts |= self._rescored(risk, levels)
        minute = " ".join(minute.split())
        facts |= {
            "meeting_id": meeting_id,
            "risk_id": risk_id,
            "minute": minute,
            "text": text.strip(),
            "recorded_by": self.author,
        }
        of = f" on risk {risk.label}" if risk else ""
        with self.step(
            f"Decision of {meeting.body}{of}", f"{decided_by(meeting.body, meeting.held_on, minute)}: {text.strip()}"
        ):
            if risk and levels:
                self._write_score(risk, Stage.CURRENT, self._new_levels(risk, Stage.CURRENT, *levels))
            if risk and action:
                facts["action_id"] = self._insert_action(risk, rows.facts_of(Action()) | dict(action))
            number = self._insert("decision", rows.write(Decision, facts))
        return number

    def _rescored(self, risk: Risk, levels: tuple[int, int]) -> dict[str, str]:
        self._must_be_levels(*levels)
        register, score = self.register(), risk.score(Stage.CURRENT)
        before = (score.impact, score.likelihood, score.stated) if score else (None, None, None)
        if before[:2] == levels:
            raise RiskDeskError(f"Risk {risk.label} has this score already.", "Record the decision without a score.")
        return {
            "stage": sentence(register.current_word),
            "score_before": register.scheme.say(*before),
            "score_after": register.scheme.say(*levels, None),
        }

    def meeting(self, meeting_id: int) -> Meeting:
        found = next((each for each in self.proceedings().meetings if each.id == meeting_id), None)
        if found is None:
            raise RiskDeskError("This meeting is no longer in the register.", "It was undone; look at the list again.")
        return found
