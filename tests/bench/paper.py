"""The register paper as whole processes: time, memory, growth, and LibreOffice printing the same text."""

import math
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskdesk.reports.content import register_paper
from riskdesk.store import Store
from tests.bench.filing import made_file
from tests.bench.timing import Cost, Result, run_apart, said

SIZES = (100, 1_000, 5_000)
REPEATS = 3


def measure(folder: Path) -> Iterator[Result]:
    office = shutil.which("soffice")
    ours: dict[int, Cost] = {}
    for size in SIZES:
        file = made_file(folder, size)
        book = _workbook(file, folder / f"{size}.xlsx") if office else None
        mine, theirs = [], []
        for _ in range(REPEATS):
            mine.append(_print_ours(file, folder))
            if office and book:
                theirs.append(_print_theirs(office, book, folder))
        ours[size] = _median(mine)
        yield _result(size, ours[size], _median(theirs) if theirs else None, office is not None)
    yield _growth(ours)


def _print_ours(file: Path, folder: Path) -> Cost:
    target = folder / "paper.pdf"
    target.unlink(missing_ok=True)
    return run_apart([sys.executable, "-m", "riskdesk.cli", "report", file, "--kind", "register", "-o", target])


def _print_theirs(office: str, book: Path, folder: Path) -> Cost:
    profile = (folder / "office").absolute().as_uri()
    options: list[str | Path] = [
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
    ]
    return run_apart([office, *options, book])


def _median(costs: list[Cost]) -> Cost:
    return sorted(costs, key=lambda cost: cost.seconds)[len(costs) // 2]


def _result(size: int, mine: Cost, theirs: Cost | None, installed: bool) -> Result:
    what = f"register paper, {size:,} risks"
    ours = f"{said(mine.seconds)}, {mine.megabytes:.0f} MB"
    if theirs is None:
        why = "openpyxl is not installed" if installed else "LibreOffice is not installed"
        return Result(what, ours, "", remark=why)
    beside = f"{said(theirs.seconds)}, {theirs.megabytes:.0f} MB LibreOffice"
    return Result(what, ours, beside, mine.seconds / theirs.seconds, aim=1)


def _growth(ours: dict[int, Cost]) -> Result:
    few, many = SIZES[-2:]
    work = math.log(many / few)
    exponent = math.log(ours[many].seconds / ours[few].seconds) / work
    memory = ours[many].megabytes / ours[few].megabytes
    what = f"paper's growth, {few:,} to {many:,} risks"
    return Result(what, f"exponent {exponent:.2f}", "1 is linear", exponent, 1.1, f"memory grows {memory:.1f} times")


def _workbook(file: Path, target: Path) -> Path | None:
    """A workbook with the very text of the register paper, set up to print as it does."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment
    except ImportError:
        return None
    with Store.open(file, "Bench") as store:
        paper = register_paper(store.register())
    book = Workbook()
    sheet: Any = book.active
    sheet.append([column.title for column in paper.table.columns])
    for row in (*paper.table.rows, *paper.closed.rows):
        sheet.append(["\n".join(_said(item) for item in cell) for cell in row])
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(len(paper.table.columns)):
        wide = any(len(_joined(row[number])) > 60 for row in paper.table.rows[:20])
        sheet.column_dimensions[chr(ord("A") + number)].width = 44 if wide else 12
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    book.save(target)
    return target


def _joined(cell: Any) -> str:
    return " ".join(_said(item) for item in cell)


def _said(item: Any) -> str:
    """A line or a mark of the paper as text."""
    if hasattr(item, "number"):
        return f"{item.number} {item.word}"
    return f"{item.label} {item.text}".strip()
