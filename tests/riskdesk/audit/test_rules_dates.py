"""The rules on dates: each where it fires, and where it nearly does."""

import datetime as dt

import pytest

from riskdesk.audit.findings import Severity
from riskdesk.audit.future import promised
from riskdesk.periods import ReviewCycle
from riskdesk.risks import Action, ActionStatus, Control, ControlState
from tests.riskdesk.audit.cases import AS_AT, case, hits, messages, refs, risk


@pytest.mark.parametrize(
    ("due", "severity", "says"),
    [
        (
            "On-going 2017-19",
            None,
            'Target date is "On-going 2017-19": a period (to 31 March 2019), not a day to reach the target by.',
        ),
        (
            "On-going",
            Severity.ERROR,
            'Target date is "On-going", with no period at all: there is no day to judge it by.',
        ),
        (
            "from April 2016",
            Severity.ERROR,
            'Target date is "from April 2016", with no end: there is no day to judge it by.',
        ),
        ("soon", Severity.ERROR, 'Target date is "soon", which is not a date: there is no day to judge it by.'),
        ("TBC", Severity.ERROR, 'Target date is "TBC", which is not a date'),
        ("2018", None, 'Target date is "2018", which a calendar year and a financial year read differently.'),
        ("Q2 2018", None, 'Target date is "Q2 2018", which a calendar year and a financial year read differently.'),
    ],
)
def test_a_date_nobody_can_be_late_by_is_told(due: str, severity: Severity | None, says: str) -> None:
    [hit] = hits("OPEN_ENDED_DATE", case(risk(target_date=due)))
    assert hit.message.startswith(says)
    assert (hit.severity, hit.field, hit.facts) == (severity, "target_date", (due,))


@pytest.mark.parametrize("due", ["", "31/03/2018", "March 2018", "2017/18", "2017-19", "Q2 2017/18"])
def test_a_date_or_none_is_no_open_end(due: str) -> None:
    assert refs("OPEN_ENDED_DATE", case(risk(target_date=due, actions=(Action(text="A", due=due),)))) == []


def test_actions_with_a_date_of_their_own_are_told_once_for_each_date() -> None:
    actions = (
        Action(text="Recruit", due="soon"),
        Action(text="Train", due="soon"),
        Action(text="Buy", due="On-going 2017-19"),
        Action(text="Sell", due="now"),
        Action(text="Done", due="whenever", status=ActionStatus.DONE),
    )
    found = hits("OPEN_ENDED_DATE", case(risk(target_date="On-going 2017-19", actions=actions)))
    assert [(hit.message, hit.field, hit.part) for hit in found[1:]] == [
        ('2 actions are due "soon", which is not a date: there is no day to judge them by.', "actions", None),
        ('"Sell" is due "now", which is not a date: there is no day to judge it by.', "actions", actions[3]),
    ]
    assert found[0].field == "target_date"


def test_a_period_is_no_day_for_an_action_either() -> None:
    found = case(risk(actions=(Action(text="Buy", due="On-going 2017-19"),)))
    assert messages("OPEN_ENDED_DATE", found) == [
        '"Buy" is due "On-going 2017-19": a period (to 31 March 2019), not a day to be done by.'
    ]


def test_an_on_going_period_that_ended_had_passed() -> None:
    row = risk(
        current=(2, 2), target=4, target_date="On-going 2016-17", actions=(Action(text="Act", due="On-going 2016-17"),)
    )
    assert messages("DATE_PASSED", case(row)) == [
        'Target date is "On-going 2016-17", which ended on 31 March 2017, before the register date 1 August 2017.'
    ]
    assert messages("DATE_PASSED", case(row, as_at=dt.date(2017, 3, 31))) == []
    assert messages("DATE_PASSED", case(row, as_at=None)) == []


def test_a_date_that_passed_above_the_target_is_another_rules_to_tell() -> None:
    above = risk(current=(4, 3), target=4, target_date="On-going 2016-17")
    assert refs("DATE_PASSED", case(above)) == []
    assert refs("TARGET_DATE_PASSED", case(above)) == ["1"]


def test_a_target_reached_by_its_date_is_as_it_should_be() -> None:
    assert refs("DATE_PASSED", case(risk(current=(2, 2), target=4, target_date="31/03/2017"))) == []


def test_a_target_date_that_passed_without_a_target_is_told() -> None:
    assert messages("DATE_PASSED", case(risk(current=(2, 2), target_date="31/03/2017"))) == [
        'Target date is "31/03/2017", which was 31 March 2017, before the register date 1 August 2017.'
    ]


def test_an_actions_own_period_that_ended_is_told_and_a_late_day_is_not() -> None:
    ended = Action(text="Agree the plan", due="On-going 2016-17")
    found = case(risk(actions=(ended, Action(text="Late", due="31/03/2017"), Action(text="C", due="On-going 2017-19"))))
    [hit] = hits("DATE_PASSED", found)
    assert (hit.part, hit.field) == (ended, "actions")
    assert hit.message.startswith('"Agree the plan" is due "On-going 2016-17", which ended on 31 March 2017')


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monitoring to be in place from April 2016.", dt.date(2016, 4, 1)),
        ("Panel to be set up by March 2017", dt.date(2017, 3, 31)),
        ("Policy being drafted (due 03/04/17); see file", dt.date(2017, 4, 3)),
        ("Team will be recruited during Q1 2016/17", dt.date(2016, 6, 30)),
        ("Posts will need to be filled from early 2014/15", dt.date(2014, 4, 1)),
        ("Agreed in April 2016. Panel to be set up", None),
        ("Panel to be set up when Section 75 ends", None),
        ("Monitoring in place from April 2016", None),
        ("Panel to be set up by 31/02/2016", None),
        ("Ensures that reports will be sent by April 2016", None),
    ],
)
def test_what_a_control_promises_is_read_after_its_words(text: str, day: dt.date | None) -> None:
    found = promised(text)
    assert (found[1] if found else None) == day


def test_a_control_promised_for_a_day_that_passed_is_told() -> None:
    text = "Joint monitoring to be in place from April 2016."
    found = case(risk(controls=(Control(text=text),)))
    [hit] = hits("DATE_PASSED", found)
    assert hit.message == (
        '"Joint monitoring to be in place from April 2016." is still worded "to be in place from April 2016", and that '
        "was 1 April 2016, before the register date 1 August 2017."
    )
    assert (hit.field, hit.part) == ("controls", found.live[0].controls[0])
    for coming in ("April 2018", "1 August 2017"):
        row = risk(controls=(Control(text=text.replace("April 2016", coming)),))
        assert refs("DATE_PASSED", case(row)) == []
        assert refs("CONTROL_NOT_IN_PLACE", case(row)) == ["1"]


def test_a_control_still_planned_for_a_day_that_passed_is_told() -> None:
    late = Control(text="Vetting", state=ControlState.PLANNED, implemented="March 2017")
    kept = Control(text="Vetting", state=ControlState.IN_PLACE, implemented="March 2017")
    coming = Control(text="Vetting", state=ControlState.PLANNED, implemented="1 August 2017")
    [hit] = hits("DATE_PASSED", case(risk(controls=(late, kept, coming))))
    assert hit.part is late
    assert hit.message.startswith('"Vetting" is still planned for "March 2017", which ended on 31 March 2017')


def test_a_risk_never_reviewed_is_told_and_not_called_stale() -> None:
    found = case(risk("1"), risk("2", last_reviewed=AS_AT))
    assert messages("NO_REVIEW_DATE", found) == ["No date of last review; the review cycle is monthly."]
    assert refs("NO_REVIEW_DATE", found) == ["1"]
    assert refs("STALE_SCORE", found) == []


@pytest.mark.parametrize(
    ("cycle", "last", "severity"),
    [
        (ReviewCycle.MONTHLY, dt.date(2017, 7, 1), None),
        (ReviewCycle.MONTHLY, dt.date(2017, 6, 30), Severity.WARNING),
        (ReviewCycle.MONTHLY, dt.date(2017, 5, 1), Severity.WARNING),
        (ReviewCycle.MONTHLY, dt.date(2017, 4, 30), Severity.ERROR),
        (ReviewCycle.QUARTERLY, dt.date(2017, 5, 1), None),
        (ReviewCycle.QUARTERLY, dt.date(2016, 10, 31), Severity.ERROR),
        (ReviewCycle.SIX_WEEKLY, dt.date(2017, 6, 20), None),
        (ReviewCycle.SIX_WEEKLY, dt.date(2017, 6, 19), Severity.WARNING),
        (ReviewCycle.MONTHLY, dt.date(2017, 9, 1), None),
    ],
)
def test_a_review_missed_is_a_warning_and_three_an_error(
    cycle: ReviewCycle, last: dt.date, severity: Severity | None
) -> None:
    found = hits("STALE_SCORE", case(risk(last_reviewed=last), review_cycle=cycle))
    assert [hit.severity for hit in found] == ([] if severity is None else [severity])
    assert refs("STALE_SCORE", case(risk(last_reviewed=last), review_cycle=cycle, as_at=None)) == []


def test_a_stale_score_says_since_when() -> None:
    assert messages("STALE_SCORE", case(risk(last_reviewed=dt.date(2017, 6, 1)))) == [
        "Last reviewed on 1 June 2017, 61 days before the register date 1 August 2017; the review cycle is monthly."
    ]


def test_a_waiver_of_a_stale_score_ends_when_it_becomes_an_error() -> None:
    stale = risk(last_reviewed=dt.date(2017, 6, 1))
    july, august, november = (
        hits("STALE_SCORE", case(stale, as_at=day))[0].facts
        for day in (dt.date(2017, 7, 15), dt.date(2017, 8, 15), dt.date(2017, 11, 15))
    )
    assert july == august != november
