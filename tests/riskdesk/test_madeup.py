"""The made-up year: twelve closed months that say what they are, sound, and with something of everything in them."""

from pathlib import Path

import pytest

from riskdesk.madeup import make_year
from riskdesk.risks import Status
from riskdesk.store import Store


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("year") / "year.riskdesk"
    make_year(file)
    return file


def test_twelve_months_are_closed_and_the_thirteenth_is_being_reviewed(year: Path) -> None:
    with Store.look(year) as store:
        periods = store.register().periods
        assert [period.is_open for period in periods] == [False] * 12 + [True]
        assert [period.as_at for period in periods] == sorted(period.as_at for period in periods)
        assert all(len(period.sign_offs) == 2 for period in periods[:-1])
        reviewed = [risk for risk in store.register().risks if risk.reviews]
        assert 0 < len(reviewed) < 11
        assert store.verify().sound


def test_it_says_that_it_is_made_up(year: Path) -> None:
    with Store.look(year) as store:
        assert store.register().title.endswith("(made-up year)")
        assert store.register().source_note.startswith("Made up.")


def test_every_page_has_something_to_show(year: Path) -> None:
    with Store.look(year) as store:
        register, proceedings = store.register(), store.proceedings()
        assert {risk.status for risk in register.risks} >= {Status.OPEN, Status.CLOSED}
        assert any(risk.merged_into for risk in register.risks)
        assert {each.stands for each in proceedings.escalations} == {True, False}
        assert proceedings.plans
        assert any(decision.score_after for meeting in proceedings.meetings for decision in meeting.decisions)
        assert any(len(dues) > 1 for dues in store.evidence().dues.values())
        assert any(move.body for move in store.evidence().moves)


def test_each_month_can_be_looked_at_as_it_was(year: Path) -> None:
    with Store.look(year) as store:
        first, last = store.register().periods[0], store.register().periods[11]
        assert store.closed_register(first).as_at == first.as_at
        assert len(store.closed_register(last).risks) == len(store.closed_register(first).risks) + 1
