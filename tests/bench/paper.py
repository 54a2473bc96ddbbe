"""The register paper as whole processes, tagged PDF and web page: time, memory, growth, and LibreOffice printing the
same text."""

import math
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskdesk.reports.annex import register_paper
from riskdesk.store import Store
from tests.bench.filing import made_file
from tests.bench.timing import Cost, Result, run_apart, said

SIZES = (100, 1_000, 5_000)
REPEATS = 3
_LINE = 12.5
"""Points to a line of the workbook."""


def measure(folder: Path) -> Iterator[Result]:
    office = shutil.which("soffice")
    ours: dict[int, Cost] = {}
    web: dict[int, Cost] = {}
    for size in SIZES:
        file = made_file(folder, size)
        book = _workbook(file, folder / f"{size}.xlsx") if office else None
        mine, pages, theirs = [], [], []
        for _ in range(REPEATS):
            mine.append(_print_ours(file, folder / "paper.pdf"))
            pages.append(_print_ours(file, folder / "paper.html"))
            if office and book:
                theirs.append(_print_theirs(office, book, folder))
        ours[size] = _median(mine)
        web[size] = _median(pages)
        yield _result(size, ours[size], _median(theirs) if theirs else None, office is not None)
        yield _web_result(size, web[size], ours[size])
    yield _growth("paper", ours)
    yield _growth("web page", web)


def _print_ours(file: Path, target: Path) -> Cost:
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


def _web_result(size: int, page: Cost, pdf: Cost) -> Result:
    mine, beside = (f"{said(cost.seconds)}, {cost.megabytes:.0f} MB" for cost in (page, pdf))
    return Result(f"the same as a web page, {size:,} risks", mine, f"{beside} as PDF", page.seconds / pdf.seconds)


def _growth(what: str, ours: dict[int, Cost]) -> Result:
    few, many = SIZES[-2:]
    work = math.log(many / few)
    exponent = math.log(ours[many].seconds / ours[few].seconds) / work
    memory = ours[many].megabytes / ours[few].megabytes
    what = f"{what}'s growth, {few:,} to {many:,} risks"
    return Result(what, f"exponent {exponent:.2f}", "1 is linear", exponent, 1.1, f"memory grows {memory:.1f} times")


def _workbook(file: Path, target: Path) -> Path | None:
    """A workbook with the very text of the register paper, set up to print as it does."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
    except ImportError:
        return None
    with Store.open(file, "Bench") as store:
        paper = register_paper(store.register())
    book = Workbook()
    sheet: Any = book.active
    rows = [[column.title for column in paper.table.columns]]
    rows += [["\n".join(_said(item) for item in cell) for cell in row] for row in paper.table.rows]
    widths = [44 if any(len(row[place]) > 60 for row in rows) else 12 for place in range(len(rows[0]))]
    for number, row in enumerate(rows, 1):
        sheet.append(row)
        # LibreOffice prints what a row has room for: without its height most of the text would be missing.
        sheet.row_dimensions[number].height = _LINE * max(map(_lines, row, widths))
        for cell in sheet[number]:
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(size=9)
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    book.save(target)
    return target


def _lines(text: str, width: int) -> int:
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.splitlines())


def _said(item: Any) -> str:
    """A line or a mark of the paper as text."""
    if hasattr(item, "number"):
        return f"{item.number} {item.word}"
    return f"{item.label} {item.text}".strip()
