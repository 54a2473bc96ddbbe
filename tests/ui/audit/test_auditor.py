"""The auditor: one audit after the last of several steps, of the register as it stands, and none once it is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.ui.audit.hands import book
from tests.ui.audit.workroom import lay_desk
from ui.audit.auditor import Auditor
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path, book())
    yield desk
    desk.close()


@pytest.fixture
def auditor(desk: Desk, qtbot: QtBot) -> Auditor:
    made = Auditor(desk, desk)
    made.hurry(True)
    qtbot.waitUntil(lambda: made.ready, timeout=20_000)
    return made


def test_an_audit_is_of_the_register_as_it_stands(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    desk.store.edit_register({"title": "Another"})
    assert not auditor.ready
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert auditor.audit
    assert auditor.audit.case.register is desk.register


def test_the_earlier_audit_stays_until_the_next_is_there(auditor: Auditor, desk: Desk) -> None:
    before = auditor.audit
    desk.store.edit_register({"title": "Another"})
    assert before
    assert auditor.audit is before


def test_several_steps_at_once_are_audited_once(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    told = QSignalSpy(auditor.audited)
    for title in ("One", "Two", "Three"):
        desk.store.edit_register({"title": title})
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert told.count() == 1
    assert auditor.audit
    assert auditor.audit.case.register.title == "Three"


def test_a_step_during_an_audit_is_audited_too(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    desk.store.edit_register({"title": "One"})
    auditor._start()
    desk.store.edit_register({"title": "Two"})
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert auditor.audit
    assert auditor.audit.case.register.title == "Two"


def test_a_finished_audit_of_a_register_that_moved_on_is_not_ready(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    desk.store.edit_register({"title": "One"})
    auditor._start()
    desk.store.edit_register({"title": "Two"})
    auditor.hurry(False)
    auditor.renew()
    with qtbot.waitSignal(auditor.audited, timeout=20_000):
        pass
    ready = auditor.ready
    assert auditor.audit
    assert ready == (auditor.audit.case.register.title == "Two")


def test_a_closed_register_is_not_audited_any_more(tmp_path: Path, qtbot: QtBot) -> None:
    desk = lay_desk(tmp_path, book())
    auditor = Auditor(desk, desk)
    auditor.hurry(True)
    desk.close()
    qtbot.wait(300)
    assert auditor.audit is None


def test_it_tells_how_far_it_is(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    far = QSignalSpy(auditor.progressed)
    desk.store.edit_register({"title": "One"})
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert auditor.audit
    whole = len(auditor.audit.rules)
    assert far.at(far.count() - 1) == [whole, whole]


def test_it_compares_with_an_earlier_register_until_told_otherwise(auditor: Auditor, desk: Desk, qtbot: QtBot) -> None:
    earlier = desk.register
    auditor.compare_with(earlier)
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert auditor.audit
    assert auditor.audit.case.previous is earlier
    auditor.compare_with(None)
    qtbot.waitUntil(lambda: auditor.ready, timeout=20_000)
    assert auditor.audit.case.previous is None
