"""Whether each risk has a reference that is its own and stays its own."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from riskdesk.audit.case import Case
from riskdesk.audit.findings import Hit, Rule, Severity
from riskdesk.exchange.cells import split_reference
from riskdesk.risks import Risk, Stage, Status
from riskdesk.wording import clipped, counted, listed, natural


def _duplicate_ref(case: Case) -> Iterator[Hit]:
    """Of closed risks too: a reference given again makes two histories one. A draft has none yet."""
    found: dict[str, list[Risk]] = defaultdict(list)
    for risk in case.register.risks:
        if risk.status is not Status.DRAFT and risk.ref.strip():
            found[" ".join(risk.ref.split()).casefold()].append(risk)
    for risks in found.values():
        if len(risks) > 1 and any(risk.status is Status.OPEN for risk in risks):
            closed = sum(1 for risk in risks if risk.status is Status.CLOSED)
            aside = f", {closed} of them closed" if closed else ""
            titles = listed([_title(risk) for risk in risks if risk.title.strip()], 4)
            yield Hit(
                f"Reference {clipped(risks[0].ref, 24)} is used by {counted(len(risks), 'risk')}{aside}"
                f"{f': {titles}' if titles else ''}.",
                (risks[0].ref, len(risks)),
                tuple(risks),
                "ref",
            )


def _title(risk: Risk) -> str:
    return f'"{clipped(risk.title, 50)}"' if risk.title.strip() else "one without a title"


def _ref_missing(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        if not risk.ref.strip():
            yield Hit(f"No reference: {_title(risk)}.", (), (risk,), "ref")


def _ref_embedded(case: Case) -> Iterator[Hit]:
    for risk in case.live:
        heading = _embedded_under(risk)
        if heading is not None:
            where = f' under "{clipped(heading, 60)}"' if heading.strip() else ""
            yield Hit(
                f"The source has no reference of its own: {clipped(risk.ref, 24)} was taken from the text{where}.",
                (risk.ref,),
                (risk,),
                "ref",
            )


def _embedded_under(risk: Risk) -> str | None:
    """The heading of the cell at whose front the reference stood; None where it did not."""
    if not risk.ref:
        return None
    for cell in risk.as_written:
        if cell.text.lstrip().startswith(risk.ref):
            ref, rest = split_reference(cell.text)
            if ref == risk.ref and rest.strip() in (risk.description.strip(), risk.heading.strip(), risk.event.strip()):
                return cell.heading
    return None


def _ref_not_stable(case: Case) -> Iterator[Hit]:
    yield from _renamed(case)
    if _follows_scores(case):
        refs = sorted((risk.ref for risk in case.live), key=natural)
        yield Hit(
            f"References {refs[0]} to {refs[-1]} follow the order of the {case.register.current_word.lower()} rating: "
            "a risk that is scored anew would change its reference.",
            (refs[0], refs[-1]),
            field="ref",
        )


def _renamed(case: Case) -> Iterator[Hit]:
    if case.previous is None:
        return
    before = {risk.uuid: risk.ref for risk in case.previous.risks if risk.uuid and risk.ref}
    for risk in case.live:
        was = before.get(risk.uuid)
        if was and was != risk.ref:
            is_or_was = "is" if case.is_copy else "was"
            yield Hit(
                f"Reference {clipped(risk.label, 24)} {is_or_was} {clipped(was, 24)} in {case.previous_named}.",
                (was, risk.ref),
                (risk,),
                "ref",
            )


_ENOUGH = 5
"""Fewer risks than this may stand in the order of their scores by chance."""


def _follows_scores(case: Case) -> bool:
    """Whether references are the list's own numbers, 1 to the last, and no risk is rated above the one before it.

    A table may be sorted by score when it is printed; only where the numbers have no column of their own are they the
    numbers of its rows.
    """
    live = case.live
    if len(live) < _ENOUGH or not all(risk.ref.isascii() and risk.ref.isdigit() and len(risk.ref) < 7 for risk in live):
        return False
    by_number = sorted(live, key=lambda risk: int(risk.ref))
    if {int(risk.ref) for risk in live} != set(range(1, int(by_number[-1].ref) + 1)):
        return False
    if any(_embedded_under(risk) is None for risk in live):
        return False
    rated = [case.rated(risk, Stage.CURRENT) for risk in by_number]
    ratings = [each.rating for each in rated if each]
    return len(ratings) == len(live) and ratings[0] > ratings[-1] and all(a >= b for a, b in pairwise(ratings))


RULES = (
    Rule(
        "DUPLICATE_REF",
        Severity.ERROR,
        "A reference used twice",
        "Minutes and actions name a risk by its reference, so one reference must mean one risk, closed ones too.",
        _duplicate_ref,
        "share their reference with another risk",
    ),
    Rule(
        "REF_MISSING",
        Severity.ERROR,
        "No reference",
        "A risk without a reference cannot be named in minutes or followed from one issue to the next.",
        _ref_missing,
        "have no reference",
    ),
    Rule(
        "REF_EMBEDDED",
        Severity.ADVICE,
        "Reference taken from the text",
        "A number at the head of a sentence may be the list's own and change with it.",
        _ref_embedded,
        "have a reference that was taken from their text",
    ),
    Rule(
        "REF_NOT_STABLE",
        Severity.ADVICE,
        "Reference that changes",
        "A reference that was another last time, or follows the order of the scores, does not name a risk for long.",
        _ref_not_stable,
        "had another reference before",
    ),
)
