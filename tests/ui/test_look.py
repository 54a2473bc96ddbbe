"""What holds for the whole of the ui package: guards on overrides, plain labels, contrast, icons, files' sizes."""

import ast
import inspect
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

import ui
from riskdesk.scoring import contrast
from ui.icons import icon, names
from ui.plain import tip
from ui.theme import DARK, LIGHT, Colours

HERE = Path(ui.__file__).parent
UI = sorted(HERE.rglob("*.py"))
QT_NAMES = {
    name
    for module in (QtCore, QtGui, QtWidgets)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    for name, member in vars(kind).items()
    if (callable(member) and name != name.lower()) or name in {"event", "paint", "data", "clone", "pixmap", "run"}
}
TEXT_PAIRS = (
    ("text", "window"), ("text", "base"), ("text", "hover"), ("text", "notice"), ("meta", "window"), ("meta", "base"),
    ("accent", "window"), ("accent", "base"), ("accent", "hover"), ("accent", "notice"), ("selected_text", "select"),
    ("alert", "window"), ("alert", "base"), ("alert", "notice"),
)  # fmt: skip


def overrides(tree: ast.Module) -> list[ast.FunctionDef]:
    """Methods of classes that have a base and carry the name of something Qt calls."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.bases]
    methods = [node for each in classes for node in each.body if isinstance(node, ast.FunctionDef)]
    return [method for method in methods if method.name in QT_NAMES and not method.name.startswith("set")]


def is_guarded(method: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).startswith("guarded(") for each in method.decorator_list)


@pytest.mark.parametrize("file", UI, ids=lambda file: file.relative_to(HERE).as_posix())
def test_every_override_is_guarded(file: Path) -> None:
    found = overrides(ast.parse(file.read_text(encoding="utf-8")))
    assert [method.name for method in found if not is_guarded(method)] == []


def test_the_scan_for_overrides_finds_some() -> None:
    assert sum(len(overrides(ast.parse(file.read_text(encoding="utf-8")))) for file in UI) > 20


@pytest.mark.parametrize("file", UI, ids=lambda file: file.relative_to(HERE).as_posix())
def test_labels_are_made_plain(file: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "QLabel"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "base"])
@pytest.mark.parametrize("edge", ["edge", "accent", "select"])
def test_controls_can_be_made_out(theme: Colours, edge: str, ground: str) -> None:
    assert contrast(getattr(theme, edge), getattr(theme, ground)) >= 3


@pytest.mark.parametrize("name", names())
def test_every_icon_draws(qapp: object, name: str) -> None:
    assert not icon(name).pixmap(16, 16).toImage().isNull()


def test_no_icon_is_shipped_that_nobody_uses() -> None:
    source = " ".join(file.read_text(encoding="utf-8") for file in UI)
    sheet = (Path(ui.__file__).parent.parent / "resources" / "riskdesk.qss").read_text(encoding="utf-8")
    assert [name for name in names() if f'"{name}"' not in source and f"{name}.svg" not in source + sheet] == []


def test_a_tooltip_shows_markup_as_letters() -> None:
    assert tip('<img src="x">') == "<qt>&lt;img src=&quot;x&quot;&gt;</qt>"
