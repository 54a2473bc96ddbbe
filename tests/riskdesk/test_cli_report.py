"""Papers from a terminal: every kind in every format, what they replace, what is recorded, and what goes together."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from riskdesk.publishing import Part
from riskdesk.reports.kinds import KINDS
from riskdesk.store import Store
from tests.riskdesk.conftest import Clock, sound_register
from tests.riskdesk.monthly import close
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
    assert_refused(run("report", thurrock, "--kind", "audit", "--format", "pdf", "-o", thurrock), "is no PDF")
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


# Every kind, in every format

BEGINS = {"pdf": b"%PDF-", "html": b"<!DOCTYPE html", "docx": b"PK"}
NEEDS = {"risk": ("--risk", "1"), "owner": ("--owner", "Strategic Lead")}


@pytest.fixture
def fund(tmp_path: Path) -> Path:
    """A small register with July closed."""
    file = tmp_path / "fund.riskdesk"
    with Store.create(file, sound_register(), "Ann Author", clock=Clock()) as store:
        close(store)
    return file


@pytest.mark.parametrize("form", BEGINS)
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_kind_is_written_in_every_format(fund: Path, tmp_path: Path, kind: str, form: str) -> None:
    target = tmp_path / f"paper.{form}"
    done = run("report", fund, "--kind", kind, "-o", target, *NEEDS.get(kind, ()))
    assert done.exit_code == 0, done.output
    assert done.stdout == f"Wrote {target}.\n"
    assert target.read_bytes().startswith(BEGINS[form])


def test_the_format_is_that_of_the_option_or_else_of_the_name(fund: Path, tmp_path: Path) -> None:
    assert run("report", fund, "--kind", "register", "--format", "html", "-o", tmp_path / "paper").exit_code == 0
    assert (tmp_path / "paper").read_bytes().startswith(b"<!DOCTYPE html")
    assert run("report", fund, "--kind", "register", "-o", tmp_path / "PAPER.HTML").exit_code == 0
    assert_refused(run("report", fund, "--kind", "register", "-o", tmp_path / "p.odt"), "does not say what to write")
    assert not (tmp_path / "p.odt").exists()


@pytest.mark.parametrize(("form", "kind"), [("html", "web page"), ("docx", "Word document")])
def test_other_formats_replace_only_their_own_kind_of_file(fund: Path, tmp_path: Path, form: str, kind: str) -> None:
    target = tmp_path / f"paper.{form}"
    for _ in range(2):
        assert run("report", fund, "--kind", "register", "-o", target).exit_code == 0
    for other in (b"notes", b"%PDF-1.7", b"PK, not a package"):
        target.write_bytes(other)
        assert_refused(run("report", fund, "--kind", "register", "-o", target), f"is no {kind}")
        assert target.read_bytes() == other
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".part") == []


@pytest.mark.parametrize("form", BEGINS)
def test_a_paper_of_a_closed_period_is_recorded_in_any_format(fund: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"paper.{form}"
    done = run("report", fund, "--kind", "register", "--period", "July 2017", "-o", target, "--author", "Bea Boss")
    assert "Issued from July 2017: SHA-256" in done.stdout
    with Store.look(fund) as store:
        (paper,) = store.register().periods[0].papers
    assert (paper.kind, paper.issued_by) == ("register", "Bea Boss")
    told = {"pdf": "Register paper, ", "html": "Register paper, Web page, ", "docx": "Register paper, Word document, "}
    assert paper.title.startswith(told[form])
    assert bool(paper.pages) is (form == "pdf")
    done = run("verify", fund, "--paper", target)
    assert done.exit_code == 0
    assert "was issued from July 2017 by Bea Boss" in done.stdout


def test_the_data_travels_inside_when_it_is_asked_for(fund: Path, tmp_path: Path) -> None:
    for options, names in ((["--attach"], ["register data.xlsx"]), ([], [])):
        report(fund, tmp_path / "paper.pdf", *options, kind="register")
        with pikepdf.open(tmp_path / "paper.pdf") as pdf:
            assert list(pdf.attachments) == names
            if names:
                data = pdf.attachments[names[0]].get_file().read_bytes()
                assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[:2] == ["Register", "Risks"]
    done = run("report", fund, "--kind", "register", "--attach", "-o", tmp_path / "paper.docx")
    assert done.exit_code == 2
    assert "--attach is for a PDF or a web page" in done.stderr


# What goes together


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "risk"], "--kind risk needs --risk"),
        (["--kind", "owner", "--owner", " "], "--kind owner needs --owner"),
        (["--kind", "board", "--risk", "1"], "--risk is for --kind risk"),
        (["--kind", "risk", "--risk", "1", "--owner", "Strategic Lead"], "--owner is for --kind owner"),
        (["--kind", "register", "--against", "July 2017"], "--against is for the board paper"),
        (["--kind", "audit", "--part", "A"], "no paper for the public"),
        (["--kind", "board", "--part", "C"], "Invalid value for '--part'"),
        (["--kind", "board", "--format", "odt"], "Invalid value for '--format'"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(
    fund: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    done = run("report", fund, *options, "-o", tmp_path / "paper.pdf")
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "paper.pdf").exists()


def test_names_that_are_not_in_the_register_are_answered_in_a_sentence(fund: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    assert_refused(run("report", fund, "--kind", "risk", "--risk", "77", "-o", target), 'no risk "77"')
    assert_refused(run("report", fund, "--kind", "owner", "--owner", "Nobody", "-o", target), 'no owner "Nobody"')
    layout = run("report", fund, "--kind", "board", "--layout", "Nowhere", "-o", target)
    assert_refused(layout, 'no layout "Nowhere"', '"Cabinet"', '"NHS board"')
    assert not target.exists()


def test_a_layout_of_the_register_or_a_usual_one_is_known_by_its_name(fund: Path, tmp_path: Path) -> None:
    with Store.open(fund, "Ann Author") as store:
        store.add_layout({"name": "Fund board", "body": "The board of the fund", "sections": "summary method"})
    pages = {}
    for layout in ("fund BOARD", "cabinet", ""):
        target = tmp_path / f"{layout or 'plain'}.html"
        assert run("report", fund, "--kind", "board", "--layout", layout, "-o", target).exit_code == 0
        pages[layout] = target.read_text("utf-8")
    assert "The board of the fund" in pages["fund BOARD"]
    assert "The board of the fund" not in pages["cabinet"] + pages[""]


def test_a_paper_says_which_part_it_is(fund: Path, tmp_path: Path) -> None:
    with Store.open(fund, "Ann Author") as store:
        store.exempt(1, "3", reason="A contract")
    texts = {}
    for part in Part:
        target = tmp_path / f"{part}.html"
        done = run("report", fund, "--kind", "register", "--part", part.value.upper(), "-o", target)
        assert done.exit_code == 0, done.output
        texts[part] = target.read_text("utf-8")
    assert "Workforce and capacity" in texts[Part.B]
    assert "Workforce and capacity" not in texts[Part.A]


# Checking a paper


def checked(file: Path, paper: Path) -> dict[str, Any]:
    done = run("verify", file, "--paper", paper, "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == (0 if found["paper"] else 1)
    return found


def test_what_a_paper_is_can_be_read_by_other_programs(fund: Path, tmp_path: Path) -> None:
    paper, draft = tmp_path / "paper.pdf", tmp_path / "draft.pdf"
    run("report", fund, "--kind", "register", "--period", "July 2017", "-o", paper)
    run("report", fund, "--kind", "register", "-o", draft)
    found = checked(fund, paper)
    assert found["paper"]["period"] == found["paper_check"]["period"] == "July 2017"
    assert found["paper_check"]["standing"] == "issued"
    assert found["paper"]["title"].endswith(found["paper_check"]["number"])
    found = checked(fund, draft)
    assert found["paper"] is None
    assert (found["paper_check"]["standing"], found["paper_check"]["period"]) == ("draft", None)


def test_a_paper_that_was_not_issued_is_told_in_one_sentence(fund: Path, thurrock: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    report(thurrock, paper, kind="register")
    done = run("verify", fund, "--paper", paper)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "which this register never had" in done.stderr
    assert "could not be read" in run("verify", fund, "--paper", tmp_path / "missing.pdf").stderr
