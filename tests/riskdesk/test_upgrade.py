"""Older registers: copied before they are upgraded, read where they may only be read, refused where altered."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from riskdesk import file, schema, tables
from riskdesk.errors import RiskDeskError
from riskdesk.opening import verify_file
from riskdesk.risks import Stage
from riskdesk.scrutiny import Scrutiny
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


@pytest.fixture
def first_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register as the first RiskDesk wrote it, before officers could record anything."""
    with monkeypatch.context() as then:
        then.setattr(schema, "VERSION", 1)
        with Store.create(path, small_register(), "Ann Author") as store:
            store.rate_risk(1, Stage.CURRENT, 3, 3, reason="Recruited")
    return path


def test_a_register_of_the_first_version_is_upgraded_and_used(first_version: Path) -> None:
    old = first_version.read_bytes()
    assert verify_file(first_version).sound, "an older file is whole in its own way"
    assert first_version.read_bytes() == old
    with Store.open(first_version, "Ann") as store:
        assert (first_version.parent / "fund before upgrade from 1.riskdesk").read_bytes() == old
        assert len(store.score_moves(1, Stage.CURRENT)) == 2
        store.challenge_risk(1, "Why?")
        store.undo()
        store.undo()
        assert store.verify().sound
    assert file.check(first_version) == schema.VERSION


def test_an_older_register_that_may_only_be_read_is_read_unchanged(first_version: Path) -> None:
    old = first_version.read_bytes()
    with Store.look(first_version) as store:
        assert [risk.ref for risk in store.register().risks] == ["1", "2"]
        assert store.scrutiny() == Scrutiny()
        assert store.verify().sound
        assert store.refresh() is None
    assert first_version.read_bytes() == old
    assert [entry.name for entry in first_version.parent.iterdir() if "upgrade" in entry.name] == []


def test_an_altered_older_register_is_refused_before_it_is_upgraded(first_version: Path) -> None:
    with contextlib.closing(sqlite3.connect(first_version, isolation_level=None)) as plain:
        plain.execute("create trigger evil after update on score begin delete from owner; end")
    old = first_version.read_bytes()
    with pytest.raises(RiskDeskError, match='its part "evil"'):
        Store.open(first_version, "Ann")
    assert first_version.read_bytes() == old
    assert not verify_file(first_version).sound


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
