"""All papers for a meeting into a folder: which, in what names, whole or not at all, never over somebody's files."""

import errno
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Layout, Part, Publication
from riskdesk.reports import issue
from riskdesk.reports.issue import (
    MEETING,
    Format,
    Made,
    file_name,
    layout_named,
    layouts_of,
    may_replace,
    meeting_papers,
    plan_meeting,
    write_paper,
)
from riskdesk.reports.kinds import KINDS, kind_of
from riskdesk.reports.sources import Request
from riskdesk.store import Store
from tests.riskdesk.conftest import Clock, sound_register
from tests.riskdesk.monthly import AUGUST, close
from tests.riskdesk.test_cli import assert_refused, run

NAMES = [kind.name.lower() for key in MEETING for kind in KINDS if kind.key == key]
"""Of the papers for a meeting, those that this program can print."""


@pytest.fixture
def fund(tmp_path: Path) -> Path:
    """A small register with July closed and August open."""
    file = tmp_path / "fund.riskdesk"
    with Store.create(file, sound_register(), "Ann Author", clock=Clock()) as store:
        close(store)
        store.open_period("August 2017", AUGUST)
        store.review_risk(2, "Nothing new")
    return file


def made_of(file: Path, **asked: Any) -> list[Made]:
    with Store.look(file) as store:
        return list(meeting_papers(plan_meeting(store, store.publication(), **asked)))


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_meeting_is_sent_its_papers_named_after_the_period(fund: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a folder" / "for July"
    done = run("papers", fund, "--period", "July 2017", "-o", folder, "--author", "Bea Boss")
    assert done.exit_code == 0, done.output
    assert names_in(folder) == sorted(f"July 2017 {name}.pdf" for name in NAMES)
    told = done.stdout.splitlines()
    assert [line.partition(": ")[0] for line in told[:-1]] == [str(folder / f"July 2017 {name}.pdf") for name in NAMES]
    assert all("Issued from July 2017: SHA-256" in line for line in told[:-1])
    assert told[-1] == f"Wrote {len(NAMES)} papers."
    with Store.look(fund) as store:
        papers = store.register().periods[0].papers
    assert [paper.title.rpartition(", ")[0].lower() for paper in papers] == NAMES
    assert {paper.issued_by for paper in papers} == {"Bea Boss"}
    for name in names_in(folder):
        assert run("verify", fund, "--paper", folder / name).exit_code == 0


def test_papers_of_the_open_period_are_drafts_and_nothing_is_recorded(fund: Path, tmp_path: Path) -> None:
    done = run("papers", fund, "-o", tmp_path / "out", "--format", "html")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == f"Wrote {len(NAMES)} papers, all of them drafts."
    assert names_in(tmp_path / "out") == sorted(f"August 2017 {name}.html" for name in NAMES)
    with Store.look(fund) as store:
        assert not any(period.papers for period in store.register().periods)


def test_each_comes_in_every_format_asked_for_once(fund: Path) -> None:
    made = made_of(fund, forms=(Format.PDF, Format.HTML, Format.PDF))
    assert [each.form for each in made] == [Format.PDF, Format.HTML] * len(NAMES)
    assert all(len(pypdfium2.PdfDocument(each.document)) == each.pages for each in made if each.form is Format.PDF)
    assert [each.paper_id for each in made[::2]] == [each.paper_id for each in made[1::2]]


def test_where_anything_is_exempt_every_paper_comes_in_both_parts(fund: Path) -> None:
    with Store.open(fund, "Ann Author") as store:
        store.exempt(1, "3", reason="A contract")
    made = made_of(fund, forms=(Format.HTML,))
    assert [each.file_name for each in made] == [
        f"August 2017 {name}, Part {part.value.upper()}.html" for name in NAMES for part in Part
    ]
    public, exempt = made[::2], made[1::2]
    assert not any(b"Workforce and capacity" in each.document for each in public)
    assert all(b"Part A: for publication" in each.document and ", Part A, " in each.title for each in public)
    assert all(b"Part B, exempt: not for publication" in each.document for each in exempt)
    assert {each.key for each in exempt if b"Workforce and capacity" in each.document} >= {"board", "register"}


def test_the_layout_stands_in_the_names_so_that_two_committees_share_a_folder(fund: Path, tmp_path: Path) -> None:
    for layout in ("Cabinet", "nhs board"):
        assert run("papers", fund, "--layout", layout, "--format", "html", "-o", tmp_path / "out").exit_code == 0
    assert len(names_in(tmp_path / "out")) == 2 * len(NAMES)
    assert "August 2017 board paper, NHS board.html" in names_in(tmp_path / "out")
    refused = run("papers", fund, "--layout", "Nowhere", "-o", tmp_path / "other")
    assert_refused(refused, 'no layout "Nowhere"', '"Cabinet"')
    assert not (tmp_path / "other").exists()


def test_the_same_meeting_gives_the_same_bytes(fund: Path) -> None:
    assert made_of(fund) == made_of(fund)


# Whole or not at all


def test_a_folder_with_somebodys_file_of_one_of_the_names_is_left_alone(fund: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    notes = folder / f"August 2017 {NAMES[-1]}.pdf"
    notes.write_bytes(b"my notes")
    (folder / "holiday.txt").write_bytes(b"mine")
    assert_refused(run("papers", fund, "-o", folder), "is no PDF")
    assert names_in(folder) == sorted([notes.name, "holiday.txt"])
    assert notes.read_bytes() == b"my notes"
    notes.unlink()
    for _ in range(2):
        assert run("papers", fund, "-o", folder).exit_code == 0, "earlier papers are replaced"
    assert (folder / "holiday.txt").read_bytes() == b"mine"


def test_a_file_in_the_place_of_the_folder_is_left_alone(fund: Path, tmp_path: Path) -> None:
    assert run("papers", fund, "-o", fund).exit_code == 2
    with Store.look(fund) as store, pytest.raises(RiskDeskError, match="is no folder"):
        plan_meeting(store, store.publication()).refuse_others(fund)


class StoppedError(Exception):
    pass


def test_work_that_is_stopped_leaves_whole_papers_only(fund: Path, tmp_path: Path) -> None:
    done: list[int] = []

    def progress(now: int, _whole: int) -> None:
        done.append(now)
        if now >= 60:
            raise StoppedError

    def write_all(store: Store) -> None:
        for made in meeting_papers(plan_meeting(store, store.publication()), progress):
            write_paper(made, tmp_path / made.file_name)

    with Store.look(fund) as store, pytest.raises(StoppedError):
        write_all(store)
    assert done == sorted(done)
    written = [name for name in names_in(tmp_path) if name.endswith(".pdf")]
    assert 0 < len(written) < len(NAMES)
    assert all(len(pypdfium2.PdfDocument((tmp_path / name).read_bytes())) for name in written)
    assert not list(tmp_path.glob(".*.part"))


def test_progress_goes_from_nothing_to_the_whole(fund: Path) -> None:
    told: list[tuple[int, int]] = []
    with Store.look(fund) as store:
        list(meeting_papers(plan_meeting(store, store.publication()), lambda done, whole: told.append((done, whole))))
    assert told == sorted(told)
    assert {whole for _, whole in told} == {100}
    assert told[-1][0] >= 95


# Writing one


def of_register(file: Path) -> Made:
    return next(each for each in made_of(file, forms=(Format.HTML,)) if each.key == "register")


def test_a_full_disk_is_told_in_a_sentence_and_leaves_the_earlier_paper(fund: Path, monkeypatch: Any) -> None:
    made = of_register(fund)
    target = fund.parent / "paper.html"
    write_paper(made, target)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("riskdesk.whole.os.fsync", full)
    with pytest.raises(RiskDeskError, match="No space left on device"):
        write_paper(made, target)
    assert target.read_bytes() == made.document
    assert not list(fund.parent.glob(".*.part"))


def test_a_target_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, monkeypatch: Any) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"%PDF-")

    def locked(*_given: Any, **_named: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(issue, "_is_one", locked)
    with pytest.raises(RiskDeskError, match="cannot be read: Permission denied"):
        may_replace(target, "pdf")


def test_names_are_such_as_every_system_takes() -> None:
    kind = kind_of("board")
    layout = Layout(name='../..\\etc: "A" <b>|?*\n ' + "w" * 300)
    name = file_name(kind, Format.PDF, None, Request(layout=layout, part=Part.B))
    assert name.startswith("board paper, ")
    assert name.endswith(", Part B.pdf")
    assert not set('<>:"/\\|?*\n') & set(name)
    assert len(name) < 100


# Layouts


def test_a_layout_of_ones_own_stands_before_a_usual_one_of_its_name(book: Store) -> None:
    register = book.register()
    own = Layout(id=7, name="CABINET", body="Ours")
    publication = Publication(layouts=(own,))
    assert layout_named(publication, register, " cabinet ") is own
    names = [layout.name.casefold() for layout in layouts_of(publication, register)]
    assert names[0] == "cabinet"
    assert len(names) == len(set(names)) > 1


def test_no_paper_for_the_public_is_made_that_a_person_wrote_what_is_exempt_into(book: Store) -> None:
    book.exempt(1, "3", reason="A contract")
    layout = Layout(name="Public", foot="Workforce and capacity is in Part B")
    with pytest.raises(RiskDeskError, match="tells what is exempt"):
        list(meeting_papers(plan_meeting(book, book.publication(), layout, (Format.HTML,))))


def test_nothing_is_written_where_one_of_the_papers_cannot_be_made(fund: Path, tmp_path: Path) -> None:
    with Store.open(fund, "Ann Author") as store:
        store.exempt(1, "3", reason="A contract")
        store.add_layout({"name": "Public", "foot": "Workforce and capacity is in Part B"})
    assert_refused(run("papers", fund, "--layout", "Public", "-o", tmp_path / "out"), "tells what is exempt")
    assert not (tmp_path / "out").exists()
