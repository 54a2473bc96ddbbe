"""Saving dates as a calendar from the actions page: everybody's, or those of the owner chosen in the filter."""

from pathlib import Path

from ui.actionspage import ActionsPage
from ui.main_window import MainWindow


def page_of(window: MainWindow) -> ActionsPage:
    page = next(page for page in window.pages if isinstance(page, ActionsPage))
    window.show_page(window.pages.index(page))
    return page


def test_all_dates_are_saved_and_it_is_said(window: MainWindow, file_answers: list[Path], tmp_path: Path) -> None:
    file_answers.append(tmp_path / "all.ics")
    page_of(window).save_calendar()
    assert "Close Liaison" in (tmp_path / "all.ics").read_text(encoding="utf-8")
    assert "saved as all.ics" in window.notice.text()


def test_those_of_the_owner_chosen_are_saved_alone(
    window: MainWindow, file_answers: list[Path], tmp_path: Path
) -> None:
    assert window.files.desk
    page, owners = page_of(window), window.files.desk.register.owners
    page.bar.choose("Owner", owners[0].id)
    file_answers.append(tmp_path / "one.ics")
    page.save_calendar()
    text = (tmp_path / "one.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert "Development of key worker housing" in text
    assert "Close Liaison" not in text


def test_who_thinks_better_of_it_gets_no_file(window: MainWindow, file_answers: list[Path]) -> None:
    file_answers.append(Path())
    page_of(window)._ask = lambda *_asked: None
    page_of(window).save_calendar()
    assert window.notice.text() == ""
