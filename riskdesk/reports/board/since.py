"""Since when a risk has been above the appetite, by the log and by the periods that were closed."""

from collections.abc import Sequence

from riskdesk.days import british
from riskdesk.movement import Kind
from riskdesk.reports.board.ordering import moved_by_id
from riskdesk.reports.sources import Sources
from riskdesk.risks import Risk, Stage
from riskdesk.scoring import Rated
from riskdesk.trail import Move, standing
from riskdesk.trend import Stand
from riskdesk.wording import NOT_RECORDED, counted


def above_since(sources: Sources, risk: Risk) -> str:
    """ "since 24 July 2018", "at every closing since July 2017 (12 periods)", or that nothing tells. By the appetite of
    now, since nothing keeps which appetite there was."""
    closed = sources.trend.closed if sources.trend else ()
    run = _run(sources, risk, closed)
    crossing = _crossing(sources, risk)
    if crossing and not _was_within_after(sources, risk, closed, crossing):
        return f"since {british(crossing.step.at.date())}"
    if len(run) > 1:
        return f"at every closing since {run[0].name} ({counted(len(run), 'period')})"
    is_earlier = run and run[0].period and run[0].period.id != sources.period_id
    return f"since {run[0].name}" if is_earlier else _otherwise(sources, risk)


def _run(sources: Sources, risk: Risk, closed: Sequence[Stand]) -> list[Stand]:
    """The closed periods in a row, up to the latest, at which it stood above; oldest first."""
    run: list[Stand] = []
    for stand in reversed(closed):
        if not _stood_above(sources, risk, stand):
            break
        run.insert(0, stand)
    return run


def _stood_above(sources: Sources, risk: Risk, stand: Stand) -> bool:
    """By the scheme of that moment; never where the risk was not open then."""
    there = stand.risks.get(risk.id)
    limit = stand.scheme.severity(sources.register.appetite_of(risk))
    return there is not None and there.rated is not None and 0 <= limit < there.rated.severity


def _crossing(sources: Sources, risk: Risk) -> Move | None:
    """The last move by which people brought it above, if every move after that left it there."""
    found = [
        move
        for move in standing(sources.evidence.of_risk.get(risk.id, ()))
        if move.stage is Stage.CURRENT and move.step.id <= sources.register.step
    ]
    last = None
    for move in found:
        was, now = (_is_above(sources, risk, rated) for rated in (move.was, move.now))
        last = move if now and not was else last if now else None
    return last


def _is_above(sources: Sources, risk: Risk, rated: Rated | None) -> bool:
    """By the word of its band: a move knows no scheme of its own."""
    scheme = sources.register.scheme
    return rated is not None and scheme.severity(rated.word) > scheme.severity(sources.register.appetite_of(risk))


def _was_within_after(sources: Sources, risk: Risk, closed: Sequence[Stand], crossing: Move) -> bool:
    later = (
        stand
        for stand in closed
        if stand.period and stand.period.closing and stand.period.closing.closed_at > crossing.step.at
    )
    return any(not _stood_above(sources, risk, stand) for stand in later)


def _otherwise(sources: Sources, risk: Risk) -> str:
    row = moved_by_id(sources).get(risk.id)
    if row and row.main in (Kind.NEW, Kind.REOPENED):
        return "since it is new" if row.main is Kind.NEW else "since it was re-opened"
    scored = sources.evidence.scored_at.get(risk.id)
    if sources.movement is None and scored:
        return f"since it was first scored, {british(scored.date())}"
    return "since the last closing" if sources.movement else f"since when is {NOT_RECORDED}"
