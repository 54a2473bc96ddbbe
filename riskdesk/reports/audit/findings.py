"""The audit paper's rules and findings: what each rule found, and each finding with its evidence and its standing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riskdesk.audit.findings import Finding, Rule, Severity
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, strong
from riskdesk.reports.section import Section, columns, known, ref_of
from riskdesk.scrutiny import Challenge, Waiver
from riskdesk.wording import clipped, counted, listed, long_date, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

MOST_REFS = 60
"""More references than a reader looks through in one cell; the workbook has them all."""
MOST_MESSAGES = 40

KINDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("point of advice", "points of advice"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule found: how many findings one by one, and how many different risks they name."""

    rule: Rule
    findings: tuple[Finding, ...]
    faulty: bool

    @property
    def risks(self) -> int:
        return len({id(risk) for finding in self.findings for risk in finding.risks})

    @property
    def waived(self) -> int:
        return sum(finding.waiver is not None for finding in self.findings)

    @property
    def waiting(self) -> int:
        return len(self.findings) - self.waived


def tallies(audit: "Audit") -> tuple[Tally, ...]:
    """Every rule in the order of the audit, those that found nothing too."""
    faulty = {fault.rule.name for fault in audit.faults}
    return tuple(Tally(rule, tuple(audit.of_rule(rule.name)), rule.name in faulty) for rule in audit.rules)


def quiet_rules(found: Sequence[Tally]) -> tuple[str, ...]:
    """The rules that were applied and found nothing, by title and name: a row each would hide those that did."""
    return tuple(
        f"{tally.rule.title} ({tally.rule.name})" for tally in found if not tally.findings and not tally.faulty
    )


def rules_section(audit: "Audit", found: Sequence[Tally]) -> Section:
    """A row for each rule that found something or could not be run."""
    hit = sum(bool(tally.findings) for tally in found)
    quiet = sum(not tally.findings and not tally.faulty for tally in found)
    lead = [
        sentence(
            f"{counted(len(audit.rules), 'rule')} {verb(len(audit.rules), 'was', 'were')} applied, in this order: "
            f"{hit} found something, {quiet} found nothing."
        ),
        "Findings are counted here one by one, before any are told as one.",
    ]
    if audit.faults:
        lead.insert(1, sentence(f"{counted(len(audit.faults), 'rule')} could not be run; see the section on them."))
    named = (("rule", "Rule"), ("severity", "Severity"), ("count", "Risks hit"), ("count", "Findings"))
    rows = tuple(_rule_row(tally) for tally in found if tally.findings or tally.faulty)
    table = Table(columns(*named, ("count", "Waiting"), ("count", "Waived")), rows)
    return Section("Rules applied", tuple(lead), table, len(audit.rules) - quiet)


def _rule_row(tally: Tally) -> Row:
    rule = tally.rule
    name: Cell = (Line(rule.title, Tone.STRONG), Line(rule.name, Tone.META))
    if tally.faulty:
        missing = (Line("could not be run", Tone.STRONG),)
        return (name, _severity_cell(tally), missing, missing, missing, missing)
    risks = "the register" if tally.findings and not tally.risks else f"{tally.risks:,}"
    numbers = (f"{len(tally.findings):,}", f"{tally.waiting:,}", f"{tally.waived:,}")
    return (name, _severity_cell(tally), body(risks), *(body(number) for number in numbers))


def _severity_cell(tally: Tally) -> Cell:
    """The rule's own severity, and how many of its findings are of another."""
    others = Counter(finding.severity for finding in tally.findings if finding.severity is not tally.rule.severity)
    told = (Line(f"{number:,} as {severity.word}", Tone.META) for severity, number in sorted(others.items()))
    return (Line(sentence(tally.rule.severity.word)), *told)


def numbered(audit: "Audit") -> Mapping[int, str]:
    """The number the paper gives each finding, and those under it, by the finding's identity."""
    numbers = {}
    for place, finding in enumerate(audit.findings, 1):
        for each in (finding, *finding.under):
            numbers[id(each)] = f"F{place}"
    return numbers


def findings_sections(audit: "Audit") -> tuple[Section, ...]:
    """One section for each severity, most severe first."""
    numbers = numbered(audit)
    asked: dict[tuple[str, int], list[Challenge]] = defaultdict(list)
    for challenge in audit.case.scrutiny.challenges:
        if challenge.rule:
            asked[challenge.rule, challenge.risk_id].append(challenge)
    sections = []
    for severity in Severity:
        found = [finding for finding in audit.findings if finding.severity is severity]
        rows = tuple(_finding_row(finding, numbers[id(finding)], asked) for finding in found)
        waived = sum(finding.waiver is not None for finding in found)
        table = Table(
            columns(
                ("number", "No."),
                ("finding", "Rule"),
                ("refs", "Risks"),
                ("evidence", "Evidence"),
                ("status", "Status"),
            ),
            rows,
        )
        sections.append(Section(_title(severity), (_lead(severity, len(found), waived),), table, len(found)))
    return tuple(sections)


def _title(severity: Severity) -> str:
    return {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}[severity]


def _lead(severity: Severity, whole: int, waived: int) -> str:
    kind = sentence(counted(whole, *KINDS[severity]))
    if not whole:
        return f"{kind} found."
    waiting = whole - waived
    if not waived:
        return f"{kind}: {verb(whole, 'it waits', 'all wait')} for an answer."
    if not waiting:
        return f"{kind}: {verb(whole, 'it is', 'all are')} waived."
    wait, are = verb(waiting, "waits", "wait"), verb(waived, "is", "are")
    return f"{kind}: {waiting:,} {wait} for an answer, {waived:,} {are} waived."


def _finding_row(finding: Finding, number: str, asked: Mapping[tuple[str, int], Sequence[Challenge]]) -> Row:
    return (
        strong(number),
        (Line(finding.rule.title, Tone.STRONG), Line(finding.rule.name, Tone.META)),
        body(listed([ref_of(risk) for risk in finding.risks], MOST_REFS) or "The register"),
        (*_evidence(finding), *_accepted(finding), *_challenged(finding, asked)),
        strong(sentence(status(finding))),
    )


def status(finding: Finding) -> str:
    """ "waiting", "waived", or how many of those under it are waived."""
    if finding.waiver:
        return "waived"
    waived = sum(each.waiver is not None for each in finding.under)
    return f"waiting; {waived:,} of {len(finding.under):,} waived" if waived else "waiting"


def _evidence(finding: Finding) -> Cell:
    lines = [Line(known(finding.message)), *(Line(text) for text in offered(finding.offers))]
    told = _messages(finding)
    lines += [Line(text, Tone.META) for text in told[:MOST_MESSAGES]]
    if len(told) > MOST_MESSAGES:
        more = counted(len(told) - MOST_MESSAGES, "more message")
        lines.append(Line(f"And {more}, each told in the workbook of this paper.", Tone.META))
    return tuple(lines)


def _messages(finding: Finding) -> list[str]:
    """What is said of the risks under a rolled-up finding: each different message once, after the references it is
    said of."""
    refs: dict[str, list[str]] = defaultdict(list)
    for each in finding.under:
        text = " ".join((known(each.message), *offered(each.offers)))
        refs[text] += [ref_of(risk) for risk in each.risks]
    if len(refs) == 1:
        return [f"Each: {text}" for text in refs]
    return [f"{listed(list(dict.fromkeys(named)), MOST_REFS)}: {text}" for text, named in refs.items()]


def offered(offers: Sequence[str]) -> tuple[str, ...]:
    """The readings a person can choose between; none is preferred."""
    if len(offers) == 1:
        return (f"Possible reading: {offers[0]}.",)
    words = ("Either", *("or" for _ in offers[1:]))
    ends = (*(";" for _ in offers[1:]), ".")
    return tuple(f"{word}: {offer}{end}" for word, offer, end in zip(words, offers, ends, strict=False))


def _accepted(finding: Finding) -> list[Line]:
    """By whom, until when and why; of a rolled-up finding that waits, which waivers hold for some of it."""
    if finding.waiver:
        by, why = waived_by(finding.waiver), known(finding.waiver.reason)
        return [Line(f"Waived {by}. Reason: {why}")]
    waivers = sorted({each.waiver.id for each in finding.under if each.waiver})
    return [Line(f"Some of it is waived ({listed([f'W{number}' for number in waivers])}).")] if waivers else []


def waived_by(waiver: Waiver) -> str:
    """ "by Bea Boss on 1 August 2017 until 31 March 2018 (W3)"."""
    until = f"until {long_date(waiver.expires_on)}" if waiver.expires_on else "with no expiry date"
    return f"by {known(clipped(waiver.accepted_by, 80))} on {long_date(waiver.accepted_on)} {until} (W{waiver.id})"


def _challenged(finding: Finding, asked: Mapping[tuple[str, int], Sequence[Challenge]]) -> list[Line]:
    found = [one for risk in finding.risks for one in asked.get((finding.rule.name, risk.id), ())]
    return [
        Line(f"Challenge C{one.id}, {'not answered yet' if one.is_open else 'answered'}", Tone.META) for one in found
    ]
