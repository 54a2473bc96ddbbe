"""The made-up year: twelve closed months that say what they are, sound, and with something of everything in them."""

from collections import Counter
from pathlib import Path

import pytest

from riskdesk.madeup import make_year
from riskdesk.publishing import House, Subject
from riskdesk.risks import OwnerKind, Split, Status
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


def test_its_papers_have_something_of_everything_to_print(year: Path) -> None:
    with Store.look(year) as store:
        register, publication = store.register(), store.publication()
        last = register.periods[-2]
        assert {layout.house for layout in publication.layouts} == set(House)
        board = publication.layout("Health and Wellbeing Board")
        assert all(publication.written(subject, last.id, board) for subject in Subject)
        assert {each.field for each in publication.exemptions} == {"", "money"}
        person = next(owner for owner in register.owners if owner.kind is OwnerKind.PERSON)
        assert person.post
        controls = [control for risk in register.risks for control in risk.controls]
        assert any(control.gaps for control in controls)
        assert any(control.assurance_gaps for control in controls)


def test_its_fund_is_shared_by_scheme_and_the_shares_add_up(year: Path) -> None:
    with Store.look(year) as store:
        register = store.register()
        assert (register.split, register.contingency) == (Split.BY_SCHEME, 900_000)
        assert all(partner.contribution for partner in register.partners)
        wholes = Counter[int]()
        for share in register.scheme_shares:
            wholes[share.objective_id] += share.percent
        assert set(wholes) == {each.id for each in register.objectives}
        assert set(wholes.values()) == {100}
        priced = [risk for risk in register.risks if risk.financial_likely is not None]
        assert all(risk.objective and risk.bearer for risk in priced)
        assert len({risk.objective for risk in priced}) > 2


def test_each_month_can_be_looked_at_as_it_was(year: Path) -> None:
    with Store.look(year) as store:
        first, last = store.register().periods[0], store.register().periods[11]
        assert store.closed_register(first).as_at == first.as_at
        assert len(store.closed_register(last).risks) == len(store.closed_register(first).risks) + 1
