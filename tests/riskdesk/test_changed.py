"""What a committee reads of a month: counts first, from what to what, who and why; as sentences, rows and facts."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdesk.changed import headline, moment, row_sentence, sentences, since, table
from riskdesk.changesfacts import changes_facts
from riskdesk.changeslisting import changes_text
from riskdesk.movement import Kind, Movement
from riskdesk.moving import movement
from riskdesk.risks import Action, ActionStatus, Owner, Register, Risk, Score, Stage, Status
from riskdesk.schemes import preset
from riskdesk.store import Store
from tests.riskdesk.conftest import sound_register
from tests.riskdesk.monthly import ACCEPTED, AUGUST, close
from tests.riskdesk.test_movement import closed, row, stricter
from tests.riskdesk.test_movement import since as compared


def told(moved: Movement) -> str:
    return "\n".join(sentences(moved))


def many(count: int, impact: int, likelihood: int) -> Register:
    """So many risks that stand alike."""
    score = Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)
    risks = tuple(
        Risk(ref=str(number), heading=f"Worry {number}", scores={Stage.CURRENT: score})
        for number in range(1, count + 1)
    )
    return Register(scheme=preset("council-4x4"), appetite="Medium", risks=risks)


def test_a_quiet_month_says_so_of_everything(book: Store) -> None:
    before = closed(book)
    book.open_period("August 2017", AUGUST)
    book.review_unchanged([1, 2])
    assert sentences(compared(before, book)) == (
        "Since July 2017, none of the 2 open risks moved.",
        "No risk was opened or closed.",
        "No risk went above the appetite or came back within it; 1 of 2 open risks is above it.",
        "No action was completed or re-dated.",
        "No action is newly late; none is late.",
        "All 2 open risks due for review were reviewed.",
    )


def test_a_moment_is_named_by_its_period_or_as_now(book: Store) -> None:
    july = closed(book)
    book.edit_register({"as_at": dt.date(2017, 8, 20)})
    assert (moment(july), moment(book.register())) == ("July 2017", "now, as at 20 August 2017")
    assert moment(replace(book.register(), as_at=None)) == "now"
    assert since(compared(july, book)) == "Since July 2017"
    close(book, "August 2017", AUGUST, acceptance=ACCEPTED)
    assert since(movement(july, closed(book, "August 2017"))) == "Between July 2017 and August 2017"
    assert since(movement(sound_register(), sound_register())) == "Since 31 July 2017"


def test_a_move_is_told_from_what_to_what_by_whom_and_why(book: Store) -> None:
    before = closed(book)
    book.rate_risk(2, Stage.CURRENT, 4, 3, reason="Provider failed.")
    assert sentences(compared(before, book))[:2] == (
        "Since July 2017, 1 of 2 open risks went up and 1 did not move.",
        (
            "Risk 2 (Delayed transfers) rose from 4 Low (2 x 2) to 12 High (4 x 3): impact 2 to 4 and likelihood 2 "
            "to 3. Ann Author, 1 August 2017: Provider failed."
        ),
    )


def test_the_committees_decision_is_told_as_the_committees(book: Store) -> None:
    before = closed(book)
    meeting = book.start_meeting("Executive", AUGUST, [2])
    book.record_decision(meeting, "Raise it.", risk_id=2, minute="6.2", levels=(2, 3))
    said = row_sentence(row(compared(before, book), "2"), compared(before, book))
    by = "ecided by Executive, 31 August 2017, minute 6.2: Raise it."
    assert f" D{by}" in told(compared(before, book))
    assert "Ann Author" not in told(compared(before, book))
    assert said == f"Rose from 4 Low (2 x 2) to 6 Medium (2 x 3): likelihood 2 to 3; d{by}"


def test_several_moves_are_counted_and_the_last_is_named(book: Store) -> None:
    before = closed(book)
    book.rate_risk(2, Stage.CURRENT, 4, 4, reason="First")
    book.rate_risk(2, Stage.CURRENT, 3, 3)
    assert "Moved twice, last: Ann Author, 1 August 2017, no reason given." in told(compared(before, book))


def test_other_levels_with_the_same_rating_are_no_rise(book: Store) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.CURRENT, 3, 4)
    moved = compared(before, book)
    assert headline(moved) == (
        "Since July 2017, 1 of 2 open risks was scored otherwise without going up or down and 1 did not move."
    )
    assert "was scored otherwise with the same rating: 12 High (4 x 3) became 12 High (3 x 4)" in told(moved)


def test_different_schemes_are_said_first_and_what_only_they_moved_is_apart(book: Store) -> None:
    before = closed(book)
    scheme = before.scheme
    book.change_scheme(stricter(scheme))
    book.rate_risk(1, Stage.CURRENT, 4, 4, reason="Provider failed")
    first, second, third = sentences(compared(before, book))[:3]
    assert first == (
        f"The two were rated by different schemes, {scheme.name} and Stricter 4x4: 1 current rating differs only "
        f"because the scheme changed from {scheme.name} to Stricter 4x4; nobody moved it (2)."
    )
    assert second == ("Since July 2017, 1 of 2 open risks went up and 1 is rated otherwise only by the scheme.")
    assert third.startswith("Risk 1 ")
    said = row_sentence(row(compared(before, book), "2"), compared(before, book))
    assert said == "Is 4 Medium (2 x 2) by the new scheme and was 4 Low (2 x 2); nobody moved it."


def test_what_people_moved_from_is_also_told_by_the_new_scheme(book: Store) -> None:
    before = closed(book)
    book.change_scheme(stricter(before.scheme))
    book.rate_risk(2, Stage.CURRENT, 3, 3)
    assert "rose from 4 Low (2 x 2), 4 Medium by the new scheme, to 9" in told(compared(before, book))


def test_closed_is_not_eliminated_where_actions_go_on(book: Store) -> None:
    number = book.add_risk({"ref": "3", "heading": "Premises"})
    before = closed(book)
    book.close_risk(1, "The posts are filled.", AUGUST)
    book.merge_risk(number, 2, "Both are about beds", AUGUST)
    said = told(compared(before, book))
    assert "was closed: The posts are filled (closed is not eliminated: 2 actions go on)" in said
    assert "Risk 3 (Premises) was merged into risk 2: Both are about beds." in said.replace("; r", ". R")
    assert headline(compared(before, book)) == (
        "Since July 2017, the one open risk did not move; 1 was closed and 1 was merged into another."
    )


def test_new_and_reopened_risks_are_named_with_their_scores(book: Store) -> None:
    book.close_risk(2, "Over", AUGUST)
    before = closed(book)
    book.reopen_risk(2, "Again")
    number = book.add_risk({"ref": "3", "heading": "Premises"})
    book.rate_risk(number, Stage.CURRENT, 4, 4)
    said = told(compared(before, book))
    assert "Risk 3 (Premises) is new: 16 High (4 x 4); risk 2 (Delayed transfers) was re-opened: 4 Low (2 x 2)." in said
    assert "Risk 3 is newly above the appetite; 2 of 3 open risks are above it." in said


def test_target_owner_and_wording_are_told_from_what_to_what(book: Store) -> None:
    before = closed(book)
    book.rate_risk(1, Stage.TARGET, 2, 2)
    book.edit_risk(1, {"target_date": "June 2018", "cause": "Nobody applies"})
    book.set_owners(2, [Owner(name="New Lead")])
    assert (
        "Target changed for risk 1 (from 8 Medium (4 x 2) to 4 Low (2 x 2), by June 2018 instead of no date); owner "
        "changed for risk 2 (from Strategic Lead to New Lead); wording changed for risk 1 (cause)."
    ) in sentences(compared(before, book))


def test_redated_completed_and_late_actions_are_told_with_their_dates(book: Store) -> None:
    first, second = book.register().risks[0].actions
    book.edit_action(first.id, {"due": "June 2018"})
    before = closed(book)
    book.edit_action(first.id, {"due": "31 July 2017"})
    book.edit_action(second.id, {"status": ActionStatus.DONE})
    book.edit_register({"as_at": AUGUST})
    said = sentences(compared(before, book))
    assert (
        "1 action was completed (risk 1) and 1 action was re-dated: “Key worker housing” of risk 1 from June 2018 to "
        "31 July 2017, moved for the second time, first due March 2018."
    ) in said
    assert (
        "1 action is newly late: “Key worker housing” of risk 1, 31 days late, due 31 July 2017; 1 is late in all."
    ) in said


def test_what_was_not_reviewed_is_named(book: Store) -> None:
    before = closed(book)
    book.open_period("August 2017", AUGUST)
    book.review_risk(1)
    assert sentences(compared(before, book))[-1] == (
        "1 of 2 open risks due for review was not reviewed this period: 2."
    )


def test_a_changed_appetite_is_said_before_who_is_above_it(book: Store) -> None:
    before = closed(book)
    book.edit_register({"appetite": ""})
    assert (
        "The appetite changed from Medium to none. "
        "No appetite is set in bands of the scheme, so no risk can be above it."
    ) in sentences(compared(before, book))


def test_many_moves_are_told_by_reference_past_the_room_there_is() -> None:
    moved = movement(many(40, 2, 2), many(40, 4, 4))
    said = sentences(moved)
    assert len(said) == 12
    [more] = [each for each in said if " more rose " in each]
    named = [each for each in said if each.startswith("Risk ") and " rose from " in each]
    assert more.startswith(f"{40 - len(named)} more rose ({len(named) + 1}, ")
    assert headline(moved) == "Since the earlier register, all 40 open risks went up."


def test_a_table_begins_with_what_changed_most_and_ends_with_what_did_not(book: Store) -> None:
    for ref in ("10", "9", "8"):
        book.rate_risk(book.add_risk({"ref": ref, "heading": "More"}), Stage.CURRENT, 1, 1)
    before = closed(book)
    book.edit_risk(2, {"heading": "Re-worded"})
    book.rate_risk(5, Stage.CURRENT, 4, 4)
    book.add_risk({"ref": "11", "heading": "New"})
    assert [each.risk.label for each in table(compared(before, book))] == ["11", "8", "2", "1", "9", "10"]


def test_facts_hold_every_row_and_the_counts_of_the_rows(book: Store) -> None:
    before = closed(book)
    book.rate_risk(2, Stage.CURRENT, 4, 3, reason="Provider failed")
    book.edit_action(1, {"due": "June 2018"})
    facts = json.loads(json.dumps(changes_facts(compared(before, book))))
    assert (facts["from"]["said"], facts["to"]["period"]) == ("July 2017", None)
    assert sum(facts["partition"].values()) == facts["rows"] == len(facts["risks"]) == 2
    for kind, count in facts["counts"].items():
        assert count == sum(kind in risk["kinds"] for risk in facts["risks"])
    assert facts["actions"] == {"redated": 1, "completed": 0, "newly_late": 0}
    [up] = [risk for risk in facts["risks"] if "up" in risk["kinds"]]
    [move] = up["moves"]
    assert (up["rating"]["from"]["rating"], up["rating"]["to"]["rating"]) == (4, 12)
    assert (move["by_people"], move["by"][0]["author"], move["by"][0]["committee"]) == (True, "Ann Author", None)
    [redated] = [each for risk in facts["risks"] for each in risk["redated"]]
    assert (redated["from"], redated["due"], redated["first"], redated["times"]) == (
        *("March 2018", "June 2018"),
        *("March 2018", 1),
    )


def test_facts_of_what_did_not_happen_are_null_or_empty() -> None:
    before = many(1, 2, 2)
    [risk] = changes_facts(movement(before, replace(before, risks=())))["risks"]
    assert (risk["kinds"], risk["rating"]["to"], risk["closed"], risk["owners"]) == (["vanished"], None, None, None)


def test_the_terminal_prints_the_moments_the_sentences_and_the_rows(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    before = closed(book)
    book.rate_risk(2, Stage.CURRENT, 4, 3, reason="Provider\x1b[31m failed")
    lines = changes_text(compared(before, book)).splitlines()
    assert lines[:2] == ["Better Care Fund", "What changed from July 2017 to now, as at 31 July 2017"]
    assert lines[3] == "- Since July 2017, 1 of 2 open risks went up and 1 did not move."
    assert any(line.split()[:5] == ["2", "Delayed", "transfers", "4", "Low"] for line in lines)
    assert "\x1b" not in "".join(lines)


def test_two_empty_registers_are_compared_without_a_stumble() -> None:
    empty = many(0, 1, 1)
    assert sentences(movement(empty, empty))[0] == "Since the earlier register, no risk is open."
    assert "No risk was open at either moment." in changes_text(movement(empty, empty))


SCORES = st.builds(Score, stage=st.just(Stage.CURRENT), impact=st.integers(1, 5), likelihood=st.integers(1, 5))
RISKS = st.builds(
    Risk,
    ref=st.sampled_from(("1", "2", "3", "4", "")),
    heading=st.sampled_from(("", "Care market", "<b>")),
    status=st.sampled_from(Status),
    closed_reason=st.sampled_from(("", "Over.")),
    scores=st.dictionaries(st.just(Stage.CURRENT), SCORES),
    actions=st.lists(
        st.builds(Action, text=st.just("Do it"), due=st.sampled_from(("", "May 2017", "soon"))), max_size=2
    ).map(tuple),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(RISKS, max_size=25), st.lists(RISKS, max_size=25), st.sampled_from(("council-4x4", "nhs-5x5-npsa")))
def test_whatever_changed_takes_five_to_twelve_whole_sentences(was: list[Risk], now: list[Risk], key: str) -> None:
    before = replace(sound_register(), risks=tuple(was))
    moved = movement(before, replace(before, risks=tuple(now), scheme=preset(key), as_at=AUGUST))
    said = sentences(moved)
    assert 5 <= len(said) <= 12
    for each in (*said, *(row_sentence(each, moved) for each in moved.rows)):
        assert each.endswith(".")
        assert each[0] == each[0].upper()
        assert not any(slip in each for slip in ("  ", "..", " .", ":.", "None", ": ;", "()"))
    assert sorted(map(id, table(moved))) == sorted(map(id, moved.rows))
    assert {kind.value for kind in Kind} == set(changes_facts(moved)["counts"])
