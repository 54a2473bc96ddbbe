"""The papers' facts: `register_paper` and `board_paper` decide every number, order and sentence."""

from riskdesk.reports.annex import RegisterPaper, register_paper
from riskdesk.reports.board import BoardPaper, board_paper

Paper = RegisterPaper | BoardPaper

__all__ = ["BoardPaper", "Paper", "RegisterPaper", "board_paper", "register_paper"]
