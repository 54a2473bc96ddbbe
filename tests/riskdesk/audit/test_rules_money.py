"""The rules on money: each where it fires, and where it nearly does."""

from typing import Any

import pytest

from riskdesk.risks import Action, Category, Control
from riskdesk.samples import load
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk

FINANCE = Category(name="Financial")
ASKED = {"Ref": "1", "Potential impact (specify in £000s)": "4"}


def test_money_in_any_text_is_told_with_where_it_stands() -> None:
    action = Action(text="£3.3m of funding available; £3.3m agreed")
    found = case(
        risk("1", actions=(action,)),
        risk("2", effect="A £100k risk", controls=(Control(text="Reserve of £3m"),), financial_likely=100_000),
        risk("3", effect="A loss of £3.4m", comments="Or of £50,000"),
    )
    assert messages("MONEY_IN_TEXT", found) == [
        "£3.3m (action) is found in text and not among the amounts recorded.",
        "£3m (control) is found in text and not among the amounts recorded.",
        "£3.4m (effect) and £50,000 (comments) are found in text and not among the amounts recorded.",
    ]
    first, _, third = hits("MONEY_IN_TEXT", found)
    assert (first.field, first.part, third.field) == ("actions", action, "effect")


@pytest.mark.parametrize(
    "facts",
    [
        {"effect": "Between £1m and £3.4m, likely £2m", "financial_low": 1_000_000, "financial_likely": 2_000_000,
         "financial_high": 3_400_000},
        {"effect": "A £100k risk", "financial_high": 100_000},
        {"actions": (Action(text="Buy beds for £20,000", cost=20_000),)},
        {"effect": "The £ sign alone, and 3.4m of something"},
        {"effect": "Losses of 100k"},
        {"effect": "£50-250k, a span nobody can record as one amount"},
    ],
)  # fmt: skip
def test_money_that_is_recorded_or_is_no_amount_is_not(facts: dict[str, Any]) -> None:
    assert refs("MONEY_IN_TEXT", case(risk(**facts))) == []


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"description": "Acute sector cannot reduce costs"}, '"costs"'),
        ({"description": "Adverse cash flow consequences"}, '"cash flow"'),
        ({"bearer": "Financial – CCGs"}, '"Financial"'),
        ({"cause": "Demand", "category": FINANCE}, 'category "Financial"'),
        ({"description": "Overspends", "actions": (Action(text="£3m in reserve"),)}, '"Overspends"'),
    ],
)
def test_a_financial_risk_without_an_amount_is_told_where_money_is_asked_for(facts: dict[str, Any], why: str) -> None:
    [hit] = hits("MONEY_NOT_QUANTIFIED", case(risk(written=ASKED, **facts)))
    assert hit.message == f"A financial risk ({why}) with no amount."
    assert hit.field == "financial_likely"


@pytest.mark.parametrize(
    "facts",
    [
        {"description": "Costs rise", "financial_low": 0},
        {"description": "Costs rise by £3m"},
        {"description": "Costs rise", "financial_narrative": "About £3m"},
        {"description": "Barriers to information governance"},
        {"description": "Creates financial and service delivery risks"},
        {"actions": (Action(text="Reduce costs"),)},
    ],
)
def test_a_risk_with_an_amount_or_about_something_else_is_not(facts: dict[str, Any]) -> None:
    assert refs("MONEY_NOT_QUANTIFIED", case(risk(written=ASKED, **facts))) == []


def test_a_register_that_asks_for_no_money_is_left_alone() -> None:
    costly = risk("1", description="Costs rise", written={"Impact": "4"})
    assert refs("MONEY_NOT_QUANTIFIED", case(costly, risk("2"))) == []
    assert refs("MONEY_NOT_QUANTIFIED", case(costly, risk("2", financial_high=5))) == ["1"]
    assert refs("MONEY_NOT_QUANTIFIED", case(costly, risk("2", category=FINANCE))) == ["2"]


def test_the_essex_register_lacks_the_amounts_an_expert_missed() -> None:
    essex = case(*load("essex-2016").risks)
    assert [hit.risks[0].id for hit in hits("MONEY_NOT_QUANTIFIED", essex)] == [1, 2, 5, 6, 12, 14, 19]
    assert [hit.risks[0].id for hit in hits("MONEY_IN_TEXT", essex)] == [5, 7]
