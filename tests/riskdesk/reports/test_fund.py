"""The pooled-fund page: money by scheme and bearer, the partners' shares, the contingency, and what is not recorded."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.reports.blocks import Words
from riskdesk.reports.board.fund import AT_ONCE, WHY_MONEY, fund_chapter, pounds
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Chapter, Sources
from riskdesk.risks import Objective, ObjectiveKind, Partner, Register, Risk, SchemeShare, Split
from tests.riskdesk.reports.documents import paper_of
from tests.riskdesk.reports.registers import HOSTILE, one_of, register_of
from tests.riskdesk.reports.sourced import PLAIN, checked, headings, rows, shipped, table_of

COUNCIL, TRUST = Partner(id=1, name="A council", contribution=300), Partner(id=2, name="A trust", contribution=100)
CARE = Objective(id=1, name="Care", kind=ObjectiveKind.PLAN_SCHEME)
BEDS = Objective(id=2, name="Beds", kind=ObjectiveKind.PLAN_SCHEME)
SHARED = "Each partner's part of the money at risk"
LEFT = "What would remain of the contingency, or be missing, at each estimate"
PRO_RATA = "The agreed split is pro rata to contributions"
FILLED = "what is missing is taken to be the next higher figure recorded, else the next lower."
EACH = "What each open risk with an amount could cost"


def risk(ref: str, *money: int | None, **facts: Any) -> Risk:
    low, likely, high = money or (None, None, None)
    return one_of(ref, 2, 2, financial_low=low, financial_likely=likely, financial_high=high, **facts)


RISKS = (
    risk("1", 1_000, 2_000, 5_000, objective=CARE, bearer="a council"),
    risk("2", None, 301, None, objective=BEDS),
    risk("3", 50, 40, 30, bearer="Both"),
    risk("4"),
)


def fund(*risks: Risk, **facts: Any) -> Register:
    return register_of(*(risks or RISKS), partners=(COUNCIL, TRUST), objectives=(CARE, BEDS), **facts)


def page(register: Register) -> Chapter:
    return checked(fund_chapter(Sources(register), PLAIN))


def said(chapter: Chapter) -> list[str]:
    return [block.text for block in chapter.blocks if isinstance(block, Words)]


def test_what_all_could_cost_is_said_with_what_has_no_amount() -> None:
    assert said(page(fund()))[:6] == [
        "3 open risks have an amount and together could cost £1,351 (low), £2,341 (likely) or £5,331 (high).",
        "1 open risk has no amount and has no part in the sums: 4.",
        f"1 of them lacks a figure (2): {FILLED}",
        "The figures of risk 3 are out of order and added as recorded: low £50, likely £40 and high £30.",
        AT_ONCE,
        WHY_MONEY,
    ]


def test_the_money_is_told_by_plan_scheme_and_by_who_bears_it() -> None:
    chapter = page(fund())
    assert rows(table_of(chapter, "Money at risk by plan scheme")) == [
        ["Care", "1", "£1,000", "£2,000", "£5,000"],
        ["Beds", "2", "£301", "£301", "£301"],
        ["No plan scheme", "3", "£50", "£40", "£30"],
        ["Together", "3 risks", "£1,351", "£2,341", "£5,331"],
    ]
    assert rows(table_of(chapter, "Money at risk by who bears it")) == [
        ["A council", "1", "£1,000", "£2,000", "£5,000"],
        ["Both", "3", "£50", "£40", "£30"],
        ["Not recorded", "2", "£301", "£301", "£301"],
        ["Together", "3 risks", "£1,351", "£2,341", "£5,331"],
    ]


def test_a_figure_that_is_not_recorded_says_what_it_is_taken_to_be() -> None:
    found = {row[0]: row[2:] for row in rows(table_of(page(fund()), EACH))}
    assert found["2"] == [
        "Beds",
        "not recorded",
        "not recorded / taken as £301",
        "£301",
        "not recorded / taken as £301",
    ]
    assert found["3"] == ["not recorded", "Both", "£50", "£40", "£30"]


def test_pro_rata_goes_by_the_contributions() -> None:
    chapter = page(fund(split=Split.PRO_RATA))
    assert "The agreed split is pro rata to contributions. It is of the whole, whoever bears it at first." in said(
        chapter
    )
    assert rows(table_of(chapter, SHARED)) == [
        ["A council", "£300 of £400 contributed, 75.0%", "£1,013", "£1,756", "£3,998"],
        ["A trust", "£100 of £400 contributed, 25.0%", "£338", "£585", "£1,333"],
        ["Together", "all of it", "£1,351", "£2,341", "£5,331"],
    ]


def test_equal_parts_are_equal_to_the_pound() -> None:
    chapter = page(fund(split=Split.EQUAL))
    assert rows(table_of(chapter, SHARED))[:2] == [
        ["A council", "one part of 2", "£676", "£1,171", "£2,666"],
        ["A trust", "one part of 2", "£675", "£1,170", "£2,665"],
    ]


def test_by_scheme_what_no_agreement_covers_is_said() -> None:
    agreed = (
        SchemeShare(objective_id=1, partner_id=1, percent=80),
        SchemeShare(objective_id=1, partner_id=2, percent=20),
        SchemeShare(objective_id=2, partner_id=1, percent=99),
    )
    chapter = page(fund(split=Split.BY_SCHEME, scheme_shares=agreed))
    assert (
        "No shares that make a hundred per cent are recorded for “Beds” and “No plan scheme”: that money is shared by "
        "nobody."
    ) in said(chapter)
    assert rows(table_of(chapter, SHARED)) == [
        ["A council", "Care 80%", "£800", "£1,600", "£4,000"],
        ["A trust", "Care 20%", "£200", "£400", "£1,000"],
        ["Shared by no agreement", "Beds and No plan scheme", "£351", "£341", "£331"],
        ["Together", "all of it", "£1,351", "£2,341", "£5,331"],
    ]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "How the partners share what the fund loses is not recorded."),
        (
            {"split": Split.PRO_RATA, "partners": (COUNCIL, replace(TRUST, contribution=None))},
            f"{PRO_RATA}; the contribution of A trust is not recorded, so it cannot be worked out.",
        ),
        (
            {"split": Split.EQUAL, "partners": ()},
            "The agreed split is in equal parts; the partners are not recorded, so it cannot be worked out.",
        ),
        (
            {"split": Split.PRO_RATA, "partners": (replace(COUNCIL, contribution=0),)},
            f"{PRO_RATA}; the contributions recorded come to nothing that can be shared by.",
        ),
    ],
)
def test_a_split_that_cannot_be_worked_out_says_why(facts: dict[str, Any], text: str) -> None:
    assert text in said(page(replace(fund(), **facts)))


def test_the_contingency_remains_is_used_up_or_is_missing() -> None:
    chapter = page(fund(contingency=2_341))
    assert "The fund's contingency is £2,341." in said(chapter)
    assert rows(table_of(chapter, LEFT)) == [
        ["Low", "£1,351", "£990 would remain"],
        ["Likely", "£2,341", "would be used up exactly"],
        ["High", "£5,331", "£2,990 would be missing"],
    ]
    assert "The fund's contingency is not recorded." in said(page(fund()))


def test_a_contingency_without_amounts_is_told_alone() -> None:
    chapter = page(fund(risk("1"), contingency=500))
    assert headings(chapter) == ["Pooled fund: money at risk", "Beside the contingency"]
    assert said(chapter) == [
        "No amount is recorded for any open risk.",
        WHY_MONEY,
        "The fund's contingency is £500. Without amounts it cannot be said what would remain of it.",
    ]


def test_without_money_and_contingency_there_is_no_such_page() -> None:
    assert fund_chapter(shipped("thurrock-2017"), PLAIN) is None
    assert fund_chapter(shipped("thurrock-2014"), PLAIN) is None


def test_the_one_amount_of_the_essex_register_is_told() -> None:
    chapter = checked(fund_chapter(shipped("essex-2016"), PLAIN))
    assert (
        said(chapter)[0]
        == "1 open risk has an amount and could cost £100,000 (low), £100,000 (likely) or £100,000 (high)."
    )
    assert said(chapter)[1].startswith("19 open risks have no amount and have no part in the sums: 1, 2, 3, 3, 4, 5, 7")
    assert rows(table_of(chapter, "Money at risk by who bears it"))[0][0] == (
        "ECC Demand impact – CCGs, acute, community and voluntary sector providers."
    )


def test_the_years_fund_is_shared_by_scheme(year: Sources, month: Callable[[str], Sources]) -> None:
    chapter = checked(fund_chapter(year, PLAIN))
    assert [row[2:] for row in rows(table_of(chapter, SHARED))] == [
        ["£528,500", "£1,270,500", "£2,400,000"],
        ["£291,500", "£739,500", "£1,500,000"],
        ["£820,000", "£2,010,000", "£3,900,000"],
    ]
    assert [row[2] for row in rows(table_of(chapter, LEFT))] == [
        "£80,000 would remain", "£1,110,000 would be missing", "£3,000,000 would be missing",
    ]  # fmt: skip


def test_a_pound_below_nothing_has_its_sign_in_front() -> None:
    assert (pounds(-1_200), pounds(0), pounds(1_234_567)) == ("-£1,200", "£0", "£1,234,567")


def test_a_lost_pound_stops_the_paper() -> None:
    chapter = page(fund(split=Split.EQUAL))
    assert {count.what.split(",")[0] for count in chapter.counts} == {
        "pounds of money by plan scheme", "pounds of money by who bears it", "pounds of money shared",
        "pounds of money risk by risk",
    }  # fmt: skip
    last = next(count for count in chapter.counts if count.what == "pounds of money shared, high")
    broken = replace(chapter, counts=(replace(last, printed=last.printed - 1),))
    with pytest.raises(RiskDeskError, match="5331 pounds of money shared, high and print 5330"):
        broken.reconcile()


def test_text_meant_to_break_a_page_is_printed() -> None:
    nasty = risk(HOSTILE, 1, 10**12, 10**15, bearer=HOSTILE * 20, objective=replace(CARE, name=HOSTILE))
    register = fund(nasty, risk("2", 1, 2, 3, bearer="W" * 2_000), contingency=5, split=Split.EQUAL)
    assert print_document(paper_of(*page(register).blocks)).pages >= 1
