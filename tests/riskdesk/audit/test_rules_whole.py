"""The rule on how scores are spread: where it fires, and where it nearly does."""

import pytest

from riskdesk.risks import Risk, Status
from riskdesk.samples import load
from riskdesk.schemes import preset
from tests.riskdesk.audit.cases import case, hits, messages, risk


def scored(*cells: tuple[int, int]) -> list[Risk]:
    return [risk(str(number), current=cell) for number, cell in enumerate(cells, 1)]


def test_the_crowded_cell_is_told_as_the_expert_told_it() -> None:
    found = case(*load("thurrock-2017").risks)
    [hit] = hits("CLUSTERED_SCORES", found)
    assert hit.message == (
        "6 of 11 risks (55%) sit in one cell (impact 2, likelihood 2); 4 of 16 cells are used; likelihood is never "
        "1 or 4, impact never 1."
    )
    assert (hit.risks, hit.field) == ((), "current")


def test_half_of_five_is_enough_and_less_is_not() -> None:
    crowded = scored((2, 2), (2, 2), (2, 2), (1, 3), (3, 4))
    assert len(hits("CLUSTERED_SCORES", case(*crowded))) == 1
    assert hits("CLUSTERED_SCORES", case(*crowded[:4])) == []
    assert hits("CLUSTERED_SCORES", case(*crowded, *scored((1, 1), (4, 4)))) == []
    assert len(hits("CLUSTERED_SCORES", case(*crowded, *scored((1, 1))))) == 1


@pytest.mark.parametrize("name", ["thurrock-2014", "essex-2016"])
def test_the_other_registers_are_spread(name: str) -> None:
    register = load(name)
    assert hits("CLUSTERED_SCORES", case(*register.risks, scheme=register.scheme)) == []


def test_only_open_risks_with_both_levels_of_the_scheme_are_counted() -> None:
    crowded = scored((2, 2), (2, 2), (2, 2), (1, 3))
    aside = [
        risk("a", current=(2, 2), status=Status.CLOSED),
        risk("b", current=4),
        risk("c", current=(2, None)),
        risk("d", current=(9, 9)),
        risk("e", target=(2, 2)),
    ]
    assert hits("CLUSTERED_SCORES", case(*crowded, *aside)) == []


def test_levels_that_are_all_used_are_not_spoken_of() -> None:
    found = case(*scored((1, 1), (1, 1), (1, 1), (2, 2), (3, 3)), scheme=preset("bcf-3x3-2014"))
    assert messages("CLUSTERED_SCORES", found) == [
        "3 of 5 risks (60%) sit in one cell (probability 1, impact 1); 3 of 9 cells are used."
    ]


def test_a_cell_is_named_as_the_scheme_names_its_levels() -> None:
    found = case(*scored(*((2, 4),) * 5), scheme=preset("letter-number-5x5"))
    [message] = messages("CLUSTERED_SCORES", found)
    assert message.startswith("5 of 5 risks (100%) sit in one cell (likelihood D, impact 2); 1 of 25 cells is used;")
    assert message.endswith("likelihood is never A, B, C or E, impact never 1, 3, 4 or 5.")
