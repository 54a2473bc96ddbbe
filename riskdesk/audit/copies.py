"""Where two copies of one register differ: risk by risk, as people see their fields."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from riskdesk.audit.places import pair, stated
from riskdesk.entities import Choice, shown_fields
from riskdesk.risks import Action, Control, Register, Risk, Stage
from riskdesk.wording import NOT_RECORDED, clipped

_CLIP = 60
_LEAD = 24
"""How much is shown of a text, and how much of what stands before the place where it differs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one risk that reads otherwise in the other copy, clipped around where, and whole. A risk in one copy
    only has no `field`, one in the other copy only has no `risk` either."""

    ref: str
    risk: Risk | None
    field: str = ""
    label: str = ""
    whole_here: str = ""
    whole_there: str = ""

    @property
    def here(self) -> str:
        return _around(self.whole_here, self.whole_there)

    @property
    def there(self) -> str:
        return _around(self.whole_there, self.whole_here)


def _around(text: str, other: str) -> str:
    """The text from shortly before the place where it leaves the other."""
    flat, same = " ".join(text.split()), " ".join(other.split())
    pairs = enumerate(zip(flat, same, strict=False))
    at = next((place for place, (one, two) in pairs if one != two), min(len(flat), len(same)))
    start = flat.rfind(" ", 0, max(0, at - _LEAD)) + 1 if at > _CLIP // 2 else 0
    return ("…\N{NO-BREAK SPACE}" if start else "") + clipped(flat[start:], _CLIP) or NOT_RECORDED


def differences(register: Register, copy: Register) -> Iterator[Difference]:
    """In the register's order, then what only the copy has. Risks are matched by reference, so one whose reference is
    missing or used twice cannot be compared."""
    mine, theirs = _by_ref(register), _by_ref(copy)
    known, known_there = ({risk.ref for risk in each.risks} for each in (register, copy))
    for ref, risk in mine.items():
        if ref in theirs:
            yield from _of_risk(register, copy, risk, theirs[ref])
        elif ref not in known_there:
            yield Difference(ref, risk)
    for ref in theirs:
        if ref not in known:
            yield Difference(ref, None)


def _by_ref(register: Register) -> dict[str, Risk]:
    times = Counter(risk.ref for risk in register.risks)
    return {risk.ref: risk for risk in register.risks if risk.ref and times[risk.ref] == 1}


def _of_risk(register: Register, copy: Register, risk: Risk, other: Risk) -> Iterator[Difference]:
    for name, told in shown_fields(Risk).items():
        here, there = getattr(risk, name), getattr(other, name)
        if here != there:
            yield from _compared(risk, name, told.label, _said(here), _said(there))
    for stage in Stage if risk.scores != other.scores or register.scheme is not copy.scheme else ():
        scores = (_score(register, risk, stage), _score(copy, other, stage))
        yield from _compared(risk, stage.value, f"{register.word(stage)} score", *scores)
    if risk.owners != other.owners:
        owners = ("; ".join(owner.name for owner in each.owners) for each in (risk, other))
        yield from _compared(risk, "owners", "Owners", *owners)
    if risk.controls != other.controls:
        controls = ("; ".join(_control(control) for control in each.controls) for each in (risk, other))
        yield from _compared(risk, "controls", "Controls", *controls)
    if risk.actions != other.actions:
        actions = ("; ".join(_action(action) for action in each.actions) for each in (risk, other))
        yield from _compared(risk, "actions", "Actions", *actions)


def _control(control: Control) -> str:
    since = f", {control.implemented}" if control.implemented else ""
    return f"{control.text} ({control.state.label}{since})"


def _action(action: Action) -> str:
    due = f", due {action.due}" if action.due else ""
    return f"{action.text} ({action.status.label}{due})"


def _compared(risk: Risk, name: str, label: str, here: str, there: str) -> Iterator[Difference]:
    if here != there:
        yield Difference(risk.ref, risk, name, label, here, there)


def _said(value: object) -> str:
    if isinstance(value, Choice):
        return value.label
    return str(getattr(value, "name", "" if value is None else value))


def _score(register: Register, risk: Risk, stage: Stage) -> str:
    score = risk.score(stage)
    if score is None or (score.impact, score.likelihood, score.stated) == (None, None, None):
        return ""
    scheme = register.scheme
    rated = register.rated(risk, stage)
    split = (
        ""
        if score.impact is None and score.likelihood is None
        else f" ({pair(scheme, score.impact, score.likelihood)})"
    )
    beside = f", stated as {stated(scheme, score.stated)}" if split and score.stated is not None else ""
    return f"{rated.text if rated else 'not rated'}{split}{beside}"
