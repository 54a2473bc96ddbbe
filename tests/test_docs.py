"""What the README and the guide say has to be true: commands, keys, due dates, links."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from riskdesk import samples
from riskdesk.cli import commands
from riskdesk.dates import DueKind, read_due
from riskdesk.days import british
from riskdesk.file import KEPT_BACKUPS
from riskdesk.schemes import presets

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
PAGES = {"README.md": README, "docs/guide.md": GUIDE}
DUE_TABLE = GUIDE.partition("| You write |")[2].partition("\n\n")[0]
DUE_DATES = re.findall(r"^\| (.+?) \| (.+?) \|$", DUE_TABLE, re.MULTILINE)
KEYS = re.findall(r"^\| .+? \| ((?:Ctrl|Alt|Shift|F\d).*?) \| .+ \|$", GUIDE, re.MULTILINE)


def test_the_first_two_commands_are_run_and_test() -> None:
    block = re.search(r"(?:^ {4}\S.*\n)+", README, re.MULTILINE)
    assert block
    assert block[0].split("\n")[:2] == ["    make run", "    make test"]


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_terminal_command_is_named_with_its_options(name: str) -> None:
    assert f"riskdesk-cli {name}" in README
    assert f"riskdesk-cli {name}" in GUIDE
    for parameter in commands.commands[name].params:
        if parameter.param_type_name == "option":
            assert any(form in GUIDE for form in parameter.opts), f"{name} {parameter.opts}"


def test_every_terminal_command_written_there_exists() -> None:
    named = {name for text in PAGES.values() for name in re.findall(r"riskdesk-cli ([a-z]+)", text)}
    assert named == set(commands.commands)


def test_the_guide_lists_every_command_of_the_window() -> None:
    command = [sys.executable, str(ROOT / "tools" / "guide.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_keys_stand_for_two_commands() -> None:
    each = Counter(keys for cell in KEYS for keys in cell.split(" or "))
    assert [keys for keys, count in each.items() if count > 1] == []


@pytest.mark.parametrize(("written", "meant"), [due for due in DUE_DATES if not due[0].startswith("---")])
def test_a_due_date_means_what_the_guide_says(written: str, meant: str) -> None:
    due = read_due(written)
    if meant == "not a date":
        assert due.kind is DueKind.NOT_A_DATE
    elif meant == "no end":
        assert due.kind is DueKind.ONGOING
        assert due.end is None
    else:
        assert due.end
        assert british(due.end) == meant


def test_the_table_of_due_dates_was_found() -> None:
    assert len(DUE_DATES) > 20


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PAGES[page]) if not link.startswith("http")]
    assert links
    for link in links:
        file, _, place = link.partition("#")
        target = here / file
        assert target.exists(), link
        if place:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert place in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_counts_told_in_words_are_true() -> None:
    assert len(presets()) == 11
    assert "Eleven\ncome with RiskDesk" in GUIDE
    assert KEPT_BACKUPS == 10
    assert "last ten" in README
    for name in samples.names():
        assert name in README


def test_every_room_told_of_exists() -> None:
    rooms = re.findall(r"^ {4}(?: {2})?([a-z]+(?:\.py|/)) ", README, re.MULTILINE)
    assert len(rooms) >= 8
    for room in rooms:
        assert (ROOT / room).exists() or (ROOT / "riskdesk" / room).exists(), room
