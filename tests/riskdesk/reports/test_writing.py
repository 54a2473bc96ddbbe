"""Papers on disk: the same bytes every time, whole or not at all."""

import dataclasses
import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.meetings import Meeting
from riskdesk.moving import movement
from riskdesk.reports.annex import register_paper
from riskdesk.reports.changes import changes_paper
from riskdesk.reports.decisions import decisions_paper
from riskdesk.reports.issue import write_pdf
from riskdesk.reports.sources import Paper
from tests.made import make_register
from tests.riskdesk.reports.reading import pdf_bytes, read
from tests.riskdesk.reports.registers import board, sample

MEETING = Meeting(body="Executive", held_on=dt.date(2017, 8, 9), started_by="Ann Author", agenda=(1, 2))
PAPERS: dict[str, Paper] = {
    "register": register_paper(sample("thurrock-2017")),
    "board": board(sample("thurrock-2017")),
    "decisions": decisions_paper(sample("thurrock-2017"), MEETING),
    "changes": changes_paper(movement(sample("thurrock-2014"), sample("thurrock-2017"))),
}

PRINT_IN_ANOTHER_PROCESS = """
import hashlib
from riskdesk.reports.annex import register_paper
from tests.riskdesk.reports.reading import pdf_bytes
from tests.riskdesk.reports.registers import board, hostile_register, sample
for make in (register_paper, board):
    for register in (sample("essex-2016"), hostile_register()):
        print(hashlib.sha256(pdf_bytes(make(register))).hexdigest())
"""

WRITE_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from riskdesk.errors import RiskDeskError
from riskdesk.reports.annex import register_paper
from riskdesk.reports.issue import write_pdf
from tests.riskdesk.reports.registers import sample
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    write_pdf(register_paper(sample("thurrock-2017")), Path(sys.argv[1]))
except RiskDeskError as fault:
    print(fault.happened)
"""


def run_apart(code: str, *arguments: str, seed: str = "0") -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def test_two_processes_print_the_same_bytes() -> None:
    first, second = (run_apart(PRINT_IN_ANOTHER_PROCESS, seed=seed) for seed in ("1", "2"))
    assert first == second
    assert len(set(first.split())) == 4


@pytest.mark.parametrize("kind", PAPERS)
def test_printing_twice_in_one_process_gives_the_same_bytes(kind: str) -> None:
    first = hashlib.sha256(pdf_bytes(PAPERS[kind])).hexdigest()
    pdf_bytes(board(make_register(30)))
    assert hashlib.sha256(pdf_bytes(PAPERS[kind])).hexdigest() == first


@pytest.mark.parametrize("kind", PAPERS)
def test_the_file_holds_the_bytes_and_the_number_of_pages_is_told(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "ŵ paper.pdf"
    pages = write_pdf(PAPERS[kind], target)
    assert target.read_bytes() == pdf_bytes(PAPERS[kind])
    assert pages == len(read(target.read_bytes()))
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("kind", PAPERS)
def test_progress_goes_up_to_the_whole(kind: str, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    write_pdf(PAPERS[kind], tmp_path / "paper.pdf", lambda done, total: steps.append((done, total)))
    whole = steps[-1][1]
    assert steps == [(done, whole) for done in range(1, whole + 1)]


def test_an_older_paper_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"%PDF-older")
    write_pdf(PAPERS["board"], target)
    assert target.read_bytes().startswith(b"%PDF-1.")


def test_a_file_protected_against_writing_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"%PDF-older")
    target.chmod(0o444)
    with pytest.raises(RiskDeskError, match="is protected against writing"):
        write_pdf(PAPERS["board"], target)
    assert target.read_bytes() == b"%PDF-older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_paper_whose_counts_disagree_is_not_written(tmp_path: Path) -> None:
    paper = register_paper(sample("thurrock-2017"))
    with pytest.raises(RiskDeskError, match="it was not written"):
        write_pdf(dataclasses.replace(paper, live_risks=12), tmp_path / "paper.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RiskDeskError, match="could not be written to"):
        write_pdf(PAPERS["board"], tmp_path / "missing" / "paper.pdf")


def test_a_folder_is_no_target_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(RiskDeskError, match="is no place for a paper"):
        write_pdf(PAPERS["board"], target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_older_paper_and_no_half_file(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"%PDF-older")
    told = run_apart(WRITE_ON_A_FULL_DISK, str(target))
    assert told.startswith("The paper could not be written to")
    assert target.read_bytes() == b"%PDF-older"
    assert list(tmp_path.iterdir()) == [target]


def test_every_kind_of_paper_is_known() -> None:
    assert all(pdf_bytes(paper).startswith(b"%PDF-1.") for paper in PAPERS.values())
