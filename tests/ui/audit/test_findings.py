"""The findings in the window: groups, what is rolled up, filters, search, what is told of one, and empty pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from riskdesk.audit.findings import Severity
from tests.ui.audit.hands import DIRECTOR, Officer
from ui.audit.findingrows import COLUMNS, Grouping
from ui.audit.findings import in_brief
from ui.main_window import MainWindow
from ui.rowsmodel import ACCESSIBLE
from ui.theme import GAP, PAD, TIGHT, Type, font_for

HOSTILE = '<b>bold</b> <img src="x">'
COLUMN = {column.key: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def officer(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Officer:
    return Officer(empty_window, qtbot, tmp_path)


def group(officer: Officer, by: Grouping) -> None:
    box = officer.panel.grouping
    box.setCurrentIndex(list(Grouping).index(by))
    box.activated.emit(box.currentIndex())


def texts(officer: Officer) -> str:
    return "\n".join(each.text() for each in officer.panel.detail.findChildren(QLabel) if each.isVisible())


def test_errors_come_first_and_what_most_risks_share_is_one_line(officer: Officer) -> None:
    lines = officer.lines
    assert lines[:3] == [f"[Errors ({officer.errors})]", "SCORE_MISMATCH 1", "SCORE_MISMATCH 2"]
    assert officer.errors >= 3
    assert "NO_INHERENT 1+2+3" in lines
    assert lines.index("NO_INHERENT 1+2+3") > next(place for place, line in enumerate(lines) if "Advice" in line)


def test_a_closed_risk_is_not_audited(officer: Officer) -> None:
    assert not any(line.endswith("4") for line in officer.lines)


def test_the_page_bar_counts_the_errors_and_warnings_that_wait(officer: Officer, qtbot: QtBot) -> None:
    found = officer.page.auditor.audit
    assert found
    waiting = sum(1 for each in found.findings if each.severity < Severity.ADVICE)
    assert officer.page.count() == waiting > 3
    button = officer.window._bar.buttons()[officer.window.pages.index(officer.page)]
    qtbot.waitUntil(lambda: button.accessibleName() == f"Audit, {waiting}")
    officer.choose("SCORE_MISMATCH", "1")
    officer.waive("Seen")
    qtbot.waitUntil(lambda: button.accessibleName() == f"Audit, {waiting - 1}")


def test_findings_stand_together_by_rule(officer: Officer) -> None:
    group(officer, Grouping.RULE)
    title = officer.choose("SCORE_MISMATCH", "1").rule.title
    assert officer.lines[:3] == [f"[{title} (2)]", "SCORE_MISMATCH 1", "SCORE_MISMATCH 2"]


def test_findings_stand_together_by_risk_each_by_itself(officer: Officer) -> None:
    group(officer, Grouping.RISK)
    lines = officer.lines
    assert lines[0].startswith("[The register (")
    second = next(place for place, line in enumerate(lines) if line.startswith("[2  Transfers of care ("))
    assert lines[second + 1] == "SCORE_MISMATCH 2"
    assert sum(1 for line in lines if line.startswith("NO_INHERENT")) == 3


def test_the_grouping_is_remembered(officer: Officer) -> None:
    group(officer, Grouping.RISK)
    officer.reopen()
    assert officer.panel.grouping.currentText() == "By risk"
    assert officer.lines[0].startswith("[The register (")


def test_the_order_is_remembered(officer: Officer) -> None:
    officer.panel.table.sortByColumn(COLUMN["finding"], Qt.SortOrder.DescendingOrder)
    officer.reopen()
    rows = officer.panel.table.model_.rows
    assert (rows.sorted_by.key, rows.descending) == ("finding", True)
    assert officer.lines[0].startswith("[Errors (")


def test_the_finding_chosen_stays_chosen_in_another_grouping(officer: Officer) -> None:
    officer.choose("SCORE_MISMATCH", "2")
    for by in (Grouping.RULE, Grouping.RISK, Grouping.SEVERITY):
        group(officer, by)
        assert officer.panel.detail.finding
        assert officer.panel.detail.finding.refs == ("2",)


def test_the_finding_chosen_stays_in_sight_where_it_is_rolled_up_and_where_not(officer: Officer) -> None:
    table = officer.panel.table
    group(officer, Grouping.RISK)
    row = next(row for row in table.model_.findings.findings if row.thing.finding.rule.name == "NO_INHERENT")
    table.setCurrentIndex(table.model_.index(table.model_.rows.place(row.id), 0))
    for by, refs in ((Grouping.RULE, ("1", "2", "3")), (Grouping.RISK, ("1",)), (Grouping.SEVERITY, ("1", "2", "3"))):
        group(officer, by)
        finding = officer.panel.detail.finding
        assert finding
        assert (finding.rule.name, finding.refs) == ("NO_INHERENT", refs)
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_the_name_of_the_rule_gives_way_where_the_headings_say_it(officer: Officer) -> None:
    officer.window.resize(1900, 900)
    table = officer.panel.table
    officer.qtbot.waitUntil(lambda: not table.isColumnHidden(COLUMN["rule"]))
    before = table.columnWidth(COLUMN["finding"])
    group(officer, Grouping.RULE)
    assert table.isColumnHidden(COLUMN["rule"])
    assert table.columnWidth(COLUMN["finding"]) > before
    group(officer, Grouping.SEVERITY)
    assert not table.isColumnHidden(COLUMN["rule"])


def test_no_severity_is_cut_not_even_below_another(officer: Officer) -> None:
    table = officer.panel.table
    words = QFontMetrics(font_for(Type.STRONG)).horizontalAdvance("Warning")
    left = GAP + PAD + 14 + 13 - TIGHT
    assert table.columnWidth(0) >= left + words + 2 * GAP


def test_home_and_end_go_to_the_first_and_the_last_finding(officer: Officer) -> None:
    rows = list(officer.panel.table.model_.findings.findings)
    officer.panel.focus_rows()
    officer.press(Qt.Key.Key_End)
    assert officer.panel.table.current_id == rows[-1].id
    officer.press(Qt.Key.Key_Home)
    assert officer.panel.table.current_id == rows[0].id


def test_what_is_counted_is_said_where_each_risk_has_its_lines(officer: Officer) -> None:
    assert officer.panel.bar.count.text().endswith(" findings")
    group(officer, Grouping.RISK)
    lines = sum(1 for _ in officer.panel.table.model_.findings.findings)
    assert officer.panel.bar.count.text() == f"{lines} lines"
    assert "This counts them rolled up; below is a line for each risk." in officer.panel.facts.text()


def test_the_chosen_status_stands_whole_in_its_drop_down(officer: Officer) -> None:
    drop = officer.panel.bar.drops["Status"]
    longest = max(drop.fontMetrics().horizontalAdvance(drop.itemText(place)) for place in range(drop.count()))
    option = QStyleOptionComboBox()
    drop.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = drop.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, drop)
    assert room.width() >= longest


def test_right_opens_what_is_rolled_up_and_left_closes_it(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.focus_rows()
    officer.press(Qt.Key.Key_Right)
    place = officer.lines.index("NO_INHERENT 1+2+3")
    assert officer.lines[place + 1 : place + 4] == ["  NO_INHERENT 1", "  NO_INHERENT 2", "  NO_INHERENT 3"]
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Down)
    assert officer.panel.detail.finding
    assert officer.panel.detail.finding.refs == ("2",)
    officer.press(Qt.Key.Key_Left)
    assert "  NO_INHERENT 1" not in officer.lines
    assert officer.panel.table.item
    assert officer.panel.table.item.finding.refs == ("1", "2", "3")


def test_space_a_double_click_and_the_triangle_open_it_too(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    table = officer.panel.table
    officer.panel.focus_rows()
    officer.press(Qt.Key.Key_Space)
    assert "  NO_INHERENT 1" in officer.lines
    cell = table.visualRect(table.model_.index(table.model_.rows.place(table.current_id), COLUMN["finding"]))
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert "  NO_INHERENT 1" not in officer.lines
    first = table.visualRect(table.model_.index(table.model_.rows.place(table.current_id), 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(first.left() + 14, first.center().y()))
    assert "  NO_INHERENT 1" in officer.lines


def test_what_is_open_is_still_open_after_a_step(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    officer.desk.store.edit_risk(officer.risk("1").id, {"comments": "Seen"})
    officer.wait()
    assert "  NO_INHERENT 3" in officer.lines


def test_a_screen_reader_hears_whether_it_is_open(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    model = officer.panel.table.model_

    def said() -> str:
        return str(model.data(model.index(model.rows.place(officer.panel.table.current_id), 0), ACCESSIBLE))

    assert said() == "Advice, 3 findings, closed"
    officer.panel.table.turn(opened=True)
    assert said() == "Advice, 3 findings, opened"


def test_no_arrow_key_ends_on_a_heading(officer: Officer) -> None:
    officer.panel.focus_rows()
    for _ in range(30):
        officer.press(Qt.Key.Key_Down)
        assert officer.panel.table.current_id > 0
    for _ in range(30):
        officer.press(Qt.Key.Key_Up)
        assert officer.panel.table.current_id > 0


def test_filters_narrow_by_severity_and_owner(officer: Officer) -> None:
    bar = officer.panel.bar
    bar.choose("Severity", Severity.ERROR)
    assert officer.lines[:2] == [f"[Errors ({officer.errors})]", "SCORE_MISMATCH 1"]
    assert len(officer.lines) == officer.errors + 1
    director = next(owner.id for owner in officer.desk.register.owners if owner.name == DIRECTOR.name)
    bar.choose("Owner", director)
    assert "SCORE_MISMATCH 2" in officer.lines
    assert "SCORE_MISMATCH 1" not in officer.lines
    assert " of " in bar.count.text()
    bar.clear()
    assert len(officer.lines) > 6


def test_of_what_is_rolled_up_a_filter_shows_its_own(officer: Officer) -> None:
    officer.choose("NO_INHERENT")
    officer.panel.table.turn(opened=True)
    officer.panel.bar.choose("Owner", "none")
    assert [line for line in officer.lines if "NO_INHERENT" in line] == ["NO_INHERENT 1+2+3", "  NO_INHERENT 3"]


def test_the_windows_search_filters_findings(officer: Officer) -> None:
    officer.window.focus_search()
    QTest.keyClicks(officer.window.search, "transfers mismatch")
    assert officer.lines == ["[Errors (1)]", "SCORE_MISMATCH 2"]
    officer.choose("SCORE_MISMATCH")
    QTest.keyClicks(officer.window.search, " nowhere")
    assert officer.panel.empty.what.text() == "No finding matches."
    assert officer.panel.sheet.isHidden()
    officer.panel.empty.button.click()
    assert officer.window.search.text() == ""
    assert len(officer.lines) > 6


def test_one_finding_is_told_whole(officer: Officer) -> None:
    finding = officer.choose("SCORE_MISMATCH", "1")
    said = texts(officer)
    assert finding.message in said
    assert finding.rule.title in said
    assert finding.rule.why in said
    assert "SCORE_MISMATCH, residual score" in said
    assert all(f"\N{BULLET}  {offer}" in said for offer in finding.offers)
    assert len(finding.offers) >= 2
    assert [entry.title.whole() for entry in officer.panel.detail.links.entries if entry.title.isVisible()] == [
        "Workforce"
    ]


def test_severity_is_a_word_and_never_a_colour_alone(officer: Officer) -> None:
    model = officer.panel.table.model_
    words = {model.cell(place, 0).text for place, row in enumerate(model.rows.shown) if row.id > 0}
    assert words == {"Error", "Warning", "Advice"}


def test_text_of_the_register_is_shown_letter_by_letter(officer: Officer) -> None:
    officer.desk.store.edit_risk(officer.risk("1").id, {"heading": HOSTILE, "ref": HOSTILE})
    officer.wait()
    officer.choose("SCORE_MISMATCH", HOSTILE)
    labels = officer.panel.detail.findChildren(QLabel)
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)
    assert not any("<img" in each.toolTip() for each in labels)


def test_what_waits_is_told_in_brief(officer: Officer) -> None:
    found = officer.page.auditor.audit
    assert found
    assert officer.panel.facts.text() == in_brief(found)
    assert in_brief(found).startswith(f"{officer.errors} errors, ")
    assert in_brief(found).endswith(f"{len(found.rules)} rules were checked on 3 open risks.")
