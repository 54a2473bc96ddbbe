"""A register's facts as plain JSON values, for other programs. The names here are a promise: add, never rename."""

from typing import Any

from riskdesk.periods import Period, Review
from riskdesk.reviews import review_state
from riskdesk.risks import Action, Control, Register, Risk, Stage
from riskdesk.scoring import Level, Scheme


def register_facts(register: Register) -> dict[str, Any]:
    """The register and every risk in it. Dates are ISO; what is not recorded is null or an empty list."""
    return {
        "title": register.title,
        "organisation": register.organisation,
        "partners": [partner.name for partner in register.partners],
        "pooled_fund": _pooled_fund(register),
        "as_at": register.as_at.isoformat() if register.as_at else None,
        "scheme": {"key": register.scheme.key, "name": register.scheme.name},
        "stages": {stage.value: register.word(stage) for stage in Stage},
        "seal": register.seal,
        "period": _period(register.period),
        "risks": [risk_facts(register, risk) for risk in register.risks],
    }


def risk_facts(register: Register, risk: Risk) -> dict[str, Any]:
    return {
        "ref": risk.ref,
        "title": risk.title,
        "status": risk.status.value,
        "review_state": state.value if (state := review_state(risk, register)) else None,
        "reviews": [_review(review) for review in risk.reviews],
        "last_reviewed": risk.last_reviewed.isoformat() if risk.last_reviewed else None,
        "category": risk.category.name if risk.category else None,
        "owners": [owner.name for owner in risk.owners],
        "posts": [owner.post or None for owner in risk.owners],
        "scores": {stage.value: score_facts(register, risk, stage) for stage in Stage},
        "controls": [_control(control) for control in risk.controls],
        "actions": [_action(action) for action in risk.actions],
    }


def score_facts(register: Register, risk: Risk, stage: Stage) -> dict[str, Any] | None:
    """One stage's levels, the rating and band the scheme gives them, and the rating the source stated.

    Null when the stage has no score. Without levels the rating is the stated one.
    """
    score = risk.score(stage)
    if score is None or (score.impact is None and score.likelihood is None and score.stated is None):
        return None
    rated = register.rated(risk, stage)
    return {
        "impact": score.impact,
        "likelihood": score.likelihood,
        "rating": rated.rating if rated else None,
        "band": rated.word or None if rated else None,
        "stated": score.stated,
        "rationale": score.rationale,
    }


def scheme_facts(scheme: Scheme) -> dict[str, Any]:
    return {
        "key": scheme.key,
        "name": scheme.name,
        "formula": scheme.formula,
        "impact": [_level(level) for level in scheme.impact],
        "likelihood": [_level(level) for level in scheme.likelihood],
        "bands": [{"word": band.word, "low": band.low, "high": band.high} for band in scheme.bands],
        "evidence": scheme.evidence,
    }


def _pooled_fund(register: Register) -> dict[str, Any]:
    """Money in pounds, shares in percent."""
    schemes = {scheme.id: scheme.name for scheme in register.objectives}
    partners = {partner.id: partner.name for partner in register.partners}
    return {
        "contributions": {partner.name: partner.contribution for partner in register.partners},
        "contingency": register.contingency,
        "split": register.split.value if register.split else None,
        "scheme_shares": [
            {"scheme": schemes[each.objective_id], "partner": partners[each.partner_id], "percent": each.percent}
            for each in register.scheme_shares
        ],
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    return {"name": period.name, "as_at": period.as_at.isoformat(), "open": period.is_open} if period else None


def _review(review: Review) -> dict[str, Any]:
    return {
        "reviewed_on": review.reviewed_on.isoformat(),
        "reviewer": review.reviewer,
        "outcome": review.outcome.value,
        "note": review.note,
        "copied": bool(review.copied),
    }


def _level(level: Level) -> dict[str, Any]:
    return {"value": level.value, "label": level.label, "word": level.word}


def _control(control: Control) -> dict[str, Any]:
    return {
        "text": control.text,
        "state": control.state.value,
        "gaps": control.gaps,
        "assurance_gaps": control.assurance_gaps,
    }


def _action(action: Action) -> dict[str, Any]:
    """`due` as it was written; `due_date` the last day it means, null where it means none."""
    last = action.due_date.end
    return {
        "text": action.text,
        "owner": action.owner.name if action.owner else None,
        "due": action.due,
        "due_date": last.isoformat() if last else None,
        "status": action.status.value,
    }
