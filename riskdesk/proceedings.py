"""Everything that was done about a register's risks in committees and reviews, beside the risks themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import ABOVE_APPETITE, Escalation, Forum, Meeting, RemedialPlan
from riskdesk.periods import Review
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Scheme


@dataclass(frozen=True, slots=True)
class Proceedings:
    """`last_reviews` holds each risk's latest review before the period shown; the rest is in the order it was made,
    forums from the lowest up."""

    forums: tuple[Forum, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    plans: tuple[RemedialPlan, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    last_reviews: Mapping[int, Review] = field(default_factory=dict)

    def forum(self, forum_id: int) -> Forum:
        """Raises RiskDeskError where an undo took the forum away meanwhile."""
        found = next((forum for forum in self.forums if forum.id == forum_id), None)
        if found is None:
            raise RiskDeskError("This forum is no longer in the register.", "It was undone; look at the list again.")
        return found

    def standing(self, risk_id: int) -> tuple[Escalation, ...]:
        """Where a risk is raised to just now."""
        return tuple(each for each in self.escalations if each.risk_id == risk_id and each.stands)

    def due_forum(self, register: Register, risk: Risk) -> Forum | None:
        """The highest forum a risk belongs to by band or appetite; None where no rule sends it anywhere."""
        reached = [forum for forum in self.forums if _reaches(register, risk, forum)]
        return reached[-1] if reached else None


def _reaches(register: Register, risk: Risk, forum: Forum) -> bool:
    rated, scheme = register.rated(risk, Stage.CURRENT), register.scheme
    if rated is None or not forum.trigger:
        return False
    if forum.trigger == ABOVE_APPETITE:
        return register.is_above_appetite(risk)
    return 0 <= scheme.severity(forum.trigger) <= rated.severity


def usual_forums(register: Register) -> tuple[Forum, ...]:
    """The three that most partnerships have. The board in the middle sees what is above an appetite if there is one,
    else the lower of the two highest bands."""
    words = [band.word for band in register.scheme.bands]
    has_appetite = register.scheme.severity(register.appetite) >= 0
    return (
        Forum(name="Service"),
        Forum(name="Partnership board", trigger=ABOVE_APPETITE if has_appetite else words[-2:][0]),
        Forum(name="Health and Wellbeing Board", trigger=words[-1]),
    )


def trigger_in_words(scheme: Scheme, trigger: str) -> str:
    """Which risks a forum sees by rule: "High and above", "above appetite", "none by rule"."""
    if not trigger:
        return "none by rule"
    if trigger == ABOVE_APPETITE:
        return "above appetite"
    if scheme.band(trigger) is None:
        return f"{trigger} (no band of this scheme)"
    return trigger if trigger == scheme.bands[-1].word else f"{trigger} and above"
