"""The audit paper's account of what officers did: waivers, challenges and dip samples."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from riskdesk.audit.asking import about
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, strong
from riskdesk.reports.section import Section, by_whom, columns, known, risk_cell
from riskdesk.risks import Register, Risk
from riskdesk.scrutiny import Challenge, Judgement, Sample, SampleItem, Waiver
from riskdesk.wording import NOT_RECORDED, counted, listed, long_date, of_all, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

Risks = Mapping[int, Risk]


def waivers_section(audit: "Audit") -> Section:
    today = audit.case.today
    waivers = audit.case.scrutiny.waivers
    marks = Counter(mark for finding in audit.each for mark in finding.marks)
    states = Counter(waiver_state(waiver, today) for waiver in waivers)
    lead = "No finding has been waived."
    if waivers:
        parts = [f"{states[word]} {word}" for word in ("in force", "lapsed", "withdrawn") if states[word]]
        lead = f"{counted(len(waivers), 'waiver')} {verb(len(waivers), 'is', 'are')} recorded: {listed(parts)}."
    named = (("number", "No."), ("waived", "Finding as it was accepted"), ("person", "Accepted"))
    table = Table(
        columns(*named, ("reason", "Reason"), ("standing", "Standing")),
        tuple(_waiver_row(waiver, today, marks) for waiver in waivers),
    )
    return Section("Waivers", (sentence(lead),), table, len(waivers))


def waiver_state(waiver: Waiver, today: dt.date) -> str:
    """ "in force", "lapsed" or "withdrawn"."""
    if waiver.withdrawn:
        return "withdrawn"
    return "in force" if waiver.in_force(today) else "lapsed"


def _waiver_row(waiver: Waiver, today: dt.date, marks: Counter[str]) -> Row:
    until = f"until {long_date(waiver.expires_on)}" if waiver.expires_on else "with no expiry date"
    return (
        strong(f"W{waiver.id}"),
        (Line(known(waiver.message)), Line(waiver.rule, Tone.META)),
        (Line(known(waiver.accepted_by)), Line(f"on {long_date(waiver.accepted_on)} {until}", Tone.META)),
        body(waiver.reason),
        (Line(sentence(waiver_state(waiver, today)), Tone.STRONG), *_what_became(waiver, today, marks)),
    )


def _what_became(waiver: Waiver, today: dt.date, marks: Mapping[str, int]) -> list[Line]:
    """Why it was taken back, by whom and when; else how much of what it accepted still stands."""
    if waiver.withdrawn:
        who = by_whom("Withdrawn", waiver.withdrawn_by, waiver.withdrawn_on)
        return [Line(known(waiver.withdrawn)), Line(who, Tone.META)]
    gone = not any(mark in marks for mark in waiver.marks.split())
    told = holding(waiver, marks) if gone or waiver.in_force(today) else "The finding came back."
    return [Line(told)] if told else []


def holding(waiver: Waiver, marks: Mapping[str, int]) -> str:
    """How many of the findings it accepted stand on the same facts today; "" where all do."""
    accepted = waiver.marks.split()
    held = sum(mark in marks for mark in accepted)
    if held == len(accepted):
        return ""
    if not held:
        return "No finding stands on the facts it accepted any more."
    return f"{held:,} of the {counted(len(accepted), 'finding')} it accepted still {verb(held, 'stands', 'stand')}."


def challenges_section(audit: "Audit", risks: Risks) -> Section:
    challenges = audit.case.scrutiny.challenges
    waiting = len(audit.case.scrutiny.open_challenges)
    lead = "No challenge has been put to an owner."
    if challenges:
        lead = (
            f"{counted(len(challenges), 'challenge')} {verb(len(challenges), 'was', 'were')} put to owners: "
            f"{len(challenges) - waiting} answered, {waiting} not answered yet."
        )
    table = Table(
        columns(("number", "No."), ("risk", "Risk"), ("question", "Question"), ("answer", "Answer")),
        tuple(_challenge_row(audit.case.register, challenge, risks) for challenge in challenges),
    )
    return Section("Challenges and answers", (sentence(lead),), table, len(challenges))


def recorder(challenge: Challenge) -> str:
    """Who wrote an answer down that somebody else gave; "" where nobody else did."""
    name = challenge.recorded_by.strip()
    return "" if name.casefold() == challenge.answered_by.strip().casefold() else name


def _challenge_row(register: Register, challenge: Challenge, risks: Risks) -> Row:
    answer: Cell = (Line("No answer yet", Tone.STRONG),)
    if not challenge.is_open:
        told = by_whom("Answered", challenge.answered_by, challenge.answered_on)
        other = recorder(challenge)
        wrote = f", recorded by {other}" if other else ""
        answer = (Line(known(challenge.answer)), Line(f"{told}{wrote}", Tone.META))
    to = f"sent to {challenge.sent_to}" if challenge.sent_to.strip() else f"to whom is {NOT_RECORDED}"
    asked = f"{by_whom('Asked', challenge.asked_by, challenge.asked_on)}, {to}"
    return (
        strong(f"C{challenge.id}"),
        risk_cell(risks.get(challenge.risk_id)),
        (
            Line(known(challenge.question)),
            Line(f"About: {about(challenge, register)}", Tone.META),
            Line(asked, Tone.META),
        ),
        answer,
    )


def samples_sections(audit: "Audit", risks: Risks) -> tuple[Section, ...]:
    """One for each sample drawn."""
    return tuple(_sample_section(sample, risks) for sample in audit.case.scrutiny.samples)


def samples_lead(samples: Sequence[Sample], *, concluded: bool = False) -> str:
    """How many samples of how many risks; what was concluded of them all, if that is wanted."""
    if not samples:
        return "No dip sample has been drawn."
    items = [item for sample in samples for item in sample.items]
    drawn = f"{counted(len(samples), 'dip sample')} {verb(len(samples), 'was', 'were')} drawn"
    of = f"of {counted(len(items), 'risk')}{' in all' if len(samples) > 1 else ''}"
    return sentence(f"{drawn}, {of}{': ' + conclusions(items) if concluded else ''}.")


_CONCLUDED = {
    Judgement.SUPPORTED: "supported by the evidence",
    Judgement.NOT_SUPPORTED: "not supported",
    Judgement.NO_EVIDENCE: "without evidence to judge by",
    None: "not concluded yet",
}


def conclusions(items: Sequence[SampleItem]) -> str:
    """ "2 supported by the evidence, 1 not supported, 0 without evidence to judge by and 1 not concluded yet"."""
    found = Counter(item.judgement for item in items)
    return listed([f"{found[judgement]:,} {words}" for judgement, words in _CONCLUDED.items()])


def _sample_section(sample: Sample, risks: Risks) -> Section:
    strata = f"stratified by {sample.strata}" if sample.strata else "not stratified"
    lead = (
        f"{of_all(sample.size, sample.population, 'open risk')}, {strata}, seed {sample.seed}.",
        f"{by_whom('Drawn', sample.drawn_by, sample.drawn_on)}.",
        "The same seed draws the same risks from the same register.",
        f"{conclusions(sample.items)}.",
    )
    named = (("number", "Ref"), ("sampled", "Risk"), ("stratum", "Stratum"), ("scored", "Score when drawn"))
    rows = tuple(_item_row(item, risks.get(item.risk_id)) for item in sample.items)
    table = Table(columns(*named, ("conclusion", "Conclusion")), rows)
    return Section(f"Sample S{sample.id}", (" ".join(sentence(text) for text in lead),), table, sample.size)


def _item_row(item: SampleItem, risk: Risk | None) -> Row:
    ref, *title = risk_cell(risk)
    conclusion: Cell = (Line("Not concluded yet", Tone.STRONG),)
    if item.judgement:
        who = by_whom("Concluded", item.concluded_by, item.concluded_on)
        reasons = f"Reasons: {known(item.conclusion)}"
        conclusion = (Line(item.judgement.label, Tone.STRONG), Line(reasons), Line(who, Tone.META))
    return ((ref,), tuple(title) or body(""), body(item.stratum), body(item.score), conclusion)
