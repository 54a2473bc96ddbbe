"""Two programs and one file: reached by other names, with the lock gone, moved away, read while it is written."""

import datetime as dt
import os
import sqlite3
from pathlib import Path

import pytest

from riskdesk import file
from riskdesk.errors import RiskDeskError
from riskdesk.opening import verify_file
from riskdesk.store import Store
from tests.children import child
from tests.made import make_register


def test_a_link_leads_to_the_same_lock(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "mine.riskdesk"
    link.symlink_to(store.path)
    monkeypatch.chdir(tmp_path)
    for name in (link, Path(store.path.name)):
        with Store.open(name, "Bea") as other:
            assert other.read_only
            assert other.why_read_only.startswith("Ann Author has this register open")


def test_a_register_is_never_copied_onto_itself_through_a_link(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.riskdesk"
    link.symlink_to(store.path)
    with pytest.raises(RiskDeskError, match="onto itself"):
        store.save_copy(link)
    store.edit_risk(1, {"heading": "Still here"})


def test_a_file_with_two_names_is_only_read(store: Store, tmp_path: Path) -> None:
    second = tmp_path / "second.riskdesk"
    second.hardlink_to(store.path)
    with Store.open(second, "Bea") as other:
        assert other.read_only
        assert "hard link" in other.why_read_only


def test_with_the_lock_deleted_by_hand_the_second_writer_is_stopped(store: Store) -> None:
    file.lock_path(store.path).unlink()
    with Store.open(store.path, "Bea") as other:
        store.edit_risk(1, {"heading": "First"})
        with pytest.raises(RiskDeskError, match="changed by another program since it was opened"):
            other.edit_risk(1, {"heading": "Second"})
        store.close()
        assert file.lock_path(other.path).exists(), "who loses a lock does not take the next one's away"
    assert verify_file(store.path).sound


def test_a_file_moved_away_is_not_written_and_said_to_be_moved(store: Store, tmp_path: Path) -> None:
    moved = store.path.rename(tmp_path / "moved.riskdesk")
    before = moved.read_bytes()
    with pytest.raises(RiskDeskError, match="moved, removed or replaced while it was open"):
        store.edit_risk(1, {"heading": "Lost?"})
    assert moved.read_bytes() == before
    store.save_copy(tmp_path / "rescued.riskdesk")
    assert verify_file(tmp_path / "rescued.riskdesk").sound


@pytest.mark.parametrize("content", [b"junk" * 500, b""])
def test_a_lock_that_is_none_of_ours_is_told(store: Store, content: bytes) -> None:
    store.close()
    lock = file.lock_path(store.path)
    lock.write_bytes(content)
    with Store.open(store.path, "Bea") as other:
        assert other.read_only == bool(content), "an empty one is a lock that was never finished"
        assert not content or f"{lock.name} beside this register is in the way" in other.why_read_only


def test_a_reader_prints_the_seal_of_what_it_reads(store: Store) -> None:
    with Store.look(store.path) as reader:
        store.edit_risk(1, {"heading": "Written after the reader opened"})
        register = reader.register()
        assert register.risks[0].heading == "Written after the reader opened"
        assert register.seal == store.register().seal


READING = """
    import sys; from pathlib import Path; from riskdesk.opening import verify_file; from riskdesk.store import Store
    path = Path(sys.argv[1])
    print("reading", flush=True)
    for turn in range(8):
        with Store.look(path) as reader:
            for risk in reader.register().risks:
                assert risk.heading == reader.register().risks[0].heading, "half of a step was seen"
        verdict = verify_file(path)
        assert verdict.sound, verdict.sentences[:2]
"""


def test_readers_never_see_half_a_step(path: Path) -> None:
    with Store.create(path, make_register(20), "Ann") as store:
        with store.step("Name all"):
            store._db.execute("update risk set heading = 'none'")
        reader = child(READING, path)
        assert reader.stdout
        reader.stdout.readline()
        turn = 0
        while reader.poll() is None:
            turn += 1
            with store.step("Name all"):
                store._db.execute("update risk set heading = ?", [f"turn {turn}"])
        _, faults = reader.communicate(timeout=60)
        assert reader.returncode == 0, faults


def test_a_file_left_half_written_is_mended_by_a_reader_too(store: Store) -> None:
    store.close()
    script = """
        import os, signal, sqlite3, sys
        plain = sqlite3.connect(sys.argv[1], isolation_level=None)
        plain.execute("pragma cache_size = 1")
        plain.execute("begin immediate")
        plain.execute("insert into step values (2, 'u', 'a', 'b', 't', 'r', 'edit', null, null)")
        for n in range(30):
            plain.execute("update risk set comments = ? where id = 2", [str(n) * 50_000])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    child(script, store.path).communicate(timeout=60)
    assert store.path.with_name(f"{store.path.name}-journal").exists()
    with Store.look(store.path) as reader:
        assert reader.register().risks[1].comments == ""
    assert verify_file(store.path).sound


def test_backups_of_an_awkwardly_named_register_are_limited_too(tmp_path: Path) -> None:
    path = tmp_path / "fund [2017] *.riskdesk"
    Store.create(path, make_register(1), "Ann").close()
    for day in [*range(1, 15), -2000]:
        now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=day)
        with Store.open(path, "Ann", clock=lambda now=now: now) as store:  # type: ignore[misc]
            store.edit_risk(1, {"heading": str(day)})
    kept = sorted(entry.name for entry in (tmp_path / "fund [2017] * backups").iterdir())
    assert len(kept) == file.KEPT_BACKUPS
    assert "2020" in kept[0], "the backup just made stays, though the clock was set back"


def test_an_earlier_copy_from_before_an_upgrade_stays(path: Path) -> None:
    path.write_bytes(b"first")
    first = file.keep_before_upgrade(path, 1)
    path.write_bytes(b"second")
    second = file.keep_before_upgrade(path, 1)
    assert (first.read_bytes(), second.read_bytes()) == (b"first", b"second")


def test_a_connection_has_the_settings_everything_else_relies_on(store: Store) -> None:
    wanted = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "cell_size_check": 1}
    assert {name: store._db.execute(f"pragma {name}").fetchone()[0] for name in wanted} == wanted
    assert store._db.execute("pragma journal_mode").fetchone()[0] == "delete"


def test_the_file_itself_refuses_a_closed_risk_without_a_reason(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="closed_reason"), store.step("Close"):
        store._db.execute("update risk set status = 'closed' where id = 1")
    assert verify_file(store.path).sound


def test_notes_are_in_the_order_of_their_days(store: Store) -> None:
    for day in (9, 2, 5):
        store.note_action(1, f"On day {day}", dt.date(2017, 8, day))
    assert [note.noted_on.day for note in store.risk(1).actions[0].notes] == [2, 5, 9]


def test_an_author_is_one_line(path: Path) -> None:
    with Store.create(path, make_register(1), " Ann\nof Finance ") as store:
        assert store.last_step
        assert (store.author, store.last_step.author) == ("Ann of Finance", "Ann of Finance")


def test_a_disk_that_is_full_when_the_lock_is_written_is_not_called_read_only() -> None:
    fault = sqlite3.OperationalError("full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert file.unlockable(fault, Path(os.devnull)) == "The disk is full"
