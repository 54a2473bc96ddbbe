"""The rules on owners: each where it fires, and where it nearly does."""

import pytest

from riskdesk.risks import Owner, OwnerKind, Status
from riskdesk.samples import load
from tests.riskdesk.audit.cases import case, hits, messages, refs, risk

LEAD = Owner(name="Strategic Lead (Commissioning and Procurement)")
DIRECTOR = Owner(name="Director of Commissioning Thurrock CCG")


def test_a_risk_without_an_owner_is_told() -> None:
    found = case(risk("1"), risk("2", owners=(LEAD,)), risk("3", bearer="ECC"), risk("4", status=Status.CLOSED))
    assert refs("NO_OWNER", found) == ["1", "3"]
    assert hits("NO_OWNER", found)[0].field == "owners"


def test_joint_owners_are_named() -> None:
    found = case(risk("1", owners=(LEAD, DIRECTOR)), risk("2", owners=(LEAD,)))
    [hit] = hits("JOINT_OWNERS", found)
    assert hit.message == (
        "2 owners are named; one accountable owner is needed: Strategic Lead (Commissioning and Procurement); "
        "Director of Commissioning Thurrock CCG."
    )
    assert (hit.risks[0].ref, hit.facts) == ("1", (LEAD.name, DIRECTOR.name))


def test_a_crowd_of_owners_is_not_listed_to_the_end() -> None:
    crowd = tuple(Owner(name=f"Post {number}") for number in range(1, 10))
    [message] = messages("JOINT_OWNERS", case(risk(owners=crowd)))
    assert message.startswith("9 owners are named")
    assert message.endswith("Post 6; and 3 more.")


@pytest.mark.parametrize(
    ("name", "kind", "fires"),
    [
        ("ICE", OwnerKind.BODY, True),
        ("Finance Committee", OwnerKind.POST, True),
        ("All group members", OwnerKind.POST, True),
        ("Chair of the Finance Committee", OwnerKind.POST, False),
        ("Community Development and Equalities Manager", OwnerKind.POST, False),
        ("The Board", OwnerKind.PERSON, False),
        ("Jane Council", OwnerKind.PERSON, False),
    ],
)
def test_a_body_is_told_from_a_post_and_a_person(name: str, kind: OwnerKind, fires: bool) -> None:
    found = case(risk(owners=(Owner(name=name, kind=kind),)))
    assert messages("OWNER_IS_A_GROUP", found) == (
        [f'"{name}" is a body: name the person or post in it who answers for the risk.'] if fires else []
    )


def test_a_body_beside_an_accountable_post_is_no_matter() -> None:
    found = case(risk(owners=(LEAD, Owner(name="ICE", kind=OwnerKind.BODY))))
    assert refs("OWNER_IS_A_GROUP", found) == []


@pytest.mark.parametrize(
    ("name", "fires"),
    [
        ("(Acting) Interim Accountable Officer Thurrock", True),
        ("Head of Finance (vacant)", True),
        ("Programme Manager (temporary)", True),
        ("Director of Housing, seconded from the NHS", True),
        ("Temporary Accommodation Manager", False),
        ("Head of Interactive Services", False),
        ("Director of Commissioning", False),
    ],
)
def test_an_interim_post_holder_is_told(name: str, fires: bool) -> None:
    assert bool(refs("INTERIM_OWNER", case(risk(owners=(Owner(name=name),))))) is fires


def test_an_interim_owner_is_told_once_and_quoted() -> None:
    found = case(risk(owners=(LEAD, Owner(name="Interim Head"), Owner(name="Acting Chief"))))
    assert messages("INTERIM_OWNER", found) == [
        '"Interim Head" holds the post for a time only ("Interim"): name the post that stays.'
    ]


def test_an_owner_cell_that_says_who_pays_is_told() -> None:
    bears = "Mainly ECC but some residual CCG risk"
    found = case(
        risk("1", bearer=bears, written={"Risk Owner ??": bears}),
        risk("2", bearer=bears, written={"Who bears the money": bears}),
        risk("3", bearer="ECC", written={"Risk Owner ??": bears}),
        risk("4", written={"Risk Owner ??": ""}),
    )
    [hit] = hits("OWNER_CELL_HAS_OTHER_TEXT", found)
    assert hit.risks[0].ref == "1"
    assert hit.message == f'The owner cell says who bears the impact: "{bears}".'


def test_the_essex_register_names_no_person() -> None:
    essex = case(*load("essex-2016").risks)
    rows = [{hit.risks[0].id for hit in hits(rule, essex)} for rule in ("NO_OWNER", "OWNER_IS_A_GROUP")]
    assert rows[0] == {1, 5, 7, 14, 19, 20}
    assert rows[0] | rows[1] == set(range(1, 21))
    assert {hit.risks[0].id for hit in hits("OWNER_CELL_HAS_OTHER_TEXT", essex)} == rows[0]
