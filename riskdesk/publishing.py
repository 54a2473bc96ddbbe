"""What a register's papers are printed with: layouts for committees, what a person wrote, and what stays private."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from riskdesk.entities import Choice, Entity, Kind, shown
from riskdesk.risks import Register


class Purpose(Choice):
    """What a committee is asked to do with a paper."""

    DECIDE = "decide"
    NOTE = "note"
    ASSURE = "assure"


class House(Choice):
    """Whose columns the risks are printed in: a council's register, or an NHS board assurance framework."""

    COUNCIL = "council"
    NHS = "nhs"

    @property
    def label(self) -> str:
        return {"council": "Council", "nhs": "NHS board assurance framework"}[self.value]


class Part(Choice):
    """Part A is for the public; Part B is for those who may see what is exempt."""

    A = "a"
    B = "b"

    @property
    def label(self) -> str:
        return {"a": "Part A, public", "b": "Part B, exempt"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo(Entity):
    """A picture a layout's papers begin with: PNG or JPEG, as base64."""

    layout_id: int
    media_type: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout(Entity):
    """How one committee wants its board paper. `sections` are their keys in order, separated by spaces; "" is all of
    them as `riskdesk.reports.board.chapters` lists them."""

    name: str = shown("Name", required=True, hint="Health and Wellbeing Board")
    body: str = shown("Committee", hint="As it stands on the cover")
    purpose: Purpose | None = shown("Purpose", Kind.CHOICE, default=None)
    house: House = shown("Columns", Kind.CHOICE, default=House.COUNCIL)
    sections: str = ""
    colour: str = shown("Colour", hint="Of headings and rules, as #1B4B72")
    classification: str = shown("Classification", hint="Official, or another word of your organisation")
    head: str = shown("Words above the title", hint="Such as the directorate")
    foot: str = shown("Words at the end", Kind.TEXT, hint="Such as how to get the paper in another format")
    logo: Logo | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.sections.split())


_FULL = "summary dashboard changes matrix above actions risks leaving quality fund method"


def usual_layouts(register: Register) -> tuple[Layout, ...]:
    """Those a new user would want: the executive's month in full, two boards' quarter in short, and an NHS board's
    assurance framework."""
    foot = f"To have this paper in another format or language, please ask {register.organisation or 'its author'}."
    return (
        Layout(name="Integrated Commissioning Executive", purpose=Purpose.DECIDE, sections=_FULL, foot=foot),
        Layout(
            name="Health and Wellbeing Board",
            purpose=Purpose.ASSURE,
            sections="summary dashboard changes matrix above fund method",
            foot=foot,
        ),
        Layout(name="Cabinet", purpose=Purpose.NOTE, sections="summary above changes fund method", foot=foot),
        Layout(
            name="NHS board",
            purpose=Purpose.ASSURE,
            house=House.NHS,
            sections="summary dashboard baf changes matrix above actions quality method",
            foot=foot,
        ),
    )


class Subject(Choice):
    """What of a paper a person may write in place of the program."""

    SUMMARY = "summary"
    DECISIONS = "decisions"
    MEETING = "meeting"
    MEETING_DATE = "meeting_date"
    AUTHOR = "author"
    PRESENTER = "presenter"
    VERSION = "version"

    @property
    def label(self) -> str:
        return {
            "decisions": "Decisions asked",
            "meeting_date": "Date of meeting",
            "author": "Written by",
            "presenter": "Presented by",
        }.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative(Entity):
    """What a person wrote for the papers of a period (None: of the register before its next closing), for one layout
    or, with none, for all. Paragraphs, or decisions, are lines."""

    period_id: int | None = None
    layout_id: int | None = None
    subject: Subject
    text: str
    written_by: str
    written_on: dt.date


EXEMPT_FIELDS = {
    "words": "The risk in words",
    "money": "Money and who bears it",
    "owners": "Owners",
    "controls": "Controls",
    "actions": "Actions",
    "rationale": "Rationale of the scores",
}
"""What can be withheld of a risk that is otherwise public. A rating cannot: the counts would tell it."""

PARAGRAPHS = {
    "1": "information relating to any individual",
    "2": "information which is likely to reveal the identity of an individual",
    "3": "information relating to the financial or business affairs of any particular person",
    "4": "information relating to consultations or negotiations on a labour relations matter",
    "5": "information in respect of which legal professional privilege could be claimed",
    "6": "information revealing that an authority proposes to give a notice or make an order or direction",
    "7": "information relating to the prevention, investigation or prosecution of crime",
}
"""What each paragraph is about (Local Government Act 1972, Schedule 12A, Part 1, as amended in 2006)."""


def under(paragraph: str) -> str:
    """ "paragraph 3"; the words of another law as they are."""
    return f"paragraph {paragraph}" if paragraph in PARAGRAPHS else paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Entity):
    """What the public does not see of one risk: `field` is a key of EXEMPT_FIELDS, or "" for the whole risk.
    `paragraph` is a key of PARAGRAPHS or the words of another law."""

    risk_id: int
    field: str = ""
    paragraph: str = shown("Exemption", required=True, hint="Paragraph of Schedule 12A, such as 3")
    reason: str = shown("Why", Kind.TEXT, hint="Why the public interest is in keeping it private")
    decided_by: str
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class Publication:
    """All of that for one register, in the order it was made."""

    layouts: tuple[Layout, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def layout(self, name: str) -> Layout | None:
        return next((layout for layout in self.layouts if layout.name.casefold() == name.strip().casefold()), None)

    def written(self, subject: Subject, period_id: int | None, layout: Layout | None = None) -> Narrative | None:
        """What was written last for this subject and period: for this layout before what is for all."""
        of_layout = layout.id if layout else None
        for wanted in dict.fromkeys((of_layout, None)):
            found = _of(self.narratives, subject, period_id, wanted)
            if found:
                return found
        return None

    def exempt(self, risk_id: int) -> tuple[Exemption, ...]:
        return tuple(each for each in self.exemptions if each.risk_id == risk_id)


def _of(
    narratives: Sequence[Narrative], subject: Subject, period_id: int | None, layout_id: int | None
) -> Narrative | None:
    key = (subject, period_id, layout_id)
    return next((each for each in reversed(narratives) if (each.subject, each.period_id, each.layout_id) == key), None)
