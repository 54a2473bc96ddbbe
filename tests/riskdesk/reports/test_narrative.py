"""The summary in words and the decisions asked: generated from the facts, true to them, and a person's to write."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from riskdesk.meetings import Escalation, Forum
from riskdesk.proceedings import Proceedings
from riskdesk.publishing import Layout, Narrative, Publication, Subject
from riskdesk.reports.blocks import Items
from riskdesk.reports.board.narrative import generated_decisions, generated_summary, summary_chapter
from riskdesk.reports.board.summary import MOST
from riskdesk.reports.sources import Request, Sources
from riskdesk.risks import Action, Owner, Response, Score, Stage, Status
from tests.riskdesk.reports.registers import hostile_register, one_of, register_of, said, sample, scored
from tests.riskdesk.reports.sourced import PLAIN, after, checked, for_body, known, shipped, tally_in

LEAD = (Owner(name="Director of Finance"),)


def decisions(sources: Sources, request: Request = PLAIN) -> tuple[str, ...]:
    return generated_decisions(sources, request)


def test_the_summary_of_thurrock_2017_says_what_its_register_says() -> None:
    assert generated_summary(shipped("thurrock-2017")) == (
        "The register holds 11 open risks as at 1 August 2017: 3 High, 2 Medium and 6 Low by residual rating.",
        "No appetite is recorded, so no risk can be called above it.",
        "1 of 16 open actions was late on 1 August 2017, by 123 days (risk 6).",
        "1 open risk has no target rating (8); 5 targets are no lower than the residual rating (1, 6, 7, 9 and 10).",
        "2 of 16 open actions have no date by which they can be judged.",
        "Risk 1 is stated as 16; 4 x 3 makes 12. This paper uses the computed rating and leaves the choice to you.",
    )


def test_the_summary_of_essex_2016_says_what_its_register_does_not() -> None:
    assert generated_summary(shipped("essex-2016")) == (
        (
            "The register holds 20 open risks (as-at date not recorded): 7 Extreme, 9 High, 2 Moderate and 2 Low by "
            "current rating."
        ),
        "No appetite is recorded, so no risk can be called above it.",
        "The as-at date is not recorded, so no action can be called late.",
        "No open risk has a target rating.",
        "None of the 20 open actions has a date by which it can be judged.",
        "6 open risks have no owner (1, 4, 6, 13, 18 and 19) and reference 3 is used by 2 risks.",
    )


def test_the_summary_of_a_month_tells_what_moved_and_why(year: Sources) -> None:
    told = generated_summary(year)
    assert told[:5] == (
        "The register holds 10 open risks as at 31 July 2018: 2 High, 4 Medium and 4 Low by residual rating.",
        "Since June 2018, 1 of 10 open risks went up and 9 did not move.",
        (
            "Risk 2 (Failure to check and reduce Delayed Transfers\xa0…) rose from 8 Medium (4 x 2) to 12 High (4 x 3)"
            ": likelihood 2 to 3. Priya Nair, 24 July 2018: Over target in the last week of July, with two wards "
            "closed."
        ),
        "2 of 10 open risks are above the appetite, Medium: 1 and 2.",
        "5 of 7 open actions were late on 31 July 2018, the longest by 212 days (risks 6, 3, 4, 9 and 1).",
    )


def test_a_change_of_scheme_and_a_closing_are_told_before_what_weighs_less(month: Callable[[str], Sources]) -> None:
    told = generated_summary(month("March 2018"))
    assert len(told) == MOST
    assert told[2].startswith("The two were rated by different schemes")
    assert told[4].startswith("Risk 8 (Change may take longer, or be harder to\xa0…) was closed: The CCGs plan as one")


@pytest.mark.parametrize("name", ["July 2017", "November 2017", "March 2018", "June 2018"])
def test_every_month_has_five_to_eight_sentences_and_counts_that_agree(
    name: str, month: Callable[[str], Sources]
) -> None:
    sources = month(name)
    told = generated_summary(sources)
    assert 5 <= len(told) <= MOST
    assert all(text.endswith(".") and not text[0].islower() for text in told)
    chapter = checked(summary_chapter(sources, PLAIN))
    live = [risk for risk in sources.register.risks if risk.status is Status.OPEN]
    numbers = [int(text.split()[0]) for text in tally_in(chapter)]
    assert sum(numbers) == len(live) == len(sources.movement.open_rows if sources.movement else live)


def test_what_weighs_less_gives_way_to_what_weighs_more() -> None:
    undated = (Action(text="Some day", due="soon"),)
    stated = dataclasses.replace(one_of("3", uuid="3", actions=undated), scores=scored(4, 3, 16))
    before = register_of(one_of("1", 2, 2, uuid="1"), one_of("2", 2, 2, uuid="2"), stated)
    now = register_of(one_of("1", 3, 3, uuid="1"), one_of("2", 3, 3, uuid="2"), stated, one_of("4", 1, 1, uuid="4"))
    told = generated_summary(after(before, now))
    assert len(told) == MOST
    assert told[-1].startswith("Risk 3 is stated as 16; 4 x 3 makes 12.")
    assert not any("target" in text or "has a date" in text for text in told), "they stand in chapters of their own"


def test_the_decisions_of_the_year_name_their_risks(year: Sources) -> None:
    assert decisions(year) == (
        (
            "Decide on risk 1 (Workforce and capacity issues mean providers\xa0…), raised to the Health and Wellbeing "
            "Board on 24 August 2017: High, and the market cannot be mended by the executive alone."
        ),
        "Accept risks 1 and 2 above the appetite (Medium), with a reason, or agree what brings them back.",
        (
            "Take risk 2 up at the Health and Wellbeing Board, where its rating sends it by rule, or say why it does "
            "not belong there."
        ),
        (
            "Agree a new target date for risks 2, 7 and 9, or accept where they stand: their target dates have passed "
            "and no target is reached."
        ),
        "Ask the owners of 5 late actions (risks 1, 3, 4, 6 and 9; the longest by 212 days) when they are to be done.",
        (
            "Say whether risks 5, 10 and 12 can be closed or are to be tolerated: each stands at its target with no "
            "open action."
        ),
        "Note that since June 2018 1 action was given a new date, for the third time (risk 1).",
        "Note that 8 errors of the audit stand unmended, accepted by Tom Adeyemi (risks 3, 4, 6, 7 and 9).",
        "Note the rest of the register (as at 31 July 2018).",
    )


def test_what_a_register_lacks_is_asked_for() -> None:
    assert decisions(shipped("thurrock-2014")) == (
        ("Name who answers for 12 open risks without an owner "
        "(#1, #2, #3, #4, #5, #6, #7, #8, #9, #10, #11 and #12)."),
        "Agree how much risk is accepted: no appetite is recorded, so no risk can be called above it.",
        "Note the rest of the register (as-at date not recorded).",
    )  # fmt: skip
    assert "Say which rating stands. Risk 1 is stated as 16; 4 x 3 makes 12." in decisions(shipped("thurrock-2017"))


def test_a_register_in_order_is_noted() -> None:
    calm = one_of("1", 2, 2, owners=LEAD, actions=(Action(text="Go on", due="1/6/2020"),))
    assert decisions(known(register_of(calm, appetite="Medium"))) == (
        "Note the register (as at 29 February 2020); nothing in it asks for a decision.",
    )


def test_one_of_each_is_told_in_the_singular() -> None:
    target = {Stage.TARGET: Score(stage=Stage.TARGET, impact=1, likelihood=1)}
    late = (Action(text="Late", due="1/2/2020"),)
    risk = one_of("7", 4, 4, owners=LEAD, actions=late, target_date="1/1/2020")
    risk = dataclasses.replace(risk, scores={**risk.scores, **target})
    assert decisions(known(register_of(risk, appetite="Low")))[:3] == (
        "Accept risk 7 above the appetite (Low), with a reason, or agree what brings it back.",
        (
            "Agree a new target date for risk 7, or accept where it stands: its target date has passed and the target "
            "is not reached."
        ),
        "Ask the owner of the one late action (risk 7; by 28 days) when it is to be done.",
    )


def settled(**facts: object) -> Sources:
    score = {stage: Score(stage=stage, impact=2, likelihood=2) for stage in (Stage.CURRENT, Stage.TARGET)}
    risk = dataclasses.replace(one_of("1", 2, 2, owners=LEAD), scores=score)
    return known(register_of(dataclasses.replace(risk, **facts), appetite="Medium"))  # type: ignore[arg-type]


def test_only_what_is_done_and_not_tolerated_may_be_closed() -> None:
    assert decisions(settled())[0] == (
        "Say whether risk 1 can be closed or is to be tolerated: it stands at its target with no open action."
    )
    assert len(decisions(settled(response=Response.TOLERATE))) == 1
    assert len(decisions(settled(actions=(Action(text="Go on", due="1/6/2020"),)))) == 1


BOARD, EXECUTIVE = Forum(id=2, name="Health and Wellbeing Board"), Forum(id=1, name="Executive")


def raised(*forums: int) -> Sources:
    on = dt.date(2020, 1, 15)
    up = tuple(
        Escalation(id=n, risk_id=n, forum_id=f, raised_on=on, raised_by="Ann", reason="Too big.")
        for n, f in enumerate(forums, 1)
    )
    risks = [one_of(str(number), 2, 2, owners=LEAD) for number in range(1, len(forums) + 1)]
    found = Proceedings(forums=(EXECUTIVE, BOARD), escalations=up)
    return dataclasses.replace(known(register_of(*risks, appetite="Medium")), proceedings=found)


def test_a_committee_is_asked_only_of_what_was_raised_to_it() -> None:
    sources = raised(1, 2)
    [board, _] = decisions(sources, for_body("health and wellbeing board"))
    assert board == ("Decide on risk 2 (Risk 2), raised to the Health and Wellbeing Board on 15 January 2020: Too big.")
    assert len([text for text in decisions(sources) if text.startswith("Decide")]) == 2, "for any committee"


def test_many_that_wait_are_named_together() -> None:
    assert (
        decisions(raised(2, 2, 2, 2))[0] == "Decide on risks 1, 2, 3 and 4, raised to the Health and Wellbeing Board."
    )


def wrote(subject: Subject, text: str, **facts: Any) -> Narrative:
    on = dt.date(2020, 3, 1)
    return Narrative(id=1, subject=subject, text=text, written_by="Bea Boss", written_on=on, **facts)


def test_what_a_person_wrote_stands_in_place_of_the_program_and_says_so() -> None:
    both = (wrote(Subject.SUMMARY, "All is well.\n\n  Nearly.  "), wrote(Subject.DECISIONS, "Agree\nNote"))
    sources = dataclasses.replace(shipped("thurrock-2017"), publication=Publication(narratives=both))
    chapter = checked(summary_chapter(sources, for_body("The Cabinet")))
    assert said(chapter.blocks) == [
        "In the words of Bea Boss, 1 March 2020.", "All is well.", "Nearly.",
        "The Cabinet is asked to:", "Agree", "Note",
    ]  # fmt: skip
    assert [block.numbered for block in chapter.blocks if isinstance(block, Items)] == [True]
    assert tally_in(chapter) == ["3 High", "2 Medium", "6 Low"], "numbers are the register's own"


def test_words_for_another_layout_or_period_or_none_at_all_change_nothing() -> None:
    plain = shipped("thurrock-2017")
    others = (wrote(Subject.SUMMARY, "Other", layout_id=5), wrote(Subject.SUMMARY, "Older", period_id=3))
    for narratives in (others, (wrote(Subject.SUMMARY, "  \n "),)):
        sources = dataclasses.replace(plain, publication=Publication(narratives=narratives))
        assert said(checked(summary_chapter(sources, PLAIN)).blocks)[0].startswith("The register holds 11")
    sources = dataclasses.replace(plain, publication=Publication(narratives=others))
    layout = Layout(id=5, name="Board")
    assert said(checked(summary_chapter(sources, Request(layout=layout))).blocks)[1] == "Other"


def test_an_empty_register_and_a_hostile_one_have_a_summary() -> None:
    empty = checked(summary_chapter(known(register_of()), PLAIN))
    assert said(empty.blocks)[0] == "The register holds no open risks as at 29 February 2020."
    assert said(empty.blocks)[-1].startswith("Note the register (as at 29 February 2020)")
    checked(summary_chapter(known(hostile_register()), PLAIN))


def test_the_last_risk_that_left_is_told_though_none_is_open() -> None:
    one = one_of("1", 2, 2, uuid="a")
    closed = dataclasses.replace(one, status=Status.CLOSED, closed_reason="Over")
    told = generated_summary(after(register_of(one), register_of(closed)))
    assert "Risk 1 (Risk 1) was closed: Over." in told


def test_risks_without_a_rating_are_counted_apart() -> None:
    chapter = checked(summary_chapter(known(register_of(one_of("1", 4, 4), one_of("2"))), PLAIN))
    assert tally_in(chapter)[-1] == "1 Not rated"
    assert "1 High and 1 not rated by current rating" in said(chapter.blocks)[0]


def test_a_stated_rating_beside_none_is_not_guessed() -> None:
    stated = dataclasses.replace(one_of("4"), scores=scored(9, 9, 12))
    told = " ".join(generated_summary(known(register_of(stated, one_of("5", 1, 1)))))
    assert "Risk 4 is stated as 12; the scheme works out no rating from its levels." in told


def test_the_shipped_registers_are_asked_nothing_twice() -> None:
    for name in ("thurrock-2017", "thurrock-2014", "essex-2016"):
        told = decisions(known(sample(name)))
        assert len(set(told)) == len(told)
