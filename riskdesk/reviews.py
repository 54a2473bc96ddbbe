"""When a risk is to be reviewed next, by its own date or by the register's cycle, and how many reviews it missed."""

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
    return _cycles_after(risk.last_reviewed, register.review_cycle, 1)


def is_past(day: dt.date, last_reviewed: dt.date, cycle: ReviewCycle, cycles: int = 1) -> bool:
    """Whether more than so many cycles had gone by on a day since the last review."""
    end = _cycles_after(last_reviewed, cycle, cycles)
    return end is not None and day > end


def _cycles_after(day: dt.date, cycle: ReviewCycle, cycles: int) -> dt.date | None:
    try:
        if cycle is ReviewCycle.SIX_WEEKLY:
            return day + dt.timedelta(days=42 * cycles)
        return add_months(day, _MONTHS[cycle] * cycles)
    except (ValueError, OverflowError):
        return None
