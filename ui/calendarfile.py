"""Saving what is asked of an owner, or of everybody, as a calendar file."""

from collections.abc import Callable
from pathlib import Path

from riskdesk.risks import Owner, Register

AskTarget = Callable[[str, str, str, str], Path | None]
"""Asks a person where a file goes: caption, name, suffix and kinds."""

CALENDARS = "Calendar (*.ics)"


def save_calendar(register: Register, owner: Owner | None, name: str, ask: AskTarget) -> str:
    """Write next reviews and due dates where a person wants them; answers what to tell, "" where they want them not."""
    from riskdesk.exchange.calendar import write_calendar  # noqa: PLC0415 - only once a calendar is wanted

    whose = f" of {owner.name}" if owner else ""
    target = ask(f"Save the dates{whose} as", f"{name} dates{whose}", ".ics", CALENDARS)
    if target is None:
        return ""
    write_calendar(register, target, owner)
    return f"Next reviews and due dates{whose} saved as {target.name}"
