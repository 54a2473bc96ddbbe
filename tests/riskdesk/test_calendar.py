"""The calendar, read back by the library other programs read calendars with."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from riskdesk.errors import RiskDeskError
from riskdesk.exchange.calendar import calendar_text, meeting_calendar, write_calendar, write_meeting_calendar
from riskdesk.periods import ReviewCycle
from riskdesk.risks import Action, ActionStatus, Register, Status
from riskdesk.store import Store
from tests.riskdesk.conftest import JULY, LEAD, Clock
from tests.riskdesk.monthly import AUGUST, close


def events(text: str) -> list[dict[str, Any]]:
    """Summary, day and the rest of every entry, in order."""
    read = Calendar.from_ical(text)
    return [
        {name.lower(): event.decoded(name) for name in event} | {"summary": str(event["summary"])}
        for event in read.walk("VEVENT")
    ]


def summaries(text: str) -> list[str]:
    return [event["summary"] for event in events(text)]


def with_action(register: Register, **facts: Any) -> Register:
    """The register with its first risk's first action made otherwise, and no other."""
    first = register.risks[0]
    action = replace(first.actions[0], **facts)
    return replace(register, risks=(replace(first, actions=(action,)), *register.risks[1:]))


def test_open_actions_stand_on_the_last_day_they_can_be_done(book: Store) -> None:
    found = events(calendar_text(book.register()))
    texts = {"Due, risk 1: Key worker housing", "Due, risk 1: Grow the market"}
    assert {event["summary"] for event in found} == texts
    assert len(found) == 2
    assert {event["dtend"] for event in found} == {dt.date(2018, 4, 1)}
    assert {event["dtstart"] for event in found} == {dt.date(2018, 3, 31)}


@pytest.mark.parametrize("due", ["On-going", "from April 2016", "soon", ""])
def test_what_has_no_last_day_is_never_in_it(book: Store, due: str) -> None:
    assert summaries(calendar_text(with_action(book.register(), due=due))) == []


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.CANCELLED])
def test_what_is_done_or_given_up_is_not_in_it(book: Store, status: ActionStatus) -> None:
    assert summaries(calendar_text(with_action(book.register(), status=status))) == []


def test_a_closed_risk_asks_for_nothing(book: Store) -> None:
    register = book.register()
    closed = replace(register.risks[0], status=Status.CLOSED, last_reviewed=JULY)
    assert summaries(calendar_text(replace(register, risks=(closed,)))) == []


def test_late_ones_say_so_in_words(book: Store) -> None:
    register = with_action(book.register(), due="30 June 2017")
    [event] = events(calendar_text(register))
    assert event["summary"] == "LATE: Due, risk 1: Key worker housing"
    assert "31 days late as at 31 July 2017" in event["description"]
    [in_time] = events(calendar_text(with_action(book.register(), due="31 July 2017")))
    assert in_time["summary"] == "Due, risk 1: Key worker housing"


def test_a_review_is_due_by_the_cycle_and_late_after_it(book: Store) -> None:
    register = with_action(book.register(), due="")
    reviewed = replace(register.risks[0], last_reviewed=dt.date(2017, 6, 15))
    register = replace(register, risks=(reviewed,))
    [event] = events(calendar_text(register))
    assert (event["summary"], event["dtstart"]) == (
        "LATE: Review risk 1: Workforce and capacity",
        dt.date(2017, 7, 15),
    )
    [later] = events(calendar_text(replace(register, review_cycle=ReviewCycle.QUARTERLY)))
    assert later["dtstart"] == dt.date(2017, 9, 15)


def test_in_an_open_period_what_is_not_reviewed_is_due_by_its_as_at_date(book: Store, clock: Clock) -> None:
    close(book)
    clock.go_on(days=1)
    book.open_period("August 2017", AUGUST)
    reviews = [event for event in events(calendar_text(book.register())) if "Review" in event["summary"]]
    assert [event["dtstart"] for event in reviews] == [AUGUST, AUGUST]
    book.review_risk(1)
    reviews = [event for event in events(calendar_text(book.register())) if "Review" in event["summary"]]
    assert {event["summary"]: event["dtstart"] for event in reviews} == {
        "Review risk 2: Delayed transfers": AUGUST,
        "Review risk 1: Workforce and capacity": dt.date(2017, 9, 2),
    }


def test_an_owner_is_asked_for_what_they_answer_for(book: Store) -> None:
    book.open_period("July 2017", JULY)
    register = book.register()
    lead = next(owner for owner in register.owners if owner.name == LEAD.name)
    director = next(owner for owner in register.owners if owner != lead)
    assert len(summaries(calendar_text(register, lead))) == 4
    assert summaries(calendar_text(register, director)) == []
    book.edit_action(2, {"owner": director})
    register = book.register()
    assert summaries(calendar_text(register, director)) == ["Due, risk 1: Grow the market"]
    assert len(summaries(calendar_text(register, lead))) == 3


def test_an_entry_keeps_its_uid_while_it_changes_and_counts_on(book: Store) -> None:
    before = {event["uid"]: event for event in events(calendar_text(book.register()))}
    book.edit_action(1, {"due": "30/04/2018", "text": "Key worker homes"})
    after = {event["uid"]: event for event in events(calendar_text(book.register()))}
    assert before.keys() == after.keys()
    assert len(before) == 2
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    assert sorted(event["dtstart"] for event in after.values()) == [dt.date(2018, 3, 31), dt.date(2018, 4, 30)]


def test_the_same_register_gives_the_same_bytes(book: Store) -> None:
    first = calendar_text(book.register())
    with Store.look(book.path) as reader:
        assert calendar_text(reader.register()) == first
    assert "DTSTAMP:20170731T000000Z" in first


@pytest.mark.parametrize(
    "text",
    [
        "Commas, semicolons; and \\ backslashes",
        "BEGIN:VEVENT\nSUMMARY:forged",
        "ŵŷ £ – é " * 40,
        "a\x0bb\x00c",
        "\ud800x",
    ],
)
def test_any_text_is_text(book: Store, text: str) -> None:
    [event] = events(calendar_text(with_action(book.register(), text=text)))
    told = event["description"]
    if text.isprintable() and "\ud800" not in text:
        assert told.startswith(text.strip())
    assert not any(ord(sign) < 32 and sign != "\n" for sign in told)
    assert all(
        len(line.encode()) <= 75 for line in calendar_text(with_action(book.register(), text=text)).split("\r\n")
    )


def test_a_meeting_gives_the_actions_it_asked_for(book: Store) -> None:
    meeting = book.start_meeting("Executive", dt.date(2017, 7, 27), [1, 2])
    action = {"text": "Tell the board", "due": "30/09/2017"}
    book.record_decision(meeting, "Tell it", risk_id=2, minute="6.1", action=action)
    book.record_decision(meeting, "Noted", risk_id=1, minute="6.2")
    text = meeting_calendar(book.register(), book.meeting(meeting))
    [event] = events(text)
    assert (event["summary"], event["dtstart"]) == ("Due, risk 2: Tell the board", dt.date(2017, 9, 30))
    assert str(Calendar.from_ical(text)["x-wr-calname"]) == "Executive, 27 July 2017: actions"


def test_a_title_of_several_lines_writes_no_line_of_its_own(book: Store) -> None:
    register = replace(book.register(), title="Fund\r\nBEGIN:VEVENT\nSUMMARY:forged")
    assert len(events(calendar_text(register))) == 2


def test_it_is_written_whole_and_a_folder_is_refused(book: Store, tmp_path: Path) -> None:
    target = tmp_path / "reviews.ics"
    write_calendar(book.register(), target)
    assert target.read_bytes().decode() == calendar_text(book.register())
    with pytest.raises(RiskDeskError, match="no place for a calendar"):
        write_calendar(book.register(), tmp_path)
    meeting = book.start_meeting("Executive", dt.date(2017, 7, 27), [1])
    write_meeting_calendar(book.register(), book.meeting(meeting), target)
    assert summaries(target.read_text(encoding="utf-8")) == []


def test_the_last_day_of_all_needs_no_day_after(book: Store) -> None:
    register = book.register()
    risk = replace(register.risks[0], next_review=dt.date.max, actions=(Action(text="None"),))
    [event] = events(calendar_text(replace(register, risks=(risk,))))
    assert event["dtstart"] == dt.date.max
