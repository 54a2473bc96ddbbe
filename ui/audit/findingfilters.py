"""What narrows the findings shown, and by what they stand together."""

from collections.abc import Callable, Hashable, Sequence

from riskdesk.audit.findings import Finding, Severity
from riskdesk.risks import Owner, Register
from ui.filters import ANY, NONE, Filter, FilterBar, Offer, named_owners

WAIVED: Hashable = "waived"
EVERY: Hashable = "every"


def _severities(_register: Register) -> Sequence[Offer]:
    return [(severity.word.capitalize(), severity) for severity in Severity]


def _owners(register: Register) -> Sequence[Offer]:
    used: dict[int, Owner] = {owner.id: owner for risk in register.risks for owner in risk.owners}
    return [*named_owners(used.values()), ("No owner", NONE)]


def _owned(finding: Finding, value: Hashable, _register: Register) -> bool:
    if value == NONE:
        return any(not risk.owners for risk in finding.risks)
    return any(owner.id == value for risk in finding.risks for owner in risk.owners)


def _statuses(_register: Register) -> Sequence[Offer]:
    return [("Waived", WAIVED), ("Any status", EVERY)]


def _has_status(finding: Finding, value: Hashable, _register: Register) -> bool:
    return value == EVERY or finding.waiver is not None


FINDING_FILTERS: tuple[Filter[Finding], ...] = (
    Filter("Severity", "Any severity", "Show errors, warnings or advice", _severities, lambda f, v, _: f.severity == v),
    Filter("Owner", "Any owner", "Show findings about risks this owner answers for", _owners, _owned),
    Filter("Status", "Waiting", "Show what waits, or what was accepted by name", _statuses, _has_status),
)
"""Nothing chosen for the status shows what waits."""


def status_test(bar: FilterBar) -> Callable[[Finding], bool]:
    """Whether a single finding is of the status chosen."""
    value = bar.drops["Status"].value
    if value == ANY:
        return lambda finding: finding.waiver is None
    return lambda finding: value == EVERY or finding.waiver is not None


def finding_test(bar: FilterBar, register: Register) -> Callable[[Finding], bool]:
    """Whether a single finding is wanted by every drop-down."""
    tests: list[Callable[[Finding], bool]] = [*bar.tests(register), status_test(bar)]
    if len(tests) == 1:
        return tests[0]
    return lambda finding: all(test(finding) for test in tests)
