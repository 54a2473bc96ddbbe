"""Calibration: counts in the matrix, crowding in words, and the risks behind every number."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from riskdesk.risks import Stage
from riskdesk.schemes import preset
from tests.ui.audit.workroom import LEAD, all_closed, empty, fund, lay_desk, made_risk, press, risk_ids, show
from ui.audit.calibration import CalibrationPanel, Groups
from ui.columns import Align
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> CalibrationPanel:
    return show(qtbot, desk, CalibrationPanel)


def listed(panel: CalibrationPanel) -> list[str]:
    """The references of the links that are shown."""
    return [entry.ref.text() for entry in panel.links.entries if not entry.ref.isHidden()]


def told(groups: Groups, place: int) -> list[str]:
    assert groups.table
    return [groups.table.rows.cell(place, column).text for column in range(groups.table.rows.columnCount())]


def test_a_cell_says_its_rating_and_its_risks(panel: CalibrationPanel) -> None:
    assert panel.spread.in_words((2, 2)) == ("Impact 2 Marginal, likelihood 2 Unlikely: 4 Low. 4 risks: 3, 4, 5 and 6")
    assert panel.spread.in_words((1, 1)).endswith("1 Low. No risks")


def test_crowding_is_said_in_words(panel: CalibrationPanel) -> None:
    assert "4 of 6 risks (67%) share one cell (impact 2, likelihood 2)" in panel.sentences.text()


def test_the_fullest_cell_is_listed_first(panel: CalibrationPanel) -> None:
    assert listed(panel) == ["3", "4", "5", "6"]
    assert panel.links.head.text() == "Impact 2 Marginal, likelihood 2 Unlikely: 4 Low. 4 risks"


def test_a_click_lists_the_risks_of_a_cell(panel: CalibrationPanel) -> None:
    place = panel.spread.box((4, 3)).center().toPoint()
    QTest.mouseClick(panel.spread, Qt.MouseButton.LeftButton, pos=place)
    assert listed(panel) == ["1"]


def test_the_keyboard_chooses_a_cell_and_a_screen_reader_hears_it(panel: CalibrationPanel) -> None:
    panel.focus_rows()
    assert panel.spread.accessibleDescription().endswith("4 risks: 3, 4, 5 and 6")
    press(panel.spread, Qt.Key.Key_Right)
    press(panel.spread, Qt.Key.Key_Up)
    assert panel.spread.accessibleDescription().endswith("1 risk: 2")
    press(panel.spread, Qt.Key.Key_Return)
    assert listed(panel) == ["2"]
    press(panel.spread, Qt.Key.Key_Left)
    press(panel.spread, Qt.Key.Key_Space)
    assert listed(panel) == []
    assert panel.links.head.text().endswith("No risks")


def test_owners_and_categories_stand_largest_first_with_numbers_and_words(panel: CalibrationPanel) -> None:
    assert told(panel.owners, 0) == ["Director of Commissioning", "4", "4", "–", "–", "all 4 in one cell"]
    assert told(panel.owners, 1)[:5] == ["Strategic Lead", "2", "–", "1", "1"]
    assert told(panel.categories, 0)[0] == "Workforce"


def test_counts_are_no_ratings(panel: CalibrationPanel) -> None:
    """A count of risks in a band's colour would read as a score."""
    assert panel.owners.table
    columns = panel.owners.table.rows.rows.columns
    for place, column in enumerate(columns[1:5], 1):
        assert column.align is Align.RIGHT
        assert panel.owners.table.rows.cell(0, place).band is None


def test_the_arrow_of_the_order_has_its_own_room(panel: CalibrationPanel) -> None:
    """A heading at the right end would stand under the arrow."""
    assert panel.owners.table
    model, across, role = panel.owners.table.model(), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    assert model.headerData(1, across, role) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(2, across, role) & Qt.AlignmentFlag.AlignRight


def test_remarks_take_room_only_where_there_are_some(panel: CalibrationPanel, desk: Desk) -> None:
    desk.store.rate_risk(risk_ids(desk)[2], Stage.CURRENT, 4, 4, reason="Worse")
    assert panel.owners.table
    assert panel.owners.table.rows.rows.columns[-1].title == "High"
    desk.undo()
    assert panel.owners.table.rows.rows.columns[-1].title == "Remark"


def test_a_long_title_ends_at_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, fund(replace(made_risk("1", 1, 1), heading="A long title " * 40)))
    panel = show(qtbot, desk, CalibrationPanel)
    assert panel.links.entries[0].title.whole().endswith("title\N{NO-BREAK SPACE}…")
    desk.close()


def test_a_group_lists_its_risks(panel: CalibrationPanel) -> None:
    assert panel.owners.table
    panel.owners.table.setCurrentIndex(panel.owners.table.rows.index(1, 0))
    assert panel.links.head.text() == "Owner: Strategic Lead. 2 risks"
    assert listed(panel) == ["1", "2"]


def test_a_link_leads_to_the_score(panel: CalibrationPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.field_wanted)
    panel.links.entries[0].ref.click()
    assert spy.at(0) == [risk_ids(desk)[2], "current", 0]


def test_the_choice_stays_after_a_step(panel: CalibrationPanel, desk: Desk) -> None:
    panel.spread.chosen.emit(3, 3)
    desk.store.rate_risk(risk_ids(desk)[2], Stage.CURRENT, 3, 3, reason="Worse")
    assert listed(panel) == ["2", "3"]


def test_a_stage_nobody_scored_says_so(panel: CalibrationPanel) -> None:
    panel.stage.setCurrentIndex(0)
    assert panel.empty.isVisible()
    assert "inherent score" in panel.empty.what.text()
    assert panel.top.isHidden()
    panel.stage.setCurrentIndex(1)
    assert panel.top.isVisible()


def test_another_scheme_brings_its_own_matrix_and_bands(panel: CalibrationPanel, desk: Desk) -> None:
    desk.store.change_scheme(preset("nhs-5x5-npsa"), reason="Trial")
    assert len(panel.spread.cells()) == 25
    assert panel.owners.table
    bands = [band.word for band in desk.register.scheme.bands]
    headings = [column.title for column in panel.owners.table.rows.rows.columns]
    assert headings == ["Owner", "Risks", *bands, "Remark"]


def test_long_lists_show_more_when_asked(qtbot: QtBot, tmp_path: Path) -> None:
    many = [made_risk(str(number), 1, 1) for number in range(1, 31)]
    desk = lay_desk(tmp_path, fund(*many))
    panel = show(qtbot, desk, CalibrationPanel)
    assert len(listed(panel)) == 8
    assert panel.links.more.text() == "Show 22 more"
    panel.links.more.click()
    assert len(listed(panel)) == 30
    assert panel.links.more.isHidden()
    desk.store.edit_register({"title": "Another"})
    assert len(listed(panel)) == 30
    desk.close()


def test_an_ampersand_in_a_reference_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, fund(replace(made_risk("R&D", 1, 1), owners=(LEAD,))))
    panel = show(qtbot, desk, CalibrationPanel)
    assert panel.links.entries[0].ref.text() == "R&&D"
    assert "R&D" in panel.links.entries[0].ref.accessibleName()
    desk.close()


@pytest.mark.parametrize(
    ("register", "said"), [(empty(), "There is no score to spread yet."), (all_closed(), "No risk is open.")]
)
def test_without_open_risks_the_panel_teaches(qtbot: QtBot, tmp_path: Path, register: object, said: str) -> None:
    desk = lay_desk(tmp_path, register)  # type: ignore[arg-type]
    panel = show(qtbot, desk, CalibrationPanel)
    assert panel.empty.what.text() == said
    desk.close()


def test_the_spread_paints_its_counts(panel: CalibrationPanel) -> None:
    """The cell with risks has its band's whole colour, the one without keeps a part of it."""
    picture = panel.spread.grab().toImage()
    full, soft = panel.spread.box((4, 3)), panel.spread.box((4, 4))
    band = panel.desk.register.scheme.bands[-1]
    corners = [picture.pixelColor(int(box.left()) + 8, int(box.top()) + 6).name().upper() for box in (full, soft)]
    assert corners[0] == band.fill.upper()
    assert corners[1] != band.fill.upper()
