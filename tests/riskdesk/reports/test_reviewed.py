"""Reviews on paper: told in words for every risk of a period, and not at all without one."""

import datetime as dt

import pytest

from riskdesk.periods import Period, Review, ReviewOutcome
from riskdesk.reports.annex import register_paper
from riskdesk.reports.board.narrative import generated_summary
from riskdesk.reports.sources import Sources
from riskdesk.risks import Register, Risk, Status
from tests.riskdesk.reports.reading import pdf_bytes, read
from tests.riskdesk.reports.registers import board, one_of, register_of, texts

DAY = dt.date(2020, 3, 3)
OPEN = Period(id=1, name="March 2020", as_at=dt.date(2020, 2, 29), opened_on=DAY)


def reviewed(ref: str, **facts: object) -> Risk:
    review = Review(risk_id=1, reviewed_on=DAY, reviewer="Ann Author", note="Seen", **facts)  # type: ignore[arg-type]
    return one_of(ref, 4, 4, reviews=(review,))


def shown(*risks: Risk) -> Register:
    return register_of(*risks, periods=(OPEN,))


def summary(*risks: Risk) -> tuple[str, ...]:
    return generated_summary(Sources(shown(*risks)))


@pytest.mark.parametrize(
    ("risk", "told"),
    [
        (reviewed("1"), "Reviewed 3 Mar 2020 by Ann Author, no change"),
        (reviewed("1", copied=1), "Reviewed 3 Mar 2020 by Ann Author, no change, copied note"),
        (reviewed("1", outcome=ReviewOutcome.CHANGED), "Reviewed 3 Mar 2020 by Ann Author, changed"),
        (one_of("1", 4, 4), "Not reviewed this period"),
        (one_of("1", 4, 4, next_review=dt.date(2020, 5, 1)), "Not due this period, next review 1 May 2020"),
    ],
)
def test_each_risk_says_how_it_stands(risk: Risk, told: str) -> None:
    register = shown(risk)
    assert texts(register_paper(register).table.rows[0][1])[-1] == told


def test_a_risk_that_was_not_reviewed_is_found_on_the_printed_page_by_its_words() -> None:
    register = shown(reviewed("1"), one_of("2", 4, 4))
    for paper in (register_paper(register), board(register)):
        chars = [char for sheet in read(pdf_bytes(paper)) for char in sheet.chars if "Bold" in char["fontname"]]
        assert "Notreviewedthisperiod" in "".join(char["text"] for char in chars).replace(" ", "")


def test_nothing_is_said_where_there_is_no_period() -> None:
    register = register_of(reviewed("1"), one_of("2", 4, 4))
    for paper in (register_paper(register), board(register)):
        text = " ".join(sheet.text for sheet in read(pdf_bytes(paper)))
        assert "eviewed" not in text
        assert "Not due" not in text


def test_drafts_and_closed_risks_are_not_asked_for_a_review() -> None:
    paper = register_paper(shown(one_of("1", 4, 4, status=Status.DRAFT), one_of("2", 4, 4, status=Status.CLOSED)))
    assert texts(paper.table.rows[0][1]) == ["Risk 1"]
    assert texts(paper.closed.rows[0][1]) == ["Risk 2"]


def test_the_summary_counts_what_was_reviewed_and_names_what_was_not() -> None:
    later = one_of("9", 1, 1, next_review=dt.date(2020, 5, 1))
    told = summary(reviewed("1", copied=1), one_of("2", 4, 4), one_of("3", 4, 4), later)
    assert (
        "1 of 4 open risks was reviewed so far in March 2020; 2 were not reviewed this period (2 and 3); "
        "1 was not due (9). 1 of the notes only repeats the one before (1)."
    ) in told
    assert "All 2 open risks were reviewed so far in March 2020." in summary(reviewed("1"), reviewed("2"))
    none = "No open risk was reviewed so far in March 2020; 1 was not reviewed this period (1)."
    assert none in summary(one_of("1", 4, 4))
