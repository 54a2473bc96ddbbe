"""Verify: what was checked, where it fails, whose a printed seal is; beside the window and ended by leaving."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from riskdesk.store import Store
from tests.made import make_register
from tests.ui.audit.workroom import Clock, empty, lay_desk, press, risk_ids, show
from ui.audit.proof import ProofPanel
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock()
    desk = lay_desk(tmp_path, clock=clock)
    clock.on(10)
    desk.store.rate_risk(risk_ids(desk)[0], Stage.CURRENT, 2, 2, reason="Better")
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ProofPanel:
    return show(qtbot, desk, ProofPanel)


def prove(panel: ProofPanel, qtbot: QtBot) -> None:
    panel.verify_button.click()
    qtbot.waitUntil(lambda: panel.verdict is not None, timeout=10_000)


def alter(path: Path, statement: str) -> None:
    """What a stranger's tool would do: take the guards away, change a row, put the guards back."""
    other = sqlite3.connect(path)
    guards = other.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _sql in guards:
        other.execute(f"drop trigger {name}")
    other.execute(statement)
    for _name, sql in guards:
        other.execute(sql)
    other.commit()
    other.close()


def test_a_sound_register_says_what_was_checked(panel: ProofPanel, qtbot: QtBot, desk: Desk) -> None:
    prove(panel, qtbot)
    assert panel.result.text().startswith("This register holds. Verified at ")
    assert "The chain of seals holds over 2 steps" in panel.found.text
    assert "exactly the rows in the file" in panel.found.text
    assert panel.progress.isHidden()


def test_an_altered_register_names_the_step_and_the_rows(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.close()
    alter(desk.store.path, "update score set impact = 1 where id = 1")
    alter(desk.store.path, "update step set reason = 'Worse' where id = 2")
    altered = Desk(Store.open(desk.store.path, "Ann Author"))
    panel = show(qtbot, altered, ProofPanel)
    prove(panel, qtbot)
    assert panel.result.text().startswith("This register was altered outside RiskDesk.")
    assert panel.result.property("alert")
    assert "Row 1 of score (risk 1, current) was changed without a step: impact" in panel.found.text
    assert "Step 2 (" in panel.found.text
    altered.close()


def test_steps_after_the_proof_are_told(panel: ProofPanel, qtbot: QtBot, desk: Desk) -> None:
    prove(panel, qtbot)
    desk.store.edit_register({"title": "Another"})
    assert panel.result.text().endswith("Steps followed since: verify again to include them.")
    prove(panel, qtbot)
    assert "Steps followed" not in panel.result.text()


def test_leaving_ends_the_proof(qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing comes of it, also once its thread has ended."""
    desk = lay_desk(tmp_path, make_register(300))
    panel = show(qtbot, desk, ProofPanel)
    panel.verify_button.click()
    assert panel.progress.isVisible()
    panel.hide()
    qtbot.waitUntil(lambda: all(thread.name != "job" for thread in threading.enumerate()), timeout=20_000)
    panel.show()
    qtbot.wait(100)
    assert panel.verdict is None
    assert panel.progress.isHidden()
    assert panel.result.isHidden()
    desk.close()


def test_the_whole_seal_can_be_selected_and_copied(panel: ProofPanel, desk: Desk) -> None:
    assert panel.seal.text() == desk.register.seal
    assert len(panel.seal.text()) == 64
    assert panel.seal.isReadOnly()
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == desk.register.seal


def test_the_seal_follows_each_step(panel: ProofPanel, desk: Desk) -> None:
    before = panel.seal.text()
    desk.store.edit_register({"title": "Another"})
    assert panel.seal.text() == desk.register.seal != before


def test_a_printed_seal_is_placed(panel: ProofPanel, desk: Desk) -> None:
    QTest.keyClicks(panel.asked, desk.register.seal[:12].upper())
    press(panel.asked, Qt.Key.Key_Return)
    said = panel.answer.text()
    for words in ("step 2", "Rate risk 1", "by Ann Author on 11 March 2017", "1 February 2017", "latest step"):
        assert words in said


def test_a_seal_of_nobody_is_told(panel: ProofPanel) -> None:
    panel.asked.setText("0" * 12)
    panel.place_seal()
    assert panel.answer.text().startswith("No step of this register has that seal")


@pytest.mark.parametrize("text", ["", "abc", "not a seal at all"])
def test_what_is_no_seal_is_refused_in_a_sentence(panel: ProofPanel, text: str) -> None:
    panel.asked.setText(text)
    panel.place_seal()
    assert panel.lack.isVisible()
    assert "12" in panel.lack.text()
    assert panel.answer.isHidden()


def test_typing_takes_the_last_answer_away(panel: ProofPanel, desk: Desk) -> None:
    panel.asked.setText(desk.register.seal)
    panel.place_seal()
    assert panel.answer.isVisible()
    QTest.keyClicks(panel.asked, "0")
    assert panel.answer.isHidden()


def test_a_step_keeps_what_is_typed(panel: ProofPanel, desk: Desk) -> None:
    QTest.keyClicks(panel.asked, "abc")
    desk.store.edit_register({"title": "Another"})
    assert panel.asked.text() == "abc"


def test_an_empty_register_can_be_proved(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, empty())
    panel = show(qtbot, desk, ProofPanel)
    prove(panel, qtbot)
    assert panel.verdict
    assert panel.verdict.sound
    desk.close()


def test_a_read_only_register_can_be_proved(qtbot: QtBot, desk: Desk) -> None:
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, ProofPanel)
    prove(panel, qtbot)
    assert panel.result.text().startswith("This register holds.")
    reader.close()
