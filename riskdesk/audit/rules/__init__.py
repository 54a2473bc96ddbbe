"""The table of rules, in the order of an audit: each group relies on the ones before it."""

from riskdesk.audit.findings import Rule
from riskdesk.audit.rules import (
    actions,
    arithmetic,
    controls,
    dates,
    history,
    money,
    owners,
    references,
    scheme,
    signing,
    source,
    stages,
    targets,
    texts,
    whole,
)

RULES: tuple[Rule, ...] = (
    *arithmetic.RULES,
    *scheme.RULES,
    *stages.RULES,
    *targets.RULES,
    *owners.RULES,
    *dates.RULES,
    *actions.RULES,
    *controls.RULES,
    *texts.RULES,
    *money.RULES,
    *references.RULES,
    *history.RULES,
    *whole.RULES,
    *source.RULES,
    *signing.RULES,
)
