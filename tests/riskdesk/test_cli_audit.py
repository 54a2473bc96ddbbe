"""The audit from a terminal: findings, a score's history and printed seals, for people and for scripts."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click import ClickException

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.run import audit
from riskdesk.cli.checking import _refuse_from
from riskdesk.risks import Stage
from riskdesk.schemes import preset
from riskdesk.store import Store
from tests.riskdesk.test_cli import assert_refused, run, run_for_real

KEYS = {"rule", "severity", "refs", "field", "message", "waived"}


@pytest.fixture
def thurrock(tmp_path: Path) -> Path:
    file = tmp_path / "thurrock.riskdesk"
    assert run("sample", "thurrock-2017", file).exit_code == 0
    return file


def audited(file: Path, *options: str) -> dict[str, Any]:
    done = run("audit", file, "--json", *options)
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def accept_everything(file: Path, severity: str) -> None:
    with Store.open(file, "Ann Author") as store:
        for finding in audit(store.case()).findings:
            if finding.severity.word == severity:
                store.accept_finding(finding, accepted_by="Bea Boss", reason="Known since 2016")


def test_findings_are_rolled_up_by_default_and_each_told_with_all(thurrock: Path) -> None:
    rolled, each = audited(thurrock), audited(thurrock, "--all")
    assert len(rolled["findings"]) < len(each["findings"])
    assert all(finding.keys() >= KEYS for finding in (*rolled["findings"], *each["findings"]))
    together = [finding for finding in rolled["findings"] if finding["under"]]
    assert together
    assert sum(finding["under"] or 1 for finding in rolled["findings"]) == len(each["findings"])
    assert rolled["faults"] == []


def test_the_slip_of_2017_is_told_with_both_readings(thurrock: Path) -> None:
    [finding] = [one for one in audited(thurrock)["findings"] if one["rule"] == "SCORE_MISMATCH"]
    assert (finding["severity"], finding["refs"], finding["field"]) == ("error", ["1"], "current")
    assert "impact 4 x likelihood 3 = 12" in finding["message"]
    assert finding["offers"] == ["Likelihood 4 makes 16", "Rating 12 fits 4 x 3"]
    text = run("audit", thurrock).stdout
    assert "SCORE_MISMATCH  1" in text
    assert "- Likelihood 4 makes 16" in text


def test_a_waived_finding_is_marked_and_names_who_accepted_it(thurrock: Path) -> None:
    accept_everything(thurrock, "error")
    [finding] = [one for one in audited(thurrock)["findings"] if one["rule"] == "SCORE_MISMATCH"]
    assert finding["waived"] is True
    assert finding["waiver"]["accepted_by"] == "Bea Boss"
    assert "Accepted by Bea Boss: Known since 2016" in run("audit", thurrock).stdout


def test_exit_code_3_says_that_findings_so_grave_wait(thurrock: Path) -> None:
    done = run("audit", thurrock, "--fail-on", "error")
    assert done.exit_code == 3
    assert "findings that wait" in done.stderr
    assert "SCORE_MISMATCH" in done.stdout
    accept_everything(thurrock, "error")
    assert run("audit", thurrock, "--fail-on", "error").exit_code == 0
    assert run("audit", thurrock, "--fail-on", "warning").exit_code == 3
    accept_everything(thurrock, "warning")
    assert run("audit", thurrock, "--fail-on", "warning").exit_code == 0


def test_an_audit_that_was_not_whole_lets_nothing_pass(thurrock: Path) -> None:
    def broken(_case: Case) -> Iterable[Hit]:
        raise IndexError("of a bug")

    rule = Rule("BROKEN", Severity.ERROR, "Broken", "Why.", broken)
    with Store.look(thurrock) as store:
        found = audit(store.case(), rules=(rule,))
    with pytest.raises(ClickException, match="BROKEN could not be run") as told:
        _refuse_from(Severity.ERROR, found, "fund.riskdesk")
    assert told.value.exit_code == 3


def test_the_same_day_gives_the_same_audit_and_a_waiver_ends_by_the_given_day(thurrock: Path) -> None:
    with Store.open(thurrock, "Ann Author") as store:
        [finding] = [one for one in audit(store.case()).each if one.rule.name == "SCORE_MISMATCH"]
        store.accept_finding(finding, accepted_by="Bea", reason="Known", expires_on=store.today)
        day, later = store.today.isoformat(), "2999-01-01"
    first = audited(thurrock, "--today", day)
    assert first == audited(thurrock, "--today", day)
    assert [one["waived"] for one in first["findings"] if one["rule"] == "SCORE_MISMATCH"] == [True]
    after = audited(thurrock, "--today", later)["findings"]
    assert [one["waived"] for one in after if one["rule"] == "SCORE_MISMATCH"] == [False]


def test_an_audit_only_reads(thurrock: Path) -> None:
    before = thurrock.read_bytes()
    audited(thurrock)
    assert thurrock.read_bytes() == before
    with Store.open(thurrock, "Ann"):
        assert audited(thurrock)["open_risks"] == 11


def test_an_empty_register_is_audited_too(tmp_path: Path) -> None:
    file = tmp_path / "empty.riskdesk"
    run("new", file, "--scheme", "nhs-5x5-npsa", "--title", "Empty")
    assert audited(file)["open_risks"] == 0
    assert run("audit", file).exit_code == 0


def test_another_copy_is_compared_word_by_word(thurrock: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.riskdesk"
    run("sample", "thurrock-2017", other)
    with Store.open(thurrock, "Ann") as store:
        store.edit_risk(3, {"description": "STP alignment, worded anew"})
    found = audited(thurrock, "--previous", str(other))["findings"]
    told = [one["message"] for one in found if one["rule"] == "COPIES_DISAGREE"]
    assert len(told) == 1
    assert "worded anew" in told[0]


def test_a_backup_of_this_file_is_what_was_before_and_no_rival_copy(thurrock: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.riskdesk"
    with Store.open(thurrock, "Ann") as store:
        store.save_copy(backup)
        store.rate_risk(6, Stage.CURRENT, 4, 4, reason="Practices closed")
    rules = {one["rule"] for one in audited(thurrock, "--previous", str(backup))["findings"]}
    assert "COPIES_DISAGREE" not in rules
    assert "BIG_MOVE" in rules


def test_the_history_of_a_score_is_told_for_people_and_for_scripts(thurrock: Path) -> None:
    with Store.open(thurrock, "Ann Author") as store:
        store.rate_risk(1, Stage.CURRENT, 4, 4, reason="Likelihood was misprinted")
        store.change_scheme(preset("nhs-5x5-npsa"), reason="As the NHS does")
    text = run("history", thurrock, "1").stdout
    assert "12 High (4 x 3), stated 16" in text
    assert "misprinted" in text
    assert "scheme change" in text
    assert "9 Medium (? x" not in text
    [risk] = json.loads(run("history", thurrock, "1", "--json").stdout)
    moves = risk["stages"]["current"]["moves"]
    assert [move["cause"] for move in moves] == ["first", "person", "scheme"]
    assert moves[1]["from"] == {"impact": 4, "likelihood": 3, "stated": 16, "rating": 12, "band": "High"}
    assert moves[1]["to"]["rating"] == 16
    assert (moves[1]["author"], moves[1]["reason"]) == ("Ann Author", "Likelihood was misprinted")
    assert (moves[2]["from"]["band"], moves[2]["to"]["band"]) == ("High", "Extreme")
    assert risk["stages"]["current"]["days_at_level"] == 0


def test_risks_of_one_reference_are_both_told_and_one_without_goes_by_its_number(tmp_path: Path) -> None:
    essex, draft = tmp_path / "essex.riskdesk", tmp_path / "draft.riskdesk"
    run("sample", "essex-2016", essex)
    run("sample", "thurrock-2014", draft)
    assert len(json.loads(run("history", essex, "3", "--json").stdout)) == 2
    assert len(json.loads(run("history", draft, "#4", "--json").stdout)) == 1
    assert_refused(run("history", essex, "99"), 'no risk "99"')


def seal_of(file: Path) -> str:
    return str(json.loads(run("show", file, "--json").stdout)["seal"])


def test_a_printed_seal_is_answered_with_its_step_and_period(thurrock: Path) -> None:
    printed = seal_of(thurrock)[:12]
    with Store.open(thurrock, "Ann Author") as store:
        store.rate_risk(1, Stage.CURRENT, 4, 4, reason="x")
    done = run("verify", thurrock, "--seal", printed)
    assert done.exit_code == 0
    assert "step 1" in done.stdout
    assert "the as-at date was 1 August 2017. 1 step followed it." in done.stdout
    facts = json.loads(run("verify", thurrock, "--seal", printed, "--json").stdout)["seal"]
    assert (facts["step"], facts["as_at"], facts["later_steps"]) == (1, "2017-08-01", 1)
    assert "It is the latest step." in run("verify", thurrock, "--seal", seal_of(thurrock)).stdout


def test_a_seal_of_another_register_is_told_and_ends_with_1(thurrock: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.riskdesk"
    run("sample", "essex-2016", other)
    done = run("verify", thurrock, "--seal", seal_of(other)[:12])
    assert done.exit_code == 1
    assert "No step of this register has that seal" in done.stdout
    assert json.loads(run("verify", thurrock, "--seal", "0" * 12, "--json").stdout)["seal"] is None
    for text in ("zzz", ""):
        assert_refused(run("verify", thurrock, "--seal", text, "--json"), "is not a seal")


def test_a_seal_proves_nothing_in_an_altered_file(thurrock: Path) -> None:
    printed = seal_of(thurrock)
    with closing(sqlite3.connect(thurrock, isolation_level=None)) as plain:
        plain.execute("drop trigger step_update")
        plain.execute("update step set author = 'Somebody'")
    done = run("verify", thurrock, "--seal", printed)
    assert done.exit_code == 1
    assert "The seal is that of" not in done.stdout
    assert 'Step 1 ("Load sample thurrock-2017", Somebody' in done.stdout


def test_a_real_process_audits(thurrock: Path) -> None:
    done = run_for_real("audit", thurrock, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["open_risks"] == 11
    assert_refused(run_for_real("audit", thurrock.with_name("missing.riskdesk")), "no file")
