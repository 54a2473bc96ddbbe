"""A closed period looked back at: exactly the register of that moment, whatever was done since."""

import datetime as dt
import hashlib
import itertools
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk import __version__
from riskdesk.audit.facts import audit_facts
from riskdesk.audit.run import audit
from riskdesk.errors import RiskDeskError
from riskdesk.periods import Period
from riskdesk.risks import Owner, Partner, Register, Stage
from riskdesk.schemes import preset, presets
from riskdesk.store import Store
from riskdesk.trail import Evidence
from tests.riskdesk.conftest import JULY, Clock, sound_register
from tests.riskdesk.monthly import ACCEPTED, AUGUST, close, everything, forum


def test_a_closed_period_is_the_register_of_that_moment(book: Store) -> None:
    book.review_risk(1, "Seen", levels=(4, 2), reason="Filled")
    book.escalate_risk(1, forum(book), "High")
    july, closed = close(book), everything(book)
    book.review_risk(1, "Worse", levels=(4, 4), reason="Left again")
    book.remove_action(book.risk(1).actions[0].id)
    book.set_owners(2, [Owner(name="New")])
    book.merge_risk(2, 1, "One", AUGUST)
    book.change_scheme(preset("letter-number-5x5"))
    close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    with book.look_back(july) as stood:
        _is(stood, closed, july)
        assert stood.risk(1).reviews[0].note == "Seen"
        assert [each.reason for each in stood.proceedings().standing(1)] == ["High"]
        assert len(stood.score_moves(1, Stage.CURRENT)) == 2
        assert stood.verify().sound
    assert [each.note for each in book.closed_register(july).risks[0].reviews] == ["Seen"]


def _is(stood: Store, closed: tuple[Any, ...], period: Period) -> None:
    """Just after the close the reviews of the period are those of the last one; looked back at, of the one shown."""
    now, then = stood.register(), closed[0]
    assert (now.as_closed, now.period) == (True, period)
    assert replace(now, as_closed=False, risks=()) == replace(then, risks=())
    assert [replace(risk, reviews=()) for risk in now.risks] == list(then.risks)
    assert stood.scrutiny() == closed[1]
    assert replace(stood.proceedings(), last_reviews={}) == replace(closed[2], last_reviews={})
    latest = {risk.id: risk.reviews[-1] for risk in now.risks if risk.reviews}
    assert {**stood.proceedings().last_reviews, **latest} == closed[2].last_reviews


def test_looked_back_at_reviews_and_movements_are_those_of_that_period(book: Store) -> None:
    book.review_risk(1, "In July", levels=(4, 2), reason="Filled")
    july = close(book)
    book.review_risk(2, "In August", levels=(4, 4), reason="Worse")
    august = close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    book.review_risk(1, "In September")
    with book.look_back(july) as stood, book.look_back(august) as later:
        assert [[review.note for review in risk.reviews] for risk in stood.register().risks] == [["In July"], []]
        assert [[review.note for review in risk.reviews] for risk in later.register().risks] == [[], ["In August"]]
        assert (stood.register().last_closed, later.register().last_closed) == (None, july)
        assert stood.previous_ratings().keys() == {1}
        assert later.previous_ratings() == {2: (2, 2, None)}
        assert later.proceedings().last_reviews[1].note == "In July"
        assert later.closed_register(july) == book.closed_register(july) == stood.register()


def test_a_past_register_can_only_be_read_and_says_which_it_is(book: Store, clock: Clock) -> None:
    july = close(book)
    clock.go_on(days=40)
    file = book.path.read_bytes()
    with book.look_back(july) as stood:
        assert stood.why_read_only == "You are looking at July 2017, closed on 1 August 2017."
        assert stood.read_only
        assert stood.today == dt.date(2017, 8, 1), "it is the day of its closing there"
        for write in (
            lambda: stood.edit_risk(1, {"heading": "Forged"}),
            lambda: stood.review_unchanged([1]),
            lambda: stood.open_period("August 2017", AUGUST),
            lambda: close(stood, "August 2017", AUGUST),
            lambda: stood.issue_paper(july, "board", "Board paper", b"%PDF", 1),
            lambda: stood.start_meeting("Board", AUGUST, []),
        ):
            with pytest.raises(RiskDeskError, match="You are looking at July 2017"):
                write()
        assert (stood.next_undo, stood.next_redo, stood.refresh()) == (None, None, None)
        assert stood.verify().sound
    assert book.path.read_bytes() == file
    book.edit_risk(1, {"heading": "The register itself is still written"})


def test_an_open_period_is_not_looked_back_at(book: Store) -> None:
    book.open_period("July 2017", JULY)
    with pytest.raises(RiskDeskError, match="July 2017 is still open"):
        book.look_back(book.register().periods[0])


def test_a_reader_looks_back_too(book: Store) -> None:
    july, closed = close(book), book.register()
    book.edit_risk(1, {"heading": "Since"})
    with Store.look(book.path) as reader, reader.look_back(july) as stood:
        assert stood.register().risks == closed.risks


def test_the_past_is_opened_in_another_thread_while_work_goes_on(book: Store) -> None:
    july, closed = close(book), book.register()
    book.edit_risk(1, {"heading": "Since"})
    open_past, found = book.past_of(july), list[Any]()

    def work() -> None:
        with open_past() as stood:
            found.extend((stood.register(), stood.verify().sound, len(audit(stood.case()).rules)))

    thread = threading.Thread(target=work)
    book.edit_risk(1, {"heading": "Meanwhile"})
    thread.start()
    thread.join()
    assert found[0].risks == closed.risks
    assert found[1]
    assert found[2] > 40
    assert book.risk(1).heading == "Meanwhile"


def test_a_copy_of_the_past_is_a_register_of_its_own(book: Store, tmp_path: Path) -> None:
    july, closed = close(book), book.register()
    book.edit_risk(1, {"heading": "Since"})
    with book.look_back(july) as stood:
        stood.save_copy(tmp_path / "july.riskdesk")
    with Store.open(tmp_path / "july.riskdesk", "Bea") as own:
        assert own.register() == closed
        assert own.verify().sound
        own.edit_risk(1, {"heading": "My own"})
        assert own.verify().sound


def test_the_findings_of_the_closing_are_kept_and_found_again_in_the_past(book: Store, clock: Clock) -> None:
    for number, day in enumerate(("2017-07-31", "2017-08-31", "2017-09-30", "2017-10-31", "2017-11-30"), 1):
        if number == 2:
            book.edit_action(book.risk(1).actions[0].id, {"status": book.risk(1).actions[0].status.DONE})
            book.state_rating(2, Stage.CURRENT, 16)
        clock.go_on(days=31)
        close(book, f"Month {number}", dt.date.fromisoformat(day), acceptance=ACCEPTED)
    rules = set[str]()
    for period in book.register().periods:
        assert period.closing is not None
        frozen = period.closing.findings
        with book.look_back(period) as stood:
            again = audit_facts(audit(replace(stood.case(), previous=stood.earlier())), each=False)
        assert {**again, "seal": frozen["seal"]} == frozen
        assert frozen["seal"] != again["seal"], "the audit was made before the closing was sealed"
        rules |= {each["rule"] for each in frozen["findings"]}
    assert {"SCORE_MISMATCH", "JOINT_OWNERS", "NEVER_MOVED"} <= rules


def test_a_partner_list_changed_since_is_the_old_one_in_the_past(book: Store) -> None:
    july = close(book)
    book.add_entry(Partner, {"name": "NELFT"})
    with book.look_back(july) as stood:
        assert [each.name for each in stood.register().partners] == ["Thurrock Council", "Thurrock CCG"]


# Papers


def test_a_paper_is_issued_from_a_closed_period_and_known_by_its_bytes(book: Store, clock: Clock) -> None:
    july = close(book)
    paper = book.issue_paper(july, "board", "Board paper", b"%PDF July", 7)
    assert (paper.sha256, paper.pages) == (hashlib.sha256(b"%PDF July").hexdigest(), 7)
    assert (paper.kind, paper.title, paper.program) == ("board", "Board paper", __version__)
    assert (paper.issued_by, paper.issued_at, paper.period_id) == ("Ann Author", clock.now, july.id)
    found = book.paper_issued(b"%PDF July")
    assert found is not None
    assert (found[0].name, found[1]) == ("July 2017", paper)
    assert book.paper_issued(b"%PDF July.") is None
    book.open_period("August 2017", AUGUST)
    with pytest.raises(RiskDeskError, match="August 2017 is still open"):
        book.issue_paper(book.register().periods[-1], "board", "Board paper", b"%PDF", 1)


def test_the_same_bytes_are_recorded_once(book: Store, clock: Clock) -> None:
    july = close(book)
    first = book.issue_paper(july, "board", "Board paper", b"%PDF July", 7)
    step = book.register().step
    clock.go_on(days=1)
    assert book.issue_paper(july, "board", "Board paper again", b"%PDF July", 7) == first
    assert book.register().step == step
    other = book.issue_paper(july, "board", "Board paper", b"%PDF other", 7)
    assert book.register().periods[0].papers == (first, other)
    assert book.verify().sound


def test_a_paper_is_never_undone_and_undo_goes_past_it(book: Store) -> None:
    july = close(book)
    book.edit_risk(1, {"heading": "Since"})
    book.edit_risk(1, {"heading": "Taken back"})
    book.undo()
    book.issue_paper(july, "board", "Board paper", b"%PDF July", 7)
    stacks = book.next_undo, book.next_redo
    assert stacks[0] is not None
    assert "heading" in stacks[0].what.lower()
    book.close()
    with Store.open(book.path, "Bea") as again:
        assert (again.next_undo, again.next_redo) == stacks
        again.redo()
        assert again.risk(1).heading == "Taken back"
        again.undo()
        again.undo()
        assert again.risk(1).heading == ""
        assert again.next_undo is None
        assert len(again.register().periods[0].papers) == 1
        assert again.verify().sound


def test_what_is_issued_later_is_not_in_the_past(book: Store) -> None:
    july = close(book)
    book.issue_paper(july, "board", "Board paper", b"%PDF July", 7)
    with book.look_back(july) as stood:
        assert stood.register().periods[0].papers == ()
        assert stood.verify().sound


# Whatever is done

MOVES = st.one_of(
    st.tuples(st.just("rate"), st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.just("edit"), st.text("ab", max_size=3), st.dates()),
    st.tuples(st.just("own"), st.text("AB", min_size=1, max_size=2), st.integers(0, 2)),
    st.tuples(st.just("partners"), st.booleans(), st.none()),
    st.tuples(st.just("action"), st.text("ab", min_size=1, max_size=3), st.booleans()),
    st.tuples(st.just("add"), st.text("ab", max_size=3), st.none()),
    st.tuples(st.just("scheme"), st.sampled_from(list(presets())), st.none()),
    st.tuples(st.just("review"), st.text("ab", max_size=3), st.booleans()),
    st.tuples(st.just("raise"), st.text("ab", min_size=1, max_size=2), st.booleans()),
    st.tuples(st.just("decide"), st.text("ab", min_size=1, max_size=2), st.none()),
    st.tuples(st.just("merge"), st.booleans(), st.none()),
    st.tuples(st.just("open"), st.none(), st.none()),
    st.tuples(st.just("close"), st.none(), st.none()),
    st.tuples(st.just("issue"), st.binary(max_size=2), st.none()),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("redo"), st.none(), st.none()),
)

Saved = tuple[Period, tuple[Any, ...], Evidence]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves=st.lists(MOVES, min_size=1, max_size=20))
def test_every_closed_period_stays_what_it_was_whatever_is_done_after(
    moves: list[tuple[str, Any, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path, clock = tmp_path_factory.mktemp("walk") / "fund.riskdesk", Clock()
    names, saved = itertools.count(1), list[Saved]()
    with Store.create(path, sound_register(), "Ann", clock=clock) as book:
        for move, one, other in [*moves, ("close", None, None), *reversed(moves)]:
            clock.go_on(hours=7)
            if move == "close":
                saved.append(_closed(book, f"Month {next(names)}"))
            else:
                _play(book, move, one, other, f"Month {next(names)}")
        now = everything(book)
        for period, then, evidence in saved:
            with book.look_back(period) as stood:
                _is(stood, then, replace(period, papers=()))
                assert stood.evidence() == replace(evidence, issues=evidence.issues[:-1])
                assert stood.verify().sound
        assert everything(book) == now
        stacks = book.next_undo, book.next_redo
        book.close()
        with Store.open(path, "Bea") as again:
            assert everything(again) == now
            assert (again.next_undo, again.next_redo) == stacks
            assert again.verify().sound


def _closed(book: Store, name: str) -> Saved:
    period = book.register().period
    closed = book.close_period(period.name if period else name, acceptance=ACCEPTED)
    return closed, everything(book), book.evidence()


def _play(book: Store, move: str, one: Any, other: Any, name: str) -> None:
    register, last = book.register(), book.register().risks[-1]
    match move:
        case "rate" if register.scheme.rate(one, other):
            book.rate_risk(1, Stage.CURRENT, one, other)
        case "edit":
            book.edit_risk(last.id, {"comments": one, "target_date": f"{other:%d/%m/%Y}"})
        case "own":
            book.set_owners(last.id, [Owner(name=one), *register.owners[:other]])
        case "partners":
            book.set_partners(1, register.partners if one else ())
        case "add":
            book.add_risk({"description": one or "None"})
        case "scheme":
            book.change_scheme(preset(one))
        case "open" | "issue" | "undo" | "redo":
            _play_on_the_file(book, register, move, one, name)
        case "action":
            _play_on_actions(book, one, added=bool(other))
        case _:
            _play_the_month(book, register, move, one, other)


def _play_on_the_file(book: Store, register: Register, move: str, one: Any, name: str) -> None:
    match move:
        case "open" if register.period is None:
            book.open_period(name, register.as_at or JULY)
        case "issue" if register.periods and not register.periods[0].is_open:
            book.issue_paper(register.periods[0], "board", "Board paper", one, 1)
        case "undo" if book.next_undo:
            book.undo()
        case "redo" if book.next_redo:
            book.redo()


def _play_on_actions(book: Store, text: str, *, added: bool) -> None:
    there = [action.id for action in book.risk(2).actions]
    if added or not there:
        book.add_action(2, {"text": text, "owner": Owner(name=text)})
    elif "a" in text:
        book.edit_action(there[0], {"due": "31/03/2019"})
    elif not book.proceedings().meetings:
        book.remove_action(there[-1])


def _play_the_month(book: Store, register: Register, move: str, one: Any, other: Any) -> None:
    live = [risk.id for risk in register.risks if risk.status is risk.status.OPEN]
    match move:
        case "review" if other:
            book.review_unchanged(live, one)
        case "review" if live:
            book.review_risk(live[0], one, next_review=dt.date(2018, 1, 1))
        case "raise":
            number = book.escalate_risk(live[0], forum(book, one), "High")
            if other:
                book.lower_escalation(number, "Low")
        case "decide":
            meeting = book.start_meeting(one, JULY, live)
            book.record_decision(meeting, one, risk_id=2, action={"text": one})
        case "merge" if len(live) > 1 and one:
            book.merge_risk(live[-1], live[0], "One", JULY)
        case "merge" if len(live) < len(register.risks):
            gone = next(risk.id for risk in register.risks if risk.id not in live)
            book.reopen_risk(gone, "Two")
