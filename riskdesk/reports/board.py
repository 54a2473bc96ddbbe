"""The board paper's facts: every number, order and sentence a board reads."""

from dataclasses import dataclass

from riskdesk.movement import Movement
from riskdesk.proceedings import Proceedings
from riskdesk.reports.annex import agree
from riskdesk.reports.changes import Changes, changes
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
from riskdesk.reports.marks import Table, in_order
from riskdesk.reports.method import Method, method
from riskdesk.reports.placing import Matrix, place_risks
from riskdesk.reports.raised import raised_sections
from riskdesk.reports.section import Section
from riskdesk.reports.summary import Share, summary, tally
from riskdesk.reports.top import band_of, top_bands, top_rule, top_table
from riskdesk.risks import Register, Status
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, listed, long_date


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
    changes: Changes | None
    matrix: Matrix
    top_rule: str
    top: Table
    top_risks: int
    raised: tuple[Section, ...]
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
        if self.changes:
            self.changes.reconcile()
        for section in self.raised:
            section.reconcile()
        agree(self.late_actions, len(self.late.rows), "late actions")
        agree(self.undated_risks, len(self.undated.rows), "risks with undated actions")


def board_paper(
    register: Register, movement: Movement | None = None, proceedings: Proceedings | None = None
) -> BoardPaper:
    """Every fact and sentence of the board paper. `movement` is what changed since the last closed period, where there
    is one; `proceedings` what was raised to which forum."""
    live = in_order(register, Status.OPEN)
    lates, undated = late_actions(register), undated_actions(register)
    rows = () if is_one_finding(register, undated) else undated
    bands = top_bands(register, live)
    top = [risk for risk in live if band_of(register, risk) in bands]
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
        changes=changes(register, movement),
        matrix=place_risks(register),
        top_rule=top_rule(register, live, top, bands),
        top=top_table(register, top, movement),
        top_risks=sum(band_of(register, risk) in bands for risk in register.risks if risk.status is Status.OPEN),
        raised=raised_sections(register, live, proceedings),
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
