"""Issuing: the paper of a closed period is saved, recorded with it in the register in hand, and known again."""

import hashlib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from riskdesk.store import Store
from tests.ui.months import close_months, look_at, show_page, texts
from ui.main_window import MainWindow
from ui.papers import KINDS, PapersPage


def open_papers(window: MainWindow, qtbot: QtBot, kind: str = "Board paper") -> PapersPage:
    page = show_page(window, "Papers")
    assert isinstance(page, PapersPage)
    page.show_kind(next(each for each in KINDS if each.name == kind))
    qtbot.waitUntil(lambda: page.ready, timeout=20_000)
    return page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    close_months(tmp_path / "fund.riskdesk")
    return tmp_path / "fund.riskdesk"


@pytest.fixture
def july(empty_window: MainWindow, qtbot: QtBot, path: Path) -> PapersPage:
    """The papers page while looking at July."""
    empty_window.files.open(path)
    look_at(empty_window, qtbot, "July 2017")
    return open_papers(empty_window, qtbot)


def test_the_very_bytes_are_saved_and_recorded_with_the_period(
    july: PapersPage, empty_window: MainWindow, tmp_path: Path, file_answers: list[Path]
) -> None:
    assert "was not issued yet" in texts(july)
    assert empty_window.files.desk
    offers: list[bool] = []
    empty_window.files.desk.noticed.connect(lambda _text, undoable: offers.append(undoable))
    file_answers.append(tmp_path / "board.pdf")
    july.save()
    sha = hashlib.sha256((tmp_path / "board.pdf").read_bytes()).hexdigest()
    [paper] = empty_window.files.desk.store.period_named("July 2017").papers
    assert (paper.kind, paper.sha256, paper.issued_by) == ("board", sha, "Ann Author")
    assert f"recorded with July 2017: SHA-256 {sha[:12]}…" in empty_window.notice.text()
    assert offers == [False], "an issue is not undone, nor is what was done before it"
    assert f"This is that very paper, SHA-256 {sha[:12]}…" in texts(july)


def test_a_paper_issued_by_the_program_is_known_again_whenever_it_is_drawn(
    july: PapersPage, empty_window: MainWindow, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    file_answers += [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    july.save()
    empty_window.looking.come_back()
    look_at(empty_window, qtbot, "July 2017")
    again = open_papers(empty_window, qtbot)
    assert "This is that very paper" in texts(again)
    again.save()
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert empty_window.files.desk
    assert len(empty_window.files.desk.store.period_named("July 2017").papers) == 1, "the same paper is recorded once"


def test_a_paper_that_was_drawn_otherwise_is_said_to_differ(empty_window: MainWindow, qtbot: QtBot, path: Path) -> None:
    with Store.open(path, "Ann Author") as store:
        store.issue_paper(store.period_named("July 2017"), "board", "Board paper", b"%PDF of another day", 3)
    empty_window.files.open(path)
    look_at(empty_window, qtbot, "July 2017")
    page = open_papers(empty_window, qtbot)
    assert "drew that paper, and this one differs from it" in texts(page)
    page = open_papers(empty_window, qtbot, "Register paper")
    assert "The register paper of this period was not issued yet." in texts(page)


def test_a_register_that_is_only_read_has_its_paper_saved_and_says_why_it_is_not_recorded(
    empty_window: MainWindow, qtbot: QtBot, path: Path, tmp_path: Path, file_answers: list[Path]
) -> None:
    with Store.open(path, "Bea Other"):
        empty_window.files.open(path)
        look_at(empty_window, qtbot, "July 2017")
        page = open_papers(empty_window, qtbot)
        file_answers.append(tmp_path / "board.pdf")
        page.save()
        assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF")
        told = empty_window.notice.text()
        assert "not recorded as issued" in told
        assert "Bea Other has this register open" in told
    with Store.look(path) as store:
        assert store.period_named("July 2017").papers == ()


def test_every_kind_of_paper_can_be_issued_from_a_closed_period(
    july: PapersPage, empty_window: MainWindow, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    for kind in KINDS:
        page = open_papers(empty_window, qtbot, kind.name)
        file_answers.append(tmp_path / f"{kind.key}.pdf")
        page.save()
    assert july.desk.read_only
    assert empty_window.files.desk
    papers = empty_window.files.desk.store.period_named("July 2017").papers
    assert {paper.kind for paper in papers} == {kind.key for kind in KINDS}


def test_the_register_in_hand_gives_drafts_that_are_not_recorded(
    empty_window: MainWindow, qtbot: QtBot, path: Path, tmp_path: Path, file_answers: list[Path]
) -> None:
    empty_window.files.open(path)
    page = open_papers(empty_window, qtbot)
    file_answers.append(tmp_path / "draft.pdf")
    with qtbot.waitSignal(page.desk.noticed, timeout=20_000):
        page.save()
    assert "Issued" not in texts(page)
    assert "not issued yet" not in texts(page)
    assert "A draft: papers are issued from a closed period." in texts(page)
    assert all(not period.papers for period in page.desk.register.periods)
