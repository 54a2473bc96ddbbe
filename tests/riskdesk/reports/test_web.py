"""The web page read back: what every element means, nothing from elsewhere, and no text that is more than text."""

import base64
import dataclasses
import re
from itertools import pairwise

import pytest

from riskdesk import __version__
from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Logo
from riskdesk.reports.blocks import Block, Code, Cover, Document, Figure, Heading, Rows, Tally, Together, Turn, Words
from riskdesk.reports.marks import Mark
from riskdesk.reports.plain import plain
from riskdesk.reports.scanned import MARGIN, squares
from riskdesk.reports.web.page import html_bytes
from tests.riskdesk.reports.documents import (
    ATTACHMENT,
    COVER,
    EVERYTHING,
    MARKS,
    MATRIX,
    MOVED,
    ROWS,
    SQUARE,
    all_kinds,
    hostile_paper,
    kinds_in,
    paper_of,
)
from tests.riskdesk.reports.registers import HOSTILE, SEAL
from tests.riskdesk.reports.webreading import Element, read_page


def page_of(*blocks: Block, **facts: object) -> Element:
    return read_page(html_bytes(paper_of(*blocks, **facts)))


WHOLE = read_page(html_bytes(EVERYTHING))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def test_the_paper_made_by_hand_has_every_block_and_drawing_there_is() -> None:
    assert kinds_in(EVERYTHING.blocks) == all_kinds()


def test_a_block_that_the_printer_does_not_know_is_refused() -> None:
    with pytest.raises(AssertionError):
        html_bytes(paper_of(object()))  # type: ignore[arg-type]


def test_a_drawing_that_the_printer_does_not_know_is_refused() -> None:
    with pytest.raises(AssertionError):
        html_bytes(paper_of(Figure(object(), "alt")))  # type: ignore[arg-type]


def test_a_turn_inside_what_stays_together_is_refused() -> None:
    with pytest.raises(AssertionError):
        html_bytes(paper_of(Together((Words("a"), Turn()))))


def test_the_page_says_its_language_title_and_what_it_was_made_from() -> None:
    assert WHOLE.one("html").attributes["lang"] == "en-GB"
    assert WHOLE.one("title").plain == "Pooled fund: Board paper"
    metas = {meta.attributes.get("name", ""): meta.attributes.get("content") for meta in WHOLE.all("meta")}
    assert metas["generator"] == f"RiskDesk {__version__}"
    assert metas["riskdesk-seal"] == SEAL
    assert metas["riskdesk-paper"] == EVERYTHING.paper_id
    assert metas["author"] == "Wherton Council"


def test_nothing_is_run_and_nothing_is_fetched() -> None:
    policy = next(m for m in WHOLE.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert WHOLE.all("script", "link", "iframe", "object", "embed", "form", "base") == []
    named = [name for element in WHOLE.all() for name in element.attributes]
    assert not any(name.startswith("on") for name in named)
    for name in ("src", "href"):
        values = [element.attributes[name] for element in WHOLE.all() if name in element.attributes]
        assert all(value.startswith(("data:", "#")) for value in values)
    assert not re.search(r"url\(|@import", WHOLE.one("style").plain)


@pytest.mark.parametrize("document", [EVERYTHING, hostile_paper()], ids=["everything", "hostile"])
def test_there_is_one_title_and_no_level_of_headings_is_skipped(document: Document) -> None:
    page = read_page(html_bytes(document))
    levels = [int(heading.name[1]) for heading in page.all(*HEADINGS)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_heading_that_skips_a_level_is_set_one_below_the_one_before() -> None:
    page = page_of(COVER, Heading("A"), Heading("B", 3), Heading("C", 3), Heading("D", 2))
    assert [heading.name for heading in page.all(*HEADINGS)] == ["h1", "h2", "h3", "h4", "h3"]


def test_a_paper_without_a_cover_begins_with_its_title() -> None:
    page = page_of(Words("Nothing more."))
    assert page.one("h1").plain == "Pooled fund"
    assert "Draft, not issued from a closed period." in page.one("header").plain


def test_anchors_are_there_once_and_every_link_leads_to_one() -> None:
    anchors = [element.attributes["id"] for element in WHOLE.all() if "id" in element.attributes]
    assert len(anchors) == len(set(anchors)) > 3
    assert [link.attributes["href"] for link in WHOLE.one("nav").all("a")] == [f"#{anchor}" for anchor in anchors]
    assert [link.plain for link in WHOLE.one("nav").all("a")] == [h.plain for h in WHOLE.all("h2")]


def test_every_section_is_named_by_the_heading_it_begins_with() -> None:
    for section in WHOLE.all("section"):
        assert section.all(*HEADINGS)[0].plain == section.attributes["aria-label"]


def test_every_table_has_a_caption_and_heads_for_its_columns_and_rows() -> None:
    for table in WHOLE.all("table"):
        assert table.one("caption").plain
        heads = table.one("thead").all("th")
        assert {head.attributes["scope"] for head in heads} <= {"col", "colgroup"}
        columns = len(table.one("thead").all("tr")[-1].all("th"))
        for row in table.one("tbody").all("tr"):
            cells = row.all("th", "td")
            assert [cell.name for cell in cells] == ["th", *["td"] * (columns - 1)]
            assert cells[0].attributes["scope"] == "row"


def test_a_table_holds_every_cell_of_its_rows() -> None:
    table = page_of(ROWS).one("table")
    assert [head.plain for head in table.one("thead").all("th")] == ["Ref", "Risk", "Current", "Actions"]
    first = table.one("tbody").all("tr")[0].all("th", "td")
    assert [cell.plain for cell in first] == ["R1", "Risk 1Owned by the board", "1 Lowstated 9", "1. Recruit2. Train"]


def test_a_mark_is_number_and_word_on_its_bands_colours_with_its_severitys_pattern() -> None:
    page = page_of(ROWS)
    style = page.one("style").plain
    marks = [span for span in page.all("span") if "mark" in span.kinds]
    assert [mark.plain for mark in marks] == [mark.text for mark in MARKS]
    patterns = [next(iter(mark.kinds & {f"p{number}" for number in range(1, 6)}), "") for mark in marks]
    assert patterns == ["", "p1", "p2", "p3", "p4", "p5", ""]
    for mark, span in zip(MARKS[:6], marks, strict=False):
        (ink,) = {kind for kind in span.kinds if re.fullmatch(r"m\d+", kind)}
        assert f".{ink}{{--fill:{mark.fill};--ink:{mark.ink}}}" in style
    assert "bare" in marks[-1].kinds
    assert all(f".p{number}:before" in style for number in range(1, 6))


def test_a_colour_that_is_none_is_kept_out_of_the_style_sheet() -> None:
    evil = "red;}body{quotes:none"
    page = page_of(Figure(Tally((Mark("1", "a", 1, evil, evil),)), "alt"), colour=evil)
    assert "quotes" not in page.one("style").plain
    assert "bare" in page.one("figure").one("li").kinds


def test_the_matrix_is_a_table_with_the_references_in_its_squares() -> None:
    table = page_of(Figure(MATRIX, "Where the risks stand")).one("table")
    heads = [row.all("th") for row in table.one("tbody").all("tr")]
    assert [head.plain for (head,) in heads] == list(MATRIX.up_levels)
    assert [head.plain for head in table.one("thead").all("th")] == ["Impact", "Likelihood", *MATRIX.across_levels]
    squares_ = [cell.plain for row in table.one("tbody").all("tr") for cell in row.all("td")]
    wanted = [f"{square.mark.text} {', '.join(square.refs)}".strip() for row in MATRIX.rows for square in row]
    assert squares_ == wanted
    assert sum("refs" in span.kinds for span in table.all("span")) == 2


def test_the_matrix_shows_where_risks_stood_before_and_where_the_appetites_line_runs() -> None:
    table = page_of(Figure(MOVED, "Moved")).one("table")
    rows = [row.all("td") for row in table.one("tbody").all("tr")]
    was = {(r, c): cell.plain for r, row in enumerate(rows) for c, cell in enumerate(row) if _has(cell, "was")}
    (step,) = MOVED.moved
    assert list(was) == [step.old]
    assert was[step.old].endswith(f"{step.ref} → {MOVED.rows[step.new[0]][step.new[1]].place}")
    lined = {
        (r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if any("line-" in k for k in cell.kinds)
    }
    above = {(r, c) for r, row in enumerate(MOVED.rows) for c, square in enumerate(row) if square.above}
    assert lined
    assert lined <= above


def _has(cell: Element, kind: str) -> bool:
    return any(kind in span.kinds for span in cell.all("span"))


def test_a_picture_says_in_words_all_that_it_shows() -> None:
    figures = WHOLE.all("figure")
    told = [figure.attributes.get("aria-label") or figure.one("svg").attributes["aria-label"] for figure in figures]
    assert told == [block.alt for block in EVERYTHING.blocks if isinstance(block, Figure)]
    assert WHOLE.one("svg").attributes["role"] == "img"


def test_a_code_is_drawn_square_by_square_with_room_around_it() -> None:
    svg = page_of(Figure(Code("riskdesk"), "A code")).one("svg")
    side = len(squares("riskdesk")) + 2 * MARGIN
    assert svg.attributes["viewbox"] == f"0 0 {side} {side}"
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg.one("path").attributes["d"])}
    wanted = {(c, r) for r, row in enumerate(squares("riskdesk")) for c, is_dark in enumerate(row) if is_dark}
    assert dark == {(column + MARGIN, row + MARGIN) for column, row in wanted}


def test_a_logo_travels_inside_the_page() -> None:
    logo = WHOLE.one("img")
    assert logo.attributes["src"] == f"data:image/png;base64,{SQUARE}"
    assert logo.attributes["alt"] == "Logo of Wherton Council"


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("image/svg+xml", base64.b64encode(b"<svg onload='alert(1)'/>").decode()),
        ("image/png", base64.b64encode(b"<svg/>").decode()),
        ("image/jpeg", SQUARE),
        ("image/png", "not base64"),
        ("image/png", ""),
    ],
)
def test_a_logo_that_is_no_picture_is_refused_in_a_sentence(media_type: str, data: str) -> None:
    cover = dataclasses.replace(COVER, logo=Logo(layout_id=1, media_type=media_type, data=data))
    with pytest.raises(RiskDeskError, match="logo is not a PNG or JPEG"):
        html_bytes(paper_of(cover))


def test_what_lies_is_printed_lying_and_what_is_fresh_begins_a_page() -> None:
    leaves = [div for div in WHOLE.one("main").all("div") if "leaf" in div.kinds]
    assert ["lying" in leaf.kinds for leaf in leaves] == [False, True, False]
    fresh = [section.attributes["aria-label"] for section in WHOLE.all("section") if "fresh" in section.kinds]
    assert fresh == ["Pictures"]
    assert "lying" in page_of(COVER, landscape=True).one("header").kinds


def test_the_foot_of_every_page_says_what_the_paper_is() -> None:
    style = WHOLE.one("style").plain
    assert 'counter(page) " of " counter(pages)' in style
    foot = WHOLE.one("footer").plain
    for word in ("July 2017, closed 3 August 2017", "Pooled fund", "As at 29 February 2020", SEAL[:12]):
        assert word in foot
    assert f"Paper {EVERYTHING.paper_id}" in foot
    assert EVERYTHING.paper_id.split("-")[0] in style


def test_a_box_says_whether_it_is_ticked() -> None:
    boxes = [span.attributes["aria-label"] for span in WHOLE.one("header").all("span") if "role" in span.attributes]
    assert boxes == ["ticked", "not ticked"]


def test_an_attached_file_can_be_taken_out_of_the_page() -> None:
    link = page_of(Words("a"), attachments=(ATTACHMENT,)).one("footer").one("a")
    assert link.attributes["download"] == ATTACHMENT.name
    assert base64.b64decode(link.attributes["href"].removeprefix("data:text/csv;base64,")) == ATTACHMENT.data


def test_hostile_text_is_only_text() -> None:
    page = html_bytes(hostile_paper()).decode("utf-8")
    assert not re.search("[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    read = read_page(page.encode())
    assert read.all("img") == []
    assert {element.name for element in read.all()} == {element.name for element in read_page(_tame()).all()}
    assert read.one("style").plain.count("{") == read.one("style").plain.count("}")
    assert plain(HOSTILE).split("\ufffd")[0].strip() in read.one("h1").plain


def _tame() -> bytes:
    return html_bytes(hostile_paper("tame"))


@pytest.mark.parametrize("text", ["</style><script>", '"}*{display:none}', "\\", "a\nb", "--><b>"])
def test_no_text_can_end_the_style_sheet_or_an_attribute(text: str) -> None:
    page = read_page(html_bytes(hostile_paper(text)))
    tame = read_page(html_bytes(hostile_paper("tame")))
    assert [each.name for each in page.all() if each.name != "br"] == [each.name for each in tame.all()]
    assert [sorted(each.attributes) for each in page.all() if each.name != "br"] == [
        sorted(each.attributes) for each in tame.all()
    ]
    style = page.one("style").inside[0]
    assert isinstance(style, str)
    assert re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", re.sub(r'"[^"]*"', "", style))).count("}") == 0


def test_what_is_written_from_right_to_left_stays_in_its_own_place() -> None:
    page = page_of(Words("Owner שלום"), Words("Owner"), dataclasses.replace(ROWS, caption="c"))
    told = [p.attributes.get("dir") for p in page.one("main").all("p") if "Owner" in p.plain and not p.kinds]
    assert told == ["auto", None]


def test_a_word_longer_than_any_column_may_be_broken() -> None:
    page = read_page(html_bytes(hostile_paper("W" * 50_000)))
    assert all(
        "long" in cell.kinds for cell in page.all("th") if cell.plain == "W" * 50_000 and "square" not in cell.kinds
    )
    assert page.one("h1").plain == "W" * 50_000


def test_progress_counts_every_block_and_row() -> None:
    told: list[tuple[int, int]] = []
    html_bytes(EVERYTHING, lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_who_listens_can_stop_it() -> None:
    def stop(_done: int, _whole: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        html_bytes(EVERYTHING, stop)


def test_a_cover_anywhere_else_adds_no_second_title() -> None:
    page = page_of(COVER, Words("a"), Cover("o", "Second", "k", COVER.imprint))
    assert page.one("h1").plain == "Pooled fund"


def test_an_empty_table_still_names_its_columns() -> None:
    page = page_of(Rows(dataclasses.replace(ROWS.table, rows=()), "none"))
    assert [head.plain for head in page.all("th")] == ["Ref", "Risk", "Current", "Actions"]
