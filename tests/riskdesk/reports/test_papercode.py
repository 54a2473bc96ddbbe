"""The words in a paper's code: enough to check it by, and no word of the paper itself."""

from dataclasses import replace

from riskdesk.reports.annex import register_paper
from riskdesk.reports.blocks import Code, Document, Figure, Together, Words
from riskdesk.reports.papercode import ALT, code_figure, coded, paper_code
from tests.riskdesk.reports.registers import SEAL, one_of, register_of


def document(seal: str = SEAL) -> Document:
    return replace(register_paper(register_of(one_of("1", 2, 2))).document, seal=seal)


def codes(blocks: object) -> list[str]:
    found = blocks if isinstance(blocks, tuple) else ()
    return [
        text
        for block in found
        for text in (
            codes(block.blocks)
            if isinstance(block, Together)
            else [block.drawing.holds]
            if isinstance(block, Figure) and isinstance(block.drawing, Code)
            else []
        )
    ]


def test_the_words_name_the_paper_its_seal_and_its_period() -> None:
    paper = document()
    whose = f"RiskDesk risk register {paper.paper_id}, seal {SEAL[:16]}"
    assert paper_code(paper) == f"{whose}, draft as at 29 February 2020"
    closed = replace(paper, imprint=replace(paper.imprint, is_draft=False, period="February 2020"))
    assert paper_code(closed).endswith(", February 2020")
    assert "seal not recorded" in paper_code(document(""))


def test_a_paper_without_a_code_gets_one_at_its_end_and_keeps_its_number() -> None:
    paper = document()
    with_code = coded(paper)
    assert codes(with_code.blocks) == [paper_code(paper)]
    assert with_code.blocks[-1] == Figure(Code(paper_code(paper)), ALT)
    assert with_code.paper_id == paper.paper_id
    assert coded(with_code) == with_code


def test_a_code_that_has_its_place_is_filled_there_once() -> None:
    paper = document()
    for place in (code_figure(), Together((Words("To check"), code_figure()))):
        given = replace(paper, blocks=(*paper.blocks, place, Words("After it")))
        filled = coded(given)
        assert codes(filled.blocks) == [paper_code(given)]
        assert filled.blocks[-1] == Words("After it")
        assert filled.paper_id == given.paper_id
