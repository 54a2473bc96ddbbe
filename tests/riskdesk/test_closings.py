"""Signing and closing a period: what stands in the way, what is frozen, and that it is whole or not at all."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from riskdesk import __version__, history
from riskdesk.audit.run import audit
from riskdesk.closings import Acceptance, Signature, errors_waiting
from riskdesk.errors import RiskDeskError
from riskdesk.history import Change
from riskdesk.opening import verify_file
from riskdesk.risks import Partner, Stage
from riskdesk.store import Store
from tests.riskdesk.conftest import JULY, Clock
from tests.riskdesk.monthly import ACCEPTED, AUGUST, SIGNED, close, everything

TODAY = dt.date(2017, 8, 1)


@contextlib.contextmanager
def unchanged(store: Store) -> Iterator[None]:
    """Whatever is tried within leaves the file, what can be undone and what is read as they were."""
    store.edit_risk(2, {"comments": "Before"})
    store.edit_risk(2, {"comments": "Taken back"})
    store.undo()
    held, stacks = everything(store), (store.next_undo, store.next_redo)
    moves, file = store.evidence(), store.path.read_bytes()
    yield
    assert store.path.read_bytes() == file
    assert (store.next_undo, store.next_redo) == stacks
    assert everything(store) == held
    assert store.evidence() == moves
    with Store.look(store.path) as reader:
        assert reader.register() == held[0]


# Signing


def test_a_partner_signs_with_name_post_and_time(book: Store, clock: Clock) -> None:
    book.open_period("July 2017", JULY)
    seal = book.register().seal
    clock.go_on(minutes=5)
    number = book.sign_off(Signature(" thurrock  ccg", " Cy  Chair ", "Chair"))
    period = book.register().period
    assert period is not None
    [signed] = period.sign_offs
    assert (signed.id, signed.partner, signed.name, signed.post) == (number, "Thurrock CCG", "Cy Chair", "Chair")
    assert (signed.signed_at, signed.recorded_by, signed.seal) == (clock.now, "Ann Author", seal)
    assert signed.partner_id == next(each.id for each in book.register().partners if each.name == "Thurrock CCG")
    book.undo()
    assert book.register().periods[0].sign_offs == ()


def test_a_partner_signs_once_until_the_signature_is_withdrawn(book: Store) -> None:
    book.open_period("July 2017", JULY)
    number = book.sign_off(SIGNED[0])
    with pytest.raises(RiskDeskError, match="Thurrock Council has signed already"):
        book.sign_off(replace(SIGNED[0], partner="THURROCK COUNCIL", name="Somebody else"))
    with pytest.raises(RiskDeskError, match="withdrawn with a reason"):
        book.withdraw_sign_off(number, " ")
    book.withdraw_sign_off(number, "A risk was missing")
    assert book.register().periods[0].sign_offs == ()
    assert book.last_step is not None
    assert book.last_step.reason == "A risk was missing"
    with pytest.raises(RiskDeskError, match="no longer there"):
        book.withdraw_sign_off(number, "Again")
    book.sign_off(SIGNED[0])
    assert book.verify().sound


def test_only_partners_of_the_register_sign(book: Store) -> None:
    book.open_period("July 2017", JULY)
    with pytest.raises(RiskDeskError, match=r'no partner "Essex".*Thurrock Council and Thurrock CCG'):
        book.sign_off(Signature("Essex", "Ann"))
    with pytest.raises(RiskDeskError, match="Name cannot be empty"):
        book.sign_off(Signature("Thurrock CCG", "  "))


def test_a_register_without_partners_is_signed_by_its_own_organisation(book: Store) -> None:
    book.set_partners(1, [])
    for partner in book.register().partners:
        book.remove_entry(Partner, partner.id)
    book.open_period("July 2017", JULY)
    book.sign_off(Signature("thurrock council", "Ann Author"))
    [signed] = book.register().periods[0].sign_offs
    assert (signed.partner, signed.partner_id) == ("Thurrock Council", None)


def test_nothing_is_signed_without_an_open_period(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="No period is open"):
        book.sign_off(SIGNED[0])
    period = close(book)
    with pytest.raises(RiskDeskError, match="No period is open"):
        book.withdraw_sign_off(period.sign_offs[0].id, "Too late")


def test_a_partner_that_signed_stays_on_record(book: Store) -> None:
    book.open_period("July 2017", JULY)
    number = book.add_entry(Partner, {"name": "NELFT"})
    signature = book.sign_off(Signature("NELFT", "Di Director"))
    with pytest.raises(RiskDeskError, match="NELFT signed a period and stays on record"):
        book.remove_entry(Partner, number)
    book.edit_entry(Partner, number, {"name": "NHS NELFT"})
    assert book.register().periods[0].sign_offs[0].partner == "NELFT", "the name as it was"
    book.withdraw_sign_off(signature, "Not a partner")
    book.remove_entry(Partner, number)


# Closing


def test_closing_opens_signs_and_closes_in_one_step(book: Store, clock: Clock) -> None:
    told: list[Change] = []
    book.listeners.append(told.append)
    steps = book.register().step
    period = close(book)
    assert book.register().step == steps + 1
    assert [change.step.title for change in told] == ["Close July 2017"]
    assert (period.name, period.as_at, [each.partner for each in period.sign_offs]) == (
        "July 2017",
        JULY,
        ["Thurrock Council", "Thurrock CCG"],
    )
    assert period.closing is not None
    assert (period.closing.closed_by, period.closing.closed_on) == ("Ann Author", TODAY)
    assert (period.closing.closed_at, period.closing.program) == (clock.now, __version__)
    assert book.register().periods == (period,)
    assert not period.is_open
    assert book.verify().sound


def test_an_open_period_is_closed_without_being_named(book: Store) -> None:
    book.open_period("July 2017", JULY)
    book.sign_off(SIGNED[0])
    period = book.close_period(signatures=SIGNED[1:])
    assert (period.name, len(period.sign_offs)) == ("July 2017", 2)


def test_errors_stand_in_the_way_and_are_named(book: Store) -> None:
    book.state_rating(1, Stage.CURRENT, 16)
    with unchanged(book), pytest.raises(RiskDeskError, match=r"1 error stands in the way: SCORE_MISMATCH \(risk 1\)"):
        close(book)
    assert book.register().periods == ()
    book.state_rating(1, Stage.CURRENT, None)
    assert close(book).name == "July 2017"


def test_missing_signatures_stand_in_the_way(book: Store) -> None:
    book.open_period("July 2017", JULY)
    with unchanged(book), pytest.raises(RiskDeskError, match=r"2 errors stand in the way: SIGN_OFF_MISSING"):
        book.close_period()
    with unchanged(book), pytest.raises(RiskDeskError, match="1 error stands in the way: SIGN_OFF_MISSING"):
        book.close_period(signatures=SIGNED[:1])
    with unchanged(book), pytest.raises(RiskDeskError, match="has signed already"):
        book.close_period(signatures=(*SIGNED, SIGNED[0]))


def test_errors_are_waived_by_name_in_the_step_that_closes(book: Store) -> None:
    book.state_rating(1, Stage.CURRENT, 16)
    steps, waivers = book.register().step, len(book.scrutiny().waivers)
    with unchanged(book), pytest.raises(RiskDeskError, match="cannot be empty"):
        book.close_period("July 2017", JULY, acceptance=Acceptance(" ", "Known"))
    period = book.close_period("July 2017", JULY, acceptance=ACCEPTED)
    assert book.register().step == steps + 4, "three of what was tried, and the closing"
    waived = book.scrutiny().waivers[waivers:]
    assert sorted({each.rule for each in waived}) == sorted({"SIGN_OFF_MISSING", waived[0].rule})
    assert {(each.accepted_by, each.reason, each.accepted_on) for each in waived} == {
        ("Bea Boss", "Known, and mended next month", TODAY)
    }
    assert period.closing is not None
    facts = period.closing.findings
    assert facts["waiting"]["error"] == 0
    assert {each["rule"] for each in facts["findings"] if each["waived"]} == {each.rule for each in waived}


def test_a_waived_signature_is_asked_for_again_next_month(book: Store) -> None:
    book.close_period("July 2017", JULY, acceptance=ACCEPTED)
    with unchanged(book), pytest.raises(RiskDeskError, match="SIGN_OFF_MISSING"):
        book.close_period("August 2017", AUGUST)


def test_an_empty_register_is_not_closed(book: Store, tmp_path: Any) -> None:
    empty = replace(book.register(), risks=())
    with Store.create(tmp_path / "empty.riskdesk", empty, "Ann") as none:
        with pytest.raises(RiskDeskError, match="nothing to close"):
            none.close_period("July 2017", JULY)
        assert none.register().step == 1


def test_two_closes_with_one_name_and_a_wrong_name_are_refused(book: Store) -> None:
    close(book)
    with unchanged(book), pytest.raises(RiskDeskError, match="already a period July 2017, which is closed"):
        close(book)
    with unchanged(book), pytest.raises(RiskDeskError, match="needs a name"):
        book.close_period()
    book.open_period("August 2017", AUGUST)
    with unchanged(book), pytest.raises(RiskDeskError, match="already a period July 2017, which is closed"):
        close(book)
    with unchanged(book), pytest.raises(RiskDeskError, match="August 2017 is the period that is open, not September"):
        close(book, "September", AUGUST)
    with unchanged(book), pytest.raises(RiskDeskError, match="as at"):
        close(book, "August 2017", dt.date(2017, 9, 1))


def test_a_period_as_at_a_day_before_the_last_closed_is_not_closed(book: Store) -> None:
    close(book)
    with unchanged(book), pytest.raises(RiskDeskError, match="the as-at date of July 2017, which is closed"):
        close(book, "June 2017", dt.date(2017, 6, 30))


def test_a_register_without_a_day_is_not_closed(book: Store) -> None:
    book.edit_register({"as_at": None})
    with unchanged(book), pytest.raises(RiskDeskError, match="A period has an as-at date"):
        book.close_period("July 2017", acceptance=ACCEPTED)


def test_a_clock_set_back_is_told_and_nothing_closes_by_it(book: Store, clock: Clock) -> None:
    book.edit_risk(1, {"heading": "Noon"})
    clock.go_on(hours=-2)
    file = book.path.read_bytes()
    with pytest.raises(RiskDeskError, match=r"clock says .*10:00 UTC, but the last change .*12:00 UTC"):
        close(book)
    assert book.path.read_bytes() == file
    clock.go_on(hours=2)
    close(book)
    assert book.verify().sound


def test_a_checked_audit_is_used_only_for_the_register_it_was_made_of(book: Store, clock: Clock) -> None:
    book.open_period("July 2017", JULY)
    for signature in SIGNED:
        book.sign_off(signature)
    book.state_rating(1, Stage.CURRENT, 16)
    blind = replace(audit(book.closing_case()), each=())
    with pytest.raises(RiskDeskError, match="SCORE_MISMATCH"):
        book.close_period(checked=replace(blind, case=replace(blind.case, closing=False)))
    clock.go_on(days=1)
    with pytest.raises(RiskDeskError, match="SCORE_MISMATCH"):
        book.close_period(checked=blind)
    clock.go_on(days=-1)
    book.edit_risk(2, {"comments": "Changed since"})
    with pytest.raises(RiskDeskError, match="SCORE_MISMATCH"):
        book.close_period(checked=blind)
    book.undo()
    with pytest.raises(RiskDeskError, match="SCORE_MISMATCH"):
        book.close_period(checked=blind)
    period = book.close_period(checked=replace(audit(book.closing_case()), each=()))
    assert period.closing is not None
    assert period.closing.findings["findings"] == [], "nothing was audited twice"


def test_what_a_failed_close_saw_is_not_remembered(book: Store) -> None:
    book.open_period("July 2017", JULY)
    with pytest.raises(RiskDeskError, match="SIGN_OFF_MISSING"):
        book.close_period()
    book.rate_risk(1, Stage.CURRENT, 4, 2, reason="Filled")
    assert [move.after[:2] for move in book.evidence().moves] == [(4, 2)]
    close(book)
    assert [issue.as_at for issue in book.evidence().issues][-1] == JULY
    with Store.look(book.path) as fresh:
        assert book.evidence() == fresh.evidence()


def test_the_audit_to_come_can_be_seen_before_closing(book: Store) -> None:
    book.open_period("July 2017", JULY)
    waiting = errors_waiting(audit(book.closing_case()))
    assert [each.rule.name for each in waiting] == ["SIGN_OFF_MISSING", "SIGN_OFF_MISSING"]
    assert errors_waiting(audit(book.case())) == ()


# What is closed stays closed


def test_undo_stops_at_the_closing(book: Store) -> None:
    book.edit_risk(1, {"heading": "Before"})
    book.edit_risk(1, {"heading": "Taken back"})
    book.undo()
    close(book)
    assert (book.next_undo, book.next_redo) == (None, None)
    with pytest.raises(RiskDeskError, match="nothing to undo"):
        book.undo()
    book.edit_risk(1, {"heading": "After"})
    book.undo()
    assert book.next_undo is None
    assert book.risk(1).heading == "Before"
    book.close()
    with Store.open(book.path, "Bea") as again:
        assert again.next_undo is None
        assert again.next_redo is not None
        again.redo()
        assert again.risk(1).heading == "After"


TAMPERING = (
    "update period set name = 'June 2017' where id = 1",
    "delete from period where id = 1",
    "update sign_off set name = 'Nobody' where id = 1",
    "delete from sign_off",
    "insert into sign_off select 99, 'u', 1, null, 'Essex', 'Nobody', '', signed_at, 'x', '' from sign_off limit 1",
    "update sign_off set period_id = 1 where period_id = 2",
    "update review set note = 'Otherwise' where since_id is null",
    "delete from review where since_id is null",
    "insert into review select 99, 'u', risk_id, null, reviewed_on, 'x', outcome, '', 0 from review where id = 1",
    "update review set since_id = null where since_id = 1",
    "update closing set frozen = ''",
    "delete from closing",
    "insert or replace into closing select 1, 'u', 1, 'x', closed_on, closed_at, '', '' from closing",
    "update paper set sha256 = replace(sha256, 'a', 'b')",
    "delete from paper",
)


@pytest.mark.parametrize("sql", TAMPERING)
def test_nothing_of_a_closed_period_is_changed_even_in_a_step_of_ones_own(book: Store, sql: str) -> None:
    book.review_risk(1, "Seen")
    july = close(book)
    book.issue_paper(july, "board", "Board paper", b"%PDF", 1)
    book.open_period("August 2017", AUGUST)
    book.sign_off(SIGNED[0])
    book.review_risk(1, "Seen in August")
    book.close()
    file = book.path.read_bytes()
    with contextlib.closing(sqlite3.connect(book.path, isolation_level=None)) as plain:
        plain.execute("begin")
        plain.execute(
            "insert into step (id, uuid, at, author, title, reason, kind) "
            "select max(id) + 1, 'u', max(at), 'x', 'Faked', '', 'edit' from step"
        )
        with pytest.raises(sqlite3.IntegrityError, match=r"riskdesk: \w+ (of a closed period|can only be written)"):
            plain.execute(sql)
        plain.execute("rollback")
    assert book.path.read_bytes() == file
    assert verify_file(book.path).sound


def test_the_closing_is_the_last_step_of_its_period(book: Store) -> None:
    july = close(book)
    step = book.register().step
    book.edit_risk(1, {"heading": "After"})
    assert history.closing_step(book._db, july.id) == step
