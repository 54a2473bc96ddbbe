"""What officers did as the audit paper tells it: waivers, challenges, moderated scores and dip samples."""

import dataclasses
import datetime as dt

from riskdesk.reports.audit.paper import audit_paper
from riskdesk.schemes import preset
from riskdesk.scrutiny import Scrutiny
from tests.riskdesk.reports.audits import OWNERLESS, TITLED, audited, book, of_rule, rows, scrutiny, waived, worked
from tests.riskdesk.reports.registers import numbered, one_of, texts


def test_waivers_in_force_lapsed_and_withdrawn_are_told_apart() -> None:
    section = audit_paper(worked()).waivers
    assert section.lead == ("3 waivers are recorded: 1 in force, 1 lapsed and 1 withdrawn.",)
    assert [texts(row[4]) for row in section.table.rows] == [
        ["In force"],
        ["Lapsed", "The finding came back."],
        ["Withdrawn", "Too early", "Withdrawn by Cas Chief on 2 March 2020"],
    ]
    assert "with no expiry date" in rows(section)[2]


def test_a_waiver_that_lapsed_after_its_finding_was_mended_does_not_say_that_it_came_back() -> None:
    past = waived(of_rule(audited(), TITLED), 1, expires_on=dt.date(2020, 1, 20))
    paper = audit_paper(audited(book(title="Another"), scrutiny=Scrutiny(waivers=(past,))))
    assert texts(paper.waivers.table.rows[0][4]) == ["Lapsed", "No finding stands on the facts it accepted any more."]


def test_an_answer_its_own_giver_recorded_names_nobody_else() -> None:
    one = dataclasses.replace(scrutiny(audited()).challenges[1], recorded_by="pat peer ")
    [told] = rows(audit_paper(audited(scrutiny=Scrutiny(challenges=(one,)))).challenges)
    assert told.endswith("Answered by Pat Peer on 2 March 2020")


def test_a_waiver_whose_facts_are_gone_says_that_it_holds_nothing() -> None:
    accepted = waived(of_rule(audited(), OWNERLESS), 1)
    fewer = dataclasses.replace(book(), risks=book().risks[:3])
    paper = audit_paper(audited(fewer, scrutiny=Scrutiny(waivers=(accepted,))))
    assert texts(paper.waivers.table.rows[0][4]) == ["In force", "3 of the 5 findings it accepted still stand."]
    named = waived(of_rule(audited(), TITLED), 1)
    renamed = audit_paper(audited(book(title="Another"), scrutiny=Scrutiny(waivers=(named,))))
    assert texts(renamed.waivers.table.rows[0][4])[1] == "No finding stands on the facts it accepted any more."


def test_challenges_stand_with_their_answers() -> None:
    section = audit_paper(worked()).challenges
    assert section.lead == ("2 challenges were put to owners: 1 answered, 1 not answered yet.",)
    assert rows(section) == [
        ("C1 | 1 / Risk 1 | Why 4? / About: HIGHEST / Asked by Olu Officer on 15 January 2020, sent to Lead | "
        "No answer yet"),
        ("C2 | 3 / Risk 3 | Still 2? / About: Current score / Asked by Olu Officer on 15 January 2020, to whom is not "
        "recorded | Yes / Answered by Pat Peer on 2 March 2020, recorded by Olu Officer"),
    ]  # fmt: skip


def test_a_moderated_score_shows_both_scores_with_words_both_reasons_and_both_names() -> None:
    section = audit_paper(worked()).moderations
    first, second, third = rows(section)
    assert section.lead == ("3 scores were moderated: 2 agreed by two people, 1 not agreed yet.",)
    assert "4 Low (2 x 2) / Impact 2 Marginal, likelihood 2 Unlikely / Rationale: not recorded" in first
    assert "9 Medium (3 x 3) / Impact 3 Substantial, likelihood 3 Likely / Rationale: Seen twice" in first
    assert "Not agreed yet / Difference: one level of impact higher and one level of likelihood higher" in first
    assert "| 4 Low (2 x 2) / Rationale: not recorded | 9 Medium (3 x 3) / Rationale: Seen twice" in second
    assert "The owner's score stands" in second
    assert (
        "Agreed by Olu Officer and Pat Peer, recorded by Olu Officer on 15 January 2020 / Reasons: Look again" in second
    )
    assert "The moderated score is taken" in third
    assert "Rationale: As last year" in third


def test_a_scheme_changed_since_does_not_reword_what_was_agreed() -> None:
    milder = dataclasses.replace(book(), scheme=preset("nhs-5x5-npsa"))
    first, *_ = rows(audit_paper(audited(milder, scrutiny=scrutiny(audited()))).moderations)
    assert "4 Low (2 x 2) / Today's scheme says 4 Moderate (2 x 2) / Rationale" in first
    assert "9 Medium (3 x 3) / Today's scheme says 9 High (3 x 3) / Rationale" in first
    assert "Difference: not counted in levels, since today's scheme says otherwise" in first


def test_an_owners_stated_rating_is_said_and_no_difference_to_today() -> None:
    one = scrutiny(audited()).moderations[0]
    beside = dataclasses.replace(one, owner_score="4 Low (2 x 2), stated 6")
    alone = dataclasses.replace(one, owner_score="6 Medium as stated", owner_impact=None, owner_likelihood=None)
    told = rows(audit_paper(audited(scrutiny=Scrutiny(moderations=(beside, alone)))).moderations)
    assert "4 Low (2 x 2), stated 6 / Impact 2 Marginal, likelihood 2 Unlikely" in told[0]
    assert "6 Medium as stated / Rationale" in told[1]


def test_an_owners_score_that_changed_after_it_was_moderated_is_told() -> None:
    found = audited()
    risks = [one_of("3", 4, 2) if risk.ref == "3" else risk for risk in book().risks]
    moved = numbered(dataclasses.replace(book(), risks=tuple(risks)))
    told = rows(audit_paper(audited(moved, scrutiny=scrutiny(found))).moderations)
    assert "The owner's score changed since it was moderated" in told[0]
    assert "changed since" not in told[1]


def test_a_sample_says_its_seed_its_strata_its_population_and_every_conclusion() -> None:
    paper = audit_paper(worked())
    [section] = paper.samples
    assert section.lead[0].startswith("3 of 5 open risks, stratified by band, seed 42. Drawn by Olu Officer")
    assert rows(section) == [
        ("1 | Risk 1 | High | 16 High (4 x 4) | Supported by the evidence / Reasons: not recorded / "
        "Concluded by Olu Officer on 15 January 2020"),
        ("3 | Risk 3 | Low | 4 Low (2 x 2) | Not supported / Reasons: Not in the minutes / "
        "Concluded by Olu Officer on 15 January 2020"),
        "4 | Risk 4 | Low | 4 Low (2 x 2) | Not concluded yet",
    ]  # fmt: skip
    told = "1 supported by the evidence, 1 not supported, 0 without evidence to judge by and 1 not concluded yet"
    assert told in paper.conclusion[-1]
    assert told in section.lead[0]


def test_where_officers_did_nothing_it_is_said_in_a_sentence() -> None:
    paper = audit_paper(audited())
    assert [section.lead for section in (paper.waivers, paper.challenges, paper.moderations)] == [
        ("No finding has been waived.",),
        ("No challenge has been put to an owner.",),
        ("No score has been moderated.",),
    ]
    assert paper.samples_lead == "No dip sample has been drawn."
