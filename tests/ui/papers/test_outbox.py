"""What leaves the page: looked at elsewhere, put into an e-mail, and all papers of a meeting at once."""

import email
import hashlib
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Subject
from riskdesk.reports.issue import MEETING, Format, plan_meeting
from tests.ui.months import look_at, texts
from tests.ui.papers.hands import show_papers, text_of
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.batch import Batch
from ui.papers.outside import open_outside, put_aside


def read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def wait_for_batch(page: PapersPage, qtbot: QtBot) -> Batch:
    qtbot.waitUntil(lambda: page.batch is not None and not page.batch.is_on, timeout=60_000)
    assert page.batch
    return page.batch


def test_the_paper_is_opened_as_a_copy_marked_as_such(papers: PapersPage, qtbot: QtBot, opened: list[Path]) -> None:
    with qtbot.waitSignal(papers.desk.noticed, timeout=20_000) as told:
        papers.open()
    [file] = opened
    assert file.read_bytes() == papers.document
    assert file.name.endswith("board paper, only to look at.pdf")
    assert told.args
    assert told.args[0].startswith("Opened as a copy only to look at")


def test_two_copies_never_stand_in_each_others_way() -> None:
    first, second = (put_aside("../board/paper.pdf", text, "paper") for text in (b"one", b"two"))
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert first.name == second.name == "---board-paper.pdf"


def test_a_computer_without_a_program_for_it_is_told_where_the_copy_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    copy = put_aside("x.pdf", b"%PDF", "paper")
    with pytest.raises(RiskDeskError, match=r"No program on this computer opens x\.pdf\. It is in"):
        open_outside(copy)


def test_an_e_mail_draft_carries_the_paper_and_its_words_and_names_nobody(
    papers: PapersPage, qtbot: QtBot, opened: list[Path]
) -> None:
    papers.desk.store.write_narrative(Subject.SUMMARY, "The fund is on course, at £1m.\nOne risk needs you.")
    with qtbot.waitSignal(
        papers.desk.noticed, check_params_cb=lambda text, _undo: "mail program" in text, timeout=20_000
    ):
        papers.mail()
    [file] = opened
    assert file.suffix == ".eml"
    message = read(file)
    assert message["X-Unsent"] == "1"
    assert [message[name] for name in ("To", "Cc", "Bcc", "From")] == [None] * 4
    assert message["Subject"] == f"Board paper: {papers.desk.register.title}, as at 31 July 2017"
    body = message.get_body(("plain",))
    assert body
    words = body.get_content()
    assert "The fund is on course, at £1m." in words
    assert "1. " in words, "the decisions asked, numbered"
    assert "Draft, not issued from a closed period" in words
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == papers.document
    assert str(attached.get_filename()).endswith("board paper.pdf")


def test_the_draft_carries_the_format_chosen(papers: PapersPage, qtbot: QtBot, opened: list[Path]) -> None:
    papers.bench.options.format.choose(Format.DOCX)
    with qtbot.waitSignal(papers.desk.noticed, timeout=20_000):
        papers.mail()
    [attached] = read(opened[0]).iter_attachments()
    assert attached.get_content_type() == Format.DOCX.media_type
    assert attached.get_content().startswith(b"PK")


def test_all_papers_of_a_meeting_are_written_into_a_folder(
    papers: PapersPage, qtbot: QtBot, tmp_path: Path, file_answers: list[Path], opened: list[Path]
) -> None:
    folder = tmp_path / "for the meeting"
    folder.mkdir()
    file_answers.append(folder)
    papers.save_all()
    assert papers.batch
    assert papers.batch.is_on
    batch = wait_for_batch(papers, qtbot)
    names = sorted(file.name for file in folder.iterdir())
    assert 1 < len(names) <= len(MEETING)
    assert all((folder / name).read_bytes().startswith(b"%PDF") for name in names)
    assert f"{len(names)} papers written into “for the meeting”." in texts_of(batch)
    lines = sorted(batch.lines.item(place).text() for place in range(batch.lines.count()))
    assert all(line.startswith(name) and " KB" in line for line, name in zip(lines, names, strict=True))
    batch.open_button.click()
    assert opened == [folder]
    batch.bar.button.click()
    assert not batch.isVisible()


def texts_of(batch: Batch) -> str:
    return batch.bar.told.whole()


def test_the_batch_can_be_stopped_and_then_writes_nothing(papers: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    store = papers.desk.store
    batch = papers.batch_bar()
    batch.begin(plan_meeting(store, store.publication()), tmp_path)
    batch.bar.button.click()
    qtbot.waitUntil(lambda: not batch.is_on, timeout=60_000)
    assert texts_of(batch) == "Stopped. Nothing was written."
    assert not list(tmp_path.glob("*.pdf"))


def test_the_batch_says_why_a_paper_cannot_be_made_and_writes_none(
    papers: PapersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    store = papers.desk.store
    secret = "The home care provider is about to fail and nobody may know of it."
    store.edit_risk(1, {"description": secret})
    store.exempt(1, "3")
    store.write_narrative(Subject.SUMMARY, secret)
    batch = papers.batch_bar()
    batch.begin(plan_meeting(store, store.publication()), tmp_path)
    qtbot.waitUntil(lambda: not batch.is_on, timeout=60_000)
    assert texts_of(batch) == "Nothing was written."
    assert "This paper for the public was not written, since it tells what is exempt" in batch.why.text()
    assert not list(tmp_path.glob("*.pdf"))


def test_the_batch_replaces_no_file_of_another_kind(
    papers: PapersPage, tmp_path: Path, file_answers: list[Path]
) -> None:
    store = papers.desk.store
    name = plan_meeting(store, store.publication()).file_names[0]
    (tmp_path / name).write_text("notes of a person")
    file_answers.append(tmp_path)
    with pytest.raises(RiskDeskError, match="is no PDF"):
        papers.save_all()
    assert (tmp_path / name).read_text() == "notes of a person"


def test_nothing_is_written_where_no_folder_was_chosen(papers: PapersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    papers.save_all()
    assert papers.batch is None


def test_all_papers_of_a_closed_period_are_recorded_as_issued(
    path: Path, empty_window: MainWindow, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    empty_window.files.open(path)
    look_at(empty_window, qtbot, "July 2017")
    page = show_papers(empty_window, qtbot)
    folder = tmp_path / "July"
    folder.mkdir()
    file_answers.append(folder)
    page.save_all()
    wait_for_batch(page, qtbot)
    assert empty_window.files.desk
    issued = empty_window.files.desk.store.period_named("July 2017").papers
    assert {paper.sha256 for paper in issued} == {
        hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()
    }
    assert "papers issued and recorded" in empty_window.notice.text()
    assert "This is that very paper" in texts(page)
    assert "July 2017" in text_of(page.document)
