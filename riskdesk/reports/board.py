"""The board paper's facts: every number, order and sentence a board reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.reports.annex import agree
from riskdesk.reports.due import (
    Undated,
    due_wording,
    is_one_finding,
    late_actions,
    late_sentence,
    late_table,
    undated_actions,
    undated_sentence,
    undated_table,
)
from riskdesk.reports.imprint import Imprint, imprint
from riskdesk.reports.marks import Column, Line, Table, Tone, body, in_order, owner_text, rating_cell, strong
from riskdesk.reports.method import Method, method
from riskdesk.reports.placing import Matrix, place_risks
from riskdesk.reports.summary import Share, summary, tally
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, long_date, sentence, verb

FEW = 10
"""How many top risks a board can look at one by one."""


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A board's view of a register at one moment."""

    title: str
    organisation: str
    as_at: str
    seal: str
    imprint: Imprint
    cover: tuple[tuple[str, str], ...]
    to_fill: tuple[str, ...]
    purposes: tuple[str, ...]
    open_risks: int
    summary: tuple[str, ...]
    tally: tuple[Share, ...]
    matrix: Matrix
    top_rule: str
    top: Table
    top_risks: int
    late_lead: str
    late: Table
    late_actions: int
    undated_lead: str
    undated: Table
    undated_risks: int
    method: Method

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        agree(self.open_risks, sum(share.risks for share in self.tally), "open risks by band")
        agree(self.open_risks, self.matrix.references, "open risks on the matrix")
        agree(self.open_risks, sum(len(square.refs) for square in self.matrix.used) + len(self.matrix.unplaced), "refs")
        agree(self.top_risks, len(self.top.rows), "top risks")
        agree(self.late_actions, len(self.late.rows), "late actions")
        agree(self.undated_risks, len(self.undated.rows), "risks with undated actions")


def board_paper(register: Register) -> BoardPaper:
    """Every fact and sentence of the board paper."""
    live = in_order(register, Status.OPEN)
    lates, undated = late_actions(register), undated_actions(register)
    rows = () if is_one_finding(register, undated) else undated
    bands = _top_bands(register, live)
    top = [risk for risk in live if _band(register, risk) in bands]
    return BoardPaper(
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        imprint=imprint(register),
        cover=_cover(register),
        to_fill=("Meeting", "Date of meeting", "Presented by"),
        purposes=("To decide", "To note", "To assure"),
        open_risks=sum(risk.status is Status.OPEN for risk in register.risks),
        summary=summary(register, live, lates, undated),
        tally=tally(register, live),
        matrix=place_risks(register),
        top_rule=_top_rule(register, live, top, bands),
        top=_top_table(register, top),
        top_risks=sum(_band(register, risk) in bands for risk in register.risks if risk.status is Status.OPEN),
        late_lead=late_sentence(register, lates),
        late=late_table(lates),
        late_actions=len(lates),
        undated_lead=_undated_lead(register, undated),
        undated=undated_table(rows),
        undated_risks=len(rows),
        method=method(register, live),
    )


def _undated_lead(register: Register, undated: tuple[Undated, ...]) -> str:
    told = undated_sentence(register, undated)
    if not is_one_finding(register, undated):
        return told
    return f"{told} What is written is the same for all: {due_wording(undated[0].actions[0])}."


def _cover(register: Register) -> tuple[tuple[str, str], ...]:
    partners = [partner.name for partner in register.partners]
    return (
        ("Organisation", clipped(register.organisation) or NOT_RECORDED),
        ("Partners", clipped(listed(partners)) or NOT_RECORDED),
        ("Register as at", long_date(register.as_at)),
        ("Prepared from", clipped(register.source) or f"Source document {NOT_RECORDED}"),
        ("Review cycle", register.review_cycle.label),
    )


def _band(register: Register, risk: Risk) -> str:
    rated = register.rated(risk, Stage.CURRENT)
    return rated.word if rated else ""


def _top_bands(register: Register, live: Sequence[Risk]) -> tuple[str, ...]:
    """The highest band; of four or more bands the two highest, most severe first, while that
    leaves a board few enough risks to read: else the more severe of them that is in use."""
    words = [band.word for band in register.scheme.bands]
    top = tuple(reversed(words[-2:] if len(words) >= 4 else words[-1:]))
    found = [_band(register, risk) for risk in live]
    if sum(found.count(word) for word in top) <= FEW:
        return top
    return next((word,) for word in top if word in found)


def _top_rule(register: Register, live: Sequence[Risk], top: Sequence[Risk], bands: tuple[str, ...]) -> str:
    stage = register.current_word.lower()
    highest = register.scheme.bands[-1].word
    which = "the two highest bands" if len(bands) > 1 else "the highest band"
    if bands[0] != highest:
        which = f"the highest band in use ({highest} is empty)"
    named = " or ".join(bands)
    if not live:
        return "There is no open risk to show."
    if not top:
        return f"No open risk has a {stage} rating of {named}, {which} of the scheme."
    number = f"{counted(len(top), 'open risk')} {verb(len(top), 'has', 'have')} a {stage} rating of {named}, {which}."
    if bands == (highest,) and len(register.scheme.bands) >= 4:
        second = register.scheme.bands[-2].word
        below = sum(_band(register, risk) == second for risk in live)
        number += f" The {counted(below, 'risk')} rated {second} {verb(below, 'stands', 'stand')} on the matrix."
    if len(top) == 1:
        return sentence(number)
    return sentence(f"{number} Where ratings are equal the risks stand in order of reference, which is no ranking.")


def _top_table(register: Register, top: Sequence[Risk]) -> Table:
    stages = [Stage.CURRENT, Stage.TARGET]
    if any(risk.score(Stage.INHERENT) for risk in top):
        stages.insert(0, Stage.INHERENT)
    columns = (
        Column("ref", "Ref"),
        Column("top_risk", "Risk"),
        Column("owner", "Owner"),
        *(Column("rating", register.word(stage)) for stage in stages),
        Column("due", f"{register.target_word} date"),
        Column("open_actions", "Open actions"),
    )
    rows = tuple(
        (
            strong(risk.label),
            body(clipped(risk.title)),
            _owners(risk),
            *(rating_cell(register, risk, stage) for stage in stages),
            body(risk.target_date),
            _actions(register, risk),
        )
        for risk in top
    )
    return Table(columns, rows)


def _owners(risk: Risk) -> tuple[Line, ...]:
    others = len(risk.owners) - 1
    first = Line(owner_text(risk.accountable), Tone.BODY if risk.owners else Tone.META)
    return (first, Line(f"and {counted(others, 'other')}", Tone.META)) if others > 0 else (first,)


def _actions(register: Register, risk: Risk) -> tuple[Line, ...]:
    number = len(risk.open_actions)
    late = sum(action.days_late(register.as_at) > 0 for action in risk.open_actions)
    first = Line(str(number) if number else "None")
    return (first, Line(f"{late} late", Tone.STRONG)) if late else (first,)
