"""The papers' facts: a function for each kind of paper decides every number, order and sentence of it."""

from typing import TYPE_CHECKING

from riskdesk.proof import Verdict
from riskdesk.reports.annex import RegisterPaper, register_paper
from riskdesk.reports.board import BoardPaper, board_paper
from riskdesk.reports.changes import ChangesPaper, changes_paper
from riskdesk.reports.decisions import DecisionsPaper, decisions_paper
from riskdesk.reports.sources import Paper

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit
    from riskdesk.reports.auditpaper import AuditPaper

__all__ = [
    "BoardPaper",
    "ChangesPaper",
    "DecisionsPaper",
    "Paper",
    "RegisterPaper",
    "audit_paper",
    "board_paper",
    "changes_paper",
    "decisions_paper",
    "register_paper",
]


def audit_paper(audit: "Audit", verdict: Verdict | None = None) -> "AuditPaper":
    """See `auditpaper.audit_paper`. Who prints another paper does not load the audit's rules."""
    from riskdesk.reports import auditpaper  # noqa: PLC0415

    return auditpaper.audit_paper(audit, verdict)
