"""Verifying a file without holding it: one that is open elsewhere, or altered so that it no longer opens."""

import contextlib
import sqlite3
from pathlib import Path

from riskdesk import file, history, schema
from riskdesk.errors import RiskDeskError
from riskdesk.history import Progress, Verdict


def verify_file(path: Path, progress: Progress | None = None) -> Verdict:
    """Check a register file from the outside. Raises RiskDeskError when it is no readable register at all."""
    if file.check(path) < schema.VERSION:
        raise RiskDeskError(f"{path.name} is of an older version.", "Open it in RiskDesk once, then verify it.")
    db = file.connect(path, read_only=True)
    with contextlib.closing(db):
        try:
            return history.verify(db, progress)
        except sqlite3.Error as fault:
            raise file.told(fault, path) from fault
