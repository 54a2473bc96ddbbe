"""What a paper is asked to be, and everything it may tell of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from riskdesk.errors import RiskDeskError
from riskdesk.proceedings import Proceedings
from riskdesk.publishing import Layout, Part, Publication
from riskdesk.reports.blocks import Block, Document
from riskdesk.risks import Register
from riskdesk.trail import Evidence

if TYPE_CHECKING:
    from riskdesk.audit.run import Audit
    from riskdesk.movement import Movement
    from riskdesk.proof import Verdict
    from riskdesk.trend import Trend

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One paper as a person asks for it. `risk_id` is for a risk on a page, `owner` for an owner's list; `attach` puts
    the register's data into the paper as a workbook. Without a part the paper holds everything and says nothing of
    parts."""

    layout: Layout | None = None
    part: Part | None = None
    risk_id: int | None = None
    owner: str = ""
    attach: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything of one moment. What a kind of paper does not need is left out; a section that finds its own missing
    leaves itself out."""

    register: Register
    movement: "Movement | None" = None
    proceedings: Proceedings = field(default_factory=Proceedings)
    evidence: Evidence = field(default_factory=Evidence)
    trend: "Trend | None" = None
    audit: "Audit | None" = None
    verdict: "Verdict | None" = None
    publication: Publication = field(default_factory=Publication)

    @property
    def period_id(self) -> int | None:
        """The period whose papers these are: the closed one looked at, or the open one."""
        return self.register.period.id if self.register.period else None


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a paper says, and that of the rows it prints."""

    said: int
    printed: int
    what: str

    def reconcile(self) -> None:
        """Raises RiskDeskError unless the two are the same."""
        agree(self.said, self.printed, self.what)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of a board paper, known to layouts by its key, with the counts it must keep."""

    key: str
    blocks: tuple[Block, ...]
    counts: tuple[Count, ...] = ()

    def reconcile(self) -> None:
        for count in self.counts:
            count.reconcile()


class Paper(Protocol):
    """What every kind of paper gives: facts that agree, as a document to be printed."""

    @property
    def document(self) -> Document: ...

    def reconcile(self) -> None:
        """Refuse to print when a count said differs from the rows printed."""


def agree(said: int, printed: int, what: str) -> None:
    """Raises RiskDeskError unless the two counts are the same."""
    if said != printed:
        raise RiskDeskError(
            f"The paper would say {said} {what} and print {printed}; it was not written.",
            "The register itself is untouched. Please report this fault.",
        )
