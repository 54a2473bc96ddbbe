"""What officers record: every step keeps its names, leaves owners' scores alone until two agree, and can be undone."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riskdesk.audit.findings import Finding
from riskdesk.audit.run import audit
from riskdesk.audit.sampling import Strata, draw
from riskdesk.errors import RiskDeskError
from riskdesk.risks import Stage, Status
from riskdesk.schemes import preset
from riskdesk.scrutiny import Judgement, Moderation, Outcome, Scrutiny, Waiver
from riskdesk.store import Store
from tests.riskdesk.conftest import small_register

MONDAY = dt.datetime(2017, 8, 7, 10, tzinfo=dt.UTC)


def mismatch(store: Store, today: dt.date | None = None) -> Finding | None:
    found = [one for one in audit(store.case(today=today)).each if one.rule.name == "SCORE_MISMATCH"]
    return found[0] if found else None


def waiver_of(store: Store, today: dt.date | None = None) -> Waiver | None:
    finding = mismatch(store, today)
    return finding.waiver if finding else None


def accept(store: Store, **given: Any) -> int:
    finding = mismatch(store)
    assert finding
    facts = {"accepted_by": "Bea Boss", "reason": "The printed paper says so."} | given
    return store.accept_finding(finding, **facts)


def test_an_accepted_finding_is_waived_by_name(store: Store) -> None:
    accept(store)
    waiver = waiver_of(store)
    assert waiver
    assert (waiver.accepted_by, waiver.reason) == ("Bea Boss", "The printed paper says so.")
    assert store.last_step
    assert (store.last_step.title, store.last_step.author) == ("Waive SCORE_MISMATCH of risk 1", "Ann Author")
    assert store.last_step.reason == "The printed paper says so."


def test_a_waiver_ends_when_the_facts_change_and_holds_again_when_they_return(store: Store) -> None:
    accept(store)
    store.rate_risk(1, Stage.CURRENT, 4, 2, reason="Recruited")
    store.state_rating(1, Stage.CURRENT, 16)
    assert mismatch(store)
    assert waiver_of(store) is None
    store.undo()
    store.undo()
    assert waiver_of(store)


def test_a_waiver_survives_what_it_was_not_about(store: Store) -> None:
    accept(store)
    store.edit_risk(1, {"ref": "1a", "heading": "Workforce"})
    assert waiver_of(store)


def test_a_waiver_ends_after_its_last_day(store: Store) -> None:
    tomorrow = store.today + dt.timedelta(days=1)
    accept(store, expires_on=tomorrow)
    assert waiver_of(store, tomorrow)
    assert waiver_of(store, tomorrow + dt.timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"accepted_by": "  "}, "Accepted by cannot be empty"),
        ({"reason": " "}, "Reason cannot be empty"),
        ({"expires_on": dt.date(2001, 1, 1)}, "cannot expire before it begins"),
    ],
)
def test_a_waiver_without_name_or_reason_or_with_a_day_gone_by_is_refused(
    store: Store, given: dict[str, object], said: str
) -> None:
    before = store.last_step
    with pytest.raises(RiskDeskError, match=said):
        accept(store, **given)
    assert store.last_step == before


def test_a_withdrawn_waiver_brings_the_finding_back_and_stays_on_record(store: Store) -> None:
    number = accept(store)
    with pytest.raises(RiskDeskError, match="with a reason"):
        store.withdraw_waiver(number, " ")
    store.withdraw_waiver(number, "The paper was reprinted")
    assert waiver_of(store) is None
    assert store.scrutiny().waivers[0].withdrawn == "The paper was reprinted"


def test_undo_takes_a_waiver_back(store: Store) -> None:
    accept(store)
    store.undo()
    assert store.scrutiny() == Scrutiny()
    assert mismatch(store)
    assert waiver_of(store) is None
    assert store.verify().sound


def test_a_challenge_goes_to_the_accountable_owner_and_is_answered(store: Store) -> None:
    number = store.challenge_risk(1, "Why 16?", rule="SCORE_MISMATCH", subject="Stated as 16")
    [asked] = store.scrutiny().open_challenges
    assert (asked.sent_to, asked.asked_by, asked.question) == ("Strategic Lead", "Ann Author", "Why 16?")
    store.answer_challenge(number, "A slip of the pen", answered_by="Lee Lead")
    [answered] = store.scrutiny().challenges
    assert not answered.is_open
    assert (answered.answer, answered.answered_by) == ("A slip of the pen", "Lee Lead")
    assert store.scrutiny().open_challenges == ()


def test_an_answer_can_be_corrected_and_the_history_keeps_the_first(store: Store) -> None:
    number = store.challenge_risk(1, "Why 16?")
    store.answer_challenge(number, "No idea")
    store.answer_challenge(number, "A slip")
    told = [change.after for moment in store.risk_history(1) for change in moment.changes]
    assert told[:3] == ["A slip", "No idea", "Why 16?"]


@pytest.mark.parametrize("question", ["", "  "])
def test_an_empty_question_is_refused(store: Store, question: str) -> None:
    with pytest.raises(RiskDeskError, match="Question cannot be empty"):
        store.challenge_risk(1, question)


def test_an_empty_answer_is_refused(store: Store) -> None:
    number = store.challenge_risk(1, "Why?")
    with pytest.raises(RiskDeskError, match="answer cannot be empty"):
        store.answer_challenge(number, " ")
    assert store.scrutiny().open_challenges


def test_a_moderated_score_leaves_the_owners_alone(store: Store) -> None:
    owners = store.risk(1).score(Stage.CURRENT)
    store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    assert store.risk(1).score(Stage.CURRENT) == owners
    [moderation] = store.scrutiny().open_moderations
    assert (moderation.owner_impact, moderation.owner_likelihood) == (4, 3)
    assert (moderation.impact, moderation.likelihood, moderation.moderator) == (3, 3, "Ann Author")


def test_moderating_again_replaces_the_open_one(store: Store) -> None:
    first = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="One")
    second = store.moderate_score(1, Stage.CURRENT, 2, 3, rationale="Two")
    other = store.moderate_score(1, Stage.TARGET, 2, 3, rationale="Target")
    assert first == second != other
    assert [one.rationale for one in store.scrutiny().moderations] == ["Two", "Target"]


def test_the_moderated_score_becomes_the_risks_in_one_step_with_both_names(store: Store) -> None:
    number = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    store.agree_score(number, Outcome.MODERATOR, agreed_with="Lee Lead", agreement="At the July meeting")
    score = store.risk(1).score(Stage.CURRENT)
    assert score
    assert (score.impact, score.likelihood, score.stated, score.rationale) == (3, 3, None, "Vacancies fell")
    assert store.last_step
    assert store.last_step.reason == "Agreed by Ann Author and Lee Lead: At the July meeting"
    [settled] = store.scrutiny().moderations
    assert (settled.outcome, settled.agreed_with, settled.is_open) == (Outcome.MODERATOR, "Lee Lead", False)
    store.undo()
    assert store.scrutiny().open_moderations
    again = store.risk(1).score(Stage.CURRENT)
    assert again
    assert (again.impact, again.stated, again.rationale) == (4, 16, "As printed")


def test_the_owners_score_can_be_agreed_and_does_not_move(store: Store) -> None:
    before = store.risk(1).score(Stage.CURRENT)
    number = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    store.agree_score(number, Outcome.OWNER, agreed_with="Lee Lead")
    assert store.risk(1).score(Stage.CURRENT) == before
    assert store.evidence().moves == ()


@pytest.mark.parametrize("name", ["", "Ann Author", " ann  author "])
def test_four_eyes_belong_to_two_people(store: Store, name: str) -> None:
    number = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    with pytest.raises(RiskDeskError, match="Two people agree a score"):
        store.agree_score(number, Outcome.MODERATOR, agreed_with=name)
    assert store.scrutiny().open_moderations


def test_a_score_is_agreed_once(store: Store) -> None:
    number = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    store.agree_score(number, Outcome.OWNER, agreed_with="Lee Lead")
    with pytest.raises(RiskDeskError, match="agreed already"):
        store.agree_score(number, Outcome.MODERATOR, agreed_with="Lee Lead")


def test_a_moderated_score_is_of_the_scheme_and_has_a_rationale(store: Store) -> None:
    with pytest.raises(RiskDeskError, match="is not a level"):
        store.moderate_score(1, Stage.CURRENT, 9, 3, rationale="x")
    with pytest.raises(RiskDeskError, match="Rationale cannot be empty"):
        store.moderate_score(1, Stage.CURRENT, 3, 3, rationale=" ")
    assert store.scrutiny() == Scrutiny()


def test_agreeing_a_stage_that_had_no_score_makes_it(store: Store) -> None:
    number = store.moderate_score(2, Stage.INHERENT, 4, 4, rationale="Before any control")
    [made] = store.scrutiny().moderations
    assert isinstance(made, Moderation)
    assert made.owner_impact is None
    store.agree_score(number, Outcome.MODERATOR, agreed_with="Lee Lead")
    score = store.risk(2).score(Stage.INHERENT)
    assert score
    assert (score.impact, score.likelihood) == (4, 4)


def test_a_sample_is_kept_and_worked_through(store: Store) -> None:
    number = store.draw_sample(draw(store.register(), 5, Strata.BAND, 7), Strata.BAND)
    [sample] = store.scrutiny().samples
    assert (sample.id, sample.seed, sample.size, sample.population, sample.strata) == (number, 7, 2, 2, "band")
    item = sample.items[0]
    store.conclude_item(item.id, Judgement.NOT_SUPPORTED, "No evidence of vacancies")
    [found] = [one for one in store.scrutiny().samples[0].items if one.id == item.id]
    assert (found.judgement, found.conclusion, found.concluded_by) == (
        Judgement.NOT_SUPPORTED, "No evidence of vacancies", "Ann Author",
    )  # fmt: skip
    store.rate_risk(item.risk_id, Stage.CURRENT, 1, 1, reason="Recruited")
    assert store.scrutiny().samples[0].items[0].score == item.score, "what was drawn stays what it was"


def test_a_conclusion_against_a_score_needs_reasons(store: Store) -> None:
    store.draw_sample(draw(store.register(), 1, Strata.NONE, 7), Strata.NONE)
    [item] = store.scrutiny().samples[0].items
    with pytest.raises(RiskDeskError, match="needs its reasons"):
        store.conclude_item(item.id, Judgement.NOT_SUPPORTED, " ")
    store.conclude_item(item.id, Judgement.SUPPORTED, "")
    assert store.scrutiny().samples[0].items[0].judgement is Judgement.SUPPORTED


def test_nothing_can_be_drawn_where_no_risk_is_open(store: Store) -> None:
    for risk in store.register().risks:
        store.close_risk(risk.id, "Done", dt.date(2017, 8, 1))
    assert {risk.status for risk in store.register().risks} == {Status.CLOSED}
    with pytest.raises(RiskDeskError, match="no open risk"):
        store.draw_sample(draw(store.register(), 5, Strata.BAND, 7), Strata.BAND)


def test_what_was_undone_meanwhile_is_told_in_a_sentence(store: Store) -> None:
    number = store.challenge_risk(1, "Why?")
    store.undo()
    with pytest.raises(RiskDeskError, match="no longer in the register"):
        store.answer_challenge(number, "Because")


def test_a_reader_sees_what_officers_record_and_can_record_nothing(make: Callable[[], Store], path: Path) -> None:
    with make() as writer, Store.open(path, "Rea Reader") as reader:
        writer.challenge_risk(1, "Why?")
        reader.refresh()
        assert [one.question for one in reader.scrutiny().challenges] == ["Why?"]
        with pytest.raises(RiskDeskError, match="you can read the register"):
            reader.challenge_risk(1, "And?")


def test_days_come_from_the_stores_clock(path: Path) -> None:
    with Store.create(path, small_register(), "Ann Author", clock=lambda: MONDAY) as store:
        store.challenge_risk(1, "Why?")
        assert store.scrutiny().challenges[0].asked_on == dt.date(2017, 8, 7)


def test_agreed_words_stay_when_the_scheme_changes(store: Store) -> None:
    number = store.moderate_score(1, Stage.CURRENT, 4, 4, rationale="Vacancies rose")
    [made] = store.scrutiny().moderations
    assert (made.owner_score, made.owner_rationale) == ("12 High (4 x 3), stated 16", "As printed")
    assert made.moderated_score == "16 High (4 x 4)"
    store.agree_score(number, Outcome.MODERATOR, agreed_with="Lee Lead")
    store.change_scheme(preset("nhs-5x5-npsa"))
    [agreed] = store.scrutiny().moderations
    assert (agreed.owner_score, agreed.owner_rationale) == ("12 High (4 x 3), stated 16", "As printed")
    assert agreed.moderated_score == "16 High (4 x 4)"


def test_levels_that_the_scheme_lost_cannot_be_agreed(store: Store) -> None:
    store.change_scheme(preset("nhs-5x5-npsa"))
    number = store.moderate_score(1, Stage.CURRENT, 5, 5, rationale="Worst case")
    store.change_scheme(preset("council-4x4"))
    with pytest.raises(RiskDeskError, match="is not a level"):
        store.agree_score(number, Outcome.MODERATOR, agreed_with="Lee Lead")
    assert store.scrutiny().open_moderations


def test_an_owners_score_that_is_not_there_cannot_be_agreed(store: Store) -> None:
    number = store.moderate_score(2, Stage.INHERENT, 4, 4, rationale="Before any control")
    with pytest.raises(RiskDeskError, match="has not scored this"):
        store.agree_score(number, Outcome.OWNER, agreed_with="Lee Lead")


def test_an_officer_replaces_only_his_own_moderated_score(store: Store) -> None:
    store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="One")
    store.author = "Bea Boss"
    store.moderate_score(1, Stage.CURRENT, 2, 3, rationale="Two")
    assert [one.moderator for one in store.scrutiny().open_moderations] == ["Ann Author", "Bea Boss"]


def test_one_name_spelt_in_two_ways_is_one_person(store: Store) -> None:
    store.author = "Jos\N{LATIN SMALL LETTER E WITH ACUTE} Officer"
    number = store.moderate_score(1, Stage.CURRENT, 3, 3, rationale="Vacancies fell")
    with pytest.raises(RiskDeskError, match="Two people agree a score"):
        store.agree_score(number, Outcome.MODERATOR, agreed_with="Jose\N{COMBINING ACUTE ACCENT} officer")


def test_a_waiver_is_withdrawn_once_by_name(store: Store) -> None:
    number = accept(store)
    store.author = "Bea Boss"
    store.withdraw_waiver(number, "Reprinted")
    [waiver] = store.scrutiny().waivers
    assert (waiver.withdrawn_by, waiver.withdrawn_on) == ("Bea Boss", store.today)
    with pytest.raises(RiskDeskError, match="withdrawn already"):
        store.withdraw_waiver(number, "Another reason")


def test_who_wrote_an_answer_down_is_recorded(store: Store) -> None:
    number = store.challenge_risk(1, "Why 16?")
    store.answer_challenge(number, "A slip", answered_by="Lee Lead")
    assert store.scrutiny().challenges[0].recorded_by == "Ann Author"


def test_a_case_and_its_proof_are_of_one_moment(make: Callable[[], Store], path: Path) -> None:
    with make() as writer, Store.look(path) as reader:
        told: list[str] = []
        reader.listeners.append(lambda change: told.append(change.step.title))
        reader.register()
        writer.rate_risk(1, Stage.CURRENT, 1, 1, reason="Recruited")
        case, prove = reader.case_and_proof()
        writer.rate_risk(1, Stage.CURRENT, 2, 2, reason="Lost them")
        assert case.register.risks[0].scores[Stage.CURRENT].impact == 1
        assert [move.after[:2] for move in case.evidence.moves] == [(1, 1)]
        assert case.register.seal in prove(None).sentences[0]
        assert told == ["Rate risk 1"], "the screen hears of what was caught up with"
