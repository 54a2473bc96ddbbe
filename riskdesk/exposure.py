"""What a pooled fund's risks could cost, by plan scheme and by who bears it, and how its partners share it.

Pounds may be added. Everything here adds up to the whole: where pounds do not divide, the largest remainders get them.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from riskdesk.risks import Objective, ObjectiveKind, Partner, Register, Risk, Split, Status

NO_SCHEME = "No plan scheme"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Whole pounds at the three estimates."""

    low: int = 0
    likely: int = 0
    high: int = 0

    @property
    def each(self) -> tuple[int, int, int]:
        return self.low, self.likely, self.high

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def __sub__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.low - other.low, self.likely - other.likely, self.high - other.high)


@dataclass(frozen=True, slots=True)
class Stake:
    """A risk with what it could cost. A figure that is not recorded is taken to be the next higher one that is, else
    the next lower: nothing is made smaller than anybody wrote."""

    risk: Risk
    amounts: Amounts

    @property
    def recorded(self) -> tuple[int | None, int | None, int | None]:
        return self.risk.financial_low, self.risk.financial_likely, self.risk.financial_high

    @property
    def is_filled(self) -> bool:
        """Whether a figure is taken from another."""
        return None in self.recorded

    @property
    def is_out_of_order(self) -> bool:
        """Whether a figure is below one that should be lower."""
        known = [figure for figure in self.recorded if figure is not None]
        return known != sorted(known)


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the stakes and what they come to; the name is "" for what nobody named. `scheme` is their plan scheme
    where that is what they have in common."""

    name: str
    stakes: tuple[Stake, ...]
    scheme: Objective | None = None

    @property
    def amounts(self) -> Amounts:
        return total(self.stakes)


@dataclass(frozen=True, slots=True)
class Share:
    """One partner's part of the whole."""

    partner: Partner
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Shares:
    """How the partners share the whole. `unshared` is what no agreed share covers, with the names of the schemes."""

    shares: tuple[Share, ...]
    unshared: Amounts = Amounts()
    schemes: tuple[str, ...] = ()

    @property
    def amounts(self) -> Amounts:
        return sum((share.amounts for share in self.shares), self.unshared)


def stakes(register: Register) -> tuple[Stake, ...]:
    """The open risks that have an amount, in the register's order."""
    return tuple(found for risk in register.risks if risk.status is Status.OPEN and (found := _stake(risk)))


def without_amount(register: Register) -> tuple[Risk, ...]:
    """The open risks of which no amount is recorded."""
    return tuple(risk for risk in register.risks if risk.status is Status.OPEN and _stake(risk) is None)


def _stake(risk: Risk) -> Stake | None:
    low, likely, high = risk.financial_low, risk.financial_likely, risk.financial_high
    filled = (_first(low, likely, high), _first(likely, high, low), _first(high, likely, low))
    return Stake(risk, Amounts(*(figure or 0 for figure in filled))) if filled[0] is not None else None


def _first(*figures: int | None) -> int | None:
    return next((figure for figure in figures if figure is not None), None)


def total(found: Iterable[Stake]) -> Amounts:
    return sum((stake.amounts for stake in found), Amounts())


def by_scheme(register: Register, found: Sequence[Stake]) -> tuple[Group, ...]:
    """The plan schemes in the register's order, what has none last."""
    schemes = [each for each in register.objectives if each.kind is ObjectiveKind.PLAN_SCHEME]
    found_in = _grouped(found, lambda stake: scheme_of(stake.risk), dict.fromkeys(schemes))
    return tuple(Group(scheme.name if scheme else "", each, scheme) for scheme, each in found_in)


def scheme_of(risk: Risk) -> Objective | None:
    """Its plan scheme; None where it has none, or an objective of another kind."""
    objective = risk.objective
    return objective if objective and objective.kind is ObjectiveKind.PLAN_SCHEME else None


def by_bearer(register: Register, found: Sequence[Stake]) -> tuple[Group, ...]:
    """By who bears it, whatever the spaces, capitals and full stops it was written with: as a partner is called, else
    as it was written first. Partners come first, what names nobody last."""
    names = {plainly(partner.name): partner.name for partner in register.partners}
    for stake in found:
        names.setdefault(plainly(stake.risk.bearer), " ".join(stake.risk.bearer.split()))
    found_in = _grouped(found, lambda stake: plainly(stake.risk.bearer) or None, dict.fromkeys(names))
    return tuple(Group(names[bearer] if bearer else "", each) for bearer, each in found_in)


def plainly(name: str) -> str:
    """What two ways of writing one name have in common."""
    return " ".join(name.casefold().replace("&", " and ").split()).strip(" .,;:")


_K = TypeVar("_K", bound=Hashable)


def _grouped(
    found: Sequence[Stake], key: Callable[[Stake], _K | None], order: Iterable[_K]
) -> tuple[tuple[_K | None, tuple[Stake, ...]], ...]:
    """Those that hold anything: by key in this order, what has none last."""
    groups: dict[_K | None, list[Stake]] = {each: [] for each in order if each}
    bare: list[Stake] = []
    for stake in found:
        of = key(stake)
        (bare if of is None else groups.setdefault(of, [])).append(stake)
    return tuple((of, tuple(each)) for of, each in (*groups.items(), (None, bare)) if each)


def apportion(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole pounds in the proportion of some weights that are not negative; the pounds left over go to the largest
    remainders, the first among equals. The parts add up to the whole. Without any weight nothing can be given."""
    measure = sum(weights)
    if measure <= 0:
        raise ValueError("nothing to share by")
    sign = -1 if whole < 0 else 1
    parts = [divmod(abs(whole) * weight, measure) for weight in weights]
    left = abs(whole) - sum(part for part, _ in parts)
    places = sorted(range(len(parts)), key=lambda place: -parts[place][1])[:left]
    return tuple(sign * (part + (place in places)) for place, (part, _) in enumerate(parts))


def shares(register: Register, found: Sequence[Stake]) -> Shares | None:
    """By the split the partners agreed. None where none is recorded, or the register lacks what it needs."""
    partners = register.partners
    match register.split:
        case Split.EQUAL if partners:
            return Shares(_parts(partners, [1] * len(partners), total(found)))
        case Split.PRO_RATA if can_share_pro_rata(partners):
            return Shares(_parts(partners, [partner.contribution or 0 for partner in partners], total(found)))
        case Split.BY_SCHEME if partners:
            return _shares_by_scheme(register, found)
    return None


def can_share_pro_rata(partners: Sequence[Partner]) -> bool:
    """Whether every partner's contribution is known and there is any."""
    given = [partner.contribution for partner in partners]
    known = [each for each in given if each is not None and each >= 0]
    return len(known) == len(given) and sum(known) > 0


def agreed_percents(register: Register, objective_id: int) -> tuple[int, ...]:
    """Each partner's percent of one scheme, in the partners' order; none where they do not make a hundred."""
    given = {each.partner_id: each.percent for each in register.scheme_shares if each.objective_id == objective_id}
    percents = tuple(given.get(partner.id, 0) for partner in register.partners)
    return percents if sum(percents) == 100 and min(percents) >= 0 else ()


def _shares_by_scheme(register: Register, found: Sequence[Stake]) -> Shares:
    """Each scheme by its own percents; where none are agreed its money is shared by nobody."""
    parts = [Amounts()] * len(register.partners)
    unshared, schemes = Amounts(), []
    for group in by_scheme(register, found):
        percents = agreed_percents(register, group.scheme.id) if group.scheme else ()
        if percents:
            given = _parts(register.partners, percents, group.amounts)
            parts = [part + share.amounts for part, share in zip(parts, given, strict=True)]
        else:
            unshared += group.amounts
            schemes.append(group.name or NO_SCHEME)
    made = tuple(Share(partner, part) for partner, part in zip(register.partners, parts, strict=True))
    return Shares(made, unshared, tuple(schemes))


def _parts(partners: Sequence[Partner], weights: Sequence[int], whole: Amounts) -> tuple[Share, ...]:
    by_estimate = [apportion(amount, weights) for amount in whole.each]
    return tuple(
        Share(partner, Amounts(*each)) for partner, each in zip(partners, zip(*by_estimate, strict=True), strict=True)
    )


def left_of(contingency: int, whole: Amounts) -> Amounts:
    """What would remain of a contingency; negative where it would not be enough."""
    return Amounts(contingency, contingency, contingency) - whole
