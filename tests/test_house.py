"""The house's one-way rules: resources know nothing, the domain knows no screen, files stay rooms."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("riskdesk", "ui", "resources", "tests", "tools")
MODULES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
TOLD = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile", *MODULES})
LONGEST = 400

LOAD_ALL = """
import importlib, pkgutil, sys, {package} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def loaded_by(package: str) -> set[str]:
    """The top-level packages that importing all of a package brings into a fresh interpreter."""
    command = [sys.executable, "-c", LOAD_ALL.format(package=package)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_module_of_the_domain_brings_a_screen_with_it() -> None:
    assert loaded_by("riskdesk") & {"PySide6", "shiboken6", "ui"} == set()


def test_the_domain_was_really_loaded() -> None:
    assert {"riskdesk", "resources", "reportlab", "sqlite_utils"} <= loaded_by("riskdesk")


def test_resources_bring_nothing_of_ours_with_them() -> None:
    assert loaded_by("resources") & {"riskdesk", "ui", "PySide6"} == set()


@pytest.mark.parametrize("file", MODULES, ids=shown)
def test_a_file_is_a_room_and_says_what_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text)), "begins without a sentence on what it is for"


def test_no_file_names_a_path_of_somebodys_computer() -> None:
    theirs = re.compile(r"(?<![\w.])/(?:home|root|Users|mnt|opt|work|shared)/\w|[A-Z]:\\\\?Users")
    found = {shown(file): match[0] for file in TOLD if (match := theirs.search(file.read_text(encoding="utf-8")))}
    assert found == {}


def test_no_file_is_left_with_work_to_do() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3})\b")
    assert [shown(file) for file in TOLD if marks.search(file.read_text(encoding="utf-8"))] == []
