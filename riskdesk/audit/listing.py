"""An audit and a score's history as plain text for a terminal."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence

from riskdesk.audit.facts import Trails
from riskdesk.audit.findings import Finding, Severity
from riskdesk.audit.run import Audit
from riskdesk.days import british, british_short
from riskdesk.listing import columns, plain, room
from riskdesk.risks import Register, Risk
from riskdesk.trail import Cause, Move, SealFound, days_at_level
from riskdesk.wording import counted, listed, verb

_INDENT = "    "


def audit_text(audit: Audit, *, each: bool) -> str:
    """What was checked, then the findings, most severe first, those that are waived last."""
    findings = audit.each if each else audit.findings
    waiting = [finding for finding in findings if finding.waiver is None]
    waived = [finding for finding in findings if finding.waiver]
    lines = [*_head(audit), ""]
    for severity in Severity:
        found = [finding for finding in waiting if finding.severity is severity]
        if found:
            lines += [f"{severity.word.upper()} ({len(found)})", *_findings(found), ""]
    if waived:
        lines += [f"WAIVED ({len(waived)})", *_findings(waived), ""]
    if not findings:
        lines += ["Nothing to challenge.", ""]
    for fault in audit.faults:
        lines.append(f"The rule {fault.rule.name} could not be run. This is a bug: --json gives the details.")
    return "\n".join(lines).rstrip()


def _head(audit: Audit) -> Iterator[str]:
    register = audit.case.register
    yield plain(register.title)
    as_at = f"as at {british(register.as_at)}" if register.as_at else "as-at date not recorded"
    yield f"{counted(len(audit.rules), 'rule')} checked on {counted(len(audit.case.live), 'open risk')}, {as_at}"
    yield f'Seal {register.seal} (not verified here: "riskdesk-cli verify" proves it)'


def _findings(found: Sequence[Finding]) -> Iterator[str]:
    for finding in found:
        refs = f"  {plain(listed(finding.refs, 8))}" if finding.refs else ""
        yield f"  {finding.rule.name}{refs}"
        yield from _paragraph(finding.message)
        for offer in finding.offers:
            yield from _paragraph(f"- {offer}")
        if finding.waiver:
            until = f" until {british(finding.waiver.expires_on)}" if finding.waiver.expires_on else ""
            yield from _paragraph(f"Accepted by {finding.waiver.accepted_by}{until}: {finding.waiver.reason}")


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(plain(text), room(), initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)


def history_text(register: Register, found: Sequence[tuple[Risk, Trails]], today: dt.date) -> str:
    """Every change of each risk's scores, oldest first, a table for each stage that was ever scored."""
    lines: list[str] = []
    for risk, trails in found:
        lines += [plain(f"{risk.label}  {risk.title}"), ""]
        scored = {stage: moves for stage, moves in trails.items() if moves}
        if not scored:
            lines += ["Never scored.", ""]
        for stage, moves in scored.items():
            days = days_at_level(moves, today)
            here = f", {days:,} {verb(days, 'day', 'days')} at this level" if days is not None else ""
            lines += [f"{register.word(stage)}{here}", *_moves(moves), ""]
    return "\n".join(lines).rstrip()


def _moves(moves: Sequence[Move]) -> list[str]:
    rows = [["When", "Who", "From", "To", "How", "As at", "Reason"]]
    for move in moves:
        at = move.step.at.astimezone()
        rows.append(
            [
                f"{british_short(at.date())} {at:%H:%M}",
                move.step.author,
                move.was_said,
                move.now_said,
                how(move),
                british_short(move.as_at) if move.as_at else "not recorded",
                move.step.reason or "not recorded",
            ]
        )
    return columns(rows, stretch=6, most_lines=40)


_HOW = {
    Cause.FIRST: "first scored",
    Cause.PERSON: "moved",
    Cause.SCHEME: "scheme change, not a movement",
    Cause.STATED: "stated rating, not a movement",
}


def how(move: Move) -> str:
    """What made the change; only people move scores. A committee's decision is told as the committee's."""
    if move.undone:
        return "takes a move back" if move.step.undoes else "taken back since"
    return f"decided by {move.body}" if move.body else _HOW[move.cause]


def seal_text(found: SealFound | None) -> str:
    """Which step a printed seal stands for, in a sentence."""
    if found is None:
        return "No step of this register has that seal: the paper is of another register, or of another history of it."
    step, at = found.step, found.step.at.astimezone()
    since = "It is the latest step" if not found.later else f"{counted(found.later, 'step')} followed it"
    as_at = f"the as-at date was {british(found.as_at)}" if found.as_at else "no as-at date was recorded"
    what = plain(f'The seal is that of step {step.id}, "{step.title}", by {step.author}')
    return f"{what} on {british(at.date())} at {at:%H:%M}, when {as_at}. {since}."
