"""Files that ship with RiskDesk: fonts, icons, scoring schemes, sample registers. No Qt, no domain."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Where a shipped file stands on this machine."""
    return _ROOT.joinpath(*parts)
