"""A register's data as a workbook: every risk, score, control and action with the scheme that rates them, to sort and
work with. It travels inside a paper, for readers who want the data behind it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from riskdesk.changed import table
from riskdesk.changewords import row_sentence
from riskdesk.dates import read_due
from riskdesk.days import british
from riskdesk.entities import Choice, Entity, Kind, Shown, shown_fields
from riskdesk.exchange.sheets import Sheet, Value, sheet_of, workbook_bytes
from riskdesk.movement import Kind as Change
from riskdesk.movement import Movement, Row
from riskdesk.reports.marks import in_order, owner_text, why_unrated
from riskdesk.risks import Action, Control, Owner, Register, Risk, Score, Stage, Status
from riskdesk.scoring import Level, Rated
from riskdesk.wording import NOT_RECORDED, as_at_phrase

_Heads = tuple[tuple[str, float], ...]
_Values = tuple[Value, ...]

NAME = "register data.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_WIDTHS = {
    Kind.LINE: 26.0,
    Kind.TEXT: 50.0,
    Kind.CHOICE: 16.0,
    Kind.DATE: 13.0,
    Kind.DUE: 18.0,
    Kind.MONEY: 14.0,
    Kind.PERCENT: 9.0,
    Kind.PICK: 28.0,
}
_RISK: _Heads = (("No.", 7.0), ("Reference", 11.0), ("Risk", 40.0))
"""What every row about a risk begins with. References may repeat; RiskDesk's own number does not."""
_NO_DAY = dt.date(2000, 1, 1)
"""The day a workbook tells of as its own where the register has no as-at date that a spreadsheet can hold."""


def register_book(register: Register, movement: Movement | None = None) -> bytes:
    """The whole workbook; with a movement also what changed. The same register gives the same bytes."""
    as_at, seal = register.as_at, register.seal
    made = as_at if as_at and as_at.year >= 1900 else _NO_DAY
    foot = f"Register data, {as_at_phrase(as_at)}, seal {seal[:12] or NOT_RECORDED}"
    sheets = tuple(register_sheets(register, movement))
    return workbook_bytes(sheets, f"{register.title}: data", made, foot, f"seal:{seal}" if seal else "")


def register_sheets(register: Register, movement: Movement | None = None) -> Iterator[Sheet]:
    """Every sheet in order. Risks stand as in the register paper: by band, rating and reference, closed ones last."""
    risks = (*in_order(register, Status.OPEN, Status.DRAFT), *in_order(register, Status.CLOSED))
    yield sheet_of("Register", (("What", 30.0), ("Fact", 100.0)), _register(register, risks), "")
    yield sheet_of("Risks", _risk_heads(register), (_risk(register, risk) for risk in risks), "No risk.")
    yield sheet_of("Scores", _SCORE_HEADS, _scores(register, risks), "No score.")
    yield sheet_of("Controls", _heads(Control), _controls(risks), "No control.")
    yield sheet_of("Actions", _heads(Action, _ACTION), _actions(register, risks), "No action.")
    yield sheet_of("Scheme", _SCHEME_HEADS, _scheme(register), "")
    if movement:
        yield sheet_of("What changed", _CHANGE_HEADS, _changes(movement), "Nothing changed.")


# The register


def _register(register: Register, risks: Sequence[Risk]) -> Iterator[_Values]:
    for name, field in shown_fields(Register).items():
        yield field.label, _value(getattr(register, name), field)
    yield "Partners", ", ".join(partner.name for partner in register.partners) or NOT_RECORDED
    yield "Period", register.period.name if register.period else NOT_RECORDED
    yield "Scheme", register.scheme.name
    for status in Status:
        yield f"Risks that are {status.label.lower()}", sum(risk.status is status for risk in risks)
    yield "Seal", register.seal or NOT_RECORDED
    yield "How to read it", "Ratings are places in an order, not amounts: do not add them up or average them."


# Risks

_CAME_OF: _Heads = (("Status", 10.0), ("Closed on", 13.0), ("Why it was closed", 40.0))


def _risk_heads(register: Register) -> _Heads:
    ratings = (((f"{register.word(stage)} rating"), 16.0) for stage in Stage)
    return (
        *_RISK,
        *(head for rating in ratings for head in (rating, (rating[0].replace(" rating", " band"), 16.0))),
        ("Appetite", 14.0),
        ("Above appetite", 14.0),
        ("Accountable owner", 28.0),
        ("Other owners", 28.0),
        ("Partners", 28.0),
        *((field.label, _WIDTHS[field.kind]) for field in _risk_fields().values()),
        *_CAME_OF,
    )


def _risk_fields() -> Mapping[str, Shown]:
    return {name: field for name, field in shown_fields(Risk).items() if name != "ref"}


def _risk(register: Register, risk: Risk) -> _Values:
    owners = [owner_text(owner) for owner in risk.owners] or [NOT_RECORDED]
    return (
        *_whose(risk),
        *(value for stage in Stage for value in _rating(register, risk, stage)),
        register.appetite_of(risk) or NOT_RECORDED,
        _above_appetite(register, risk),
        owners[0],
        "\n".join(owners[1:]) or "none",
        "\n".join(partner.name for partner in risk.partners) or NOT_RECORDED,
        *(_value(getattr(risk, name), field) for name, field in _risk_fields().items()),
        risk.status.label,
        *_closed(risk),
    )


def _whose(risk: Risk) -> _Values:
    return risk.id, risk.label, risk.title or NOT_RECORDED


def _rating(register: Register, risk: Risk, stage: Stage) -> _Values:
    rated = register.rated(risk, stage)
    return _rated(rated) if rated else (why_unrated(register, risk, stage), "not rated")


def _rated(rated: Rated) -> _Values:
    """The rating as people print it, a number where it is one, and the word of its band."""
    number = rated.rating if rated.label == str(rated.rating) else rated.label
    return number, rated.word or "no band"


def _above_appetite(register: Register, risk: Risk) -> str:
    limit = register.scheme.severity(register.appetite_of(risk))
    if limit < 0 or register.rated(risk, Stage.CURRENT) is None:
        return NOT_RECORDED
    return "yes" if register.is_above_appetite(risk) else "no"


def _closed(risk: Risk) -> _Values:
    if risk.status is not Status.CLOSED:
        return "not closed", "not closed"
    return risk.closed_on or NOT_RECORDED, risk.closed_reason or NOT_RECORDED


# What belongs to a risk

_SCORE_HEADS: _Heads = (
    *_RISK,
    ("Stage", 14.0),
    ("Impact", 10.0),
    ("Impact in words", 20.0),
    ("Likelihood", 10.0),
    ("Likelihood in words", 20.0),
    ("Rating", 16.0),
    ("Band", 16.0),
    ("Stated rating", 12.0),
    ("Rationale", 60.0),
)
_ACTION: _Heads = (("Last day it means", 14.0), ("Days late", 9.0), ("Notes", 60.0))


def _scores(register: Register, risks: Iterable[Risk]) -> Iterator[_Values]:
    for risk in risks:
        for stage in Stage:
            if score := risk.score(stage):
                yield *_whose(risk), *_score(register, risk, score)


def _score(register: Register, risk: Risk, score: Score) -> _Values:
    scheme = register.scheme
    return (
        register.word(score.stage),
        *_level(score.impact, scheme.impact_level(score.impact)),
        *_level(score.likelihood, scheme.likelihood_level(score.likelihood)),
        *_rating(register, risk, score.stage),
        NOT_RECORDED if score.stated is None else score.stated,
        score.rationale or NOT_RECORDED,
    )


def _level(value: int | None, level: Level | None) -> _Values:
    if value is None:
        return NOT_RECORDED, NOT_RECORDED
    return value, level.text if level else "not a level of the scheme"


def _heads(entity: type[Entity], more: _Heads = ()) -> _Heads:
    return *_RISK, *((field.label, _WIDTHS[field.kind]) for field in shown_fields(entity).values()), *more


def _controls(risks: Iterable[Risk]) -> Iterator[_Values]:
    for risk in risks:
        for control in risk.controls:
            yield *_whose(risk), *_fields(control)


def _actions(register: Register, risks: Iterable[Risk]) -> Iterator[_Values]:
    for risk in risks:
        for action in risk.actions:
            last = read_due(action.due).end
            notes = "\n".join(f"{british(note.noted_on)}: {note.text}" for note in action.notes)
            late = action.days_late(register.as_at)
            yield *_whose(risk), *_fields(action), last or "none", late, notes or "none"


def _fields(entity: Entity) -> Iterator[Value]:
    return (_value(getattr(entity, name), field) for name, field in shown_fields(type(entity)).items())


def _value(value: Any, field: Shown) -> Value:
    """What a cell holds of a field: amounts and days as such, everything else in words."""
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, Owner):
        return owner_text(value)
    if value is None or value == "":
        return NOT_RECORDED
    if field.kind is Kind.PICK:
        return str(value.name)
    return value if isinstance(value, int | dt.date) else str(value)


# The scheme and what changed

_SCHEME_HEADS: _Heads = (("What", 22.0), ("Which", 26.0), ("Level, or ratings", 20.0), ("In words", 80.0))


def _scheme(register: Register) -> Iterator[_Values]:
    scheme = register.scheme
    yield "Scheme", scheme.name, "all", f"A rating is {scheme.formula}."
    for word, levels in ((scheme.impact_word, scheme.impact), (scheme.likelihood_word, scheme.likelihood)):
        for level in levels:
            yield word, level.word or NOT_RECORDED, level.label, level.descriptor or NOT_RECORDED
    for band in scheme.bands:
        ratings = "by its cells" if scheme.cells else f"{band.low} to {band.high}"
        yield "Band, lightest first", band.word, ratings, band.descriptor or NOT_RECORDED
    for likelihood in scheme.likelihood:
        for impact in scheme.impact:
            if rated := scheme.rate(impact.value, likelihood.value):
                yield "Cell", scheme.notation(impact.value, likelihood.value), rated.label, rated.text


_CHANGE_HEADS: _Heads = (
    *_RISK,
    ("What changed", 24.0),
    ("Rating before", 18.0),
    ("Rating after", 18.0),
    ("In words", 80.0),
)


def _changes(movement: Movement) -> Iterator[_Values]:
    for row in table(movement):
        kinds = "\n".join(kind.label for kind in row.kinds)
        yield *_whose(row.risk), kinds, *_before_and_after(movement, row), row_sentence(row, movement)


def _before_and_after(movement: Movement, row: Row) -> _Values:
    was = movement.before.rated(row.before, Stage.CURRENT) if row.before else None
    now = None if row.main is Change.VANISHED else movement.after.rated(row.risk, Stage.CURRENT)
    return was.text if was else "not rated", now.text if now else "not rated"
