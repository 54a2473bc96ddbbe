"""Persons are named by their posts in papers for the public, wherever their names stand."""

from dataclasses import replace

from riskdesk.changewords import who_said
from riskdesk.movement import Kind
from riskdesk.reports.public.division import public
from riskdesk.reports.public.posts import Posts
from riskdesk.risks import Owner, OwnerKind
from tests.riskdesk.reports.exempted import everything


def named(text: str, *owners: Owner) -> str:
    sources, _ = everything((2,), ())
    register = replace(sources.register, owners=(*sources.register.owners, *owners))
    return Posts(replace(sources, register=register)).prose(text)


def test_a_person_is_named_by_post_in_whatever_was_written() -> None:
    assert named("WANDA  quirrel's view") == "Head of Fountains's view"
    assert named("Wanda Quirrel, Head of Fountains, said") == "Head of Fountains, said"
    assert named("Asked Dr. Minna Fjeld and Ottokar\nBrzyck") == "Asked Director of Wells and an officer of Council"
    assert named("Quillifer left; quillifers stay") == "an officer of Council left; quillifers stay"
    assert named("Sid Sedgewyck signed") == "Clerk to the Council signed"
    assert named("Quirrelwanda") == "Quirrelwanda"


def test_a_name_spelt_with_other_bytes_is_the_same_name() -> None:
    owner = Owner(name="Zofia Wo\u0301jcik", kind=OwnerKind.PERSON, post="Head of Bridges")
    assert named("Zofia W\u00f3jcik asked", owner) == "Head of Bridges asked"


def test_posts_and_bodies_stay_and_anybody_else_is_an_officer() -> None:
    sources, _ = everything((2,), ())
    posts = Posts(sources)
    told = ["Executive", "Pooled Fund Manager", "Finance Officer", "NHS Trust", "jdoe", "Cathy Clerk", "Ann Bee", ""]
    assert [posts.author(text) for text in told] == [
        *told[:4], "an officer", "an officer", "an officer", "",
    ]  # fmt: skip
    assert posts.author("Ann Bee, Head of Brooks") == "Head of Brooks"


def test_a_name_to_log_in_with_is_an_officer_where_it_says_who_did_something() -> None:
    sources, _ = everything((2,), ())
    [move] = sources.evidence.moves
    typed = replace(move, step=replace(move.step, author="jdoe", reason="asked jdoe"))
    seen, _ = public(replace(sources, evidence=replace(sources.evidence, moves=(typed,))))
    [told] = seen.evidence.moves
    assert (told.step.author, told.step.reason) == ("an officer", "asked jdoe")


def test_who_follows_another_in_a_post_changes_nothing_for_the_public() -> None:
    sources, _ = everything((2,), ())
    assert sources.movement
    one, other = (
        Owner(name=name, kind=OwnerKind.PERSON, post="Head of Fountains") for name in ("Una Ulm", "Ike Ibsen")
    )
    [row] = sources.movement.rows
    was, now = replace(row.risk, owners=(one,)), replace(row.risk, owners=(other,))
    changed = replace(row, before=was, risk=now, kinds=(*row.kinds, Kind.OWNER_CHANGED))
    seen, _ = public(replace(sources, movement=replace(sources.movement, rows=(changed,))))
    assert seen.movement
    assert Kind.OWNER_CHANGED not in seen.movement.rows[0].kinds
    assert seen.movement.rows[0].risk.owners[0].name == "Head of Fountains"


def test_an_officer_begins_a_sentence_as_anybody_does() -> None:
    seen, _ = public(everything((1,), ())[0])
    move = seen.evidence.moves[0]
    assert who_said((move,)).startswith("An officer, 30 July 2018: ")
    assert who_said((move, move)).startswith("Moved twice, last: an officer, ")
