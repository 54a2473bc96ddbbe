"""An owner's list: what is asked of them, and every risk, action and control of theirs."""

import datetime as dt
from dataclasses import replace

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.periods import Period, Review
from riskdesk.reports.blocks import Block, Checks, Heading, Rows, Words
from riskdesk.reports.ownerlist import OwnerPaper, known_owners, owner_paper
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Action, Control, Owner, Register, Status
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of
from tests.riskdesk.reports.sourced import rows, shipped

ANN, BOB = Owner(name="Ann Author"), Owner(name="Bob Brick", organisation="A trust")
AT = dt.date(2020, 2, 29)
OPENED = Period(id=1, name="February 2020", as_at=AT, opened_on=dt.date(2020, 2, 3))
FIRST = one_of(
    "1", 4, 4, owners=(ANN, BOB), target_date="30/06/2020",
    actions=(
        Action(id=1, text="Mine by the risk", due="31/01/2020"),
        Action(id=2, text="Not mine", owner=BOB, due="31/01/2020"),
        Action(id=3, text="Some day", due="On-going"),
    ),
)  # fmt: skip
SECOND = one_of(
    "2", 2, 2, owners=(BOB, ANN), controls=(Control(text="A rota", owner=ANN, gaps="None at night"),),
    actions=(Action(id=4, text="Mine by name", owner=ANN, due="31/03/2020"),),
)  # fmt: skip
CLOSED = one_of("3", 1, 1, owners=(ANN,), status=Status.CLOSED, actions=(Action(id=5, text="Goes on"),))


def register(**facts: object) -> Register:
    return register_of(FIRST, SECOND, CLOSED, owners=(ANN, BOB), periods=(OPENED,), **facts)


def paper(owner: str, given: Register | None = None) -> OwnerPaper:
    made = owner_paper(Sources(given or register()), Request(owner=owner))
    made.reconcile()
    return made


def table(blocks: tuple[Block, ...], caption: str) -> list[list[str]]:
    return rows(next(block.table for block in blocks if isinstance(block, Rows) and block.caption == caption))


def asked(made: OwnerPaper) -> tuple[str, ...]:
    return next((block.items for block in made.blocks if isinstance(block, Checks)), ())


def test_what_is_asked_is_what_only_they_can_answer() -> None:
    assert asked(paper("Ann Author")) == (
        "Risk 1: review “Risk 1”; it was not reviewed this period.",
        "Risk 1: do “Mine by the risk”, or give a new date with the reason; it is 29 days late.",
        "Risk 1: give a date for “Some day”; “On-going” is none.",
    )
    assert asked(paper("Bob Brick")) == (
        "Risk 2: review “Risk 2”; it was not reviewed this period.",
        "Risk 1: do “Not mine”, or give a new date with the reason; it is 29 days late.",
    )


def test_a_risk_that_was_reviewed_is_not_asked_for_again() -> None:
    reviewed = replace(FIRST, actions=(), reviews=(Review(risk_id=1, reviewed_on=AT, reviewer="Ann Author"),))
    made = paper("Ann Author", register_of(reviewed, periods=(OPENED,)))
    assert asked(made) == ()
    assert "Nothing is waiting for you." in [block.text for block in made.blocks if isinstance(block, Words)]


def test_between_two_periods_the_next_review_decides() -> None:
    due = replace(FIRST, actions=(), next_review=dt.date(2020, 2, 1))
    made = paper("Ann Author", register_of(due))
    assert asked(made) == ("Risk 1: review “Risk 1”; the review was due on 1 February 2020.",)
    assert asked(paper("Ann Author", register_of(replace(due, next_review=dt.date(2020, 3, 1))))) == ()


def test_their_risks_say_which_part_is_theirs() -> None:
    found = table(paper("Ann Author").blocks, "Risks of yours")
    assert [row[:3] for row in found] == [
        ["1 / Risk 1", "Accountable / with Bob Brick", "16 High"],
        ["2 / Risk 2", "Shares it / accountable: Bob Brick", "4 Low"],
    ]
    assert found[0][4:] == ["30/06/2020", "Not reviewed this period / next review not recorded"]


def test_their_actions_are_those_they_answer_for_the_late_ones_first() -> None:
    found = table(paper("Ann Author").blocks, "Actions asked of you")
    assert [(row[0].split(" / ")[-1], row[1]) for row in found] == [
        ("Risk 1", "Mine by the risk / asked of you as the one accountable for the risk"),
        ("Risk 2", "Mine by name"),
        ("Risk 1", "Some day / asked of you as the one accountable for the risk"),
        ("closed", "Goes on / asked of you as the one accountable for the risk"),
    ]
    assert found[0][3] == "Not started / 29 days late"


def test_their_controls_are_told_where_there_are_any() -> None:
    found = table(paper("Ann Author").blocks, "Controls of yours")
    assert found == [["2 / Risk 2", "A rota", "In place", "In control: None at night"]]
    assert "Your controls" not in [block.text for block in paper("Bob Brick").blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("written", ["ann author", " ANN  AUTHOR ", "Ann Author"])
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    kind = next(iter(paper(written).document.blocks))
    assert "Owner's list, as at 29 February 2020. Ann Author: 2 open risks, 4 open actions and 1 control" in kind.words


def test_somebody_unknown_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(RiskDeskError, match=r'no owner "Cal" here\. Choose one of: Ann Author and Bob Brick\.'):
        paper("Cal")
    with pytest.raises(RiskDeskError, match="No owner was named"):
        paper(" ")
    with pytest.raises(RiskDeskError, match="Give a risk an owner"):
        paper("Cal", register_of(one_of("1")))


def test_everybody_who_owns_anything_is_known_once() -> None:
    by_name = Action(text="x", owner=Owner(name="Cal"))
    found = register_of(
        replace(FIRST, actions=(by_name,), controls=(Control(text="y", owner=Owner(name="ANN author")),))
    )
    assert known_owners(found) == ("Ann Author", "Bob Brick", "Cal")


@pytest.mark.parametrize("name", ["thurrock-2017", "essex-2016"])
def test_every_owner_of_a_real_register_has_a_list(name: str) -> None:
    sources = shipped(name)
    for owner in known_owners(sources.register):
        owner_paper(sources, Request(owner=owner)).reconcile()


def test_the_years_lead_is_asked_three_things(year: Sources) -> None:
    made = owner_paper(year, Request(owner="strategic lead (commissioning and procurement)"))
    made.reconcile()
    assert [text.split(";")[-1] for text in asked(made)] == [
        " it was not reviewed this period.", " it is 122 days late.", " it is 31 days late.",
    ]  # fmt: skip


def test_a_lost_row_stops_the_paper() -> None:
    made = paper("Ann Author")
    lost = replace(made.counts[0], printed=1)
    with pytest.raises(RiskDeskError, match="risks of yours"):
        replace(made, counts=(lost, *made.counts[1:])).reconcile()


def test_text_meant_to_break_a_page_is_printed() -> None:
    found = hostile_register()
    made = owner_paper(Sources(found), Request(owner=found.risks[0].owners[0].name))
    assert print_document(made.document).pages >= 1
