"""One owner's list: what is asked of them this period, their risks, their actions and their controls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskdesk.days import british
from riskdesk.errors import RiskDeskError
from riskdesk.periods import ReviewState
from riskdesk.reports.action import due_cell, more_lines, state_lines
from riskdesk.reports.blocks import Block, Checks, Document, Heading, Rows, Words
from riskdesk.reports.board.card import gaps_cell
from riskdesk.reports.board.ordering import in_board_order
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, rating_cell
from riskdesk.reports.reviewed import review_lines
from riskdesk.reports.section import columns, risk_cell
from riskdesk.reports.sheet import Sheet, sheet_of
from riskdesk.reports.sources import Count, Request, Sources
from riskdesk.reports.tracker import Task, is_late, open_tasks
from riskdesk.reviews import review_due, review_state
from riskdesk.risks import Control, Owner, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, sentence


@dataclass(frozen=True, slots=True)
class OwnerPaper:
    """What one owner answers for."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    counts: tuple[Count, ...]

    @property
    def document(self) -> Document:
        return self.sheet.document(self.blocks)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        for count in self.counts:
            count.reconcile()


def owner_paper(sources: Sources, request: Request) -> OwnerPaper:
    """Every fact and sentence of the paper. Raises RiskDeskError where nobody of that name owns anything."""
    register, name = sources.register, known_owner(sources.register, request.owner)
    risks = [risk for risk in in_board_order(sources) if any(_is(owner, name) for owner in risk.owners)]
    tasks = [task for task in open_tasks(register) if _is(task.risk.answers_for(task.action), name)]
    controls = _controls_of(register, name)
    asked = tuple(_asked(register, risks, tasks, name))
    told = [counted(len(risks), "open risk"), counted(len(tasks), "open action")]
    told += [counted(len(controls), "control")] if controls else []
    blocks = [*_asked_blocks(register, asked), *_risk_blocks(sources, risks, name), *_task_blocks(sources, tasks)]
    if controls:
        blocks += _control_blocks(controls)
    return OwnerPaper(
        sheet=sheet_of(sources, request, "Owner's list", f"{name}: {listed(told)}"),
        blocks=tuple(blocks),
        counts=(
            *_printed(blocks, "Risks of yours", len(risks)),
            *_printed(blocks, "Actions asked of you", len(tasks)),
            *_printed(blocks, "Controls of yours", len(controls)),
        ),
    )


def known_owners(register: Register) -> tuple[str, ...]:
    """Everyone who owns a risk, an action or a control, or is listed as an owner; each name once."""
    owners = [owner for risk in register.risks for owner in risk.owners]
    owners += [action.owner for risk in register.risks for action in risk.actions if action.owner]
    owners += [control.owner for risk in register.risks for control in risk.controls if control.owner]
    names: dict[str, str] = {}
    for owner in (*register.owners, *owners):
        if owner.name.strip():
            names.setdefault(_plainly(owner.name), owner.name.strip())
    return tuple(names.values())


def known_owner(register: Register, asked: str) -> str:
    """The owner's name as the register writes it. Raises RiskDeskError naming all there are."""
    names = known_owners(register)
    found = next((name for name in names if _plainly(name) == _plainly(asked)), None)
    if found is None:
        happened = f'There is no owner "{clipped(asked, 80)}" here.' if asked.strip() else "No owner was named."
        todo = (
            f"Choose one of: {listed([clipped(name, 80) for name in names], 60)}." if names else "Give a risk an owner."
        )
        raise RiskDeskError(happened, todo)
    return found


def _plainly(name: str) -> str:
    return " ".join(name.casefold().split())


def _is(owner: Owner | None, name: str) -> bool:
    return owner is not None and _plainly(owner.name) == _plainly(name)


def _asked(register: Register, risks: Sequence[Risk], tasks: Sequence[Task], name: str) -> Iterator[str]:
    """What only this owner can answer now: reviews of the risks they are accountable for, then their actions."""
    for risk in risks:
        if _is(risk.accountable, name) and (why := _why_review(register, risk)):
            yield f"Risk {clipped(risk.label, 24)}: review “{clipped(risk.title, 90)}”; {why}."
    live = [task for task in tasks if task.risk.status is Status.OPEN]
    for task in live:
        if is_late(register, task):
            late = counted(task.action.days_late(register.as_at), "day")
            yield f"{_of(task)} do {_quoted(task)}, or give a new date with the reason; it is {late} late."
    for task in live:
        if task.end is None:
            written = f"“{clipped(task.action.due, 40)}” is none" if task.action.due.strip() else "it has none"
            yield f"{_of(task)} give a date for {_quoted(task)}; {written}."


def _why_review(register: Register, risk: Risk) -> str:
    """ "" where no review is asked. Between two periods the day of the next review decides."""
    if review_state(risk, register) is ReviewState.NOT_REVIEWED:
        return "it was not reviewed this period"
    due = review_due(risk, register)
    passed = register.period is None and due is not None and register.as_at is not None and due < register.as_at
    return f"the review was due on {british(due)}" if due and passed else ""


def _of(task: Task) -> str:
    return f"Risk {clipped(task.risk.label, 24)}:"


def _quoted(task: Task) -> str:
    return f"“{clipped(task.action.text, 90) or f'action, text {NOT_RECORDED}'}”"


def _asked_blocks(register: Register, asked: tuple[str, ...]) -> Iterator[Block]:
    period = f" for {clipped(register.period.name, 80)}" if register.period else ""
    yield Heading(f"Asked of you{period}")
    if not asked:
        yield Words("Nothing is waiting for you.")
        return
    yield Words(f"{sentence(counted(len(asked), 'thing'))}. Answer each here or in the register.")
    yield Checks(asked)


def _risk_blocks(sources: Sources, risks: Sequence[Risk], name: str) -> Iterator[Block]:
    register = sources.register
    yield Heading("Your risks")
    if not risks:
        yield Words("You own no open risk.")
        return
    named = (
        ("track_risk", "Risk"),
        ("your_part", "Your part"),
        *(("rating", register.word(stage)) for stage in (Stage.CURRENT, Stage.TARGET)),
        ("due", f"{register.target_word} date"),
        ("review", "Review"),
    )
    rows = tuple(_risk_row(register, risk, name) for risk in risks)
    yield Rows(Table(columns(*named), rows), "Risks of yours")


def _risk_row(register: Register, risk: Risk, name: str) -> Row:
    next_review = (
        f"next review {british(due)}" if (due := review_due(risk, register)) else f"next review {NOT_RECORDED}"
    )
    return (
        risk_cell(risk),
        _part(risk, name),
        rating_cell(register, risk, Stage.CURRENT),
        rating_cell(register, risk, Stage.TARGET),
        body(risk.target_date),
        (*review_lines(register, risk), Line(next_review, Tone.META)),
    )


def _part(risk: Risk, name: str) -> Cell:
    """Accountable, or with whom."""
    if not _is(risk.accountable, name):
        first = risk.accountable.name if risk.accountable else NOT_RECORDED
        return Line("Shares it"), Line(f"accountable: {clipped(first, 80)}", Tone.META)
    others = [clipped(owner.name, 80) for owner in risk.owners[1:]]
    return (Line("Accountable"), *((Line(f"with {listed(others, 12)}", Tone.META),) if others else ()))


def _task_blocks(sources: Sources, tasks: Sequence[Task]) -> Iterator[Block]:
    yield Heading("Your actions")
    if not tasks:
        yield Words("No open action is asked of you.")
        return
    named = (("track_risk", "Risk"), ("action", "Action"), ("action_due", "Due"), ("action_state", "Progress"))
    rows = tuple(_task_row(sources, task) for task in tasks)
    yield Rows(Table(columns(*named), rows), "Actions asked of you")


def _task_row(sources: Sources, task: Task) -> Row:
    risk, action = task.risk, task.action
    more = () if risk.status is Status.OPEN else (risk.status.label.lower(),)
    whose = () if action.owner else (Line("asked of you as the one accountable for the risk", Tone.META),)
    return (
        risk_cell(risk, *more),
        (*body(action.text), *more_lines(action), *whose),
        due_cell(action, sources.evidence),
        state_lines(sources.register, risk, action),
    )


def _controls_of(register: Register, name: str) -> tuple[tuple[Risk, Control], ...]:
    return tuple(
        (risk, control)
        for risk in register.risks
        if risk.status is Status.OPEN
        for control in risk.controls
        if _is(control.owner, name)
    )


def _control_blocks(controls: Sequence[tuple[Risk, Control]]) -> Iterator[Block]:
    yield Heading("Your controls")
    named = (("track_risk", "Risk"), ("action", "Control"), ("control_state", "State"), ("gaps", "Gaps"))
    rows = tuple((risk_cell(risk), body(each.text), body(each.state.label), gaps_cell(each)) for risk, each in controls)
    yield Rows(Table(columns(*named), rows), "Controls of yours")


def _printed(blocks: Sequence[Block], caption: str, said: int) -> Iterator[Count]:
    printed = sum(len(block.table.rows) for block in blocks if isinstance(block, Rows) and block.caption == caption)
    yield Count(said, printed, caption.lower())
