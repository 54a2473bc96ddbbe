"""The matrix one clicks: what it shows, says, and tells when a cell is chosen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from riskdesk.schemes import preset, presets
from ui.matrix import Matrix, cell_help, cell_text

COUNCIL = preset("council-4x4")


@pytest.fixture
def matrix(qtbot: QtBot) -> Matrix:
    matrix = Matrix(COUNCIL)
    qtbot.addWidget(matrix)
    matrix.resize(180, matrix.sizeHint().height())
    matrix.show()
    return matrix


def test_a_cell_is_said_in_full() -> None:
    assert cell_text(COUNCIL, 4, 3) == "Impact 4 Critical, likelihood 3 Likely: 12 High"


def test_a_cell_says_what_its_levels_mean_where_the_scheme_does() -> None:
    said = cell_help(preset("nhs-5x5-npsa"), (1, 1)).splitlines()
    assert said[0].endswith("1 Low")
    assert "Rare: This will probably never happen/recur" in said


def test_nothing_and_half_a_score_are_said_as_such() -> None:
    assert cell_text(COUNCIL, None, None) == "not scored"
    assert cell_text(COUNCIL, 4, None) == "Impact 4 Critical, likelihood not recorded"
    assert cell_text(COUNCIL, 7, 1).startswith("Impact 7, which is no level here")


def test_the_score_is_its_accessible_value(matrix: Matrix) -> None:
    matrix.show_score(COUNCIL, 4, 3)
    assert matrix.cell == (4, 3)
    assert matrix.accessibleDescription() == "Impact 4 Critical, likelihood 3 Likely: 12 High"


def test_a_click_chooses_the_cell_under_it_and_changes_nothing(matrix: Matrix) -> None:
    matrix.show_score(COUNCIL, 4, 3)
    spy = QSignalSpy(matrix.chosen)
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.box((3, 2)).center().toPoint())
    assert spy.count() == 1
    assert spy.at(0) == [3, 2]
    assert matrix.cell == (4, 3)


def test_impact_grows_to_the_right_and_likelihood_upwards(matrix: Matrix) -> None:
    assert matrix.box((4, 1)).left() > matrix.box((1, 1)).left()
    assert matrix.box((1, 4)).top() < matrix.box((1, 1)).top()


def test_beside_the_cells_nothing_is_chosen(matrix: Matrix) -> None:
    assert matrix.cell_at(QPoint(2, 2)) is None


def test_arrows_move_and_return_and_space_choose(matrix: Matrix) -> None:
    spy = QSignalSpy(matrix.chosen)
    matrix.show_score(COUNCIL, 4, 3)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(matrix, key)
    assert [spy.at(place) for place in range(spy.count())] == [[3, 2], [3, 4]]


def test_arrows_stop_at_the_edges_and_say_where_they_are(matrix: Matrix) -> None:
    matrix.show_score(COUNCIL, 4, 4)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    QTest.keyClick(matrix, Qt.Key.Key_Up)
    assert matrix.at == (4, 4)
    assert matrix.accessibleDescription() == "Impact 4 Critical, likelihood 4 Very likely: 16 High, set"


def test_delete_asks_for_no_score(matrix: Matrix) -> None:
    spy = QSignalSpy(matrix.cleared)
    QTest.keyClick(matrix, Qt.Key.Key_Delete)
    assert spy.count() == 1


def test_a_read_only_matrix_can_be_walked_but_not_set(matrix: Matrix) -> None:
    matrix.set_read_only(True)
    chosen, cleared = QSignalSpy(matrix.chosen), QSignalSpy(matrix.cleared)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        QTest.keyClick(matrix, key)
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.box((3, 2)).center().toPoint())
    assert (chosen.count(), cleared.count()) == (0, 0)


def test_the_tooltip_is_the_cell_in_words(matrix: Matrix) -> None:
    QTest.mouseMove(matrix, matrix.box((4, 3)).center().toPoint())
    assert "Impact 4 Critical, likelihood 3 Likely: 12 High" in matrix.toolTip()


@pytest.mark.parametrize("key", list(presets()))
def test_every_shipped_scheme_can_be_drawn_and_clicked(qtbot: QtBot, key: str) -> None:
    scheme = preset(key)
    matrix = Matrix(COUNCIL)
    qtbot.addWidget(matrix)
    matrix.show_score(scheme, scheme.impact[-1].value, scheme.likelihood[0].value)
    matrix.resize(max(118, matrix.minimumSizeHint().width()), matrix.sizeHint().height())
    assert not matrix.grab().isNull()
    for impact in scheme.impact:
        for likelihood in scheme.likelihood:
            cell = (impact.value, likelihood.value)
            assert matrix.cell_at(matrix.box(cell).center().toPoint()) == cell


def test_a_score_that_is_no_level_stands_in_no_cell(matrix: Matrix) -> None:
    matrix.show_score(COUNCIL, 7, 1)
    assert matrix.cell is None
    assert not matrix.grab().isNull()
