"""The audit paper as a workbook: the same facts, every finding by itself, to sort, filter and work through."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.audit.asking import about
from riskdesk.audit.comparing import moderated_said, owner_said
from riskdesk.audit.fields import field_words
from riskdesk.audit.findings import Finding, Severity
from riskdesk.exchange.sheets import Sheet, Value, sheet_of, workbook_bytes
from riskdesk.proof import Verdict
from riskdesk.reports.audit.findings import KINDS, numbered, offered
from riskdesk.reports.audit.moderated import agreed, today_said, told_difference
from riskdesk.reports.audit.officers import waiver_state
from riskdesk.reports.audit.paper import AuditPaper, audit_paper
from riskdesk.reports.placing import Matrix
from riskdesk.reports.sources import agree
from riskdesk.risks import Register, Risk
from riskdesk.scrutiny import Scrutiny
from riskdesk.whole import refuse_folder, write_whole
from riskdesk.wording import NOT_RECORDED, counted, listed, sentence

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

Row = tuple[Value, ...]
Risks = Mapping[int, Risk]


def audit_workbook(audit: "Audit", verdict: Verdict | None = None) -> bytes:
    """The whole workbook. Raises RiskDeskError when its counts and rows disagree."""
    paper = audit_paper(audit, verdict)
    paper.reconcile()
    sheets = audit_sheets(audit, paper)
    agree(paper.said.each, len(sheets["Findings"].rows) if audit.each else 0, "findings one by one")
    return workbook_bytes(tuple(sheets.values()), f"{paper.title}: audit working paper", audit.case.today, _foot(paper))


def write_workbook(audit: "Audit", target: Path, verdict: Verdict | None = None) -> None:
    """Write the workbook whole or not at all. Raises RiskDeskError where it cannot be written."""
    refuse_folder(target, "workbook")
    write_whole(target, audit_workbook(audit, verdict), "workbook")


def _foot(paper: AuditPaper) -> str:
    return f"Audit working paper, {paper.as_at}, seal {paper.seal[:12] or NOT_RECORDED}"


def audit_sheets(audit: "Audit", paper: AuditPaper) -> dict[str, Sheet]:
    """Every sheet by its name, in order. A sheet without a row says why in its first cell."""
    risks = {risk.id: risk for risk in audit.case.register.risks}
    scrutiny, register = audit.case.scrutiny, audit.case.register
    filled = (
        ("Summary", _SUMMARY, _summary(audit, paper), ""),
        ("Findings", _FINDINGS, _findings(audit), "No finding: nothing to challenge."),
        ("Rules", _RULES, _rules(audit, paper), "No rule was applied."),
        ("Waivers", _WAIVERS, _waivers(audit), paper.waivers.lead[0]),
        ("Challenges", _CHALLENGES, _challenges(register, scrutiny, risks), paper.challenges.lead[0]),
        ("Moderated scores", _MODERATED, _moderations(register, scrutiny, risks), paper.moderations.lead[0]),
        ("Samples", _SAMPLES, _samples(scrutiny, risks), paper.samples_lead),
        ("Calibration", _CALIBRATION, _calibration(paper), "No open risk to place."),
    )
    return {name: sheet_of(name, heads, rows, bare) for name, heads, rows, bare in filled}


_SUMMARY = (("What", 30.0), ("Fact", 100.0))


def _summary(audit: "Audit", paper: AuditPaper) -> Iterable[Row]:
    register, said = audit.case.register, paper.said
    yield "Register", paper.title
    yield from ((label, fact) for label, fact in paper.cover.facts if label in ("Organisation", "Partners", "Scheme"))
    yield "Register as at", register.as_at or NOT_RECORDED
    yield "Day of the audit", audit.case.today
    yield "Seal", register.seal or NOT_RECORDED
    yield from (("Scope", text) for text in paper.scope)
    yield from (("Register and seal", text) for text in paper.sealing)
    yield from (("Conclusion", text) for text in paper.conclusion)
    yield "Open risks audited", said.open_risks
    yield "Rules applied", said.rules
    for severity, number in zip(Severity, said.waiting, strict=True):
        yield f"{sentence(KINDS[severity][1])} that wait, as the paper tells them", number
    yield "Findings waived, as the paper tells them", said.waived
    yield "Findings one by one", said.each
    yield from (("To check this workbook", text) for text in paper.checking)


_FINDINGS = (
    ("No. in the paper", 9.0),
    ("Rule", 26.0),
    ("Title", 30.0),
    ("Severity", 10.0),
    ("References", 14.0),
    ("Field", 16.0),
    ("Message", 60.0),
    ("Readings offered", 34.0),
    ("Status", 10.0),
    ("Waiver", 9.0),
    ("Waived by", 20.0),
    ("Waived on", 13.0),
    ("Reason", 40.0),
    ("Expires on", 13.0),
)
_NOT_WAIVED = "not waived"


def _findings(audit: "Audit") -> Iterable[Row]:
    numbers = numbered(audit)
    one_by_one = (each for finding in audit.findings for each in finding.under or (finding,))
    for finding in one_by_one:
        yield (
            numbers[id(finding)],
            finding.rule.name,
            finding.rule.title,
            sentence(finding.severity.word),
            ", ".join(finding.refs) or "the register",
            field_words(finding.field, audit.case.register) or "The whole",
            finding.message,
            "\n".join(offered(finding.offers)) or "none",
            "waived" if finding.waiver else "waiting",
            *_waived(finding),
        )


def _waived(finding: Finding) -> Row:
    waiver = finding.waiver
    if waiver is None:
        return (_NOT_WAIVED,) * 5
    reason, until = waiver.reason or NOT_RECORDED, waiver.expires_on or "no expiry date"
    return f"W{waiver.id}", waiver.accepted_by, waiver.accepted_on, reason, until


_RULES = (
    ("Order", 7.0),
    ("Rule", 28.0),
    ("Title", 36.0),
    ("Severity", 10.0),
    ("What it is for", 60.0),
    ("Risks hit", 9.0),
    ("Findings", 9.0),
    ("Waiting", 9.0),
    ("Waived", 9.0),
    ("Could be run", 30.0),
)


def _rules(audit: "Audit", paper: AuditPaper) -> Iterable[Row]:
    broken = {fault.rule.name: fault.details.strip().splitlines()[-1:] for fault in audit.faults}
    for place, tally in enumerate(paper.tallies, 1):
        rule = tally.rule
        ran = f"no: {' '.join(broken[rule.name])}" if tally.faulty else "yes"
        counts = (tally.risks, len(tally.findings), tally.waiting, tally.waived)
        yield place, rule.name, rule.title, sentence(rule.severity.word), rule.why, *counts, ran


_WAIVERS = (
    ("No.", 7.0),
    ("Rule", 26.0),
    ("Finding as it was accepted", 60.0),
    ("Findings accepted", 10.0),
    ("Of these still found", 10.0),
    ("Accepted by", 22.0),
    ("Accepted on", 13.0),
    ("Reason", 44.0),
    ("Expires on", 14.0),
    ("Standing", 11.0),
    ("Withdrawn because", 36.0),
    ("Withdrawn by", 20.0),
    ("Withdrawn on", 14.0),
)


def _waivers(audit: "Audit") -> Iterable[Row]:
    marks = Counter(mark for finding in audit.each for mark in finding.marks)
    for waiver in audit.case.scrutiny.waivers:
        accepted = waiver.marks.split()
        withdrawn: Row = ("not withdrawn",) * 3
        if waiver.withdrawn:
            withdrawn = (waiver.withdrawn, waiver.withdrawn_by or NOT_RECORDED, waiver.withdrawn_on or NOT_RECORDED)
        yield (
            f"W{waiver.id}",
            waiver.rule,
            waiver.message or NOT_RECORDED,
            len(accepted),
            sum(mark in marks for mark in accepted),
            waiver.accepted_by or NOT_RECORDED,
            waiver.accepted_on,
            waiver.reason or NOT_RECORDED,
            waiver.expires_on or "no expiry date",
            waiver_state(waiver, audit.case.today),
            *withdrawn,
        )


_CHALLENGES = (
    ("No.", 7.0),
    ("Reference", 11.0),
    ("Risk", 40.0),
    ("About", 30.0),
    ("Question", 50.0),
    ("Asked by", 20.0),
    ("Asked on", 13.0),
    ("Sent to", 24.0),
    ("Status", 12.0),
    ("Answer", 50.0),
    ("Answered by", 22.0),
    ("Answered on", 14.0),
    ("Answer recorded by", 22.0),
)


def _challenges(register: Register, scrutiny: Scrutiny, risks: Risks) -> Iterable[Row]:
    for one in scrutiny.challenges:
        answer: Row = ("not answered yet",) * 4
        if one.answered_on:
            by, recorder = one.answered_by or NOT_RECORDED, one.recorded_by or NOT_RECORDED
            answer = (one.answer or NOT_RECORDED, by, one.answered_on, recorder)
        yield (
            f"C{one.id}",
            *_risk(risks.get(one.risk_id)),
            about(one, register),
            one.question or NOT_RECORDED,
            one.asked_by or NOT_RECORDED,
            one.asked_on,
            one.sent_to or NOT_RECORDED,
            "open" if one.is_open else "answered",
            *answer,
        )


def _risk(risk: Risk | None) -> Row:
    return (risk.label, risk.title or NOT_RECORDED) if risk else (NOT_RECORDED, NOT_RECORDED)


_MODERATED = (
    ("No.", 7.0),
    ("Reference", 11.0),
    ("Risk", 36.0),
    ("Stage", 12.0),
    ("Owner's score", 18.0),
    ("Owner's rationale", 36.0),
    ("Moderator's score", 18.0),
    ("Moderator's rationale", 36.0),
    ("Difference", 40.0),
    ("By today's scheme", 34.0),
    ("Moderator", 20.0),
    ("Moderated on", 14.0),
    ("Outcome", 26.0),
    ("Agreed", 40.0),
    ("Agreed on", 14.0),
    ("Reasons", 36.0),
)


def _moderations(register: Register, scrutiny: Scrutiny, risks: Risks) -> Iterable[Row]:
    scheme = register.scheme
    for one in scrutiny.moderations:
        outcome: Row = ("not agreed yet",) * 4
        if one.outcome:
            reasons = one.agreement or NOT_RECORDED
            outcome = (one.outcome.label, agreed(one), one.agreed_on or NOT_RECORDED, reasons)
        yield (
            f"M{one.id}",
            *_risk(risks.get(one.risk_id)),
            register.word(one.stage),
            owner_said(scheme, one),
            one.owner_rationale or NOT_RECORDED,
            moderated_said(scheme, one),
            one.rationale or NOT_RECORDED,
            sentence(told_difference(scheme, one)),
            today_said(scheme, one),
            one.moderator or NOT_RECORDED,
            one.moderated_on,
            *outcome,
        )


_SAMPLES = (
    ("Sample", 8.0),
    ("Seed", 12.0),
    ("Stratified by", 18.0),
    ("Drawn from", 9.0),
    ("Drawn by", 20.0),
    ("Drawn on", 13.0),
    ("Reference", 11.0),
    ("Risk", 40.0),
    ("Stratum", 22.0),
    ("Score when drawn", 20.0),
    ("Conclusion", 24.0),
    ("Reasons", 44.0),
    ("Concluded by", 20.0),
    ("Concluded on", 14.0),
)


def _samples(scrutiny: Scrutiny, risks: Risks) -> Iterable[Row]:
    for sample in scrutiny.samples:
        drawn = (sample.strata or "nothing", sample.population, sample.drawn_by or NOT_RECORDED, sample.drawn_on)
        for item in sample.items:
            concluded: Row = ("not concluded yet",) * 4
            if item.judgement:
                who, on = item.concluded_by or NOT_RECORDED, item.concluded_on or NOT_RECORDED
                concluded = (item.judgement.label, item.conclusion or NOT_RECORDED, who, on)
            place = (item.stratum or NOT_RECORDED, item.score or NOT_RECORDED)
            # A seed is a name, not an amount: as text no program rounds it.
            yield (f"S{sample.id}", str(sample.seed), *drawn, *_risk(risks.get(item.risk_id)), *place, *concluded)


_CALIBRATION = (("What", 18.0), ("Which", 40.0), ("Risks", 9.0), ("In words", 70.0))


def _calibration(paper: AuditPaper) -> Iterable[Row]:
    yield from _cells(paper.spread.matrix)
    found = paper.spread.found
    for what, groups in (("Owner", found.owners), ("Category", found.categories)):
        for group in groups:
            shares = zip(reversed(group.bands), reversed(found.bands), strict=True)
            told = [f"{number:,} {band.word}" for number, band in shares if number]
            remark = f"; {group.remark}" if group.remark else ""
            yield what, group.name, len(group.risks), f"{listed(told)}, in {counted(group.cells, 'cell')}{remark}"
    yield from (("Remark", "The register", paper.said.open_risks, text) for text in paper.spread.sentences)


def _cells(matrix: Matrix) -> Iterable[Row]:
    for square in matrix.used:
        yield f"Cell {square.place}", square.mark.text, len(square.refs), ", ".join(square.refs)
    for risk in matrix.unplaced:
        yield "Without a cell", risk.ref, 1, risk.reason
