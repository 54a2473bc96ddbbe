"""Whether money that is spoken of is recorded, and financial risks have an amount."""

from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.prose import Prose, prose, texts
from riskdesk.audit.words import phrases, spoken
from riskdesk.exchange.cells import Money, money_in
from riskdesk.risks import Category, Risk
from riskdesk.wording import listed


def _money_in_text(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        if "£" not in "\0".join(texts(risk)):
            continue
        known = _recorded(risk) | {action.cost for action in risk.actions}
        found = [(each, money) for each in prose(risk) for money in money_in(each.text) if money.pounds not in known]
        if found:
            first = found[0][0]
            yield Hit(
                f"{_told(found)} found in text and not among the amounts recorded.",
                tuple(money.text for _, money in found),
                (risk,),
                first.field,
                first.part,
            )


def _recorded(risk: Risk) -> set[int | None]:
    return {risk.financial_low, risk.financial_likely, risk.financial_high}


def _told(found: list[tuple[Prose, Money]]) -> str:
    """ "£3.4m (financial impact in words) and £3m (action) are"."""
    amounts = dict.fromkeys(f"{money.text} ({each.called})" for each, money in found)
    return f"{listed(list(amounts), 6)} {'is' if len(amounts) == 1 else 'are'}"


_ABOUT = ("heading", "description", "cause", "event", "bearer")


def _money_not_quantified(case: Case) -> Iterator[Hit]:
    """Only where money is asked for: by the source's columns, by amounts of other risks, or by the risk's category."""
    asked = _asks_for_money(case)
    for risk in case.live:
        by_category = _is_financial(risk.category)
        if not (asked or by_category) or _has_amount(risk):
            continue
        found = next((said for name in _ABOUT if (said := spoken("financial", getattr(risk, name)))), None)
        if not (by_category or found):
            continue
        why = f'"{found[0]}"' if found else f'category "{risk.category.name if risk.category else ""}"'
        yield Hit(
            f"A financial risk ({why}) with no amount.",
            (*(getattr(risk, name) for name in _ABOUT), risk.category.name if risk.category else None),
            (risk,),
            "financial_likely",
        )


def _asks_for_money(case: Case) -> bool:
    headings = {cell.heading for risk in case.live for cell in risk.as_written}
    if any(phrases("headings money").search(heading) for heading in headings):
        return True
    return any(_recorded(risk) != {None} for risk in case.live)


def _is_financial(category: Category | None) -> bool:
    return category is not None and bool(phrases("financial categories").search(category.name))


def _has_amount(risk: Risk) -> bool:
    """Money in a control or an action is what is spent on the risk, not what the risk costs."""
    if _recorded(risk) != {None}:
        return True
    return any(
        "£" in text for text in (*(getattr(risk, name) for name in _ABOUT), risk.effect, risk.financial_narrative)
    )


RULES = (
    Rule(
        "MONEY_IN_TEXT",
        Severity.WARNING,
        "Money in text that is not recorded",
        "An amount in a sentence is in no total and in no table, and is not updated with them.",
        _money_in_text,
        "speak of money that is not recorded",
    ),
    Rule(
        "MONEY_NOT_QUANTIFIED",
        Severity.WARNING,
        "Financial risk with no amount",
        "Partners who share a risk must know how much of it each of them bears.",
        _money_not_quantified,
        "are financial and have no amount",
    ),
)
