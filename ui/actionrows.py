"""Every action of every risk as rows in groups, from late to finished, and the columns that show them."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from riskdesk.dates import DueDate, DueKind
from riskdesk.days import british_short
from riskdesk.reviews import review_due
from riskdesk.risks import Action, ActionStatus, Register, Risk, Status
from ui.columns import NOT_RECORDED, Align, Cell, Column, Sight, Tone, dated, late_actions, lowered, natural, said
from ui.filters import NONE, Filter, Offer, named_owners
from ui.gather import action_words
from ui.registertable import in_order
from ui.rows import Row, Rows


class Group(IntEnum):
    """In the order in which they ask for attention."""

    LATE = 0
    BEFORE_REVIEW = 1
    LATER = 2
    UNDATED = 3
    FINISHED = 4

    def words(self, as_at: dt.date | None) -> str:
        if self is Group.LATER and as_at is None:
            return "With a date"
        return {
            Group.LATE: "Late",
            Group.BEFORE_REVIEW: "Due before the next review",
            Group.LATER: "Due later",
            Group.UNDATED: "On-going, or without a date to judge by",
            Group.FINISHED: "Done, cancelled, or of a closed risk",
        }[self]


@dataclass(frozen=True, slots=True)
class Item:
    """An action and the risk it is about."""

    action: Action
    risk: Risk


def group_of(action: Action, risk: Risk, register: Register) -> Group:
    """Where an action stands. Without an as-at date nothing is late and nothing is due soon."""
    if not action.status.is_open or risk.status is Status.CLOSED:
        return Group.FINISHED
    if action.days_late(register.as_at):
        return Group.LATE
    due = action.due_date
    if due.end is None or due.kind is DueKind.ONGOING:
        return Group.UNDATED
    review = review_due(risk, register) if register.as_at else None
    return Group.BEFORE_REVIEW if review and due.end <= review else Group.LATER


class LateCount:
    """How many actions are late at the as-at date. Only risks that changed are counted again."""

    def __init__(self) -> None:
        self._as_at: dt.date | None = None
        self._known: dict[int, tuple[Risk, int]] = {}

    def of(self, register: Register) -> int:
        before = self._known if register.as_at == self._as_at else {}
        self._as_at = register.as_at
        self._known = {
            risk.id: known
            if (known := before.get(risk.id)) and known[0] is risk
            else (risk, late_actions(risk, register.as_at))
            for risk in register.risks
        }
        return sum(late for _, late in self._known.values())


class Heading(Row[Item]):
    """A line that names the group below it. Its id is negative, so that it is never taken for an action's."""

    __slots__ = ("words",)

    def __init__(self, group: Group, words: str, under: Item) -> None:
        super().__init__(-1 - group, under, group)
        self.words = words


class ActionRows(Rows[Item]):
    """Rows in groups, a heading above each. Finished ones are folded away unless `unfolded`."""

    def __init__(self) -> None:
        super().__init__(ACTIONS, lambda item, _: action_words(item.action, item.risk))
        self.unfolded = False
        self.sort(next(column for column in ACTIONS if column.key == "due"), descending=False)

    def refill(self, sight: Sight) -> None:
        """Take the register as it stands, keeping rows of which nothing changed."""
        known = {row.id: row for row in self.all} if self.sight and sight.shares(self.sight) else {}
        self.fill(_renewed(known, sight), sight)

    def arrange(self, rows: list[Row[Item]]) -> list[Row[Item]]:
        counts = Counter(row.group for row in rows)
        as_at = self.sight.register.as_at if self.sight else None
        arranged: list[Row[Item]] = []
        last = -1
        for row in rows:
            folded = row.group == Group.FINISHED and not self.unfolded
            if row.group != last:
                group, last = Group(row.group), row.group
                words = f"{group.words(as_at)} ({counts[last]:,}){', folded away' if folded else ''}"
                arranged.append(Heading(group, words, row.thing))
            if not folded:
                arranged.append(row)
        return arranged

    def cell(self, place: int, column: int) -> Cell:
        row = self.shown[place]
        if isinstance(row, Heading):
            return Cell(row.words if column == 0 else "", Tone.ALERT if row.group == Group.LATE else Tone.STRONG)
        return super().cell(place, column)

    @property
    def count(self) -> int:
        """How many actions are shown, headings aside."""
        return sum(1 for row in self.shown if row.id > 0)


def _renewed(known: dict[int, Row[Item]], sight: Sight) -> Iterator[Row[Item]]:
    for risk in in_order(sight.register):
        for action in risk.actions:
            row = known.get(action.id)
            same = row is not None and row.thing.action is action and row.thing.risk is risk
            yield row if row and same else Row(action.id, Item(action, risk), group_of(action, risk, sight.register))


def _ref(item: Item, _sight: Sight) -> Cell:
    return Cell(item.risk.label, Tone.STRONG if item.risk.ref else Tone.MUTED, hover="Ctrl+Enter goes to this risk")


def _risk(item: Item, _sight: Sight) -> Cell:
    closed = item.risk.status is Status.CLOSED
    words = f"{item.risk.title} (closed)" if closed else item.risk.title
    return Cell(words or "not described yet", Tone.MUTED)


def _due(item: Item, _sight: Sight) -> Cell:
    due = item.action.due_date
    if due.kind is DueKind.NOT_RECORDED:
        return NOT_RECORDED
    if due.kind is DueKind.NOT_A_DATE:
        return Cell(due.text, more="not a date", more_tone=Tone.ALERT, hover=_ODD)
    return Cell(due.text, more=_meaning(due))


def _meaning(due: DueDate) -> str:
    if due.end is None:
        return "no end date"
    last = british_short(due.end)
    if due.kind is DueKind.DAY:
        return "" if last == due.text.strip() else last
    return f"ends {last}"


_ODD = "RiskDesk cannot read this as a date, so it is never called late. It is kept as written."


def _late(item: Item, sight: Sight) -> Cell:
    if sight.register.as_at is None:
        return Cell("not judged", Tone.ABSENT, hover="The as-at date of the register is not recorded.")
    days = 0 if item.risk.status is Status.CLOSED else item.action.days_late(sight.register.as_at)
    if not days:
        return Cell("no", Tone.ABSENT)
    return Cell("1 day" if days == 1 else f"{days:,} days", Tone.ALERT)


def _status(item: Item, _sight: Sight) -> Cell:
    status = item.action.status
    return Cell(status.label, Tone.PLAIN if status.is_open else Tone.MUTED)


def _barrier(item: Item, _sight: Sight) -> Cell:
    return Cell(item.action.barrier) if item.action.barrier else Cell("none recorded", Tone.ABSENT)


def _owner_name(item: Item) -> str:
    owner = item.risk.answers_for(item.action)
    return owner.name if owner else ""


def _owner(item: Item, _sight: Sight) -> Cell:
    name = _owner_name(item)
    if item.action.owner or not name:
        return said(name)
    return Cell(name, Tone.MUTED, hover=f"{name}, who is accountable for the risk: the action has no owner of its own")


_STATUSES = tuple(ActionStatus)

ACTIONS: tuple[Column[Item], ...] = (
    Column("Ref", "ref", _ref, lambda i, _: natural(i.risk.ref) if i.risk.ref else None, width=48,
           tip="The reference of the risk it is about"),
    Column("Risk", "risk", _risk, lambda i, _: lowered(i.risk.title), width=170, lines=2, stretch=True, spare=3),
    Column("Action", "text", lambda i, _: said(i.action.text), lambda i, _: lowered(i.action.text), width=250,
           lines=2, stretch=True, field="text"),
    Column("Owner", "owner", _owner, lambda i, _: lowered(_owner_name(i)), width=124,
           lines=2, stretch=True, field="owner"),
    Column("Due", "due", _due, lambda i, _: i.action.due_date.end, width=146, lines=2, field="due",
           tip="As it was written, and what RiskDesk reads in it"),
    Column("Status", "status", _status, lambda i, _: _STATUSES.index(i.action.status), width=106, field="status"),
    Column("Done", "progress", lambda i, _: Cell(f"{i.action.progress}%"), lambda i, _: i.action.progress, width=60,
           align=Align.RIGHT, field="progress", tip="How much is done, in per cent"),
    Column("Late", "late", _late, lambda i, s: i.action.days_late(s.register.as_at), width=90, largest_first=True,
           tip="Days past the last day it could be done, at the as-at date"),
    Column("Date done", "done_on", lambda i, _: dated(i.action.done_on), lambda i, _: i.action.done_on, width=98,
           field="done_on", spare=2),
    Column("Barrier", "barrier", _barrier, lambda i, _: lowered(i.action.barrier), width=130, lines=2, stretch=True,
           field="barrier", tip="What stands in the way", spare=1),
)  # fmt: skip
"""The actions page's columns from left to right."""


def _action_owners(register: Register) -> Sequence[Offer]:
    asked = (risk.answers_for(action) for risk in register.risks for action in risk.actions)
    used = {owner.id: owner for owner in asked if owner}
    return [*named_owners(used.values()), ("No owner", NONE)]


def _owned(item: Item, value: Hashable, _register: Register) -> bool:
    owner = item.risk.answers_for(item.action)
    return owner is None if value == NONE else owner is not None and owner.id == value


ACTION_FILTERS: tuple[Filter[Item], ...] = (
    Filter("Owner", "Any owner", "Show actions of this owner", _action_owners, _owned),
)
