"""Whether the register agrees with what its source says around it, with its own date and with another copy of it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.copies import differences
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.dates import read_due
from riskdesk.days import british
from riskdesk.risks import ControlState, Register, Risk, Status
from riskdesk.wording import clipped, counted, listed, verb

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_CLAIM = re.compile(
    rf"(?<![\w.,£-])(?:top\s+)?(?P<number>[0-9]{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+"
    r"(?:(?:key|main|major|principal|strategic|corporate|significant|identified|open|top)\s+){0,2}risks\b",
    re.IGNORECASE,
)


def _count_claim(case: Case) -> Iterator[Hit]:
    said = _said(case.register)
    if said:
        yield said
    numbered = _numbered(case.register)
    if numbered:
        yield numbered


def _said(register: Register) -> Hit | None:
    """How many risks the source says it has, where it says no number that is true.

    It spoke of the risks that came from it, so one added here since is not counted.
    """
    risks = [risk for risk in register.risks if risk.status is not Status.DRAFT]
    held = len([risk for risk in risks if risk.as_written] or risks)
    claims = {match[0]: _number(match["number"]) for match in _CLAIM.finditer(register.source_note)}
    if not risks or not claims or held in claims.values():
        return None
    claim = max(claims, key=lambda words: claims[words])
    quoted = " ".join(claim.split())
    return Hit(f'The source speaks of "{quoted}"; the register holds {held:,}.', (quoted, held), field="source_note")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text.lower()) + 1


def _numbered(register: Register) -> Hit | None:
    """Where every risk has a number, and they run from 1 without a gap to another number than there are risks."""
    refs = [risk.ref.strip() for risk in register.risks if risk.status is not Status.DRAFT]
    if not refs or not all(ref.isascii() and ref.isdigit() and len(ref) < 7 for ref in refs):
        return None
    used = Counter(int(ref) for ref in refs)
    last = max(used)
    if last == len(refs) or set(used) != set(range(1, last + 1)):
        return None
    twice = listed([str(number) for number, times in sorted(used.items()) if times > 1], 6)
    return Hit(
        f"References run to {last:,}; the register holds {len(refs):,} risks, since {twice} "
        f"{verb(sum(1 for times in used.values() if times > 1), 'is', 'are')} used more than once.",
        (last, len(refs), twice),
        field="ref",
    )


def _as_at_stale(case: Case) -> Iterator[Hit]:
    as_at = case.as_at
    risks = [risk for risk in case.register.risks if risk.status is not Status.DRAFT]
    if as_at is None:
        if risks:
            yield Hit("No as-at date is recorded, so nothing can be judged late.", (), field="as_at")
        return
    later = [(risk, day, what) for risk in risks for day, what in _happened(risk) if day > as_at]
    if not later:
        return
    concerned = tuple({id(risk): risk for risk, _, _ in later}.values())
    risk, day, what = max(later, key=lambda found: found[1])
    number = len(concerned)
    yield Hit(
        f"{counted(number, 'risk')} {verb(number, 'mentions', 'mention')} what happened after the as-at date "
        f"{british(as_at)}: {'' if len(later) == 1 else 'the latest is '}{british(day)}, when {_label(risk)} {what}.",
        (as_at.isoformat(), *(f"{day.isoformat()} {each.label}" for each, day, _ in later)),
        concerned,
        "as_at",
    )


def _label(risk: Risk) -> str:
    return clipped(risk.label, 24)


def _happened(risk: Risk) -> Iterator[tuple[dt.date, str]]:
    """The days on which something is recorded as having happened, and what. What is still planned is not among them."""
    for day, what in (
        (risk.raised_on, "was raised"),
        (risk.last_reviewed, "was last reviewed"),
        (risk.closed_on, "was closed"),
    ):
        if day:
            yield day, what
    for action in risk.actions:
        if action.done_on:
            yield action.done_on, "had an action done"
        for note in action.notes:
            yield note.noted_on, "had an action noted on"
    for control in risk.controls:
        if control.implemented and control.state is ControlState.IN_PLACE:
            begun = read_due(control.implemented).start
            if begun:
                yield begun, "had a control put in place"


def _copies_disagree(case: Case) -> Iterator[Hit]:
    """Only of another copy of the same register: against an earlier issue, a difference is what people changed."""
    if case.previous is None or not case.is_copy:
        return
    for found in differences(case.register, case.previous):
        if found.risk is None:
            yield Hit(f"{clipped(found.ref, 24)} stands only in the other copy.", (found.ref,), field="ref")
        elif not found.field:
            yield Hit(f"{clipped(found.ref, 24)} stands only in this copy.", (found.ref,), (found.risk,), "ref")
        else:
            yield Hit(
                f"{found.label} of {clipped(found.ref, 24)}: '{found.here}' here, '{found.there}' there.",
                (found.field, found.whole_here, found.whole_there),
                (found.risk,),
                found.field,
            )


RULES = (
    Rule(
        "COUNT_CLAIM",
        Severity.WARNING,
        "The source says another number of risks",
        "A paper that says ten and lists eleven was not read to the end by whoever signed it off.",
        _count_claim,
    ),
    Rule(
        "AS_AT_STALE",
        Severity.WARNING,
        "As-at date missing or passed by what is recorded",
        "Lateness is judged on the as-at date, so it must be there, and nothing can have happened after it.",
        _as_at_stale,
    ),
    Rule(
        "COPIES_DISAGREE",
        Severity.WARNING,
        "Two copies of this register disagree",
        "Partners who sign off different texts have not agreed on one register.",
        _copies_disagree,
        "differ from the other copy of this register",
    ),
)
