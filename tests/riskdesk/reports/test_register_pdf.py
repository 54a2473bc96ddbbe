"""The register paper read back: headers, references, whole text, nothing over an edge."""

from functools import cache

import pytest

from riskdesk.reports.annex import register_paper
from riskdesk.reports.pdf.text import printable
from riskdesk.risks import Register
from riskdesk.samples import names
from tests.made import make_register
from tests.riskdesk.reports.reading import FOOT, Sheet, bare, column_texts, find_columns, pdf_bytes, read
from tests.riskdesk.reports.registers import SEAL, hostile_register, numbered, one_of, register_of, sample


def printed(register: Register) -> list[Sheet]:
    return read(pdf_bytes(register_paper(register)))


REGISTERS = {name: sample(name) for name in names()} | {"made": numbered(make_register(16))}


@cache
def printed_once(name: str) -> list[Sheet]:
    return printed(REGISTERS[name])


@pytest.mark.parametrize("name", REGISTERS)
def test_every_page_has_the_header_the_page_number_the_as_at_date_and_the_seal(name: str) -> None:
    sheets = printed_once(name)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        find_columns(sheet, "Ref", "Owner")
        foot = sheet.text.splitlines()[-1]
        assert f"Page {number} of {len(sheets)}" in foot
        assert f"Seal {SEAL[:12]}" in foot
        assert ("As-at date not recorded" in foot) or ("As at " in foot)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("thurrock-2017", ("Substantial", "Likelihood", "(Commissioning", "Communications")),
        ("thurrock-2014", ("Probability", "Medium")),
    ],
)
def test_no_heading_level_or_owner_is_broken_in_the_middle_of_a_word(name: str, words: tuple[str, ...]) -> None:
    text = " ".join(sheet.text for sheet in printed_once(name)).split()
    assert set(words) <= set(text)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_text_of_every_cell_is_printed_whole_in_its_column(name: str) -> None:
    paper = register_paper(REGISTERS[name])
    columns = column_texts(printed_once(name))
    for row in paper.table.rows:
        for cell, column in zip(row, columns, strict=True):
            for item in cell:
                assert bare(printable(item.text)) in column


@pytest.mark.parametrize("name", REGISTERS)
def test_no_letter_leaves_its_page_or_its_column(name: str) -> None:
    for sheet in printed_once(name):
        starts, below = find_columns(sheet, "Ref", "Owner")
        ends = [*starts[1:], sheet.width - 30]
        for char in sheet.chars:
            assert char["x0"] >= 35
            assert char["x1"] <= sheet.width - 30
            beside_the_code = round(char["size"], 1) == 8.5
            if below < char["top"] and char["bottom"] < sheet.height - FOOT and not beside_the_code:
                place = sum(start - 1 <= char["x0"] for start in starts) - 1
                assert char["x1"] <= ends[place] - 3, char


def test_every_page_begins_with_a_reference() -> None:
    for sheet in printed(hostile_register()):
        starts, below = find_columns(sheet, "Ref", "Owner")
        body = [char for char in sheet.chars if char["top"] > below and char["bottom"] < sheet.height - FOOT]
        if not body:
            continue
        first = min(char["top"] for char in body)
        assert any(char["x0"] < starts[1] - 3 and char["top"] < first + 3 for char in body)


def test_a_row_longer_than_a_page_repeats_its_reference_and_loses_no_word() -> None:
    sheets = printed(register_of(one_of("R7", 2, 2, description="word " * 3_000 + "the end")))
    assert len(sheets) > 2
    for sheet in sheets[1:]:
        assert "R7" in sheet.text
        assert "continued" in sheet.text
    columns = column_texts(sheets)
    assert columns[1].count("word") == 3_000
    assert "theend" in columns[1]


def test_a_row_that_fits_a_page_is_never_split() -> None:
    assert all("continued" not in sheet.text for sheet in printed(numbered(make_register(20))))


def test_hostile_text_prints_as_text_and_brings_nothing_with_it() -> None:
    document = pdf_bytes(register_paper(hostile_register()))
    sheets = read(document)
    assert all(sheet.images == 0 and sheet.links == 0 for sheet in sheets)
    everything = "".join(bare(sheet.text) for sheet in sheets)
    assert "<b>bold</b>&<imgsrc='/etc/passwd'>[grinningface]\ufffd" in everything
    assert "\u202e" not in everything
    assert "ŵŷ£€" in everything
    assert b"/JavaScript" not in document


def test_closed_risks_follow_under_their_own_heading() -> None:
    text = printed(hostile_register())[-1].text
    assert "Closed risks" in text
    assert "Last current" in text


def test_an_empty_register_prints_one_page_that_says_so() -> None:
    (sheet,) = printed(register_of())
    assert "No open risks." in sheet.text
    assert "Page 1 of 1" in sheet.text
