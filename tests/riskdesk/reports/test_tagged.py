"""A paper read back as by one who cannot see it: every piece of every page belongs to an element or to nobody."""

import pikepdf
import pytest

from riskdesk.reports.imprint import Imprint
from riskdesk.reports.marks import Cell, Column, Line, Mark, Table, Tone, body, strong
from riskdesk.reports.pdf.cells import DENSE
from riskdesk.reports.pdf.pages import LANDSCAPE, PORTRAIT, Identity, Pages
from riskdesk.reports.pdf.table import Grid
from riskdesk.reports.pdf.text import Style
from tests.riskdesk.reports.tree import Node, opened, read_marks, read_tree

TEXT = Style(10, 14)
TITLE = Style(20, 26, bold=True)
DRAFT = Imprint(is_draft=True, said="Draft.", foot="Draft, not issued from a closed period")
HIGH = Mark("12", "High", 3, "#E8762C", "#0B0C0C")


def identity(**facts: str) -> Identity:
    return Identity(
        "Better Care Fund", "Thurrock Council", "Board paper", "as at 1 May 2017", "ab" * 32, DRAFT, **facts
    )


def begun(**facts: str) -> Pages:
    pages = Pages(PORTRAIT, identity(**facts))
    pages.on_turn = lambda: pages.text(("Running head",), TEXT, pages.left, pages.form.height - 34)
    return pages


def heading(pages: Pages, tag: str, text: str, level: int) -> None:
    with pages.tagged(tag):
        pages.mark_section(text, level)
        pages.paragraph(text, TITLE, 4)


def table(*rows: tuple[Cell, ...]) -> Table:
    columns = (Column("ref", "Ref"), Column("risk", "Risk"), Column("rating", "Rating"))
    return Table(columns, rows)


def draw_table(pages: Pages, facts: Table) -> None:
    width = pages.width
    Grid(pages, facts, (40, 200, 74), DENSE, x=pages.left, width=width, caption="Open risks").draw()


def risk(number: int, text: str = "Staff leave") -> tuple[Cell, ...]:
    return strong(f"R{number}"), (Line(text), Line("not recorded", Tone.META)), (HIGH,)


def whole() -> bytes:
    """A small paper with something of everything."""
    pages = begun(marking="Part B, exempt: not for publication", paper_id="ABCD-EF01-2345", colour="#1D70B8")
    heading(pages, "H1", "The title", 1)
    pages.paragraph("word " * 1500, TEXT, 6)
    heading(pages, "H2", "Top risks", 1)
    draw_table(pages, table(*(risk(number) for number in range(40))))
    heading(pages, "H3", "Decisions", 2)
    with pages.tagged("L", numbering="Decimal"):
        for number in (1, 2):
            with pages.tagged("LI"):
                with pages.tagged("Lbl"):
                    pages.text((f"{number}.",), TEXT, pages.left, pages.y)
                with pages.tagged("LBody"):
                    pages.paragraph(f"Agree {number}", TEXT)
    pages.turn(LANDSCAPE)
    with pages.tagged("Figure", alt="One risk is high → R1", box=(52, 300, 152, 350)):
        pages.canvas.rect(52, 300, 100, 50)
    pages.rule(280)
    pages.canvas.rect(52, 200, 100, 50)
    pages.text(("Said by nobody",), TEXT, 52, 190)
    return pages.finish().document


@pytest.fixture(scope="module")
def paper() -> bytes:
    return whole()


@pytest.fixture(scope="module")
def tree(paper: bytes) -> Node:
    return read_tree(paper)


def test_nothing_is_drawn_outside_of_elements_and_artifacts(paper: bytes) -> None:
    with opened(paper) as pdf:
        for page in pdf.pages:
            marks = read_marks(page)
            assert not marks.outside
        assert ("", "Said by nobody") in marks.artifacts
    assert "Said by nobody" not in read_tree(paper).words


def test_headings_are_read_in_order_and_none_skips_a_level(tree: Node) -> None:
    assert [(node.tag, node.words) for node in tree.all("H1", "H2", "H3")] == [
        ("H1", "The title"),
        ("H2", "Top risks"),
        ("H3", "Decisions"),
    ]
    pages = begun()
    for tag in ("H2", "H4", "H3", "H1", "H3"):
        heading(pages, tag, tag, 1)
    told = read_tree(pages.finish().document)
    assert [node.tag for node in told.all("H1", "H2", "H3", "H4")] == ["H1", "H2", "H3", "H1", "H2"]


def test_a_paragraph_over_two_pages_is_one_element_with_its_words_apart(tree: Node) -> None:
    paragraph = tree.all("P")[0]
    assert len(set(paragraph.pages)) == 2
    assert paragraph.text.split() == ["word"] * 1500


def test_a_table_says_which_cells_head_its_columns_and_rows(tree: Node) -> None:
    (found,) = tree.all("Table")
    assert found.said["/Summary"] == "Open risks"
    assert [kid.tag for kid in found.kids] == ["THead", "TBody"]
    heads = found.kids[0].all("TH")
    assert [(cell.words, cell.said["/Scope"]) for cell in heads] == [
        ("Ref", "/Column"),
        ("Risk", "/Column"),
        ("Rating", "/Column"),
    ]
    rows = found.kids[1].kids
    assert len(rows) == 40
    for number, row in enumerate(rows):
        first, *others = row.kids
        assert (first.tag, first.said["/Scope"], first.words) == ("TH", "/Row", f"R{number}")
        assert [cell.tag for cell in others] == ["TD", "TD"]
        assert [part.words for part in others[0].kids] == ["Staff leave", "not recorded"]
        assert others[1].words.split() == ["12", "High"]


def test_a_head_repeated_on_later_pages_is_read_once(paper: bytes, tree: Node) -> None:
    rows = tree.all("TBody")[0]
    pages = {page for node in rows.walk() for page in node.pages}
    assert len(pages) > 1
    with opened(paper) as pdf:
        later = read_marks(pdf.pages[max(pages)])
    assert [said for _, said in later.artifacts if said in ("Ref", "Risk", "Rating")] == ["Ref", "Risk", "Rating"]


@pytest.mark.parametrize("long", [0, 1])
def test_a_row_longer_than_a_page_stays_one_row_and_loses_no_word(long: int) -> None:
    words = " ".join(f"w{number}" for number in range(4000))
    cells: list[Cell] = [body("R1"), (Line("Short"), Line("note", Tone.META)), (HIGH,)]
    cells[long] = body(words) if long == 0 else (Line(words), Line("note", Tone.META))
    pages = begun()
    draw_table(pages, table(tuple(cells), risk(2)))
    document = pages.finish().document
    rows = read_tree(document).all("TBody")[0].kids
    assert len(rows) == 2
    assert rows[0].kids[long].words.replace("note", "").split() == words.split()
    assert len({page for node in rows[0].walk() for page in node.pages}) > 2
    with opened(document) as pdf:
        second = read_marks(pdf.pages[1])
    assert any("continued" in said for _, said in second.artifacts)


def test_what_stands_at_the_head_and_foot_of_a_page_is_said_to_be_that(paper: bytes) -> None:
    with opened(paper) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            said: dict[str, str] = {}
            for kind, text in read_marks(page).artifacts:
                said[kind] = said.get(kind, "") + text
            assert "Part B, exempt: not for publication" in said["/Header"]
            assert ("Running head" in said["/Header"]) == (number > 1)
            for told in ("Draft, not issued", "Part B, exempt", "As at 1 May 2017", "Seal abababababab", "ABCD-EF01"):
                assert told in said["/Footer"]
            assert f"Page {number} of" in said["/Footer"]


def test_a_list_says_how_it_is_numbered(tree: Node) -> None:
    (found,) = tree.all("L")
    assert found.said["/ListNumbering"] == "/Decimal"
    assert [[part.tag for part in item.kids] for item in found.kids] == [["Lbl", "LBody"]] * 2
    assert [item.words for item in found.kids] == ["1.Agree 1", "2.Agree 2"]


def test_a_figure_says_what_it_shows_and_where_it_stands(tree: Node) -> None:
    (found,) = tree.all("Figure")
    assert found.said["/Alt"] == "One risk is high → R1"
    assert "/BBox" in found.said


def test_every_mark_leads_back_to_its_element(paper: bytes) -> None:
    with opened(paper) as pdf:
        lists = pdf.Root.StructTreeRoot.ParentTree.Nums
        by_page = {int(lists[place]): lists[place + 1] for place in range(0, len(lists), 2)}
        for page in pdf.pages:
            parents = by_page[int(page.StructParents)]
            assert page.Tabs == pikepdf.Name.S
            assert len(parents) == len(read_marks(page).content)
            for mark, element in enumerate(parents):
                assert any(_is_mark(kid, mark, page) for kid in element.K)


def _is_mark(kid: object, mark: int, page: pikepdf.Page) -> bool:
    if isinstance(kid, pikepdf.Dictionary):
        return "/MCID" in kid and mark == kid.MCID and kid.Pg.objgen == page.objgen
    return kid == mark


def test_bookmarks_follow_the_headings_below_one_another(paper: bytes) -> None:
    with opened(paper) as pdf, pdf.open_outline() as outline:
        titles = [(entry.title, [part.title for part in entry.children]) for entry in outline.root]
    assert titles == [("The title", []), ("Top risks", ["Decisions"])]


def test_a_bookmark_whose_level_above_is_missing_moves_up() -> None:
    pages = begun()
    heading(pages, "H2", "Deep", 3)
    heading(pages, "H2", "Deeper", 5)
    with opened(pages.finish().document) as pdf, pdf.open_outline() as outline:
        assert [[part.title for part in entry.children] for entry in outline.root] == [["Deeper"]]


def test_a_page_lies_or_stands_as_it_was_turned_to() -> None:
    pages = begun()
    pages.turn(LANDSCAPE)
    assert pages.width == LANDSCAPE.width - 2 * LANDSCAPE.side
    assert pages.y == LANDSCAPE.height - LANDSCAPE.top
    pages.turn()
    pages.turn(PORTRAIT)
    with opened(pages.finish().document) as pdf:
        sizes = [float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in pdf.pages]
    assert sizes == [False, True, True, False]


@pytest.mark.parametrize(("colour", "used"), [("#1D70B8", "#1D70B8"), ("#FFDD00", "#14202B"), ("", "#14202B")])
def test_a_colour_nobody_could_read_on_white_is_not_used(colour: str, used: str) -> None:
    assert begun(colour=colour).accent == used
