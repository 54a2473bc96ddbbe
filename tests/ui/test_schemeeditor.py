"""Editing a scheme: a contradiction is one sentence, effects stand before the change, the change is one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.samples import load
from riskdesk.schemes import presets
from riskdesk.store import Store
from ui.desk import Desk
from ui.schemedraft import Draft
from ui.schemeeditor import SchemeEditor


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Store.create(tmp_path / "fund.riskdesk", load("thurrock-2017"), "Ann Author"))
    yield desk
    desk.close()


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk) -> SchemeEditor:
    editor = SchemeEditor(desk)
    qtbot.addWidget(editor)
    editor.resize(1100, 700)
    with qtbot.waitExposed(editor):
        editor.show()
    desk.changed.connect(lambda _change: editor.fill(desk.register))
    return editor


def write(editor: SchemeEditor, row: int, column: int, text: str) -> None:
    """Type into the table of bands."""
    item = editor.bands.table.item(row, column)
    assert item is not None
    item.setText(text)


@pytest.mark.parametrize("key", presets())
def test_a_draft_of_a_shipped_scheme_builds_that_scheme(key: str) -> None:
    scheme = presets()[key]
    assert Draft.of(scheme).build(tuple(presets().values())) is scheme


def test_overlapping_bands_are_said_as_typed_and_cannot_be_applied(editor: SchemeEditor) -> None:
    write(editor, 0, 2, "7")
    assert "overlapping" in editor.problem.text()
    assert not editor.apply_button.isEnabled()
    write(editor, 0, 2, "four")
    assert "whole number" in editor.problem.text()


def test_poor_contrast_is_shown_and_refused(editor: SchemeEditor) -> None:
    write(editor, 0, 4, "#CCCCCC")
    assert editor.bands.table.text(0, 5) == "1.4 : 1"
    assert "4.5 to 1" in editor.problem.text()


def test_what_would_change_is_listed_before_it_is_applied(editor: SchemeEditor, desk: Desk, qtbot: QtBot) -> None:
    write(editor, 1, 2, "8")
    write(editor, 2, 1, "9")
    qtbot.waitUntil(lambda: editor.effects.count() > 0)
    listed = [editor.effects.item(row).text() for row in range(editor.effects.count())]
    assert any("9 Medium becomes 9 High" in line for line in listed)
    assert desk.register.scheme.key == "council-4x4"
    editor.reason.setText("The board asked for it")
    editor.apply_button.click()
    assert [band.low for band in desk.register.scheme.bands] == [1, 6, 9]
    step = desk.store.last_step
    assert step is not None
    assert step.reason == "The board asked for it"
    desk.undo()
    assert desk.register.scheme.key == "council-4x4"


def test_scores_that_are_no_levels_of_the_new_scheme_wait_for_a_person(
    editor: SchemeEditor, desk: Desk, qtbot: QtBot
) -> None:
    editor.start_from(presets()["bcf-3x3-2014"])
    qtbot.waitUntil(lambda: "wait for a person" in editor.tally.text())
    before = [risk.scores for risk in desk.register.risks]
    editor.apply()
    assert [risk.scores for risk in desk.register.risks] == before


def test_cells_can_be_painted_with_a_band(editor: SchemeEditor, desk: Desk) -> None:
    editor.by_cell.click()
    editor.bands.table.setCurrentCell(2, 0)
    place = editor.view.box((0, 0)).center().toPoint()
    QTest.mouseClick(editor.view, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert editor.scheme is not None
    rated = editor.scheme.rate(1, 1)
    assert rated is not None
    assert rated.word == "High"


def test_a_renamed_band_keeps_its_cells(editor: SchemeEditor) -> None:
    editor.by_cell.click()
    write(editor, 2, 0, "Severe")
    assert editor.scheme is not None
    rated = editor.scheme.rate(4, 4)
    assert rated is not None
    assert rated.word == "Severe"


def test_levels_can_be_added_and_removed(editor: SchemeEditor) -> None:
    editor.start_from(presets()["clinical-5x5-lookup"])
    editor.impact._add()
    assert editor.scheme is not None
    assert len(editor.scheme.impact) == 6
    editor.impact.table.removal_wanted.emit(5)
    assert len(editor.scheme.impact) == 5


def test_an_unreadable_colour_is_a_sentence() -> None:
    draft = Draft.of(presets()["council-4x4"])
    draft.bands[0].fill = "#12"
    with pytest.raises(RiskDeskError, match="not a colour"):
        draft.build()
