"""What of each risk is exempt and under which paragraphs, in words that can stand in its place."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from riskdesk.periods import Review
from riskdesk.publishing import Exemption, Publication, under
from riskdesk.reports.public.deep import Rewriter
from riskdesk.risks import Action, Control, Owner, OwnerKind, Risk, Score
from riskdesk.wording import listed

WHOLE = ""
"""The field of an exemption that withholds a whole risk."""

T = TypeVar("T")
Part = TypeVar("Part", Control, Action)

NO_AMOUNT = "[amount withheld]"

_WORDS = ("heading", "description", "cause", "event", "effect", "proximity", "closed_reason", "comments")
_FIGURES = ("financial_low", "financial_likely", "financial_high")
_NUMBER = r"\d[\d,.]*"
_SCALE = r"\s?(?:k|m|bn|thousand|million|billion)\b"
_AMOUNT = re.compile(rf"[£$€]\s?{_NUMBER}(?<![,.])(?:{_SCALE})?|(?<![\w.,]){_NUMBER}{_SCALE}", re.IGNORECASE)


def withheld(paragraphs: Sequence[str]) -> str:
    """What the public reads instead: "withheld (exempt, paragraph 3)"."""
    return f"withheld (exempt, {under_all(paragraphs)})"


def under_all(paragraphs: Sequence[str]) -> str:
    """ "paragraphs 1 and 3", and other laws by their words."""
    known = sorted({each for each in paragraphs if under(each) != each})
    others = list(dict.fromkeys(each for each in paragraphs if under(each) == each))
    told = [f"paragraphs {listed(known)}" if len(known) > 1 else under(known[0])] if known else []
    return listed([*told, *others])


def withheld_of(publication: Publication, risk_id: int, field: str) -> str:
    """What to print where the public finds nothing of a public risk since it is exempt; "" where nothing is."""
    hold = holds(publication.exempt(risk_id)).get(risk_id)
    return hold.of(field) if hold else ""


@dataclass(frozen=True, slots=True)
class Hold:
    """What is exempt of one risk: the paragraphs by WHOLE or a key of EXEMPT_FIELDS."""

    paragraphs: Mapping[str, tuple[str, ...]]

    @property
    def is_whole(self) -> bool:
        return WHOLE in self.paragraphs

    def of(self, *fields: str) -> str:
        """What stands in place of the first of these that is exempt; "" where none is."""
        found = next((field for field in (WHOLE, *fields) if field in self.paragraphs), None)
        return "" if found is None else withheld(self.paragraphs[found])


def holds(exemptions: Sequence[Exemption]) -> dict[int, Hold]:
    """What is exempt of each risk, by its id."""
    found: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in exemptions:
        if each.paragraph not in found[each.risk_id][each.field]:
            found[each.risk_id][each.field].append(each.paragraph)
    return {
        risk_id: Hold({field: tuple(paragraphs) for field, paragraphs in of.items()}) for risk_id, of in found.items()
    }


def put(text: str, instead: str) -> str:
    """Words in place of a text, where there was one: what was not recorded is still not recorded."""
    return instead if instead and text.strip() else text


def without(risk: Risk, hold: Hold, versions: Sequence[Risk] = ()) -> Risk:
    """A risk of which only some is exempt, as the public sees it. `versions` are the same risk at other moments."""
    words, money, owners = hold.of("words"), hold.of("money"), hold.of("owners")
    facts: dict[str, Any] = {name: put(getattr(risk, name), words) for name in _WORDS}
    facts["financial_narrative"] = put(risk.financial_narrative, words)
    if money:
        facts |= _no_money(risk, money)
    if owners and risk.owners:
        facts["owners"] = (Owner(name=owners, kind=OwnerKind.BODY),)
    facts["scores"] = {stage: reasoned(score, hold) for stage, score in risk.scores.items()}
    facts["controls"] = _controls(risk, hold)
    facts["actions"] = () if hold.of("actions") else tuple(_action(action, hold) for action in risk.actions)
    facts["reviews"] = tuple(review_without(review, hold) for review in risk.reviews)
    found = replace(risk, as_written=(), **facts)
    return amounts_out(found, hold, risk, *versions)


def _no_money(risk: Risk, money: str) -> dict[str, Any]:
    """The phrase stands where the words are printed, whether figures or words were recorded."""
    figures = [getattr(risk, name) for name in _FIGURES]
    told = risk.financial_narrative.strip() or any(figure is not None for figure in figures)
    emptied = dict.fromkeys(_FIGURES)
    return {**emptied, "bearer": put(risk.bearer, money), "financial_narrative": money if told else ""}


def _controls(risk: Risk, hold: Hold) -> tuple[Control, ...]:
    """One in place of all that are exempt: a risk that has controls must not seem to have none."""
    if hold.of("controls"):
        return (Control(text=hold.of("controls")),) if risk.controls else ()
    return tuple(_unowned(control, hold) for control in risk.controls)


def _action(action: Action, hold: Hold) -> Action:
    found = replace(action, cost=None) if hold.of("money") else action
    return _unowned(found, hold)


def _unowned(part: Part, hold: Hold) -> Part:
    return replace(part, owner=None) if part.owner and hold.of("owners") else part


def reasoned(score: Score, hold: Hold) -> Score:
    return replace(score, rationale=put(score.rationale, hold.of("rationale")))


def review_without(review: Review, hold: Hold) -> Review:
    """What an owner noted tells of the risk, or why its score stands."""
    return replace(review, note=put(review.note, hold.of("words", "rationale")))


def amounts_out(thing: T, hold: Hold, *risks: Risk) -> T:
    """Where money is exempt, the amounts in whatever was written about the risk go too: those that look like money, and
    its own figures however they stand there."""
    if not hold.of("money"):
        return thing
    own = _any_of({form for risk in risks for figure in figures_of(risk) for form in printed(figure)})

    def said(text: str) -> str:
        return own.sub(NO_AMOUNT, _AMOUNT.sub(NO_AMOUNT, text))

    found: T = Rewriter(said).of(thing)
    return found


def _any_of(forms: AbstractSet[str]) -> re.Pattern[str]:
    spelt = "|".join(sorted(forms, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<![\w.,])(?:{spelt})(?![\w,.]*\d)")


def printed(figure: int) -> tuple[str, ...]:
    """How an amount stands in a text: "1,200,000" or "1200000". Below ten thousand only with its comma, since bare it
    is like as not a year; below a thousand nobody could tell it from any other number."""
    forms = (f"{figure:,}",) if figure >= 1000 else ()
    return (*forms, f"{figure}") if figure >= 10_000 else forms


def figures_of(risk: Risk) -> tuple[int, ...]:
    """The pounds recorded with a risk and its actions."""
    found = [getattr(risk, name) for name in _FIGURES] + [action.cost for action in risk.actions]
    return tuple(figure for figure in found if figure is not None)
