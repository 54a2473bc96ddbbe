"""Compares two moments of a register: what became of each risk, kept apart by who or what moved it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from riskdesk.audit.weighing import is_above
from riskdesk.dates import read_due
from riskdesk.movement import Kind, Movement, Redated, Row, StageMove
from riskdesk.pairing import paired
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_state
from riskdesk.risks import Action, ActionStatus, Register, Risk, Score, Stage, Status
from riskdesk.trail import NOT_SCORED, Evidence, Levels, Move, standing, what_rates

WORDING = ("ref", "heading", "description", "cause", "event", "effect")


def movement(
    before: Register,
    after: Register,
    evidence: Evidence | None = None,
    levels_over_time: Mapping[int, int] | None = None,
) -> Movement:
    """What changed from one moment to the other. `evidence` is that of the store `after` comes from; without it nobody
    is named and no day counted. `levels_over_time` holds for each risk of `after` the closed periods in a row at its
    current levels."""
    return Movement(before, after, tuple(_Comparison(before, after, evidence, levels_over_time or {}).rows()))


class _Comparison:
    """Two registers side by side, with what the log tells of the time between."""

    def __init__(
        self, before: Register, after: Register, evidence: Evidence | None, levels_over_time: Mapping[int, int]
    ) -> None:
        self._before, self._after = before, after
        self._evidence = evidence or Evidence()
        self._periods = levels_over_time
        self._moves: defaultdict[int, list[Move]] = defaultdict(list)
        for move in standing(self._evidence.moves):
            if move.step.id <= after.step:
                self._moves[move.risk_id].append(move)
        self._by_id = {risk.id: risk for risk in after.risks if risk.id}

    def rows(self) -> Iterator[Row]:
        before, after = self._before.risks, self._after.risks
        pairs = paired(before, after, lambda risk: risk.ref)
        for place, risk in enumerate(after):
            came_or_went = _came_or_went(pairs.get(place), risk)
            if came_or_went is not None:
                yield self._row(pairs.get(place), risk, came_or_went)
        there = {id(risk) for risk in pairs.values()}
        for risk in before:
            if id(risk) not in there and risk.status is Status.OPEN:
                yield Row(risk, risk, (Kind.VANISHED,))

    def _row(self, old: Risk | None, risk: Risk, came_or_went: tuple[Kind, ...]) -> Row:
        moves = tuple(self._stage_moves(old, risk)) if old else ()
        redated, completed, late = self._actions(old, risk)
        kinds = {
            *(came_or_went or (self._score_kind(moves),)),
            *self._appetite_kinds(old, risk),
            *(_field_kinds(old, risk, moves) if old else ()),
        }
        marked = ((Kind.REDATED, redated), (Kind.COMPLETED, completed), (Kind.NEWLY_LATE, late))
        kinds |= {kind for kind, found in marked if found}
        if review_state(risk, self._after) is ReviewState.NOT_REVIEWED:
            kinds.add(Kind.NOT_REVIEWED)
        return Row(
            risk,
            old,
            tuple(kind for kind in Kind if kind in kinds),
            moves,
            redated,
            completed,
            late,
            self._days_at_level(risk),
            self._periods.get(risk.id) if risk.status is Status.OPEN else None,
            self._by_id.get(risk.merged_into or 0),
        )

    # Scores

    def _stage_moves(self, old: Risk, risk: Risk) -> Iterator[StageMove]:
        for stage in Stage:
            was, now = levels_of(old.score(stage)), levels_of(risk.score(stage))
            move = StageMove(
                stage,
                was,
                now,
                self._before.scheme.rate_levels(*was),
                self._after.scheme.rate_levels(*now),
                self._before.scheme.say(*was),
                self._after.scheme.say(*now),
                before_now=self._after.scheme.rate_levels(*was),
            )
            if move.by_people:
                yield self._named(move, risk)
            elif _text(move.was) != _text(move.now):
                yield move

    def _named(self, move: StageMove, risk: Risk) -> StageMove:
        """With the moves people made in between."""
        between = tuple(
            each for each in self._moves[risk.id] if each.stage is move.stage and each.step.id > self._before.step
        )
        return StageMove(
            *(move.stage, move.before, move.after, move.was, move.now, move.was_said, move.now_said),
            by=between,
            before_now=move.before_now,
        )

    def _score_kind(self, moves: tuple[StageMove, ...]) -> Kind:
        """What the current score of a risk did that is open in both."""
        move = next((each for each in moves if each.stage is Stage.CURRENT), None)
        if move is None:
            return Kind.UNCHANGED
        return self._direction(move) if move.by_people else Kind.SCHEME

    def _direction(self, move: StageMove) -> Kind:
        """By the scheme of the later moment, so that a change of scheme is never taken for a movement; by the earlier
        one only where the later does not know the levels there were."""
        for scheme in (self._after.scheme, self._before.scheme):
            was, now = scheme.rate_levels(*move.before), scheme.rate_levels(*move.after)
            if was is not None and now is not None:
                if is_above(scheme, now, was):
                    return Kind.UP
                return Kind.DOWN if is_above(scheme, was, now) else Kind.RESCORED
        return Kind.RESCORED

    def _days_at_level(self, risk: Risk) -> int | None:
        as_at, moves = self._after.as_at, [move for move in self._moves[risk.id] if move.stage is Stage.CURRENT]
        moment = moves[-1].step.at if moves else self._evidence.scored_at.get(risk.id)
        scored = what_rates(levels_of(risk.score(Stage.CURRENT))) != what_rates(NOT_SCORED)
        if as_at is None or moment is None or not scored or risk.status is not Status.OPEN:
            return None
        return max(0, (as_at - moment.date()).days)

    # Appetite and actions

    def _appetite_kinds(self, old: Risk | None, risk: Risk) -> Iterator[Kind]:
        """A risk is back within the appetite only where both are known: not because nobody can tell any more."""
        if risk.status is not Status.OPEN:
            return
        was = old is not None and old.status is Status.OPEN and self._before.is_above_appetite(old)
        now = self._after.is_above_appetite(risk)
        rated, limit = self._after.rated(risk, Stage.CURRENT), self._after.appetite_of(risk)
        known = rated is not None and rated.band is not None and self._after.scheme.severity(limit) >= 0
        if now and not was:
            yield Kind.ABOVE_APPETITE
        if was and not now and known:
            yield Kind.BACK_WITHIN_APPETITE

    def _actions(
        self, old: Risk | None, risk: Risk
    ) -> tuple[tuple[Redated, ...], tuple[Action, ...], tuple[Action, ...]]:
        """Those with a new date, those done since and those newly late. What a closed risk left undone is not late;
        what came with a new risk was neither moved nor done since."""
        earlier = paired(old.actions if old else (), risk.actions, lambda action: action.text)
        redated, completed, late = [], [], []
        for place, action in enumerate(risk.actions):
            was = earlier.get(place)
            if was and action.status is not ActionStatus.CANCELLED and _is_other_day(was.due, action.due):
                redated.append(self._redated(was, action))
            if old and action.status is ActionStatus.DONE and (was is None or was.status is not ActionStatus.DONE):
                completed.append(action)
            was_late = old and old.status is Status.OPEN and was and was.days_late(self._before.as_at)
            if risk.status is Status.OPEN and action.days_late(self._after.as_at) and not was_late:
                late.append(action)
        return tuple(redated), tuple(completed), tuple(late)

    def _redated(self, was: Action, action: Action) -> Redated:
        dues = (*(self._evidence.dues.get(action.id) or (was.due,)), action.due)
        times = sum(_is_other_day(one, other) for one, other in pairwise(dues))
        return Redated(action, was.due, dues[0], max(1, times))


def _came_or_went(old: Risk | None, risk: Risk) -> tuple[Kind, ...] | None:
    """How an open risk came or one that was open went; nothing for one that is and was open, None for one that is of
    no account: a draft or closed risk then and now."""
    was_open, was_closed = (old is not None and old.status is each for each in (Status.OPEN, Status.CLOSED))
    match risk.status:
        case Status.OPEN:
            return () if was_open else (Kind.REOPENED,) if was_closed else (Kind.NEW,)
        case Status.CLOSED if was_open or old is None:
            return (Kind.MERGED,) if risk.merged_into else (Kind.CLOSED,)
        case Status.DRAFT if was_open:
            return (Kind.DRAFTED,)
    return None


def _field_kinds(old: Risk, risk: Risk, moves: tuple[StageMove, ...]) -> Iterator[Kind]:
    target = next((move for move in moves if move.stage is Stage.TARGET), None)
    if (target and target.by_people) or _day(old.target_date) != _day(risk.target_date):
        yield Kind.TARGET_CHANGED
    if owners_said(old) != owners_said(risk):
        yield Kind.OWNER_CHANGED
    if any(getattr(old, name) != getattr(risk, name) for name in WORDING):
        yield Kind.REWORDED


def owners_said(risk: Risk) -> tuple[tuple[str, str], ...]:
    """Who answers for a risk, by the names that people read: the accountable one first, the others in no order."""
    named = [(owner.name, owner.organisation) for owner in risk.owners]
    return (*named[:1], *sorted(named[1:]))


def levels_of(score: Score | None) -> Levels:
    return (score.impact, score.likelihood, score.stated) if score else NOT_SCORED


def _text(rated: object) -> str:
    return str(getattr(rated, "text", ""))


def _is_other_day(before: str, after: str) -> bool:
    """Whether a due date became another day; the same day written otherwise is no change, nor is a first date."""
    return bool(before.strip()) and _day(before) != _day(after)


def _day(due: str) -> dt.date | str:
    return read_due(due).end or due.strip().casefold()
