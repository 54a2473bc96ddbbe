"""Inherent, current and target beside each other: what controls are said to have done."""

from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.comparing import levels_of
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.weighing import axes_above, is_above
from riskdesk.risks import ControlState, Risk, Score, Stage
from riskdesk.trail import NOT_SCORED
from riskdesk.wording import counted, listed, verb


def _residual_above_inherent(case: Case) -> Iterator[Hit]:
    register, scheme = case.register, case.register.scheme
    for risk in case.live:
        current, inherent = risk.score(Stage.CURRENT), risk.score(Stage.INHERENT)
        if current is None or inherent is None:
            continue
        above = axes_above(scheme, current, inherent)
        now, before = case.rated(risk, Stage.CURRENT), case.rated(risk, Stage.INHERENT)
        if now and before and is_above(scheme, now, before):
            above.append(f"rating {now.text} against {before.text}")
        if above:
            yield Hit(
                f"{register.current_word} is above {register.inherent_word.lower()}: {listed(above)}.",
                (*levels_of(current), *levels_of(inherent), now.text if now else None, before.text if before else None),
                (risk,),
                Stage.CURRENT.value,
            )


def _residual_equals_inherent(case: Case) -> Iterator[Hit]:
    """A control that is only planned is not expected to have moved anything yet."""
    register = case.register
    for risk in case.live:
        if not risk.controls or not _same(risk.score(Stage.INHERENT), risk.score(Stage.CURRENT)):
            continue
        standing = sum(1 for control in risk.controls if control.state is not ControlState.PLANNED)
        rated = case.rated(risk, Stage.CURRENT)
        if standing:
            yield Hit(
                f"{counted(standing, 'control')} {verb(standing, 'is', 'are')} listed, but the "
                f"{register.current_word.lower()} score is the {register.inherent_word.lower()} one"
                f"{f' still, {rated.text}' if rated else ' still'}.",
                (*levels_of(risk.score(Stage.CURRENT)), rated.text if rated else None, standing),
                (risk,),
                Stage.CURRENT.value,
            )


def _same(one: Score | None, other: Score | None) -> bool:
    """The same levels; the same stated rating where neither has any."""
    if one is None or other is None or levels_of(one) == NOT_SCORED:
        return False
    if one.impact is None and one.likelihood is None:
        return levels_of(one) == levels_of(other)
    return (one.impact, one.likelihood) == (other.impact, other.likelihood)


def _no_inherent(case: Case) -> Iterator[Hit]:
    if len(_stages_used(case)) < 2:
        return
    for risk in case.live:
        if _is_scored(risk, Stage.CURRENT) and not _is_scored(risk, Stage.INHERENT):
            yield Hit(
                f"A {case.register.current_word.lower()} score is given with no "
                f"{case.register.inherent_word.lower()} one, so what the controls do cannot be seen.",
                (Stage.INHERENT.value,),
                (risk,),
                Stage.INHERENT.value,
            )


def _one_stage_only(case: Case) -> Iterator[Hit]:
    used = _stages_used(case)
    if len(used) != 1:
        return
    [stage] = used
    for risk in case.live:
        if _is_scored(risk, stage):
            yield Hit(
                f"Only one score is given, read as {case.register.word(stage).lower()}: nothing beside it says "
                "whether it stands before or after the controls.",
                (stage.value,),
                (risk,),
                stage.value,
            )


def _stages_used(case: Case) -> set[Stage]:
    return {stage for risk in case.live for stage in risk.scores if _is_scored(risk, stage)}


def _is_scored(risk: Risk, stage: Stage) -> bool:
    return levels_of(risk.score(stage)) != NOT_SCORED


RULES = (
    Rule(
        "RESIDUAL_ABOVE_INHERENT",
        Severity.ERROR,
        "Score with controls is above the score without",
        "Controls cannot make a risk worse; checked axis by axis too, since a product can fall while one axis rises.",
        _residual_above_inherent,
        "are scored higher with their controls than without",
    ),
    Rule(
        "RESIDUAL_EQUALS_INHERENT",
        Severity.WARNING,
        "Controls listed, but the score has not moved",
        "Either the controls do nothing, or one of the two scores was never thought about.",
        _residual_equals_inherent,
        "list controls that have not moved their score",
    ),
    Rule(
        "NO_INHERENT",
        Severity.ADVICE,
        "No score before controls",
        "Without the inherent score nobody sees what the controls are worth.",
        _no_inherent,
        "have no inherent score, so what their controls do cannot be seen",
    ),
    Rule(
        "ONE_STAGE_ONLY",
        Severity.ADVICE,
        "Only one score, its stage unsaid",
        "A single score is usually made with controls in place (NPSA 2008); a register should say whether it is.",
        _one_stage_only,
        "have one score only, and nothing says whether it stands before or after the controls",
    ),
)
