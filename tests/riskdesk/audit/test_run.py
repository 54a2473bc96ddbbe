"""Running the rules: roll-up, waivers of what is rolled up, and a rule that fails."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.run import Audit, audit
from riskdesk.risks import Action, Register, Risk, Status
from riskdesk.schemes import preset
from riskdesk.scrutiny import Scrutiny, Waiver

TODAY = dt.date(2017, 8, 1)


def _nameless(case: Case) -> Iterable[Hit]:
    for risk in case.live:
        if not risk.heading:
            grave = Severity.ERROR if risk.comments else None
            yield Hit(f"No heading ({risk.label}).", (risk.heading, risk.comments), (risk,), "heading", severity=grave)


def _broken(case: Case) -> Iterable[Hit]:
    yield Hit("Found before it broke.", ())
    raise IndexError("of a bug")


def _always(case: Case) -> Iterable[Hit]:
    return [Hit("About the register.", ("fact",), field="source_note")]


NAMELESS = Rule("NO_HEADING", Severity.WARNING, "No heading", "Why.", _nameless, "have no heading")
WHOLE = Rule("WHOLE", Severity.ADVICE, "Whole", "Why.", _always)
BROKEN = Rule("BROKEN", Severity.ERROR, "Broken", "Why.", _broken)


def register(named: int, nameless: int, closed: int = 0) -> Register:
    risks = [Risk(id=place, uuid=f"u{place}", ref=f"{place}") for place in range(1, named + nameless + closed + 1)]
    return Register(
        title="T",
        scheme=preset("council-4x4"),
        risks=(
            *(replace(risk, heading="H") for risk in risks[:named]),
            *risks[named : named + nameless],
            *(replace(risk, status=Status.CLOSED) for risk in risks[named + nameless :]),
        ),
    )


def run(book: Register, *waivers: Waiver, today: dt.date = TODAY, rules: tuple[Rule, ...] = (NAMELESS, WHOLE)) -> Audit:
    return audit(Case(book, today, Scrutiny(waivers=waivers)), rules=rules)


def accepted(found: Audit, expires_on: dt.date | None = None) -> Waiver:
    """A waiver of the first finding."""
    finding = found.findings[0]
    return Waiver(
        id=1,
        rule=finding.rule.name,
        message=finding.message,
        marks=" ".join(finding.marks),
        accepted_by="Bea",
        accepted_on=TODAY,
        reason="Known",
        expires_on=expires_on,
    )


@pytest.mark.parametrize(("named", "nameless", "rolled"), [(1, 4, True), (2, 7, False), (0, 2, True), (0, 1, False)])
def test_what_four_in_five_risks_share_is_one_finding(named: int, nameless: int, rolled: bool) -> None:
    found = run(register(named, nameless), rules=(NAMELESS,))
    assert len(found.each) == nameless
    assert len(found.findings) == (1 if rolled else nameless)
    assert len(found.findings[0].under) == (nameless if rolled else 0)


def test_a_rolled_up_finding_says_how_many_and_names_them() -> None:
    [finding] = run(register(1, 4), rules=(NAMELESS,)).findings
    assert finding.message == "4 of 5 open risks have no heading."
    assert finding.refs == ("2", "3", "4", "5")
    assert finding.field == "heading"
    assert run(register(0, 3), rules=(NAMELESS,)).findings[0].message == "All 3 open risks have no heading."


def test_closed_risks_are_neither_audited_nor_counted() -> None:
    found = run(register(1, 4, closed=20), rules=(NAMELESS,))
    assert len(found.findings) == 1
    assert found.findings[0].message.startswith("4 of 5")


def _shared(case: Case) -> Iterable[Hit]:
    yield Hit("Shared.", (), case.register.risks, "ref")


SHARED = Rule("SHARED", Severity.ERROR, "Shared", "Why.", _shared, "share their reference")


def test_a_closed_risk_that_is_named_too_is_no_share_of_the_open_ones() -> None:
    [finding] = run(register(1, 2, closed=5), rules=(SHARED,)).findings
    assert finding.message == "All 3 open risks share their reference."
    assert finding.refs == ("1", "2", "3")
    [alone] = run(register(1, 0, closed=1), rules=(SHARED,)).findings
    assert (alone.message, alone.refs) == ("Shared.", ("1", "2"))


def _each_action(case: Case) -> Iterable[Hit]:
    for risk in case.live:
        for action in risk.actions:
            yield Hit("Late.", (action.text,), (risk,), "actions", action)


def test_of_two_actions_that_read_the_same_only_the_accepted_one_is_waived() -> None:
    twins = tuple(Action(id=place, uuid=f"a{place}", text="Recruit") for place in (1, 2))
    book = register(1, 0)
    book = replace(book, risks=(replace(book.risks[0], actions=twins),))
    rules = (Rule("LATE", Severity.ERROR, "Late", "Why.", _each_action),)
    found = run(book, accepted(run(book, rules=rules)), rules=rules)
    assert [(one.part_id, one.waiver is not None) for one in found.findings] == [(1, True), (2, False)]


def test_a_rolled_up_finding_is_as_grave_as_its_gravest() -> None:
    book = register(0, 5)
    grave = replace(book, risks=(replace(book.risks[0], comments="x"), *book.risks[1:]))
    assert run(book).findings[0].severity is Severity.WARNING
    assert run(grave).findings[0].severity is Severity.ERROR
    assert run(grave).worst is Severity.ERROR


def test_findings_stand_in_order_of_severity_then_rule() -> None:
    names = [finding.rule.name for finding in run(register(0, 5), rules=(WHOLE, NAMELESS)).findings]
    assert names == ["NO_HEADING", "WHOLE"]


def test_a_rolled_up_finding_is_waived_as_one() -> None:
    book = register(0, 5)
    found = run(book, accepted(run(book)))
    assert found.findings[0].waiver
    assert all(finding.waiver for finding in found.each if finding.rule is NAMELESS)
    assert found.count(Severity.WARNING) == 0
    assert found.worst is Severity.ADVICE


def test_one_more_risk_brings_a_waived_roll_up_back_and_says_so() -> None:
    found = run(register(0, 6), accepted(run(register(0, 5))))
    finding = found.findings[0]
    assert finding.waiver is None
    assert finding.message == "All 6 open risks have no heading. 5 of these were accepted, 1 not."
    assert [one.waiver is None for one in finding.under] == [False] * 5 + [True]


def test_what_was_waived_together_stays_waived_once_it_no_longer_rolls_up() -> None:
    waiver = accepted(run(register(0, 5)))
    book = register(0, 5)
    mended = replace(book, risks=(*(replace(risk, heading="H") for risk in book.risks[:2]), *book.risks[2:]))
    found = run(mended, waiver, rules=(NAMELESS,))
    assert [(len(one.under), one.waiver is not None) for one in found.findings] == [(0, True)] * 3


def test_a_changed_fact_ends_a_waiver() -> None:
    book = register(3, 1)
    waiver = accepted(run(book))
    changed = replace(book, risks=(*book.risks[:3], replace(book.risks[3], comments="Now looked at")))
    assert run(book, waiver).findings[0].waiver
    assert run(changed, waiver).findings[0].waiver is None


def test_a_waiver_of_another_risk_or_rule_waives_nothing() -> None:
    waiver = accepted(run(register(3, 1)))
    assert run(register(4, 1), waiver, rules=(NAMELESS,)).findings[0].waiver is None
    assert run(register(3, 1), replace(waiver, rule="WHOLE")).findings[0].waiver is None


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, False)])
def test_a_waiver_holds_to_the_end_of_its_last_day(days: int, holds: bool) -> None:
    waiver = accepted(run(register(3, 1)), expires_on=TODAY)
    found = run(register(3, 1), waiver, today=TODAY + dt.timedelta(days=days))
    assert (found.findings[0].waiver is not None) is holds


def test_the_latest_of_several_waivers_is_shown() -> None:
    first = accepted(run(register(3, 1)))
    later = replace(first, id=2, accepted_by="Cid")
    assert run(register(3, 1), first, later).findings[0].waiver == later
    assert run(register(3, 1), first, replace(later, withdrawn="No")).findings[0].waiver == first


def test_a_rule_that_fails_is_told_and_hides_no_other() -> None:
    found = run(register(0, 1), rules=(BROKEN, NAMELESS, WHOLE))
    assert [finding.rule.name for finding in found.each] == ["NO_HEADING", "WHOLE"]
    [fault] = found.faults
    assert fault.rule is BROKEN
    assert "IndexError: of a bug" in fault.details


def test_progress_is_told_after_each_rule_also_a_failing_one() -> None:
    told: list[tuple[int, int]] = []
    audit(Case(register(0, 1), TODAY), lambda done, whole: told.append((done, whole)), (BROKEN, WHOLE))
    assert told == [(1, 2), (2, 2)]


def test_an_empty_register_and_one_that_is_all_closed_have_findings_of_the_whole_alone() -> None:
    for book in (register(0, 0), register(0, 0, closed=3)):
        assert [finding.rule.name for finding in run(book).findings] == ["WHOLE"]


@given(named=st.integers(0, 12), nameless=st.integers(0, 12))
def test_rolling_up_loses_no_finding_and_makes_none(named: int, nameless: int) -> None:
    found = run(register(named, nameless))
    one_by_one = [each for finding in found.findings for each in (finding.under or (finding,))]
    assert sorted(one_by_one, key=lambda one: one.message) == sorted(found.each, key=lambda one: one.message)


def test_marks_tell_apart_rules_risks_and_facts() -> None:
    book = register(0, 2)
    marks = [mark for finding in run(book).each for mark in finding.marks]
    assert len(set(marks)) == len(marks) == 3
    assert marks == [mark for finding in run(book).each for mark in finding.marks]
