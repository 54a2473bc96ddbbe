"""The dashboard: one row a risk, so that a board sees on one page where each stands and which way it goes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.dates import read_due
from riskdesk.days import british_short
from riskdesk.movement import Row as Moved
from riskdesk.reports.blocks import Block, Heading, Rows, Size, Turn, Voice, Words
from riskdesk.reports.board.ordering import ORDER_SAID, in_board_order, moved_by_id, way_over, way_since
from riskdesk.reports.marks import Cell, Column, Line, Row, Table, Tone, owner_text, rating_cell, strong
from riskdesk.reports.reviewed import not_reviewed
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import Action, ActionStatus, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, sentence

_TITLE, _OWNER, _ACTION = 62, 64, 40


def dashboard(sources: Sources, _request: Request) -> Chapter | None:
    """None for a register without open risks."""
    risks = in_board_order(sources)
    if not risks:
        return None
    said = sum(risk.status is Status.OPEN for risk in sources.register.risks)
    lead = [f"{sentence(counted(said, 'open risk'))}, one row each.", _ordered(risks), _missing(sources, risks)]
    blocks: tuple[Block, ...] = (
        Heading("Dashboard", fresh=True),
        Words(" ".join(text for text in lead if text), Voice.QUIET),
        Rows(_table(sources, risks), "Every open risk in one row", Size.TIGHT, "board"),
    )
    if len(_stages(risks)) == len(Stage):  # three ratings side by side want the page's long side
        blocks = (Turn(landscape=True), *blocks, Turn())
    return Chapter("dashboard", blocks, (Count(said, len(risks), "open risks on the dashboard"),))


def _ordered(risks: Sequence[Risk]) -> str:
    return ORDER_SAID if len(risks) > 1 else ""


def _missing(sources: Sources, risks: Sequence[Risk]) -> str:
    """What has no column, since every row of it would say that it is not recorded."""
    register, shown = sources.register, _stages(risks)
    bare = [f"{register.word(stage).lower()} rating" for stage in Stage if stage not in shown]
    bare += [] if _has_appetite(register, risks) else ["appetite"]
    told = f"Not recorded for any open risk, and so not shown: {listed(bare)}." if bare else ""
    if sources.movement is None:
        told += " No earlier period was compared, so no movement is shown."
    return told.strip()


def _stages(risks: Sequence[Risk]) -> tuple[Stage, ...]:
    """The current one, and those of which any risk has a score."""
    return tuple(stage for stage in Stage if stage is Stage.CURRENT or any(risk.score(stage) for risk in risks))


def _has_appetite(register: Register, risks: Sequence[Risk]) -> bool:
    return any(register.appetite_of(risk).strip() for risk in risks)


def _table(sources: Sources, risks: Sequence[Risk]) -> Table:
    register, moved = sources.register, moved_by_id(sources)
    shown = _Shown(_stages(risks), sources.movement is not None, _has_appetite(register, risks))
    columns = (
        Column("ref", "Ref"),
        Column("dashboard_risk", "Risk and owner"),
        *(Column("rating", register.word(stage)) for stage in shown.stages),
        *([Column("moved", "Movement")] if shown.movement else []),
        *([Column("against", "Appetite")] if shown.appetite else []),
        Column("milestone", "Next milestone"),
        Column("tally", "Actions"),
    )
    return Table(columns, tuple(_row(sources, risk, shown, moved.get(risk.id)) for risk in risks))


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which columns there are beside those that always are."""

    stages: tuple[Stage, ...]
    movement: bool
    appetite: bool


def _row(sources: Sources, risk: Risk, shown: _Shown, moved: Moved | None) -> Row:
    register = sources.register
    title = clipped(risk.title, _TITLE) or f"title {NOT_RECORDED}"
    return (
        strong(risk.label),
        (Line(title), Line(clipped(_owners(risk), _OWNER), Tone.META), *not_reviewed(register, risk)),
        *(rating_cell(register, risk, stage) for stage in shown.stages),
        *([_movement(sources, risk, moved)] if shown.movement else []),
        *([_appetite(register, risk)] if shown.appetite else []),
        milestone_cell(register, risk),
        _actions(register, risk),
    )


def _loud(loud: bool) -> Tone:
    return Tone.STRONG if loud else Tone.BODY


def _owners(risk: Risk) -> str:
    others = len(risk.owners) - 1
    first = owner_text(risk.accountable)
    if not risk.owners:
        return f"owner {first}"
    return f"{first}, and {counted(others, 'other')}" if others > 0 else first


def _movement(sources: Sources, risk: Risk, moved: Moved | None) -> Cell:
    over = way_over(sources, risk)
    first = Line(_arrowed(sentence(way_since(moved))), _loud(moved is not None and bool(moved.moves)))
    return (first, Line(_arrowed(over), Tone.META)) if over else (first,)


def _arrowed(way: str) -> str:
    """The words that say it all, after an arrow that is found at a glance."""
    arrow = {"up": "↑", "down": "↓"}.get(way.partition(" ")[0].lower())
    return f"{arrow} {way}" if arrow else way


def _appetite(register: Register, risk: Risk) -> Cell:
    return (Line(sentence(against_appetite(register, risk)), _loud(register.is_above_appetite(risk))),)


def against_appetite(register: Register, risk: Risk) -> str:
    """ "above Medium", "within Medium", or why nobody can say."""
    limit, rated = register.appetite_of(risk), register.rated(risk, Stage.CURRENT)
    if not limit.strip():
        return f"appetite {NOT_RECORDED}"
    if register.scheme.severity(limit) < 0:
        return f"{clipped(limit, 30)} is no band of the scheme"
    if rated is None or rated.band is None:
        return "cannot be judged"
    return f"{'above' if register.is_above_appetite(risk) else 'within'} {limit}"


def milestone_cell(register: Register, risk: Risk) -> Cell:
    """The next day on which something is due: an open action or the target. What is past is said to be."""
    found = sorted(_milestones(risk), key=lambda each: each[0])
    ahead = [each for each in found if register.as_at is None or each[0] >= register.as_at]
    if ahead:
        day, what = ahead[0]
        return Line(british_short(day), Tone.STRONG), Line(what, Tone.META)
    if not found:
        undated = len(risk.open_actions)
        more = f"{counted(undated, 'open action')} without a date" if undated else ""
        return Line(f"Date {NOT_RECORDED}", Tone.META), *((Line(more, Tone.META),) if more else ())
    day, what = found[-1]
    return Line("None ahead"), Line(f"{what} was {british_short(day)}", Tone.META)


def _milestones(risk: Risk) -> list[tuple[dt.date, str]]:
    target = read_due(risk.target_date).end
    days = [(target, "target date")] if target else []
    return [*((end, clipped(each.text, _ACTION)) for each in risk.open_actions if (end := each.due_date.end)), *days]


def _actions(register: Register, risk: Risk) -> Cell:
    """How many are done, open and late; a late one is open too."""
    done = sum(action.status is ActionStatus.DONE for action in risk.actions)
    late = late_number(register, risk.open_actions)
    if not done and not risk.open_actions:
        return (Line("None"),)
    told = [Line(f"{len(risk.open_actions)} open")]
    told += [Line(f"{late} late", Tone.STRONG)] if late else []
    return (*told, Line(f"{done} done", Tone.META))


def late_number(register: Register, actions: Sequence[Action]) -> int:
    return sum(action.days_late(register.as_at) > 0 for action in actions)
