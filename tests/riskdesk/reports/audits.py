"""Audits that the working paper's tests are about: a few rules of their own, and officers who did everything once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Finding, Hit, Rule, Severity
from riskdesk.audit.run import Audit, audit
from riskdesk.reports.section import Section
from riskdesk.risks import Partner, Register, Risk, Stage
from riskdesk.scrutiny import (
    Challenge,
    Judgement,
    Moderation,
    Outcome,
    Sample,
    SampleItem,
    Scrutiny,
    Waiver,
)
from tests.riskdesk.reports.registers import HOSTILE, hostile_register, one_of, register_of, texts

TODAY = dt.date(2020, 3, 2)
BEFORE = dt.date(2020, 1, 15)
LONG = "word " * 10_000
"""50,000 characters."""
_PAGES = "word " * 1_500
"""More than a page's cell can hold."""


def _ownerless(case: Case) -> Iterable[Hit]:
    for risk in case.live:
        if not risk.owners:
            yield Hit(f"Nobody is named ({risk.comments or 'no comment'}).", (risk.comments,), (risk,), "owners")


def _highest(case: Case) -> Iterable[Hit]:
    for risk in case.live:
        score = risk.score(Stage.CURRENT)
        if score and score.impact == 4:
            offers = ("Impact 3 Substantial fits", "Rating 16 High stands")
            yield Hit("Impact is the highest there is.", (4,), (risk,), "current", offers=offers)


def _titled(case: Case) -> Iterable[Hit]:
    yield Hit("The register has a title.", (case.register.title,), field="title", offers=("One reading",))


def _quiet(_case: Case) -> Iterable[Hit]:
    return ()


def _broken(_case: Case) -> Iterable[Hit]:
    raise IndexError("of a bug")


OWNERLESS = Rule("OWNERLESS", Severity.WARNING, "Nobody answers for it", "Why.", _ownerless, "have no owner")
HIGHEST = Rule("HIGHEST", Severity.ERROR, "The highest impact", "Why.", _highest)
TITLED = Rule("TITLED", Severity.ADVICE, "It has a title", "Why.", _titled)
QUIET = Rule("QUIET", Severity.ERROR, "Finds nothing", "Why.", _quiet)
BROKEN = Rule("BROKEN", Severity.ERROR, "Cannot be run", "Why.", _broken)
RULES = (OWNERLESS, HIGHEST, TITLED, QUIET)


def book(**facts: Any) -> Register:
    """Five open risks without an owner, two of them of the highest impact."""
    risks = (
        one_of("1", 4, 4, comments="asked twice"),
        one_of("2", 4, 1, comments="asked twice"),
        one_of("3", 2, 2),
        one_of("4", 2, 2),
        one_of("5", 2, 2),
    )
    given = {"partners": (Partner(name="Council"), Partner(name="Health board"))} | facts
    return register_of(*risks, **given)


def audited(register: Register | None = None, rules: tuple[Rule, ...] = RULES, **facts: Any) -> Audit:
    """`facts` are those of Case."""
    return audit(Case(register or book(), **({"today": TODAY} | facts)), rules=rules)


def waived(finding: Finding, number: int, **facts: Any) -> Waiver:
    given: dict[str, Any] = {"accepted_by": "Bea Boss", "accepted_on": BEFORE, "reason": f"Reason {number}"} | facts
    return Waiver(id=number, rule=finding.rule.name, message=finding.message, marks=" ".join(finding.marks), **given)


def of_rule(found: Audit, rule: Rule) -> Finding:
    return next(one for one in found.findings if one.rule is rule)


def scrutiny(found: Audit) -> Scrutiny:
    """One of everything in each of its states, on an audit of the book."""
    highest, titled = of_rule(found, HIGHEST), of_rule(found, TITLED)
    asked: dict[str, Any] = {"asked_by": "Olu Officer", "asked_on": BEFORE}
    made: dict[str, Any] = {"stage": Stage.CURRENT, "moderator": "Olu Officer", "moderated_on": BEFORE}
    owner: dict[str, Any] = {
        "owner_impact": 2,
        "owner_likelihood": 2,
        "owner_score": "4 Low (2 x 2)",
        "moderated_score": "9 Medium (3 x 3)",
    }
    agreed: dict[str, Any] = {"agreed_with": "Pat Peer", "agreed_by": "Olu Officer", "agreed_on": BEFORE}
    one: dict[str, Any] = {"impact": 3, "likelihood": 3, "rationale": "Seen twice", **owner, **made}
    concluded: dict[str, Any] = {"concluded_by": "Olu Officer", "concluded_on": BEFORE}
    items = (
        SampleItem(
            id=1, risk_id=1, stratum="High", score="16 High (4 x 4)", judgement=Judgement.SUPPORTED, **concluded,
        ),
        SampleItem(
            id=2, risk_id=3, stratum="Low", score="4 Low (2 x 2)", judgement=Judgement.NOT_SUPPORTED,
            conclusion="Not in the minutes", **concluded,
        ),
        SampleItem(id=3, risk_id=4, stratum="Low", score="4 Low (2 x 2)"),
    )  # fmt: skip
    return Scrutiny(
        waivers=(
            waived(highest, 1, expires_on=dt.date(2020, 6, 30)),
            waived(titled, 2, expires_on=BEFORE),
            waived(titled, 3, withdrawn="Too early", withdrawn_by="Cas Chief", withdrawn_on=TODAY),
        ),
        challenges=(
            Challenge(id=1, risk_id=1, rule="HIGHEST", question="Why 4?", sent_to="Lead", **asked),
            Challenge(
                id=2, risk_id=3, stage=Stage.CURRENT, question="Still 2?", answer="Yes", answered_by="Pat Peer",
                answered_on=TODAY, recorded_by="Olu Officer", **asked,
            ),
        ),
        moderations=(
            Moderation(id=1, risk_id=3, **one),
            Moderation(id=2, risk_id=4, outcome=Outcome.OWNER, agreement="Look again", **agreed, **one),
            Moderation(id=3, risk_id=5, outcome=Outcome.MODERATOR, owner_rationale="As last year", **agreed, **one),
        ),
        samples=(
            Sample(
                id=1, seed=42, size=3, strata="band", population=5, drawn_by="Olu Officer", drawn_on=BEFORE, items=items
            ),
        ),
    )  # fmt: skip


def worked() -> Audit:
    """The book after officers did one of everything."""
    return audited(scrutiny=scrutiny(audited()))


def hostile() -> Audit:
    """Text meant to break a paper, wherever an officer or a register can write."""

    def nasty(_case: Case) -> Iterable[Hit]:
        for place, risk in enumerate(_case.live):
            long = "" if place else _PAGES
            yield Hit(f"{HOSTILE} {long}", (place,), (risk,), HOSTILE, offers=(HOSTILE, HOSTILE))

    rule = Rule("W" * 60, Severity.ERROR, HOSTILE, HOSTILE, nasty)
    register = replace(hostile_register(), partners=(Partner(name=HOSTILE), Partner(name="W" * 400)))
    on: dict[str, Any] = {"asked_by": HOSTILE, "asked_on": BEFORE, "sent_to": HOSTILE}
    bare = audited(register, (rule,))
    item = SampleItem(
        id=1, risk_id=1, stratum=HOSTILE, score=HOSTILE, judgement=Judgement.NO_EVIDENCE, conclusion=_PAGES
    )
    told = Scrutiny(
        waivers=(
            waived(bare.findings[0], 1, accepted_by=HOSTILE, reason=_PAGES),
            waived(bare.findings[1], 2, withdrawn=HOSTILE),
        ),
        challenges=(
            Challenge(id=1, risk_id=1, subject=HOSTILE, question=_PAGES, **on),
            Challenge(id=2, risk_id=99, question=HOSTILE, **on),
        ),
        moderations=(
            Moderation(
                id=1, risk_id=1, stage=Stage.CURRENT, impact=1, likelihood=1, rationale=_PAGES, moderator=HOSTILE,
                moderated_on=BEFORE, owner_impact=9, outcome=Outcome.OWNER, agreed_with=HOSTILE, agreement=HOSTILE,
            ),
        ),
        samples=(
            Sample(
                id=1, seed=-7, size=1, strata=HOSTILE, population=1, drawn_by=HOSTILE, drawn_on=BEFORE, items=(item,)
            ),
        ),
    )  # fmt: skip
    return audited(register, (rule, BROKEN), scrutiny=told)


def risk_of(register: Register, ref: str) -> Risk:
    return next(risk for risk in register.risks if risk.ref == ref)


def rows(section: Section) -> list[str]:
    """Each row in one line."""
    return [" | ".join(" / ".join(texts(cell)) for cell in row) for row in section.table.rows]
