"""Where one risk stands and stood, as pictures: inherent, current and target, and its rating at the closed periods."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from riskdesk.days import british
from riskdesk.reports.blocks import Figure, History, Rows, Size, Stage, Stages, Stand
from riskdesk.reports.board.ordering import moved_by_id, way_since
from riskdesk.reports.marks import Cell, Column, Line, Mark, Row, Table, Tone, marked
from riskdesk.reports.sources import Sources
from riskdesk.risks import Register, Risk
from riskdesk.risks import Stage as Moment
from riskdesk.trail import Cause, Move, standing, what_rates
from riskdesk.trend import NOW
from riskdesk.trend import Stand as Stood
from riskdesk.wording import NOT_RECORDED, clipped, counted, sentence

SHOWN = 8
"""Moments of a history that stand beside one another with their words unbroken."""

MOVES = 6
"""Moves that are told where no history is shown; of those before them only how many there were."""


def stages_figure(register: Register, risk: Risk, moments: Sequence[Moment] = tuple(Moment)) -> Figure:
    """Each stage's rating, its two levels in words and its rationale; with the target the day it is to be reached."""
    stages = tuple(_stage(register, risk, moment) for moment in moments)
    return Figure(Stages(stages), " ".join(map(_said, stages)))


def _stage(register: Register, risk: Risk, moment: Moment) -> Stage:
    rated, score = register.rated(risk, moment), risk.score(moment)
    why = score.rationale if score else ""
    due = (f"by {risk.target_date.strip() or f'a date {NOT_RECORDED}'}",) if moment is Moment.TARGET else ()
    levels = (*_levels(register, risk, moment), *due)
    return Stage(register.word(moment), marked(rated) if rated else None, levels, why)


def _levels(register: Register, risk: Risk, moment: Moment) -> tuple[str, ...]:
    """In the scheme's own order, then what the source stated where that is not what the scheme works out."""
    score, scheme = risk.score(moment), register.scheme
    if score is None:
        return (NOT_RECORDED,)
    if score.impact is None and score.likelihood is None:
        stated = f"; {score.stated} is stated" if score.stated is not None else ""
        return (f"levels {NOT_RECORDED}{stated}",)
    axes = {
        "impact": (scheme.impact_word, score.impact, scheme.impact_level(score.impact)),
        "likelihood": (scheme.likelihood_word, score.likelihood, scheme.likelihood_level(score.likelihood)),
    }
    told = []
    for word, value, level in (axes[axis] for axis in scheme.axis_order):
        known = level.text if level else f"{value}, not a level of the scheme"
        told.append(f"{word} {known if value is not None else NOT_RECORDED}")
    rated = register.rated(risk, moment)
    if score.stated is not None and (rated is None or rated.rating != score.stated):
        told.append(f"stated as {score.stated}")
    return tuple(told)


def _said(stage: Stage) -> str:
    rating = stage.mark.text if stage.mark else "not rated"
    why = stage.why.strip() or f"rationale {NOT_RECORDED}"
    return f"{stage.word}: {rating} ({', '.join(stage.levels)}); {why.rstrip('.')}."


def history_figure(sources: Sources, risk: Risk) -> Figure | None:
    """The current rating at the last closed periods and now; None without two moments to look at."""
    stood = _stood(sources)
    if not stood:
        return None
    stands = tuple(Stand(clipped(each.name, 40), _mark(each, risk)) for each in stood)
    told = "; ".join(f"{stand.when}: {stand.mark.text if stand.mark else 'not open'}" for stand in stands)
    return Figure(History(stands), f"{sources.register.current_word} rating over time. {told}.")


def _stood(sources: Sources) -> Sequence[Stood]:
    stands = sources.trend.stands if sources.trend else ()
    return stands[-SHOWN:] if len(stands) > 1 else ()


def _mark(stood: Stood, risk: Risk) -> Mark | None:
    found = stood.risks.get(risk.id)
    if found is None:
        return None
    return marked(found.rated) if found.rated else Mark("", "not rated", -1, "", "")


def stages_table(sources: Sources, risk: Risk, moments: Sequence[Moment]) -> Rows:
    """The same in as little room as it takes: each stage with its levels and rationale, and how it came to stand there
    in words."""
    named = (
        ("stage", "Stage"),
        ("rating", "Rating"),
        ("levels", "Levels and why"),
        ("over_time", "Over time, who and why"),
    )
    rows = tuple(_close_row(sources, risk, moment) for moment in moments)
    columns = tuple(Column(key, title) for key, title in named)
    return Rows(Table(columns, rows), f"Ratings of risk {risk.label} and how they came about", Size.TIGHT)


def _close_row(sources: Sources, risk: Risk, moment: Moment) -> Row:
    register = sources.register
    stage = _stage(register, risk, moment)
    rating: Cell = (_on_one_line(stage.mark),) if stage.mark else (Line(NOT_RECORDED, Tone.META),)
    levels = [Line(", ".join(stage.levels))]
    levels += [Line(stage.why, Tone.META)] if stage.why.strip() else []
    told = [Line(_way_told(sources, risk))] if moment is Moment.CURRENT else []
    moves = [sentence(_move_said(each)) for each in _told(sources, risk) if each.stage is moment]
    moves += _by_scheme(_stood(sources), risk) if moment is Moment.CURRENT else []
    told += [Line(text, Tone.META) for text in moves]
    return (
        (Line(stage.word, Tone.STRONG),),
        rating,
        tuple(levels),
        tuple(told) or (Line("no move told", Tone.META),),
    )


def _on_one_line(mark: Mark) -> Mark:
    return replace(mark, number="", word=mark.text)


def _way_told(sources: Sources, risk: Risk) -> str:
    """Where it stood at the moments a history shows, each run of them once: "December 2017 to May 2018 8 Medium"."""
    history = history_figure(sources, risk)
    if history is None or not isinstance(history.drawing, History):
        return way_said(sources, risk)
    runs = [(mark, list(each)) for mark, each in groupby(history.drawing.stands, key=lambda stand: stand.mark)]
    told = [f"{mark.text if mark else 'not open'} {_when([stand.when for stand in stands])}" for mark, stands in runs]
    return f"{'; '.join(told)}. {_before_said(sources, risk)}".strip()


def _when(moments: Sequence[str]) -> str:
    first, last = moments[0], moments[-1]
    if last == NOW:
        return "now" if first == NOW else f"since {first}"
    return f"in {first}" if first == last else f"from {first} to {last}"


def way_said(sources: Sources, risk: Risk) -> str:
    """How the current rating stands to that of the last closed period, and how often it was moved before what is
    told, as sentences."""
    before = sources.movement.before.period if sources.movement else None
    since = f" since {clipped(before.name, 60)}" if before else ""
    way = way_since(moved_by_id(sources).get(risk.id)) if sources.movement else "no earlier period was compared"
    return f"{sources.register.current_word} rating{since}: {way}. {_before_said(sources, risk)}".strip()


def _before_said(sources: Sources, risk: Risk) -> str:
    left = len(_moves(sources, risk)) - len(_told(sources, risk))
    return f"{sentence(counted(left, 'move'))} of its scores came before those told here." if left else ""


def moves_said(sources: Sources, risk: Risk) -> tuple[str, ...]:
    """Who moved its scores, when, from what to what and why, oldest first; then where only the scheme did."""
    word = sources.register.word
    told = [f"{word(move.stage)} {_move_said(move)}" for move in _told(sources, risk)]
    return (*told, *_by_scheme(_stood(sources), risk))


def _moves(sources: Sources, risk: Risk) -> list[Move]:
    moves = standing(sources.evidence.of_risk.get(risk.id, ()))
    return [move for move in moves if move.cause is not Cause.SCHEME]


def _told(sources: Sources, risk: Risk) -> list[Move]:
    """Those that came after the first moment of the history shown, else the latest."""
    moves, stood = _moves(sources, risk), _stood(sources)
    closing = stood[0].period.closing if stood and stood[0].period else None
    return [move for move in moves if move.step.at > closing.closed_at] if closing else moves[-MOVES:]


def _move_said(move: Move) -> str:
    was, now = (rated.text if rated else "not rated" for rated in (move.was, move.now))
    said = f"from {was} to {now}" if was != now else f"scored otherwise with the same rating, {now}"
    if move.body:
        # The step's reason names the committee already; what follows are the words it decided.
        why = move.step.reason.removeprefix(move.body).lstrip(": ")
        return ended(f"{said}, decided by {move.body}{f': {why}' if why else ''}")
    by = f"{move.step.author or f'author {NOT_RECORDED}'}, {british(move.step.at.date())}"
    return ended(f"{said}, {by}: {move.step.reason.strip() or 'no reason given'}")


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _by_scheme(stood: Sequence[Stood], risk: Risk) -> Iterator[str]:
    """Where the rating of the same levels differs between two moments."""
    for before, after in pairwise(stood):
        was, now = before.risks.get(risk.id), after.risks.get(risk.id)
        if was is None or now is None or what_rates(was.levels) != what_rates(now.levels):
            continue
        if was.rated and now.rated and was.rated.text != now.rated.text:
            when = f"between {clipped(before.name, 40)} and {clipped(after.name, 40)}"
            yield f"From {was.rated.text} to {now.rated.text} {when} by the scheme; nobody moved it."
