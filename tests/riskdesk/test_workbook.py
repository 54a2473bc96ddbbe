"""The audit paper as a workbook, read back by another library: the same facts, text that stays text, real dates."""

import dataclasses
import datetime as dt
import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from riskdesk.audit.case import Case
from riskdesk.audit.run import Audit, audit
from riskdesk.errors import RiskDeskError
from riskdesk.exchange.sheets import LONGEST, Sheet, clean, workbook_bytes
from riskdesk.exchange.workbook import audit_workbook, write_workbook
from riskdesk.proof import Verdict
from riskdesk.reports.audit.paper import audit_paper
from riskdesk.risks import Status
from riskdesk.samples import names
from riskdesk.schemes import preset
from riskdesk.scrutiny import Challenge, Scrutiny
from tests.riskdesk.reports.audits import BROKEN, LONG, RULES, TODAY, audited, book, hostile, scrutiny, worked
from tests.riskdesk.reports.registers import HOSTILE, SEAL, one_of, register_of, sample

SHEETS = ["Summary", "Findings", "Rules", "Waivers", "Challenges", "Moderated scores", "Samples", "Calibration"]
LIVE = ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\n=1", '=HYPERLINK("http://x","y")']

WRITE_IN_ANOTHER_PROCESS = """
import hashlib
from riskdesk.exchange.workbook import audit_workbook
from tests.riskdesk.reports.audits import hostile, worked
for found in (worked(), hostile()):
    print(hashlib.sha256(audit_workbook(found)).hexdigest())
"""


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """A day as the reader gives it."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def opened(found: Audit, verdict: Verdict | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(audit_workbook(found, verdict)))


def rows(book: Any, name: str) -> list[dict[str, Any]]:
    """A sheet's rows by the titles of its columns."""
    titles, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in found]


def asked(question: str) -> Audit:
    return audited(scrutiny=Scrutiny(challenges=(Challenge(id=1, risk_id=1, question=question, asked_on=TODAY),)))


def question_in(question: str) -> Any:
    return rows(opened(asked(question)), "Challenges")[0]["Question"]


def test_every_part_of_the_paper_has_its_sheet_with_a_frozen_header_and_a_filter() -> None:
    book = opened(worked())
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in sheet[2])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(7 <= width <= 101 for width in widths), sheet.title


@pytest.mark.parametrize("name", names())
def test_every_finding_has_a_row_of_its_own_and_no_cell_is_blank(name: str) -> None:
    found = audit(Case(sample(name), TODAY))
    book = opened(found)
    told = rows(book, "Findings")
    assert sorted((row["Rule"], row["Message"]) for row in told) == sorted(
        (finding.rule.name, finding.message) for finding in found.each
    )
    assert all(value not in (None, "") for row in told for value in row.values())
    assert len(rows(book, "Rules")) == len(found.rules)


def test_a_finding_says_everything_the_paper_says_of_it() -> None:
    first, *_ = rows(opened(worked()), "Findings")
    assert first == {
        "No. in the paper": "F1",
        "Rule": "HIGHEST",
        "Title": "The highest impact",
        "Severity": "Error",
        "References": "1",
        "Field": "Current score",
        "Message": "Impact is the highest there is.",
        "Readings offered": "Either: Impact 3 Substantial fits;\nor: Rating 16 High stands.",
        "Status": "waived",
        "Waiver": "W1",
        "Waived by": "Bea Boss",
        "Waived on": midnight(2020, 1, 15),
        "Reason": "Reason 1",
        "Expires on": midnight(2020, 6, 30),
    }


def test_what_was_rolled_up_stands_row_by_row_under_the_papers_number() -> None:
    told = rows(opened(worked()), "Findings")
    numbers = [row["No. in the paper"] for row in told]
    assert numbers == ["F1", "F2", "F3", "F3", "F3", "F3", "F3", "F4"]
    assert [row["References"] for row in told[2:7]] == ["1", "2", "3", "4", "5"]
    assert told[-1]["References"] == "the register"


def test_the_summary_says_what_the_paper_says() -> None:
    verdict = Verdict(True, ("The chain holds.",))
    found = worked()
    told = [tuple(row.values()) for row in rows(opened(found, verdict), "Summary")]
    paper = audit_paper(found, verdict)
    for sentence in (*paper.scope, *paper.conclusion, *paper.sealing, *paper.checking):
        assert sentence in [fact for _, fact in told]
    facts = dict(told)
    assert facts["Register as at"] == midnight(2020, 2, 29)
    assert facts["Day of the audit"] == midnight(2020, 3, 2)
    assert facts["Seal"] == SEAL
    assert (facts["Open risks audited"], facts["Findings one by one"]) == (5, 8)
    assert facts["Errors that wait, as the paper tells them"] == 1


def test_rules_are_counted_one_by_one_and_a_failed_one_says_so() -> None:
    told = {row["Rule"]: row for row in rows(opened(audited(rules=(*RULES, BROKEN))), "Rules")}
    assert [told["OWNERLESS"][name] for name in ("Risks hit", "Findings", "Waiting", "Waived")] == [5, 5, 5, 0]
    assert told["QUIET"]["Findings"] == 0
    assert told["BROKEN"]["Could be run"] == "no: IndexError: of a bug"


def test_what_officers_did_is_there_with_dates_as_dates() -> None:
    book = opened(worked())
    assert [row["Standing"] for row in rows(book, "Waivers")] == ["in force", "lapsed", "withdrawn"]
    assert [row["Status"] for row in rows(book, "Challenges")] == ["open", "answered"]
    assert rows(book, "Challenges")[1]["Answered on"] == midnight(2020, 3, 2)
    assert rows(book, "Challenges")[1]["Answer recorded by"] == "Olu Officer"
    withdrawn = [rows(book, "Waivers")[2][f"Withdrawn {what}"] for what in ("because", "by", "on")]
    assert withdrawn == ["Too early", "Cas Chief", midnight(2020, 3, 2)]
    moderated = rows(book, "Moderated scores")
    assert moderated[0]["Outcome"] == "not agreed yet"
    assert (moderated[0]["Owner's score"], moderated[0]["Moderator's score"]) == ("4 Low (2 x 2)", "9 Medium (3 x 3)")
    assert [row["Owner's rationale"] for row in moderated] == ["not recorded", "not recorded", "As last year"]
    assert {row["By today's scheme"] for row in moderated} == {"the same"}
    sampled = rows(book, "Samples")
    assert [row["Conclusion"] for row in sampled][1:] == ["Not supported", "not concluded yet"]
    assert (sampled[0]["Seed"], sampled[0]["Drawn from"]) == ("42", 5)
    assert book["Samples"]["F2"].number_format == "d mmm yyyy"


def test_scores_stand_as_they_were_agreed_beside_what_todays_scheme_says() -> None:
    other = dataclasses.replace(book(), scheme=preset("nhs-5x5-npsa"))
    first, *_ = rows(opened(audited(other, scrutiny=scrutiny(audited()))), "Moderated scores")
    assert (first["Owner's score"], first["Moderator's score"]) == ("4 Low (2 x 2)", "9 Medium (3 x 3)")
    assert first["By today's scheme"] == "Owner 4 Moderate (2 x 2); Moderator 9 High (3 x 3)"


def test_calibration_names_every_open_risk_in_its_cell() -> None:
    cells = [row for row in rows(opened(worked()), "Calibration") if row["What"].startswith("Cell")]
    assert [(row["What"], row["Which"], row["In words"]) for row in cells] == [
        ("Cell 4 x 4", "16 High", "1"),
        ("Cell 2 x 2", "4 Low", "3, 4, 5"),
        ("Cell 4 x 1", "4 Low", "2"),
    ]


def test_an_empty_sheet_says_why_in_a_sentence() -> None:
    book = opened(audited(register_of(one_of("1", status=Status.CLOSED)), rules=RULES[:2]))
    assert book["Findings"]["A2"].value == "No finding: nothing to challenge."
    assert book["Waivers"]["A2"].value == "No finding has been waived."
    assert book["Samples"]["A2"].value == "No dip sample has been drawn."


# Text that stays text


@pytest.mark.parametrize("text", LIVE)
def test_what_could_be_a_formula_is_text_with_an_apostrophe(text: str) -> None:
    [sheet] = [sheet for sheet in opened(asked(text)) if sheet.title == "Challenges"]
    cell = next(cell for cell in sheet[2] if "'" in str(cell.value))
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.startswith("'")


@pytest.mark.parametrize("text", ["http://example.org", "12", "1/2/2020", "TRUE", "<r>", "a = b", "file:///etc/passwd"])
def test_text_that_looks_like_something_else_is_kept_as_text(text: str) -> None:
    said = question_in(text)
    assert said in (text, f"'{text}")
    assert isinstance(said, str)


def test_markup_of_the_file_itself_cannot_be_smuggled_in() -> None:
    text = "<r><t>gone</t></r><si><t>evil</t></si><r></r>"
    assert question_in(text) == f"'{text}"


def test_hostile_text_leaves_a_workbook_that_can_be_read() -> None:
    book = opened(hostile())
    told = rows(book, "Findings")
    assert "<b>bold</b> & <img src='/etc/passwd'>" in told[0]["Message"]
    assert not any(mark in told[0]["Message"] for mark in "\0\u202e")
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n", "d") and cell.hyperlink is None for cell in row)


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    said = question_in(LONG)
    assert len(said) == LONGEST
    assert said.endswith("(cut here: a cell holds no more; the printed paper has the whole)")
    emojis = clean("😀" * 40_000)
    assert len(emojis.encode("utf-16-le")) // 2 <= LONGEST
    assert clean("a" * LONGEST) == "a" * LONGEST


def test_letters_no_cell_can_hold_become_a_visible_mark() -> None:
    assert clean(HOSTILE).count("\N{REPLACEMENT CHARACTER}") == 4
    assert clean("two\nlines\r\nand ŵ 漢字 😀 _x0041_") == "two\nlines\nand ŵ 漢字 😀 _x0041_"
    assert question_in("_x0041_ ") == "_x0041_ "


def test_a_day_before_excels_calendar_is_written_out() -> None:
    sheet = Sheet("Days", (("Day", 10.0),), ((dt.date(1899, 12, 31),), (dt.date(1900, 3, 1),)))
    book = openpyxl.load_workbook(BytesIO(workbook_bytes([sheet], "T", TODAY, "foot")))
    assert book["Days"]["A2"].value == "31 December 1899"
    assert book["Days"]["A3"].value == midnight(1900, 3, 1)


# Files


def test_two_processes_write_the_same_bytes() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    command = [sys.executable, "-c", WRITE_IN_ANOTHER_PROCESS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == [hashlib.sha256(audit_workbook(found)).hexdigest() for found in (worked(), hostile())]


def test_the_workbook_is_dated_by_its_audit() -> None:
    assert opened(worked()).properties.created == midnight(2020, 3, 2)


def test_nothing_in_it_runs_or_reaches_out() -> None:
    package = zipfile.ZipFile(BytesIO(audit_workbook(hostile())))
    assert not [name for name in package.namelist() if "vba" in name or "externalLink" in name]
    assert not any(b"<f>" in package.read(name) or b"hyperlink" in package.read(name) for name in package.namelist())


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "ŵ audit.xlsx"
    target.write_bytes(b"older")
    write_workbook(worked(), target)
    assert target.read_bytes() == audit_workbook(worked())
    with pytest.raises(RiskDeskError, match="could not be written to"):
        write_workbook(worked(), tmp_path / "missing" / "audit.xlsx")
    with pytest.raises(RiskDeskError, match="is no place for a workbook"):
        write_workbook(worked(), tmp_path)
    assert list(tmp_path.iterdir()) == [target]


def test_only_who_wants_a_workbook_loads_its_library() -> None:
    code = "import sys, riskdesk.cli, riskdesk.exchange.workbook; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_register_is_named_as_it_is() -> None:
    found = audited(dataclasses.replace(book(), title="=Fund"))
    assert rows(opened(found), "Summary")[0]["Fact"] == "'=Fund"
