"""How a pooled fund's money is shared: contributions, contingency, and each partner's part of a plan scheme."""

from pathlib import Path

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.facts import register_facts
from riskdesk.risks import Objective, ObjectiveKind, Owner, Partner, Split
from riskdesk.store import Store


def title(store: Store) -> str:
    assert store.last_step
    return store.last_step.title


@pytest.fixture
def scheme(book: Store) -> int:
    return book.add_entry(Objective, {"name": "Reablement", "kind": ObjectiveKind.PLAN_SCHEME})


def test_partners_share_a_plan_scheme_in_percent(book: Store, scheme: int) -> None:
    council, ccg = book.register().partners
    book.set_share(scheme, council.id, 60)
    book.set_share(scheme, ccg.id, 30)
    assert title(book) == "Set share of Thurrock CCG in Reablement to 30%"
    book.set_share(scheme, ccg.id, 40)
    assert [(each.partner_id, each.percent) for each in book.register().scheme_shares] == [
        (council.id, 60),
        (ccg.id, 40),
    ]
    book.set_share(scheme, ccg.id, None)
    assert title(book) == "Set share of Thurrock CCG in Reablement to not agreed"
    assert [each.partner_id for each in book.register().scheme_shares] == [council.id]
    book.undo()
    book.undo()
    assert [each.percent for each in book.register().scheme_shares] == [60, 30]
    assert book.verify().sound


def test_what_is_no_share_is_refused(book: Store, scheme: int) -> None:
    for percent in (-1, 101):
        with pytest.raises(RiskDeskError, match="not a share of the money"):
            book.set_share(scheme, 1, percent)
    aim = book.add_entry(Objective, {"name": "Fewer admissions"})
    with pytest.raises(RiskDeskError, match="Fewer admissions is an objective"):
        book.set_share(aim, 1, 50)


def test_shares_go_with_their_scheme_or_partner_and_come_back_with_it(book: Store, scheme: int) -> None:
    ccg = book.register().partners[1]
    book.set_share(scheme, ccg.id, 40)
    shares = book.register().scheme_shares
    for entity, number in ((Objective, scheme), (Partner, ccg.id)):
        book.remove_entry(entity, number)
        assert book.register().scheme_shares == ()
        book.undo()
        assert book.register().scheme_shares == shares
    assert book.verify().sound


def test_contribution_and_contingency_are_pounds_and_never_less_than_nothing(book: Store) -> None:
    book.edit_entry(Partner, 1, {"contribution": 12_500_000})
    book.edit_register({"contingency": 0, "split": Split.PRO_RATA})
    assert title(book) == "Edit contingency and how losses are shared"
    assert book.register().partners[0].contribution == 12_500_000
    with pytest.raises(RiskDeskError, match="Contribution cannot be less than nothing"):
        book.edit_entry(Partner, 1, {"contribution": -1})
    with pytest.raises(RiskDeskError, match="Contingency cannot be less than nothing"):
        book.edit_register({"contingency": -5})
    assert (book.register().contingency, book.register().split) == (0, Split.PRO_RATA)


def test_a_new_file_made_from_a_register_keeps_posts_gaps_and_shares(book: Store, scheme: int, tmp_path: Path) -> None:
    book.set_share(scheme, 2, 40)
    book.edit_register({"contingency": 250_000, "split": Split.BY_SCHEME})
    book.edit_entry(Owner, book.register().owners[0].id, {"post": "Lead for adults"})
    book.edit_control(book.risk(1).controls[0].id, {"gaps": "No deputy", "assurance_gaps": "Never tested"})
    with Store.create(tmp_path / "copy.riskdesk", book.register(), "Ann") as copy:
        register = copy.register()
        [share] = register.scheme_shares
        [named] = [each.name for each in register.objectives if each.id == share.objective_id]
        assert (named, share.percent, register.contingency) == ("Reablement", 40, 250_000)
        control = register.risks[0].controls[0]
        assert (control.gaps, control.assurance_gaps) == ("No deputy", "Never tested")
        assert register.risks[0].owners[0].post == "Lead for adults"
        assert copy.verify().sound


def test_the_facts_for_other_programs_tell_the_fund_posts_and_gaps(book: Store, scheme: int) -> None:
    book.set_share(scheme, 1, 60)
    book.edit_register({"contingency": 250_000, "split": Split.BY_SCHEME})
    book.edit_control(book.risk(1).controls[0].id, {"assurance_gaps": "Never tested"})
    facts = register_facts(book.register())
    assert facts["pooled_fund"] == {
        "contributions": {"Thurrock Council": None, "Thurrock CCG": None},
        "contingency": 250_000,
        "split": "by_scheme",
        "scheme_shares": [{"scheme": "Reablement", "partner": "Thurrock Council", "percent": 60}],
    }
    assert facts["risks"][0]["controls"][0]["assurance_gaps"] == "Never tested"
    assert facts["risks"][0]["posts"] == [None, None]
