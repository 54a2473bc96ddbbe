"""The board assurance framework, as NHS boards read it: controls, assurances and the gaps in both, a row a risk."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from riskdesk.reports.action import due_cell, state_lines
from riskdesk.reports.blocks import Block, Heading, Rows, Size, Turn, Voice, Words
from riskdesk.reports.board.card import assurance_cell
from riskdesk.reports.board.ordering import ORDER_SAID, in_board_order
from riskdesk.reports.marks import (
    Cell,
    Column,
    Line,
    Row,
    Table,
    Tone,
    body,
    owner_cell,
    owner_text,
    rating_cell,
    strong,
)
from riskdesk.reports.public.keptback import kept_back
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import Action, Control, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, counted, listed, sentence, verb

KEY = "baf"
TITLE = "Board assurance framework"
_ACTIONS = "An action that names no owner is the lead's."


def baf_chapter(sources: Sources, request: Request) -> Chapter | None:
    """For a layout that names it. With the NHS columns it stands in the place of the risks' pages anyway."""
    return baf_in_place(KEY, sources, request)


def baf_in_place(key: str, sources: Sources, request: Request) -> Chapter | None:
    """The framework as the chapter that a layout knows by this key. None for a register without open risks."""
    risks = in_board_order(sources)
    if not risks:
        return None
    said = sum(risk.status is Status.OPEN for risk in sources.register.risks)
    table = Table(_columns(sources), tuple(_row(sources, request, risk) for risk in risks))
    blocks: tuple[Block, ...] = (
        Turn(landscape=True),
        Heading(TITLE),
        *(Words(text, Voice.QUIET) for text in _lead(risks)),
        Rows(table, "Each principal risk with its controls, assurances and the gaps in both", Size.TIGHT, "baf"),
        Turn(),
    )
    return Chapter(key, blocks, (Count(said, len(table.rows), "principal risks"),))


def _lead(risks: Sequence[Risk]) -> Iterator[str]:
    told = f"{sentence(counted(len(risks), 'open risk'))}, one row each."
    yield f"{told} {ORDER_SAID}" if len(risks) > 1 else told
    yield " ".join((*_gaps_said(risks), _ACTIONS))


def _gaps_said(risks: Sequence[Risk]) -> Iterator[str]:
    """How many risks have a gap recorded, and how many tell of no assurance at all."""
    in_control = [risk.label for risk in risks if any(control.gaps.strip() for control in risk.controls)]
    in_assurance = [risk.label for risk in risks if any(each.assurance_gaps.strip() for each in risk.controls)]
    bare = [risk.label for risk in risks if not any(map(_is_assured, risk.controls))]
    for found, what in ((in_control, "a gap in control"), (in_assurance, "a gap in assurance")):
        refs = f" ({listed(found, 40)})" if found else ""
        have = verb(len(found), "has", "have")
        yield sentence(f"{counted(len(found), 'risk')} {have} {what} recorded{refs}.")
    if bare:
        refs = "" if len(bare) == len(risks) else f" ({listed(bare, 40)})"
        have = verb(len(bare), "has", "have")
        yield sentence(f"{counted(len(bare), 'risk')} {have} no assurance recorded{refs}.")


def _is_assured(control: Control) -> bool:
    return bool(control.assurance_line or control.assurance.strip())


def _columns(sources: Sources) -> tuple[Column, ...]:
    word = sources.register.word
    return (
        Column("ref", "Ref"),
        Column("baf_risk", "Principal risk"),
        Column("baf_lead", "Objective and lead", brief=True),
        *(Column("baf_rating", word(stage)) for stage in Stage),
        Column("baf_controls", "Controls"),
        Column("baf_gaps", "Gaps in control"),
        Column("baf_assurances", "Assurances"),
        Column("baf_gaps", "Gaps in assurance"),
        Column("baf_actions", "Actions, due and owner"),
    )


def _row(sources: Sources, request: Request, risk: Risk) -> Row:
    register, controls = sources.register, risk.controls
    return (
        strong(risk.label),
        _risk(risk),
        (*body(risk.objective.name if risk.objective else ""), Line("Lead", Tone.META), *owner_cell(risk)),
        *(rating_cell(register, risk, stage) for stage in Stage),
        _numbered(controls, lambda control: body(control.text)),
        _numbered(controls, lambda control: _text(control.gaps)),
        _numbered(controls, lambda control: assurance_cell(control) if _is_assured(control) else ()),
        _numbered(controls, lambda control: _text(control.assurance_gaps)),
        _actions(sources, request, risk),
    )


def _risk(risk: Risk) -> Cell:
    """In full: its heading, its description, its cause, event and effect, whichever are recorded."""
    told = [Line(risk.heading, Tone.STRONG)] if risk.heading.strip() else []
    told += [Line(risk.description)] if risk.description.strip() and risk.description != risk.heading else []
    parts = (("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect))
    told += [Line(f"{word}: {text}") for word, text in parts if text.strip()]
    return tuple(told) or (Line(NOT_RECORDED, Tone.META),)


def _text(text: str) -> Cell:
    return (Line(text),) if text.strip() else ()


def _numbered(controls: Sequence[Control], cell: Callable[[Control], Cell]) -> Cell:
    """What each control has to say in one column, under the control's number where there are several."""
    return _with_numbers(cell(control) for control in controls)


def _with_numbers(cells: Iterable[Cell]) -> Cell:
    found = list(cells)
    told = []
    for number, cell in enumerate(found, 1):
        for place, item in enumerate(cell):
            if isinstance(item, Line):
                label = f"{number}." if place == 0 else " "
                told.append(Line(item.text, item.tone, label if len(found) > 1 else ""))
    return tuple(told) or (Line(NOT_RECORDED, Tone.META),)


def _actions(sources: Sources, request: Request, risk: Risk) -> Cell:
    """Those still to be done; what was done is counted."""
    done = len(risk.actions) - len(risk.open_actions)
    closing = (Line(f"{done} done or given up", Tone.META),) if done else ()
    if not risk.open_actions:
        missing = kept_back(sources, request, risk, "actions") or NOT_RECORDED
        return closing or (Line(missing, Tone.META),)
    return (*_with_numbers(_action(sources, risk, each) for each in risk.open_actions), *closing)


def _action(sources: Sources, risk: Risk, action: Action) -> Cell:
    """Due and owner in small type; the owner where it is not whoever leads on the risk."""
    due = ", ".join(item.text for item in due_cell(action, sources.evidence))
    whose = (Line(owner_text(action.owner), Tone.META),) if action.owner else ()
    return (*body(action.text), Line(f"Due {due}", Tone.META), *whose, *state_lines(sources.register, risk, action))
