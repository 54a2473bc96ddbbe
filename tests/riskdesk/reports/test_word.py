"""The Word document read back: real headings, lists and tables, properties from the facts alone, bytes that repeat."""

import dataclasses
import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from riskdesk import __version__
from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Logo
from riskdesk.reports.blocks import (
    Block,
    Code,
    Cover,
    Document,
    Figure,
    Heading,
    Items,
    Pairs,
    Rows,
    Size,
    Tally,
    Together,
    Turn,
    Words,
)
from riskdesk.reports.marks import Mark
from riskdesk.reports.scanned import MARGIN, squares
from riskdesk.reports.web.page import html_bytes
from riskdesk.reports.word.document import docx_bytes
from riskdesk.reports.word.pictures import code_png
from riskdesk.reports.word.table import allotted
from tests.riskdesk.reports.documents import (
    ATTACHMENT,
    COVER,
    EVERYTHING,
    MARKS,
    MATRIX,
    MOVED,
    ROWS,
    hostile_paper,
    paper_of,
)
from tests.riskdesk.reports.registers import SEAL
from tests.riskdesk.reports.wordreading import members, read_word, rows_of, tables_words, words_in

ROOT = Path(__file__).parents[3]
MADE = docx_bytes(EVERYTHING)
WHOLE = read_word(MADE)


def made(*blocks: Block, **facts: object) -> WordFile:
    return read_word(docx_bytes(paper_of(*blocks, **facts)))


def styled(file: WordFile, *names: str) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.style and paragraph.style.name in names]


def table_named(file: WordFile, caption: str) -> WordTable:
    return next(table for table in file.tables if caption in list(tables_words(table)))


class Unknown:
    words = ("a block of tomorrow",)


def test_a_block_or_drawing_that_the_printer_does_not_know_is_refused() -> None:
    with pytest.raises(AssertionError):
        docx_bytes(paper_of(Unknown()))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        docx_bytes(paper_of(Figure(object(), "alt")))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        docx_bytes(paper_of(Together((Words("a"), Turn()))))


def test_headings_have_words_own_styles() -> None:
    assert styled(WHOLE, "Title") == ["Pooled fund"]
    assert styled(WHOLE, "Heading 1") == ["Summary", "Pictures", "The register", "By hand"]
    assert styled(WHOLE, "Heading 2") == ["Asked of the board", "A risk", "R1 Staff"]


def test_no_level_of_headings_is_skipped() -> None:
    file = made(COVER, Heading("A"), Heading("B", 3), Heading("C", 3), Heading("D", 2))
    assert [styled(file, f"Heading {level}") for level in (1, 2, 3)] == [["A"], ["B", "D"], ["C"]]


def test_a_paper_without_a_cover_begins_with_its_title() -> None:
    paper = paper_of(Words("Nothing more."))
    file = read_word(docx_bytes(paper))
    assert styled(file, "Title") == ["Pooled fund"]
    assert file.core_properties.keywords == f"seal:{SEAL} paper:{paper.paper_id}"


def test_a_heading_keeps_what_follows_on_its_page_and_a_fresh_one_begins_one() -> None:
    for level in (1, 2, 3):
        assert WHOLE.styles[f"Heading {level}"].paragraph_format.keep_with_next
    fresh = [p.text for p in WHOLE.paragraphs if p.paragraph_format.page_break_before]
    assert fresh == ["Pictures"]


def test_words_stay_with_the_table_they_lead_to() -> None:
    file = made(Words("Leads to a table."), ROWS, Words("Leads to nothing."))
    kept = [p.text for p in file.paragraphs if p.paragraph_format.keep_with_next]
    assert "Leads to a table." in kept
    assert "Leads to nothing." not in kept


def test_what_stays_together_is_kept_but_for_its_end() -> None:
    file = made(Together((Words("One"), Words("Two"), Words("Three"))), Words("Four"))
    kept = [p.text for p in file.paragraphs if p.paragraph_format.keep_with_next]
    assert [word for word in kept if word in ("One", "Two", "Three", "Four")] == ["One", "Two"]


def test_lists_are_lists_and_each_numbered_one_counts_from_one() -> None:
    file = made(Items(("a", "b")), Items(("c", "d"), numbered=True), Items(("e",), numbered=True))
    assert styled(file, "List Bullet") == ["a", "b"]
    assert styled(file, "List Number") == ["c", "d", "e"]
    numbered = [p for p in file.paragraphs if p.style and p.style.name == "List Number"]
    counts = [each.get(qn("w:val")) for p in numbered for each in p._p.iter(qn("w:numId"))]
    assert counts[0] == counts[1] != counts[2]
    numbering = file.part.numbering_part.element
    starts = {num.get(qn("w:numId")): list(num.iter(qn("w:startOverride"))) for num in numbering.iter(qn("w:num"))}
    assert all(starts[count] for count in counts)


def test_every_table_of_rows_repeats_its_head_and_names_what_it_holds() -> None:
    table = table_named(made(ROWS), ROWS.caption)
    head, *others = table._tbl.iter(qn("w:tr"))
    assert list(head.iter(qn("w:tblHeader")))
    assert not any(list(row.iter(qn("w:tblHeader"))) for row in others)
    assert rows_of(table)[0] == ["Ref", "Risk", "Current", "Actions"]
    assert rows_of(table)[1] == ["R1", "Risk 1\nOwned by the board", "1 Low\nstated 9", "1.\tRecruit\n2.\tTrain"]


def test_a_row_stays_on_one_page_unless_it_is_long() -> None:
    table = dataclasses.replace(ROWS.table, rows=(ROWS.table.rows[0], hostile_rows("word " * 400)))
    rows = list(table_named(made(Rows(table, "c")), "c")._tbl.iter(qn("w:tr")))
    assert [bool(list(row.iter(qn("w:cantSplit")))) for row in rows] == [True, True, False]


def hostile_rows(text: str) -> tuple[tuple[Mark, ...], ...]:
    return tuple((Mark("", text, -1, "", ""),) for _ in ROWS.table.columns)


@pytest.mark.parametrize("size", Size)
def test_a_table_of_any_size_is_as_wide_as_its_page(size: Size) -> None:
    file = made(dataclasses.replace(ROWS, size=size), Turn(landscape=True), dataclasses.replace(ROWS, size=size))
    for table, section in zip([t for t in file.tables if len(rows_of(t)) == 8], file.sections, strict=True):
        sides = (section.page_width, section.left_margin, section.right_margin)
        assert all(sides)
        room = (sides[0] or 0) - (sides[1] or 0) - (sides[2] or 0)
        widths = sum(int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol")))
        assert 0 <= room / 635 - widths < len(table.columns) + 1


def test_columns_get_what_their_words_need_and_share_the_rest() -> None:
    assert allotted([1, 1, 2], [0, 0, 0], 400) == [100, 100, 200]
    assert allotted([1, 1, 2], [0, 250, 0], 400) == [50, 250, 100]
    assert allotted([1, 1], [300, 300], 400) == [200, 200]


def test_a_mark_is_number_and_word_on_its_bands_colours_with_its_severitys_edge() -> None:
    table = table_named(made(ROWS), ROWS.caption)
    marks = [cell.findall(qn("w:p"))[0] for row in table._tbl.tr_lst[1:] for cell in [row.tc_lst[2]]]
    assert [Paragraph(mark, table).text for mark in marks] == [mark.text for mark in MARKS]
    fills = [shade.get(qn("w:fill")) for mark in marks for shade in mark.iter(qn("w:shd"))]
    assert fills == [mark.fill[1:] for mark in MARKS[:6]]
    inks = [{colour.get(qn("w:val")) for colour in mark.iter(qn("w:color"))} for mark in marks]
    assert inks == [{mark.ink[1:]} for mark in MARKS[:6]] + [set()]
    edges = [[edge.get(qn("w:val")) for edge in mark.iter(qn("w:left"))] for mark in marks]
    assert edges == [[], ["dotted"], ["dashed"], ["double"], ["triple"], ["thick"], ["single"]]


def test_a_colour_that_is_none_is_kept_out() -> None:
    evil = '"/><w:evil w:val="'
    data = docx_bytes(paper_of(Figure(Tally((Mark("1", "a", 1, evil, evil),)), "alt"), colour=evil))
    assert b"evil" not in members(data)["word/document.xml"] + members(data)["word/styles.xml"]


def test_the_matrix_is_a_table_with_the_references_in_its_squares() -> None:
    table = table_named(made(Figure(MATRIX, "Where the risks stand")), "Where the risks stand")
    over, heads, *rows = rows_of(table)
    assert over == ["", "Impact"]
    assert heads == ["Likelihood", *MATRIX.across_levels]
    assert [row[0] for row in rows] == list(MATRIX.up_levels)
    wanted = [[" ".join([s.mark.text, ", ".join(s.refs)]).split() for s in row] for row in MATRIX.rows]
    assert [[cell.split() for cell in row[1:]] for row in rows] == wanted


def test_the_matrix_shows_where_risks_stood_before_and_where_the_appetites_line_runs() -> None:
    table = table_named(made(Figure(MOVED, "Moved")), "Moved")
    (step,) = MOVED.moved
    left = rows_of(table)[step.old[0] + 2][step.old[1] + 1]
    assert left.endswith(f"{step.ref} → {MOVED.rows[step.new[0]][step.new[1]].place}")
    for down, row in enumerate(table._tbl.tr_lst[2:]):
        for along, cell in enumerate(row.tc_lst[1:]):
            assert not list(cell.iter(qn("w:tcBorders"))) or MOVED.rows[down][along].above
    assert list(table._tbl.iter(qn("w:tcBorders")))


def test_pictures_say_in_words_all_that_they_show() -> None:
    said = words_in(WHOLE)
    for block in EVERYTHING.blocks:
        if isinstance(block, Figure):
            assert block.alt in said
    assert "Logo of Wherton Council" in said


def test_a_code_is_a_picture_with_room_around_it() -> None:
    from PIL import Image

    picture = Image.open(BytesIO(code_png(Code("riskdesk"))))
    side = len(squares("riskdesk")) + 2 * MARGIN
    assert picture.size == (8 * side, 8 * side)
    for row, dark in enumerate(squares("riskdesk")):
        for column, is_dark in enumerate(dark):
            dot = picture.getpixel((8 * (column + MARGIN) + 4, 8 * (row + MARGIN) + 4))
            assert bool(dot) is not is_dark
    assert all(picture.getpixel((at, 3)) for at in range(8 * side))


def test_pairs_stand_beside_one_another_in_order() -> None:
    pairs = tuple((f"l{n}", f"f{n}") for n in range(3))
    table = table_named(made(Pairs(pairs, columns=2)), "Facts")
    assert rows_of(table) == [["l0", "f0", "l1", "f1"], ["l2", "f2", "", ""]]


def test_pages_are_a4_upright_or_lying_as_the_paper_says() -> None:
    turned = [section.orientation for section in WHOLE.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    sizes = [
        (round(s.page_width.mm), round(s.page_height.mm)) for s in WHOLE.sections if s.page_width and s.page_height
    ]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert [s.orientation for s in made(Words("a"), landscape=True).sections] == [WD_ORIENT.LANDSCAPE]


def test_the_foot_of_every_page_says_what_the_paper_is() -> None:
    for section in WHOLE.sections:
        feet = [section.footer, section.first_page_footer] if section.different_first_page_header_footer else []
        for foot in feet or [section.footer]:
            text = "\n".join(paragraph.text for paragraph in foot.paragraphs)
            for word in ("July 2017, closed 3 August 2017", "Pooled fund", "As at 29 February 2020", SEAL[:12]):
                assert word in text
            assert f"Paper {EVERYTHING.paper_id}" in text
            fields = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
            assert fields == [" PAGE ", " NUMPAGES "]


def test_the_head_of_every_page_says_who_may_read_it_and_of_later_ones_what_it_is() -> None:
    first = WHOLE.sections[0]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == "\tOfficial"
    assert all(s.header.paragraphs[0].text == "Pooled fund · board paper\tOfficial" for s in WHOLE.sections)


def test_properties_follow_from_the_facts_alone() -> None:
    core = WHOLE.core_properties
    assert (core.title, core.author) == ("Pooled fund: Board paper", "Wherton Council")
    assert core.keywords == f"seal:{SEAL} paper:{EVERYTHING.paper_id}"
    assert core.created == core.modified == dt.datetime(2020, 2, 29, tzinfo=dt.UTC)
    assert (core.language, core.version, core.revision) == ("en-GB", f"RiskDesk {__version__}", 1)
    assert core.last_modified_by == "Wherton Council"


@pytest.mark.parametrize("as_at", ["as-at date not recorded", "as at 31 February 2020", "as at 1 May 0000"])
def test_a_paper_without_a_day_is_made_on_a_day_that_is_none(as_at: str) -> None:
    assert made(Words("a"), as_at=as_at).core_properties.created == dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def test_the_language_is_british() -> None:
    told = {each.get(qn("w:val")) for each in WHOLE.styles.element.iter(qn("w:lang"))}
    assert told == {"en-GB"}


def test_nothing_of_the_empty_file_it_began_as_is_left() -> None:
    parts = members(MADE)
    assert not [name for name in parts if re.search("thumbnail|customXml|app.xml|stylesWithEffects", name)]
    assert b"python-docx" not in b"".join(parts.values())
    assert b"rsid" not in parts["word/document.xml"] + parts["word/settings.xml"] + parts["word/styles.xml"]


def test_no_time_of_day_stands_in_the_file() -> None:
    with zipfile.ZipFile(BytesIO(MADE)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "from hashlib import sha256; from riskdesk.reports.word.document import docx_bytes; "
        "from riskdesk.reports.web.page import html_bytes; "
        "from tests.riskdesk.reports.documents import EVERYTHING as e; "
        "print(sha256(docx_bytes(e)).hexdigest(), sha256(html_bytes(e)).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    assert done.stdout.split() == [sha256(data).hexdigest() for data in (MADE, html_bytes(EVERYTHING))]


@pytest.mark.parametrize("document", [EVERYTHING, hostile_paper(), hostile_paper("W" * 50_000), hostile_paper("")])
def test_every_part_is_xml_and_every_style_and_picture_it_names_is_there(document: Document) -> None:
    parts = members(docx_bytes(document))
    read = {name: parse_xml(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    known = {style.get(qn("w:styleId")) for style in read["word/styles.xml"].iter(qn("w:style"))}
    used = {
        style.get(qn("w:val"))
        for root in read.values()
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next")
        for style in root.iter(qn(name))
    }
    assert used <= known
    names = {rel.get("Id") for rel in read["word/_rels/document.xml.rels"]}
    asked = {
        value
        for each in read["word/document.xml"].iter()
        for key, value in each.attrib.items()
        if "relationships" in key
    }
    assert asked <= names
    for table in read["word/document.xml"].iter(qn("w:tbl")):
        columns = len(list(table.iter(qn("w:gridCol"))))
        for row in table.iter(qn("w:tr")):
            spans = [int(span.get(qn("w:val"))) - 1 for span in row.iter(qn("w:gridSpan"))]
            assert len(row.findall(qn("w:tc"))) + sum(spans) == columns


def test_a_logo_that_is_no_picture_is_refused_in_a_sentence() -> None:
    broken = Logo(layout_id=1, media_type="image/png", data="iVBORw0KGgo=")
    for logo in (broken, dataclasses.replace(broken, data="PHN2Zy8+")):
        with pytest.raises(RiskDeskError, match="logo"):
            docx_bytes(paper_of(dataclasses.replace(COVER, logo=logo)))


def test_data_that_cannot_travel_inside_is_refused_in_a_sentence() -> None:
    with pytest.raises(RiskDeskError, match="cannot carry"):
        docx_bytes(paper_of(Words("a"), attachments=(ATTACHMENT,)))


def test_progress_counts_every_block_and_row() -> None:
    told: list[tuple[int, int]] = []
    docx_bytes(EVERYTHING, lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_a_cover_anywhere_else_adds_no_second_title() -> None:
    file = made(COVER, Words("a"), Cover("o", "Second", "k", COVER.imprint))
    assert styled(file, "Title") == ["Pooled fund"]
