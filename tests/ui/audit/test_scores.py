"""The history of a score: who moved it and why; scheme changes and what was taken back stand apart."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from riskdesk.risks import Risk, Score, Stage
from riskdesk.scoring import Band
from riskdesk.store import Store
from tests.ui.audit.workroom import Clock, all_closed, empty, fund, lay_desk, made_risk, press, risk_ids, show
from ui.audit.scores import ScoresPanel
from ui.audit.strip import lanes_of, places
from ui.desk import Desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The first risk: 12 High, moved to 9, a slip to 1 taken back, rated anew by a stricter scheme, moved to 6."""
    desk = lay_desk(tmp_path, clock=clock)
    store, risk_id = desk.store, risk_ids(desk)[0]
    clock.on(10)
    store.rate_risk(risk_id, Stage.CURRENT, 3, 3, reason="More providers")
    clock.on(10)
    store.rate_risk(risk_id, Stage.CURRENT, 1, 1, reason="A slip")
    store.undo()
    clock.on(10)
    scheme = store.register().scheme
    low, middle, high = scheme.bands
    stricter = (low, replace(middle, high=8), replace(high, low=9))
    store.change_scheme(replace(scheme, bands=stricter, name="Stricter"), reason="Committee")
    clock.on(10)
    store.edit_register({"as_at": dt.date(2017, 4, 1)})
    store.rate_risk(risk_id, Stage.CURRENT, 3, 2)
    clock.on(14)
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ScoresPanel:
    return show(qtbot, desk, ScoresPanel)


def column(panel: ScoresPanel, key: str) -> list[str]:
    keys = [each.key for each in panel.table.rows.rows.columns]
    return [panel.table.rows.cell(place, keys.index(key)).text for place in range(panel.table.rows.rowCount())]


def test_every_change_is_listed_with_what_made_it(panel: ScoresPanel) -> None:
    assert column(panel, "how") == [
        "First scored",
        "Moved",
        "Taken back since",
        "Takes a move back",
        "Scheme change, not a movement",
        "Moved",
    ]
    assert column(panel, "to") == ["12 High", "9 Medium", "1 Low", "9 Medium", "9 High", "6 Medium"]
    assert column(panel, "from")[0] == "not scored"


def test_who_when_why_and_the_as_at_date_of_the_time_are_told(panel: ScoresPanel) -> None:
    first = panel.table.rows.cell(1, 0)
    assert first.text == "11 Mar 2017"
    assert first.more.endswith("Ann Author")
    assert column(panel, "reason")[1] == "More providers"
    assert column(panel, "reason")[-1] == "no reason recorded"
    assert column(panel, "period")[1] == "1 Feb 2017"
    assert column(panel, "period")[-1] == "1 Apr 2017"


def test_totals_tell_people_from_schemes(panel: ScoresPanel) -> None:
    assert panel.totals.text() == (
        "Moved twice by people, once rated otherwise by a scheme change, which is no movement; 1 change was taken back."
    )


def test_days_run_from_the_last_move_that_stands(panel: ScoresPanel, desk: Desk) -> None:
    assert panel.days.text() == "14 days at this level (since 10 April 2017)"
    assert panel.chip.text == "6 Medium"


def test_a_score_nobody_moved_counts_from_when_it_came(panel: ScoresPanel, desk: Desk) -> None:
    panel.begin_score(risk_ids(desk)[4], "current")
    assert panel.days.text() == "54 days at this level (since 1 March 2017)"
    assert panel.totals.text() == "Never moved by a person."


def test_a_days_first_hours_are_said_as_such(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path)
    panel = show(qtbot, desk, ScoresPanel)
    assert panel.days.text().startswith("Less than a day at this level")
    desk.close()


def test_a_step_brings_its_move(panel: ScoresPanel, desk: Desk) -> None:
    desk.store.rate_risk(risk_ids(desk)[0], Stage.CURRENT, 2, 2, reason="Now")
    assert column(panel, "to")[-1] == "4 Low"


def test_a_risk_is_found_by_its_reference(panel: ScoresPanel, desk: Desk) -> None:
    panel.picker.box.setEditText("5")
    line = panel.picker.box.lineEdit()
    assert line
    press(line, Qt.Key.Key_Return)
    assert panel.risk == desk.store.risk(risk_ids(desk)[4])
    panel.picker.box.setEditText("no such risk")
    press(line, Qt.Key.Key_Return)
    assert panel.picker.box.currentText() == "5  Heading 5"


def test_of_two_risks_told_alike_the_one_chosen_stays(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, fund(made_risk("1", 4, 3), made_risk("1", 2, 2)))
    panel = show(qtbot, desk, ScoresPanel)
    second = risk_ids(desk)[1]
    panel.begin_score(second, "current")
    panel.picker.box.setFocus()
    panel.table.setFocus()
    assert panel.picker.risk_id == second
    desk.close()


def test_a_stage_never_scored_says_so(panel: ScoresPanel, desk: Desk) -> None:
    panel.stage.setCurrentIndex(2)
    assert panel.empty.what.text() == "The target score of risk 1 was never made."
    assert panel.found.isHidden()


def test_the_strip_has_a_lane_for_each_level_and_says_all(panel: ScoresPanel, desk: Desk) -> None:
    moves = desk.store.score_moves(risk_ids(desk)[0], Stage.CURRENT)
    assert [lane.text for lane in lanes_of(moves)] == ["12 High", "9 High", "9 Medium", "6 Medium", "1 Low"]
    said = panel.strip.accessibleDescription()
    for words in ("11 Mar 2017 9 Medium, moved", "scheme change, not a movement", "taken back since"):
        assert words in said


def test_the_strip_is_drawn_in_the_bands_colours(panel: ScoresPanel, desk: Desk) -> None:
    picture = panel.strip.grab().toImage()
    found = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert {band.fill.upper() for band in desk.register.scheme.bands} <= found


def test_moments_of_one_day_are_told_apart_and_stay_inside() -> None:
    day = dt.datetime(2017, 3, 1, tzinfo=dt.UTC)
    moments = [day + dt.timedelta(seconds=second) for second in range(5)]
    found = places(moments, day + dt.timedelta(days=100), 10, 500)
    assert all(later - earlier >= 15.9 for earlier, later in pairwise(found))
    crowded = places([day] * 200, day, 10, 500)
    assert min(crowded) >= 9
    assert max(crowded) <= 500
    assert crowded == sorted(crowded)


def test_the_link_leads_to_the_score(panel: ScoresPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.field_wanted)
    panel.open_button.click()
    assert spy.at(0) == [risk_ids(desk)[0], "current", 0]


def test_challenge_leads_to_a_question_about_the_score(panel: ScoresPanel, desk: Desk) -> None:
    spy = QSignalSpy(panel.challenge_wanted)
    panel.challenge_button.click()
    assert spy.at(0) == [risk_ids(desk)[0], "current"]


def test_a_stated_rating_is_said_beside_what_the_levels_make(qtbot: QtBot, tmp_path: Path) -> None:
    score = Score(stage=Stage.CURRENT, impact=4, likelihood=3, stated=16)
    desk = lay_desk(tmp_path, fund(replace(made_risk("1", 4, 3), scores={Stage.CURRENT: score})))
    panel = show(qtbot, desk, ScoresPanel)
    cell = panel.table.rows.cell(0, 2)
    assert (cell.text, cell.more) == ("12 High", "stated 16")
    desk.close()


def test_an_empty_register_has_nothing_to_follow(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, empty())
    panel = show(qtbot, desk, ScoresPanel)
    assert panel.empty.what.text() == "There is no score to follow yet."
    desk.close()


def test_a_closed_risk_is_followed_too(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, all_closed())
    panel = show(qtbot, desk, ScoresPanel)
    assert panel.picker.box.currentText() == "1  Done with (closed)"
    desk.close()


def test_a_risk_that_was_undone_gives_way_to_another(panel: ScoresPanel, desk: Desk) -> None:
    number = desk.store.add_risk({"ref": "9"})
    panel.begin_score(number, "current")
    desk.undo()
    assert panel.risk == desk.store.risk(risk_ids(desk)[0])


def test_a_title_is_never_markup(qtbot: QtBot, tmp_path: Path) -> None:
    tagged: Risk = replace(made_risk("1", 2, 2), heading="<b>x</b>")
    desk = lay_desk(tmp_path, fund(tagged))
    panel = show(qtbot, desk, ScoresPanel)
    assert panel.picker.box.currentText() == "1  <b>x</b>"
    desk.close()


def test_a_read_only_register_can_be_followed(qtbot: QtBot, desk: Desk) -> None:
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, ScoresPanel)
    assert len(column(panel, "to")) == 6
    assert panel.challenge_button.isHidden()
    reader.close()


def test_a_scheme_change_restarts_no_days_and_makes_no_second_lane(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    """A band more puts Medium one place up: 6 Medium is still one lane."""
    desk = lay_desk(tmp_path, fund(made_risk("1", 3, 2), made_risk("2", 1, 4)), clock)
    clock.on(5)
    scheme = desk.register.scheme
    low, *rest = scheme.bands
    bands = (replace(low, high=2), Band("Minor", "#E8F1F8", "#10222F", 3, low.high), *rest)
    desk.store.change_scheme(replace(scheme, bands=bands), reason="Finer")
    panel = show(qtbot, desk, ScoresPanel)
    panel.begin_score(risk_ids(desk)[1], "current")
    assert column(panel, "how")[-1] == "Scheme change, not a movement"
    assert panel.days.text() == "5 days at this level (since 1 March 2017)"
    panel.begin_score(risk_ids(desk)[0], "current")
    desk.store.rate_risk(risk_ids(desk)[0], Stage.CURRENT, 3, 3, reason="Worse")
    moves = desk.store.score_moves(risk_ids(desk)[0], Stage.CURRENT)
    assert [lane.text for lane in lanes_of(moves)] == ["9 Medium", "6 Medium"]
    desk.close()
