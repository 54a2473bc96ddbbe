"""The order in which a board reads its risks, and how each one moved, in few words."""

from collections.abc import Mapping

from riskdesk.audit.weighing import is_above
from riskdesk.movement import Kind
from riskdesk.movement import Row as Moved
from riskdesk.reports.marks import in_order
from riskdesk.reports.sources import Sources
from riskdesk.risks import Risk, Stage, Status
from riskdesk.trend import Standing
from riskdesk.wording import natural

LOOKED_BACK = 4
"""Closed periods over which a movement is told beside that since the last one."""

_MOVED_FIRST = (Kind.UP, Kind.NEW, Kind.REOPENED, Kind.RESCORED, Kind.SCHEME, Kind.DOWN)
ORDER_SAID = (
    "The most severe band stands first, then what went up or is new; after that the order is that of the references, "
    "which is no ranking."
)


def moved_by_id(sources: Sources) -> Mapping[int, Moved]:
    """What changed about each risk, by its id; nothing where no earlier period was compared."""
    return sources.movement.by_id if sources.movement else {}


def in_board_order(sources: Sources) -> tuple[Risk, ...]:
    """The open risks: by band, then by movement, then by reference; those without a rating last."""
    register, moved = sources.register, moved_by_id(sources)

    def key(risk: Risk) -> tuple[object, ...]:
        rated, row = register.rated(risk, Stage.CURRENT), moved.get(risk.id)
        place = _MOVED_FIRST.index(row.main) if row and row.main in _MOVED_FIRST else len(_MOVED_FIRST)
        return rated is None, -rated.severity if rated else 0, place, natural(risk.label)

    return tuple(sorted(in_order(register, Status.OPEN), key=key))


_WAYS = {Kind.UP: "up from", Kind.DOWN: "down from", Kind.SCHEME: "by the scheme, from"}


def way_since(moved: Moved | None) -> str:
    """How the current rating stands to that of the last closed period: "up from 9 Medium", "same for 5 periods"."""
    if moved is None:
        return "nothing to compare with"
    if moved.main is Kind.NEW:
        return "new"
    again = "re-opened, " if moved.main is Kind.REOPENED else ""
    current = moved.move(Stage.CURRENT)
    if current is None:
        periods = moved.periods_at_level or 0
        return f"{again}{f'same for {periods} periods' if periods > 1 else 'same as before'}"
    return f"{again}{_WAYS.get(moved.main, 'was')} {current.was.text if current.was else 'not rated'}"


def way_over(sources: Sources, risk: Risk) -> str:
    """Over the last closed periods: "up from 8 Medium in April 2018"; "" where it did not move or too few tell."""
    trend = sources.trend
    if trend is None:
        return ""
    earlier = trend.closed[:-1] if trend.now.period else trend.closed
    closed = earlier[-LOOKED_BACK:]
    if len(closed) < 2:
        return ""
    now, there = trend.now.risks.get(risk.id), [stand.risks.get(risk.id) for stand in closed]
    then = there[0]
    if then is None:
        return f"not open in {closed[0].name}"
    return "" if now and set(there) == {now} else f"{_way(sources, then, now)} in {closed[0].name}"


def _way(sources: Sources, then: Standing, now: Standing | None) -> str:
    """By the scheme of now, so that a change of scheme is never taken for a movement."""
    scheme = sources.register.scheme
    was = scheme.rate_levels(*then.levels)
    rated = now.rated if now else None
    if was is None or rated is None:
        return f"was {then.rated.text if then.rated else 'not rated'}"
    if is_above(scheme, rated, was):
        return f"up from {was.text}"
    return f"down from {was.text}" if is_above(scheme, was, rated) else f"at {was.text} too"
