"""A place in the matrix is worded one way everywhere: in the labels and the order of the scheme."""

import pytest

from riskdesk.audit.calibration import calibrate
from riskdesk.audit.places import pair, place, stated
from riskdesk.schemes import preset
from tests.riskdesk.audit.cases import AS_AT, case, messages, risk

LETTERS, COUNCIL, FUND = (preset(key) for key in ("letter-number-5x5", "council-4x4", "bcf-3x3-2014"))


def test_a_place_is_in_the_order_and_the_labels_of_its_scheme() -> None:
    assert place(COUNCIL, 4, 3) == "impact 4, likelihood 3"
    assert place(LETTERS, 4, 3) == "likelihood C, impact 4"
    assert place(LETTERS, 9, None) == "likelihood ?, impact 9"


@pytest.mark.parametrize(
    ("key", "levels", "said"),
    [
        ("council-4x4", (4, 3), "4 x 3"),
        ("bcf-3x3-2014", (3, 1), "1 x 3"),
        ("letter-number-5x5", (4, 3), "C4"),
        ("council-4x4", (9, None), "9 x ?"),
    ],
)
def test_a_pair_is_written_as_its_scheme_writes_it(key: str, levels: tuple[int, int | None], said: str) -> None:
    assert pair(preset(key), *levels) == said


def test_a_stated_rating_of_named_cells_is_its_cell() -> None:
    assert (stated(LETTERS, 19), stated(LETTERS, 99), stated(COUNCIL, 12)) == ("D4", "99", "12")


def test_every_room_of_the_audit_says_it_that_way() -> None:
    crowd = [risk(str(number), current=(4, 3), written={"Heat map": "A1"}) for number in range(5)]
    shown = (
        risk("8", current=(4, 3), written={"Rating": "Low"}),
        risk("9", current=(4, 3), written={"Rating": "High"}),
    )
    found = case(*crowd, *shown, scheme=LETTERS)
    copy = case(risk("1", current=(2, 9)), scheme=LETTERS, as_at=AS_AT).register
    assert "(likelihood C, impact 4)" in calibrate(found.register).sentences[0]
    assert "(likelihood C, impact 4)" in messages("CLUSTERED_SCORES", found)[0]
    assert "(likelihood C, impact 4)" in messages("BAND_INCONSISTENT", found)[0]
    assert messages("HEATMAP_MISMATCH", found)[0].endswith("but its current score is likelihood C, impact 4.")
    [told] = messages("COPIES_DISAGREE", case(risk("1", current=(2, 3, 19)), scheme=LETTERS, previous=copy))
    assert "(C2), stated as D4' here, 'not rated (92)' there" in told
