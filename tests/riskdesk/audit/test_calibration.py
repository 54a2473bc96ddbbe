"""How scores are spread, in counts and words, and never in averages."""

from dataclasses import replace

import pytest

from riskdesk.audit.calibration import calibrate
from riskdesk.risks import Register, Risk, Score, Stage, Status
from riskdesk.samples import load
from riskdesk.schemes import preset


def scored(ref: str, impact: int | None, likelihood: int | None) -> Risk:
    return Risk(ref=ref, scores={Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)})


def register(*risks: Risk) -> Register:
    return Register(title="T", scheme=preset("council-4x4"), risks=risks)


def test_the_real_register_of_2017_is_crowded() -> None:
    found = calibrate(load("thurrock-2017"))
    assert found.sentences == (
        "6 of 11 risks (55%) share one cell (impact 2, likelihood 2): 6, 7, 8, 9, 10 and 11; 4 of 16 cells are used.",
        "18 of 55 pairs of risks (33%) have the same rating and so no order between them.",
        "Likelihood is never 1 or 4.",
        "Impact is never 1.",
    )
    assert [risk.ref for risk in found.cells[4, 3]] == ["1", "2", "3"]
    assert sum(map(len, found.cells.values())) == 11


@pytest.mark.parametrize(
    ("name", "ties", "used"),
    [
        ("thurrock-2014", "18 of 66 pairs of risks (27%)", "4 of 9 cells"),
        ("essex-2016", "20 of 190 pairs of risks (11%)", "9 of 25 cells"),
    ],
)
def test_the_other_real_registers_are_counted_as_they_were_by_hand(name: str, ties: str, used: str) -> None:
    told = " ".join(calibrate(load(name)).sentences)
    assert ties in told
    assert used in told


def test_owners_and_categories_are_counted_by_band_largest_first() -> None:
    found = calibrate(load("essex-2016"))
    assert found.owners[0].name == "CCGs"
    assert found.owners[0].bands == (0, 2, 4, 1)
    assert found.owners[-1].name == "not recorded"
    assert sum(len(group.risks) for group in found.owners) == 20
    for group in (*found.owners, *found.categories):
        assert sum(group.bands) == len(group.risks)


def test_an_owner_who_scores_everything_alike_is_remarked() -> None:
    one_cell = calibrate(register(scored("1", 2, 2), scored("2", 2, 2), scored("3", 2, 2)))
    assert one_cell.owners[0].remark == "all 3 in one cell"
    one_band = calibrate(register(scored("1", 1, 2), scored("2", 2, 2), scored("3", 2, 1)))
    assert one_band.owners[0].remark == "all 3 Low"
    assert calibrate(register(scored("1", 2, 2), scored("2", 2, 2))).owners[0].remark == ""
    assert calibrate(register(scored("1", 1, 1), scored("2", 4, 4), scored("3", 1, 2))).owners[0].remark == ""


def test_what_cannot_stand_in_a_cell_is_said_and_left_out() -> None:
    found = calibrate(register(scored("1", 2, 2), scored("2", 2, None), scored("3", 9, 9), Risk(ref="4")))
    assert [risk.ref for risk in found.unscored] == ["2", "3", "4"]
    assert found.sentences[-1] == "3 open risks have no current score with both levels."


def test_closed_risks_are_left_out() -> None:
    found = calibrate(register(scored("1", 2, 2), replace(scored("2", 2, 2), status=Status.CLOSED)))
    assert sum(map(len, found.cells.values())) == 1
    assert found.sentences[0] == "No two risks share a cell; 1 of 16 cells is used."


@pytest.mark.parametrize("risks", [(), (Risk(ref="1"),), (replace(scored("1", 2, 2), status=Status.CLOSED),)])
def test_a_register_without_scores_says_so(risks: tuple[Risk, ...]) -> None:
    found = calibrate(register(*risks))
    assert found.sentences == ("No open risk has both levels of its current score.",)
    assert found.cells == {}


def test_every_stage_can_be_looked_at_in_the_registers_words() -> None:
    book = load("thurrock-2017")
    assert calibrate(book, Stage.INHERENT).sentences == ("No open risk has both levels of its inherent score.",)
