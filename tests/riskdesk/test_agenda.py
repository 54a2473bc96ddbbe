"""The order a meeting begins with, and what a risk's history says of what committees did about it."""

import datetime as dt
from dataclasses import replace

from riskdesk.agenda import agenda_order
from riskdesk.audit.listing import how
from riskdesk.meetings import Forum
from riskdesk.risks import Register, Risk, Score, Stage, Status
from riskdesk.store import Store
from tests.riskdesk.conftest import small_register


def scored(ref: str, impact: int, likelihood: int, *, id_: int, status: Status = Status.OPEN) -> Risk:
    score = Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)
    return Risk(id=id_, ref=ref, scores={Stage.CURRENT: score}, status=status)


def register(*risks: Risk, appetite: str = "") -> Register:
    return replace(small_register(), risks=risks, appetite=appetite)


def refs(found: list[Risk]) -> list[str]:
    return [risk.ref for risk in found]


def test_the_graver_band_comes_first_and_within_it_what_went_up() -> None:
    found = register(
        scored("10", 2, 4, id_=1), scored("9", 2, 3, id_=2), scored("2", 2, 3, id_=3), scored("1", 4, 4, id_=4)
    )
    assert refs(agenda_order(found, {})) == ["1", "2", "9", "10"], (
        "a rating of 8 is no graver than one of 6 in its band"
    )
    assert refs(agenda_order(found, {2: (1, 1, None), 3: (2, 4, None)})) == ["1", "9", "10", "2"]


def test_above_appetite_comes_before_a_graver_band_that_is_accepted() -> None:
    bold = replace(small_register().categories[0], appetite="High")
    accepted = replace(scored("1", 4, 4, id_=1), category=bold)
    assert refs(agenda_order(register(accepted, scored("2", 2, 3, id_=2), appetite="Low"), {})) == ["2", "1"]


def test_only_open_risks_are_on_the_agenda() -> None:
    every = [scored(str(place), 2, 2, id_=place, status=status) for place, status in enumerate(Status, 1)]
    assert [risk.status for risk in agenda_order(register(*every), {})] == [Status.OPEN]


def changes(store: Store, risk_id: int, title: str) -> list[tuple[str, str, str]]:
    moment = next(each for each in store.risk_history(risk_id) if each.title == title)
    return [(each.field, each.before, each.after) for each in moment.changes]


def test_a_risks_history_tells_what_committees_and_reviewers_did(store: Store) -> None:
    forum = store.add_entry(Forum, {"name": "Board"})
    number = store.escalate_risk(1, forum, "Help")
    store.lower_escalation(number, "Helped")
    store.open_period("July 2017", dt.date(2017, 8, 1))
    store.review_risk(1, note="As it was")
    meeting = store.start_meeting("Board", dt.date(2017, 7, 27), [1])
    store.record_decision(meeting, "Ask again", risk_id=1)
    assert changes(store, 1, "Raise risk 1 to Board") == [("Raised to", "", "Board")]
    assert changes(store, 1, "Lower risk 1 from Board") == [("Raised to", "Board", "")]
    assert ("Review", "", "As it was") in [each for m in store.risk_history(1) for each in
                                           [(c.field, c.before, c.after) for c in m.changes]]  # fmt: skip
    assert changes(store, 1, "Start meeting of Board, 27 July 2017") == []
    assert changes(store, 1, "Decision of Board on risk 1") == [("Decision", "", "Ask again")]


def test_a_score_that_a_committee_set_is_told_as_the_committees(store: Store) -> None:
    meeting = store.start_meeting("Board", dt.date(2017, 7, 27), [1])
    store.record_decision(meeting, "Lower it", risk_id=1, minute="6.2", levels=(2, 2))
    assert how(store.score_moves(1, Stage.CURRENT)[-1]) == "decided by Board, 27 July 2017, minute 6.2"
    store.rate_risk(1, Stage.CURRENT, 3, 3, reason="Worse")
    assert "Board" not in how(store.score_moves(1, Stage.CURRENT)[-1])
