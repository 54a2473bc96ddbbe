"""The pooled-fund page of a board paper: money at risk, who bears it, how partners share it, and the contingency."""

from collections.abc import Sequence

from riskdesk import exposure
from riskdesk.exposure import Amounts, Group, Shares, Stake
from riskdesk.reports.blocks import Block, Heading, Rows, Size, Words
from riskdesk.reports.marks import Cell, Line, Row, Table, Tone, body, order, strong
from riskdesk.reports.public.keptback import kept_back
from riskdesk.reports.section import columns, numbers
from riskdesk.reports.sources import Chapter, Count, Request, Sources
from riskdesk.risks import Register, Risk, Split
from riskdesk.wording import NOT_RECORDED, clipped, counted, listed, sentence, verb

KEY = "fund"
TITLE = "Pooled fund: money at risk"
WHY_MONEY = (
    "Pounds are added here because one pound is worth another; scores are never added, because a rating only says "
    "which risk is the graver: two risks rated 6 are not one rated 12."
)
AT_ONCE = (
    "Each sum takes every one of these risks to happen. That they all do is unlikely: a sum is what the fund could be "
    "asked for, not what it should expect."
)
_HIDDEN = "an amount that is exempt"
_ESTIMATES = (("low", "Low"), ("likely", "Likely"), ("high", "High"))


def fund_chapter(sources: Sources, request: Request) -> Chapter | None:
    """None where no open risk has an amount, nor one that is exempt, and no contingency is recorded."""
    register = sources.register
    found = sorted(exposure.stakes(register), key=lambda stake: order(register, stake.risk))
    bare = sorted(exposure.without_amount(register), key=lambda risk: order(register, risk))
    hidden = [risk for risk in bare if kept_back(sources, request, risk, "money")]
    if not found and not hidden and register.contingency is None:
        return None
    lead = _lead(found, [risk for risk in bare if risk not in hidden], hidden)
    blocks: list[Block] = [Heading(TITLE), *(Words(text) for text in lead)]
    counts: list[Count] = []
    if found:
        for part, counted_so in (_schemes(register, found), _bearers(register, found), _shares(register, found)):
            blocks += part
            counts += counted_so
    blocks += _contingency(register, found)
    if found:
        blocks += _each(found)
        counts += _agreeing(found, "money risk by risk", [stake.amounts for stake in found])
    return Chapter(KEY, tuple(blocks), tuple(counts))


def _lead(found: Sequence[Stake], bare: Sequence[Risk], hidden: Sequence[Risk]) -> tuple[str, ...]:
    told = [_whole(found, bare, hidden), _without(bare, "no amount") if found else "", _without(hidden, _HIDDEN)]
    if found:
        told += [_filled(found), *(_out_of_order(stake) for stake in found if stake.is_out_of_order)]
        told += [AT_ONCE] if len(found) > 1 else []
    return tuple(text for text in (*told, WHY_MONEY) if text)


def _whole(found: Sequence[Stake], bare: Sequence[Risk], hidden: Sequence[Risk]) -> str:
    if not found:
        return "No amount is told here." if hidden else f"No amount is {_for(bare)}."
    whole = exposure.total(found)
    put = f"{pounds(whole.low)} (low), {pounds(whole.likely)} (likely) or {pounds(whole.high)} (high)"
    who = f"{counted(len(found), 'open risk')} {verb(len(found), 'has', 'have')} an amount"
    return sentence(f"{who} and {verb(len(found), 'could', 'together could')} cost {put}.")


def _for(bare: Sequence[Risk]) -> str:
    return "recorded for any open risk" if bare else "at risk: no risk is open"


def _without(risks: Sequence[Risk], what: str) -> str:
    if not risks:
        return ""
    refs = listed([risk.label for risk in risks], 40)
    have = verb(len(risks), "has", "have")
    return sentence(f"{counted(len(risks), 'open risk')} {have} {what} and {have} no part in the sums: {refs}.")


def _filled(found: Sequence[Stake]) -> str:
    """Where a figure is taken from another, and by which rule."""
    filled = [stake.risk.label for stake in found if stake.is_filled]
    if not filled:
        return ""
    lack = f"{counted(len(filled), 'of them lacks', 'of them lack')} a figure ({listed(filled, 40)})"
    return sentence(f"{lack}: what is missing is taken to be the next higher figure recorded, else the next lower.")


def _out_of_order(stake: Stake) -> str:
    known = zip((word for word, _ in _ESTIMATES), stake.recorded, strict=True)
    told = listed([f"{word} {pounds(amount)}" for word, amount in known if amount is not None])
    return f"The figures of risk {stake.risk.label} are out of order and added as recorded: {told}."


def pounds(amount: int) -> str:
    """ "£1,200"; "-£50" below nothing."""
    return f"-£{-amount:,}" if amount < 0 else f"£{amount:,}"


def _money(amounts: Amounts, tone: Tone = Tone.BODY) -> tuple[Cell, ...]:
    return tuple((Line(pounds(amount), tone),) for amount in amounts.each)


_Part = tuple[list[Block], list[Count]]


def _schemes(register: Register, found: Sequence[Stake]) -> _Part:
    groups = exposure.by_scheme(register, found)
    return _grouped("By plan scheme", "Plan scheme", groups, exposure.NO_SCHEME)


def _bearers(register: Register, found: Sequence[Stake]) -> _Part:
    groups = exposure.by_bearer(register, found)
    return _grouped("By who bears it", "Who bears it", groups, sentence(NOT_RECORDED))


def _grouped(title: str, heads: str, groups: Sequence[Group], unnamed: str) -> _Part:
    named = (*columns(("bearer", heads), ("refs", "Risks")), *numbers(*_ESTIMATES))
    rows: list[Row] = [
        (
            (Line(group.name or unnamed, Tone.BODY if group.name else Tone.META),),
            body(listed([stake.risk.label for stake in group.stakes], 40)),
            *_money(group.amounts),
        )
        for group in groups
    ]
    everything = [stake for group in groups for stake in group.stakes]
    rows.append(
        (strong("Together"), body(counted(len(everything), "risk")), *_money(exposure.total(everything), Tone.STRONG))
    )
    blocks: list[Block] = [
        Heading(title, 2),
        Rows(Table(named, tuple(rows)), f"Money at risk {title[:1].lower()}{title[1:]}"),
    ]
    return blocks, _agreeing(everything, f"money {title[:1].lower()}{title[1:]}", [group.amounts for group in groups])


def _agreeing(found: Sequence[Stake], what: str, parts: Sequence[Amounts]) -> list[Count]:
    """That the parts printed come to the whole that is said."""
    whole, printed = exposure.total(found), sum(parts, Amounts())
    both = zip(_ESTIMATES, whole.each, printed.each, strict=True)
    return [Count(said, given, f"pounds of {what}, {word}") for (word, _), said, given in both]


def _shares(register: Register, found: Sequence[Stake]) -> _Part:
    blocks: list[Block] = [Heading("How the partners share it", 2)]
    made = exposure.shares(register, found)
    if made is None or register.split is None:
        return [*blocks, Words(_no_split(register))], []
    blocks += [Words(text) for text in _split_said(register.split, made)]
    rows = [
        (body(share.partner.name), body(_by_what(register, place)), *_money(share.amounts))
        for place, share in enumerate(made.shares)
    ]
    if made.schemes:
        rows.append((body("Shared by no agreement"), body(listed(made.schemes, 40)), *_money(made.unshared)))
    rows.append((strong("Together"), body("all of it"), *_money(made.amounts, Tone.STRONG)))
    named = (*columns(("partner", "Partner"), ("by_what", "Its share")), *numbers(*_ESTIMATES))
    blocks.append(Rows(Table(named, tuple(rows)), "Each partner's part of the money at risk"))
    return blocks, _agreeing(found, "money shared", [made.amounts])


def _no_split(register: Register) -> str:
    if register.split is None:
        return f"How the partners share what the fund loses is {NOT_RECORDED}."
    said = f"The agreed split is {register.split.label.lower()}"
    if not register.partners:
        return f"{said}; the partners are {NOT_RECORDED}, so it cannot be worked out."
    bare = [clipped(partner.name, 80) for partner in register.partners if partner.contribution is None]
    if bare:
        return f"{said}; the contribution of {listed(bare)} is {NOT_RECORDED}, so it cannot be worked out."
    return f"{said}; the contributions recorded come to nothing that can be shared by."


def _split_said(split: Split, made: Shares) -> tuple[str, ...]:
    first = f"The agreed split is {split.label.lower()}. It is of the whole, whoever bears it at first."
    if not made.schemes:
        return (first,)
    schemes = listed([f"“{clipped(name, 60)}”" for name in made.schemes], 40)
    return first, f"No shares that make a hundred per cent are recorded for {schemes}: that money is shared by nobody."


def _by_what(register: Register, place: int) -> str:
    """What a partner's share goes by."""
    partner, together = register.partners[place], sum(each.contribution or 0 for each in register.partners)
    match register.split:
        case Split.PRO_RATA:
            given = partner.contribution or 0
            return f"{pounds(given)} of {pounds(together)} contributed, {100 * given / together:.1f}%"
        case Split.EQUAL:
            return f"one part of {len(register.partners)}"
    percents = [(each.name, exposure.agreed_percents(register, each.id)) for each in register.objectives]
    told = [f"{clipped(name, 60)} {parts[place]}%" for name, parts in percents if parts]
    return listed(told, 40) or "no share agreed"


def _contingency(register: Register, found: Sequence[Stake]) -> list[Block]:
    blocks: list[Block] = [Heading("Beside the contingency", 2)]
    if register.contingency is None:
        return [*blocks, Words(f"The fund's contingency is {NOT_RECORDED}.")]
    said = f"The fund's contingency is {pounds(register.contingency)}."
    if not found:
        return [*blocks, Words(f"{said} Without amounts it cannot be said what would remain of it.")]
    whole = exposure.total(found)
    left = exposure.left_of(register.contingency, whole)
    rows = tuple(
        (strong(word), body(pounds(amount)), (Line(_left(over), Tone.STRONG if over < 0 else Tone.BODY),))
        for (_, word), amount, over in zip(_ESTIMATES, whole.each, left.each, strict=True)
    )
    named = (
        *columns(("estimate", "Estimate")),
        *numbers(("could_cost", "The risks could cost"), ("would_remain", "Of the contingency")),
    )
    caption = "What would remain of the contingency, or be missing, at each estimate"
    return [*blocks, Words(said), Rows(Table(named, rows), caption)]


def _left(over: int) -> str:
    if over < 0:
        return f"{pounds(-over)} would be missing"
    return f"{pounds(over)} would remain" if over else "would be used up exactly"


def _each(found: Sequence[Stake]) -> list[Block]:
    named = (("ref", "Ref"), ("money_risk", "Risk"), ("money_scheme", "Plan scheme"), ("money_bearer", "Who bears it"))
    rows = tuple(
        (
            strong(stake.risk.label),
            body(clipped(stake.risk.title, 180)),
            body(scheme.name if (scheme := exposure.scheme_of(stake.risk)) else ""),
            body(clipped(stake.risk.bearer, 160)),
            *_figures(stake),
        )
        for stake in found
    )
    table = Table((*columns(*named), *numbers(*_ESTIMATES)), rows)
    return [Heading("Risk by risk", 2), Rows(table, "What each open risk with an amount could cost", Size.CLOSE)]


def _figures(stake: Stake) -> tuple[Cell, ...]:
    """What is recorded; where nothing is, what it is taken to be."""
    return tuple(
        body(pounds(taken)) if given is not None else (Line(NOT_RECORDED, Tone.META), Line(f"taken as {pounds(taken)}"))
        for given, taken in zip(stake.recorded, stake.amounts.each, strict=True)
    )
