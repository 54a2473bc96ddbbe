"""RiskDesk's domain: risk registers, their scores and their history. No Qt, no screen."""

__version__ = "0.4.0"
