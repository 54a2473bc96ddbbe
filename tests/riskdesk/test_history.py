"""The sealed log: complete, closed to other code, and quick to say where it was touched."""

import contextlib
import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from riskdesk.audit.run import audit
from riskdesk.audit.sampling import Strata, draw
from riskdesk.closings import Acceptance, Signature
from riskdesk.errors import RiskDeskError
from riskdesk.history import NO_SEAL, compute_seal
from riskdesk.meetings import Forum
from riskdesk.opening import verify_file
from riskdesk.publishing import Subject
from riskdesk.risks import Category, Objective, ObjectiveKind, Owner, Stage
from riskdesk.samples import load
from riskdesk.schema import LOGGED
from riskdesk.store import FieldChange, Store
from tests.made import DOT, make_register


@pytest.fixture
def worked(store: Store) -> Path:
    """A register with some history, closed."""
    store.rate_risk(1, Stage.CURRENT, 3, 3, reason="Housing agreed")
    store.edit_risk(2, {"heading": "Delayed transfers of care"})
    store.add_action(2, {"text": "Agree the plan", "due": "March 2018"})
    store.close()
    return store.path


@pytest.fixture
def full(path: Path) -> Path:
    """A register with something in every table, closed."""
    with Store.create(path, load("thurrock-2017"), "Ann Author") as store:
        store.note_action(store.risk(1).actions[0].id, "Sites found", dt.date(2017, 8, 2))
        store.add_entry(Objective, {"name": "Fewer admissions"})
        store.add_entry(Category, {"name": "Workforce"})
        store.set_partners(1, store.register().partners)
        store.challenge_risk(1, "Why 16?")
        store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
        store.accept_finding(audit(store.case()).each[0], accepted_by="Bea Boss", reason="As printed")
        store.draw_sample(draw(store.register(), 1, Strata.BAND, 1), Strata.BAND)
        store.escalate_risk(1, store.add_entry(Forum, {"name": "Executive"}), "Above appetite")
        store.start_remedial_plan(1, "Overspend in scheme 2")
        store.review_risk(1, "Vacancies fell")
        signed = [Signature(partner.name, "Ann Author") for partner in store.register().partners]
        period = store.close_period("August 2017", signatures=signed, acceptance=Acceptance("Bea Boss", "As printed"))
        store.issue_paper(period, "board", "Board paper", b"%PDF-", 1)
        meeting = store.start_meeting("Executive", dt.date(2017, 8, 31), [1])
        store.record_decision(meeting, "Keep watching", risk_id=1, levels=(4, 4), action={"text": "Report in October"})
        store.set_logo(store.add_layout({"name": "Executive"}), DOT)
        store.write_narrative(Subject.SUMMARY, "All is well.")
        store.exempt(1, "3")
        scheme = store.add_entry(Objective, {"name": "Reablement", "kind": ObjectiveKind.PLAN_SCHEME})
        store.set_share(scheme, 1, 60)
    return path


def tamper(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as plain:
        for statement in statements:
            plain.execute(statement)


def faults(path: Path) -> str:
    verdict = verify_file(path)
    assert not verdict.sound
    return "\n".join(verdict.sentences)


def test_an_untouched_file_is_sound_and_says_what_was_checked(worked: Path) -> None:
    verdict = verify_file(worked)
    assert verdict.sound
    assert "4 steps" in verdict.sentences[0]
    assert "logged changes" in verdict.sentences[1]


@pytest.mark.parametrize("table", list(LOGGED))
def test_no_table_can_be_written_outside_a_step(full: Path, table: str) -> None:
    for statement in (f"update {table} set uuid = 'x'", f"delete from {table}"):
        with contextlib.closing(sqlite3.connect(full)) as plain:
            assert plain.execute(f"select 1 from {table}").fetchone()
            with pytest.raises(sqlite3.IntegrityError, match="riskdesk"):
                plain.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into owner (uuid, name, organisation, kind) values ('x', 'x', 'x', 'post')",
        "insert or replace into owner (id, uuid, name, organisation, kind) values (1, 'x', 'x', 'x', 'post')",
        "update change set after = '{}' where id = 3",
        "delete from change where id = 3",
        "insert or replace into change select * from change where id = 3",
        "insert into change (step_id, table_name, row_id) values (1, 'risk', 1)",
        "update step set author = 'x'",
        "update step set seal = null where id = 4",
        "delete from step where id = 4",
        "insert or replace into step select * from step where id = 4",
        "insert into step select 9, 'u', at, author, title, reason, kind, undoes, seal from step where id = 4",
    ],
)
def test_a_stray_tool_cannot_write_history_or_data(worked: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="riskdesk"):
        tamper(worked, statement)
    assert verify_file(worked).sound


DROPPED = "drop trigger {}"


@pytest.mark.parametrize(
    ("triggers", "statement", "told"),
    [
        (["score_update_guard", "score_update_log"], "update score set impact = 1 where id = 1",
         "(risk 1, current) was changed without a step: impact, 3 in the history, 1 in the file"),
        (["change_delete"], "delete from change where id = (select max(id) from change)", "never logged"),
        (["change_update"], "update change set after = json_set(after, '$.impact', 1) where step_id = 2", "Step 2"),
        (["step_update"], "update step set reason = 'Another reason' where id = 2", "Step 2"),
        (["step_update"], "update step set author = 'Somebody' where id = 3", "Step 3"),
        (["step_update"], "update step set at = '2016-01-01T00:00:00.000+00:00' where id = 3", "Step 3"),
        (["step_delete"], "delete from step where id = 4", "belong to no step"),
        (["risk_delete_guard", "risk_delete_log"], "delete from risk where id = 2", "gone from the file"),
        (["owner_insert_guard", "owner_insert_log"],
         "insert into owner (uuid, name, organisation, kind) values ('x', 'x', 'x', 'post')", "never logged"),
        (["change_update", "change_insert"], "update change set id = 1000 where id = (select min(id) from change)",
         "Step 1"),
        (["change_update"], ("update change set id = case id when 4 then -5 else -4 end where id in (4, 5);"
         "update change set id = -id where id < 0"), "Step 1"),
        (["step_update"], ("update step set title = (select title from step other where other.id = 5 - step.id) "
         "where id in (2, 3)"), "Step 2"),
        (["change_insert"], ("insert into change (step_id, table_name, row_id, risk_id, before, after) select 2, "
         "'score', row_id, risk_id, after, json_set(after, '$.impact', 1) from change where table_name = 'score' "
         "and step_id = 1 limit 1"), "(row 1 of score) does not follow from the ones before it"),
        (["step_insert", "step_update"], ("insert into step (id, uuid, at, author, title, reason, kind, seal) select "
         "(select max(id) + 1 from step), 'x', '2016-01-01T00:00:00.000+00:00', author, 'Rate risk 1', 'Back-dated', "
         "'edit', seal from step where id = 2"), 'Step 5 ("Rate risk 1"'),
    ],
)  # fmt: skip
def test_verify_names_what_a_tamperer_did(worked: Path, triggers: list[str], statement: str, told: str) -> None:
    with contextlib.closing(sqlite3.connect(worked)) as plain:
        names = ", ".join(f"'{name}'" for name in triggers)
        saved = [row[0] for row in plain.execute(f"select sql from sqlite_master where name in ({names})")]
    assert len(saved) == len(triggers)
    tamper(worked, *map(DROPPED.format, triggers), *statement.split(";"), *saved)
    assert told in faults(worked)


def test_a_dropped_trigger_is_named_though_nothing_else_was_done(worked: Path) -> None:
    tamper(worked, "drop trigger score_update_log")
    assert '"score_update_log" that RiskDesk put in the file is missing' in faults(worked)
    with pytest.raises(RiskDeskError, match="altered"):
        Store.open(worked, "Ann")


def test_swapping_two_texts_is_found(worked: Path) -> None:
    guards = ["risk_update_guard", "risk_update_log"]
    with contextlib.closing(sqlite3.connect(worked)) as plain:
        saved = [row[0] for row in plain.execute("select sql from sqlite_master where name like 'risk_update_%'")]
    swap = "update risk set heading = (select heading from risk other where other.id = 3 - risk.id)"
    tamper(worked, *map(DROPPED.format, guards), swap, *saved)
    assert "Row 1 of risk (risk 1) was changed without a step: heading, nothing in the history" in faults(worked)


def test_a_file_without_its_history_is_not_sound(worked: Path) -> None:
    tamper(worked, "pragma foreign_keys = off", "drop trigger step_insert", "drop table change")
    assert '"change" that RiskDesk put in the file is missing' in faults(worked)


STEP = {"id": 2, "uuid": "u", "at": "t", "author": "Ann", "title": "Edit", "reason": "", "kind": "undo", "undoes": 1}
CHANGE = {"id": 7, "table_name": "risk", "row_id": 3, "risk_id": 3, "before": None, "after": "{}"}


@pytest.mark.parametrize("name", STEP)
def test_every_fact_of_a_step_is_under_its_seal(name: str) -> None:
    assert compute_seal(NO_SEAL, STEP | {name: "other"}, [CHANGE]) != compute_seal(NO_SEAL, STEP, [CHANGE])


@pytest.mark.parametrize("name", CHANGE)
def test_every_fact_of_a_change_is_under_its_step_s_seal(name: str) -> None:
    assert compute_seal(NO_SEAL, STEP, [CHANGE | {name: "other"}]) != compute_seal(NO_SEAL, STEP, [CHANGE])


def test_seals_chain_from_nothing(store: Store) -> None:
    first = store.last_step
    assert first is not None
    assert len(first.seal) == len(NO_SEAL) == 64
    store.edit_risk(1, {"heading": "x"})
    assert store.last_step is not None
    assert store.last_step.seal != first.seal
    assert store.register().seal == store.last_step.seal


def test_times_are_kept_in_utc(make: Callable[[], Store]) -> None:
    store = make()
    assert store.last_step is not None
    assert store.last_step.at.utcoffset() == dt.timedelta(0)


def test_the_history_of_a_risk_says_who_when_from_to_and_why(store: Store) -> None:
    store.rate_risk(1, Stage.CURRENT, 3, 3, rationale="Two schemes", reason="Housing agreed")
    store.author = "Bea Bailey"
    store.set_owners(1, [store.register().owners[1], Owner(name="Cai")])
    store.edit_action(1, {"due": "April 2018"})
    store.edit_risk(2, {"heading": "Another risk"})
    due, owners, rating, created = store.risk_history(1)
    assert (rating.author, rating.reason, rating.title) == ("Ann Author", "Housing agreed", "Rate risk 1")
    assert rating.changes[0] == FieldChange("Current", "4 x 3 = 12 High", "3 x 3 = 9 Medium")
    assert FieldChange("Current, rationale", "As printed", "Two schemes") in rating.changes
    assert owners.author == "Bea Bailey"
    assert FieldChange("Accountable owner", "", "Director of Commissioning") in owners.changes
    assert FieldChange("Owner", "Strategic Lead", "") in owners.changes
    assert due.changes == (FieldChange("Action: due", "March 2018", "April 2018"),)
    assert created.title == "Create register"
    assert FieldChange("Current, stated rating", "", "16") in created.changes


def test_an_owner_who_only_moves_down_the_list_is_not_told(store: Store) -> None:
    lead, director = store.register().owners
    store.set_owners(1, [director, lead])
    assert store.risk_history(1)[0].changes == (FieldChange("Accountable owner", "", "Director of Commissioning"),)


def test_choices_and_picks_are_told_in_words(store: Store) -> None:
    from riskdesk.risks import ActionStatus, Response

    store.edit_risk(1, {"response": Response.TREAT, "category": None})
    store.edit_action(1, {"status": ActionStatus.IN_PROGRESS, "done_on": dt.date(2017, 8, 9)})
    store.note_action(1, "Site found", dt.date(2017, 8, 9))
    note, status, risk = store.risk_history(1)[:3]
    assert set(risk.changes) == {FieldChange("Response", "", "Treat"), FieldChange("Category", "Pooled fund", "")}
    assert status.changes == (
        FieldChange("Action: status", "Not started", "In progress"),
        FieldChange("Action: date done", "", "9 August 2017"),
    )
    assert note.changes == (FieldChange("Note on an action", "", "Site found"),)


def test_previous_ratings_are_those_when_the_as_at_date_was_set(store: Store) -> None:
    assert store.previous_ratings() == {}
    store.rate_risk(1, Stage.CURRENT, 3, 3)
    store.rate_risk(1, Stage.CURRENT, 2, 2)
    store.rate_risk(1, Stage.TARGET, 1, 1)
    assert store.previous_ratings() == {1: (4, 3, 16)}
    store.undo()
    store.undo()
    store.undo()
    assert store.previous_ratings() == {}, "what was undone did not move"
    store.rate_risk(2, Stage.CURRENT, 4, 4)
    store.edit_register({"as_at": dt.date(2017, 9, 1)})
    assert store.previous_ratings() == {}
    store.rate_risk(2, Stage.CURRENT, 4, 3)
    assert store.previous_ratings() == {2: (4, 4, None)}
    new = store.add_risk({"ref": "3"})
    store.rate_risk(new, Stage.CURRENT, 1, 1)
    assert store.previous_ratings() == {2: (4, 4, None), new: (None, None, None)}


def test_a_clock_that_ran_backwards_is_told_though_the_seals_hold(path: Path) -> None:
    days = iter([dt.datetime(2017, 8, day, tzinfo=dt.UTC) for day in (9, 9, 9, 2, 2, 2, 3, 3, 3)])
    with Store.create(path, load("thurrock-2017"), "Ann Author", clock=lambda: next(days)) as store:
        store.edit_risk(1, {"heading": "Dated in the past"})
        verdict = store.verify()
    assert verdict.sound
    assert verdict.sentences[-1].startswith("Step 2 is dated 2 August 2017, 00:00 UTC")


def test_proving_tells_how_far_it_is_and_ends_whole(path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Store.create(path, make_register(120), "Ann Author") as store:
        prove = store.proof()
        store.rate_risk(1, Stage.CURRENT, 1, 1)
        assert "1 step" in prove(lambda done, whole: told.append((done, whole))).in_brief, "as it was when asked"
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_register_is_proved_in_another_thread(store: Store) -> None:
    verdicts = []
    prove = store.proof()
    worker = threading.Thread(target=lambda: verdicts.append(prove(None)))
    worker.start()
    worker.join()
    assert verdicts[0].sound


def test_the_rows_that_were_touched_stand_before_the_guards_that_were_taken_away(worked: Path) -> None:
    with contextlib.closing(sqlite3.connect(worked)) as plain:
        guards = [row[0] for row in plain.execute("select name from sqlite_master where type = 'trigger'")]
    tamper(worked, *map(DROPPED.format, guards), "update score set impact = 1 where id = 1")
    told = faults(worked).splitlines()
    assert told[0].startswith("Row 1 of score (risk 1, current) was changed without a step: impact")
    assert len(told) == 1 + 6
    assert told[-1] == f"{len(guards) - 5} more parts of the file are not as RiskDesk made them."
