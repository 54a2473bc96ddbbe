"""Registers altered with other tools: one clear sentence, never a crash, and the file left as it was."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.opening import verify_file
from riskdesk.risks import Stage
from riskdesk.store import Store

JSON_SCHEME = "update scheme set definition = json_set(definition, {})"


@pytest.fixture
def worked(store: Store) -> Path:
    store.rate_risk(1, Stage.CURRENT, 3, 3)
    store.edit_risk(2, {"heading": "Delayed transfers of care"})
    store.undo()
    store.close()
    return store.path


def forge(path: Path, statements: Sequence[str]) -> None:
    """Run statements with every guard out of the way; the guards are put back afterwards."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("pragma ignore_check_constraints = on")
        saved = plain.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in saved:
            plain.execute(f"drop trigger {name}")
        for statement in statements:
            plain.execute(statement)
        for _, sql in saved:
            plain.execute(sql)


def use(path: Path) -> None:
    """All that the window does with a register that it opens, changes and takes back."""
    with Store.open(path, "Bea") as store:
        for risk in store.register().risks:
            store.risk_history(risk.id)
        store.previous_ratings()
        while store.next_undo:
            store.undo()
        store.edit_risk(1, {"heading": "Another"})


def look(path: Path) -> None:
    with Store.look(path) as store:
        store.register()


UNREADABLE = {
    "a step at no time": "update step set at = 'yesterday' where id = 2",
    "an undo of nothing": "update step set kind = 'undo' where id = 2",
    "a redo of nothing": "update step set kind = 'redo' where id = 2",
    "a step of no kind": "update step set kind = 'other' where id = 2",
    "a step without a seal": "update step set seal = null where id = 2",
    "a status that is none": "update risk set status = 'lost' where id = 1",
    "a date that is none": "update risk set raised_on = 'soon' where id = 1",
    "a date before the calendar": "update risk set raised_on = '-4713-11-24' where id = 1",
    "an owner that is not there": "update risk_owner set owner_id = 999",
    "no register": "delete from register",
    "text that is no UTF-8": "update risk set heading = cast(x'ff41ff' as text) where id = 1",
    "an author that is no UTF-8": "update step set author = cast(x'ff41ff' as text) where id = 2",
    "a scheme that is no JSON": "update scheme set definition = '{'",
    "a scheme that is a list": "update scheme set definition = '[]'",
    "a scheme of lists in lists": f"update scheme set definition = '{'[' * 900}{']' * 900}'",
    "a scheme with a number for a name": JSON_SCHEME.format("'$.name', 17"),
    "a band with a number for a word": JSON_SCHEME.format("'$.bands[0].word', 17"),
    "a level without a descriptor": JSON_SCHEME.format("'$.impact[0].descriptor', null"),
    "an axis without a word": JSON_SCHEME.format("'$.impact_word', json('[1]')"),
    "a level past counting": JSON_SCHEME.format(f"'$.impact[3].value', json('{'9' * 400}')"),
    "a name with half a character": JSON_SCHEME.format("'$.name', json('\"\\ud800\"')"),
}


@pytest.mark.parametrize("statement", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_told_in_a_sentence(worked: Path, statement: str) -> None:
    forge(worked, ["pragma foreign_keys = off", statement])
    before = worked.read_bytes()
    for reading in (look, use):
        with pytest.raises(RiskDeskError) as refused:
            reading(worked)
        assert len(str(refused.value)) < 400
        assert "\n" not in str(refused.value)
    assert worked.read_bytes() == before
    assert not verify_file(worked).sound


LOGS = {
    "no JSON": "update change set after = '{' where step_id = 2",
    "a list": "update change set after = '[1]' where step_id = 2",
    "depths of lists": f"update change set after = '{'[' * 20_000}' where step_id = 2",
    "a table of the log itself": "update change set table_name = 'step' where step_id = 2",
    "SQL for a table": "update change set table_name = 'risk; drop table risk' where step_id = 2",
    "SQL for a column": """update change set before = '{"heading = (select 1), ref": 1}',"""
    """ after = '{}', table_name = 'risk' where step_id = 2""",
}


@pytest.mark.parametrize("statement", LOGS.values(), ids=LOGS.keys())
def test_a_forged_log_is_neither_taken_back_nor_proved(worked: Path, statement: str) -> None:
    forge(worked, [statement])
    with pytest.raises(RiskDeskError, match="holds something that RiskDesk cannot read"):
        use(worked)
    verdict = verify_file(worked)
    assert not verdict.sound
    assert any("Step 2" in sentence for sentence in verdict.sentences)
    look(worked)


@pytest.mark.parametrize("table", ["step", "change", "risk"])
def test_a_table_of_another_shape_is_named(worked: Path, table: str) -> None:
    with contextlib.closing(sqlite3.connect(worked, isolation_level=None)) as plain:
        for [name] in plain.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            plain.execute(f"drop trigger {name}")
        plain.execute(f"drop table {table}")
        plain.execute(f"create table {table} (x)")
    with pytest.raises(RiskDeskError, match="altered by another program"):
        look(worked)
    assert f'The part "{table}" was altered.' in verify_file(worked).sentences


@pytest.mark.parametrize("name", ["sqlite_evil", "risk"])
def test_a_trigger_that_hides_behind_a_name_is_found(worked: Path, name: str) -> None:
    """Behind one of SQLite's own names, or behind the name of a table of ours that stands after it."""
    evil = f"CREATE TRIGGER {name} after update on score begin delete from owner; end"
    with contextlib.closing(sqlite3.connect(worked, isolation_level=None)) as plain:
        plain.execute("pragma writable_schema = on")
        plain.execute("insert into sqlite_master values ('trigger', ?, 'score', 0, ?)", [name, evil])
    with pytest.raises(RiskDeskError, match=f'its part "{name}" is not as RiskDesk made it'):
        Store.open(worked, "Bea")
    assert f'The file holds a part "{name}" that RiskDesk did not put there.' in verify_file(worked).sentences


def test_a_file_without_its_version_is_refused_untouched(worked: Path) -> None:
    with contextlib.closing(sqlite3.connect(worked)) as plain:
        plain.execute("pragma user_version = 0")
    before = worked.read_bytes()
    with pytest.raises(RiskDeskError, match="its version is gone"):
        Store.open(worked, "Bea")
    assert worked.read_bytes() == before
    assert [entry.name for entry in worked.parent.iterdir() if "upgrade" in entry.name] == []
