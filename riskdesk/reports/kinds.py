"""The kinds of paper there are, for the window and the terminal alike, and what each is made from."""

# What a paper needs is imported when one is made: who only lists the kinds pays for none of it.
# ruff: noqa: PLC0415

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from riskdesk.errors import RiskDeskError
from riskdesk.periods import Period
from riskdesk.publishing import Publication
from riskdesk.risks import Register

if TYPE_CHECKING:
    import datetime as dt

    from riskdesk.reports.sources import Paper, Progress, Request, Sources
    from riskdesk.store import Store


class Need(Enum):
    """What a kind of paper is made from besides the register itself."""

    MOVEMENT = auto()
    TREND = auto()
    AUDIT = auto()
    PROOF = auto()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """`key` is what a register calls a paper issued from it and what the terminal calls the kind."""

    key: str
    name: str
    tip: str
    needs: frozenset[Need]
    make: "Callable[[Sources, Request], Paper]"

    @property
    def file_name(self) -> str:
        return self.name.lower()


def gather(
    store: "Store",
    kind: PaperKind,
    publication: Publication,
    *,
    against: Period | None = None,
    previous: Register | None = None,
    today: "dt.date | None" = None,
) -> "Callable[[Progress | None], Sources]":
    """What gives the sources of a paper, once, in any thread; what only the store's own thread may read is read here.

    `publication` is that of the register as it is now, also for a paper of a closed period. `against` is the closed
    period to compare with, else the one before; `previous` and `today` are for the audit.
    """
    from riskdesk.audit.earlier import compared
    from riskdesk.reports.sources import Sources

    register = store.register()
    if against and register.as_closed and register.period and against.id >= register.period.id:
        raise RiskDeskError(f"{against.name} is not earlier than {register.period.name}.", "Choose an earlier period.")
    before = against or register.last_closed
    compare = store.comparing(before) if before and Need.MOVEMENT in kind.needs else None
    trend = store.trend() if Need.TREND in kind.needs else None
    proceedings, evidence = store.proceedings(), store.evidence()
    prove = case = None
    if Need.PROOF in kind.needs:
        found, prove = store.case_and_proof(previous=previous, today=today)
        case = compared(found, store)
    elif Need.AUDIT in kind.needs:
        case = compared(store.case(previous=previous, today=today), store)

    def sources(progress: "Progress | None") -> "Sources":
        from riskdesk.audit.run import audit

        # Proved first: a proof lets go of its copy of the file when it is stopped, one not begun would keep it.
        verdict = prove(progress) if prove else None
        return Sources(
            register=register,
            movement=compare() if compare else None,
            proceedings=proceedings,
            evidence=evidence,
            trend=trend,
            audit=audit(case(), progress) if case else None,
            verdict=verdict,
            publication=publication,
        )

    return sources


def _board(sources: "Sources", request: "Request") -> "Paper":
    from riskdesk.reports.board.paper import board_paper

    return board_paper(sources, request)


def _register(sources: "Sources", _request: "Request") -> "Paper":
    from riskdesk.reports.annex import register_paper

    return register_paper(sources.register)


def _changes(sources: "Sources", _request: "Request") -> "Paper":
    from riskdesk.reports.changes import changes_paper

    return changes_paper(sources.movement or sources.register)


def _audit(sources: "Sources", _request: "Request") -> "Paper":
    from riskdesk.reports.audit.paper import audit_paper

    if sources.audit is None:
        raise AssertionError("an audit paper needs its audit")
    return audit_paper(sources.audit, sources.verdict)


def _actions(sources: "Sources", request: "Request") -> "Paper":
    from riskdesk.reports.tracker import tracker_paper

    return tracker_paper(sources, request)


def _risk(sources: "Sources", request: "Request") -> "Paper":
    from riskdesk.reports.board.focus import risk_paper

    return risk_paper(sources, request)


def _owner(sources: "Sources", request: "Request") -> "Paper":
    from riskdesk.reports.ownerlist import owner_paper

    return owner_paper(sources, request)


_ALL_OF_A_MONTH = frozenset({Need.MOVEMENT, Need.TREND, Need.AUDIT})

KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "board", "Board paper", "What a committee reads in five minutes, and decides on", _ALL_OF_A_MONTH, _board
    ),
    PaperKind("register", "Register paper", "Every risk in full, A4 landscape", frozenset(), _register),
    PaperKind(
        "actions",
        "Action tracker",
        "Every open action, late ones first, and what was done since the last closed period",
        frozenset({Need.MOVEMENT}),
        _actions,
    ),
    PaperKind(
        "risk",
        "Risk on a page",
        "Everything recorded about one risk, with where it stood over time",
        frozenset({Need.MOVEMENT, Need.TREND}),
        _risk,
    ),
    PaperKind(
        "owner",
        "Owner's list",
        "One owner's risks and actions, and what is asked of them",
        frozenset({Need.MOVEMENT}),
        _owner,
    ),
    PaperKind(
        "changes",
        "What changed",
        "Every risk that changed since the last closed period: from what to what, who moved it and why",
        frozenset({Need.MOVEMENT}),
        _changes,
    ),
    PaperKind(
        "audit",
        "Audit paper",
        "Rules, findings, waivers, challenges, samples and sign-off",
        frozenset({Need.AUDIT, Need.PROOF}),
        _audit,
    ),
)


def kind_of(key: str) -> PaperKind:
    found = next((kind for kind in KINDS if kind.key == key), None)
    if found is None:
        raise RiskDeskError(f'There is no paper "{key}".', f"Choose one of {', '.join(kind.key for kind in KINDS)}.")
    return found
