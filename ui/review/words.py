"""How a review, and a risk's standing in the period, are said. In words, as colour alone would be lost on paper."""

from collections.abc import Iterable

from riskdesk.days import british, british_short
from riskdesk.periods import Period, Review, ReviewOutcome, ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Register, Risk

_TIMES = {1: "once", 2: "twice"}


def outcome_said(review: Review) -> str:
    """Whether it changed anything, and whether its note only repeats the one before."""
    said = "no change" if review.outcome is ReviewOutcome.NO_CHANGE else "changed"
    return f"{said}, copied note" if review.copied else said


def came_of(review: Review) -> str:
    """The same in as few words as a column has room for."""
    return "copied note" if review.copied else outcome_said(review)


def review_said(review: Review) -> str:
    by = f" by {review.reviewer}" if review.reviewer else ""
    return f"Reviewed on {british(review.reviewed_on)}{by}: {outcome_said(review)}"


def standing_said(risk: Risk, register: Register) -> str:
    """How a risk stands in the period, in a sentence; "" where no period asks."""
    state = review_state(risk, register)
    if state is ReviewState.REVIEWED:
        return review_said(risk.reviews[-1])
    if state is ReviewState.NOT_DUE and risk.next_review:
        return f"{state.label}: next review {british_short(risk.next_review)}"
    return state.label if state else ""


def period_of(review: Review, periods: Iterable[Period]) -> Period | None:
    """The period a review belongs to; None for one given while none was open since."""
    return next((period for period in periods if period.previous_id == review.since_id), None)


def closed_said(period: Period) -> str:
    """A closed period with the day it was closed."""
    return f"{period.name}, closed {british(period.closing.closed_on)}" if period.closing else period.name


def moved_said(dues: tuple[str, ...]) -> str:
    """What a due date was before, and how often it moved; "" where it never did."""
    if not dues:
        return ""
    was, first = dues[-1] or "not recorded", dues[0] or "not recorded"
    times = _TIMES.get(len(dues), f"{len(dues)} times")
    return f"was {was}, moved {times}" + (f"; first {first}" if first != was else "")
