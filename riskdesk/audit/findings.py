"""What the audit finds: a rule's hit on a risk or on the register, with its evidence, and the whole of an audit."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from riskdesk.risks import Action, Control, Risk
from riskdesk.scrutiny import Waiver

if TYPE_CHECKING:
    from riskdesk.audit.case import Case

Fact = str | int | None
"""One plain thing a rule judged by."""


class Severity(IntEnum):
    """In the order in which they ask for attention. An error blocks issue until it is mended or waived by name."""

    ERROR = 0
    WARNING = 1
    ADVICE = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule answers: `message` is a sentence that names the evidence.

    `facts` are what was judged, and nothing else: a waiver holds while they stand, so neither a date that moves by
    itself (days late) nor the wording of the message belongs there. `field` is the name of the field concerned: one of
    Risk's, a stage ("inherent", "current", "target"), "owners", "controls" or "actions", or one of Register's for a
    finding about the register. `part` is the control or action. `risks` may be several for what risks share, and are
    none for the register. `severity` is given where it is not the rule's own. `offers` are readings a person can
    choose between; nothing is mended without one.
    """

    message: str
    facts: tuple[Fact, ...]
    risks: tuple[Risk, ...] = ()
    field: str = ""
    part: Action | Control | None = None
    severity: Severity | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table of rules.

    `together` is what the risks it hits have in common, as the end of a sentence that begins with how many they are
    ("have no date of last review"). `why` says in one sentence what the rule is for and where it comes from. A rule
    about the register as a whole has no `together` and is never rolled up.
    """

    name: str
    severity: Severity
    title: str
    why: str
    check: Callable[["Case"], Iterable[Hit]]
    together: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to challenge. One that stands for many has them `under` it, in the register's order.

    It is waived when every fact under it is; `waiver` is then the latest one.
    """

    rule: Rule
    severity: Severity
    message: str
    risks: tuple[Risk, ...]
    field: str = ""
    part_id: int = 0
    part_uuid: str = ""
    offers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    under: tuple["Finding", ...] = ()
    waiver: Waiver | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(risk.label for risk in self.risks)

    @property
    def marks(self) -> tuple[str, ...]:
        """Digests of the facts it stands on: what a waiver of it is kept by. The part is among them, since two actions
        of a risk may read the same."""
        if self.under:
            return tuple(mark for each in self.under for mark in each.marks)
        subjects = [risk.uuid or risk.label for risk in self.risks]
        if self.part_uuid:
            subjects.append(self.part_uuid)
        said = json.dumps([self.rule.name, subjects, self.facts], ensure_ascii=False, separators=(",", ":"))
        return (hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:20],)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that could not be run: a bug to report, which hides no other rule."""

    rule: Rule
    details: str
