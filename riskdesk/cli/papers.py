"""Commands that print papers: one of them, or all for a meeting."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskdesk.cli.common import (
    DAY,
    FILE,
    author_option,
    commands,
    period_option,
    progress_bar,
    read_register,
    register_file,
    risk_of,
)
from riskdesk.errors import RiskDeskError
from riskdesk.publishing import Part, Publication
from riskdesk.reports.kinds import KINDS, kind_of
from riskdesk.wording import counted

if TYPE_CHECKING:
    from riskdesk.periods import Period
    from riskdesk.publishing import Layout
    from riskdesk.reports.issue import Format, Made
    from riskdesk.reports.sources import Request
    from riskdesk.risks import Register
    from riskdesk.store import Store

FORMATS = ("pdf", "html", "docx")
BOOK = ".xlsx"
ONE_RISK, ONE_OWNER = "risk", "owner"
"""The kinds of paper about one risk and about one owner."""
_COMPARES = ("board", "changes")

layout_option = click.option(
    "--layout", default="", metavar="NAME", help="The layout to print it by: a committee's, or one of the usual ones."
)
against_option = click.option(
    "--against", default="", metavar="NAME", help="The period to compare with; the one closed before."
)
attach_option = click.option("--attach", is_flag=True, help="Put the register's data inside, as a workbook.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options that say which paper it is."""

    kind: str
    risk: str
    owner: str
    layout: str
    against: str
    part: str
    attach: bool
    previous: Path | None
    today: dt.date | None

    def must_fit(self, ending: str) -> None:
        """Raises UsageError for what does not go together."""
        for kind, option, given in ((ONE_RISK, "--risk", self.risk), (ONE_OWNER, "--owner", self.owner)):
            if given and self.kind != kind:
                raise click.UsageError(f"{option} is for --kind {kind}.")
            if self.kind == kind and not given.strip():
                raise click.UsageError(f"--kind {kind} needs {option}.")
        if self.kind != "audit" and (self.previous or self.today):
            raise click.UsageError("--previous and --today are for the audit paper.")
        if self.kind not in _COMPARES and self.against:
            raise click.UsageError("--against is for the board paper and for what changed.")
        if self.kind == "audit" and self.part:
            raise click.UsageError("--part is not for the audit paper, which is no paper for the public.")
        if self.attach and ending not in ("pdf", "html"):
            raise click.UsageError("--attach is for a PDF or a web page.")

    def request(self, register: "Register", publication: Publication, file: Path) -> "Request":
        from riskdesk.reports.issue import layout_named
        from riskdesk.reports.sources import Request

        return Request(
            layout=layout_named(publication, register, self.layout) if self.layout else None,
            part=Part(self.part.lower()) if self.part else None,
            risk_id=risk_of(register, self.risk, file).id if self.risk else None,
            owner=_owner_named(register, self.owner, file) if self.owner else "",
            attach=self.attach,
        )


@commands.command()
@register_file
@click.option("--kind", required=True, type=click.Choice([kind.key for kind in KINDS]), help="Which paper to print.")
@click.option("--risk", default="", metavar="REF", help="The risk of a risk on a page.")
@click.option("--owner", default="", metavar="NAME", help="Whose list it is, for an owner's list.")
@layout_option
@period_option
@against_option
@click.option(
    "--part", type=click.Choice(["A", "B"], case_sensitive=False), help="A for the public, B with what is exempt."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write; as OUT ends if not given.")
@attach_option
@click.option(
    "-o", "--output", required=True, type=FILE, metavar="OUT", help="The file: .pdf, .html, .docx; the audit .xlsx too."
)
@click.option("--previous", type=FILE, metavar="FILE", help="What the audit compares with, as for the audit command.")
@click.option("--today", type=DAY, metavar="DATE", help="The day of the audit, as 2026-11-25; today's.")
@author_option
def report(
    file: Path,
    period: str,
    form: str | None,
    output: Path,
    author: str,
    today: dt.datetime | None,
    part: str | None,
    **asked: Any,
) -> None:
    """Print a paper, and issue it from a closed period.

    It is a PDF, a web page or a Word document. Without --period it is a draft of the register as it
    stands, and says so. With one, the paper's
    SHA-256 is recorded with the period, and "verify --paper" knows it for ever. The audit paper can
    be an Excel workbook (.xlsx) instead. An earlier file of that name and kind is replaced, once the
    new one is whole; any other file is left alone.
    """
    wanted = _Asked(part=part or "", today=today.date() if today else None, **asked)
    ending = form or _ending(output, wanted.kind)
    wanted.must_fit(ending)
    from riskdesk.reports.issue import Format, may_replace, write_paper

    may_replace(output, ending)
    with _both(file, period) as (store, publication):
        if f".{ending}" == BOOK:
            _write_book(store, output, wanted)
            made = None
        else:
            made = _made(store, publication, wanted, Format(ending), file)
            write_paper(made, output)
    click.echo(f"Wrote {output}.")
    if period and made:
        for line in _issued(file, period, [made], author):
            click.echo(line)


def _ending(output: Path, kind: str) -> str:
    """What a file is to be by its name. Raises RiskDeskError where it tells nothing."""
    ending = output.suffix.casefold()
    if ending == BOOK:
        if kind != "audit":
            raise RiskDeskError("Only the audit paper can be a workbook.", "Give the name of a PDF file.")
        return ending.removeprefix(".")
    if ending.removeprefix(".") not in FORMATS:
        raise RiskDeskError(
            f"{output.name} does not say what to write.", "End it with .pdf, .html or .docx, or give --format."
        )
    return ending.removeprefix(".")


@contextlib.contextmanager
def _both(file: Path, period: str) -> "Iterator[tuple[Store, Publication]]":
    """The register as it stands or as a period froze it, with what its papers are printed with today."""
    from riskdesk.store import Store

    with Store.look(file) as live:
        publication = live.publication()
        if not period:
            yield live, publication
            return
        with live.look_back(live.period_named(period)) as stood:
            yield stood, publication


def _made(store: "Store", publication: Publication, wanted: _Asked, form: "Format", file: Path) -> "Made":
    from riskdesk.reports.issue import make_paper
    from riskdesk.reports.kinds import gather

    kind, request = kind_of(wanted.kind), wanted.request(store.register(), publication, file)
    before = store.period_named(wanted.against) if wanted.against else None
    previous = read_register(wanted.previous) if wanted.previous else None
    sources = gather(store, kind, publication, against=before, previous=previous, today=wanted.today)
    return make_paper(kind, sources(None), request, form)


def _owner_named(register: "Register", name: str, file: Path) -> str:
    """The owner's name as the register writes it. Raises RiskDeskError where it has none of that name."""
    wanted = " ".join(name.split()).casefold()
    found = next((owner.name for owner in register.owners if " ".join(owner.name.split()).casefold() == wanted), None)
    if found is None:
        raise RiskDeskError(
            f'There is no owner "{name}" in {file.name}.', '"riskdesk-cli show --json" tells the names of each risk.'
        )
    return found


def _write_book(store: "Store", output: Path, wanted: _Asked) -> None:
    """The audit and the proof of one and the same moment, as a workbook."""
    from riskdesk.exchange.workbook import write_workbook
    from riskdesk.reports.kinds import gather

    previous = read_register(wanted.previous) if wanted.previous else None
    sources = gather(store, kind_of("audit"), Publication(), previous=previous, today=wanted.today)(None)
    if sources.audit is None:
        raise AssertionError("the audit paper is made from an audit")
    write_workbook(sources.audit, output, sources.verdict)


def _issued(file: Path, name: str, papers: "list[Made]", author: str) -> Iterator[str]:
    """Record papers of a closed period, and say so of each. Raises RiskDeskError, at the end, where one was not."""
    from riskdesk.reports.issue import issue
    from riskdesk.store import Store, computer_user

    with Store.open(file, author or computer_user()) as live:
        period = live.period_named(name)
        for made in papers:
            yield issue(live, period, made)
        if any(live.paper_issued(made.document) is None for made in papers):
            raise RiskDeskError("What was written is no issued paper yet.", "Print it again when the register is free.")


@commands.command()
@register_file
@layout_option
@period_option
@against_option
@click.option(
    "--format", "forms", multiple=True, type=click.Choice(FORMATS), help="What to write; pdf. Can be repeated."
)
@attach_option
@click.option(
    "-o", "--output", "folder", required=True, metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path), help="The folder to write them into; made where it is not there.",
)  # fmt: skip
@author_option
def papers(
    file: Path, layout: str, period: str, against: str, forms: tuple[str, ...], attach: bool, folder: Path, author: str
) -> None:
    """Print all papers for a meeting; issue them from a closed period.

    The board paper, the register, the action tracker and what changed; where anything is exempt, each
    for the public (Part A) and with what is exempt (Part B). They are named after the period. Earlier
    ones of the same names are replaced. Nothing is written where one of them cannot be made, or
    where another file has one of the names.
    """
    from riskdesk.reports.issue import Format, layout_named, meeting_papers, plan_meeting, write_paper

    with _both(file, period) as (store, publication):
        register = store.register()
        chosen: Layout | None = layout_named(publication, register, layout) if layout else None
        before: Period | None = store.period_named(against) if against else None
        wanted = [Format(form) for form in forms or ("pdf",)]
        meeting = plan_meeting(store, publication, chosen, wanted, against=before, attach=attach)
        meeting.refuse_others(folder)
        with progress_bar("Printing") as tell:
            written = list(meeting_papers(meeting, tell))
    folder.mkdir(parents=True, exist_ok=True)
    for made in written:
        write_paper(made, folder / made.file_name)
    said = _issued(file, period, written, author) if period else itertools.repeat("")
    for made, line in zip(written, said, strict=False):
        click.echo(f"{folder / made.file_name}{f': {line}' if line else ''}")
    click.echo(f"Wrote {counted(len(written), 'paper')}{'.' if period else ', all of them drafts.'}")
