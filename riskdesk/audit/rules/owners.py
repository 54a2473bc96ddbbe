"""Whether one person or post answers for each risk."""

from collections.abc import Iterator
from functools import lru_cache

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.audit.words import phrases, spoken
from riskdesk.exchange.owners import owner_kind
from riskdesk.risks import Owner, OwnerKind
from riskdesk.wording import clipped


def _no_owner(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        if not risk.owners:
            yield Hit("No owner is named.", (), (risk,), "owners")


_NAMED = 6
"""Owners named in one message."""


def _joint_owners(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        if len(risk.owners) > 1:
            names = [clipped(owner.name, 80) for owner in risk.owners[:_NAMED]]
            more = f"; and {len(risk.owners) - _NAMED} more" if len(risk.owners) > _NAMED else ""
            yield Hit(
                f"{len(risk.owners)} owners are named; one accountable owner is needed: {'; '.join(names)}{more}.",
                tuple(owner.name for owner in risk.owners),
                (risk,),
                "owners",
            )


def _owner_is_a_group(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        owner = risk.accountable
        if owner and _is_body(owner):
            yield Hit(
                f'"{clipped(owner.name, 80)}" is a body: name the person or post in it who answers for the risk.',
                (owner.name,),
                (risk,),
                "owners",
            )


def _is_body(owner: Owner) -> bool:
    """A person is what somebody chose; a post may be only what nobody changed, so there the name is read."""
    return owner.kind is OwnerKind.BODY or (owner.kind is OwnerKind.POST and _reads_as_body(owner.name))


@lru_cache(maxsize=4096)
def _reads_as_body(name: str) -> bool:
    return owner_kind(name) is OwnerKind.BODY


def _interim_owner(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        for owner in risk.owners:
            if found := spoken("interim", owner.name):
                yield Hit(
                    f'"{clipped(owner.name, 80)}" holds the post for a time only ("{found[0]}"): name the post that '
                    "stays.",
                    (owner.name,),
                    (risk,),
                    "owners",
                )
                break


def _owner_cell_has_other_text(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        bearer = risk.bearer.strip()
        if bearer and any(
            cell.text.strip() == bearer and phrases("headings owner").search(cell.heading) for cell in risk.as_written
        ):
            yield Hit(
                f'The owner cell says who bears the impact: "{clipped(bearer.rstrip(" ."), 100)}".',
                (bearer,),
                (risk,),
                "owners",
            )


RULES = (
    Rule(
        "NO_OWNER",
        Severity.ERROR,
        "No owner",
        "A risk that nobody answers for is nobody's to reduce (Delivering Good Governance, Principle F).",
        _no_owner,
        "have no owner",
    ),
    Rule(
        "JOINT_OWNERS",
        Severity.WARNING,
        "Several owners",
        "Where two answer for a risk, each can wait for the other; one is accountable, the others lead on parts of it.",
        _joint_owners,
        "have more than one owner",
    ),
    Rule(
        "OWNER_IS_A_GROUP",
        Severity.WARNING,
        "Owner is a body",
        "A board cannot be asked on the telephone what it did about a risk; one of its members can.",
        _owner_is_a_group,
        "are owned by a body instead of a person or post",
    ),
    Rule(
        "INTERIM_OWNER",
        Severity.ADVICE,
        "Interim owner",
        "An interim post-holder leaves, and the risk should not be left without an owner on that day.",
        _interim_owner,
        "are owned by an interim post-holder",
    ),
    Rule(
        "OWNER_CELL_HAS_OTHER_TEXT",
        Severity.WARNING,
        "Owner cell says who bears the impact",
        "Who pays when a risk happens is another question than who answers for it, and both need an answer.",
        _owner_cell_has_other_text,
        "have an owner cell that says who bears the impact",
    ),
)
