"""What the close tab says of a period that is about to be closed."""

from collections.abc import Iterable, Sequence

from riskdesk.audit.findings import Finding, Severity
from riskdesk.audit.run import Audit
from riskdesk.closings import errors_waiting
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Register, Risk
from riskdesk.wording import counted, of_all, sentence, verb

FOR_GOOD = (
    "Closing freezes the whole register, every field, score, action and finding, under one seal. It cannot be undone; "
    "a mistake found later is corrected in the next period, which says so."
)


def reviewed_in_words(register: Register) -> tuple[str, list[Risk]]:
    """How many of the risks that are due were reviewed, and those that were not."""
    states = {risk.id: review_state(risk, register) for risk in register.risks}
    missing = [risk for risk in register.risks if states[risk.id] is ReviewState.NOT_REVIEWED]
    done = sum(state is ReviewState.REVIEWED for state in states.values())
    later = sum(state is ReviewState.NOT_DUE for state in states.values())
    told = sentence(f"{of_all(done, done + len(missing), 'open risk')} {verb(done, 'was', 'were')} reviewed.")
    if not done + len(missing):
        told = "No open risk is due."
    elif not done:
        told = f"None of {counted(len(missing), 'open risk')} was reviewed yet."
    more = f" {sentence(counted(later, 'more is', 'more are'))} not due in this period." if later else ""
    ahead = " You can close all the same: the papers say of each that it was not reviewed." if missing else ""
    return told + more + ahead, missing


def signers(register: Register) -> Sequence[str]:
    """Who signs: every partner, or the organisation where none is named."""
    names = [partner.name for partner in register.partners]
    return names or [name for name in (register.organisation,) if name]


def found_in_words(audit: Audit) -> str:
    """What blocks and what does not, in one paragraph."""
    waiting, others = errors_waiting(audit), (audit.count(Severity.WARNING), audit.count(Severity.ADVICE))
    head = counted(len(waiting), "error stands", "errors stand")
    first = f"{sentence(head)} in the way." if waiting else "No error stands in the way."
    accepted = _accepted(audit.findings)
    taken = f" {sentence(counted(accepted, 'error was', 'errors were'))} accepted by name." if accepted else ""
    rest = f"{counted(others[0], 'warning')} and {others[1] or 'no'} advice"
    return f"{first}{taken} {sentence(rest)} do not stand in the way."


def _accepted(findings: Iterable[Finding]) -> int:
    return sum(1 for each in findings if each.severity is Severity.ERROR and each.waiver)
