"""What changed between two moments: each kind seen on a real register, and counts that are those of the rows."""

import datetime as dt
from dataclasses import replace

import pytest

from riskdesk.movement import Kind, Movement, Row
from riskdesk.moving import movement
from riskdesk.pairing import paired
from riskdesk.risks import ActionStatus, Category, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.scoring import Combine, Scheme
from riskdesk.store import Store
from tests.riskdesk.conftest import LEAD, Clock, sound_register
from tests.riskdesk.monthly import ACCEPTED, AUGUST, close

Levels = tuple[int | None, int | None]


def closed(book: Store, name: str = "July 2017") -> Register:
    """The register as its period froze it."""
    if name not in [period.name for period in book.register().periods]:
        close(book, name, acceptance=ACCEPTED)
    return book.closed_register(book.period_named(name))


def since(before: Register, book: Store) -> Movement:
    return movement(before, book.register(), book.evidence())


def row(moved: Movement, ref: str) -> Row:
    return next(each for each in moved.rows if each.risk.label == ref)


def stricter(scheme: Scheme) -> Scheme:
    """The same levels, with the lightest band one rating shorter at the top, which the next takes over."""
    first, second, *others = scheme.bands
    assert first.high
    assert second.low
    edge = first.high - 2
    bands = (replace(first, high=edge), replace(second, low=edge + 1), *others)
    return replace(scheme, key="stricter", name="Stricter 4x4", bands=bands)


# How a risk came or went


def test_nothing_done_moves_nothing(book: Store) -> None:
    moved = since(closed(book), book)
    assert [each.kinds for each in moved.rows] == [(Kind.UNCHANGED,)] * 2
    assert [each.moves for each in moved.rows] == [(), ()]


def test_a_risk_is_new_that_was_not_there_or_was_a_draft(book: Store) -> None:
    draft = book.add_risk({"ref": "3", "heading": "Premises", "status": Status.DRAFT})
    before = closed(book)
    assert [each.label for each in before.risks] == ["1", "2", "3"]
    book.add_risk({"ref": "4", "heading": "Care market"})
    assert {each.risk.label for each in since(before, book).of(Kind.NEW)} == {"4"}
    book.open_risk(draft)
    moved = since(before, book)
    assert [each.risk.label for each in moved.of(Kind.NEW)] == ["3", "4"]
    assert [each.before is None for each in moved.of(Kind.NEW)] == [False, True]


def test_drafts_and_closed_risks_that_stay_so_are_of_no_account(book: Store) -> None:
    book.add_risk({"ref": "3", "heading": "Premises", "status": Status.DRAFT})
    book.close_risk(2, "No longer a risk", AUGUST)
    before = closed(book)
    book.edit_risk(2, {"heading": "Otherwise"})
    assert [each.risk.label for each in since(before, book).rows] == ["1"]


def test_closed_merged_reopened_and_drafted_are_told_apart(book: Store) -> None:
    third = book.add_risk({"ref": "3", "heading": "Premises"})
    fourth = book.add_risk({"ref": "4", "heading": "Data"})
    before = closed(book)
    book.close_risk(1, "The posts are filled", AUGUST)
    book.merge_risk(2, third, "Both are about beds", AUGUST)
    book.draft_risk(fourth)
    moved = since(before, book)
    assert [row(moved, ref).kinds[0] for ref in "1234"] == [Kind.CLOSED, Kind.MERGED, Kind.UNCHANGED, Kind.DRAFTED]
    into = row(moved, "2").merged_into
    assert into is not None
    assert into.label == "3"
    close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    august = closed(book, "August 2017")
    book.reopen_risk(1, "Two posts are vacant again")
    again = since(august, book)
    assert row(again, "1").main is Kind.REOPENED
    assert Kind.UP not in row(again, "1").kinds


def test_a_risk_that_came_and_was_closed_in_between_is_told(book: Store) -> None:
    before = closed(book)
    number = book.add_risk({"ref": "3", "heading": "Strike"})
    book.close_risk(number, "Called off", AUGUST)
    assert (row(since(before, book), "3").kinds, row(since(before, book), "3").before) == ((Kind.CLOSED,), None)


def test_a_risk_that_is_gone_without_having_been_closed_vanished() -> None:
    before = sound_register()
    moved = movement(before, replace(before, risks=before.risks[:1]))
    assert moved.of(Kind.VANISHED) == (Row(before.risks[1], before.risks[1], (Kind.VANISHED,)),)
    assert [each.main for each in moved.open_rows] == [Kind.UNCHANGED]


# Scores


@pytest.mark.parametrize(
    ("levels", "kind"), [((4, 4), Kind.UP), ((3, 3), Kind.DOWN), ((3, 4), Kind.RESCORED), ((None, None), Kind.RESCORED)]
)
def test_a_score_that_people_moved(book: Store, levels: Levels, kind: Kind) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.CURRENT, *levels, reason="Provider failed")
    moved = since(before, book)
    assert row(moved, "1").main is kind
    assert Kind.SCHEME not in row(moved, "1").kinds
    move = row(moved, "1").move(Stage.CURRENT)
    assert move is not None
    assert (move.before[:2], move.after[:2], move.by_people) == ((4, 3), levels, True)
    assert [(each.step.author, each.step.reason) for each in move.by] == [("Ann Author", "Provider failed")]


def test_a_first_score_is_neither_up_nor_down(book: Store) -> None:
    number = book.add_risk({"ref": "3", "heading": "Premises"})
    before = closed(book)
    book.rate_risk(number, Stage.CURRENT, 4, 4)
    assert row(since(before, book), "3").main is Kind.RESCORED


def test_what_was_taken_back_or_set_back_did_not_move(book: Store) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.CURRENT, 4, 4)
    book.undo()
    assert row(since(before, book), "1").kinds == (Kind.UNCHANGED,)
    book.rate_risk(1, Stage.CURRENT, 4, 4)
    book.rate_risk(1, Stage.CURRENT, 4, 3)
    assert row(since(before, book), "1").kinds == (Kind.UNCHANGED,)


def test_only_moves_made_in_between_are_named(book: Store) -> None:
    book.rate_risk(2, Stage.CURRENT, 2, 3, reason="Before July was closed")
    july = closed(book)
    book.rate_risk(2, Stage.CURRENT, 3, 3, reason="In August")
    close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    august = closed(book, "August 2017")
    book.rate_risk(2, Stage.CURRENT, 4, 3, reason="In September")
    told = [
        [each.step.reason for move in row(moved, "2").moves for each in move.by]
        for moved in (
            movement(july, august, book.evidence()),
            movement(august, book.register(), book.evidence()),
            movement(july, book.register(), book.evidence()),
        )
    ]
    assert told == [["In August"], ["In September"], ["In August", "In September"]]


def test_a_committees_move_carries_its_name(book: Store) -> None:
    before = closed(book)
    meeting = book.start_meeting("Executive", AUGUST, [1])
    book.record_decision(meeting, "Raise it", risk_id=1, minute="6.2", levels=(4, 4))
    move = row(since(before, book), "1").move(Stage.CURRENT)
    assert move is not None
    assert [each.body for each in move.by] == ["Executive, 31 August 2017, minute 6.2"]


def test_what_only_the_scheme_moved_is_kept_apart_from_what_people_moved(book: Store) -> None:
    before = closed(book)
    book.change_scheme(stricter(book.register().scheme))
    book.rate_risk(1, Stage.CURRENT, 4, 4, reason="Provider failed")
    moved = since(before, book)
    assert moved.schemes_differ
    assert (row(moved, "1").main, row(moved, "2").main) == (Kind.UP, Kind.SCHEME)
    move = row(moved, "2").move(Stage.CURRENT)
    assert move is not None
    assert (move.by_people, move.by, move.before) == (False, (), move.after)
    assert move.was is not None
    assert move.now is not None
    assert move.was.text != move.now.text


def test_a_scheme_that_rates_the_same_moves_nothing(book: Store) -> None:
    before = closed(book)
    book.change_scheme(replace(book.register().scheme, name="By another name"))
    moved = since(before, book)
    assert moved.schemes_differ
    assert [each.kinds for each in moved.rows] == [(Kind.UNCHANGED,)] * 2


def test_people_who_move_a_score_are_judged_by_the_later_scheme(book: Store) -> None:
    """4 x 1 to 2 x 3 is more by the product and the same by the sum."""
    book.rate_risk(1, Stage.CURRENT, 4, 1)
    before = closed(book)
    book.rate_risk(1, Stage.CURRENT, 2, 3)
    assert row(since(before, book), "1").main is Kind.UP
    [only, *_] = before.scheme.bands
    bands = (replace(only, low=2, high=8),)
    book.change_scheme(replace(before.scheme, name="Sums", combine=Combine.SUM, bands=bands))
    assert row(since(before, book), "1").main is Kind.RESCORED


def test_levels_the_new_scheme_does_not_know_are_judged_by_the_old(book: Store) -> None:
    book.rate_risk(1, Stage.CURRENT, 4, 4)
    before = closed(book)
    small = preset("council-4x4")
    three = replace(
        small, key="three", name="Three", impact=small.impact[:3], likelihood=small.likelihood[:3], cells=(), grid=()
    )
    book.change_scheme(three)
    assert row(since(before, book), "1").main is Kind.SCHEME
    book.rate_risk(1, Stage.CURRENT, 3, 3)
    assert row(since(before, book), "1").main is Kind.DOWN


# Appetite


def test_above_and_back_within_the_appetite(book: Store) -> None:
    before = closed(book)
    assert [before.is_above_appetite(risk) for risk in before.risks] == [True, False]
    book.rate_risk(1, Stage.CURRENT, 1, 1)
    book.rate_risk(2, Stage.CURRENT, 4, 4)
    moved = since(before, book)
    assert [each.risk.label for each in moved.of(Kind.BACK_WITHIN_APPETITE)] == ["1"]
    assert [each.risk.label for each in moved.of(Kind.ABOVE_APPETITE)] == ["2"]


def test_nobody_is_back_within_an_appetite_that_was_taken_away(book: Store) -> None:
    before = closed(book)
    book.edit_register({"appetite": ""})
    assert since(before, book).of(Kind.BACK_WITHIN_APPETITE) == ()


def test_a_risk_without_a_rating_is_not_back_within_the_appetite(book: Store) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.CURRENT, None, None)
    assert since(before, book).of(Kind.BACK_WITHIN_APPETITE) == ()


# Everything else


def test_target_owner_and_words_are_told_and_do_not_move_the_score(book: Store) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.TARGET, 2, 2)
    book.set_owners(1, [Owner(name="New Lead")])
    book.edit_risk(1, {"cause": "Nobody applies"})
    moved = since(before, book)
    assert set(row(moved, "1").kinds) == {Kind.TARGET_CHANGED, Kind.OWNER_CHANGED, Kind.REWORDED, Kind.UNCHANGED}
    assert row(moved, "2").kinds == (Kind.UNCHANGED,)


def test_another_owner_beside_the_accountable_one_is_a_change_but_their_order_is_none(book: Store) -> None:
    lead, director, third = Owner(name="Strategic Lead"), Owner(name="Director"), Owner(name="Third")
    book.set_owners(1, [lead, director, third])
    book.set_owners(2, [lead])
    before = closed(book)
    book.set_owners(1, [lead, third, director])
    book.set_owners(2, [lead, director])
    assert [each.risk.label for each in since(before, book).of(Kind.OWNER_CHANGED)] == ["2"]


def test_an_owner_under_another_name_is_another_owner_to_whoever_reads(book: Store) -> None:
    before = closed(book)
    lead = next(owner for owner in book.register().owners if owner.name == LEAD.name)
    book.edit_entry(Owner, lead.id, {"name": "Somebody else"})
    assert [each.risk.label for each in since(before, book).of(Kind.OWNER_CHANGED)] == ["1", "2"]


def test_a_comment_or_a_category_is_no_rewording(book: Store) -> None:
    before = closed(book)
    book.edit_risk(1, {"comments": "Seen"})
    book.add_entry(Category, {"name": "Other"})
    assert row(since(before, book), "1").kinds == (Kind.UNCHANGED,)


def test_a_redated_action_keeps_its_first_date_and_how_often_it_was_moved(book: Store) -> None:
    [action, _] = book.register().risks[0].actions
    book.edit_action(action.id, {"due": "June 2018"})
    before = closed(book)
    book.edit_action(action.id, {"due": "30/06/2018"})
    assert row(since(before, book), "1").redated == ()
    book.edit_action(action.id, {"due": "September 2018"})
    book.edit_action(action.id, {"due": "December 2018"})
    [redated] = row(since(before, book), "1").redated
    assert (redated.before, redated.first, redated.times) == ("June 2018", "March 2018", 3)
    assert redated.action.due == "December 2018"
    [plain] = row(movement(before, book.register()), "1").redated
    assert (plain.first, plain.times) == ("June 2018", 1)


def test_completed_and_newly_late_actions(book: Store) -> None:
    first, second = book.register().risks[0].actions
    before = closed(book)
    book.edit_register({"as_at": dt.date(2018, 4, 2)})
    assert [action.id for action in row(since(before, book), "1").newly_late] == [first.id, second.id]
    book.edit_action(first.id, {"status": ActionStatus.DONE})
    moved = since(before, book)
    assert [action.id for action in row(moved, "1").newly_late] == [second.id]
    assert [action.id for action in row(moved, "1").completed] == [first.id]
    close(book, "April 2018", dt.date(2018, 4, 2), acceptance=ACCEPTED)
    april = closed(book, "April 2018")
    book.edit_register({"as_at": dt.date(2018, 4, 30)})
    assert row(since(april, book), "1").kinds == (Kind.UNCHANGED,)


def test_what_a_closed_risk_left_undone_is_not_late(book: Store) -> None:
    before = closed(book)
    book.close_risk(1, "The posts are filled", AUGUST)
    book.edit_register({"as_at": dt.date(2018, 6, 30)})
    assert row(since(before, book), "1").newly_late == ()


def test_what_was_not_reviewed_is_told_of_the_later_period(book: Store) -> None:
    before = closed(book)
    assert since(before, book).of(Kind.NOT_REVIEWED) == ()
    book.open_period("August 2017", AUGUST)
    book.review_risk(1)
    assert [each.risk.label for each in since(before, book).of(Kind.NOT_REVIEWED)] == ["2"]


def test_days_at_level_count_to_the_as_at_date_from_the_last_move_or_the_first_score(book: Store, clock: Clock) -> None:
    before = closed(book)
    clock.go_on(days=9)
    book.rate_risk(2, Stage.CURRENT, 3, 3)
    book.open_period("August 2017", AUGUST)
    assert [each.days_at_level for each in since(before, book).rows] == [30, 21]
    assert [each.days_at_level for each in movement(before, book.register()).rows] == [None, None]
    book.rate_risk(2, Stage.CURRENT, None, None)
    assert row(since(before, book), "2").days_at_level is None


def test_periods_at_level_are_those_the_caller_counted(book: Store) -> None:
    before = closed(book)
    book.close_risk(2, "Over", AUGUST)
    moved = movement(before, book.register(), book.evidence(), {1: 4, 2: 5})
    assert [each.periods_at_level for each in moved.rows] == [4, None]


# Who is who


def test_things_are_paired_by_uuid_then_id_then_name() -> None:
    def pairs(before: list[Risk], after: list[Risk]) -> dict[int, str]:
        return {place: was.heading for place, was in paired(before, after, lambda risk: risk.ref).items()}

    was = [Risk(uuid="a", id=1, ref="1", heading="one"), Risk(uuid="b", id=2, ref="2", heading="two")]
    assert pairs(was, [Risk(uuid="b", id=1, ref="1")]) == {0: "two"}
    assert pairs(was, [Risk(uuid="c", id=2, ref="1")]) == {0: "one"}
    assert pairs(was, [Risk(id=2, ref="1")]) == {0: "two"}
    assert pairs(was, [Risk(ref=" 2")]) == {0: "two"}
    assert pairs(was, [Risk(ref="2"), Risk(ref="2")]) == {}
    assert pairs(was, [Risk(uuid="a"), Risk(ref="1")]) == {0: "one"}
    assert pairs([], [Risk(ref="1")]) == {}


def test_a_register_given_as_a_value_is_compared_by_reference() -> None:
    before = sound_register()
    score = Score(stage=Stage.CURRENT, impact=4, likelihood=4)
    risk = replace(before.risks[1], scores={Stage.CURRENT: score})
    moved = movement(before, replace(before, risks=(risk, before.risks[0])))
    assert [each.main for each in moved.rows] == [Kind.UP, Kind.UNCHANGED]
