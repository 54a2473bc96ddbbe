"""Dip samples: previewed before they are kept, repeatable by their seed, worked through with the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from riskdesk.audit.sampling import Strata, draw
from riskdesk.risks import Stage
from riskdesk.schemes import preset
from riskdesk.scrutiny import Judgement, Sample
from riskdesk.store import Store
from tests.ui.audit.workroom import agree, all_closed, empty, lay_desk, press, risk_ids, show
from ui.audit.drawing import severest_first
from ui.audit.sample import SamplePanel
from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = lay_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> SamplePanel:
    return show(qtbot, desk, SamplePanel)


def draw_three(panel: SamplePanel, seed: str = "4711") -> Sample:
    panel.drawing.size_.setValue(3)
    panel.drawing.seed.setText(seed)
    panel.drawing.draw_button.click()
    return panel.desk.store.scrutiny().samples[-1]


def preview(panel: SamplePanel) -> dict[str, tuple[int, int]]:
    """How many are drawn of each stratum, and how many it holds."""
    shown = [row.thing for row in panel.drawing.preview.rows.rows.shown]
    return {stratum.name: (len(stratum.drawn), stratum.holds) for stratum in shown}


def test_the_draw_is_shown_by_stratum_before_it_is_kept(panel: SamplePanel, desk: Desk, qtbot: QtBot) -> None:
    panel.drawing.size_.setValue(3)
    panel.drawing.seed.setText("1")
    qtbot.waitUntil(lambda: sum(drawn for drawn, _ in preview(panel).values()) == 3)
    assert {name: holds for name, (_, holds) in preview(panel).items()} == {"High": 1, "Medium": 1, "Low": 4}
    assert panel.drawing.told.text() == "This would draw 3 of 6 open risks, from 3 of 3 strata."
    assert desk.store.scrutiny().samples == ()


def test_strata_stand_most_severe_first(panel: SamplePanel, desk: Desk, qtbot: QtBot) -> None:
    panel.drawing.seed.setText("1")
    qtbot.waitUntil(lambda: list(preview(panel)) == ["High", "Medium", "Low"])
    panel.drawing.draw_button.click()
    assert panel.table.rows.rows.shown[0].thing.item.stratum == "High"
    panel.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row.thing.item.stratum for row in panel.table.rows.rows.shown] == ["High", "Medium", *["Low"] * 4]


def test_finer_strata_stand_by_their_band_first() -> None:
    names = ["Low, Ann", "not rated, Ann", "High, Bea", "Medium, Ann", "High, Ann"]
    ordered = sorted(names, key=lambda name: severest_first(preset("council-4x4"), name))
    assert ordered == ["High, Ann", "High, Bea", "Medium, Ann", "Low, Ann", "not rated, Ann"]


def test_the_list_says_conclusions_in_few_words(panel: SamplePanel) -> None:
    draw_three(panel)
    panel.concluding.choose(Judgement.SUPPORTED)
    panel.concluding.save()
    assert panel.table.rows.cell(0, 4).text == "supported"


def test_ctrl_return_saves_from_anywhere(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    begun = panel.concluding.judgements[Judgement.SUPPORTED]
    press(begun, Qt.Key.Key_1)
    agree(begun)
    assert desk.store.scrutiny().samples[-1].items[0].judgement is Judgement.SUPPORTED


def test_strata_are_ticked(panel: SamplePanel, qtbot: QtBot) -> None:
    panel.drawing.strata[Strata.BAND].setChecked(False)
    qtbot.waitUntil(lambda: list(preview(panel)) == ["All open risks"])
    panel.drawing.strata[Strata.CATEGORY].setChecked(True)
    qtbot.waitUntil(lambda: set(preview(panel)) == {"Pooled fund", "Workforce"})


def test_the_preview_follows_the_register(panel: SamplePanel, desk: Desk) -> None:
    desk.store.close_risk(risk_ids(desk)[0], "Over", desk.store.today)
    assert set(preview(panel)) == {"Medium", "Low"}
    assert "5 open risks" in panel.drawing.told.text()


def test_what_is_kept_is_what_the_seed_draws(panel: SamplePanel, desk: Desk) -> None:
    sample = draw_three(panel)
    picks = draw(desk.register, 3, Strata.BAND, 4711).picks
    assert [item.risk_id for item in sample.items] == [pick.risk.id for pick in picks]
    assert "Seed 4711: 3 of 6 open risks, stratified by band" in panel.facts.text()
    assert panel.drawing.isHidden()


def test_another_seed_is_thought_of_for_the_next(panel: SamplePanel) -> None:
    draw_three(panel)
    assert panel.drawing.seed.text().isdigit()
    assert panel.drawing.seed.text() != "4711"


@pytest.mark.parametrize("seed", ["", "seven", "1.5", "9" * 16])
def test_a_seed_is_a_whole_number(panel: SamplePanel, desk: Desk, seed: str) -> None:
    panel.drawing.seed.setText(seed)
    panel.drawing.keep()
    assert panel.drawing.lack.text() == "The seed is a whole number of up to 15 figures."
    assert not panel.drawing.draw_button.isEnabled()
    assert desk.store.scrutiny().samples == ()


def test_keys_conclude_and_lead_to_the_next(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    assert panel.concluding.place.text() == "Risk 1 of 3, 0 of 3 concluded"
    begun = panel.concluding.judgements[Judgement.SUPPORTED]
    assert begun.hasFocus()
    press(begun, Qt.Key.Key_2)
    assert panel.concluding.judgements[Judgement.NOT_SUPPORTED].isChecked()
    QTest.keyClicks(panel.concluding.reasons, "Action 1 has not begun")
    agree(panel.concluding.reasons)
    first, *_ = desk.store.scrutiny().samples[-1].items
    assert (first.judgement, first.conclusion) == (Judgement.NOT_SUPPORTED, "Action 1 has not begun")
    assert panel.concluding.place.text() == "Risk 2 of 3, 1 of 3 concluded"
    assert (panel.concluding.judgement, panel.concluding.reasons.text) == (None, "")


def test_figures_in_the_reasons_are_reasons(panel: SamplePanel) -> None:
    draw_three(panel)
    panel.concluding.reasons.setFocus()
    QTest.keyClicks(panel.concluding.reasons, "2 of 3")
    assert panel.concluding.reasons.text == "2 of 3"
    assert panel.concluding.judgement is None


def test_a_conclusion_against_a_score_needs_reasons(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    panel.concluding.choose(Judgement.NO_EVIDENCE)
    panel.concluding.save_button.click()
    assert "needs its reasons" in panel.concluding.lack.text()
    assert desk.store.scrutiny().samples[-1].items[0].judgement is None


def test_a_conclusion_is_chosen_first(panel: SamplePanel) -> None:
    draw_three(panel)
    panel.concluding.save_button.click()
    assert panel.concluding.lack.text().startswith("Choose one of the three conclusions")


def test_the_last_conclusion_stays_where_it_is(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    for _ in range(3):
        panel.concluding.choose(Judgement.SUPPORTED)
        panel.concluding.save()
    assert all(item.judgement for item in desk.store.scrutiny().samples[-1].items)
    assert "3 of 3 concluded" in panel.concluding.place.text()
    assert panel.chooser.currentText().endswith("all concluded")


def test_a_risk_says_its_score_then_and_now(panel: SamplePanel, desk: Desk) -> None:
    sample = draw_three(panel)
    item = next(item for item in sample.items if item.risk_id == risk_ids(desk)[0])
    panel.table.setCurrentIndex(panel.table.rows.index(panel.table.rows.rows.place(item.id), 0))
    desk.store.rate_risk(item.risk_id, Stage.CURRENT, 2, 3, reason="Better")
    assert panel.concluding.then.whole() == "when drawn: 12 High (4 x 3)"
    assert panel.concluding.now.text == "6 Medium"
    assert panel.concluding.word.text() == "Residual score now"
    assert "Owner: Strategic Lead" in panel.concluding.stratum.text()
    assert panel.concluding.rationale.text() == "Rationale: Why 1"


def test_half_a_conclusion_is_kept_with_its_risk(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    panel.concluding.choose(Judgement.NOT_SUPPORTED)
    QTest.keyClicks(panel.concluding.reasons, "Half")
    desk.store.edit_register({"title": "Another"})
    assert panel.concluding.reasons.text == "Half"
    panel.table.step(1)
    assert (panel.concluding.judgement, panel.concluding.reasons.text) == (None, "")
    panel.table.step(-1)
    assert (panel.concluding.judgement, panel.concluding.reasons.text) == (Judgement.NOT_SUPPORTED, "Half")


def test_earlier_samples_can_be_chosen(panel: SamplePanel) -> None:
    first = draw_three(panel, "1")
    panel.new_button.click()
    assert panel.drawing.isVisible()
    second = draw_three(panel, "2")
    assert panel.sample == second
    panel.show_sample(first.id)
    assert "Seed 1:" in panel.facts.text()
    assert {row.id for row in panel.table.rows.rows.shown} == {item.id for item in first.items}


def test_an_undone_sample_gives_way_to_drawing(panel: SamplePanel, desk: Desk) -> None:
    draw_three(panel)
    desk.undo()
    assert panel.sample is None
    assert panel.drawing.isVisible()
    assert panel.concluding.isHidden()


def test_the_link_leads_to_the_score(panel: SamplePanel) -> None:
    sample = draw_three(panel)
    spy = QSignalSpy(panel.field_wanted)
    panel.concluding.open_button.click()
    assert spy.at(0) == [sample.items[0].risk_id, "current", 0]


def test_there_may_be_nothing_to_draw_from(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, all_closed())
    panel = show(qtbot, desk, SamplePanel)
    assert panel.drawing.told.text() == "There is no open risk to draw from."
    assert not panel.drawing.draw_button.isEnabled()
    desk.close()


def test_an_empty_register_has_nothing_to_draw(qtbot: QtBot, tmp_path: Path) -> None:
    desk = lay_desk(tmp_path, empty())
    panel = show(qtbot, desk, SamplePanel)
    assert panel.drawing.isHidden()
    assert panel.empty.what.text() == "There is nothing to draw from yet."
    desk.close()


def test_a_read_only_register_shows_samples_and_takes_nothing(qtbot: QtBot, desk: Desk) -> None:
    drawn = draw(desk.register, 3, Strata.NONE, 1)
    desk.store.draw_sample(drawn, Strata.NONE)
    reader = Desk(Store.look(desk.store.path))
    panel = show(qtbot, reader, SamplePanel)
    assert panel.table.rows.rowCount() == 3
    assert panel.new_button.isHidden()
    assert panel.concluding.save_button.isHidden()
    panel.concluding.choose(Judgement.SUPPORTED)
    assert panel.concluding.judgement is None
    assert "not stratified" in panel.facts.text()
    reader.close()
