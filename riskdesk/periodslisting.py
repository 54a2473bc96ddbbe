"""Periods as plain text for a terminal and as plain JSON values; the names in the latter are a promise."""

from collections.abc import Sequence
from typing import Any

from riskdesk.days import british, british_short
from riskdesk.listing import columns
from riskdesk.periods import Closing, Issued, IssuedPaper, Period, SignOff
from riskdesk.wording import counted, listed


def periods_text(found: Sequence[tuple[Period, str]]) -> str:
    """One line for each period, newest first, with the beginning of its seal."""
    if not found:
        return "No period yet."
    rows = [["Period", "As at", "Closed", "Signed by", "Accepted", "Papers", "Seal"]]
    rows.extend(_row(period, seal) for period, seal in reversed(found))
    return "\n".join(columns(rows, stretch=3))


def _row(period: Period, seal: str) -> list[str]:
    closing = period.closing
    signed = listed([f"{each.name} ({each.partner})" for each in period.sign_offs]) or "nobody"
    if closing is None:
        return [period.name, british_short(period.as_at), "open", signed, "", "", ""]
    when = f"{british_short(closing.closed_on)}, {closing.closed_by}"
    accepted = str(closing.findings["waived"])
    return [period.name, british_short(period.as_at), when, signed, accepted, str(len(period.papers)), seal[:12]]


def closed_text(period: Period, seal: str) -> str:
    """What a person is told after closing."""
    facts = period.closing.findings if period.closing else {}
    waived, waiting = facts["waived"], facts["waiting"]
    signed = listed([f"{each.name} for {each.partner}" for each in period.sign_offs]) or "nobody"
    return "\n".join(
        (
            f"Closed {period.name}, as at {british(period.as_at)}, with {counted(facts['open_risks'], 'open risk')}.",
            f"Signed by {signed}.",
            f"{counted(waived, 'finding')} accepted, {counted(waiting['warning'], 'warning')} and "
            f"{waiting['advice']} pieces of advice go with it.".capitalize(),
            f"Seal {seal}",
        )
    )


def period_facts(period: Period, seal: str) -> dict[str, Any]:
    """A period with its signatures, its findings in numbers and the papers issued. `seal` is null while it is open."""
    return {
        "name": period.name,
        "as_at": period.as_at.isoformat(),
        "review_cycle": period.review_cycle.value,
        "open": period.is_open,
        "closing": _closing(period.closing, seal) if period.closing else None,
        "sign_offs": [_signed(each) for each in period.sign_offs],
        "papers": [_paper(each) for each in period.papers],
    }


def _closing(closing: Closing, seal: str) -> dict[str, Any]:
    facts = closing.findings
    return {
        "closed_by": closing.closed_by,
        "closed_on": closing.closed_on.isoformat(),
        "closed_at": closing.closed_at.isoformat(),
        "program": closing.program,
        "seal": seal,
        "open_risks": facts["open_risks"],
        "waiting": facts["waiting"],
        "waived": facts["waived"],
    }


def _signed(signed: SignOff) -> dict[str, Any]:
    return {
        "partner": signed.partner,
        "name": signed.name,
        "post": signed.post,
        "signed_at": signed.signed_at.isoformat(),
        "seal": signed.seal,
    }


def _paper(paper: IssuedPaper) -> dict[str, Any]:
    return {
        "kind": paper.kind,
        "title": paper.title,
        "sha256": paper.sha256,
        "pages": paper.pages,
        "program": paper.program,
        "issued_by": paper.issued_by,
        "issued_at": paper.issued_at.isoformat(),
    }


def issue_text(issued: Issued) -> str:
    period, paper = issued
    when = f"{british(paper.issued_at.date())}, {paper.issued_at:%H:%M} UTC"
    what = f"This very paper ({paper.title}, {counted(paper.pages, 'page')})"
    return f"{what} was issued from {period.name} by {paper.issued_by} on {when}."


def issue_facts(issued: Issued | None) -> dict[str, Any] | None:
    """Null for a paper that was never issued as it is."""
    return {"period": issued[0].name, **_paper(issued[1])} if issued else None
