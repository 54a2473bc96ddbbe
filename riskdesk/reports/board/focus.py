"""One risk in focus: a page for each of the most severe, half a page for every other, or a paper on a single one."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.errors import RiskDeskError
from riskdesk.publishing import House
from riskdesk.reports.blocks import Block, Document, Heading, Rows, Together, Voice, Words
from riskdesk.reports.board.baf import baf_in_place
from riskdesk.reports.board.card import PARTS, half, named, whole
from riskdesk.reports.board.ordering import ORDER_SAID, in_board_order
from riskdesk.reports.board.top import band_of, top_bands
from riskdesk.reports.sheet import Sheet, sheet_of
from riskdesk.reports.sources import Chapter, Count, Request, Sources, agree
from riskdesk.risks import Risk, Stage, Status
from riskdesk.wording import counted, listed, sentence, verb

KEY = "risks"


def risks_chapter(sources: Sources, request: Request) -> Chapter | None:
    """Every open risk in its house's columns: with an NHS layout as the board assurance framework, unless that has a
    place of its own in it. None for a register without open risks."""
    layout = request.layout
    if layout and layout.house is House.NHS and "baf" not in layout.keys:
        return baf_in_place(KEY, sources, request)
    risks = in_board_order(sources)
    if not risks:
        return None
    bands = top_bands(sources.register, risks)
    top = [risk for risk in risks if band_of(sources.register, risk) in bands]
    rest = [risk for risk in risks if band_of(sources.register, risk) not in bands]
    blocks: list[Block] = [Heading("Risk by risk", fresh=True), Words(_lead(sources, top, rest), Voice.QUIET)]
    for place, risk in enumerate(top):
        blocks += [Heading(named(risk), 2, fresh=place > 0), *whole(sources, request, risk)]
    level = 3 if top else 2
    if top and rest:
        blocks.append(Heading("The other open risks", 2, fresh=True))
    blocks += [Together((Heading(named(risk), level), *half(sources, request, risk))) for risk in rest]
    return Chapter(KEY, tuple(blocks), _counts(sources, top, rest, blocks))


def _lead(sources: Sources, top: list[Risk], rest: list[Risk]) -> str:
    register = sources.register
    bands = listed(list(dict.fromkeys(band_of(register, risk) for risk in top)))
    if not top:
        first = f"{sentence(counted(len(rest), 'open risk'))}, half a page for each."
    else:
        have = f"{verb(len(top), 'has', 'have')} a page of {verb(len(top), 'its', 'their')} own"
        first = f"{sentence(counted(len(top), 'open risk'))} rated {bands} {have}"
        others = f"; the {counted(len(rest), 'other')} {verb(len(rest), 'has', 'have')} half a page" if rest else ""
        first += f"{others}{' each' if len(rest) > 1 else ''}."
    return f"{first} {ORDER_SAID}" if len(top) + len(rest) > 1 else first


def _counts(sources: Sources, top: list[Risk], rest: list[Risk], blocks: list[Block]) -> tuple[Count, ...]:
    """Pages and halves are those of the open risks, and every one of them has its title."""
    said = sum(risk.status is Status.OPEN for risk in sources.register.risks)
    wanted = {named(risk) for risk in top}
    titles = sum(isinstance(block, Heading) and block.text in wanted for block in blocks)
    halves = sum(isinstance(block, Together) for block in blocks)
    return (
        Count(said, titles + halves, "open risks in focus"),
        Count(len(top), titles, "risks with a page of their own"),
        Count(len(rest), halves, "risks with half a page"),
        Count(
            sum(len(risk.controls) + len(risk.actions) for risk in (*top, *rest)),
            printed_rows(blocks),
            "controls and actions",
        ),
    )


def printed_rows(blocks: Sequence[Block]) -> int:
    """How many controls and actions are printed."""
    inner = [each for block in blocks for each in (block.blocks if isinstance(block, Together) else (block,))]
    tables = [block.table for block in inner if isinstance(block, Rows)]
    return sum(len(table.rows) for table in tables if table.columns[0].key in PARTS)


@dataclass(frozen=True, slots=True)
class RiskPaper:
    """One risk on a page."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    parts: int

    @property
    def document(self) -> Document:
        return self.sheet.document(self.blocks)

    def reconcile(self) -> None:
        """Refuse to print without a control or an action of it."""
        agree(self.parts, printed_rows(self.blocks), "controls and actions")


def risk_paper(sources: Sources, request: Request) -> RiskPaper:
    """Everything recorded about one risk, be it open or not. Raises RiskDeskError where there is no such risk."""
    register = sources.register
    risk = next((each for each in register.risks if each.id == request.risk_id), None)
    if risk is None:
        raise RiskDeskError("There is no such risk in this register.", "Choose one of its risks.")
    rated = register.rated(risk, Stage.CURRENT)
    stands = f"{register.current_word} rating {rated.text}" if rated else f"{register.current_word} rating not recorded"
    sheet = sheet_of(sources, request, "Risk on a page", f"{stands}.")
    return RiskPaper(
        sheet, (Heading(named(risk)), *whole(sources, request, risk)), len(risk.controls) + len(risk.actions)
    )
