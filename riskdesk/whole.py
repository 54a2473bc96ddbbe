"""Files that are written whole or not at all: a reader never meets half a paper."""

import contextlib
import os
import secrets
from pathlib import Path

from riskdesk.errors import RiskDeskError


def refuse_folder(target: Path, what: str) -> None:
    """Raises RiskDeskError where something that is no file stands in the file's place."""
    if target.exists() and not target.is_file():
        raise RiskDeskError(f"{target} is no place for a {what}.", "Give the name of a file.")


def write_whole(target: Path, content: bytes, what: str) -> None:
    """Write beside `target` and put it in its place when it is whole; `what` is the word for it in a message. Raises
    RiskDeskError where it cannot be written."""
    _refuse_protected(target, what)
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as fault:
        raise RiskDeskError(
            f"The {what} could not be written to {target}: {fault.strerror or fault}.",
            "Nothing was left half-written. Close the file if it is open elsewhere, or choose another place.",
        ) from fault


def _refuse_protected(target: Path, what: str) -> None:
    """Replacing a file asks no leave of the file itself: whoever protected it against writing meant it to stay."""
    if target.is_file() and not target.stat().st_mode & 0o222:
        raise RiskDeskError(
            f"{target} is protected against writing, so the {what} was not written.",
            "Choose another name, or lift the protection first.",
        )
