"""Older registers: copied before they are upgraded, read where they may only be read, refused where altered."""

import contextlib
import datetime as dt
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from riskdesk import file, history, schema, tables
from riskdesk.closings import Acceptance
from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Forum
from riskdesk.opening import verify_file
from riskdesk.publishing import Publication, Subject
from riskdesk.risks import Owner, Partner, Score, Split, Stage
from riskdesk.store import Store
from tests.riskdesk.conftest import small_register


def test_an_older_file_is_copied_before_it_is_upgraded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.rate_risk(1, Stage.CURRENT, 3, 3)
    store.close()
    old = store.path.read_bytes()
    newer = "alter table risk add column velocity text not null default 'unknown';\n"
    monkeypatch.setattr(tables, "MIGRATIONS", (*tables.MIGRATIONS, newer))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    schema.expected.cache_clear()
    try:
        with Store.open(store.path, "Ann") as upgraded:
            assert upgraded.verify().sound, "rows logged before the new column count as holding its default"
            upgraded.undo()
            assert upgraded.verify().sound
        assert file.check(store.path) == schema.VERSION
        assert (store.path.parent / f"fund before upgrade from {schema.VERSION - 1}.riskdesk").read_bytes() == old
    finally:
        schema.expected.cache_clear()


@pytest.fixture(params=[1, 2, 3], ids=["version 1", "version 2", "version 3"])
def older(request: pytest.FixtureRequest, path: Path) -> Path:
    """A register as an older RiskDesk wrote it: 1 before officers could record anything, 2 before it had periods, 3
    before it had layouts."""
    version: int = request.param
    today = path.with_name("today.riskdesk")
    with Store.create(today, small_register(), "Ann Author") as store:
        store.rate_risk(1, Stage.CURRENT, 3, 3, reason="Recruited")
        if version > 1:
            store.challenge_risk(1, "Why so low?")
        if version > 2:
            store.add_entry(Forum, {"name": "Board"})
    path.touch()
    with (
        contextlib.closing(file.connect(today, read_only=True)) as new,
        contextlib.closing(file.connect(path, read_only=False)) as old,
        file.transaction(old, path),
    ):
        schema.migrate(old, 0, version)
        for step in map(history.read_step, new.query("select * from step order by id")):
            history.begin(old, step.kind, author=step.author, title=step.title, at=step.at, reason=step.reason)
            for change in history.changes_of(new, step.id):
                _write_as_then(old, change["table_name"], json.loads(change["after"]), is_new=change["before"] is None)
            history.seal(old, step.id)
    return path


def _write_as_then(old: Database, table: str, row: dict[str, Any], *, is_new: bool) -> None:
    """One row with the columns the table had in that version."""
    columns = {name: row[name] for name in old[table].columns_dict}
    if is_new:
        marks = ", ".join("?" for _ in columns)
        old.execute(f"insert into {table} ({', '.join(columns)}) values ({marks})", list(columns.values()))
    else:
        pairs = ", ".join(f"{name} = ?" for name in columns)
        old.execute(f"update {table} set {pairs} where id = ?", [*columns.values(), row["id"]])


def test_an_older_register_is_upgraded_and_used(older: Path) -> None:
    old, version = older.read_bytes(), file.check(older)
    assert version < schema.VERSION
    assert verify_file(older).sound, "an older file is whole in its own way"
    assert older.read_bytes() == old
    with Store.open(older, "Ann") as store:
        assert (older.parent / f"fund before upgrade from {version}.riskdesk").read_bytes() == old
        assert store.verify().sound
        assert len(store.score_moves(1, Stage.CURRENT)) == 2
        assert len(store.scrutiny().challenges) == (version > 1)
        assert len(store.proceedings().forums) == (version > 2)
        store.challenge_risk(1, "Why?")
        for _ in range(version + 1):
            store.undo()
        assert store.risk(1).scores == _first_scores(store)
        assert store.verify().sound
    assert file.check(older) == schema.VERSION


def _first_scores(store: Store) -> dict[Stage, Score]:
    """The scores the register began with, under the ids they have in the file."""
    given, held = small_register().risks[0].scores, store.risk(1).scores
    return {stage: replace(score, id=held[stage].id, uuid=held[stage].uuid) for stage, score in given.items()}


def test_an_older_register_can_be_closed_and_looked_back_at_once_upgraded(older: Path) -> None:
    with Store.open(older, "Ann") as store:
        period = store.close_period("July 2017", dt.date(2017, 8, 1), acceptance=Acceptance("Bea Boss", "Known"))
        closed = store.register()
        store.merge_risk(2, 1, "One and the same", dt.date(2017, 9, 1))
        assert store.verify().sound
        with store.look_back(period) as stood:
            assert stood.register().risks == closed.risks
            assert stood.verify().sound
    with Store.open(older, "Bea") as again:
        assert [each.name for each in again.register().periods] == ["July 2017"]
        assert again.verify().sound


def test_an_older_register_is_printed_with_layouts_once_upgraded(older: Path) -> None:
    with Store.open(older, "Ann") as store:
        before = store.register()
        lead, partner = before.owners[0], before.partners[0]
        assert (lead.post, partner.contribution, before.risks[0].controls[0].assurance_gaps) == ("", None, "")
        layout = store.add_layout({"name": "Board"})
        store.write_narrative(Subject.SUMMARY, "All is well.", layout_id=layout)
        store.exempt(1, "3", field="money")
        store.edit_entry(Owner, lead.id, {"post": "Strategic lead for adults"})
        store.edit_entry(Partner, partner.id, {"contribution": 12_000_000})
        store.edit_register({"split": Split.EQUAL, "contingency": 250_000})
        assert store.verify().sound
        period = store.close_period("July 2017", dt.date(2017, 8, 1), acceptance=Acceptance("Bea Boss", "Known"))
        with store.look_back(period) as stood:
            assert stood.publication() == store.publication()
            assert stood.verify().sound
    with Store.open(older, "Bea") as again:
        assert again.verify().sound
        assert [each.name for each in again.publication().layouts] == ["Board"]
        assert (again.register().split, again.register().contingency) == (Split.EQUAL, 250_000)


def test_what_was_done_before_the_upgrade_is_undone_after_it(older: Path) -> None:
    with Store.open(older, "Ann") as store:
        store.edit_entry(Owner, store.register().owners[0].id, {"post": "Lead"})
        while store.next_undo:
            store.undo()
        while store.next_redo:
            store.redo()
        assert store.register().owners[0].post == "Lead"
        assert store.verify().sound


def test_an_older_register_that_may_only_be_read_is_read_unchanged(older: Path) -> None:
    old, version = older.read_bytes(), file.check(older)
    with Store.look(older) as store:
        assert [risk.ref for risk in store.register().risks] == ["1", "2"]
        assert len(store.scrutiny().challenges) == (version > 1)
        assert len(store.proceedings().forums) == (version > 2)
        assert store.register().periods == ()
        assert store.publication() == Publication()
        assert store.register().split is None
        assert store.register().scheme_shares == ()
        assert store.verify().sound
        assert store.refresh() is None
    assert older.read_bytes() == old
    assert [entry.name for entry in older.parent.iterdir() if "upgrade" in entry.name] == []


def test_an_altered_older_register_is_refused_before_it_is_upgraded(older: Path) -> None:
    with contextlib.closing(sqlite3.connect(older, isolation_level=None)) as plain:
        plain.execute("create trigger evil after update on score begin delete from owner; end")
    old = older.read_bytes()
    with pytest.raises(RiskDeskError, match='its part "evil"'):
        Store.open(older, "Ann")
    assert older.read_bytes() == old
    assert not verify_file(older).sound


def test_a_failed_upgrade_leaves_the_old_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    broken = "alter table risk add column velocity text;\nalter table nowhere add column x text;\n"
    monkeypatch.setattr(tables, "MIGRATIONS", (*tables.MIGRATIONS, broken))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Store.open(store.path, "Ann")
    monkeypatch.undo()
    with Store.open(store.path, "Ann") as again:
        assert not again.read_only, "the failed opening let go of its lock"
        assert again.verify().sound
