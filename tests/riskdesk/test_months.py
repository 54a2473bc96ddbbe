"""The month opens, and each risk is reviewed in it: what is kept, marked, demanded and refused."""

import datetime as dt

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.history import Change
from riskdesk.periods import ReviewCycle, ReviewOutcome, ReviewState
from riskdesk.reviews import review_due, review_state
from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.riskdesk.conftest import JULY, Clock
from tests.riskdesk.monthly import AUGUST, close

TODAY = dt.date(2017, 8, 1)


def test_a_period_begins_with_its_name_day_and_cycle(book: Store) -> None:
    number = book.open_period("  August  2017 ", AUGUST, ReviewCycle.QUARTERLY)
    register = book.register()
    assert register.period is not None
    assert (register.period.id, register.period.name, register.period.as_at) == (number, "August 2017", AUGUST)
    assert (register.as_at, register.review_cycle) == (AUGUST, ReviewCycle.QUARTERLY), "the register follows"
    assert (register.period.opened_by, register.period.opened_on) == ("Ann Author", TODAY)
    assert (register.period.previous_id, register.last_closed) == (None, None)
    book.undo()
    assert book.register().period is None
    assert book.register().as_at == JULY


def test_the_next_period_remembers_the_last_closed_one_and_keeps_its_cycle(book: Store) -> None:
    book.edit_register({"review_cycle": ReviewCycle.BI_MONTHLY})
    july = close(book)
    assert book.register().period is None, "between two periods there is none"
    book.open_period("August 2017", AUGUST)
    period = book.register().period
    assert period is not None
    assert (period.previous_id, period.review_cycle) == (july.id, ReviewCycle.BI_MONTHLY)
    assert book.register().last_closed == july


@pytest.mark.parametrize("name", ["July 2017", " july   2017 "])
def test_a_name_is_given_once(book: Store, name: str) -> None:
    close(book)
    with pytest.raises(RiskDeskError, match="already a period July 2017, which is closed"):
        book.open_period(name, AUGUST)
    book.open_period("August 2017", AUGUST)
    with pytest.raises(RiskDeskError, match="already a period July 2017"):
        book.rename_period(name)
    book.rename_period("AUGUST 2017")
    assert book.register().periods[-1].name == "AUGUST 2017", "a period can be written otherwise under its own name"


def test_a_period_needs_a_name(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="needs a name"):
        book.open_period(" \n ", JULY)


def test_two_periods_are_never_open_at_once(book: Store) -> None:
    book.open_period("July 2017", JULY)
    with pytest.raises(RiskDeskError, match="July 2017 is still open"):
        book.open_period("August 2017", AUGUST)
    assert len(book.register().periods) == 1


def test_a_period_is_never_as_at_a_day_before_the_last_closed(book: Store) -> None:
    close(book)
    before = JULY - dt.timedelta(days=1)
    said = "30 July 2017 is before 31 July 2017"
    with pytest.raises(RiskDeskError, match=said):
        book.open_period("Again", before)
    book.open_period("The same day", JULY)
    with pytest.raises(RiskDeskError, match=said):
        book.edit_register({"as_at": before})
    with pytest.raises(RiskDeskError, match="has an as-at date"):
        book.edit_register({"as_at": None})
    assert book.register().as_at == JULY


def test_the_open_period_follows_the_registers_day_and_cycle(book: Store) -> None:
    book.open_period("July 2017", JULY)
    book.edit_register({"as_at": AUGUST, "review_cycle": ReviewCycle.SIX_WEEKLY, "title": "Better Care"})
    period = book.register().period
    assert period is not None
    assert (period.as_at, period.review_cycle) == (AUGUST, ReviewCycle.SIX_WEEKLY)
    assert book.verify().sound


def test_a_period_is_found_by_its_name_and_the_known_ones_are_told(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="none yet"):
        book.period_named("July 2017")
    july = close(book)
    assert book.period_named(" JULY 2017") == july
    with pytest.raises(RiskDeskError, match=r'no period "June 2017".*July 2017'):
        book.period_named("June 2017")


def test_without_an_open_period_there_is_nothing_to_rename(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="No period is open"):
        book.rename_period("July 2017")


def test_no_change_leaves_a_dated_signed_note(book: Store) -> None:
    book.open_period("July 2017", JULY)
    number = book.review_risk(1)
    [review] = book.risk(1).reviews
    assert (review.id, review.reviewed_on, review.reviewer) == (number, TODAY, "Ann Author")
    assert (review.outcome, review.note, review.copied) == (ReviewOutcome.NO_CHANGE, "No change.", 0)
    assert book.risk(2).reviews == ()
    register = book.register()
    assert review_state(book.risk(1), register) is ReviewState.REVIEWED
    assert review_state(book.risk(2), register) is ReviewState.NOT_REVIEWED


def test_a_note_that_only_repeats_the_last_one_is_marked(book: Store) -> None:
    book.review_risk(1, "Posts are still vacant")
    book.review_risk(1, " posts  are still VACANT\n")
    book.review_risk(1, "Two posts were filled")
    book.review_risk(2, "Two posts were filled")
    assert [review.copied for review in book.risk(1).reviews] == [0, 1, 0]
    assert book.risk(2).reviews[0].copied == 0, "another risk's note is no copy"
    close(book)
    book.review_risk(1, "Two posts were filled")
    assert book.risk(1).reviews[0].copied == 1, "last month's note is copied too"


def test_saying_no_change_twice_is_no_copied_note(book: Store) -> None:
    book.review_risk(1)
    book.review_risk(1)
    assert [review.copied for review in book.risk(1).reviews] == [0, 0]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_changed_score_demands_a_reason(book: Store, reason: str) -> None:
    with pytest.raises(RiskDeskError, match="changed with a reason"):
        book.review_risk(1, "A note is no reason", levels=(3, 3), reason=reason)
    assert book.risk(1).reviews == ()
    book.review_risk(1, levels=(4, 3), reason=reason)
    assert book.risk(1).reviews[0].outcome is ReviewOutcome.NO_CHANGE, "the same score is none"


def test_a_changed_score_is_written_in_the_very_step_of_its_review(book: Store) -> None:
    steps = book.register().step
    book.review_risk(1, levels=(4, 2), reason="Two posts were filled")
    score, [review] = book.risk(1).scores[Stage.CURRENT], book.risk(1).reviews
    assert (score.impact, score.likelihood) == (4, 2)
    assert (review.outcome, review.note) == (ReviewOutcome.CHANGED, "Two posts were filled")
    assert book.register().step == steps + 1
    assert book.score_moves(1, Stage.CURRENT)[-1].step.reason == "Two posts were filled"
    book.undo()
    assert book.risk(1).reviews == ()
    assert book.risk(1).scores[Stage.CURRENT].likelihood == 3


def test_levels_of_no_scheme_are_refused_and_nothing_is_written(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="is not a level"):
        book.review_risk(1, levels=(9, 3), reason="Worse")
    assert book.risk(1).reviews == ()


def test_a_score_moved_before_its_review_counts_as_changed_once(book: Store) -> None:
    book.open_period("July 2017", JULY)
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Two posts were filled")
    book.review_unchanged([1, 2])
    book.review_risk(1)
    assert [review.outcome for review in book.risk(1).reviews] == [ReviewOutcome.CHANGED, ReviewOutcome.NO_CHANGE]
    assert [review.outcome for review in book.risk(2).reviews] == [ReviewOutcome.NO_CHANGE]
    close(book)
    book.review_risk(1)
    assert book.risk(1).reviews[0].outcome is ReviewOutcome.NO_CHANGE, "last month's move is not this month's"


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_a_review_keeps_a_next_review_still_to_come_and_clears_one_it_kept(book: Store, *, many: bool) -> None:
    coming = TODAY + dt.timedelta(days=1)
    book.edit_risk(1, {"next_review": TODAY})
    book.edit_risk(2, {"next_review": coming})
    if many:
        book.review_unchanged([1, 2])
    else:
        book.review_risk(1)
        book.review_risk(2)
    assert (book.risk(1).next_review, book.risk(2).next_review) == (None, coming)
    assert review_due(book.risk(1), book.register()) == dt.date(2017, 9, 1), "the cycle gives the next"


def test_a_review_can_set_the_next_one(book: Store) -> None:
    book.review_risk(1, next_review=dt.date(2017, 12, 1))
    assert book.risk(1).next_review == dt.date(2017, 12, 1)
    book.open_period("August 2017", AUGUST)
    book.undo()
    book.undo()
    book.edit_risk(1, {"next_review": dt.date(2017, 12, 1)})
    book.open_period("August 2017", AUGUST)
    assert review_state(book.risk(1), book.register()) is ReviewState.NOT_DUE


def test_only_open_risks_are_reviewed(book: Store) -> None:
    book.close_risk(1, "Over", TODAY)
    book.draft_risk(2)
    with pytest.raises(RiskDeskError, match="Risk 1 is closed"):
        book.review_risk(1)
    with pytest.raises(RiskDeskError, match="Risk 2 is draft"):
        book.review_risk(2)
    book.open_risk(2)
    with pytest.raises(RiskDeskError, match="Risk 1 is closed"):
        book.review_unchanged([2, 1])
    assert book.risk(2).reviews == (), "none of many is reviewed where one cannot be"


def test_a_review_given_between_two_periods_counts_for_the_next(book: Store) -> None:
    book.review_risk(2, "Early")
    july = close(book)
    assert [each.note for each in book.closed_register(july).risks[1].reviews] == ["Early"]
    assert book.risk(2).reviews == ()
    assert review_state(book.risk(1), book.register()) is None
    book.review_risk(1, "Between")
    assert [each.since_id for each in book.risk(1).reviews] == [july.id]
    book.open_period("August 2017", AUGUST)
    assert [each.note for each in book.risk(1).reviews] == ["Between"]
    assert review_state(book.risk(1), book.register()) is ReviewState.REVIEWED
    assert review_state(book.risk(2), book.register()) is ReviewState.NOT_REVIEWED
    assert book.proceedings().last_reviews[2].note == "Early"
    assert 1 not in book.proceedings().last_reviews


def test_the_last_review_is_the_latest_one_recorded(book: Store, clock: Clock) -> None:
    book.edit_risk(1, {"last_reviewed": dt.date(2017, 6, 1)})
    book.edit_risk(2, {"last_reviewed": dt.date(2017, 12, 1)})
    book.review_unchanged([1, 2])
    assert book.risk(1).last_reviewed == TODAY
    assert book.risk(2).last_reviewed == dt.date(2017, 12, 1), "a later one given by hand stands"
    clock.go_on(days=7)
    book.review_risk(1)
    assert book.risk(1).last_reviewed == dt.date(2017, 8, 8)
    book.undo()
    assert book.risk(1).last_reviewed == TODAY
    book.undo()
    assert book.risk(1).last_reviewed == dt.date(2017, 6, 1)


@pytest.mark.parametrize("closed", [False, True], ids=["this month", "last month"])
@pytest.mark.parametrize("day", [dt.date(2017, 7, 31), None])
def test_the_last_review_cannot_be_set_before_the_latest_one(book: Store, day: dt.date | None, *, closed: bool) -> None:
    book.review_risk(1)
    if closed:
        close(book)
    with pytest.raises(RiskDeskError, match="stays on record"):
        book.edit_risk(1, {"last_reviewed": day, "heading": "Other"})
    assert (book.risk(1).last_reviewed, book.risk(1).heading) == (TODAY, "")
    book.edit_risk(1, {"last_reviewed": dt.date(2017, 8, 2)})
    assert book.risk(1).last_reviewed == dt.date(2017, 8, 2)


def test_many_reviews_are_one_step_and_one_notice(book: Store) -> None:
    told: list[Change] = []
    book.listeners.append(told.append)
    book.review_unchanged([1, 2, 1], "As last month")
    assert [change.risks for change in told] == [{1, 2}]
    assert book.last_step is not None
    assert book.last_step.title == "Review 2 risks: no change"
    assert [len(book.risk(number).reviews) for number in (1, 2)] == [1, 1], "a risk named twice is reviewed once"
    book.undo()
    assert book.risk(1).reviews == book.risk(2).reviews == ()
    book.review_unchanged([])
    assert len(told) == 2, "nothing to review is no step"


def test_reviews_are_there_when_the_file_is_opened_again(book: Store) -> None:
    book.open_period("July 2017", JULY)
    book.review_risk(1, "Seen", levels=(4, 2), reason="Filled")
    held = book.register(), book.proceedings()
    book.close()
    with Store.open(book.path, "Bea") as again:
        assert (again.register(), again.proceedings()) == held
        assert again.verify().sound
