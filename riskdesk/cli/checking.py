"""Commands that check a register: its findings, its history, its proof."""

# What a command needs is imported when it runs: `--help` answers at once.
# ruff: noqa: PLC0415

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskdesk.cli.common import (
    DAY,
    FILE,
    Found,
    Sentence,
    as_json_option,
    commands,
    looking,
    period_option,
    print_json,
    read_register,
    register_file,
    risks_of,
)

if TYPE_CHECKING:
    from riskdesk.audit.findings import Severity
    from riskdesk.audit.run import Audit
    from riskdesk.reports.checkpaper import Checked
    from riskdesk.trail import SealFound


@commands.command()
@register_file
@click.option("--all", "each", is_flag=True, help="Every finding by itself, also where most risks share one.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), help="End with exit code 3 where a finding this grave waits."
)
@click.option("--previous", type=FILE, metavar="FILE", help="An earlier register, or another copy, to compare with.")
@click.option("--today", type=DAY, metavar="DATE", help="The day on which waivers expire, as 2026-11-25; today's.")
@period_option
@as_json_option
def audit(
    file: Path,
    each: bool,
    fail_on: str | None,
    previous: Path | None,
    today: dt.datetime | None,
    period: str,
    as_json: bool,
) -> None:
    """List what to challenge in a register's scores.

    Every score, owner, date, control and action is looked at. What most risks share is one
    finding; --all tells each. Lateness is judged on the as-at date. It is compared with the last
    closed period, or with the register of --previous.
    """
    from riskdesk.audit.facts import audit_facts
    from riskdesk.audit.findings import Severity
    from riskdesk.audit.listing import audit_text
    from riskdesk.audit.run import audit as run_audit

    before = read_register(previous) if previous else None
    with looking(file, period) as store:
        day = today.date() if today else None
        found = run_audit(store.case(today=day, previous=before or store.earlier()))
    if as_json:
        print_json(audit_facts(found, each=each))
    else:
        click.echo(audit_text(found, each=each))
    if fail_on:
        _refuse_from(Severity[fail_on.upper()], found, file.name)


def _refuse_from(limit: "Severity", found: "Audit", name: str) -> None:
    """End with an exit code of its own where a finding so grave waits, or a rule could not say whether one does."""
    if found.faults:
        rule = found.faults[0].rule.name
        raise Found(f"{name} was not audited whole: the rule {rule} could not be run, which is a bug.")
    if found.worst is not None and found.worst <= limit:
        raise Found(f"{name} has findings that wait: mend them, or let somebody accept them by name.")


@commands.command()
@register_file
@click.argument("ref", metavar="REF", help="The risk's reference; RiskDesk's own, such as #4, where it has none.")
@as_json_option
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
        risks = risks_of(register, ref, file)
        found = [(risk, {stage: store.score_moves(risk.id, stage) for stage in Stage}) for risk in risks]
    if as_json:
        print_json(history_facts(register, found, today))
    else:
        click.echo(history_text(register, found, today))


@commands.command()
@register_file
@click.option("--seal", metavar="HEX", help="A seal from a paper, or its first 12 characters: tells which step it is.")
@click.option("--paper", type=FILE, metavar="PAPER", help="A paper: tells whether this very one was issued, and when.")
@as_json_option
def verify(file: Path, seal: str | None, paper: Path | None, as_json: bool) -> None:
    """Prove that a register's history is whole, or a paper issued.

    Recomputes every seal and replays every change from empty. Exit code 1 when something does not
    fit, when no step has the seal asked for, or when the paper was never issued as it is; then it is
    told whether it is a draft, was altered, or is of another file. The file is only read, and may be
    open in a window meanwhile.
    """
    from riskdesk.audit.facts import seal_facts
    from riskdesk.audit.listing import seal_text
    from riskdesk.listing import plain
    from riskdesk.opening import verify_file
    from riskdesk.periodslisting import issue_facts

    verdict = verify_file(file)
    found = _seal_of(file, seal) if verdict.sound and seal is not None else None
    checked = _checked(file, paper) if verdict.sound and paper is not None else None
    if as_json:
        facts: dict[str, Any] = {"sound": verdict.sound, "sentences": list(verdict.sentences)}
        facts |= {"seal": seal_facts(found)} if seal is not None else {}
        facts |= {"paper": issue_facts(checked.issued if checked else None)} if paper is not None else {}
        facts |= {"paper_check": _checked_facts(checked)} if checked else {}
        print_json(facts)
    else:
        click.echo("\n".join((*verdict.sentences, *([seal_text(found)] if seal is not None and verdict.sound else []))))
        if checked and checked.issued:
            click.echo(plain(checked.said))
    if not verdict.sound:
        raise Sentence(f"{file.name} is not as RiskDesk sealed it. Compare it with a backup before you rely on it.")
    if checked and not checked.issued:
        raise Sentence(plain(checked.said))
    if seal is not None and found is None:
        raise Sentence(f"The seal does not belong to {file.name}.")


def _seal_of(file: Path, seal: str) -> "SealFound | None":
    from riskdesk.store import Store

    with Store.look(file) as store:
        return store.seal_of(seal)


def _checked(file: Path, paper: Path) -> "Checked":
    from riskdesk.reports.checkpaper import check_file
    from riskdesk.store import Store

    with Store.look(file) as store:
        return check_file(store, paper)


def _checked_facts(checked: "Checked") -> dict[str, Any]:
    """What the paper turned out to be. The names are a promise: add, never rename."""
    return {
        "standing": checked.standing.value,
        "said": checked.said,
        "seal": checked.carried.seal or None,
        "number": checked.carried.number or None,
        "period": checked.period.name if checked.period else None,
    }
