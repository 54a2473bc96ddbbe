"""Next reviews and due dates as a calendar (.ics), for one owner or all; the same register gives the same bytes."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.days import british
from riskdesk.meetings import Meeting
from riskdesk.periods import ReviewState
from riskdesk.reviews import review_due, review_state
from riskdesk.risks import Action, Owner, Register, Risk, Status
from riskdesk.whole import refuse_folder, write_whole
from riskdesk.wording import NOT_RECORDED, clipped, counted

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_LONGEST = 160
"""Letters of a text that stand in a summary; the description has all of it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One whole day in the calendar. `uid` stays the same however the rest changes: a calendar that takes the file in
    again moves the entry and makes no second one."""

    day: dt.date
    uid: str
    summary: str
    description: str


def calendar_text(register: Register, owner: Owner | None = None) -> str:
    """Every next review of an open risk, and every open action with a last day; for one owner those asked of them."""
    entries = [*_reviews(register, owner), *_actions(register, owner)]
    return _written(register, entries, f"{register.title}: {owner.name}" if owner else register.title)


def write_calendar(register: Register, target: Path, owner: Owner | None = None) -> None:
    """Write the calendar whole or not at all. Raises RiskDeskError where it cannot be written."""
    refuse_folder(target, "calendar")
    write_whole(target, calendar_text(register, owner).encode(), "calendar")


def meeting_calendar(register: Register, meeting: Meeting) -> str:
    """The due dates of the actions that a meeting asked for."""
    asked = {decision.action_id for decision in meeting.decisions if decision.action_id is not None}
    entries = _actions(register, None, asked)
    return _written(register, entries, f"{meeting.body}, {british(meeting.held_on)}: actions")


def write_meeting_calendar(register: Register, meeting: Meeting, target: Path) -> None:
    """Write a meeting's actions whole or not at all. Raises RiskDeskError where they cannot be written."""
    refuse_folder(target, "calendar")
    write_whole(target, meeting_calendar(register, meeting).encode(), "calendar")


def _reviews(register: Register, owner: Owner | None) -> Iterator[_Entry]:
    for risk in register.risks:
        day = _review_day(risk, register)
        if day is None or (owner and risk.accountable != owner):
            continue
        late = (register.as_at - day).days if register.as_at else 0
        yield _Entry(
            day,
            f"review-{risk.uuid or risk.id}@riskdesk",
            f"{_late(late)}Review risk {risk.label}: {clipped(risk.title, _LONGEST)}",
            _lines(_about(risk), f"Accountable: {_named(risk.accountable)}", _lateness(register, late)),
        )


def _review_day(risk: Risk, register: Register) -> dt.date | None:
    """By the end of the period in which it is still to be reviewed, else as its own date or the cycle says."""
    if risk.status is not Status.OPEN:
        return None
    if register.period and review_state(risk, register) is ReviewState.NOT_REVIEWED:
        return register.period.as_at
    return review_due(risk, register)


def _actions(register: Register, owner: Owner | None, among: Iterable[int] | None = None) -> Iterator[_Entry]:
    for risk in register.risks:
        if risk.status is Status.CLOSED:
            continue
        for action in risk.open_actions:
            answers, day = risk.answers_for(action), action.due_date.end
            if day and (owner is None or answers == owner) and (among is None or action.id in among):
                yield _action(register, risk, action, day)


def _action(register: Register, risk: Risk, action: Action, day: dt.date) -> _Entry:
    late = action.days_late(register.as_at)
    return _Entry(
        day,
        f"action-{action.uuid or action.id}@riskdesk",
        f"{_late(late)}Due, risk {risk.label}: {clipped(action.text, _LONGEST)}",
        _lines(
            action.text,
            _about(risk),
            f"Due: {action.due}",
            f"Asked of: {_named(risk.answers_for(action))}",
            f"Status: {action.status.label}, {action.progress}% done",
            f"Barrier: {action.barrier}" if action.barrier else "",
            _lateness(register, late),
        ),
    )


def _late(days: int) -> str:
    return "LATE: " if days > 0 else ""


def _lateness(register: Register, days: int) -> str:
    return f"{counted(days, 'day')} late as at {british(register.as_at)}" if days > 0 and register.as_at else ""


def _about(risk: Risk) -> str:
    return f"Risk {risk.label}: {risk.title or 'not described yet'}"


def _named(owner: Owner | None) -> str:
    if owner is None:
        return NOT_RECORDED
    return f"{owner.name} ({owner.organisation})" if owner.organisation else owner.name


def _lines(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _written(register: Register, entries: Iterable[_Entry], name: str) -> str:
    from icalendar import Calendar  # noqa: PLC0415 - only who wants a calendar pays for it

    calendar = Calendar()
    calendar.add("prodid", "-//RiskDesk//Risk register//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(name))
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.uid)):
        calendar.add_component(_event(register, entry))
    return _text(calendar)


def _text(calendar: "Calendar") -> str:
    return str(calendar.to_ical(), "utf-8")


def _event(register: Register, entry: _Entry) -> "Event":
    """Stamped with the register's own day and step, not with the moment of writing: later steps follow earlier ones."""
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", dt.datetime.combine(register.as_at or _NO_DAY, dt.time(), dt.UTC))
    event.add("sequence", register.step)
    event.add("dtstart", entry.day)
    if entry.day < dt.date.max:
        event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", _one_line(entry.summary))
    event.add("description", _plain(entry.description))
    event.add("transp", "TRANSPARENT")
    return event


_NO_DAY = dt.date(2000, 1, 1)
"""Stands in the stamp of a register without an as-at date."""


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Without signs that no calendar can hold: controls, and halves of letters."""
    lines = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign == "\n" or unicodedata.category(sign) != "Cc" else " " for sign in lines)
