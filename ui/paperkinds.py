"""The kinds of paper: what each gathers from the open register, and what decides its facts from that in any thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskdesk.audit.case import Case
from riskdesk.proof import Verdict
from riskdesk.risks import Register
from riskdesk.store import Store

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit
    from riskdesk.reports.content import Paper

Progress = Callable[[int, int], None]

# Papers are dear to import, and drawn when they are first seen.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper.

    `gather` takes from the store, on the screen's thread, all that the paper tells of; its second argument is the
    register the audit compares with. What it gives is used once: by `paper`, or by `book`, which writes the same facts
    as a workbook, where there is one.
    """

    name: str
    file_name: str
    tip: str
    shortcut: str
    gather: Callable[[Store, Register | None], Any]
    paper: Callable[[Any], "Paper"]
    book: Callable[[Any, Path], None] | None = None

    def draw(self, gathered: Any, progress: Progress) -> bytes:
        from riskdesk.reports.layout import pdf_bytes

        return pdf_bytes(self.paper(gathered), progress)

    def write(self, gathered: Any, target: Path, progress: Progress) -> int:
        from riskdesk.reports.layout import write_pdf

        return write_pdf(self.paper(gathered), target, progress)


def _register(store: Store, _previous: Register | None) -> Register:
    return store.register()


def _register_paper(register: Register) -> "Paper":
    from riskdesk.reports.content import register_paper

    return register_paper(register)


def _board_paper(register: Register) -> "Paper":
    from riskdesk.reports.content import board_paper

    return board_paper(register)


@dataclass(frozen=True, slots=True)
class _ToAudit:
    """The audit and the proof are made off the screen's thread."""

    case: Case
    prove: Callable[[None], Verdict]

    def done(self) -> tuple["Audit", Verdict]:
        from riskdesk.audit.run import audit

        return audit(self.case), self.prove(None)


def _to_audit(store: Store, previous: Register | None) -> _ToAudit:
    return _ToAudit(store.case(previous=previous), store.proof())


def _audit_paper(gathered: _ToAudit) -> "Paper":
    from riskdesk.reports.content import audit_paper

    return audit_paper(*gathered.done())


def _audit_book(gathered: _ToAudit, target: Path) -> None:
    from riskdesk.exchange.workbook import write_workbook

    found, verdict = gathered.done()
    write_workbook(found, target, verdict)


_FULL = "Every risk in full, A4 landscape"
_BOARD = "Summary, matrix, top risks and late actions"
_AUDIT = "Rules, findings, waivers, challenges, samples and sign-off"
KINDS = (
    Kind("Register paper", "register", _FULL, "Ctrl+Shift+P", _register, _register_paper),
    Kind("Board paper", "board paper", _BOARD, "Ctrl+B", _register, _board_paper),
    Kind("Audit paper", "audit paper", _AUDIT, "Ctrl+Shift+B", _to_audit, _audit_paper, _audit_book),
)
