"""Runs the rules over a register, joins what most risks share into one finding, and marks what was accepted."""

import datetime as dt
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Fault, Finding, Hit, Rule, Severity
from riskdesk.audit.rules import RULES
from riskdesk.periods import Closing
from riskdesk.risks import Status
from riskdesk.scrutiny import Waiver
from riskdesk.wording import counted, of_all

Progress = Callable[[int, int], None]

SHARE = 0.8
"""A rule that hits this share of the open risks is one finding about the register: said for each, nobody reads it."""


@dataclass(frozen=True)
class Audit:
    """One audit of one register. `each` are the findings one by one, in the order of the rules and the register."""

    case: Case
    rules: tuple[Rule, ...]
    each: tuple[Finding, ...]
    faults: tuple[Fault, ...] = ()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Rolled up, most severe first, then in the order of the rules."""
        rolled = [each for rule in self.rules for each in _roll_up(self.case, rule, self.of_rule(rule.name))]
        return tuple(sorted(rolled, key=lambda finding: finding.severity))

    @cached_property
    def frozen(self) -> str:
        """The findings as a closed period keeps them; worked out once, in whatever thread first asks."""
        from riskdesk.audit.facts import audit_facts  # noqa: PLC0415 - which words an Audit

        return Closing.pack(audit_facts(self, each=False))

    @cached_property
    def _by_rule(self) -> Mapping[str, Sequence[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.each:
            found.setdefault(finding.rule.name, []).append(finding)
        return found

    def of_rule(self, name: str) -> Sequence[Finding]:
        """A rule's findings one by one."""
        return self._by_rule.get(name, ())

    def count(self, severity: Severity) -> int:
        """How many findings of this severity wait, as they are rolled up; waived ones aside."""
        return sum(1 for finding in self.findings if finding.severity is severity and finding.waiver is None)

    @property
    def worst(self) -> Severity | None:
        """The severity of the gravest finding that is not waived; None where nothing waits."""
        return min((finding.severity for finding in self.each if finding.waiver is None), default=None)


def audit(case: Case, progress: Progress | None = None, rules: Sequence[Rule] = RULES) -> Audit:
    """Every rule over the case. A rule that raises becomes a Fault, and all others are heard. `progress` is told after
    each rule."""
    found: list[Finding] = []
    faults: list[Fault] = []
    for number, rule in enumerate(rules, 1):
        try:
            hits = [_finding(rule, hit) for hit in rule.check(case)]
        except Exception:  # noqa: BLE001 - one faulty rule must not hide what the others find; it is shown as a bug
            faults.append(Fault(rule, traceback.format_exc()))
        else:
            found.extend(hits)
        if progress:
            progress(number, len(rules))
    return Audit(case, tuple(rules), tuple(_waived(found, case.scrutiny.waivers, case.today)), tuple(faults))


def accepted(found: Audit, waivers: Iterable[Waiver]) -> Audit:
    """The same audit with these waivers on record, and no other."""
    fresh = (replace(finding, waiver=None) for finding in found.each)
    return replace(found, each=tuple(_waived(fresh, waivers, found.case.today)))


def _finding(rule: Rule, hit: Hit) -> Finding:
    severity = rule.severity if hit.severity is None else hit.severity
    part = (hit.part.id, hit.part.uuid) if hit.part else (0, "")
    return Finding(rule, severity, hit.message, hit.risks, hit.field, *part, hit.offers, hit.facts)


def _waived(found: Iterable[Finding], waivers: Iterable[Waiver], today: dt.date) -> Iterable[Finding]:
    """The findings, each with the latest waiver in force that accepted the very facts it stands on."""
    accepted: dict[str, dict[str, Waiver]] = {}
    for waiver in waivers:
        if waiver.in_force(today):
            accepted.setdefault(waiver.rule, {}).update(dict.fromkeys(waiver.marks.split(), waiver))
    for finding in found:
        by_mark = accepted.get(finding.rule.name)
        holding = by_mark.get(finding.marks[0]) if by_mark else None
        yield replace(finding, waiver=holding) if holding else finding


def _roll_up(case: Case, rule: Rule, found: Sequence[Finding]) -> Sequence[Finding]:
    """One finding for all where the rule hits most of the open risks, else the findings as they are. A closed risk that
    a finding names beside an open one is no share of them."""
    hit = {id(risk): risk for finding in found for risk in finding.risks}
    risks = tuple(risk for risk in hit.values() if risk.status is Status.OPEN)
    if not rule.together or len(risks) < max(2, SHARE * len(case.live)):
        return found
    whole = of_all(len(risks), len(case.live), "open risk")
    message = f"{whole[:1].upper()}{whole[1:]} {rule.together}."
    new = [finding for finding in found if finding.waiver is None]
    if new and len(new) < len(found):
        message += f" {counted(len(found) - len(new), 'of these was', 'of these were')} accepted, {len(new)} not."
    severity = min(finding.severity for finding in (new or found))
    latest = max((each.waiver for each in found if each.waiver), key=lambda waiver: waiver.id, default=None)
    waiver = None if new else latest
    return [Finding(rule, severity, message, risks, found[0].field, under=tuple(found), waiver=waiver)]
