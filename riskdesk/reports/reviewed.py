"""Which risks were reviewed in the period shown, in words that need no colour."""

from collections.abc import Sequence

from riskdesk.days import british_short
from riskdesk.periods import Review, ReviewOutcome, ReviewState
from riskdesk.reports.marks import Line, Tone
from riskdesk.reviews import review_state
from riskdesk.risks import Register, Risk
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, of_all, sentence, verb


def review_lines(register: Register, risk: Risk) -> tuple[Line, ...]:
    """What is printed with a risk: loud where it was not reviewed; nothing where no period is shown."""
    match _state(register, risk):
        case None:
            return ()
        case ReviewState.REVIEWED:
            return (Line(_told(risk.reviews[-1]), Tone.META),)
        case ReviewState.NOT_DUE:
            when = f", next review {british_short(risk.next_review)}" if risk.next_review else ""
            return (Line(f"{ReviewState.NOT_DUE.label}{when}", Tone.META),)
    return (Line(ReviewState.NOT_REVIEWED.label, Tone.STRONG),)


def not_reviewed(register: Register, risk: Risk) -> tuple[Line, ...]:
    """What is said where there is room for nothing but that."""
    return tuple(line for line in review_lines(register, risk) if line.tone is Tone.STRONG)


def review_sentence(register: Register, live: Sequence[Risk]) -> str:
    """How many of the open risks were reviewed, and which were not; empty where no period is shown."""
    if register.period is None or not live:
        return ""
    found = {state: [risk for risk in live if _state(register, risk) is state] for state in ReviewState}
    reviewed = found[ReviewState.REVIEWED]
    when = f"reviewed {'so far ' if register.period.is_open else ''}in {clipped(register.period.name, 80)}"
    number = of_all(len(reviewed), len(live), "open risk") if reviewed else "no open risk"
    parts = [f"{sentence(number)} {verb(max(len(reviewed), 1), 'was', 'were')} {when}"]
    for state, word in ((ReviewState.NOT_REVIEWED, "not reviewed this period"), (ReviewState.NOT_DUE, "not due")):
        if found[state]:
            refs = listed([risk.label for risk in found[state]])
            parts.append(f"{len(found[state]):,} {verb(len(found[state]), 'was', 'were')} {word} ({refs})")
    return f"{'; '.join(parts)}.{_copies(reviewed)}"


def _copies(reviewed: Sequence[Risk]) -> str:
    copied = [risk.label for risk in reviewed if risk.reviews[-1].copied]
    if not copied:
        return ""
    number = counted(len(copied), "of the notes only repeats", "of the notes only repeat")
    return f" {sentence(number)} the one before ({listed(copied)})."


def _state(register: Register, risk: Risk) -> ReviewState | None:
    """Between two periods nothing is said, though reviews for the next may have begun."""
    return review_state(risk, register) if register.period else None


def _told(review: Review) -> str:
    outcome = "no change" if review.outcome is ReviewOutcome.NO_CHANGE else "changed"
    by = clipped(review.reviewer, 80) or f"reviewer {NOT_RECORDED}"
    copied = ", copied note" if review.copied else ""
    return f"Reviewed {british_short(review.reviewed_on)} by {by}, {outcome}{copied}"
