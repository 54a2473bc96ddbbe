"""The board paper read back: every reference, every sentence, nothing over an edge."""

import functools

import pytest

from riskdesk.publishing import Layout
from riskdesk.reports.board.paper import board_paper
from riskdesk.reports.pdf.text import printable
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Register, Status
from riskdesk.samples import names
from riskdesk.schemes import preset, presets
from tests.made import make_register
from tests.riskdesk.reports.reading import Sheet, assert_within, bare, metadata, pdf_bytes, read
from tests.riskdesk.reports.registers import SEAL, board, hostile_register, numbered, one_of, register_of, said, sample


def printed(register: Register) -> list[Sheet]:
    return read(pdf_bytes(board(register)))


@functools.cache
def printed_sample(name: str) -> list[Sheet]:
    return printed(sample(name))


@pytest.mark.parametrize("name", names())
def test_every_sentence_decided_is_printed(name: str) -> None:
    paper = board(sample(name))
    everything = bare(" ".join(sheet.text.rsplit("\n", 2)[0] for sheet in printed_sample(name)))
    for told in said(paper.document.blocks):
        assert bare(printable(told)) in everything, told


@pytest.mark.parametrize("name", names())
def test_every_page_says_which_it_is_and_what_it_was_made_from(name: str) -> None:
    sheets = printed_sample(name)
    for number, sheet in enumerate(sheets, 1):
        foot = sheet.text.splitlines()[-1]
        assert f"Page {number} of {len(sheets)}" in foot
        assert SEAL[:12] in foot


def test_the_whole_seal_stands_once_with_how_to_check_it() -> None:
    text = bare("".join(sheet.text for sheet in printed_sample("thurrock-2017")))
    assert text.count(SEAL) == 1
    assert "riskdesk-cliverifyFILE" in text


@pytest.mark.parametrize("key", presets())
def test_every_scheme_prints_its_levels_bands_and_all_references_within_the_page(key: str) -> None:
    scheme = preset(key)
    pairs = [(impact.value, likelihood.value) for impact in scheme.impact for likelihood in scheme.likelihood]
    register = register_of(*(one_of(f"Q{number}", *pair) for number, pair in enumerate(pairs)), scheme=scheme)
    layout = Layout(name="Cells", sections="dashboard matrix method")
    sheets = read(pdf_bytes(board_paper(Sources(register), Request(layout=layout))))
    text = bare(" ".join(sheet.text for sheet in sheets))
    for number in range(len(pairs)):
        assert f"Q{number}" in text
    levels = [level.word for level in (*scheme.impact, *scheme.likelihood)]
    for word in (*levels, *(band.word for band in scheme.bands)):
        assert bare(word) in text
    assert_within(sheets)


def test_a_crowded_cell_says_how_many_more_and_the_table_names_them_all() -> None:
    refs = [f"FIN-{number:03d}" for number in range(60)]
    sheets = printed(register_of(*(one_of(ref, 2, 2) for ref in refs)))
    text = " ".join(sheet.text for sheet in sheets)
    assert "more" in text
    for ref in refs:
        assert ref in text
    assert_within(sheets)


def test_twenty_references_in_one_cell_all_fit() -> None:
    refs = [str(number) for number in range(1, 21)]
    sheets = printed(register_of(*(one_of(ref, 2, 2) for ref in refs)))
    [page] = [sheet.text for sheet in sheets if "Heat map" in sheet.text.splitlines()]
    assert "more" not in page


@pytest.mark.parametrize(
    "register",
    [
        hostile_register(),
        register_of(),
        numbered(make_register(24)),
        register_of(*(one_of(str(number), 4, 4, status=Status.CLOSED) for number in range(5))),
    ],
    ids=["hostile", "empty", "24 risks", "all closed"],
)
def test_any_register_prints_within_the_page(register: Register) -> None:
    sheets = printed(register)
    assert all(sheet.images == 0 and sheet.links == 0 for sheet in sheets)
    assert_within(sheets)


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for count in (1, 3, 8, 13):
        for sheet in printed(numbered(make_register(count)))[:-1]:
            body = [char for char in sheet.chars if char["bottom"] < sheet.height - 50]
            lowest = max(body, key=lambda char: char["bottom"])
            assert lowest["size"] < 12, count


def test_the_document_names_itself_for_those_who_cannot_see_it() -> None:
    facts = metadata(pdf_bytes(board(sample("thurrock-2017"))))
    assert facts["Title"] == "Thurrock Better Care Fund 2017-19: Board paper"
    assert facts["Author"] == "Thurrock Council"
    assert facts["CreationDate"].startswith("D:20000101"), "a paper knows no time but its register's"
    assert facts["Lang"] in {"en-GB", b"en-GB"}
