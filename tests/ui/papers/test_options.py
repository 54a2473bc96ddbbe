"""The options: what does not apply is not offered, and the paper shown is always the one asked for."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from riskdesk.publishing import Part, Publication
from riskdesk.reports.issue import Format
from riskdesk.reports.kinds import KINDS, kind_of
from tests.ui.months import shown, texts
from tests.ui.papers.hands import show_papers, text_of, wait_for
from ui.main_window import MainWindow
from ui.papers import PapersPage
from ui.papers.asked import Asked, settled
from ui.papers.options import part_said
from ui.papers.shortcuts import KEYS


def test_every_kind_has_keys_of_its_own() -> None:
    assert {kind.key for kind in KINDS} <= KEYS.keys()
    assert len(set(KEYS.values())) == len(KEYS)


def test_options_that_do_not_apply_to_a_kind_are_hidden(papers: PapersPage, qtbot: QtBot) -> None:
    rows = papers.bench.options.rows
    assert rows["against"].isVisible()
    assert not rows["risk"].isVisible()
    assert not rows["owner"].isVisible()
    papers.bench.options.kind.choose("register")
    assert not rows["against"].isVisible()
    assert not rows["layout"].isVisible(), "it is the same for every committee"
    wait_for(papers, qtbot)
    assert "Register paper" in papers.facts()


def test_the_comparison_chosen_is_the_one_printed(months: PapersPage, qtbot: QtBot) -> None:
    assert [months.bench.options.against.itemText(place) for place in range(months.bench.options.against.count())] == [
        "The period before, August 2017",
        "July 2017, as at 31 July 2017",
    ]
    months.show_kind(kind_of("changes"))
    wait_for(months, qtbot)
    assert "August 2017" in text_of(months.document)
    months.bench.options.against.choose(months.desk.store.period_named("July 2017").id)
    wait_for(months, qtbot)
    assert "July 2017" in text_of(months.document)


def test_a_period_is_looked_at_by_the_whole_window_with_the_same_options(
    months: PapersPage, empty_window: MainWindow, qtbot: QtBot
) -> None:
    months.bench.options.kind.choose("register")
    months.bench.options.attach.setChecked(True)
    months.bench.options.period.choose(months.desk.store.period_named("July 2017").id)
    assert months.bench.options.period.currentText() == "The register as it stands", "until the period is there"
    qtbot.waitUntil(lambda: shown(empty_window) == "July 2017", timeout=20_000)
    past = show_papers(empty_window, qtbot)
    assert past is not months
    assert past.bench.asked == months.bench.asked
    assert past.bench.options.attach.isChecked()
    assert past.bench.options.period.currentText() == "July 2017, as at 31 July 2017"
    past.bench.options.period.choose(0)
    assert not empty_window.looking.is_on
    assert empty_window.page is months


def test_a_format_only_changes_what_is_saved(papers: PapersPage, qtbot: QtBot) -> None:
    before = papers.document
    papers.bench.options.format.choose(Format.DOCX)
    assert papers.ready
    assert "For a committee's own template" in texts(papers)
    assert not papers.bench.options.attach.isEnabled(), "a Word document holds no other file"
    qtbot.wait(100)
    assert papers.document is before


def test_every_format_is_saved_as_what_it_is(
    papers: PapersPage, qtbot: QtBot, tmp_path: Path, file_answers: list[Path]
) -> None:
    for form, start in ((Format.PDF, b"%PDF"), (Format.HTML, b"<!DOCTYPE html"), (Format.DOCX, b"PK")):
        papers.bench.options.format.choose(form)
        file_answers.append(tmp_path / f"board{form.suffix}")
        with qtbot.waitSignal(papers.desk.noticed, timeout=20_000) as told:
            papers.save()
        assert told.args == [f"Board paper saved as board{form.suffix}", False]
        assert file_answers == []
        assert (tmp_path / f"board{form.suffix}").read_bytes()[:15].lower().startswith(start.lower())
    assert (tmp_path / "board.pdf").read_bytes() == papers.document, "the very bytes shown"


def test_the_part_says_what_is_withheld(papers: PapersPage) -> None:
    store = papers.desk.store
    assert "Nothing is marked as exempt in this register." in texts(papers)
    store.exempt(1, "3")
    store.exempt(2, "3", field="money")
    store.exempt(2, "3", field="owners")
    assert "Holds everything, so it is not for the public." in texts(papers)
    told = part_said(Part.A, store.publication(), papers.desk.register)
    withheld = "1 risk as a whole; of 1 other risk: money and who bears it, owners"
    assert told == f"Withheld are {withheld}. Owners are named by their posts."
    assert withheld in part_said(Part.B, store.publication(), papers.desk.register)
    assert "holds no more than Part A" in part_said(Part.B, Publication(), papers.desk.register)


def test_a_risk_and_an_owner_are_chosen_where_one_is_needed(papers: PapersPage) -> None:
    register = papers.desk.register
    one = settled(Asked(kind="risk"), register)
    assert one.risk_id in {risk.id for risk in register.risks}
    assert settled(one.but(risk_id=2), register).risk_id == 2
    assert settled(Asked(kind="owner"), register).owner == register.owners[0].name
    assert settled(Asked(), register).risk_id == 0


def test_why_there_can_be_no_such_paper_stands_where_the_pages_would_be(papers: PapersPage, qtbot: QtBot) -> None:
    papers.desk.store.exempt(1, "3")
    papers.bench.options.part.choose(Part.A)
    papers.show_kind(kind_of("risk"))
    papers.bench.options.risk.picked.emit(1)
    qtbot.waitUntil(lambda: "This risk is exempt" in texts(papers.bench.preview), timeout=20_000)
    papers.bench.options.part.choose(Part.B)
    wait_for(papers, qtbot)
    assert "This risk is exempt" not in texts(papers.bench.preview)
