"""The quality of the register: findings by severity and rule, what was corrected, what is accepted, what is asked."""

import dataclasses
from collections.abc import Callable

import pytest

from riskdesk.audit.findings import Severity
from riskdesk.errors import RiskDeskError
from riskdesk.periods import Closing
from riskdesk.reports.board.quality import quality_chapter
from riskdesk.reports.marks import Table
from riskdesk.reports.sources import Sources
from riskdesk.risks import Register
from tests.riskdesk.reports.audits import BROKEN, OWNERLESS, RULES, audited, hostile, worked
from tests.riskdesk.reports.registers import register_of, said
from tests.riskdesk.reports.sourced import PLAIN, checked, headings, rows, shipped, table_of

WAITING, ACCEPTED = "What waits for an answer", "What is accepted, and by whom"


def table(sources: Sources, caption: str) -> Table:
    return table_of(checked(quality_chapter(sources, PLAIN)), caption)


def words(sources: Sources) -> list[str]:
    return said(checked(quality_chapter(sources, PLAIN)).blocks)


def test_without_an_audit_there_is_no_chapter() -> None:
    assert quality_chapter(Sources(register_of()), PLAIN) is None


def test_the_findings_of_thurrock_2017_are_told_by_rule_the_gravest_first() -> None:
    sources = shipped("thurrock-2017")
    told = rows(table(sources, WAITING))
    assert told[0] == [
        "Error",
        (
            "Stated rating is not what the scores make / Residual rating is stated as 16, but impact 4 x likelihood "
            "3 = 12. 16 would need 4 x 4."
        ),
        "1",
        "1",
    ]
    assert ["Warning", "Several owners", "4", "1, 2, 9 and 11"] in told
    order = [row[0] for row in told]
    assert order == sorted(order, key=["Error", "Warning", "Advice"].index)
    audit = sources.audit
    assert audit is not None
    assert sum(int(row[2]) for row in told) == sum(audit.count(severity) for severity in Severity)
    assert words(sources)[0] == (
        f"{len(audit.rules)} rules applied to 11 open risks: {sum(map(audit.count, Severity))} findings wait for an "
        f"answer: {audit.count(Severity.ERROR)} errors, {audit.count(Severity.WARNING)} warnings and "
        f"{audit.count(Severity.ADVICE)} points of advice; no findings are accepted by name."
    )
    assert headings(checked(quality_chapter(sources, PLAIN))) == ["Quality of the register", WAITING]


def test_what_was_corrected_is_what_the_last_closing_found_and_this_audit_does_not(
    month: Callable[[str], Sources],
) -> None:
    march = month("March 2018")
    assert rows(table(march, "Corrected since the last issue")) == [
        ["Scores crowd in one cell", "The register"],
        ["Due date moved", "7"],
        ["Not reviewed within the cycle", "10"],
    ]
    assert (
        "Between February 2018 and March 2018, 3 findings are not found any more and 2 are new, counted by rule and "
        "risk." in words(march)
    )
    frozen = next(period for period in march.register.periods if period.name == "February 2018").closing
    assert frozen
    assert any(each["rule"] == "STALE_SCORE" and each["refs"] == ["10"] for each in frozen.findings["findings"])


def test_what_left_with_a_risk_was_not_corrected(month: Callable[[str], Sources]) -> None:
    april = month("April 2018")
    mended = [ref for row in rows(table(april, "Corrected since the last issue")) for ref in row[1].split(", ")]
    assert "11" not in mended, "it was merged into another"


def test_a_closing_that_keeps_no_findings_is_not_compared(month: Callable[[str], Sources]) -> None:
    march = month("March 2018")
    periods = tuple(
        dataclasses.replace(each, closing=dataclasses.replace(each.closing, frozen=Closing.pack({})))
        if each.closing
        else each
        for each in march.register.periods
    )
    bare = dataclasses.replace(march, register=dataclasses.replace(march.register, periods=periods))
    assert not any("not found any more" in text for text in words(bare))


def test_what_one_person_accepted_of_one_rule_is_one_row(month: Callable[[str], Sources]) -> None:
    april = rows(table(month("April 2018"), ACCEPTED))
    assert april[-2:] == [
        [
            "Target date is past and the target not reached",
            "1, 3, 6, 7 and 9",
            (
                "By Tom Adeyemi on 8 May 2018 with no expiry date (W8, W9, W10, W11 and W12) / Known and told to the "
                "executive; it is mended as the owners answer"
            ),
        ],
        [
            "Action is late",
            "3, 4 and 9",
            (
                "By Tom Adeyemi on 8 May 2018 with no expiry date (W13, W14 and W15) / Known and told to the "
                "executive; it is mended as the owners answer"
            ),
        ],
    ]
    assert "11 waivers hold, each by name and with a reason." in words(month("April 2018"))


def book() -> Sources:
    found = worked()
    return Sources(found.case.register, audit=found)


def test_challenges_that_are_open_are_told_and_answered_ones_are_not() -> None:
    assert rows(table(book(), "Challenges that are open")) == [
        ["1 / Risk 1", "Why 4?", "Asked by Olu Officer on 15 January 2020 / sent to Lead"]
    ]
    assert rows(table(book(), ACCEPTED))[0][2].startswith("By Bea Boss on 15 January 2020 until 30 June 2020 (W1)")


def test_a_rule_that_hits_most_risks_is_one_finding() -> None:
    told = {row[1].split(" / ")[0]: row[2:] for row in rows(table(book(), WAITING))}
    assert told["Nobody answers for it"] == ["1", "1, 2, 3, 4 and 5"]
    assert told["It has a title"] == ["1", "The register"]


def test_a_rule_that_could_not_be_run_is_said() -> None:
    found = audited(rules=(*RULES, BROKEN))
    told = words(Sources(found.case.register, audit=found))
    assert told[1] == "1 rule could not be run, so what it would find is not known."


def test_a_register_without_a_finding_says_so() -> None:
    found = audited(register_of(), rules=(OWNERLESS,))
    assert words(Sources(found.case.register, audit=found)) == [
        "1 rule applied to no open risks: no finding waits for an answer; no findings are accepted by name.",
        "No finding is accepted by waiver.",
        "No challenge to an owner is open.",
    ]


def test_hostile_text_keeps_its_rows() -> None:
    found = hostile()
    register: Register = found.case.register
    chapter = checked(quality_chapter(Sources(register, audit=found), PLAIN))
    assert {WAITING, ACCEPTED, "Challenges that are open"} <= set(headings(chapter))


def test_a_row_too_few_stops_the_paper() -> None:
    chapter = checked(quality_chapter(book(), PLAIN))
    lost = dataclasses.replace(chapter.counts[0], printed=chapter.counts[0].printed - 1)
    with pytest.raises(RiskDeskError, match="What waits for an answer"):
        dataclasses.replace(chapter, counts=(lost,)).reconcile()
