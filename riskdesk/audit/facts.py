"""An audit and a score's history as plain JSON values, for other programs. The names here are a promise: add, never
rename."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from riskdesk.audit.findings import Finding
from riskdesk.audit.run import Audit
from riskdesk.risks import Register, Risk, Stage
from riskdesk.scoring import Rated
from riskdesk.trail import Levels, Move, SealFound, days_at_level


def audit_facts(audit: Audit, *, each: bool) -> dict[str, Any]:
    """The findings rolled up, or each by itself; what was checked, and any rule that could not be run."""
    register, findings = audit.case.register, audit.each if each else audit.findings
    waiting = [finding for finding in findings if finding.waiver is None]
    return {
        "title": register.title,
        "as_at": register.as_at.isoformat() if register.as_at else None,
        "seal": register.seal,
        "today": audit.case.today.isoformat(),
        "open_risks": len(audit.case.live),
        "rules": len(audit.rules),
        "waiting": {word: sum(1 for one in waiting if one.severity.word == word) for word in _WORDS},
        "waived": len(findings) - len(waiting),
        "findings": [finding_facts(finding) for finding in findings],
        "faults": [{"rule": fault.rule.name, "details": fault.details} for fault in audit.faults],
    }


_WORDS = ("error", "warning", "advice")


def finding_facts(finding: Finding) -> dict[str, Any]:
    """`under` is how many findings a rolled-up one stands for, 0 for one that stands for itself."""
    waiver = finding.waiver
    return {
        "rule": finding.rule.name,
        "severity": finding.severity.word,
        "refs": list(finding.refs),
        "field": finding.field,
        "message": finding.message,
        "offers": list(finding.offers),
        "waived": waiver is not None,
        "waiver": {
            "accepted_by": waiver.accepted_by,
            "accepted_on": waiver.accepted_on.isoformat(),
            "reason": waiver.reason,
            "expires_on": waiver.expires_on.isoformat() if waiver.expires_on else None,
        }
        if waiver
        else None,
        "under": len(finding.under),
    }


Trails = dict[Stage, tuple[Move, ...]]
"""The moves of each stage of one risk."""


def history_facts(register: Register, found: Sequence[tuple[Risk, Trails]], today: dt.date) -> list[dict[str, Any]]:
    """Every change of the scores of these risks, oldest first. Times are UTC."""
    return [
        {
            "ref": risk.label,
            "title": risk.title,
            "stages": {
                stage.value: {
                    "word": register.word(stage),
                    "days_at_level": days_at_level(moves, today),
                    "moves": [_move(move) for move in moves],
                }
                for stage, moves in trails.items()
            },
        }
        for risk, trails in found
    ]


def _move(move: Move) -> dict[str, Any]:
    """`cause` is "first", "person" or "scheme": only "person" is a movement. `taken_back` marks a step that was undone
    and the step that undid it."""
    return {
        "step": move.step.id,
        "at": move.step.at.isoformat(),
        "author": move.step.author,
        "title": move.step.title,
        "reason": move.step.reason,
        "cause": move.cause.value,
        "taken_back": move.undone,
        "as_at": move.as_at.isoformat() if move.as_at else None,
        "from": _score(move.before, move.was),
        "to": _score(move.after, move.now),
    }


def _score(levels: Levels, rated: Rated | None) -> dict[str, Any]:
    impact, likelihood, stated = levels
    return {
        "impact": impact,
        "likelihood": likelihood,
        "stated": stated,
        "rating": rated.rating if rated else None,
        "band": rated.word or None if rated else None,
    }


def seal_facts(found: SealFound | None) -> dict[str, Any] | None:
    if found is None:
        return None
    step = found.step
    return {
        "step": step.id,
        "title": step.title,
        "author": step.author,
        "at": step.at.isoformat(),
        "as_at": found.as_at.isoformat() if found.as_at else None,
        "seal": step.seal,
        "later_steps": found.later,
    }
