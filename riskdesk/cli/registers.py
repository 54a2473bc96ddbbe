"""Commands that make and show registers."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskdesk.cli.common import (
    as_json_option,
    author_option,
    commands,
    new_file,
    period_option,
    print_json,
    read_register,
    register_file,
)
from riskdesk.errors import RiskDeskError

if TYPE_CHECKING:
    from riskdesk.risks import Register


@commands.command()
@click.argument("name", metavar="NAME", help="thurrock-2014, thurrock-2017, essex-2016 or thurrock-year.")
@new_file
@author_option
def sample(name: str, file: Path, author: str) -> None:
    """Make a copy of a shipped sample register.

    Three are real published ones; thurrock-year adds to one a year of twelve closed months, all made up.
    """
    from riskdesk import madeup, samples

    if name == madeup.NAME:
        _must_be_free(file)
        madeup.make_year(file)
        click.echo(f"Made {file}: a year of twelve closed months, all made up but the register it begins with.")
    else:
        _create(file, samples.load(name), author, title=f"Load sample {name}")


@commands.command()
@new_file
@click.option(
    "--scheme", required=True, metavar="ID", help='The scoring scheme, by its name in "riskdesk-cli schemes".'
)
@click.option("--title", required=True, metavar="TEXT", help="The register's title.")
@click.option("--organisation", default="", metavar="TEXT", help="Whose register it is.")
@author_option
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
@register_file
@period_option
@as_json_option
def show(file: Path, period: str, as_json: bool) -> None:
    """Show a register and the scores of its risks.

    The table gives a line or two for each risk; --json adds owners, controls and actions in full.
    """
    register = read_register(file, period)
    if as_json:
        from riskdesk.facts import register_facts

        print_json(register_facts(register))
    else:
        from riskdesk.listing import register_text

        click.echo(register_text(register))


@commands.command()
@as_json_option
def schemes(as_json: bool) -> None:
    """List the scoring schemes that ship with RiskDesk."""
    from riskdesk.schemes import presets

    found = list(presets().values())
    if as_json:
        from riskdesk.facts import scheme_facts

        print_json([scheme_facts(scheme) for scheme in found])
    else:
        from riskdesk.listing import schemes_text

        click.echo(schemes_text(found))


def _create(file: Path, register: "Register", author: str, title: str) -> None:
    from riskdesk.store import Store

    _must_be_free(file)
    with Store.create(file, register, author, title=title):
        pass
    count = len(register.risks)
    click.echo(f"Made {file} with {count or 'no'} risk{'' if count == 1 else 's'}.")


def _must_be_free(file: Path) -> None:
    if file.exists():
        raise RiskDeskError(f"There is already a file {file}.", "Choose another name, or move that file away first.")
