"""The papers' facts: `register_paper`, `board_paper` and `audit_paper` decide every number, order and sentence."""

from typing import TYPE_CHECKING, TypeAlias

from riskdesk.proof import Verdict
from riskdesk.reports.annex import RegisterPaper, register_paper
from riskdesk.reports.board import BoardPaper, board_paper

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit
    from riskdesk.reports.auditpaper import AuditPaper

Paper: TypeAlias = "RegisterPaper | BoardPaper | AuditPaper"

__all__ = ["BoardPaper", "Paper", "RegisterPaper", "audit_paper", "board_paper", "register_paper"]


def audit_paper(audit: "Audit", verdict: Verdict | None = None) -> "AuditPaper":
    """See `auditpaper.audit_paper`. Who prints another paper does not load the audit's rules."""
    from riskdesk.reports import auditpaper  # noqa: PLC0415

    return auditpaper.audit_paper(audit, verdict)
