"""The monthly cycle from a terminal: review, close, list, compare, print from a closed period and check the paper."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from riskdesk.cli import commands
from riskdesk.risks import Stage
from riskdesk.store import Store

SIGNED = ("--sign", "Thurrock Council=Jane Doe, Director", "--sign", "NHS Thurrock CCG=Bob Roe")
ACCEPTED = ("--accepted-by", "Bob Roe", "--reason", "As printed in 2017")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def fund(tmp_path: Path) -> Path:
    file = tmp_path / "fund.riskdesk"
    assert run("sample", "thurrock-2017", file).exit_code == 0
    return file


@pytest.fixture
def closed(fund: Path) -> Path:
    done = run("close", fund, "August 2017", "--as-at", "2017-08-01", *SIGNED, *ACCEPTED)
    assert done.exit_code == 0, done.stderr
    return fund


def facts_of(*arguments: object) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def refused(*arguments: object) -> str:
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.stdout == ""
    return done.stderr


def test_a_review_without_change_leaves_a_signed_note(fund: Path) -> None:
    done = run("review", fund, "4", "--no-change", "--note", "As before", "--author", "Ann Author")
    assert done.stdout == "Reviewed risk 4: 9 Medium (3 x 3), no change.\n"
    with Store.look(fund) as store:
        (review,) = store.risk(4).reviews
        assert (review.reviewer, review.note) == ("Ann Author", "As before")


def test_a_changed_score_needs_a_reason_and_one_axis_is_enough(fund: Path) -> None:
    assert "with a reason" in refused("review", fund, "4", "--likelihood", "4")
    assert run("review", fund, "4", "--likelihood", "4", "--reason", "Two homes left").exit_code == 0
    with Store.look(fund) as store:
        score = store.risk(4).score(Stage.CURRENT)
        assert score
        assert (score.impact, score.likelihood) == (3, 4)
        assert store.risk(4).reviews[0].outcome == "changed"


def test_a_review_says_either_no_change_or_a_score(fund: Path) -> None:
    assert run("review", fund, "4").exit_code == 2
    assert run("review", fund, "4", "--no-change", "--impact", "2").exit_code == 2
    assert 'no risk "99"' in refused("review", fund, "99", "--no-change")


def test_errors_block_until_somebody_accepts_them_and_the_file_stays_as_it_was(fund: Path) -> None:
    before = fund.read_bytes()
    said = refused("close", fund, "August 2017", "--as-at", "2017-08-01", *SIGNED)
    assert "SCORE_MISMATCH (risk 1)" in said
    assert fund.read_bytes() == before
    assert run("close", fund, "August 2017", "--as-at", "2017-08-01", *SIGNED, *ACCEPTED).exit_code == 0


def test_a_signature_missing_is_such_an_error_and_an_unknown_partner_is_named(fund: Path) -> None:
    done = refused("close", fund, "August 2017", "--as-at", "2017-08-01", "--sign", "Essex=Eve", *ACCEPTED)
    assert 'no partner "Essex"' in done
    assert "Thurrock Council" in done
    assert "does not say who signs" in refused("close", fund, "August 2017", "--sign", "Thurrock Council", *ACCEPTED)
    assert "SIGN_OFF_MISSING" in refused("close", fund, "August 2017", "--as-at", "2017-08-01")


@pytest.mark.parametrize(
    ("name", "as_at", "words"),
    [
        ("August 2017", "2017-09-01", "already a period August 2017"),
        ("September 2017", "2017-07-31", "before 1 August 2017"),
        (" ", "2017-09-01", "needs a name"),
    ],
)
def test_what_cannot_follow_is_refused_in_a_sentence(closed: Path, name: str, as_at: str, words: str) -> None:
    before = closed.read_bytes()
    assert words in refused("close", closed, name, "--as-at", as_at, *SIGNED, *ACCEPTED)
    assert closed.read_bytes() == before


def test_an_empty_register_cannot_be_closed(tmp_path: Path) -> None:
    file = tmp_path / "empty.riskdesk"
    run("new", file, "--scheme", "council-4x4", "--title", "Empty")
    assert "empty" in refused("close", file, "August 2017", "--as-at", "2017-08-01")


def test_periods_are_listed_with_seal_and_signatures(closed: Path) -> None:
    assert "Jane Doe" in run("periods", closed).stdout
    (period,) = facts_of("periods", closed)
    assert period["name"] == "August 2017"
    assert [one["name"] for one in period["sign_offs"]] == ["Jane Doe", "Bob Roe"]
    assert period["sign_offs"][0]["post"] == "Director"
    assert period["closing"]["seal"] == facts_of("show", closed)["seal"]


def test_a_closed_period_is_shown_and_audited_as_it_was(closed: Path) -> None:
    then = facts_of("show", closed)
    run("review", closed, "4", "--impact", "4", "--reason", "Worse", "--author", "Ann Author")
    assert facts_of("show", closed, "--period", "August 2017")["risks"] == facts_of_risks(then)
    assert facts_of("show", closed)["risks"] != facts_of_risks(then)
    assert facts_of("audit", closed, "--period", "august 2017")["seal"] == then["seal"]
    assert "no period" in refused("show", closed, "--period", "July 2017")


def facts_of_risks(shown: Any) -> list[Any]:
    """Between two periods nothing is asked of a risk; in the closed one it is said what was not reviewed."""
    return [risk | {"review_state": "not_reviewed"} for risk in shown["risks"]]


def test_changes_tell_who_moved_what_since(closed: Path) -> None:
    run("review", closed, "4", "--impact", "4", "--reason", "Two homes left", "--author", "Ann Author")
    told = run("changes", closed, "--from", "August 2017", "--to", "now").stdout
    assert "Ann Author" in told
    assert "Two homes left" in told
    assert facts_of("changes", closed) == facts_of("changes", closed, "--from", "August 2017", "--to", "now")
    assert "not later" in refused("changes", closed, "--from", "August 2017", "--to", "August 2017")


def test_changes_need_a_closed_period(fund: Path) -> None:
    assert "no closed period" in refused("changes", fund)


def test_a_paper_of_a_closed_period_is_recorded_and_known_for_ever(closed: Path, tmp_path: Path) -> None:
    paper, again = tmp_path / "board.pdf", tmp_path / "again.pdf"
    first = run("report", closed, "--kind", "board", "--period", "August 2017", "-o", paper)
    assert "SHA-256" in first.stdout
    run("review", closed, "4", "--impact", "4", "--reason", "Worse")
    run("report", closed, "--kind", "board", "--period", "August 2017", "-o", again)
    assert again.read_bytes() == paper.read_bytes()
    assert len(facts_of("periods", closed)[0]["papers"]) == 1
    assert "was issued from August 2017" in run("verify", closed, "--paper", paper).stdout
    paper.write_bytes(paper.read_bytes() + b" ")
    done = run("verify", closed, "--paper", paper)
    assert done.exit_code == 1
    assert "was not issued" in done.stderr


@pytest.mark.parametrize("kind", ["register", "board", "changes", "audit"])
def test_every_kind_is_issued_with_the_same_bytes(closed: Path, tmp_path: Path, kind: str) -> None:
    papers = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for paper in papers:
        assert run("report", closed, "--kind", kind, "--period", "August 2017", "-o", paper).exit_code == 0
        run("review", closed, "4", "--no-change")
    assert papers[0].read_bytes() == papers[1].read_bytes()


def test_a_draft_is_no_issued_paper(closed: Path, tmp_path: Path) -> None:
    run("report", closed, "--kind", "board", "-o", tmp_path / "draft.pdf")
    assert run("verify", closed, "--paper", tmp_path / "draft.pdf").exit_code == 1


def test_a_period_is_not_compared_with_itself(closed: Path, tmp_path: Path) -> None:
    same = ("--period", "August 2017", "--against", "August 2017")
    done = run("report", closed, "--kind", "changes", *same, "-o", tmp_path / "c.pdf")
    assert done.exit_code == 1
    assert "August 2017 is not earlier than August 2017." in done.output
    assert not (tmp_path / "c.pdf").exists()


def test_a_paper_is_written_though_somebody_else_holds_the_register(closed: Path, tmp_path: Path) -> None:
    with Store.open(closed, "Ann Author"):
        done = run("report", closed, "--kind", "board", "--period", "August 2017", "-o", tmp_path / "board.pdf")
    assert done.exit_code == 1
    assert "not recorded as issued" in done.stdout
    assert "Ann Author" in done.stdout


def test_a_calendar_holds_what_is_asked_of_an_owner(closed: Path, tmp_path: Path) -> None:
    run("close", closed, "September 2017", "--as-at", "2017-09-01", *SIGNED, *ACCEPTED)
    whole = tmp_path / "all.ics"
    assert run("export", closed, whole).exit_code == 0
    assert whole.read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    assert "Only calendars" in refused("export", closed, tmp_path / "out.csv")
    assert 'no owner "Nobody"' in refused("export", closed, whole, "--owner", "Nobody")
