"""The audit paper's conclusion in words: what was applied, what waits, what was accepted, and what officers did."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from riskdesk.audit.findings import Severity
from riskdesk.audit.run import SHARE
from riskdesk.proof import Verdict
from riskdesk.reports.audit.findings import KINDS
from riskdesk.reports.audit.officers import samples_lead
from riskdesk.wording import counted, listed, sentence, verb

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit

_ALTERED = "the register is not as RiskDesk sealed it"


def conclude(audit: "Audit", verdict: Verdict | None) -> tuple[str, ...]:
    """The gravest first: a register that is not as it was sealed proves nothing."""
    return tuple(sentence(text) for text in _sentences(audit, verdict))


def _sentences(audit: "Audit", verdict: Verdict | None) -> Iterator[str]:
    if verdict and not verdict.sound:
        yield f"{_ALTERED}, so no finding and no score below can be relied on."
    yield _made(audit)
    yield from _waiting(audit, _doubt(audit, verdict))
    waived = sum(finding.waiver is not None for finding in audit.findings)
    yield f"{counted(waived, 'finding')} {verb(waived, 'is', 'are')} waived by name, with a reason."
    yield from _officers(audit)
    if audit.faults:
        number = len(audit.faults)
        them = verb(number, "it", "they")
        yield f"{counted(number, 'rule')} could not be run, so what {them} would find is not known."


def _made(audit: "Audit") -> str:
    live, rolled = len(audit.case.live), [finding for finding in audit.findings if finding.under]
    rules, each = counted(len(audit.rules), "rule"), counted(len(audit.each), "finding")
    told = f"{rules} applied to {counted(live, 'open risk')} made {each}."
    if not rolled:
        return told
    under = sum(len(finding.under) for finding in rolled)
    stand = verb(len(rolled), "stands", "stand")
    return (
        f"{told} A rule that hits {SHARE:.0%} or more of the open risks is told as one finding about the register: "
        f"{counted(len(rolled), 'finding')} {stand} for {under:,} in this way, which leaves "
        f"{counted(len(audit.findings), 'finding')}."
    )


def _doubt(audit: "Audit", verdict: Verdict | None) -> str:
    """What keeps the audit from saying that a register may be issued, whatever was found; "" for nothing."""
    number = len(audit.faults)
    altered = [_ALTERED] if verdict and not verdict.sound else []
    failed = [f"{counted(number, 'rule')} could not be run"] if number else []
    return listed([*altered, *failed])


def _waiting(audit: "Audit", doubt: str) -> Iterator[str]:
    numbers = [(audit.count(severity), KINDS[severity]) for severity in Severity]
    total = sum(number for number, _ in numbers)
    clear = "so nothing in this audit stands against issuing the register"
    if doubt:
        clear = f"but {doubt}, so this audit cannot say that the register may be issued"
    if not total:
        yield f"no finding waits for an answer, {clear}."
        return
    parts = listed([counted(number, *kind) for number, kind in numbers])
    yield f"{counted(total, 'finding')} {verb(total, 'waits', 'wait')} for an answer: {parts}."
    errors, warnings = numbers[0][0], numbers[1][0]
    if errors:
        they = "the error that waits is" if errors == 1 else f"all {errors:,} errors that wait are"
        while_ = f", nor while {doubt}" if doubt else ""
        yield f"the register is not ready to be issued until {they} mended or waived by name, with a reason{while_}."
    elif warnings:
        yield f"no error waits, {clear}; its warnings must still be answered."
    else:
        yield f"neither an error nor a warning waits, {clear}."


def _officers(audit: "Audit") -> Iterator[str]:
    scrutiny = audit.case.scrutiny
    number, waiting = len(scrutiny.challenges), len(scrutiny.open_challenges)
    put = f"{counted(number, 'challenge')} {verb(number, 'was', 'were')} put to owners"
    yield f"{put}; {_wait(waiting)} for an answer." if number else f"{put}."
    number, waiting = len(scrutiny.moderations), len(scrutiny.open_moderations)
    made = f"{counted(number, 'score')} {verb(number, 'was', 'were')} moderated"
    yield f"{made}; {_wait(waiting)} to be agreed." if number else f"{made}."
    yield samples_lead(scrutiny.samples, concluded=True)


def _wait(number: int) -> str:
    return f"{number:,} {verb(number, 'waits', 'wait')}" if number else "none waits"
