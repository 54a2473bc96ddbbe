"""The audit paper read back: every sentence and row, in order, nothing over an edge, nothing read as markup."""

import hashlib
from collections import Counter
from functools import cache

import pypdfium2
import pytest

from riskdesk import samples
from riskdesk.audit.case import Case
from riskdesk.audit.run import Audit, audit
from riskdesk.proof import Verdict
from riskdesk.reports.audit.paper import audit_paper
from riskdesk.reports.pdf.text import printable
from riskdesk.risks import Partner, Register, Status
from riskdesk.scrutiny import Challenge, Scrutiny
from tests.made import make_register
from tests.riskdesk.reports.audits import LONG, TODAY, audited, book, hostile, worked
from tests.riskdesk.reports.reading import Sheet, assert_within, bare, metadata, pdf_bytes, read
from tests.riskdesk.reports.registers import PRINTED, SEAL, numbered, one_of, register_of, sample, texts
from tests.riskdesk.reports.test_writing import run_apart

SECTIONS = [
    "Scope",
    "Register and seal",
    "Conclusion",
    "Rules applied",
    "Findings",
    "Waivers",
    "Challenges and answers",
    "Moderated scores",
    "Dip samples",
    "Calibration",
    "What a person must check by hand",
    "Sign-off",
    "How to check this paper",
]

PRINT_IN_ANOTHER_PROCESS = """
import hashlib
from riskdesk.reports.audit.paper import audit_paper
from tests.riskdesk.reports.reading import pdf_bytes
from tests.riskdesk.reports.audits import hostile, worked
for found in (worked(), hostile()):
    print(hashlib.sha256(pdf_bytes(audit_paper(found))).hexdigest())
"""


def printed(found: Audit) -> list[Sheet]:
    return read(pdf_bytes(audit_paper(found)))


def real(name: str) -> Audit:
    return audit(Case(sample(name), TODAY))


def whole(sheets: list[Sheet]) -> str:
    """All pages' text without their feet, without spaces."""
    return bare(" ".join(sheet.text.rsplit("\n", 1)[0] for sheet in sheets))


def headings(sheets: list[Sheet]) -> list[str]:
    """The lines in the size of a section's title, in the order in which they stand."""
    found = []
    for sheet in sheets:
        lines: dict[float, str] = {}
        for char in sheet.chars:
            if round(char["size"], 1) == 15:
                lines[round(char["top"])] = lines.get(round(char["top"]), "") + char["text"]
        found += [lines[top] for top in sorted(lines)]
    return found


def test_the_sections_stand_in_the_order_of_an_audit() -> None:
    assert [" ".join(title.split()) for title in headings(printed(worked()))] == SECTIONS


@cache
def hostile_sheets() -> list[Sheet]:
    return printed(hostile())


def test_rules_that_could_not_be_run_have_a_section_only_where_there_are_any() -> None:
    assert "Rules that could not be run" in headings(hostile_sheets())


@pytest.mark.parametrize("name", samples.names())
def test_every_sentence_and_every_cell_decided_is_printed(name: str) -> None:
    paper = audit_paper(real(name), Verdict(True, ("The chain holds.",)))
    text = whole(read(pdf_bytes(paper))).replace("InitialsDate", "")
    said = (*paper.scope, *paper.sealing, *paper.conclusion, *paper.checks, *paper.checking, *paper.spread.sentences)
    for sentence in (*said, *paper.signatories, *(lead for section in paper.sections[:-1] for lead in section.lead)):
        assert bare(printable(sentence)) in text, sentence


def test_every_word_of_every_table_is_printed_as_often_as_it_was_decided() -> None:
    paper = audit_paper(worked())
    printed_words = Counter(word for sheet in read(pdf_bytes(paper)) for word in sheet.text.split())
    cells = [cell for section in paper.sections for row in section.table.rows for cell in row]
    for word, times in Counter(word for cell in cells for text in texts(cell) for word in text.split()).items():
        if len(word) < 9:  # a longer one may be broken
            assert printed_words[word] >= times, word


def test_a_long_text_of_an_officer_is_printed_to_its_end() -> None:
    found = audited(scrutiny=Scrutiny(challenges=(Challenge(id=1, risk_id=1, question=LONG, asked_on=TODAY),)))
    sheets = printed(found)
    assert sum(sheet.text.split().count("word") for sheet in sheets) == 10_000
    assert sum("continued" in sheet.text for sheet in sheets) > 1, "each part of a long row has its number"


def test_hostile_text_prints_as_text_within_the_page() -> None:
    sheets = hostile_sheets()
    assert all(sheet.images == 0 and sheet.links == 0 for sheet in sheets)
    assert bare(PRINTED) in whole(sheets)
    assert_within(sheets)


@pytest.mark.parametrize(
    "register",
    [
        register_of(),
        register_of(one_of("1", 2, 2)),
        register_of(*(one_of(str(number), 4, 4, status=Status.CLOSED) for number in range(5))),
        numbered(make_register(60)),
        book(partners=tuple(Partner(name=f"Partner {number} with a long name of its own") for number in range(14))),
    ],
    ids=["empty", "one risk", "all closed", "many", "many partners"],
)
def test_any_register_prints_within_the_page(register: Register) -> None:
    sheets = printed(audit(Case(register, TODAY)))
    assert [" ".join(title.split()) for title in headings(sheets)] == SECTIONS
    assert_within(sheets)


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for count in (1, 2, 3, 5, 8, 13, 21):
        for sheet in printed(audit(Case(numbered(make_register(count)), TODAY)))[:-1]:
            body = [char for char in sheet.chars if char["bottom"] < sheet.height - 50]
            lowest = max(body, key=lambda char: char["bottom"])
            assert lowest["size"] < 12, count
            heads = [char for char in body if char["bottom"] > lowest["bottom"] - 2 and "Bold" in char["fontname"]]
            assert not any(round(char["size"], 1) == 7.5 for char in heads), "a table's header without a row"


def test_a_tables_header_stands_on_every_page_it_goes_on() -> None:
    sheets = printed(real("thurrock-2017"))
    numbered_rows = [sheet for sheet in sheets if "Evidence" in sheet.text]
    assert len(numbered_rows) > 1


def test_the_sign_off_stands_on_one_page() -> None:
    for name in samples.names():
        signed = [sheet.text.count("Signature") for sheet in printed(real(name)) if "Signature" in sheet.text]
        assert len(signed) == 1, name


def test_every_page_says_which_it_is_and_what_it_was_made_from() -> None:
    sheets = printed(worked())
    for number, sheet in enumerate(sheets, 1):
        foot = sheet.text.splitlines()[-1]
        assert f"Page {number} of {len(sheets)}" in foot
        assert SEAL[:12] in foot


def test_the_document_names_itself_for_those_who_cannot_see_it() -> None:
    facts = metadata(pdf_bytes(audit_paper(real("thurrock-2017"))))
    assert facts["Title"] == "Thurrock Better Care Fund 2017-19: Audit working paper"
    assert facts["CreationDate"].startswith("D:20000101"), "a paper knows no time but its register's"


def test_two_processes_print_the_same_bytes() -> None:
    first, second = (run_apart(PRINT_IN_ANOTHER_PROCESS, seed=seed) for seed in ("1", "2"))
    assert first == second
    assert first.split()[0] == hashlib.sha256(pdf_bytes(audit_paper(worked()))).hexdigest()


def test_nothing_on_the_paper_needs_its_colour() -> None:
    """In grey the darkest and the lightest of each page stay as far apart as ink and paper."""
    document = pypdfium2.PdfDocument(pdf_bytes(audit_paper(worked())))
    try:
        for page in document:
            grey = bytes(page.render(scale=1, grayscale=True).buffer)
            assert min(grey) < 60
            assert max(grey) == 255
    finally:
        document.close()


def test_progress_goes_up_to_the_whole_row_by_row() -> None:
    paper = audit_paper(real("thurrock-2017"))
    steps: list[tuple[int, int]] = []
    pdf_bytes(paper, lambda done, whole: steps.append((done, whole)))
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1] == (len(steps), len(steps))
    assert len(steps) > sum(len(section.table.rows) for section in paper.sections)
