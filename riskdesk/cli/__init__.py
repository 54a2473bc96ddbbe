"""RiskDesk from a terminal: the same functions as the window. Errors are a sentence on stderr and exit code 1."""

import sys

from riskdesk.cli import checking, months, papers, registers
from riskdesk.cli.common import commands

__all__ = ["checking", "commands", "main", "months", "papers", "registers"]


def main() -> None:
    """The `riskdesk-cli` command. Output is UTF-8 whatever the computer's language."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands(prog_name="riskdesk-cli")
