"""Rows without a window: sorting by real values, searching, and what a cell says."""

import datetime as dt
from collections.abc import Sequence

import pytest

from riskdesk.risks import Action, Control, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from ui.columns import REGISTER, Mark, Sight, Tone, natural
from ui.registertable import in_order, register_rows, renewed
from ui.rows import Rows

BY_KEY = {column.key: column for column in REGISTER}


def scored(impact: int | None, likelihood: int | None, stated: int | None = None) -> dict[Stage, Score]:
    return {Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood, stated=stated)}


def register(*risks: Risk, as_at: dt.date | None = dt.date(2017, 8, 1)) -> Register:
    return Register(scheme=preset("council-4x4"), risks=risks, as_at=as_at, current_word="Residual")


def filled(reg: Register, previous: dict[int, tuple[int | None, int | None, int | None]] | None = None) -> Rows[Risk]:
    rows = register_rows()
    sight = Sight(reg, previous or {})
    rows.fill(renewed(rows, sight), sight)
    return rows


def refs(rows: Rows[Risk]) -> list[str]:
    return [row.thing.label for row in rows.shown]


def found(rows: Rows[Risk], text: str) -> list[str]:
    rows.show(rows.search(text))
    return refs(rows)


def sorted_by(rows: Rows[Risk], key: str, *, descending: bool = False) -> list[str]:
    rows.sort(BY_KEY[key], descending=descending)
    return refs(rows)


def numbered(labels: Sequence[str]) -> list[Risk]:
    return [Risk(id=number, ref=label) for number, label in enumerate(labels, 1)]


def test_references_sort_as_people_count() -> None:
    rows = filled(register(*numbered(["10", "2", "1", "R10", "R2"])))
    assert sorted_by(rows, "ref") == ["1", "2", "10", "R2", "R10"]
    assert natural("R2b") < natural("R10") < natural("r10a")


def test_a_reference_given_twice_keeps_the_order_of_entry() -> None:
    twice = [Risk(id=1, ref="3", heading="first"), Risk(id=2, ref="3", heading="second"), Risk(id=3, ref="1")]
    for descending in (False, True):
        rows = filled(register(*twice))
        rows.sort(BY_KEY["ref"], descending=descending)
        assert [row.thing.heading for row in rows.shown if row.thing.ref == "3"] == ["first", "second"]


def test_ratings_sort_by_band_then_number_and_unscored_ones_stand_last_both_ways() -> None:
    reg = register(
        Risk(id=1, ref="1", scores=scored(2, 2)),
        Risk(id=2, ref="2"),
        Risk(id=3, ref="3", scores=scored(4, 4)),
        Risk(id=4, ref="4", scores=scored(3, 4)),
    )
    assert sorted_by(filled(reg), "current", descending=True) == ["3", "4", "1", "2"]
    assert sorted_by(filled(reg), "current") == ["1", "4", "3", "2"]


def test_dates_sort_as_dates() -> None:
    days = (dt.date(2018, 2, 1), dt.date(2017, 12, 1), None)
    reg = register(*(Risk(id=n, ref=str(n), next_review=day) for n, day in enumerate(days, 1)))
    assert sorted_by(filled(reg), "review") == ["2", "1", "3"]
    assert sorted_by(filled(reg), "review", descending=True) == ["1", "2", "3"]


def test_every_word_must_be_found_somewhere_in_the_risk() -> None:
    reg = register(
        Risk(
            id=1,
            ref="1",
            heading="Workforce",
            owners=(Owner(name="Director of Care"),),
            controls=(Control(text="Monthly board"),),
            actions=(Action(text="Recruit nurses"),),
        ),
        Risk(id=2, ref="2", heading="Workforce of the hospital"),
    )
    rows = filled(reg)
    assert found(rows, "work") == ["1", "2"]
    assert found(rows, "WORK nurse board director") == ["1"]
    assert found(rows, "work hospital") == ["2"]
    assert found(rows, "") == ["1", "2"]


def test_a_search_that_grows_and_shrinks_finds_the_same_as_one_typed_at_once() -> None:
    reg = register(*(Risk(id=n, ref=str(n), heading=f"alpha {n} beta") for n in range(1, 40)))
    rows = filled(reg)
    for text in ("a", "al", "alpha 1", "alpha 12", "alpha 1", "beta 3", "al"):
        assert found(rows, text) == found(filled(reg), text)


def test_no_word_is_found_across_two_fields() -> None:
    rows = filled(register(Risk(id=1, ref="1", heading="cash", description="flow")))
    assert found(rows, "cashflow") == []


def test_tests_and_search_hold_together() -> None:
    rows = filled(register(*(Risk(id=n, ref=str(n), heading="word" if n % 2 else "other") for n in range(1, 9))))
    rows.keep([lambda risk: risk.id > 4])
    assert found(rows, "word") == ["5", "7"]
    rows.keep([])
    assert refs(rows) == ["1", "3", "5", "7"]


def test_a_step_makes_new_rows_only_for_the_risks_it_touched() -> None:
    kept, changed = Risk(id=1, ref="1"), Risk(id=2, ref="2")
    rows = filled(register(kept, changed))
    before = {row.id: row for row in rows.all}
    sight = Sight(register(kept, Risk(id=2, ref="2", heading="new")), {})
    rows.fill(renewed(rows, sight), sight)
    after = {row.id: row for row in rows.all}
    assert after[1] is before[1]
    assert after[2] is not before[2]


def test_another_as_at_date_makes_every_row_new() -> None:
    risk = Risk(id=1, ref="1")
    rows = filled(register(risk))
    before = rows.all[0]
    sight = Sight(register(risk, as_at=None), {})
    rows.fill(renewed(rows, sight), sight)
    assert rows.all[0] is not before


def test_a_rating_is_shown_with_its_word_and_a_stated_one_that_differs_is_marked() -> None:
    rows = filled(register(Risk(id=1, ref="1", scores=scored(4, 3, 16))))
    cell = rows.cell(0, REGISTER.index(BY_KEY["current"]))
    assert (cell.text, cell.mark, cell.hover) == ("12 High", Mark.DIFFERS, "stated 16, computed 12")


@pytest.mark.parametrize(
    ("levels", "text", "tone"),
    [
        ((None, None), "not recorded", Tone.ABSENT),
        ((4, None), "half scored", Tone.ALERT),
        ((4, 9), "not a level", Tone.ALERT),
    ],
)
def test_what_cannot_be_rated_says_why(levels: tuple[int | None, int | None], text: str, tone: Tone) -> None:
    rows = filled(register(Risk(id=1, ref="1", scores=scored(*levels))))
    cell = rows.cell(0, REGISTER.index(BY_KEY["current"]))
    assert (cell.text, cell.tone) == (text, tone)


@pytest.mark.parametrize(
    ("before", "now", "spoken"),
    [
        ((2, 2, None), (4, 4), "up from 4 Low"),
        ((4, 4, None), (3, 3), "down from 16 High"),
        ((None, None, None), (3, 3), "newly rated"),
        ((None, None, 9), (4, 3), "up from 9 Medium"),
        ((3, 4, None), (4, 3), "same rating, other levels"),
        ((3, 4, None), (None, None), "rating taken away, was 12 High"),
    ],
)
def test_movement_is_told_in_words(
    before: tuple[int | None, int | None, int | None], now: tuple[int | None, int | None], spoken: str
) -> None:
    rows = filled(register(Risk(id=1, ref="1", scores=scored(*now))), {1: before})
    assert rows.cell(0, REGISTER.index(BY_KEY["movement"])).spoken == spoken


def test_a_risk_that_did_not_move_says_so() -> None:
    rows = filled(register(Risk(id=1, ref="1", scores=scored(1, 1))))
    assert rows.cell(0, REGISTER.index(BY_KEY["movement"])).text == "unchanged"


def test_late_actions_are_counted_at_the_as_at_date_and_not_without_one() -> None:
    actions = (Action(id=1, text="a", due="March 2017"), Action(id=2, text="b", due="soon"))
    place = REGISTER.index(BY_KEY["actions"])
    risk = Risk(id=1, ref="1", actions=actions)
    assert filled(register(risk)).cell(0, place).spoken == "2 open, 1 late"
    assert filled(register(risk, as_at=None)).cell(0, place).spoken == "2 open"
    closed = Risk(id=1, ref="1", actions=actions, status=Status.CLOSED)
    assert filled(register(closed)).cell(0, place).spoken == "2 open"


def test_stages_are_headed_in_the_register_s_words() -> None:
    assert BY_KEY["current"].heading(register()) == "Residual"


def test_a_risk_without_a_reference_stands_last_under_its_number() -> None:
    reg = register(Risk(id=7), Risk(id=8, ref="2"))
    assert [risk.label for risk in in_order(reg)] == ["2", "#7"]
