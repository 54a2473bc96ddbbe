"""In which order a meeting goes through the risks: a sensible one to begin with, which the chair may change."""

from collections.abc import Mapping
from typing import Any

from riskdesk.meetings import Forum
from riskdesk.proceedings import Proceedings
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.trail import Levels
from riskdesk.wording import natural

ORDER = "Above appetite first, then by band, then those that went up; within one band the order ranks nothing."
"""What the order means, for those who see it."""


def agenda_order(register: Register, before: Mapping[int, Levels]) -> list[Risk]:
    """The open risks. `before` holds where the current scores that moved stood earlier (`Store.previous_ratings`).

    Bands, not ratings: two ratings in one band say nothing about which risk is the graver (Cox 2008).
    """

    def key(risk: Risk) -> Any:
        rated = register.rated(risk, Stage.CURRENT)
        severity = rated.severity if rated else -1
        return not register.is_above_appetite(risk), -severity, _moved(register, risk, before), natural(risk.label)

    return sorted((risk for risk in register.risks if risk.status is Status.OPEN), key=key)


def _moved(register: Register, risk: Risk, before: Mapping[int, Levels]) -> int:
    """-1 for a score that went up, 1 for one that went down."""
    was = register.scheme.rate_levels(*before[risk.id]) if risk.id in before else None
    now = register.rated(risk, Stage.CURRENT)
    if was is None or now is None:
        return 0
    return (was.rating > now.rating) - (was.rating < now.rating)


def seen_by(register: Register, found: Proceedings, forum: Forum) -> set[int]:
    """The ids of the open risks that a forum sees: by its rule or that of a higher one, or because they stand there."""
    order = [each.id for each in found.forums]
    seen = {each.risk_id for each in found.escalations if each.stands and each.forum_id == forum.id}
    for risk in register.risks:
        due = found.due_forum(register, risk) if forum.trigger and risk.status is Status.OPEN else None
        if due and order.index(due.id) >= order.index(forum.id):
            seen.add(risk.id)
    return seen & {risk.id for risk in register.risks if risk.status is Status.OPEN}
