"""The audit paper's account of moderated scores: an owner's and an officer's, in the words of their day."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from riskdesk.audit.comparing import (
    changed_since,
    difference,
    in_words,
    is_reworded,
    moderated_said,
    owner_said,
    owner_then,
)
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, strong
from riskdesk.reports.section import Section, by_whom, columns, known, risk_cell
from riskdesk.risks import Register, Risk
from riskdesk.scoring import Scheme
from riskdesk.scrutiny import Moderation
from riskdesk.trail import Levels
from riskdesk.wording import counted, long_date, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit


def moderations_section(audit: "Audit", risks: Mapping[int, Risk]) -> Section:
    moderations = audit.case.scrutiny.moderations
    waiting = len(audit.case.scrutiny.open_moderations)
    lead = "No score has been moderated."
    if moderations:
        lead = (
            f"{counted(len(moderations), 'score')} {verb(len(moderations), 'was', 'were')} moderated: "
            f"{len(moderations) - waiting} agreed by two people, {waiting} not agreed yet."
        )
    named = (("number", "No."), ("risk", "Risk"), ("score", "Owner's score"), ("score", "Moderator's score"))
    table = Table(
        columns(*named, ("outcome", "Outcome")),
        tuple(_row(audit.case.register, one, risks.get(one.risk_id)) for one in moderations),
    )
    return Section("Moderated scores", (sentence(lead),), table, len(moderations))


def _row(register: Register, moderation: Moderation, risk: Risk | None) -> Row:
    scheme, waits = register.scheme, moderation.is_open
    theirs, ours = owner_said(scheme, moderation), moderated_said(scheme, moderation)
    theirs_now, ours_now = _today(scheme, moderation)
    moderated = by_whom("Moderated", moderation.moderator, moderation.moderated_on)
    return (
        strong(f"M{moderation.id}"),
        risk_cell(risk, f"{register.word(moderation.stage)} score"),
        (
            *_scored(scheme, theirs, theirs_now, owner_then(moderation) if waits else None),
            Line(f"Rationale: {known(moderation.owner_rationale)}"),
        ),
        (
            *_scored(scheme, ours, ours_now, _levels(moderation) if waits else None),
            Line(f"Rationale: {known(moderation.rationale)}"),
            Line(moderated, Tone.META),
        ),
        _outcome(scheme, moderation, risk),
    )


def today_said(scheme: Scheme, moderation: Moderation) -> str:
    """What the scheme of today makes of both scores: "the same", or what it says otherwise."""
    theirs, ours = _today(scheme, moderation)
    told = [f"{who} {now}" for who, now in (("Owner", theirs), ("Moderator", ours)) if now]
    return "; ".join(told) or "the same"


def _today(scheme: Scheme, moderation: Moderation) -> tuple[str, str]:
    """What today's scheme says of the owner's and of the moderator's score, each "" where it says what was kept."""
    theirs, ours = in_words(scheme, owner_then(moderation)), in_words(scheme, _levels(moderation))
    return (
        theirs if theirs != owner_said(scheme, moderation) else "",
        ours if ours != moderated_said(scheme, moderation) else "",
    )


def _levels(moderation: Moderation) -> Levels:
    return moderation.impact, moderation.likelihood, None


def _scored(scheme: Scheme, said: str, now: str, levels: Levels | None) -> Cell:
    """The words that were kept, and what today's scheme would say instead. The names of the levels are today's, so
    `levels` are given only of a score that waits."""
    told = f"Today's scheme says {now}" if now else _level_names(scheme, levels) if levels else ""
    return (Line(sentence(said), Tone.STRONG), *([Line(told, Tone.META)] if told else []))


def _level_names(scheme: Scheme, levels: Levels) -> str:
    impact, likelihood, _ = levels
    at = {"impact": scheme.impact_level(impact), "likelihood": scheme.likelihood_level(likelihood)}
    words = {"impact": scheme.impact_word, "likelihood": scheme.likelihood_word}
    return sentence(
        ", ".join(f"{words[axis].lower()} {level.text}" for axis in scheme.axis_order if (level := at[axis]))
    )


def told_difference(scheme: Scheme, moderation: Moderation) -> str:
    """How far the moderated score is from the owner's. Levels of another scheme than today's are not counted."""
    if is_reworded(scheme, moderation):
        return "not counted in levels, since today's scheme says otherwise"
    return difference(scheme, owner_then(moderation), (moderation.impact, moderation.likelihood))


def agreed(moderation: Moderation) -> str:
    """Who agreed it, both by name; "" while nobody did."""
    if moderation.outcome is None:
        return ""
    both = f"Agreed by {known(moderation.moderator)} and {known(moderation.agreed_with)}"
    recorded = f"recorded by {known(moderation.agreed_by)} on {long_date(moderation.agreed_on)}"
    return f"{both}, {recorded}"


def _outcome(scheme: Scheme, moderation: Moderation, risk: Risk | None) -> Cell:
    told = Line(f"Difference: {told_difference(scheme, moderation)}", Tone.META)
    if moderation.outcome is None:
        since = changed_since(scheme, moderation, risk.score(moderation.stage) if risk else None)
        return (Line("Not agreed yet", Tone.STRONG), told, *([Line(since)] if since else []))
    reasons = Line(f"Reasons: {known(moderation.agreement)}")
    return (Line(moderation.outcome.label, Tone.STRONG), told, Line(agreed(moderation)), reasons)
