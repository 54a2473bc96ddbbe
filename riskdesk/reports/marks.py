"""The smallest facts a paper is made of: lines of text, ratings with their words, the order of risks."""

from dataclasses import dataclass
from enum import Enum

from riskdesk.risks import Action, ActionStatus, Owner, Register, Risk, Stage, Status
from riskdesk.scoring import Level, Rated
from riskdesk.wording import NOT_RECORDED, Natural, long_date, natural


class Tone(Enum):
    """How loudly a line speaks."""

    BODY = "body"
    STRONG = "strong"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a cell; `label` (such as "1.") hangs before it."""

    text: str
    tone: Tone = Tone.BODY
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating as it is printed: number and word on the band's colour, with the pattern of its severity."""

    number: str
    word: str
    severity: int
    fill: str
    ink: str

    @property
    def text(self) -> str:
        return f"{self.number} {self.word}".strip()


Cell = tuple[Line | Mark, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed table. `key` is what the layout knows it by; in a `brief` one no word is broken;
    what a `number` one holds stands at its right."""

    key: str
    title: str
    brief: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table; every row has a cell for every column, the reference first."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def body(text: str) -> Cell:
    return (Line(text) if text.strip() else Line(NOT_RECORDED, Tone.META),)


def strong(text: str) -> Cell:
    return (Line(text, Tone.STRONG),)


def marked(rated: Rated) -> Mark:
    band = rated.band
    word = rated.word or "no band"
    return Mark(rated.label, word, rated.severity, band.fill if band else "", band.ink if band else "")


def rating_cell(register: Register, risk: Risk, stage: Stage) -> Cell:
    """The computed rating, then what the source stated where that differs, or why there is none."""
    rated = register.rated(risk, stage)
    items: list[Line | Mark] = [marked(rated)] if rated else [Line(why_unrated(register, risk, stage), Tone.META)]
    score = risk.score(stage)
    if score and states_otherwise(register, risk, stage):
        items.append(Line(f"stated {score.stated}", Tone.STRONG))
    return tuple(items)


def states_otherwise(register: Register, risk: Risk, stage: Stage) -> bool:
    """Whether the source printed a rating that the scheme does not work out from the levels."""
    score, rated = risk.score(stage), register.rated(risk, stage)
    return score is not None and score.stated is not None and (rated is None or rated.rating != score.stated)


def why_unrated(register: Register, risk: Risk, stage: Stage) -> str:
    """What stands in a rating's place, in words."""
    score = risk.score(stage)
    if score is None or (score.impact is None and score.likelihood is None):
        return NOT_RECORDED
    scheme = register.scheme
    reasons = [
        f"{word.lower()} {NOT_RECORDED}" if value is None else f"{word.lower()} {value} is not a level of the scheme"
        for word, value, level in (
            (scheme.impact_word, score.impact, scheme.impact_level(score.impact)),
            (scheme.likelihood_word, score.likelihood, scheme.likelihood_level(score.likelihood)),
        )
        if level is None
    ]
    return " and ".join(reasons) or NOT_RECORDED


def level_cell(value: int | None, level: Level | None) -> Cell:
    """One axis of a score: the level's number and its word."""
    if value is None:
        return body("")
    if level is None:
        return Line(str(value), Tone.STRONG), Line("not a level of the scheme", Tone.META)
    return (Line(level.label, Tone.STRONG), *((Line(level.word),) if level.word else ()))


def owner_cell(risk: Risk) -> Cell:
    """Everyone, the accountable owner first and said to be so where there are several."""
    if not risk.owners:
        return body("")
    first, *others = (owner_text(owner) for owner in risk.owners)
    if not others:
        return (Line(first),)
    return Line(first, Tone.BODY), Line("accountable", Tone.META), *(Line(f"with {other}") for other in others)


def money_lines(risk: Risk) -> tuple[str, ...]:
    """What is known of the money at stake and who bears it; nothing where nothing is recorded."""
    amounts = (("low", risk.financial_low), ("likely", risk.financial_likely), ("high", risk.financial_high))
    known = ", ".join(f"{word} £{amount:,}" for word, amount in amounts if amount is not None)
    told = [text for text in (known, risk.financial_narrative.strip()) if text]
    lines = [f"Financial impact: {'; '.join(told)}"] if told else []
    return (*lines, f"Who bears the money: {risk.bearer}") if risk.bearer else tuple(lines)


def owner_text(owner: Owner | None) -> str:
    if owner is None or not owner.name.strip():
        return NOT_RECORDED
    return f"{owner.name}, {owner.organisation}" if owner.organisation else owner.name


def action_state(action: Action) -> str:
    """Where an action stands, in a few words; empty while it simply has not been started."""
    match action.status:
        case ActionStatus.DONE:
            return f"done {long_date(action.done_on)}" if action.done_on else f"done, date {NOT_RECORDED}"
        case ActionStatus.NOT_STARTED if not action.progress:
            return ""
        case ActionStatus.CANCELLED:
            return "cancelled"
    return f"{action.status.label.lower()}, {action.progress}% done" if action.progress else action.status.label.lower()


Order = tuple[int, int, int, Natural]


def order(register: Register, risk: Risk) -> Order:
    """Most severe current band first, then rating, then reference; risks without a rating last."""
    rated = register.rated(risk, Stage.CURRENT)
    if rated is None:
        return 1, 0, 0, natural(risk.label)
    return 0, -rated.severity, -rated.rating, natural(risk.label)


def in_order(register: Register, *statuses: Status) -> tuple[Risk, ...]:
    chosen = [risk for risk in register.risks if risk.status in statuses]
    return tuple(sorted(chosen, key=lambda risk: order(register, risk)))
