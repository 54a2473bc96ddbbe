"""What changed, on the board paper and on a paper of its own: its words, the rows behind them, and the empty cases."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from riskdesk import changed
from riskdesk.errors import RiskDeskError
from riskdesk.movement import Kind, Movement
from riskdesk.moving import movement
from riskdesk.reports.changes import FIRST, NONE_CLOSED, NOTHING, ChangesPaper, changes_paper
from riskdesk.reports.issue import write_pdf
from riskdesk.reports.pdf.text import printable
from riskdesk.risks import Register
from riskdesk.schemes import preset
from riskdesk.store import Store
from tests.made import make_register
from tests.riskdesk.reports.months import Clock, begin, close_august, close_july, id_of, meet, write_quarter
from tests.riskdesk.reports.reading import assert_within, bare, pdf_bytes, read
from tests.riskdesk.reports.registers import board, chapter, hostile_register, numbered, said, texts


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return write_quarter(tmp_path / "f.riskdesk", Clock())


@pytest.fixture
def august(store: Store) -> Movement:
    july, closed_august = store.register().periods
    return store.movement(july, closed_august)


def rows(paper: ChangesPaper) -> dict[str, list[list[str]]]:
    return {texts(row[0])[0]: [texts(cell) for cell in row[1:]] for row in paper.changes.section.table.rows}


def test_the_sentences_stand_first_and_say_what_was_compared(august: Movement) -> None:
    paper = changes_paper(august)
    lead = paper.changes.section.lead
    assert lead[0] == "Compared with July 2017, closed 3 August 2017, as at 1 August 2017."
    assert lead[1:] == changed.sentences(august)
    assert paper.cover.kind == "What changed on the risk register since July 2017"
    assert dict(paper.cover.facts)["To"] == "August 2017, closed 6 September 2017, as at 1 September 2017"


def test_each_row_says_from_what_to_what_with_band_words_and_who_moved_it_and_why(august: Movement) -> None:
    told = rows(changes_paper(august))
    assert told["4"][0][:2] == [
        "Rose from 9 Medium (3 x 3) to 16 High (4 x 4): impact 3 to 4 and likelihood 3 to 4.",
        "Now above the appetite.",
    ]
    assert told["4"][1:] == [
        ["Residual", "9 Medium"],
        ["Residual", "16 High"],
        ["Ann Author, 4 September 2017: The provider gave notice on 21 August."],
    ]
    assert told["12"][1:] == [["not there"], ["6 Medium"], ["Added since then."]]
    assert told["5"][1:] == [["6 Medium"], ["closed"], ["Closed on 4 September 2017."]]
    assert told["1"][1:] == [["same"], ["12 High", "stated 16"], ["No score moved."]]


def test_risks_of_which_there_is_nothing_to_tell_have_no_row(august: Movement) -> None:
    assert set(rows(changes_paper(august))) == {"1", "2", "4", "5", "12"}


def test_the_numbers_are_those_of_the_movement(august: Movement) -> None:
    table = {texts(row[0])[0]: texts(row[1])[0] for row in changes_paper(august).numbers.table.rows}
    assert table == {kind.label: str(len(august.of(kind))) for kind in Kind if august.of(kind)}
    assert table["Not reviewed"] == "8"


def test_a_committees_score_is_the_committees(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    with write_quarter(tmp_path / "g.riskdesk", clock) as other:
        meet(other, clock)
        last = other.register().last_closed
        assert last is not None
        told = rows(changes_paper(other.movement(last)))
    assert told["4"][3][0].startswith("Decided by Integrated Commissioning Executive, 27 September 2017, minute 6.2")


def test_only_the_scheme_is_never_told_as_a_person(store: Store) -> None:
    store.change_scheme(preset("nhs-5x5-npsa"), reason="New policy")
    last = store.register().last_closed
    assert last is not None
    paper = changes_paper(store.movement(last))
    assert "The scheme changed; nobody moved it." in rows(paper)["6"][3]
    pdf_bytes(paper)


def test_the_board_paper_says_what_changed_after_its_dashboard(august: Movement, store: Store) -> None:
    paper = board(august.after, august, store.proceedings())
    blocks = chapter(paper, "changes").blocks
    text = bare(" ".join(sheet.text.rsplit("\n", 2)[0] for sheet in read(pdf_bytes(paper))))
    place = text.index("Dashboard")
    for told in ("Whatchanged", *said(blocks), "Heatmap"):
        place = text.index(bare(printable(told)), place)


def test_the_first_period_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    clock = Clock()
    with begin(tmp_path / "g.riskdesk", clock) as store:
        assert changes_paper(store.register()).changes.section.lead == (NONE_CLOSED,)
        assert board(store.register()).chapter("changes") is None
        close_july(store, clock)
        with store.look_back(store.register().periods[0]) as past:
            register = past.register()
    assert said(chapter(board(register), "changes").blocks) == [FIRST]
    text = bare(" ".join(sheet.text for sheet in read(pdf_bytes(changes_paper(register)))))
    assert bare(FIRST) in text
    assert "Innumbers" not in text


def test_where_nothing_changed_it_says_so(store: Store) -> None:
    last = store.register().last_closed
    assert last is not None
    paper = changes_paper(store.movement(last))
    assert paper.changes.section.lead[1] == NOTHING
    assert paper.changes.section.table.rows == ()
    assert bare(NOTHING) in bare(read(pdf_bytes(paper))[0].text)


def test_a_register_nobody_compared_has_no_such_section(store: Store) -> None:
    assert board(store.register()).chapter("changes") is None


def test_a_paper_that_lost_a_row_or_a_count_refuses_to_be_printed(august: Movement) -> None:
    paper = changes_paper(august)
    section = paper.changes.section
    short = dataclasses.replace(section, table=dataclasses.replace(section.table, rows=section.table.rows[1:]))
    wrong = tuple((kind, number + (kind is Kind.UP)) for kind, number in paper.changes.counts)
    for changes in (
        dataclasses.replace(paper.changes, section=short),
        dataclasses.replace(paper.changes, counts=wrong),
        dataclasses.replace(paper.changes, kinds=paper.changes.kinds[1:]),
    ):
        with pytest.raises(RiskDeskError, match="it was not written"):
            pdf_bytes(dataclasses.replace(paper, changes=changes))


def test_every_word_of_every_row_is_printed(august: Movement, tmp_path: Path) -> None:
    paper = changes_paper(august)
    target = tmp_path / "changes.pdf"
    sheets = read(pdf_bytes(paper))
    assert write_pdf(paper, target) == len(sheets)
    words = " ".join(sheet.text for sheet in sheets).split()
    for row in paper.changes.section.table.rows:
        for cell in row:
            for word in (word for text in texts(cell) for word in text.split()):
                assert word in words


def test_the_same_two_periods_print_the_same_bytes_whenever_they_are_compared(tmp_path: Path) -> None:
    clock = Clock()
    with begin(tmp_path / "g.riskdesk", clock) as store:
        close_july(store, clock)
        close_august(store, clock)
        before = pdf_bytes(changes_paper(store.movement(*store.register().periods)))
        store.edit_risk(id_of(store, "1"), {"heading": "Changed long after August"})
    clock.now += dt.timedelta(days=900)
    with Store(tmp_path / "g.riskdesk", "Zoe Later", clock=clock) as later:
        assert pdf_bytes(changes_paper(later.movement(*later.register().periods))) == before


def other(register: Register) -> Register:
    """The same register, every risk scored and worded otherwise."""
    risks = tuple(
        dataclasses.replace(
            risk,
            heading=f"{risk.heading} again",
            scores={stage: dataclasses.replace(score, impact=1, likelihood=1) for stage, score in risk.scores.items()},
        )
        for risk in register.risks
    )
    return dataclasses.replace(register, risks=risks[:-1], title=f"{register.title} later")


@pytest.mark.parametrize(
    "register",
    [hostile_register(), numbered(make_register(24)), numbered(make_register(3))],
    ids=["hostile", "24", "3"],
)
def test_any_movement_prints_within_the_page_and_no_heading_stands_alone(register: Register) -> None:
    moved = movement(register, other(register))
    for document in [pdf_bytes(changes_paper(moved))]:
        sheets = read(document)
        assert_within(sheets)
        for sheet in sheets[:-1]:
            body = [char for char in sheet.chars if char["bottom"] < sheet.height - 60]
            assert max(body, key=lambda char: char["bottom"])["size"] < 12
