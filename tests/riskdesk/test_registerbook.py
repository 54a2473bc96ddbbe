"""A register's data as a workbook, read back by another library: every row, nothing blank, text that stays text."""

import dataclasses
import datetime as dt
import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from riskdesk.exchange.registerbook import register_book
from riskdesk.risks import Action, Control, Owner, Register, Stage, Status
from riskdesk.samples import names
from riskdesk.schemes import preset, presets
from riskdesk.scoring import Combine
from riskdesk.store import Store
from tests.made import make_register
from tests.riskdesk.monthly import AUGUST, close
from tests.riskdesk.reports.registers import HOSTILE, SEAL, hostile_register, numbered, one_of, register_of, sample

SHEETS = ["Register", "Risks", "Scores", "Controls", "Actions", "Scheme"]

WRITE_IN_ANOTHER_PROCESS = """
import hashlib
from riskdesk.exchange.registerbook import register_book
from tests.riskdesk.reports.registers import hostile_register
print(hashlib.sha256(register_book(hostile_register())).hexdigest())
"""


def opened(register: Register) -> Any:
    return openpyxl.load_workbook(BytesIO(register_book(register)))


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """A day as the reader gives it."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def rows(book: Any, name: str) -> list[dict[str, Any]]:
    """A sheet's rows by the titles of its columns; none where it only says that it has none."""
    titles, *found = book[name].iter_rows(values_only=True)
    if len(found) == 1 and not any(found[0][1:]):
        return []
    return [dict(zip(titles, row, strict=True)) for row in found]


@pytest.mark.parametrize("name", names())
def test_everything_of_a_register_has_its_row_and_no_cell_is_blank(name: str) -> None:
    register = sample(name)
    book = opened(register)
    assert book.sheetnames == SHEETS
    assert len(rows(book, "Risks")) == len(register.risks)
    assert len(rows(book, "Scores")) == sum(len(risk.scores) for risk in register.risks)
    assert len(rows(book, "Controls")) == sum(len(risk.controls) for risk in register.risks)
    assert len(rows(book, "Actions")) == sum(len(risk.actions) for risk in register.risks)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(value not in (None, "") for row in rows(book, sheet.title) for value in row.values()), sheet.title


def test_a_rating_is_a_number_beside_the_word_of_its_band() -> None:
    book = opened(register_of(one_of("1", 4, 4), one_of("2")))
    first, second = rows(book, "Risks")
    assert (first["Current rating"], first["Current band"]) == (16, "High")
    assert (second["Current rating"], second["Current band"]) == ("not recorded", "not rated")
    [score, _] = rows(book, "Scores")
    assert (score["Impact"], score["Impact in words"], score["Rating"], score["Band"]) == (4, "4 Critical", 16, "High")
    assert score["Stated rating"] == "not recorded"


def test_a_rating_that_people_write_as_a_cell_stands_so() -> None:
    scheme = next(scheme for scheme in map(preset, presets()) if scheme.combine is Combine.CELL_ORDER)
    book = opened(register_of(one_of("1", 2, 3), scheme=scheme))
    rated = scheme.rate(2, 3)
    assert rated
    assert rows(book, "Risks")[0]["Current rating"] == rated.label


def test_risks_stand_as_in_the_register_paper_and_are_told_apart_where_references_repeat() -> None:
    risks = (one_of("3", 1, 1), one_of("2", 4, 4, status=Status.CLOSED), one_of("3", 4, 4))
    book = opened(register_of(*risks))
    assert [(row["No."], row["Reference"], row["Status"]) for row in rows(book, "Risks")] == [
        (3, "3", "Open"),
        (1, "3", "Open"),
        (2, "2", "Closed"),
    ]
    assert [row["No."] for row in rows(book, "Scores")] == [3, 1, 2]


def test_money_and_days_are_amounts_and_days() -> None:
    lead = Owner(name="Bea Boss", organisation="Thurrock Council")
    action = Action(text="Recruit", owner=lead, due="March 2020", cost=12_000)
    risk = one_of(
        "1", 2, 2, financial_likely=100_000, raised_on=dt.date(2019, 4, 1), actions=(action,), owners=(lead, lead)
    )
    book = opened(register_of(risk, as_at=dt.date(2020, 4, 2)))
    [told] = rows(book, "Risks")
    assert told["Financial impact, likely"] == 100_000
    assert told["Raised on"] == midnight(2019, 4, 1)
    assert told["Accountable owner"] == told["Other owners"] == "Bea Boss, Thurrock Council"
    [action_told] = rows(book, "Actions")
    assert (action_told["Due"], action_told["Last day it means"]) == ("March 2020", midnight(2020, 3, 31))
    assert (action_told["Days late"], action_told["Cost"], action_told["Owner"]) == (
        2,
        12_000,
        lead.name + ", " + lead.organisation,
    )


def test_whether_a_risk_is_above_appetite_is_said_or_said_not_to_be_known() -> None:
    risks = (one_of("1", 4, 4), one_of("2", 1, 1), one_of("3"))
    told = [row["Above appetite"] for row in rows(opened(register_of(*risks, appetite="Medium")), "Risks")]
    assert told == ["yes", "no", "not recorded"]
    assert [row["Above appetite"] for row in rows(opened(register_of(*risks)), "Risks")] == ["not recorded"] * 3


def test_the_first_sheet_says_whose_it_is_and_carries_the_seal() -> None:
    book = opened(register_of(one_of("1", 2, 2)))
    facts = {row["What"]: row["Fact"] for row in rows(book, "Register")}
    assert facts["Title"] == "Pooled fund"
    assert facts["As-at date"] == midnight(2020, 2, 29)
    assert (facts["Risks that are open"], facts["Risks that are closed"]) == (1, 0)
    assert facts["Seal"] == SEAL
    assert "do not add them up" in facts["How to read it"]
    assert book.properties.keywords == f"seal:{SEAL}"


def test_an_empty_register_says_so_on_every_sheet() -> None:
    book = opened(register_of())
    assert [book[name]["A2"].value for name in SHEETS[1:5]] == ["No risk.", "No score.", "No control.", "No action."]


def test_what_could_be_a_formula_is_text_wherever_it_stands() -> None:
    bad = '=HYPERLINK("http://x","y")'
    owner = Owner(name=bad, organisation=bad)
    risk = one_of(
        bad,
        2,
        2,
        heading=bad,
        owners=(owner,),
        target_date=bad,
        controls=(Control(text=bad, owner=owner, gaps=bad),),
        actions=(Action(text=bad, due=bad, barrier=bad),),
    )
    for sheet in opened(register_of(risk, title=bad, organisation=bad)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert not str(cell.value).startswith("=")


def test_hostile_text_leaves_the_workbook_whole_and_the_same_in_another_process() -> None:
    book = opened(hostile_register())
    assert any(row["Risk"].startswith("<b>bold</b> & <img") for row in rows(book, "Risks"))
    assert HOSTILE not in [row["Risk"] for row in rows(book, "Risks")], "signs that no cell can hold are marked"
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITE_IN_ANOTHER_PROCESS]
    said = subprocess.run(command, capture_output=True, check=True, text=True, env=env, cwd=root).stdout
    assert said.strip() == hashlib.sha256(register_book(hostile_register())).hexdigest()


def test_what_changed_has_a_sheet_where_two_moments_are_compared(book: Store) -> None:
    close(book)
    book.open_period("August 2017", AUGUST)
    book.rate_risk(1, Stage.CURRENT, 4, 4, reason="Two homes left")
    [july, _] = book.register().periods
    written = openpyxl.load_workbook(BytesIO(register_book(book.register(), book.movement(july))))
    assert written.sheetnames == [*SHEETS, "What changed"]
    first, *others = rows(written, "What changed")
    assert (first["Rating before"], first["Rating after"]) == ("12 High", "16 High")
    assert "Two homes left" in first["In words"]
    assert len(others) == len(book.register().risks) - 1


def test_a_long_register_is_written_whole() -> None:
    register = numbered(dataclasses.replace(make_register(300), appetite="Medium"))
    book = openpyxl.load_workbook(BytesIO(register_book(register)), read_only=True)
    assert sum(1 for _ in book["Risks"].iter_rows()) == 301
    assert sum(1 for _ in book["Actions"].iter_rows()) == 901
