"""When a risk is to be reviewed next, by its own date or by the register's cycle, and how many reviews it missed."""

import datetime as dt

from riskdesk.days import add_months, british_short
from riskdesk.periods import ReviewCycle, ReviewState
from riskdesk.risks import Register, Risk, Status

_MONTHS = {ReviewCycle.MONTHLY: 1, ReviewCycle.BI_MONTHLY: 2, ReviewCycle.QUARTERLY: 3}


def review_due(risk: Risk, register: Register) -> dt.date | None:
    """The day of the next review: the one set for the risk, else one cycle after its last review.

    None when neither is recorded, and for a last review at the very end of the calendar.
    """
    if risk.next_review is not None or risk.last_reviewed is None:
        return risk.next_review
    return cycles_after(risk.last_reviewed, register.review_cycle, 1)


def review_state(risk: Risk, register: Register) -> ReviewState | None:
    """How an open risk stands in the register's period: every one is due, but for those with a next review of their own
    after the as-at date. None for a draft or closed risk, and between two periods for one not reviewed yet."""
    if risk.status is not Status.OPEN:
        return None
    if risk.reviews:
        return ReviewState.REVIEWED
    if register.period is None:
        return None
    is_later = risk.next_review is not None and risk.next_review > register.period.as_at
    return ReviewState.NOT_DUE if is_later else ReviewState.NOT_REVIEWED


def review_said(risk: Risk, register: Register) -> str:
    """How a risk stands in the period, in few words: "3 Aug 2017, no change, copied note"; "" where none is asked."""
    state = review_state(risk, register)
    if state is not ReviewState.REVIEWED:
        return state.label if state else ""
    review = risk.reviews[-1]
    said = f"{british_short(review.reviewed_on)}, {review.outcome.label.lower()}"
    return f"{said}, copied note" if review.copied else said


def is_past(day: dt.date, last_reviewed: dt.date, cycle: ReviewCycle, cycles: int = 1) -> bool:
    """Whether more than so many cycles had gone by on a day since the last review."""
    end = cycles_after(last_reviewed, cycle, cycles)
    return end is not None and day > end


def cycles_after(day: dt.date, cycle: ReviewCycle, cycles: int = 1) -> dt.date | None:
    """The day so many cycles later; None past the end of the calendar."""
    try:
        if cycle is ReviewCycle.SIX_WEEKLY:
            return day + dt.timedelta(days=42 * cycles)
        return add_months(day, _MONTHS[cycle] * cycles)
    except (ValueError, OverflowError):
        return None
