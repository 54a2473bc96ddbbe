"""Findings as rows in groups, most severe first, and the columns that show them. No Qt."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from riskdesk.audit.fields import field_words
from riskdesk.audit.findings import Finding, Severity
from riskdesk.audit.run import Audit
from riskdesk.days import british_short
from riskdesk.risks import Risk
from riskdesk.scrutiny import Challenge
from riskdesk.wording import counted, listed
from ui.columns import Cell, Column, Sight, Tone, lowered, natural
from ui.rows import Row, Rows
from ui.shorten import shortened

_LONGEST = 120
_REFS_SHOWN = 3


class Grouping(StrEnum):
    """What findings stand together by."""

    SEVERITY = "severity"
    RULE = "rule"
    RISK = "risk"

    @property
    def label(self) -> str:
        return f"By {self.value}"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, the row it stands under where it is one of many, the challenges sent about it, and the risk below
    whose name it stands where findings are grouped so."""

    finding: Finding
    top: int = 0
    asked: tuple[Challenge, ...] = ()
    risk: Risk | None = None

    @property
    def parts(self) -> tuple[Finding, ...]:
        """The findings under it, or itself."""
        return self.finding.under or (self.finding,)

    @property
    def accepted(self) -> int:
        """How many of its parts are waived."""
        return sum(1 for part in self.parts if part.waiver)


class Heading(Row[Item]):
    """A line that names the group below it. Its id is negative, so that it is never taken for a finding's."""

    __slots__ = ("words",)

    def __init__(self, group: int, words: str, under: Item) -> None:
        super().__init__(-1 - group, under, group)
        self.words = words


class FindingRows(Rows[Item]):
    """Rows in groups, a heading above each. What was rolled up is one row, with those under it while it is `opened`.
    `passes` says of a single finding whether it is wanted."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda item, _: _words(item))
        self.opened: set[int] = set()
        self.passes: Callable[[Finding], bool] = lambda _finding: True
        self._ids: dict[Hashable, int] = {}
        self._heads: Mapping[int, str] = {}
        self._under: dict[int, list[Row[Item]]] = {}
        self._asked: Mapping[str, Sequence[Challenge]] = {}

    def want(self, passes: Callable[[Finding], bool]) -> None:
        """From the next arranging on, show what passes; a rolled-up finding does where one under it does."""
        self.passes = passes
        self._tests = (lambda item: any(map(passes, item.finding.under or (item.finding,))),)

    def narrow(self, passes: Callable[[Finding], bool]) -> None:
        """Show what passes now."""
        self.want(passes)
        self.keep(self._tests)

    def read(self, audit: Audit, challenges: Iterable[Challenge], grouping: Grouping) -> None:
        """Take an audit. A finding keeps its row's id from one audit to the next."""
        self._under = {}
        self._asked = _by_rule(challenges)
        seen: dict[Hashable, int] = {}
        if grouping is Grouping.RISK:
            rows, self._heads = self._by_risk(audit, seen)
        else:
            rows, self._heads = self._by_finding(audit, seen, grouping)
        self.fill(rows, Sight(audit.case.register, {}))

    def arrange(self, rows: list[Row[Item]]) -> list[Row[Item]]:
        counts = Counter(row.group for row in rows)
        arranged: list[Row[Item]] = []
        last = -1
        for row in rows:
            if row.group != last:
                last = row.group
                arranged.append(Heading(last, f"{self._heads[last]} ({counts[last]:,})", row.thing))
            arranged.append(row)
            if row.id in self.opened:
                arranged += [each for each in self.under(row) if self._wants(each)]
        return arranged

    def under(self, row: Row[Item]) -> list[Row[Item]]:
        """The rows of the findings under a rolled-up one, made when it is first opened."""
        found = self._under.get(row.id)
        if found is None:
            seen: dict[Hashable, int] = {}
            found = self._under[row.id] = [
                Row(self._id(each, seen), Item(each, row.id, self._about(each)), row.group)
                for each in row.thing.finding.under
            ]
            self._by_id |= {each.id: each for each in found}
        return found

    def cell(self, place: int, column: int) -> Cell:
        row = self.shown[place]
        if isinstance(row, Heading):
            return Cell(row.words if column == 0 else "", Tone.STRONG)
        return super().cell(place, column)

    @property
    def findings(self) -> Iterator[Row[Item]]:
        """The rows shown without the headings."""
        return (row for row in self.shown if row.id > 0)

    @property
    def count(self) -> int:
        """How many findings are shown, as they are rolled up."""
        return sum(1 for row in self.shown if row.id > 0 and not row.thing.top)

    def row_of(self, item: Item) -> Row[Item] | None:
        """The first row shown that is about some of what another one was about, however findings stand together."""
        parts = {id(part) for part in item.parts}
        of_rule = (row for row in self.findings if row.thing.finding.rule is item.finding.rule)
        return next((row for row in of_rule if any(id(part) in parts for part in row.thing.parts)), None)

    def _by_finding(
        self, audit: Audit, seen: dict[Hashable, int], grouping: Grouping
    ) -> tuple[list[Row[Item]], Mapping[int, str]]:
        places = {rule.name: place for place, rule in enumerate(audit.rules)}
        by_rule = grouping is Grouping.RULE
        rows = [
            Row(
                self._id(finding, seen),
                Item(finding, asked=self._about(finding)),
                places[finding.rule.name] if by_rule else int(finding.severity),
            )
            for finding in audit.findings
        ]
        if by_rule:
            return rows, {place: rule.title for place, rule in enumerate(audit.rules)}
        return rows, {int(each): _plural(each) for each in Severity}

    def _by_risk(self, audit: Audit, seen: dict[Hashable, int]) -> tuple[list[Row[Item]], Mapping[int, str]]:
        """Each finding by itself, below every risk it is about; those about the register, or about a
        risk that is no longer in it, come first."""
        places = {risk.id: place for place, risk in enumerate(audit.case.register.risks, 1)}
        rows = []
        for finding in sorted(audit.each, key=lambda each: each.severity):
            asked = self._about(finding)
            if not finding.risks:
                rows.append(Row(self._id(finding, seen), Item(finding, asked=asked), 0))
            rows += [
                Row(self._id(finding, seen, risk), Item(finding, asked=asked, risk=risk), places.get(risk.id, 0))
                for risk in finding.risks
            ]
        heads = {place: _risk_line(risk) for place, risk in enumerate(audit.case.register.risks, 1)}
        return rows, {0: "The register", **heads}

    def _id(self, finding: Finding, seen: dict[Hashable, int], below: Risk | None = None) -> int:
        """By what it is about, not by its facts: a finding whose evidence changes stays the same row. Findings that are
        about the same are told apart by their order, one about several risks also by the risk it stands `below`."""
        risks = finding.risks
        about = 0 if finding.under or not risks else risks[0].id
        risk_id = below.id if below and len(risks) > 1 else 0
        key: Hashable = (finding.rule.name, about, finding.field, finding.part_id, risk_id)
        times = seen[key] = seen.get(key, 0) + 1
        return self._ids.setdefault(key if times == 1 else (key, times), len(self._ids) + 1)

    def _about(self, finding: Finding) -> tuple[Challenge, ...]:
        asked = self._asked.get(finding.rule.name)
        if not asked:
            return ()
        risks = {risk.id for risk in finding.risks}
        return tuple(challenge for challenge in asked if challenge.risk_id in risks)

    def _wants(self, row: Row[Item]) -> bool:
        finding = row.thing.finding
        if not self.passes(finding):
            return False
        text = " ".join(_words(row.thing)) if self._words else ""
        return all(word in text for word in self._words)


def _by_rule(challenges: Iterable[Challenge]) -> Mapping[str, Sequence[Challenge]]:
    found: dict[str, list[Challenge]] = {}
    for challenge in challenges:
        if challenge.rule:
            found.setdefault(challenge.rule, []).append(challenge)
    return found


def _words(item: Item) -> set[str]:
    """The different words of a finding, lowered: its rule, its message, and its risks' references and titles."""
    finding = item.finding
    texts = [finding.rule.name, finding.rule.title, finding.severity.word, finding.message]
    for risk in (item.risk,) if item.risk else finding.risks:
        texts += (risk.label, risk.title)
    return set(" ".join(texts).casefold().split())


def _plural(severity: Severity) -> str:
    return {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}[severity]


def _risk_line(risk: Risk) -> str:
    return f"{shortened(risk.label, 24)}  {shortened(risk.title, _LONGEST) or 'not described yet'}"


def refs_in_words(finding: Finding) -> str:
    """ "4", "3, 4 and 7", "11 risks"; "register" for what is about the whole."""
    if not finding.risks:
        return "register"
    refs = [shortened(ref, 24) for ref in finding.refs[: _REFS_SHOWN + 1]]
    return listed(refs) if len(finding.risks) <= _REFS_SHOWN else counted(len(finding.risks), "risk")


def _tone(item: Item, tone: Tone = Tone.PLAIN) -> Tone:
    return Tone.MUTED if item.finding.waiver else tone


def _severity(item: Item, _sight: Sight) -> Cell:
    severity = item.finding.severity
    loud = {Severity.ERROR: Tone.ALERT, Severity.WARNING: Tone.STRONG}
    return Cell(severity.word.capitalize(), _tone(item, loud.get(severity, Tone.PLAIN)))


def _rule(item: Item, _sight: Sight) -> Cell:
    return Cell(item.finding.rule.title, _tone(item), hover=item.finding.rule.name)


def _ref(item: Item, _sight: Sight) -> Cell:
    one = len(item.finding.risks) == 1
    hover = _risk_line(item.finding.risks[0]) if one else listed(item.finding.refs, 40)
    return Cell(refs_in_words(item.finding), _tone(item, Tone.STRONG if one else Tone.PLAIN), hover=hover)


def _ref_order(item: Item, _sight: Sight) -> object:
    return natural(item.finding.risks[0].label) if item.finding.risks else None


def _message(item: Item, _sight: Sight) -> Cell:
    """How much was accepted of what is rolled up ends the message, and is not cut."""
    finding = item.finding
    said, stop, tail = finding.message.rpartition(f" {finding.rule.together}.")
    if finding.under and stop and tail:
        return Cell(said + stop, _tone(item), tail=tail.strip())
    return Cell(finding.message, _tone(item))


def _state(item: Item, _sight: Sight) -> Cell:
    waiver = item.finding.waiver
    if waiver:
        until = f" until {british_short(waiver.expires_on)}" if waiver.expires_on else ""
        return Cell("waived", Tone.MUTED, more=f"by {waiver.accepted_by}{until}", hover=waiver.reason)
    if item.accepted:
        return Cell(f"{item.accepted:,} of {len(item.parts):,} waived")
    waiting = [challenge for challenge in item.asked if challenge.is_open]
    if waiting:
        return Cell("challenged", more=f"sent to {waiting[-1].sent_to or 'nobody by name'}", hover=waiting[-1].question)
    if item.asked:
        return Cell("answered", more=f"by {item.asked[-1].answered_by}", hover=item.asked[-1].answer)
    return Cell("waiting")


COLUMNS: tuple[Column[Item], ...] = (
    Column("Severity", "severity", _severity, lambda i, _: i.finding.severity, width=124),
    Column("Ref", "ref", _ref, _ref_order, width=74, lines=2, tip="The risk it is about, or how many"),
    Column("Rule", "rule", _rule, lambda i, _: lowered(i.finding.rule.title), width=120, least=96, lines=2,
           stretch=True, spare=3),
    Column("Finding", "finding", _message,
           lambda i, _: lowered(i.finding.message), width=300, least=280, lines=2, stretch=True),
    Column("Field", "field", lambda i, s: Cell(field_words(i.finding.field, s.register), Tone.MUTED),
           lambda i, s: lowered(field_words(i.finding.field, s.register)), width=92, lines=2, spare=2,
           tip="What it concerns; Enter goes there"),
    Column("Status", "status", _state, lambda i, s: _state(i, s).text, width=112, lines=2,
           tip="Waiting, challenged, or accepted by name"),
)  # fmt: skip
"""The findings' columns from left to right."""
