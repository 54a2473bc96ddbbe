"""Commands of the monthly cycle: review, close, list and compare periods."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskdesk.cli.common import (
    DAY,
    FILE,
    as_json_option,
    author_option,
    commands,
    print_json,
    progress_bar,
    read_register,
    register_file,
    risk_of,
    writable,
)
from riskdesk.errors import RiskDeskError

if TYPE_CHECKING:
    from riskdesk.closings import Signature


@commands.command()
@register_file
@click.argument("ref", metavar="REF", help="The risk's reference; RiskDesk's own, such as #4, where it has none.")
@click.option("--no-change", "unchanged", is_flag=True, help="The score stands as it is.")
@click.option("--impact", type=int, metavar="LEVEL", help="The new impact, a level of the scheme.")
@click.option("--likelihood", type=int, metavar="LEVEL", help="The new likelihood, a level of the scheme.")
@click.option("--note", default="", metavar="TEXT", help='What there is to say; "No change." if not given.')
@click.option("--reason", default="", metavar="TEXT", help="Why the score changes.")
@click.option("--next-review", type=DAY, metavar="DATE", help="When to review next, as 2017-09-30; else by the cycle.")
@author_option
def review(
    file: Path,
    ref: str,
    unchanged: bool,
    impact: int | None,
    likelihood: int | None,
    note: str,
    reason: str,
    next_review: dt.datetime | None,
    author: str,
) -> None:
    """Review a risk: leave a dated, signed answer.

    Say --no-change, or give the new --impact, --likelihood or both with a --reason. Without an
    open period the review counts for the next one.
    """
    if unchanged == (impact is not None or likelihood is not None):
        raise click.UsageError("Say either --no-change, or the new --impact or --likelihood.")
    from riskdesk.risks import Stage

    with writable(file, author) as store:
        risk = risk_of(store.register(), ref, file)
        score = risk.score(Stage.CURRENT)
        levels = None
        if not unchanged:
            levels = (
                impact if impact is not None else score.impact if score else None,
                likelihood if likelihood is not None else score.likelihood if score else None,
            )
        day = next_review.date() if next_review else None
        store.review_risk(risk.id, note, levels=levels, reason=reason, next_review=day)
        kept = store.risk(risk.id).reviews[-1]
        scheme, period = store.register().scheme, store.register().period
        now = store.risk(risk.id).score(Stage.CURRENT)
    said = scheme.say(now.impact, now.likelihood, now.stated) if now else "not scored"
    where = f" for {period.name}" if period else ""
    copied = " The note repeats the one before and is marked as copied." if kept.copied else ""
    click.echo(f"Reviewed risk {risk.label}{where}: {said}, {kept.outcome.label.lower()}.{copied}")


@commands.command()
@register_file
@click.argument("name", metavar="NAME", help='The period\'s name, such as "July 2017".')
@click.option(
    "--as-at", type=DAY, metavar="DATE", help="The day it tells of, as 2017-07-31; the register's if not given."
)
@click.option(
    "--sign", "signed", multiple=True, metavar="PARTNER=NAME", help='Who signs for a partner: "NAME, POST" gives both.'
)
@click.option("--accepted-by", default="", metavar="NAME", help="Who takes the errors that still stand on themselves.")
@click.option("--reason", default="", metavar="TEXT", help="Why they can be accepted.")
@as_json_option
@author_option
def close(
    file: Path,
    name: str,
    as_at: dt.datetime | None,
    signed: Sequence[str],
    accepted_by: str,
    reason: str,
    as_json: bool,
    author: str,
) -> None:
    """Close a period: freeze the whole register, sealed.

    Opens the period first where none is open. Errors block until they are mended, or accepted by
    name. It is closed whole or left as it was, and once closed it can never be changed.
    """
    from riskdesk.closings import Acceptance
    from riskdesk.periodslisting import closed_text, period_facts

    if bool(accepted_by) != bool(reason):
        raise click.UsageError("--accepted-by and --reason go together.")
    acceptance: Acceptance | None = Acceptance(accepted_by, reason) if accepted_by else None
    with writable(file, author) as store:
        signatures, day = [_signature(each) for each in signed], as_at.date() if as_at else None
        with progress_bar("Auditing") as progress:
            period = store.close_period(name, day, signatures=signatures, acceptance=acceptance, progress=progress)
        seal = store.register().seal
    if as_json:
        print_json(period_facts(period, seal))
    else:
        click.echo(closed_text(period, seal))


def _signature(text: str) -> "Signature":
    from riskdesk.closings import Signature

    partner, found, person = text.partition("=")
    name, _, post = person.partition(",")
    if not found or not name.strip():
        raise RiskDeskError(f'"{text}" does not say who signs.', 'Give it as "PARTNER=NAME" or "PARTNER=NAME, POST".')
    return Signature(partner.strip(), name.strip(), post.strip())


@commands.command()
@register_file
@as_json_option
def periods(file: Path, as_json: bool) -> None:
    """List a register's periods, signatures and issued papers."""
    from riskdesk.periodslisting import period_facts, periods_text
    from riskdesk.store import Store

    with Store.look(file) as store:
        found = [(period, store.seal_at(period)) for period in store.register().periods]
    if as_json:
        print_json([period_facts(period, seal) for period, seal in found])
    else:
        click.echo(periods_text(found))


@commands.command()
@register_file
@click.option(
    "--from", "before", default="", metavar="NAME", help="The earlier period; the last closed one if not given."
)
@click.option(
    "--to", "after", default="now", metavar="NAME|now", help="The later period, or the register as it stands."
)
@as_json_option
def changes(file: Path, before: str, after: str, as_json: bool) -> None:
    """Tell what changed between two periods, or since one.

    Who moved which score and why, what is new, closed, late, above appetite or not reviewed. What
    people moved is kept apart from what a change of scheme rates otherwise.
    """
    from riskdesk.changesfacts import changes_facts
    from riskdesk.changeslisting import changes_text
    from riskdesk.store import Store

    with Store.look(file) as store:
        last = store.register().last_closed
        if not before and last is None:
            raise RiskDeskError(f"{file.name} has no closed period yet.", "Close one first.")
        earlier = store.period_named(before) if before else last
        assert earlier is not None
        later = None if after.casefold() == "now" else store.period_named(after)
        found = store.movement(earlier, later)
    if as_json:
        print_json(changes_facts(found))
    else:
        click.echo(changes_text(found))


@commands.command()
@register_file
@click.argument("output", type=FILE, metavar="OUT.ics", help="The calendar to write.")
@click.option("--owner", default="", metavar="NAME", help="Only what is asked of this owner.")
def export(file: Path, output: Path, owner: str) -> None:
    """Write next reviews and due dates as a calendar file (.ics)."""
    from riskdesk.exchange.calendar import write_calendar

    if output.suffix.casefold() != ".ics":
        raise RiskDeskError("Only calendars are exported yet.", "Give the name of an .ics file.")
    register = read_register(file)
    found = [one for one in register.owners if one.name.casefold() == owner.strip().casefold()]
    if owner and not found:
        raise RiskDeskError(f'There is no owner "{owner}" in {file.name}.', '"riskdesk-cli show" lists them.')
    write_calendar(register, output, found[0] if found else None)
    click.echo(f"Wrote {output}.")
