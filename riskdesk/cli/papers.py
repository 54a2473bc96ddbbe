"""Commands that print papers."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskdesk.cli.common import DAY, FILE, author_option, commands, looking, period_option, read_register, register_file
from riskdesk.errors import RiskDeskError

if TYPE_CHECKING:
    from riskdesk.store import Store


KINDS = {"register": "Register paper", "board": "Board paper", "audit": "Audit paper", "changes": "What changed"}


@commands.command()
@register_file
@click.option("--kind", required=True, type=click.Choice(list(KINDS)), help="Which paper to print.")
@click.option(
    "-o", "--output", required=True, type=FILE, metavar="OUT.pdf", help="The PDF to write; OUT.xlsx for a workbook."
)
@period_option
@click.option("--against", default="", metavar="NAME", help="The period to compare with; the one closed before.")
@click.option("--previous", type=FILE, metavar="FILE", help="What the audit compares with, as for the audit command.")
@click.option("--today", type=DAY, metavar="DATE", help="The day of the audit, as 2026-11-25; today's.")
@author_option
def report(
    file: Path,
    kind: str,
    output: Path,
    period: str,
    against: str,
    previous: Path | None,
    today: dt.datetime | None,
    author: str,
) -> None:
    """Print a paper to a PDF file, and issue it from a closed period.

    Without --period it is a draft of the register as it stands, and says so. With one, the paper's
    SHA-256 is recorded with the period, and "verify --paper" knows it for ever. The audit paper can
    be an Excel workbook (.xlsx) instead. An earlier file of that name and kind is replaced, once the
    new one is whole; any other file is left alone.
    """
    if kind != "audit" and (previous or today):
        raise click.UsageError("--previous and --today are for the audit paper.")
    if kind not in ("board", "changes") and against:
        raise click.UsageError("--against is for the board paper and for what changed.")
    as_workbook = output.suffix.casefold() == ".xlsx"
    if as_workbook and kind != "audit":
        raise RiskDeskError("Only the audit paper can be a workbook.", "Give the name of a PDF file.")
    _may_replace(output, as_workbook)
    with looking(file, period) as store:
        if kind == "audit":
            pages = _write_audit(store, output, previous, today.date() if today else None)
        else:
            pages = _write_paper(store, kind, output, against)
    click.echo(f"Wrote {output}.")
    if period and not as_workbook:
        click.echo(_issued(file, period, kind, output, pages, author))


def _write_paper(store: "Store", kind: str, output: Path, against: str) -> int:
    from riskdesk.reports import content
    from riskdesk.reports.layout import write_pdf

    register = store.register()
    before = store.period_named(against) if against else register.last_closed
    moved = store.movement(before) if before and kind != "register" else None
    match kind:
        case "register":
            paper: content.Paper = content.register_paper(register)
        case "changes":
            paper = content.changes_paper(moved or register)
        case _:
            paper = content.board_paper(register, moved, store.proceedings())
    return write_pdf(paper, output)


def _issued(file: Path, name: str, kind: str, output: Path, pages: int, author: str) -> str:
    """Record a paper of a closed period, and say so; where the register cannot be written, say why it was not."""
    from riskdesk.store import Store, computer_user

    document = output.read_bytes()
    with Store.open(file, author or computer_user()) as store:
        if store.read_only and store.paper_issued(document) is None:
            return f"It is not recorded as issued. {store.why_read_only}"
        period = store.period_named(name)
        paper = store.issue_paper(period, kind, KINDS[kind], document, pages)
    return f"Issued from {period.name}: SHA-256 {paper.sha256}"


def _write_audit(store: "Store", output: Path, previous: Path | None, today: dt.date | None) -> int:
    """The audit and the proof of one and the same moment, as a workbook (0 pages) or a PDF."""
    from riskdesk.audit.run import audit as run_audit

    before = read_register(previous) if previous else store.earlier()
    case, prove = store.case_and_proof(today=today, previous=before)
    found, verdict = run_audit(case), prove(None)
    if output.suffix.casefold() == ".xlsx":
        from riskdesk.exchange.workbook import write_workbook

        write_workbook(found, output, verdict)
        return 0
    from riskdesk.reports.content import audit_paper
    from riskdesk.reports.layout import write_pdf

    return write_pdf(audit_paper(found, verdict), output)


def _may_replace(output: Path, as_workbook: bool) -> None:
    """Raises RiskDeskError for a file of another kind that is there: the register itself, somebody's notes."""
    if not output.is_file() or output.stat().st_size == 0:
        return
    if as_workbook and not _is_workbook(output):
        raise RiskDeskError(f"{output} is there already and is no workbook.", "Choose another name.")
    if not as_workbook and not _begins_with(output, b"%PDF-"):
        raise RiskDeskError(f"{output} is there already and is no PDF.", "Choose another name.")


def _begins_with(file: Path, start: bytes) -> bool:
    with file.open("rb") as there:
        return there.read(len(start)) == start


def _is_workbook(file: Path) -> bool:
    """A Word document, or any other package, begins as a workbook does."""
    import zipfile

    if not _begins_with(file, b"PK"):
        return False
    try:
        with zipfile.ZipFile(file) as package:
            return "xl/workbook.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False
