"""The table of rules, in the order of an audit: each group relies on the ones before it."""

from riskdesk.audit.findings import Rule
from riskdesk.audit.rules import arithmetic, scheme, source, stages, targets

RULES: tuple[Rule, ...] = (
    *arithmetic.RULES,
    *scheme.RULES,
    *stages.RULES,
    *targets.RULES,
    *source.RULES,
)
