"""The papers page and its parts."""

from ui.papers.asked import Kept
from ui.papers.page import KINDS, PapersPage

__all__ = ["KINDS", "Kept", "PapersPage"]
