"""The register paper's facts: every risk with its controls and actions, in the layout registers use."""

from collections.abc import Iterable
from dataclasses import dataclass

from riskdesk.reports.blocks import Block, Cover, Document, Heading, Rows, Size, Voice, Words
from riskdesk.reports.imprint import Imprint, imprint
from riskdesk.reports.marks import (
    Cell,
    Column,
    Line,
    Row,
    Table,
    Tone,
    action_state,
    body,
    in_order,
    level_cell,
    money_lines,
    owner_cell,
    owner_text,
    rating_cell,
    states_otherwise,
    strong,
)
from riskdesk.reports.reviewed import review_lines, review_sentence
from riskdesk.reports.sources import agree
from riskdesk.risks import Action, Control, ControlState, Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, long_date, sentence, verb


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A register, row by row. The table holds every open and draft risk, `closed` every closed one."""

    title: str
    organisation: str
    partners: str
    as_at: str
    seal: str
    imprint: Imprint
    lead: tuple[str, ...]
    table: Table
    closed_heading: str
    closed: Table
    notes: tuple[str, ...]
    live_risks: int
    closed_risks: int

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        agree(self.live_risks, len(self.table.rows), "open and draft risks")
        agree(self.closed_risks, len(self.closed.rows), "closed risks")

    @property
    def document(self) -> Document:
        """A4 landscape, as registers are printed in an appendix."""
        return Document(
            subject="Risk register",
            title=self.title,
            organisation=self.organisation,
            as_at=self.as_at,
            seal=self.seal,
            imprint=self.imprint,
            running=f"{self.title} · {self.as_at}",
            blocks=self._blocks(),
            landscape=True,
        )

    def _blocks(self) -> tuple[Block, ...]:
        above = f"{self.organisation} · Partners: {self.partners}" if self.partners else self.organisation
        told: list[Block] = [
            Cover(above, self.title, f"Risk register, {self.as_at}", self.imprint),
            *(Words(" ".join(texts), Voice.QUIET) for texts in (self.lead, self.notes) if texts),
        ]
        if self.table.rows:
            told.append(Rows(self.table, "Open and draft risks, the most severe first", Size.DENSE, "register"))
        if self.closed.rows:
            told.append(Heading(self.closed_heading, 2))
            told.append(Rows(self.closed, self.closed_heading, Size.DENSE, "register"))
        return tuple(told)


def register_paper(register: Register) -> RegisterPaper:
    """Every fact and sentence of the register paper."""
    live = in_order(register, Status.OPEN, Status.DRAFT)
    closed = in_order(register, Status.CLOSED)
    return RegisterPaper(
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        partners=clipped(listed([partner.name for partner in register.partners])),
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        imprint=imprint(register),
        lead=_lead(register, live, closed),
        table=Table(_columns(register), tuple(_row(register, risk) for risk in live)),
        closed_heading="Closed risks",
        closed=_closed_table(register, closed),
        notes=_notes(register, (*live, *closed)),
        live_risks=sum(risk.status is not Status.CLOSED for risk in register.risks),
        closed_risks=sum(risk.status is Status.CLOSED for risk in register.risks),
    )


def _lead(register: Register, live: tuple[Risk, ...], closed: tuple[Risk, ...]) -> tuple[str, ...]:
    drafts = sum(risk.status is Status.DRAFT for risk in live)
    parts = [counted(len(live) - drafts, "open risk")]
    if drafts:
        parts.append(counted(drafts, "draft risk"))
    first = sentence(f"{' and '.join(parts)}.")
    if closed:
        where = "after them" if live else "below"
        first += f" {sentence(counted(len(closed), 'closed risk'))} {verb(len(closed), 'is', 'are')} listed {where}."
    if told := review_sentence(register, [risk for risk in live if risk.status is Status.OPEN]):
        first += f" {told}"
    if len(live) < 2:
        return (first,)
    stage = register.current_word.lower()
    return first, (
        f"They stand in order of {stage} band, then rating, then reference. "
        "Risks with the same rating are not ranked among themselves."
    )


def _columns(register: Register) -> tuple[Column, ...]:
    scheme = register.scheme
    axes = {
        "impact": Column("impact", scheme.impact_word, brief=True),
        "likelihood": Column("likelihood", scheme.likelihood_word, brief=True),
    }
    return (
        Column("ref", "Ref"),
        Column("risk", "Risk"),
        Column("controls", "Existing actions (controls)"),
        *(axes[axis] for axis in scheme.axis_order),
        Column("rating", f"{register.current_word} rating"),
        Column("actions", "Further action"),
        Column("target", f"{register.target_word} rating"),
        Column("target_date", f"{register.target_word} date"),
        Column("owner", "Owner", brief=True),
    )


def _row(register: Register, risk: Risk) -> Row:
    scheme, score = register.scheme, risk.score(Stage.CURRENT)
    impact, likelihood = (score.impact, score.likelihood) if score else (None, None)
    axes = {
        "impact": level_cell(impact, scheme.impact_level(impact)),
        "likelihood": level_cell(likelihood, scheme.likelihood_level(likelihood)),
    }
    return (
        _ref_cell(risk),
        _risk_cell(register, risk),
        _numbered(_control_lines(control) for control in risk.controls),
        *(axes[axis] for axis in scheme.axis_order),
        rating_cell(register, risk, Stage.CURRENT),
        _numbered(_action_lines(register, risk, action) for action in risk.actions),
        rating_cell(register, risk, Stage.TARGET),
        body(risk.target_date),
        owner_cell(risk),
    )


def _ref_cell(risk: Risk) -> Cell:
    draft = (Line("Draft", Tone.META),) if risk.status is Status.DRAFT else ()
    return (*strong(risk.label), *draft)


def _risk_cell(register: Register, risk: Risk) -> Cell:
    """Every word the register has about what the risk is, each once."""
    told = [Line(risk.heading, Tone.STRONG)] if risk.heading else []
    if risk.description and risk.description != risk.heading:
        told.append(Line(risk.description))
    told += [
        Line(f"{word}: {text}")
        for word, text in (("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect))
        if text
    ]
    told = told or [Line(NOT_RECORDED, Tone.META)]
    told += [Line(text, Tone.META) for text in money_lines(risk)]
    if risk.category:
        told.append(Line(f"Category: {risk.category.name}", Tone.META))
    return (*told, *review_lines(register, risk))


def _control_lines(control: Control) -> list[Line]:
    facts = []
    if control.state is not ControlState.IN_PLACE:
        facts.append(control.state.label)
    if control.implemented:
        facts.append(f"implemented {control.implemented}")
    lines = [Line(control.text or NOT_RECORDED)]
    return [*lines, Line(sentence("; ".join(facts)), Tone.META)] if facts else lines


def _action_lines(register: Register, risk: Risk, action: Action) -> list[Line]:
    facts = [state] if (state := action_state(action)) else []
    late = action.days_late(register.as_at)
    if action.status.is_open and (late or not _due_is_the_target_date(risk, action)):
        facts.append(f"due {action.due or NOT_RECORDED}")
    if action.owner and action.owner.name not in {owner.name for owner in risk.owners}:
        facts.append(owner_text(action.owner))
    lines = [Line(action.text or NOT_RECORDED)]
    if facts:
        lines.append(Line(sentence("; ".join(facts)), Tone.META))
    if late:
        lines.append(Line(f"{counted(late, 'day')} late", Tone.STRONG))
    return lines


def _due_is_the_target_date(risk: Risk, action: Action) -> bool:
    """Whether the row's own column already says when the action is due."""
    return action.due != "" and action.due == risk.target_date


def _numbered(items: Iterable[list[Line]]) -> Cell:
    """Each item's first line with its number, when there is more than one item."""
    found = list(items)
    if not found:
        return body("")
    if len(found) == 1:
        return tuple(found[0])
    return tuple(
        Line(line.text, line.tone, f"{number}." if place == 0 else " ")
        for number, lines in enumerate(found, 1)
        for place, line in enumerate(lines)
    )


def _closed_table(register: Register, closed: tuple[Risk, ...]) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("closed_risk", "Risk"),
        Column("rating", f"Last {register.current_word.lower()} rating"),
        Column("closed_on", "Closed on"),
        Column("reason", "Reason"),
        Column("owner", "Owner", brief=True),
    )
    rows = tuple(
        (
            strong(risk.label),
            _risk_cell(register, risk),
            rating_cell(register, risk, Stage.CURRENT),
            body(long_date(risk.closed_on)),
            body(risk.closed_reason),
            owner_cell(risk),
        )
        for risk in closed
    )
    return Table(columns, rows)


def _notes(register: Register, risks: tuple[Risk, ...]) -> tuple[str, ...]:
    scheme = register.scheme
    controls = [control for risk in risks for control in risk.controls]
    dated = sum(bool(control.implemented) for control in controls)
    notes = [f"Scheme: {scheme.name}. A rating is {scheme.formula}."]
    if any(states_otherwise(register, risk, stage) for risk in risks for stage in (Stage.CURRENT, Stage.TARGET)):
        notes.append("“Stated” gives the rating the source printed where the scheme works out another, or none.")
    if controls:
        notes.append(
            f"Dates implemented are printed where recorded: {dated:,} of {counted(len(controls), 'control')} "
            f"{verb(dated, 'has', 'have')} one."
        )
    if any(_due_is_the_target_date(risk, action) for risk in risks for action in risk.open_actions):
        notes.append(f"An action's due date is printed where it is not the {register.target_word.lower()} date.")
    if register.as_at is None:
        notes.append(f"The as-at date is {NOT_RECORDED}, so no action is called late.")
    return tuple(notes)
