"""Rating a risk: levels, reasons, and the rating a source stated."""

import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.risks import Stage
from riskdesk.store import Change, FieldChange, Store


def test_rating_a_risk_is_one_step_with_its_reason(store: Store) -> None:
    changes: list[Change] = []
    store.listeners.append(changes.append)
    store.rate_risk(1, Stage.CURRENT, 3, 2, rationale="Two schemes in place", reason="Housing agreed")
    [change] = changes
    assert change.step.title == "Rate risk 1"
    assert (change.step.author, change.step.reason) == ("Ann Author", "Housing agreed")
    assert change.risks == {1}
    score = store.risk(1).scores[Stage.CURRENT]
    assert (score.impact, score.likelihood, score.rationale) == (3, 2, "Two schemes in place")


def test_an_impossible_score_is_refused_and_loses_nothing(store: Store) -> None:
    before = store.register()
    with pytest.raises(RiskDeskError, match="Impact 5 is not a level of 4x4 council"):
        store.rate_risk(1, Stage.CURRENT, 5, 3)
    assert store.register() is before


def test_a_stage_can_be_scored_half_and_cleared(store: Store) -> None:
    store.rate_risk(1, Stage.INHERENT, 4, None)
    assert store.register().rated(store.risk(1), Stage.INHERENT) is None
    store.rate_risk(1, Stage.INHERENT, None, None)
    assert store.risk(1).scores[Stage.INHERENT].impact is None


def test_a_stated_rating_stays_beside_the_computed_one(store: Store) -> None:
    store.state_rating(1, Stage.CURRENT, 12, reason="Typing error in the paper")
    assert store.risk(1).scores[Stage.CURRENT].stated == 12
    target = store.register().rated(store.risk(1), Stage.TARGET)
    assert target is not None
    assert target.text == "12 High"


def test_a_stated_rating_goes_with_the_score_it_was_stated_for(store: Store) -> None:
    store.rate_risk(1, Stage.CURRENT, 4, 3, rationale="The same levels")
    assert store.risk(1).scores[Stage.CURRENT].stated == 16, "nothing moved, so a person still has to settle it"
    store.rate_risk(1, Stage.CURRENT, 4, 2, reason="Housing agreed")
    assert store.risk(1).scores[Stage.CURRENT].stated is None
    assert FieldChange("Current, stated rating", "16", "") in store.risk_history(1)[0].changes
    store.undo()
    assert store.risk(1).scores[Stage.CURRENT].stated == 16
    store.rate_risk(1, Stage.CURRENT, 4, 4, reason="The likelihood was the misprint")
    assert store.risk(1).scores[Stage.CURRENT].stated == 16, "the levels now make what the source printed"
    store.rate_risk(1, Stage.CURRENT, None, None)
    assert store.risk(1).scores[Stage.CURRENT].stated == 16
