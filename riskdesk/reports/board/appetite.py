"""Appetite: which open risks are above what the organisation accepts."""

from collections.abc import Sequence

from riskdesk.risks import Register, Risk, Stage
from riskdesk.wording import counted, listed, of_all, sentence, verb


def appetite_sentence(register: Register, live: Sequence[Risk]) -> str:
    """Which open risks are above the appetite, or why nobody can say."""
    given = {register.appetite, *(category.appetite for category in register.categories)} - {""}
    strange = sorted(word for word in given if register.scheme.severity(word) < 0)
    if not given:
        return "No appetite is recorded, so no risk can be called above it."
    if len(strange) == len(given):
        recorded = listed(strange)
        return f"The appetite is recorded as {recorded}, which is no band of the scheme, so nothing is judged by it."
    above = [risk for risk in live if register.is_above_appetite(risk)]
    unknown = sum(not _is_judged(register, risk) for risk in live)
    rest = f" {sentence(counted(unknown, 'risk'))} could not be judged." if unknown else ""
    if not above:
        return f"No open risk is above {_appetite(register)}.{rest}"
    return (
        f"{sentence(of_all(len(above), len(live), 'open risk'))} {verb(len(above), 'is', 'are')} above "
        f"{_appetite(register)}: {listed([risk.label for risk in above])}.{rest}"
    )


def _appetite(register: Register) -> str:
    overall = register.scheme.severity(register.appetite) >= 0
    by_category = any(category.appetite for category in register.categories)
    if overall and by_category:
        return f"the appetite ({register.appetite} overall, or that of its category)"
    return f"the appetite, {register.appetite}" if overall else "the appetite of its category"


def _is_judged(register: Register, risk: Risk) -> bool:
    rated = register.rated(risk, Stage.CURRENT)
    return rated is not None and rated.severity >= 0 and register.scheme.severity(register.appetite_of(risk)) >= 0
