"""What a paper says of itself on every page and in its properties."""

from dataclasses import dataclass

from riskdesk.reports.imprint import Imprint
from riskdesk.wording import NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Identity:
    """`marking` says who may read the paper, at the head and the foot of every page; `colour` is the layout's own for
    headings and rules."""

    title: str
    organisation: str
    subject: str
    as_at: str
    seal: str
    imprint: Imprint
    paper_id: str = ""
    marking: str = ""
    colour: str = ""

    @property
    def short_seal(self) -> str:
        return f"Seal {self.seal[:12]}" if self.seal else f"Seal {NOT_RECORDED}"

    @property
    def short_names(self) -> list[str]:
        """What a page is known by when it has come loose."""
        return [self.short_seal, *([f"Paper {self.paper_id}"] if self.paper_id else [])]

    @property
    def keywords(self) -> str:
        """By which the paper can be checked later against the file it was printed from."""
        named = (("seal", self.seal), ("paper", self.paper_id))
        return " ".join(f"{what}:{value}" for what, value in named if value)
