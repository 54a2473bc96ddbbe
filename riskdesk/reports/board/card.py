"""Everything recorded about one risk as blocks: a whole page, or set close for half of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskdesk.days import british, british_short
from riskdesk.meetings import Escalation
from riskdesk.periods import Review
from riskdesk.reports.action import asked_cell, due_cell, more_lines, state_lines
from riskdesk.reports.blocks import Block, Pairs, Rows, Size, Voice, Words
from riskdesk.reports.board.stages import ended, history_figure, moves_said, stages_figure, stages_table, way_said
from riskdesk.reports.marks import Cell, Column, Line, Row, Table, body, owner_text
from riskdesk.reports.public.keptback import kept_back
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Action, Control, ObjectiveKind, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, listed, long_date, sentence

_TITLE, _SHORT_TITLE = 180, 90
_SHORT, _SHORTEST = 30, 13
"""Letters of a fact that stands in half the width, and in a third of it."""

NO_FORUM = "no forum"
PARTS = ("control", "risk_action")
"""The first columns of the tables that hold a risk's controls and actions."""

Pair = tuple[str, str]


def named(risk: Risk) -> str:
    """ "Risk 4: Cost pressures in social care". A title too long for a heading is cut shorter still, since its words
    follow in full."""
    title = clipped(risk.title, _TITLE)
    if len(title) > _SHORT_TITLE and not _is_title(risk, risk.title):
        title = clipped(risk.title, _SHORT_TITLE)
    return f"Risk {clipped(risk.label, 40)}: {title or f'title {NOT_RECORDED}'}"


def whole(sources: Sources, request: Request, risk: Risk) -> tuple[Block, ...]:
    """A page of one risk, without its heading: pictures of where it stands and stood, and everything that is missing
    said in its place."""
    return (
        *_standing(sources.register, risk),
        *_in_full(tuple(_words(risk))),
        *_side_by_side(tuple(_place(risk))),
        *_rating(sources, risk),
        *_controls(risk),
        *_actions(sources, request, risk),
        *_side_by_side((*_next(sources, risk), *_reviews(sources, risk))),
        *_said_quietly(_unknown_of_controls(risk)),
    )


def half(sources: Sources, request: Request, risk: Risk) -> tuple[Block, ...]:
    """All that is recorded of one risk in as little room as it takes; what is not is named in one line."""
    stages = tuple(stage for stage in Stage if _is_told(risk, stage))
    pairs = [pair for pair in (*_place(risk), *_next(sources, risk)) if pair[1] != NO_FORUM]
    reviews = tuple(_reviews(sources, risk))
    bare = [f"{sources.register.word(stage).lower()} rating" for stage in Stage if stage not in stages]
    bare += [label.lower() for label, text in (*pairs, *reviews) if not text.strip()]
    bare += _without_rationale(sources.register, risk)
    told = [ended(f"{label}: {text}") for label, text in reviews if text.strip()]
    told += [f"{sentence(NOT_RECORDED)}: {listed(bare, 40)}."] if bare else []
    told += _unknown_of_controls(risk)
    told += [f"Raised to {NO_FORUM}."] if raised_said(sources, risk) == NO_FORUM and sources.proceedings.forums else []
    return (
        *_standing(sources.register, risk),
        *_in_full(tuple(_words(risk))),
        *_side_by_side([pair for pair in pairs if pair[1].strip()]),
        stages_table(sources, risk, stages),
        *_controls(risk),
        *_actions(sources, request, risk),
        *_said_quietly(told),
    )


def _is_told(risk: Risk, stage: Stage) -> bool:
    dated = stage is Stage.TARGET and bool(risk.target_date.strip())
    return dated or stage is Stage.CURRENT or risk.score(stage) is not None


def _without_rationale(register: Register, risk: Risk) -> list[str]:
    """The scores without one; none named where no score has any."""
    bare = [register.word(stage).lower() for stage, score in risk.scores.items() if not score.rationale.strip()]
    return (
        ["rationale of any score"] if len(bare) == len(risk.scores) else [f"rationale of the {word}" for word in bare]
    )


def _said_quietly(texts: Sequence[str]) -> Iterator[Block]:
    if texts:
        yield Words(" ".join(texts), Voice.QUIET)


def _standing(register: Register, risk: Risk) -> Iterator[Block]:
    """What a reader must know first of a risk that is not open."""
    if risk.status is Status.DRAFT:
        yield Words("A draft: not agreed yet.", Voice.STRONG)
    if risk.status is Status.CLOSED:
        into = next((each for each in register.risks if each.id == risk.merged_into), None)
        went = f", merged into risk {into.label}" if into else ""
        why = risk.closed_reason.strip() or f"reason {NOT_RECORDED}"
        yield Words(f"Closed on {long_date(risk.closed_on)}{went}: {why}", Voice.STRONG)


def _in_full(pairs: Sequence[Pair]) -> Iterator[Block]:
    if pairs:
        yield Pairs(tuple((label, text.strip() or NOT_RECORDED) for label, text in pairs))


def _side_by_side(pairs: Sequence[Pair]) -> Iterator[Block]:
    """Labels with what is known, the short ones beside one another."""
    said = [(label, text.strip() or NOT_RECORDED) for label, text in pairs]
    short = tuple(pair for pair in said if len(pair[1]) <= _SHORT)
    long = tuple(pair for pair in said if len(pair[1]) > _SHORT)
    if len(short) == 1:
        short, long = (), tuple(said)
    if long:
        yield Pairs(long)
    if short:
        widest = max(len(text) for _, text in short)
        yield Pairs(short, min(len(short), 3 if widest <= _SHORTEST else 2))


def _words(risk: Risk) -> Iterator[Pair]:
    """The risk as it was written, in full; in three parts where anybody wrote one of them."""
    parts = (("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect))
    in_parts = any(text.strip() for _, text in parts)
    if (risk.description.strip() or not in_parts) and not _is_title(risk, risk.description):
        yield "Description", risk.description
    if in_parts:
        yield from parts


def _is_title(risk: Risk, text: str) -> bool:
    """Whether the heading of the card says it all already."""
    return bool(text.strip()) and clipped(risk.title, _TITLE) == text.strip()


def _place(risk: Risk) -> Iterator[Pair]:
    objective = risk.objective
    is_scheme = objective is not None and objective.kind is ObjectiveKind.PLAN_SCHEME
    yield "Plan scheme" if is_scheme else "Objective", objective.name if objective else ""
    yield "Category", risk.category.name if risk.category else ""
    yield "Owner", _owners(risk)
    yield "Partners", listed([partner.name for partner in risk.partners], 40)
    yield "Who bears it", risk.bearer
    yield "Money at stake", money_said(risk)


def _owners(risk: Risk) -> str:
    """Everyone; of several the first is accountable."""
    if not risk.owners:
        return ""
    first, *others = (owner_text(owner) for owner in risk.owners)
    return f"{first} (accountable), with {listed(others, 40)}" if others else first


def money_said(risk: Risk) -> str:
    """ "low £80,000, likely £180,000, high not recorded; as the provider sees it"; "" where nothing is recorded."""
    amounts = (("low", risk.financial_low), ("likely", risk.financial_likely), ("high", risk.financial_high))
    told = [f"{word} {NOT_RECORDED if amount is None else f'£{amount:,}'}" for word, amount in amounts]
    known = [", ".join(told)] if any(amount is not None for _, amount in amounts) else []
    return "; ".join([*known, *([risk.financial_narrative.strip()] if risk.financial_narrative.strip() else [])])


def _rating(sources: Sources, risk: Risk) -> Iterator[Block]:
    yield stages_figure(sources.register, risk)
    if history := history_figure(sources, risk):
        yield history
    told = [way_said(sources, risk)] if risk.status is Status.OPEN else []
    yield from _said_quietly((*told, *moves_said(sources, risk)))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column of a risk's controls or actions; `is_known` tells whether a row has anything for it."""

    key: str
    title: str
    cells: tuple[Cell, ...]
    known: tuple[bool, ...]


def _shown(key: str, title: str, cells: Sequence[Cell], known: Sequence[object]) -> _Shown:
    return _Shown(key, title, tuple(cells), tuple(map(bool, known)))


def _unknown_of_controls(risk: Risk) -> list[str]:
    bare = [column.title.lower() for column in _control_columns(risk.controls) if not any(column.known)]
    return [f"Not recorded of any control: {listed(bare)}."] if bare and risk.controls else []


def _controls(risk: Risk) -> Iterator[Block]:
    """What is known of them; the state that all are in, and how many there are, at the head."""
    found = risk.controls
    if not found:
        yield Words(f"Controls {NOT_RECORDED}.", Voice.QUIET)
        return
    shown = [column for column in _control_columns(found) if any(column.known)]
    is_plain = not shown and len({control.state for control in found}) == 1
    title = f"Controls ({len(found):,}){f', {found[0].state.label.lower()}' if is_plain else ''}"
    every = [True] * len(found)
    text = _shown("control", title, [body(each.text) for each in found], every)
    state = _shown("control_state", "State", [body(each.state.label) for each in found], every)
    told = (text,) if is_plain else (text, state, *shown)
    rows: tuple[Row, ...] = tuple(zip(*(column.cells for column in told), strict=True))
    columns = tuple(Column(column.key, column.title) for column in told)
    yield Rows(Table(columns, rows), f"Controls of risk {risk.label}", Size.TIGHT, "card")


def _control_columns(found: Sequence[Control]) -> tuple[_Shown, ...]:
    """What can be known of a control besides its words and its state."""
    owners = [owner_text(each.owner) if each.owner else "" for each in found]
    works = [each.effectiveness.label if each.effectiveness else "" for each in found]
    dates = [each.implemented for each in found]
    return (
        _shown("implemented", "Implemented", list(map(body, dates)), [text.strip() for text in dates]),
        _shown("control_owner", "Owner", list(map(body, owners)), owners),
        _shown("assurance", "Assurance", list(map(assurance_cell, found)), list(map(_assurance, found))),
        _shown("effectiveness", "Effectiveness", list(map(body, works)), works),
        _shown("gaps", "Gaps", list(map(gaps_cell, found)), [(c.gaps + c.assurance_gaps).strip() for c in found]),
    )


def _assurance(control: Control) -> tuple[str, ...]:
    line = (control.assurance_line.label,) if control.assurance_line else ()
    return (*line, *((control.assurance,) if control.assurance.strip() else ()))


def assurance_cell(control: Control) -> Cell:
    """Which line it is, and what tells us that the control works."""
    return tuple(Line(text) for text in _assurance(control)) or body("")


def gaps_cell(control: Control) -> Cell:
    told = (("In control", control.gaps), ("In assurance", control.assurance_gaps))
    return tuple(Line(f"{where}: {text}") for where, text in told if text.strip()) or body("")


def _actions(sources: Sources, request: Request, risk: Risk) -> Iterator[Block]:
    """With a column for owners where any action has one of its own."""
    found = risk.actions
    if not found:
        yield Words(f"Actions {kept_back(sources, request, risk, 'actions') or NOT_RECORDED}.", Voice.QUIET)
        return
    rows: list[Row] = [_action_row(sources, risk, each) for each in found]
    whose = ""
    if has_owners := any(each.owner for each in found):
        rows = [(row[0], asked_cell(risk, each), *row[1:]) for row, each in zip(rows, found, strict=True)]
    else:
        whose = ", asked of the accountable owner" if risk.owners else f", owner {NOT_RECORDED}"
    columns = (
        Column("risk_action", f"Actions ({len(found):,}){whose}"),
        *((Column("owner", "Owner"),) if has_owners else ()),
        Column("action_due", "Due"),
        Column("action_state", "Progress"),
    )
    yield Rows(Table(columns, tuple(rows)), f"Actions of risk {risk.label}", Size.TIGHT, "card")


def _action_row(sources: Sources, risk: Risk, action: Action) -> Row:
    state = state_lines(sources.register, risk, action)
    return (*body(action.text), *more_lines(action)), due_cell(action, sources.evidence), state


def _next(sources: Sources, risk: Risk) -> Iterator[Pair]:
    """What is done about it, and who was told."""
    yield "Response", risk.response.label if risk.response else ""
    yield "Proximity", risk.proximity
    yield "Raised to", raised_said(sources, risk)
    if risk.comments.strip():
        yield "Comments", risk.comments


def _reviews(sources: Sources, risk: Risk) -> Iterator[Pair]:
    yield "Next review", british(risk.next_review) if risk.next_review else ""
    yield "Last review", _last_review(sources, risk)
    if first := _first_recorded(risk):
        yield "First recorded", first


def raised_said(sources: Sources, risk: Risk) -> str:
    """The forums it is raised to, since when and why; or that it belongs to one by rule."""
    proceedings = sources.proceedings
    names = {forum.id: forum.name for forum in proceedings.forums}
    told = [_raised(names.get(each.forum_id, NOT_RECORDED), each) for each in proceedings.standing(risk.id)]
    due = proceedings.due_forum(sources.register, risk) if risk.status is Status.OPEN else None
    there = {each.forum_id for each in proceedings.standing(risk.id)}
    if due and due.id not in there:
        told.append(f"belongs to {due.name} by rule and is not raised there")
    return "; ".join(told) or NO_FORUM


def _raised(forum: str, each: Escalation) -> str:
    return f"{forum} on {british_short(each.raised_on)} by {each.raised_by or NOT_RECORDED}: {each.reason.rstrip('. ')}"


def _last_review(sources: Sources, risk: Risk) -> str:
    review = risk.reviews[-1] if risk.reviews else sources.proceedings.last_reviews.get(risk.id)
    day = risk.last_reviewed
    if review is None or (day is not None and day > review.reviewed_on):
        return british(day) if day else ""
    return _review_said(review)


def _review_said(review: Review) -> str:
    copied = ", copied note" if review.copied else ""
    by = f"{british(review.reviewed_on)} by {review.reviewer or NOT_RECORDED}, {review.outcome.label.lower()}{copied}"
    return f"{by}: {review.note.strip()}" if review.note.strip() else by


def _first_recorded(risk: Risk) -> str:
    if risk.raised_on is None:
        return f"by {risk.raised_by}" if risk.raised_by.strip() else ""
    return f"{british(risk.raised_on)}{f' by {risk.raised_by}' if risk.raised_by.strip() else ''}"
