"""What changed since the last closed period, on paper: sentences a committee reads, with the table behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk import changed
from riskdesk.changewords import who_said
from riskdesk.movement import GONE, Kind, Movement, StageMove
from riskdesk.movement import Row as Moved
from riskdesk.reports.blocks import Block, Cover, Document, document_of
from riskdesk.reports.imprint import Imprint, imprint
from riskdesk.reports.marks import Cell, Line, Mark, Row, Table, Tone, body, marked, rating_cell
from riskdesk.reports.section import Section, columns, ref_of
from riskdesk.reports.sources import Chapter, Count, Request, Sources, agree
from riskdesk.risks import Register, Stage
from riskdesk.scoring import Rated
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped, counted, listed, long_date, sentence

TITLE = "What changed"
FIRST = "This is the first period: there is nothing to compare it with."
NONE_CLOSED = "No period has been closed yet: there is nothing to compare this register with."
NOTHING = "Nothing changed."
QUIET = frozenset({Kind.UNCHANGED, Kind.NOT_REVIEWED})
"""A risk that shows nothing else is named in a sentence and has no row of its own."""


@dataclass(frozen=True, slots=True)
class Changes:
    """`kinds` are those of the table's rows, in their order; `counts` what the paper says of each kind."""

    section: Section
    kinds: tuple[tuple[Kind, ...], ...] = ()
    counts: tuple[tuple[Kind, int], ...] = ()

    def reconcile(self) -> None:
        """Every number said is that of the rows printed."""
        self.section.reconcile()
        agree(self.section.said, len(self.kinds), "risks that changed")
        for kind, number in self.counts:
            agree(number, sum(kind in kinds for kinds in self.kinds), f"risks that are {kind.label.lower()}")


@dataclass(frozen=True, slots=True)
class ChangesPaper:
    """What changed from one moment of a register to a later one, as a paper of its own."""

    cover: Cover
    as_at: str
    seal: str
    numbers: Section
    changes: Changes

    @property
    def title(self) -> str:
        return self.cover.title

    @property
    def imprint(self) -> Imprint:
        return self.cover.imprint

    @property
    def document(self) -> Document:
        told: list[Block] = [self.cover, *self.changes.section.blocks()]
        if self.numbers.said:
            told += self.numbers.blocks()
        return document_of(self.cover, "What changed", self.as_at, self.seal, told)

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""
        self.numbers.reconcile()
        self.changes.reconcile()


def changes_paper(told: Movement | Register) -> ChangesPaper:
    """Every fact and sentence of the paper. A register alone is one that has no earlier period."""
    register = told.after if isinstance(told, Movement) else told
    movement = told if isinstance(told, Movement) else None
    return ChangesPaper(
        cover=_cover(register, movement),
        as_at=as_at_phrase(register.as_at),
        seal=register.seal,
        numbers=_numbers(movement),
        changes=changes(register, movement) or Changes(Section(TITLE, (NONE_CLOSED,))),
    )


def changes_chapter(sources: Sources, _request: Request) -> Chapter | None:
    """The chapter of a board paper; none where nothing can be compared."""
    told = changes(sources.register, sources.movement)
    if told is None:
        return None
    kinds = tuple(
        Count(number, sum(kind in kinds for kinds in told.kinds), f"risks that are {kind.label.lower()}")
        for kind, number in told.counts
    )
    return Chapter("changes", told.section.blocks(), (told.section.count, *kinds))


def changes(register: Register, movement: Movement | None) -> Changes | None:
    """The section of a paper about this register. None where it has no periods, or nobody compared it with the last."""
    if movement is None:
        return Changes(Section(TITLE, (FIRST,))) if register.periods and register.last_closed is None else None
    rows = _listed(movement)
    table = Table(columns(*_COLUMNS), tuple(_row(row, movement) for row in rows))
    kinds = tuple(row.kinds for row in rows)
    counts = tuple((kind, len(movement.of(kind))) for kind in Kind if kind not in QUIET)
    return Changes(Section(TITLE, _lead(movement), table, len(rows)), kinds, counts)


_COLUMNS = (("ref", "Ref"), ("changed", "What changed"), ("from", "From"), ("to", "To"), ("cause", "Why and who"))


def _listed(movement: Movement) -> list[Moved]:
    """The rows that show a change, in the order in which the window shows them."""
    return [row for row in changed.table(movement) if set(row.kinds) - QUIET]


def _lead(movement: Movement) -> tuple[str, ...]:
    since = f"Compared with {moment(movement.before)}, {as_at_phrase(movement.before.as_at)}."
    told = tuple(changed.sentences(movement))
    if not any(set(row.kinds) - QUIET for row in movement.rows):
        told = (NOTHING, *(text for text in told if text != NOTHING))
    return (since, *told)


def moment(register: Register) -> str:
    """ "July 2017, closed 3 August 2017"; the register itself where no period is shown."""
    period = register.period
    if period is None:
        return "the register as it is"
    name = clipped(period.name, 120)
    return f"{name}, closed {long_date(period.closing.closed_on)}" if period.closing else f"{name}, still open"


def _row(row: Moved, movement: Movement) -> Row:
    before, after = _from_and_to(row, movement)
    return (Line(ref_of(row.risk), Tone.STRONG),), _what(row, movement), before, after, _why(row, movement)


def _what(row: Moved, movement: Movement) -> Cell:
    """Everything that changed, each in a line of its own; who moved the score stands in the last column."""
    who = {text.rstrip(".") for text in _whys(row)}
    told = [Line(f"{sentence(text)}.") for text in changed.phrases(row, movement) if text not in who]
    return (*told, Line(clipped(row.risk.title, 100) or f"title {NOT_RECORDED}", Tone.META))


def _from_and_to(row: Moved, movement: Movement) -> tuple[Cell, Cell]:
    if row.before is None:
        return (Line("not there", Tone.META),), rating_cell(movement.after, row.risk, Stage.CURRENT)
    was = rating_cell(movement.before, row.before, Stage.CURRENT)
    if row.main in GONE:
        return was, (Line(row.main.label.lower(), Tone.STRONG),)
    moves = _moves(row)
    if not moves:
        return (Line("same", Tone.META),), rating_cell(movement.after, row.risk, Stage.CURRENT)
    before: list[Line | Mark] = []
    after: list[Line | Mark] = []
    for move in moves:
        before.append(Line(movement.before.word(move.stage), Tone.META))
        after.append(Line(movement.after.word(move.stage), Tone.META))
        before.append(_rated(move.was, move.was_said))
        after.append(_rated(move.now, move.now_said))
    return tuple(before), tuple(after)


def _moves(row: Moved) -> list[StageMove]:
    """Those of the current score and the target: nobody is asked to look at another."""
    return [move for stage in (Stage.CURRENT, Stage.TARGET) if (move := row.move(stage))]


def _rated(rated: Rated | None, said: str) -> Line | Mark:
    return marked(rated) if rated else Line(said or "not rated", Tone.META)


def _why(row: Moved, movement: Movement) -> Cell:
    """Who moved a score, when and why; the scheme where nobody did."""
    told = [Line(text) for text in _whys(row)]
    if any(not move.by_people for move in _moves(row)) and movement.schemes_differ:
        told.append(Line("The scheme changed; nobody moved it.", Tone.META))
    if row.main in GONE and row.risk.closed_on:
        told.append(Line(f"Closed on {long_date(row.risk.closed_on)}.", Tone.META))
    return tuple(told) or (Line("No score moved." if row.before else "Added since then.", Tone.META),)


def _whys(row: Moved) -> list[str]:
    return [text for move in _moves(row) if (text := who_said(move.by))]


def _numbers(movement: Movement | None) -> Section:
    """How many risks show each kind of change, and which."""
    found = [(kind, movement.of(kind)) for kind in Kind if movement.of(kind)] if movement else []
    rows = tuple((_kind(kind), body(f"{len(rows):,}"), _refs(rows)) for kind, rows in found)
    lead = ("A risk can show several kinds of change.",) if len(rows) > 1 else ()
    named = columns(("kind", "Change"), ("count", "Risks"), ("which", "Which"))
    return Section("In numbers", lead, Table(named, rows), len(found))


def _kind(kind: Kind) -> Cell:
    return (Line(kind.label, Tone.STRONG),)


def _refs(rows: Sequence[Moved]) -> Cell:
    return body(listed([ref_of(row.risk) for row in rows], 40))


def _cover(register: Register, movement: Movement | None) -> Cover:
    kind = "What changed on the risk register"
    if movement:
        kind = f"What changed on the risk register since {_short(movement.before)}"
    facts = [("Organisation", clipped(register.organisation) or NOT_RECORDED)]
    if movement:
        facts.append(("From", sentence(f"{moment(movement.before)}, {as_at_phrase(movement.before.as_at)}")))
    facts.append(("To" if movement else "Register", sentence(f"{moment(register)}, {as_at_phrase(register.as_at)}")))
    if movement:
        number = counted(len(movement.rows), "risk")
        facts.append(("Compared", f"{number} that {'is' if len(movement.rows) == 1 else 'are'} or were open"))
    return Cover(
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        title=clipped(register.title) or f"Register title {NOT_RECORDED}",
        kind=kind,
        imprint=imprint(register),
        facts=tuple(facts),
        to_fill=("Meeting", "Date of meeting", "Presented by"),
        boxes=(("To decide", False), ("To note", False), ("To assure", False)),
    )


def _short(register: Register) -> str:
    return clipped(register.period.name, 120) if register.period else as_at_phrase(register.as_at)
