"""What every command shares: the group, its arguments, and errors as one sentence."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import contextlib
import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from riskdesk import __version__
from riskdesk.errors import RiskDeskError

if TYPE_CHECKING:
    from riskdesk.risks import Register, Risk
    from riskdesk.store import Store

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])


class Sentence(click.ClickException):
    """What went wrong, on stderr, without a label before it."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class Found(Sentence):
    """Nothing went wrong, but what was looked for is there: told apart by its exit code."""

    exit_code = 3


class _Commands(click.Group):
    """Turns what the world did wrong into one sentence; anything else is a bug and shows itself."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RiskDeskError as fault:
            raise Sentence(str(fault)) from fault
        except OSError as fault:
            if fault.errno == errno.EPIPE:
                raise
            _forget_output()
            subject = fault.filename or "The output"
            raise Sentence(f"{subject} could not be read or written: {fault.strerror or fault}.") from fault


def _forget_output() -> None:
    """Keep Python from complaining, when it ends, about output that a full disk did not take."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def author_option(command: F) -> F:
    text = "Who is recorded as having done this; the computer's user if not given."
    return click.option("--author", default="", metavar="NAME", help=text)(command)


def as_json_option(command: F) -> F:
    text = "Print the facts as JSON, for other programs."
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


def register_file(command: F) -> F:
    return click.argument("file", type=FILE, metavar="FILE", help="The register: a .riskdesk file.")(command)


def new_file(command: F) -> F:
    text = "The .riskdesk file to make. A file that is there already is left alone."
    return click.argument("file", type=FILE, metavar="FILE", help=text)(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="RiskDesk", message="%(prog)s %(version)s")
def commands() -> None:
    """Make, read, check and print risk registers.

    A register is one .riskdesk file, the same that the RiskDesk window opens.
    """


def period_option(command: F) -> F:
    text = "A closed period to look at, in place of the register as it stands."
    return click.option("--period", default="", metavar="NAME", help=text)(command)


@contextlib.contextmanager
def looking(file: Path, period: str = "") -> "Iterator[Store]":
    """The register as it stands, or as a closed period froze it, to be read only."""
    from riskdesk.store import Store

    with Store.look(file) as store:
        if not period:
            yield store
            return
        with store.look_back(store.period_named(period)) as stood:
            yield stood


@contextlib.contextmanager
def writable(file: Path, author: str) -> "Iterator[Store]":
    """The register to be written. Raises RiskDeskError where somebody else holds it."""
    from riskdesk.store import Store, computer_user

    with Store.open(file, author or computer_user()) as store:
        if store.read_only:
            raise RiskDeskError(store.why_read_only, "Try again when it is free.")
        yield store


@contextlib.contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """How far something is, to whoever watches the terminal."""
    with click.progressbar(length=100, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda done, whole: bar.update(100 * done // max(whole, 1) - bar.pos)


def read_register(file: Path, period: str = "") -> "Register":
    with looking(file, period) as store:
        return store.register()


def risks_of(register: "Register", ref: str, file: Path) -> "list[Risk]":
    """The risks of this reference: registers repeat them. Raises RiskDeskError where there is none."""
    found = [risk for risk in register.risks if risk.label.casefold() == ref.strip().casefold()]
    if not found:
        raise RiskDeskError(f'There is no risk "{ref}" in {file.name}.', '"riskdesk-cli show" lists them.')
    return found


def risk_of(register: "Register", ref: str, file: Path) -> "Risk":
    """The one risk of this reference. Raises RiskDeskError where there is none, or more than one."""
    found = risks_of(register, ref, file)
    if len(found) > 1:
        raise RiskDeskError(
            f'{len(found)} risks of {file.name} have the reference "{ref}".', "Give each its own first."
        )
    return found[0]


def print_json(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
