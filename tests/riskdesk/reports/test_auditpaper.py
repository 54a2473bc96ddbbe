"""The audit paper's facts: counted, ordered and worded without a page in sight."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from riskdesk import samples
from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.run import Audit, audit
from riskdesk.errors import RiskDeskError
from riskdesk.proof import Verdict
from riskdesk.reports.audit.paper import AuditPaper, audit_paper
from riskdesk.risks import Register, Risk, Status
from riskdesk.scrutiny import Scrutiny
from riskdesk.trail import Evidence
from tests.riskdesk.reports.audits import (
    BROKEN,
    HIGHEST,
    OWNERLESS,
    QUIET,
    RULES,
    TITLED,
    TODAY,
    audited,
    book,
    hostile,
    rows,
    waived,
    worked,
)
from tests.riskdesk.reports.registers import one_of, register_of, texts


def paper_of(*risks: Risk, **facts: object) -> AuditPaper:
    return audit_paper(audited(register_of(*risks, **facts)))


# The table of rules


def test_every_rule_is_told_also_one_that_found_nothing() -> None:
    paper = audit_paper(audited())
    assert rows(paper.rules) == [
        "Nobody answers for it / OWNERLESS | Warning | 5 | 5 | 5 | 0",
        "The highest impact / HIGHEST | Error | 2 | 2 | 2 | 0",
        "It has a title / TITLED | Advice | the register | 1 | 1 | 0",
    ]
    assert paper.quiet_rules == ("Finds nothing (QUIET)",)
    assert paper.rules.lead[0] == "4 rules were applied, in this order: 3 found something, 1 found nothing."


def test_a_rule_counts_its_waived_findings_apart() -> None:
    assert rows(audit_paper(worked()).rules)[1] == "The highest impact / HIGHEST | Error | 2 | 2 | 1 | 1"


def test_findings_of_another_severity_than_the_rules_own_are_said_to_be() -> None:
    def first_two_are_errors(case: Case) -> Iterable[Hit]:
        for place, hit in enumerate(OWNERLESS.check(case)):
            yield dataclasses.replace(hit, severity=Severity.ERROR) if place < 2 else hit

    grave = dataclasses.replace(OWNERLESS, check=first_two_are_errors)
    assert "Warning / 2 as error" in rows(audit_paper(audited(rules=(grave,))).rules)[0]


def test_a_rule_that_could_not_be_run_is_said_not_to_have_been() -> None:
    paper = audit_paper(audited(rules=(*RULES, BROKEN)))
    assert rows(paper.faults) == ["Cannot be run / BROKEN | IndexError: of a bug"]
    assert rows(paper.rules)[-1].count("could not be run") == 4
    assert any("1 rule could not be run" in told for told in paper.conclusion)
    assert "3 found something, 1 found nothing" in paper.rules.lead[0]
    assert audit_paper(audited()).faults.lead == ("Every rule could be run.",)


# Findings


def test_findings_stand_by_severity_and_are_numbered_through() -> None:
    found = audit_paper(audited()).findings
    assert [(section.title, section.said) for section in found] == [("Errors", 2), ("Warnings", 1), ("Advice", 1)]
    assert [texts(row[0])[0] for section in found for row in section.table.rows] == ["F1", "F2", "F3", "F4"]
    assert [section.lead[0] for section in found] == [
        "2 errors: all wait for an answer.",
        "1 warning: it waits for an answer.",
        "1 point of advice: it waits for an answer.",
    ]


def test_a_finding_says_its_rule_its_risk_its_evidence_and_both_readings() -> None:
    assert rows(audit_paper(audited()).findings[0])[0] == (
        "F1 | The highest impact / HIGHEST | 1 | Impact is the highest there is. / "
        "Either: Impact 3 Substantial fits; / or: Rating 16 High stands. | Waiting"
    )


def test_a_finding_about_the_register_and_a_single_reading_are_said_so() -> None:
    told = rows(audit_paper(audited()).findings[2])[0]
    assert "| The register |" in told
    assert "Possible reading: One reading." in told


def test_a_rolled_up_finding_names_its_risks_and_each_message_once() -> None:
    assert rows(audit_paper(audited()).findings[1]) == [
        (
            "F3 | Nobody answers for it / OWNERLESS | 1, 2, 3, 4 and 5 | All 5 open risks have no owner. / "
            "1 and 2: Nobody is named (asked twice). / 3, 4 and 5: Nobody is named (no comment). | Waiting"
        )
    ]


def test_one_message_for_all_is_not_told_with_references_again() -> None:
    paper = paper_of(*(one_of(str(number), 2, 2) for number in range(1, 6)))
    assert "Each: Nobody is named (no comment)." in rows(paper.findings[1])[0]


def test_too_many_messages_are_counted_and_left_to_the_workbook() -> None:
    paper = paper_of(*(one_of(str(number), 2, 2, comments=f"c{number}") for number in range(1, 48)))
    told = texts(paper.findings[1].table.rows[0][3])
    assert len(told) == 42
    assert told[-1] == "And 7 more messages, each told in the workbook of this paper."


def test_a_waived_finding_says_by_whom_until_when_and_why() -> None:
    told = rows(audit_paper(worked()).findings[0])[0]
    assert "Waived by Bea Boss on 15 January 2020 until 30 June 2020 (W1). Reason: Reason 1" in told
    assert told.endswith("| Waived")
    assert audit_paper(worked()).findings[0].lead == ("2 errors: 1 waits for an answer, 1 is waived.",)


def test_a_rolled_up_finding_of_which_a_part_is_waived_says_how_much() -> None:
    one = next(each for each in audited().each if each.rule is OWNERLESS)
    told = rows(audit_paper(audited(scrutiny=Scrutiny(waivers=(waived(one, 7),)))).findings[1])[0]
    assert "Some of it is waived (W7)." in told
    assert told.endswith("| Waiting; 1 of 5 waived")


def test_a_finding_that_was_challenged_says_so() -> None:
    told = rows(audit_paper(worked()).findings[0])
    assert "Challenge C1, not answered yet" in told[0]
    assert "Challenge" not in told[1]


# In words


def test_the_conclusion_counts_what_was_found_rolled_up_waits_and_is_waived() -> None:
    assert audit_paper(worked()).conclusion == (
        (
            "4 rules applied to 5 open risks made 8 findings. A rule that hits 80% or more of the open risks is told "
            "as one finding about the register: 1 finding stands for 5 in this way, which leaves 4 findings."
        ),
        "3 findings wait for an answer: 1 error, 1 warning and 1 point of advice.",
        "The register is not ready to be issued until the error that waits is mended or waived by name, with a reason.",
        "1 finding is waived by name, with a reason.",
        "2 challenges were put to owners; 1 waits for an answer.",
        "3 scores were moderated; 1 waits to be agreed.",
        (
            "1 dip sample was drawn, of 3 risks: 1 supported by the evidence, 1 not supported, 0 without evidence to "
            "judge by and 1 not concluded yet."
        ),
    )


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((QUIET,), "No finding waits for an answer, so nothing in this audit stands against issuing"),
        ((TITLED,), "Neither an error nor a warning waits, so nothing in this audit stands against issuing"),
        ((OWNERLESS,), "No error waits, so nothing in this audit stands against issuing the register; its warnings"),
        ((HIGHEST,), "The register is not ready to be issued until all 2 errors that wait are mended"),
    ],
)
def test_whether_the_register_may_be_issued_follows_from_what_waits(rules: tuple[Rule, ...], said: str) -> None:
    told = audit_paper(audited(rules=rules)).conclusion
    assert any(sentence.startswith(said) for sentence in told), told


ALTERED, FAILED = "the register is not as RiskDesk sealed it", "1 rule could not be run"


@pytest.mark.parametrize(
    ("sound", "rules", "said"),
    [
        (False, (QUIET,), f"No finding waits for an answer, but {ALTERED}, so this audit cannot say"),
        (True, (QUIET, BROKEN), f"No finding waits for an answer, but {FAILED}, so this audit cannot say"),
        (False, (TITLED, BROKEN), f"Neither an error nor a warning waits, but {ALTERED} and {FAILED}, so this audit"),
        (True, (OWNERLESS, BROKEN), f"No error waits, but {FAILED}, so this audit cannot say"),
        (False, (HIGHEST,), f"All 2 errors that wait are mended or waived by name, with a reason, nor while {ALTERED}"),
    ],
)
def test_nothing_is_said_to_be_clear_of_an_altered_register_or_where_a_rule_failed(
    sound: bool, rules: tuple[Rule, ...], said: str
) -> None:
    told = " ".join(audit_paper(audited(rules=rules), Verdict(sound, ("Told.",))).conclusion)
    assert said.lower() in told.lower()
    assert "nothing in this audit stands against" not in told


def test_the_scope_says_what_was_left_out_and_compared() -> None:
    risks = (one_of("1", 2, 2), one_of("2", status=Status.DRAFT), one_of("3", 1, 1, status=Status.CLOSED))
    register = register_of(*risks)
    scope = audit_paper(audited(register)).scope
    assert scope[0] == "1 open risk of “Pooled fund” was audited, as at 29 February 2020."
    assert scope[1] == "1 draft risk and 1 closed risk were left out."
    assert scope[4] == "It was compared with no earlier register and no other copy."
    other = dataclasses.replace(register, as_at=dt.date(2020, 1, 31), title="The issue before")
    assert (
        "compared with another issue: “The issue before”, as at 31 January 2020, 3 risks, seal 3f9a12bc04de."
        in (audit_paper(audited(register, previous=other)).scope[4])
    )
    copy = dataclasses.replace(register, seal="c0" * 32)
    told = audit_paper(audited(register, previous=copy)).scope[4]
    assert "another copy of the same issue" in told
    told = audit_paper(audited(register, previous=copy, seals=frozenset({copy.seal, register.seal}))).scope[4]
    assert "an earlier state of this very file" in told


def test_without_an_as_at_date_nothing_is_called_late() -> None:
    paper = audit_paper(audited(book(as_at=None)))
    assert any("Without an as-at date nothing is called late" in told for told in paper.scope)
    assert ("Register as at", "not recorded") in paper.cover.facts


def test_the_proof_is_told_or_said_to_be_missing() -> None:
    proved = audit_paper(audited(), Verdict(True, ("The chain holds over 9 steps.",)))
    assert "The chain holds over 9 steps." in proved.sealing
    assert "was not proved for this paper" in audit_paper(audited()).sealing[1]
    broken = audit_paper(audited(), Verdict(False, ("Step 3 was altered.",)))
    assert any("does NOT hold" in told for told in broken.sealing)
    assert broken.conclusion[0].startswith("The register is not as RiskDesk sealed it")


def test_checks_by_hand_name_the_partners_and_the_sign_off_has_a_line_for_each() -> None:
    paper = audit_paper(audited())
    assert paper.signatories == ("Audited by", "Reviewed by", "For Council", "For Health board")
    assert any("shows each of the 5 open risks once" in check for check in paper.checks)
    assert any(check.startswith("Health board has signed off") for check in paper.checks)
    nobody = audit_paper(audited(book(partners=())))
    assert any("partners are not recorded" in check for check in nobody.checks)
    assert nobody.signatories == ("Audited by", "Reviewed by")


def test_how_to_check_the_paper_names_the_whole_seal_and_the_day() -> None:
    paper = audit_paper(audited())
    assert f"riskdesk-cli verify FILE --seal {paper.seal}" in paper.checking
    assert any(f"--today {TODAY.isoformat()}”" in told for told in paper.checking)
    compared = audit_paper(audited(previous=book(seal="c0" * 32))).checking
    assert any(f"--today {TODAY.isoformat()} --previous EARLIER”" in told for told in compared)
    assert "cannot be checked against a file" in audit_paper(audited(dataclasses.replace(book(), seal=""))).checking[0]


def test_calibration_names_every_open_risk_and_tells_of_owners_and_categories() -> None:
    paper = audit_paper(audited())
    assert paper.spread.matrix.references == 5
    assert paper.spread.sentences[0].startswith("3 of 5 risks (60%) share one cell")
    assert [section.lead for section in paper.spread.groups] == [
        ("No scored risk has a recorded owner, so nothing is told by owner.",),
        ("No scored risk has a recorded category, so nothing is told by category.",),
    ]
    sampled = audit_paper(audit(Case(samples.load("thurrock-2017"), TODAY)))
    assert sampled.spread.groups[0].said == 8


# Counts and rows


@pytest.mark.parametrize("found", [audited, worked, hostile], ids=["bare", "worked", "hostile"])
def test_every_count_is_that_of_the_rows(found: Callable[[], Audit]) -> None:
    audit_paper(found()).reconcile()


@pytest.mark.parametrize("name", samples.names())
def test_the_samples_reconcile_and_no_cell_is_blank(name: str) -> None:
    paper = audit_paper(audit(Case(samples.load(name), TODAY, evidence=Evidence())))
    paper.reconcile()
    cells = [cell for section in paper.sections for row in section.table.rows for cell in row]
    assert all(cell and all(text.strip() for text in texts(cell)) for cell in cells)


@pytest.mark.parametrize("count", ["open_risks", "rules", "waived", "each", "sampled"])
def test_a_count_that_differs_from_its_rows_is_refused(count: str) -> None:
    paper = audit_paper(worked())
    said = dataclasses.replace(paper.said, **{count: getattr(paper.said, count) + 1})
    with pytest.raises(RiskDeskError, match="it was not written"):
        dataclasses.replace(paper, said=said).reconcile()


def test_a_row_that_is_lost_is_refused_in_every_section() -> None:
    paper = audit_paper(worked())
    with pytest.raises(RiskDeskError, match="it was not written"):
        dataclasses.replace(paper, quiet_rules=()).reconcile()
    for name in ("rules", "waivers", "challenges", "moderations"):
        section = getattr(paper, name)
        short = dataclasses.replace(section, table=dataclasses.replace(section.table, rows=section.table.rows[1:]))
        with pytest.raises(RiskDeskError, match="it was not written"):
            dataclasses.replace(paper, **{name: short}).reconcile()


def test_an_empty_register_and_a_closed_one_have_sensible_papers() -> None:
    for register in (register_of(), register_of(one_of("1", 4, 4, status=Status.CLOSED))):
        paper = audit_paper(audited(register, rules=(OWNERLESS, HIGHEST)))
        paper.reconcile()
        assert paper.conclusion[0] == "2 rules applied to no open risks made no findings."
        assert [section.lead[0] for section in paper.findings] == [
            "No errors found.", "No warnings found.", "No points of advice found.",
        ]  # fmt: skip


def test_nothing_is_ranked_inside_a_severity_but_by_the_order_of_the_rules() -> None:
    risks = [one_of(ref, 4, 4) for ref in ("9", "10", "1")]
    register: Register = register_of(*risks)
    section = audit_paper(audited(register, (HIGHEST,))).findings[0]
    assert [texts(row[2])[0] for row in section.table.rows] == ["9", "10", "1"]
