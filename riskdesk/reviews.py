"""When a risk is to be reviewed next, by its own date or by the register's cycle."""

import datetime as dt

from riskdesk.days import add_months
from riskdesk.risks import Register, ReviewCycle, Risk

_MONTHS = {ReviewCycle.MONTHLY: 1, ReviewCycle.BI_MONTHLY: 2, ReviewCycle.QUARTERLY: 3}


def review_due(risk: Risk, register: Register) -> dt.date | None:
    """The day of the next review: the one set for the risk, else one cycle after its last review.

    None when neither is recorded, and for a last review at the very end of the calendar.
    """
    if risk.next_review is not None or risk.last_reviewed is None:
        return risk.next_review
    try:
        return _one_cycle_after(risk.last_reviewed, register.review_cycle)
    except (ValueError, OverflowError):
        return None


def _one_cycle_after(day: dt.date, cycle: ReviewCycle) -> dt.date:
    if cycle is ReviewCycle.SIX_WEEKLY:
        return day + dt.timedelta(days=42)
    return add_months(day, _MONTHS[cycle])
