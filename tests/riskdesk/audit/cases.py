"""Small registers to audit: as much of a risk as a rule looks at, and what one rule of the table says of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit
from riskdesk.audit.rules import RULES
from riskdesk.history import Step, StepKind
from riskdesk.risks import Register, Risk, Score, SourceCell, Stage
from riskdesk.schemes import preset
from riskdesk.trail import Cause, Evidence, Move

AS_AT = dt.date(2017, 8, 1)

_OF_CASE = ("today", "scrutiny", "evidence", "previous", "seals")

Levels = tuple[int | None, ...] | int
"""Impact, likelihood and perhaps the stated rating; a number alone is a rating stated without its levels."""


def case(*risks: Risk, **facts: Any) -> Case:
    """The audit's view of a register of these risks, each with ids of its own, by the 4x4 council scheme as at 1 August
    2017. `facts` are fields of Register or of Case."""
    of_case = {name: facts.pop(name) for name in _OF_CASE if name in facts}
    own = tuple(replace(risk, id=place, uuid=f"u{place}") for place, risk in enumerate(risks, 1))
    told = {"title": "Register", "scheme": preset("council-4x4"), "as_at": AS_AT, "risks": own, **facts}
    return Case(Register(**told), **{"today": AS_AT, **of_case})


def risk(ref: str = "1", **facts: Any) -> Risk:
    """A risk. `inherent`, `current` and `target` take Levels, `written` the source's cells by heading."""
    scores = {stage: facts.pop(stage.value) for stage in Stage if stage.value in facts}
    written: Mapping[str, str] = facts.pop("written", {})
    return Risk(
        ref=ref,
        scores={stage: score(stage, levels) for stage, levels in scores.items()},
        as_written=tuple(SourceCell(heading=heading, text=text) for heading, text in written.items()),
        **facts,
    )


def score(stage: Stage, levels: Levels) -> Score:
    if isinstance(levels, int):
        return Score(stage=stage, stated=levels)
    impact, likelihood, stated = (*levels, None)[:3]
    return Score(stage=stage, impact=impact, likelihood=likelihood, stated=stated)


def hits(rule: str, found: Case) -> list[Hit]:
    """What one rule of the table answers."""
    [check] = [one.check for one in RULES if one.name == rule]
    return list(check(found))


def refs(rule: str, found: Case) -> list[str]:
    """The references a rule hits, one for each risk of each hit; "" for the register itself."""
    return [ref for hit in hits(rule, found) for ref in ([one.ref for one in hit.risks] or [""])]


def messages(rule: str, found: Case) -> list[str]:
    return [hit.message for hit in hits(rule, found)]


def moved(risk_id: int, stage: Stage, *, undone: bool = False) -> Evidence:
    """The log's word that a person moved one score of a risk, by its place in the case from 1 on."""
    at = dt.datetime(2017, 7, 1, tzinfo=dt.UTC)
    step = Step(1, "s", at, "Ann", "Rate", "", StepKind.EDIT, None, "")
    return Evidence(moves=(Move(step, risk_id, stage, Cause.PERSON, (3, 3, None), (2, 3, None), undone=undone),))
