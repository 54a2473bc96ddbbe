"""What a person asks of the papers page, and the moment that a paper drawn for it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from riskdesk.periods import Period
from riskdesk.publishing import Layout, Part, Publication
from riskdesk.reports.issue import Format, layouts_of
from riskdesk.risks import Register
from ui.registertable import in_order

FILTERS: Mapping[Format, str] = {
    Format.PDF: "PDF (*.pdf)",
    Format.HTML: "Web page (*.html)",
    Format.DOCX: "Word document (*.docx)",
}
"""What a file dialog calls each format."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they are chosen; 0 and "" stand for the usual. `layout_id` below 0 is one of the usual layouts
    that the register has not got: -1 the first. `form` is only for saving."""

    kind: str = "board"
    layout_id: int = 0
    against_id: int = 0
    part: Part | None = None
    risk_id: int = 0
    owner: str = ""
    attach: bool = False
    form: Format = Format.PDF

    def but(self, **facts: Any) -> "Asked":
        return replace(self, **facts)


@dataclass
class Kept:
    """What was asked of a register last: a closed period is looked at with the same options, under the same tab."""

    asked: Asked = field(default_factory=Asked)
    tab: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """All that decides what a paper tells: the register, the one its audit is compared with, what its papers are
    printed with, and what was asked."""

    register: Register
    previous: Register | None
    publication: Publication
    asked: Asked

    def is_drawn_as(self, other: "Moment") -> bool:
        """Whether a paper drawn for the one is that of the other."""
        return (
            self.has_facts_of(other)
            and self.publication == other.publication
            and self.asked.but(form=Format.PDF) == other.asked.but(form=Format.PDF)
        )

    def has_facts_of(self, other: "Moment") -> bool:
        """Whether what was gathered for the one serves the other, if both need the same."""
        return (
            self.register is other.register
            and self.previous is other.previous
            and self.asked.against_id == other.asked.against_id
        )

    @property
    def layouts(self) -> tuple[tuple[int, Layout], ...]:
        """The register's own layouts by their ids, then the usual ones that it has not got, by numbers below 0."""
        every = layouts_of(self.publication, self.register)
        own = len(self.publication.layouts)
        return tuple((layout.id or own - place - 1, layout) for place, layout in enumerate(every))

    @property
    def layout(self) -> Layout | None:
        """The layout chosen; None for the usual, or where it was removed since."""
        return dict(self.layouts).get(self.asked.layout_id)

    @property
    def against(self) -> Period | None:
        """The closed period chosen to compare with; None for the one before."""
        periods = (each for each in self.register.periods if each.id == self.asked.against_id)
        return next((each for each in periods if each.closing), None)


def settled(asked: Asked, register: Register) -> Asked:
    """The same with a risk and an owner of this register, where one is needed and none was chosen."""
    if asked.kind == "risk" and all(risk.id != asked.risk_id for risk in register.risks):
        asked = asked.but(risk_id=next((risk.id for risk in in_order(register)), 0))
    if asked.kind == "owner" and all(owner.name != asked.owner for owner in register.owners):
        asked = asked.but(owner=next((owner.name for owner in register.owners), ""))
    return asked
