"""The board paper: its cover, the chapters its committee wants in its order, and that every count keeps to its rows."""

import dataclasses

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.movement import Movement
from riskdesk.publishing import Layout, Publication
from riskdesk.reports.blocks import Cover, Heading, Words
from riskdesk.reports.board.chapters import CHAPTERS
from riskdesk.reports.board.method import method
from riskdesk.reports.board.paper import board_paper
from riskdesk.reports.kinds import KINDS, kind_of
from riskdesk.reports.sources import Count, Request, Sources
from riskdesk.risks import Score, Stage
from tests.made import make_register
from tests.riskdesk.reports.registers import board, chapter, one_of, register_of, said, sample, scored, tables, texts
from tests.riskdesk.reports.sourced import shipped


def keys(sources: Sources, sections: str = "") -> list[str]:
    layout = Layout(name="Committee", sections=sections)
    return [each.key for each in board_paper(sources, Request(layout=layout)).chapters]


def test_without_a_layout_a_board_reads_every_usual_chapter_in_the_usual_order() -> None:
    told = [each.key for each in board_paper(shipped("thurrock-2017")).chapters]
    usual = [kind.key for kind in CHAPTERS if kind.usual]
    assert told == [key for key in usual if key in told]
    assert {"summary", "dashboard", "matrix", "actions", "risks", "quality", "method"} <= set(told)
    assert "baf" not in told


def test_a_layout_chooses_its_chapters_and_their_order() -> None:
    assert keys(shipped("thurrock-2017"), "method matrix summary") == ["method", "matrix", "summary"]


def test_a_chapter_of_a_later_program_is_passed_over() -> None:
    assert keys(shipped("thurrock-2017"), "summary weather method") == ["summary", "method"]


def test_a_chapter_with_nothing_to_tell_leaves_itself_out() -> None:
    assert keys(Sources(sample("thurrock-2017")), "changes quality summary") == ["summary"]


def test_every_chapter_has_a_key_of_its_own_without_a_space() -> None:
    names = [kind.key for kind in CHAPTERS]
    assert len(set(names)) == len(names)
    assert all(name == name.strip().lower() and " " not in name for name in names)


def test_what_a_layout_says_stands_on_the_paper() -> None:
    layout = Layout(
        name="HWB", body="Health Board", head="Adults", foot="Ask for large print.\n\nThank you.", colour="#1B4B72"
    )
    document = board_paper(shipped("thurrock-2017"), Request(layout=layout)).document
    cover = document.blocks[0]
    assert isinstance(cover, Cover)
    assert (cover.head, document.colour) == ("Adults", "#1B4B72")
    assert ("Committee", "Health Board") in cover.facts
    assert [block.text for block in document.blocks[-2:] if isinstance(block, Words)] == [
        "Ask for large print.",
        "Thank you.",
    ]


def test_every_chapter_begins_with_its_title() -> None:
    for each in board_paper(shipped("thurrock-2017")).chapters:
        titles = [block for block in each.blocks if isinstance(block, Heading)]
        assert titles[0].level == 1, each.key


def test_a_chapter_whose_counts_disagree_is_not_printed() -> None:
    paper = board_paper(shipped("thurrock-2017"))
    paper.reconcile()
    for place, each in enumerate(paper.chapters):
        broken = dataclasses.replace(each, counts=(*each.counts, Count(2, 3, "rows")))
        chapters = (*paper.chapters[:place], broken, *paper.chapters[place + 1 :])
        with pytest.raises(RiskDeskError, match="would say 2 rows and print 3"):
            dataclasses.replace(paper, chapters=chapters).reconcile()


def test_counts_agree_with_rows_in_a_large_register() -> None:
    paper = board(make_register(300))
    paper.reconcile()
    assert Count(300, 300, "open risks by band") in chapter(paper, "summary").counts


def test_an_empty_register_is_a_paper_too() -> None:
    paper = board(register_of())
    paper.reconcile()
    assert said(chapter(paper, "summary").blocks)[0] == "The register holds no open risks as at 29 February 2020."


def test_the_method_says_both_axes_in_one_table_where_they_hold_only_words() -> None:
    register = sample("thurrock-2017")
    [(title, scale)] = method(register, register.risks).scales
    assert title == "Impact and likelihood"
    assert [[text for cell in row for text in texts(cell)] for row in scale.rows] == [
        ["4", "Critical", "Very likely"],
        ["3", "Substantial", "Likely"],
        ["2", "Marginal", "Unlikely"],
        ["1", "Negligible", "Very unlikely"],
    ]


def test_differences_between_stated_and_computed_are_listed_whole() -> None:
    targets = {Stage.TARGET: Score(stage=Stage.TARGET, impact=2, likelihood=2, stated=6)}
    risks = [dataclasses.replace(one_of(str(number)), scores=scored(4, 3, 16) | targets) for number in range(1, 4)]
    last = tables(chapter(board(register_of(*risks)), "method").blocks)[-1]
    assert len(last.rows) == 6
    assert texts(last.rows[1][4]) == ["The target of risk 1 is stated as 6; 2 x 2 makes 4."]


def test_every_kind_of_paper_has_a_key_and_an_unknown_one_is_told() -> None:
    assert [kind.key for kind in KINDS] == ["board", "register", "actions", "risk", "owner", "changes", "audit"]
    assert kind_of("owner").name == "Owner's list"
    with pytest.raises(RiskDeskError, match='There is no paper "weather"'):
        kind_of("weather")


def test_without_movement_nothing_is_said_of_the_month_before() -> None:
    register = sample("thurrock-2017")
    assert board(register).chapter("changes") is None
    assert board(register, Movement(register, register)).chapter("changes") is not None
    assert Publication().layout("x") is None
