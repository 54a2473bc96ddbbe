"""The list of moderated scores: the owner's and the officer's rating of each, and which of the two was agreed."""

from dataclasses import dataclass

from riskdesk.audit.comparing import moderated_said, owner_said, owner_then
from riskdesk.days import british_short
from riskdesk.risks import Risk, Stage
from riskdesk.scoring import Rated, Scheme
from riskdesk.scrutiny import Moderation, Outcome
from riskdesk.trail import Levels
from ui.columns import Cell, Column, Sight, Tone, lowered, natural, words_of


@dataclass(frozen=True, slots=True)
class Moderated:
    """A moderated score and the risk it is of."""

    moderation: Moderation
    risk: Risk


def _score(scheme: Scheme, said: str, levels: Levels) -> Cell:
    """A score as it was said: in its band's colour while the scheme still says so, else in those words alone."""
    if said != scheme.say(*levels):
        return Cell(said, hover="By the scheme of that day, which has changed since")
    rated = scheme.rate_levels(*levels)
    if rated is None:
        return Cell(said, Tone.ABSENT)
    stated = f"stated {levels[2]}" if levels[2] not in (None, rated.rating) else ""
    return Cell(words_of(rated), band=rated.band, more=stated, hover=said)


def _order(rated: Rated | None) -> tuple[int, int] | None:
    return (rated.severity, rated.rating) if rated else None


def _owners(one: Moderated, sight: Sight) -> Cell:
    scheme = sight.register.scheme
    return _score(scheme, owner_said(scheme, one.moderation), owner_then(one.moderation))


def _officers(one: Moderated, sight: Sight) -> Cell:
    scheme = sight.register.scheme
    return _score(scheme, moderated_said(scheme, one.moderation), _levels(one.moderation))


def _levels(moderation: Moderation) -> Levels:
    return (moderation.impact, moderation.likelihood, None)


def _state(one: Moderated, _sight: Sight) -> Cell:
    outcome = one.moderation.outcome
    if outcome is None:
        return Cell("open", Tone.ALERT)
    return Cell("owner's" if outcome is Outcome.OWNER else "moderated", hover=settled(one.moderation))


COLUMNS: tuple[Column[Moderated], ...] = (
    Column("Ref", "ref", lambda m, _: Cell(m.risk.label, Tone.STRONG), lambda m, _: natural(m.risk.label), width=48,
           tip="The risk"),
    Column("Score", "stage",
           lambda m, s: Cell(s.register.word(m.moderation.stage),
                             more=f"{british_short(m.moderation.moderated_on)}, {m.moderation.moderator}"),
           lambda m, _: tuple(Stage).index(m.moderation.stage), width=70, stretch=True,
           tip="Which score, who moderated it and when"),
    Column("Owner", "owner", _owners, lambda m, s: _order(s.register.scheme.rate_levels(*owner_then(m.moderation))),
           width=84, lines=2, tip="What the owner had scored when it was moderated or agreed", largest_first=True),
    Column("Moderated", "officer", _officers,
           lambda m, s: _order(s.register.scheme.rate_levels(*_levels(m.moderation))), width=84, lines=2,
           tip="What the officer scored", largest_first=True),
    Column("Agreed", "state", _state, lambda m, _: lowered(m.moderation.outcome or ""), width=92, lines=2,
           tip="Which of the two was agreed"),
)  # fmt: skip


def words(one: Moderated, sight: Sight) -> tuple[str, ...]:
    moderation = one.moderation
    stage = sight.register.word(moderation.stage)
    return (one.risk.label, one.risk.title, moderation.moderator, moderation.rationale, moderation.agreed_with, stage)


def settled(moderation: Moderation) -> str:
    """Who agreed on which score, and when; "" while it is open."""
    if moderation.outcome is None or moderation.agreed_on is None:
        return ""
    names = f"{moderation.moderator} and {moderation.agreed_with}"
    told = f"{moderation.outcome.label}: agreed by {names} on {british_short(moderation.agreed_on)}."
    return f"{told} {moderation.agreement}".strip()
