"""The layout editor: every change is a step, can be undone, and shows at once in the pages beside it."""

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from riskdesk.publishing import House, Layout, Purpose, usual_layouts
from riskdesk.reports.board.chapters import CHAPTERS
from riskdesk.store import Store
from tests.ui.months import texts
from tests.ui.papers.hands import layouts_of, show_papers, text_of, wait_for
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.chapterlist import ChapterList, usual_keys
from ui.papers.dress import COLOURS, colour_said
from ui.papers.layouts import LayoutEditor

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""The smallest picture there is."""


@pytest.fixture
def editor(papers: PapersPage) -> LayoutEditor:
    return layouts_of(papers)


@pytest.fixture
def layout(editor: LayoutEditor, papers: PapersPage) -> Layout:
    """One layout with nothing filled in, shown and printed by."""
    editor.begin_from.choose(-1)
    editor.add()
    return only(papers)


def only(papers: PapersPage) -> Layout:
    [layout] = papers.desk.store.publication().layouts
    return layout


def titles(chapters: ChapterList) -> list[str]:
    return [chapters.list.item(place).text() for place in range(chapters.list.count())]


def item(chapters: ChapterList, title: str) -> QListWidgetItem:
    return chapters.list.item(titles(chapters).index(title))


def test_without_layouts_the_editor_says_what_one_is(editor: LayoutEditor) -> None:
    assert "A layout is how one committee wants its board paper" in texts(editor)
    assert not editor.names.isVisible()
    assert not editor.sheet.isVisible()


def test_a_usual_layout_is_added_shown_and_printed_by(editor: LayoutEditor, papers: PapersPage, qtbot: QtBot) -> None:
    usual = usual_layouts(papers.desk.register)[0]
    editor.add()
    layout = only(papers)
    assert (layout.name, layout.purpose, layout.keys) == (usual.name, usual.purpose, usual.keys)
    assert papers.bench.asked.layout_id == layout.id
    assert editor.names.currentItem().text() == usual.name
    assert editor.forms[0].editors["name"].input.hasFocus()
    wait_for(papers, qtbot)
    assert papers.bench.options.layout_.currentText() == usual.name
    papers.desk.undo()
    assert not papers.desk.store.publication().layouts
    assert not editor.sheet.isVisible()


def test_what_is_filled_in_is_a_step_and_stands_in_the_paper(
    editor: LayoutEditor, layout: Layout, papers: PapersPage, qtbot: QtBot
) -> None:
    fields = {name: each for form in editor.forms for name, each in form.editors.items()}
    for name, words in (("body", "Health and Wellbeing Board"), ("head", "Adults, Housing and Health")):
        QTest.keyClicks(fields[name].input, words)
        QTest.keyClick(fields[name].input, Qt.Key.Key_Return)
    assert (only(papers).body, only(papers).head) == ("Health and Wellbeing Board", "Adults, Housing and Health")
    step = papers.desk.store.last_step
    assert step
    assert step.title == "Edit words above the title of layout New layout"
    wait_for(papers, qtbot)
    text = text_of(papers.document)
    assert "Health and Wellbeing Board" in text
    assert "Adults, Housing and Health" in text
    papers.desk.undo()
    wait_for(papers, qtbot)
    assert "Adults, Housing and Health" not in text_of(papers.document)
    assert fields["head"].known == ""


def test_a_name_that_is_taken_is_refused_beside_it(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    editor.duplicate()
    assert [each.name for each in papers.desk.store.publication().layouts] == ["New layout", "New layout 2"]
    name = editor.forms[0].editors["name"]
    name.input.setText("New layout")  # type: ignore[attr-defined]
    assert not name.settle()
    assert "There is already a layout New layout" in name.problem


def test_a_duplicate_is_like_the_chosen_one(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    facts = {"purpose": Purpose.ASSURE, "house": House.NHS, "sections": "method summary", "colour": "#00545C"}
    papers.desk.store.change_layout(layout.id, facts)
    papers.desk.store.set_logo(layout.id, DOT)
    editor.duplicate()
    first, second = papers.desk.store.publication().layouts
    assert first.logo
    assert second.logo
    assert second.logo.data == first.logo.data
    assert (second.purpose, second.house, second.sections, second.colour) == tuple(facts.values())
    assert editor.layout_id == second.id


def test_layouts_are_chosen_in_the_list_and_removed(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    editor.duplicate()
    editor.names.setFocus()
    QTest.keyClick(editor.names, Qt.Key.Key_Up)
    assert papers.bench.asked.layout_id == layout.id
    editor.remove_button.click()
    assert [each.name for each in papers.desk.store.publication().layouts] == ["New layout 2"]
    assert editor.names.currentItem().text() == "New layout 2"
    assert "Remove layout New layout" in papers.desk.store.last_step.title  # type: ignore[union-attr]


def test_chapters_are_ticked_and_moved_by_keyboard(
    editor: LayoutEditor, layout: Layout, papers: PapersPage, qtbot: QtBot
) -> None:
    chapters = editor.chapters
    assert titles(chapters)[: len(usual_keys())] == [kind.title for kind in CHAPTERS if kind.usual]
    first = titles(chapters)[0]
    chapters.list.setFocus()
    chapters.list.setCurrentRow(0)
    QTest.keyClick(chapters.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(chapters)[1] == first
    assert chapters.list.currentRow() == 1
    usual = list(usual_keys())
    assert only(papers).keys == (usual[1], usual[0], *usual[2:])
    QTest.keyClick(chapters.list, Qt.Key.Key_Space)
    assert usual[0] not in only(papers).keys
    assert titles(chapters)[1] == first, "what is not ticked stays where it stands"
    papers.desk.undo()
    assert only(papers).keys == (usual[1], usual[0], *usual[2:])
    assert item(chapters, first).checkState() is Qt.CheckState.Checked


def test_chapters_are_moved_by_buttons_and_put_back_as_usual(
    editor: LayoutEditor, layout: Layout, papers: PapersPage
) -> None:
    chapters, usual = editor.chapters, list(usual_keys())
    assert not chapters.usual.isEnabled()
    chapters.list.setCurrentRow(1)
    chapters.up.click()
    assert only(papers).keys == (usual[1], usual[0], *usual[2:])
    assert not chapters.up.isEnabled()
    assert chapters.down.isEnabled()
    chapters.usual.click()
    assert only(papers).sections == ""


def test_chapters_dragged_by_the_mouse_are_kept(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    usual, model = list(usual_keys()), editor.chapters.list.model()
    assert model.moveRow(model.index(-1, -1), 0, model.index(-1, -1), 2)
    assert only(papers).keys == (usual[1], usual[0], *usual[2:])


def test_the_last_chapter_cannot_go(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    papers.desk.store.change_layout(layout.id, {"sections": CHAPTERS[0].key})
    chosen = item(editor.chapters, CHAPTERS[0].title)
    chosen.setCheckState(Qt.CheckState.Unchecked)
    assert only(papers).keys == (CHAPTERS[0].key,)
    assert "A paper has at least one chapter." in texts(editor)
    assert item(editor.chapters, CHAPTERS[0].title).checkState() is Qt.CheckState.Checked


def test_the_order_chosen_is_the_order_printed(
    editor: LayoutEditor, layout: Layout, papers: PapersPage, qtbot: QtBot
) -> None:
    papers.desk.store.change_layout(layout.id, {"sections": "method summary"})
    wait_for(papers, qtbot)
    text = text_of(papers.document)
    assert text.index("Scale and method") < text.index("Decisions asked")


def test_a_chapter_of_another_program_is_kept(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    papers.desk.store.change_layout(layout.id, {"sections": "summary unheard method"})
    assert "unheard (a chapter of another RiskDesk)" in titles(editor.chapters)
    editor.chapters.list.setCurrentRow(0)
    editor.chapters.down.click()
    assert only(papers).keys == ("unheard", "summary", "method")


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_offered_reads_well(colour: str) -> None:
    said, alert = colour_said(colour)
    assert said.endswith("headings read well.")
    assert not alert


def test_a_pale_colour_is_said_to_be_too_pale(editor: LayoutEditor, layout: Layout, papers: PapersPage) -> None:
    editor.colour.swatches[0].click()
    assert only(papers).colour == next(iter(COLOURS))
    editor.colour.choose("#FFCC00")
    assert only(papers).colour == "#FFCC00"
    assert "too pale for headings, so black is printed" in texts(editor)
    editor.colour.choose("blue")
    assert only(papers).colour == "#FFCC00"
    assert '"BLUE" is not a colour' in editor.colour.problem


def test_a_logo_is_put_shown_and_taken(
    editor: LayoutEditor, layout: Layout, papers: PapersPage, tmp_path: Path, file_answers: list[Path]
) -> None:
    (tmp_path / "logo.png").write_bytes(DOT)
    (tmp_path / "notes.txt").write_text("no picture")
    file_answers += [tmp_path / "logo.png", tmp_path / "notes.txt", tmp_path / "gone.png"]
    editor.logo.choose_button.click()
    assert only(papers).logo
    assert editor.logo.said.text() == "PNG, 1 by 1 pixels"
    editor.logo.choose_button.click()
    assert "not a PNG or JPEG picture" in texts(editor)
    editor.logo.choose_button.click()
    assert "gone.png cannot be read" in texts(editor)
    editor.logo.remove_button.click()
    assert only(papers).logo is None
    assert editor.logo.said.text() == "No picture"


def test_a_register_that_is_only_read_has_layouts_that_cannot_be_changed(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "fund.riskdesk"
    empty_window.files.open_sample("thurrock-2017", path)
    assert empty_window.files.desk
    empty_window.files.desk.store.add_layout({"name": "Cabinet"})
    empty_window.files.close()
    with Store.open(path, "Bea Other"):
        empty_window.files.open(path)
        editor = layouts_of(show_papers(empty_window, qtbot))
        assert editor.names.currentItem().text() == "Cabinet"
        for each in (editor.add_button, editor.copy_button, editor.remove_button, editor.chapters,
                     editor.logo.choose_button, editor.colour.swatches[0]):  # fmt: skip
            assert not each.isEnabled()
        assert editor.settle()


def test_the_paper_beside_the_editor_is_the_board_paper_in_the_layout_edited(papers: PapersPage, qtbot: QtBot) -> None:
    store = papers.desk.store
    number = store.add_layout({"name": "Cabinet"})
    papers.bench.options.kind.choose("register")
    assert papers.bench.asked.layout_id == 0
    editor = layouts_of(papers)
    assert (papers.bench.asked.kind, papers.bench.asked.layout_id) == ("board", number)
    assert editor.layout_id == number
    other = store.add_layout({"name": "Executive"})
    papers.bench.options.layout_.choose(other)
    papers.show_tab("Paper")
    layouts_of(papers)
    assert papers.bench.asked.layout_id == other, "the one chosen stays"
