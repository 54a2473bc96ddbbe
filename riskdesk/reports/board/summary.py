"""The board's summary in words: what a member should know who reads one page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.changed import by_scheme, came_and_went, headline, moves
from riskdesk.movement import GONE, Kind, Movement
from riskdesk.reports.board.appetite import appetite_sentence
from riskdesk.reports.board.due import Late, Undated, late_sentence, undated_sentence
from riskdesk.reports.marks import Mark, states_otherwise
from riskdesk.reports.reviewed import review_sentence
from riskdesk.risks import Register, Risk, Stage, Status
from riskdesk.wording import NOT_RECORDED, counted, listed, long_date, sentence, verb


@dataclass(frozen=True, slots=True)
class Share:
    """How many open risks stand in one band; the mark's number is that count."""

    mark: Mark
    risks: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A rating the source states and the scheme does not work out."""

    ref: str
    stage: str
    stated: int
    computed: str
    sentence: str


def tally(register: Register, live: Sequence[Risk]) -> tuple[Share, ...]:
    """Open risks by current band, most severe first; then those without a band, if any."""
    ratings = [register.rated(risk, Stage.CURRENT) for risk in live]
    words = [rated.word if rated else "" for rated in ratings]
    bands = register.scheme.bands
    shares = []
    for severity, band in reversed(list(enumerate(bands))):
        number = words.count(band.word)
        shares.append(Share(Mark(f"{number:,}", band.word, severity, band.fill, band.ink), number))
    bare = words.count("")
    return (*shares, Share(Mark(f"{bare:,}", "Not rated", -1, "", ""), bare)) if bare else tuple(shares)


def differences(register: Register, risks: Sequence[Risk]) -> tuple[Difference, ...]:
    """Every stated rating that differs from the computed one, in the order of the risks."""
    return tuple(
        _difference(register, risk, stage)
        for risk in risks
        for stage in Stage
        if states_otherwise(register, risk, stage)
    )


def _difference(register: Register, risk: Risk, stage: Stage) -> Difference:
    score, rated = risk.score(stage), register.rated(risk, stage)
    if score is None or score.stated is None:
        raise AssertionError("a difference has a stated rating")
    told = f"Risk {risk.label} is stated as {score.stated}"
    if stage is not Stage.CURRENT:
        told = f"The {register.word(stage).lower()} of risk {risk.label} is stated as {score.stated}"
    if rated and score.impact is not None and score.likelihood is not None:
        made = f"{told}; {register.scheme.notation(score.impact, score.likelihood)} makes {rated.label}."
    else:
        made = f"{told}; the scheme works out no rating from its levels."
    return Difference(risk.label, register.word(stage), score.stated, rated.text if rated else NOT_RECORDED, made)


MOST = 8
"""As many sentences are read on a first page; what is left out stands in the chapters that follow."""


def summary(
    register: Register,
    live: Sequence[Risk],
    lates: tuple[Late, ...],
    undated: tuple[Undated, ...],
    movement: Movement | None = None,
) -> tuple[str, ...]:
    """At most eight sentences in the order of reading, none of them padding; the weightiest stay where there are
    more."""
    if not live:
        return tuple(sentence(text) for text in (_bands(register, live), *_moved(movement)[:4], *_others(register)))
    by_weight = (
        (1, [_bands(register, live)]),
        (1, _moved(movement)[:1]),
        (3, _moved(movement)[1:]),
        (2, [appetite_sentence(register, live)]),
        (2, [late_sentence(register, lates)]),
        (4, [review_sentence(register, live)]),
        (5, [_targets(register, live)]),
        (6, [undated_sentence(register, undated)] if undated else []),
        (3, [_stated(differences(register, live))]),
        (7, [_owners_and_references(live)]),
        (8, _others(register)),
    )
    told = [(weight, text) for weight, texts in by_weight for text in texts if text]
    kept = sorted(range(len(told)), key=lambda place: told[place][0])[:MOST]
    return tuple(sentence(told[place][1]) for place in sorted(kept))


def _moved(movement: Movement | None) -> tuple[str, ...]:
    """The counts of what moved, whether only a scheme did it, then what moved and why, what came and what went."""
    if movement is None:
        return ()
    came_or_went = any(row.main in _CAME_OR_WENT for row in movement.rows)
    told = [headline(movement), *by_scheme(movement), *moves(movement, 2)]
    return (*told, *(came_and_went(movement) if came_or_went else ()))


_CAME_OR_WENT = (Kind.NEW, Kind.REOPENED, *GONE)


def _bands(register: Register, live: Sequence[Risk]) -> str:
    when = f"as at {long_date(register.as_at)}" if register.as_at else f"(as-at date {NOT_RECORDED})"
    if not live:
        return f"The register holds no open risks {when}."
    shares = [share for share in tally(register, live) if share.risks]
    parts = [f"{share.mark.number} {share.mark.word if share.mark.fill else 'not rated'}" for share in shares]
    basis = f"by {register.current_word.lower()} rating"
    return f"The register holds {counted(len(live), 'open risk')} {when}: {listed(parts)} {basis}."


def _targets(register: Register, live: Sequence[Risk]) -> str:
    word = register.target_word.lower()
    bare = [risk.label for risk in live if register.rated(risk, Stage.TARGET) is None]
    if len(bare) == len(live):
        return f"No open risk has a {word} rating." if len(live) > 1 else f"The risk has no {word} rating."
    flat = [risk.label for risk in live if _is_flat(register, risk)]
    told = f"{counted(len(bare), 'open risk')} {verb(len(bare), 'has', 'have')} no {word} rating"
    told = f"{told} ({listed(bare)})" if bare else f"every open risk has a {word} rating"
    if not flat:
        return f"{told}, and every {word} is lower than the {register.current_word.lower()} rating."
    return (
        f"{told}; {counted(len(flat), word)} {verb(len(flat), 'is', 'are')} no lower than the "
        f"{register.current_word.lower()} rating ({listed(flat)})."
    )


def _is_flat(register: Register, risk: Risk) -> bool:
    current, target = register.rated(risk, Stage.CURRENT), register.rated(risk, Stage.TARGET)
    return current is not None and target is not None and target.rating >= current.rating


def _stated(found: Sequence[Difference]) -> str:
    if not found:
        return ""
    told = " ".join(difference.sentence for difference in found[:3])
    more = len(found) - 3
    if more > 0:
        be = verb(more, "is", "are")
        told += f" {sentence(counted(more, 'more difference'))} of this kind {be} listed under scale and method."
    return f"{told} This paper uses the computed rating and leaves the choice to you."


def _owners_and_references(live: Sequence[Risk]) -> str:
    told = [_owners(live), _references(live)]
    used = Counter(risk.ref for risk in live if risk.ref)
    told += [f"reference {ref} is used by {number} risks" for ref, number in sorted(used.items()) if number > 1][:3]
    found = [text for text in told if text]
    return f"{listed(found)}." if found else ""


def _owners(live: Sequence[Risk]) -> str:
    bare = [risk.label for risk in live if not risk.owners]
    if len(bare) == len(live) > 1:
        return "no open risk has an owner"
    return (
        f"{counted(len(bare), 'open risk')} {verb(len(bare), 'has', 'have')} no owner ({listed(bare)})" if bare else ""
    )


def _references(live: Sequence[Risk]) -> str:
    bare = sum(not risk.ref for risk in live)
    if not bare:
        return ""
    if bare == 1:
        return "1 open risk has no reference of its own and is numbered here with #"
    return f"{bare:,} open risks have no reference of their own and are numbered here with #"


def _others(register: Register) -> tuple[str, ...]:
    drafts = sum(risk.status is Status.DRAFT for risk in register.risks)
    closed = sum(risk.status is Status.CLOSED for risk in register.risks)
    parts = [counted(number, thing) for number, thing in ((drafts, "draft risk"), (closed, "closed risk")) if number]
    if not parts:
        return ()
    return (sentence(f"{listed(parts)} {verb(drafts + closed, 'is', 'are')} in the register and not counted here."),)
