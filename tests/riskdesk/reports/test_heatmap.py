"""The heat map: every open risk once, the appetite's line, and where each risk stood before, by a way over no words."""

import dataclasses
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdesk.reports.blocks import Document
from riskdesk.reports.board.heatmap import matrix_chapter
from riskdesk.reports.imprint import imprint
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.pdf.routes import FEET, SIDES, Route, routes_of
from riskdesk.reports.placing import Matrix, Place, Step
from riskdesk.reports.sources import Sources
from riskdesk.risks import Category, Register, Risk, Status
from riskdesk.schemes import preset, presets
from tests.riskdesk.reports.reading import read
from tests.riskdesk.reports.registers import HOSTILE, one_of, register_of, said
from tests.riskdesk.reports.sourced import PLAIN, after, checked, known, matrix_in, rows, shipped


def matrix(sources: Sources) -> Matrix:
    return matrix_in(checked(matrix_chapter(sources, PLAIN)))


def aged(ref: str, impact: int, likelihood: int, **facts: object) -> Risk:
    return one_of(ref, impact, likelihood, uuid=ref, **facts)


def test_the_matrix_of_thurrock_2017_is_drawn_from_its_register() -> None:
    drawn = matrix(shipped("thurrock-2017"))
    assert [(square.place, square.mark.text, square.refs) for square in drawn.used] == [
        ("4 x 3", "12 High", ("1", "2", "3")),
        ("3 x 3", "9 Medium", ("4",)),
        ("2 x 3", "6 Medium", ("5",)),
        ("2 x 2", "4 Low", ("6", "7", "8", "9", "10", "11")),
    ]
    assert drawn.crowding.startswith("6 of 11 open risks share one cell: 2 x 2")
    assert drawn.legend == ("No appetite in bands of the scheme is recorded, so no line is drawn.",)
    assert not drawn.has_line
    assert len(drawn.table.columns) == 3, "nothing moved, so nothing is said of it"


def test_the_year_shows_what_moved_hollow_and_beside_it_in_words(year: Sources) -> None:
    drawn = matrix(year)
    assert drawn.moved == (Step("2", (2, 3), (1, 3), "4 x 2"),)
    assert rows(drawn.table) == [
        ["4 x 3", "12 High", "1, 2", "2 in 4 x 2"],
        ["4 x 2", "8 Medium", "3, 12", "none moved"],
        ["3 x 2", "6 Medium", "4, 9", "none moved"],
        ["2 x 2", "4 Low", "5, 7", "none moved"],
        ["2 x 1", "2 Low", "6, 10", "none moved"],
    ]
    assert drawn.legend == (
        "The heavy line parts what is above the appetite, Medium, from what is within it.",
        "A reference in an outline is where a risk stood in June 2018; the arrow leads to where it stands now.",
    )


def test_a_re_opened_risk_and_a_new_one_have_no_old_cell(month: Callable[[str], Sources]) -> None:
    june, november = matrix(month("June 2018")), matrix(month("November 2017"))
    assert {step.ref: step.before for step in june.moved} == {"1": "4 x 4", "3": "4 x 3"}
    assert ["4 x 2", "8 Medium", "2, 3, 12", "3 in 4 x 3 / 12 re-opened"] in rows(june.table)
    assert any("12 new" in row[3] for row in rows(november.table))


def test_the_picture_says_in_words_all_that_it_shows(year: Sources) -> None:
    [figure] = [block for block in checked(matrix_chapter(year, PLAIN)).blocks if hasattr(block, "alt")]
    assert figure.alt == (
        "Risk matrix, likelihood upwards and impact to the right. 5 cells in use: 4 x 3, 12 High: 1, 2; "
        "4 x 2, 8 Medium: 3, 12; 3 x 2, 6 Medium: 4, 9; 2 x 2, 4 Low: 5, 7; 2 x 1, 2 Low: 6, 10. "
        "A heavy line goes round the cells above the appetite: High. Moved: 2 from 4 x 2 to 4 x 3."
    )


@pytest.mark.parametrize("key", presets())
def test_the_line_of_every_scheme_parts_what_is_above_from_what_is_within(key: str) -> None:
    scheme = preset(key)
    for place, band in enumerate(scheme.bands):
        drawn = matrix(known(register_of(one_of("1"), scheme=scheme, appetite=band.word)))
        squares = [square for row in drawn.rows for square in row]
        assert all(square.above == (square.mark.severity > place) for square in squares)
        assert drawn.has_line == (band is not scheme.bands[-1])


def test_what_keeps_a_line_from_being_drawn_is_said() -> None:
    own = Category(name="Money", appetite="Low")
    [none, categories] = matrix(known(register_of(one_of("1", 1, 1, category=own), categories=(own,)))).legend
    assert none == "No appetite in bands of the scheme is recorded overall, so no line is drawn."
    assert categories == "These categories have an appetite of their own, whatever the line says: Money (Low)."
    [top] = matrix(known(register_of(one_of("1", 1, 1), appetite="High"))).legend
    assert top == "No cell is above the appetite, High, so no line is drawn."


def test_a_risk_that_had_no_cell_and_one_that_has_none_are_told() -> None:
    before = register_of(aged("1", 4, 4), one_of("2", uuid="2"))
    sources = after(before, register_of(one_of("1", uuid="1"), aged("2", 1, 1)))
    drawn = matrix(sources)
    assert (drawn.moved, rows(drawn.table)) == ((), [["1 x 1", "1 Low", "2", "2 in no cell"]])
    assert [each.ref for each in drawn.unplaced] == ["1"]
    assert "Open risks not on the matrix" in [
        getattr(block, "text", "") for block in checked(matrix_chapter(sources, PLAIN)).blocks
    ]


def test_closed_risks_and_an_empty_register_have_no_place() -> None:
    drawn = matrix(known(register_of(one_of("1", 4, 4, status=Status.CLOSED))))
    assert (drawn.used, drawn.references) == ((), 0)
    assert drawn.crowding == "No open risk stands in a cell."


places = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(places, places).filter(lambda way: way[0] != way[1]), max_size=40))
def test_no_two_arrows_share_a_foot_or_a_side_of_a_cell(ways: list[tuple[Place, Place]]) -> None:
    found = routes_of([Step(f"R{number}", old, new, "") for number, (old, new) in enumerate(ways)])
    assert len({(arrow.old, arrow.new) for arrow in found.arrows}) == len(found.arrows)
    for one, other in combinations(found.arrows, 2):
        assert not (one.foot == other.foot and feet(one) & feet(other))
        assert not (one.side == other.side and sides(one) & sides(other))
    for arrow in found.arrows:
        assert arrow.foot < min(FEET, found.foot_of(arrow.old)), "the cell keeps that foot free"
        assert not sides(arrow) or arrow.side < min(SIDES, found.side_of(arrow.new))


def feet(arrow: Route) -> set[Place]:
    first, last = sorted((arrow.old[1], arrow.new[1]))
    return {(arrow.old[0], column) for column in range(first, last + 1)}


def sides(arrow: Route) -> set[Place]:
    first, last = sorted((arrow.old[0], arrow.new[0]))
    return set() if first == last else {(row, arrow.new[1]) for row in range(first, last + 1)}


def crowd(moved: int) -> tuple[Register, Register]:
    """Twenty risks in one cell and others around it, of which so many stood elsewhere."""
    risks = [aged(f"R{number}", 3, 3) for number in range(20)]
    risks += [aged(f"S{number}", 1 + number % 4, 1 + number // 4) for number in range(16)]
    old = [
        aged(risk.ref, 1 + place % 4, 1 + place // 4 % 4) if place < moved else risk for place, risk in enumerate(risks)
    ]
    return tuple(register_of(*each, appetite="Medium") for each in (old, risks))  # type: ignore[return-value]


def printed(sources: Sources) -> str:
    register = sources.register
    blocks = checked(matrix_chapter(sources, PLAIN)).blocks
    paper = Document("Board paper", "T", "O", "as at", register.seal, imprint(register), "running", blocks)
    return "".join(sheet.text for sheet in read(print_document(paper).document))


def test_twenty_in_a_cell_are_printed_beside_the_arrows_of_many() -> None:
    before, now = crowd(12)
    sources = after(before, now)
    text = printed(sources)
    assert all(f"R{number}" in text for number in range(20))
    more = [told for told in said(checked(matrix_chapter(sources, PLAIN)).blocks) if "no arrow" in told]
    drawn = sum(len(arrow.refs) for arrow in routes_of(matrix(sources).moved).arrows)
    left = len(matrix(sources).moved) - drawn
    assert bool(left) == bool(more)
    if more:
        assert more[0].startswith(f"{left} more that moved")


def test_hostile_references_go_with_their_arrows() -> None:
    one, other = aged("1", 1, 1), aged("2", 4, 4)
    before = register_of(*(dataclasses.replace(risk, ref=HOSTILE) for risk in (one, other)), appetite="Low")
    now = register_of(*(dataclasses.replace(aged("x", 3, 2), uuid=risk.uuid, ref=HOSTILE) for risk in (one, other)))
    text = printed(after(before, dataclasses.replace(now, appetite="Low")))
    assert text.count("<b>bold") >= 4, "in outlines, in the cell and in the table"
