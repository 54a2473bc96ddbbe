"""A meeting's decision list: its facts, what it decided, the new actions, and what it left open."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.meetings import Decision, Meeting
from riskdesk.reports.blocks import Block, Cover, Document, Heading, Words, document_of
from riskdesk.reports.imprint import Imprint, imprint
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, owner_text, rating_cell, strong
from riskdesk.reports.section import Section, columns, ref_of
from riskdesk.reports.sources import agree
from riskdesk.risks import Action, Register, Risk, Stage
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, long_date, sentence, verb


@dataclass(frozen=True, slots=True)
class DecisionsPaper:
    """What a meeting decided on a register's risks. `said` counts the agenda, the decisions and the new actions."""

    cover: Cover
    as_at: str
    seal: str
    lead: tuple[str, ...]
    agenda: Section
    decisions: Section
    actions: Section
    undecided: tuple[str, ...]
    said: tuple[int, int, int]

    @property
    def title(self) -> str:
        return self.cover.title

    @property
    def imprint(self) -> Imprint:
        return self.cover.imprint

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.decisions, self.actions, self.agenda

    @property
    def document(self) -> Document:
        told: list[Block] = [self.cover, *(Words(text) for text in self.lead)]
        for section in self.sections:
            told += section.blocks()
        told += [Heading("Not decided"), *(Words(text) for text in self.undecided)]
        return document_of(self.cover, "Decision list", self.as_at, self.seal, told)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        for section in self.sections:
            section.reconcile()
        for number, section in zip(self.said, (self.agenda, self.decisions, self.actions), strict=True):
            agree(number, len(section.table.rows), f"rows under “{section.title}”")


def decisions_paper(register: Register, meeting: Meeting) -> DecisionsPaper:
    """Every fact and sentence of a meeting's decision list."""
    risks = {risk.id: risk for risk in register.risks}
    new = [each for each in meeting.decisions if each.action_id is not None]
    return DecisionsPaper(
        cover=_cover(register, meeting),
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        lead=_lead(meeting, len(new)),
        agenda=_agenda(register, meeting, risks),
        decisions=_decisions(meeting, risks),
        actions=_actions(new, risks),
        undecided=_undecided(meeting, risks),
        said=(len(meeting.agenda), len(meeting.decisions), len(new)),
    )


def _cover(register: Register, meeting: Meeting) -> Cover:
    facts = (
        ("Committee", clipped(meeting.body) or NOT_RECORDED),
        ("Held on", long_date(meeting.held_on)),
        ("Period", _period(register, meeting)),
        ("Register as at", long_date(register.as_at)),
        ("Recorded by", clipped(listed(_writers(meeting), 4)) or NOT_RECORDED),
    )
    return Cover(
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        kind=f"Decisions of the {_body(meeting)}, {long_date(meeting.held_on)}",
        imprint=imprint(register),
        facts=facts,
        to_fill=("Chair", "Minutes taken by", "Agreed on"),
    )


def _body(meeting: Meeting) -> str:
    name = clipped(meeting.body) or f"committee, name {NOT_RECORDED}"
    return name[4:] if name.casefold().startswith("the ") else name


def _period(register: Register, meeting: Meeting) -> str:
    found = next((period.name for period in register.periods if period.id == meeting.period_id), "")
    return clipped(found) or NOT_RECORDED


def _writers(meeting: Meeting) -> list[str]:
    return list(dict.fromkeys(each.recorded_by or NOT_RECORDED for each in meeting.decisions)) or [meeting.started_by]


def _lead(meeting: Meeting, new: int) -> tuple[str, ...]:
    agenda, number = len(meeting.agenda), len(meeting.decisions)
    rescored = sum(bool(each.score_after) for each in meeting.decisions)
    first = (
        f"{sentence(counted(agenda, 'risk'))} {verb(agenda, 'was', 'were')} on the agenda and "
        f"{counted(number, 'decision')} {verb(number, 'was', 'were')} recorded."
    )
    if not number:
        return (first,)
    second = (
        f"{sentence(counted(rescored, 'decision'))} changed a score and {counted(new, 'new action')} "
        f"{verb(new, 'was', 'were')} asked for."
    )
    if rescored:
        second += f" {verb(rescored, 'That score is', 'Those scores are')} the committee's, not the owner's."
    return first, second


def _agenda(register: Register, meeting: Meeting, risks: dict[int, Risk]) -> Section:
    lead = "The risks in the order of the agenda, with their rating in this register." if meeting.agenda else "None."
    rows = tuple(
        _agenda_row(register, meeting, place, risks.get(number)) for place, number in enumerate(meeting.agenda, 1)
    )
    named = (
        ("number", "No."),
        ("ref", "Ref"),
        ("agenda_risk", "Risk"),
        ("rating", f"{register.current_word} now"),
        ("outcome", "Outcome"),
    )
    return Section("Agenda", (lead,), Table(columns(*named), rows), len(meeting.agenda))


def _agenda_row(register: Register, meeting: Meeting, place: int, risk: Risk | None) -> Row:
    if risk is None:
        gone = (Line(NOT_RECORDED, Tone.META),)
        return strong(f"{place}"), gone, gone, gone, gone
    numbers = [f"{number}" for number, each in enumerate(meeting.decisions, 1) if each.risk_id == risk.id]
    outcome = f"{'Decision' if len(numbers) == 1 else 'Decisions'} {listed(numbers)}"
    told: Cell = body(outcome) if numbers else strong("Nothing decided")
    title = body(clipped(risk.title, 160))
    return strong(f"{place}"), strong(ref_of(risk)), title, rating_cell(register, risk, Stage.CURRENT), told


def _decisions(meeting: Meeting, risks: dict[int, Risk]) -> Section:
    rows = tuple(_decision_row(place, each, risks) for place, each in enumerate(meeting.decisions, 1))
    lead = () if rows else ("The meeting recorded no decision.",)
    named = (
        ("number", "No."),
        ("minute", "Minute"),
        ("decided_risk", "Risk"),
        ("decision", "Decision"),
        ("committee_score", "Committee's score"),
    )
    return Section("Decisions", lead, Table(columns(*named), rows), len(meeting.decisions))


def _decision_row(place: int, each: Decision, risks: dict[int, Risk]) -> Row:
    minute = body(each.minute) if each.minute else (Line("none", Tone.META),)
    return strong(f"{place}"), minute, _risk_of(each, risks), body(each.text), _score(each)


def _risk_of(each: Decision, risks: dict[int, Risk]) -> Cell:
    if each.risk_id is None:
        return (Line("In general", Tone.META),)
    risk = risks.get(each.risk_id)
    if risk is None:
        return (Line(NOT_RECORDED, Tone.META),)
    return Line(ref_of(risk), Tone.STRONG), Line(clipped(risk.title, 100) or NOT_RECORDED, Tone.META)


def _score(each: Decision) -> Cell:
    if not each.score_after:
        return (Line("not changed" if each.risk_id else "no score", Tone.META),)
    return (
        Line(each.stage, Tone.META),
        Line(f"from {each.score_before or NOT_RECORDED}"),
        Line(f"to {each.score_after}", Tone.STRONG),
    )


def _actions(new: Sequence[Decision], risks: dict[int, Risk]) -> Section:
    rows = tuple(_action_row(each, risks) for each in new)
    lead = () if rows else ("The meeting asked for no new action.",)
    named = (
        ("ref", "Ref"),
        ("new_action", "Action"),
        ("owner", "Owner"),
        ("due", "Due"),
        ("minute", "Minute"),
    )
    return Section("New actions", lead, Table(columns(*named), rows), len(new))


def _action_row(each: Decision, risks: dict[int, Risk]) -> Row:
    risk = risks.get(each.risk_id or 0)
    action = next((found for found in risk.actions if found.id == each.action_id), None) if risk else None
    minute = body(each.minute) if each.minute else (Line("none", Tone.META),)
    if risk is None or action is None:
        ref = strong(ref_of(risk)) if risk else strong("-")
        gone = (Line("This action is no longer in the register.", Tone.META),)
        return ref, gone, body(""), body(""), minute
    return strong(ref_of(risk)), body(action.text), body(_asked(risk, action)), body(action.due), minute


def _asked(risk: Risk, action: Action) -> str:
    owner = risk.answers_for(action)
    if owner is None:
        return ""
    return owner_text(owner) if action.owner else f"{owner_text(owner)} (owner of the risk)"


def _undecided(meeting: Meeting, risks: dict[int, Risk]) -> tuple[str, ...]:
    """What was on the agenda and not decided, each risk by name."""
    decided = {each.risk_id for each in meeting.decisions}
    left = [number for number in meeting.agenda if number not in decided]
    if not meeting.agenda:
        return ("No risk was on the agenda.",)
    if not left:
        return ("Something was decided on every risk on the agenda.",)
    of = f"of {counted(len(meeting.agenda), 'risk')} on the agenda"
    named = [_named(risks.get(each)) for each in left]
    return (f"Nothing was decided on {len(left):,} {of}:", *named)


def _named(risk: Risk | None) -> str:
    if risk is None:
        return "a risk that is no longer in the register"
    return f"Risk {ref_of(risk)}: {clipped(risk.title, 160) or f'title {NOT_RECORDED}'}"
