"""Whether everybody who has to sign a period did."""

from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity


def _sign_off_missing(case: Case) -> Iterator[Hit]:
    """Asked only when a period is closed: until then a month is simply not signed yet."""
    period = case.register.period
    if period is None or not case.closing:
        return
    signed = {each.partner_id for each in period.sign_offs}
    for partner in case.register.partners:
        if partner.id not in signed:
            yield Hit(
                f"{period.name} is not signed off by {partner.name}.", (period.uuid, partner.uuid), field="partners"
            )


RULES = (
    Rule(
        "SIGN_OFF_MISSING",
        Severity.ERROR,
        "Every partner signed the period",
        "Two organisations answer for one pooled register (section 75 agreements): both sign before it is issued.",
        _sign_off_missing,
    ),
)
