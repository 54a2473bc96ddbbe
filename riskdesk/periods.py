"""The monthly cycle: periods that open and close, what each risk's owner said in them, who signed, what was issued."""

import base64
import datetime as dt
import json
import zlib
from dataclasses import dataclass
from typing import Any

from riskdesk.entities import Choice, Entity, Kind, shown


class ReviewCycle(Choice):
    MONTHLY = "monthly"
    SIX_WEEKLY = "six_weekly"
    BI_MONTHLY = "bi_monthly"
    QUARTERLY = "quarterly"

    @property
    def label(self) -> str:
        return {"six_weekly": "Six-weekly", "bi_monthly": "Bi-monthly"}.get(self.value, self.value.capitalize())


class ReviewOutcome(Choice):
    NO_CHANGE = "no_change"
    CHANGED = "changed"


class ReviewState(Choice):
    """How a risk stands in the period shown; the label is what screen and paper print."""

    REVIEWED = "reviewed"
    NOT_REVIEWED = "not_reviewed"
    NOT_DUE = "not_due"

    @property
    def label(self) -> str:
        return {
            "reviewed": "Reviewed",
            "not_reviewed": "Not reviewed this period",
            "not_due": "Not due this period",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Entity):
    """One dated, signed answer about a risk. `since_id` is the period that was closed last when it was given, None
    before the first: with it a review tells which month it belongs to. `copied` marks a note that only repeats the
    one before."""

    risk_id: int
    since_id: int | None = None
    reviewed_on: dt.date
    reviewer: str = ""
    outcome: ReviewOutcome = ReviewOutcome.NO_CHANGE
    note: str = shown("Note", Kind.TEXT)
    copied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Entity):
    """One partner's signature under a period. `partner` is the name as it was; `seal` that of the register signed."""

    period_id: int
    partner_id: int | None = None
    partner: str = ""
    name: str = shown("Name", required=True)
    post: str = shown("Post")
    signed_at: dt.datetime
    recorded_by: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Entity):
    """The end of a period. `frozen` is the audit of that moment (`findings`), packed; `program` the version that
    closed. The register itself is frozen in the log: the step that wrote this row is the last of the period."""

    period_id: int
    closed_by: str
    closed_on: dt.date
    closed_at: dt.datetime
    program: str = ""
    frozen: str = ""

    @property
    def findings(self) -> dict[str, Any]:
        """The audit as it was at closing: `riskdesk.audit.facts.audit_facts`."""
        return dict(json.loads(zlib.decompress(base64.b85decode(self.frozen))))

    @staticmethod
    def pack(facts: dict[str, Any]) -> str:
        """Facts as the file holds them: as text, a tenth as long as they are."""
        said = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        return base64.b85encode(zlib.compress(said.encode("utf-8", "replace"), 9)).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper(Entity):
    """One paper that was issued from a closed period, known by the SHA-256 of its bytes for ever after."""

    period_id: int
    kind: str
    title: str
    sha256: str
    pages: int
    program: str
    issued_by: str
    issued_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Entity):
    """One month, or other cycle, of a register. It follows the period `previous_id`, None for the first."""

    name: str = shown("Name", required=True, hint="July 2017")
    as_at: dt.date = shown("As-at date", Kind.DATE)
    review_cycle: ReviewCycle = shown("Review cycle", Kind.CHOICE, default=ReviewCycle.MONTHLY)
    previous_id: int | None = None
    opened_by: str = ""
    opened_on: dt.date
    sign_offs: tuple[SignOff, ...] = ()
    closing: Closing | None = None
    papers: tuple[IssuedPaper, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closing is None


Issued = tuple[Period, IssuedPaper]
"""A paper with the period it was issued from."""
