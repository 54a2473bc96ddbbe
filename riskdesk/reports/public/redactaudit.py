"""What the public may see of an audit: nothing about a risk of which anything is exempt.

A finding quotes what it stands on, and so do the questions and scores of officers: none of it can be shown with a word
or a figure left out. The rules are not run again over what is left: they would find fault with what is only withheld.
"""

from dataclasses import replace
from typing import TypeVar

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Fault, Finding
from riskdesk.audit.run import Audit
from riskdesk.reports.public.redact import Redaction
from riskdesk.scrutiny import Challenge, Moderation, Sample, Scrutiny, Waiver

E = TypeVar("E", Challenge, Moderation)


def audit_without(audit: Audit, redaction: Redaction) -> Audit:
    """The audit with the findings that remain, one by one as they were."""
    kept = [finding for finding in audit.each if _is_for_all(finding, redaction)]
    marks = {(finding.rule.name, mark) for finding in kept for mark in finding.marks}
    each = tuple(_finding(finding, redaction) for finding in kept)
    faults = tuple(Fault(fault.rule, "") for fault in audit.faults)
    return Audit(_case(audit.case, redaction, marks), audit.rules, each, faults)


def remarked(audit: Audit, before: Audit) -> Audit:
    """With the waivers of an audit whose findings were worded otherwise `before`: they still hold what they held."""
    pairs = zip(before.each, audit.each, strict=True)
    now = {old: new for was, finding in pairs for old, new in zip(was.marks, finding.marks, strict=True)}
    waivers = tuple(
        replace(waiver, marks=" ".join(now.get(mark, mark) for mark in waiver.marks.split()))
        for waiver in audit.case.scrutiny.waivers
    )
    return replace(audit, case=replace(audit.case, scrutiny=replace(audit.case.scrutiny, waivers=waivers)))


def _is_for_all(finding: Finding, redaction: Redaction) -> bool:
    """One about the register as a whole counts or compares its risks: it goes where any of these is not to be seen."""
    if not finding.risks:
        return not redaction.holds
    return not any(redaction.is_touched(risk) for risk in finding.risks)


def _finding(finding: Finding, redaction: Redaction) -> Finding:
    return replace(finding, risks=tuple(seen for risk in finding.risks if (seen := redaction.risk(risk))))


def _case(case: Case, redaction: Redaction, kept: set[tuple[str, str]]) -> Case:
    return replace(
        case,
        register=redaction.register(case.register),
        scrutiny=_scrutiny(case.scrutiny, redaction, kept),
        evidence=redaction.evidence(case.evidence),
        previous=redaction.register(case.previous) if case.previous else None,
    )


def _scrutiny(scrutiny: Scrutiny, redaction: Redaction, kept: set[tuple[str, str]]) -> Scrutiny:
    if not redaction.holds:
        return scrutiny
    return Scrutiny(
        waivers=tuple(each for each in scrutiny.waivers if _holds_only(each, kept)),
        challenges=_open_to_all(scrutiny.challenges, redaction),
        moderations=_open_to_all(scrutiny.moderations, redaction),
        samples=tuple(sample for sample in scrutiny.samples if not _drew_from(sample, redaction)),
    )


def _holds_only(waiver: Waiver, kept: set[tuple[str, str]]) -> bool:
    """Whether everything accepted with it is still to be seen: its words tell of all that it was given for."""
    marks = waiver.marks.split()
    return bool(marks) and all((waiver.rule, mark) in kept for mark in marks)


def _open_to_all(entries: tuple[E, ...], redaction: Redaction) -> tuple[E, ...]:
    return tuple(each for each in entries if each.risk_id not in redaction.holds)


def _drew_from(sample: Sample, redaction: Redaction) -> bool:
    """Whether it drew a risk that is not to be seen: nobody could repeat what is left of it."""
    return any(item.risk_id in redaction.holds for item in sample.items)
