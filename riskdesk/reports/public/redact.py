"""Takes what is exempt out of everything that papers are made of: risks, what moved them, who decided on them, what an
audit found of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from riskdesk.entities import Entity
from riskdesk.meetings import Decision, Escalation, Meeting, RemedialPlan
from riskdesk.movement import Kind, Movement, Row, StageMove
from riskdesk.pairing import paired
from riskdesk.periods import Closing, Period, Review
from riskdesk.proceedings import Proceedings
from riskdesk.reports.public.exempt import Hold, amounts_out, holds, put, review_without, without
from riskdesk.reports.sources import Sources
from riskdesk.risks import Action, Owner, Register, Risk
from riskdesk.trail import Evidence, Move
from riskdesk.trend import Stand, Trend

T = TypeVar("T")
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that tells of a risk, and what the public sees of it; None for nothing."""

    risk_id: int
    thing: Any
    left: Any = None


class Redaction:
    """What the public may see of some sources. `taken` is everything that it sees otherwise or not at all."""

    def __init__(self, sources: Sources) -> None:
        self.given, self._register = sources, sources.register
        self.holds = holds(sources.publication.exemptions)
        self.taken: dict[int, Taken] = {}
        self._registers: dict[int, Register] = {}
        self._ids: dict[int, int] = {}
        for each in self._every_register():
            self._ids |= self._ids_of(each)
        self._versions = self._by_risk()
        self._hidden_actions = {
            action.id
            for risk_id, versions in self._versions.items()
            if (hold := self.holds.get(risk_id)) and hold.of("actions")
            for risk in versions
            for action in risk.actions
        }

    def sources(self) -> Sources:
        """All of it but the audit, which `riskdesk.reports.public.redactaudit` does."""
        given = self.given
        return replace(
            given,
            register=self.register(given.register),
            movement=self._movement(given.movement) if given.movement else None,
            proceedings=self._proceedings(given.proceedings),
            evidence=self.evidence(given.evidence),
            trend=self._trend(given.trend) if given.trend else None,
            publication=replace(given.publication, exemptions=tuple(self._told_of_exemptions())),
        )

    def _told_of_exemptions(self) -> Iterable[Any]:
        """Of what is exempt the public learns that a part of a public risk is, and by which paragraph."""
        for each in self.given.publication.exemptions:
            if not self.holds[each.risk_id].is_whole:
                yield replace(each, reason="", decided_by="")

    # Which risk is which

    def _every_register(self) -> Iterable[Register]:
        given = self.given
        found = [given.register]
        found += [given.movement.before, given.movement.after] if given.movement else []
        found += [given.audit.case.register] if given.audit else []
        found += [given.audit.case.previous] if given.audit and given.audit.case.previous else []
        return {id(each): each for each in found}.values()

    def _ids_of(self, register: Register) -> dict[int, int]:
        """For the risks of another register, by their place in memory, the ids they have in the one at hand."""
        ours = {risk.id for risk in self._register.risks}
        known = paired(self._register.risks, register.risks, lambda risk: risk.ref)
        found = {}
        for place, risk in enumerate(register.risks):
            is_other = place not in known and risk.id in ours and register is not self._register
            found[id(risk)] = known[place].id if place in known else 0 if is_other else risk.id
        return found

    def _by_risk(self) -> Mapping[int, Sequence[Risk]]:
        """Every version of each risk there is."""
        found: dict[int, list[Risk]] = {}
        for register in self._every_register():
            for risk in register.risks:
                found.setdefault(self.id_of(risk), []).append(risk)
        return found

    def id_of(self, risk: Risk) -> int:
        return self._ids.get(id(risk), risk.id)

    def is_whole(self, risk_id: int | None) -> bool:
        hold = self.holds.get(risk_id or 0)
        return hold is not None and hold.is_whole

    def is_touched(self, risk: Risk) -> bool:
        """Whether anything of a risk is exempt."""
        return self.id_of(risk) in self.holds

    # Registers and risks

    def register(self, register: Register) -> Register:
        if id(register) not in self._registers:
            risks = tuple(found for risk in register.risks if (found := self.risk(risk)))
            used = _Used(register.risks, risks)
            objectives = used.still(register.objectives, lambda risk: (risk.objective,))
            schemes = {each.id for each in objectives}
            self._registers[id(register)] = replace(
                register,
                risks=risks,
                owners=used.still(register.owners, _owners),
                categories=used.still(register.categories, lambda risk: (risk.category,)),
                objectives=objectives,
                scheme_shares=tuple(each for each in register.scheme_shares if each.objective_id in schemes),
                periods=tuple(_without_findings(period) for period in register.periods),
            )
        return self._registers[id(register)]

    def risk(self, risk: Risk | None) -> Risk | None:
        """As the public sees it; None for one that it does not. One risk gives one object, however often it is asked
        for."""
        if risk is None:
            return None
        known = self.taken.get(id(risk))
        if known:
            seen: Risk | None = known.left
            return seen
        risk_id = self.id_of(risk)
        return self._of(
            risk_id, risk, lambda hold: without(risk, hold, self._versions.get(risk_id, ())), self._not_merged
        )

    def _not_merged(self, risk: Risk) -> Risk:
        """A risk that lives on in one that is exempt is closed, and that is all there is to say."""
        if not self.is_whole(risk.merged_into):
            return risk
        said = self.holds[risk.merged_into or 0].of()
        return replace(risk, merged_into=None, closed_reason=put(risk.closed_reason, said))

    def _of(
        self, risk_id: int | None, thing: T, change: Callable[[Hold], T], always: Callable[[T], T] = lambda thing: thing
    ) -> T | None:
        """A thing that tells of a risk, as the public sees it."""
        hold = self.holds.get(risk_id or 0)
        left = None if hold and hold.is_whole else always(change(hold) if hold else thing)
        if left is not thing and left != thing:
            self.taken[id(thing)] = Taken(risk_id or 0, thing, left)
            return left
        return thing

    def _amounts_out(self, risk_id: int | None, thing: T, hold: Hold) -> T:
        return amounts_out(thing, hold, *self._versions.get(risk_id or 0, ()))

    # What moved

    def evidence(self, evidence: Evidence) -> Evidence:
        whole = {risk_id for risk_id, hold in self.holds.items() if hold.is_whole}
        return replace(
            evidence,
            moves=tuple(found for move in evidence.moves if (found := self._move(move))),
            dues=_but(evidence.dues, self._hidden_actions),
            done=_but(evidence.done, self._hidden_actions),
            scored=_but(evidence.scored, whole),
            scored_at=_but(evidence.scored_at, whole),
            closed=_but(evidence.closed, whole),
        )

    def _move(self, move: Move) -> Move | None:
        def change(hold: Hold) -> Move:
            reason = put(move.step.reason, hold.of("words", "rationale"))
            said = move if reason == move.step.reason else replace(move, step=replace(move.step, reason=reason))
            return self._amounts_out(move.risk_id, said, hold)

        return self._of(move.risk_id, move, change)

    def _movement(self, movement: Movement) -> Movement:
        rows = tuple(found for row in movement.rows if (found := self._row(row)))
        return Movement(self.register(movement.before), self.register(movement.after), rows)

    def _row(self, row: Row) -> Row | None:
        risk = self.risk(row.risk)
        if risk is None:
            return None
        hold = self.holds.get(self.id_of(row.risk))
        shown = () if hold and hold.of("actions") else risk.actions
        now = {id(was): action for was, action in zip(row.risk.actions, shown, strict=False)}
        into = self.risk(row.merged_into)
        kinds = row.kinds if into or not row.merged_into else _closed_only(row.kinds)
        return replace(
            row,
            risk=risk,
            before=self.risk(row.before),
            kinds=kinds,
            moves=tuple(self._stage_move(move) for move in row.moves),
            redated=tuple(replace(each, action=now[id(each.action)]) for each in row.redated if id(each.action) in now),
            completed=_as_now(row.completed, now),
            newly_late=_as_now(row.newly_late, now),
            merged_into=into,
        )

    def _stage_move(self, move: StageMove) -> StageMove:
        return replace(move, by=tuple(found for each in move.by if (found := self._move(each))))

    def _trend(self, trend: Trend) -> Trend:
        return Trend(tuple(self._stand(stand) for stand in trend.closed), self._stand(trend.now))

    def _stand(self, stand: Stand) -> Stand:
        period = _without_findings(stand.period) if stand.period else None
        seen = {number: each for number, each in stand.risks.items() if not self.is_whole(number)}
        return replace(stand, period=period, risks=seen)

    # What was decided

    def _proceedings(self, given: Proceedings) -> Proceedings:
        reviews = {risk_id: self._review(risk_id, review) for risk_id, review in given.last_reviews.items()}
        return replace(
            given,
            escalations=tuple(found for each in given.escalations if (found := self._escalation(each))),
            plans=tuple(left for each in given.plans if (left := self._plan(each))),
            meetings=tuple(self._meeting(each) for each in given.meetings),
            last_reviews={risk_id: review for risk_id, review in reviews.items() if review},
        )

    def _review(self, risk_id: int, review: Review) -> Review | None:
        def change(hold: Hold) -> Review:
            return self._amounts_out(risk_id, review_without(review, hold), hold)

        return self._of(risk_id, review, change)

    def _escalation(self, each: Escalation) -> Escalation | None:
        def change(hold: Hold) -> Escalation:
            said = hold.of("words", "rationale")
            lowered = put(each.lowered_reason, said)
            found = replace(each, reason=put(each.reason, said), lowered_reason=lowered)
            return self._amounts_out(each.risk_id, found, hold)

        return self._of(each.risk_id, each, change)

    def _plan(self, plan: RemedialPlan) -> RemedialPlan | None:
        """A plan is an action: where those are exempt it goes with them. Its reason is an overspend."""
        hold = self.holds.get(plan.risk_id)
        if hold and hold.of("actions"):
            self.taken[id(plan)] = Taken(plan.risk_id, plan)
            return None
        return self._of(
            plan.risk_id, plan, lambda hold: replace(plan, reason=put(plan.reason, hold.of("words", "money")))
        )

    def _meeting(self, meeting: Meeting) -> Meeting:
        return replace(
            meeting,
            agenda=tuple(risk_id for risk_id in meeting.agenda if not self.is_whole(risk_id)),
            decisions=tuple(found for each in meeting.decisions if (found := self._decision(each))),
        )

    def _decision(self, each: Decision) -> Decision | None:
        def change(hold: Hold) -> Decision:
            said = hold.of(
                "words", *(("rationale",) if each.score_after else ()), *(("actions",) * bool(each.action_id))
            )
            action_id = None if hold.of("actions") else each.action_id
            found = replace(each, text=put(each.text, said), action_id=action_id)
            return self._amounts_out(each.risk_id, found, hold)

        return self._of(each.risk_id, each, change)


@dataclass(frozen=True, slots=True)
class _Used:
    """What the lists of a register hold besides what only exempt risks, or what is exempt of others, brought there."""

    before: Sequence[Risk]
    after: Sequence[Risk]

    def still(self, entries: tuple[E, ...], of: Callable[[Risk], Iterable[E | None]]) -> tuple[E, ...]:
        was, now = ({_known_by(each) for risk in risks for each in of(risk)} for risks in (self.before, self.after))
        return tuple(each for each in entries if _known_by(each) not in was - now)


def _owners(risk: Risk) -> Iterable[Owner | None]:
    return (*risk.owners, *(control.owner for control in risk.controls), *(action.owner for action in risk.actions))


def _known_by(entry: Entity | None) -> tuple[int, str]:
    return (entry.id, getattr(entry, "name", "")) if entry else (0, "")


def _without_findings(period: Period) -> Period:
    """What a closed period froze of its audit, and what its papers were called, may tell of any risk."""
    closing = replace(period.closing, frozen=Closing.pack({})) if period.closing else None
    return replace(period, closing=closing, papers=())


def _closed_only(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(Kind.CLOSED if kind is Kind.MERGED else kind for kind in kinds))


def _as_now(actions: tuple[Action, ...], now: Mapping[int, Action]) -> tuple[Action, ...]:
    return tuple(now[id(action)] for action in actions if id(action) in now)


def _but(held: Mapping[int, T], gone: set[int]) -> Mapping[int, T]:
    return {key: value for key, value in held.items() if key not in gone}
