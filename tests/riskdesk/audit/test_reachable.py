"""No rule is unreachable: the three real registers and one bad year make every rule of the table speak."""

import datetime as dt
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from riskdesk.audit.case import Case
from riskdesk.audit.rules import RULES
from riskdesk.audit.run import audit
from riskdesk.risks import ActionStatus, Register, Response, Risk, Stage
from riskdesk.samples import load, names
from riskdesk.store import Store
from tests.riskdesk.audit.cases import risk

AS_AT = dt.date(2017, 8, 1)

NOTE = """The matrix shows 2 x 4 = 5.
Low 1-4, Medium 5-9, High 10-16. In the appendix: Low 1-3, Medium 4-9, High 10-16."""


def spoken(case: Case) -> set[str]:
    found = audit(case)
    assert found.faults == ()
    return {one.rule.name for one in found.each}


def bad_risks() -> tuple[Risk, ...]:
    """As a source may bring them in: levels off the scale, half scores, bands and places that are not the scheme's."""
    written = {"Risk rating": "Low", "Heat map position (I,L)": "1,1"}
    return (
        risk("1", current=(9, 9), target=(2, 2)),
        risk("2", current=(3, None), target=11),
        risk("3", inherent=(2, 2), current=(3, 2), target=(4, 4), written=written),
        risk("4", inherent=(3, 2), current=(3, 2), controls=load("thurrock-2017").risks[0].controls),
        risk("5", current=(3, 2), written={"Risk rating": "Medium"}),
        risk("6", current=(4, 4), target=(1, 1), target_date="March 2017", response=Response.TOLERATE),
        risk("7", current=(4, 4), last_reviewed=dt.date(2016, 1, 1)),
        risk("8", current=(1, 1)),
        risk("9", current=(2, 2), last_reviewed=dt.date(2017, 7, 1)),
        risk("10", current=(3, 3)),
    )


def bad_register() -> Register:
    base = load("thurrock-2017")
    return replace(base, risks=bad_risks(), owners=(), appetite="Low", source_note=NOTE)


@pytest.fixture
def bad_year(tmp_path: Path) -> set[str]:
    """What the audit says at the end of a year in which everything was done that should not be."""
    days = count()
    with Store.create(
        tmp_path / "bad.riskdesk", bad_register(), "Ann Author",
        clock=lambda: dt.datetime(2017, 8, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=next(days)),
    ) as store:  # fmt: skip
        before = store.register()
        action = store.add_action(10, {"text": "Recruit nurses", "due": "June 2017"})
        store.edit_action(action, {"due": "July 2017"})
        done = store.add_action(9, {"text": "Train the team", "due": "June 2017"})
        for month in (9, 10, 11):
            store.edit_register({"as_at": dt.date(2017, month, 1)})
        store.edit_action(done, {"status": ActionStatus.DONE, "done_on": dt.date(2017, 10, 1)})
        store.rate_risk(8, Stage.CURRENT, 4, 4)
        earlier = replace(before, risks=(*before.risks, Risk(id=99, uuid="gone", ref="99")))
        same_day = replace(earlier, as_at=store.register().as_at, seal="of another file")
        return spoken(store.case(previous=earlier)) | spoken(store.case(previous=same_day))


@pytest.fixture
def unsigned(tmp_path: Path) -> set[str]:
    """What only the end of a month asks."""
    with Store.create(tmp_path / "month.riskdesk", load("thurrock-2017"), "Ann Author") as store:
        store.open_period("August 2017", AS_AT)
        return spoken(store.closing_case())


def test_every_rule_of_the_table_can_speak(bad_year: set[str], unsigned: set[str]) -> None:
    seen = bad_year.union(*(spoken(Case(load(name), AS_AT)) for name in names()))
    seen |= unsigned
    assert {rule.name for rule in RULES} - seen == set()


def test_a_register_with_nothing_wrong_is_left_alone(tmp_path: Path) -> None:
    """The other side: every rule keeps silent on a register as it should be."""
    good = replace(
        load("thurrock-2017"),
        source_note="",
        risks=(_good_risk(),),
    )
    scheme = replace(
        good.scheme,
        impact=tuple(replace(level, descriptor="Up to so much") for level in good.scheme.impact),
        likelihood=tuple(replace(level, descriptor="So often") for level in good.scheme.likelihood),
    )
    with Store.create(tmp_path / "good.riskdesk", replace(good, scheme=scheme), "Ann Author") as store:
        assert [(one.rule.name, one.message) for one in audit(store.case()).each] == []


def _good_risk() -> Risk:
    base = load("thurrock-2017").risks[3]
    return replace(
        base,
        as_written=(),
        target_date="31 March 2018",
        last_reviewed=AS_AT,
        controls=tuple(replace(control, implemented="June 2017") for control in base.controls),
        actions=tuple(
            replace(action, text="Publish the care home survey", due="31/12/2017") for action in base.actions
        ),
        scores={
            stage: replace(risk("4", inherent=(3, 4), current=(3, 3), target=(3, 2)).scores[stage]) for stage in Stage
        },
    )
