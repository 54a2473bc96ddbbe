"""What is exempt is in no word of any paper for the public, and Part B says what is and why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.errors import RiskDeskError
from riskdesk.movement import Kind
from riskdesk.publishing import Layout, Part
from riskdesk.reports.blocks import words_of
from riskdesk.reports.board.chapters import CHAPTERS
from riskdesk.reports.kinds import KINDS
from riskdesk.reports.public.deep import strings
from riskdesk.reports.public.division import in_part, marked, public
from riskdesk.reports.public.exempt import figures_of, withheld_of
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Risk, Stage, Status
from riskdesk.store import Store
from tests.riskdesk.reports.exempted import FIELDS, PEOPLE_SAID, everything, exempt
from tests.riskdesk.reports.months import Clock, id_of, write_quarter


def papers(sources: Sources) -> Iterator[Any]:
    """Every paper there is, with every chapter a layout can name."""
    layout = Layout(name="All", body="Board", sections=" ".join(kind.key for kind in CHAPTERS))
    for kind in KINDS:
        requests = [Request(part=Part.A, layout=layout)]
        if kind.key == "risk":
            requests = [Request(part=Part.A, risk_id=risk.id) for risk in sources.register.risks]
        if kind.key == "owner":
            requests = [Request(part=Part.A, owner=owner.name) for owner in sources.register.owners]
        for request in requests:
            yield kind.make(sources, request)


def printed(sources: Sources) -> str:
    """Every word of every paper; each one's counts agree with its rows."""
    told = []
    for paper in papers(sources):
        paper.reconcile()
        document = paper.document
        told += [document.title, document.running, document.marking, document.imprint.foot, *words_of(document.blocks)]
    return "\n".join(told)


def risk_of(sources: Sources, risk_id: int) -> Risk:
    return next(risk for risk in sources.register.risks if risk.id == risk_id)


# Whatever is exempt


@given(
    numbers=st.integers(1, 5).map(lambda most: tuple(range(1, most + 1))),
    chosen=st.lists(st.tuples(st.integers(1, 5), st.sampled_from(FIELDS)), unique=True, max_size=6),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_exempt_word_and_no_name_is_in_any_public_paper(
    numbers: tuple[int, ...], chosen: list[tuple[int, str]]
) -> None:
    exemptions = tuple(exempt(risk_id, field) for risk_id, field in chosen)
    sources, words = everything(numbers, exemptions)
    seen, withheld = public(sources)
    figures = [f"{figure:,}" for risk in seen.register.risks for figure in figures_of(risk)]
    held = [*strings(seen), *strings(withheld), *figures]
    text = "\n".join((printed(seen), *withheld.cover, *withheld.method, *held))
    assert [word for word in words.hidden(exemptions) if word in text] == []
    assert [name for name in PEOPLE_SAID if name in text.casefold()] == []
    shown = {risk.id for risk in seen.register.risks}
    assert shown == set(numbers) - {risk_id for risk_id, field in chosen if field == ""}


def test_what_is_not_exempt_is_printed_as_it_is() -> None:
    sources, words = everything((1, 2), (exempt(1),))
    text = printed(public(sources)[0])
    assert words.of[2, "words"][0] in text
    assert words.of[2, "controls"][0] in text
    assert "Head of Fountains" in printed(public(everything((4,), ())[0])[0])


def test_without_exemptions_only_names_change() -> None:
    sources, _ = everything((1, 2), ())
    seen, withheld = public(sources)
    assert [risk.scores[Stage.CURRENT].impact for risk in seen.register.risks] == [3, 3]
    assert seen.movement
    assert sources.movement
    assert len(seen.movement.rows) == len(sources.movement.rows)
    assert withheld.cover == ("Nothing in this register is exempt.",)


def test_taking_out_twice_takes_out_nothing_more() -> None:
    sources, _ = everything((1, 2, 3), (exempt(1), exempt(2, "money"), exempt(3, "words")))
    once, _ = public(sources)
    twice, _ = public(once)
    assert printed(twice) == printed(once)


# One risk


def test_a_wholly_exempt_risk_is_nowhere_in_the_sources() -> None:
    sources, _ = everything((1, 2, 3), (exempt(2),))
    seen, _ = public(sources)
    assert seen.movement
    assert seen.trend
    assert seen.audit
    assert {risk.id for risk in (*seen.register.risks, *seen.movement.before.risks)} == {1, 3}
    assert {row.risk.id for row in seen.movement.rows} <= {1, 3}
    assert {move.risk_id for move in seen.evidence.moves} == {1, 3}
    assert set(seen.trend.now.risks) == {1, 3}
    meeting = seen.proceedings.meetings[0]
    assert meeting.agenda == (1, 3)
    assert {each.risk_id for each in meeting.decisions} == {1, 3}
    assert {each.risk_id for each in seen.proceedings.plans} == {1, 3}
    assert {risk.id for finding in seen.audit.each for risk in finding.risks} <= {1, 3}
    assert all(finding.risks for finding in seen.audit.each)
    assert {each.risk_id for each in seen.audit.case.scrutiny.challenges} == {1, 3}


def test_a_risk_merged_into_an_exempt_one_is_only_closed() -> None:
    seen, _ = public(everything((1, 2), (exempt(2),))[0])
    risk = risk_of(seen, 1)
    assert (risk.merged_into, risk.closed_reason) == (None, "withheld (exempt, paragraph 3)")
    assert seen.movement
    [row] = seen.movement.rows
    assert row.main is Kind.CLOSED


@pytest.mark.parametrize("field", FIELDS[1:])
def test_a_detail_is_withheld_in_the_register_and_the_one_before(field: str) -> None:
    sources, words = everything((2,), (exempt(2, field),))
    seen, _ = public(sources)
    assert seen.movement
    for register in (seen.register, seen.movement.before):
        [risk] = register.risks
        assert not any(word in repr(risk) for word in words.hidden((exempt(2, field),)))
        assert risk.ref == "R2"
        assert risk.category


def test_withheld_words_leave_the_reference_the_category_and_the_ratings() -> None:
    seen, _ = public(everything((2,), (exempt(2, "words", "1"),))[0])
    risk = risk_of(seen, 2)
    assert risk.title == "withheld (exempt, paragraph 1)"
    assert risk.scores[Stage.CURRENT].likelihood == 4
    assert risk.as_written == ()


def test_what_was_not_recorded_is_not_said_to_be_withheld() -> None:
    sources, _ = everything((2,), (exempt(2, "words"), exempt(2, "money"), exempt(2, "owners"), exempt(2, "controls")))
    bare = Risk(id=2, uuid="risk-2", ref="R2", description="Said")
    seen, _ = public(Sources(replace(sources.register, risks=(bare,)), publication=sources.publication))
    risk = risk_of(seen, 2)
    assert (risk.heading, risk.bearer, risk.financial_narrative, risk.owners, risk.controls) == ("", "", "", (), ())


def test_withheld_money_goes_from_the_words_too() -> None:
    sources, _ = everything((2,), (exempt(2, "money"),))
    told = "It costs £1.2m or £900,000, that is 1234567 in all, by 31/12/2018; 3 months."
    risk = replace(sources.register.risks[0], description=told, financial_high=1_234_567)
    seen, _ = public(replace(sources, register=replace(sources.register, risks=(risk,))))
    assert risk_of(seen, 2).description == (
        "It costs [amount withheld] or [amount withheld], that is [amount withheld] in all, by 31/12/2018; 3 months."
    )
    assert (risk_of(seen, 2).financial_high, risk_of(seen, 2).actions[0].cost) == (None, None)


def test_a_withheld_change_is_no_change_the_public_sees() -> None:
    exemptions = (exempt(2, "words"), exempt(2, "owners"), exempt(2, "actions"))
    sources, _ = everything((2,), exemptions)
    assert sources.movement
    seen, _ = public(sources)
    assert seen.movement
    gone = {Kind.REWORDED, Kind.OWNER_CHANGED, Kind.REDATED, Kind.NEWLY_LATE}
    assert gone <= set(sources.movement.rows[0].kinds)
    assert gone.isdisjoint(seen.movement.rows[0].kinds)
    assert Kind.UP in seen.movement.rows[0].kinds


def test_lists_lose_what_only_an_exempt_risk_brought_into_them() -> None:
    sources, words = everything((1, 2), (exempt(2),))
    seen, _ = public(sources)
    assert [category.name for category in seen.register.categories] == ["Category 1"]
    assert [scheme.name for scheme in seen.register.objectives] == ["Scheme 1"]
    assert not any(word in repr(seen.register.owners) for word in words.of[2, "owners"])


def test_a_chapter_can_say_that_a_list_is_withheld() -> None:
    seen, _ = public(everything((2, 3), (exempt(2, "actions"), exempt(3), exempt(2, "money", "Section 43")))[0])
    assert withheld_of(seen.publication, 2, "actions") == "withheld (exempt, paragraph 3)"
    assert withheld_of(seen.publication, 2, "money") == "withheld (exempt, Section 43)"
    assert withheld_of(seen.publication, 2, "owners") == ""
    assert [each.risk_id for each in seen.publication.exemptions] == [2, 2]
    assert {each.decided_by for each in seen.publication.exemptions} == {""}


# What is said of it


def test_part_a_says_how_much_is_exempt_and_why_without_naming_it() -> None:
    exemptions = (exempt(1), exempt(2), exempt(4, "money"), exempt(3, "owners", "1"), exempt(3, "words", "1"))
    _, withheld = public(everything((1, 2, 3, 4), exemptions)[0])
    act = "of Part 1 of Schedule 12A to the Local Government Act 1972"
    of_one = "information relating to any individual"
    of_three = "information relating to the financial or business affairs of any particular person"
    reported = "are reported in Part B: exempt information under paragraph"
    assert withheld.method[:2] == (
        f"The words and the owners of risk R3 {reported} 1 {act} ({of_one}).",
        f"2 risks, and the money of risk R4, {reported} 3 {act} ({of_three}).",
    )
    whose = "2 risks, and details of risks R3 and R4, are reported in Part B"
    assert withheld.cover == (f"{whose}: exempt information under paragraphs 1 and 3 {act}.",)
    assert "The counts and sums in this paper are those of what it prints; what is exempt is not in them." in (
        withheld.method
    )
    assert withheld.marking == "Part A: for publication"
    assert withheld.why is None


def test_another_law_is_told_by_its_words() -> None:
    _, withheld = public(everything((1,), (exempt(1, "", "Section 40"),))[0])
    assert withheld.cover == ("1 risk is reported in Part B: exempt under Section 40.",)
    _, withheld = public(everything((1, 2), (exempt(1, "", "Section 40"), exempt(2, "money")))[0])
    assert withheld.cover[0].endswith("Schedule 12A to the Local Government Act 1972, and Section 40.")


def test_part_a_does_not_hold_the_reference_of_an_exempt_risk_even_where_it_vanished() -> None:
    sources, _ = everything((1, 2), (exempt(1),))
    assert sources.movement
    left = replace(sources.register, risks=sources.register.risks[1:])
    _, withheld = public(replace(sources, register=left))
    assert withheld.cover[0].startswith("1 risk is reported in Part B")
    assert [each.ref for each in withheld.exempted] == [""]


def test_a_draft_is_not_counted_as_withheld() -> None:
    sources, _ = everything((1, 2), (exempt(2),))
    risks = tuple(replace(risk, status=Status.DRAFT) for risk in sources.register.risks)
    _, withheld = public(Sources(replace(sources.register, risks=risks), publication=sources.publication))
    assert withheld.exempted == ()


def test_part_b_holds_everything_marked_where_it_stands() -> None:
    exemptions = (exempt(1), exempt(2, "actions", "4"), exempt(3, "words"), exempt(2, "rationale", "4"))
    sources, _ = everything((1, 2, 3, 4), exemptions)
    seen, withheld = marked(sources)
    titles = [risk.title for risk in seen.register.risks]
    assert [title.split("]")[0] for title in titles[:3]] == [
        "[Exempt, paragraph 3",
        "[Part exempt",
        "[Exempt, paragraph 3",
    ]
    assert titles[3] == sources.register.risks[3].title
    assert seen.register.risks[1].actions[0].text.startswith("[Exempt, paragraph 4] xq")
    assert seen.register.risks[1].scores[Stage.TARGET].rationale.startswith("[Exempt, paragraph 4] xq")
    assert withheld.marking == "Part B, exempt: not for publication (paragraphs 3 and 4)"
    assert seen.movement
    assert sources.movement
    assert [row.kinds for row in seen.movement.rows] == [row.kinds for row in sources.movement.rows]
    late = next(row for row in seen.movement.rows if row.risk.id == 2).newly_late[0]
    assert late.text.startswith("[Exempt, paragraph 4] xq")
    assert len(printed(seen)) > len(printed(sources))


def test_part_b_marks_money_only_where_some_is_recorded() -> None:
    sources, _ = everything((2,), (exempt(2, "money"),))
    assert marked(sources)[0].register.risks[0].financial_narrative.startswith("[Exempt, paragraph 3] xq")
    bare = replace(sources.register, risks=(Risk(id=2, ref="R2", heading="Said"),))
    seen, _ = marked(Sources(bare, publication=sources.publication))
    assert (seen.register.risks[0].title, seen.register.risks[0].financial_narrative) == ("[Part exempt] Said", "")


def test_part_b_says_why_and_who_decided() -> None:
    exemptions = (exempt(2, "money", "3", reason="Fee talks are open"), exempt(1, "", "Section 40"))
    _, withheld = marked(everything((1, 2), exemptions)[0])
    chapter = withheld.why
    assert chapter
    chapter.reconcile()
    told = list(words_of(chapter.blocks))
    for said in ("Fee talks are open", "Vita Vexley", "31 July 2018", "Money and who bears it", "Section 40", "R2"):
        assert said in told
    assert "not recorded" in told
    assert withheld.cover[-1].startswith("This paper holds the whole register")


def test_nothing_exempt_needs_no_section() -> None:
    sources, _ = everything((1,), ())
    seen, withheld = marked(sources)
    assert seen is sources
    assert withheld.why is None
    assert withheld.marking == "Part B, exempt: not for publication"


# What is asked


def test_a_paper_of_no_part_is_as_it_was() -> None:
    sources, _ = everything((1,), (exempt(1),))
    request = Request()
    seen, asked, withheld = in_part(sources, request)
    assert (seen, asked, withheld.cover, withheld.marking) == (sources, request, (), "")


def test_the_public_cannot_ask_for_an_exempt_risk() -> None:
    sources, _ = everything((1, 2), (exempt(1), exempt(2, "money")))
    with pytest.raises(RiskDeskError, match="exempt"):
        in_part(sources, Request(part=Part.A, risk_id=1))
    assert in_part(sources, Request(part=Part.A, risk_id=2))[1].risk_id == 2
    assert in_part(sources, Request(part=Part.B, risk_id=1))[1].risk_id == 1


def test_an_owner_is_asked_for_by_post_and_a_layout_names_nobody() -> None:
    sources, _ = everything((4,), ())
    layout = Layout(name="Board", foot="Ask Wanda Quirrel")
    _, asked, _ = in_part(sources, Request(part=Part.A, layout=layout, owner="Wanda Quirrel"))
    assert asked.layout
    assert (asked.owner, asked.layout.foot) == ("Head of Fountains", "Ask Head of Fountains")


# A real file


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Store]:
    clock = Clock()
    with write_quarter(tmp_path / "q.riskdesk", clock) as store:
        yield store


def test_a_quarter_is_told_to_the_public_without_its_exempt_risk(quarter: Store) -> None:
    from riskdesk.reports.kinds import gather, kind_of

    for risk, field in (("4", ""), ("1", "actions"), ("3", "money")):
        quarter.exempt(id_of(quarter, risk), "3", field=field)
    exempted = next(risk for risk in quarter.register().risks if risk.ref == "4")
    for kind in KINDS:
        if kind.key in ("risk", "owner"):
            continue
        sources = gather(quarter, kind_of(kind.key), quarter.publication())(None)
        seen, withheld = public(sources)
        paper = kind.make(seen, Request(part=Part.A))
        paper.reconcile()
        text = "\n".join(words_of(paper.document.blocks))
        assert exempted.description[:40] not in text
        assert "Bea Boss" not in text
        assert "Ann Author" not in text
        assert "£240,000" not in text
        assert len(withheld.exempted) == 3
