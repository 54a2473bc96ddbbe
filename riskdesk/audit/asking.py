"""What a challenge is about, in the words that the screen, the paper and the workbook share."""

from riskdesk.audit.rules import RULES
from riskdesk.risks import Register
from riskdesk.scrutiny import Challenge

_TITLES = {rule.name: rule.title for rule in RULES}


def about(challenge: Challenge, register: Register) -> str:
    """A rule's title and what it found, "Residual score: 12 High (4 x 3)", or the risk as a whole."""
    what = "The risk as a whole"
    if challenge.rule:
        what = _TITLES.get(challenge.rule, challenge.rule)
    elif challenge.stage:
        what = f"{register.word(challenge.stage)} score"
    subject = challenge.subject.strip()
    return f"{what}: {subject}" if subject else what
