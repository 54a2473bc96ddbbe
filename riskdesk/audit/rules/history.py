"""Whether scores moved for a reason, by how much, or not at all, and whether any risk got lost."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.comparing import levels_of
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.days import british
from riskdesk.risks import ActionStatus, Register, Risk, Stage, Status
from riskdesk.trail import NOT_SCORED, Cause, Evidence, Levels, Move, standing
from riskdesk.wording import clipped, counted, verb


def _moves(case: Case) -> tuple[Move, ...]:
    """What people moved and nobody took back."""
    return tuple(move for move in standing(case.evidence.moves) if move.cause is Cause.PERSON)


def _earlier(case: Case) -> Register | None:
    """The register before this one; none where the one compared with is another copy, which no time parts from it."""
    return case.previous if case.is_earlier else None


def _no_reason(case: Case) -> Iterator[Hit]:
    live = {risk.id: risk for risk in case.live}
    for move in _moves(case):
        risk = live.get(move.risk_id)
        if risk is None or move.step.reason.strip():
            continue
        on = british(move.step.at.date())
        yield Hit(
            f"{case.register.word(move.stage)} moved from {move.was_said} to {move.now_said} by "
            f"{clipped(move.step.author, 40)} on {on} with no reason recorded.",
            (move.step.uuid or move.step.id, move.stage, *move.before, *move.after),
            (risk,),
            move.stage.value,
        )


_BIG = 2
"""Bands moved at once that ask for a second opinion."""


def _big_move(case: Case) -> Iterator[Hit]:
    """Both scores by the scheme of today, so that a change of scheme is never taken for a movement."""
    scheme = case.register.scheme
    before = _levels_before(case)
    for risk in case.live:
        levels, score = before.get(risk.id), risk.score(Stage.CURRENT)
        was = scheme.rate_levels(*levels) if levels else None
        now = case.rated(risk, Stage.CURRENT)
        if was is None or now is None or was.band is None or now.band is None:
            continue
        bands = abs(now.severity - was.severity)
        if bands >= _BIG:
            yield Hit(
                f"{case.register.current_word} moved {bands} bands in one period, from {was.text} to {now.text}.",
                (*(levels or NOT_SCORED), *levels_of(score), was.text, now.text),
                (risk,),
                Stage.CURRENT.value,
            )


def _levels_before(case: Case) -> dict[int, Levels]:
    """What each risk's current score was when the period began, by the risk's id: by the register before this one, else
    by the log's moves under this as-at date."""
    earlier = _earlier(case)
    found: dict[int, Levels] = {}
    if earlier:
        known = _Known(earlier)
        for risk in case.live:
            same = known.find(risk)
            if same:
                found[risk.id] = levels_of(same.score(Stage.CURRENT))
        return found
    for move in _moves(case):
        if move.stage is Stage.CURRENT and move.as_at == case.as_at:
            found.setdefault(move.risk_id, move.before)
    return found


class _Known:
    """The risks of a register, to be found by what stays true of them: the uuid, else the reference."""

    def __init__(self, register: Register) -> None:
        self._by_uuid = {risk.uuid: risk for risk in register.risks if risk.uuid}
        self._by_ref = {risk.ref: risk for risk in register.risks if risk.ref}

    def find(self, risk: Risk) -> Risk | None:
        return self._by_uuid.get(risk.uuid) or self._by_ref.get(risk.ref)


_LONG = 3
"""Issues without a movement after which actions that were done should show in the score."""


def _never_moved(case: Case) -> Iterator[Hit]:
    if not case.evidence.done:
        return
    issues = _issues(case.evidence)
    last = dict(case.evidence.scored)
    for move in _moves(case):
        if move.stage is Stage.CURRENT:
            last[move.risk_id] = max(move.step.id, last.get(move.risk_id, 0))
    for risk in case.live:
        since = last.get(risk.id, 0)
        unchanged = len(issues) - bisect_right(issues, since)
        done = [
            action
            for action in risk.actions
            if action.status is ActionStatus.DONE and case.evidence.done.get(action.id, 0) > since
        ]
        rated = case.rated(risk, Stage.CURRENT)
        if unchanged >= _LONG and done and rated:
            yield Hit(
                f"{case.register.current_word} {rated.text} is unchanged for {unchanged} issues, while "
                f"{counted(len(done), 'action')} {verb(len(done), 'was', 'were')} done.",
                (*levels_of(risk.score(Stage.CURRENT)), rated.text, *(action.text for action in done)),
                (risk,),
                Stage.CURRENT.value,
            )


def _issues(evidence: Evidence) -> list[int]:
    """The steps that began an issue, oldest first. A date that was set back or set again was a slip and began none."""
    begun: list[tuple[dt.date, int]] = []
    for issue in sorted(evidence.issues, key=lambda issue: issue.step_id):
        if issue.as_at is None:
            continue
        while begun and begun[-1][0] > issue.as_at:
            begun.pop()
        if not begun or begun[-1][0] < issue.as_at:
            begun.append((issue.as_at, issue.step_id))
    return [step for _, step in begun]


def _vanished(case: Case) -> Iterator[Hit]:
    earlier = _earlier(case)
    if earlier is None:
        return
    known = _Known(case.register)
    for risk in earlier.risks:
        if risk.status is Status.OPEN and known.find(risk) is None:
            title = f' ("{clipped(risk.title, 60)}")' if risk.title.strip() else ""
            yield Hit(
                f"Risk {clipped(risk.label, 24)}{title} was open in {case.previous_named}; "
                "here it is neither open nor closed.",
                (risk.uuid, risk.ref),
                field="ref",
            )


RULES = (
    Rule(
        "SCORE_CHANGED_NO_REASON",
        Severity.ERROR,
        "Score moved without a reason",
        "Whoever asks later why a score moved should not have to ask who was in the room (ISO 31000, recording).",
        _no_reason,
        "had a score moved with no reason recorded",
    ),
    Rule(
        "BIG_MOVE",
        Severity.WARNING,
        "Score moved two bands or more at once",
        "Risks rarely change that much in one period; more often one of the two scores was wrong.",
        _big_move,
        "moved two bands or more in one period",
    ),
    Rule(
        "NEVER_MOVED",
        Severity.ADVICE,
        "Score unchanged while actions were done",
        "Actions that are done and move nothing were the wrong ones, or nobody scored the risk again.",
        _never_moved,
        "have a score that has not moved although actions were done",
    ),
    Rule(
        "VANISHED",
        Severity.ERROR,
        "Risk gone without being closed",
        "A risk leaves a register by being closed, with a reason and a date, or somebody may have lost it.",
        _vanished,
    ),
)
