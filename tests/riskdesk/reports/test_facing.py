"""The cover of a board paper: what is known of its meeting, and lines for what nobody wrote."""

import dataclasses
import datetime as dt

from riskdesk.meetings import Decision, Meeting
from riskdesk.proceedings import Proceedings
from riskdesk.publishing import Layout, Narrative, Publication, Purpose, Subject
from riskdesk.reports.board.facing import cover_facts, cover_to_fill, purpose_boxes
from riskdesk.reports.sources import Request, Sources
from tests.riskdesk.reports.sourced import PLAIN, for_body, shipped

EXECUTIVE = "Integrated Commissioning Executive"


def meeting(number: int, body: str, day: dt.date, *decisions: Decision) -> Meeting:
    return Meeting(id=number, body=body, held_on=day, started_by="Ann", decisions=decisions)


def meant(*meetings: Meeting, **written: str) -> Sources:
    on = dt.date(2017, 8, 3)
    told = tuple(
        Narrative(id=number, subject=Subject(subject), text=text, written_by="Ann", written_on=on)
        for number, (subject, text) in enumerate(written.items(), 1)
    )
    return dataclasses.replace(
        shipped("thurrock-2017"),
        proceedings=Proceedings(meetings=meetings),
        publication=Publication(narratives=told),
    )


def test_without_anything_written_the_cover_asks_for_a_pen() -> None:
    assert cover_facts(meant(), PLAIN) == (
        ("Register as at", "1 August 2017"),
        ("Organisation", "Thurrock Council"),
        ("Partners", "Thurrock Council and NHS Thurrock CCG"),
        ("Prepared from", dict(cover_facts(meant(), PLAIN))["Prepared from"]),
        ("Review cycle", "Monthly"),
    )
    assert cover_to_fill(meant(), PLAIN) == ("Meeting", "Date of meeting", "Written by", "Presented by")


def test_what_was_written_and_the_layout_are_told_and_leave_no_line() -> None:
    sources = meant(meeting_date="12 September 2017", author="Ann Author", version="0.2")
    request = Request(layout=Layout(name="HWB", body="Health and Wellbeing Board", classification="Official"))
    facts = dict(cover_facts(sources, request))
    assert facts["Committee"] == "Health and Wellbeing Board"
    assert facts["Date of meeting"] == "12 September 2017"
    assert (facts["Written by"], facts["Version"]) == ("Ann Author", "0.2")
    assert facts["Classification"] == "Official"
    assert cover_to_fill(sources, request) == ("Presented by",)


def test_the_next_planned_meeting_of_the_committee_is_the_one_meant() -> None:
    soon, later = dt.date(2017, 8, 24), dt.date(2017, 9, 21)
    decided = Decision(id=1, meeting_id=4, text="Noted", recorded_by="Ann")
    meetings = (
        meeting(1, EXECUTIVE, dt.date(2017, 7, 27)),
        meeting(2, EXECUTIVE, later),
        meeting(3, "Cabinet", soon),
        meeting(4, EXECUTIVE, dt.date(2017, 8, 3), decided),
    )
    any_body, own = (dict(cover_facts(meant(*meetings), request)) for request in (PLAIN, for_body(EXECUTIVE.upper())))
    assert (any_body["Meeting"], any_body["Date of meeting"]) == ("Cabinet", "24 August 2017")
    assert own["Date of meeting"] == "21 September 2017"
    assert "Meeting" not in own, "the committee is named already"
    written = dict(cover_facts(meant(*meetings, meeting_date="Not yet fixed"), PLAIN))
    assert written["Date of meeting"] == "Not yet fixed", "a person's word comes first"


def test_a_register_without_an_as_at_date_plans_nothing() -> None:
    sources = dataclasses.replace(
        meant(meeting(1, EXECUTIVE, dt.date(2018, 1, 1))), register=shipped("essex-2016").register
    )
    assert "Date of meeting" in cover_to_fill(sources, PLAIN)
    assert dict(cover_facts(sources, PLAIN))["Register as at"] == "not recorded"


def test_the_purpose_of_a_layout_is_ticked() -> None:
    assert purpose_boxes(PLAIN) == (("To decide", False), ("To note", False), ("To assure", False))
    request = Request(layout=Layout(name="HWB", purpose=Purpose.NOTE))
    assert purpose_boxes(request) == (("To decide", False), ("To note", True), ("To assure", False))
