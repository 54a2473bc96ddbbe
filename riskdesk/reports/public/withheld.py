"""What a paper says of what is exempt: how much the public does not see and why, and what Part B lists of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskdesk.publishing import EXEMPT_FIELDS, PARAGRAPHS, Part, under
from riskdesk.reports.blocks import Block, Heading, Rows, Words
from riskdesk.reports.marks import Line, Row, Table, Tone, body, strong
from riskdesk.reports.public.exempt import WHOLE, under_all
from riskdesk.reports.section import columns, known
from riskdesk.reports.sources import Chapter, Count
from riskdesk.wording import clipped, counted, listed, long_date, sentence, verb

ACT = "Part 1 of Schedule 12A to the Local Government Act 1972"
NOT_FOR_ALL = "Part B, exempt: not for publication"
_COUNTS = "The counts and sums in this paper are those of what it prints; what is exempt is not in them."
_POSTS = "Persons are named by their posts."
_NOTHING = "Nothing in this register is exempt."
_WHOLE_REGISTER = "This paper holds the whole register, with what is exempt from publication marked where it stands."
_TEST = (
    "Information is exempt if and so long as the public interest in maintaining the exemption outweighs the public "
    "interest in disclosing it (Schedule 12A, paragraph 10)."
)
_SAID = {
    "words": "the words",
    "money": "the money",
    "owners": "the owners",
    "controls": "the controls",
    "actions": "the actions",
    "rationale": "the reasons for the scores",
}


@dataclass(frozen=True, slots=True)
class Exempted:
    """One decision that something of a risk is not for the public; `field` is WHOLE or a key of EXEMPT_FIELDS."""

    ref: str
    field: str
    paragraph: str
    reason: str
    decided_by: str
    decided_on: dt.date

    @property
    def what(self) -> str:
        return "The whole risk" if self.field == WHOLE else EXEMPT_FIELDS[self.field]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is exempt of the risks that a paper is about, in the order of their references. In a paper of no part
    nothing is said of it."""

    part: Part | None = None
    exempted: tuple[Exempted, ...] = ()

    @property
    def marking(self) -> str:
        """What every page is marked with."""
        if self.part is not Part.B or not self.exempted:
            return {Part.A: "Part A: for publication", Part.B: NOT_FOR_ALL}.get(self.part, "") if self.part else ""
        others = () if len(self._numbered) == len(self._by_paragraph) else ("another law",)
        return f"{NOT_FOR_ALL} ({under_all([*self._numbered, *others])})"

    @property
    def cover(self) -> tuple[str, ...]:
        """What the first page says: how much is exempt and by which law, in one sentence."""
        if self.part is None:
            return ()
        if not self.exempted:
            return (_NOTHING,)
        if len(self._by_paragraph) == 1:
            told = self._in_full
        else:
            where = "reported in Part B: exempt information" if self.part is Part.A else "exempt"
            whole, refs = self._whole, listed(list(dict.fromkeys(self._in_part)))
            details = f"details of {'risk' if len(set(self._in_part)) == 1 else 'risks'} {refs}" if refs else ""
            both = f"{counted(whole, 'risk')}, and {details}," if whole and refs else details or counted(whole, "risk")
            told = (f"{sentence(both)} are {where} under {_laws(list(self._by_paragraph))}.",)
        return told if self.part is Part.A else (*told, _WHOLE_REGISTER)

    @property
    def method(self) -> tuple[str, ...]:
        """What the page on scale and method says: what is exempt in full, and what that means for the counts."""
        if not self.exempted or self.part is None:
            return (*self.cover, _POSTS) if self.part is Part.A else self.cover
        return (*self._in_full, _COUNTS, _POSTS) if self.part is Part.A else (*self._in_full, _WHOLE_REGISTER, _TEST)

    @property
    def _in_full(self) -> tuple[str, ...]:
        """A sentence for each paragraph."""
        return tuple(
            _of_paragraph(paragraph, found, self.part or Part.A) for paragraph, found in self._by_paragraph.items()
        )

    @property
    def _whole(self) -> int:
        return sum(each.field == WHOLE for each in self.exempted)

    @property
    def _in_part(self) -> tuple[str, ...]:
        return tuple(clipped(each.ref, 40) for each in self.exempted if each.field != WHOLE)

    @property
    def why(self) -> Chapter | None:
        """The section of Part B that lists what is exempt, why, and who decided so; None for other papers."""
        if self.part is not Part.B or not self.exempted:
            return None
        named = (("ref", "Ref"), ("kind", "What is exempt"), ("word", "Under"), ("reason", "Why"))
        rows = tuple(_row(each) for each in self.exempted)
        table = Table(columns(*named, ("signed", "Decided")), rows)
        said = sentence(f"{counted(len(self.exempted), 'exemption')} under {_laws(list(self._by_paragraph))}.")
        laws = tuple(Words(f"{sentence(under(each))}: {PARAGRAPHS[each]}.") for each in self._numbered)
        blocks: tuple[Block, ...] = (
            Heading("Why this is exempt"),
            Words(said),
            Rows(table, "What is exempt, why, and who decided so"),
            *laws,
            Words(_TEST),
        )
        return Chapter("exempt", blocks, (Count(len(self.exempted), len(rows), "exemptions"),))

    @property
    def _by_paragraph(self) -> Mapping[str, Sequence[Exempted]]:
        """Those of the Act in its order, then those of other laws."""
        found: defaultdict[str, list[Exempted]] = defaultdict(list)
        for each in self.exempted:
            found[each.paragraph].append(each)
        return {
            paragraph: found[paragraph] for paragraph in sorted(found, key=lambda each: (each not in PARAGRAPHS, each))
        }

    @property
    def _numbered(self) -> tuple[str, ...]:
        return tuple(each for each in self._by_paragraph if each in PARAGRAPHS)


def _row(each: Exempted) -> Row:
    decided = (Line(known(clipped(each.decided_by, 80))), Line(long_date(each.decided_on), Tone.META))
    return (
        strong(clipped(each.ref, 40)),
        body(each.what),
        body(sentence(under(each.paragraph))),
        body(each.reason),
        decided,
    )


def _of_paragraph(paragraph: str, found: Sequence[Exempted], part: Part) -> str:
    """ "2 risks and the money of risk 4 are reported in Part B: exempt information under paragraph 3 of ..."."""
    whole = sum(each.field == WHOLE for each in found)
    details = _details([each for each in found if each.field != WHOLE])
    risks = counted(whole, "risk")
    said = f"{risks}, and {listed(details)}," if whole and details else listed(details) if details else risks
    is_one = said in ("1 risk", f"{_SAID['money']} of risk {clipped(found[0].ref, 40)}")
    are = verb(1 if is_one else 2, "is", "are")
    if part is Part.A:
        told = f"{said} {are} reported in Part B: exempt{' information' if paragraph in PARAGRAPHS else ''}"
    else:
        told = f"{said} {are} exempt"
    return f"{sentence(told)} under {_law(paragraph)}."


def _laws(paragraphs: Sequence[str]) -> str:
    """ "paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972, and Section 40"."""
    known = [each for each in paragraphs if each in PARAGRAPHS]
    others = listed([each for each in paragraphs if each not in PARAGRAPHS])
    told = f"{under_all(known)} of {ACT}" if known else ""
    return f"{told}, and {others}" if told and others else told or others


def _law(paragraph: str) -> str:
    if paragraph not in PARAGRAPHS:
        return paragraph
    return f"paragraph {paragraph} of {ACT} ({PARAGRAPHS[paragraph]})"


def _details(found: Iterable[Exempted]) -> list[str]:
    """ "the money and the owners of risks 4 and 7": risks of which the same is exempt are told together."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    for each in found:
        fields[each.ref].append(each.field)
    refs: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for ref, of in fields.items():
        refs[tuple(sorted(of, key=list(EXEMPT_FIELDS).index))].append(clipped(ref, 40))
    return [
        f"{listed([_SAID[field] for field in of])} of {'risk' if len(those) == 1 else 'risks'} {listed(those)}"
        for of, those in refs.items()
    ]
