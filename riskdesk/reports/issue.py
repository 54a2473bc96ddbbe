"""Papers on their way out, for the window and the terminal alike: made in any format, written whole, recorded as issued
with the period they tell of."""

# What a format needs is imported when a paper is made in it.
# ruff: noqa: PLC0415

import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskdesk.entities import Choice
from riskdesk.errors import RiskDeskError
from riskdesk.pdfium import alone
from riskdesk.periods import Period
from riskdesk.publishing import Layout, Part, Publication
from riskdesk.reports.kinds import KINDS, Need, PaperKind, gather
from riskdesk.risks import Register
from riskdesk.whole import refuse_folder, write_whole
from riskdesk.wording import clipped, listed

if TYPE_CHECKING:
    from riskdesk.reports.blocks import Document
    from riskdesk.reports.pdf.pages import Drawn
    from riskdesk.reports.sources import Paper, Progress, Request, Sources
    from riskdesk.store import Store

MEETING = ("board", "register", "actions", "changes")
"""What a committee is sent before it meets, by the keys of the kinds of paper."""


class Format(Choice):
    """What a paper can be; the value is its file's ending."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "html": "Web page", "docx": "Word document"}[self.value]

    @property
    def suffix(self) -> str:
        return f".{self.value}"

    @property
    def media_type(self) -> str:
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return {"pdf": "application/pdf", "html": "text/html", "docx": word}[self.value]


ATTACHES = (Format.PDF, Format.HTML)
"""The formats that other files can travel in."""


@dataclass(frozen=True, slots=True)
class Made:
    """One paper, made. `title` is what the register calls it once it is issued; `pages` is 0 where it has none."""

    key: str
    title: str
    form: Format
    file_name: str
    document: bytes
    pages: int
    paper_id: str


def paper_bytes(paper: "Paper", form: str = Format.PDF, progress: "Progress | None" = None) -> bytes:
    """The paper in a format. Raises RiskDeskError when its counts and rows disagree."""
    return _printed(_ready(paper), Format(form), progress).document


def make_paper(
    kind: PaperKind,
    sources: "Sources",
    request: "Request",
    form: Format = Format.PDF,
    progress: "Progress | None" = None,
) -> Made:
    """One paper of this kind. Raises RiskDeskError when its counts and rows disagree, or when a paper for the public
    would tell what is exempt."""
    from riskdesk.reports.public.division import in_part
    from riskdesk.reports.public.leaks import must_be_clean
    from riskdesk.reports.public.parting import parted

    seen, asked, withheld = in_part(sources, request)
    document = parted(_ready(kind.make(seen, asked)), withheld)
    if request.attach and form in ATTACHES:
        document = _with_data(document, seen)
    made = _printed(document, form, progress)
    with alone:
        must_be_clean(sources, made.document, form.media_type, request.part)
    return Made(
        key=kind.key,
        title=title_of(kind, form, request.part, document.paper_id),
        form=form,
        file_name=file_name(kind, form, sources.register.period, request),
        document=made.document,
        pages=made.pages,
        paper_id=document.paper_id,
    )


def _ready(paper: "Paper") -> "Document":
    """What is printed, once its counts and rows agree."""
    paper.reconcile()
    return paper.document


def _with_data(document: "Document", sources: "Sources") -> "Document":
    """The document with the data of the register it tells of inside."""
    from riskdesk.exchange.registerbook import MEDIA_TYPE, NAME, register_book
    from riskdesk.reports.blocks import Attachment

    data = register_book(sources.register, sources.movement)
    book = Attachment(NAME, MEDIA_TYPE, data, f"The data of this paper, {document.as_at}, as a workbook")
    return replace(document, attachments=(*document.attachments, book))


def _printed(document: "Document", form: Format, progress: "Progress | None") -> "Drawn":
    from riskdesk.reports.papercode import coded
    from riskdesk.reports.pdf.pages import Drawn

    document = coded(document)
    match form:
        case Format.PDF:
            from riskdesk.reports.pdf.printer import print_document

            return print_document(document, progress)
        case Format.HTML:
            from riskdesk.reports.web.page import html_bytes

            return Drawn(html_bytes(document), 0)
        case Format.DOCX:
            from riskdesk.reports.word.document import docx_bytes

            return Drawn(docx_bytes(document), 0)


def title_of(kind: PaperKind, form: Format, part: Part | None, paper_id: str) -> str:
    """What a register calls a paper that was issued: "Board paper, Part A, Word document, 3F9A-61C2-07B1". By the
    number a paper that was altered since is still known for what it was."""
    told = (kind.name, _part_said(part), "" if form is Format.PDF else form.label, paper_id)
    return ", ".join(text for text in told if text)


def _part_said(part: Part | None) -> str:
    return f"Part {part.value.upper()}" if part else ""


def file_name(kind: PaperKind, form: Format, period: Period | None, request: "Request") -> str:
    """What a paper is saved as: "July 2017 board paper, Health and Wellbeing Board, Part A.pdf"."""
    whose = request.layout.name if request.layout else ""
    when = period.name if period else ""
    told = (f"{_for_a_file(when)} {kind.file_name}".strip(), _for_a_file(whose), _part_said(request.part))
    return ", ".join(text for text in told if text) + form.suffix


_NOT_IN_NAMES = '<>:"/\\|?*'


def _for_a_file(text: str) -> str:
    """Text as any system takes it in the name of a file."""
    letters = ("-" if letter in _NOT_IN_NAMES or unicodedata.category(letter)[0] == "C" else letter for letter in text)
    return clipped("".join(letters), 60).strip(" .…")


# Writing


def write_paper(made: Made, target: Path) -> None:
    """Write a paper whole or not at all, in place of an earlier one. Raises RiskDeskError where it cannot be written,
    and where a file of another kind is in its place."""
    may_replace(target, made.form)
    write_whole(target, made.document, "paper")


_WORDS = {"pdf": "PDF", "html": "web page", "docx": "Word document", "xlsx": "workbook"}


def write_pdf(paper: "Paper", target: Path, progress: "Progress | None" = None) -> int:
    """The same for a paper that nobody asks for by its kind, such as a meeting's decisions; gives the number of its
    pages."""
    may_replace(target, Format.PDF)
    drawn = _printed(_ready(paper), Format.PDF, progress)
    write_whole(target, drawn.document, "paper")
    return drawn.pages


def may_replace(target: Path, ending: str) -> None:
    """Raises RiskDeskError for what is there and is no file of this ending by its content: the register itself,
    somebody's notes."""
    refuse_folder(target, "workbook" if ending == "xlsx" else "paper")
    try:
        is_other = target.is_file() and target.stat().st_size > 0 and not _is_one(target, ending)
    except OSError as fault:
        raise RiskDeskError(
            f"{target} is there already and cannot be read: {fault.strerror or fault}.", "Choose another name."
        ) from fault
    if is_other:
        raise RiskDeskError(f"{target} is there already and is no {_WORDS[ending]}.", "Choose another name.")


def _is_one(file: Path, ending: str) -> bool:
    with file.open("rb") as there:
        start = there.read(512)
    if ending == "pdf":
        return start.startswith(b"%PDF-")
    if ending == "html":
        return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype html", b"<html"))
    inside = "word/document.xml" if ending == "docx" else "xl/workbook.xml"
    return start.startswith(b"PK") and inside in _members(file)


def _members(file: Path) -> Sequence[str]:
    """A Word document, a workbook or any other package: they begin alike."""
    try:
        with zipfile.ZipFile(file) as package:
            return package.namelist()
    except zipfile.BadZipFile:
        return ()


# Issuing


def issue(live: "Store", period: Period, made: Made) -> str:
    """Record with a closed period that this paper was issued from it; answers what to tell. Where the register can only
    be read, why it is not recorded is told."""
    if live.read_only and live.paper_issued(made.document) is None:
        return f"It is not recorded as issued. {live.why_read_only}"
    paper = live.issue_paper(period, made.key, made.title, made.document, made.pages)
    return f"Issued from {period.name}: SHA-256 {paper.sha256}"


# Layouts


def layouts_of(publication: Publication, register: Register) -> tuple[Layout, ...]:
    """The register's own layouts, then the usual ones that none of its own is named as."""
    from riskdesk.publishing import usual_layouts

    own = {layout.name.casefold() for layout in publication.layouts}
    return *publication.layouts, *(layout for layout in usual_layouts(register) if layout.name.casefold() not in own)


def layout_named(publication: Publication, register: Register, name: str) -> Layout:
    """Raises RiskDeskError naming the layouts there are."""
    there = layouts_of(publication, register)
    found = next((layout for layout in there if layout.name.casefold() == name.strip().casefold()), None)
    if found is None:
        known = listed([f'"{layout.name}"' for layout in there], 20)
        raise RiskDeskError(f'There is no layout "{clipped(name, 80)}".', f"There are {known}.")
    return found


# All papers for a meeting


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: PaperKind
    request: "Request"
    form: Format
    file_name: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """The papers for one meeting, before any of them is made."""

    asked: tuple[_Asked, ...]
    sources: "Callable[[Progress | None], Sources]"

    @property
    def file_names(self) -> tuple[str, ...]:
        return tuple(each.file_name for each in self.asked)

    def refuse_others(self, folder: Path) -> None:
        """Raises RiskDeskError where a file of another kind has the name of one of the papers."""
        if folder.exists() and not folder.is_dir():
            raise RiskDeskError(f"{folder} is no folder.", "Give the name of a folder.")
        for each in self.asked:
            may_replace(folder / each.file_name, each.form)


def plan_meeting(
    store: "Store",
    publication: Publication,
    layout: Layout | None = None,
    forms: Sequence[Format] = (Format.PDF,),
    *,
    against: Period | None = None,
    attach: bool = False,
) -> Meeting:
    """What a meeting is sent, read from the store at this moment. Where anything is exempt every paper comes in both
    parts: nobody then sends the public a paper that holds everything."""
    from riskdesk.reports.sources import Request

    kinds = [kind for key in MEETING for kind in KINDS if kind.key == key]
    parts = (Part.A, Part.B) if publication.exemptions else (None,)
    period = store.register().period
    asked = []
    for kind in kinds:
        for part in parts:
            for form in dict.fromkeys(forms):
                request = Request(layout=layout, part=part, attach=attach and form in ATTACHES)
                asked.append(_Asked(kind, request, form, file_name(kind, form, period, request)))
    needs = frozenset[Need]().union(*(kind.needs for kind in kinds))
    everything = replace(kinds[0], needs=needs)
    return Meeting(tuple(asked), gather(store, everything, publication, against=against))


def meeting_papers(meeting: Meeting, progress: "Progress | None" = None) -> Iterator[Made]:
    """Each paper as it is made, in any thread. `progress` is told hundredths of the whole; what it raises ends the
    work, and so does leaving the loop: whoever writes each paper as it comes keeps those that are whole."""
    share = len(meeting.asked) + 1
    sources = meeting.sources(_part(progress, 0, share))
    for place, each in enumerate(meeting.asked, 1):
        yield make_paper(each.kind, sources, each.request, each.form, _part(progress, place, share))


def _part(progress: "Progress | None", place: int, of_all: int) -> "Progress | None":
    """Progress of one share of the work, as hundredths of the whole."""
    if progress is None:
        return None
    return lambda done, whole: progress((100 * place + 100 * done // max(whole, 1)) // of_all, 100)
