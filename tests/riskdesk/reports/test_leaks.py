"""A finished paper for the public is looked into everywhere, and nothing that is public raises an alarm."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from riskdesk.errors import RiskDeskError
from riskdesk.periods import Review
from riskdesk.publishing import Narrative, Part, Subject
from riskdesk.reports.board.paper import board_paper
from riskdesk.reports.pdf.printer import print_document
from riskdesk.reports.public.division import public
from riskdesk.reports.public.insides import HTML, PDF, insides
from riskdesk.reports.public.leaks import Leak, leaks, must_be_clean
from riskdesk.reports.sources import Request, Sources
from riskdesk.reports.web.page import html_bytes
from riskdesk.risks import Action, Control, Owner, OwnerKind, Partner, Register, Risk, Score, Stage
from tests.riskdesk.reports.exempted import DAY, exempt
from tests.riskdesk.reports.registers import register_of, scored

SECRET = "The Albion Lodge contract may fall"
LONG = (
    "If the owner of Albion Lodge gives notice before the winter, forty residents must be moved within eight weeks and "
    "the council pays for every bed that stands empty until the spring"
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sources(*more: Risk, narrative: str = "", **facts: Any) -> Sources:
    """Risk 1 is wholly exempt, and the money and rationale of risk 2."""
    hidden = Risk(
        id=1, ref="CR-ALB-07", heading=SECRET, description=LONG, owners=(Owner(name="Director of Lodges and Homes"),),
        scores=scored(4, 4), financial_high=1_250_000,
        actions=(Action(text="Ask the bank of Albion for terms", cost=48_750),),
    )  # fmt: skip
    rated = {
        Stage.CURRENT: Score(stage=Stage.CURRENT, impact=2, likelihood=2, rationale="The auditor found the vault open")
    }
    shown = Risk(
        id=2, ref="2", heading="Winter comes early", scores=rated, financial_low=76_500, bearer="Council",
        owners=(Owner(name="Wanda Quirrel", kind=OwnerKind.PERSON, post="Head of Fountains"),),
        controls=(Control(text="Daily calls with the hospital wards"),),
    )  # fmt: skip
    register: Register = replace(register_of(hidden, shown, *more), **facts)
    given = Sources(register)
    told = (
        [Narrative(subject=Subject.SUMMARY, text=narrative, written_by="Vita Vexley", written_on=DAY)]
        if narrative
        else []
    )
    exemptions = (exempt(1), exempt(2, "money"), exempt(2, "rationale"))
    return replace(given, publication=replace(given.publication, narratives=tuple(told), exemptions=exemptions))


def found(document: str | bytes, given: Sources | None = None, media_type: str = "text/plain") -> tuple[Leak, ...]:
    data = document.encode() if isinstance(document, str) else document
    return leaks(given or sources(), data, media_type)


def told(document: str | bytes, media_type: str = "text/plain") -> set[str]:
    return {leak.what for leak in found(document, media_type=media_type)}


WHOLE, DETAIL = "words of a risk that is wholly exempt", "words of risk 2"
NAME = "the name of a person"


def paper_for_the_public(given: Sources) -> bytes:
    return print_document(board_paper(public(given)[0], Request(part=Part.A)).document).document


@pytest.fixture(scope="module")
def clean() -> bytes:
    return paper_for_the_public(sources())


def altered(document: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(document)) as pdf:
        change(pdf)
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


# Where it is looked for in a PDF


def test_a_paper_made_for_the_public_is_clean(clean: bytes) -> None:
    assert found(clean, media_type=PDF) == ()
    page = html_bytes(board_paper(public(sources())[0], Request(part=Part.A)).document)
    assert found(page, media_type=HTML) == ()


def test_the_whole_paper_is_not_clean() -> None:
    whole = print_document(board_paper(sources(), Request()).document).document
    assert {WHOLE, NAME} <= told(whole, PDF)


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = SECRET


def _keywords(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = f"risk, {SECRET}"


def _own_property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Unheard"] = SECRET


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.append(pikepdf.OutlineItem(SECRET, 0))


def _figure(pdf: pikepdf.Pdf) -> Any:
    left = [pdf.Root.StructTreeRoot.K]
    while left:
        node: Any = left.pop()
        if isinstance(node, pikepdf.Array):
            left.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                return node
            left.extend([node.K] if "/K" in node else [])
    raise AssertionError("no figure")


def _alternative(pdf: pikepdf.Pdf) -> None:
    _figure(pdf)["/Alt"] = f"A picture of: {SECRET}"


def _actual(pdf: pikepdf.Pdf) -> None:
    _figure(pdf)["/ActualText"] = SECRET


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:description"] = SECRET


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["data.xlsx"] = pikepdf.AttachedFileSpec(pdf, workbook(SECRET), filename="data.xlsx")


def _attachment_name(pdf: pikepdf.Pdf) -> None:
    name = f"{SECRET}.txt"
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"nothing", filename=name)


def _attachment_description(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"nothing", filename="a.txt", description=SECRET)


def _unlisted_file(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(SECRET.encode(), {"/Type": pikepdf.Name.EmbeddedFile})
    pdf.Root["/AF"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(F=stream)))])


def _note_on_a_page(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=f"({SECRET})"
    )
    pdf.pages[0]["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def workbook(text: str) -> bytes:
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("Data").write_string(3, 2, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (_title, "in the document's properties (title)"),
        (_keywords, "in the document's properties (keywords)"),
        (_own_property, "in what the file says of itself"),
        (_bookmark, "in the bookmarks"),
        (_alternative, "in what describes page "),
        (_actual, "in what describes page "),
        (_xmp, "in the document's properties (XMP)"),
        (_attachment, "in the attached file data.xlsx, in xl/sharedStrings.xml"),
        (_attachment_name, f"in the attached file {SECRET}.txt"),
        (_attachment_description, "in what the file says of itself"),
        (_unlisted_file, "in an attached file, in the file"),
        (_note_on_a_page, "in what the file says of itself"),
    ],
)
def test_a_leak_is_found_wherever_it_is_in_a_pdf(clean: bytes, plant: Callable[[Any], None], where: str) -> None:
    leaking = altered(clean, plant)
    assert any(leak.what == WHOLE and leak.where.startswith(where) for leak in found(leaking, media_type=PDF))


@pytest.mark.parametrize("plant", [_own_property, _attachment_description, _note_on_a_page])
def test_packed_objects_are_unpacked(clean: bytes, plant: Callable[[Any], None]) -> None:
    with pikepdf.open(BytesIO(clean)) as pdf:
        plant(pdf)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert SECRET.encode() not in target.getvalue()
    assert WHOLE in told(target.getvalue(), PDF)


def test_what_a_person_wrote_on_a_page_is_found_and_said_so() -> None:
    given = sources(narrative=f"The board should know: {LONG.lower()}.")
    leaking = paper_for_the_public(given)
    assert {leak.where for leak in found(leaking, given, PDF)} == {"on page 1"}
    with pytest.raises(RiskDeskError) as caught:
        must_be_clean(given, leaking, PDF)
    assert str(caught.value).startswith(
        "This paper for the public was not written, since it tells what is exempt: words of a risk that is wholly "
        "exempt, beginning “If …”, on page 1. Most likely a person wrote it, in the summary"
    )
    assert "Albion" not in str(caught.value)


def test_only_papers_for_the_public_are_refused() -> None:
    must_be_clean(sources(), SECRET.encode(), "text/plain", Part.B)
    must_be_clean(sources(), SECRET.encode(), "text/plain", None)
    must_be_clean(sources(), b"Nothing to see", "text/plain", Part.A)
    with pytest.raises(RiskDeskError):
        must_be_clean(sources(), SECRET.encode(), "text/plain", Part.A)


# Web pages and Word documents


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{SECRET}</p>",
        "<p>The <b>Albion</b> Lodge&nbsp;contract\n may fall</p>",
        f'<img alt="{SECRET}">',
        f"<!-- {SECRET} -->",
        f"<meta name='description' content='{SECRET}'>",
        "<p>The Albi&shy;on Lodge contract may f&#97;ll</p>",
    ],
)
def test_a_leak_is_found_wherever_it_is_in_a_web_page(page: str) -> None:
    assert told(page, HTML) == {WHOLE}


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "docProps/core.xml", "word/comments.xml"])
def test_a_leak_is_found_in_every_part_of_a_word_document(part: str) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(
            part, "<w:p><w:r><w:t>The Albion Lo</w:t></w:r><w:r><w:t>dge contract may fall</w:t></w:r></w:p>"
        )
    assert [(leak.what, leak.where) for leak in found(target.getvalue(), media_type=WORD)] == [(WHOLE, f"in {part}")]


# What is a leak and what is not


def test_words_are_known_however_they_are_broken_and_cut() -> None:
    assert told("THE ALBION LODGE CON-\nTRACT MAY\u00a0FALL") == {WHOLE}
    assert told("… forty residents must be moved within eight weeks …") == {WHOLE}
    assert told("forty residents must be moved") == set()
    assert told("The auditor found the vault o\ufb00 and open") == set()
    assert told("the auditor found the vault open") == {DETAIL}


def test_every_sort_of_secret_is_known() -> None:
    assert told("Ask the bank of Albion for terms") == {WHOLE}
    assert told("Director of Lodges and Homes") == {WHOLE}
    assert told("see cr-alb-07") == {"the reference of a risk that is wholly exempt"}
    assert told("£1,250,000") == {"money of a risk that is wholly exempt"}
    assert told("1250000") == {"money of a risk that is wholly exempt"}
    assert told("or £48,750 a year") == {"money of a risk that is wholly exempt"}
    assert told("at 76,500 pounds") == {"money of risk 2"}
    assert told("says Wanda\nQuirrel.") == {NAME}
    assert told("says WANDA QUIR-\nREL.") == {NAME}


def test_what_is_no_secret_raises_no_alarm() -> None:
    for plain in (
        "Winter comes early. Daily calls with the hospital wards. Head of Fountains. Council",
        "£11,250,000 and 12,500,001 and 48,7501",
        "CR-ALB-071 and Quirrel and Wandaquirrel and Wanda Quirrels",
        "The contract may fall",
    ):
        assert told(plain) == set(), plain


def test_what_a_public_risk_says_too_is_public() -> None:
    shown = Risk(id=3, ref="3", heading=SECRET, scores=scored(1, 1), financial_low=1_250_000)
    assert found(f"{SECRET} at £1,250,000", sources(shown)) == ()
    boiler = replace(shown, heading="", description="If the owner of Albion Lodge gives notice before the winter")
    given = sources(boiler)
    assert found("owner of Albion Lodge gives notice before the winter", given) == ()
    assert {leak.what for leak in found(LONG, given)} == {WHOLE}


def test_the_sum_of_public_figures_is_public() -> None:
    one, other = (Risk(id=number, ref=f"{number}", financial_high=625_000) for number in (3, 4))
    assert found("£1,250,000 in all", sources(one, other)) == ()
    assert found("£1,250,000", sources(partners=(Partner(name="Council", contribution=1_250_000),))) == ()


def test_a_note_that_quotes_an_exempt_risk_is_found() -> None:
    quoting = Review(risk_id=3, reviewed_on=DAY, note=f"As with the other one, {SECRET.lower()} this year")
    given = sources(Risk(id=3, ref="3", heading="Homes", reviews=(quoting,)))
    assert {leak.what for leak in found(quoting.note, given)} == {WHOLE}


def test_a_note_repeated_on_risks_that_are_public_is_public() -> None:
    note = "No change; the position is as reported last month and in the month before that"
    risks = sources(Risk(id=3, ref="3", reviews=(Review(risk_id=3, reviewed_on=DAY, note=note),))).register.risks
    hidden = replace(risks[0], reviews=(Review(risk_id=1, reviewed_on=DAY, note=note),))
    given = sources()
    assert found(note, replace(given, register=replace(given.register, risks=(hidden, *risks[1:])))) == ()


def test_a_strange_file_is_read_as_text() -> None:
    assert [place.text for place in insides(b"plain words", "application/x-unknown")] == ["plain words"]
