"""RiskDesk from a terminal: the same functions as the window. Errors are a sentence on stderr and exit code 1."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import datetime as dt
import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from riskdesk import __version__
from riskdesk.errors import RiskDeskError

if TYPE_CHECKING:
    from riskdesk.audit.findings import Severity
    from riskdesk.audit.run import Audit
    from riskdesk.risks import Register
    from riskdesk.trail import SealFound

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


class _Sentence(click.ClickException):
    """What went wrong, on stderr, without a label before it."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class _Found(_Sentence):
    """Nothing went wrong, but what was looked for is there: told apart by its exit code."""

    exit_code = 3


class _Commands(click.Group):
    """Turns what the world did wrong into one sentence; anything else is a bug and shows itself."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RiskDeskError as fault:
            raise _Sentence(str(fault)) from fault
        except OSError as fault:
            if fault.errno == errno.EPIPE:
                raise
            _forget_output()
            subject = fault.filename or "The output"
            raise _Sentence(f"{subject} could not be read or written: {fault.strerror or fault}.") from fault


def _forget_output() -> None:
    """Keep Python from complaining, when it ends, about output that a full disk did not take."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _author(command: F) -> F:
    text = "Who is recorded as having made the register; the computer's user if not given."
    return click.option("--author", default="", metavar="NAME", help=text)(command)


def _as_json(command: F) -> F:
    text = "Print the facts as JSON, for other programs."
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


def _register_file(command: F) -> F:
    return click.argument("file", type=_FILE, metavar="FILE", help="The register: a .riskdesk file.")(command)


def _new_file(command: F) -> F:
    text = "The .riskdesk file to make. A file that is there already is left alone."
    return click.argument("file", type=_FILE, metavar="FILE", help=text)(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="RiskDesk", message="%(prog)s %(version)s")
def commands() -> None:
    """Make, read, check and print risk registers.

    A register is one .riskdesk file, the same that the RiskDesk window opens.
    """


@commands.command()
@click.argument("name", metavar="NAME", help="thurrock-2014, thurrock-2017 or essex-2016.")
@_new_file
@_author
def sample(name: str, file: Path, author: str) -> None:
    """Make a copy of a shipped sample, a real published register."""
    from riskdesk import samples

    _create(file, samples.load(name), author, title=f"Load sample {name}")


@commands.command()
@_new_file
@click.option(
    "--scheme", required=True, metavar="ID", help='The scoring scheme, by its name in "riskdesk-cli schemes".'
)
@click.option("--title", required=True, metavar="TEXT", help="The register's title.")
@click.option("--organisation", default="", metavar="TEXT", help="Whose register it is.")
@_author
def new(file: Path, scheme: str, title: str, organisation: str, author: str) -> None:
    """Make an empty register that rates its risks by a scoring scheme."""
    from riskdesk.risks import Register
    from riskdesk.schemes import preset

    today = dt.datetime.now().astimezone().date()
    if not title.strip():
        raise RiskDeskError("A register needs a title.", "Give one with --title.")
    register = Register(title=title, organisation=organisation, as_at=today, scheme=preset(scheme))
    _create(file, register, author, title="Create register")


@commands.command()
@_register_file
@_as_json
def show(file: Path, as_json: bool) -> None:
    """Show a register and the scores of its risks.

    The table gives a line or two for each risk; --json adds owners, controls and actions in full.
    """
    register = _read(file)
    if as_json:
        from riskdesk.facts import register_facts

        _print_json(register_facts(register))
    else:
        from riskdesk.listing import register_text

        click.echo(register_text(register))


@commands.command()
@_register_file
@click.option("--all", "each", is_flag=True, help="Every finding by itself, also where most risks share one.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), help="End with exit code 3 where a finding this grave waits."
)
@click.option("--previous", type=_FILE, metavar="FILE", help="An earlier register, or another copy, to compare with.")
@click.option("--today", type=_DAY, metavar="DATE", help="The day on which waivers expire, as 2026-11-25; today's.")
@_as_json
def audit(
    file: Path, each: bool, fail_on: str | None, previous: Path | None, today: dt.datetime | None, as_json: bool
) -> None:
    """List what to challenge in a register's scores.

    Every score, owner, date, control and action is looked at. What most risks share is one
    finding; --all tells each. Lateness is judged on the as-at date.
    """
    from riskdesk.audit.facts import audit_facts
    from riskdesk.audit.findings import Severity
    from riskdesk.audit.listing import audit_text
    from riskdesk.audit.run import audit as run_audit
    from riskdesk.store import Store

    before = _read(previous) if previous else None
    with Store.look(file) as store:
        found = run_audit(store.case(today=today.date() if today else None, previous=before))
    if as_json:
        _print_json(audit_facts(found, each=each))
    else:
        click.echo(audit_text(found, each=each))
    if fail_on:
        _refuse_from(Severity[fail_on.upper()], found, file.name)


def _refuse_from(limit: "Severity", found: "Audit", name: str) -> None:
    """End with an exit code of its own where a finding so grave waits, or a rule could not say whether one does."""
    if found.faults:
        rule = found.faults[0].rule.name
        raise _Found(f"{name} was not audited whole: the rule {rule} could not be run, which is a bug.")
    if found.worst is not None and found.worst <= limit:
        raise _Found(f"{name} has findings that wait: mend them, or let somebody accept them by name.")


@commands.command()
@_register_file
@click.argument("ref", metavar="REF", help="The risk's reference; RiskDesk's own, such as #4, where it has none.")
@_as_json
def history(file: Path, ref: str, as_json: bool) -> None:
    """Tell who moved a risk's scores, when and why.

    A change of scheme that rates a score otherwise is told as such, and is no movement.
    """
    from riskdesk.audit.facts import history_facts
    from riskdesk.audit.listing import history_text
    from riskdesk.risks import Stage
    from riskdesk.store import Store

    with Store.look(file) as store:
        register, today = store.register(), store.today
        risks = [risk for risk in register.risks if risk.label.casefold() == ref.strip().casefold()]
        if not risks:
            raise RiskDeskError(f'There is no risk "{ref}" in {file.name}.', '"riskdesk-cli show" lists them.')
        found = [(risk, {stage: store.score_moves(risk.id, stage) for stage in Stage}) for risk in risks]
    if as_json:
        _print_json(history_facts(register, found, today))
    else:
        click.echo(history_text(register, found, today))


@commands.command()
@_register_file
@click.option("--seal", metavar="HEX", help="A seal from a paper, or its first 12 characters: tells which step it is.")
@_as_json
def verify(file: Path, seal: str | None, as_json: bool) -> None:
    """Prove that a register's history is whole.

    Recomputes every seal and replays every change from empty. Exit code 1 when something does not
    fit, or when no step has the seal asked for. The file is only read, and may be open in a window meanwhile.
    """
    from riskdesk.audit.facts import seal_facts
    from riskdesk.audit.listing import seal_text
    from riskdesk.opening import verify_file

    verdict = verify_file(file)
    found = _seal_of(file, seal) if verdict.sound and seal is not None else None
    if as_json:
        facts: dict[str, Any] = {"sound": verdict.sound, "sentences": list(verdict.sentences)}
        _print_json(facts | ({"seal": seal_facts(found)} if seal is not None else {}))
    else:
        click.echo("\n".join((*verdict.sentences, *([seal_text(found)] if seal is not None and verdict.sound else []))))
    if not verdict.sound:
        raise _Sentence(f"{file.name} is not as RiskDesk sealed it. Compare it with a backup before you rely on it.")
    if seal is not None and found is None:
        raise _Sentence(f"The seal does not belong to {file.name}.")


def _seal_of(file: Path, seal: str) -> "SealFound | None":
    from riskdesk.store import Store

    with Store.look(file) as store:
        return store.seal_of(seal)


@commands.command()
@_register_file
@click.option("--kind", required=True, type=click.Choice(["register", "board", "audit"]), help="Which paper to print.")
@click.option(
    "-o", "--output", required=True, type=_FILE, metavar="OUT.pdf", help="The PDF to write; OUT.xlsx for a workbook."
)
@click.option("--previous", type=_FILE, metavar="FILE", help="What the audit compares with, as for the audit command.")
@click.option("--today", type=_DAY, metavar="DATE", help="The day of the audit, as 2026-11-25; today's.")
def report(file: Path, kind: str, output: Path, previous: Path | None, today: dt.datetime | None) -> None:
    """Print the register, board or audit paper to a PDF file.

    The audit paper can be an Excel workbook (.xlsx) instead. An earlier file of that name and kind
    is replaced, once the new one is whole; any other file is left alone.
    """
    if kind != "audit" and (previous or today):
        raise click.UsageError("--previous and --today are for the audit paper.")
    as_workbook = output.suffix.casefold() == ".xlsx"
    if as_workbook and kind != "audit":
        raise RiskDeskError("Only the audit paper can be a workbook.", "Give the name of a PDF file.")
    _may_replace(output, as_workbook)
    if kind == "audit":
        _write_audit(file, output, previous, today.date() if today else None)
    else:
        from riskdesk.reports.content import board_paper, register_paper
        from riskdesk.reports.layout import write_pdf

        register = _read(file)
        write_pdf(register_paper(register) if kind == "register" else board_paper(register), output)
    click.echo(f"Wrote {output}.")


def _write_audit(file: Path, output: Path, previous: Path | None, today: dt.date | None) -> None:
    """The audit and the proof of one and the same moment, as a workbook or a PDF."""
    from riskdesk.audit.run import audit as run_audit
    from riskdesk.store import Store

    before = _read(previous) if previous else None
    with Store.look(file) as store:
        case, prove = store.case_and_proof(today=today, previous=before)
    found, verdict = run_audit(case), prove(None)
    if output.suffix.casefold() == ".xlsx":
        from riskdesk.exchange.workbook import write_workbook

        write_workbook(found, output, verdict)
    else:
        from riskdesk.reports.content import audit_paper
        from riskdesk.reports.layout import write_pdf

        write_pdf(audit_paper(found, verdict), output)


@commands.command()
@_as_json
def schemes(as_json: bool) -> None:
    """List the scoring schemes that ship with RiskDesk."""
    from riskdesk.schemes import presets

    found = list(presets().values())
    if as_json:
        from riskdesk.facts import scheme_facts

        _print_json([scheme_facts(scheme) for scheme in found])
    else:
        from riskdesk.listing import schemes_text

        click.echo(schemes_text(found))


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


def _create(file: Path, register: "Register", author: str, title: str) -> None:
    from riskdesk.store import Store

    if file.exists():
        raise RiskDeskError(f"There is already a file {file}.", "Choose another name, or move that file away first.")
    with Store.create(file, register, author, title=title):
        pass
    count = len(register.risks)
    click.echo(f"Made {file} with {count or 'no'} risk{'' if count == 1 else 's'}.")


def _read(file: Path) -> "Register":
    from riskdesk.store import Store

    with Store.look(file) as store:
        return store.register()


def _print_json(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


def main() -> None:
    """The `riskdesk-cli` command. Output is UTF-8 whatever the computer's language."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands(prog_name="riskdesk-cli")


if __name__ == "__main__":
    main()
