"""Whether controls that are listed as existing exist."""

from collections.abc import Iterator

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.future import names_a_date, promised, unfinished
from riskdesk.dates import read_due
from riskdesk.risks import Control, ControlState
from riskdesk.wording import clipped


def _not_in_place(case: Case) -> Iterator[Hit]:
    """A control whose text promises a day that had passed is told as that."""
    for risk in case.live:
        for control in risk.controls:
            future = unfinished(control.text) if control.state is ControlState.IN_PLACE else None
            if future is None or _promise_passed(case, control):
                continue
            words = " ".join(future[0].split())
            yield Hit(
                f'"{clipped(control.text, 90)}" is listed as in place but worded as future ("{words}").',
                (control.text,),
                (risk,),
                "controls",
                control,
            )


def _promise_passed(case: Case, control: Control) -> bool:
    promise = promised(control.text)
    return promise is not None and case.as_at is not None and promise[1] < case.as_at


def _undated(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        standing = [control for control in risk.controls if control.state is ControlState.IN_PLACE]
        if standing and not any(map(_is_dated, standing)):
            number = len(standing)
            said = (
                "The one control in place has no" if number == 1 else f"Not one of the {number} controls in place has a"
            )
            yield Hit(f"{said} date implemented.", (number,), (risk,), "controls", standing[0])


def _is_dated(control: Control) -> bool:
    if control.implemented:
        due = read_due(control.implemented)
        if due.start or due.end:
            return True
    return names_a_date(control.text)


RULES = (
    Rule(
        "CONTROL_NOT_IN_PLACE",
        Severity.WARNING,
        "Control listed as existing but worded as future",
        "The current score counts controls as working; one that is still to come makes it too low.",
        _not_in_place,
        "list a control as in place that is worded as future",
    ),
    Rule(
        "CONTROL_UNDATED",
        Severity.ADVICE,
        "Controls without a date implemented",
        "Without the day a control began nobody can tell whether the score has had time to follow.",
        _undated,
        "have controls in place and none of them says since when",
    ),
)
