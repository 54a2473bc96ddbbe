"""The rules on the three real registers. For Thurrock 2017 an expert listed what must be raised."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from riskdesk.audit.case import Case
from riskdesk.audit.rules import RULES
from riskdesk.audit.run import Audit, audit
from riskdesk.samples import load, names

EXPECTED = json.loads((Path(__file__).parent / "expected" / "thurrock-2017.json").read_text(encoding="utf-8"))

Raised = tuple[str, str | None, str]
"""Rule, reference (None for the register) and severity."""

BY_IMPORT = {"ACTIONS_IN_ONE_CELL", "CONTROLS_IN_ONE_CELL", "MIXED_CELL"}
"""What tells of the form of a source's cells is the import's to say: here the items are split already."""
BY_HAND = {"NARRATIVE_NOT_IN_REGISTER"}
"""What only a person who reads the whole document can find."""


def audited(name: str) -> Audit:
    return audit(Case(load(name), dt.date(2017, 8, 1)))


def raised(found: Audit) -> set[Raised]:
    return {
        (one.rule.name, ref, one.severity.word) for one in found.each for ref in (one.refs or (None,))
    }  # fmt: skip


def expected(*bases: str) -> set[Raised]:
    wanted = (one for one in EXPECTED if one["basis"] in bases and one["rule"] not in BY_IMPORT | BY_HAND)
    return {(one["rule"], one["ref"], one["severity"]) for one in wanted}


def test_everything_computed_that_the_expert_lists_is_raised() -> None:
    assert expected("computed") - raised(audited("thurrock-2017")) == set()
    assert len(expected("computed")) > 70


def test_what_the_expert_judged_and_words_can_tell_is_raised_too() -> None:
    assert expected("judged") - raised(audited("thurrock-2017")) == set()


def test_nothing_is_raised_that_the_expert_did_not_list() -> None:
    assert raised(audited("thurrock-2017")) - expected("computed", "judged") == set()


def test_each_is_raised_once() -> None:
    found = audited("thurrock-2017").each
    times = Counter((one.rule.name, one.refs) for one in found)
    assert {what: count for what, count in times.items() if count > 1} == {}


def test_what_most_risks_share_is_said_once() -> None:
    found = audited("thurrock-2017")
    together = {one.rule.name: len(one.risks) for one in found.findings if one.under}
    assert together == {
        "NO_INHERENT": 11,
        "TARGET_NO_SPLIT": 10,
        "OPEN_ENDED_DATE": 11,
        "NO_REVIEW_DATE": 11,
        "ACTION_NO_DUE_DATE": 11,
        "CONTROL_UNDATED": 10,
    }
    assert len(found.findings) < len(found.each) / 2


@pytest.mark.parametrize("name", names())
def test_every_rule_runs_on_every_real_register(name: str) -> None:
    found = audited(name)
    assert found.faults == ()
    assert found.each
    for one in found.each:
        assert one.message[0].isupper() or one.message[0] in "'\"£0123456789", one.message
        assert one.message.rstrip()[-1] in ".?'", one.message
        assert "None" not in one.message.split()[1:], one.message


@pytest.mark.parametrize("name", names())
def test_the_same_register_gives_the_same_audit(name: str) -> None:
    assert audited(name).findings == audited(name).findings


def test_the_table_of_rules_is_in_order() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.name == rule.name.upper()
        assert rule.title
        assert rule.why.endswith("."), rule.name
        assert not rule.together.endswith("."), rule.name
