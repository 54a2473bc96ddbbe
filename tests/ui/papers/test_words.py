"""The narrative: it begins as the program's words, is edited by a person, and is kept with its period."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from riskdesk.publishing import Subject
from riskdesk.store import Store
from tests.ui.months import look_at, texts
from tests.ui.papers.hands import layouts_of, show_papers, text_of, wait_for, words_of
from ui.longtext import TextEditor
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.words import WordsPanel

CTRL = Qt.KeyboardModifier.ControlModifier
MINE = "The fund is on course.\nOne risk needs the board."


def typed(panel: WordsPanel, subject: Subject) -> str:
    editor = panel.fields[subject].editor
    return editor.input.exact_text() if isinstance(editor, TextEditor) else str(editor.draft() or editor.known)


def write(panel: WordsPanel, subject: Subject, text: str) -> None:
    """In place of what stands there, by keyboard, and leave the field."""
    input_ = panel.fields[subject].editor.input
    input_.setFocus()
    QTest.keyClick(input_, Qt.Key.Key_A, CTRL)
    QTest.keyClick(input_, Qt.Key.Key_Delete)
    for place, line in enumerate(text.splitlines()):
        if place:
            QTest.keyClick(input_, Qt.Key.Key_Return)
        QTest.keyClicks(input_, line)
    QTest.keyClick(input_, Qt.Key.Key_Return, CTRL)


def test_it_begins_with_the_programs_words(months: PapersPage) -> None:
    panel = words_of(months)
    paper = text_of(months.document)
    for subject in (Subject.SUMMARY, Subject.DECISIONS):
        lines = typed(panel, subject).splitlines()
        assert lines
        assert all(" ".join(line.split()) in paper for line in lines)
        assert panel.fields[subject].said.text() == "The program's words."
        assert not panel.fields[subject].back_button.isVisible()
    assert typed(panel, Subject.AUTHOR) == ""


def test_what_a_person_writes_is_kept_with_the_period_and_printed(months: PapersPage, qtbot: QtBot) -> None:
    panel = words_of(months)
    write(panel, Subject.SUMMARY, MINE)
    [kept] = months.desk.store.publication().narratives
    period = months.desk.register.period
    assert period
    assert (kept.subject, kept.text, kept.written_by, kept.period_id) == (
        Subject.SUMMARY,
        MINE,
        "Ann Author",
        period.id,
    )
    wait_for(months, qtbot)
    assert "The fund is on course." in text_of(months.document)
    assert "Written by Ann Author on" in panel.fields[Subject.SUMMARY].said.text()
    assert "Kept with September 2017." in texts(panel)


def test_it_goes_back_to_the_programs_words_by_button_by_emptying_and_by_undo(months: PapersPage) -> None:
    panel = words_of(months)
    generated = typed(panel, Subject.SUMMARY)
    for go_back in (
        panel.fields[Subject.SUMMARY].back_button.click,
        lambda: write(panel, Subject.SUMMARY, ""),
        months.desk.undo,
    ):
        write(panel, Subject.SUMMARY, MINE)
        assert months.desk.store.publication().narratives
        go_back()
        assert not months.desk.store.publication().narratives
        assert typed(panel, Subject.SUMMARY) == generated


def test_emptying_what_nobody_wrote_leaves_the_programs_words(months: PapersPage, qtbot: QtBot) -> None:
    panel = words_of(months)
    generated, before = typed(panel, Subject.SUMMARY), months.desk.store.last_step
    write(panel, Subject.SUMMARY, "")
    qtbot.waitUntil(lambda: typed(panel, Subject.SUMMARY) == generated)
    assert months.desk.store.last_step == before


def test_the_programs_own_words_are_not_kept_as_a_persons(months: PapersPage) -> None:
    panel = words_of(months)
    write(panel, Subject.DECISIONS, MINE)
    panel.fields[Subject.DECISIONS].editor.fill("")
    editor = panel.fields[Subject.DECISIONS].editor
    assert isinstance(editor, TextEditor)
    editor.input.setPlainText(panel.fields[Subject.DECISIONS]._base.text)
    assert editor.settle()
    assert not months.desk.store.publication().narratives


def test_it_says_when_the_register_changed_since(months: PapersPage) -> None:
    panel = words_of(months)
    write(panel, Subject.SUMMARY, MINE)
    field = panel.fields[Subject.SUMMARY]
    assert not field.since.isVisible()
    write(panel, Subject.AUTHOR, "Ann Author, Head of Integration")
    assert not field.since.isVisible(), "other words change nothing that these tell of"
    months.desk.store.edit_risk(1, {"proximity": "Within a month"})
    assert field.since.text() == "The register has changed since, in 1 step: read it again."
    write(panel, Subject.SUMMARY, f"{MINE}\nMore.")
    assert not field.since.isVisible()


def test_a_day_is_kept_as_papers_print_it_and_other_words_as_they_are(months: PapersPage) -> None:
    panel = words_of(months)
    write(panel, Subject.MEETING_DATE, "12/9/2017")
    assert typed(panel, Subject.MEETING_DATE) == "12 September 2017"
    write(panel, Subject.MEETING_DATE, "to be agreed")
    assert [each.text for each in months.desk.store.publication().narratives] == ["to be agreed"]


def test_words_of_a_closed_period_are_kept_in_the_register_in_hand(
    months: PapersPage, empty_window: MainWindow, qtbot: QtBot
) -> None:
    live = months.desk
    look_at(empty_window, qtbot, "July 2017")
    past = show_papers(empty_window, qtbot)
    panel = words_of(past)
    assert "Kept with July 2017 in the register in hand, though it is closed" in texts(panel)
    write(panel, Subject.SUMMARY, MINE)
    wait_for(past, qtbot)
    assert "The fund is on course." in text_of(past.document)
    assert past.desk.read_only
    [kept] = live.store.publication().narratives
    assert kept.period_id == live.store.period_named("July 2017").id
    live.store.edit_risk(1, {"proximity": "Within a month"})
    assert not panel.fields[Subject.SUMMARY].since.isVisible(), "a closed period does not change"
    live.undo()
    live.undo()
    assert not live.store.publication().narratives
    write(panel, Subject.SUMMARY, MINE)
    assert "Undo" in texts(empty_window.notice), "in the register in hand"
    undo = empty_window.notice
    undo.button.click()
    assert not live.store.publication().narratives
    wait_for(past, qtbot)
    assert "The fund is on course." not in text_of(past.document)


def test_a_layout_can_have_words_of_its_own(months: PapersPage, qtbot: QtBot) -> None:
    layouts_of(months).add()
    panel = words_of(months)
    write(panel, Subject.SUMMARY, MINE)
    assert panel.scope.currentText() == "The papers of every layout"
    panel.scope.choose(months.bench.asked.layout_id)
    assert typed(panel, Subject.SUMMARY) == MINE
    assert panel.fields[Subject.SUMMARY].said.text() == "As Ann Author wrote it for every layout."
    write(panel, Subject.SUMMARY, "For the executive alone.")
    wait_for(months, qtbot)
    assert "For the executive alone." in text_of(months.document)
    months.bench.options.layout_.choose(0)
    assert typed(panel, Subject.SUMMARY) == MINE
    wait_for(months, qtbot)
    assert "For the executive alone." not in text_of(months.document)
    months.bench.options.layout_.choose(months.desk.store.publication().layouts[0].id)
    assert typed(panel, Subject.SUMMARY) == "For the executive alone.", "its own words are shown first"


def test_what_is_half_typed_is_in_the_paper_that_is_saved(
    months: PapersPage, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    panel = words_of(months)
    input_ = panel.fields[Subject.AUTHOR].editor.input
    input_.setFocus()
    QTest.keyClicks(input_, "Wilhelmina Scribe")
    file_answers.append(tmp_path / "board.pdf")
    with qtbot.waitSignal(months.desk.noticed, check_params_cb=lambda text, _undo: "saved" in text, timeout=20_000):
        months.save()
    assert "Wilhelmina Scribe" in text_of((tmp_path / "board.pdf").read_bytes())


def test_words_of_a_register_that_is_only_read_cannot_be_typed_in(
    empty_window: MainWindow, qtbot: QtBot, path: Path
) -> None:
    with Store.open(path, "Bea Other"):
        empty_window.files.open(path)
        panel = words_of(show_papers(empty_window, qtbot))
        assert typed(panel, Subject.SUMMARY), "they are read all the same"
        QTest.keyClicks(panel.fields[Subject.SUMMARY].editor.input, "no")
        assert panel.settle()
