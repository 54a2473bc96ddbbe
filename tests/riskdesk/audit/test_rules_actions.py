"""The rules on actions: each where it fires, and where it nearly does."""

import datetime as dt

import pytest

from riskdesk.audit.findings import Severity
from riskdesk.risks import Action, ActionStatus
from riskdesk.trail import Evidence
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk

UNDATED = (Action(text="Recruit"), Action(text="Train", due="soon"), Action(text="Buy", due="On-going 2017-19"))
DATED = Action(text="Publish the statement", due="31/03/2018")
DONE = Action(text="Write", status=ActionStatus.DONE)


def test_actions_without_a_date_are_counted_for_each_risk() -> None:
    found = case(
        risk("1", actions=(*UNDATED, DATED, DONE)),
        risk("2", actions=(UNDATED[0],)),
        risk("3", actions=(DATED, DONE)),
        risk("4", actions=UNDATED[:2]),
        risk("5"),
    )
    assert refs("ACTION_NO_DUE_DATE", found) == ["1", "2", "4"]
    assert messages("ACTION_NO_DUE_DATE", found) == [
        (
            '3 of 4 open actions have no day to be done by ("soon" is not a date, "On-going 2017-19" is a period and '
            "1 has no due date)."
        ),
        "The one open action has no day to be done by (no due date is recorded).",
        'Neither of the 2 open actions has a day to be done by ("soon" is not a date and 1 has no due date).',
    ]
    first, second, _ = hits("ACTION_NO_DUE_DATE", found)
    assert (first.part, second.part, second.field) == (UNDATED[0], UNDATED[0], "actions")


@pytest.mark.parametrize(
    ("dues", "why"),
    [
        (
            ("On-going 2017-19",) * 3,
            'None of the 3 open actions has a day to be done by ("On-going 2017-19" is a period).',
        ),
        (("On-going", "from April 2016"), '("On-going" has no period and "from April 2016" has no end).'),
        (("2018", "Not recorded"), '("2018" can be read in two ways and 1 has no due date).'),
        (("", "TBC", "TBC", ""), '("TBC" is not a date and 2 have no due date).'),
    ],
)
def test_why_there_is_no_day_is_told_once_for_each_date(dues: tuple[str, ...], why: str) -> None:
    [message] = messages("ACTION_NO_DUE_DATE", case(risk(actions=tuple(Action(text="A", due=due) for due in dues))))
    assert message.endswith(why)


def test_a_serious_risk_makes_a_missing_date_an_error() -> None:
    found = case(
        risk("1", current=(4, 3), actions=UNDATED),
        risk("2", current=(3, 3), actions=UNDATED),
        risk("3", current=(2, 3), actions=UNDATED),
        risk("4", actions=UNDATED),
    )
    severities = [hit.severity for hit in hits("ACTION_NO_DUE_DATE", found)]
    assert severities == [Severity.ERROR, Severity.ERROR, None, None]


def test_a_waiver_of_a_missing_date_ends_when_the_risk_becomes_serious() -> None:
    facts = [
        hits("ACTION_NO_DUE_DATE", case(risk(current=levels, actions=UNDATED)))[0].facts for levels in ((2, 2), (4, 4))
    ]
    assert facts[0] != facts[1]


def test_a_late_action_is_told_with_its_first_date() -> None:
    late = Action(id=7, text="Publish the statement", due="30/06/2017")
    found = case(risk(actions=(late, DATED)), evidence=Evidence(dues={7: ("31/03/2017", "31/05/2017")}))
    [hit] = hits("ACTION_OVERDUE", found)
    assert hit.message == '"Publish the statement" is 32 days late: due 30/06/2017, first due 31/03/2017.'
    assert (hit.part, hit.facts) == (late, ("Publish the statement", "30/06/2017"))


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("31 July 2017", ActionStatus.NOT_STARTED, True),
        ("July 2017", ActionStatus.IN_PROGRESS, True),
        ("1 August 2017", ActionStatus.NOT_STARTED, False),
        ("31 July 2017", ActionStatus.DONE, False),
        ("31 July 2017", ActionStatus.CANCELLED, False),
        ("August 2017", ActionStatus.NOT_STARTED, False),
        ("On-going 2016-17", ActionStatus.NOT_STARTED, False),
        ("soon", ActionStatus.NOT_STARTED, False),
    ],
)
def test_only_an_open_action_past_its_last_day_is_late(due: str, status: ActionStatus, late: bool) -> None:
    row = risk(actions=(Action(text="Publish", due=due, status=status),))
    assert bool(refs("ACTION_OVERDUE", case(row))) is late
    assert refs("ACTION_OVERDUE", case(row, as_at=None)) == []


@pytest.mark.parametrize(
    ("earlier", "due", "says"),
    [
        (("31/03/2017",), "30/06/2017", "was moved once: first due 31/03/2017, now 30/06/2017."),
        (("March 2017", "June 2017"), "30/09/2017", "was moved 2 times: first due March 2017, now 30/09/2017."),
        (("31/03/2017",), "", "was moved once: first due 31/03/2017, now without a date."),
        (("31/03/2017", "30/06/2017"), "31 March 2017", "was moved 2 times: first due 31/03/2017, now 31 March 2017."),
        (("soon",), "31/03/2017", "was moved once: first due soon, now 31/03/2017."),
    ],
)
def test_a_due_date_that_moved_is_told(earlier: tuple[str, ...], due: str, says: str) -> None:
    action = Action(id=7, text="Publish", due=due)
    found = case(risk(actions=(action, DATED)), evidence=Evidence(dues={7: earlier}))
    assert messages("DUE_DATE_MOVED", found) == [f'"Publish" {says}']


def test_a_date_written_otherwise_did_not_move() -> None:
    action = Action(id=7, text="Publish", due="31/03/2017")
    for earlier in ("March 2017", "31 March 2017", "31.3.17"):
        found = case(risk(actions=(action,)), evidence=Evidence(dues={7: (earlier,)}))
        assert refs("DUE_DATE_MOVED", found) == [], earlier
    done = Action(id=7, text="Publish", due="31/03/2017", status=ActionStatus.DONE)
    assert refs("DUE_DATE_MOVED", case(risk(actions=(done,)), evidence=Evidence(dues={7: ("May 2016",)}))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Consider incentivising certain roles",
        "1. To explore options with partners",
        "An Information Governance strategy is required. However, it depends on legislation.",
        "Campaign to promote community solutions to be planned",
        "Discussions needed with NHSE to clarify alignment.",
        "Continue with the pilot",
    ],
)
def test_an_action_without_a_finish_is_told(text: str) -> None:
    action = Action(text=text)
    [hit] = hits("VAGUE_ACTION", case(risk(actions=(DATED, action))))
    assert (hit.part, hit.field, hit.severity) == (action, "actions", None)


@pytest.mark.parametrize(
    "text",
    [
        "Close liaison with acute and community providers",
        "Close monitoring of the effectiveness of the arrangements",
        "Continuation of existing actions",
        "Buy a heart monitor",
        "Publish what is required by the Care Act",
        "Agree common principles and, where necessary, plan contingencies",
        "Draw up the list of required documents as required by the contract",
        "Board to consider the business case in May and decide",
    ],
)
def test_an_action_that_can_be_finished_is_not(text: str) -> None:
    assert refs("VAGUE_ACTION", case(risk(actions=(Action(text=text),)))) == []


def test_a_vague_action_is_quoted_with_the_words_that_make_it_so() -> None:
    assert messages("VAGUE_ACTION", case(risk(actions=(Action(text="- Consider  a\nbonus"),)))) == [
        '"- Consider a bonus" has no finish ("Consider"): nobody can say when it is done.'
    ]


def test_a_conditional_action_is_advice() -> None:
    [hit] = hits("VAGUE_ACTION", case(risk(actions=(Action(text="Remedial action agreed if required."),))))
    assert hit.severity is Severity.ADVICE
    assert hit.message == (
        '"Remedial action agreed if required." is conditional ("if required"): who decides, and by when?'
    )


def test_what_is_done_may_be_as_vague_as_it_likes() -> None:
    vague = Action(text="Consider a bonus", status=ActionStatus.DONE)
    assert refs("VAGUE_ACTION", case(risk(actions=(vague,)))) == []


def test_days_late_are_no_fact_of_a_waiver() -> None:
    row = risk(actions=(Action(text="Publish", due="30/06/2017"),))
    one, other = (hits("ACTION_OVERDUE", case(row, as_at=dt.date(2017, month, 1)))[0] for month in (8, 9))
    assert one.facts == other.facts
    assert one.message != other.message
