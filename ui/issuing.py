"""Issuing the paper of a closed period: written, and recorded with the period in the register it belongs to."""

from pathlib import Path

from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.periods import IssuedPaper, Period
from riskdesk.reports.issue import Made, write_paper
from riskdesk.reports.kinds import PaperKind
from riskdesk.risks import Register
from riskdesk.store import Store


def issue(live: Store, past: Register, made: Made, target: Path) -> str:
    """Write the very bytes that were made and record them in the live register; answers what to tell. Where that can
    only be read, the paper is written all the same, and why it is not recorded is told."""
    write_paper(made, target)
    return f"{target.name} is written. {record(live, past, made)}"


def record(live: Store, past: Register, made: Made) -> str:
    """Record a paper that is written."""
    period = period_of(live, past)
    if live.read_only and live.paper_issued(made.document) is None:
        return f"It is not recorded as issued. {live.why_read_only}"
    paper = live.issue_paper(period, made.key, made.title, made.document, made.pages)
    return f"Issued and recorded with {period.name}: SHA-256 {paper.sha256[:12]}…"


def issued_said(live: Store, past: Register, kind: PaperKind, document: bytes) -> str:
    """Whether papers of this kind were issued from the period, and whether this very one was."""
    known = live.paper_issued(document)
    if known:
        return f"{_when(known[1])} This is that very paper, SHA-256 {known[1].sha256[:12]}…"
    earlier = [paper for paper in period_of(live, past).papers if paper.kind == kind.key]
    if not earlier:
        return f"The {kind.name.lower()} of this period was not issued yet."
    return f"{_when(earlier[-1])} RiskDesk {earlier[-1].program} drew that paper, and this one differs from it."


def _when(paper: IssuedPaper) -> str:
    return f"Issued on {british(paper.issued_at.date())} by {paper.issued_by}."


def period_of(live: Store, past: Register) -> Period:
    """The closed period as the register in hand knows it, with what was issued since."""
    number = past.period.id if past.period else 0
    found = next((period for period in live.register().periods if period.id == number), None)
    if found is None:
        raise RiskDeskError("This period is not in the register in hand.", "Open the register again.")
    return found
