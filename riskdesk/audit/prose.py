"""Every text that a risk holds, with the field and the control or action it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from riskdesk.entities import Kind, shown_fields
from riskdesk.risks import Action, Control, Risk

_OWN = tuple(name for name, shown in shown_fields(Risk).items() if shown.kind in (Kind.LINE, Kind.TEXT))
_own = attrgetter(*_OWN)
_OF_CONTROL, _OF_ACTION = ("text", "assurance", "gaps", "assurance_gaps"), ("text", "barrier")


@dataclass(frozen=True, slots=True)
class Prose:
    """One text. `called` is what people call its field: "description", "control", "barrier"."""

    text: str
    field: str
    called: str
    part: Control | Action | None = None


def texts(risk: Risk) -> list[str]:
    """The texts alone, which is all that most risks are judged by."""
    found: list[str] = [*_own(risk), *(owner.name for owner in risk.owners)]
    for control in risk.controls:
        found += (control.text, control.assurance, control.gaps, control.assurance_gaps)
    for action in risk.actions:
        found += (action.text, action.barrier)
    return found


def prose(risk: Risk) -> Iterator[Prose]:
    """The texts that say anything, in the same order."""
    labels = shown_fields(Risk)
    found = [Prose(getattr(risk, name), name, labels[name].label.lower()) for name in _OWN]
    found += [Prose(owner.name, "owners", "owner") for owner in risk.owners]
    for control in risk.controls:
        found += _of_part(control, "controls", _OF_CONTROL)
    for action in risk.actions:
        found += _of_part(action, "actions", _OF_ACTION)
    return (each for each in found if each.text.strip())


def _of_part(part: Control | Action, field: str, names: tuple[str, ...]) -> Iterator[Prose]:
    labels = shown_fields(type(part))
    return (Prose(getattr(part, name), field, labels[name].label.lower(), part) for name in names)
