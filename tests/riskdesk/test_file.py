"""The file on disk: what is refused and how, who may write, what survives."""

import contextlib
import datetime as dt
import os
import random
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from riskdesk import file, schema
from riskdesk.errors import RiskDeskError
from riskdesk.store import Store
from tests.children import child, run
from tests.made import make_register


@pytest.mark.parametrize("content", [b"", b"Ref,Risk\n1,Workforce\n", os.urandom(5000), b"SQLite format 3\x00"])
def test_a_file_that_is_not_sqlite_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(RiskDeskError, match="not a RiskDesk register"):
        Store.open(path, "Ann")
    assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "nothing is left beside it"


def test_another_program_s_database_is_refused_untouched(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("create table contacts (name text)")
    before = path.read_bytes()
    with pytest.raises(RiskDeskError, match="database of another program"):
        Store.open(path, "Ann")
    assert path.read_bytes() == before


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RiskDeskError, match="There is no file"):
        Store.open(tmp_path / "none.riskdesk", "Ann")
    with pytest.raises(RiskDeskError, match="cannot be read"):
        Store.open(tmp_path, "Ann")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(RiskDeskError, match="it is not a file"):
        Store.look(path)


def test_a_truncated_file_is_refused(store: Store) -> None:
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RiskDeskError, match="cut short"):
        Store.open(store.path, "Ann")


def test_a_file_with_broken_pages_is_refused(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[8192:40960] = bytes(40960 - 8192)
    store.path.write_bytes(content)
    with pytest.raises(RiskDeskError, match=r"damaged|altered"):
        Store.open(store.path, "Ann")


def test_a_newer_file_is_refused(store: Store) -> None:
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as plain:
        plain.execute(f"pragma user_version = {schema.VERSION + 1}")
    with pytest.raises(RiskDeskError, match="newer RiskDesk"):
        Store.open(store.path, "Ann")


@pytest.mark.parametrize(
    "script",
    [
        "create table extra (x)",
        "drop trigger score_update_log",
        "create trigger spy after insert on risk begin delete from owner; end",
        "create view v as select 1",
        "drop index change_step",
    ],
)
def test_a_file_with_parts_that_are_not_ours_is_refused(store: Store, script: str) -> None:
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as plain:
        plain.execute(script)
    with pytest.raises(RiskDeskError, match="altered by another program"):
        Store.open(store.path, "Ann")


def test_a_second_opener_reads_and_is_told_who_writes(store: Store) -> None:
    script = """
        import sys; from pathlib import Path; from riskdesk.store import Store
        with Store.open(Path(sys.argv[1]), "Bea Second") as other:
            print(other.read_only, len(other.register().risks), other.holder.author)
            print(other.why_read_only)
            try:
                other.edit_risk(1, {"heading": "Mine"})
            except Exception as refusal:
                print(type(refusal).__name__, refusal)
    """
    lines = run(script, store.path).splitlines()
    assert lines[0] == "True 2 Ann Author"
    assert lines[1].startswith("Ann Author has this register open on ")
    assert "since" in lines[1]
    assert lines[2].startswith("RiskDeskError Ann Author has this register open")
    store.edit_risk(1, {"heading": "Still mine"})


def test_a_reader_follows_the_writer(store: Store) -> None:
    with Store.open(store.path, "Bea") as reader:
        assert reader.register().risks[1].heading == "Delayed transfers"
        assert reader.refresh() is None
        store.edit_risk(1, {"comments": "x"})
        store.edit_risk(2, {"heading": "Changed"})
        change = reader.refresh()
        assert change
        assert change.risks == {1, 2}
        assert reader.register().risks[1].heading == "Changed"


def test_the_next_opener_writes_once_the_first_has_closed_or_died(store: Store) -> None:
    store.close()
    assert not file.lock_path(store.path).exists()
    script = """
        import os, sys; from pathlib import Path; from riskdesk.store import Store
        kept = Store.open(Path(sys.argv[1]), "Gone")
        print("open", flush=True)
        os.kill(os.getpid(), 9)
    """
    process = child(script, store.path)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert file.lock_path(store.path).exists(), "the dead process left its lock file"
    with Store.open(store.path, "Ann") as again:
        assert not again.read_only
        again.edit_risk(1, {"heading": "Mine again"})


def test_only_one_of_many_openers_gets_to_write(store: Store) -> None:
    store.close()
    script = """
        import sys, time; from pathlib import Path; from riskdesk.store import Store
        with Store.open(Path(sys.argv[1]), "P") as book:
            print(int(not book.read_only), flush=True)
            time.sleep(1.5)
    """
    processes = [child(script, store.path) for _ in range(4)]
    answers = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert sorted(answers) == ["0", "0", "0", "1"]


def _as_nobody(work: Callable[[], None]) -> None:
    """Run in a forked child that may write nothing: root may write everywhere."""
    child_id = os.fork()
    if child_id:
        assert os.waitstatus_to_exitcode(os.waitpid(child_id, 0)[1]) == 0
        return
    status = 1
    try:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()
        status = 0
    finally:
        os._exit(status)


@pytest.mark.skipif(os.name != "posix", reason="permissions are set the POSIX way")
def test_a_read_only_folder_gives_a_read_only_register(store: Store, tmp_path: Path) -> None:
    store.close()
    for folder in [tmp_path, *tmp_path.parents[:3]]:
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    store.path.chmod(0o444)
    tmp_path.chmod(0o555)

    def look() -> None:
        with Store.open(store.path, "Ann") as book:
            assert book.read_only
            assert "read-only" in book.why_read_only
            assert len(book.register().risks) == 2
        with pytest.raises(RiskDeskError, match="cannot be made"):
            Store.create(tmp_path / "new.riskdesk", book.register(), "Ann")

    try:
        _as_nobody(look)
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_in_the_middle_of_a_step_loses_only_the_step(store: Store) -> None:
    """A child process whose files may not grow: the write fails in the system, as on a full disk."""
    store.edit_risk(2, {"heading": "Kept"})
    store.close()
    script = """
        import os, resource, sys; from pathlib import Path; from riskdesk.store import Store
        path = Path(sys.argv[1])
        with Store.open(path, "Ann") as book:
            book.edit_risk(1, {"heading": "First"})
            size = path.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            try:
                book.edit_risk(1, {"comments": "x" * 500_000})
            except Exception as refusal:
                print(type(refusal).__name__, refusal)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print(len(book.risk(1).comments), book.verify().sound)
            book.edit_risk(1, {"comments": "and it goes on"})
    """
    lines = run(script, store.path).splitlines()
    assert lines[0].startswith("RiskDeskError")
    assert "nothing was changed" in lines[0]
    assert lines[1] == "0 True"
    with Store.open(store.path, "Ann") as again:
        assert (again.risk(2).heading, again.risk(1).comments) == ("Kept", "and it goes on")
        assert again.verify().sound


def test_sqlite_s_own_full_disk_answer_is_one_sentence(store: Store) -> None:
    store.edit_risk(2, {"heading": "Kept"})
    pages = next(store._db.query("pragma page_count"))["page_count"]
    store._db.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(RiskDeskError, match="disk is full: nothing was changed"):
        store.edit_risk(1, {"comments": "x" * 500_000})
    assert store.risk(1).comments == ""


KILLED = """
    import sys; from pathlib import Path; from riskdesk.risks import Stage; from riskdesk.store import Store
    with Store.open(Path(sys.argv[1]), "Ann") as book:
        for turn in range(100_000):
            book.rate_risk(1 + turn % 7, Stage.CURRENT, 1 + turn % 4, 1 + turn % 3, reason="x" * 5000)
            if book.last_step: print(book.last_step.id, flush=True)
"""


def test_killing_the_process_loses_at_most_the_step_that_had_not_returned(path: Path) -> None:
    Store.create(path, make_register(20), "Ann").close()
    dice = random.Random(5)
    for _ in range(20):
        process = child(KILLED, path)
        assert process.stdout
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.06))
        process.kill()
        rest = process.communicate(timeout=60)[0].splitlines()
        returned = int(rest[-1]) if rest and rest[-1].isdigit() and len(rest) > 1 else 0
        with Store.open(path, "Ann") as again:
            assert again.verify().sound
            assert again.last_step is not None
            assert again.last_step.id >= returned
            assert len(again.register().risks) == 20


def test_a_file_cut_off_in_a_step_is_put_right_by_its_journal(store: Store) -> None:
    """The journal is still there and the file shorter than its header says, as after a kill in a commit."""
    store.edit_risk(1, {"comments": "x" * 100_000})
    store.close()
    journal = store.path.with_name(f"{store.path.name}-journal")
    script = """
        import os, sys; from pathlib import Path; from riskdesk.store import Store
        book = Store.open(Path(sys.argv[1]), "Ann")
        book._db.execute("pragma cache_size = 1")
        book._db.execute("begin immediate")
        book._db.execute(
            "insert into step (id, uuid, at, author, title, reason, kind) values (3, 'u', 'a', 'b', 't', 'r', 'edit')"
        )
        for n in range(30):
            book._db.execute("update risk set comments = ? where id = 2", [str(n) * 50_000])
        os.kill(os.getpid(), 9)
    """
    child(script, store.path).communicate(timeout=60)
    assert journal.exists()
    with store.path.open("r+b") as handle:
        size = handle.seek(0, os.SEEK_END)
        handle.truncate(size - 4096)
    with Store.open(store.path, "Ann") as again:
        assert again.risk(2).comments == ""
        assert again.verify().sound


def test_killing_a_creation_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    script = """
        import sys; from pathlib import Path; from riskdesk.store import Store; from tests.children import child, run
from tests.made import make_register
        register = make_register(300)
        print("go", flush=True)
        Store.create(Path(sys.argv[1]), register, "Ann").close()
    """
    for turn, delay in enumerate((0.0, 0.02, 0.05, 0.1)):
        path = tmp_path / f"{turn}.riskdesk"
        process = child(script, path)
        assert process.stdout
        process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.communicate(timeout=60)
        if path.exists():
            with Store.open(path, "Ann") as again:
                assert again.verify().sound
        else:
            Store.create(path, make_register(1), "Ann").close()


def test_a_copy_is_whole_and_never_onto_itself(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.riskdesk"
    store.save_copy(target)
    with Store.open(target, "Bea") as copy:
        assert copy.register() == store.register()
        assert copy.verify().sound
    with pytest.raises(RiskDeskError, match="onto itself"):
        store.save_copy(store.path)
    with pytest.raises(RiskDeskError, match="could not be written"):
        store.save_copy(tmp_path / "no such folder" / "copy.riskdesk")
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".part")] == []


def test_one_backup_a_day_is_kept_and_the_latest_ten(path: Path) -> None:
    folder = path.with_name("fund backups")
    days = [dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC) for day in range(1, 14)]
    Store.create(path, make_register(2), "Ann").close()
    for day in days:
        for turn in range(2):
            with Store.open(path, "Ann", clock=lambda day=day: day) as book:  # type: ignore[misc]
                book.edit_risk(1, {"comments": f"{day:%d} {turn}"})
    kept = sorted(entry.name for entry in folder.iterdir())
    assert len(kept) == file.KEPT_BACKUPS
    assert kept[0] == "fund 2026-03-04.riskdesk"
    with Store.open(folder / kept[-1], "Ann") as backup:
        assert backup.risk(1).comments == "12 1", "the backup is of before the day's first step"


def test_files_with_awkward_names_open(tmp_path: Path) -> None:
    path = tmp_path / "Risg Iechyd ŵ ŷ 100% #1 ?.riskdesk"
    Store.create(path, make_register(1), "Ann").close()
    with Store.open(path, "Ann") as book:
        assert not book.read_only
        book.edit_risk(1, {"heading": "Opened"})
