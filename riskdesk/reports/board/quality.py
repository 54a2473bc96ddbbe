"""The quality of the register: what the audit finds, what was corrected since the last issue, what is accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from riskdesk.audit.findings import Finding, Severity
from riskdesk.changed import since
from riskdesk.reports.audit.findings import KINDS, MOST_REFS, waived_by
from riskdesk.reports.blocks import Block, Heading, Size, Words
from riskdesk.reports.marks import Line, Row, Table, Tone, body, strong
from riskdesk.reports.section import Section, by_whom, columns, known, ref_of, risk_cell
from riskdesk.reports.sources import Chapter, Request, Sources
from riskdesk.risks import Risk, Status
from riskdesk.scrutiny import Challenge, Waiver
from riskdesk.wording import clipped, counted, listed, natural, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

_MESSAGE, _REASON, _QUESTION = 200, 200, 240

Pair = tuple[str, str]
"""A rule, and the risk it found fault with by reference; "" for the register."""


def quality_chapter(sources: Sources, _request: Request) -> Chapter | None:
    """None where no audit was made."""
    audit = sources.audit
    if audit is None:
        return None
    sections = (_waiting(audit), _corrected(sources, audit), _accepted(audit), _challenges(sources, audit))
    blocks: list[Block] = [Heading("Quality of the register"), *(Words(text) for text in _lead(audit))]
    for section in sections:
        told = section.blocks(2, Size.CLOSE, "quality") if section.said else map(Words, section.lead)
        blocks += told
    return Chapter("quality", tuple(blocks), tuple(section.count for section in sections))


def _lead(audit: "Audit") -> Iterator[str]:
    live, waived = len(audit.case.live), sum(finding.waiver is not None for finding in audit.findings)
    parts = listed([counted(audit.count(severity), *KINDS[severity]) for severity in Severity])
    waiting = sum(audit.count(severity) for severity in Severity)
    rules = f"{counted(len(audit.rules), 'rule')} applied to {counted(live, 'open risk')}"
    if waiting:
        told = f"{counted(waiting, 'finding')} {verb(waiting, 'waits', 'wait')} for an answer: {parts}"
    else:
        told = "no finding waits for an answer"
    yield f"{sentence(rules)}: {told}; {counted(waived, 'finding')} {verb(waived, 'is', 'are')} accepted by name."
    if audit.faults:
        number = len(audit.faults)
        yield sentence(
            f"{counted(number, 'rule')} could not be run, so what {verb(number, 'it', 'they')} would find is not known."
        )


def _waiting(audit: "Audit") -> Section:
    """A row for each rule and severity that found what nobody answered yet, most severe first."""
    groups: dict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.waiver is None:
            groups[finding.severity, finding.rule.name].append(finding)
    number = sum(map(len, groups.values()))
    named = columns(("severity", "Severity"), ("found", "What was found"), ("count", "Findings"), ("refs", "Risks"))
    rows = tuple(_waiting_row(severity, found) for (severity, _), found in groups.items())
    lead = sentence(f"{counted(number, 'finding')}, told by rule; the audit paper has each with its evidence.")
    return Section("What waits for an answer", (lead,) if groups else (), Table(named, rows), len(groups))


def _waiting_row(severity: Severity, found: Sequence[Finding]) -> Row:
    first = found[0]
    said = (Line(clipped(first.message, _MESSAGE), Tone.META),) if len(found) == 1 else ()
    return (
        strong(sentence(severity.word)),
        (Line(first.rule.title), *said),
        body(f"{len(found):,}"),
        body(_refs(risk for finding in found for risk in finding.risks)),
    )


def _refs(risks: Iterable[Risk]) -> str:
    """Each once, in their order; the register where no risk is named."""
    refs = sorted({ref_of(risk) for risk in risks}, key=natural)
    return listed(refs, MOST_REFS) or "The register"


# Corrected since the last issue


def _corrected(sources: Sources, audit: "Audit") -> Section:
    """What the audit of the last closed period found and this one does not, by rule. What went with a risk that
    left is not among it: nothing was mended there."""
    register, last = sources.register, sources.register.last_closed
    if sources.movement is None or last is None or last.closing is None:
        return Section("Corrected", ())
    faulty = {fault.rule.name for fault in audit.faults}
    titles = {rule.name: rule.title for rule in audit.rules if rule.name not in faulty}
    frozen = last.closing.findings.get("findings")
    if not isinstance(frozen, list):  # kept out of a public paper: what it held cannot be compared
        return Section("Corrected", ())
    before, now = _pairs_before(frozen), _pairs(audit.each)
    gone, came = before - now, {pair for pair in now - before if pair[0] in titles}
    still = {"", *(risk.label for risk in register.risks if risk.status is Status.OPEN)}
    mended = {pair for pair in gone if pair[0] in titles and pair[1] in still}
    by_rule: dict[str, list[str]] = defaultdict(list)
    for rule, ref in sorted(mended, key=lambda pair: natural(pair[1])):
        by_rule[rule].append(clipped(ref, 40) or "The register")
    rows = tuple((strong(titles[rule]), body(listed(refs, MOST_REFS))) for rule, refs in sorted(by_rule.items()))
    left = verb(len(mended), "is not found any more", "are not found any more")
    new = f"{len(came):,} {verb(len(came), 'is', 'are')} new"
    lead = f"{since(sources.movement)}, {counted(len(mended), 'finding')} {left} and {new}, counted by rule and risk."
    table = Table(columns(("mended", "Not found any more"), ("which", "Risks")), rows)
    return Section("Corrected since the last issue", (lead,), table, len(by_rule))


def _pairs(found: Iterable[Finding]) -> set[Pair]:
    return {(each.rule.name, ref) for each in found for ref in (each.refs or ("",))}


def _pairs_before(frozen: Iterable[Mapping[str, Any]]) -> set[Pair]:
    """The same of an audit as a closed period keeps it."""
    return {(each["rule"], ref) for each in frozen for ref in (each["refs"] or ("",))}


# Accepted, and asked


def _accepted(audit: "Audit") -> Section:
    """A row for what one person accepted of one rule on one day with one reason: of which risks, until when and why."""
    held: dict[object, list[tuple[Waiver, Finding]]] = defaultdict(list)
    for finding in audit.each:
        if waiver := finding.waiver:
            said = (waiver.accepted_by, waiver.accepted_on, waiver.expires_on, waiver.reason)
            held[finding.rule.name, said].append((waiver, finding))
    number = len({waiver.id for found in held.values() for waiver, _ in found})
    lead = "No finding is accepted by waiver."
    if held:
        lead = sentence(f"{counted(number, 'waiver')} {verb(number, 'holds', 'hold')}, each by name and with a reason.")
    rows = tuple(_accepted_row(found) for found in sorted(held.values(), key=lambda found: found[0][0].id))
    named = columns(("accepted_what", "What is accepted"), ("refs", "Risks"), ("accepted_by", "By whom, and why"))
    return Section("What is accepted, and by whom", (lead,), Table(named, rows), len(held))


def _accepted_row(found: Sequence[tuple[Waiver, Finding]]) -> Row:
    waiver, first = found[0]
    by = waived_by(waiver).removesuffix(f" (W{waiver.id})")
    numbers = listed([f"W{number}" for number in sorted({each.id for each, _ in found})])
    message = (Line(clipped(known(first.message), _MESSAGE), Tone.META),) if len(found) == 1 else ()
    return (
        (Line(first.rule.title, Tone.STRONG), *message),
        body(_refs(risk for _, finding in found for risk in finding.risks)),
        (Line(f"{sentence(by)} ({numbers})"), Line(clipped(known(waiver.reason), _REASON), Tone.META)),
    )


def _challenges(sources: Sources, audit: "Audit") -> Section:
    """The questions that wait for an answer."""
    risks = {risk.id: risk for risk in sources.register.risks}
    found = audit.case.scrutiny.open_challenges
    number = len(found)
    lead = f"{counted(number, 'challenge')} {verb(number, 'waits', 'wait')} for an answer from the owner of a risk."
    if not number:
        lead = "No challenge to an owner is open."
    named = columns(("challenged", "Risk"), ("question", "Question"), ("asked", "Asked"))
    rows = tuple(_challenge_row(each, risks.get(each.risk_id)) for each in found)
    return Section("Challenges that are open", (sentence(lead),), Table(named, rows), number)


def _challenge_row(each: Challenge, risk: Risk | None) -> Row:
    to = Line(f"sent to {clipped(known(each.sent_to), 80)}", Tone.META)
    asked = by_whom("Asked", clipped(each.asked_by, 80), each.asked_on)
    return risk_cell(risk), body(clipped(each.question, _QUESTION)), (Line(asked), to)
