"""The line of facts in the status bar, worked out from the register by the same rules as the paper."""

from collections import Counter
from collections.abc import Sequence

from riskdesk.risks import Register, Risk, Stage, Status


def status_line(register: Register) -> str:
    """Such as "11 risks, 3 High, 2 actions late". Closed risks are not counted."""
    live = [risk for risk in register.risks if risk.status is not Status.CLOSED]
    if not live:
        return "No open risks"
    return ", ".join((_counted(len(live), "risk"), *_bands(register, live), _lateness(register, live)))


def _bands(register: Register, live: Sequence[Risk]) -> list[str]:
    rated = (register.rated(risk, Stage.CURRENT) for risk in live)
    counts = Counter(each.word for each in rated if each and each.band)
    return [f"{counts[band.word]:,} {band.word}" for band in reversed(register.scheme.bands) if counts[band.word]][:2]


def _lateness(register: Register, live: Sequence[Risk]) -> str:
    if register.as_at is None:
        return "lateness not judged without an as-at date"
    late = sum(action.days_late(register.as_at) > 0 for risk in live for action in risk.actions)
    return f"{_counted(late, 'action')} late" if late else "no action late"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
