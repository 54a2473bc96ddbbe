"""Papers from a terminal: which kinds there are, what they may replace, and the audit paper with its workbook."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from riskdesk.store import Store
from tests.riskdesk.reports.reading import read
from tests.riskdesk.test_cli import assert_refused, run


@pytest.fixture
def thurrock(tmp_path: Path) -> Path:
    file = tmp_path / "thurrock.riskdesk"
    assert run("sample", "thurrock-2017", file).exit_code == 0
    return file


def report(file: Path, output: Path, *options: str | Path, kind: str = "audit") -> str:
    done = run("report", file, "--kind", kind, "-o", output, *options)
    assert done.exit_code == 0, done.output
    return output.read_bytes().decode("latin-1")


def test_the_audit_paper_tells_the_proof_and_the_seal_of_the_file(thurrock: Path, tmp_path: Path) -> None:
    paper = tmp_path / "audit.pdf"
    report(thurrock, paper, "--today", "2026-11-25")
    text = " ".join(sheet.text for sheet in read(paper.read_bytes()))
    with Store.look(thurrock) as store:
        seal = store.register().seal
    assert f"riskdesk-cli verify FILE --seal {seal}" in text
    assert "The chain of seals holds over 1 step" in text
    assert "25 November 2026" in text
    assert run("verify", thurrock, "--seal", seal).exit_code == 0


def test_the_same_file_and_day_give_the_same_bytes(thurrock: Path, tmp_path: Path) -> None:
    for name in ("audit.pdf", "audit.xlsx"):
        first = report(thurrock, tmp_path / name, "--today", "2026-11-25")
        assert report(thurrock, tmp_path / name, "--today", "2026-11-25") == first


def test_the_name_decides_whether_it_is_a_workbook(thurrock: Path, tmp_path: Path) -> None:
    book = tmp_path / "audit.XLSX"
    report(thurrock, book)
    assert openpyxl.load_workbook(book).sheetnames[0] == "Summary"
    assert_refused(run("report", thurrock, "--kind", "board", "-o", tmp_path / "b.xlsx"), "Only the audit paper")
    assert not (tmp_path / "b.xlsx").exists()


def test_a_paper_replaces_only_its_own_kind_of_file(thurrock: Path, tmp_path: Path) -> None:
    pdf, book, word = (tmp_path / name for name in ("audit.pdf", "audit.xlsx", "letter.xlsx"))
    report(thurrock, pdf)
    report(thurrock, book)
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("word/document.xml", "a letter")
    notes = tmp_path / "notes.xlsx"
    notes.write_bytes(b"PK, not a package")
    pdf.rename(tmp_path / "really-a-pdf.xlsx")
    book.rename(tmp_path / "really-a-book.pdf")
    taken = {
        "really-a-pdf.xlsx": "workbook",
        "really-a-book.pdf": "PDF",
        "letter.xlsx": "workbook",
        "notes.xlsx": "workbook",
    }
    for name, kind in taken.items():
        before = (tmp_path / name).read_bytes()
        assert_refused(run("report", thurrock, "--kind", "audit", "-o", tmp_path / name), f"is no {kind}")
        assert (tmp_path / name).read_bytes() == before
    before = thurrock.read_bytes()
    assert_refused(run("report", thurrock, "--kind", "audit", "-o", thurrock), "is no PDF")
    assert thurrock.read_bytes() == before


def test_an_empty_file_of_that_name_is_written_over(thurrock: Path, tmp_path: Path) -> None:
    for name in ("new.pdf", "new.xlsx"):
        (tmp_path / name).touch()
        assert report(thurrock, tmp_path / name)


def test_an_earlier_register_is_named_in_the_scope(thurrock: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.riskdesk"
    assert run("sample", "thurrock-2014", before).exit_code == 0
    paper = tmp_path / "audit.pdf"
    report(thurrock, paper, "--previous", before)
    assert "compared with another issue: “Thurrock Better Care Fund, draft of 2014”" in read(paper.read_bytes())[0].text


def test_what_only_the_audit_paper_takes_is_refused_for_others(thurrock: Path, tmp_path: Path) -> None:
    for options in (["--today", "2026-11-25"], ["--previous", thurrock]):
        done = run("report", thurrock, "--kind", "board", "-o", tmp_path / "b.pdf", *options)
        assert done.exit_code == 2
        assert "are for the audit paper" in done.stderr
