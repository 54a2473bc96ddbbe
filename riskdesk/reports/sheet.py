"""What papers that begin with a title above their first table have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from riskdesk.reports.blocks import Block, Cover, Document, Words
from riskdesk.reports.imprint import imprint
from riskdesk.reports.sources import Request, Sources
from riskdesk.wording import NOT_RECORDED, as_at_phrase, clipped


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper without its body. `subject` is its kind, `foot` what the layout wants said at the end."""

    subject: str
    cover: Cover
    as_at: str
    seal: str
    running: str
    colour: str
    foot: str

    def document(self, blocks: Iterable[Block], *, landscape: bool = False) -> Document:
        """The whole paper."""
        last = (Words(self.foot),) if self.foot.strip() else ()
        cover = self.cover
        return Document(
            subject=self.subject,
            title=cover.title,
            organisation=cover.organisation,
            as_at=self.as_at,
            seal=self.seal,
            imprint=cover.imprint,
            running=self.running,
            blocks=(cover, *blocks, *last),
            landscape=landscape,
            marking=cover.marking,
            colour=self.colour,
        )


def sheet_of(sources: Sources, request: Request, subject: str, kind: str) -> Sheet:
    """A paper about this register in its committee's dress; `kind` says below the title what it is about."""
    register, layout = sources.register, request.layout
    as_at, title = as_at_phrase(register.as_at), clipped(register.title) or f"Register title {NOT_RECORDED}"
    marks = (request.part.label if request.part else "", layout.classification if layout else "")
    cover = Cover(
        organisation=clipped(register.organisation) or f"Organisation {NOT_RECORDED}",
        title=title,
        kind=f"{subject}, {as_at}. {kind}",
        imprint=imprint(register),
        head=layout.head if layout else "",
        logo=layout.logo if layout else None,
        marking=" · ".join(mark for mark in marks if mark.strip()),
    )
    colour, foot = (layout.colour, layout.foot) if layout else ("", "")
    return Sheet(subject, cover, as_at, register.seal, f"{title} · {subject.lower()}, {as_at}", colour, foot)
