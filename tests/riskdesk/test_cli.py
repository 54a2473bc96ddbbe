"""The terminal: its help, its facts, and what it says when something cannot be done."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from riskdesk.cli import commands
from riskdesk.store import Store
from tests.made import make_register


@pytest.fixture
def thurrock(tmp_path: Path) -> Path:
    file = tmp_path / "thurrock.riskdesk"
    assert run("sample", "thurrock-2017", file).exit_code == 0
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def run_for_real(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[str]":
    """A process of its own in a computer with no UTF-8 locale, as on a bare server."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "riskdesk.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=60, **options
    )


def facts_of(file: Path) -> dict[str, Any]:
    done = run("show", file, "--json")
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


EVERY_COMMAND = [commands, *commands.commands.values()]


def assert_refused(done: "Result | subprocess.CompletedProcess[str]", *words: str) -> None:
    code = done.exit_code if isinstance(done, Result) else done.returncode
    assert code == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.rstrip().endswith(".")
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda command: command.name)
def test_every_command_option_and_argument_says_what_it_is(command: click.Command) -> None:
    assert command.help
    assert command.help.split("\n")[0].endswith(".")
    for parameter in command.get_params(click.Context(command)):
        assert isinstance(parameter, (click.Option, click.Argument))
        assert parameter.help, f"{command.name} {parameter.name}"
        assert parameter.help.endswith("."), f"{command.name} {parameter.name}"


def test_help_is_not_cut_short_in_the_list_of_commands() -> None:
    assert "..." not in run("--help").output.replace("[ARGS]...", "")


def test_help_loads_neither_the_store_nor_the_paper() -> None:
    code = "import sys, riskdesk.cli; print([name for name in sys.modules if name in {'sqlite_utils', 'reportlab'}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "count"), [("thurrock-2014", 12), ("thurrock-2017", 11), ("essex-2016", 20)])
def test_a_sample_shows_all_its_risks(tmp_path: Path, name: str, count: int) -> None:
    file = tmp_path / "sample.riskdesk"
    assert f"with {count} risks" in run("sample", name, file).stdout
    facts = facts_of(file)
    assert len(facts["risks"]) == count
    assert len(facts["seal"]) == 64
    for risk in facts["risks"]:
        assert risk["title"]
        assert list(risk["scores"]) == ["inherent", "current", "target"]


def test_the_rating_a_source_stated_stands_beside_the_computed_one(thurrock: Path) -> None:
    facts = facts_of(thurrock)
    first = next(risk for risk in facts["risks"] if risk["ref"] == "1")
    current, target = first["scores"]["current"], first["scores"]["target"]
    assert (current["impact"], current["likelihood"], current["rating"]) == (4, 3, 12)
    assert (current["band"], current["stated"]) == ("High", 16)
    assert (target["impact"], target["likelihood"], target["stated"]) == (None, None, 12)
    assert first["scores"]["inherent"] is None
    assert "12 High (stated 16)" in run("show", thurrock).stdout


def test_facts_tell_owners_controls_and_actions(thurrock: Path) -> None:
    facts = facts_of(thurrock)
    assert facts["as_at"] is None or len(facts["as_at"]) == 10
    assert set(facts["stages"]) == {"inherent", "current", "target"}
    actions = [action for risk in facts["risks"] for action in risk["actions"]]
    assert {"text", "owner", "due", "due_date", "status"} <= actions[0].keys()
    assert any(risk["owners"] for risk in facts["risks"])
    assert all(control["text"] for risk in facts["risks"] for control in risk["controls"])


def test_a_due_date_is_told_as_written_and_as_meant(tmp_path: Path) -> None:
    file = tmp_path / "made.riskdesk"
    Store.create(file, make_register(20), "Ann").close()
    actions = [action for risk in facts_of(file)["risks"] for action in risk["actions"]]
    told = {action["due"]: action["due_date"] for action in actions}
    assert told["Q2 2018/19"] == "2018-09-30"
    assert told["March 2018"] == "2018-03-31"
    assert told["soon"] is None


def test_a_new_register_is_empty_and_has_its_author(tmp_path: Path) -> None:
    file = tmp_path / "new.riskdesk"
    done = run(
        "new", file, "--scheme", "nhs-5x5-npsa", "--title", "Cronfa Gŵyr", "--organisation", "Ty ŷd", "--author", "Siân"
    )
    assert "with no risks" in done.stdout
    facts = facts_of(file)
    assert (facts["title"], facts["organisation"], facts["risks"]) == ("Cronfa Gŵyr", "Ty ŷd", [])
    assert facts["scheme"]["key"] == "nhs-5x5-npsa"
    with Store.open(file, "reader") as store:
        assert store.last_step
        assert store.last_step.author == "Siân"


def test_the_table_fits_the_terminal_and_lets_no_text_steer_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    file = tmp_path / "odd.riskdesk"
    with Store.create(file, make_register(3), "Ann") as store:
        store.add_risk({"ref": "X", "heading": "\x1b[2J <b>wide</b> \u202e " + "wordy " * 50})
    text = run("show", file).stdout
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert max(len(line) for line in text.splitlines()) <= 120
    assert "<b>wide</b>" in text


def test_every_scheme_can_be_listed_and_used(tmp_path: Path) -> None:
    listed = json.loads(run("schemes", "--json").stdout)
    assert len(listed) >= 11
    table = run("schemes").stdout
    for scheme in listed:
        assert scheme["key"] in table
        assert (
            run("new", tmp_path / f"{scheme['key']}.riskdesk", "--scheme", scheme["key"], "--title", "T").exit_code == 0
        )


def test_verify_tells_a_sound_file_from_an_altered_one(thurrock: Path) -> None:
    done = run("verify", thurrock)
    assert done.exit_code == 0
    assert "seals holds" in done.stdout
    assert json.loads(run("verify", thurrock, "--json").stdout)["sound"] is True

    with sqlite3.connect(thurrock) as connection:
        [trigger] = connection.execute(
            "select name from sqlite_master where type = 'trigger' and tbl_name = 'step' limit 1"
        )
        connection.execute(f"drop trigger {trigger[0]}")
    connection.close()
    done = run("verify", thurrock)
    assert done.exit_code == 1
    assert trigger[0] in done.stdout
    assert "not as RiskDesk sealed it" in done.stderr
    assert json.loads(run("verify", thurrock, "--json").stdout)["sound"] is False


def test_verify_reads_a_register_that_is_open_elsewhere(thurrock: Path) -> None:
    with Store.open(thurrock, "Ann"):
        assert run("verify", thurrock).exit_code == 0
        assert run("show", thurrock).exit_code == 0


@pytest.mark.parametrize("kind", ["register", "board"])
def test_a_report_is_a_pdf_and_replaces_an_earlier_one(thurrock: Path, tmp_path: Path, kind: str) -> None:
    paper = tmp_path / "paper.pdf"
    assert run("report", thurrock, "--kind", kind, "-o", paper).exit_code == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    first = paper.read_bytes()
    assert run("report", thurrock, "--kind", kind, "-o", paper).exit_code == 0
    assert paper.read_bytes() == first, "the same register gives the same bytes"


def test_a_report_never_replaces_a_file_that_is_no_pdf(thurrock: Path) -> None:
    before = thurrock.read_bytes()
    assert_refused(run("report", thurrock, "--kind", "board", "--format", "pdf", "-o", thurrock), "is no PDF")
    assert thurrock.read_bytes() == before


def test_reading_a_register_keeps_nobody_from_writing(thurrock: Path) -> None:
    with Store.look(thurrock) as reader, Store.open(thurrock, "Ann") as writer:
        assert reader.read_only
        assert not writer.read_only


def test_a_file_that_is_there_is_left_alone(thurrock: Path) -> None:
    before = thurrock.read_bytes()
    assert_refused(run("sample", "thurrock-2014", thurrock), "already a file", "another name")
    assert_refused(run("new", thurrock, "--scheme", "council-4x4", "--title", "T"), "already a file")
    assert thurrock.read_bytes() == before


def test_names_that_do_not_exist_are_answered_with_those_that_do(tmp_path: Path) -> None:
    file = tmp_path / "new.riskdesk"
    assert_refused(run("sample", "nowhere-1999", file), "thurrock-2017")
    assert_refused(run("new", file, "--scheme", "nothing", "--title", "T"), "council-4x4")
    assert not file.exists()


def test_files_that_are_no_registers_are_refused_in_a_sentence(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.riskdesk", tmp_path / "other.riskdesk"
    text.write_text("not a database" * 50, encoding="utf-8")
    with sqlite3.connect(other) as connection:
        connection.execute("create table t (x)")
    connection.close()
    for command in (["show"], ["verify"], ["report", "--kind", "board", "-o", tmp_path / "o.pdf"]):
        assert_refused(run(*command, tmp_path / "missing.riskdesk"), "no file")
        assert_refused(run(*command, text), "not a RiskDesk register")
        assert_refused(run(*command, other), "another program")


def test_wrong_use_is_told_apart_by_exit_code_2(tmp_path: Path) -> None:
    assert run("new", tmp_path / "x.riskdesk").exit_code == 2
    assert run("report", tmp_path / "x", "--kind", "novel", "-o", "y").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_a_real_process_speaks_utf8_without_a_utf8_locale(tmp_path: Path) -> None:
    file = tmp_path / "gŵyr.riskdesk"
    done = run_for_real("new", file, "--scheme", "council-4x4", "--title", "Cronfa Gŵyr £ → 🏥")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Cronfa Gŵyr £ → 🏥" in run_for_real("show", file).stdout
    assert json.loads(run_for_real("show", file, "--json").stdout)["title"] == "Cronfa Gŵyr £ → 🏥"


def test_a_real_process_ends_with_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    assert_refused(run_for_real("show", tmp_path / "missing.riskdesk"), "no file")
    made = run_for_real("new", tmp_path / "no" / "folder.riskdesk", "--scheme", "council-4x4", "--title", "T")
    assert_refused(made, "cannot be made")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_the_output_is_a_sentence() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "riskdesk.cli", "schemes"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "The output could not be read or written: No space left on device.\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise elsewhere")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "many.riskdesk"
    Store.create(file, make_register(400), "Ann").close()
    command = f'"{sys.executable}" -m riskdesk.cli show "{file}" --json | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{\n", "")
