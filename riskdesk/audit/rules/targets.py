"""Whether a target is one: set, below today's score, in reach of the actions, on time; and what is above appetite."""

import re
from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.comparing import levels_of
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.places import stated
from riskdesk.audit.weighing import axes_above, is_above, is_level
from riskdesk.audit.words import phrases
from riskdesk.dates import read_due
from riskdesk.days import british
from riskdesk.risks import Action, Cuts, Response, Risk, Score, Stage
from riskdesk.scoring import Rated, Scheme
from riskdesk.trail import NOT_SCORED
from riskdesk.wording import clipped, counted, listed, verb


def _pairs(case: Case) -> Iterator[tuple[Risk, Rated, Rated]]:
    """Every open risk that is rated for both, with its current and its target rating."""
    for risk in case.live:
        if Stage.TARGET in risk.scores:
            current, target = case.rated(risk, Stage.CURRENT), case.rated(risk, Stage.TARGET)
            if current and target:
                yield risk, current, target


def _missing(case: Case) -> Iterator[Hit]:
    """A risk that is tolerated within the appetite needs none: what is accepted is where it stands."""
    register = case.register
    for risk in case.live:
        if levels_of(risk.score(Stage.TARGET)) != NOT_SCORED:
            continue
        above = case.register.is_above_appetite(risk)
        if risk.response is Response.TOLERATE and not above:
            continue
        rated = case.rated(risk, Stage.CURRENT)
        score = f" ({register.current_word.lower()} {rated.text})" if rated else ""
        limit = f", although it is above the appetite {case.register.appetite_of(risk)}" if above else ""
        yield Hit(
            f"No {register.target_word.lower()} rating is set{score}{limit}.",
            (rated.text if rated else None, case.register.appetite_of(risk) if above else None),
            (risk,),
            Stage.TARGET.value,
            severity=Severity.ERROR if above else None,
        )


def _above_current(case: Case) -> Iterator[Hit]:
    register, scheme = case.register, case.register.scheme
    for risk in case.live:
        current, target = risk.score(Stage.CURRENT), risk.score(Stage.TARGET)
        if current is None or target is None:
            continue
        above = axes_above(scheme, target, current)
        now, then = case.rated(risk, Stage.CURRENT), case.rated(risk, Stage.TARGET)
        if now and then and is_above(scheme, then, now):
            above.append(f"rating {then.text} against {now.text}{_unless_stated(scheme, current, now)}")
        if above:
            yield Hit(
                f"{register.target_word} is above {register.current_word.lower()}: {listed(above)}.",
                (*levels_of(target), *levels_of(current), then.text if then else None, now.text if now else None),
                (risk,),
                Stage.TARGET.value,
            )


def _unless_stated(scheme: Scheme, score: Score, rated: Rated) -> str:
    if score.stated is None or score.stated == rated.rating:
        return ""
    return f" as scored (stated as {stated(scheme, score.stated)})"


def _equals_current(case: Case) -> Iterator[Hit]:
    register, scheme = case.register, case.register.scheme
    for risk, current, target in _pairs(case):
        if not is_level(scheme, current, target) or risk.response is Response.TOLERATE or not risk.open_actions:
            continue
        number = len(risk.open_actions)
        score = risk.scores[Stage.CURRENT]
        open_actions = f"{counted(number, 'action')} {verb(number, 'is', 'are')} open"
        said = f"equals {register.current_word.lower()} while {open_actions}: choose Tolerate or set a lower target"
        if score.stated is not None and score.stated != current.rating:
            made = scheme.notation(score.impact or 0, score.likelihood or 0)
            said = (
                f"equals {register.current_word.lower()} as scored ({made}) while {open_actions}: if the stated "
                f"{stated(scheme, score.stated)} is the error, no reduction is planned"
            )
        yield Hit(
            f"{register.target_word} {target.text} {said}.",
            (*levels_of(score), current.text, target.text, risk.response, number),
            (risk,),
            Stage.TARGET.value,
        )


def _no_split(case: Case) -> Iterator[Hit]:
    scheme = case.register.scheme
    axes = f"no {scheme.impact_word.lower()} and {scheme.likelihood_word.lower()}"
    for risk in case.live:
        score = risk.score(Stage.TARGET)
        rated = scheme.rate_stated(score.stated) if score else None
        if score and rated and score.impact is None and score.likelihood is None:
            yield Hit(
                f"{case.register.target_word} {rated.text} has {axes}: which of them is to fall is not said.",
                (rated.text,),
                (risk,),
                Stage.TARGET.value,
            )


def _needs_lower_impact(case: Case) -> Iterator[Hit]:
    register, scheme = case.register, case.register.scheme
    impact = scheme.impact_word.lower()
    known: dict[tuple[int, int, int], tuple[int, ...]] = {}
    for risk, current, target in _pairs(case):
        now, then = risk.scores[Stage.CURRENT], risk.scores[Stage.TARGET]
        if now.impact is None or now.likelihood is None or not is_above(scheme, current, target):
            continue
        if then.impact is not None and then.likelihood is not None:
            impacts: tuple[int, ...] = (then.impact,)
            place = f" ({scheme.notation(then.impact, then.likelihood)}) is reached"
        else:
            key = now.impact, now.likelihood, target.rating
            impacts = known[key] if key in known else known.setdefault(key, _impacts(scheme, *key))
            place = " can be reached"
        if not impacts or max(impacts) >= now.impact or _cuts_impact(risk):
            continue
        labels = [level.label for value in impacts if (level := scheme.impact_level(value))]
        yield Hit(
            f"{register.target_word} {target.text}{place} from {scheme.notation(now.impact, now.likelihood)} only by "
            f"cutting {impact} to {' or '.join(labels)}; no open action is marked as cutting {impact}.",
            (*levels_of(now), *levels_of(then), current.text, target.text, *impacts),
            (risk,),
            Stage.TARGET.value,
        )


def _impacts(scheme: Scheme, impact: int, likelihood: int, rating: int) -> tuple[int, ...]:
    """The impacts of the cells that make a target when neither axis may rise."""
    impacts = [level.value for level in scheme.impact if level.value <= impact]
    likelihoods = [level.value for level in scheme.likelihood if level.value <= likelihood]
    return tuple(
        value
        for value in impacts
        if any((made := scheme.rate(value, other)) and made.rating == rating for other in likelihoods)
    )


def _cuts_impact(risk: Risk) -> bool:
    return any(action.cuts in (Cuts.IMPACT, Cuts.BOTH) for action in risk.open_actions)


def _without_new_action(case: Case) -> Iterator[Hit]:
    register = case.register
    for risk, current, target in _pairs(case):
        if not is_above(register.scheme, current, target):
            continue
        actions = risk.open_actions
        if any(not _merely_continues(action) for action in actions):
            continue
        said = "with no open action"
        if actions:
            quoted = listed([f'"{clipped(action.text, 60)}"' for action in actions], 3)
            said = f"but the open {verb(len(actions), 'action goes', 'actions go')} on with what exists: {quoted}"
        yield Hit(
            f"{register.target_word} falls from {current.text} to {target.text}, {said}.",
            (current.text, target.text, *(action.text for action in actions)),
            (risk,),
            "actions",
            actions[0] if actions else None,
        )


_CLAUSES = re.compile(r"[.;\n]+|\band\b", re.IGNORECASE)


def _merely_continues(action: Action) -> bool:
    """Whether every clause begins with a phrase of going on: "Continue monitoring and recruit a nurse" does not."""
    clauses = [clause.strip(" ,-\N{EN DASH}") for clause in _CLAUSES.split(action.text)]
    return all(phrases("continuation").match(clause) for clause in clauses if clause)


def _date_passed(case: Case) -> Iterator[Hit]:
    as_at = case.as_at
    if as_at is None:
        return
    register = case.register
    for risk, current, target in _pairs(case):
        if not risk.target_date or not is_above(register.scheme, current, target):
            continue
        last = read_due(risk.target_date).end
        if last and last < as_at:
            yield Hit(
                f'Target date "{clipped(risk.target_date, 60)}" is past ({british(last)}; the register is as at '
                f"{british(as_at)}); {register.current_word.lower()} {current.text} is still above "
                f"{register.target_word.lower()} {target.text}.",
                (risk.target_date, current.text, target.text),
                (risk,),
                "target_date",
            )


def _no_action(case: Case) -> Iterator[Hit]:
    for risk, said, facts in _above_appetite(case):
        if not risk.open_actions:
            yield Hit(f"{said} with no open action.", facts, (risk,), "actions")


def _tolerated(case: Case) -> Iterator[Hit]:
    for risk, said, facts in _above_appetite(case):
        if risk.response is Response.TOLERATE:
            yield Hit(f"{said}, yet it is tolerated: who agreed, and when?", facts, (risk,), "response")


def _above_appetite(case: Case) -> Iterator[tuple[Risk, str, tuple[str, str]]]:
    for risk in case.live:
        rated = case.rated(risk, Stage.CURRENT) if case.register.is_above_appetite(risk) else None
        if rated:
            limit = case.register.appetite_of(risk)
            yield (
                risk,
                f"{case.register.current_word} {rated.text} is above the appetite {limit}",
                (rated.text, limit),
            )


RULES = (
    Rule(
        "TARGET_MISSING",
        Severity.WARNING,
        "No target",
        "Without a target nobody can tell whether the actions are enough, or when to stop.",
        _missing,
        "have no target rating",
    ),
    Rule(
        "TARGET_ABOVE_CURRENT",
        Severity.ERROR,
        "Target is above the current score",
        "A target is where actions take a risk down to; above today's score it is none.",
        _above_current,
        "have a target above their current score",
    ),
    Rule(
        "TARGET_EQUALS_CURRENT",
        Severity.WARNING,
        "Target equals the current score while actions are open",
        "Either the risk is accepted where it stands, or the actions are meant to bring it lower: say which.",
        _equals_current,
        "have a target equal to their current score while actions are open",
    ),
    Rule(
        "TARGET_NO_SPLIT",
        Severity.ADVICE,
        "Target is one number",
        "A target without its impact and likelihood cannot be held against what the actions do.",
        _no_split,
        "have a target without impact and likelihood",
    ),
    Rule(
        "TARGET_NEEDS_LOWER_IMPACT",
        Severity.WARNING,
        "Target can be reached only by a lower impact",
        "Most actions make a risk less likely; its impact often cannot be reduced at all.",
        _needs_lower_impact,
        "have a target that needs a lower impact, which no action is marked as cutting",
    ),
    Rule(
        "TARGET_WITHOUT_NEW_ACTION",
        Severity.WARNING,
        "Target falls with no new action",
        "What is done already has made the score that stands; to bring it lower something must change.",
        _without_new_action,
        "have a target below their current score and no new action",
    ),
    Rule(
        "TARGET_DATE_PASSED",
        Severity.ERROR,
        "Target date is past and the target not reached",
        "A date that has gone by with the risk still above its target is a promise to renew or to explain.",
        _date_passed,
        "have not reached their target by its date",
    ),
    Rule(
        "ABOVE_APPETITE_NO_ACTION",
        Severity.ERROR,
        "Above appetite with no open action",
        "What is above appetite is not accepted, so something must be under way (Risk Appetite Guidance Note 2021).",
        _no_action,
        "are above appetite with no open action",
    ),
    Rule(
        "ABOVE_APPETITE_TOLERATED",
        Severity.WARNING,
        "Tolerated above appetite",
        "Tolerating more than the appetite allows is a decision of whoever set the appetite, with a name and a date.",
        _tolerated,
        "are tolerated above appetite",
    ),
)
