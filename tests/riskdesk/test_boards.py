"""What committees do: risks raised and lowered, remedial plans, meetings and decisions, and the rules of forums."""

import datetime as dt
import sqlite3

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import ABOVE_APPETITE, Forum
from riskdesk.risks import ActionStatus, Category, Owner, Stage, Status
from riskdesk.store import Store
from riskdesk.trail import Cause
from tests.riskdesk.conftest import JULY, Clock
from tests.riskdesk.monthly import AUGUST, close, everything, forum

TODAY = dt.date(2017, 8, 1)
HELD = dt.date(2017, 7, 27)
BODY = "Integrated Commissioning Executive"


# Escalation


def test_a_risk_is_raised_to_a_forum_and_lowered_again(book: Store, clock: Clock) -> None:
    board = forum(book)
    number = book.escalate_risk(1, board, " Above what we accept ")
    [raised] = book.proceedings().standing(1)
    assert (raised.id, raised.forum_id, raised.raised_on, raised.raised_by) == (number, board, TODAY, "Ann Author")
    assert (raised.reason, raised.stands) == ("Above what we accept", True)
    assert book.proceedings().standing(2) == ()
    clock.go_on(days=30)
    book.lower_escalation(number, " Back within appetite ")
    assert book.proceedings().standing(1) == ()
    [lowered] = book.proceedings().escalations
    assert (lowered.lowered_on, lowered.lowered_by) == (AUGUST, "Ann Author")
    assert (lowered.lowered_reason, lowered.reason) == ("Back within appetite", "Above what we accept")
    book.undo()
    assert book.proceedings().standing(1) == (raised,)
    book.undo()
    assert book.proceedings().escalations == ()
    assert book.verify().sound


def test_a_risk_is_with_a_forum_once_but_with_several_forums(book: Store) -> None:
    board, wellbeing = forum(book), forum(book, "Health and wellbeing board")
    first = book.escalate_risk(1, board, "High")
    with pytest.raises(RiskDeskError, match="with Partnership board already"):
        book.escalate_risk(1, board, "Still high")
    book.escalate_risk(1, wellbeing, "Higher")
    assert [each.forum_id for each in book.proceedings().standing(1)] == [board, wellbeing]
    book.lower_escalation(first, "Done")
    book.escalate_risk(1, board, "High again")
    assert len(book.proceedings().escalations) == 3


def test_raising_and_lowering_need_their_reasons(book: Store) -> None:
    board = forum(book)
    with pytest.raises(RiskDeskError, match="raised with a reason"):
        book.escalate_risk(1, board, " ")
    number = book.escalate_risk(1, board, "High")
    with pytest.raises(RiskDeskError, match="lowered with a reason"):
        book.lower_escalation(number, "")
    book.lower_escalation(number, "Low")
    with pytest.raises(RiskDeskError, match="no longer raised"):
        book.lower_escalation(number, "Low again")
    with pytest.raises(RiskDeskError, match="no longer raised"):
        book.lower_escalation(99, "Never was")


def test_a_forum_that_has_seen_risks_stays_on_record(book: Store) -> None:
    board, unused = forum(book), forum(book, "Service")
    book.lower_escalation(book.escalate_risk(1, board, "High"), "Low")
    with pytest.raises(RiskDeskError, match="has seen risks and stays on record"):
        book.remove_entry(Forum, board)
    book.remove_entry(Forum, unused)
    assert [each.name for each in book.proceedings().forums] == ["Partnership board"]
    book.edit_entry(Forum, board, {"name": "Board", "trigger": "High"})
    assert book.proceedings().forum(board).trigger == "High"


# The rules of forums


def test_bands_send_risks_to_the_highest_forum_they_reach(book: Store) -> None:
    for name, trigger in (("Service", "Low"), ("Board", "Medium"), ("Nowhere by rule", ""), ("Wellbeing", "High")):
        forum(book, name, trigger)
    due = {levels: _due(book, levels) for levels in ((1, 1), (2, 3), (3, 3), (3, 4), (4, 4))}
    assert due == {(1, 1): "Service", (2, 3): "Board", (3, 3): "Board", (3, 4): "Wellbeing", (4, 4): "Wellbeing"}
    book.rate_risk(1, Stage.CURRENT, None, None)
    assert book.proceedings().due_forum(book.register(), book.risk(1)) is None


def _due(store: Store, levels: tuple[int, int]) -> str | None:
    store.rate_risk(1, Stage.CURRENT, *levels)
    found = store.proceedings().due_forum(store.register(), store.risk(1))
    return found.name if found else None


def test_the_appetite_sends_what_is_above_it(book: Store) -> None:
    forum(book, "Board", ABOVE_APPETITE)
    assert [_due(book, levels) for levels in ((3, 3), (3, 4))] == [None, "Board"]
    fund = book.register().categories[0]
    book.edit_entry(Category, fund.id, {"appetite": "Low"})
    assert _due(book, (3, 3)) == "Board", "a category's appetite counts before the register's"
    book.edit_entry(Category, fund.id, {"appetite": "High"})
    assert _due(book, (4, 4)) is None
    book.edit_entry(Category, fund.id, {"appetite": ""})
    book.edit_register({"appetite": ""})
    assert _due(book, (4, 4)) is None, "nothing is above an appetite that nobody stated"


def test_a_trigger_that_is_no_band_of_the_scheme_sends_nothing(book: Store) -> None:
    forum(book, "Board", "Catastrophic")
    assert _due(book, (4, 4)) is None


# Remedial action plan


def test_a_remedial_plan_is_an_action_due_in_twenty_one_days(book: Store) -> None:
    steps = book.register().step
    number = book.start_remedial_plan(1, "Home care is £ 0.4m over", noticed_on=dt.date(2017, 7, 20))
    [plan] = book.proceedings().plans
    action = book.risk(1).actions[-1]
    assert (plan.id, plan.risk_id, plan.action_id, plan.days) == (number, 1, action.id, 21)
    assert (plan.noticed_on, plan.started_by, plan.reason) == (
        dt.date(2017, 7, 20),
        "Ann Author",
        "Home care is £ 0.4m over",
    )
    assert action.due_date.end == dt.date(2017, 8, 10)
    assert action.text == "Remedial action plan for the overspend: Home care is £ 0.4m over"
    assert book.register().step == steps + 1
    book.undo()
    assert (book.proceedings().plans, len(book.risk(1).actions)) == ((), 2)
    book.redo()
    assert book.proceedings().plans == (plan,)


def test_a_plan_counts_from_today_and_by_the_agreements_own_days(book: Store) -> None:
    book.start_remedial_plan(1, "Over", days=10)
    book.start_remedial_plan(1, "Over again")
    assert [action.due for action in book.risk(1).actions[-2:]] == ["11/08/2017", "22/08/2017"]


def test_a_plan_is_refused_without_reason_or_with_days_that_cannot_be(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="needs its reason"):
        book.start_remedial_plan(1, " ")
    with pytest.raises(RiskDeskError, match="0 days is no deadline"):
        book.start_remedial_plan(1, "Over", days=0)
    with pytest.raises(RiskDeskError, match="2 August 2017 is still to come"):
        book.start_remedial_plan(1, "Over", noticed_on=TODAY + dt.timedelta(days=1))
    assert len(book.risk(1).actions) == 2


def test_the_action_of_a_plan_is_not_removed_but_can_be_worked_on(book: Store) -> None:
    book.start_remedial_plan(1, "Over")
    action = book.risk(1).actions[-1]
    with pytest.raises(RiskDeskError, match="belongs to a remedial action plan"):
        book.remove_action(action.id)
    book.edit_action(action.id, {"status": ActionStatus.CANCELLED, "barrier": "The overspend was an error"})
    book.remove_action(book.risk(1).actions[0].id)
    assert book.risk(1).actions[-1].status is ActionStatus.CANCELLED


# Meetings and decisions


def test_a_meeting_goes_through_its_risks_in_order(book: Store) -> None:
    number = book.start_meeting(f" {BODY}  ", HELD, [2, 1, 2])
    meeting = book.meeting(number)
    assert (meeting.body, meeting.held_on, meeting.started_by) == (BODY, HELD, "Ann Author")
    assert (meeting.agenda, meeting.period_id) == ((2, 1), None)
    book.open_period("July 2017", JULY)
    at_work = book.register().period
    assert at_work is not None
    assert book.meeting(book.start_meeting(BODY, HELD, [])).period_id == at_work.id
    close(book)
    assert book.meeting(book.start_meeting(BODY, HELD, [1])).period_id == at_work.id, "it looks at the closed one"
    with pytest.raises(RiskDeskError, match="Committee cannot be empty"):
        book.start_meeting(" ", HELD, [1])


def test_a_decision_with_score_and_action_is_one_step_and_one_undo(book: Store) -> None:
    meeting = book.start_meeting(BODY, HELD, [1])
    before, steps = everything(book), book.register().step
    number = book.record_decision(
        meeting,
        " Accept the lower score ",
        risk_id=1,
        minute=" 6.2 ",
        levels=(4, 2),
        action={"text": "Report in October", "due": "31/10/2017", "owner": Owner(name="Chief Finance Officer")},
    )
    [decision] = book.meeting(meeting).decisions
    action, score = book.risk(1).actions[-1], book.risk(1).scores[Stage.CURRENT]
    assert (decision.id, decision.risk_id, decision.action_id) == (number, 1, action.id)
    assert (decision.text, decision.minute, decision.recorded_by) == ("Accept the lower score", "6.2", "Ann Author")
    assert (decision.stage, decision.score_before, decision.score_after) == (
        "Current",
        book.register().scheme.say(4, 3, None),
        book.register().scheme.say(4, 2, None),
    )
    assert (score.impact, score.likelihood) == (4, 2)
    assert action.owner is not None
    assert (action.text, action.owner.name) == ("Report in October", "Chief Finance Officer")
    assert book.register().step == steps + 1
    book.undo()
    assert everything(book)[1:] == before[1:]
    assert (book.register().risks, book.register().owners) == (before[0].risks, before[0].owners)
    book.redo()
    assert book.meeting(meeting).decisions == (decision,)
    assert book.verify().sound


def test_a_score_the_committee_changed_is_marked_as_the_committees(book: Store) -> None:
    meeting = book.start_meeting(BODY, HELD, [1, 2])
    book.rate_risk(1, Stage.CURRENT, 3, 3, reason="The owner's")
    book.record_decision(meeting, "Accept 8", risk_id=1, minute="6.2", levels=(4, 2))
    book.record_decision(meeting, "Noted", risk_id=2, minute="6.3")
    book.rate_risk(2, Stage.CURRENT, 3, 2, reason="The owner's")
    said = f"{BODY}, 27 July 2017, minute 6.2"
    moves = book.score_moves(1, Stage.CURRENT)
    assert [(move.cause, move.body) for move in moves] == [
        (Cause.FIRST, ""),
        (Cause.PERSON, ""),
        (Cause.PERSON, said),
    ]
    assert moves[-1].step.reason == f"{said}: Accept 8"
    assert [(move.risk_id, move.body) for move in book.evidence().moves] == [(1, ""), (1, said), (2, "")]


def test_a_committees_score_undone_and_redone_is_still_the_committees(book: Store) -> None:
    meeting = book.start_meeting(BODY, HELD, [1])
    book.record_decision(meeting, "Accept 8", risk_id=1, levels=(4, 2))
    book.undo()
    assert book.evidence().moves == ()
    assert [move.undone for move in book.score_moves(1, Stage.CURRENT)] == [False, True, True]
    book.redo()
    [move] = book.evidence().moves
    assert move.body == f"{BODY}, 27 July 2017"
    assert book.score_moves(1, Stage.CURRENT)[-1].body == move.body


def test_a_decision_that_cannot_be_recorded_leaves_nothing(book: Store) -> None:
    meeting = book.start_meeting(BODY, HELD, [1])
    held, file = everything(book), book.path.read_bytes()
    for said, given in (
        ("needs its words", {"text": " "}),
        ("belongs to a risk", {"text": "x", "levels": (4, 2)}),
        ("belongs to a risk", {"text": "x", "action": {"text": "y"}}),
        ("has this score already", {"text": "x", "risk_id": 1, "levels": (4, 3)}),
        ("is not a level", {"text": "x", "risk_id": 1, "levels": (4, 9)}),
        ("Action cannot be empty", {"text": "x", "risk_id": 1, "levels": (4, 2), "action": {"text": " "}}),
    ):
        with pytest.raises(RiskDeskError, match=said):
            book.record_decision(meeting, **given)
    with pytest.raises(RiskDeskError, match="no longer in the register"):
        book.record_decision(99, "x")
    assert everything(book) == held
    assert book.path.read_bytes() == file


def test_the_action_of_a_decision_is_not_removed(book: Store) -> None:
    meeting = book.start_meeting(BODY, HELD, [2])
    book.record_decision(meeting, "Report", risk_id=2, action={"text": "Report in October"})
    with pytest.raises(RiskDeskError, match="belongs to a committee's decision"):
        book.remove_action(book.risk(2).actions[-1].id)
    assert book.risk(2).actions[-1].text == "Report in October"


# Merging


def test_a_risk_is_merged_into_another_that_goes_on_for_both(book: Store) -> None:
    book.merge_risk(2, 1, " One and the same ", TODAY)
    merged = book.risk(2)
    assert (merged.status, merged.merged_into, merged.closed_on) == (Status.CLOSED, 1, TODAY)
    assert merged.closed_reason == "Merged into 1: One and the same"
    book.reopen_risk(2, "Two after all")
    assert (book.risk(2).status, book.risk(2).merged_into, book.risk(2).closed_reason) == (Status.OPEN, None, "")
    book.undo()
    assert book.risk(2) == merged
    book.undo()
    assert book.risk(2).status is Status.OPEN
    assert book.verify().sound


def test_a_merge_needs_a_reason_and_another_open_risk(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="merged with a reason"):
        book.merge_risk(2, 1, " ", TODAY)
    with pytest.raises(RiskDeskError, match="cannot be merged into 2"):
        book.merge_risk(2, 2, "Itself", TODAY)
    book.close_risk(1, "Over", TODAY)
    with pytest.raises(RiskDeskError, match="cannot be merged into 1"):
        book.merge_risk(2, 1, "Closed", TODAY)
    with pytest.raises(RiskDeskError, match="cannot be merged into 2"):
        book.merge_risk(1, 2, "Closed already", TODAY)
    assert book.risk(2).status is Status.OPEN


def test_a_forum_that_an_undo_took_away_is_told_in_a_sentence(book: Store) -> None:
    board = forum(book)
    book.undo()
    with pytest.raises(RiskDeskError, match="no longer in the register"):
        book.escalate_risk(1, board, "Above appetite")


def test_the_file_refuses_a_merge_into_a_risk_that_is_not_there(book: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), book.step("Merge"):
        book._db.execute("update risk set merged_into = 99 where id = 2")
