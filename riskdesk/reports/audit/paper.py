"""The audit working paper's facts: what was audited, by which rules, with what outcome, and what a person must do."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from riskdesk.audit.findings import Severity
from riskdesk.proof import Verdict
from riskdesk.reports.audit.conclusion import conclude
from riskdesk.reports.audit.findings import Tally, findings_sections, quiet_rules, rules_section, tallies
from riskdesk.reports.audit.moderated import moderations_section
from riskdesk.reports.audit.officers import challenges_section, samples_lead, samples_sections, waivers_section
from riskdesk.reports.audit.spread import Spread, spread
from riskdesk.reports.blocks import Cover, Document, document_of
from riskdesk.reports.imprint import imprint
from riskdesk.reports.marks import Line, Table, Tone, body
from riskdesk.reports.section import Section, columns
from riskdesk.reports.sources import agree
from riskdesk.risks import Register, Status
from riskdesk.trail import standing
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, long_date, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.case import Case
    from riskdesk.audit.run import Audit


_NONE_LEFT_OUT = "The register holds no drafts and no closed risks, so none were left out."
_RISK_SHARE = (
    "What the covering paper says of sharing the risk agrees with the partners' agreement and with what this register "
    "says of who bears the money."
)
_VERIFY = (
    "To check this paper, run the command below on the register's file. It proves the file's history and tells which "
    "step the seal belongs to, also when later steps have followed."
)
_BROKEN = "The history of this register does NOT hold. Nothing below can be relied on until this is explained:"


@dataclass(frozen=True, slots=True)
class Said:
    """The counts the paper says, before anything is printed."""

    open_risks: int
    rules: int
    waiting: tuple[int, ...]
    waived: int
    each: int
    sampled: int


@dataclass(frozen=True, slots=True)
class AuditPaper:
    """An audit of one register, for the officer's file and for whoever reviews it."""

    cover: Cover
    as_at: str
    seal: str
    scope: tuple[str, ...]
    sealing: tuple[str, ...]
    conclusion: tuple[str, ...]
    rules: Section
    quiet_rules: tuple[str, ...]
    tallies: tuple[Tally, ...]
    findings: tuple[Section, ...]
    waivers: Section
    challenges: Section
    moderations: Section
    samples_lead: str
    samples: tuple[Section, ...]
    spread: Spread
    checks: tuple[str, ...]
    faults: Section
    signatories: tuple[str, ...]
    checking: tuple[str, ...]
    said: Said

    @property
    def title(self) -> str:
        return self.cover.title

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section that may have a table, in the order in which they are printed."""
        officers = (self.waivers, self.challenges, self.moderations, *self.samples)
        return (self.rules, *self.findings, *officers, *self.spread.groups, self.faults)

    @property
    def document(self) -> Document:
        from riskdesk.reports.audit.working import working_blocks  # noqa: PLC0415 - they know one another

        running = f"{self.title} · audit working paper"
        told = document_of(self.cover, "Audit working paper", self.as_at, self.seal, working_blocks(self))
        return replace(told, running=running)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        said = self.said
        for section in self.sections:
            section.reconcile()
        agree(said.rules, len(self.rules.table.rows) + len(self.quiet_rules), "rules")
        agree(sum(said.waiting) + said.waived, sum(len(part.table.rows) for part in self.findings), "findings")
        agree(said.each, sum(tally.waiting + tally.waived for tally in self.tallies), "findings one by one")
        agree(said.open_risks, self.spread.matrix.references, "open risks on the matrix")
        agree(said.sampled, sum(len(sample.table.rows) for sample in self.samples), "risks sampled")


def audit_paper(audit: "Audit", verdict: Verdict | None = None) -> AuditPaper:
    """Every fact and sentence of the working paper. `verdict` is the proof of the register's history, where one was
    made."""
    register = audit.case.register
    risks = {risk.id: risk for risk in register.risks}
    found = tallies(audit)
    return AuditPaper(
        cover=_cover(audit),
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        scope=_scope(audit),
        sealing=_sealing(register, verdict),
        conclusion=conclude(audit, verdict),
        rules=rules_section(audit, found),
        quiet_rules=quiet_rules(found),
        tallies=found,
        findings=findings_sections(audit),
        waivers=waivers_section(audit),
        challenges=challenges_section(audit, risks),
        moderations=moderations_section(audit, risks),
        samples_lead=samples_lead(audit.case.scrutiny.samples),
        samples=samples_sections(audit, risks),
        spread=spread(register),
        checks=_checks(audit),
        faults=_faults(audit),
        signatories=("Audited by", "Reviewed by", *(f"For {clipped(one.name, 80)}" for one in register.partners)),
        checking=_checking(audit),
        said=_said(audit),
    )


def _said(audit: "Audit") -> Said:
    return Said(
        open_risks=len(audit.case.live),
        rules=len(audit.rules),
        waiting=tuple(audit.count(severity) for severity in Severity),
        waived=sum(finding.waiver is not None for finding in audit.findings),
        each=len(audit.each),
        sampled=sum(len(sample.items) for sample in audit.case.scrutiny.samples),
    )


def _cover(audit: "Audit") -> Cover:
    register = audit.case.register
    facts = (
        ("Organisation", clipped(register.organisation) or NOT_RECORDED),
        ("Partners", clipped(listed([partner.name for partner in register.partners])) or NOT_RECORDED),
        ("Register as at", long_date(register.as_at)),
        ("Day of the audit", long_date(audit.case.today)),
        ("Scheme", register.scheme.name),
    )
    return Cover(
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        kind=f"Audit working paper on the risk register, {as_at_phrase(register.as_at)}",
        imprint=imprint(register),
        facts=facts,
        to_fill=("Auditor", "Post", "Paper no.", "Date"),
    )


def _scope(audit: "Audit") -> tuple[str, ...]:
    case, register = audit.case, audit.case.register
    live, moves = len(case.live), len(standing(case.evidence.moves))
    drafts, closed = (sum(risk.status is each for risk in register.risks) for each in (Status.DRAFT, Status.CLOSED))
    left = [counted(number, thing) for number, thing in ((drafts, "draft risk"), (closed, "closed risk")) if number]
    out = f"{listed(left)} {verb(drafts + closed, 'was', 'were')} left out." if left else _NONE_LEFT_OUT
    day, when = long_date(case.today), as_at_phrase(register.as_at)
    judged = f"Without an as-at date nothing is called late. Which waivers hold is judged on {day}."
    if register.as_at:
        judged = (
            f"What is late or stale is judged on the as-at date, which waivers hold on the day of the audit, {day}."
        )
    which = f"“{clipped(register.title, 120)}”"
    told = (
        f"{counted(live, 'open risk')} of {which} {verb(live, 'was', 'were')} audited, {when}.",
        out,
        judged,
        f"The change log was read too: it holds {counted(moves, 'move')} of a score by people.",
        _compared(case),
    )
    return tuple(sentence(text) for text in told)


def _compared(case: "Case") -> str:
    previous = case.previous
    if previous is None:
        return "It was compared with no earlier register and no other copy."
    earlier = "an earlier state of this very file" if previous.as_at == case.as_at else "another issue"
    other = "another copy of the same issue" if case.is_copy else earlier
    title = clipped(previous.title, 120) or f"title {NOT_RECORDED}"
    risks = counted(len(previous.risks), "risk")
    seal = f", seal {previous.seal[:12]}" if previous.seal else ""
    return f"It was compared with {other}: “{title}”, {as_at_phrase(previous.as_at)}, {risks}{seal}."


def _sealing(register: Register, verdict: Verdict | None) -> tuple[str, ...]:
    if not register.seal:
        told = [f"The seal of the register is {NOT_RECORDED}, so this paper cannot be checked against a file."]
    else:
        told = ["The seal below stands for the register and its whole history as they were audited."]
    if verdict is None:
        return (*told, "The history was not proved for this paper; the last section says how to do it.")
    if not verdict.sound:
        told.append(_BROKEN)
    return (*told, *verdict.sentences)


def _checks(audit: "Audit") -> tuple[str, ...]:
    """What no program can decide: the paper the register goes out with, and people's word."""
    register, live = audit.case.register, len(audit.case.live)
    names = [clipped(partner.name, 80) for partner in register.partners]
    signed = [f"{name} has signed off this register, and whoever signed may do so." for name in names]
    nobody = f"Whoever has to sign off this register has done so (partners are {NOT_RECORDED})."
    return (
        "Every risk that the covering paper names is in this register, under the same reference.",
        f"The covering paper tells of as many risks as this register holds: {counted(live, 'open risk')}.",
        _RISK_SHARE,
        f"The heat map in the covering paper shows {_each_once(live)}, in the cell it has under Calibration here.",
        "The level words and bands that the covering paper prints are those of this register's scheme.",
        *(signed or [nobody]),
    )


def _each_once(live: int) -> str:
    if live < 2:
        return "the one open risk once" if live else "no risk, as none is open"
    return f"each of the {live:,} open risks once"


def _faults(audit: "Audit") -> Section:
    lead = "Every rule could be run."
    if audit.faults:
        lead = (
            "These rules failed and were left out; all others were run. This is a fault in RiskDesk: please report it "
            "with what “riskdesk-cli audit FILE --json” prints."
        )
    rows = tuple(
        ((Line(fault.rule.title, Tone.STRONG), Line(fault.rule.name, Tone.META)), body(_last_line(fault.details)))
        for fault in audit.faults
    )
    table = Table(columns(("rule", "Rule"), ("fault", "What happened")), rows)
    return Section("Rules that could not be run", (lead,), table, len(audit.faults))


def _last_line(details: str) -> str:
    lines = details.strip().splitlines()
    return lines[-1] if lines else ""


def _checking(audit: "Audit") -> tuple[str, ...]:
    seal, previous = audit.case.register.seal, audit.case.previous
    again = f"riskdesk-cli audit FILE --all --today {audit.case.today.isoformat()}"
    if previous:
        again += " --previous EARLIER"
    repeat = f"To repeat this audit on the file as it was sealed, run “{again}”."
    if previous:
        repeat += " EARLIER is the file of the register it was compared with, which is named under Scope."
    if not seal:
        return f"The seal is {NOT_RECORDED}: this paper cannot be checked against a file.", repeat
    return (
        _VERIFY,
        f"riskdesk-cli verify FILE --seal {seal}",
        repeat,
        "A seal reveals tampering; it does not prevent it.",
    )
