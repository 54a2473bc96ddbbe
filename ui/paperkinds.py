"""The kinds of paper: what each gathers from the open register, and what decides its facts from that in any thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskdesk.audit.case import Case
from riskdesk.proceedings import Proceedings
from riskdesk.proof import Verdict
from riskdesk.risks import Register
from riskdesk.store import Store

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit
    from riskdesk.movement import Movement
    from riskdesk.reports.content import Paper

Progress = Callable[[int, int], None]

# Papers are dear to import, and drawn when they are first seen.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper.

    `key` is what a register calls the kind of a paper issued from it. `gather` takes from the store, on the screen's
    thread, all that the paper tells of; its second argument is the register the audit compares with. What it gives is
    used once: by `paper`, or by `book`, which writes the same facts as a workbook, where there is one. `ready` is the
    share of the work, in hundredths, that is done when its facts are decided and only drawing is left.
    """

    key: str
    name: str
    file_name: str
    tip: str
    shortcut: str
    gather: Callable[[Store, Register | None], Any]
    paper: Callable[[Any, Progress], "Paper"]
    book: Callable[[Any, Path, Progress], None] | None = None
    ready: int = 0

    def draw(self, gathered: Any, progress: Progress) -> bytes:
        from riskdesk.reports.layout import pdf_bytes

        paper = self.paper(gathered, _part(progress, 0, self.ready))
        return pdf_bytes(paper, _part(progress, self.ready, 100))

    def write(self, gathered: Any, target: Path, progress: Progress) -> int:
        from riskdesk.reports.layout import write_pdf

        paper = self.paper(gathered, _part(progress, 0, self.ready))
        return write_pdf(paper, target, _part(progress, self.ready, 100))


def _part(progress: Progress, start: int, end: int) -> Progress:
    """Progress of one part of the work, told as hundredths of the whole from `start` to `end`."""
    return lambda done, whole: progress(start + (end - start) * done // max(whole, 1), 100)


def _register(store: Store, _previous: Register | None) -> Register:
    return store.register()


def _register_paper(register: Register, _progress: Progress) -> "Paper":
    from riskdesk.reports.content import register_paper

    return register_paper(register)


@dataclass(frozen=True, slots=True)
class _Since:
    """A register, and what compares it with the last closed period: off the screen's thread, as that takes a while.
    None where there is no closed period."""

    register: Register
    proceedings: Proceedings
    compare: Callable[[], "Movement"] | None

    def movement(self) -> "Movement | None":
        return self.compare() if self.compare else None


def _since(store: Store, _previous: Register | None) -> _Since:
    register = store.register()
    last = register.last_closed
    return _Since(register, store.proceedings(), store.comparing(last) if last else None)


def _board_paper(gathered: _Since, _progress: Progress) -> "Paper":
    from riskdesk.reports.content import board_paper

    return board_paper(gathered.register, gathered.movement(), gathered.proceedings)


def _changes_paper(gathered: _Since, _progress: Progress) -> "Paper":
    from riskdesk.reports.content import changes_paper

    return changes_paper(gathered.movement() or gathered.register)


@dataclass(frozen=True, slots=True)
class _ToAudit:
    """The audit and the proof are made off the screen's thread."""

    case: Callable[[], Case]
    prove: Callable[[Progress | None], Verdict]

    def done(self, progress: Progress) -> tuple["Audit", Verdict]:
        """Proved first: a proof lets go of its copy of the file when it is stopped, one not begun would keep it."""
        from riskdesk.audit.run import audit

        verdict = self.prove(_part(progress, 0, 50))
        return audit(self.case(), _part(progress, 50, 100)), verdict


def _to_audit(store: Store, previous: Register | None) -> _ToAudit:
    from riskdesk.audit.earlier import compared

    case, prove = store.case_and_proof(previous=previous)
    return _ToAudit(compared(case, store), prove)


def _audit_paper(gathered: _ToAudit, progress: Progress) -> "Paper":
    from riskdesk.reports.content import audit_paper

    return audit_paper(*gathered.done(progress))


def _audit_book(gathered: _ToAudit, target: Path, progress: Progress) -> None:
    from riskdesk.exchange.workbook import write_workbook

    found, verdict = gathered.done(progress)
    write_workbook(found, target, verdict)


_FULL = "Every risk in full, A4 landscape"
_BOARD = "Summary, what changed, matrix, top risks, what is raised to forums and late actions"
_CHANGES = "Every risk that changed since the last closed period: from what to what, who moved it and why"
_AUDIT = "Rules, findings, waivers, challenges, samples and sign-off"
KINDS = (
    Kind("register", "Register paper", "register", _FULL, "Ctrl+Shift+P", _register, _register_paper),
    Kind("board", "Board paper", "board paper", _BOARD, "Ctrl+B", _since, _board_paper, ready=30),
    Kind("audit", "Audit paper", "audit paper", _AUDIT, "Ctrl+Shift+B", _to_audit, _audit_paper, _audit_book, ready=60),
    Kind("changes", "What changed", "what changed", _CHANGES, "Ctrl+Shift+H", _since, _changes_paper, ready=60),
)
