"""The papers' facts: `register_paper`, `board_paper` and `audit_paper` decide every number, order and sentence."""

from riskdesk.reports.annex import RegisterPaper, register_paper
from riskdesk.reports.auditpaper import AuditPaper, audit_paper
from riskdesk.reports.board import BoardPaper, board_paper

Paper = RegisterPaper | BoardPaper | AuditPaper

__all__ = ["AuditPaper", "BoardPaper", "Paper", "RegisterPaper", "audit_paper", "board_paper", "register_paper"]
