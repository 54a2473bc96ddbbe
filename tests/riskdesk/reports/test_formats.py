"""The same words in the same order, whatever a paper is printed as."""

import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from riskdesk.publishing import Layout
from riskdesk.reports.blocks import Document, words_of
from riskdesk.reports.kinds import KINDS, PaperKind
from riskdesk.reports.plain import plain
from riskdesk.reports.sources import Request, Sources
from riskdesk.reports.web.page import html_bytes
from riskdesk.reports.word.document import docx_bytes
from riskdesk.risks import Register
from tests.riskdesk.reports.documents import EVERYTHING, hostile_paper
from tests.riskdesk.reports.reading import bare
from tests.riskdesk.reports.registers import HOSTILE, hostile_register
from tests.riskdesk.reports.sourced import known, shipped
from tests.riskdesk.reports.webreading import read_page
from tests.riskdesk.reports.wordreading import read_word, words_in

SAMPLES = ("thurrock-2014", "thurrock-2017", "essex-2016")
BY_KEY = {kind.key: kind for kind in KINDS}
# Nobody owns a risk of the register of 2014, so nobody has a list.
PRINTED = [(key, name) for key in BY_KEY for name in SAMPLES if (key, name) != ("owner", "thurrock-2014")]


def page_words(document: Document) -> str:
    return read_page(html_bytes(document)).one("body").text


def word_words(document: Document) -> str:
    return words_in(read_word(docx_bytes(document)))


FORMATS: dict[str, Callable[[Document], str]] = {"html": page_words, "docx": word_words}


def assert_says(printed: str, document: Document) -> None:
    """Every text of the paper is printed, each after the one before it."""
    letters, place = bare(printed), 0
    for text in words_of(document.blocks):
        wanted = bare(plain(text))
        found = letters.find(wanted, place)
        assert found >= 0, f"not printed after what stands before it: {text[:200]!r}"
        place = found + len(wanted)


def request_for(register: Register) -> Request:
    owners = [owner.name for risk in register.risks for owner in risk.owners]
    return Request(risk_id=register.risks[0].id, owner=next(iter(owners), ""))


def paper(kind: PaperKind, sources: Sources) -> Document:
    return kind.make(sources, request_for(sources.register)).document


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("document", [EVERYTHING, hostile_paper()], ids=["everything", "hostile"])
def test_a_paper_made_by_hand_says_every_word_in_order(name: str, document: Document) -> None:
    assert_says(FORMATS[name](document), document)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("key", "register"), PRINTED)
def test_every_kind_of_paper_on_a_real_register_says_every_word_in_order(key: str, register: str, name: str) -> None:
    document = paper(BY_KEY[key], shipped(register))
    assert_says(FORMATS[name](document), document)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("key", BY_KEY)
def test_every_kind_of_paper_on_a_year_says_every_word_in_order(year: Sources, key: str, name: str) -> None:
    document = paper(BY_KEY[key], year)
    assert_says(FORMATS[name](document), document)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("key", BY_KEY)
def test_every_kind_of_paper_on_hostile_text_says_it_as_text(key: str, name: str) -> None:
    document = paper(BY_KEY[key], known(hostile_register()))
    printed = FORMATS[name](document)
    assert_says(printed, document)
    assert not re.search("[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printed)


@pytest.mark.parametrize("name", FORMATS)
def test_fifty_thousand_letters_are_printed_whole(name: str) -> None:
    document = hostile_paper("word " * 10_000)
    assert_says(FORMATS[name](document), document)


@pytest.mark.parametrize("key", BY_KEY)
def test_every_kind_of_paper_is_a_page_without_guesses(year: Sources, key: str) -> None:
    page = read_page(html_bytes(paper(BY_KEY[key], year)))
    levels = [int(each.name[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(anchors) == len(set(anchors))
    assert all(not heading.all("h1", "h2", "h3", "h4") and heading.plain for heading in page.all("h2", "h3", "h4"))


def test_the_number_of_a_paper_stands_in_every_format(year: Sources) -> None:
    document = paper(BY_KEY["board"], year)
    assert f"Paper {document.paper_id}" in page_words(document)
    foot = read_word(docx_bytes(document)).sections[0].footer
    assert f"Paper {document.paper_id}" in "\n".join(paragraph.text for paragraph in foot.paragraphs)


def test_an_assurance_framework_lies_on_its_pages_in_every_format(year: Sources) -> None:
    layout = Layout(name="NHS", sections="summary baf")
    document = BY_KEY["board"].make(year, Request(layout=layout)).document
    for printed in (page_words(document), word_words(document)):
        assert_says(printed, document)


def test_text_is_kept_letter_by_letter_but_for_what_nobody_sees() -> None:
    assert plain("Ŵ ŷ £ € → 漢字 😀 שלום") == "Ŵ ŷ £ € → 漢字 😀 שלום"
    assert plain("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert plain("a\0b\x1bc\u202ed\ud800e\ufffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert plain("soft\u00adhyphen, zero\u200bwidth, tab\there") == "softhyphen, zerowidth, tab here"
    assert plain("seen\U000e0041unseen") == "seen\ufffdunseen"
    assert "\0" not in plain(HOSTILE)


@pytest.mark.parametrize(("colour", "titles"), [("#1B4B72", "#1B4B72"), ("#FFEE00", "#14202B"), ("", "#14202B")])
def test_titles_are_in_the_layouts_colour_where_they_can_be_read_in_it(colour: str, titles: str) -> None:
    document = dataclasses.replace(EVERYTHING, colour=colour)
    style = read_page(html_bytes(document)).one("style").plain
    assert f"--title:{titles};--rule:{colour or '#14202B'}" in style
    file = read_word(docx_bytes(document))
    assert str(file.styles["Heading 1"].font.color.rgb) == titles[1:]
